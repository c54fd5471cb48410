"""Optimizers against sequences worked out by hand, and what they refuse."""

from __future__ import annotations

import doctest
from typing import Any

import numpy as np
import pytest

from arrays import PRECISIONS, assert_same, numbers
from backprop import SGD, Adam, Dense, Momentum, optimizers
from backprop.precision import NotFiniteError

# On one number that starts at 1, with the gradient 2, then −1, then 4.
GRADIENTS = (2.0, -1.0, 4.0)
BY_HAND = {
    # 1 − 0.1·2, then + 0.1·1, then − 0.1·4.
    "SGD": (SGD(0.1), (0.8, 0.9, 0.5)),
    # The rate is 0.1, 0.1/1.5, 0.1/2.
    "SGD with decay": (SGD(0.1, decay=0.5), (0.8, 0.8 + 0.2 / 3, 0.6 + 0.2 / 3)),
    # The velocity is 2, then 0.5·2 − 1 = 0, then 0.5·0 + 4 = 4.
    "Momentum": (Momentum(0.1, momentum=0.5), (0.8, 0.8, 0.4)),
    # Along 2 + 0.5·2 = 3, then −1 + 0.5·0 = −1, then 4 + 0.5·4 = 6.
    "Nesterov": (Momentum(0.1, momentum=0.5, nesterov=True), (0.7, 0.8, 0.2)),
    # Means 1, 0, 2 over 1/2, 3/4, 7/8; squares 1, 1, 4.75 (β₂ = 3/4) over 1/4, 7/16, 37/64:
    # steps of 0.1 times 2/√4, 0, (16/7)/√(304/37).
    "Adam": (
        Adam(0.1, beta1=0.5, beta2=0.75, epsilon=1e-300),
        (0.9, 0.9, 0.9 - 0.1 * (16 / 7) / np.sqrt(304 / 37)),
    ),
    # The same with an epsilon of 2: 0.1·2/(2 + 2) first, then nothing, then the third.
    "Adam with epsilon": (
        Adam(0.1, beta1=0.5, beta2=0.75, epsilon=2),
        (0.95, 0.95, 0.95 - 0.1 * (16 / 7) / (np.sqrt(304 / 37) + 2)),
    ),
}
MAKERS: dict[str, Any] = {
    "SGD": lambda: SGD(0.1, decay=0.1),
    "Momentum": lambda: Momentum(0.1),
    "Nesterov": lambda: Momentum(0.1, nesterov=True),
    "Adam": lambda: Adam(0.1),
}
every_optimizer = pytest.mark.parametrize("kind", MAKERS)


@pytest.mark.parametrize("kind", BY_HAND)
def test_steps_by_hand(kind: str) -> None:
    optimizer, expected = BY_HAND[kind]
    optimizer.reset()
    x, path = np.array([[1.0]]), []
    for gradient in GRADIENTS:
        optimizer.step([(x, np.array([[gradient]]))])
        path.append(float(x[0, 0]))
    assert path == pytest.approx(expected, rel=1e-14)


