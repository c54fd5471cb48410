"""The ActivationStepper on the built pages, against the package."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from backprop import Linear, ReLU, Sigmoid
from built_site import Figure, figures
from own_pages import START, site_of
from visits import Visit
from widget import (
    OVER_HTTP,
    PHONE,
    accessibility_problems,
    button,
    live,
    numbers,
    slider,
    tab_to,
)

LABEL = "Activation stepper"
FIGURES = figures("ActivationStepper")
FIRST = FIGURES[0]
site = site_of(FIGURES)
EVERY_FIGURE = pytest.mark.parametrize("figure", FIGURES, ids=str)
LAYERS: dict[str, Any] = {"Linear": Linear, "ReLU": ReLU, "Sigmoid": Sigmoid}

MARKS_OUTSIDE = """(svg) => {
  const whole = svg.getBoundingClientRect();
  const marks = [...svg.querySelectorAll("circle, polygon, polyline, text")];
  return marks.map((mark) => mark.getBoundingClientRect()).filter((box) =>
    box.left < whole.left - 12 || box.right > whole.right + 12 ||
    box.top < whole.top - 2 || box.bottom > whole.bottom + 2).length;
}"""

Matrix = list[list[float]]


def open_widget(visit: Visit, figure: Figure = FIRST, **options: Any) -> tuple[Page, Locator]:
    page = visit(figure.page, **options)
    return page, live(page, figure, LABEL)


def matrices(figure: Figure) -> tuple[Matrix, Matrix]:
    """Copies of the figure's inputs and dvalues, to change."""
    return [row[:] for row in figure.state["inputs"]], [row[:] for row in figure.state["dvalues"]]


def title(figure: Figure) -> str:
    return {"linear": "Linear", "relu": "ReLU", "sigmoid": "Sigmoid"}[figure.state["activation"]]


def cell_field(widget: Locator, name: str, row: int, column: int) -> Locator:
    label = f"{name}, sample {row}, neuron {column}"
    return widget.get_by_role("textbox", name=label, exact=True)


def cell_button(widget: Locator, name: str, row: int, column: int) -> Locator:
    label = re.compile(rf"^{name}, sample {row}, neuron {column}:")
    return widget.get_by_role("button", name=label)


def assert_package(
    widget: Locator,
    figure: Figure,
    step: int,
    *,
    activation: str | None = None,
    batch: tuple[Matrix, Matrix] | None = None,
    hidden: bool = False,
) -> None:
    """The computed cells, those of dinputs that are taken, and the sum of them are numpy's."""
    inputs, dvalues = map(np.array, batch or matrices(figure))
    name = activation or title(figure)
    expect(slider(widget)).to_have_value(str(step))
    expect(slider(widget)).to_have_attribute("max", str(inputs.size))
    expect(button(widget, name)).to_have_attribute("aria-pressed", "true")
    layer = LAYERS[name]()
    expected = {
        "outputs": layer.forward(inputs),
        "derivatives": layer.backward(np.ones_like(inputs)),
        "dinputs": layer.backward(dvalues),
    }
    shown = numbers(widget, "data-cell")
    for key, matrix in expected.items():
        known = inputs.size if key != "dinputs" else step - hidden
        cells = [f"{key}[{i}, {j}]" for i, j in np.ndindex(inputs.shape)][:known]
        assert [cell for cell in shown if cell.startswith(f"{key}[")] == cells
        ours = np.array([shown[cell] for cell in cells])
        theirs = matrix.ravel()[:known]
        sizes = np.abs(dvalues).ravel()[:known] if key == "dinputs" else np.ones(known)
        assert (np.abs(ours - theirs) <= 1e-12 * np.maximum(np.abs(theirs), sizes)).all(), key


