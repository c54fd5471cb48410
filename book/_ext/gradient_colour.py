r"""∂ terms stand in the gradient's colour, without a change to any chapter.

A fraction ``\frac{\partial …}{\partial …}``, or ``\partial a / \partial b``, is wrapped in a colour
when it is typeset. The LaTeX that a page keeps for copying is the chapter's own.
"""

from __future__ import annotations

import re

MACRO = r"\textcolor{gradient}"
FRACTION = re.compile(r"\\[dt]?frac(?=\{\s*\\partial)")
SYMBOL = r"\\partial\s*[A-Za-z](?:_(?:\w|\{[^{}]*\}))?"
QUOTIENT = re.compile(rf"{SYMBOL}\s*/\s*{SYMBOL}")


def end_of_group(latex: str, start: int) -> int:
    r"""Find where the group ends that opens at ``start``; an escaped ``\{`` is no brace."""
    depth = 0
    for place in range(start, len(latex)):
        if latex[place] in "{}" and latex[place - 1 : place] != "\\":
            depth += 1 if latex[place] == "{" else -1
            if depth == 0:
                return place + 1
    raise ValueError(f"expected a closing brace after {latex[start:]!r}; add it to the formula")


def colour(latex: str) -> str:
    r"""Wrap each ∂ fraction and ∂ quotient of a formula in ``\textcolor{gradient}{…}``."""
    done, position = [], 0
    for found in FRACTION.finditer(latex):
        if found.start() < position:
            continue
        middle = end_of_group(latex, found.end())
        if not re.match(r"\{\s*\\partial", latex[middle:]):
            continue
        end = end_of_group(latex, middle)
        done += [
            _quotients(latex[position : found.start()]),
            f"{MACRO}{{{latex[found.start() : end]}}}",
        ]
        position = end
    return "".join([*done, _quotients(latex[position:])])


def _quotients(latex: str) -> str:
    return QUOTIENT.sub(lambda found: f"{MACRO}{{{found[0]}}}", latex)
