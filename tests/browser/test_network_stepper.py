"""The NetworkStepper on pages of its own, against the package."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from backprop import SGD, Dense, Network, ReLU, Sigmoid, SoftmaxCrossEntropy, SquaredError
from backprop.widgets import NetworkStepper
from backprop.widgets.book_widget import STATIC
from backprop.widgets.network.network_pass import run
from backprop.widgets.network.paths import paths_of
from backprop.widgets.network.spec import network_of, parameter_of
from built_site import Figure
from own_pages import figure_of, site_of
from visits import Visit
from widget import (
    IN_JUPYTER,
    JUPYTER,
    OVER_HTTP,
    button,
    live,
    numbers,
    slider,
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
FROM_THE_DISK_TOO = pytest.mark.parametrize("site", ["http", "file"], indirect=True)


def open_widget(
    visit: Visit, figure: Figure = RELU, link: str = "", **options: Any
) -> tuple[Page, Locator]:
    page = visit(figure.page + link, **options)
    return page, live(page, figure, LABEL)


def linked(figure: Figure, **state: Any) -> str:
    pairs = (f"{name}={quote(json.dumps(value))}" for name, value in state.items())
    return f"#{figure.anchor}?{'&'.join(pairs)}"


def predict(widget: Locator) -> Locator:
    return widget.get_by_role("checkbox", name="Predict the gradient")


def weight_box(widget: Locator) -> Locator:
    return widget.get_by_role("combobox", name="Weight or bias")


def choose_sample(widget: Locator, sample: int) -> None:
    widget.get_by_role("group", name="Sample").get_by_text(str(sample), exact=True).click()


def number(widget: Locator, name: str) -> Locator:
    """A field that is in sight: of the picture, or of the chosen parameter."""
    frame = widget.locator(".stepper-frame")
    return frame.get_by_role("textbox", name=name, exact=True)


def on_wire(widget: Locator, key: str) -> tuple[float, float]:
    """A point of the page on a wire, a quarter of its way along, where no other crosses it."""
    x, y = widget.locator(f'.wire-hit[data-wire="{key}"]').evaluate(
        """(path) => {
          const { x, y } = path.getPointAtLength(path.getTotalLength() / 4);
          const on = new DOMPoint(x, y).matrixTransform(path.getScreenCTM());
          return [on.x, on.y];
        }"""
    )
    return x, y


def theirs(figure: Figure, **changed: Any) -> NetworkStepper:
    """The package's own widget, in the figure's state with some of it changed."""
    widget = NetworkStepper(Network([Dense(1, 1)], SquaredError()), [[0]], [[0]])
    widget.set_state({**figure.state, **changed})
    return widget


def last_step(figure: Figure) -> int:
    return 2 * len(figure.state["layers"]) + 3


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


def neurons(widget: NetworkStepper, step: int) -> tuple[dict[str, float], dict[str, float]]:
    """The values in the picture's neurons at a step, and the gradients under them."""
    passed, layers, count = run(widget.state()), widget.layers, len(widget.layers)
    values: dict[str, float] = {}
    gradients: dict[str, float] = {}
    for place, layer in enumerate(layers):
        if layer["kind"] != "Dense":
            continue
        has_activation = place + 1 < count and layers[place + 1]["kind"] != "Dense"
        behind = place + 2 if has_activation else place + 1
        for j in range(len(layer["biases"][0])):
            name = f"layers[{place}][{j}]"
            for at in range(place + 1, behind + 1):
                if step >= at:
                    values[name] = float(passed.values[at][widget.sample, j])
            for at in range(behind, place, -1):
                if step >= 2 * count + 2 - at:
                    gradients[name] = float(passed.dvalues[at][widget.sample, j])
    return values, gradients


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
    values, gradients = neurons(package, step)
    if widget.locator(".net").count():
        assert_same(numbers(widget, "data-neuron"), values)
        assert_same(numbers(widget, "data-neuron-gradient"), gradients)

    parameter = parameter_of(package.weight, package.layers)
    layer, name, row, column = parameter
    dcell = f"layers[{layer}].d{name}[{row}, {column}]"
    given = cells("inputs", package.inputs) | cells("targets", one_column(package.targets))
    for place, each in enumerate(package.layers):
        for key in ("weights", "biases") if each["kind"] == "Dense" else ():
            given |= cells(f"layers[{place}].{key}", each[key])
    known = known_cells(package, step) | given
    reached = step >= 2 * len(package.layers) + 2 - layer
    assert (dcell in known) == reached
    if hidden:
        del known[dcell]
    assert_same(numbers(widget.locator(".network-matrices"), "data-cell"), known)

    paths = paths_of(package.layers, run(package.state()), parameter, package.sample)
    products = {str(at): path.product for at, path in enumerate(paths)}
    ready = reached and not hidden
    table = widget.locator("table.paths")
    expect(table.locator("tbody tr")).to_have_count(len(paths))
    assert_same(numbers(table, "data-path"), products if ready else {})
    for attribute, x in {"share": sum(products.values()), "total": package.gradient}.items():
        shown = widget.locator(f"[data-{attribute}]")
        expect(shown).to_have_count(1 if ready else 0)
        if ready:
            found = float(shown.get_attribute(f"data-{attribute}") or "nan")
            assert abs(found - x) <= 1e-12 * max(1, abs(x))


