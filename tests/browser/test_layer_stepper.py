"""The LayerStepper on the built pages, against numpy."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import Any
from urllib.parse import quote

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from backprop.widgets import LayerStepper
from backprop.widgets.book_widget import STATIC
from built_site import Figure, figures
from own_pages import START, site_of
from visits import Visit
from widget import (
    IN_JUPYTER,
    OVER_HTTP,
    PHONE,
    accessibility_problems,
    button,
    live,
    numbers,
    slider,
    tab_to,
)

LABEL = "Layer stepper"
FIGURES = figures("LayerStepper")
BATCH = next(figure for figure in FIGURES if len(figure.state["inputs"]) > 1)
site = site_of(FIGURES)
EVERY_FIGURE = pytest.mark.parametrize("figure", FIGURES, ids=str)
RESULTS = ("outputs", "dweights", "dbiases", "dinputs")
VIEWS = ("Index sum", "Matrix product", "Why the transpose")
AXES = {
    "inputs": ("sample", "input"),
    "weights": ("input", "neuron"),
    "biases": ("row", "neuron"),
    "dvalues": ("sample", "neuron"),
    "outputs": ("sample", "neuron"),
    "dweights": ("input", "neuron"),
    "dbiases": ("row", "neuron"),
    "dinputs": ("sample", "input"),
    "inputs.T": ("input", "sample"),
    "weights.T": ("neuron", "input"),
    "ones": ("row", "sample"),
}
SQUARE = {
    "inputs": [[1, 2], [3, 4]],
    "weights": [[1, 2], [3, 4]],
    "biases": [[0, 0]],
    "dvalues": [[1, 0], [0, 2]],
}

Matrix = list[list[float]]
Layer = dict[str, Matrix]


def open_widget(visit: Visit, figure: Figure = BATCH, **options: Any) -> tuple[Page, Locator]:
    page = visit(figure.page, **options)
    return page, live(page, figure, LABEL)


def layer_of(figure: Figure = BATCH) -> Layer:
    """A copy of the figure's matrices, to change."""
    names = ("inputs", "weights", "biases", "dvalues")
    return {name: [row[:] for row in figure.state[name]] for name in names}


def named(name: str, row: int, column: int) -> str:
    rows, columns = AXES[name]
    return f"{name}, {rows} {row}, {columns} {column}"


def cell_field(widget: Locator, name: str, row: int, column: int) -> Locator:
    return widget.get_by_role("textbox", name=named(name, row, column), exact=True)


def cell_button(widget: Locator, name: str, row: int, column: int) -> Locator:
    label = re.compile(rf"^{re.escape(named(name, row, column))}:")
    return widget.get_by_role("button", name=label)


def said(widget: Locator, text: str) -> None:
    expect(widget.get_by_role("status").filter(has_text=text)).to_have_count(1)


def results_of(layer: Layer, step: int | None = None) -> dict[str, tuple[Any, Any]]:
    """Each result after so many terms, by numpy, and the sizes of its terms."""
    x, w, b, d = (np.array(layer[name]) for name in ("inputs", "weights", "biases", "dvalues"))
    bias = b if step is None or step > len(w) else 0 * b
    ones = np.ones((1, len(x)))
    first = slice(step)
    products = {
        "outputs": (x[:, first], w[first]),
        "dweights": (x[first].T, d[first]),
        "dbiases": (ones[:, first], d[first]),
        "dinputs": (d[:, first], w.T[first]),
    }
    made = {name: (a @ c, abs(a) @ abs(c)) for name, (a, c) in products.items()}
    outputs, sizes = made["outputs"]
    return {**made, "outputs": (outputs + bias, sizes + abs(bias))}


def terms_of(layer: Layer, compute: str) -> int:
    return {
        "outputs": len(layer["weights"]) + 1,
        "dweights": len(layer["inputs"]),
        "dbiases": len(layer["inputs"]),
        "dinputs": len(layer["weights"][0]),
    }[compute]


