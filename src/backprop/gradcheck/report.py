"""What a gradient check found: true or false, and readable."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from backprop.numbers import format_number

__all__ = ["ArrayReport", "Entry", "GradientReport", "Index"]

Index = tuple[int, ...]


@dataclass(frozen=True)
class Entry:
    """One number of a gradient: what the backward pass gave, and what a difference measured."""

    index: Index
    given: float
    measured: float

    @property
    def error(self) -> float:
        """How far the two are apart."""
        return abs(self.given - self.measured)

    def __str__(self) -> str:
        place = ", ".join(map(str, self.index))
        return (
            f"[{place}]: given {format_number(self.given)}, measured {format_number(self.measured)}"
        )


@dataclass(frozen=True)
class ArrayReport:
    """What was found about one gradient.

    Attributes
    ----------
    name : str
        ``"dinputs"``, ``"dweights"``, …
    shape : tuple of int
        Its shape.
    expected_shape : tuple of int
        The shape of what it is the gradient of. Values are compared if the two are equal.
    wrong : tuple of Entry
        The numbers that disagree, the worst first.
    kinks : tuple of Entry
        Where the slope jumps, so that a difference straddles two slopes: given is one of them, or
        lies between them. They count neither as right nor as wrong.
    unmeasured : tuple of tuple of int
        Where the forward pass refuses a nudge, as beyond the end of a range. If nothing is left
        to compare, the report is false.
    worst : Entry or None
        The largest disagreement relative to what is allowed, among all that were compared.
    """

    name: str
    shape: tuple[int, ...]
    expected_shape: tuple[int, ...]
    wrong: tuple[Entry, ...] = ()
    kinks: tuple[Entry, ...] = ()
    unmeasured: tuple[Index, ...] = ()
    worst: Entry | None = None

    def __bool__(self) -> bool:
        compared = int(np.prod(self.shape)) - len(self.kinks) - len(self.unmeasured)
        return self.shape == self.expected_shape and not self.wrong and compared > 0

    def __str__(self) -> str:
        if self.shape != self.expected_shape:
            return f"{self.shape}  wrong shape: expected {self.expected_shape}"
        total = int(np.prod(self.shape))
        left_out = len(self.kinks) + len(self.unmeasured)
        agree = total - left_out - len(self.wrong)
        text = f"{self.shape}  {agree} of {total} agree"
        if self.wrong:
            text += f"; worst {self.wrong[0]}"
        if self.kinks:
            text += f"; at a kink, not counted: {_listed(entry.index for entry in self.kinks)}"
        if self.unmeasured:
            text += f"; cannot be nudged: {_listed(self.unmeasured)}"
        return text


@dataclass(frozen=True, repr=False)
class GradientReport:
    """The verdict on a backward pass: true if every gradient agrees, and readable when shown.

    Attributes
    ----------
    name : str
        What was checked.
    arrays : tuple of ArrayReport
        One for each gradient.
    changed : tuple of str
        What the backward pass or the forward pass changed in place and should not have.
    """

    name: str
    arrays: tuple[ArrayReport, ...]
    changed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return all(self.arrays) and not self.changed

    def __repr__(self) -> str:
        if self:
            lines = [f"{self.name}: all gradients agree with central differences."]
        else:
            wrong = [
                a.name for a in self.arrays if not a and (a.wrong or a.shape != a.expected_shape)
            ]
            unknown = [a.name for a in self.arrays if not a and a.name not in wrong]
            about = f"{' and '.join(wrong)} disagree with central differences" if wrong else ""
            unsaid = f"nothing of {' and '.join(unknown)} could be compared" if unknown else ""
            changed = f"{' and '.join(self.changed)} changed in place" if self.changed else ""
            lines = [f"{self.name}: {'; '.join(filter(None, (about, unsaid, changed)))}."]
        width = max(len(array.name) for array in self.arrays)
        lines += [f"  {array.name:{width}}  {array}" for array in self.arrays]
        return "\n".join(lines)


def _listed(indices: Iterable[Index]) -> str:
    places = [f"[{', '.join(map(str, index))}]" for index in indices]
    more = f" and {len(places) - 4} more" if len(places) > 4 else ""
    return ", ".join(places[:4]) + more
