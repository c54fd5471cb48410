"""The front end adds up a split batch as the package does: every bit of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backprop.widgets.shard_sums import checked_split, shard_sums
from front_end import Answer, running

Run = Callable[..., Answer]
State = dict[str, Any]

NUMBERS = st.one_of(
    st.floats(-1e3, 1e3),
    st.integers(-9, 9).map(float),
    st.integers(-30, 30).map(lambda tenths: tenths / 10),  # which leave noise where they cancel
    st.sampled_from([0.0, -0.0, 5e-324, 1e-300, 1e80]),
)


@st.composite
def states(draw: st.DrawFn) -> State:
    """Any split of 1 to 8 samples on 1 to 4 workers, some of whom may have none."""
    n_samples, n_workers = draw(st.integers(1, 8)), draw(st.integers(1, 4))
    samples = st.lists(NUMBERS, min_size=n_samples, max_size=n_samples)
    holders = draw(st.lists(st.integers(0, n_workers - 1), min_size=n_samples, max_size=n_samples))
    order = draw(st.permutations(range(n_samples)))
    return {
        "inputs": draw(samples),
        "targets": draw(samples),
        "weight": draw(NUMBERS),
        "learning_rate": draw(st.sampled_from([0.1, 1.0, 0.003])),
        "shards": [[k for k in order if holders[k] == worker] for worker in range(n_workers)],
    }


SPLIT: State = {
    "inputs": [2, 1, 3, 1],
    "targets": [8, 6, 8, 5],
    "weight": 2,
    "learning_rate": 0.1,
    "shards": [[0, 1, 2], [], [3]],
}


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    with running("run_shards.js") as ask:
        yield ask


# Each of the sums that can cancel does, and leaves noise: a prediction, a mean, a node, the step.
NOISE: list[State] = [
    {**SPLIT, "weight": 0.1, "inputs": [3.0] * 4, "targets": [0.3] * 4},
    {**SPLIT, "weight": 0, "inputs": [1.0] * 4, "targets": [-0.1, -0.2, 0.3, 1.0]},
    {**SPLIT, "weight": 0, "inputs": [1.0] * 4, "targets": [-0.1, -0.7, -0.1, 0.9]},
    {**SPLIT, "weight": 0.3, "inputs": [1.0] * 4, "targets": [-2.7] * 4},
]


def test_every_bit_agrees(run: Run) -> None:
    @given(states())
    @example(NOISE[0])
    @example(NOISE[1])
    @example(NOISE[2])
    @example(NOISE[3])
    def agree(state: State) -> None:
        ours, theirs = shard_sums(checked_split(state)), run(**state)
        for name in ("gradients", "levels", "total", "plain", "after"):
            assert theirs[name] == getattr(ours, name), name
        assert theirs["oneMachine"] == ours.one_machine
        for key, values in (("mean", ours.means), ("share", ours.shares), ("part", ours.parts)):
            assert [worker[key] for worker in theirs["workers"]] == values
        missed = 0 if ours.plain is None else ours.plain - ours.total
        assert theirs["off"] in (0, missed)

    agree()


@pytest.mark.parametrize(
    "changed",
    [
        {"shards": [[0, 1, 2]]},
        {"shards": [[0, 1, 2], [3, 3]]},
        {"shards": [[0, 1, 2], [4]]},
        {"shards": [[0, 1, 2], [-1]]},
        {"shards": [[0, 1, 2], [3.5]]},
        {"shards": [[0, 1, 2], [True]]},
        {"shards": []},
        {"shards": [[], [], [], [], [0, 1, 2, 3]]},
        {"shards": [0, 1, 2, 3]},
        {"shards": None},
        {"shards": "0123"},
        {"inputs": [1, 2, 3]},
        {"inputs": [], "targets": [], "shards": [[]]},
        {"inputs": [1] * 9, "targets": [1] * 9, "shards": [list(range(9))]},
        {"inputs": [1, 2, 3, None]},
        {"inputs": [1, 2, 3, "4"]},
        {"targets": [1, 2, 3, math.inf]},
        {"targets": 3},
        {"weight": math.inf},
        {"weight": "2"},
        {"weight": 1e308, "targets": [-1e308] * 4},
        {"learning_rate": 0},
        {"learning_rate": 1e308},
    ],
    ids=str,
)
def test_both_refuse_the_same(run: Run, changed: State) -> None:
    state = {**SPLIT, **changed}
    with pytest.raises((TypeError, ValueError), match=r"\.$"):
        shard_sums(checked_split(state))
    answer = run(**state)
    assert answer.keys() == {"refusal"}
    assert answer["refusal"].startswith("Error: ")
    assert answer["refusal"].endswith(".")
