"""The forward pass, the backward sweep and its steps."""

from __future__ import annotations

import doctest
from collections.abc import Callable
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop import graph as graph_module
from backprop.graph import Graph, exp, expressions, inputs, log, relu, square, sum_of
from backprop.graph.expressions import Node
from graphs import graphs


def neuron() -> Node:
    """Worked example 1: y = ReLU(w · x + b)."""
    *xw, b = inputs(x0=1, x1=-2, x2=3, w0=-3, w1=-1, w2=2, b=1)
    products = [(xw[i] * xw[i + 3]).named(f"p{i}") for i in range(3)]
    return relu(sum_of(*products, b).named("z")).named("y")


def run(output: Node) -> Graph:
    graph = Graph(output)
    graph.forward()
    graph.backward()
    return graph


def ready(expression: Node, **values: float) -> Graph:
    graph = Graph(expression)
    graph.forward(**values)
    return graph


class TestOneNeuron:
    def test_forward(self) -> None:
        graph = Graph(neuron())
        assert graph.forward() == 6.0
        assert graph.values == {
            "x0": 1.0,
            "x1": -2.0,
            "x2": 3.0,
            "w0": -3.0,
            "w1": -1.0,
            "w2": 2.0,
            "b": 1.0,
            "p0": -3.0,
            "p1": 2.0,
            "p2": 6.0,
            "z": 6.0,
            "y": 6.0,
        }

    def test_gradients(self) -> None:
        assert run(neuron()).gradients == {
            "y": 1.0,
            "z": 1.0,
            "p0": 1.0,
            "p1": 1.0,
            "p2": 1.0,
            "x0": -3.0,
            "x1": -1.0,
            "x2": 2.0,
            "w0": 1.0,
            "w1": -2.0,
            "w2": 3.0,
            "b": 1.0,
        }

    def test_steps(self) -> None:
        graph = Graph(neuron())
        graph.forward()
        assert [str(step) for step in graph.backward()] == [
            "y → z: 1 · 1 = 1   (local derivative [z > 0]; running sum 1)",
            "z → p0: 1 · 1 = 1   (local derivative 1; running sum 1)",
            "z → p1: 1 · 1 = 1   (local derivative 1; running sum 1)",
            "z → p2: 1 · 1 = 1   (local derivative 1; running sum 1)",
            "z → b: 1 · 1 = 1   (local derivative 1; running sum 1)",
            "p0 → x0: 1 · (−3) = −3   (local derivative w0; running sum −3)",
            "p0 → w0: 1 · 1 = 1   (local derivative x0; running sum 1)",
            "p1 → x1: 1 · (−1) = −1   (local derivative w1; running sum −1)",
            "p1 → w1: 1 · (−2) = −2   (local derivative x1; running sum −2)",
            "p2 → x2: 1 · 2 = 2   (local derivative w2; running sum 2)",
            "p2 → w2: 1 · 3 = 3   (local derivative x2; running sum 3)",
        ]

    def test_nothing_passes_a_relu_that_is_off(self) -> None:
        graph = Graph(neuron())
        assert graph.forward(b=-6) == 0.0
        graph.backward()
        assert {name for name, gradient in graph.gradients.items() if gradient} == {"y"}

    @pytest.mark.parametrize(
        ("output", "before", "after"), [(neuron(), 6, 5.985), (square(neuron() - 0), 36, 33.8724)]
    )
    def test_descends_by_a_thousandth_of_the_gradient(
        self, output: Node, before: float, after: float
    ) -> None:
        graph = run(output)
        assert graph.values[graph.output] == before
        names = ("w0", "w1", "w2", "b")
        stepped = {name: graph.inputs[name] - 0.001 * graph.gradients[name] for name in names}
        assert graph.forward(**stepped) == pytest.approx(after, rel=1e-14)


(x,) = inputs(x=3)
DOUBLE = (2 * x).named("d")


