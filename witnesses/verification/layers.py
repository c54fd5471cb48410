"""The backward passes of layers and activations, at random numbers off the kinks."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from arrays import dense, numbers
from backprop import Linear, ReLU, Sigmoid, Softmax, Tanh
from backprop.layers import Layer
from verification.libraries import Array, Library
from verification.subject import Case, Subject, at_random

CHAPTER_3 = "[3](03-backpropagate-a-layer.ipynb)"
CHAPTER_6 = "[6](06-pass-through-activations.ipynb)"
CHAPTER_7 = "[7](07-differentiate-softmax-and-loss.ipynb)"


def written_out(shape: tuple[int, ...], terms: Callable[..., Iterable[float]]) -> Array:
    """A matrix whose entries are sums, each added term by term as on paper."""
    sums = [sum(terms(*index), 0.0) for index in np.ndindex(shape)]
    return np.array(sums).reshape(shape)


def dense_by_hand(x: Array, w: Array, d: Array) -> tuple[Array, Array, Array]:
    """``dinputs``, ``dweights`` and ``dbiases`` of inputs, weights and the incoming gradient."""
    samples, neurons = range(len(x)), range(w.shape[1])
    return (
        written_out(x.shape, lambda n, i: (d[n, j] * w[i, j] for j in neurons)),
        written_out(w.shape, lambda i, j: (x[n, i] * d[n, j] for n in samples)),
        written_out((1, len(neurons)), lambda _, j: (d[n, j] for n in samples)),
    )


def _dense(rng: np.random.Generator) -> Case:
    n_samples, n_inputs, n_neurons = (int(size) for size in rng.integers(2, 6, 3))
    layer, inputs = dense(rng, n_inputs, n_neurons), numbers(rng, (n_samples, n_inputs))
    dvalues = numbers(rng, layer.forward(inputs).shape)
    dinputs = layer.backward(dvalues)
    names = "dinputs", "dweights", "dbiases"
    return Case(
        dict(zip(names, (inputs, layer.weights, layer.biases), strict=True)),
        lambda lib, at: lib.sum(
            (at["dinputs"] @ at["dweights"] + at["dbiases"]) * lib.constant(dvalues)
        ),
        dict(zip(names, (dinputs, layer.dweights, layer.dbiases), strict=True)),
        dict(zip(names, dense_by_hand(inputs, layer.weights, dvalues), strict=True)),
    )


def softmax_by_hand(z: Array, dvalues: Array) -> Array:
    """Each sample's Jacobian, diag(p) − p pᵀ, times what comes in."""
    exponentials = np.exp(z)
    rows = exponentials / exponentials.sum(axis=1, keepdims=True)
    pairs = zip(rows, dvalues, strict=True)
    return np.array([(np.diag(p) - np.outer(p, p)) @ d for p, d in pairs])


def _activation(
    make: Callable[[], Layer],
    outputs: Callable[[Library, Array], Array],
    dinputs: Callable[[Array, Array], Array],
) -> Callable[[np.random.Generator], Case]:
    def draw(rng: np.random.Generator) -> Case:
        shape = int(rng.integers(2, 6)), int(rng.integers(2, 6))
        inputs, dvalues, layer = numbers(rng, shape), numbers(rng, shape), make()
        layer.forward(inputs)
        return Case(
            {"dinputs": inputs},
            lambda lib, at: lib.sum(outputs(lib, at["dinputs"]) * lib.constant(dvalues)),
            {"dinputs": layer.backward(dvalues)},
            {"dinputs": dinputs(inputs, dvalues)},
        )

    return draw


def _logistic(z: Array) -> Array:
    return 1 / (1 + np.exp(-z))


SUBJECTS = [
    Subject("`Dense`", "X W + B", CHAPTER_3, at_random(_dense)),
    Subject(
        "`Linear`",
        "z",
        CHAPTER_6,
        at_random(_activation(Linear, lambda lib, z: z * 1.0, lambda z, d: d)),
    ),
    Subject(
        "`ReLU`",
        "max(z, 0)",
        CHAPTER_6,
        at_random(
            _activation(ReLU, lambda lib, z: lib.relu(z), lambda z, d: np.where(z > 0, d, 0))
        ),
    ),
    Subject(
        "`Sigmoid`",
        "1 / (1 + exp(−z))",
        CHAPTER_6,
        at_random(
            _activation(
                Sigmoid,
                lambda lib, z: lib.sigmoid(z),
                lambda z, d: d * _logistic(z) * (1 - _logistic(z)),
            )
        ),
    ),
    Subject(
        "`Tanh`",
        "tanh(z)",
        CHAPTER_6,
        at_random(
            _activation(Tanh, lambda lib, z: lib.tanh(z), lambda z, d: d * (1 - np.tanh(z) ** 2))
        ),
    ),
    Subject(
        "`Softmax`",
        "exp(z) / sum of exp(z)",
        CHAPTER_7,
        at_random(
            _activation(Softmax, lambda lib, z: lib.exp(lib.log_softmax(z)), softmax_by_hand)
        ),
    ),
]
