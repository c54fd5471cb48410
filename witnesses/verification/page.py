"""`book/verification.md`: every gradient of the book and how far its witnesses are from it.

`make witnesses` asks PyTorch and JAX and keeps what they found in `outside.json`, since neither is
there when the book is built; the others are asked anew whenever the page is written.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path

from verification import examples, layers, losses, operations
from verification.libraries import AUTOGRAD, DIFFERENCES, Library
from verification.subject import REPEATS, Subject, by_hand, by_library

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "book" / "verification.md"
OUTSIDE = Path(__file__).with_name("outside.json")

ROOMS: Mapping[str, list[Subject]] = {
    "Layers and activations": layers.SUBJECTS,
    "Losses": losses.SUBJECTS,
    "The chapters' examples": examples.SUBJECTS,
    "Operations of a graph": operations.SUBJECTS,
}

# Largest differences that rounding explains. A witness further off disagrees.
TOLERANCES = {
    "hand code": 1e-10,
    "differences": 1e-8,
    "autograd": 1e-10,
    "PyTorch": 1e-10,
    "JAX": 1e-10,
}

Found = dict[str, dict[str, float]]


class Disagreement(ArithmeticError):
    """A witness finds another gradient than the package."""


def subjects() -> list[Subject]:
    return [each for room in ROOMS.values() for each in room]


def ask(library: Library) -> Found:
    """Ask a library about every subject.

    Raises ``Disagreement`` where a difference is larger than rounding explains.
    """
    asked = (each for each in subjects() if each.smooth or library is not DIFFERENCES)
    return {each.name: _agreeing(library.name, each, by_library(each, library)) for each in asked}


def ask_by_hand() -> Found:
    """Compare every subject with the formulas written out.

    Raises ``Disagreement`` as :func:`ask` does.
    """
    return {each.name: _agreeing("hand code", each, by_hand(each)) for each in subjects()}


def _agreeing(witness: str, subject: Subject, found: dict[str, float]) -> dict[str, float]:
    for gradient, off in found.items():
        if not off <= TOLERANCES[witness]:
            raise Disagreement(
                f"{witness} expects another gradient {gradient} of {subject.name} than the package "
                f"computes: they differ by {off:.2g} of the largest entry, where rounding explains "
                f"{TOLERANCES[witness]:g}. Look for the error in the package first."
            )
    return found


def store(libraries: Iterable[Library]) -> None:
    """Keep what libraries find that the book does without."""
    record = {each.name: {"version": each.version, "found": ask(each)} for each in libraries}
    OUTSIDE.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def bound(off: float) -> str:
    """Write a difference as the next power of ten above it, from 10⁻¹⁶ on; 0 stays 0."""
    if off == 0:
        return "0"
    exponent = max(-16, math.ceil(math.log10(off)))
    return f"10{str(exponent).translate(str.maketrans('-0123456789', '⁻⁰¹²³⁴⁵⁶⁷⁸⁹'))}"


INTRODUCTION = """\
# Verification

Every gradient of the package, and those of examples from the chapters, have been compared with the
same gradients found in other ways. This page lists them all. It is written by a program, and a test
writes it again: if a gradient of the package and one of its witnesses differ by more than rounding
explains, the test fails.

The witnesses:

- **hand code**: the formula that the chapter derives, written out in numpy or, for a layer, as
  sums added term by term;
- **differences**: each number nudged up and down by 0.0001 and by 0.0002, and the slope taken from
  the four results (the central difference of fourth order), with numpy {numpy};
- **autograd**: [HIPS autograd](https://github.com/HIPS/autograd) {autograd}, which differentiates
  numpy code;
- **PyTorch** {pytorch} and **JAX** {jax}, in double precision. Both are large downloads, so
  only `make witnesses` runs them, and their answers are stored.

A number in a table is the largest difference between the package and that witness over all entries,
as a share of the largest entry of the gradient, rounded up to a power of ten. 0 means equal to the
last digit. Double precision carries about 16 digits, so 10⁻¹⁶ to 10⁻¹⁴ is rounding. More digits are
lost where positive and negative terms nearly cancel, as in the last biases on the spiral.
Differences have an error of their own, and agree to about ten digits; *kink* says that a nudge
would carry some sum across the kink of a ReLU, where differences say nothing. Layers, losses and
operations are compared at {repeats} random points each, the chapters' examples at the chapters'
numbers.
"""


def _table(name: str, rooms: list[Subject], witnesses: Mapping[str, Found]) -> str:
    lines = [
        f"## {name}",
        "",
        f"| gradient of | with respect to | chapter | {' | '.join(witnesses)} |",
        f"|---|---|---|{'---:|' * len(witnesses)}",
    ]
    for each in rooms:
        first = f"{each.name}: {each.formula}"
        for gradient in witnesses["hand code"][each.name]:
            offs = (
                bound(found[each.name][gradient]) if each.name in found else "kink"
                for found in witnesses.values()
            )
            lines.append(f"| {first} | {gradient} | {each.place} | {' | '.join(offs)} |")
            first = ""
    return "\n".join(lines)


def outside() -> tuple[dict[str, Found], dict[str, str]]:
    """What `make witnesses` kept, and from which versions.

    Raises ``ValueError`` if it is about other gradients than today's.
    """
    record = json.loads(OUTSIDE.read_text(encoding="utf-8"))
    found = {name: each["found"] for name, each in record.items()}
    wanted = {each.name: set(next(iter(each.cases())).ours) for each in subjects()}
    for name, answers in found.items():
        if {subject: set(gradients) for subject, gradients in answers.items()} != wanted:
            raise ValueError(f"{name} was asked about other gradients: run `make witnesses`.")
        for each in subjects():
            _agreeing(name, each, answers[each.name])
    return found, {name: each["version"] for name, each in record.items()}


def page() -> str:
    """Ask the witnesses that are at hand, and write the whole page.

    Raises ``Disagreement`` if one of them finds another gradient.
    """
    kept, versions = outside()
    witnesses = {"hand code": ask_by_hand(), "differences": ask(DIFFERENCES)}
    witnesses |= {"autograd": ask(AUTOGRAD)} | kept
    introduction = INTRODUCTION.format(
        numpy=DIFFERENCES.version,
        autograd=AUTOGRAD.version,
        pytorch=versions["PyTorch"],
        jax=versions["JAX"],
        repeats=REPEATS,
    )
    tables = (_table(name, rooms, witnesses) for name, rooms in ROOMS.items())
    return "\n\n".join([introduction.rstrip(), *tables]) + "\n"