def one_column(targets: Any) -> Any:
    return targets if np.ndim(targets) == 2 else [[target] for target in targets]


@OVER_HTTP
@EVERY_FIGURE
def test_every_number_of_every_step_is_the_packages(visit: Visit, figure: Figure) -> None:
    _, widget = open_widget(visit, figure)
    for step in range(last_step(figure) + 1):
        assert_package(widget, figure, step)
        if step < last_step(figure):
            button(widget, "Next").click()


@OVER_HTTP
def test_the_factors_of_every_weight_and_sample(visit: Visit) -> None:
    _, widget = open_widget(visit)
    button(widget, "Last").click()
    weights = weight_box(widget).locator("option").all_text_contents()
    assert len(weights) == 21
    for at, weight in enumerate(weights):
        weight_box(widget).select_option(weight)
        choose_sample(widget, at % 2)
        assert_package(widget, RELU, 9, weight=weight, sample=at % 2)


@OVER_HTTP
def test_the_product_of_one_gradient(visit: Visit) -> None:
    layers = [
        {"kind": "Dense", "weights": [[2, -1]], "biases": [[0, 3]]},
        {"kind": "ReLU"},
        {"kind": "Dense", "weights": [[1], [-2]], "biases": [[0.5]]},
    ]
    state = {"layers": layers, "inputs": [[1], [-2]], "targets": [[-1], [0]]}
    weight = "layers[0].weights[0, 1]"
    _, widget = open_widget(visit, LINEAR, linked(LINEAR, **state, weight=weight, step=2))
    panel = widget.locator(".panel")
    expect(panel).to_contain_text("1·(−1)+3=2")
    for step, product in [(5, "1input·1gate open·(−0.25)·(−2)what comes back=?"), (8, "≈0.5")]:
        slider(widget).fill(str(step))
        expect(panel.locator(".factors")).to_contain_text(product.replace("≈", "="))
    expect(panel).to_contain_text("=0.5+(−19)=−18.5")
    slider(widget).fill("9")
    expect(panel).to_contain_text("−1−0.1·(−18.5)=0.85")
    weight_box(widget).select_option("layers[0].weights[0, 0]")
    choose_sample(widget, 1)
    expect(panel.locator(".factor[data-cut]")).to_have_text("·0gate shut")


@OVER_HTTP
def test_a_shut_gate_cuts_its_wires(visit: Visit) -> None:
    _, widget = open_widget(visit)
    assert run(theirs(RELU).state()).slopes[1][1].tolist() == [0, 0, 0]
    cut = widget.locator(".wire[data-cut]")
    choose_sample(widget, 1)
    slider(widget).fill("1")
    expect(cut).to_have_count(0)
    button(widget, "Next").click()
    expect(cut).to_have_count(15)
    expect(widget.locator(".neuron[data-shut]")).to_have_count(3)
    button(widget, "Last").click()
    expect(widget.locator(".wire-gradient")).to_have_count(0)
    choose_sample(widget, 0)  # one of the three is shut
    expect(cut).to_have_count(5)
    expect(widget.locator(".wire-gradient")).to_have_count(10)


