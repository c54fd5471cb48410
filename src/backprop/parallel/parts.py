"""What a worker computes of its samples, and how the parts are added. No Dask in here.

The gradient of a mean over N samples is a sum of parts: of n samples it is the gradient of their
own mean, times n / N.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from backprop.checks import FloatArray
from backprop.network.passes import Passes
from backprop.precision import looked_after

__all__ = [
    "Measured",
    "Part",
    "Samples",
    "added",
    "added_measured",
    "in_pairs",
    "largest_of",
    "measured",
    "on_rows",
    "outputs_of",
    "part_of",
    "refuse_meeting_rows",
]

Rows = NDArray[np.intp] | None  # None: all
Summand = TypeVar("Summand")
FEW = 8


@dataclass(frozen=True, eq=False)
class Samples:
    """Checked inputs, and targets unless they are only to be predicted."""

    inputs: FloatArray
    targets: NDArray[Any] | None = None

    def __len__(self) -> int:
        return len(self.inputs)

    def __getitem__(self, rows: Any) -> Samples:
        return Samples(self.inputs[rows], None if self.targets is None else self.targets[rows])


@dataclass(frozen=True, eq=False)
class Part:
    """A part of a batch's mean loss, and of the gradient of each parameter."""

    loss: float
    gradients: list[FloatArray]


@dataclass(frozen=True, eq=False)
class Measured:
    """A part of a mean loss, and how many classes are right: None without classes."""

    loss: float
    n_right: int | None


def on_rows(
    compute: Callable[..., Any], passes: Passes, samples: Samples, rows: Rows, *more: Any
) -> Any:
    """Compute something of some samples, or of all."""
    return compute(passes, samples if rows is None else samples[rows], *more)


def part_of(passes: Passes, samples: Samples, share: float) -> Part:
    """Run both passes over samples that are this share of the batch."""
    passes = passes.twin(in_training=True)
    with looked_after():
        loss = passes.forward(samples.inputs, _targets(samples))
        passes.backward()
        return Part(loss * share, [gradient * share for _, gradient in passes.parameters()])


def added(one: Part, other: Part) -> Part:
    """Add two parts of the same batch."""
    pairs = zip(one.gradients, other.gradients, strict=True)
    with looked_after():
        return Part(one.loss + other.loss, [ours + theirs for ours, theirs in pairs])


def measured(passes: Passes, samples: Samples, share: float) -> Measured:
    """Measure samples that are this share of all."""
    with looked_after():
        found = passes.untouched().evaluate(samples.inputs, _targets(samples))
    n_right = None if found.accuracy is None else round(found.accuracy * len(samples))
    return Measured(found.loss * share, n_right)


def added_measured(one: Measured, other: Measured) -> Measured:
    """Add two parts of the same measurement."""
    if one.n_right is None or other.n_right is None:
        return Measured(one.loss + other.loss, None)
    return Measured(one.loss + other.loss, one.n_right + other.n_right)


def outputs_of(passes: Passes, samples: Samples) -> FloatArray:
    """Compute the outputs of the last layer."""
    with looked_after():
        return passes.untouched().finite_outputs(samples.inputs)


def largest_of(passes: Passes, samples: Samples, what: str) -> float:
    """Return the size of the largest number among ``inputs`` or ``targets``."""
    return passes.largest(getattr(samples, what))


def in_pairs(parts: Sequence[Summand], add: Callable[[Summand, Summand], Summand]) -> Summand:
    """Add as a tree, neighbours first: the same order, and the same bits, every time."""
    parts = list(parts)
    while len(parts) > 1:
        odd = parts[len(parts) - len(parts) % 2 :]
        parts = [add(*pair) for pair in zip(parts[::2], parts[1::2], strict=False)] + odd
    return parts[0]


def refuse_meeting_rows(passes: Passes, samples: Samples) -> None:
    """Raise ``TypeError`` if a few samples have another gradient together than as two parts.

    So it is with a batch norm, whose rows meet in a mean, with a layer that draws random numbers
    for each batch, and with a loss that is a sum over the batch and no mean.
    """
    few = samples[:FEW]
    half = (len(few) + 1) // 2
    whole = part_of(passes, few, 1.0)
    parts = [
        part_of(passes, each, len(each) / len(few))
        for each in (few[:half], few[half:])
        if len(each)
    ]
    for one, other in zip(_numbers(whole), _numbers(in_pairs(parts, added)), strict=True):
        tolerance = 1e-3 if one.dtype == np.float32 else 1e-6
        if not np.allclose(one, other, rtol=tolerance, atol=tolerance * float(np.abs(one).max())):
            raise TypeError(
                "DataParallel expects layers that take each sample alone, and a loss that is the "
                f"mean over the batch; got layers or a loss by which {len(few)} samples together "
                "have another gradient than in two parts. A layer in which rows meet, such as a "
                "batch norm, or which draws random numbers, such as dropout, is for Network.fit."
            )


def _numbers(part: Part) -> list[FloatArray]:
    return [np.array(part.loss), *part.gradients]


def _targets(samples: Samples) -> NDArray[Any]:
    assert samples.targets is not None
    return samples.targets