def assert_package(
    widget: Locator,
    layer: Layer,
    compute: str,
    step: int | None = None,
    *,
    cell: tuple[int, int] = (0, 0),
    hidden: bool = False,
) -> None:
    """The result is numpy's after that step, and its chosen cell is marked."""
    count = terms_of(layer, compute)
    expect(button(widget, compute)).to_have_attribute("aria-pressed", "true")
    expect(slider(widget)).to_have_value(str(count if step is None else step))
    expect(slider(widget)).to_have_attribute("max", str(count))
    chosen = f"{compute}[{cell[0]}, {cell[1]}]"
    marked = widget.locator("[data-cell][aria-current]")
    expect(marked).to_have_attribute("data-cell", chosen)
    result, sizes = results_of(layer, step)[compute]
    known = numbers(widget, "data-cell")
    ours = {name: x for name, x in known.items() if name.startswith(f"{compute}[")}
    expected = {f"{compute}[{i}, {j}]" for i, j in np.ndindex(result.shape)}
    assert ours.keys() == expected - ({chosen} if hidden else set())
    for i, j in np.ndindex(result.shape):
        name = f"{compute}[{i}, {j}]"
        if name in ours:
            allowed = 1e-12 * sizes[i, j] + np.finfo(float).tiny
            assert abs(ours[name] - result[i, j]) <= allowed, (name, ours[name], result[i, j])


@EVERY_FIGURE
@pytest.mark.parametrize("compute", RESULTS)
def test_every_cell_of_each_result_is_numpys(visit: Visit, figure: Figure, compute: str) -> None:
    _, widget = open_widget(visit, figure)
    layer = layer_of(figure)
    button(widget, compute).click()
    assert_package(widget, layer, compute)
    rows, columns = results_of(layer)[compute][0].shape
    last = (rows - 1, columns - 1)
    cell_button(widget, compute, *last).click()
    button(widget, "First").click()
    for step in range(terms_of(layer, compute)):
        assert_package(widget, layer, compute, step, cell=last)
        button(widget, "Next").click()
    assert_package(widget, layer, compute, cell=last)
    button(widget, "Back").click()
    assert_package(widget, layer, compute, terms_of(layer, compute) - 1, cell=last)
    slider(widget).fill("1")
    assert_package(widget, layer, compute, 1, cell=last)


@EVERY_FIGURE
def test_everything_follows_an_edit(visit: Visit, figure: Figure) -> None:
    _, widget = open_widget(visit, figure)
    layer = layer_of(figure)
    texts = ["-0.25", "0", "10000", "-1e150", "1e-300", "2/3", "7", "-1e4", "1e-160", "1e150"]
    compute = figure.state["compute"]
    for number, text in enumerate(texts):
        name = list(layer)[number % 4]
        matrix = layer[name]
        row, column = number % len(matrix), (number * 2) % len(matrix[0])
        over, _, under = text.partition("/")
        matrix[row][column] = float(over) / float(under or 1)
        cell_field(widget, name, row, column).fill(text)
        cell = tuple(figure.state["cell"])
        assert_package(widget, layer, compute, cell=cell)
    for compute in RESULTS:
        button(widget, compute).click()
        assert_package(widget, layer, compute)


@OVER_HTTP
def test_transposes_and_ones_are_those_of_the_given_matrices(visit: Visit) -> None:
    _, widget = open_widget(visit)
    layer = layer_of()
    cell_field(widget, "inputs", 1, 0).fill("-7.5")
    cell_field(widget, "weights", 0, 1).fill("1/3")
    layer["inputs"][1][0], layer["weights"][0][1] = -7.5, 1 / 3
    expected = {
        "dweights": ("inputs.T", np.array(layer["inputs"]).T),
        "dinputs": ("weights.T", np.array(layer["weights"]).T),
        "dbiases": ("ones", np.ones((1, len(layer["inputs"])))),
    }
    for compute, (name, matrix) in expected.items():
        button(widget, compute).click()
        shown = numbers(widget, "data-cell")
        theirs = {k: v for k, v in shown.items() if k.startswith(f"{name}[")}
        assert theirs == {f"{name}[{i}, {j}]": matrix[i, j] for i, j in np.ndindex(matrix.shape)}
    button(widget, "dinputs").click()
    cell_button(widget, "weights.T", 1, 0).click()
    expect(cell_field(widget, "weights", 0, 1)).to_be_focused()
    button(widget, "dbiases").click()
    cell_button(widget, "ones", 0, 1).click()
    assert_package(widget, layer, "dbiases", 2)


