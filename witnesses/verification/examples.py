"""The worked examples that the chapters calculate, at the book's own numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from backprop import (
    CategoricalCrossEntropy,
    Dense,
    Network,
    ReLU,
    Sigmoid,
    Softmax,
    SoftmaxCrossEntropy,
    SquaredError,
)
from backprop.datasets import spiral
from backprop.graph import Graph, Node, inputs, relu, sigmoid, square
from verification.layers import CHAPTER_3, CHAPTER_7, dense_by_hand, softmax_by_hand
from verification.libraries import Array, Gradients, Library
from verification.losses import softmax
from verification.operations import CHAPTER_1
from verification.subject import Case, Subject

CHAPTER_4 = "[4](04-sum-over-the-batch.ipynb)"
CHAPTER_8 = "[8](08-chain-layers-into-a-network.ipynb)"
CHAPTER_12 = "[12](12-classify-the-spiral.ipynb)"

NEURONS = np.array([[0.2, 0.8, -0.5, 1], [0.5, -0.91, 0.26, -0.5], [-0.26, -0.27, 0.17, 0.87]])
BATCH = np.array([[1, 2, 3, 2.5], [2, 5, -1, 2], [-1.5, 2.7, 3.3, -0.8]])
BIASES = np.array([[2, 3, 0.5]])


def _scalars(
    at: Mapping[str, float],
    graph: Callable[..., Node],
    formula: Callable[..., Any],
    by_hand: Mapping[str, float],
) -> Case:
    """A formula of numbers, computed by a graph."""
    ours = Graph(graph(*inputs(**at)))
    ours.forward()
    ours.backward()
    return Case(
        {name: np.array([value], float) for name, value in at.items()},
        lambda lib, values: lib.sum(formula(lib, **values)),
        {name: np.array([ours.gradients[name]]) for name in at},
        {name: np.array([value], float) for name, value in by_hand.items()},
    )


def _one_neuron() -> list[Case]:
    at = {"x0": 1, "x1": -2, "x2": 3, "w0": -3, "w1": -1, "w2": 2, "b": 1}
    return [
        _scalars(
            at,
            lambda x0, x1, x2, w0, w1, w2, b: relu(x0 * w0 + x1 * w1 + x2 * w2 + b),
            lambda lib, x0, x1, x2, w0, w1, w2, b: lib.relu(x0 * w0 + x1 * w1 + x2 * w2 + b),
            {"x0": -3, "x1": -1, "x2": 2, "w0": 1, "w1": -2, "w2": 3, "b": 1},
        )
    ]


def _used_twice() -> list[Case]:
    return [_scalars({"u": 3}, lambda u, *_: u * u, lambda lib, u: u * u, {"u": 6})]


def _two_neurons() -> list[Case]:
    at = {"x": 2, "w1": 0.5, "b1": -1, "w2": 3, "b2": -1.5, "y": 1}
    error, slope = -0.5, 0.25
    by_z2, by_z1 = error * slope, error * slope * 3 * slope
    return [
        _scalars(
            at,
            lambda x, w1, b1, w2, b2, y: 0.5 * square(sigmoid(sigmoid(x * w1 + b1) * w2 + b2) - y),
            lambda lib, x, w1, b1, w2, b2, y: (
                0.5 * (lib.sigmoid(lib.sigmoid(x * w1 + b1) * w2 + b2) - y) ** 2
            ),
            {
                "x": by_z1 * 0.5,
                "w1": by_z1 * 2,
                "b1": by_z1,
                "w2": by_z2 * 0.5,
                "b2": by_z2,
                "y": -error,
            },
        )
    ]


def _dense_case(
    x: Array,
    w: Array,
    b: Array,
    dvalues: Callable[[Array], Array],
    loss: Callable[[Library, Any], Any],
) -> Case:
    """A layer and a ReLU, with the loss's derivative by their outputs."""
    layer, bend = Dense(*w.shape), ReLU()
    layer.weights, layer.biases = w, b
    outputs = bend.forward(layer.forward(x))
    dinputs = layer.backward(bend.backward(dvalues(outputs)))
    by_sums = dvalues(outputs) * (x @ w + b > 0)
    names = "inputs", "weights", "biases"
    return Case(
        dict(zip(names, (x, w, b), strict=True)),
        lambda lib, at: loss(lib, lib.relu(at["inputs"] @ at["weights"] + at["biases"])),
        dict(zip(names, (dinputs, layer.dweights, layer.dbiases), strict=True)),
        dict(zip(names, dense_by_hand(x, w, by_sums), strict=True)),
    )


