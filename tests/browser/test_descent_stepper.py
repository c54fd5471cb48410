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
BY_ANCHOR = {figure.anchor: figure for figure in FIGURES}
FIRST, LINEAR, PLANE = (BY_ANCHOR[name] for name in ("descent", "descent-linear", "valley"))
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


def show_all(widget: Locator) -> Locator:
    return widget.get_by_role("checkbox", name="Show all steps")


def ball(widget: Locator, name: str = "") -> Locator:
    """The slider that the ball is, along one parameter."""
    return widget.get_by_role("slider", name=f"Start at {name}")


def assert_outcome(widget: Locator, descent: Descent) -> None:
    """The same outcome; its numbers are written as each side writes numbers."""
    show_all(widget).check()
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
    assert widget.locator(".dead-zone").count() == 1

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
@pytest.mark.parametrize("figure", [FIRST, PLANE], ids=str)
@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "touch"])
def test_the_ball_is_dragged_to_another_start(visit: Visit, figure: Figure, touch: bool) -> None:
    page, widget = open_widget(visit, figure, has_touch=touch)
    slider(widget).fill("2")
    picture = widget.locator(".landscape")
    picture.scroll_into_view_if_needed()
    before = picture.locator(".landscape-line, .contour").first.get_attribute("d")
    box = ball(widget).last.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    if touch:
        finger = page.context.new_cdp_session(page)
        for kind, points in [
            ("touchStart", [{"x": x, "y": y}]),
            *(("touchMove", [{"x": x - part, "y": y}]) for part in (20, 30, 40)),
            ("touchEnd", []),
        ]:
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    else:
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x - 40, y, steps=4)
        page.mouse.up()
    expect(slider(widget)).to_have_value("0")
    # The ball is where it was let go, on the same picture, and the descent starts there.
    moved = ball(widget).first.bounding_box()
    assert moved
    assert moved["x"] - box["x"] == pytest.approx(-40, abs=3)
    assert picture.locator(".landscape-line, .contour").first.get_attribute("d") == before
    names = figure.state["parameter_names"]
    start = {name: numbers(widget, "data-node-value")[name] for name in names}
    assert start != {name: figure.state["inputs"][name] for name in names}
    assert_engine(widget, figure, 0, inputs=start)
    button(widget, "Next").click()
    assert_engine(widget, figure, 1, inputs=start)


@OVER_HTTP
@pytest.mark.parametrize(("figure", "axes"), [(FIRST, ["w₂"]), (PLANE, ["w₀", "w₁"])])
def test_the_ball_is_moved_by_keyboard(visit: Visit, figure: Figure, axes: list[str]) -> None:
    page, widget = open_widget(visit, figure)
    for name in axes:
        handle = ball(widget, name)

        def at(handle: Locator = handle) -> float:
            return float(handle.get_attribute("aria-valuenow") or "nan")

        start = at()
        handle.press("ArrowRight")
        right = at()
        handle.press("PageDown")
        far = at()
        handle.press("Shift+ArrowRight")
        assert far < start < right
        assert right - far == pytest.approx(10 * (right - start), rel=0.2)
        assert at() - far == pytest.approx((right - start) / 10, rel=0.2)
        handle.press("Home")
        lowest = float(handle.get_attribute("aria-valuemin") or "nan")
        assert lowest <= at() < lowest + 1.5 * (right - start)
    expect(slider(widget)).to_have_value("0")
    assert page.evaluate("window.turned") == 0


@OVER_HTTP
def test_a_step_travels_unless_less_motion_is_asked_for(visit: Visit) -> None:
    running = "(ball) => ball.getAnimations().length"
    for motion, animations in [("no-preference", 1), ("reduce", 0)]:
        _, widget = open_widget(visit, reduced_motion=motion)
        button(widget, "Next").click()
        expect(slider(widget)).to_have_value("1")
        assert widget.locator(".ball").evaluate(running) == animations
        assert_engine(widget, FIRST, 1)


@OVER_HTTP
@EVERY_FIGURE
def test_a_step_is_hidden_until_it_is_predicted(visit: Visit, figure: Figure) -> None:
    _, widget = open_widget(visit, figure)
    descent = descent_of(figure)
    widget.get_by_role("checkbox", name="Predict").check()
    show_all(widget).check()
    button(widget, "Next").click()
    expect(widget.locator("[data-outcome]")).to_have_count(0)
    first, second = descent.parameters[:2]
    name = max(first, key=lambda each: abs(second[each] - first[each]))  # the steepest
    expect(widget.locator(".question label")).to_contain_text(name[0])
    assert numbers(widget, "data-node-value")[name] == first[name]
    answer = widget.locator(".question").get_by_role("textbox")
    answer.fill("12345")
    button(widget, "Check").click()
    expect(widget.locator(".verdict")).not_to_be_empty()
    answer.fill(repr(second[name]))
    button(widget, "Check").click()
    expect(answer).to_be_hidden()
    assert_engine(widget, figure, 1)


@OVER_HTTP
@EVERY_FIGURE
def test_no_number_is_cut_off(visit: Visit, figure: Figure) -> None:
    """Neither in the pictures, at any step and with any preset, nor in a field."""
    _, widget = open_widget(visit, figure)
    for preset in figure.state["presets"]:
        button(widget, preset["label"]).click()
        for press in ("ArrowRight", "End"):
            slider(widget).press(press)
            assert (
                widget.locator(".chart-svg").evaluate_all(
                    """(pictures) => pictures.flatMap((picture) => {
                  const { left, right } = picture.getBoundingClientRect();
                  return [...picture.querySelectorAll("text")].map((text) => [text.textContent,
                    text.getBoundingClientRect()]).filter(([, box]) =>
                    box.left < left - 1 || box.right > right + 1).map(([words]) => words);
                })"""
                )
                == []
            )
        cut = widget.locator(".number-field, .update td").evaluate_all(
            "(all) => all.filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.value)"
        )
        assert cut == []


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


@OVER_HTTP
@EVERY_FIGURE
def test_the_slider_of_the_rate_reaches_every_preset_and_says_so(
    visit: Visit, figure: Figure
) -> None:
    _, widget = open_widget(visit, figure)
    rate = widget.get_by_role("slider", name="Learning rate")
    low, high = (float(rate.get_attribute(end) or "nan") / 50 for end in ("min", "max"))
    for preset in figure.state["presets"]:
        settings = {**figure.state["initial"], **preset}
        assert 10 ** (low + 0.9) < settings["learning_rate"] < 10 ** (high - 0.9)
        button(widget, preset["label"]).click()
        at = float(rate.input_value()) / 50
        assert 10**at == pytest.approx(settings["learning_rate"], rel=0.03)
    ends = widget.locator(".rate-end")
    expect(ends).to_have_count(2)
    expect(rate).to_have_accessible_name(re.compile(ends.first.inner_text()))
