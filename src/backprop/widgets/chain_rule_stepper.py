"""Step through the backward pass of a scalar graph, one chain-rule factor at a time."""

from __future__ import annotations

from typing import Any, NamedTuple

import traitlets

from backprop.graph import Graph, Step, json_form
from backprop.numbers import format_computed, printable
from backprop.widgets.book_widget import STATIC, Table
from backprop.widgets.chain_tables import chain_tables
from backprop.widgets.predicting_stepper import PredictingStepper
from backprop.widgets.stepper import Accepted

__all__ = ["ChainRuleStepper"]


class Pass(NamedTuple):
    """A graph after its forward and its backward pass, and the steps of that."""

    graph: Graph
    steps: list[Step]


class ChainRuleStepper(PredictingStepper[Pass]):
    """Show a graph's forward values and, step by step, the gradients of its backward pass.

    Parameters
    ----------
    graph
        The expression to step through; its current input values are the ones shown first.
    anchor
        The figure's id on the page, different for each widget of a page.
    dvalue
        The gradient that comes in at the output.

    Attributes
    ----------
    inputs : dict of str to float
        The value of every input. Setting some of them keeps the others. Assign a dict:
        changing it in place is not noticed.
    dvalue : float
        The gradient that comes in at the output.
    gradients : dict of str to float
        The gradient of every node, recomputed when an input or ``dvalue`` changes. Setting the
        gradient of the output sets ``dvalue``; the other gradients follow from it.
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
    traitlets.TraitError
        If an attribute is set to something that the graph cannot take. It keeps its value.
    """

    _esm = STATIC / "jupyter" / "chain_rule_stepper.js"

    graph = traitlets.Dict(read_only=True).tag(sync=True)
    inputs = traitlets.Dict().tag(sync=True)
    dvalue = traitlets.Float(1.0).tag(sync=True)
    initial_dvalue = traitlets.Float(1.0, read_only=True).tag(sync=True)
    gradients = traitlets.Dict().tag(sync=True)
    factors = traitlets.Bool(False).tag(sync=True)

    given = ("inputs", "dvalue")
    choice = ("step", "predict", "seed", "factors")
    state_traits = ("graph", *given, "initial_dvalue", *choice)

    def __init__(self, graph: Graph, *, anchor: str = "stepper", dvalue: float = 1.0) -> None:
        if not isinstance(graph, Graph):
            raise TypeError(f"ChainRuleStepper expects a backprop.graph.Graph, got {graph!r}.")
        # A copy: what the reader changes here must not reach into the caller's graph.
        self._spec = json_form.to_dict(graph)
        self._computing = False
        super().__init__(anchor=anchor, given={"inputs": graph.inputs, "dvalue": dvalue})
        self.set_trait("graph", self._spec)
        self.set_trait("initial_dvalue", float(dvalue))

    @property
    def steps(self) -> list[Step]:
        """The steps of the backward pass."""
        return self.shown.passed.steps

    @property
    def _engine(self) -> Graph:
        return self.shown.passed.graph

    def caption(self) -> str:
        """Say which output is differentiated."""
        output = self._engine.output
        return f"The chain rule, factor by factor: {output} = {self._engine.formula(output)}"

    def __repr__(self) -> str:
        engine = self._engine
        value = format_computed(engine.values[engine.output])
        numbers = ", ".join(
            f"∂{name} = {format_computed(engine.gradients[name])}" for name in engine.inputs
        )
        return printable(f"ChainRuleStepper({engine.output} = {value}: {numbers})")

    def tables(self) -> list[Table]:
        """List the values with their gradients, then the steps of the backward pass."""
        return chain_tables(self._engine, self.steps)

    def pass_from(self, given: dict[str, Any]) -> tuple[dict[str, Any], Pass]:
        """Run a copy of the graph forward and backward."""
        graph = json_form.from_dict(self._spec)
        # Inputs that are not given keep their value.
        known = self.shown.kept["inputs"] if hasattr(self, "shown") else {}
        graph.forward(**known | given["inputs"])
        passed = Pass(graph, graph.backward(given["dvalue"]))
        return {"inputs": dict(graph.inputs), "dvalue": float(given["dvalue"])}, passed

    def last_step(self, accepted: Accepted[Pass]) -> int:
        """Count the steps of the backward pass."""
        return len(accepted.passed.steps)

    def show(self, accepted: Accepted[Pass]) -> None:
        """Set the gradients."""
        self._computing = True
        self.gradients = dict(accepted.passed.graph.gradients)
        self._computing = False
        super().show(accepted)

    @traitlets.validate("gradients")
    def _check_gradients(self, proposal: Any) -> dict[str, float]:
        if self._computing:
            return dict(self._engine.gradients)
        given, output = proposal["value"], self._engine.output
        for name, gradient in given.items():
            if name not in self._engine.gradients:
                known = ", ".join(self._engine.gradients)
                raise traitlets.TraitError(f"gradients expects some of {known}; got {name!r}.")
            if name != output and self._engine.gradients.get(name) != gradient:
                raise traitlets.TraitError(
                    f"the gradient of {name!r} follows from the others: "
                    f"set that of the output, {output!r}, or an input."
                )
        if output in given:
            self.dvalue = given[output]
        return dict(self._engine.gradients)
