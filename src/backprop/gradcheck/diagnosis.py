"""Say which mistake gives exactly the wrong numbers that came out of a backward pass.

Nothing is guessed: a mistake is named if everything that it spoils came out spoiled in exactly
that way. If two give the same numbers, both are named; if none does, none is.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from backprop.checks import FloatArray
from backprop.gradcheck.central_differences import REFUSALS
from backprop.gradcheck.relations import alike, relation
from backprop.gradcheck.report import ArrayReport
from backprop.gradcheck.subjects import Subject
from backprop.layers import Dense, Layer
from backprop.losses import Loss
from backprop.mistakes import CATALOGUE, Mistake
from backprop.network import Network

__all__ = ["Diagnosis"]

Said = tuple[frozenset[str], str]
UNFIT = (*REFUSALS, TypeError, RuntimeError, AttributeError)
EXACT = {8: 1e-9, 4: 1e-4}  # by bytes per number
MEASURED = 1e-4


@dataclass(frozen=True)
class Diagnosis:
    """What came out of both passes, and what is needed to compare it with a mistake.

    Attributes
    ----------
    given : Subject
        What came out.
    reports : sequence of ArrayReport
        What is known to be wrong with it.
    run
        Runs something else in the same way, with the same incoming gradients.
    n_samples : int
        How many samples there were.
    """

    given: Subject
    reports: Sequence[ArrayReport]
    run: Callable[[Any], Subject]
    n_samples: int

    def of_part(self, it: Any, x: FloatArray, targets: ArrayLike | None) -> tuple[str, ...]:
        """Explain the wrong gradients of a layer or a loss, one sentence each."""
        if not self._is_spoiled():
            return ()
        said: list[Said] = []
        right: Subject | None = None
        whole = Layer if targets is None else Loss
        for kind in dict.fromkeys(
            each.right for each in CATALOGUE if issubclass(each.right, whole)
        ):
            twin = _twin(kind, it, x, targets)
            found = None if twin is None else self.run(twin)
            # Far out, a sigmoid and a tanh are both 1: the slopes tell which of them it is.
            if found is not None and self._is_nearer(found):
                right = found
                entries = [entry for entry in CATALOGUE if entry.right is kind]
                said += self._named(((each, _built(each.variant, it)) for each in entries), right)
        return self._sentences([*said, *self._related(said, right)])

    def of_loop(self, network: Any) -> tuple[str, ...]:
        """Explain what a reader's own network does wrong between layers that may be right."""
        if type(network) is Network or not self._is_spoiled():
            return ()
        try:
            parts = network.layers, network.loss
            right = self.run(Network(*copy.deepcopy(parts)))
        except UNFIT:
            return ()
        entries = [entry for entry in CATALOGUE if entry.right is Network]
        variants = ((entry, way) for entry in entries for way in _ways(entry, *parts))
        said = self._named(variants, right)
        return self._sentences([*said, *self._related(said, right)])

    def _is_spoiled(self) -> bool:
        if any(report.not_finite for report in self.reports):
            return False
        wrong = any(report.is_wrong for report in self.reports)
        return bool(wrong or self.given.changed or self.given.added_to)

    def _is_nearer(self, other: Subject) -> bool:
        """Whether another's gradients are nearer to the slopes, wherever the given are wrong."""
        pairs = [(report, other.gradients.get(report.name)) for report in self.reports]
        return all(
            abs(gradient[entry.index] - entry.measured) <= entry.error
            for report, gradient in pairs
            if gradient is not None and gradient.shape == report.shape
            for entry in report.wrong
        )

    def _named(self, variants: Iterable[tuple[Mistake, Any]], right: Subject) -> list[Said]:
        """Say which mistakes explain what came out, without those that explain only part of it."""
        found: list[Said] = []
        for entry, variant in variants:
            if hasattr(variant, "rate"):
                variant.rate = self._rate()
            names = self._fitting(variant, right)
            if names:
                found.append((names, f"{entry.done} ({entry.name}; {entry.see})"))
        return [pair for pair in found if not any(pair[0] < other for other, _ in found)]

    def _fitting(self, variant: Any, right: Subject) -> frozenset[str]:
        """Return what a variant spoils, if all of it came out in exactly that way."""
        given, names = self.given, set()
        try:
            spoiled = self.run(variant)
        except UNFIT:
            return frozenset()
        for name, other in spoiled.gradients.items():
            if name not in given.gradients or name not in right.gradients:
                return frozenset()
            tolerance = EXACT.get(given.gradients[name].dtype.itemsize, MEASURED)
            if alike(other, right.gradients[name], tolerance):
                continue
            if not alike(given.gradients[name], other, tolerance):
                return frozenset()
            names.add(name)
        for theirs, ours in ((spoiled.changed, given.changed), (spoiled.added_to, given.added_to)):
            if not set(theirs) <= set(ours):
                return frozenset()
            names |= set(theirs)
        return frozenset(names)

    def _rate(self) -> float:
        """Return the rate of the step that the backward pass took; 0 if it took none."""
        for name, moved in self.given.moved.items():
            gradient = self.given.gradients[name]
            if gradient.shape == moved.shape and gradient.any():
                at = np.unravel_index(np.argmax(np.abs(gradient)), gradient.shape)
                return float(moved[at] / gradient[at])
        return 0.0

    def _related(self, said: Sequence[Said], right: Subject | None) -> Iterator[Said]:
        """Say how a gradient that no mistake explains is related to the right one."""
        explained = frozenset().union(*(names for names, _ in said))
        for report in self.reports:
            if not report.is_wrong or report.name in explained:
                continue
            gradient = self.given.gradients[report.name]
            known = right.gradients.get(report.name) if right else _measured(gradient, report)
            if known is None or alike(gradient, known, MEASURED):
                continue
            text = relation(gradient, known, self.n_samples, MEASURED)
            if text:
                yield frozenset({report.name}), text

    def _sentences(self, said: Sequence[Said]) -> tuple[str, ...]:
        sentences = []
        for names in dict.fromkeys(names for names, _ in said):
            # What was changed in place is named only where no gradient is wrong.
            listed = [name for name in self.given.gradients if name in names] or sorted(names)
            texts = dict.fromkeys(text for each, text in said if each == names)
            sentences.append(f"{' and '.join(listed)} are {'; or '.join(texts)}.")
        return tuple(sentences)


def _ways(entry: Mistake, layers: Any, loss: Any) -> Iterator[Any]:
    ways: Any = entry.variant
    try:
        yield from ways.ways(layers, loss)
    except UNFIT:
        return


def _twin(kind: Any, it: Any, x: FloatArray, targets: ArrayLike | None) -> Layer | Loss | None:
    """Return the right object of a kind, if it has the forward pass of what is checked."""
    twin: Any = _built(kind, it)
    if twin is None:
        return None
    given = () if targets is None else (targets,)
    try:
        ours, theirs = (each.forward(*copy.deepcopy((x, *given))) for each in (twin, it))
        same = alike(np.asarray(theirs), np.asarray(ours), 1e-6)
    except UNFIT:
        return None
    return twin if same else None


def _built(kind: Any, it: Any) -> Any:
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


def _measured(gradient: NDArray[Any], report: ArrayReport) -> NDArray[Any] | None:
    """Return the right gradient as far as it was measured: all of it, or nothing."""
    if report.drawn is not None or report.shape != report.expected_shape or report.unmeasured:
        return None
    right = np.array(gradient, float)
    for entry in report.wrong:
        right[entry.index] = entry.measured
    return right