@EVERY_FIGURE
@pytest.mark.parametrize("activation", LAYERS)
def test_every_cell_of_each_activation_is_numpys(
    visit: Visit, figure: Figure, activation: str
) -> None:
    _, widget = open_widget(visit, figure)
    button(widget, activation).click()
    cells = np.array(figure.state["inputs"]).size
    for step in range(cells + 1):
        assert_package(widget, figure, step, activation=activation)
        if step < cells:
            button(widget, "Next").click()
    button(widget, "Back").click()
    assert_package(widget, figure, cells - 1, activation=activation)
    slider(widget).fill(str(cells // 2))
    assert_package(widget, figure, cells // 2, activation=activation)
    button(widget, "First").click()
    assert_package(widget, figure, 0, activation=activation)


@EVERY_FIGURE
def test_everything_follows_an_edit(visit: Visit, figure: Figure) -> None:
    _, widget = open_widget(visit, figure)
    button(widget, "Last").click()
    batch = matrices(figure)
    last = np.array(batch[0]).size
    texts = ["-0.25", "0", "10000", "-10000", "1e-300", "2/3", "7", "-1e4", "40", "1e308"]
    for number, text in enumerate(texts):
        name, matrix = ("inputs", batch[0]) if number % 3 < 2 else ("dvalues", batch[1])
        row, column = number % len(matrix), (number * 2) % len(matrix[0])
        over, _, under = text.partition("/")
        matrix[row][column] = float(over) / float(under or 1)
        cell_field(widget, name, row, column).fill(text)
        assert_package(widget, figure, last, batch=batch)
    for activation in LAYERS:
        button(widget, activation).click()
        assert_package(widget, figure, last, activation=activation, batch=batch)


@OVER_HTTP
def test_the_mathematics_of_a_cell(visit: Visit) -> None:
    _, widget = open_widget(visit)
    cell_field(widget, "inputs", 0, 0).fill("-3")
    cell_field(widget, "dvalues", 0, 0).fill("3")
    slider(widget).fill("1")
    formulas = widget.locator(".product-lines")
    button(widget, "ReLU").click()
    expect(formulas).to_have_text("dinputs[0,0]=dvalues[0,0]·ReLU′(z[0,0])=3·[−3>0]=3·0=0")
    button(widget, "Linear").click()
    expect(formulas).to_have_text("dinputs[0,0]=dvalues[0,0]·linear′(z[0,0])=3·1=3")
    button(widget, "Sigmoid").click()
    expect(formulas).to_have_text(
        "dinputs[0,0]=dvalues[0,0]·σ′(z[0,0])=3·σ(−3)·(1−σ(−3))≈3·0.0474259·0.952574≈0.13553"
    )


@OVER_HTTP
def test_what_is_said_of_zero_and_of_the_far_ends(visit: Visit) -> None:
    _, widget = open_widget(visit)
    z = cell_field(widget, "inputs", 0, 0)
    slider(widget).fill("1")
    button(widget, "ReLU").click()
    for text, said in [("0", "is a choice"), ("-2", "gate is shut"), ("0.5", "gate is open")]:
        z.fill(text)
        expect(widget.locator(".remark")).to_contain_text(said)
    button(widget, "Sigmoid").click()
    for text, said in [
        ("0", "at most 1/4, and this is the place"),
        ("9", "at most 1/4, at z = 0. Here it is 0.000123"),
        ("-1e4", "smaller than any number a computer has"),
    ]:
        z.fill(text)
        expect(widget.locator(".remark")).to_contain_text(said)


@OVER_HTTP
def test_a_far_number_leaves_the_charts_whole(visit: Visit) -> None:
    _, widget = open_widget(visit)
    slider(widget).fill("1")
    for text in ("1e4", "-1e4", "1e308"):
        cell_field(widget, "inputs", 0, 0).fill(text)
        for activation in LAYERS:
            button(widget, activation).click()
            charts = widget.get_by_role("img")
            expect(charts).to_have_count(2)
            for chart in charts.all():
                expect(chart).to_have_accessible_name(re.compile("1 of them beyond the ends"))
                assert "NaN" not in chart.evaluate("(svg) => svg.outerHTML")
                assert chart.evaluate(MARKS_OUTSIDE) == 0


@OVER_HTTP
def test_a_cell_leads_to_its_step(visit: Visit) -> None:
    page, widget = open_widget(visit)
    columns = len(FIRST.state["inputs"][0])
    rows = len(FIRST.state["inputs"])
    for name in ("derivatives", "dinputs", "outputs"):
        cell_button(widget, name, rows - 1, 1).click()
        assert_package(widget, FIRST, (rows - 1) * columns + 2)
        cell_button(widget, name, 0, 0).click()
        assert_package(widget, FIRST, 1)
    cell_field(widget, "inputs", rows - 1, 0).press("Enter")
    assert_package(widget, FIRST, (rows - 1) * columns + 1)
    cell_field(widget, "dvalues", 0, 1).press("Enter")
    assert_package(widget, FIRST, 2)
    chart = widget.get_by_role("img").first
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] - 14, box["y"] + 30)
    largest = int(np.argmax(np.array(FIRST.state["inputs"]))) + 1
    expect(slider(widget)).to_have_value(str(largest))


def test_everything_by_keyboard(visit: Visit) -> None:
    page, widget = open_widget(visit)
    address, origin = page.url, page.evaluate("performance.timeOrigin")
    batch = matrices(FIRST)
    cells = np.array(batch[0]).size
    tab_to(page, button(widget, "Sigmoid"))
    page.keyboard.press("Enter")
    assert_package(widget, FIRST, 0, activation="Sigmoid")
    page.keyboard.press("ArrowRight")
    tab_to(page, button(widget, "Next"))
    page.keyboard.press("Enter")
    assert_package(widget, FIRST, 2, activation="Sigmoid")
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    assert_package(widget, FIRST, cells, activation="Sigmoid")
    tab_to(page, cell_field(widget, "inputs", 0, 1))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("-2.5")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    batch[0][0][1] = -2.4
    assert_package(widget, FIRST, cells, activation="Sigmoid", batch=batch)
    page.keyboard.press("Enter")
    assert_package(widget, FIRST, 2, activation="Sigmoid", batch=batch)
    tab_to(page, cell_button(widget, "dinputs", 0, 1))
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert_package(widget, FIRST, len(batch[0][0]) + 1, activation="Sigmoid", batch=batch)
    tab_to(page, widget.get_by_role("checkbox", name="Predict each product"))
    page.keyboard.press("Space")
    expect(widget.get_by_role("textbox", name=re.compile("Your value for"))).to_be_visible()
    tab_to(page, button(widget, "Reset"))
    page.keyboard.press("Enter")
    assert_package(widget, FIRST, 0)
    assert page.url == address
    assert page.evaluate("performance.timeOrigin") == origin


@OVER_HTTP
def test_each_step_is_announced(visit: Visit) -> None:
    _, widget = open_widget(visit)
    cell_field(widget, "inputs", 0, 0).fill("-3")
    cell_field(widget, "dvalues", 0, 0).fill("5")
    status = widget.get_by_role("status")
    button(widget, "ReLU").click()
    button(widget, "Next").click()
    said = "z[0, 0] = −3. Incoming gradient 5 times derivative 0 is 0."
    expect(status.filter(has_text=said)).to_have_count(1)
    cell_field(widget, "inputs", 0, 0).fill("4")
    said = "z[0, 0] = 4. Incoming gradient 5 times derivative 1 is 5."
    expect(status.filter(has_text=said)).to_have_count(1)
    button(widget, "Reset").click()
    expect(status.filter(has_text="Reset to the values of the chapter")).to_have_count(1)


@OVER_HTTP
def test_a_product_is_hidden_until_it_is_found(visit: Visit) -> None:
    _, widget = open_widget(visit)
    z, dvalue = cell_field(widget, "inputs", 0, 0), cell_field(widget, "dvalues", 0, 0)
    z.fill("0.5")
    dvalue.fill("7")
    batch = matrices(FIRST)
    batch[0][0][0], batch[1][0][0] = 0.5, 7
    button(widget, "ReLU").click()
    check = partial(assert_package, widget, FIRST, activation="ReLU", batch=batch)
    widget.get_by_role("checkbox", name="Predict each product").check()
    button(widget, "Next").click()
    check(1, hidden=True)
    answer = widget.get_by_role("textbox", name=re.compile("Your value for"))
    answer.fill("0")
    button(widget, "Check").click()
    expect(widget.get_by_role("status").filter(has_text="Not yet")).to_be_visible()
    check(1, hidden=True)
    answer.fill("seven")
    answer.press("Enter")
    expect(widget.get_by_role("status").filter(has_text="not a number")).to_be_visible()
    check(1, hidden=True)
    answer.fill("7")
    answer.press("Enter")
    expect(widget.get_by_role("status").filter(has_text="Right: the product is 7")).to_be_visible()
    check(1)
    button(widget, "Next").click()
    check(2, hidden=True)
    button(widget, "Show it").click()
    check(2)
    dvalue.fill("8")
    batch[1][0][0] = 8
    button(widget, "Back").click()
    check(1, hidden=True)
    widget.get_by_role("checkbox", name="Predict each product").uncheck()
    check(1)


@OVER_HTTP
def test_play_runs_to_the_end(visit: Visit) -> None:
    page = visit(START)
    page.clock.install()
    page.goto(page.url.replace(START, FIRST.page))
    widget = live(page, FIRST, LABEL)
    cells = np.array(FIRST.state["inputs"]).size
    button(widget, "Play").click()
    page.clock.run_for(2500)
    button(widget, "Pause").click()
    assert 0 < int(slider(widget).input_value()) < cells
    button(widget, "Play").click()
    page.clock.run_for(60_000)
    assert_package(widget, FIRST, cells)


@OVER_HTTP
@pytest.mark.parametrize("name", ["inputs", "dvalues"])
@pytest.mark.parametrize(
    ("text", "said"),
    [("fast", "not a number"), ("", "Write a number"), ("2,5", "2.5"), ("1e999", "too large")],
)
def test_a_bad_input_stays_and_is_explained(visit: Visit, name: str, text: str, said: str) -> None:
    _, widget = open_widget(visit)
    button(widget, "Last").click()
    cells = np.array(FIRST.state["inputs"]).size
    wrong = cell_field(widget, name, 0, 1)
    before = wrong.input_value()
    wrong.fill(text)
    expect(wrong).to_have_value(text)
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_have_accessible_description(re.compile(f".*{re.escape(said)}.*"))
    expect(widget.get_by_text("is for the last numbers that could be read")).to_be_visible()
    assert_package(widget, FIRST, cells)
    wrong.fill(before)
    expect(wrong).not_to_have_attribute("aria-invalid", "true")
    expect(widget.get_by_text("is for the last numbers that could be read")).to_be_hidden()
    assert_package(widget, FIRST, cells)


@OVER_HTTP
def test_reset(visit: Visit) -> None:
    _, widget = open_widget(visit)
    cell_field(widget, "inputs", 0, 0).fill("12")
    cell_field(widget, "dvalues", 0, 0).fill("-12")
    cell_field(widget, "dvalues", 0, 1).fill("wrong")
    button(widget, "Linear").click()
    widget.get_by_role("checkbox", name="Predict each product").check()
    button(widget, "Last").click()
    button(widget, "Reset").click()
    assert_package(widget, FIRST, 0)
    expect(cell_field(widget, "dvalues", 0, 1)).not_to_have_attribute("aria-invalid", "true")
    expect(widget.get_by_role("checkbox", name="Predict each product")).not_to_be_checked()
    button(widget, "Last").click()
    assert_package(widget, FIRST, np.array(FIRST.state["inputs"]).size)


def test_a_copied_link_opens_the_same_state(visit: Visit, site: str) -> None:
    page, widget = open_widget(visit)
    batch = matrices(FIRST)
    batch[0][0][1], batch[1][0][0] = 1 / 3, -2.5
    cell_field(widget, "inputs", 0, 1).fill("1/3")
    cell_field(widget, "dvalues", 0, 0).fill("-2.5")
    button(widget, "Sigmoid").click()
    slider(widget).fill("3")
    widget.get_by_role("checkbox", name="Predict each product").check()
    button(widget, "Copy link").click()
    expect(widget.get_by_role("status").filter(has_text="address")).to_be_visible()
    again = visit(page.url.removeprefix(site))
    widget = live(again, FIRST, LABEL)
    expect(widget).to_be_in_viewport()
    assert_package(widget, FIRST, 3, activation="Sigmoid", batch=batch, hidden=True)
    expect(widget.get_by_role("checkbox", name="Predict each product")).to_be_checked()


@OVER_HTTP
def test_a_link_may_bring_another_shape(visit: Visit) -> None:
    page = visit(f"{FIRST.page}#{FIRST.anchor}?inputs=[[1,-1]]&dvalues=[[3,4]]&step=2")
    widget = live(page, FIRST, LABEL)
    assert_package(widget, FIRST, 2, batch=([[1, -1]], [[3, 4]]))
    button(widget, "Reset").click()
    assert_package(widget, FIRST, 0)
    rows, columns = np.shape(FIRST.state["inputs"])
    expect(cell_field(widget, "inputs", rows - 1, columns - 1)).to_be_visible()


@OVER_HTTP
def test_a_damaged_link_is_explained(visit: Visit) -> None:
    page = visit(f"{FIRST.page}#{FIRST.anchor}?step=-1")
    alert = page.locator(f"#{FIRST.anchor}").get_by_role("alert")
    wide = str([[1] * 7]).replace(" ", "")
    for fragment in [
        "?step=-1",
        "?step=1e9",
        "?step=1.5",
        "?activation=%22tanh%22",
        "?activation=3",
        "?inputs=[[1]]",
        "?dvalues=[[1]]",
        "?inputs=[]&dvalues=[]",
        "?inputs=[[]]&dvalues=[[]]",
        "?inputs=[1]&dvalues=[1]",
        "?inputs=[[1],[1,2]]&dvalues=[[1],[1,2]]",
        "?inputs=[[null]]&dvalues=[[1]]",
        "?inputs=[[%221%22]]&dvalues=[[1]]",
        f"?inputs={wide}&dvalues={wide}",
        "?predict=1",
        "?initial={}",
        "?colour=1",
    ]:
        page.evaluate("(hash) => { location.hash = hash; }", FIRST.anchor + fragment)
        widget = live(page, FIRST, LABEL)
        expect(alert).to_contain_text("This link’s values cannot be used")
        assert_package(widget, FIRST, 0)
        page.evaluate("(hash) => { location.hash = hash; }", f"{FIRST.anchor}?step=3")
        expect(slider(widget)).to_have_value("3")
        expect(alert).to_be_hidden()


@OVER_HTTP
@EVERY_FIGURE
def test_on_a_phone(visit: Visit, figure: Figure) -> None:
    page, widget = open_widget(visit, figure, **PHONE)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    for activation in LAYERS:
        button(widget, activation).tap()
        button(widget, "Next").tap()
    assert_package(widget, figure, 3, activation="Sigmoid")
    cell_button(widget, "dinputs", 0, 0).tap()
    assert_package(widget, figure, 1, activation="Sigmoid")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390


@OVER_HTTP
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible_in_both_themes(visit: Visit, scheme: str) -> None:
    figure = FIRST  # what the others look like at first is seen with their pages
    page, widget = open_widget(visit, figure, color_scheme=scheme)
    expect(page.locator("html")).to_have_attribute("data-theme", scheme)
    find = partial(accessibility_problems, page, f"#{figure.anchor}", colours_only=scheme == "dark")
    assert find() == []
    slider(widget).fill("3")
    for activation in LAYERS:
        button(widget, activation).click()
        assert find() == []
    widget.get_by_role("checkbox", name="Predict each product").check()
    cell_field(widget, "inputs", 0, 0).fill("wrong")
    assert find() == []
