"""The front end runs a network forward and backward as the package does, and finds its paths."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import traitlets
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from backprop import (
    SGD,
    Dense,
    Linear,
    Network,
    ReLU,
    Sigmoid,
    SigmoidCrossEntropy,
    SoftmaxCrossEntropy,
    SquaredError,
    Tanh,
)
from backprop.widgets import NetworkStepper
from backprop.widgets.leaky_relu import LeakyReLU
from backprop.widgets.network.network_pass import run as run_here
from backprop.widgets.network.paths import paths_of
from backprop.widgets.network.spec import WIDEST, parameter_of, parameters_of
from front_end import Answer, running

Run = Callable[..., Answer]
Array = NDArray[np.floating[Any]]

NUMBERS = st.one_of(st.floats(-3, 3), st.integers(-3, 3).map(float))
EDGES = [0.0, -0.0, 5e-324, 1e-300, -1e-12, 0.1, 0.3, 1e3, -1e6, 1e6]
TOO_LARGE = [1e6 * (1 + 1e-15), -1e7, 1e308]
ACTIVATIONS: dict[str, Any] = {
    kind.__name__: kind for kind in (Linear, ReLU, LeakyReLU, Sigmoid, Tanh)
}
LOSSES: dict[str, Any] = {
    kind.__name__: kind for kind in (SquaredError, SoftmaxCrossEntropy, SigmoidCrossEntropy)
}
GIVEN = ("layers", "loss_kind", "inputs", "targets")


def matrices(rows: int, columns: int, numbers: st.SearchStrategy[float]) -> Any:
    row = st.lists(numbers, min_size=columns, max_size=columns)
    return st.lists(row, min_size=rows, max_size=rows)


@st.composite
def descriptions(draw: st.DrawFn, numbers: st.SearchStrategy[float] = NUMBERS) -> dict[str, Any]:
    """A network as JSON, of any of the shapes, activations and losses that can be shown."""
    samples = draw(st.integers(1, 4))
    widths = draw(st.lists(st.integers(1, WIDEST), min_size=2, max_size=4))
    loss = draw(st.sampled_from(list(LOSSES)))
    if loss == "SigmoidCrossEntropy":
        widths[-1] = 1
    layers: list[dict[str, Any]] = []
    for before, after in pairwise(widths):
        layers.append(
            {
                "kind": "Dense",
                "weights": draw(matrices(before, after, numbers)),
                "biases": draw(matrices(1, after, numbers)),
            }
        )
        behind = draw(st.sampled_from([None, *ACTIVATIONS]))
        layers += [{"kind": behind}] if behind else []
    if loss == "SigmoidCrossEntropy" and layers[-1]["kind"] == "Sigmoid":
        layers.pop()  # the loss takes the sigmoid itself
    classes = draw(st.lists(st.integers(0, widths[-1] - 1), min_size=samples, max_size=samples))
    one_hot = np.eye(widths[-1], dtype=int)[classes].tolist()
    wanted = {
        "SquaredError": matrices(samples, widths[-1], numbers),
        "SoftmaxCrossEntropy": st.sampled_from([classes, one_hot]),
        "SigmoidCrossEntropy": matrices(samples, 1, st.floats(0, 1)),
    }
    targets = draw(wanted[loss])
    inputs = draw(matrices(samples, widths[0], numbers))
    return {"layers": layers, "loss_kind": loss, "inputs": inputs, "targets": targets}


def network_of(described: dict[str, Any]) -> Network:
    """The package's own network, of its own classes."""
    layers: list[Any] = []
    for layer in described["layers"]:
        if layer["kind"] == "Dense":
            dense = Dense(*np.shape(layer["weights"]))
            dense.weights, dense.biases = layer["weights"], layer["biases"]
            layers.append(dense)
        else:
            layers.append(ACTIVATIONS[layer["kind"]]())
    return Network(layers, LOSSES[described["loss_kind"]]())


def stepper(described: dict[str, Any], **arguments: Any) -> NetworkStepper:
    network = network_of(described)
    return NetworkStepper(network, described["inputs"], described["targets"], **arguments)


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    with running("run_networks.js") as ask:
        yield ask


