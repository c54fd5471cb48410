"""Say which mistake gives exactly the wrong numbers that came out of a backward pass.

Nothing is guessed: a mistake is named if everything that it spoils came out spoiled in just that
way. Where two give the same numbers, both are named; where none does, none is.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from backprop.checks import FloatArray, Random
from backprop.gradcheck.central_differences import REFUSALS
from backprop.gradcheck.relations import alike, relation
from backprop.gradcheck.report import ArrayReport
from backprop.gradcheck.subjects import of_layer, of_loss
from backprop.layers import Dense, Layer
from backprop.losses import Loss
from backprop.mistakes import CATALOGUE

__all__ = ["diagnosis"]

Gradients = Mapping[str, NDArray[Any]]
UNFIT = (*REFUSALS, TypeError, RuntimeError, AttributeError)
EXACT = {8: 1e-9, 4: 1e-4}  # by bytes a number
MEASURED = 1e-4


def diagnosis(
    it: Any,
    x: FloatArray,
    targets: ArrayLike | None,
    rng: Random,
    gradients: Gradients,
    reports: Sequence[ArrayReport],
) -> tuple[str, ...]:
    """Explain the wrong gradients of a layer or a loss, a sentence each.

    ``rng`` has to stand where it stood before the layer was run, so that each variant gets the
    same incoming gradients.
    """
    wrong = {each.name: each for each in reports if each.is_wrong and not each.not_finite}
    if not wrong:
        return ()

    def run(subject: Layer | Loss) -> Gradients:
        if isinstance(subject, Loss):
            assert targets is not None
            return of_loss(subject, x, targets).gradients
        return of_layer(subject, x, copy.deepcopy(rng)).gradients

    found: list[tuple[frozenset[str], str]] = []
    right: Gradients = {}
    for kind in dict.fromkeys(entry.right for entry in CATALOGUE):
        twin = _twin(kind, it, x, targets)
        if twin is None:
            continue
        right = run(twin)
        for entry in CATALOGUE:
            variant = _built(entry.variant, it) if entry.right is kind else None
            names = _fits(variant, run, gradients, right) if variant is not None else frozenset()
            if names:
                found.append((names, f"{entry.done} ({entry.name}; {entry.see})"))
    largest = [pair for pair in found if not any(pair[0] < other for other, _ in found)]
    explained = frozenset().union(*(names for names, _ in largest))
    said = [(names, text) for names, text in largest]
    for name, report in wrong.items():
        if name not in explained:
            known = right.get(name, _measured(gradients[name], report))
            text = known is not None and relation(gradients[name], known, len(x), MEASURED)
            said += [(frozenset({name}), text)] if text else []
    return tuple(_sentences(said, list(gradients)))


def _sentences(said: Sequence[tuple[frozenset[str], str]], order: list[str]) -> Iterator[str]:
    for names in dict.fromkeys(names for names, _ in said):
        listed = " and ".join(name for name in order if name in names)
        yield f"{listed} are " + "; or ".join(text for each, text in said if each == names) + "."


def _twin(
    kind: type[Layer] | type[Loss], it: Any, x: FloatArray, targets: ArrayLike | None
) -> Layer | Loss | None:
    """Return the right object of a kind, if it has the forward pass of what is checked."""
    twin = _built(kind, it)
    if twin is None or issubclass(kind, Loss) is (targets is None):
        return None
    given = () if targets is None else (targets,)
    try:
        ours, theirs = twin.forward(x.copy(), *given), it.forward(x.copy(), *given)
        same = alike(np.asarray(theirs), np.asarray(ours), 1e-6)
    except UNFIT:
        return None
    return twin if same else None


def _built(kind: type[Layer] | type[Loss], it: Any) -> Layer | Loss | None:
    """Make one of a kind, with the parameters of what is checked where it has any."""
    if not issubclass(kind, Dense):
        return kind()
    try:
        weights, biases = np.asarray(it.weights), np.asarray(it.biases)
        made = kind(*weights.shape, dtype=weights.dtype if weights.dtype.kind == "f" else float)
        made.weights, made.biases = weights, biases.reshape(1, -1)
    except UNFIT:
        return None
    return made


def _fits(
    variant: Layer | Loss,
    run: Callable[[Layer | Loss], Gradients],
    given: Gradients,
    right: Gradients,
) -> frozenset[str]:
    """Return the gradients that a variant spoils, if all of them came out in just that way."""
    try:
        spoiled = run(variant)
    except UNFIT:
        return frozenset()
    names = set()
    for name, other in spoiled.items():
        if name not in given or name not in right:
            return frozenset()
        tolerance = EXACT.get(given[name].dtype.itemsize, MEASURED)
        if alike(other, right[name], tolerance):
            continue
        if not alike(given[name], other, tolerance):
            return frozenset()
        names.add(name)
    return frozenset(names)


def _measured(gradient: NDArray[Any], report: ArrayReport) -> NDArray[Any] | None:
    """Return the right gradient as far as it was measured: all of it, or nothing."""
    if report.drawn is not None or report.shape != report.expected_shape or report.unmeasured:
        return None
    right = np.array(gradient, float)
    for entry in report.wrong:
        right[entry.index] = entry.measured
    return right
