"""What is verified: a formula of arrays, and its gradients by the package and by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from verification.libraries import Array, Formula, Gradients, Library

REPEATS = 20


@dataclass(frozen=True)
class Case:
    """One point at which all witnesses are asked for the gradients of the formula."""

    at: Gradients
    formula: Formula
    ours: Gradients
    by_hand: Gradients


@dataclass(frozen=True)
class Subject:
    """A part of the book with gradients of its own, at random points or at the book's own.

    It is not ``smooth`` where a nudge of a number crosses a kink: differences say nothing there.
    """

    name: str
    formula: str
    place: str
    cases: Callable[[], Iterable[Case]]
    smooth: bool = True


def at_random(draw: Callable[[np.random.Generator], Case]) -> Callable[[], Iterable[Case]]:
    """Draw ``REPEATS`` points, the same ones each time."""
    return lambda: [draw(np.random.default_rng(seed)) for seed in range(REPEATS)]


def difference(ours: Array, theirs: Array) -> float:
    """Compute the largest difference of two gradients, as a share of the largest entry.

    Raises ``ValueError`` if the shapes differ, ``ArithmeticError`` if a number is not finite.
    """
    if ours.shape != theirs.shape:
        raise ValueError(f"gradients of one shape are compared, got {ours.shape}, {theirs.shape}")
    if not (np.isfinite(ours).all() and np.isfinite(theirs).all()):
        raise ArithmeticError("finite gradients are compared, got one that is not")
    scale = max(np.abs(ours).max(), np.abs(theirs).max())
    return float(np.abs(ours - theirs).max() / scale) if scale > 0 else 0.0


def largest(pairs: Iterable[tuple[Gradients, Gradients]]) -> dict[str, float]:
    """Compute the largest difference for each name, over all points.

    Raises ``ValueError`` if the two sides name different gradients.
    """
    found: dict[str, float] = {}
    for ours, theirs in pairs:
        if set(ours) != set(theirs):
            raise ValueError(f"expected gradients {sorted(ours)}, got {sorted(theirs)}")
        for name in ours:
            found[name] = max(found.get(name, 0.0), difference(ours[name], theirs[name]))
    return found


def by_hand(subject: Subject) -> dict[str, float]:
    """Compare the package with the formulas that the book derives, written out."""
    return largest((case.ours, case.by_hand) for case in subject.cases())


def by_library(subject: Subject, library: Library) -> dict[str, float]:
    """Compare the package with what a library finds by itself."""
    return largest(
        (case.ours, library.gradients(case.formula, case.at)) for case in subject.cases()
    )
