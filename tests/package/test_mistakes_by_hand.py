"""Each mistake in a layer, a loss or a step gives the numbers of a formula that has the mistake."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from arrays import Array, assert_same, numbers, probabilities
from backprop.layers import Layer
from backprop.losses import Loss
from backprop.mistakes import CATALOGUE, activations, cross_entropies, dense, losses, optimizers
from backprop.optimizers import Optimizer

RNG = np.random.default_rng(5)
# As many samples as inputs and neurons: there each wrong product fits.
X, Z, W, D = (numbers(RNG, (3, 3)) for _ in range(4))
B = numbers(RNG, (1, 3))
ROW = np.ones((1, 3))
Y = np.eye(3)[[2, 0, 2]]


def sigmoid(z: Array) -> Array:
    return 1 / (1 + np.exp(-z))


def softmax(z: Array) -> Array:
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


DENSE: dict[type, dict[str, Array]] = {
    dense.NoTranspose: {"dinputs": D @ W},
    dense.WrongTranspose: {"dweights": X @ D.T},
    dense.Elementwise: {"dweights": X.T * D, "dinputs": D * W.T},
    dense.SwappedFactors: {"dweights": D.T @ X},
    dense.SwappedBack: {"dinputs": W @ D.T},
    dense.OneColumn: {"dweights": X.T @ D[:, [0, 0, 0]]},
    dense.BiasesOverNeurons: {"dbiases": D.sum(axis=1).reshape(1, 3)},
    dense.BiasesWithoutAxis: {"dbiases": D.sum(axis=0)},
    dense.BiasesNotSummed: {"dbiases": D},
    dense.DividedInLayer: {"dweights": X.T @ D / 3, "dbiases": ROW @ D / 3},
    dense.LastSampleOnly: {"dweights": np.outer(X[2], D[2]), "dbiases": D[2:]},
    dense.DenseLocalOnly: {
        "dweights": np.outer(X.sum(axis=0), ROW),
        "dbiases": 3 * ROW,
        "dinputs": np.outer(ROW, W.sum(axis=1)),
    },
    dense.OwnFactor: {"dweights": W * D.sum(axis=0)},
    dense.OnePath: {"dinputs": np.outer(D[:, 0], W[:, 0])},
    dense.BiasForGradient: {"dbiases": B},
}
# With inputs Z and incoming gradients D.
ACTIVATIONS: dict[type, Array] = {
    activations.ReLUWithoutSlope: D,
    activations.ReLULocalOnly: (Z > 0) * 1.0,
    activations.ReLUInPlace: (Z > 0) * D,
    activations.MaskFromOutput: D,
    activations.MaskFromGradient: np.maximum(D, 0),
    activations.SigmoidWithoutSlope: D,
    activations.SigmoidLocalOnly: sigmoid(Z) * sigmoid(-Z),
    activations.SigmoidInPlace: sigmoid(Z) * sigmoid(-Z) * D,
    activations.SigmoidTwice: D * sigmoid(sigmoid(Z)) * sigmoid(-sigmoid(Z)),
    activations.SigmoidHalfSlope: D * sigmoid(Z),
    activations.TanhWithoutSlope: D,
    activations.TanhLocalOnly: 1 / np.cosh(Z) ** 2,
    activations.TanhInPlace: D / np.cosh(Z) ** 2,
    activations.TanhWithoutSquare: D * (1 - np.tanh(Z)),
    activations.TanhTwice: D / np.cosh(np.tanh(Z)) ** 2,
    activations.SoftmaxElementwise: D * softmax(Z) * (1 - softmax(Z)),
    activations.SoftmaxWithoutSlope: D,
    activations.SoftmaxPlainMean: softmax(Z) * (D - D.mean(axis=1, keepdims=True)),
    activations.SoftmaxOverBatch: softmax(Z) * (D - (D * softmax(Z)).sum(axis=0)),
}
P = probabilities(RNG, (3, 3))
MISSES = P - Y
# Of predictions P (logits Z, for a fused loss) and targets Y; a stale one had logits X before,
# and targets of the samples before or after.
BEFORE = Y[[1, 2, 0]]
FUSED = softmax(Z) - Y
ZERO_ONE = np.array([[1.0], [0], [1]])
BINARY = sigmoid(Z[:, :1]) - ZERO_ONE
LOSSES: dict[type, Array] = {
    losses.SquaredErrorNotDivided: MISSES,
    losses.SquaredErrorDividedTwice: MISSES / 9,
    losses.SquaredErrorSign: -MISSES / 3,
    losses.SquaredErrorOtherTargets: (P - Y[[2, 0, 1]]) / 3,
    losses.SquaredErrorStaleTargets: (P - BEFORE) / 3,
    losses.SquaredErrorOverElements: MISSES / 9,
    losses.SquaredErrorOverFeatures: MISSES / 3,
    losses.SquaredErrorTwice: 2 * MISSES / 3,
    losses.EveryTarget: (P - Y.mean(axis=0)) / 3,
    cross_entropies.CrossEntropyNotDivided: -Y / P,
    cross_entropies.CrossEntropyDividedTwice: -Y / P / 9,
    cross_entropies.CrossEntropyOtherTargets: -Y[[2, 0, 1]] / P / 3,
    cross_entropies.CrossEntropyStaleTargets: -BEFORE / P / 3,
    cross_entropies.CrossEntropySign: Y / P / 3,
    cross_entropies.CrossEntropyOfLogits: MISSES / 3,
    cross_entropies.CrossEntropyWithoutLog: -Y / 3,
    cross_entropies.CrossEntropyNotClipped: -Y / P / 3,
    cross_entropies.FusedNotDivided: FUSED,
    cross_entropies.FusedDividedTwice: FUSED / 9,
    cross_entropies.FusedOtherTargets: (softmax(Z) - Y[[2, 0, 1]]) / 3,
    cross_entropies.FusedStaleTargets: (softmax(Z) - BEFORE) / 3,
    cross_entropies.FusedSign: -FUSED / 3,
    cross_entropies.FusedWithoutTarget: softmax(Z) / 3,
    cross_entropies.FusedStale: (softmax(X) - Y) / 3,
    cross_entropies.FusedTwice: (softmax(softmax(Z)) - Y) / 3,
    cross_entropies.FusedWithSlope: FUSED / 3 * softmax(Z) * (1 - softmax(Z)),
    cross_entropies.FusedThroughSoftmax: softmax(Z)
    * (FUSED - (FUSED * softmax(Z)).sum(axis=1, keepdims=True))
    / 3,
    cross_entropies.BinaryNotDivided: BINARY,
    cross_entropies.BinaryDividedTwice: BINARY / 9,
    cross_entropies.BinaryOtherTargets: (sigmoid(Z[:, :1]) - ZERO_ONE[[2, 0, 1]]) / 3,
    cross_entropies.BinarySign: -BINARY / 3,
    cross_entropies.BinaryWithoutTarget: sigmoid(Z[:, :1]) / 3,
    cross_entropies.BinaryWithSlope: BINARY / 3 * sigmoid(Z[:, :1]) * sigmoid(-Z[:, :1]),
}
# On one number that starts at 1, with the gradients 2, −1, 4: see BY_HAND in test_optimizers.py.
ROOTS = 304 / 37
STEPS: list[tuple[Callable[[], Optimizer], tuple[float, float, float]]] = [
    (lambda: optimizers.Uphill(0.1), (1.2, 1.1, 1.5)),
    (lambda: optimizers.Uphill(0.1, decay=0.5), (1.2, 1.2 - 0.2 / 3, 1.4 - 0.2 / 3)),
    (lambda: optimizers.WithoutRate(0.1), (-1, 0, -4)),
    (lambda: optimizers.DividedByN(0.1, decay=0.5), (0.9, 0.9 + 0.1 / 3, 0.8 + 0.1 / 3)),
    (lambda: optimizers.OneStepLate(0.1, decay=0.5), (1, 1 - 0.4 / 3, 1.05 - 0.4 / 3)),
    (lambda: optimizers.OnACopy(0.1), (1, 1, 1)),
    (lambda: optimizers.WithoutDecay(0.1, decay=0.5), (0.8, 0.9, 0.5)),
    (lambda: optimizers.MomentumUphill(0.1, momentum=0.5), (1.2, 1.2, 1.6)),
    (lambda: optimizers.VelocityNotKept(0.1, momentum=0.5), (0.8, 0.9, 0.5)),
    (lambda: optimizers.VelocityWithoutDecay(0.1, momentum=0.5), (0.8, 0.7, 0.2)),
    (
        lambda: optimizers.VelocityWithoutDecay(0.1, momentum=0.5, nesterov=True),
        (0.7, 0.75, 0.1),
    ),
    (lambda: optimizers.WeightedGradient(0.1, momentum=0.75), (0.95, 0.9375, 0.828125)),
    (lambda: optimizers.NoLookAhead(0.1, momentum=0.5, nesterov=True), (0.8, 0.8, 0.4)),
    (
        lambda: optimizers.AdamUphill(0.1, beta1=0.5, beta2=0.75, epsilon=2),
        (1.05, 1.05, 1.05 + 0.1 * (16 / 7) / (np.sqrt(ROOTS) + 2)),
    ),
    (
        lambda: optimizers.WithoutCorrection(0.1, beta1=0.5, beta2=0.75, epsilon=2),
        (1 - 0.1 / 3, 1 - 0.1 / 3, 1 - 0.1 / 3 - 0.2 / (np.sqrt(4.75) + 2)),
    ),
    (
        lambda: optimizers.StepsNotCounted(0.1, beta1=0.5, beta2=0.75, epsilon=2),
        (0.95, 0.95, 0.95 - 0.4 / (np.sqrt(19) + 2)),
    ),
    (
        lambda: optimizers.WithoutRoot(0.1, beta1=0.5, beta2=0.75, epsilon=2),
        (1 - 0.1 / 3, 1 - 0.1 / 3, 1 - 0.1 / 3 - 0.1 * (16 / 7) / (ROOTS + 2)),
    ),
]
WITH_A_PAST = {
    dense.StaleInputs,
    dense.OneBatchBehind,
    dense.Forgetful,
    dense.NotReset,
    dense.UpdatesItself,
}


def layer(kind: Any, n_inputs: int = 3, n_neurons: int = 3) -> Any:
    made = kind(n_inputs, n_neurons)
    made.weights, made.biases = W[:n_inputs, :n_neurons], B[:, :n_neurons]
    return made


def right_of(kind: type) -> Any:
    return next(each.right for each in CATALOGUE if each.variant is kind)()


def test_every_mistake_in_a_layer_a_loss_or_a_step_is_here() -> None:
    found = {each.variant for each in CATALOGUE if issubclass(each.right, Layer | Loss | Optimizer)}
    steps = {type(make()) for make, _ in STEPS}
    assert found == {*DENSE, *WITH_A_PAST, *ACTIVATIONS, *LOSSES, *steps}


@pytest.mark.parametrize("kind", DENSE, ids=lambda kind: kind.__name__)
def test_in_a_dense_layer(kind: type) -> None:
    it = layer(kind)
    assert_same(it.forward(X), X @ W + B)
    found = {"dinputs": it.backward(D), "dweights": it.dweights, "dbiases": it.dbiases}
    right = {"dinputs": D @ W.T, "dweights": X.T @ D, "dbiases": ROW @ D}
    for name, wanted in (right | DENSE[kind]).items():
        assert_same(found[name], wanted)


def test_a_dense_layer_in_single_precision_stays_there() -> None:
    it = dense.OnePath(3, 3, dtype=np.float32)
    assert it.forward(X).dtype == it.backward(D).dtype == np.float32


def test_whole_numbers_that_come_in_go_out_as_floats() -> None:
    it = activations.ReLUWithoutSlope()
    it.forward([[1, -2]])
    assert it.backward([[3, 4]]).dtype == float


def test_where_a_product_does_not_fit() -> None:
    narrow, d = layer(dense.NoTranspose, 3, 2), D[:, :2]
    narrow.forward(X)
    assert_same(narrow.backward(d), np.zeros((3, 3)))
    narrow = layer(dense.BiasesOverNeurons, 3, 2)
    narrow.forward(X)
    narrow.backward(d)
    assert_same(narrow.dbiases, d.sum(axis=1, keepdims=True))


def test_stale_inputs() -> None:
    batches, found = (X, Z, P), {}
    for kind in (dense.StaleInputs, dense.OneBatchBehind):
        it = layer(kind)
        found[kind] = []
        for batch in batches:
            assert_same(it.forward(batch), batch @ W + B)
            assert_same(it.backward(D), D @ W.T)
            found[kind].append(it.dweights)
    for place, (first, behind) in enumerate(zip(*found.values(), strict=True)):
        assert_same(first, X.T @ D)
        assert_same(behind, batches[max(0, place - 1)].T @ D)
    for kind in found:
        it = layer(kind)
        it.forward(X)
        it.forward(Z[:2])  # of another size: there nothing is stale
        it.backward(D[:2])
        assert_same(it.dweights, Z[:2].T @ D[:2])


def test_gradients_that_are_not_reset() -> None:
    it = layer(dense.NotReset)
    for batch, so_far in ((X, X), (Z, X + Z)):
        it.forward(batch)
        assert_same(it.backward(D), D @ W.T)
        assert_same(it.dweights, so_far.T @ D)
    assert_same(it.dbiases, 2 * ROW @ D)


def test_weights_that_are_changed_too_early() -> None:
    it = layer(dense.UpdatesItself)
    it.forward(X)
    dinputs = it.backward(D)
    assert_same(it.weights, W - 0.1 * X.T @ D)
    assert_same(it.biases, B - 0.1 * ROW @ D)
    assert_same(dinputs, D @ it.weights.T)
    assert_same(it.dweights, X.T @ D)


@pytest.mark.parametrize("kind", ACTIVATIONS, ids=lambda kind: kind.__name__)
def test_in_an_activation(kind: Any) -> None:
    it, incoming = kind(), D.copy()
    right = right_of(kind)
    assert_same(it.forward(Z), right.forward(Z))
    dinputs = it.backward(incoming)
    assert_same(dinputs, ACTIVATIONS[kind])
    in_place = kind.__name__.endswith("InPlace")
    assert (dinputs is incoming) == in_place
    assert np.array_equal(incoming, D) is not in_place


@pytest.mark.parametrize("kind", LOSSES, ids=lambda kind: kind.__name__)
def test_in_a_loss(kind: Any) -> None:
    it = kind()
    right = right_of(kind)
    predictions, before, targets = P, P[[1, 2, 0]], Y
    if kind.__name__.startswith("Fused"):
        predictions, before = Z, X
    elif kind.__name__.startswith("Binary"):
        predictions, before, targets = Z[:, :1], X[:, :1], ZERO_ONE
    assert it.forward(before, targets[[1, 2, 0]]) == right.forward(before, targets[[1, 2, 0]])
    it.backward()
    assert it.forward(predictions, targets) == right.forward(predictions, targets)
    assert_same(it.backward(), LOSSES[kind])


def test_stale_targets_and_probabilities_of_another_batch_size_are_new() -> None:
    for kind in (losses.SquaredErrorStaleTargets, cross_entropies.FusedStale):
        stale, right = kind(), right_of(kind)
        stale.forward(P, Y)
        assert stale.forward(P[:2], Y[:2]) == right.forward(P[:2], Y[:2])
        assert_same(stale.backward(), right.backward())


def test_a_probability_that_the_loss_has_clipped() -> None:
    loss = cross_entropies.CrossEntropyNotClipped()
    loss.forward([[1e-9, 1 - 1e-9], [0.0, 1.0], [1.0, 0.0]], [0, 0, 0])
    assert_same(loss.backward(), np.array([[-1e9 / 3, 0], [-np.inf, 0], [-1 / 3, 0]]))


@pytest.mark.parametrize(("make", "path"), STEPS)
def test_in_a_step(make: Callable[[], Optimizer], path: tuple[float, ...]) -> None:
    optimizer, x, found = make(), np.array([[1.0]]), []
    for gradient in (2.0, -1.0, 4.0):
        optimizer.step([(x, np.array([[gradient]]))])
        found.append(float(x[0, 0]))
    assert found == pytest.approx(path, rel=1e-14)
