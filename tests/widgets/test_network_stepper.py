"""The network widget in Python: its traits, what it refuses, its figure without scripts."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import numpy as np
import pytest
import traitlets

from backprop import (
    SGD,
    CategoricalCrossEntropy,
    Dense,
    Linear,
    Network,
    ReLU,
    Sigmoid,
    Softmax,
    SoftmaxCrossEntropy,
    SquaredError,
    Tanh,
    check_gradients,
)
from backprop.widgets.network.spec import parameters_of
from backprop.widgets.network_stepper import NetworkStepper

INPUTS = [[1.0, -2.0], [0.5, 1.0], [-1.0, 3.0]]
CLASSES = [0, 2, 1]
RESULTS = ("loss", "gradients", "gradient", "loss_after")
STATE = {
    "layers",
    "loss_kind",
    "inputs",
    "targets",
    "weight",
    "sample",
    "step",
    "learning_rate",
    "view",
    "predict",
    "seed",
    "initial",
    "anchor",
}


def dense(*shape: int, seed: int = 0) -> Dense:
    rng = np.random.default_rng(seed)
    layer = Dense(*shape)
    layer.weights = rng.normal(size=shape).round(2)
    layer.biases = rng.normal(size=(1, shape[1])).round(2)
    return layer


def classifier() -> Network:
    return Network([dense(2, 3), ReLU(), dense(3, 3, seed=1)], SoftmaxCrossEntropy())


def stepper(**arguments: Any) -> NetworkStepper:
    return NetworkStepper(classifier(), INPUTS, CLASSES, **arguments)


def everything(widget: NetworkStepper) -> dict[str, Any]:
    return {**widget.state(), **{name: getattr(widget, name) for name in RESULTS}}


def test_it_computes_what_the_network_computes() -> None:
    network = classifier()
    widget = NetworkStepper(network, INPUTS, CLASSES, weight="layers[2].biases[0, 1]")
    assert widget.loss == pytest.approx(network.forward(INPUTS, CLASSES), rel=1e-14)
    network.backward()
    assert list(widget.gradients) == list(network.named_parameters())
    for place in (0, 2):
        layer = network.layers[place]
        for name in ("weights", "biases"):
            gradient = widget.gradients[f"layers[{place}].{name}"]
            np.testing.assert_allclose(gradient, getattr(layer, f"d{name}"), rtol=1e-13, atol=1e-16)
    assert widget.gradient == widget.gradients["layers[2].biases"][0][1]
    assert check_gradients(network, INPUTS, CLASSES)
    network.step(INPUTS, CLASSES, SGD(0.1))
    assert widget.loss_after == pytest.approx(network.forward(INPUTS, CLASSES), rel=1e-13)


def test_the_network_is_left_as_it_was() -> None:
    network = classifier()
    before = {name: array.copy() for name, array in network.named_parameters().items()}
    widget = NetworkStepper(network, INPUTS, CLASSES)
    widget.learning_rate = 5.0
    for name, array in network.named_parameters().items():
        np.testing.assert_array_equal(array, before[name])
    network.layers[0].weights[0, 0] = 9.0
    assert widget.layers[0]["weights"][0][0] != 9.0


def test_the_lists_of_the_caller_are_left_alone() -> None:
    inputs, targets = [row[:] for row in INPUTS], CLASSES[:]
    widget = NetworkStepper(classifier(), inputs, targets)
    inputs[0][0], targets[0] = 7.0, 1
    assert (widget.inputs, widget.targets) == (INPUTS, CLASSES)
    layers = [dict(layer) for layer in widget.layers]
    layers[0] = {**layers[0], "biases": [[1.0, 2.0, 3.0]]}
    widget.layers = layers
    layers[0]["biases"][0][0] = 7.0
    assert widget.layers[0]["biases"] == [[1.0, 2.0, 3.0]]
    assert widget.initial["layers"][0]["biases"] == dense(2, 3).biases.tolist()


def test_the_results_follow_the_traits_and_can_be_observed() -> None:
    widget = stepper()
    seen: list[str] = []
    widget.observe(lambda change: seen.append(change["name"]), list(RESULTS))
    widget.weight = "layers[0].weights[1, 2]"
    assert seen == ["gradient"]
    assert widget.gradient == widget.gradients["layers[0].weights"][1][2]
    seen.clear()
    widget.learning_rate = 0.5
    assert seen == ["loss_after"]
    seen.clear()
    widget.weight = "layers[2].biases[0, 1]"
    widget.inputs = [[0.0, 0.0]] * 3
    assert set(seen) == set(RESULTS)
    assert np.array_equal(widget.gradients["layers[0].weights"], np.zeros((2, 3)))


def test_another_network_takes_all_of_it_together() -> None:
    widget = stepper(weight="layers[2].weights[2, 2]")
    widget.step, widget.sample = 9, 2
    with widget.hold_trait_notifications():
        widget.layers = [{"kind": "Dense", "weights": [[2.0]], "biases": [[1.0]]}]
        widget.loss_kind = "SquaredError"
        widget.inputs = [[3.0]]
        widget.targets = [[5.0]]
    assert (widget.weight, widget.sample, widget.step) == ("layers[0].weights[0, 0]", 0, 5)
    assert (widget.loss, widget.gradient) == (2.0, 6.0)
    widget.set_state({**stepper().state(), "weight": "layers[2].biases[0, 0]", "step": 8})
    assert (widget.weight, widget.step) == ("layers[2].biases[0, 0]", 8)


@pytest.mark.parametrize("layer", [Linear, ReLU, Sigmoid, Tanh])
def test_each_activation_behind_the_last_layer_too(layer: Any) -> None:
    network = Network([dense(2, 3), layer(), dense(3, 2, seed=1), layer()], SquaredError())
    targets = [[1.0, 0.0]] * 3
    widget = NetworkStepper(network, INPUTS, targets)
    assert widget.loss == pytest.approx(network.forward(INPUTS, targets), rel=1e-14)
    network.backward()
    np.testing.assert_allclose(
        widget.gradients["layers[0].weights"], network.layers[0].dweights, rtol=1e-13, atol=1e-16
    )


def test_both_forms_of_classes_are_kept() -> None:
    rows = np.eye(3, dtype=int)[CLASSES].tolist()
    widget = NetworkStepper(classifier(), INPUTS, rows)
    assert json.dumps(widget.targets) == json.dumps(rows)
    assert widget.gradients == stepper().gradients
    assert NetworkStepper(classifier(), INPUTS, np.array(rows) == 1).targets == rows


def test_single_precision_is_taken_as_it_is() -> None:
    layer = Dense(1, 1, dtype="float32")
    layer.weights = [[0.1]]
    widget = NetworkStepper(Network([layer], SquaredError()), [[1]], [[0]])
    assert widget.layers[0]["weights"] == [[float(np.float32(0.1))]]


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ({"layers": []}, "1 to 3 Dense layers, which a page can show; got 0"),
        ({"layers": [{"kind": "Softmax"}]}, r"layers of Dense, with weights and biases, Linear"),
        ({"layers": 3}, "expected a list|list of dicts|instance of a list"),
        ({"loss_kind": "Loss"}, "SigmoidCrossEntropy as loss_kind, got 'Loss'"),
        ({"inputs": [[1.0]] * 3}, r"inputs of shape \(n_samples, 2\), got \(3, 1\)"),
        ({"inputs": [[1.0, 2.0]] * 5, "targets": [0] * 5}, "at most 4 samples"),
        ({"inputs": [[1.0, 2e6]] * 3}, r"to 1000000, got 2000000.0 at \[0, 1\]"),
        ({"targets": [0, 1, 3]}, "from 0 to 2, got 3 at"),
        ({"targets": [0, 1]}, r"of shape \(3,\)"),
        ({"weight": "layers[0].weights[2, 0]"}, r"to 'layers\[2\].biases\[0, 2\]'"),
        ({"weight": "w"}, "got 'w'"),
        ({"sample": 3}, "sample expects a whole number from 0 to 2, got 3"),
        ({"sample": -1}, "got -1"),
        ({"step": 10}, "step expects a whole number from 0 to 9, got 10"),
        ({"step": -1}, "got -1"),
        ({"step": 1.5}, "expected an int"),
        ({"view": "graph"}, "'picture', 'matrices'"),
        ({"learning_rate": 0.0}, "above 0, at most 1000000; got 0.0"),
        ({"learning_rate": float("nan")}, "got nan"),
        ({"predict": "yes"}, "boolean"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_changes_nothing(
    state: dict[str, object], message: str
) -> None:
    widget = stepper()
    widget.step, widget.sample = 5, 1
    before = everything(widget)
    with pytest.raises(traitlets.TraitError, match=message):
        widget.set_state(state)
    if len(state) == 1:
        ((name, value),) = state.items()
        with pytest.raises(traitlets.TraitError, match=message):
            setattr(widget, name, value)
    assert everything(widget) == before
    widget.step = 6
    widget.targets = [1, 1, 1]
    assert widget.loss != before["loss"]


@pytest.mark.parametrize("name", ["initial", *RESULTS])
def test_the_rest_is_read_only(name: str) -> None:
    with pytest.raises(traitlets.TraitError, match="read-only"):
        setattr(stepper(), name, None)


class OwnReLU(ReLU):
    """It may do something else, and the page would not know."""


@pytest.mark.parametrize(
    ("layers", "loss", "error", "message"),
    [
        ([Dense(2, 3), Softmax()], SquaredError(), TypeError, r"got Softmax\(\) as layers\[1\]"),
        ([Dense(2, 3), OwnReLU()], SquaredError(), TypeError, r"got OwnReLU\(\) as layers\[1\]"),
        ([Dense(2, 3)], CategoricalCrossEntropy(), TypeError, "as the loss, got Categorical"),
        ([ReLU(), Dense(2, 3)], SquaredError(), ValueError, "right behind a Dense layer, got ReLU"),
        ([Dense(2, 3), ReLU(), ReLU()], SquaredError(), ValueError, r"got ReLU as layers\[2\]"),
        ([Dense(2, 5)], SquaredError(), ValueError, r"got layers\[0\].weights of shape \(2, 5\)"),
        ([Dense(2, 1), *(Dense(1, 1) for _ in range(3))], SquaredError(), ValueError, "got 4"),
        ([dense(2, 2)], SquaredError(), ValueError, "expects targets"),
    ],
)  # fmt: skip
def test_other_networks_are_refused(
    layers: list[Any], loss: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        NetworkStepper(Network(layers, loss), [[1, 2]], [[1.0, 2.0, 3.0]])


def test_wrong_settings_are_refused() -> None:
    with pytest.raises(TypeError, match="expects a Network, got 3"):
        NetworkStepper(3, [[1]], [[1]])  # type: ignore[arg-type]
    with pytest.raises(traitlets.TraitError, match="weight expects"):
        stepper(weight="layers[1].weights[0, 0]")
    with pytest.raises(traitlets.TraitError, match="sample expects"):
        stepper(sample=3)
    with pytest.raises(traitlets.TraitError, match="learning_rate expects"):
        stepper(learning_rate=-1)
    with pytest.raises(traitlets.TraitError, match="anchor expects"):
        stepper(anchor="1x")
    assert stepper(learning_rate=1).learning_rate == 1.0


def test_the_figure_holds_the_state() -> None:
    widget = stepper(
        anchor="two-three", weight="layers[0].weights[1, 2]", sample=2, learning_rate=0.5
    )
    figure = widget.html()
    assert 'id="two-three" data-widget="NetworkStepper"' in figure
    attribute = re.search(r'data-state="([^"]*)"', figure)
    assert attribute
    assert json.loads(html.unescape(attribute[1])) == widget.state()
    assert widget.state().keys() == STATE
    assert widget.initial == {
        "layers": widget.layers,
        "loss_kind": "SoftmaxCrossEntropy",
        "inputs": INPUTS,
        "targets": CLASSES,
        "weight": "layers[0].weights[1, 2]",
        "sample": 2,
        "learning_rate": 0.5,
    }
    assert widget.sample == 2


def small() -> NetworkStepper:
    """Numbers to check by hand: one neuron of two is dead for the second sample."""
    first, last = Dense(1, 2), Dense(2, 1)
    first.weights, first.biases = [[2.0, -1.0]], [[0.0, 3.0]]
    last.weights, last.biases = [[1.0], [-2.0]], [[0.5]]
    network = Network([first, ReLU(), last], SquaredError())
    return NetworkStepper(network, [[1], [-2]], [[-1], [0]], weight="layers[0].weights[0, 0]")


def test_the_figure_can_be_read_without_scripts() -> None:
    tables = {table.caption: [list(row) for row in table.rows] for table in small().tables()}
    assert list(tables) == [
        "inputs, shape (2, 1)",
        "targets, shape (2, 1)",
        "layers[0].weights, shape (1, 2)",
        "layers[0].biases, shape (1, 2)",
        "Forward, layers[0], Dense: outputs = inputs @ weights + biases, shape (2, 2)",
        "Forward, layers[1], ReLU: outputs = max(0, inputs), shape (2, 2)",
        "layers[2].weights, shape (2, 1)",
        "layers[2].biases, shape (1, 1)",
        "Forward, layers[2], Dense: outputs = inputs @ weights + biases, shape (2, 1)",
        "Backward, loss 22.625, SquaredError: dpredictions, shape (2, 1)",
        "Backward, layers[2], Dense: dweights = inputs.T @ dvalues, shape (2, 1)",
        "Backward, layers[2], Dense: dbiases = sum of dvalues over the samples, shape (1, 1)",
        "Backward, layers[2], Dense: dinputs = dvalues @ weights.T, shape (2, 2)",
        "Backward, layers[1], ReLU: dinputs = dvalues * (inputs > 0), shape (2, 2)",
        "Backward, layers[0], Dense: dweights = inputs.T @ dvalues, shape (1, 2)",
        "Backward, layers[0], Dense: dbiases = sum of dvalues over the samples, shape (1, 2)",
        "∂loss/∂layers[0].weights[0, 0]: the products of factors along each path, and their sum",
    ]
    rows = list(tables.values())
    assert rows[4] == [["sample 0", "2", "2"], ["sample 1", "−4", "5"]]
    assert rows[5] == [["sample 0", "2", "2"], ["sample 1", "0", "5"]]
    assert rows[8] == [["sample 0", "−1.5"], ["sample 1", "−9.5"]]
    assert rows[9] == [["sample 0", "−0.25"], ["sample 1", "−4.75"]]
    assert rows[13] == [["sample 0", "−0.25", "0.5"], ["sample 1", "0", "9.5"]]
    assert rows[14] == [["input 0", "−0.25", "−18.5"]]
    assert rows[16] == [
        ["sample 0, neuron 0 → 0", "1", "1", "1", "−0.25", "−0.25"],
        ["sample 1, neuron 0 → 0", "−2", "0", "1", "−4.75", "0"],
        ["sum", "", "", "", "", "−0.25"],
    ]
    assert small().tables()[-1].header == [
        "path",
        "inputs of layers[0]",
        "slope of layers[1]",
        "layers[2].weights",
        "∂loss/∂prediction",
        "product",
    ]


def test_a_bias_has_no_input_among_its_factors() -> None:
    widget = small()
    widget.weight = "layers[0].biases[0, 1]"
    factors = widget.tables()[-1]
    assert factors.header[1] == "slope of layers[1]"
    assert [row[-1] for row in factors.rows] == ["0.5", "9.5", "10"]
    widget.weight = "layers[2].biases[0, 0]"
    assert [list(row) for row in widget.tables()[-1].rows][-1] == ["sum", "", "−5"]


def test_class_numbers_stand_in_one_column() -> None:
    targets = stepper().tables()[1]
    assert targets.caption == "targets, shape (3,)"
    assert [list(row) for row in targets.rows] == [
        ["sample 0", "0"],
        ["sample 1", "2"],
        ["sample 2", "1"],
    ]


def test_noise_is_not_printed() -> None:
    """A sum that cancels is 0 on every processor, and so is the gate behind it."""
    first, last = Dense(1, 1), Dense(1, 1)
    first.weights, first.biases = [[0.1]], [[-0.3]]
    last.weights, last.biases = [[1.0]], [[0.3]]
    network = Network([first, ReLU(), last], SquaredError())
    widget = NetworkStepper(network, [[3.0]], [[0.1 + 0.2]])
    text = "".join(table.html() for table in widget.tables()[4:])
    assert "×10" not in text
    assert repr(widget) == "NetworkStepper(loss = 0, ∂loss/∂layers[0].weights[0, 0] = 0)"


def test_the_factors_of_every_parameter_add_up_to_its_gradient() -> None:
    widget = stepper()
    parameters = parameters_of(widget.layers)
    assert len(parameters) == 21
    for parameter in parameters:
        widget.weight = str(parameter)
        *paths, total = widget.tables()[-1].rows
        written = float(total[-1].replace("−", "-").replace("×10", "e").translate(SUPERSCRIPTS))
        assert written == pytest.approx(widget.gradient, rel=1e-9, abs=1e-10)
        behind = 3 if parameter.layer == 0 else 1
        assert len(paths) == behind * len(INPUTS)


SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def test_it_says_what_it_is() -> None:
    assert repr(small()) == (
        "NetworkStepper(loss = 22.625, ∂loss/∂layers[0].weights[0, 0] = −0.25)"
    )
    assert stepper().caption() == (
        "A network forwards and backwards: Dense(2, 3), ReLU(), Dense(3, 3), SoftmaxCrossEntropy"
    )
