"""The table of operations: each value, local derivative and formula against the others."""

from __future__ import annotations

import itertools
import math
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop.graph import OPERATIONS, Graph
from backprop.graph.expressions import Node
from graphs import KINKS, Interval, arity, central_difference, domain

BOXES: list[tuple[str, tuple[Interval, ...]]] = [
    (op, box)
    for op in OPERATIONS
    for box in itertools.product(*(domain(op, argument) for argument in range(arity(op))))
]
EDGES = [(op, argument, box) for op, box in BOXES for argument in range(len(box))]


def local(op: str, *args: float) -> tuple[float, ...]:
    operation = OPERATIONS[op]
    return tuple(operation.local(operation.forward(*args), *args))


def points(box: tuple[Interval, ...]) -> st.SearchStrategy[tuple[float, ...]]:
    return st.tuples(*(st.floats(low, high) for low, high in box))


@pytest.mark.parametrize(("op", "argument", "box"), EDGES)
@given(data=st.data())
def test_local_derivative_agrees_with_a_central_difference(
    op: str, argument: int, box: tuple[Interval, ...], data: st.DataObject
) -> None:
    args = data.draw(points(box))

    def along(x: float) -> float:
        return OPERATIONS[op].forward(*args[:argument], x, *args[argument + 1 :])

    # Truncation (h² f‴ / 6) and rounding (ε f / h) are both below 1e-8 of the slope here.
    slope = central_difference(along, args[argument], h=2.0**-17)
    derivatives = local(op, *args)
    assert len(derivatives) == len(args)
    assert derivatives[argument] == pytest.approx(slope, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize(("op", "kink"), [(op, kink) for op in KINKS for kink in KINKS[op]])
def test_local_derivative_keeps_its_side_up_to_the_kink(op: str, kink: float) -> None:
    smallest = sys.float_info.min
    for sign in (-1, 1):
        assert local(op, kink + sign * smallest) == local(op, kink + sign)
    assert local(op, kink - smallest) != local(op, kink + smallest)


@pytest.mark.parametrize("zero", [0.0, -0.0])
def test_relu_has_derivative_0_at_0(zero: float) -> None:
    assert local("relu", zero) == (0.0,)


@pytest.mark.parametrize("exponent", [-2.0, -1.0, 0.0, 1.0, 2.0, 3.0])
@given(base=st.floats(-4, -0.25))
def test_whole_powers_of_negative_numbers_have_a_derivative_by_the_base_only(
    base: float, exponent: float
) -> None:
    slope = central_difference(lambda x: OPERATIONS["pow"].forward(x, exponent), base, h=2.0**-17)
    by_base, by_exponent = local("pow", base, exponent)
    assert by_base == pytest.approx(slope, rel=1e-6, abs=1e-6)
    assert math.isnan(by_exponent)


@pytest.mark.parametrize(
    ("base", "exponent", "by_base", "by_exponent"),
    [
        (0.0, 0.0, 0.0, math.nan),
        (0.0, 0.5, math.nan, 0.0),
        (0.0, 1.0, 1.0, 0.0),
        (0.0, 2.0, 0.0, 0.0),
        (1e-300, -1.0, math.nan, 1e300 * math.log(1e-300)),
    ],
)
def test_power_where_one_of_its_derivatives_may_not_exist(
    base: float, exponent: float, by_base: float, by_exponent: float
) -> None:
    assert local("pow", base, exponent) == pytest.approx((by_base, by_exponent), nan_ok=True)


@given(st.floats(-700, 700))
def test_sigmoid_is_accurate_in_its_tails(x: float) -> None:
    value, mirrored = OPERATIONS["sigmoid"].forward(x), OPERATIONS["sigmoid"].forward(-x)
    assert value + mirrored == pytest.approx(1, rel=1e-15)
    assert value == pytest.approx(math.exp(x) * mirrored, rel=1e-13, abs=0)
    assert local("sigmoid", x)[0] == pytest.approx(0.25 / math.cosh(x / 2) ** 2, rel=1e-13, abs=0)


@given(st.floats(-350, 350))
def test_tanh_has_an_accurate_derivative_in_its_tails(x: float) -> None:
    assert local("tanh", x)[0] == pytest.approx(1 / math.cosh(x) ** 2, rel=1e-12, abs=0)


@pytest.mark.parametrize("x", [1e4, sys.float_info.max])
@pytest.mark.parametrize(("op", "low", "high"), [("sigmoid", 0.0, 1.0), ("tanh", -1.0, 1.0)])
def test_saturated_activations_do_not_overflow(op: str, low: float, high: float, x: float) -> None:
    forward = OPERATIONS[op].forward
    assert (forward(-x), forward(x)) == (low, high)
    assert local(op, -x) == local(op, x) == (0.0,)


def test_sum_takes_any_number_of_terms_and_adds_from_left_to_right() -> None:
    assert OPERATIONS["sum"].forward(5.0) == 5.0
    assert OPERATIONS["sum"].forward(1e16, 1.0, -1e16) == 0.0
    assert local("sum", 1.0, 2.0, 3.0, 4.0) == (1.0, 1.0, 1.0, 1.0)


SIGNS = str.maketrans({"·": "*", "−": "-", "^": "**", "²": "**2", "[": "(", "]": ")"})
FUNCTIONS = vars(math) | {
    "ReLU": lambda x: (x + abs(x)) / 2,
    "σ": lambda x: (1 + math.tanh(x / 2)) / 2,
}


def evaluated(formula: str, values: dict[str, float]) -> float:
    """Compute what a formula says, from its text alone."""
    return float(eval(formula.translate(SIGNS), {"__builtins__": {}}, FUNCTIONS | values))


@pytest.mark.parametrize(("op", "box"), BOXES)
@given(data=st.data())
def test_formulas_say_what_is_computed(
    op: str, box: tuple[Interval, ...], data: st.DataObject
) -> None:
    args = data.draw(points(box))
    nodes = tuple(Node("input", name=f"a{i}", value=value) for i, value in enumerate(args))
    graph = Graph(Node(op, nodes, "out"))
    computed = [graph.forward(), *local(op, *args)]
    formulas = [graph.formula("out"), *(graph.local_formula("out", i) for i in range(len(args)))]
    said = [evaluated(formula, graph.values) for formula in formulas]
    assert computed == pytest.approx(said, rel=1e-9, abs=1e-12)
