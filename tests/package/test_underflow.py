"""With ``np.errstate(all="raise")``: what is too small becomes 0, and only divergence diverges."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from arrays import Array
from backprop import (
    SGD,
    Adam,
    CategoricalCrossEntropy,
    Dense,
    Linear,
    Momentum,
    Network,
    ReLU,
    Sigmoid,
    SigmoidCrossEntropy,
    Softmax,
    SoftmaxCrossEntropy,
    SquaredError,
    Tanh,
)
from backprop.datasets import Standardisation
from networks import OwnLoss, OwnReLU

TINY = 1e-200  # its square is 0


@pytest.fixture(autouse=True)
def _numpy_raises() -> Iterator[None]:
    with np.errstate(all="raise"):
        yield


def after_forward(layer: Any, inputs: Any) -> Any:
    layer.forward(inputs)
    return layer


def dense(dtype: Any = float, weight: float = TINY) -> Dense:
    layer = Dense(2, 2, dtype=dtype)
    layer.weights = np.full((2, 2), weight)
    return layer


CALLS: dict[str, tuple[Callable[[], Any], Any]] = {
    "Softmax": (lambda: Softmax().forward([[0, -1000]]), [[1, 0]]),
    "Softmax, backward": (
        lambda: after_forward(Softmax(), [[0, -700]]).backward([[TINY, -TINY]]),
        [[0, 0]],
    ),
    "Softmax, jacobian": (
        lambda: after_forward(Softmax(), [[0, -700]]).jacobian(0)[1, 1],
        np.exp(-700.0),
    ),
    "Sigmoid": (lambda: Sigmoid().forward([[-1000, 1000]]), [[0, 1]]),
    "Sigmoid, backward": (
        lambda: after_forward(Sigmoid(), [[-700]]).backward([[TINY]]),
        [[0]],
    ),
    "Dense": (lambda: dense().forward([[TINY, TINY]]), [[0, 0]]),
    "Dense, backward": (
        lambda: after_forward(dense(), [[TINY, TINY]]).backward([[TINY, TINY]]),
        [[0, 0]],
    ),
    "Dense, single precision": (
        lambda: dense(np.float32, 1e-30).forward([[1e-300, 1]]),
        [[np.float32(1e-30)] * 2],
    ),
    "Dense, weights": (lambda: dense(np.float32).weights, [[0, 0], [0, 0]]),
    "Tanh": (lambda: Tanh().forward([[-1000, TINY]]), [[-1, TINY]]),
    "Tanh, backward": (lambda: after_forward(Tanh(), [[300, 1]]).backward([[TINY, 0]]), [[0, 0]]),
    "ReLU": (lambda: after_forward(ReLU(), [[TINY]]).backward([[TINY]]), [[TINY]]),
    "SquaredError": (lambda: SquaredError().forward([[TINY]], [[0]]), 0),
    "SquaredError, per sample": (lambda: SquaredError().per_sample([[TINY]], [[0]]), [0]),
    "SquaredError, backward": (
        lambda: after_loss(SquaredError(), [[5e-324], [0]], [[0], [0]]).backward(),
        [[0], [0]],
    ),
    "CategoricalCrossEntropy": (
        lambda: CategoricalCrossEntropy().forward([[1 - 1e-7, 5e-324]], [1]),
        -np.log(1e-7),
    ),
    "SoftmaxCrossEntropy": (lambda: SoftmaxCrossEntropy().forward([[0, -1000]], [0]), 0),
    "SoftmaxCrossEntropy, per sample": (
        lambda: SoftmaxCrossEntropy().per_sample([[0, -1000]], [1]),
        [1000],
    ),
    "SigmoidCrossEntropy": (lambda: SigmoidCrossEntropy().forward([[1000]], [1]), 0),
    "SigmoidCrossEntropy, backward": (
        lambda: after_loss(SigmoidCrossEntropy(), [[-1000]], [TINY]).backward(),
        [[-TINY]],
    ),
    "a reader's own loss, targets of a network in single precision": (
        lambda: Network([dense(np.float32)], OwnLoss()).forward([[0, 0]], [[1e-300, 0]]),
        0,
    ),
    "Standardisation": (lambda: Standardisation([[TINY], [1]])([[TINY], [1]]), [[-1], [1]]),
    "Standardisation, undone": (lambda: Standardisation([[TINY], [0]]).undo([[TINY]])[0, 0] > 0, 1),
}


def after_loss(loss: Any, predictions: Any, targets: Any) -> Any:
    loss.forward(predictions, targets)
    return loss


@pytest.mark.parametrize("call", CALLS)
def test_too_small_is_0(call: str) -> None:
    compute, expected = CALLS[call]
    computed = compute()
    with np.errstate(under="ignore"):
        assert np.allclose(computed, expected, rtol=1e-6, atol=1e-300)


@pytest.mark.parametrize("make", [SGD, Momentum, lambda: Momentum(nesterov=True), Adam])
def test_optimizers(make: Any) -> None:
    optimizer = make()
    for dtype in (np.float32, np.float64):
        parameter = np.ones((1, 2), dtype)
        for gradient in (1e-300, 1e-320, 0.0):
            optimizer.step([(parameter, np.full((1, 2), gradient))])
        assert (parameter == 1).all()


@pytest.mark.parametrize("hidden", [ReLU, Sigmoid, OwnReLU])
def test_a_sound_training_is_not_stopped(hidden: Any) -> None:
    """Inputs of 0 and ±1000: a softmax of nearly 0, and gradients that are."""
    rng = np.random.default_rng(1)
    x = rng.choice([0.0, 1000.0, -1000.0, TINY], (20, 2))
    layers = [Dense(2, 4, rng=rng), hidden(), Dense(4, 2, rng=rng)]
    network = Network(layers, SoftmaxCrossEntropy())
    history = network.fit(x, rng.integers(2, size=20), SGD(0.01), 20, 5, rng=rng)
    assert history.loss[-1] < history.loss[0]


class Divides(OwnReLU):
    """A layer with a fault of its own, which has nothing to do with divergence."""

    def forward(self, inputs: Array) -> Array:
        return super().forward(inputs / np.zeros(1))


class TestBlame:
    @pytest.mark.parametrize("method", ["fit", "step", "forward", "evaluate"])
    def test_a_fault_of_a_readers_own_is_not_called_divergence(self, method: str) -> None:
        layers = [Linear(), Divides(), Dense(1, 1)]
        network = Network(layers, SquaredError())
        more = {"fit": (SGD(), 1), "step": (SGD(),)}.get(method, ())
        with pytest.raises(FloatingPointError, match=r"^divide by zero encountered"):
            getattr(network, method)([[1.0]], [[1.0]], *more)

    def test_divergence_still_is(self) -> None:
        network = Network([Dense(1, 1)], SquaredError())
        with pytest.raises(FloatingPointError, match="too high a learning rate"):
            network.fit([[1.0], [2.0]], [[1.0], [3.0]], SGD(1e40), 50)