@OVER_HTTP
def test_wires_and_neurons_are_chosen_and_lit(visit: Visit) -> None:
    page, widget = open_widget(visit)
    page.mouse.click(*on_wire(widget, "layers[2].weights[1, 0]"))
    expect(weight_box(widget)).to_have_value("layers[2].weights[1, 0]")
    button(widget, "Last").click()
    neuron = widget.get_by_role("button", name=re.compile(r"^neuron 2 of layers\[0\] = "))
    neuron.click()
    expect(weight_box(widget)).to_have_value("layers[0].biases[0, 2]")
    expect(neuron).to_have_attribute("aria-pressed", "true")
    assert_package(widget, RELU, 9, weight="layers[0].biases[0, 2]")
    lit = widget.locator(".wire[data-lit]")
    expect(lit).to_have_count(2)
    number(widget, "inputs[0, 1]").hover()
    expect(lit).to_have_count(3)
    page.mouse.move(0, 0)
    expect(lit).to_have_count(2)


@OVER_HTTP
def test_a_number_is_changed_where_it_stands(visit: Visit) -> None:
    page, widget = open_widget(visit)
    button(widget, "Last").click()
    number(widget, "inputs[0, 1]").fill("4")
    inputs = [[1, 4], RELU.state["inputs"][1]]
    assert_package(widget, RELU, 9, inputs=inputs)
    number(widget, RELU.state["weight"]).fill("-2.5")
    layers = with_parameter(RELU, 0, "weights", 1, 2, -2.5)
    assert_package(widget, RELU, 9, inputs=inputs, layers=layers)
    button(widget.get_by_role("group", name="Classes of sample 0"), "class 1").or_(
        widget.get_by_role("button", name=re.compile("^class 1"))
    ).first.click()
    assert_package(widget, RELU, 9, inputs=inputs, layers=layers, targets=[1, 2])

    # A wire is dragged sideways: ten units of its last decimal in sixty pixels, and back.
    x, y = on_wire(widget, "layers[0].weights[0, 0]")
    before = RELU.state["layers"][0]["weights"][0][0]
    page.mouse.move(x, y)
    page.mouse.down()
    for way, units in [(60, 10), (-60, -10), (0, 0), (6, 1)]:
        page.mouse.move(x + way, y)
        layers[0]["weights"][0][0] = round(before + units / 10, 1)
        assert_package(widget, RELU, 9, inputs=inputs, layers=layers, targets=[1, 2])
    page.mouse.up()
    expect(weight_box(widget)).to_have_value(RELU.state["weight"])


@OVER_HTTP
def test_squared_errors_have_targets_to_set(visit: Visit) -> None:
    _, widget = open_widget(visit, SIGMOID)
    button(widget, "Last").click()
    number(widget, "targets[0, 2]").fill("0.5")
    targets = [row[:] for row in SIGMOID.state["targets"]]
    targets[0][2] = 0.5
    assert_package(widget, SIGMOID, 15, targets=targets)


@OVER_HTTP
def test_what_cannot_be_used_stays_and_is_explained(visit: Visit) -> None:
    _, widget = open_widget(visit)
    rate = number(widget, "Learning rate")
    rate.fill("-3")
    line = widget.locator(".line")
    expect(line).to_contain_text("above 0, at most 1000000")
    expect(rate).to_have_attribute("aria-invalid", "true")
    number(widget, "inputs[0, 0]").fill("1e7")
    expect(line).to_contain_text("from −1000000 to 1000000")
    assert_package(widget, RELU, 0)
    button(widget, "Reset").click()
    expect(widget.locator('[aria-invalid="true"]')).to_have_count(0)
    assert_package(widget, RELU, 0)


@OVER_HTTP
def test_updates_once_and_ten_times_with_the_loss_drawn(visit: Visit) -> None:
    _, widget = open_widget(visit)
    package = theirs(RELU)
    network = network_of(package.state())
    chart = widget.locator(".network-curve")
    done = 0
    for times in (1, 10):
        button(widget, f"Update ×{times}").click()
        for _ in range(times):
            network.step(package.inputs, package.targets, SGD(0.1))
        done += times
        expect(chart).to_have_attribute("data-updates", str(done))
        expect(slider(widget)).to_have_value("9")
        expected = {
            f"layers[{place}].{name}[{i}, {j}]": float(x)
            for place in (0, 2)
            for name in ("weights", "biases")
            for (i, j), x in np.ndenumerate(getattr(network.layers[place], name))
        }
        shown = numbers(widget.locator(".network-matrices"), "data-cell")
        assert_same({name: shown[name] for name in expected}, expected)
        loss = float(widget.locator("[data-loss]").get_attribute("data-loss") or "nan")
        assert abs(loss - network.forward(package.inputs, package.targets)) < 1e-12
    number(widget, "inputs[0, 1]").fill("4")
    expect(chart).to_have_attribute("data-updates", "0")


