"""The NetworkStepper on pages of its own, over http and from the disk, against the package."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import Any
from urllib.parse import quote

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from backprop import Dense, Network, ReLU, Sigmoid, SoftmaxCrossEntropy, SquaredError
from backprop.widgets import NetworkStepper
from backprop.widgets.book_widget import STATIC
from backprop.widgets.network.network_pass import run
from backprop.widgets.network.paths import paths_of
from backprop.widgets.network.spec import parameter_of
from built_site import Figure
from own_pages import figure_of, site_of
from visits import Visit
from widget import (
    IN_JUPYTER,
    OVER_HTTP,
    PHONE,
    accessibility_problems,
    button,
    live,
    numbers,
    tab_to,
)

LABEL = "Network stepper"
Matrix = list[list[float]]


def dense(seed: int, *shape: int) -> Dense:
    rng = np.random.default_rng(seed)
    layer = Dense(*shape)
    layer.weights = rng.normal(size=shape).round(1)
    layer.biases = rng.normal(size=(1, shape[1])).round(1)
    return layer


WIDGETS = [
    NetworkStepper(
        Network([dense(4, 2, 3), ReLU(), dense(5, 3, 3)], SoftmaxCrossEntropy()),
        [[1, -2], [0.5, 1]],
        [0, 2],
        weight="layers[0].weights[1, 2]",
        anchor="relu",
    ),
    NetworkStepper(
        Network(
            [dense(1, 3, 3), Sigmoid(), dense(2, 3, 3), Sigmoid(), dense(3, 3, 3), Sigmoid()],
            SquaredError(),
        ),
        np.arange(12).reshape(4, 3) / 4 - 1,
        np.eye(4)[:, :3],
        anchor="sigmoid",
    ),
    NetworkStepper(
        Network([dense(6, 1, 2), dense(7, 2, 1)], SquaredError()),
        [[2]],
        [[1]],
        weight="layers[1].biases[0, 0]",
        anchor="linear",
    ),
]


FIGURES = [figure_of(widget) for widget in WIDGETS]
RELU, SIGMOID, LINEAR = FIGURES
EVERY_FIGURE = pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.anchor)


site = site_of(FIGURES)


def open_widget(
    visit: Visit, figure: Figure = RELU, link: str = "", **options: Any
) -> tuple[Page, Locator]:
    page = visit(figure.page + link, **options)
    return page, live(page, figure, LABEL)


def linked(figure: Figure, **state: Any) -> str:
    pairs = (f"{name}={quote(json.dumps(value))}" for name, value in state.items())
    return f"#{figure.anchor}?{'&'.join(pairs)}"


def transport(widget: Locator) -> Locator:
    """The network's own stepping control: a layer that is opened has one too."""
    return widget.locator("> .transport")


def slider(widget: Locator) -> Locator:
    return transport(widget).get_by_role("slider")


def tools(widget: Locator) -> Locator:
    return widget.locator("> .tools")


def predict(widget: Locator) -> Locator:
    return tools(widget).get_by_role("checkbox", name="Predict the gradient")


def weight_box(widget: Locator) -> Locator:
    return widget.get_by_role("combobox", name="Factors of the gradient of")


def theirs(figure: Figure, **changed: Any) -> NetworkStepper:
    """The package's own widget, in the figure's state with some of it changed."""
    widget = NetworkStepper(Network([Dense(1, 1)], SquaredError()), [[0]], [[0]])
    widget.set_state({**figure.state, **changed})
    return widget


def last_step(figure: Figure) -> int:
    return 2 * len(figure.state["layers"]) + 3


def backward_step(figure: Figure, layer: int) -> int:
    return last_step(figure) - 1 - layer


def with_parameter(figure: Figure, layer: int, name: str, row: int, column: int, x: float) -> Any:
    """The figure's layers with one number changed."""
    layers = json.loads(json.dumps(figure.state["layers"]))
    layers[layer][name][row][column] = x
    return layers


def cells(name: str, matrix: Any) -> dict[str, float]:
    array = np.array(matrix, dtype=float)
    return {f"{name}[{i}, {j}]": float(array[i, j]) for i, j in np.ndindex(*array.shape)}


def known_cells(widget: NetworkStepper, step: int) -> dict[str, float]:
    """What the two passes have brought up to a step, from the package."""
    passed, count = run(widget.state()), len(widget.layers)
    found: dict[str, float] = {}
    for place in range(min(step, count)):
        found |= cells(f"layers[{place}].outputs", passed.values[place + 1])
    predictions = passed.values[-1]
    if step > count and widget.loss_kind == "SquaredError":
        halves = ((predictions - np.array(widget.targets)) ** 2).sum(axis=1, keepdims=True) / 2
        found |= cells("losses", halves)
    elif step > count:
        powers = np.exp(predictions - predictions.max(axis=1, keepdims=True))
        shares = powers / powers.sum(axis=1, keepdims=True)
        classes = widget.targets
        if np.ndim(classes) == 2:
            classes = np.argmax(classes, axis=1)
        found |= cells("probabilities", shares)
        found |= cells("losses", -np.log(shares[np.arange(len(shares)), classes])[:, None])
    if step > count + 1:
        found |= cells("dpredictions", passed.dvalues[-1])
    for place in range(max(0, 2 * count + 2 - step), count):
        if place > 0:
            found |= cells(f"layers[{place}].dinputs", passed.dvalues[place])
        for name in ("weights", "biases"):
            gradient = passed.gradients.get(f"layers[{place}].{name}")
            if gradient is not None:
                found |= cells(f"layers[{place}].d{name}", gradient)
    return found