@every_optimizer
class TestEveryOptimizer:
    def test_each_number_goes_its_own_way(self, kind: str) -> None:
        """Also where a parameter is cut into blocks, whose last is smaller."""
        rng = np.random.default_rng(1)
        shape = (7, optimizers.BLOCK // 3)
        start, gradients = numbers(rng, shape), [numbers(rng, shape) for _ in range(3)]
        whole, optimizer = start.copy(), MAKERS[kind]()
        for gradient in gradients:
            optimizer.step([(whole, gradient)])
        for at in [(0, 0), (3, 5), (6, shape[1] - 1)]:
            single, alone = start[at].reshape(1, 1).copy(), MAKERS[kind]()
            for gradient in gradients:
                alone.step([(single, gradient[at].reshape(1, 1))])
            assert single[0, 0] == whole[at]

    @pytest.mark.parametrize("dtype", PRECISIONS)
    def test_in_place_and_of_the_same_type(self, kind: str, dtype: Any) -> None:
        layer = Dense(20, 30, rng=np.random.default_rng(1), dtype=dtype)
        weights, before = layer.weights, layer.weights.copy()
        gradient = numbers(np.random.default_rng(2), (20, 30))
        given = gradient.copy()
        optimizer = MAKERS[kind]()
        optimizer.learning_rate = np.float64(0.1)
        optimizer.step([(layer.weights, gradient)])
        # A double among them, rate or gradient, makes no intermediate result a double.
        expected = before.copy()
        MAKERS[kind]().step([(expected, gradient.astype(dtype))])
        assert_same(weights, expected, tolerance=0)
        assert layer.weights is weights
        assert weights.dtype == dtype
        assert (weights != before).all()
        assert np.array_equal(gradient, given)

    def test_two_parameters_do_not_meet(self, kind: str) -> None:
        rng = np.random.default_rng(3)
        a, b = numbers(rng, (2, 3)), numbers(rng, (2, 3))
        da, db = numbers(rng, (2, 3)), numbers(rng, (2, 3))
        apart = [a.copy(), b.copy()]
        both, one, other = (MAKERS[kind]() for _ in range(3))
        for _ in range(3):
            both.step([(a, da), (b, db)])
            one.step([(apart[0], da)])
            other.step([(apart[1], db)])
        assert_same(a, apart[0], tolerance=0)
        assert_same(b, apart[1], tolerance=0)

    def test_large_gradients_are_finite_too(self, kind: str) -> None:
        layer = Dense(1, 9, dtype=np.float32)
        before = layer.weights.copy()
        gradient = np.full((1, 9), 1e19, np.float32)
        assert np.isinf(np.vdot(gradient, gradient))
        MAKERS[kind]().step([(layer.weights, gradient)])
        assert (layer.weights != before).all()

    def test_no_later_array_can_take_the_place_of_an_earlier(self, kind: str) -> None:
        optimizer, fresh = MAKERS[kind](), MAKERS[kind]()
        expected = np.ones((1, 2))
        fresh.step([(expected, np.ones((1, 2)))])
        for _ in range(100):
            x = np.ones((1, 2))
            optimizer.step([(x, np.ones((1, 2)))])
            assert_same(x, expected, tolerance=0)
            del x  # its place is free
        assert len(optimizer.memories) == 0

    def test_reset_forgets(self, kind: str) -> None:
        gradient = np.array([[1.0, -2.0]])
        optimizer, x, y = MAKERS[kind](), np.ones((1, 2)), np.ones((1, 2))
        optimizer.step([(x, gradient)])
        optimizer.step([(x, -3 * gradient)])
        optimizer.reset()
        optimizer.step([(y, gradient)])
        z = np.ones((1, 2))
        MAKERS[kind]().step([(z, gradient)])
        assert_same(y, z, tolerance=0)

    def test_another_array_starts_anew(self, kind: str) -> None:
        optimizer, fresh = MAKERS[kind](), MAKERS[kind]()
        one, other, twin = (np.full((1, 2), 4.0) for _ in range(3))
        optimizer.step([(one, np.ones((1, 2)))])
        optimizer.step([(other, np.ones((1, 2)))])
        fresh.step([(twin, np.ones((1, 2)))])
        assert_same(other, twin, tolerance=0)

    @pytest.mark.parametrize("dtype", PRECISIONS)
    def test_a_setting_that_is_changed_keeps_the_type(self, kind: str, dtype: Any) -> None:
        optimizer, parameter = MAKERS[kind](), np.ones((1, 2), dtype)
        for name in optimizer.settings:
            setattr(optimizer, name, np.float64(0.5) if name != "nesterov" else np.True_)
            assert type(getattr(optimizer, name)) in (float, bool)
        optimizer.step([(parameter, np.ones((1, 2)))])
        memory = optimizer.memories.of(parameter)
        assert {array.dtype for array in (parameter, *memory.arrays)} == {np.dtype(dtype)}

    @pytest.mark.parametrize(
        ("pair", "error", "says"),
        [
            ((np.ones((2, 3)), np.ones((1, 3))), ValueError, r"shape \(2, 3\), got \(1, 3\)"),
            ((np.ones((2, 3)), np.ones(3)), ValueError, r"shape \(2, 3\), got \(3,\)"),
            ((np.ones((1, 1)), 1.0), ValueError, r"shape \(1, 1\), got \(\)"),
            ((np.ones((1, 1)), np.ones((1, 1)) * 1j), TypeError, "real numbers, got dtype complex"),
            (
                (np.ones((1, 2)), np.array([[1, np.nan]])),
                FloatingPointError,
                r"finite .*got nan\.$",
            ),
            ((np.ones((1, 2)), np.array([[-np.inf, 1]])), FloatingPointError, "finite .*got -inf"),
            ((np.ones((1, 2), int), np.ones((1, 2))), TypeError, "arrays of floating-point"),
            (([[1.0]], np.ones((1, 1))), TypeError, r"in place, got \[\[1.0\]\]"),
            ((np.broadcast_to(1.0, (1, 2)), np.ones((1, 2))), ValueError, "read-only"),
        ],
    )
    def test_refused_with_no_parameter_changed(
        self, kind: str, pair: Any, error: type[Exception], says: str
    ) -> None:
        good, optimizer = np.ones((2, 2)), MAKERS[kind]()
        with pytest.raises(error, match=rf"^{type(optimizer).__name__}\.step expects .*{says}"):
            optimizer.step([(good, np.ones((2, 2))), pair])
        assert (good == 1).all()


@pytest.mark.parametrize(
    ("make", "error", "says"),
    [
        (lambda: SGD(0), ValueError, "SGD expects learning_rate as a number above 0, got 0"),
        (lambda: SGD(-0.1), ValueError, "above 0, got -0.1"),
        (lambda: SGD(np.nan), ValueError, "above 0, got nan"),
        (lambda: SGD(np.inf), ValueError, "above 0, got inf"),
        (lambda: SGD("0.1"), TypeError, "above 0, got '0.1'"),
        (lambda: SGD(True), TypeError, "above 0, got True"),
        (lambda: SGD(decay=-1), ValueError, "decay as a number of at least 0, got -1"),
        (lambda: Momentum(momentum=1), ValueError, "at least 0 and below 1, got 1"),
        (lambda: Adam(beta1=1.0), ValueError, "beta1 as a number of at least 0 and below 1"),
        (lambda: Adam(beta2=-0.1), ValueError, "beta2 as a number of at least 0 and below 1"),
        (lambda: Adam(epsilon=0), ValueError, "epsilon as a number above 0, got 0"),
        (lambda: Momentum(nesterov="no"), TypeError, "nesterov as True or False, got 'no'"),
        (lambda: setattr(SGD(), "decay", -1), ValueError, "decay as a number of at least 0"),
        (lambda: setattr(Momentum(), "momentum", 1), ValueError, "below 1, got 1"),
        (lambda: setattr(Adam(), "beta2", "x"), TypeError, "beta2 as a number .*got 'x'"),
    ],
)
def test_no_optimizer_from(make: Any, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        make()


@pytest.mark.parametrize(
    ("optimizer", "text"),
    [
        (SGD(0.1), "SGD(0.1, decay=0)"),
        (Momentum(0.1), "Momentum(0.1, momentum=0.9)"),
        (Momentum(0.1, nesterov=True), "Momentum(0.1, momentum=0.9, nesterov=True)"),
        (Adam(), "Adam(0.001, beta1=0.9, beta2=0.999, epsilon=1e-08)"),
    ],
)
def test_repr(optimizer: Any, text: str) -> None:
    assert repr(optimizer) == text


def test_the_usual_settings() -> None:
    assert (SGD().learning_rate, SGD().decay) == (1, 0)
    assert (Momentum().learning_rate, Momentum().momentum, Momentum().nesterov) == (0.1, 0.9, False)
    adam = Adam()
    usual = (0.001, 0.9, 0.999, 1e-8)
    assert (adam.learning_rate, adam.beta1, adam.beta2, adam.epsilon) == usual


def test_a_step_is_tried_with_its_own_number() -> None:
    """The first step goes too far; the second, whose rate has fallen, would not."""
    x = np.ones((1, 1), np.float32)
    with pytest.raises(NotFiniteError):
        SGD(1e25, decay=1e10).step([(x, np.full((1, 1), 2e19, np.float32))])
    assert x[0, 0] == 1


def test_docstrings_show_what_happens() -> None:
    result = doctest.testmod(optimizers)
    assert result.attempted > 0
    assert result.failed == 0
