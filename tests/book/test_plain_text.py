"""Formulas in plain letters."""

from __future__ import annotations

import re

import pytest
from docutils import nodes
from plain_text import plain_formula, plain_text


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (r"\partial y / \partial w_0", "∂y / ∂w₀"),
        (r"\max(z, 0)", "max(z, 0)"),
        (r"-\log p_t", "−log pₜ"),
        (r"W^\mathsf{T} \odot f'(z)", "Wᵀ ⊙ f'(z)"),
        (r"10^{-7}", "10⁻⁷"),
        (r"w_{ij}^{(m+1)}", "wᵢⱼ⁽ᵐ⁺¹⁾"),
        (r"a^{x/2} + b^*", "a^(x/2) + b^*"),
        (r"\dfrac{1}{1 + \frac{1}{e^x}}", "1 / (1 + 1 / eˣ)"),
        (r"\frac{\partial p_i}{\partial z_i}", "∂pᵢ / ∂zᵢ"),
        (r"\sqrt{2/n}", "√(2/n)"),
        (r"\begin{aligned} a &= b \\ &= \text{one } c \end{aligned}", "a = b = one c"),
        (r"\bar g = \sum_i g_i \, p_i", "mean g = ∑ᵢ gᵢ pᵢ"),
    ],
)
def test_a_formula(formula: str, text: str) -> None:
    assert plain_formula(formula) == text


def test_a_block_of_text_and_formulas() -> None:
    block = nodes.paragraph(
        "", "", nodes.Text("The\nslope "), nodes.math("", r"\eta"), nodes.Text(".")
    )
    assert plain_text(block) == "The slope η."
    assert plain_text(nodes.math_block("", "x_1\n+ y")) == "x₁ + y"
    assert not re.search(r"[\\{}]", plain_formula(r"\left\{ \unknown{a} \right\}"))
