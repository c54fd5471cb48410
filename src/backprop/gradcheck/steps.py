"""Check the steps of an optimizer against those of a right one, and say which mistake they make.

>>> from backprop import SGD
>>> class Mine:
...     def step(self, parameters):
...         for parameter, gradient in parameters:
...             parameter += 0.1 * gradient
>>> check_optimizer(Mine(), SGD(0.1))
Mine: not the steps of SGD(0.1, decay=0), from step 1 on.
  The step is the right one with the other sign: it climbs (step uphill;
    02-descend-with-the-gradient#one-step-down).
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from backprop.checks import FloatArray, Seed, checked_rng, checked_size
from backprop.gradcheck.relations import alike
from backprop.gradcheck.report import wrapped
from backprop.mistakes import CATALOGUE
from backprop.numbers import printable
from backprop.optimizers import Optimizer

__all__ = ["HasStep", "StepReport", "check_optimizer"]

SHAPES = [(3, 2), (1, 2)]
SAME = 1e-9

Pairs = list[tuple[FloatArray, FloatArray]]


class HasStep(Protocol):
    """An optimizer: something that changes parameters in place."""

    def step(self, parameters: Pairs, /) -> Any:
        """Change each parameter in place, given pairs of a parameter and its gradient."""


@dataclass(frozen=True, repr=False)
class StepReport:
    """The verdict on an optimizer: true if every step agrees, and readable when shown.

    Attributes
    ----------
    name, right : str
        What was checked, and what it was compared with.
    first_wrong : int or None
        The first step that differs, counted from 1.
    explanations : tuple of str
        Which mistakes give exactly the steps that came, a sentence each.
    """

    name: str
    right: str
    first_wrong: int | None
    explanations: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.first_wrong is None

    def __repr__(self) -> str:
        verdict = f"the steps of {self.right}"
        if self.first_wrong is not None:
            verdict = f"not {verdict}, from step {self.first_wrong} on"
        lines = [f"{self.name}: {verdict}.", *map(wrapped, self.explanations)]
        return printable("\n".join(lines))


def check_optimizer(
    yours: HasStep, right: Optimizer, *, steps: int = 6, rng: Seed | None = None
) -> StepReport:
    """Compare the steps of an optimizer of your own with those of one of this package.

    Both start from the same two parameters and are given the same random gradients. What differs
    is compared with the catalogue of :mod:`backprop.mistakes`. All this happens to copies.

    Parameters
    ----------
    yours
        What is checked: something with ``step(pairs)``.
    right
        The optimizer that it should be like, with the same settings.
    steps
        How many steps to take: some mistakes do not show before the second.
    rng
        Where parameters and gradients come from; the same for each call unless given.

    Raises
    ------
    TypeError, ValueError
        If there is no ``step``, ``right`` is no optimizer of this package, or a number is out of
        range.
    """
    if not callable(getattr(yours, "step", None)):
        raise TypeError(f"check_optimizer expects an optimizer with step, got {yours!r}.")
    if not isinstance(right, Optimizer):
        raise TypeError(f"check_optimizer expects an optimizer to compare with, got {right!r}.")
    count = checked_size(steps, "check_optimizer expects steps")
    random = checked_rng(
        np.random.default_rng(0) if rng is None else rng, "check_optimizer expects"
    )
    start = [random.normal(size=shape) for shape in SHAPES]
    gradients = [[random.normal(size=shape) for shape in SHAPES] for _ in range(count)]

    given = _moves(yours, start, gradients)
    wanted = _moves(right, start, gradients)
    pairs = enumerate(zip(given, wanted, strict=True), 1)
    wrong = [number for number, (ours, theirs) in pairs if not alike(ours, theirs, SAME)]
    found = []
    for text, variant in _variants(right, given, wanted) if wrong else ():
        if alike(given, _moves(variant, start, gradients), SAME):
            found.append(text)
    said = (f"The step is {'; or '.join(found)}.",) if found else ()
    return StepReport(type(yours).__name__, repr(right), wrong[0] if wrong else None, said)


def _moves(
    optimizer: HasStep, start: Sequence[FloatArray], gradients: Sequence[Sequence[FloatArray]]
) -> FloatArray:
    """Return how far each step moves each number, shape (n_steps, n_numbers)."""
    it, parameters = copy.deepcopy(optimizer), [each.copy() for each in start]
    if isinstance(it, Optimizer):
        it.reset()
    places = [np.concatenate([each.ravel() for each in parameters])]
    for batch in gradients:
        it.step(list(zip(parameters, map(np.copy, batch), strict=True)))
        places.append(np.concatenate([each.ravel() for each in parameters]))
    return np.diff(places, axis=0)


def _variants(
    right: Optimizer, given: FloatArray, wanted: FloatArray
) -> Iterator[tuple[str, Optimizer]]:
    settings = {name: getattr(right, name) for name in right.settings}
    for entry in CATALOGUE:
        if entry.right is type(right):
            kind: Any = entry.variant
            variant = kind(**settings)
            if hasattr(variant, "n_samples"):
                variant.n_samples = _whole_ratio(wanted, given)
            yield f"{entry.done} ({entry.name}; {entry.see})", variant


def _whole_ratio(wanted: FloatArray, given: FloatArray) -> int:
    """Return how many times as long the right steps are, to the nearest whole number."""
    size = float(np.abs(given).max())
    return max(1, round(float(np.abs(wanted).max()) / size)) if size else 1
