"""The DescentStepper on the built pages, against the Python engine."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from backprop.descent import Descent, descend
from built_site import Figure, figures
from own_pages import START, site_of
from visits import Visit
from widget import (
    OVER_HTTP,
    PHONE,
    accessibility_problems,
    assert_close,
    button,
    field,
    live,
    numbers,
    slider,
    tab_to,
)

LABEL = "Descent stepper"
FIGURES = figures("DescentStepper")
FIRST = FIGURES[0]
site = site_of(FIGURES)
EVERY_FIGURE = pytest.mark.parametrize("figure", FIGURES, ids=str)


def open_widget(visit: Visit, figure: Figure = FIRST, **options: Any) -> tuple[Page, Locator]:
    page = visit(figure.page, **options)
    return page, live(page, figure, LABEL)


def descent_of(figure: Figure, **settings: Any) -> Descent:
    """The descent as Python makes it: a learning rate, a step count, some inputs."""
    state = {**figure.state, **settings}
    return descend(
        figure.graph(**settings.get("inputs", {})),
        state["parameter_names"],
        learning_rate=state["learning_rate"],
        steps=state["steps"],
    )


def assert_engine(widget: Locator, figure: Figure, step: int, **settings: Any) -> None:
    """At this step the loss, the parameters and all gradients are Python's."""
    descent = descent_of(figure, **settings)
    expect(slider(widget)).to_have_value(str(step))
    expect(slider(widget)).to_have_attribute("max", str(len(descent.losses) - 1))
    graph = figure.graph(**settings.get("inputs", {}))
    graph.forward(**descent.parameters[step])
    graph.backward()
    names = figure.state["parameter_names"]
    loss = {graph.output: descent.losses[step]}
    assert_close(numbers(widget, "data-node-value"), {**descent.parameters[step], **loss})
    assert_close(numbers(widget, "data-gradient"), {name: graph.gradients[name] for name in names})


def assert_outcome(widget: Locator, descent: Descent) -> None:
    """The same outcome; its numbers are written as each side writes numbers."""
    outcome = widget.locator("[data-outcome]")
    expect(outcome).to_have_attribute("data-outcome", descent.outcome)
    expect(outcome).to_be_visible()


