"""The front end passes a batch through softmax and loss, and back, as the package does."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.widgets import SoftmaxStepper
from front_end import Answer, running

Batch = tuple[list[list[float]], list[int]]
Run = Callable[..., Answer]

EDGES = [0.0, -0.0, 5e-324, 1e-12, 16.118095650958319, 17.0, 30.0, 708.5, -745.2, 1e4, 1e6, -1e6]
NUMBERS = st.one_of(
    st.floats(-6, 6),
    st.floats(-20, 20),
    st.floats(-1e4, 1e4),
    st.sampled_from(EDGES),
    st.sampled_from([-1e4, 1e4]),
    st.integers(-9, 9),
).map(float)
SAID = {
    "agree": "all three agree",
    "parted": "two steps differ, fused and differences agree",
    "undecided": "two steps differ, by less than the differences can tell",
    "disagree": "they disagree",
}
# Each trait with its front-end name, and the size that an error of 1e-12 is measured by.
TRAITS = {
    "probabilities": ("probabilities", 1e-300),
    "losses": ("loss", 1.0),
    "two_step_losses": ("twoStepLoss", 1.0),
    "dprobabilities": ("dprobabilities", 0.0),
    "dlogits": ("dlogits", 1.0),
    "fused": ("fused", 1.0),
    "tolerances": ("tolerance", 0.0),
}


@st.composite
def batches(draw: st.DrawFn) -> Batch:
    rows, classes = draw(st.integers(1, 4)), draw(st.integers(2, 6))
    row = st.lists(NUMBERS, min_size=classes, max_size=classes)
    logits = draw(st.lists(row, min_size=rows, max_size=rows))
    numbers = st.lists(st.integers(0, classes - 1), min_size=rows, max_size=rows)
    return logits, draw(numbers)


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    with running("run_softmaxes.js") as ask:
        yield ask


def assert_agrees(run: Run, widget: SoftmaxStepper) -> None:
    """All results to 1e-12, but for what is measured: that to its rounding."""
    theirs = run(logits=widget.logits, targets=widget.targets)
    assert math.isclose(theirs["loss"], widget.loss, rel_tol=1e-12, abs_tol=1e-12)
    samples = theirs["samples"]
    assert len(samples) == len(widget.logits)
    for trait, (name, size) in TRAITS.items():
        assert_close(getattr(widget, trait), [each[name] for each in samples], size)
    for i, sample in enumerate(samples):
        widget.sample = i
        assert_close(widget.jacobian, sample["jacobian"], 1.0)
        apart = np.abs(np.subtract(sample["differences"], widget.differences[i]))
        assert (apart <= 2 * widget.tolerances[i]).all()
        target = np.argmax(sample["oneHot"])
        if abs(widget.probabilities[i][target] / 1e-7 - 1) > 1e-9:
            assert SAID[sample["verdict"]] == widget.verdict(i)
            assert sample["clipped"] == (widget.probabilities[i][target] < 1e-7)


def assert_close(ours: Any, theirs: Any, size: float) -> None:
    a, b = np.array(ours, dtype=float), np.array(theirs, dtype=float)
    assert a.shape == b.shape
    assert (np.abs(a - b) <= 1e-12 * np.maximum(np.abs(a), size)).all(), (a, b)


def test_random_batches_agree(run: Run) -> None:
    @given(batches())
    def agree(batch: Batch) -> None:
        assert_agrees(run, SoftmaxStepper(*batch))

    agree()


def test_random_edits_agree(run: Run) -> None:
    @given(batches(), st.data())
    def agree(batch: Batch, data: st.DataObject) -> None:
        widget = SoftmaxStepper(*batch)
        n_classes = len(batch[0][0])
        for _ in range(3):
            logits = [row[:] for row in widget.logits]
            row = data.draw(st.sampled_from(logits))
            row[data.draw(st.integers(0, n_classes - 1))] = data.draw(NUMBERS)
            widget.logits = logits
            assert_agrees(run, widget)
        classes = [data.draw(st.integers(0, n_classes - 1)) for _ in batch[1]]
        widget.targets = np.eye(n_classes, dtype=int)[classes].tolist()
        assert_agrees(run, widget)
        widget.targets = classes
        assert_agrees(run, widget)

    agree()


def test_the_edges_agree(run: Run) -> None:
    for a in EDGES:
        for b in EDGES:
            assert_agrees(run, SoftmaxStepper([[a, b], [b, -a]], [0, 1]))


def test_both_see_a_difference_that_cannot_be_measured(run: Run) -> None:
    p = 1e-7 * (1 - 1e-10)
    widget = SoftmaxStepper([[float(np.log((1 - p) / p)), 0.0]], [1])
    (sample,) = run(logits=widget.logits, targets=[1])["samples"]
    assert SAID[sample["verdict"]] == widget.verdict(0) == SAID["undecided"]


@pytest.mark.parametrize(
    ("logits", "targets"),
    [
        ([], []),
        ([[]], [0]),
        ([[1.0]], [0]),
        ([[0.0] * 7], [0]),
        ([[0.0, 0.0]] * 5, [0] * 5),
        ([[1.0, 2.0], [1.0]], [0, 0]),
        ([["1", "2"]], [0]),
        ([[None, 2.0]], [0]),
        ([[math.inf, 2.0]], [0]),
        ([[1000000.5, 2.0]], [0]),
        ([[-1e308, 2.0]], [0]),
        ([1.0, 2.0], [0]),
        (1.0, [0]),
        ([[1.0, 2.0]], []),
        ([[1.0, 2.0]], [0, 0]),
        ([[1.0, 2.0]], [2]),
        ([[1.0, 2.0]], [-1]),
        ([[1.0, 2.0]], [0.5]),
        ([[1.0, 2.0]], ["0"]),
        ([[1.0, 2.0]], [None]),
        ([[1.0, 2.0]], 0),
        ([[1.0, 2.0]], [[0, 0]]),
        ([[1.0, 2.0]], [[1, 1]]),
        ([[1.0, 2.0]], [[0.5, 0.5]]),
        ([[1.0, 2.0]], [[2, 0]]),
        ([[1.0, 2.0]], [[1, -1]]),
        ([[1.0, 2.0]], [[1]]),
        ([[1.0, 2.0]], [[1, 0, 0]]),
        ([[1.0, 2.0]], [["1", 0]]),
        ([[1.0, 2.0], [1.0, 2.0]], [[1, 0], 0]),
        ([[1.0, 2.0], [1.0, 2.0]], [0, [1, 0]]),
    ],
)
def test_both_refuse_the_same_batches(run: Run, logits: Any, targets: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        SoftmaxStepper(logits, targets)
    answer = run(logits=logits, targets=targets)
    assert answer.keys() == {"refusal"}
    assert answer["refusal"].startswith("Error: ")
    assert answer["refusal"].endswith(".")


@pytest.mark.parametrize("targets", [[1], [[0, 1]]])
def test_both_take_either_form_at_the_bounds(run: Run, targets: Any) -> None:
    assert_agrees(run, SoftmaxStepper([[1e6, -1e6]], targets))