@OVER_HTTP
def test_updates_stop_before_numbers_that_cannot_be_shown(visit: Visit) -> None:
    _, widget = open_widget(visit, LINEAR, linked(LINEAR, targets=[[1000]], step=7))
    rate = number(widget, "Learning rate")
    rate.fill("1e6")
    button(widget, "Update ×100").click()
    line = widget.locator(".line")
    expect(line).to_contain_text("from −1000000 to 1000000")
    assert_package(widget, LINEAR, 7, learning_rate=1e6, targets=[[1000]])
    rate.fill("0.01")
    expect(line).not_to_contain_text("1000000")


@OVER_HTTP
def test_typing_into_a_focused_field_replaces_all_its_digits(visit: Visit) -> None:
    page, widget = open_widget(visit, RELU, linked(RELU, learning_rate=1e6))
    rate = number(widget, "Learning rate")
    expect(rate).to_have_value("1×10⁶")
    tab_to(page, rate)
    expect(rate).to_have_value("1000000")
    page.keyboard.type("0.5")
    expect(rate).to_have_value("0.5")


@OVER_HTTP
def test_the_gradient_is_hidden_until_it_is_found(visit: Visit) -> None:
    _, widget = open_widget(visit)
    predict(widget).check()
    slider(widget).fill("7")
    answer = widget.get_by_role("textbox", name=re.compile("Your value for"))
    expect(answer).to_have_count(0)
    button(widget, "Next").click()
    assert_package(widget, RELU, 8, hidden=True)
    widget.get_by_text("Matrices", exact=True).click()
    cell = f'[data-cell="{RELU.state["weight"].replace(".w", ".dw")}"]'
    expect(widget.locator(".network-equations").locator(cell)).to_have_text("?")
    widget.get_by_text("Picture", exact=True).click()
    answer.fill("0.5")
    answer.press("Enter")
    expect(widget.locator(".verdict")).to_contain_text("Not yet")
    answer.fill(f"{theirs(RELU).gradient:.4f}")
    answer.press("Enter")
    expect(widget.locator(".line")).to_contain_text("Right")
    assert_package(widget, RELU, 8)
    weight_box(widget).select_option("layers[2].biases[0, 0]")
    assert_package(widget, RELU, 8, weight="layers[2].biases[0, 0]", hidden=True)
    button(widget, "Show it").click()
    assert_package(widget, RELU, 8, weight="layers[2].biases[0, 0]")


@OVER_HTTP
def test_matrices_are_the_second_view_of_a_step(visit: Visit) -> None:
    _, widget = open_widget(visit)
    widget.get_by_text("Matrices", exact=True).click()
    matrices = widget.locator(".network-equations")
    passed = run(theirs(RELU).state())
    seen: list[list[str]] = []
    for step in range(10):
        slider(widget).fill(str(step))
        names = matrices.locator("[data-matrix]").evaluate_all("all => all.map(e => e.ariaLabel)")
        seen.append(names)
        shown = numbers(matrices, "data-cell")
        if step == 6:
            dinputs = cells("layers[2].dinputs", passed.dvalues[2])
            assert_same({name: shown[name] for name in dinputs}, dinputs)
    assert seen[1] == [
        f"{name}, shape {shape}"
        for name, shape in [
            ("inputs", (2, 2)),
            ("weights", (2, 3)),
            ("biases", (1, 3)),
            ("outputs", (2, 3)),
        ]
    ]
    assert [len(names) for names in seen] == [2, 4, 2, 4, 4, 3, 7, 3, 4, 3]
    slider(widget).fill("7")
    closed = int((passed.slopes[1] == 0).sum())
    assert closed > 0
    for name in ("slope", "dinputs"):
        marks = matrices.locator(f'[data-matrix="{name}"] [data-mark="closed"]')
        expect(marks).to_have_count(closed)
    slider(widget).fill("8")
    button(matrices, "layers[0].dweights[0, 1]").or_(
        matrices.locator('button[data-cell="layers[0].dweights[0, 1]"]')
    ).first.click()
    assert_package(widget, RELU, 8, weight="layers[0].weights[0, 1]")
    number(widget, "layers[0].weights[0, 1]").fill("3")
    layers = with_parameter(RELU, 0, "weights", 0, 1, 3)
    assert_package(widget, RELU, 8, weight="layers[0].weights[0, 1]", layers=layers)