@pytest.mark.parametrize(
    ("output", "gradient", "contributions"),
    [
        (x * x, 6.0, [3.0, 3.0]),
        (x + x, 2.0, [1.0, 1.0]),
        (x - x, 0.0, [1.0, -1.0]),
        (sum_of(x, x, x), 3.0, [1.0, 1.0, 1.0]),
        (DOUBLE * (DOUBLE + 1), 26.0, [26.0]),
        (square(x) * x, 27.0, [9.0, 18.0]),
        (square(x) + exp(x - 3) + x, 8.0, [1.0, 6.0, 1.0]),
    ],
)
def test_contributions_accumulate_where_a_value_is_used_twice(
    output: Node, gradient: float, contributions: list[float]
) -> None:
    graph = Graph(output)
    graph.forward()
    steps = [step for step in graph.backward() if step.wrt == "x"]
    assert graph.gradients["x"] == gradient
    assert sorted(step.contribution for step in steps) == sorted(contributions)
    assert steps[-1].total == gradient


@given(graphs(tame=True), st.floats(-4, 4))
def test_each_step_is_the_chain_rule_on_a_finished_gradient(graph: Graph, dvalue: float) -> None:
    graph.forward()
    steps = graph.backward(dvalue)
    totals = dict.fromkeys(graph.gradients, 0.0) | {graph.output: dvalue}
    for step in steps:
        assert step.incoming == graph.gradients[step.node]
        assert step.contribution == step.incoming * step.local
        totals[step.wrt] += step.contribution
        assert step.total == totals[step.wrt]
        assert step.local_formula == graph.local_formula(step.node, step.argument)
    assert totals == graph.gradients


@given(graphs(tame=True))
def test_there_is_one_step_for_each_edge_in_reversed_topological_order(graph: Graph) -> None:
    graph.forward()
    edges = [
        (name, argument, parent)
        for name in reversed(graph.nodes)
        for argument, parent in enumerate(graph.parents[name])
        if graph.nodes[parent].op != "constant"
    ]
    assert [(step.node, step.argument, step.wrt) for step in graph.backward()] == edges
    assert set(graph.gradients) == {n for n, node in graph.nodes.items() if node.op != "constant"}


@given(graphs(tame=True))
def test_gradients_scale_with_the_incoming_gradient(graph: Graph) -> None:
    graph.forward()
    graph.backward()
    doubled = {name: -2 * gradient for name, gradient in graph.gradients.items()}
    graph.backward(-2)
    assert graph.gradients == doubled


def test_forward_keeps_the_inputs_it_is_given_and_forgets_the_gradients() -> None:
    graph = run(neuron())
    assert graph.forward(b=2) == 7.0
    assert graph.forward(x0=2) == 4.0
    assert (graph.inputs["b"], graph.inputs["x0"]) == (2.0, 2.0)
    assert graph.gradients == {}


def test_a_chain_of_5000_nodes() -> None:
    deep: Node = x
    for _ in range(5_000):
        deep = deep + x
    assert run(deep).gradients["x"] == 5_001.0


def test_a_node_used_1000_times() -> None:
    assert run(sum_of(*[square(x)] * 1_000)).gradients["x"] == 6_000.0


class TestNames:
    def test_unnamed_nodes_get_the_names_that_are_free(self) -> None:
        v1, c2 = inputs(v1=1, c2=1)
        graph = Graph((v1 + 2) * (c2 + 3).named("v3") - 4)
        assert list(graph.nodes) == ["v1", "c1", "c2", "c3", "c4", "v3", "v2", "v4", "v5"]

    def test_the_same_name_twice_is_refused(self) -> None:
        (other,) = inputs(x=1)
        with pytest.raises(ValueError, match="different from each other; 'x' stands twice"):
            Graph(x * other)


class TestFormulas:
    @pytest.mark.parametrize(
        ("expression", "formula", "local_formulas"),
        [
            (x * -2, "x · (−2)", ["(−2)", "x"]),
            (x - 0.5, "x − 0.5", ["1", "−1"]),
            (x**1e-9, "x^(1×10⁻⁹)", ["(1×10⁻⁹) · x^((1×10⁻⁹) − 1)", "v1 · log(x)"]),
            (x / 1234567, "x / (1.23457×10⁶)", ["1 / (1.23457×10⁶)", "−x / (1.23457×10⁶)²"]),
            (x + -0.0, "x + 0", ["1", "1"]),
            (sum_of(x, -1, x), "x + (−1) + x", ["1", "1", "1"]),
        ],
    )
    def test_constants_stand_as_numbers(
        self, expression: Node, formula: str, local_formulas: list[str]
    ) -> None:
        graph = Graph(expression)
        assert graph.formula("v1") == formula
        count = len(expression.parents)
        assert [graph.local_formula("v1", i) for i in range(count)] == local_formulas

    @pytest.mark.parametrize("value", [0, 1, -2.5])
    def test_a_constant_by_its_name_is_its_number(self, value: float) -> None:
        assert float(Graph(x * value).formula("c1").replace("−", "-")) == value

    def test_repr_shows_the_last_operation_and_the_inputs(self) -> None:
        (y,) = inputs(y=1)
        assert repr(Graph(x * 2)) == "Graph(v1 = x · 2; inputs x)"
        assert repr(Graph(x * y)) == "Graph(v1 = x · y; inputs x, y)"

    def test_repr_of_an_input_alone(self) -> None:
        assert repr(Graph(x)) == "Graph(x = 3; inputs x)"