@OVER_HTTP
@pytest.mark.parametrize("compute", RESULTS)
def test_row_and_column_light_up_as_the_terms_are_added(visit: Visit, compute: str) -> None:
    _, widget = open_widget(visit)
    layer = layer_of()
    button(widget, compute).click()
    rows, columns = results_of(layer)[compute][0].shape
    row, column = rows - 1, columns - 1
    cell_button(widget, compute, row, column).click()
    count = terms_of(layer, compute)
    slider(widget).fill("2")
    stages = ["added", "newest", *["later"] * (count - 2)]
    products = stages[: len(layer["weights"])] if compute == "outputs" else stages
    left, right = {
        "outputs": ("inputs", "weights"),
        "dweights": ("inputs.T", "dvalues"),
        "dbiases": ("ones", "dvalues"),
        "dinputs": ("dvalues", "weights.T"),
    }[compute]
    lit = dict(
        widget.locator("[data-lit] > *").evaluate_all(
            "(all) => all.map((e) => [e.getAttribute('aria-label').split(':')[0],"
            " e.parentElement.dataset.lit])"
        )
    )
    expected = {named(left, row, k): stage for k, stage in enumerate(products)}
    expected |= {named(right, k, column): stage for k, stage in enumerate(products)}
    if compute == "outputs":
        expected[named("biases", 0, column)] = stages[-1]
    if compute == "dweights":
        expected |= {named("inputs", k, row): stage for k, stage in enumerate(products)}
    if compute == "dinputs":
        expected |= {named("weights", column, k): stage for k, stage in enumerate(products)}
    expected[named(compute, row, column)] = ""
    assert lit == expected


@OVER_HTTP
def test_the_sum_is_written_out(visit: Visit) -> None:
    page, widget = open_widget(visit)
    state = {
        "inputs": [[1, 2], [4, 5], [-1.5, 2.7]],
        "weights": [[0.5, -1, 3], [2, 1, 0.25]],
        "biases": [[10, 20, 30]],
        "dvalues": [[1, 1, 1], [2, 2, 2], [3, 3, 3]],
    }
    page = visit_state(visit, {**state, "compute": "dweights", "cell": [1, 2], "step": 3})
    widget = live(page, BATCH, LABEL)
    panel = widget.locator(".view")
    expect(panel).to_contain_text("dweights[1,2]=∑kinputs[k,1]·dvalues[k,2]")
    expect(panel).to_contain_text("counts the samples: 0 to 2")
    expect(panel).to_contain_text("=2·1+5·2+2.7·3=20.1")
    expect(panel).to_contain_text("Sample 2 adds 2.7 · 3 = 8.1, and 12 becomes 20.1.")
    expect(widget).to_contain_text("Summed over samples.")
    button(widget, "Back").click()
    expect(panel).to_contain_text("2·1+5·2=12so far, 2 of 3 samples")
    button(widget, "First").click()
    expect(panel).to_contain_text("Nothing is added yet")
    button(widget, "outputs").click()
    expect(panel).to_contain_text("outputs[1,2]=∑iinputs[1,i]·weights[i,2]+biases[0,2]")
    expect(panel).to_contain_text("=4·3+5·0.25+30=43.25")
    expect(widget).to_contain_text("Summed over inputs. Each sample keeps a row of its own")
    button(widget, "dbiases").click()
    expect(panel).to_contain_text("dbiases[0,2]=∑kdvalues[k,2]")
    expect(panel).to_contain_text("=1+2+3=6")
    button(widget, "dinputs").click()
    cell_button(widget, "dinputs", 1, 0).click()
    expect(panel).to_contain_text("dinputs[1,0]=∑jdvalues[1,j]·weights[0,j]")
    expect(panel).to_contain_text("=2·0.5+2·(−1)+2·3=5")
    expect(widget).to_contain_text("Summed over neurons.")


