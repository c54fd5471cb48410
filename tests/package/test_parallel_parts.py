"""The parts of a batch, added, are the batch: for every layer, every loss and every split."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arrays import assert_same
from backprop.parallel.parts import (
    Measured,
    Part,
    Samples,
    added,
    added_measured,
    in_pairs,
    measured,
    on_rows,
    part_of,
)
from networks import BETWEEN, LOSSES, NetworkCase, network_case, network_cases

CASES = [("ReLU", loss) for loss in LOSSES] + [
    (between, "SquaredError") for between in BETWEEN if between != "ReLU"
]


def passes_and_samples(case: NetworkCase) -> tuple[Any, Samples]:
    passes = case.network._passes
    return passes, Samples(*passes.checked(case.inputs, case.targets, "The test"))


@st.composite
def splits(draw: Any, n_samples: int) -> list[Any]:
    """Each sample goes to one of five shards, some of which stay empty."""
    owners = draw(st.lists(st.integers(0, 4), min_size=n_samples, max_size=n_samples))
    return [np.flatnonzero(np.array(owners) == i) for i in range(5)]


@pytest.mark.parametrize(("between", "loss"), CASES)
@pytest.mark.parametrize(("dtype", "tolerance"), [("float64", 1e-12), ("float32", 1e-4)])
def test_any_split_gives_the_step_of_one_machine(
    between: str, loss: str, dtype: Any, tolerance: float
) -> None:
    @settings(max_examples=15)
    @given(network_cases(between, loss, dtype), st.data())
    def check(case: NetworkCase, data: st.DataObject) -> None:
        passes, samples = passes_and_samples(case)
        shards = [rows for rows in data.draw(splits(len(samples))) if len(rows)]
        shares = [len(rows) / len(samples) for rows in shards]
        parts = [
            on_rows(part_of, passes, samples, *pair) for pair in zip(shards, shares, strict=True)
        ]
        total: Part = in_pairs(parts, added)
        wanted = case.network.forward(case.inputs, case.targets)
        case.network.backward()
        assert total.loss == pytest.approx(wanted, rel=tolerance, abs=tolerance)
        pairs = zip(total.gradients, case.network.parameters(), strict=True)
        for gradient, (_, expected) in pairs:
            assert gradient.dtype == expected.dtype
            assert_same(gradient, expected, tolerance=tolerance * max(1, np.abs(expected).max()))

        found: Measured = in_pairs(
            [
                on_rows(measured, passes, samples, *pair)
                for pair in zip(shards, shares, strict=True)
            ],
            added_measured,
        )
        evaluation = case.network.evaluate(case.inputs, case.targets)
        assert found.loss == pytest.approx(evaluation.loss, rel=tolerance, abs=tolerance)
        if evaluation.accuracy is None:
            assert found.n_right is None
        else:
            assert found.n_right == round(evaluation.accuracy * len(samples))

    check()


def test_means_that_are_not_weighted_are_another_gradient() -> None:
    """That the test above could fail: two shards, of one sample and of three."""
    rng = np.random.default_rng(0)
    case = network_case("ReLU", "SquaredError", rng)
    passes, samples = passes_and_samples(case)
    rows = [np.arange(1), np.arange(1, len(samples))]
    total = added(*(on_rows(part_of, passes, samples, each, 0.5) for each in rows))
    case.network.forward(case.inputs, case.targets)
    case.network.backward()
    wanted = case.network.parameters()[0][1]
    assert np.abs(total.gradients[0] - wanted).max() > 0.01 * np.abs(wanted).max()


@pytest.mark.parametrize("n", range(1, 9))
def test_the_order_of_adding_is_a_tree_of_neighbours(n: int) -> None:
    text = in_pairs([str(i) for i in range(n)], lambda one, other: f"({one}{other})")
    assert [int(c) for c in text if c.isdigit()] == list(range(n))
    depth = max(text[:i].count("(") - text[:i].count(")") for i in range(len(text) + 1))
    assert depth == int(np.ceil(np.log2(n)))


def test_a_part_leaves_no_trace() -> None:
    case = network_case("own ReLU", "SquaredError", np.random.default_rng(0))
    passes, samples = passes_and_samples(case)
    case.network.forward(case.inputs, case.targets)
    case.network.backward()
    before = [gradient.copy() for _, gradient in case.network.parameters()]
    part_of(passes, samples[:1], 1.0)
    for (_, gradient), kept in zip(case.network.parameters(), before, strict=True):
        assert np.array_equal(gradient, kept)
    assert len(case.network.layers[1].inputs) == len(samples)