def ask(run: Run, widget: NetworkStepper, **changed: Any) -> Answer:
    state = {name: getattr(widget, name) for name in (*GIVEN, "weight", "learning_rate")}
    return run(**{**state, **changed})


def sizes(described: dict[str, Any]) -> tuple[list[Array], list[Array], dict[str, Array], float]:
    """How large the terms are that each number is the sum of: what rounding is measured by.

    No slope is above 1, so each number forward and backward is at most that of the network without
    signs and without activations.
    """
    values = [np.abs(np.array(described["inputs"], dtype=float))]
    for layer in described["layers"]:
        if layer["kind"] == "Dense":
            values.append(values[-1] @ np.abs(layer["weights"]) + np.abs(layer["biases"]))
        else:
            values.append(np.maximum(values[-1], 1.0))
    squared = described["loss_kind"] == "SquaredError"
    wanted = np.abs(described["targets"]) if squared else np.ones_like(values[-1])
    last = values[-1] + wanted if squared else np.maximum(values[-1], 1.0)
    dvalues = [last]
    gradients = {}
    for place, layer in reversed(list(enumerate(described["layers"]))):
        if layer["kind"] == "Dense":
            gradients[f"layers[{place}].weights"] = values[place].T @ dvalues[0]
            gradients[f"layers[{place}].biases"] = dvalues[0].sum(axis=0, keepdims=True)
            dvalues.insert(0, dvalues[0] @ np.abs(layer["weights"]).T)
        else:
            # The curve of a sigmoid carries what rounding did to its input into the slope.
            dvalues.insert(0, dvalues[0] * np.maximum(values[place], 1.0))
    return values, dvalues, gradients, float((last**2).sum())


def assert_close(ours: Any, theirs: Any, size: Any, what: str) -> None:
    assert np.shape(ours) == np.shape(theirs), what
    gap = np.abs(np.subtract(ours, theirs))
    assert (gap <= 1e-12 * np.array(size) + 1e-300).all(), (what, ours, theirs)


def on_a_bend(described: dict[str, Any], values: list[Array], allowed: list[Array]) -> bool:
    """Whether rounding decides which side of a ReLU's bend a number is on, here or in Network."""
    network = network_of(described)
    network.forward(described["inputs"], described["targets"])
    return any(
        isinstance(layer, ReLU)
        and ((np.abs(value) <= 1e-12 * size) & ((value != 0) | (layer.inputs != 0))).any()
        for layer, value, size in zip(network.layers, values, allowed, strict=False)
    )


def assert_agrees(run: Run, widget: NetworkStepper) -> None:
    """The page's numbers are the package's to 1e-12 of the sizes of what is added."""
    described = {name: getattr(widget, name) for name in GIVEN}
    theirs = ask(run, widget)
    assert "refusal" not in theirs
    here = run_here(described)
    values, dvalues, gradients, size = sizes(described)
    for place, (value, dvalue) in enumerate(zip(here.values, here.dvalues, strict=True)):
        assert_close(theirs["values"][place], value, values[place], f"values {place}")
        assert_close(theirs["dvalues"][place], dvalue, dvalues[place], f"dvalues {place}")
    assert theirs["gradients"].keys() == widget.gradients.keys() == gradients.keys()
    for name, gradient in widget.gradients.items():
        assert_close(theirs["gradients"][name], gradient, gradients[name], name)
    assert_close(theirs["loss"], widget.loss, size, "loss")

    parameter = parameter_of(widget.weight, widget.layers)
    cell = gradients[f"layers[{parameter.layer}].{parameter.name}"][parameter.row, parameter.column]
    assert_close(theirs["gradient"], widget.gradient, cell, "gradient")
    assert theirs["parameters"] == list(map(str, parameters_of(widget.layers)))
    ours = [
        path
        for k in range(len(widget.inputs))
        for path in paths_of(widget.layers, here, parameter, k)
    ]
    assert [(p.sample, list(p.neurons)) for p in ours] == [
        (p["sample"], p["neurons"]) for p in theirs["paths"]
    ]
    for path, other in zip(ours, theirs["paths"], strict=True):
        assert len(path.factors) == len(other["factors"])
        assert_close(path.product, other["product"], cell, "product")
    # The paths add up to what the backward pass found.
    for products in ([p.product for p in ours], [p["product"] for p in theirs["paths"]]):
        assert_close(math.fsum(products), widget.gradient, cell, "sum of the paths")

    # And all of it is what the plain Network says.
    if not on_a_bend(described, here.values, values):
        network = network_of(described)
        assert_close(widget.loss, network.forward(widget.inputs, widget.targets), size, "loss")
        network.backward()
        for place, layer in enumerate(network.layers):
            if isinstance(layer, Dense):
                for name in ("weights", "biases"):
                    full = f"layers[{place}].{name}"
                    plain = getattr(layer, f"d{name}")
                    assert_close(widget.gradients[full], plain, gradients[full], full)