@OVER_HTTP
def test_what_a_step_brings_travels_along_its_wires(visit: Visit) -> None:
    page, widget = open_widget(visit, reduced_motion="no-preference")
    pulses = widget.locator(".wire-pulse")
    button(widget, "Next").click()
    expect(pulses).to_have_count(6)
    page.keyboard.press("ArrowLeft")
    expect(pulses).to_have_count(0)
    slider(widget).fill("5")
    button(widget, "Next").click()
    expect(widget.locator(".wire-pulse.backward")).to_have_count(9)
    page.emulate_media(reduced_motion="reduce")
    expect(pulses.first).to_be_hidden()


@FROM_THE_DISK_TOO
def test_by_keyboard_to_a_copied_link(visit: Visit, site: str) -> None:
    page, widget = open_widget(visit)
    tab_to(page, number(widget, "inputs[0, 1]"))
    page.keyboard.press("ArrowUp")
    inputs = [[1, -1.9], RELU.state["inputs"][1]]
    neuron = widget.get_by_role("button", name=re.compile(r"^neuron 1 of layers\[2\]"))
    tab_to(page, neuron)
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    state: dict[str, Any] = {"inputs": inputs, "weight": "layers[2].biases[0, 1]"}
    assert_package(widget, RELU, 9, **state)
    tab_to(page, number(widget, "layers[2].biases[0, 1]"))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("1/3")
    state["layers"] = with_parameter(RELU, 2, "biases", 0, 1, 1 / 3)
    assert_package(widget, RELU, 9, **state)
    tab_to(page, button(widget, "Copy link"))
    page.keyboard.press("Enter")
    expect(widget.locator(".link-outcome")).not_to_be_empty()
    again = live(visit(page.url.removeprefix(site)), RELU, LABEL)
    assert_package(again, RELU, 9, **state)


@OVER_HTTP
def test_links_of_an_older_edition_and_damaged_ones(visit: Visit) -> None:
    page, widget = open_widget(visit, RELU, linked(RELU, step=6, inside=2, sample=1))
    expect(widget.get_by_role("radio", name="Matrices")).to_be_checked()
    assert_package(widget, RELU, 6, sample=1)
    alert = page.locator(f"#{RELU.anchor}").get_by_role("alert")
    expect(alert).to_be_hidden()
    page.goto(page.url.split("#")[0] + linked(RELU, step=10))
    expect(alert).to_contain_text("from 0 to 9")
    assert_package(widget, RELU, 0)


@OVER_HTTP
def test_what_python_sets_is_shown(visit: Visit) -> None:
    page = visit("index.html", **JUPYTER)
    source = (STATIC / "jupyter" / "network_stepper.js").read_text(encoding="utf-8")
    page.evaluate(IN_JUPYTER, [source, RELU.state])
    widget = page.get_by_role("group", name=LABEL, exact=True)
    assert_package(widget, RELU, 0)
    page.evaluate("model.set('step', 9); model.set('sample', 1)")
    assert_package(widget, RELU, 9, sample=1)
    page.evaluate(
        """([layers, inputs]) => {
          model.set("layers", layers); model.set("inputs", inputs); model.set("targets", [0, 1]);
        }""",
        [[{"kind": "Dense", "weights": [[1, 2]], "biases": [[0, 1]]}], [[1], [2]]],
    )
    expect(slider(widget)).to_have_attribute("max", "5")
    expect(weight_box(widget)).to_have_value("layers[0].weights[0, 0]")
    number(widget, "inputs[1, 0]").fill("4")
    assert page.evaluate("model.get('inputs')") == [[1], [4]]
