"""The front end computes a recorded network as numpy does, from the same stored parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from arrays import Array
from backprop.widgets import TrainingPlayer
from backprop.widgets.training.packed_parameters import pack, unpack
from front_end import Answer, running
from training_runs import TRAINING, classifier, trained

Run = Callable[..., Answer]
KINDS = ("ReLU", "Sigmoid", "Tanh", "Linear")
SIZES = st.sampled_from([1e-4, 0.01, 1.0, 30.0])


@dataclass(frozen=True)
class Recorded:
    """A network of two frames: what the page is given, and the stored numbers."""

    packed: dict[str, Any]
    kinds: list[str]
    stored: list[list[Array]]


def outputs(kinds: list[str], parameters: list[Array], inputs: Array) -> tuple[Array, Array]:
    """What the layers give, and how large what is added up on the way to it is."""
    values, sizes = inputs, np.abs(inputs)
    rest = iter(parameters)
    for kind in kinds:
        if kind == "Dense":
            weights, biases = next(rest), next(rest)
            values, sizes = values @ weights + biases, sizes @ np.abs(weights) + np.abs(biases)
        elif kind == "ReLU":
            values = np.maximum(values, 0)
        elif kind == "Sigmoid":
            values = 1 / (1 + np.exp(-values))
            sizes = np.maximum(sizes, 1)  # its slope is below 1
        elif kind == "Tanh":
            values = np.tanh(values)
            sizes = np.maximum(sizes, 1)
    return values, sizes


@st.composite
def networks(draw: st.DrawFn) -> Recorded:
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    widths = [2, *draw(st.lists(st.integers(1, 9), max_size=2)), draw(st.integers(2, 6))]
    specs: list[dict[str, Any]] = []
    for n_inputs, n_neurons in pairwise(widths):
        specs.append({"kind": "Dense", "n_inputs": n_inputs, "n_neurons": n_neurons})
        specs.append({"kind": draw(st.sampled_from(KINDS))})
    specs[-1] = {"kind": "Softmax"}  # the page leaves it to what draws
    shapes = [shape for a, b in pairwise(widths) for shape in ((a, b), (1, b))]
    exact = [[draw(SIZES) * rng.standard_normal(shape) for shape in shapes] for _ in range(2)]
    exponents, text = pack(exact)
    packed = {"layers": specs, "exponents": exponents, "parameters": text}
    stored = unpack(exponents, text, shapes)
    return Recorded(packed, [spec["kind"] for spec in specs], stored)


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    with running("run_trainings.js") as ask:
        yield ask


def test_outputs_agree_on_the_stored_numbers(run: Run) -> None:
    @given(networks(), st.sampled_from([0, 1]))
    def agree(network: Recorded, frame: int) -> None:
        inputs = np.random.default_rng(0).uniform(-2, 2, (5, 2))
        ours, sizes = outputs(network.kinds, network.stored[frame], inputs)
        theirs = run(packed=network.packed, frame=frame, inputs=inputs.tolist())["outputs"]
        found = np.reshape(theirs, ours.shape)
        assert (np.abs(found - ours) <= 1e-12 * sizes).all(), (found, ours)

    agree()


def test_stored_numbers_are_off_by_a_2047th_at_most() -> None:
    values = st.floats(-1e6, 1e6) | st.sampled_from([0.0, 1.0, -1.0, 0.5, 2.0**-30, 1e-300])

    @given(st.lists(arrays(float, (2, 2, 3), elements=values), min_size=1, max_size=3))
    def close(pairs: list[Array]) -> None:
        snapshots = [[pair[frame] for pair in pairs] for frame in (0, 1)]
        exponents, text = pack(snapshots)
        read = unpack(exponents, text, [(2, 3)] * len(pairs))
        for found, snapshot in zip(read, snapshots, strict=True):
            for array, own in zip(found, snapshot, strict=True):
                allowed = max(np.abs(own).max(), 5e-7) / 2047
                assert np.abs(array - own).max() <= allowed

    close()


def test_what_is_packed_bears_a_last_bit() -> None:
    ties = [0.5 / 1024, 1.5 / 1024, 0.25, 1.0, 1 / 3, 0.0]
    for largest in (1.0, 2.0, 0.7):
        array = np.array([[largest, *ties]])
        packed = [pack([[np.nextafter(array, to)]]) for to in (array, np.inf, -np.inf)]
        assert packed[0] == packed[1] == packed[2]


def test_classes_agree_all_over_the_picture(run: Run) -> None:
    """One pixel between four points of the grid: at their middle."""
    side, extent = 41, [-1.0, 1.5, -2.0, 1.0]
    shares: list[float] = []

    @given(networks())
    def agree(network: Recorded) -> None:
        classes = network.stored[0][-1].shape[1]
        answer = run(
            packed=network.packed, frame=0, extent=extent, side=side, size=side - 1, classes=classes
        )
        grid = np.reshape(answer["grid"], (side, side, 2))
        across, up = np.linspace(*extent[:2], side), np.linspace(*extent[:1:-1], side)
        np.testing.assert_allclose(grid, np.dstack(np.meshgrid(across, up)), atol=1e-12)
        logits, _ = outputs(network.kinds, network.stored[0], grid.reshape(-1, 2))
        corners = logits.reshape(side, side, classes)
        middle = (corners[1:, 1:] + corners[1:, :-1] + corners[:-1, 1:] + corners[:-1, :-1]) / 4
        best = middle.max(axis=2)
        found = np.reshape(answer["classes"], (side - 1, side - 1)).astype(int)
        chosen = np.take_along_axis(middle, found[..., np.newaxis], axis=2)[..., 0]
        assert (best - chosen <= 1e-9 * np.abs(middle).max()).all()
        confidence = 1 / np.exp(middle - best[..., np.newaxis]).sum(axis=2)
        np.testing.assert_allclose(np.ravel(answer["confidence"]), confidence.ravel(), rtol=1e-8)
        shares.append(float((found == found[0, 0]).mean()))

    agree()
    assert min(shares) < 0.6  # not all pictures are of one class


def test_a_trained_network_keeps_its_accuracy(run: Run) -> None:
    """The stored parameters classify the points as the recorded ones do."""
    network = trained(classifier(64), epochs=250)
    widget = TrainingPlayer({"run": network}, TRAINING)
    (record,) = widget.runs
    packed = {name: record[name] for name in ("layers", "exponents", "parameters")}
    assert network.history
    assert network.history.accuracy[-1] > 0.9
    for frame, epoch in enumerate(widget.clock):
        theirs = run(packed=packed, frame=frame, inputs=TRAINING.inputs.tolist())["outputs"]
        found = np.reshape(theirs, (-1, 3))
        own, sizes = outputs(
            [layer["kind"] for layer in record["layers"]],
            list(network.history.parameters[epoch].values()),
            TRAINING.inputs,
        )
        assert np.abs(found - own).max() <= 1e-3 * sizes.max()
        agree = (found.argmax(axis=1) == own.argmax(axis=1)).mean()
        assert agree == 1, (epoch, agree)
