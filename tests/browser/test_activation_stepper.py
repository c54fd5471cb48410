"""The ActivationStepper against the package; what all widgets share: test_every_widget."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from accessibility import accessibility_problems
from backprop.widgets import ActivationStepper
from built_site import figures
from own_pages import site_of
from visits import Visit
from widget import OVER_HTTP, PHONE, button, live, numbers, slider, tab_to

LABEL = "Activation stepper"
FIRST = next(figure for figure in figures("ActivationStepper") if figure.anchor == "gates")
site = site_of([FIRST])
TITLES = {
    "Linear": "linear",
    "ReLU": "relu",
    "Leaky ReLU": "leaky_relu",
    "Sigmoid": "sigmoid",
    "tanh": "tanh",
}
CELLS = list(np.ndindex(np.shape(FIRST.state["inputs"])))

Matrix = list[list[float]]


def open_widget(visit: Visit, query: str = "", **options: Any) -> tuple[Page, Locator]:
    page = visit(f"{FIRST.page}#{FIRST.anchor}?{query}" if query else FIRST.page, **options)
    return page, live(page, FIRST, LABEL)


def choose(widget: Locator, name: str) -> None:
    widget.locator(".choices label").filter(has_text=re.compile(f"^{name}$")).click()


def cell_field(widget: Locator, name: str, row: int, column: int) -> Locator:
    return widget.get_by_role("textbox", name=f"{name}[{row}, {column}]", exact=True)


def cell_button(widget: Locator, name: str, row: int, column: int) -> Locator:
    return widget.locator(f'button[data-cell="{name}[{row}, {column}]"]')


def dot(widget: Locator, row: int, column: int) -> Locator:
    return widget.get_by_role("slider", name=f"z[{row}, {column}]", exact=True)


def middle(target: Locator) -> tuple[float, float]:
    box = target.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def z_of(widget: Locator, row: int, column: int) -> float:
    return numbers(widget, "data-cell")[f"inputs[{row}, {column}]"]


def assert_cells(
    widget: Locator,
    step: int,
    activation: str = "relu",
    *,
    inputs: Matrix | None = None,
    dvalues: Matrix | None = None,
) -> None:
    """All four matrices are the package's: slopes and products as far as the step."""
    state = FIRST.state
    theirs = ActivationStepper(
        inputs or state["inputs"], dvalues or state["dvalues"], activation=activation
    )
    expect(slider(widget)).to_have_value(str(step))
    shown = numbers(widget, "data-cell")
    cells = list(np.ndindex(np.shape(theirs.inputs)))
    known = dict.fromkeys(("inputs", "dvalues"), cells) | dict.fromkeys(
        ("derivatives", "dinputs"), cells[:step]
    )
    wanted = {f"{name}[{i}, {j}]": (name, i, j) for name in known for i, j in known[name]}
    assert shown.keys() == wanted.keys()
    for key, (name, i, j) in wanted.items():
        size = max(1, abs(theirs.dvalues[i][j]))
        assert abs(shown[key] - getattr(theirs, name)[i][j]) <= 1e-12 * size, key


@OVER_HTTP
def test_every_cell_is_the_packages(visit: Visit) -> None:
    _, widget = open_widget(visit)
    for step in range(len(CELLS)):
        assert_cells(widget, step)
        button(widget, "Next").click()
    for title, activation in TITLES.items():
        choose(widget, title)
        assert_cells(widget, len(CELLS), activation)