@EVERY_FIGURE
def test_every_step_is_pythons(visit: Visit, figure: Figure) -> None:
    _, widget = open_widget(visit, figure)
    descent = descent_of(figure)
    last = len(descent.losses) - 1
    assert_outcome(widget, descent)
    for step in range(min(last, 10) + 1):
        assert_engine(widget, figure, step)
        button(widget, "Next").click()
    button(widget, "Last").click()
    assert_engine(widget, figure, last)
    button(widget, "Back").click()
    assert_engine(widget, figure, last - 1)
    slider(widget).fill(str(last // 2))
    assert_engine(widget, figure, last // 2)
    button(widget, "First").click()
    assert_engine(widget, figure, 0)


@EVERY_FIGURE
def test_everything_follows_an_edit(visit: Visit, figure: Figure) -> None:
    _, widget = open_widget(visit, figure)
    settings: dict[str, Any] = {"learning_rate": 0.0042, "steps": 12, "inputs": {}}
    field(widget, "Learning rate").fill("0.0042")
    field(widget, "Steps").fill("12")
    slider(widget).fill("12")
    assert_engine(widget, figure, 12, **settings)
    for number, (name, value) in enumerate(figure.state["inputs"].items(), 1):
        settings["inputs"][name] = round(value + 0.01 * number, 2)
        field(widget, name).fill(str(settings["inputs"][name]))
        last = len(descent_of(figure, **settings).losses) - 1
        slider(widget).fill(str(last))
        assert_engine(widget, figure, last, **settings)


def test_a_rate_that_diverges_and_one_that_ends_dead(visit: Visit) -> None:
    _, widget = open_widget(visit)
    found = set()
    for rate, target in [("0.05", "4"), ("0.07", "4"), ("0.001", "0"), ("0.3", "-50")]:
        field(widget, "t").fill(target)
        field(widget, "Learning rate").fill(rate)
        settings = {"learning_rate": float(rate), "inputs": {"t": float(target)}}
        descent = descent_of(FIRST, **settings)
        assert_outcome(widget, descent)
        slider(widget).fill(str(len(descent.losses) - 1))
        assert_engine(widget, FIRST, len(descent.losses) - 1, **settings)
        found.add(descent.outcome)
    assert {"finished", "stuck"} <= found

    linear = FIGURES[1]
    _, widget = open_widget(visit, linear)
    field(widget, "Learning rate").fill("10")
    field(widget, "Steps").fill("2000")
    settings = {"learning_rate": 10.0, "steps": 2000}
    descent = descent_of(linear, **settings)
    assert descent.outcome == "diverged"
    assert_outcome(widget, descent)
    button(widget, "Last").click()
    expect(slider(widget)).to_have_value(str(len(descent.losses) - 1))


def test_presets(visit: Visit) -> None:
    _, widget = open_widget(visit)
    for preset in FIRST.state["presets"]:
        settings = {**FIRST.state["initial"], **preset}
        button(widget, settings.pop("label")).click()
        descent = descent_of(FIRST, **settings)
        assert_outcome(widget, descent)
        assert_engine(widget, FIRST, 0, **settings)
        expect(field(widget, "Steps")).to_have_value(str(settings["steps"]))
        button(widget, "Last").click()
        assert_engine(widget, FIRST, len(descent.losses) - 1, **settings)


def test_everything_by_keyboard(visit: Visit) -> None:
    page, widget = open_widget(visit)
    address, origin = page.url, page.evaluate("performance.timeOrigin")
    last = len(descent_of(FIRST).losses) - 1
    tab_to(page, field(widget, "Learning rate"))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("0.002")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    assert_engine(widget, FIRST, 0, learning_rate=0.002)
    tab_to(page, button(widget, "Next"))
    for number in range(1, 6):
        page.keyboard.press("ArrowRight")
        assert_engine(widget, FIRST, number, learning_rate=0.002)
    page.keyboard.press("End")
    assert_engine(widget, FIRST, last, learning_rate=0.002)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    expect(slider(widget)).to_have_value(str(last - 1))
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    expect(slider(widget)).to_have_value("0")
    tab_to(page, slider(widget))
    page.keyboard.press("ArrowRight")
    expect(slider(widget)).to_have_value("1")
    tab_to(page, button(widget, "Reset"))
    page.keyboard.press("Enter")
    assert_engine(widget, FIRST, 0)
    assert page.url == address
    assert page.evaluate("performance.timeOrigin") == origin


@OVER_HTTP
def test_play_runs_to_the_end(visit: Visit) -> None:
    page = visit(START)
    page.clock.install()
    page.goto(page.url.replace(START, FIRST.page))
    widget = live(page, FIRST, LABEL)
    last = len(descent_of(FIRST).losses) - 1
    button(widget, "Play").click()
    page.clock.run_for(2000)
    button(widget, "Pause").click()
    assert 0 < int(slider(widget).input_value()) < last
    button(widget, "Play").click()
    page.clock.run_for(30_000)
    expect(slider(widget)).to_have_value(str(last))


def test_a_click_on_a_chart_leads_to_its_step(visit: Visit) -> None:
    page, widget = open_widget(visit)
    chart = widget.locator("svg").first
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + box["height"] / 2)
    expect(slider(widget)).not_to_have_value("0")
    assert_engine(widget, FIRST, int(slider(widget).input_value()))


@OVER_HTTP
@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("Learning rate", "0", "positive"),
        ("Learning rate", "-1", "positive"),
        ("Learning rate", "fast", "not a number"),
        ("Steps", "0", "1"),
        ("Steps", "2.5", "whole"),
        ("Steps", "100000", "2000"),
        ("w0", "2,5", "write 2.5 with a point"),
        ("w0", "1e300", ""),
    ],
)
def test_a_bad_input_stays_and_is_explained(visit: Visit, name: str, text: str, said: str) -> None:
    _, widget = open_widget(visit)
    wrong = field(widget, name)
    before = wrong.input_value()
    wrong.fill(text)
    expect(wrong).to_have_value(text)
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_have_accessible_description(re.compile(f".*{re.escape(said)}.*"))
    assert_engine(widget, FIRST, 0)
    wrong.fill(before)
    expect(wrong).to_have_attribute("aria-invalid", "false")
    assert_engine(widget, FIRST, 0)