class TestRefusals:
    def test_a_graph_is_made_of_an_expression(self) -> None:
        with pytest.raises(TypeError, match=r"expects the output Node of an expression, got 3\."):
            Graph(3)  # type: ignore[arg-type]

    def test_a_graph_has_an_input(self) -> None:
        with pytest.raises(ValueError, match=r"at least one input, got none\."):
            Graph(sum_of(1, 2))

    @pytest.mark.parametrize(
        ("node", "message"),
        [
            (Node("cube", (x,)), "operation among add, .*; got 'cube'"),
            (Node("neg", (x, x)), "neg expects 1 arguments; got 2"),
            (Node("sum"), "sum expects one or more arguments; got 0"),
        ],
    )
    def test_a_node_made_by_hand_is_looked_at(self, node: Node, message: str) -> None:
        with pytest.raises(ValueError, match=message):
            Graph(node + x)

    def test_a_formula_is_for_an_argument_that_is_there(self) -> None:
        with pytest.raises(IndexError, match="v1 has 2 arguments; got position 2"):
            Graph(x * 2).local_formula("v1", 2)

    def test_backward_needs_a_forward_pass(self) -> None:
        graph = Graph(log(x))
        with pytest.raises(ValueError, match="no finite value"):
            graph.forward(x=0)
        with pytest.raises(RuntimeError, match="expects a forward pass"):
            graph.backward()

    @pytest.mark.parametrize(
        ("expression", "attempt", "message"),
        [
            (x * 2, lambda graph: graph.forward(q=1), "expects inputs named x; got 'q'."),
            (1 / x, lambda graph: graph.forward(x=0), "v1 = 1 / x has no finite value at .*x = 0"),
            (log(x), lambda graph: graph.forward(x=-1), r"log\(x\) has no finite value at x = −1:"),
            (exp(x), lambda graph: graph.forward(x=1e3), "no finite value at x = 1000: choose"),
            (x / (x - 2), lambda graph: graph.forward(x=2), "no finite value at x = 2, v1 = 0:"),
            (square(x), lambda graph: graph.forward(x=1e200), r"no finite value at x = 1×10²⁰⁰"),
            (x**0.5, lambda graph: graph.forward(x=-4), r"x\^0.5 has no finite value at x = −4"),
            (x * 2e5, lambda graph: graph.backward(1e304), "x · 200000 with respect to x is not"),
        ],
    )
    def test_a_refused_call_leaves_the_graph_as_it_was(
        self, expression: Node, attempt: Callable[[Graph], object], message: str
    ) -> None:
        graph = run(expression)
        before = (dict(graph.inputs), dict(graph.values), dict(graph.gradients))
        with pytest.raises(ValueError, match=message):
            attempt(graph)
        assert (graph.inputs, graph.values, graph.gradients) == before

    def test_a_derivative_without_end_is_refused(self) -> None:
        with pytest.raises(ValueError, match=r"x\^0.5 with respect to x is not finite at x = 0:"):
            ready(x**0.5, x=0).backward()

    def test_an_exponent_has_no_derivative_over_a_negative_base(self) -> None:
        base, exponent = inputs(base=-2, exponent=2)
        with pytest.raises(ValueError, match="with respect to exponent is not finite"):
            ready(base**exponent).backward()
        assert run(base**2).gradients["base"] == -4.0


@pytest.mark.parametrize("module", [expressions, graph_module])
def test_docstrings_show_what_happens(module: ModuleType) -> None:
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0
