"""What is the LayerStepper's own: the product in its L, its cells and their sums, against numpy."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from accessibility import accessibility_problems
from backprop.widgets import LayerStepper
from backprop.widgets.book_widget import STATIC
from boxes import boxes
from built_site import Figure, figures
from own_pages import site_of
from visits import Visit
from widget import (
    IN_JUPYTER,
    OVER_HTTP,
    PHONE,
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
RESULTS = ("outputs", "dweights", "dbiases", "dinputs")
FACTORS = {
    "outputs": ("inputs", "weights"),
    "dweights": ("inputs.T", "dvalues"),
    "dbiases": ("ones", "dvalues"),
    "dinputs": ("dvalues", "weights.T"),
}
SQUARE = {
    "inputs": [[1, 2], [3, 4]],
    "weights": [[1, 2], [3, 4]],
    "biases": [[0, 0]],
    "dvalues": [[1, 0], [0, 2]],
}
LARGEST = {
    "inputs": [[-1e150 / 7] * 6] * 6,
    "weights": [[1e9 / 3, -2 / 3, 1, 2, 3, 4]] * 6,
    "biases": [[-1 / 3] * 6],
    "dvalues": [[-1e-9 / 3] * 6] * 6,
}
# Motions stand still, so that a test can look at them.
STILL = """
  const animate = Element.prototype.animate;
  Element.prototype.animate = function (...how) {
    const motion = animate.apply(this, how);
    motion.pause();
    return motion;
  };
"""

Matrix = list[list[float]]
Layer = dict[str, Matrix]


def open_widget(visit: Visit, figure: Figure = BATCH, **options: Any) -> tuple[Page, Locator]:
    page = visit(figure.page, **options)
    return page, live(page, figure, LABEL)


def open_state(visit: Visit, state: dict[str, Any], **options: Any) -> tuple[Page, Locator]:
    """Open the page with a link to that state."""
    pairs = (f"{name}={quote(json.dumps(value))}" for name, value in state.items())
    page = visit(f"{BATCH.page}#{BATCH.anchor}?{'&'.join(pairs)}", **options)
    return page, live(page, BATCH, LABEL)


def layer_of(figure: Figure = BATCH) -> Layer:
    """A copy of the figure's matrices, to change."""
    names = ("inputs", "weights", "biases", "dvalues")
    return {name: [row[:] for row in figure.state[name]] for name in names}


def cell(widget: Locator, name: str, row: int, column: int) -> Locator:
    return widget.locator(f'[data-cell="{name}[{row}, {column}]"]')


def field(widget: Locator, name: str, row: int, column: int) -> Locator:
    return widget.get_by_role("textbox", name=f"{name}[{row}, {column}]", exact=True)


def compute(widget: Locator, result: str) -> None:
    widget.locator(".layer-head").get_by_text(result, exact=True).click()


def unfold(widget: Locator, view: str = "") -> Locator:
    more = widget.locator("details")
    if not more.evaluate("(details) => details.open"):
        more.locator("summary").click()
    if view:
        more.get_by_text(view, exact=True).first.click()
    return more


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


def terms_of(layer: Layer, result: str) -> int:
    return {
        "outputs": len(layer["weights"]) + 1,
        "dweights": len(layer["inputs"]),
        "dbiases": len(layer["inputs"]),
        "dinputs": len(layer["weights"][0]),
    }[result]


def assert_package(
    widget: Locator,
    layer: Layer,
    compute: str,
    step: int,
    *,
    chosen: tuple[int, int],
    hidden: bool = False,
) -> None:
    """The result is numpy's after that step, and its chosen cell is marked."""
    expect(widget.get_by_role("radio", name=compute, exact=True)).to_be_checked()
    expect(slider(widget)).to_have_value(str(step))
    expect(slider(widget)).to_have_attribute("max", str(terms_of(layer, compute)))
    place = f"{compute}[{chosen[0]}, {chosen[1]}]"
    pressed = widget.locator("[data-cell][aria-pressed=true]")
    expect(pressed).to_have_attribute("data-cell", place)
    result, sizes = results_of(layer, step)[compute]
    known = numbers(widget, "data-cell")
    ours = {name: x for name, x in known.items() if name.startswith(f"{compute}[")}
    expected = {f"{compute}[{i}, {j}]" for i, j in np.ndindex(result.shape)}
    assert ours.keys() == expected - ({place} if hidden else set())
    for i, j in np.ndindex(result.shape):
        name = f"{compute}[{i}, {j}]"
        if name in ours:
            allowed = 1e-12 * sizes[i, j] + np.finfo(float).tiny
            assert abs(ours[name] - result[i, j]) <= allowed, (name, ours[name], result[i, j])


