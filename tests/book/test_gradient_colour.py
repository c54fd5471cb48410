"""∂ terms stand in the gradient's colour, and in nothing else changes a formula."""

from __future__ import annotations

import re
from html import unescape

import gradient_colour
import pytest

from built_site import SITE, pages

FORMULAS = [
    (
        r"\frac{\partial y}{\partial w_0} = 3",
        r"\textcolor{gradient}{\frac{\partial y}{\partial w_0}} = 3",
    ),
    (
        r"\tfrac{ \partial l}{\partial z_{kj}}",
        r"\textcolor{gradient}{\tfrac{ \partial l}{\partial z_{kj}}}",
    ),
    (
        r"\frac{\partial l}{\partial \mathbf{W}_{ij}} \cdot \frac{a}{b}",
        r"\textcolor{gradient}{\frac{\partial l}{\partial \mathbf{W}_{ij}}} \cdot \frac{a}{b}",
    ),
    (r"\partial l / \partial z_{kj}", r"\textcolor{gradient}{\partial l / \partial z_{kj}}"),
    (
        r"\frac{a}{\frac{\partial y}{\partial x}}",
        r"\frac{a}{\textcolor{gradient}{\frac{\partial y}{\partial x}}}",
    ),
    (r"\frac{\partial y}{2}", r"\frac{\partial y}{2}"),
    (r"\{\partial\} + \frac{d y}{d x}", r"\{\partial\} + \frac{d y}{d x}"),
]


@pytest.mark.parametrize(("latex", "coloured"), FORMULAS)
def test_fractions_and_quotients_of_partials_are_wrapped(latex: str, coloured: str) -> None:
    assert gradient_colour.colour(latex) == coloured


def test_a_group_that_does_not_end_is_refused() -> None:
    with pytest.raises(ValueError, match="closing brace"):
        gradient_colour.colour(r"\frac{\partial y}{\partial x")


def test_the_pages_colour_every_such_term_and_keep_the_chapters_latex() -> None:
    terms = coloured = 0
    for page in pages():
        html = (SITE / page).read_text(encoding="utf-8")
        for latex in re.findall(r' data-latex="(.*?)"', html):
            assert gradient_colour.MACRO not in latex
            terms += gradient_colour.colour(unescape(latex)).count(gradient_colour.MACRO)
        coloured += html.count('<mstyle class="gradient"')
    assert terms == coloured > 60


def test_search_knows_nothing_of_the_colour() -> None:
    assert "gradient{" not in (SITE / "searchindex.js").read_text(encoding="utf-8")
