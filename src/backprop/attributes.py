"""Attributes that keep their word: what can be set is checked, what cannot be set says so."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import numpy as np

__all__ = ["Fixed", "Flag", "Number"]

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """An attribute whose value its object keeps under the same name."""

    name: str

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, it: object, owner: type | None = None) -> Value:
        if it is None:  # asked of the class
            return self  # type: ignore[return-value]
        try:
            value: Value = vars(it)[self.name]
        except KeyError:  # not built yet
            raise AttributeError(self.name) from None
        return value


class Fixed(Kept[Value]):
    """An attribute that is set once, when its object is built.

    Parameters
    ----------
    instead
        What to do for another value, for the message.
    """

    def __init__(self, instead: str) -> None:
        self.instead = instead

    def __set__(self, it: object, value: Value) -> None:
        if self.name in vars(it):
            raise AttributeError(
                f"{type(it).__name__}.{self.name} stays {vars(it)[self.name]!r}, as it was built, "
                f"got {value!r}. {self.instead}"
            )
        vars(it)[self.name] = value


class Number(Kept[float]):
    """A number that is checked whenever it is set.

    Parameters
    ----------
    zero
        Whether it may be 0.
    below
        What it must stay below.
    """

    def __init__(self, *, zero: bool = False, below: float = np.inf) -> None:
        self.zero = zero
        self.below = below

    def __set__(self, it: object, number: Any) -> None:
        wanted = f"{type(it).__name__} expects {self.name} as a number "
        wanted += f"{'of at least' if self.zero else 'above'} 0"
        wanted += "" if np.isinf(self.below) else f" and below {self.below:g}"
        if isinstance(number, bool | np.bool_) or not isinstance(
            number, int | float | np.integer | np.floating
        ):
            raise TypeError(f"{wanted}, got {number!r}.")
        if number < 0 or (number == 0 and not self.zero) or not number < self.below:
            raise ValueError(f"{wanted}, got {number!r}.")
        # No numpy number: a float64 would turn float32 arrays into doubles.
        vars(it)[self.name] = float(number)


class Flag(Kept[bool]):
    """True or false, checked whenever it is set: the text "no" would count as true."""

    def __set__(self, it: object, flag: Any) -> None:
        if not isinstance(flag, bool | np.bool_):
            raise TypeError(
                f"{type(it).__name__} expects {self.name} as True or False, got {flag!r}."
            )
        vars(it)[self.name] = bool(flag)