def equation_matrices(widget: NetworkStepper, step: int) -> dict[str, Any]:
    """What the formula of a step is made of."""
    passed, layers, count = run(widget.state()), widget.layers, len(widget.layers)
    if step == 0:
        return {"inputs": widget.inputs}
    if step == count + 1:
        return {"predictions": passed.values[-1]}
    if step == count + 2:
        return {"dpredictions": passed.dvalues[-1]}
    if step == 2 * count + 3:
        rate, moved = widget.learning_rate, {}
        for name, gradient in passed.gradients.items():
            place, parameter = int(name[7]), name.split(".")[1]
            updated = np.array(layers[place][parameter]) - rate * gradient
            moved[f"layers[{place}].updated {parameter}"] = updated
        return moved
    forward = step <= count
    place = step - 1 if forward else 2 * count + 2 - step
    name, layer = f"layers[{place}]", layers[place]
    inputs, outputs, dvalues = passed.values[place], passed.values[place + 1], passed.dvalues
    if layer["kind"] != "Dense":
        if forward:
            return {f"{name}.inputs": inputs, f"{name}.outputs": outputs}
        return {
            f"{name}.dvalues": dvalues[place + 1],
            f"{name}.slope": passed.slopes[place],
            f"{name}.dinputs": dvalues[place],
        }
    if forward:
        given = {f"{name}.{key}": layer[key] for key in ("weights", "biases")}
        return {f"{name}.inputs": inputs, **given, f"{name}.outputs": outputs}
    found = {
        f"{name}.inputs.T": inputs.T,
        f"{name}.dvalues": dvalues[place + 1],
        f"{name}.dweights": passed.gradients[f"{name}.weights"],
        f"{name}.dbiases": passed.gradients[f"{name}.biases"],
    }
    if place > 0:
        found[f"{name}.weights.T"] = np.transpose(layer["weights"])
        found[f"{name}.dinputs"] = dvalues[place]
    return found


def assert_same(ours: dict[str, float], expected: dict[str, float]) -> None:
    assert ours.keys() == expected.keys()
    for name, x in expected.items():
        assert abs(ours[name] - x) <= 1e-12 * max(1, abs(x)), (name, ours[name], x)


def assert_package(
    widget: Locator, figure: Figure, step: int, *, hidden: bool = False, **changed: Any
) -> None:
    """What is known at the step is the package's, and nothing else is shown."""
    package = theirs(figure, step=step, **changed)
    expect(slider(widget)).to_have_value(str(step))
    expect(slider(widget)).to_have_attribute("max", str(2 * len(package.layers) + 3))
    expect(weight_box(widget)).to_have_value(package.weight)
    parameter = parameter_of(package.weight, package.layers)
    layer, name, row, column = parameter
    dcell = f"layers[{layer}].d{name}[{row}, {column}]"
    known = known_cells(package, step)
    reached = step >= 2 * len(package.layers) + 2 - layer
    assert (dcell in known) == reached
    if hidden:
        del known[dcell]
    assert_same(numbers(widget.locator(".network-cards"), "data-cell"), known)

    in_equation: dict[str, float] = {}
    for matrix, value in equation_matrices(package, step).items():
        in_equation |= cells(matrix, value)
    if hidden:
        in_equation = {k: x for k, x in in_equation.items() if k not in (dcell, moved(dcell))}
    shown = numbers(widget.locator(".network-equations"), "data-cell")
    assert in_equation.keys() <= shown.keys()
    assert_same({key: shown[key] for key in in_equation}, in_equation)
    if hidden:
        assert not {dcell, moved(dcell)} & shown.keys()

    passed = run(package.state())
    paths = paths_of(package.layers, passed, parameter, package.sample)
    table = widget.locator("table.paths")
    expect(table.locator("tbody tr")).to_have_count(len(paths))
    products = {str(at): path.product for at, path in enumerate(paths)}
    sums = {
        "share": sum(products.values()),
        "total": package.gradient,
        "cell": package.gradient,
    }
    ready = reached and not hidden
    assert_same(numbers(table, "data-path"), products if ready else {})
    assert_same(numbers(widget, "data-gradient"), sums if ready else {})


def moved(dcell: str) -> str:
    return dcell.replace(".d", ".updated ")


