"""Step through the backward pass of any formula, typed by the reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import traitlets

from backprop.graph import Graph, Step
from backprop.numbers import format_computed, printable
from backprop.widgets.book_widget import STATIC, Table
from backprop.widgets.chain_tables import chain_tables
from backprop.widgets.formula_graph import formula_graph
from backprop.widgets.predicting_stepper import PredictingStepper
from backprop.widgets.stepper import Accepted

__all__ = ["FormulaPlayground"]

EXAMPLES = [
    {
        "name": "One neuron, squared",
        "formula": "relu(w0*x0 + w1*x1 + b)**2",
        "inputs": {"w0": 1.5, "x0": 2.0, "w1": 2.0, "x1": -1.0, "b": 0.5},
    },
    {
        "name": "Names used twice",
        "formula": "(x + y)*(x - y)",
        "inputs": {"x": 3.0, "y": 2.0},
    },
    {
        "name": "Sigmoid, squared error",
        "formula": "(sigmoid(w*x + b) - t)**2 / 2",
        "inputs": {"w": 2.0, "x": 1.5, "b": -2.0, "t": 0.0},
    },
    {"name": "Softplus", "formula": "log(1 + exp(x))", "inputs": {"x": 2.0}},
    {
        "name": "Division",
        "formula": "(a*x + 1)/(x - b)",
        "inputs": {"a": 2.0, "x": 3.0, "b": 1.0},
    },
]


class Pass(NamedTuple):
    """A graph after its forward and its backward pass, and the steps of that."""

    graph: Graph
    steps: list[Step]


class FormulaPlayground(PredictingStepper[Pass]):
    """Show the graph of a formula that the reader types, and step through its backward pass.

    Parameters
    ----------
    formula
        In the notation of :func:`backprop.graph.parse_formula`, with at most 25 nodes, constants
        included, and at most 11 operations one after the other.
    inputs
        What its names begin with; the others get numbers at which the formula has a value.
    dvalue
        The gradient that comes in at the output.
    anchor
        The figure's id on the page, different for each widget of a page.

    Attributes
    ----------
    formula : str
        Setting it keeps the numbers of the names that stay.
    inputs : dict of str to float
        The value of every name. Setting some of them keeps the others. Assign a dict: changing it
        in place is not noticed.
    dvalue : float
        The gradient that comes in at the output.
    gradients : dict of str to float
        The gradient of every node. It follows from the others and cannot be set.
    step : int
        How many of the chain-rule steps are shown, from 0 to ``len(steps)``.
    predict : bool
        Whether the next step is hidden until the reader has entered its value.
    seed : int
        That of the numbers which "New numbers" drew last on the page; 0 where it has drawn none.
        Setting it changes no number: the next are drawn from the seed after it.
    factors : bool
        Whether every edge shows its local derivative, and not the present step's alone.

    Raises
    ------
    FormulaError, ValueError
        If the formula cannot be read or drawn, or has no value at its inputs.
    traitlets.TraitError
        If an attribute is set to something that does not fit. It keeps its value.
    """

    _esm = STATIC / "jupyter" / "formula_playground.js"

    formula = traitlets.Unicode().tag(sync=True)
    inputs = traitlets.Dict().tag(sync=True)
    dvalue = traitlets.Float(1.0).tag(sync=True)
    gradients: traitlets.Dict[str, Any] = traitlets.Dict(read_only=True)
    examples: traitlets.List[Any] = traitlets.List(EXAMPLES, read_only=True).tag(sync=True)

    factors = traitlets.Bool(False).tag(sync=True)

    given = ("formula", "inputs", "dvalue")
    choice = ("step", "predict", "seed", "factors")
    state_traits = (*given, *choice, "examples", "initial")

    def __init__(
        self,
        formula: str = "relu(w0*x0 + w1*x1 + b)**2",
        inputs: Mapping[str, float] | None = None,
        *,
        dvalue: float = 1.0,
        anchor: str = "formula",
    ) -> None:
        if inputs is None:
            known = {str(each["formula"]): each["inputs"] for each in EXAMPLES}
            inputs = known.get(formula, {})  # type: ignore[assignment]
        super().__init__(
            anchor=anchor,
            given={"formula": formula, "inputs": inputs, "dvalue": dvalue},
            factors=False,
        )

    @property
    def steps(self) -> list[Step]:
        """The steps of the backward pass."""
        return self.shown.passed.steps

    def pass_from(self, given: dict[str, Any]) -> tuple[dict[str, Any], Pass]:
        """Read the formula, and run its graph forward and backward."""
        nothing: dict[str, Any] = {"formula": "", "inputs": {}}
        before = self.shown.kept if hasattr(self, "shown") else nothing
        numbers = given["inputs"]
        graph = formula_graph(given["formula"], {**before["inputs"], **numbers})
        # Names of the formula that was there before go with it.
        gone = before["inputs"] if given["formula"] != before["formula"] else {}
        graph.forward(
            **{n: value for n, value in numbers.items() if n in graph.inputs or n not in gone}
        )
        passed = Pass(graph, graph.backward(given["dvalue"]))
        kept = {
            "formula": given["formula"],
            "inputs": dict(graph.inputs),
            "dvalue": float(given["dvalue"]),
        }
        return kept, passed

    def last_step(self, accepted: Accepted[Pass]) -> int:
        """Count the steps of the backward pass."""
        return len(accepted.passed.steps)

    def show(self, accepted: Accepted[Pass]) -> None:
        """Set the numbers of the names, and the gradients."""
        self.inputs = accepted.kept["inputs"]
        self.set_trait("gradients", dict(accepted.passed.graph.gradients))
        super().show(accepted)

    def caption(self) -> str:
        """Write the formula."""
        return f"The chain rule, factor by factor, through {self.formula}"

    def __repr__(self) -> str:
        graph = self.shown.passed.graph
        numbers = ", ".join(f"∂{n} = {format_computed(graph.gradients[n])}" for n in graph.inputs)
        value = format_computed(graph.values[graph.output])
        return printable(f"FormulaPlayground({self.formula} = {value}: {numbers})")

    def tables(self) -> list[Table]:
        """List the values with their gradients, then the steps of the backward pass."""
        return chain_tables(self.shown.passed.graph, self.steps)
