"""Every place that takes a generator takes a whole number too, and refuses the rest alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from arrays import Array
from backprop import SGD, Dense, Network, SquaredError, check_gradients
from backprop.datasets import Dataset, spiral, split

DATA = Dataset(np.arange(40.0).reshape(20, 2), np.arange(20), ("a", "b"))


def fitted(rng: Any) -> Array:
    layer = Dense(2, 1)
    layer.weights = [[1], [1]]
    network = Network([layer], SquaredError())
    network.fit(DATA.inputs / 100, DATA.inputs[:, :1] / 100, SGD(0.1), 2, 3, rng=rng)
    return layer.weights


PLACES: dict[str, Callable[[Any], Array]] = {
    "Dense": lambda rng: Dense(3, 4, rng=rng).weights,
    "spiral": lambda rng: spiral(10, rng=rng).inputs,
    "split": lambda rng: split(DATA, rng=rng)[0].inputs,
    "Network.fit": fitted,
    "check_gradients": lambda rng: np.array(
        [entry.given for array in drawn_report(rng).arrays for entry in array.wrong]
    ),
}


class Wrong(Dense):
    """Whose gradients show the dvalues that were drawn."""

    def backward(self, dvalues: Any) -> Array:
        return 2 * super().backward(dvalues)


def drawn_report(rng: Any) -> Any:
    return check_gradients(Wrong(2, 3, rng=1, scale=1), DATA.inputs[:3], rng=rng)


@pytest.mark.parametrize("place", PLACES)
class TestEveryPlace:
    @pytest.mark.parametrize("seed", [0, 7, np.int64(7), 2**70])
    def test_a_whole_number_makes_a_generator(self, place: str, seed: Any) -> None:
        expected = PLACES[place](np.random.default_rng(seed))
        assert PLACES[place](seed).tolist() == expected.tolist()
        assert PLACES[place](seed + 1).tolist() != expected.tolist()

    def test_a_legacy_state(self, place: str) -> None:
        first = PLACES[place](np.random.RandomState(3))
        assert first.tolist() == PLACES[place](np.random.RandomState(3)).tolist()

    @pytest.mark.parametrize(
        ("rng", "error"),
        [
            (7.0, TypeError),
            ("7", TypeError),
            (True, TypeError),
            ([7], TypeError),
            (np.random, TypeError),
            (-1, ValueError),
        ],
    )
    def test_all_else_is_refused_with_the_same_sentence(
        self, place: str, rng: Any, error: type[Exception]
    ) -> None:
        says = "expects a numpy Generator, a RandomState or a whole number of at least 0 as its rng"
        with pytest.raises(error, match=f"^{place} {says}, got "):
            PLACES[place](rng)