def cell_field(widget: Locator, name: str, row: str, column: str) -> Locator:
    """A field of the matrices, which are opened first."""
    everything = widget.locator("details.network-all")
    if everything.get_attribute("open") is None:
        everything.locator("summary").click()
    cards = widget.locator(".network-cards")
    return cards.get_by_role("textbox", name=f"{name}, {row}, {column}", exact=True)


def in_equation(widget: Locator, cell: str) -> Locator:
    return widget.locator(f'.network-equations button[data-cell="{cell}"]')


def choose(widget: Locator, weight: str) -> None:
    weight_box(widget).select_option(weight)


@EVERY_FIGURE
def test_every_number_of_every_step_is_the_packages(visit: Visit, figure: Figure) -> None:
    _, widget = open_widget(visit, figure)
    for step in range(last_step(figure) + 1):
        assert_package(widget, figure, step)
        if step < last_step(figure):
            button(transport(widget), "Next").click()
    button(transport(widget), "Back").click()
    assert_package(widget, figure, last_step(figure) - 1)


@OVER_HTTP
@EVERY_FIGURE
def test_the_factors_of_every_weight_and_sample(visit: Visit, figure: Figure) -> None:
    _, widget = open_widget(visit, figure)
    button(transport(widget), "Last").click()
    weights = weight_box(widget).locator("option").all_text_contents()
    count = sum(
        np.size(layer["weights"]) + np.size(layer["biases"])
        for layer in figure.state["layers"]
        if layer["kind"] == "Dense"
    )
    assert len(weights) == count
    for number, weight in enumerate(weights):
        choose(widget, weight)
        sample = number % len(figure.state["inputs"])
        if len(figure.state["inputs"]) > 1:
            button(widget, f"Sample {sample}").click()
        assert_package(widget, figure, last_step(figure), weight=weight, sample=sample)


@OVER_HTTP
def test_the_mathematics_of_one_gradient(visit: Visit) -> None:
    layers = [
        {"kind": "Dense", "weights": [[2, -1]], "biases": [[0, 3]]},
        {"kind": "ReLU"},
        {"kind": "Dense", "weights": [[1], [-2]], "biases": [[0.5]]},
    ]
    state = {
        "layers": layers,
        "inputs": [[1], [-2]],
        "targets": [[-1], [0]],
        "weight": "layers[0].weights[0, 1]",
    }
    _, widget = open_widget(visit, LINEAR, linked(LINEAR, **state, step=0))
    panel = widget.get_by_role("group", name="Factors of the gradient of")
    expect(
        panel.locator(".network-gradient > .formula").or_(panel.locator("> .formula")).first
    ).to_have_text("∂loss∂w0[0,1]=∑kx[k,0]·ReLU′(z0[k,1])·∑qw2[1,q]·∂loss∂z2[k,q]")
    row = panel.locator("tbody tr")
    expect(row).to_have_text("1 → 01?(−2)?=?")
    for step, text in [
        (2, "1 → 011(−2)?=?"),
        (5, "1 → 011(−2)(−0.25)=?"),
        (8, "1 → 011(−2)(−0.25)=0.5"),
    ]:
        slider(widget).fill(str(step))
        expect(row).to_have_text(text)
    sums = panel.locator(".gradient-sums")
    expect(sums).to_contain_text("Sample 0: 0.5∂loss∂w0[0,1]=0.5+(−19)=−18.5")
    expect(sums).to_contain_text("the same as the cell layers[0].dweights[0, 1]: −18.5.")
    panel.locator("summary").click()
    expect(panel.locator(".gradient-matrices")).to_have_text(
        "δ2=Z2−Y2(2, 1)"
        "δ0=(δ2@W2T)⊙ReLU′(Z0)((2, 1) @ (1, 2)) ⊙ (2, 2) = (2, 2)"
        "∂loss∂W0=XT@δ0(1, 2) @ (2, 2) = (1, 2)"
    )
    choose(widget, "layers[2].biases[0, 0]")
    expect(panel.locator(".gradient-matrices")).to_have_text(
        "δ2=Z2−Y2(2, 1)∂loss∂b2=1T@δ2(1, 2) @ (2, 1) = (1, 1)"
    )
    expect(sums).to_contain_text("∂loss∂b2[0,0]=(−0.25)+(−4.75)=−5")


@OVER_HTTP
def test_a_dead_relu_cuts_the_path(visit: Visit) -> None:
    _, widget = open_widget(visit)
    button(transport(widget), "Last").click()
    assert run(theirs(RELU).state()).slopes[1][1].tolist() == [0, 0, 0]
    button(widget, "Sample 1").click()
    cut = widget.locator("td.cut")
    expect(cut).to_have_count(3)
    expect(cut.first).to_contain_text("0")
    expect(widget.locator(".network-gradient")).to_contain_text(
        "A slope of 0 at neuron 2 of layers[1]: all its paths are cut"
    )
    button(widget, "Sample 0").click()
    expect(cut).to_have_count(0)


