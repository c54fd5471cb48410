"""What a mistake in a backward pass is: a sentence, a place in the book, and code that makes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from backprop.checks import FloatArray
from backprop.graph import Graph
from backprop.layers import Layer
from backprop.losses import Loss
from backprop.mistakes.sentences import SENTENCES
from backprop.network import Network
from backprop.optimizers import Optimizer

__all__ = ["CATALOGUE", "Mistake", "floats", "mistake", "named"]

Kind = type[Layer] | type[Loss] | type[Network] | type[Optimizer] | type[Graph]
Variant = TypeVar("Variant", bound=Kind)


@dataclass(frozen=True)
class Mistake:
    """A mistake that is often made, as code that can stand in place of the right class.

    Attributes
    ----------
    name : str
        What it is called; the same mistake has the same name in every class.
    done : str
        What came out, as the end of a sentence: "dweights are … the right ones divided by n".
    says : str
        What to say to somebody who made it, in a whole sentence: "You …". It goes with the name.
    tempting, shows : str
        Why it is made, and how it shows where nobody checks gradients.
    see : str
        Where the book explains it: a page, ``#``, and a heading of that page.
    right, variant : type
        The right class, and the wrong one, which has the same forward pass.
    """

    name: str
    says: str
    done: str
    tempting: str
    shows: str
    see: str
    right: Kind
    variant: Kind


CATALOGUE: list[Mistake] = []
RIGHT = {
    f"backprop.{module}"
    for module in (
        "layers",
        "activations",
        "losses",
        "binary_cross_entropy",
        "network.network",
        "optimizers",
        "graph.graph",
    )
}


def mistake(
    name: str, *, done: str, tempting: str, shows: str, see: str
) -> Callable[[Variant], Variant]:
    """Enter a wrong class in the catalogue; the class that it is derived from is the right one."""

    def enter(variant: Variant) -> Variant:
        right = next(base for base in variant.__mro__ if base.__module__ in RIGHT)
        CATALOGUE.append(Mistake(name, SENTENCES[name], done, tempting, shows, see, right, variant))
        return variant

    return enter


def named(name: str, right: type[Any] | None = None) -> Mistake:
    """Return the entry of a name: the first one, or the one of a class.

    Raises ``ValueError`` if there is none.
    """
    for entry in CATALOGUE:
        if entry.name == name and right in (None, entry.right):
            return entry
    known = [each.name for each in CATALOGUE if right in (None, each.right)]
    close = get_close_matches(name, known, 1)
    of_class = "" if right is None else f" of {right.__name__}"
    hint = f": is it {close[0]!r}?" if close else "."
    raise ValueError(f"named expects the name of a mistake{of_class}, got {name!r}{hint}")


def floats(values: ArrayLike | None) -> FloatArray:
    """Return an array of floats, a new one."""
    found: FloatArray = np.array(values, float)
    return found