@OVER_HTTP
def test_ten_layers_are_the_packages(visit: Visit) -> None:
    _, widget = open_widget(visit, "step=3")
    choose(widget, "Through ten layers")
    row, column = CELLS[2]
    for title, step in [(title, step) for title in TITLES for step in (0, 4, 10)]:
        choose(widget, title)
        slider(widget).fill(str(step))
        theirs = ActivationStepper(
            FIRST.state["inputs"], FIRST.state["dvalues"], activation=TITLES[title]
        )
        wanted = {f"values[{k}]": theirs.values[k][row][column] for k in range(10)}
        for k in range(1, step + 1):
            wanted[f"slopes[{10 - k}]"] = theirs.slopes[10 - k][row][column]
            wanted[f"left[{k}]"] = theirs.left[k][row][column]
        shown = numbers(widget, "data-cell")
        assert shown == pytest.approx(wanted, rel=1e-12, abs=1e-300), (title, step)
        pieces = step + 1 if step else 0  # the slopes, and their product
        assert widget.locator(".pieces math").count() == pieces
    choose(widget, "Cell by cell")
    assert_cells(widget, 3, "tanh")


@OVER_HTTP
def test_a_dot_is_dragged_and_its_gate_opens_and_no_other(visit: Visit) -> None:
    page, widget = open_widget(visit)
    button(widget, "Last").click()
    assert z_of(widget, 0, 2) == -3
    x, y = middle(dot(widget, 0, 2))
    unit = (middle(dot(widget, 2, 2))[0] - x) / 8  # pixels, from −3 to 5
    page.mouse.move(x + 1, y - 1)
    page.mouse.down()
    seen = []
    for step in range(1, 11):
        page.mouse.move(x + step * 3.5 * unit / 10, y + 40)  # beside the curve: it follows
        seen.append(z_of(widget, 0, 2))
    page.mouse.up()
    assert seen == sorted(seen)
    assert seen[-1] == pytest.approx(0.5, abs=0.11)
    inputs = [row[:] for row in FIRST.state["inputs"]]
    inputs[0][2] = seen[-1]
    assert_cells(widget, len(CELLS), inputs=inputs)
    assert cell_button(widget, "dinputs", 0, 2).inner_text() == "3"
    page.mouse.move(x, y)
    assert z_of(widget, 0, 2) == seen[-1]  # it was let go


@OVER_HTTP
def test_a_finger_drags_a_dot_and_not_the_page(visit: Visit) -> None:
    page, widget = open_widget(visit, **PHONE)
    dot(widget, 0, 2).scroll_into_view_if_needed()
    before, (x, y) = page.evaluate("scrollY"), middle(dot(widget, 0, 2))
    touch = page.context.new_cdp_session(page)

    def send(kind: str, *points: tuple[float, float]) -> None:
        touch.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]},
        )

    send("touchStart", (x, y))
    for step in range(1, 13):
        send("touchMove", (x + 10 * step, y - 12 * step))
    send("touchEnd")
    assert z_of(widget, 0, 2) > -1
    assert page.evaluate("scrollY") == before
    expect(slider(widget)).to_have_value("3")  # its turn has come, with all before it


@OVER_HTTP
def test_a_dot_is_a_slider(visit: Visit) -> None:
    page, widget = open_widget(visit, "step=3")
    handle = dot(widget, 0, 2)
    tab_to(page, handle)
    expect(handle).to_have_attribute("aria-valuenow", "-3")
    for key, z in [
        ("ArrowRight", -2.9),
        ("ArrowUp", -2.8),
        ("Shift+ArrowLeft", -2.81),
        ("PageUp", -1.81),
        ("ArrowDown", -1.91),
        ("PageDown", -2.91),
    ]:
        page.keyboard.press(key)
        assert z_of(widget, 0, 2) == z
    expect(handle).to_be_focused()
    expect(handle).to_have_attribute("aria-valuetext", re.compile("−2.91, ReLU 0, slope 0"))
    assert widget.locator(".dot[tabindex='0']").count() == 1
    stops = "dots => dots.map((each) => each.tabIndex)"  # as the browser has read them
    assert widget.locator(".dot").evaluate_all(stops).count(0) == 1
    expect(slider(widget)).to_have_value("3")
    assert page.evaluate("window.turned") == 0


