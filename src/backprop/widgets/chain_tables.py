"""The tables of a graph that was run forward and backward, for a page without scripts."""

from __future__ import annotations

from collections.abc import Sequence

from backprop.graph import Graph, Step
from backprop.numbers import format_computed, format_exact
from backprop.widgets.book_widget import Table

__all__ = ["chain_tables"]


def chain_tables(graph: Graph, steps: Sequence[Step]) -> list[Table]:
    """List the values with their gradients, then the steps of the backward pass."""
    nodes = [
        [
            name,
            "input" if node.op == "input" else graph.formula(name),
            format_exact(graph.inputs[name])
            if node.op == "input"
            else format_computed(graph.values[name]),
            format_computed(graph.gradients[name]),
        ]
        for name, node in graph.nodes.items()
        if node.op != "constant"
    ]
    taken = [
        [
            f"{number}. {step.node} → {step.wrt}",
            format_computed(step.incoming),
            step.local_formula
            if step.local_formula == format_computed(step.local)
            else f"{step.local_formula} = {format_computed(step.local)}",
            format_computed(step.contribution),
            format_computed(step.total),
        ]
        for number, step in enumerate(steps, 1)
    ]
    output = graph.output
    seed = format_computed(graph.gradients[output])
    return [
        Table(
            f"Values, and gradients of {output}", ["node", "formula", "value", "gradient"], nodes
        ),
        Table(
            f"Backward, with gradient {seed} at {output}",
            ["step", "incoming gradient", "local derivative", "product", "running sum"],
            taken,
        ),
    ]