@OVER_HTTP
@pytest.mark.parametrize("result", RESULTS)
def test_every_cell_is_numpys_at_every_step(visit: Visit, result: str) -> None:
    _, widget = open_widget(visit)
    layer = layer_of()
    compute(widget, result)
    rows, columns = results_of(layer)[result][0].shape
    last = (rows - 1, columns - 1)
    cell(widget, result, *last).click()
    for step in range(terms_of(layer, result)):
        assert_package(widget, layer, result, step, chosen=last)
        button(widget, "Next").click()
    assert_package(widget, layer, result, terms_of(layer, result), chosen=last)


@OVER_HTTP
def test_another_cell_or_result_begins_its_sum_anew(visit: Visit) -> None:
    _, widget = open_widget(visit)
    layer = layer_of()
    row, column = BATCH.state["cell"]
    assert_package(widget, layer, "dweights", 0, chosen=(row, column))
    button(widget, "Last").click()
    cell(widget, "dweights", 3, 0).click()
    assert_package(widget, layer, "dweights", 0, chosen=(3, 0))
    button(widget, "Next").click()
    compute(widget, "dbiases")
    assert_package(widget, layer, "dbiases", 0, chosen=(0, 0))


@OVER_HTTP
def test_edits_where_the_numbers_stand(visit: Visit) -> None:
    _, widget = open_widget(visit)
    layer = layer_of()
    chosen = tuple(BATCH.state["cell"])
    button(widget, "Last").click()
    for text, number in [("-0.25", -0.25), ("2/3", 2 / 3), ("-1e150", -1e150), ("1e-300", 1e-300)]:
        field(widget, "inputs.T", 1, 2).fill(text)
        layer["inputs"][2][1] = number
        assert_package(widget, layer, "dweights", 3, chosen=chosen)
    field(widget, "dvalues", 0, 1).fill("-7")
    layer["dvalues"][0][1] = -7
    assert_package(widget, layer, "dweights", 3, chosen=chosen)
    unfold(widget)
    field(widget, "weights", 0, 1).fill("0.125")
    field(widget, "biases", 0, 2).fill("9")
    layer["weights"][0][1], layer["biases"][0][2] = 0.125, 9
    compute(widget, "dinputs")
    expect(field(widget, "weights.T", 1, 0)).to_have_value("0.125")
    for result in ("outputs", "dinputs"):
        compute(widget, result)
        button(widget, "Last").click()
        assert_package(widget, layer, result, terms_of(layer, result), chosen=(1, 2))


@OVER_HTTP
@pytest.mark.parametrize("by", ["pointer", "focus"])
def test_a_cell_lights_up_its_row_and_column_and_writes_out_its_sum(visit: Visit, by: str) -> None:
    state = {**SQUARE, "compute": "outputs", "cell": [0, 0], "step": 2}
    page, widget = open_state(visit, state)
    panel = widget.locator(".panel")
    expect(panel).to_contain_text("outputs[0,0]=∑iinputs[0,i]·weights[i,0]+biases[0,0]")
    expect(panel.locator(".cell-sum")).to_contain_text("=7")
    looked = cell(widget, "outputs", 1, 1)
    if by == "pointer":
        looked.hover()
    else:
        looked.focus()
    expect(panel.locator(".cell-sum")).to_contain_text("=22")
    expect(panel.locator(".terms")).to_contain_text("3·2=6")
    marks = widget.locator(".stage [data-mark]").evaluate_all(
        "(all) => all.map((each) => [each.dataset.cell, each.dataset.mark])"
    )
    assert dict(marks) == {
        "inputs[1, 0]": "row done",
        "inputs[1, 1]": "row now",
        "weights[0, 1]": "column done",
        "weights[1, 1]": "column now",
        "biases[0, 1]": "column",
        "outputs[1, 1]": "cell",
    }
    expect(slider(widget)).to_have_value("2")
    if by == "pointer":
        page.mouse.move(1, 1)
    else:
        looked.blur()
    expect(panel.locator(".cell-sum")).to_contain_text("=7")


@OVER_HTTP
def test_a_factor_lights_up_what_it_goes_into(visit: Visit) -> None:
    _, widget = open_state(visit, {**SQUARE, "compute": "dinputs", "cell": [0, 0], "step": 0})
    cell(widget, "weights.T", 1, 0).hover()
    marked = widget.locator(".stage [data-mark]")
    expect(marked).to_have_count(5)
    places = set(marked.evaluate_all("(all) => all.map((each) => each.dataset.cell)"))
    assert places == {
        "weights.T[1, 0]",
        *(f"dvalues[{k}, 1]" for k in (0, 1)),
        *(f"dinputs[{k}, 0]" for k in (0, 1)),
    }


