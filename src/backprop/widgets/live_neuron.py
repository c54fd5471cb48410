"""One neuron that answers at once: the figure of the front page."""

from __future__ import annotations

from typing import Any

import traitlets

from backprop.graph import Graph, inputs, json_form, square
from backprop.numbers import format_computed, format_exact
from backprop.widgets.book_widget import STATIC, Table
from backprop.widgets.stepper import Accepted, Stepper

__all__ = ["LiveNeuron"]


class LiveNeuron(Stepper[Graph]):
    """Show a neuron y = w·x + b with the loss l = ½(y − t)², and the gradients that come back.

    Parameters
    ----------
    x, w, b, t
        Input, weight, bias and target.
    anchor
        The figure's id on the page, different for each widget of a page.

    Attributes
    ----------
    inputs : dict of str to float
        The four numbers by their names. Setting some of them keeps the others. Assign a dict:
        changing it in place is not noticed.

    Raises
    ------
    TypeError, ValueError
        If one of them is no finite number, or the loss is too large for one.
    traitlets.TraitError
        If ``inputs`` is set to something that does not fit. It keeps its value.
    """

    _esm = STATIC / "jupyter" / "live_neuron.js"

    graph = traitlets.Dict(read_only=True).tag(sync=True)
    inputs = traitlets.Dict().tag(sync=True)

    given = ("inputs",)
    choice = ("step",)
    state_traits = ("graph", "inputs", "step")

    def __init__(
        self,
        x: float = 3.0,
        w: float = -2.0,
        b: float = 1.0,
        t: float = -7.0,
        *,
        anchor: str = "neuron",
    ) -> None:
        leaves = inputs(x=x, w=w, b=b, t=t)
        x_node, w_node, b_node, t_node = leaves
        product = (w_node * x_node).named("p")
        error = ((product + b_node).named("y") - t_node).named("e")
        self._spec = json_form.to_dict(Graph((0.5 * square(error).named("q")).named("l")))
        super().__init__(anchor=anchor, given={"inputs": {"x": x, "w": w, "b": b, "t": t}})
        self.set_trait("graph", self._spec)

    def pass_from(self, given: dict[str, Any]) -> tuple[dict[str, Any], Graph]:
        """Run the graph forward and backward."""
        graph = json_form.from_dict(self._spec)
        known = self.shown.kept["inputs"] if hasattr(self, "shown") else {}
        graph.forward(**known | given["inputs"])
        graph.backward()
        return {"inputs": dict(graph.inputs)}, graph

    def last_step(self, accepted: Accepted[Graph]) -> int:  # noqa: ARG002
        """Return 0: everything is shown at once."""
        return 0

    def caption(self) -> str:
        """Say what the figure shows."""
        return "One neuron and its loss: turn a number, and the gradients follow"

    def tables(self) -> list[Table]:
        """List every number with its gradient."""
        graph = self.shown.passed
        words = {"x": "input x", "w": "weight w", "b": "bias b", "y": "w·x + b", "t": "target t"}
        rows = [
            [
                text,
                format_exact(graph.inputs[name])
                if name in graph.inputs
                else format_computed(graph.values[name]),
                format_computed(graph.gradients[name]),
            ]
            for name, text in words.items()
        ]
        title = f"A neuron whose loss ½(w·x + b − t)² is {format_computed(graph.values['l'])}"
        return [Table(title, ["number", "value", "gradient"], rows)]