@OVER_HTTP
def test_cells_and_layers_lead_somewhere(visit: Visit) -> None:
    _, widget = open_widget(visit)
    chain = widget.get_by_role("group", name="Layers in order")
    expect(chain).to_contain_text("layers[0]Dense(2, 3)1 →← 8")
    expect(chain).to_contain_text("(2, 3) →← (2, 3)")
    button(chain, "Step 3: Forward, layers[2]").click()
    assert_package(widget, RELU, 3)
    expect(chain.locator(".wire-value.known")).to_have_count(4)
    expect(chain.locator(".wire-gradient.known")).to_have_count(0)
    in_equation(widget, "layers[2].weights[1, 0]").click()
    weight = "layers[2].weights[1, 0]"
    assert_package(widget, RELU, 3, weight=weight)
    button(chain, "Step 6: Backward, layers[2]").click()
    assert_package(widget, RELU, 6, weight=weight)
    expect(chain.locator(".wire-gradient.known")).to_have_count(2)
    expect(button(chain, "Step 6: Backward, layers[2]")).to_have_attribute("aria-current", "step")
    in_equation(widget, "layers[2].weights.T[2, 0]").click()
    weight = "layers[2].weights[0, 2]"
    assert_package(widget, RELU, 6, weight=weight)
    in_equation(widget, "layers[2].inputs.T[2, 1]").click()
    assert_package(widget, RELU, 6, weight=weight, sample=1)
    in_equation(widget, "layers[2].dbiases[0, 1]").click()
    assert_package(widget, RELU, 6, weight="layers[2].biases[0, 1]", sample=1)


@OVER_HTTP
def test_everything_follows_an_edit(visit: Visit) -> None:
    _, widget = open_widget(visit, SIGMOID)
    last = last_step(SIGMOID)
    button(transport(widget), "Last").click()
    for number, text in enumerate(["-0.25", "0", "1e6", "-1e6", "1/3", "1e-300", "5e-324", "3"]):
        over, _, under = text.partition("/")
        x = float(over) / float(under or 1)
        row = number % 3
        cell_field(widget, "layers[2].weights", f"input {row}", "neuron 1").fill(text)
        layers = with_parameter(SIGMOID, 2, "weights", row, 1, x)
        assert_package(widget, SIGMOID, last, layers=layers)
        before = SIGMOID.state["layers"][2]["weights"][row][1]
        cell_field(widget, "layers[2].weights", f"input {row}", "neuron 1").fill(str(before))
    assert_package(widget, SIGMOID, last)
    inputs = [row[:] for row in SIGMOID.state["inputs"]]
    inputs[3][2] = -7.5
    cell_field(widget, "inputs", "sample 3", "input 2").fill("-7.5")
    targets = [row[:] for row in SIGMOID.state["targets"]]
    targets[1][0] = 4
    cell_field(widget, "targets", "sample 1", "output 0").fill("4")
    layers = with_parameter(SIGMOID, 0, "biases", 0, 2, 1.5)
    cell_field(widget, "layers[0].biases", "row 0", "neuron 2").fill("1.5")
    assert_package(widget, SIGMOID, last, inputs=inputs, targets=targets, layers=layers)


@OVER_HTTP
def test_targets_as_class_numbers_and_one_hot(visit: Visit) -> None:
    page, widget = open_widget(visit)
    button(transport(widget), "Last").click()
    cell_field(widget, "targets", "sample 1", "class number").fill("1")
    assert_package(widget, RELU, 9, targets=[0, 1])
    wrong = cell_field(widget, "targets", "sample 0", "class number")
    wrong.fill("3")
    expect(wrong).to_have_accessible_description(re.compile("from 0 to 2; got 3"))
    page.goto(page.url.split("#")[0] + linked(RELU, targets=[[0, 1, 0], [0, 0, 1]], step=9))
    widget = live(page, RELU, LABEL)
    assert_package(widget, RELU, 9, targets=[[0, 1, 0], [0, 0, 1]])
    cell_field(widget, "targets", "sample 0", "output 2").fill("1")  # the 1 moves
    assert_package(widget, RELU, 9, targets=[[0, 0, 1], [0, 0, 1]])
    expect(cell_field(widget, "targets", "sample 0", "output 1")).to_have_value("0")


@OVER_HTTP
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fast", "not a number"),
        ("", "Write a number"),
        ("2,5", "2.5"),
        ("1e999", "too large"),
        ("1e7", "Numbers go from −1000000 to 1000000"),
    ],
)
def test_a_bad_input_stays_and_is_explained(visit: Visit, text: str, said: str) -> None:
    _, widget = open_widget(visit)
    button(transport(widget), "Last").click()
    stale = widget.locator("> .stale")
    wrong = cell_field(widget, "layers[0].weights", "input 0", "neuron 1")
    before = wrong.input_value()
    wrong.fill(text)
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_have_accessible_description(re.compile(f".*{re.escape(said)}.*"))
    expect(stale).to_be_visible()
    assert_package(widget, RELU, 9)
    cell_field(widget, "layers[0].biases", "row 0", "neuron 0").fill("0.125")
    layers = with_parameter(RELU, 0, "biases", 0, 0, 0.125)
    assert_package(widget, RELU, 9, layers=layers)
    button(transport(widget), "Back").click()
    button(widget, "Sample 1").click()
    expect(wrong).to_have_value(text)
    wrong.fill(before)
    expect(wrong).not_to_have_attribute("aria-invalid", "true")
    expect(stale).to_be_hidden()
    assert_package(widget, RELU, 8, layers=layers, sample=1)