@OVER_HTTP
def test_the_same_cell_as_neurons_and_wires(visit: Visit) -> None:
    _, widget = open_widget(visit)
    drawn = {
        "outputs": [("now", 1), ("later", 4)],
        "dinputs": [("now", 1), ("later", 2)],
        "dweights": [("now", 1)],
        "dbiases": [("now", 1)],
    }
    for result, states in drawn.items():
        compute(widget, result)
        button(widget, "Next").click()
        for state, count in states:
            expect(widget.locator(f".wire.{state}")).to_have_count(count)
        expect(widget.locator(".wire-label")).to_have_count(1)


@OVER_HTTP
def test_the_factors_travel_to_the_cell(visit: Visit) -> None:
    page = visit("index.html", reduced_motion="no-preference")
    page.add_init_script(STILL)
    page.goto(page.url.replace("index.html", BATCH.page))
    widget = live(page, BATCH, LABEL)
    travellers = widget.locator(".traveller")
    button(widget, "Next").click()
    expect(travellers).to_have_count(2)
    texts = [*travellers.all_text_contents()]
    row, column = BATCH.state["cell"]
    first = [BATCH.state["inputs"][0][row], BATCH.state["dvalues"][0][column]]
    assert [float(text) for text in texts] == first
    button(widget, "Next").click()
    expect(travellers).to_have_count(2)
    assert travellers.all_text_contents() != texts
    page.evaluate("document.getAnimations().forEach((motion) => motion.finish())")
    expect(travellers).to_have_count(0)
    button(widget, "Back").click()
    expect(slider(widget)).to_have_value("1")
    expect(travellers).to_have_count(0)
    page.emulate_media(reduced_motion="reduce")
    button(widget, "Next").click()
    expect(slider(widget)).to_have_value("2")
    expect(travellers).to_have_count(0)


