"""Text with numbers in it that are drawn or computed: "x is {x}, so the product is {w * x}"."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from backprop.exercises.expression import Tree, Value, evaluate, parse
from backprop.numbers import format_number

__all__ = ["Text", "fill", "template", "written"]

Text = list[str | dict[str, Tree]]
"""Pieces of text, and formulas as ``{"value": tree}``. Between backticks stands code."""


def template(text: str) -> Text:
    """Take a text apart; what stands in braces is a formula, and doubled braces are braces."""
    pieces: Text = []
    for before, formula, _, _ in Formatter().parse(text):
        if before:
            pieces.append(before)
        if formula is not None:
            pieces.append({"value": parse(formula.strip())})
    return pieces


def fill(text: Text, names: Mapping[str, Value]) -> str:
    """Put the text together, with the formulas' values."""
    return "".join(
        piece if isinstance(piece, str) else written(evaluate(piece["value"], names))
        for piece in text
    )


def written(value: Value) -> str:
    """Write a number, a vector or a matrix: −2.5, [1, 2], [[1, 2], [3, 4]]."""
    if value.ndim == 0:
        return format_number(float(value))
    return f"[{', '.join(map(written, value))}]"