@OVER_HTTP
def test_the_update_and_on_from_there(visit: Visit) -> None:
    _, widget = open_widget(visit)
    button(transport(widget), "Last").click()
    note = widget.locator(".network-step > .remark")
    package = theirs(RELU)
    assert package.loss_after is not None
    before, after = (f"{x:.6g}" for x in (package.loss, package.loss_after))
    expect(note).to_have_text(
        f"The loss on this batch: {before} before, {after} after. It has fallen."
    )
    rate = widget.get_by_role("textbox", name="Learning rate", exact=True)
    rate.fill("100")
    assert_package(widget, RELU, 9, learning_rate=100)
    expect(note).to_contain_text("It has risen: the step was too long.")
    for text in ("0", "-1", "2e6"):
        rate.fill(text)
        expect(rate).to_have_accessible_description(re.compile("a number above 0, at most"))
        assert_package(widget, RELU, 9, learning_rate=100)
    rate.fill("0.5")
    layers = [dict(layer) for layer in package.layers]
    for name, gradient in package.gradients.items():
        place, parameter = int(name[7]), name.split(".")[1]
        layers[place][parameter] = (
            np.array(layers[place][parameter]) - 0.5 * np.array(gradient)
        ).tolist()
    button(widget, "Go on with the updated parameters").click()
    assert_package(widget, RELU, 0, layers=layers)
    button(transport(widget), "Last").click()
    assert_package(widget, RELU, 9, layers=layers, learning_rate=0.5)


@OVER_HTTP
def test_an_update_out_of_bounds_is_not_gone_on_with(visit: Visit) -> None:
    _, widget = open_widget(visit, LINEAR, linked(LINEAR, targets=[[1000]], step=7))
    rate = tools(widget).get_by_role("textbox", name="Learning rate", exact=True)
    rate.fill("1e6")
    button(widget, "Go on with the updated parameters").click()
    said = widget.locator(".network-step > .field-error")
    expect(said).to_contain_text("Numbers go from −1000000 to 1000000")
    assert_package(widget, LINEAR, 7, learning_rate=1e6, targets=[[1000]])
    rate.fill("0.01")
    expect(said).to_be_empty()


@OVER_HTTP
def test_a_look_inside_is_a_copy(visit: Visit) -> None:
    _, widget = open_widget(visit)
    button(transport(widget), "Last").click()
    button(widget, "layers[2]").click()
    inside = widget.get_by_role("region", name="Inside a layer")
    expect(button(inside, "Close")).to_be_focused()
    expect(button(widget, "layers[2]")).to_have_attribute("aria-expanded", "true")
    expect(inside).to_contain_text("A copy of the matrices of layers[2]")
    copy = inside.get_by_role("group", name="Layer stepper", exact=True)
    passed = run(theirs(RELU).state())
    shown = numbers(copy, "data-cell")
    expected = cells("outputs", passed.values[3])
    assert_same({key: shown[key] for key in expected}, expected)
    button(copy, "dinputs").click()
    shown, expected = numbers(copy, "data-cell"), cells("dinputs", passed.dvalues[2])
    assert_same({key: shown[key] for key in expected}, expected)

    copy.get_by_role("textbox", name="weights, input 0, neuron 0", exact=True).fill("50")
    copy.get_by_role("textbox", name="weights, input 0, neuron 1", exact=True).fill("wrong")
    expect(copy.locator("> .stale")).to_be_visible()
    expect(widget.locator("> .stale")).to_be_hidden()
    assert_package(widget, RELU, 9)
    copy.get_by_role("slider").press("ArrowLeft")
    assert_package(widget, RELU, 9)

    again = button(inside, "Copy anew")
    expect(again).to_be_hidden()
    cell_field(widget, "inputs", "sample 0", "input 0").fill("3")
    expect(inside.get_by_role("status").filter(has_text="has changed since")).to_be_visible()
    again.click()
    expect(again).to_be_hidden()
    weights = copy.get_by_role("textbox", name="weights, input 0, neuron 0", exact=True)
    expect(weights).to_have_value(str(RELU.state["layers"][2]["weights"][0][0]))

    button(widget, "layers[0]").click()
    choose(widget, "layers[0].biases[0, 1]")
    expect(inside).to_contain_text("Inside layers[0]")
    button(inside, "Close").click()
    expect(inside).to_be_hidden()
    expect(copy).to_have_count(0)
    expect(button(widget, "layers[0]")).to_be_focused()
    button(widget, "layers[0]").click()
    expect(button(copy, "dbiases")).to_have_attribute("aria-pressed", "true")
    button(widget, "layers[0]").click()
    expect(copy).to_have_count(0)