def _a_layer() -> list[Case]:
    weights = np.arange(1, 13).reshape(3, 4).T / 10
    return [
        _dense_case(
            np.array([[1.0, 2, 3, 4]]),
            weights,
            np.array([[0.1, 0.2, 0.3]]),
            lambda outputs: np.full((1, 3), 2 * outputs.sum()),
            lambda lib, outputs: lib.sum(outputs) ** 2,
        )
    ]


def _a_batch_of_ones() -> list[Case]:
    return [_dense_case(BATCH, NEURONS.T, BIASES, np.ones_like, lambda lib, y: lib.sum(y))]


def _a_batch_of_outputs() -> list[Case]:
    return [_dense_case(BATCH, NEURONS.T, BIASES, lambda y: y, lambda lib, y: lib.sum(y**2) / 2)]


def _softmax_in_two_steps() -> list[Case]:
    """Logits of the chapter's probabilities, the softmax and the loss each by itself."""
    p = np.array([[0.7, 0.1, 0.2], [0.1, 0.5, 0.4], [0.02, 0.9, 0.08]])
    logits, wanted = np.log(p), np.eye(3)[[0, 1, 1]]
    last, loss = Softmax(), CategoricalCrossEntropy()
    loss.forward(last.forward(logits), [0, 1, 1])
    return [
        Case(
            {"logits": logits},
            lambda lib, at: -lib.sum(lib.constant(wanted) * lib.log_softmax(at["logits"])) / 3,
            {"logits": last.backward(loss.backward())},
            {"logits": softmax_by_hand(logits, -wanted / p / 3)},
        )
    ]


def _network(
    network: Network,
    x: Array,
    targets: Any,
    activation: Callable[[Library, Any], Any],
    loss: Callable[[Library, Any], Any],
    by_hand: Callable[[Array, list[Array]], list[Array]],
) -> Case:
    """Two dense layers with an activation between: what each of their parameters gets."""
    first, last = (layer for layer in network.layers if isinstance(layer, Dense))
    network.forward(x, targets)
    network.backward()
    names = "first weights", "first biases", "last weights", "last biases"
    parameters = [first.weights, first.biases, last.weights, last.biases]
    ours = [first.dweights, first.dbiases, last.dweights, last.dbiases]

    def formula(lib: Library, at: Gradients) -> Any:
        hidden = activation(lib, lib.constant(x) @ at[names[0]] + at[names[1]])
        return loss(lib, hidden @ at[names[2]] + at[names[3]])

    return Case(
        dict(zip(names, parameters, strict=True)),
        formula,
        dict(zip(names, ours, strict=True)),
        dict(zip(names, by_hand(x, parameters), strict=True)),
    )


def _classifier(network: Network, x: Array, targets: Array) -> Case:
    """A network with a ReLU between, and the softmax cross-entropy behind."""
    wanted = np.eye(3)[targets]

    def by_hand(x: Array, parameters: list[Array]) -> list[Array]:
        w1, b1, w2, b2 = parameters
        sums = x @ w1 + b1
        hidden = np.maximum(sums, 0)
        dlogits = (softmax(hidden @ w2 + b2) - wanted) / len(x)
        dhidden, dw2, db2 = dense_by_hand(hidden, w2, dlogits)
        _, dw1, db1 = dense_by_hand(x, w1, dhidden * (sums > 0))
        return [dw1, db1, dw2, db2]

    return _network(
        network,
        x,
        targets,
        lambda lib, z: lib.relu(z),
        lambda lib, z: -lib.sum(lib.constant(wanted) * lib.log_softmax(z)) / len(x),
        by_hand,
    )


