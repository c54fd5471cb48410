"""What a reader is told about an answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from backprop.numbers import printable

__all__ = ["Verdict"]


@dataclass(frozen=True, repr=False)
class Verdict:
    """What a check found, with a sentence for the reader. It is true in an ``if`` when right.

    Attributes
    ----------
    kind
        ``right``; ``mistake``: a wrong answer whose cause is known; ``carried``: right from the
        reader's own wrong number of an earlier step; ``unreadable``; ``empty``; ``unknown``: wrong.
    message
        The sentence.
    mistake, see
        The mistake's name, and where the book explains it: "page#heading".
    entry, place
        Which entry of an array cannot be read, counted from 0 row by row, and at which character.
    """

    kind: Literal["right", "mistake", "carried", "unreadable", "empty", "unknown"]
    message: str
    mistake: str = ""
    see: str = ""
    entry: int | None = None
    place: int | None = None

    @property
    def right(self) -> bool:
        """Whether the answer is the right one."""
        return self.kind == "right"

    def __bool__(self) -> bool:
        return self.right

    def __repr__(self) -> str:
        return printable(self.message)