def draw_weight(data: st.DataObject, described: dict[str, Any]) -> str:
    return str(data.draw(st.sampled_from(parameters_of(described["layers"]))))


def test_random_networks_agree(run: Run) -> None:
    seen: set[str] = set()

    @given(descriptions(), st.data())
    def agree(described: dict[str, Any], data: st.DataObject) -> None:
        seen.update([described["loss_kind"], *(layer["kind"] for layer in described["layers"])])
        assert_agrees(run, stepper(described, weight=draw_weight(data, described)))

    agree()
    assert seen == {"Dense", *ACTIVATIONS, *LOSSES}


def test_random_edits_agree(run: Run) -> None:
    """At numbers as small and as large as there may be; larger ones both refuse."""
    outcomes: set[bool] = set()

    @given(descriptions(), st.data())
    def agree(described: dict[str, Any], data: st.DataObject) -> None:
        widget = stepper(described, weight=draw_weight(data, described))
        for _ in range(3):
            layers = [dict(layer) for layer in widget.layers]
            dense = data.draw(st.sampled_from([each for each in layers if each["kind"] == "Dense"]))
            name = data.draw(st.sampled_from(["weights", "biases"]))
            matrix = [row[:] for row in dense[name]]
            row = data.draw(st.sampled_from(matrix))
            row[data.draw(st.integers(0, len(row) - 1))] = data.draw(
                st.sampled_from([*EDGES, *TOO_LARGE])
            )
            dense[name] = matrix
            try:
                widget.layers = layers
            except traitlets.TraitError:
                answer = ask(run, widget, layers=layers)
                assert "from −1000000 to 1000000" in answer["refusal"]
                outcomes.add(False)
            else:
                outcomes.add(True)
            assert_agrees(run, widget)

    agree()
    assert outcomes == {True, False}


def test_the_update_agrees(run: Run) -> None:
    @given(descriptions(), st.floats(1e-4, 1.0))
    def agree(described: dict[str, Any], rate: float) -> None:
        widget = stepper(described)
        widget.learning_rate = rate
        values, *_ = sizes(described)
        if on_a_bend(described, run_here(described).values, values):
            return
        network = network_of(described)
        network.step(described["inputs"], described["targets"], SGD(rate))
        moved = {**described, "layers": [*described["layers"]]}
        for place, layer in enumerate(network.layers):
            if isinstance(layer, Dense):
                moved["layers"][place] = {
                    "kind": "Dense",
                    "weights": layer.weights.tolist(),
                    "biases": layer.biases.tolist(),
                }
        new_values, *_, size = sizes(moved)
        plain = network.forward(described["inputs"], described["targets"])
        if on_a_bend(moved, run_here(moved).values, new_values):
            return
        assert_close(widget.loss_after, plain, 1e3 * size, "loss after, in Python")
        assert_close(ask(run, widget)["loss_after"], plain, 1e3 * size, "loss after, on the page")

    agree()