@OVER_HTTP
def test_keys_lead_from_cell_to_cell(visit: Visit) -> None:
    page, widget = open_widget(visit)
    layer = layer_of()
    tab_to(page, cell(widget, "dweights", 0, 0))
    for key in ("ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(key)
    expect(cell(widget, "dweights", 0, 0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert_package(widget, layer, "dweights", 0, chosen=(1, 0))
    page.keyboard.press("Space")
    expect(cell(widget, "dweights", 1, 0)).to_be_focused()

    tab_to(page, field(widget, "inputs.T", 0, 1), backward=True)
    page.keyboard.press("ArrowRight")
    expect(field(widget, "inputs.T", 0, 1)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(field(widget, "inputs.T", 0, 2)).to_be_focused()
    page.keyboard.press("Enter")
    expect(field(widget, "inputs.T", 1, 2)).to_be_focused()
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("-2.5")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    expect(field(widget, "inputs.T", 0, 2)).to_be_focused()
    layer["inputs"][2][0] = -2.4
    button(widget, "Last").click()
    assert_package(widget, layer, "dweights", 3, chosen=(1, 0))
    assert page.evaluate("window.turned") == 0


@OVER_HTTP
def test_a_cell_is_hidden_until_it_is_found(visit: Visit) -> None:
    state = {**SQUARE, "compute": "dweights", "cell": [1, 1], "step": 0}
    _, widget = open_state(visit, state)
    widget.get_by_role("checkbox", name="Predict").check()
    answer = widget.get_by_role("textbox", name="Your value for")
    expect(answer).to_have_count(0)
    button(widget, "Last").click()
    assert_package(widget, SQUARE, "dweights", 2, chosen=(1, 1), hidden=True)
    expect(widget.locator(".panel")).not_to_contain_text("8")
    assert "8" not in widget.locator("[aria-live]").inner_text()
    cell(widget, "dweights", 0, 1).hover()
    expect(widget.locator(".cell-sum")).to_contain_text("6")
    answer.fill("6")
    answer.press("Enter")
    expect(widget.locator(".verdict")).to_contain_text("6")
    answer.fill("8")
    answer.press("Enter")
    assert_package(widget, SQUARE, "dweights", 2, chosen=(1, 1))
    expect(button(widget, "Next")).to_be_focused()
    cell(widget, "dweights", 0, 1).click()
    button(widget, "Next").click()
    assert_package(widget, SQUARE, "dweights", 1, chosen=(0, 1), hidden=True)
    button(widget, "Show it").click()
    assert_package(widget, SQUARE, "dweights", 1, chosen=(0, 1))


@OVER_HTTP
def test_what_was_refused_goes_with_its_field(visit: Visit) -> None:
    _, widget = open_state(visit, {**SQUARE, "compute": "outputs", "cell": [0, 0], "step": 3})
    field(widget, "weights", 0, 1).fill("2,5")
    line = widget.locator(".line")
    expect(line).to_have_attribute("data-kind", "wrong")
    compute(widget, "dinputs")
    expect(line).to_have_attribute("data-kind", "help")
    turned = field(widget, "weights.T", 1, 0)
    expect(turned).to_have_value("2")
    expect(turned).to_have_attribute("aria-invalid", "false")


@OVER_HTTP
def test_a_sum_that_is_too_large_waits_for_another_number(visit: Visit) -> None:
    _, widget = open_state(visit, {**SQUARE, "compute": "outputs", "cell": [0, 0], "step": 3})
    large = field(widget, "weights", 0, 0)
    large.fill("1e308")
    expect(large).to_have_accessible_description(re.compile(r"outputs\[1, 0\]"))
    assert_package(widget, SQUARE, "outputs", 3, chosen=(0, 0))
    field(widget, "inputs", 1, 0).fill("0.5")
    expect(large).to_have_value("1e308")
    expect(large).to_have_attribute("aria-invalid", "false")
    layer = {**SQUARE, "inputs": [[1, 2], [0.5, 4]], "weights": [[1e308, 2], [3, 4]]}
    assert_package(widget, layer, "outputs", 3, chosen=(0, 0))


@OVER_HTTP
def test_products_to_try(visit: Visit) -> None:
    _, widget = open_state(visit, {**SQUARE, "compute": "dinputs", "cell": [0, 0], "step": 0})
    trial = unfold(widget).get_by_role("group", name="Try a product")
    left, right = trial.get_by_label("Left factor"), trial.get_by_label("Right factor")
    verdict = trial.get_by_role("status")
    expect(left).to_have_value("dvalues")
    expect(right).to_have_value("weights")
    expect(verdict).to_have_attribute("data-outcome", "wrong")
    right.select_option("weights.T")
    expect(verdict).to_have_attribute("data-outcome", "right")
    left.select_option("ones.T")
    expect(verdict).to_have_attribute("data-outcome", "refused")
    expect(trial).to_contain_text("(2, 1) @ (2, 2)")
    compute(widget, "dweights")
    expect(left).to_have_value("inputs")
    expect(right).to_have_value("dvalues")


@OVER_HTTP
def test_other_writings_of_the_cell(visit: Visit) -> None:
    _, widget = open_state(visit, {**SQUARE, "compute": "dinputs", "cell": [1, 0], "step": 2})
    panel = unfold(widget, "Matrix product").locator(".layer-view")
    expect(panel).to_contain_text("[02]@[12]=4")
    expect(panel).to_contain_text("(2, 2) @ (2, 2)")
    unfold(widget, "Why the transpose")
    expect(panel).to_contain_text("outputs[k,j]=∑iinputs[k,i]·weights[i,j]+biases[0,j]")
    expect(panel).to_contain_text("dinputs[k,i]=∑jdvalues[k,j]·weights[i,j]")
    expect(panel).to_contain_text("dvalues[k,j]·weights.T[j,i]")
    expect(panel).to_contain_text("weights.T[j,i]=weights[i,j]")
    summed = panel.locator("dd").nth(1).locator(".summed")
    assert summed.all_text_contents() == ["j", "j", "j"]
    unfold(widget, "Index sum")
    expect(panel).to_contain_text("0 to 1. Summed over neurons. Each sample")


@OVER_HTTP
def test_reset(visit: Visit) -> None:
    _, widget = open_widget(visit)
    field(widget, "dvalues", 0, 0).fill("-12")
    field(widget, "inputs.T", 0, 1).fill("wrong")
    compute(widget, "outputs")
    unfold(widget, "Matrix product").get_by_label("Left factor").select_option("ones")
    widget.get_by_role("checkbox", name="Predict").check()
    button(widget, "Last").click()
    button(widget, "Reset").click()
    chosen = tuple(BATCH.state["cell"])
    assert_package(widget, layer_of(), BATCH.state["compute"], 0, chosen=chosen)
    expect(widget.locator("[aria-invalid=true]")).to_have_count(0)
    expect(widget.get_by_role("checkbox", name="Predict")).not_to_be_checked()
    expect(unfold(widget).get_by_role("radio", name="Index sum")).to_be_checked()
    expect(widget.get_by_label("Left factor")).not_to_have_value("ones")


@OVER_HTTP
def test_a_copied_link_opens_everything_that_was_chosen(visit: Visit, site: str) -> None:
    page, widget = open_widget(visit)
    layer = layer_of()
    layer["inputs"][1][0], layer["dvalues"][0][0] = 1 / 3, 1e-9
    field(widget, "inputs.T", 0, 1).fill("1/3")
    field(widget, "dvalues", 0, 0).fill("1e-9")
    compute(widget, "dinputs")
    cell(widget, "dinputs", 1, 2).click()
    slider(widget).fill("2")
    unfold(widget, "Why the transpose").get_by_label("Left factor").select_option("ones.T")
    widget.get_by_role("checkbox", name="Predict").check()
    button(widget, "Copy link").click()
    expect(widget.locator(".link-outcome")).not_to_be_empty()
    again = live(visit(page.url.removeprefix(site)), BATCH, LABEL)
    assert_package(again, layer, "dinputs", 2, chosen=(1, 2), hidden=True)
    expect(again.get_by_role("radio", name="Why the transpose")).to_be_checked()
    expect(again.get_by_label("Left factor")).to_be_visible()  # unfolded
    expect(again.get_by_label("Left factor")).to_have_value("ones.T")


def test_what_python_sets_arrives(browser: Browser) -> None:
    layer = layer_of()
    stepper = LayerStepper(**layer, compute="dweights", cell=(1, 2))
    source = (STATIC / "jupyter" / "layer_stepper.js").read_text(encoding="utf-8")
    page = browser.new_page(reduced_motion="reduce")
    page.evaluate(IN_JUPYTER, [source, stepper.state()])
    widget = page.get_by_role("group", name=LABEL, exact=True)
    layer["inputs"][0][1] = -7.5
    page.evaluate("(matrix) => model.set('inputs', matrix)", layer["inputs"])
    page.evaluate("model.set('step', 1)")
    expect(field(widget, "inputs.T", 1, 0)).to_have_value("−7.5")
    assert_package(widget, layer, "dweights", 1, chosen=(1, 2))
    for name, matrix in SQUARE.items():
        page.evaluate("([name, matrix]) => model.set(name, matrix)", [name, matrix])
    assert_package(widget, SQUARE, "dweights", 1, chosen=(1, 1))
    page.evaluate("model.set('view', 'product')")
    expect(widget.locator(".layer-view")).to_be_visible()
    cell(widget, "dweights", 0, 1).click()
    assert page.evaluate("[model.get('cell'), model.get('step')]") == [[0, 1], 0]
    page.close()


@OVER_HTTP
@pytest.mark.parametrize("screen", ["wide", "phone"])
def test_the_largest_layer_stays_within_its_picture(visit: Visit, screen: str) -> None:
    options = PHONE if screen == "phone" else {"viewport": {"width": 720, "height": 720}}
    page, widget = open_state(
        visit, {**LARGEST, "compute": "outputs", "cell": [5, 5], "step": 7}, **options
    )
    for result in RESULTS:
        compute(widget, result)
        (stage,) = boxes(widget.locator(".stage"))
        for matrix in boxes(widget.locator(".stage .matrix")):
            assert matrix["left"] >= stage["left"]
            assert matrix["right"] <= stage["right"]
            assert matrix["bottom"] <= stage["bottom"] + 1
        panel = widget.locator(".panel")
        assert panel.evaluate("(e) => e.scrollHeight <= e.clientHeight")
    unfold(widget)
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")
    # A cell of the largest layer is as small as eight in a row must be.
    assert accessibility_problems(page, f"#{BATCH.anchor}", without=("target-size",)) == []


@OVER_HTTP
def test_an_edit_says_what_it_does_to_the_chosen_cell(visit: Visit) -> None:
    """And does not say the step's sentence again where that has not changed."""
    _, widget = open_state(visit, {"compute": "dweights", "cell": [1, 2], "step": 2})
    spoken = widget.locator("[role=status][aria-live=polite]").last
    for row, column, said in [
        (0, 0, "dweights[1, 2] does not use"),
        (2, 2, "sample 2"),
        (1, 2, "Sample 1 adds"),
    ]:
        field(widget, "dvalues", row, column).press("ArrowUp")
        expect(spoken).to_contain_text(said)
    step = spoken.inner_text()
    field(widget, "dvalues", 0, 1).press("ArrowUp")
    expect(spoken).to_contain_text("does not use")
    assert step not in spoken.inner_text()
