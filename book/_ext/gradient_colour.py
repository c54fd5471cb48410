r"""Sphinx extension: ∂ terms stand in the gradient's colour, without a change to any chapter.

A fraction ``\frac{\partial …}{\partial …}``, or ``\partial a / \partial b``, is wrapped in a class
when the page is written. The LaTeX that a page keeps for copying is the chapter's own.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinxcontrib import katex

MACRO = r"\gradient"
FRACTION = re.compile(r"\\[dt]?frac(?=\{\s*\\partial)")
SYMBOL = r"\\partial\s*[A-Za-z](?:_(?:\w|\{[^{}]*\}))?"
QUOTIENT = re.compile(rf"{SYMBOL}\s*/\s*{SYMBOL}")
ANNOTATION = re.compile(
    r'(<annotation encoding="application/x-tex">)(.*?)(</annotation>)', re.DOTALL
)


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
    r"""Wrap each ∂ fraction and ∂ quotient of a formula in ``\gradient{…}``."""
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


def plain(latex: str) -> str:
    """Take the wrapping off again."""
    while (start := latex.find(MACRO + "{")) >= 0:
        opening = start + len(MACRO)
        end = end_of_group(latex, opening)
        latex = latex[:start] + latex[opening + 1 : end - 1] + latex[end:]
    return latex


def allow_the_class(_: Sphinx) -> None:
    r"""Let KaTeX set a class, which it does only for those it is told to trust."""
    katex.KATEX_DEFAULT_OPTIONS |= {
        "macros": {MACRO: r"\htmlClass{gradient}{#1}"},
        "trust": True,
        "strict": "ignore",
    }


def colour_formulas(app: Sphinx, doctree: nodes.document, _: str) -> None:
    """Wrap the ∂ terms of a page that is about to be written."""
    if app.builder.format != "html":
        return
    for formula in [*doctree.findall(nodes.math), *doctree.findall(nodes.math_block)]:
        coloured = colour(formula.astext())
        if coloured != formula.astext():
            formula.children = []
            formula += nodes.Text(coloured)


def restore_annotations(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Give a page's formulas the LaTeX of the chapter back, for those who copy it."""
    if "body" in context:
        context["body"] = ANNOTATION.sub(
            lambda found: found[1] + plain(found[2]) + found[3], context["body"]
        )


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to each page."""
    app.connect("builder-inited", allow_the_class)
    app.connect("doctree-resolved", colour_formulas)
    app.connect("html-page-context", restore_annotations)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