def test_a_step_too_long_for_a_number(run: Run) -> None:
    dense = {"kind": "Dense", "weights": [[1e6] * 3] * 3, "biases": [[1e6] * 3]}
    described = {
        "layers": [dense, dense, dense],
        "loss_kind": "SquaredError",
        "inputs": [[1e6] * 3] * 4,
        "targets": [[-1e6] * 3] * 4,
    }
    widget = stepper(described)
    assert_agrees(run, widget)
    widget.learning_rate = 1e6
    assert widget.loss_after is None
    assert ask(run, widget)["loss_after"] is None


def test_gradients_are_slopes_of_the_loss(run: Run) -> None:
    """The front end alone, against central differences of its own losses."""

    @given(descriptions(st.floats(-2, 2)), st.data())
    def agree(described: dict[str, Any], data: st.DataObject) -> None:
        state = {**described, "weight": draw_weight(data, described), "learning_rate": 0.1}
        answer = run(**state)
        near_bend = any(
            layer["kind"] in ("ReLU", "LeakyReLU") and np.abs(answer["values"][place]).min() < 1e-3
            for place, layer in enumerate(described["layers"])
        )
        if near_bend:
            return
        place, name, row, column = parameter_of(state["weight"], described["layers"])
        losses = []
        for nudge in (1e-5, -1e-5):
            layers = [dict(layer) for layer in described["layers"]]
            matrix = [cells[:] for cells in layers[place][name]]
            matrix[row][column] += nudge
            layers[place][name] = matrix
            losses.append(run(**{**state, "layers": layers})["loss"])
        slope = (losses[0] - losses[1]) / 2e-5
        assert math.isclose(slope, answer["gradient"], rel_tol=1e-5, abs_tol=1e-5)

    agree()


def test_noise_opens_no_gate(run: Run) -> None:
    """0.1 · 3 − 0.3 is 5.6e-17, and stands for 0: the ReLU is shut, here and there."""
    described = {
        "layers": [
            {"kind": "Dense", "weights": [[0.1]], "biases": [[-0.3]]},
            {"kind": "ReLU"},
            {"kind": "Dense", "weights": [[1.0]], "biases": [[0.3]]},
        ],
        "loss_kind": "SquaredError",
        "inputs": [[3.0]],
        "targets": [[0.1 + 0.2]],
    }
    widget = stepper(described)
    theirs = ask(run, widget)
    assert theirs["values"] == [[[3.0]], [[0.0]], [[0.0]], [[0.3]]]
    assert run_here(described).values[1].tolist() == [[0.0]]
    assert theirs["loss"] == widget.loss == 0.0
    assert set(theirs["dvalues"][-1][0]) == {0.0}
    assert widget.gradients["layers[2].biases"] == [[0.0]]


def test_a_sure_softmax_keeps_the_digits_of_its_gradient(run: Run) -> None:
    described = {
        "layers": [{"kind": "Dense", "weights": [[40.0, 0.0]], "biases": [[0.0, 0.0]]}],
        "loss_kind": "SoftmaxCrossEntropy",
        "inputs": [[1.0]],
        "targets": [0],
    }
    widget = stepper(described)
    p = math.exp(-40)
    for gradient in (widget.gradient, ask(run, widget)["gradient"]):
        assert math.isclose(gradient, -p, rel_tol=1e-9)
    assert math.isclose(ask(run, widget)["loss"], p, rel_tol=1e-9)


DENSE = {"kind": "Dense", "weights": [[1.0, 2.0]], "biases": [[0.0, 0.0]]}
SMALL: dict[str, Any] = {
    "layers": [DENSE],
    "loss_kind": "SquaredError",
    "inputs": [[1.0]],
    "targets": [[1.0, 2.0]],
}
SQUARE = {"kind": "Dense", "weights": [[1.0, 2.0]] * 2, "biases": [[0.0, 0.0]]}
TALL = {"kind": "Dense", "weights": [[1.0]] * 5, "biases": [[0.0]]}
WIDE = {"kind": "Dense", "weights": [[0.0] * 5], "biases": [[0.0] * 5]}
ONE = {"kind": "Dense", "weights": [[1.0]], "biases": [[0.0]]}
TOLD = {"loss_kind": "SigmoidCrossEntropy"}


