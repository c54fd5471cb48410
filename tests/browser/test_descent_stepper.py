"""The DescentStepper against the Python engine; what all widgets share: test_every_widget."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from backprop.descent import Descent, descend
from built_site import Figure, figures
from own_pages import site_of
from visits import Visit
from widget import (
    OVER_HTTP,
    assert_close,
    button,
    field,
    live,
    numbers,
    slider,
)

LABEL = "Descent stepper"
FIGURES = figures("DescentStepper")
FIRST = FIGURES[0]
site = site_of(FIGURES)
EVERY_FIGURE = pytest.mark.parametrize("figure", FIGURES, ids=str)


def open_widget(visit: Visit, figure: Figure = FIRST, **options: Any) -> tuple[Page, Locator]:
    page = visit(figure.page, **options)
    widget = live(page, figure, LABEL)
    widget.locator("details.more > summary").click()
    return page, widget


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


@OVER_HTTP
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


@OVER_HTTP
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


@OVER_HTTP
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

    linear = next(figure for figure in FIGURES if figure.anchor == "descent-linear")
    _, widget = open_widget(visit, linear)
    field(widget, "Learning rate").fill("10")
    field(widget, "Steps").fill("2000")
    settings = {"learning_rate": 10.0, "steps": 2000}
    descent = descent_of(linear, **settings)
    assert descent.outcome == "diverged"
    assert_outcome(widget, descent)
    button(widget, "Last").click()
    expect(slider(widget)).to_have_value(str(len(descent.losses) - 1))


@OVER_HTTP
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


@OVER_HTTP
def test_a_click_on_a_chart_leads_to_its_step(visit: Visit) -> None:
    page, widget = open_widget(visit)
    chart = widget.locator(".line-chart")
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


@OVER_HTTP
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


@OVER_HTTP
def test_the_rate_is_turned_on_a_logarithmic_slider(visit: Visit) -> None:
    _, widget = open_widget(visit)
    rate = widget.get_by_role("slider", name="Learning rate")
    seen = []
    for key in ("Home", "End"):
        rate.press(key)
        field(widget, "Learning rate").focus()  # which shows all digits
        value = float(field(widget, "Learning rate").input_value())
        seen.append(value)
        outcome = descent_of(FIRST, learning_rate=value)
        assert_outcome(widget, outcome)
    low, high = seen
    assert high / low >= 1e4
