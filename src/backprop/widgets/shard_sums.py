"""The gradient of one weight, over a batch that is split among workers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backprop.checks import checked_whole
from backprop.descent import checked_learning_rate
from backprop.graph.expressions import checked_number
from backprop.widgets.noise import settled

__all__ = ["MOST_SAMPLES", "MOST_WORKERS", "ShardSums", "checked_split", "shard_sums"]

MOST_SAMPLES = 8
MOST_WORKERS = 4


@dataclass(frozen=True)
class Sum:
    """A sum, and how large its terms were, by which the noise in it is told."""

    value: float
    size: float

    def plus(self, other: Sum) -> Sum:
        """Add another, and keep no noise where the two cancel."""
        return settled_sum(self.value + other.value, self.size + other.size)

    def times(self, factor: float) -> Sum:
        """Multiply by a number."""
        return Sum(self.value * factor, self.size * abs(factor))


def settled_sum(value: float, size: float) -> Sum:
    """Return a sum that is 0 where its terms have cancelled."""
    return Sum(float(settled(value, size)), size)


@dataclass(frozen=True)
class ShardSums:
    """What the workers compute, how it is added, and what one machine has. None: of no samples."""

    gradients: list[float]
    means: list[float | None]
    shares: list[float]
    parts: list[float | None]
    levels: list[list[float]]
    total: float
    one_machine: float
    plain: float | None
    after: float


def checked_split(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is given as JSON holds it, or raise ``TypeError`` or ``ValueError``."""
    inputs = _checked_samples(given["inputs"], "inputs")
    targets = _checked_samples(given["targets"], "targets")
    if len(inputs) != len(targets):
        raise ValueError(
            f"ShardStepper expects a target for each of {len(inputs)} inputs, got {len(targets)}."
        )
    return {
        "inputs": inputs,
        "targets": targets,
        "weight": checked_number(given["weight"], "weight"),
        "learning_rate": checked_learning_rate(given["learning_rate"]),
        "shards": _checked_shards(given["shards"], len(inputs)),
    }


def _checked_samples(values: Iterable[Any], name: str) -> list[float]:
    if isinstance(values, str | Mapping) or not isinstance(values, Iterable):
        raise TypeError(f"ShardStepper expects {name} as one number a sample, got {values!r}.")
    numbers = [checked_number(value, f"{name}[{i}]") for i, value in enumerate(values)]
    if not 1 <= len(numbers) <= MOST_SAMPLES:
        raise ValueError(
            f"ShardStepper expects {name} of 1 to {MOST_SAMPLES} samples, which a page can show; "
            f"got {len(numbers)}."
        )
    return numbers


def _checked_shards(shards: Iterable[Iterable[Any]], n_samples: int) -> list[list[int]]:
    expected = f"ShardStepper expects shards, for each of 1 to {MOST_WORKERS} workers a list of"
    if isinstance(shards, str) or not isinstance(shards, Iterable):
        raise TypeError(f"{expected} its samples, got {shards!r}.")
    split: list[list[int]] = []
    for shard in shards:
        if isinstance(shard, str) or not isinstance(shard, Iterable):
            raise TypeError(f"{expected} its samples, got {shard!r} as one.")
        split.append([checked_whole(k, f"{expected} samples, each") for k in shard])
    if not 1 <= len(split) <= MOST_WORKERS:
        raise ValueError(f"{expected} its samples, got {len(split)} lists.")
    placed = [k for shard in split for k in shard]
    for k in placed:
        if not 0 <= k < n_samples:
            raise ValueError(f"{expected} samples from 0 to {n_samples - 1}, got sample {k}.")
    for k in range(n_samples):
        if placed.count(k) != 1:
            times = "with no worker" if k not in placed else f"{placed.count(k)} times"
            raise ValueError(
                f"{expected} samples, in which each sample stands once; sample {k} stands {times}."
            )
    return split


def shard_sums(given: Mapping[str, Any]) -> ShardSums:
    """Compute with what was checked; ``ValueError`` where numbers get too large."""
    weight, rate, n = given["weight"], given["learning_rate"], len(given["inputs"])
    pairs = zip(given["inputs"], given["targets"], strict=True)
    samples = [_gradient(weight, x, y) for x, y in pairs]
    shards = [[samples[k] for k in shard] for shard in given["shards"]]
    means = [_mean(shard) if shard else None for shard in shards]
    shares = [len(shard) / n for shard in shards]
    parts = [mean.times(share) if mean else None for mean, share in zip(means, shares, strict=True)]
    levels = _levels([part for part in parts if part])
    (total,), one_machine = levels[-1], _mean(samples)
    step = total.times(rate)
    after = settled_sum(weight - step.value, abs(weight) + step.size)
    if not math.isfinite(after.size + sum(each.size for each in samples)):
        raise ValueError(
            "ShardStepper expects numbers whose gradients and step a computer's numbers can hold; "
            "these come to more than 1.8×10³⁰⁸."
        )
    full = [mean for mean in means if mean]
    return ShardSums(
        gradients=[each.value for each in samples],
        means=[mean.value if mean else None for mean in means],
        shares=shares,
        parts=[part.value if part else None for part in parts],
        levels=[[each.value for each in level] for level in levels],
        total=total.value,
        one_machine=one_machine.value,
        plain=_mean(full).value if len(full) == len(means) else None,
        after=after.value,
    )


def _gradient(weight: float, x: float, y: float) -> Sum:
    """Differentiate ½(w·x − y)² with respect to w."""
    prediction = weight * x
    return settled_sum(prediction - y, abs(prediction) + abs(y)).times(x)


def _mean(sums: Sequence[Sum]) -> Sum:
    """Add from left to right, as the page does, and divide."""
    value = size = 0.0
    for each in sums:
        value += each.value
        size += each.size
    total = settled_sum(value, size)
    return Sum(total.value / len(sums), size / len(sums))


def _levels(parts: list[Sum]) -> list[list[Sum]]:
    """Add as ``backprop.parallel`` does: neighbours first, and one without a neighbour goes on."""
    levels = [parts]
    while len(levels[-1]) > 1:
        now = levels[-1]
        odd = now[len(now) - len(now) % 2 :]
        levels.append(
            [one.plus(other) for one, other in zip(now[::2], now[1::2], strict=False)] + odd
        )
    return levels