@OVER_HTTP
def test_three_views_of_one_cell(visit: Visit) -> None:
    layer = {**SQUARE, "compute": "dinputs", "cell": [1, 0], "step": 2}
    page = visit_state(visit, layer)
    widget = live(page, BATCH, LABEL)
    panel = widget.locator(".view")
    button(widget, "Matrix product").click()
    expect(panel).to_contain_text("Row 1 of dvalues times column 0 of weights.T")
    expect(panel).to_contain_text("[02]@[12]=4")
    expect(panel).to_contain_text("(2, 2) @ (2, 2): the inner sizes agree, 2 and 2")
    button(widget, "Why the transpose").click()
    expect(button(widget, "Why the transpose")).to_have_attribute("aria-pressed", "true")
    expect(panel).to_contain_text("outputs[k,j]=∑iinputs[k,i]·weights[i,j]+biases[0,j]")
    expect(panel).to_contain_text("dinputs[k,i]=∑jdvalues[k,j]·weights[i,j]")
    expect(panel).to_contain_text("weights.T[j,i]=weights[i,j]")
    expect(panel).to_contain_text("one weight of each neuron: weights[0, 0], weights[0, 1].")
    summed = panel.locator("dd").nth(1).locator(".summed")
    assert summed.all_text_contents() == ["j", "j", "j"]
    button(widget, "dweights").click()
    expect(panel).to_contain_text("dweights[i,j]=∑kinputs[k,i]·dvalues[k,j]")
    expect(panel).to_contain_text("inputs.T[i,k]=inputs[k,i]")
    button(widget, "dbiases").click()
    expect(panel).to_contain_text("A row of ones")
    button(widget, "outputs").click()
    expect(panel).to_contain_text("No transpose is needed")
    button(widget, "Index sum").click()
    expect(panel).to_contain_text("outputs[0,0]=")


def visit_state(visit: Visit, state: dict[str, Any]) -> Page:
    """Open the page with a link to that state."""
    pairs = (f"{name}={quote(json.dumps(value))}" for name, value in state.items())
    return visit(f"{BATCH.page}#{BATCH.anchor}?{'&'.join(pairs)}")


@OVER_HTTP
def test_a_wrong_product_is_refused(visit: Visit) -> None:
    _, widget = open_widget(visit)
    shape = {name: np.shape(matrix) for name, matrix in layer_of().items()}
    trial = widget.get_by_role("group", name="Try a product")
    left, right = trial.get_by_label("Left factor"), trial.get_by_label("Right factor")
    button(widget, "dinputs").click()
    (samples, neurons), (n_inputs, _) = shape["dvalues"], shape["weights"]
    assert neurons != n_inputs
    refused = (
        f"({samples}, {neurons}) @ ({n_inputs}, {neurons}): "
        f"the inner sizes {neurons} and {n_inputs} differ."
    )
    expect(left).to_have_value("dvalues")
    expect(right).to_have_value("weights")
    expect(trial).to_contain_text(f"Refused: {refused}")
    right.select_option("weights.T")
    expect(trial).to_contain_text(f"It fits: this is dinputs, shape ({samples}, {n_inputs}).")
    said(widget, "It fits: this is dinputs")
    left.select_option("weights")
    right.select_option("dvalues.T")
    expect(trial).to_contain_text(
        f"It fits and gives shape ({n_inputs}, {samples}), but dinputs has shape"
    )
    expect(left).to_be_enabled()
    button(widget, "dweights").click()
    expect(left).to_have_value("inputs")
    expect(right).to_have_value("dvalues")


@OVER_HTTP
def test_a_square_product_fits_and_is_wrong(visit: Visit) -> None:
    page = visit_state(visit, {**SQUARE, "compute": "dinputs", "step": 2})
    widget = live(page, BATCH, LABEL)
    trial = widget.get_by_role("group", name="Try a product")
    expect(trial).to_contain_text("the shape of dinputs, (2, 2), and is wrong all the same: 2 of")
    cell_field(widget, "weights", 1, 0).fill("2")
    expect(trial).to_contain_text("with these numbers it gives dinputs too")