def test_everything_by_keyboard(visit: Visit) -> None:
    page, widget = open_widget(visit)
    address = page.url
    chain = widget.get_by_role("group", name="Layers in order")
    tab_to(page, button(chain, "Step 1: Forward, layers[0]"))
    page.keyboard.press("Enter")
    assert_package(widget, RELU, 1)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    assert_package(widget, RELU, 8)
    tab_to(page, in_equation(widget, "layers[0].dweights[1, 2]"))
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    assert_package(widget, RELU, 8, weight="layers[0].weights[1, 1]")
    tab_to(page, weight_box(widget))
    page.keyboard.press("ArrowDown")
    weight = "layers[0].weights[1, 2]"
    assert_package(widget, RELU, 8, weight=weight)
    tab_to(page, button(widget, "Sample 1"))
    page.keyboard.press("Space")
    assert_package(widget, RELU, 8, weight=weight, sample=1)
    tab_to(page, button(widget, "layers[2]"))
    page.keyboard.press("Enter")
    expect(button(widget, "Close")).to_be_focused()
    page.keyboard.press("Enter")
    expect(button(widget, "layers[2]")).to_be_focused()
    summary = widget.locator("details.network-all > summary")
    tab_to(page, summary)
    page.keyboard.press("Enter")
    tab_to(page, cell_field(widget, "layers[0].weights", "input 1", "neuron 2"))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("-2.5")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    layers = with_parameter(RELU, 0, "weights", 1, 2, -2.4)
    assert_package(widget, RELU, 8, weight=weight, sample=1, layers=layers)
    tab_to(page, predict(widget))
    page.keyboard.press("Space")
    assert_package(widget, RELU, 8, weight=weight, sample=1, layers=layers, hidden=True)
    tab_to(page, button(tools(widget), "Reset"))
    page.keyboard.press("Enter")
    assert_package(widget, RELU, 0)
    assert page.url == address


@OVER_HTTP
def test_the_gradient_is_hidden_until_it_is_found(visit: Visit) -> None:
    _, widget = open_widget(visit)
    check = partial(assert_package, widget, RELU)
    predict(widget).check()
    answer = widget.get_by_role("textbox", name=re.compile("Your value for"))
    status = widget.get_by_role("status")
    slider(widget).fill("7")
    check(7)
    expect(answer).to_be_hidden()
    button(transport(widget), "Next").click()
    check(8, hidden=True)
    button(transport(widget), "Next").click()
    check(9, hidden=True)
    answer.fill("0.5")
    answer.press("Enter")
    expect(status.filter(has_text="Not yet")).to_be_visible()
    check(9, hidden=True)
    answer.fill("a lot")
    answer.press("Enter")
    expect(status.filter(has_text="not a number")).to_be_visible()
    answer.fill(f"{theirs(RELU).gradient:.4f}")
    button(widget, "Check").click()
    expect(status.filter(has_text="Right: the gradient is")).to_be_visible()
    check(9)
    choose(widget, "layers[2].biases[0, 0]")
    check(9, weight="layers[2].biases[0, 0]", hidden=True)
    button(widget, "Show it").click()
    check(9, weight="layers[2].biases[0, 0]")
    choose(widget, RELU.state["weight"])
    check(9)
    cell_field(widget, "inputs", "sample 0", "input 0").fill("4")
    inputs = [[4, -2], [0.5, 1]]
    check(9, inputs=inputs, hidden=True)
    button(widget, "layers[0]").click()
    inside = widget.get_by_role("region", name="Inside a layer")
    expect(inside.get_by_role("checkbox", name="Predict the cell")).to_be_checked()
    predict(widget).uncheck()
    check(9, inputs=inputs)


@OVER_HTTP
def test_each_step_is_announced(visit: Visit) -> None:
    _, widget = open_widget(visit)
    status = widget.get_by_role("status")
    package = theirs(RELU)
    for said in [
        "Forward, layers[0]: Dense(2, 3). 2 samples, 2 inputs each, become 3 outputs each.",
        "Forward, layers[1]: ReLU. What is above 0 passes",
        "Forward, layers[2]: Dense(3, 3).",
        f"The loss: SoftmaxCrossEntropy. loss = {package.loss:.6g}",
        "Gradient of the loss: SoftmaxCrossEntropy.",
        "Backward, layers[2]: Dense(3, 3). The same dvalues serve all its gradients.",
        "Backward, layers[1]: ReLU. The slope is 0 where",
        f"The gradient of layers[0].weights[1, 2] is {package.gradient:.6g}.",
        "Update. The loss on this batch:",
    ]:
        button(transport(widget), "Next").click()
        expect(status.filter(has_text=said)).to_have_count(1)
    choose(widget, "layers[2].biases[0, 1]")
    gradient = f"{package.gradients['layers[2].biases'][0][1]:.6g}".replace("-", "−")
    expect(status.filter(has_text=f"Its gradient is {gradient}.")).to_have_count(1)
    cell_field(widget, "inputs", "sample 0", "input 0").fill("3")
    expect(status.filter(has_text="The loss on this batch:")).to_have_count(1)
    button(tools(widget), "Reset").click()
    expect(status.filter(has_text="Reset to the values of the chapter")).to_have_count(1)


