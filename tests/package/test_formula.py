"""Formulas as text, read in Python alone; tests/parity compares with what the page reads."""

from __future__ import annotations

import math
from typing import Any

import pytest

from backprop.graph import FormulaError, Graph, Node, parse_formula
from backprop.numbers import printable
from formulas import FUNCTIONS, MALFORMED

# What is computed, step by step; the numbers and names of the formula stand in the steps.
READ: list[tuple[str, list[tuple[str, ...]]]] = [
    ("x + y", [("v1", "add", "x", "y")]),
    ("x - y", [("v1", "sub", "x", "y")]),
    ("x * y", [("v1", "mul", "x", "y")]),
    ("x / y", [("v1", "div", "x", "y")]),
    ("x ** y", [("v1", "pow", "x", "y")]),
    ("+x * y", [("v1", "mul", "x", "y")]),
    ("-x", [("v1", "neg", "x")]),
    ("x + y + x", [("v1", "sum", "x", "y", "x")]),
    ("x + (y + x)", [("v1", "add", "y", "x"), ("v2", "add", "x", "v1")]),
    ("x - y + x", [("v1", "sub", "x", "y"), ("v2", "add", "v1", "x")]),
    ("x * y - x", [("v1", "mul", "x", "y"), ("v2", "sub", "v1", "x")]),
    (
        "2*x - 3*y",
        [("v1", "mul", "c1", "x"), ("v2", "mul", "c2", "y"), ("v3", "sub", "v1", "v2")],
    ),
    ("-x**2", [("v1", "pow", "x", "c1"), ("v2", "neg", "v1")]),
    ("v1 + c1*2", [("v2", "mul", "c1", "c2"), ("v3", "add", "v1", "v2")]),
    *((f"{name}(x)", [("v1", name, "x")]) for name in FUNCTIONS),
]


@pytest.mark.parametrize(("text", "steps"), READ)
def test_read_as_python_reads_it(text: str, steps: list[tuple[str, ...]]) -> None:
    graph = Graph(parse_formula(f"  {text} "))
    nodes = sorted((name, node.op) for name, node in graph.nodes.items() if node.parents)
    assert [(name, op, *graph.parents[name]) for name, op in nodes] == steps


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3*x", 3.0),
        ("-3*x", -3.0),
        ("+2.5*x", 2.5),
        (".5*x", 0.5),
        ("1e-3*x", 0.001),
        ("0*x", 0),
        ("00.5*x", 0.5),
    ],
)
def test_numbers(text: str, number: float) -> None:
    graph = Graph(parse_formula(text))
    assert graph.inputs == {"x": 1.0}
    assert graph.nodes["c1"].value == number
    assert graph.forward() == number


def test_values_of_the_names() -> None:
    graph = Graph(parse_formula("w*x + w", w=2, x=-3))
    assert graph.inputs == {"w": 2.0, "x": -3.0}
    assert graph.forward() == -4.0
    graph.backward()
    assert graph.gradients["w"] == -2.0


@pytest.mark.parametrize(
    ("values", "error", "says"),
    [
        ({"q": 1}, ValueError, "values of w, x; got 'q'"),
        ({"w": math.nan}, ValueError, "input 'w' expects a finite number"),
        ({"w": "1"}, TypeError, "input 'w' expects a number"),
    ],
)
def test_values_that_do_not_fit(values: Any, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        parse_formula("w*x", **values)


def test_no_text() -> None:
    with pytest.raises(TypeError, match="a text"):
        parse_formula(Node("input", name="x", value=1.0))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "marked", "start", "words"), MALFORMED, ids=[repr(text)[:30] for text, *_ in MALFORMED]
)
def test_what_cannot_be_read(text: str, marked: str, start: int, words: str) -> None:
    with pytest.raises(FormulaError) as refusal:
        parse_formula(text)
    error = refusal.value
    assert (error.text, error.text[error.start : error.end], error.start) == (text, marked, start)
    assert words in error.message
    picture = f"\n  {text}\n  {' ' * start}{'^' * max(1, len(marked))}"
    drawn = 0 < len(text) <= 200 and text.isprintable()
    assert str(error) == printable(error.message + (picture if drawn else ""))


@pytest.mark.parametrize(
    "text",
    ["xy" + "+x" * 99, "(" * 20 + "x" + ")" * 20, "abcdefgh + 0", "(x) + (y)"],
)
def test_the_longest_and_the_deepest_are_read(text: str) -> None:
    assert parse_formula(text)


@pytest.mark.parametrize("text", ["abcdefghi + 0", "xyz" + "+x" * 99, "x + 00"])
def test_a_little_longer_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        parse_formula(text)
