"""The report on the mutants: how many of each module were noticed, and why the others were not.

A survivor is known by its function and by what changed in it, not by mutmut's number, which moves
with every line above. ``reasons.toml`` has the reasons, each with the survivors that it holds for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

REQUIRED = 95

# How mutmut names what came of a mutant. One that runs without end is noticed too.
KILLED = ("killed", "timeout", "segfault")
REFUSED = "caught by type check"
UNKNOWN = ("not checked", "check was interrupted by user")


@dataclass(frozen=True)
class Mutant:
    """A change of the code: its module, its function, what came of it, what it changes."""

    module: str
    function: str
    status: str
    change: str = ""
    code: str = ""  # the commit

    @property
    def survived(self) -> bool:
        """Whether neither a test nor the types noticed."""
        return self.status not in (*KILLED, REFUSED, *UNKNOWN)

    @property
    def name(self) -> str:
        """What ``reasons.toml`` calls it."""
        return f"{self.module}.{self.function}: {self.change}"


def mutant(key: str, status: str, diff: str = "", code: str = "") -> Mutant:
    """Read mutmut's name for a mutant, such as ``backprop.layers.xǁDenseǁforward__mutmut_3``."""
    module, _, mangled = key.rpartition("__mutmut_")[0].removeprefix("backprop.").rpartition(".")
    function = mangled.removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")
    return Mutant(module, function, status, changed(diff), code)


def changed(diff: str) -> str:
    """Shorten a unified diff to the lines that changed: ``before → after``."""
    lines = diff.partition("\n+++ ")[2].splitlines()
    sides = (
        " ".join(line[1:].strip() for line in lines[1:] if line.startswith(sign)) for sign in "-+"
    )
    return " → ".join(sides) if diff else ""


def percent(mutants: Sequence[Mutant]) -> float:
    """Return how many of 100 were killed, of those that were run."""
    ran = [each for each in mutants if each.status not in (REFUSED, *UNKNOWN)]
    return 100 * sum(not each.survived for each in ran) / len(ran) if ran else 100.0


def table(mutants: Iterable[Mutant]) -> str:
    """Write a row for each module, in their order, and one for all."""
    mutants = list(mutants)
    rows = [
        "| module | commit | mutants | not run | refused | killed | survived | killed of run |",
        "|---|---|--:|--:|--:|--:|--:|--:|",
    ]
    for module in [*sorted({each.module for each in mutants}), ""]:
        those = [each for each in mutants if module in ("", each.module)]
        survived = sum(each.survived for each in those)
        refused = sum(each.status == REFUSED for each in those)
        unknown = sum(each.status in UNKNOWN for each in those)
        killed = sum(each.status in KILLED for each in those)
        numbers = (len(those), unknown, refused, killed, survived)
        name = f"`{module}` | {those[0].code}" if module else "**all** |"
        cells = " | ".join(f"{number:,}" for number in numbers)
        share = f"{percent(those):.1f} %" if killed + survived else "–"
        rows.append(f"| {name} | {cells} | {share} |")
    return "\n".join(rows)


def survivors(mutants: Iterable[Mutant], reasons: Mapping[str, Sequence[str]]) -> str:
    """List the survivors under the reason that each has, those without one first."""
    left = Counter(each.name for each in mutants if each.survived)
    known = {name for names in reasons.values() for name in names}
    groups = [("No reason yet", [name for name in left if name not in known])]
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


def without_reason(mutants: Iterable[Mutant], reasons: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the names of the survivors that no reason accounts for."""
    known = {name for names in reasons.values() for name in names}
    return [each.name for each in mutants if each.survived and each.name not in known]
