"""Networks for the tests: of each kind of layer and loss, with numbers in which nothing hides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import DTypeLike

from arrays import Array, Draw, dense, generators, numbers
from backprop import (
    CategoricalCrossEntropy,
    Dense,
    Linear,
    Network,
    ReLU,
    Sigmoid,
    SigmoidCrossEntropy,
    Softmax,
    SoftmaxCrossEntropy,
    SquaredError,
    Tanh,
)


class OwnReLU:
    """A reader's own layer, without our base class, that keeps what it takes and what it gives."""

    def forward(self, inputs: Array) -> Array:
        self.inputs = inputs
        self.outputs = np.maximum(inputs, 0)
        return self.outputs

    def backward(self, dvalues: Array) -> Array:
        self.dinputs = dvalues * (self.outputs > 0)
        return self.dinputs

    def __repr__(self) -> str:
        return "OwnReLU()"


class OwnDense(Dense):
    """A layer that derives from ours and does the same."""

    def backward(self, dvalues: Any) -> Array:
        return super().backward(dvalues)


class OwnLoss:
    """A reader's own loss."""

    def forward(self, predictions: Array, targets: Any) -> float:
        self.misses = predictions - targets
        return float((self.misses**2).sum() / 2 / len(self.misses))

    def backward(self) -> Array:
        return self.misses / len(self.misses)

    def __repr__(self) -> str:
        return "OwnLoss()"


def own_dense(rng: Draw, n_inputs: int, n_neurons: int, dtype: DTypeLike) -> OwnDense:
    layer = OwnDense(n_inputs, n_neurons, dtype=dtype)
    layer.weights = numbers(rng, (n_inputs, n_neurons))
    layer.biases = numbers(rng, (1, n_neurons))
    return layer


BETWEEN: dict[str, Any] = {
    "none": list,
    "Linear": lambda: [Linear()],
    "ReLU": lambda: [ReLU()],
    "Sigmoid": lambda: [Sigmoid()],
    "Tanh": lambda: [Tanh()],
    "Softmax": lambda: [Softmax()],
    "Sigmoid and ReLU": lambda: [Sigmoid(), Linear(), ReLU()],
    "two ReLUs": lambda: [ReLU(), ReLU()],
    "own ReLU": lambda: [OwnReLU()],
    "own ReLU and ReLU": lambda: [OwnReLU(), ReLU(), OwnReLU()],
}
LOSSES: dict[str, Any] = {
    "SquaredError": lambda: ([], SquaredError()),
    "ReLU, SquaredError": lambda: ([ReLU()], SquaredError()),
    "SoftmaxCrossEntropy": lambda: ([], SoftmaxCrossEntropy()),
    "Softmax, CategoricalCrossEntropy": lambda: ([Softmax()], CategoricalCrossEntropy()),
    "SigmoidCrossEntropy": lambda: ([], SigmoidCrossEntropy()),
    "own loss": lambda: ([], OwnLoss()),
}


@dataclass(frozen=True)
class NetworkCase:
    """A network and a batch for it."""

    network: Network
    inputs: Array
    targets: Array


def network_case(
    between: str, loss: str, rng: Draw, dtype: DTypeLike = float, derived: bool = False
) -> NetworkCase:
    n_samples, n_inputs, n_hidden, n_outputs = (int(size) for size in rng.integers(2, 6, 4))
    if loss == "SigmoidCrossEntropy":
        n_outputs = 1
    make = own_dense if derived else dense
    behind, of_loss = LOSSES[loss]()
    layers = [make(rng, n_inputs, n_hidden, dtype), *BETWEEN[between]()]
    layers += [dense(rng, n_hidden, n_outputs, dtype), *behind]
    has_classes = "CrossEntropy" in loss
    classes = rng.integers(2 if n_outputs == 1 else n_outputs, size=n_samples)
    targets = classes if has_classes else numbers(rng, (n_samples, n_outputs))
    return NetworkCase(
        Network(layers, of_loss), numbers(rng, (n_samples, n_inputs), dtype), targets
    )


def network_cases(between: str, loss: str, dtype: DTypeLike = float) -> Any:
    return st.builds(
        network_case, st.just(between), st.just(loss), generators, st.just(dtype), st.booleans()
    )
