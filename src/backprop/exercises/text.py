"""Text with numbers in it that are drawn or computed: "x is {x}, so the product is {w * x}"."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from backprop.exercises.expression import Tree, Value, evaluate, parse
from backprop.numbers import format_number, in_parentheses

__all__ = ["Text", "fill", "template", "written"]

Text = list[str | dict[str, Tree]]
"""Pieces of text, and formulas as ``{"value": tree}``, with ``"parentheses": True`` where a
negative number is to stand in parentheses. Between backticks stands code."""


def template(text: str) -> Text:
    """Take a text apart; what stands in braces is a formula, and doubled braces are braces.

    ``{w:()}`` puts a negative number in parentheses, as a factor or a term needs it.

    Raises
    ------
    ValueError
        If a formula cannot be read, or something else than ``()`` follows its colon.
    """
    pieces: Text = []
    for before, formula, form, _ in Formatter().parse(text):
        if before:
            pieces.append(before)
        if formula is None:
            continue
        if form not in ("", "()"):
            raise ValueError(f"{{{formula}:{form}}}: after the colon only () may stand.")
        parentheses = {"parentheses": True} if form else {}
        pieces.append({"value": parse(formula.strip())} | parentheses)
    return pieces


def fill(text: Text, names: Mapping[str, Value]) -> str:
    """Put the text together, with the formulas' values."""
    return "".join(piece if isinstance(piece, str) else _filled(piece, names) for piece in text)


def _filled(piece: Mapping[str, Tree], names: Mapping[str, Value]) -> str:
    value = evaluate(piece["value"], names)
    is_factor = "parentheses" in piece and value.ndim == 0
    return in_parentheses(float(value)) if is_factor else written(value)


def written(value: Value) -> str:
    """Write a number, a vector or a matrix: −2.5, [1, 2], [[1, 2], [3, 4]]."""
    if value.ndim == 0:
        return format_number(float(value))
    return f"[{', '.join(map(written, value))}]"
