"""What a mistake in a backward pass is: a sentence, a place in the book, and code that makes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike

from backprop.checks import FloatArray
from backprop.layers import Layer
from backprop.losses import Loss

__all__ = ["CATALOGUE", "Mistake", "floats", "mistake"]

Variant = TypeVar("Variant", bound=type[Layer] | type[Loss])


@dataclass(frozen=True)
class Mistake:
    """A mistake that is often made, as code that can stand in place of the right class.

    Attributes
    ----------
    name : str
        What it is called; the same mistake has the same name in every class.
    done : str
        What came out, as the end of a sentence: "dweights are … the right ones divided by n".
    tempting, shows : str
        Why it is made, and how it shows where nobody checks gradients.
    see : str
        Where the book explains it: a page, ``#``, and a heading of that page.
    right, variant : type
        The right class, and the wrong one, which has the same forward pass.
    """

    name: str
    done: str
    tempting: str
    shows: str
    see: str
    right: type[Layer] | type[Loss]
    variant: type[Layer] | type[Loss]


CATALOGUE: list[Mistake] = []
RIGHT = {"backprop.layers", "backprop.activations", "backprop.losses"}


def mistake(
    name: str, *, done: str, tempting: str, shows: str, see: str
) -> Callable[[Variant], Variant]:
    """Enter a wrong class in the catalogue; the class that it is derived from is the right one."""

    def enter(variant: Variant) -> Variant:
        right = next(base for base in variant.__mro__ if base.__module__ in RIGHT)
        CATALOGUE.append(Mistake(name, done, tempting, shows, see, right, variant))
        return variant

    return enter


def floats(values: ArrayLike | None) -> FloatArray:
    """Return an array of floats, a new one."""
    found: FloatArray = np.array(values, float)
    return found