@OVER_HTTP
def test_play_runs_to_the_end(visit: Visit) -> None:
    page = visit(LINEAR.page)
    page.clock.install()
    page.goto(page.url)
    widget = live(page, LINEAR, LABEL)
    button(transport(widget), "Play").click()
    page.clock.run_for(2500)
    button(transport(widget), "Pause").click()
    assert 0 < int(slider(widget).input_value()) < last_step(LINEAR)
    button(transport(widget), "Play").click()
    page.clock.run_for(60_000)
    assert_package(widget, LINEAR, last_step(LINEAR))


@OVER_HTTP
def test_reset(visit: Visit) -> None:
    _, widget = open_widget(visit)
    cell_field(widget, "inputs", "sample 0", "input 0").fill("12")
    cell_field(widget, "layers[2].biases", "row 0", "neuron 0").fill("wrong")
    widget.get_by_role("textbox", name="Learning rate", exact=True).fill("wrong")
    choose(widget, "layers[2].biases[0, 1]")
    button(widget, "Sample 1").click()
    button(widget, "layers[2]").click()
    predict(widget).check()
    button(transport(widget), "Last").click()
    button(tools(widget), "Reset").click()
    assert_package(widget, RELU, 0)
    expect(widget.locator('[aria-invalid="true"]')).to_have_count(0)
    expect(widget.get_by_role("region", name="Inside a layer")).to_be_hidden()
    expect(predict(widget)).not_to_be_checked()
    button(transport(widget), "Last").click()
    assert_package(widget, RELU, 9)


def test_a_copied_link_opens_the_same_state(visit: Visit, site: str) -> None:
    page, widget = open_widget(visit)
    cell_field(widget, "layers[0].weights", "input 0", "neuron 1").fill("1/3")
    cell_field(widget, "inputs", "sample 1", "input 0").fill("-1e5")
    choose(widget, "layers[0].biases[0, 1]")
    button(widget, "Sample 1").click()
    button(widget, "layers[2]").click()
    widget.get_by_role("textbox", name="Learning rate", exact=True).fill("0.25")
    slider(widget).fill("9")
    predict(widget).check()
    button(tools(widget), "Copy link").click()
    expect(widget.get_by_role("status").filter(has_text="address")).to_be_visible()
    again = visit(page.url.removeprefix(site))
    widget = live(again, RELU, LABEL)
    state: dict[str, Any] = {
        "layers": with_parameter(RELU, 0, "weights", 0, 1, 1 / 3),
        "inputs": [RELU.state["inputs"][0], [-1e5, RELU.state["inputs"][1][1]]],
        "weight": "layers[0].biases[0, 1]",
        "sample": 1,
        "learning_rate": 0.25,
    }
    assert_package(widget, RELU, 9, hidden=True, **state)
    expect(widget.get_by_role("region", name="Inside a layer")).to_contain_text("Inside layers[2]")
    expect(predict(widget)).to_be_checked()
    predict(widget).uncheck()
    assert_package(widget, RELU, 9, **state)


@OVER_HTTP
def test_a_damaged_link_is_explained(visit: Visit) -> None:
    page, widget = open_widget(visit)
    alert = page.locator(f"#{RELU.anchor}").get_by_role("alert")
    layers = RELU.state["layers"]
    damaged: list[dict[str, Any]] = [
        {"step": -1},
        {"step": 10},
        {"step": 1.5},
        {"sample": 2},
        {"weight": "layers[1].weights[0, 0]"},
        {"weight": "__proto__"},
        {"inside": 1},
        {"learning_rate": 0},
        {"learning_rate": "fast"},
        {"layers": []},
        {"layers": [None]},
        {"layers": [{"kind": "__proto__"}]},
        {"layers": layers[:2], "targets": [0, 3]},
        {"layers": [layers[0], layers[0]]},
        {"layers": [{**layers[0], "weights": [[1, 2, "3"], [1, 2, 3]]}, *layers[1:]]},
        {"inputs": [[1]]},
        {"inputs": [[1, 1e7], [0, 0]]},
        {"targets": [[1, 1, 0], [1, 0, 0]]},
        {"targets": [0]},
        {"predict": 1},
        {"loss_kind": "SquaredError"},
        {"initial": {}},
    ]
    for state in damaged:
        page.evaluate("(hash) => { location.hash = hash; }", linked(RELU, **state))
        expect(alert).to_contain_text("This link’s values cannot be used")
        widget = live(page, RELU, LABEL)
        expect(slider(widget)).to_have_value("0")
        page.evaluate("(hash) => { location.hash = hash; }", linked(RELU, step=3))
        expect(slider(widget)).to_have_value("3")
        expect(alert).to_be_hidden()
    assert_package(widget, RELU, 3)


