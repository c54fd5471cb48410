"""The answers of chapter 16, computed a second time: by playing what the exercises tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from backprop import SGD, Dense, Network, ReLU, SquaredError
from backprop.parallel.parts import Samples, added, in_pairs, part_of
from exercise_answers import SEEDS, answered, drawn

with_seeds = pytest.mark.parametrize("seed", SEEDS)


def whole(drawn_number: Any) -> int:
    return int(drawn_number)


def one_weight(weight: float) -> Network:
    """Make a linear neuron with one input, and a bias of 0."""
    layer = Dense(1, 1)
    layer.weights, layer.biases = [[weight]], [[0]]
    return Network([layer], SquaredError())


def split_gradient(network: Network, shards: Sequence[tuple[Any, Any]]) -> float:
    """Return the weight's gradient as the workers find it: each its part, then the sum."""
    sizes = [len(x) for x, _ in shards]
    parts = [
        part_of(
            network._passes,
            Samples(np.reshape(x, (-1, 1)).astype(float), np.reshape(y, (-1, 1)).astype(float)),
            size / sum(sizes),
        )
        for (x, y), size in zip(shards, sizes, strict=True)
    ]
    return float(in_pairs(parts, added).gradients[0].item())


def ring(arrays: Sequence[NDArray[Any]]) -> tuple[int, list[int]]:
    """Play the ring: return the rounds until everybody has the sum, and the bytes each sent."""
    held = [np.array_split(array, len(arrays)) for array in arrays]
    sent = [0] * len(arrays)
    rounds = 0
    while not all(np.allclose(np.concatenate(chunks), sum(arrays)) for chunks in held):
        adding = rounds < len(arrays) - 1
        moving = [(k, (k - rounds) % len(arrays)) for k in range(len(arrays))]
        chunks = [held[k][place] for k, place in moving]
        for (k, place), chunk in zip(moving, chunks, strict=True):
            sent[k] += chunk.nbytes
            after = held[(k + 1) % len(arrays)]
            after[place] = after[place] + chunk if adding else chunk
        rounds += 1
    return rounds, sent


def late(rate: float, delay: int, begin: Sequence[float], steps: int) -> list[float]:
    """Descend on half of w squared with gradients that old."""
    weights = list(begin)
    for _ in range(steps):
        weights.append(weights[-1] - rate * weights[-1 - delay])
    return weights[len(begin) :]


@with_seeds
def test_shards(seed: int) -> None:
    given, answers = drawn("what-is-sent", seed)
    i, h, o = (whole(given[name]) for name in "iho")
    network = Network([Dense(i, h), ReLU(), Dense(h, o)], SquaredError())
    answered(answers, 0, sum(p.size for p in network._passes.named_parameters().values()), 0)

    given, answers = drawn("weigh-the-shards", seed)
    alone = [[mean] * whole(n) for n, mean in zip(given["n"], given["g"], strict=True)]
    samples = np.concatenate(alone)
    answered(answers, sum(alone[0]) / len(samples), samples.mean(), samples.mean())

    given, answers = drawn("a-step-of-two-workers", seed)
    network = one_weight(float(given["w"]))
    a, b = (given["x"], given["t"]), ([given["u"]], [given["v"]])
    gradient = split_gradient(network, [a, b])
    own = [split_gradient(network, [each]) for each in (a, b)]
    answered(answers, *own, gradient, float(given["w"]) - float(given["r"]) * gradient)
    x, y = (np.append(*pair)[:, np.newaxis] for pair in zip(a, b, strict=True))
    layer = network.layers[0]
    network.step(x, y, SGD(float(given["r"])))
    assert layer.weights.item() == pytest.approx(float(answers[3]))

    given, answers = drawn("error-across-machines", seed)
    wrong = sum(float(mean) / 2 for mean in given["g"])
    answered(answers, 5, wrong, 0)


@with_seeds
def test_machines(seed: int) -> None:
    given, answers = drawn("bytes-in-the-ring", seed)
    m, p = whole(given["m"]), whole(given["p"])
    arrays = list(np.random.default_rng(seed).integers(9, size=(m, p)).astype(np.float32))
    rounds, sent = ring(arrays)
    assert len(set(sent)) == 1
    answered(answers, rounds, sent[0], sum(array.nbytes for array in arrays[1:]))

    given, answers = drawn("wait-for-all", seed)
    together, apart = 0.0, [0.0, 0.0, 0.0]
    for step in given["T"]:
        together = max(together + seconds for seconds in step)
        apart = [clock + seconds for clock, seconds in zip(apart, step, strict=True)]
    answered(answers, together, max(apart))

    given, answers = drawn("does-it-pay", seed)
    t, m, c = (float(given[name]) for name in "tmc")
    with_workers = {n: t / n + c for n in (m, 1e15)}
    answered(answers, with_workers[m], t / with_workers[m], t / with_workers[1e15])


@with_seeds
def test_old_gradients(seed: int) -> None:
    given, answers = drawn("one-step-old", seed)
    start = float(given["s"])
    answered(answers, *late(float(given["r"]), 1, [start, start], 3), 0)


def test_the_exercises_at_the_end() -> None:
    _, answers = drawn("measured-in-two-places")
    right = np.repeat([1, 0, 1, 0], [5, 5, 27, 3])
    errors = np.repeat([13.0, 3.0], [10, 30])
    answered(answers, right.mean(), np.sqrt((errors**2).mean()))

    _, answers = drawn("in-pairs")
    held, rounds, gap = [np.eye(8)[k] for k in range(8)], 0, 1
    while not all(np.array_equal(each, np.ones(8)) for each in held):
        held = [each + held[k ^ gap] for k, each in enumerate(held)]
        rounds, gap = rounds + 1, 2 * gap
    answered(answers, rounds, 1000 * rounds, 0)

    _, answers = drawn("six-steps-in-a-circle")
    for rate, settles in ((0.999, True), (1.001, False)):
        scaled = rate * 2 * float(answers[1])  # times the curvature
        sizes = np.abs(late(scaled, 4, [1.0] * 5, 60_000))
        assert (sizes[-500:].max() < sizes[:500].max()) == settles
    answered(answers, late(1, 1, [1, 1], 6), None)