@OVER_HTTP
def test_far_numbers_stay_on_the_chart(visit: Visit) -> None:
    _, widget = open_widget(visit, "step=1")
    chart = widget.locator(".activation-chart")
    inputs = [row[:] for row in FIRST.state["inputs"]]
    for text in ("1e4", "-1e308", "1e-300"):
        cell_field(widget, "inputs", 0, 0).fill(text)
        inputs[0][0] = float(text)
        for title, activation in TITLES.items():
            choose(widget, title)
            assert_cells(widget, 1, activation, inputs=inputs)
            assert "NaN" not in chart.evaluate("(svg) => svg.outerHTML")
            (x, _), box = middle(dot(widget, 0, 0).locator(".mark")), chart.bounding_box()
            assert box
            assert box["x"] < x < box["x"] + box["width"]


@OVER_HTTP
def test_picking_keeps_what_is_multiplied(visit: Visit) -> None:
    _, widget = open_widget(visit, "step=3")
    now = widget.locator("[data-mark~=now]")
    cell_button(widget, "dinputs", 0, 0).click()
    assert_cells(widget, 3)
    expect(now.first).to_have_attribute("data-cell", "inputs[0, 0]")
    cell_button(widget, "derivatives", 1, 2).click()
    assert_cells(widget, 7)
    expect(now.first).to_have_attribute("data-cell", "inputs[1, 2]")
    cell_button(widget, "dinputs", 0, 0).click()
    widget.page.mouse.move(0, 0)
    button(widget, "Back").click()
    expect(now.first).to_have_attribute("data-cell", "inputs[1, 1]")  # that of the step


@OVER_HTTP
def test_a_product_is_hidden_until_it_is_found(visit: Visit) -> None:
    _, widget = open_widget(visit, "step=2&predict=true")
    answer = widget.get_by_role("textbox", name="Your value for")
    slope, product = cell_button(widget, "derivatives", 0, 1), cell_button(widget, "dinputs", 0, 1)
    assert (slope.inner_text(), product.inner_text()) == ("?", "?")
    expect(widget.locator(".reading")).to_contain_text("slope ?")
    assert "slope" not in str(dot(widget, 0, 1).get_attribute("aria-valuetext"))
    answer.fill("0")
    answer.press("Enter")
    expect(widget.locator(".verdict")).not_to_be_empty()
    assert product.inner_text() == "?"
    answer.fill("2")
    answer.press("Enter")
    assert (slope.inner_text(), product.inner_text()) == ("1", "2")
    choose(widget, "Sigmoid")  # other numbers: asked anew, and its slope cannot be seen at a glance
    assert (slope.inner_text(), product.inner_text()) == ("0.105", "?")
    choose(widget, "Through ten layers")
    button(widget, "Next").click()
    expect(widget.locator(".layers tr.now .number")).to_have_text("?")
    button(widget, "Show it").click()
    expect(widget.locator(".layers tr.now .number")).to_have_text("0.225")


@OVER_HTTP
def test_a_number_of_the_picked_cell_is_edited_in_ten_layers(visit: Visit) -> None:
    page, widget = open_widget(visit, 'view="layers"&step=10&cell=[1,1]&activation="tanh"')
    cell_field(widget, "inputs", 1, 1).fill("0.5")
    theirs = ActivationStepper([[0.5]], [[1]], activation="tanh")
    assert numbers(widget, "data-cell")["left[10]"] == pytest.approx(theirs.left[10][0][0])
    assert accessibility_problems(page, f"#{FIRST.anchor}") == []
    button(widget, "Reset").click()
    assert_cells(widget, 0)


@OVER_HTTP
def test_the_gradient_travels_to_its_product_unless_less_motion_is_asked_for(visit: Visit) -> None:
    running = "(root) => root.getAnimations({ subtree: true }).length"
    for motion, moves in [("no-preference", True), ("reduce", False)]:
        _, widget = open_widget(visit, reduced_motion=motion)
        button(widget, "Next").click()
        assert (widget.evaluate(running) > 0) is moves
        expect(widget.locator(".traveller")).to_have_count(0)
        assert_cells(widget, 1)
