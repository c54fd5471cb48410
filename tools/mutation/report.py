"""The report on the mutants: how many of each module were noticed, and why the others were not.

A survivor is known by its function and by what changed in it, not by mutmut's number, which moves
with every line above. ``reasons.toml`` has the reasons, each with the survivors that it holds for.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

REQUIRED = 95

# What mutmut says came of a mutant, and what the report says. Anything else has survived.
OUTCOMES = {
    "not checked": "not run",
    "check was interrupted by user": "not run",
    "caught by type check": "refused",
    "killed": "killed",
    "segfault": "killed",
    "timeout": "too long",
}
COLUMNS = ("not run", "refused", "killed", "too long", "survived")


@dataclass(frozen=True)
class Mutant:
    """A change of the code: its module, its function, what came of it, what it changes."""

    module: str
    function: str
    outcome: str
    change: str = ""

    @property
    def name(self) -> str:
        """What ``reasons.toml`` calls it."""
        return f"{self.module}.{self.function}: {self.change}"


@dataclass(frozen=True)
class Answer:
    """What came of the mutants of a module, at which commit, and the fingerprint of its code."""

    module: str
    commit: str
    source: str
    counts: Mapping[str, int]
    survivors: Sequence[str]


def mutant(key: str, status: str, diff: str = "") -> Mutant:
    """Read mutmut's name for a mutant, such as ``backprop.layers.xǁDenseǁforward__mutmut_3``."""
    module, _, mangled = key.rpartition("__mutmut_")[0].removeprefix("backprop.").rpartition(".")
    function = mangled.removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")
    return Mutant(module, function, OUTCOMES.get(status, "survived"), changed(diff))


def changed(diff: str) -> str:
    """Shorten a unified diff to the lines that changed: ``before → after``."""
    lines = diff.partition("\n+++ ")[2].splitlines()
    sides = (
        " ".join(line[1:].strip() for line in lines[1:] if line.startswith(sign)) for sign in "-+"
    )
    return " → ".join(sides) if diff else ""


def answers(mutants: Iterable[Mutant], commit: str, sources: Mapping[str, str]) -> list[Answer]:
    """Sum up what came of mutants, module by module."""
    by_module: dict[str, list[Mutant]] = {}
    for each in mutants:
        by_module.setdefault(each.module, []).append(each)
    return [
        Answer(
            module,
            commit,
            sources[module],
            dict(Counter(each.outcome for each in those)),
            [each.name for each in those if each.outcome == "survived"],
        )
        for module, those in by_module.items()
    ]


def fingerprints(package: Path) -> dict[str, str]:
    """Tell the code of each module of a package by a few letters."""
    found = {}
    for path in package.rglob("*.py"):
        module = ".".join(path.relative_to(package).with_suffix("").parts)
        found[module] = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    return found


def changed_since(found: Iterable[Answer], sources: Mapping[str, str]) -> list[str]:
    """Return the modules whose code is no longer the one that was changed."""
    return sorted(each.module for each in found if each.source != sources.get(each.module))


def totals(found: Iterable[Answer]) -> Counter[str]:
    """Count the outcomes of several modules."""
    return sum((Counter(each.counts) for each in found), Counter())


def percent(counts: Mapping[str, int]) -> float:
    """Return how many of 100 were noticed, of those that were run; running too long shows too."""
    noticed = counts.get("killed", 0) + counts.get("too long", 0)
    ran = noticed + counts.get("survived", 0)
    return 100 * noticed / ran if ran else 100.0


def table(found: Iterable[Answer]) -> str:
    """Write a row for each module, in their order, and one for all."""
    found = sorted(found, key=lambda each: each.module)
    rows = [
        f"| module | commit | mutants | {' | '.join(COLUMNS)} | noticed of run |",
        f"|---|---|{'--:|' * (len(COLUMNS) + 2)}",
    ]
    named = [(f"`{each.module}`", each.commit, totals([each])) for each in found]
    for name, commit, counts in [*named, ("**all**", "", totals(found))]:
        numbers = (counts.total(), *(counts[column] for column in COLUMNS))
        ran = counts.total() - counts["refused"] - counts["not run"]
        share = f"{percent(counts):.1f} %" if ran else "–"
        rows.append(f"| {name} | {commit} | {' | '.join(f'{n:,}' for n in numbers)} | {share} |")
    return "\n".join(rows)


def survivors(found: Iterable[Answer], reasons: Mapping[str, Sequence[str]]) -> str:
    """List the survivors under the reason that each has, those without one first."""
    found = list(found)
    left = Counter(name for each in found for name in each.survivors)
    groups = [("No reason yet", list(dict.fromkeys(without_reason(found, reasons))))]
    groups += [(why, [name for name in left if name in names]) for why, names in reasons.items()]
    parts = []
    for why, names in groups:
        if names:
            times = [f" ({left[name]} times)" if left[name] > 1 else "" for name in names]
            lines = [f"- `` {name} ``{often}" for name, often in zip(names, times, strict=True)]
            parts.append(
                "\n".join([f"**{why}** ({sum(left[name] for name in names)})", "", *lines])
            )
    return "\n\n".join(parts)


def without_reason(found: Iterable[Answer], reasons: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the names of the survivors that no reason accounts for."""
    known = {name for names in reasons.values() for name in names}
    return [name for each in found for name in each.survivors if name not in known]
