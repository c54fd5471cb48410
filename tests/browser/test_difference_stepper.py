"""The DifferenceStepper against the package; what all widgets share: test_every_widget."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from backprop.widgets import DifferenceStepper
from own_pages import figure_of, site_of
from visits import Visit
from widget import OVER_HTTP, button, live, numbers, slider

LABEL = "Difference stepper"
CUBE = figure_of(DifferenceStepper(anchor="cube"))
RELU = figure_of(DifferenceStepper("relu", 0.003, anchor="kink"))
site = site_of([CUBE, RELU])


def open_widget(visit: Visit, query: str = "", **options: Any) -> tuple[Page, Locator]:
    page = visit(f"{CUBE.page}#{CUBE.anchor}?{query}" if query else CUBE.page, **options)
    return page, live(page, CUBE, LABEL)


def choose(widget: Locator, name: str) -> None:
    widget.locator(".choices label").filter(has_text=name).click()


def assert_shown(widget: Locator, step: int, **given: Any) -> None:
    theirs = DifferenceStepper(**given)
    expect(slider(widget)).to_have_value(str(step))
    shown = numbers(widget, "data-cell")
    assert shown["measured"] == theirs.measured[step]
    assert shown["error"] == theirs.errors[step]
    assert shown["slope"] == theirs.slope


def dot(widget: Locator) -> Locator:
    return widget.get_by_role("slider", name="Step size h")


def test_each_step_is_the_package_s(visit: Visit) -> None:
    _, widget = open_widget(visit)
    for step in range(17):
        slider(widget).fill(str(step))
        assert_shown(widget, step)


@OVER_HTTP
def test_function_place_rule_and_precision_are_chosen(visit: Visit) -> None:
    _, widget = open_widget(visit, "step=6")
    choose(widget, "float32")
    assert_shown(widget, 6, precision="float32")
    choose(widget, "One-sided")
    assert_shown(widget, 6, precision="float32", rule="one-sided")
    choose(widget, "√x")
    widget.get_by_role("textbox", name="x", exact=True).fill("3")
    assert_shown(widget, 6, function="sqrt", x=3, precision="float32", rule="one-sided")
    button(widget, "Reset").click()
    assert_shown(widget, 0)


@OVER_HTTP
def test_a_place_where_a_nudge_leaves_the_function_is_refused(visit: Visit) -> None:
    _, widget = open_widget(visit, "step=6")
    choose(widget, "√x")
    widget.get_by_role("textbox", name="x", exact=True).fill("0.5")
    expect(widget.locator(".line")).to_contain_text("lies above 1")
    assert_shown(widget, 6, function="sqrt")


@OVER_HTTP
def test_the_dot_is_dragged_along_the_errors(visit: Visit) -> None:
    page, widget = open_widget(visit)
    box = dot(widget).locator(".mark").bounding_box()
    area = widget.locator(".difference-chart").bounding_box()
    assert box
    assert area
    page.mouse.move(box["x"] + 8, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(area["x"] + area["width"] / 2, box["y"] + 8, steps=4)
    page.mouse.up()
    step = int(slider(widget).input_value())
    assert 6 <= step <= 9
    assert_shown(widget, step)
    expect(dot(widget)).to_be_focused()


@OVER_HTTP
def test_the_dot_moves_by_keyboard(visit: Visit) -> None:
    page, widget = open_widget(visit)
    dot(widget).focus()
    at = 0
    for key, by in [("ArrowRight", 1), ("ArrowUp", 1), ("PageUp", 4), ("ArrowDown", -1)]:
        page.keyboard.press(key)
        at += by
        expect(dot(widget)).to_have_attribute("aria-valuenow", str(at))
        assert_shown(widget, at)
    assert page.evaluate("window.turned") == 0


@OVER_HTTP
def test_the_digits_that_cancel_are_struck_out(visit: Visit) -> None:
    _, widget = open_widget(visit, "step=5")
    cells = widget.locator(".digits .value")
    assert [cells.nth(k).locator(".lost").inner_text() for k in range(3)] == [
        "8.000",
        "7.999",
        "0.000",
    ]
    slider(widget).fill("0")
    assert cells.first.locator(".lost").inner_text() == ""
    slider(widget).fill("16")
    shown = numbers(widget, "data-cell")
    assert shown["difference"] == shown["f(x + h)"] - shown["f(x − h)"]


@OVER_HTTP
def test_the_whole_curve_has_both_precisions(visit: Visit) -> None:
    _, widget = open_widget(visit)
    expect(widget.locator(".other-line")).to_have_count(0)
    expect(widget.locator(".error-foot")).to_have_count(1)
    widget.get_by_role("checkbox", name="Show the whole curve").check()
    expect(widget.locator(".other-line")).to_have_count(1)
    expect(widget.locator(".error-foot")).to_have_count(17)
    expect(widget.locator("path.bend-line")).to_have_count(1)


@pytest.mark.parametrize(
    ("typed", "says"), [("1e-8", "too small"), ("0.1", "too large"), ("1e-16", "too small")]
)
@OVER_HTTP
def test_who_predicts_is_told_which_error_is_larger(visit: Visit, typed: str, says: str) -> None:
    _, widget = open_widget(visit, "step=3&predict=true")
    expect(widget.locator(".error-foot")).to_have_count(0)
    assert "measured" not in numbers(widget, "data-cell")
    field = widget.locator(".question").get_by_role("textbox")
    field.fill(typed)
    field.press("Enter")
    expect(widget.locator(".verdict")).to_contain_text(says)
    field.fill("10^-5")
    field.press("Enter")
    expect(widget.locator(".line")).to_contain_text("Right")
    assert_shown(widget, 3)


@OVER_HTTP
def test_at_a_kink_it_says_so(visit: Visit) -> None:
    page = visit(f"{RELU.page}#{RELU.anchor}?step=2")
    widget = live(page, RELU, LABEL)
    expect(widget.locator(".line")).to_contain_text("kink")
    assert_shown(widget, 2, function="relu", x=0.003)
    slider(widget).fill("4")
    expect(widget.locator(".line")).not_to_contain_text("kink")