def test_everything_by_keyboard(visit: Visit) -> None:
    page, widget = open_widget(visit)
    address, origin = page.url, page.evaluate("performance.timeOrigin")
    layer = layer_of()
    tab_to(page, button(widget, "dweights"), backward=False)
    page.keyboard.press("Enter")
    count = terms_of(layer, "dweights")
    page.keyboard.press("ArrowLeft")
    assert_package(widget, layer, "dweights", count - 1)
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    assert_package(widget, layer, "dweights", count)
    tab_to(page, cell_button(widget, "dweights", 0, 0))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert_package(widget, layer, "dweights", cell=(1, 1))
    expect(cell_button(widget, "dweights", 1, 1)).to_be_focused()
    tab_to(page, button(widget, "Matrix product"))
    page.keyboard.press("Space")
    expect(widget.locator(".view")).to_contain_text("Row 1 of inputs.T")
    tab_to(page, button(widget, "Back"))
    page.keyboard.press("Enter")
    assert_package(widget, layer, "dweights", count - 1, cell=(1, 1))
    tab_to(page, cell_field(widget, "inputs", 0, 1))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("-2.5")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    layer["inputs"][0][1] = -2.4
    assert_package(widget, layer, "dweights", count - 1, cell=(1, 1))
    expect(cell_field(widget, "inputs", 0, 1)).to_be_focused()
    tab_to(page, widget.get_by_label("Right factor"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert_package(widget, layer, "dweights", count - 1, cell=(1, 1))
    tab_to(page, widget.get_by_role("checkbox", name="Predict the cell"))
    page.keyboard.press("Space")
    expect(widget.get_by_role("textbox", name=re.compile("Your value for"))).to_be_visible()
    tab_to(page, button(widget, "Reset"))
    page.keyboard.press("Enter")
    assert_package(widget, layer_of(), BATCH.state["compute"], cell=tuple(BATCH.state["cell"]))
    assert page.url == address
    assert page.evaluate("performance.timeOrigin") == origin


@OVER_HTTP
def test_each_step_and_edit_is_announced(visit: Visit) -> None:
    page = visit_state(visit, {**SQUARE, "compute": "outputs", "step": 3})
    widget = live(page, BATCH, LABEL)
    button(widget, "dinputs").click()
    said(widget, "dinputs = dvalues @ weights.T. Summed over neurons.")
    button(widget, "Back").click()
    said(widget, "1 of 2 neurons: Neuron 0 adds 1 times 1 = 1, and 0 becomes 1.")
    button(widget, "Next").click()
    said(widget, "2 of 2 neurons: Neuron 1 adds 0 times 2 = 0, and 1 becomes 1.")
    cell_button(widget, "dinputs", 1, 1).click()
    said(widget, "dinputs[1, 1] is 8: row 1 of dvalues times column 1 of weights.T")
    cell_field(widget, "dvalues", 1, 1).fill("3")
    said(widget, "dinputs[1, 1] is 12:")
    button(widget, "Reset").click()
    said(widget, "Reset to the values of the chapter")


@OVER_HTTP
def test_a_cell_is_hidden_until_it_is_found(visit: Visit) -> None:
    page = visit_state(visit, {**SQUARE, "compute": "dweights", "cell": [1, 1], "step": 2})
    widget = live(page, BATCH, LABEL)
    check = partial(assert_package, widget, SQUARE, "dweights")
    widget.get_by_role("checkbox", name="Predict the cell").check()
    check(cell=(1, 1), hidden=True)
    expect(widget.locator(".view")).not_to_contain_text("and 0 becomes")
    answer = widget.get_by_role("textbox", name=re.compile("Your value for"))
    answer.fill("6")
    button(widget, "Check").click()
    said(widget, "Not yet: 6 is not dweights[1, 1].")
    answer.fill("eight")
    answer.press("Enter")
    said(widget, "not a number")
    check(cell=(1, 1), hidden=True)
    answer.fill("8")
    answer.press("Enter")
    said(widget, "Right: dweights[1, 1] is 8.")
    check(cell=(1, 1))
    cell_button(widget, "dweights", 0, 1).click()
    check(cell=(0, 1), hidden=True)
    button(widget, "Show it").click()
    check(cell=(0, 1))
    cell_button(widget, "dweights", 1, 1).click()
    check(cell=(1, 1))
    cell_field(widget, "inputs", 1, 1).fill("5")
    check = partial(
        assert_package, widget, {**SQUARE, "inputs": [[1, 2], [3, 5]]}, "dweights", cell=(1, 1)
    )
    check(hidden=True)
    widget.get_by_role("checkbox", name="Predict the cell").uncheck()
    check()


@OVER_HTTP
def test_play_adds_the_samples_one_by_one(visit: Visit) -> None:
    page = visit(START)
    page.clock.install()
    page.goto(page.url.replace(START, BATCH.page))
    widget = live(page, BATCH, LABEL)
    button(widget, "dweights").click()
    button(widget, "First").click()
    button(widget, "Play").click()
    page.clock.run_for(1300)
    button(widget, "Pause").click()
    assert_package(widget, layer_of(), "dweights", 1)
    button(widget, "Play").click()
    page.clock.run_for(60_000)
    assert_package(widget, layer_of(), "dweights")


@OVER_HTTP
@pytest.mark.parametrize("name", ["inputs", "weights", "biases", "dvalues"])
@pytest.mark.parametrize(
    ("text", "reason"),
    [("fast", "not a number"), ("", "Write a number"), ("2,5", "2.5"), ("1e999", "too large")],
)
def test_a_bad_input_stays_and_is_explained(
    visit: Visit, name: str, text: str, reason: str
) -> None:
    _, widget = open_widget(visit)
    wrong = cell_field(widget, name, 0, 1)
    before = wrong.input_value()
    wrong.fill(text)
    expect(wrong).to_have_value(text)
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_have_accessible_description(re.compile(f".*{re.escape(reason)}.*"))
    expect(widget.get_by_text("is for the last numbers that could be used")).to_be_visible()
    for compute in RESULTS:
        button(widget, compute).click()
        assert_package(widget, layer_of(), compute)
        expect(wrong).to_have_value(text)
    wrong.fill(before)
    expect(wrong).not_to_have_attribute("aria-invalid", "true")
    expect(widget.get_by_text("is for the last numbers that could be used")).to_be_hidden()


@OVER_HTTP
def test_a_sum_that_is_too_large_waits_for_another_number(visit: Visit) -> None:
    page = visit_state(visit, {**SQUARE, "compute": "outputs", "step": 3})
    widget = live(page, BATCH, LABEL)
    large = cell_field(widget, "weights", 0, 0)
    large.fill("1e308")
    expect(large).to_have_value("1e308")
    reason = re.compile(r"terms of outputs\[1, 0\] add up to more than")
    expect(large).to_have_accessible_description(reason)
    assert_package(widget, SQUARE, "outputs")
    cell_field(widget, "inputs", 1, 0).fill("0.5")
    expect(large).to_have_value("1e308")
    expect(large).not_to_have_attribute("aria-invalid", "true")
    layer = {**SQUARE, "inputs": [[1, 2], [0.5, 4]], "weights": [[1e308, 2], [3, 4]]}
    assert_package(widget, layer, "outputs")


@OVER_HTTP
@EVERY_FIGURE
def test_reset(visit: Visit, figure: Figure) -> None:
    _, widget = open_widget(visit, figure)
    cell_field(widget, "inputs", 0, 0).fill("12")
    cell_field(widget, "dvalues", 0, 0).fill("-12")
    cell_field(widget, "weights", 0, 1).fill("wrong")
    button(widget, "dbiases").click()
    button(widget, "Matrix product").click()
    widget.get_by_label("Left factor").select_option("ones")
    widget.get_by_role("checkbox", name="Predict the cell").check()
    button(widget, "First").click()
    button(widget, "Reset").click()
    state = figure.state
    assert_package(widget, layer_of(figure), state["compute"], cell=tuple(state["cell"]))
    expect(cell_field(widget, "weights", 0, 1)).not_to_have_attribute("aria-invalid", "true")
    expect(widget.get_by_role("checkbox", name="Predict the cell")).not_to_be_checked()
    expect(button(widget, "Index sum")).to_have_attribute("aria-pressed", "true")
    expect(widget.get_by_label("Left factor")).not_to_have_value("ones")


def test_a_copied_link_opens_the_same_state(visit: Visit, site: str) -> None:
    page, widget = open_widget(visit)
    layer = layer_of()
    layer["inputs"][0][1], layer["weights"][0][0], layer["biases"][0][1] = 1 / 3, -2.5, 1e-9
    cell_field(widget, "inputs", 0, 1).fill("1/3")
    cell_field(widget, "weights", 0, 0).fill("-2.5")
    cell_field(widget, "biases", 0, 1).fill("1e-9")
    button(widget, "dinputs").click()
    cell_button(widget, "dinputs", 1, 2).click()
    slider(widget).fill("2")
    button(widget, "Why the transpose").click()
    widget.get_by_label("Left factor").select_option("ones.T")
    widget.get_by_role("checkbox", name="Predict the cell").check()
    button(widget, "Copy link").click()
    expect(widget.get_by_role("status").filter(has_text="address")).to_be_visible()
    again = visit(page.url.removeprefix(site))
    widget = live(again, BATCH, LABEL)
    expect(widget).to_be_in_viewport()
    assert_package(widget, layer, "dinputs", 2, cell=(1, 2), hidden=True)
    expect(button(widget, "Why the transpose")).to_have_attribute("aria-pressed", "true")
    expect(widget.get_by_label("Left factor")).to_have_value("ones.T")
    button(widget, "outputs").click()
    widget.get_by_role("checkbox", name="Predict the cell").uncheck()
    assert_package(widget, layer, "outputs", cell=(1, 2))


@OVER_HTTP
def test_a_link_holds_a_cell_that_the_result_has(visit: Visit, site: str) -> None:
    page, widget = open_widget(visit)
    layer = layer_of()
    button(widget, "outputs").click()
    row, column = (size - 1 for size in results_of(layer)["outputs"][0].shape)
    assert row > 0
    cell_button(widget, "outputs", row, column).click()
    button(widget, "dbiases").click()
    button(widget, "Copy link").click()
    expect(widget.get_by_role("status").filter(has_text="address")).to_be_visible()
    again = visit(page.url.removeprefix(site))
    assert_package(live(again, BATCH, LABEL), layer, "dbiases", cell=(0, column))


def test_what_python_sets_arrives(browser: Browser) -> None:
    stepper = LayerStepper(**layer_of(), compute="dweights", cell=(1, 2))
    source = (STATIC / "jupyter" / "layer_stepper.js").read_text(encoding="utf-8")
    page = browser.new_page(reduced_motion="reduce")
    page.evaluate(IN_JUPYTER, [source, stepper.state()])
    widget = page.get_by_role("group", name=LABEL, exact=True)
    layer = layer_of()
    assert_package(widget, layer, "dweights", cell=(1, 2))
    layer["inputs"][0][1] = -7.5
    page.evaluate("(matrix) => model.set('inputs', matrix)", layer["inputs"])
    expect(cell_field(widget, "inputs", 0, 1)).to_have_value("-7.5")
    assert_package(widget, layer, "dweights", cell=(1, 2))
    cell_field(widget, "inputs", 0, 1).press("End")
    page.evaluate("model.set('compute', 'outputs')")
    expect(cell_field(widget, "inputs", 0, 1)).to_be_focused()  # which has moved
    assert_package(widget, layer, "outputs", stepper.step, cell=(1, 2))
    for name, matrix in SQUARE.items():
        page.evaluate("([name, matrix]) => model.set(name, matrix)", [name, matrix])
    assert_package(widget, SQUARE, "outputs", cell=(1, 1))
    expect(cell_field(widget, "weights", 1, 1)).to_have_value("4")
    page.close()


@OVER_HTTP
def test_a_link_may_bring_another_shape(visit: Visit) -> None:
    wide = {
        "inputs": [[1, -1, 2, 0.5, 3, -2]] * 6,
        "weights": [[k, -k, 0.5, 1, 2, 3] for k in range(6)],
        "biases": [[1, 2, 3, 4, 5, 6]],
        "dvalues": [[k, 1, 2, 3, 4, 5] for k in range(6)],
    }
    page = visit_state(visit, {**wide, "compute": "dweights", "cell": [5, 5], "step": 6})
    widget = live(page, BATCH, LABEL)
    for compute in ("dweights", "outputs", "dinputs"):
        button(widget, compute).click()
        assert_package(widget, wide, compute, cell=(5, 5))
    button(widget, "dbiases").click()
    assert_package(widget, wide, "dbiases", cell=(0, 5))
    button(widget, "Reset").click()
    assert_package(widget, layer_of(), BATCH.state["compute"], cell=tuple(BATCH.state["cell"]))


@OVER_HTTP
def test_a_damaged_link_is_explained(visit: Visit) -> None:
    page = visit(f"{BATCH.page}#{BATCH.anchor}?step=-1")
    alert = page.locator(f"#{BATCH.anchor}").get_by_role("alert")
    state = BATCH.state
    one = "inputs=[[1]]&weights=[[1]]&biases=[[1]]&dvalues=[[1]]&cell=[0,0]&step=0"
    for fragment, reason in [
        ("step=-1", "whole number from 0"),
        ("step=1e9", "whole number from 0"),
        ("step=1.5", "whole number from 0"),
        ("compute=%22loss%22", "one of outputs, dweights"),
        ("compute=3", "must be a text"),
        ("cell=[9,0]", "a row and a column"),
        ("cell=[0]", "a row and a column"),
        ("cell=[0,-1]", "a row and a column"),
        ("cell=[%220%22,0]", "a row and a column"),
        ("cell=3", "must be a list"),
        ("view=%22colour%22", "The view is one of"),
        ("trial=[%22inputs%22]", "two of the factors"),
        ("trial=[%22inputs%22,%22loss%22]", "two of the factors"),
        ("inputs=[[1]]", "row for each input"),
        ("biases=[[1,2]]", "one row"),
        ("dvalues=[[1]]", "incoming gradient"),
        ("weights=[]", "must be a matrix"),
        ("weights=[[null]]", "must be a matrix"),
        (f"{one}&biases=[[1]]", "stands in the link twice"),
        (one.replace("biases=[[1]]", "biases=[[%221%22]]"), "must be a matrix"),
        (one.replace("=[[1]]", "=[[1e308]]"), "add up to more than"),
        ("predict=1", "true or false"),
        ("initial={}", "no “initial”"),
        ("colour=1", "no “colour”"),
    ]:
        page.evaluate("(hash) => { location.hash = hash; }", f"{BATCH.anchor}?{fragment}")
        widget = live(page, BATCH, LABEL)
        expect(alert).to_contain_text("This link’s values cannot be used")
        expect(alert).to_contain_text(reason)
        assert_package(widget, layer_of(), state["compute"], cell=tuple(state["cell"]))
        page.evaluate("(hash) => { location.hash = hash; }", f"{BATCH.anchor}?step=1")
        expect(slider(widget)).to_have_value("1")
        expect(alert).to_be_hidden()


def assert_on_a_phone(page: Page, widget: Locator, layer: Layer) -> None:
    """Every result in every view keeps to the width of the page, where no word is cut off."""
    for compute in RESULTS:
        button(widget, compute).tap()
        for view in VIEWS:
            button(widget, view).tap()
            assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
            box = widget.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 390
            assert widget.evaluate("(root) => root.scrollWidth <= root.clientWidth")
        button(widget, "Back").tap()
        assert_package(widget, layer, compute, terms_of(layer, compute) - 1)


@OVER_HTTP
@EVERY_FIGURE
def test_on_a_phone(visit: Visit, figure: Figure) -> None:
    page, widget = open_widget(visit, figure, **PHONE)
    assert_on_a_phone(page, widget, layer_of(figure))


@OVER_HTTP
def test_the_largest_layer_on_a_phone(visit: Visit) -> None:
    wide: Layer = {
        "inputs": [[-1e150 / 7] * 6] * 6,
        "weights": [[1e9 / 3, -2 / 3, 1, 2, 3, 4]] * 6,
        "biases": [[-1 / 3] * 6],
        "dvalues": [[-1e-9 / 3] * 6] * 6,
    }
    pairs = "&".join(f"{name}={quote(json.dumps(matrix))}" for name, matrix in wide.items())
    page = visit(f"{BATCH.page}#{BATCH.anchor}?{pairs}&compute=%22outputs%22&step=7", **PHONE)
    assert_on_a_phone(page, live(page, BATCH, LABEL), wide)


@OVER_HTTP
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible_in_both_themes(visit: Visit, scheme: str) -> None:
    figure = BATCH  # what the others look like at first is seen with their pages
    page, widget = open_widget(visit, figure, color_scheme=scheme)
    expect(page.locator("html")).to_have_attribute("data-theme", scheme)
    find = partial(accessibility_problems, page, f"#{figure.anchor}", colours_only=scheme == "dark")
    assert find() == []
    for compute, view in zip(RESULTS, (*VIEWS, VIEWS[1]), strict=True):
        button(widget, compute).click()
        button(widget, view).click()
        button(widget, "Back").click()
        assert find() == []
    widget.get_by_role("checkbox", name="Predict the cell").check()
    widget.get_by_label("Right factor").select_option("weights.T")
    cell_field(widget, "inputs", 0, 0).fill("wrong")
    assert find() == []