def _two_loops() -> list[Case]:
    first, last = Dense(2, 3), Dense(3, 3)
    first.weights, first.biases = [[1, -1, 0.5], [0.5, 2, -1]], [[0, 0.5, 0.5]]
    last.weights = [[1, 0, -1], [-0.5, 1, 0.5], [0.5, -1, 1]]
    last.biases = [[0.1, 0, -0.1]]
    network = Network([first, ReLU(), last], SoftmaxCrossEntropy())
    return [_classifier(network, np.array([[1.0, 2], [2, -1], [-1, 1]]), np.array([0, 1, 2]))]


def _square_layers() -> list[Case]:
    """Sigmoid layers of three: where only the right order of factors and transposes fits."""
    wanted = np.array([[1.0, 0, 0]])
    first, last = Dense(3, 3), Dense(3, 3)
    first.weights = [[0.5, -1, 0], [1, 0.5, -0.5], [0, 1, 0.5]]
    last.weights = [[1, -2, 0.5], [0, 1, 2], [-1, 0.5, 1]]
    network = Network([first, Sigmoid(), last, Sigmoid()], SquaredError())

    def by_hand(x: Array, parameters: list[Array]) -> list[Array]:
        w1, b1, w2, b2 = parameters
        a1 = 1 / (1 + np.exp(-(x @ w1 + b1)))
        a2 = 1 / (1 + np.exp(-(a1 @ w2 + b2)))
        dhidden, dw2, db2 = dense_by_hand(a1, w2, (a2 - wanted) * a2 * (1 - a2))
        _, dw1, db1 = dense_by_hand(x, w1, dhidden * a1 * (1 - a1))
        return [dw1, db1, dw2, db2]

    return [
        _network(
            network,
            np.array([[1.0, -1, 2]]),
            wanted,
            lambda lib, z: lib.sigmoid(z),
            lambda lib, z: lib.sum((lib.sigmoid(z) - lib.constant(wanted)) ** 2) / 2,
            by_hand,
        )
    ]


def _spiral() -> list[Case]:
    rng = np.random.RandomState(0)
    points = spiral(100, noise=0.2, rng=rng)
    hidden, last = Dense(2, 3, rng=rng, scale=0.01), Dense(3, 3, rng=rng, scale=0.01)
    network = Network([hidden, ReLU(), last], SoftmaxCrossEntropy())
    return [_classifier(network, points.inputs, points.targets)]


SUBJECTS = [
    Subject("one neuron", "ReLU(w · x + b)", CHAPTER_1, _one_neuron),
    Subject("a number used twice", "u · u", CHAPTER_1, _used_twice),
    Subject("a layer and its loss", "(sum of ReLU(X W + B))²", CHAPTER_3, _a_layer),
    Subject("a batch, ones coming in", "sum of ReLU(X W + B)", CHAPTER_4, _a_batch_of_ones),
    Subject("a batch, its outputs", "½ ‖ReLU(X W + B)‖²", CHAPTER_4, _a_batch_of_outputs),
    Subject(
        "softmax and loss apart", "−log p of the right class", CHAPTER_7, _softmax_in_two_steps
    ),
    Subject("two neurons in a row", "½ (σ(w₂ σ(w₁ x + b₁) + b₂) − y)²", CHAPTER_8, _two_neurons),
    Subject("two square layers", "½ ‖σ(σ(X W₁) W₂) − Y‖²", CHAPTER_8, _square_layers),
    Subject("a network of two loops", "2–3–3, ReLU, softmax", CHAPTER_8, _two_loops),
    Subject(
        "the first pass on the spiral", "2–3–3, ReLU, softmax", CHAPTER_12, _spiral, smooth=False
    ),
]
