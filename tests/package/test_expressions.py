"""Building expressions: what arithmetic makes, and what is refused."""

from __future__ import annotations

import dataclasses
import decimal
import math
from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given

from backprop.graph import OPERATIONS, Graph
from backprop.graph.expressions import (
    LEAVES,
    Node,
    exp,
    inputs,
    log,
    relu,
    sigmoid,
    square,
    sum_of,
    tanh,
    topological_order,
)
from graphs import graphs

x, y = inputs(x=3, y=-2)

BUILT: list[tuple[Callable[[], Node], str, tuple[Node | float, ...]]] = [
    (lambda: x + y, "add", (x, y)),
    (lambda: x + 2, "add", (x, 2.0)),
    (lambda: 2 + x, "add", (2.0, x)),
    (lambda: x - y, "sub", (x, y)),
    (lambda: x - 2, "sub", (x, 2.0)),
    (lambda: 2 - x, "sub", (2.0, x)),
    (lambda: x * y, "mul", (x, y)),
    (lambda: x * 2, "mul", (x, 2.0)),
    (lambda: 2 * x, "mul", (2.0, x)),
    (lambda: x / y, "div", (x, y)),
    (lambda: x / 2, "div", (x, 2.0)),
    (lambda: 2 / x, "div", (2.0, x)),
    (lambda: x**y, "pow", (x, y)),
    (lambda: x**2, "pow", (x, 2.0)),
    (lambda: 2**x, "pow", (2.0, x)),
    (lambda: -x, "neg", (x,)),
    (lambda: exp(x), "exp", (x,)),
    (lambda: log(x), "log", (x,)),
    (lambda: relu(x), "relu", (x,)),
    (lambda: sigmoid(x), "sigmoid", (x,)),
    (lambda: tanh(x), "tanh", (x,)),
    (lambda: square(x), "square", (x,)),
    (lambda: exp(2), "exp", (2.0,)),
    (lambda: sum_of(x, 2, y, x), "sum", (x, 2.0, y, x)),
]


@pytest.mark.parametrize(("build", "op", "parents"), BUILT)
def test_arithmetic_builds_nodes_in_the_order_written(
    build: Callable[[], Node], op: str, parents: tuple[Node | float, ...]
) -> None:
    node = build()
    assert node.op == op
    assert [p.value if p.op == "constant" else p for p in node.parents] == list(parents)
    assert node.name is None
    assert node.value is None


def test_every_operation_can_be_built() -> None:
    assert {op for _, op, _ in BUILT} == set(OPERATIONS)


def test_inputs_keep_their_order_and_values() -> None:
    assert [(node.op, node.name, node.value) for node in (x, y)] == [
        ("input", "x", 3.0),
        ("input", "y", -2.0),
    ]


@pytest.mark.parametrize(
    "number",
    [2, 2.0, Fraction(2), np.float64(2), np.float32(2), np.int64(2), np.uint8(2)],
    ids=lambda number: type(number).__name__,
)
def test_real_numbers_are_taken_on_either_side_and_kept_as_floats(number: float) -> None:
    (made,) = inputs(made=number)
    for node in (made, (x * number).parents[1], (number * x).parents[0]):
        assert (type(node.value), node.value) == (float, 2.0)
    assert (number - x).op == "sub"
    assert Graph(number / made).forward(made=number) == 1.0


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (True, TypeError),
        (np.True_, TypeError),
        ("3", TypeError),
        (None, TypeError),
        (1j, TypeError),
        (decimal.Decimal(1), TypeError),
        (np.array([1.0, 2.0]), TypeError),
        (math.nan, ValueError),
        (math.inf, ValueError),
        (np.float64("-inf"), ValueError),
        (10**400, ValueError),
        (Fraction(-(10**400)), ValueError),
    ],
    ids=lambda value: getattr(value, "__name__", type(value).__name__),
)
def test_what_is_no_finite_number_is_refused_everywhere(
    value: float, error: type[Exception]
) -> None:
    graph = Graph(x * y)
    places: list[tuple[str, Callable[[], object]]] = [
        ("input 'a'", lambda: inputs(a=value)),
        ("an expression", lambda: x.__add__(value)),
        ("an expression", lambda: tanh(value)),
        ("input 'x'", lambda: graph.forward(x=value)),
        ("dvalue", lambda: graph.backward(value)),
    ]
    graph.forward()
    for place, attempt in places:
        with pytest.raises(error) as refusal:
            attempt()
        expected = "a number" if error is TypeError else "a finite number"
        assert str(refusal.value) == f"{place} expects {expected}, got {value!r}."


@pytest.mark.parametrize("name", ["", "a b", "2x", "_x", "x-1", "∂x", "x²", None, 7])
def test_a_name_is_a_letter_and_letters_digits_underscores(name: str) -> None:
    attempts: list[Callable[[], object]] = [lambda: x.named(name)]
    attempts += [lambda: inputs(**{name: 1})] if isinstance(name, str) else []
    for attempt in attempts:
        with pytest.raises(ValueError, match="letter followed by letters, digits or _") as refusal:
            attempt()
        assert str(refusal.value).endswith(f"got {name!r}.")


def test_naming_makes_another_node_and_leaves_the_first() -> None:
    product = x * y
    named = product.named("p")
    assert (named.op, named.parents, named.name) == ("mul", (x, y), "p")
    assert product.name is None


def test_a_sum_needs_a_term() -> None:
    with pytest.raises(ValueError, match="at least one term, got none"):
        sum_of()


def test_nodes_do_not_change() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        x.value = 4.0  # type: ignore[misc]


def test_equal_expressions_are_different_nodes() -> None:
    assert x + 1 != x + 1
    assert len({x, y, x + y, x + y}) == 4


def test_repr_names_a_node_by_what_is_known() -> None:
    constant = (x + 2).parents[1]
    shown = [repr(node) for node in (x, constant, x + y, (x + y).named("s"))]
    assert shown == ["Node(x = 3)", "Node(constant = 2)", "Node(add)", "Node(s)"]


@given(graphs(tame=False))
def test_order_has_each_node_once_leaves_first_arguments_before_results(graph: Graph) -> None:
    order = topological_order(graph.nodes[graph.output])
    place = {node: index for index, node in enumerate(order)}
    assert len(place) == len(order)
    assert all(place[parent] < place[node] for node in order for parent in node.parents)
    operations = [node.op not in LEAVES for node in order]
    assert operations == sorted(operations)


def test_leaves_stand_in_the_order_they_are_read() -> None:
    a, b, c = inputs(a=1, b=1, c=1)
    order = topological_order((b * a) + (c - 1))
    assert [node.name or node.value for node in order[:4]] == ["b", "a", "c", 1.0]
