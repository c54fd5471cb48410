"""What each public method refuses: the error says what was expected and what came, nothing is lost.

Each method that takes a matrix, against each matrix that is none; then what only some of them take.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pytest

from arrays import Array, dense, numbers, probabilities
from backprop import (
    CategoricalCrossEntropy,
    Dense,
    Linear,
    ReLU,
    Sigmoid,
    Softmax,
    SoftmaxCrossEntropy,
    SquaredError,
    Tanh,
    check_gradients,
)

N_SAMPLES, N_VALUES, N_NEURONS = 2, 3, 4
ACTIVATIONS: tuple[type, ...] = (Linear, ReLU, Sigmoid, Tanh, Softmax)
CROSS_ENTROPIES: tuple[type, ...] = (CategoricalCrossEntropy, SoftmaxCrossEntropy)
BATCH = probabilities(np.random.default_rng(1), (N_SAMPLES, N_VALUES))
DVALUES = numbers(np.random.default_rng(2), (N_SAMPLES, N_NEURONS))
CLASSES = [2, 0]


def after_a_pass(kind: type) -> Any:
    """Something that has remembered a batch."""
    if kind is Dense:
        it: Any = dense(np.random.default_rng(3), N_VALUES, N_NEURONS)
        it.forward(BATCH)
        it.backward(DVALUES)
    else:
        it = kind()
        it.forward(BATCH, *([] if kind in ACTIVATIONS else [targets_of(kind)]))
    return it


def targets_of(kind: type) -> Any:
    return CLASSES if kind in CROSS_ENTROPIES else -BATCH


def state(it: Any) -> list[Array]:
    """What it remembers, as far as its next backward pass shows it."""
    if isinstance(it, Dense):
        return [it.weights, it.biases, it.dweights, it.dbiases, it.backward(DVALUES)]
    return [it.backward(BATCH) if isinstance(it, ACTIVATIONS) else it.backward()]


def assert_refused(
    kind: type, call: Callable[[Any], object], error: type[Exception], *says: str
) -> None:
    """Check that an error begins with these words, in this order, and that nothing is lost."""
    it = after_a_pass(kind)
    before = [array.copy() for array in state(it)]
    with pytest.raises(error, match="^" + ".*".join(map(re.escape, says))):
        call(it)
    for ours, wanted in zip(state(it), before, strict=True):
        assert np.array_equal(ours, wanted)


@dataclass(frozen=True)
class Taker:
    """A method, one of whose arguments is a matrix of a given shape."""

    kind: type
    expects: str
    shape: tuple[str | int, str | int]
    call: Callable[[Any, Any], object]

    def __str__(self) -> str:
        return self.expects.replace(" expects", "")

    @property
    def good(self) -> Array:
        """A matrix that it takes."""
        free = {"n_samples": N_SAMPLES, "n_values": N_VALUES, "n_classes": N_VALUES}
        rows, columns = (free.get(str(size), size) for size in self.shape)
        return np.full((rows, N_VALUES if columns == "n_outputs" else columns), 1 / N_VALUES)


def _takers() -> list[Taker]:
    n, batch = "n_samples", (N_SAMPLES, N_VALUES)
    found = [
        Taker(Dense, "Dense.forward expects inputs", (n, N_VALUES), Dense.forward),
        Taker(Dense, "Dense.backward expects dvalues", (N_SAMPLES, N_NEURONS), Dense.backward),
        Taker(Dense, "Dense expects weights", (N_VALUES, N_NEURONS), partial(assign, "weights")),
        Taker(Dense, "Dense expects biases", (1, N_NEURONS), partial(assign, "biases")),
        Taker(Dense, "check_gradients expects inputs", (n, "n_values"), check_gradients),
    ]
    for kind in ACTIVATIONS:
        name = kind.__name__
        found += [
            Taker(kind, f"{name}.forward expects inputs", (n, "n_values"), kind.forward),
            Taker(kind, f"{name}.backward expects dvalues", batch, kind.backward),
        ]
    for kind in (SquaredError, *CROSS_ENTROPIES):
        columns = "n_outputs" if kind is SquaredError else "n_classes"
        found += [
            Taker(
                kind,
                f"{kind.__name__}.{method} expects predictions",
                (n, columns),
                lambda loss, bad, method=method: getattr(loss, method)(bad, targets_of(type(loss))),
            )
            for method in ("forward", "per_sample")
        ]
    found += [
        Taker(
            SquaredError,
            f"SquaredError.{method} expects targets",
            batch,
            lambda loss, bad, method=method: getattr(loss, method)(BATCH, bad),
        )
        for method in ("forward", "per_sample")
    ]
    return found


def assign(name: str, layer: Dense, values: Any) -> None:
    setattr(layer, name, values)


def with_last(good: Array, value: float) -> Array:
    bad = good.copy()
    bad[-1, -1] = value
    return bad


# For each, from a good matrix: the bad one, the error, and how the message says what came.
BAD_MATRICES: dict[str, Callable[[Array], tuple[Any, type[Exception], str]]] = {
    "one sample without its row": lambda good: (
        good[0],
        ValueError,
        f"got ({good.shape[1]},). One sample is written [[…]].",
    ),
    "a number": lambda good: (3.0, ValueError, "got ()."),
    "three dimensions": lambda good: (good[None], ValueError, f"got {(1, *good.shape)}."),
    "nothing": lambda good: ([], ValueError, "got (0,)."),
    "no samples": lambda good: (good[:0], ValueError, f"got (0, {good.shape[1]})."),
    "no columns": lambda good: (good[:, :0], ValueError, f"got ({good.shape[0]}, 0)."),
    "rows of different lengths": lambda good: ([[1, 2], [3]], ValueError, "got [[1, 2], [3]]."),
    "NaN": lambda good: (with_last(good, np.nan), ValueError, f"got nan at {last(good)}."),
    "infinity": lambda good: (with_last(good, np.inf), ValueError, f"got inf at {last(good)}."),
    "minus infinity": lambda good: (with_last(good, -np.inf), ValueError, "got -inf at"),
    "text": lambda good: (good.astype(str), TypeError, "got dtype <U32."),
    "complex": lambda good: (good + 1j, TypeError, "got dtype complex128."),
    "dates": lambda good: (good.astype("M8[D]"), TypeError, "got dtype datetime64[D]."),
    "None": lambda good: (None, TypeError, "got NoneType."),
    "something else": lambda good: ([[1, None]], TypeError, "got None in column 1, row 0."),
}
EXPECTED = {"rows of different lengths": "rows of equal length"} | dict.fromkeys(
    ("NaN", "infinity", "minus infinity"), "finite float64 numbers"
)


def last(good: Array) -> str:
    return f"[{good.shape[0] - 1}, {good.shape[1] - 1}]"


@pytest.mark.parametrize("bad", BAD_MATRICES)
@pytest.mark.parametrize("taker", _takers(), ids=str)
def test_no_matrix_of_numbers(taker: Taker, bad: str) -> None:
    values, error, got = BAD_MATRICES[bad](taker.good)
    shape = f"of shape ({taker.shape[0]}, {taker.shape[1]})"
    expected = "real numbers" if error is TypeError else EXPECTED.get(bad, shape)
    assert_refused(
        taker.kind, lambda it: taker.call(it, values), error, taker.expects, expected, got
    )


@pytest.mark.parametrize("taker", _takers(), ids=str)
def test_another_shape(taker: Taker) -> None:
    for axis, size in enumerate(taker.shape):
        if isinstance(size, str):
            continue
        for bad in (np.repeat(taker.good, 2, axis), np.delete(taker.good, 0, axis)):
            shape = f"of shape ({taker.shape[0]}, {taker.shape[1]})"
            call = partial(lambda it, bad: taker.call(it, bad), bad=bad)
            got = f"got {bad.shape}."
            assert_refused(taker.kind, call, ValueError, taker.expects, shape, got)


@pytest.mark.parametrize(
    ("weights", "got"), [(np.ones((4, 3)), "got (4, 3)."), (np.ones((1, 4)), "got (1, 4).")]
)
def test_weights_that_would_broadcast_or_are_the_other_way_round(weights: Any, got: str) -> None:
    call = partial(assign, "weights", values=weights)
    assert_refused(Dense, call, ValueError, "Dense expects weights of shape (3, 4)", got)


@pytest.mark.parametrize("kind", [Dense, *ACTIVATIONS, SquaredError, *CROSS_ENTROPIES])
def test_backward_before_forward(kind: Any) -> None:
    if kind is Dense or kind in ACTIVATIONS:
        it = kind(N_VALUES, N_NEURONS) if kind is Dense else kind()
        arguments = [DVALUES if kind is Dense else BATCH]
    else:
        it, arguments = kind(), []
    says = f"{kind.__name__}.backward expects a forward pass before it, got none: call "
    with pytest.raises(RuntimeError, match=re.escape(says)):
        it.backward(*arguments)


def test_a_refused_first_pass_counts_as_none() -> None:
    loss = SoftmaxCrossEntropy()
    with pytest.raises(ValueError, match="class numbers from 0 to 2"):
        loss.forward(BATCH, [0, 3])
    with pytest.raises(RuntimeError, match="expects a forward pass before it, got none"):
        loss.backward()


def test_too_large_for_single_precision() -> None:
    layer = Dense(1, 1, dtype=np.float32)
    with pytest.raises(ValueError, match=r"finite float32 numbers, got 1e\+300 at \[0, 0\]"):
        layer.forward([[1e300]])
    with pytest.raises(ValueError, match=r"finite float32 numbers, got 1e\+300 at \[0, 0\]"):
        layer.weights = [[1e300]]


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ({"n_inputs": 0}, ValueError, "n_inputs of at least 1, got 0"),
        ({"n_neurons": -2}, ValueError, "n_neurons of at least 1, got -2"),
        ({"n_inputs": 2.0}, TypeError, "n_inputs as a whole number, got 2.0"),
        ({"n_neurons": "3"}, TypeError, "n_neurons as a whole number, got '3'"),
        ({"n_neurons": None}, TypeError, "n_neurons as a whole number, got None"),
        ({"n_inputs": True}, TypeError, "n_inputs as a whole number, got True"),
        ({"n_inputs": (2, 3)}, TypeError, r"n_inputs as a whole number, got \(2, 3\)"),
        ({"dtype": int}, TypeError, "float32 or float64 as its dtype, got int64"),
        ({"dtype": np.float16}, TypeError, "float32 or float64 as its dtype, got float16"),
        ({"dtype": complex}, TypeError, "float32 or float64 as its dtype, got complex128"),
        ({"dtype": "single precision"}, TypeError, "float32 or float64 .* got 'single precision'"),
        ({"scale": np.nan}, ValueError, r"scale as a number or one of 'he', .*got nan"),
        ({"scale": np.inf}, ValueError, r"scale as a number or one of 'he', .*got inf"),
        ({"scale": "He"}, ValueError, r"scale as a number or one of 'he', .*got 'He'"),
        ({"scale": None}, TypeError, r"scale as a number or one of 'he', .*got None"),
        ({"scale": True}, ValueError, r"scale as a number or one of 'he', .*got True"),
        ({"scale": [1, 2]}, TypeError, r"scale as a number or one of 'he', .*got \[1, 2\]"),
        ({"rng": 7.0}, TypeError, r"Generator, a RandomState or a whole number .* got 7.0"),
    ],
)
def test_no_layer_from(arguments: dict[str, Any], error: type[Exception], says: str) -> None:
    sizes = {"n_inputs": 2, "n_neurons": 3}
    with pytest.raises(error, match=f"Dense expects .*{says}"):
        Dense(**(sizes | arguments))


@pytest.mark.parametrize(
    ("sample", "error", "says"),
    [
        (2, IndexError, "a sample from 0 to 1, got 2"),
        (-1, IndexError, "a sample from 0 to 1, got -1"),
        (0.0, TypeError, "sample as a whole number, got 0.0"),
        (True, TypeError, "sample as a whole number, got True"),
    ],
)
def test_no_such_sample(sample: Any, error: type[Exception], says: str) -> None:
    says = f"Softmax.jacobian expects {says}"
    assert_refused(Softmax, lambda softmax: softmax.jacobian(sample), error, says)


def test_jacobian_before_forward() -> None:
    with pytest.raises(RuntimeError, match="jacobian expects a forward pass before it, got none"):
        Softmax().jacobian(0)


@pytest.mark.parametrize("method", ["forward", "per_sample"])
@pytest.mark.parametrize("kind", CROSS_ENTROPIES)
class TestClasses:
    """The whole table is in test_targets.py: here, that each method asks."""

    @pytest.mark.parametrize(
        ("targets", "error", "expected", "got"),
        [
            ([2, 3], ValueError, "class numbers from 0 to 2", "got 3 at [1]"),
            ([-1, 0], ValueError, "class numbers from 0 to 2", "got -1 at [0]"),
            ([2.0, 0.0], TypeError, "whole class numbers", "of type float64"),
            ([True, False], TypeError, "whole class numbers", "of type bool"),
            ([2], ValueError, "class numbers of shape (2,)", "got shape (1,)"),
            ([[2], [0]], ValueError, "one-hot rows of shape (2, 3)", "got shape (2, 1)"),
            (
                [[0, 0, 1], [0.5, 0.5, 0]],
                ValueError,
                "one-hot rows",
                "got [0.5, 0.5, 0.0] in row 1",
            ),
            (
                [[0, 0, 1], [1, 1, 0]],
                ValueError,
                "a single 1 among zeros",
                "got [1, 1, 0] in row 1",
            ),
            (
                [[0, 0, 0], [1, 0, 0]],
                ValueError,
                "a single 1 among zeros",
                "got [0, 0, 0] in row 0",
            ),
        ],
    )
    def test_refused(
        self, kind: type, method: str, targets: Any, error: Any, expected: str, got: str
    ) -> None:
        expects = f"{kind.__name__}.{method} expects targets"
        call = partial(lambda loss: getattr(loss, method)(BATCH, targets))
        assert_refused(kind, call, error, expects, expected, got)


@pytest.mark.parametrize("method", ["forward", "per_sample"])
@pytest.mark.parametrize(
    ("row", "expected", "got"),
    [
        ([0.6, 0.6, -0.2], "probabilities, from 0 to 1", "got -0.2 at [1, 2]"),
        ([2, -1, 0], "probabilities, from 0 to 1", "got -1 at [1, 1]"),
        ([0, 1.5, -0.5], "probabilities, from 0 to 1", "got -0.5 at [1, 2]"),
        ([0.5, 0.6, 0], "probabilities that sum to 1 in each row", "got the sum 1.1 in row 1"),
        ([0.2, 0.3, 0.4], "probabilities that sum to 1 in each row", "got the sum 0.9 in row 1"),
        ([0.0, 0.0, 0.0], "probabilities that sum to 1 in each row", "got the sum 0 in row 1"),
    ],
)
def test_no_probabilities(method: str, row: list[float], expected: str, got: str) -> None:
    bad = [[0.2, 0.3, 0.5], row]
    assert_refused(
        CategoricalCrossEntropy,
        lambda loss: getattr(loss, method)(bad, CLASSES),
        ValueError,
        f"CategoricalCrossEntropy.{method} expects {expected}",
        f"{got}. For logits use SoftmaxCrossEntropy.",
    )