@pytest.mark.parametrize(
    "changed",
    [
        {"layers": []},
        {"layers": "Dense"},
        {"layers": [None]},
        {"layers": [{"kind": "ReLU"}]},
        {"layers": [{"kind": "ReLU"}, DENSE]},
        {"layers": [DENSE, {"kind": "ReLU"}, {"kind": "ReLU"}]},
        {"layers": [DENSE, {"kind": "Softmax"}]},
        {"layers": [DENSE, {"kind": "ReLU", "weights": [[1.0]]}]},
        {"layers": [{**DENSE, "scale": 1}]},
        {"layers": [{"kind": "Dense", "weights": [[1.0, 2.0]]}]},
        {"layers": [DENSE, DENSE]},
        {"layers": [DENSE, SQUARE, SQUARE, SQUARE]},
        {"layers": [WIDE], "targets": [[0.0] * 5]},
        {"layers": [TALL], "inputs": [[1.0] * 5], "targets": [[1.0]]},
        {"layers": [{**DENSE, "biases": [[0.0]]}]},
        {"layers": [{**DENSE, "biases": [0.0, 0.0]}]},
        {"layers": [{**DENSE, "weights": [[math.inf, 1.0]]}]},
        {"layers": [{**DENSE, "weights": [["1", "2"]]}]},
        {"layers": [{**DENSE, "weights": [[1.0], [1.0, 2.0]]}]},
        {"layers": [{**DENSE, "weights": [[1e7, 1.0]]}]},
        {"loss_kind": "CategoricalCrossEntropy"},
        {"loss_kind": "SoftmaxCrossEntropy"},
        {"loss_kind": "SoftmaxCrossEntropy", "targets": [2]},
        {"loss_kind": "SoftmaxCrossEntropy", "targets": [0.5]},
        {"loss_kind": "SoftmaxCrossEntropy", "targets": [[1, 1]]},
        {**TOLD, "targets": [[1.0, 0.0]]},
        {**TOLD, "layers": [ONE], "targets": [[1.5]]},
        {**TOLD, "layers": [ONE], "targets": [[-0.5]]},
        {**TOLD, "layers": [ONE], "targets": [[1.0], [0.0]]},
        {**TOLD, "layers": [ONE, {"kind": "Sigmoid"}], "targets": [[1.0]]},
        {"inputs": [[1.0, 2.0]]},
        {"inputs": []},
        {"inputs": [[1.0]] * 5, "targets": [[1.0, 2.0]] * 5},
        {"inputs": [[-1e7]]},
        {"targets": [[1.0]]},
        {"targets": [1.0]},
        {"targets": [[1.0, 2.0]] * 2},
        {"targets": [[1.0, 1e7]]},
    ],
)  # fmt: skip
def test_both_refuse_the_same(run: Run, changed: dict[str, Any]) -> None:
    asked = {**SMALL, **changed}
    state = {**asked, "weight": "layers[0].weights[0, 0]", "learning_rate": 0.1}
    widget = stepper(SMALL)
    with pytest.raises(traitlets.TraitError):
        widget.set_state(asked)
    answer = run(**state)
    assert answer.keys() == {"refusal"}
    assert answer["refusal"].startswith("Error: ")
    assert answer["refusal"].endswith(".")


@pytest.mark.parametrize(
    "changed",
    [
        {"weight": "layers[0].weights[0, 2]"},
        {"weight": "layers[0].weights[1, 0]"},
        {"weight": "layers[1].weights[0, 0]"},
        {"weight": "layers[0].biases[1, 0]"},
        {"weight": "layers[0].dweights[0, 0]"},
        {"weight": ""},
        {"learning_rate": 0.0},
        {"learning_rate": -1.0},
        {"learning_rate": 1e7},
        {"learning_rate": math.inf},
    ],
)
def test_both_refuse_the_same_choices(run: Run, changed: dict[str, Any]) -> None:
    state = {**SMALL, "weight": "layers[0].weights[0, 0]", "learning_rate": 0.1}
    assert run(**state).keys() != {"refusal"}
    with pytest.raises(traitlets.TraitError):
        stepper(SMALL).set_state(changed)
    assert run(**{**state, **changed}).keys() == {"refusal"}
