"""What a gradient check found: true or false, and readable."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from backprop.numbers import format_number, printable

__all__ = ["ArrayReport", "Entry", "GradientReport", "Index", "wrapped"]

Index = tuple[int, ...]


@dataclass(frozen=True)
class Entry:
    """One number of a gradient: what the backward pass gave, and the slope that was measured."""

    index: Index
    given: float
    measured: float

    @property
    def error(self) -> float:
        """How far apart the two are."""
        return abs(self.given - self.measured)

    def __str__(self) -> str:
        place = ", ".join(map(str, self.index))
        given, measured = format_number(self.given), format_number(self.measured)
        return printable(f"[{place}]: given {given}, measured {measured}")


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
        The shape of the array whose gradient it is. Values are compared if the two are equal.
    drawn : int or None
        How many of its numbers were drawn and compared; None if all were.
    not_finite : tuple of tuple of int
        The places where it is NaN or infinite, drawn or not.
    wrong : tuple of Entry
        The numbers that disagree, the worst first.
    kinks : tuple of Entry
        The numbers at a place where the slope jumps, so that a difference straddles two slopes:
        the given number is one of them or lies between them. They count as neither right nor wrong.
    unmeasured : tuple of tuple of int
        The places where the forward pass refuses a nudge, as beyond the end of a range. If nothing
        is left to compare, the report is false.
    worst : Entry or None
        The largest disagreement relative to what is allowed, among all that were compared.
    """

    name: str
    shape: tuple[int, ...]
    expected_shape: tuple[int, ...]
    drawn: int | None = None
    not_finite: tuple[Index, ...] = ()
    wrong: tuple[Entry, ...] = ()
    kinks: tuple[Entry, ...] = ()
    unmeasured: tuple[Index, ...] = ()
    worst: Entry | None = None

    @property
    def size(self) -> int:
        """How many numbers it has."""
        return int(np.prod(self.shape))

    @property
    def is_wrong(self) -> bool:
        """Whether anything of it is known to be wrong."""
        return bool(self.wrong or self.not_finite or self.shape != self.expected_shape)

    def __bool__(self) -> bool:
        return not self.is_wrong and self._looked_at > self._left_out

    @property
    def _looked_at(self) -> int:
        return self.size if self.drawn is None else self.drawn

    @property
    def _left_out(self) -> int:
        return len(self.kinks) + len(self.unmeasured)

    def __str__(self) -> str:
        if self.shape != self.expected_shape:
            return f"{self.shape}  wrong shape: expected {self.expected_shape}"
        agree = self._looked_at - self._left_out - len(self.wrong)
        text = f"{self.shape}  {agree} of {self._looked_at} agree"
        if self.drawn is not None:
            text = f"{self.shape}  of {self.size} numbers {self.drawn} drawn: {agree} agree"
        if self.not_finite:
            text += f"; NaN or infinite: {_listed(self.not_finite)}"
        elif self.wrong:
            text += f"; worst {self.wrong[0]}"
        if self.kinks:
            text += f"; at a kink, not counted: {_listed(entry.index for entry in self.kinks)}"
        if self.unmeasured:
            text += f"; cannot be nudged: {_listed(self.unmeasured)}"
        return text


@dataclass(frozen=True, repr=False)
class GradientReport:
    """The verdict on a backward pass: true if every gradient agrees, and readable when printed.

    Attributes
    ----------
    name : str
        What was checked.
    arrays : tuple of ArrayReport
        One for each gradient.
    changed : tuple of str
        What the forward or the backward pass changed in place and should not have.
    added_to : tuple of str
        The gradients that came out differently when both passes ran over the same batch again:
        the new one was added to the old.
    explanations : tuple of str
        The mistakes that give exactly these wrong numbers, one sentence each.
    """

    name: str
    arrays: tuple[ArrayReport, ...]
    changed: tuple[str, ...] = ()
    added_to: tuple[str, ...] = ()
    explanations: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return all(self.arrays) and not self.changed and not self.added_to

    def __repr__(self) -> str:
        lines = [f"{self.name}: {self._verdict()}."]
        width = max(len(array.name) for array in self.arrays)
        lines += [f"  {array.name:{width}}  {array}" for array in self.arrays]
        lines += [wrapped(text) for text in self.explanations]
        return printable("\n".join(lines))

    def _verdict(self) -> str:
        if self:
            if all(array.drawn is None for array in self.arrays):
                return "all gradients agree with central differences"
            return "the numbers drawn agree with central differences; the others were not compared"
        no_number = [array.name for array in self.arrays if array.not_finite]
        wrong = [a.name for a in self.arrays if a.is_wrong and not a.not_finite]
        unknown = [array.name for array in self.arrays if not array and not array.is_wrong]
        said = [
            (no_number, "{} not finite, NaN or infinite"),
            (self.added_to, "{} added to by each backward pass, instead of being replaced"),
            (wrong, "{} disagree with central differences"),
            (unknown, "nothing of {} could be compared"),
            (self.changed, "{} changed in place"),
        ]
        return "; ".join(text.format(" and ".join(names)) for names, text in said if names)


def wrapped(text: str) -> str:
    """Indent a sentence under a verdict, in lines of 80."""
    return textwrap.fill(
        text,
        80,
        initial_indent="  ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _listed(indices: Iterable[Index]) -> str:
    places = [f"[{', '.join(map(str, index))}]" for index in indices]
    more = f" and {len(places) - 4} more" if len(places) > 4 else ""
    return ", ".join(places[:4]) + more