def test_reset(visit: Visit) -> None:
    _, widget = open_widget(visit)
    field(widget, "Learning rate").fill("0.01")
    field(widget, "Steps").fill("7")
    field(widget, "w0").fill("wrong")
    widget.get_by_role("checkbox", name="Logarithmic axis").check()
    button(widget, "Last").click()
    button(widget, "Reset").click()
    assert_engine(widget, FIRST, 0)
    expect(field(widget, "w0")).to_have_attribute("aria-invalid", "false")
    expect(field(widget, "Steps")).to_have_value(str(FIRST.state["steps"]))
    expect(widget.get_by_role("checkbox", name="Logarithmic axis")).not_to_be_checked()


def test_a_copied_link_opens_the_same_state(visit: Visit, site: str) -> None:
    page, widget = open_widget(visit)
    field(widget, "Learning rate").fill("1/300")
    field(widget, "Steps").fill("40")
    field(widget, "w0").fill("-2.5")
    widget.get_by_role("checkbox", name="Logarithmic axis").check()
    slider(widget).fill("17")
    button(widget, "Copy link").click()
    expect(widget.get_by_role("status").filter(has_text="address")).to_be_visible()
    again = visit(page.url.removeprefix(site))
    widget = live(again, FIRST, LABEL)
    expect(widget).to_be_in_viewport()
    settings = {"learning_rate": 1 / 300, "steps": 40, "inputs": {"w0": -2.5}}
    assert_engine(widget, FIRST, 17, **settings)
    expect(widget.get_by_role("checkbox", name="Logarithmic axis")).to_be_checked()


@OVER_HTTP
def test_a_damaged_link_is_explained(visit: Visit) -> None:
    page = visit(f"{FIRST.page}#{FIRST.anchor}?steps=0")
    alert = page.locator(f"#{FIRST.anchor}").get_by_role("alert")
    for fragment in [
        "?steps=0",
        "?steps=1e9",
        "?learning_rate=-1",
        '?learning_rate="x"',
        "?step=201",
        '?inputs={"w0":null}',
        '?parameter_names=["nobody"]',
        "?presets=[1]",
        "?colour=1",
    ]:
        page.evaluate("(hash) => { location.hash = hash; }", FIRST.anchor + fragment)
        widget = live(page, FIRST, LABEL)
        expect(alert).to_contain_text("This link’s values cannot be used")
        assert_engine(widget, FIRST, 0)
        page.evaluate("(hash) => { location.hash = hash; }", f"{FIRST.anchor}?step=3")
        expect(slider(widget)).to_have_value("3")
        expect(alert).to_be_hidden()


@OVER_HTTP
@EVERY_FIGURE
def test_on_a_phone(visit: Visit, figure: Figure) -> None:
    page, widget = open_widget(visit, figure, **PHONE)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    button(widget, "Next").tap()
    assert_engine(widget, figure, 1)
    field(widget, "Steps").fill("9")
    button(widget, "Last").tap()
    assert_engine(widget, figure, 9, steps=9)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390


@OVER_HTTP
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible_in_both_themes(visit: Visit, scheme: str) -> None:
    figure = FIRST  # what the others look like at first is seen with their pages
    page, widget = open_widget(visit, figure, color_scheme=scheme)
    expect(page.locator("html")).to_have_attribute("data-theme", scheme)
    find = partial(accessibility_problems, page, f"#{figure.anchor}", colours_only=scheme == "dark")
    slider(widget).fill("3")
    assert find() == []
    field(widget, "Learning rate").fill("wrong")
    assert find() == []