@OVER_HTTP
def test_a_link_may_bring_another_network(visit: Visit) -> None:
    state = {
        "layers": [
            {"kind": "Dense", "weights": [[1, -1]], "biases": [[0.5, 0]]},
            {"kind": "Linear"},
        ],
        "inputs": [[2], [1], [0], [-1]],
        "targets": [1, 0, 0, 1],
        "weight": "layers[0].weights[0, 1]",
        "sample": 3,
    }
    _, widget = open_widget(visit, RELU, linked(RELU, **state, step=7))
    assert_package(widget, RELU, 7, **state)
    cell_field(widget, "inputs", "sample 3", "input 0").fill("5")
    assert_package(widget, RELU, 7, **{**state, "inputs": [[2], [1], [0], [5]]})
    button(tools(widget), "Reset").click()
    assert_package(widget, RELU, 0)


@OVER_HTTP
def test_what_python_sets_is_shown(visit: Visit) -> None:
    page = visit(RELU.page)
    page.evaluate("document.body.replaceChildren()")
    source = (STATIC / "jupyter" / "network_stepper.js").read_text(encoding="utf-8")
    page.evaluate(IN_JUPYTER, [source, RELU.state])
    widget = page.get_by_role("group", name=LABEL, exact=True)
    expect(button(tools(widget), "Copy link")).to_have_count(0)
    page.evaluate("model.set('step', 9)")
    assert_package(widget, RELU, 9)
    layers = SIGMOID.state["layers"][:1]
    for name, value in [  # shapes that do not fit each other until the last has come
        ("layers", layers),
        ("inputs", [[1, 2, 3]]),
        ("targets", [1]),
    ]:
        page.evaluate("([name, value]) => model.set(name, value)", [name, value])
    assert_package(widget, RELU, 5, layers=layers, inputs=[[1, 2, 3]], targets=[1])
    for name, value in [
        ("layers", [{"kind": "Dense", "weights": [[1]], "biases": [[0]]}]),
        ("inputs", [[2]]),
        ("targets", [0]),
    ]:
        page.evaluate("([name, value]) => model.set(name, value)", [name, value])
    expect(weight_box(widget)).to_have_value("layers[0].weights[0, 0]")


def assert_fits(page: Page, widget: Locator) -> None:
    """Nothing is wider than a phone: neither the page, nor the figure, which would scroll."""
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    assert widget.evaluate("(root) => root.scrollWidth <= root.clientWidth")


@OVER_HTTP
@EVERY_FIGURE
def test_on_a_phone(visit: Visit, figure: Figure) -> None:
    page, widget = open_widget(visit, figure, **PHONE)
    cell_field(widget, "inputs", "sample 0", "input 0").fill("wrong")
    for _ in range(last_step(figure)):
        assert_fits(page, widget)
        button(transport(widget), "Next").tap()
    assert_fits(page, widget)
    assert_package(widget, figure, last_step(figure))
    widget.locator(".gradient-all > summary").tap()
    button(widget, "layers[0]").tap()
    assert_fits(page, widget)


@OVER_HTTP
def test_a_wide_table_of_paths_is_scrolled_by_its_arrows(visit: Visit) -> None:
    page, widget = open_widget(visit, SIGMOID, **PHONE)
    button(transport(widget), "Last").tap()
    region = widget.get_by_role("region", name="Paths")
    region.focus()
    page.keyboard.press("ArrowRight")
    expect(slider(widget)).to_have_value(str(last_step(SIGMOID)))
    page.keyboard.press("ArrowLeft")
    assert_package(widget, SIGMOID, last_step(SIGMOID))


@OVER_HTTP
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible_in_both_themes(visit: Visit, scheme: str) -> None:
    page, widget = open_widget(visit)
    page.evaluate(
        "(theme) => { document.documentElement.dataset.theme = theme;"
        " document.body.style.background = theme === 'dark' ? '#121212' : '#fff';"
        " document.body.style.color = theme === 'dark' ? '#ddd' : '#222'; }",
        scheme,
    )
    find = partial(accessibility_problems, page, colours_only=scheme == "dark")
    assert find() == []
    widget.locator(".gradient-all > summary").click()
    cell_field(widget, "inputs", "sample 0", "input 0").fill("wrong")
    button(widget, "Sample 1").click()
    for step in (1, 2, 4, 5, 7, 8, 9):
        slider(widget).fill(str(step))
        assert find() == []
    button(widget, "layers[2]").click()
    predict(widget).check()
    assert find() == []


@EVERY_FIGURE
def test_without_scripts(visit: Visit, figure: Figure) -> None:
    page = visit(figure.page, java_script_enabled=False)
    tables = page.locator(f"#{figure.anchor} table")
    rows = (
        "(tables) => tables.map((table) => [table.caption.textContent,"
        " ...[...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent))])"
    )
    assert tables.evaluate_all(rows) == figure.tables()
    for table in tables.all():
        expect(table).to_be_visible()
