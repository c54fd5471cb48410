"""A graph: the forward pass over its nodes, and the chain rule back along its edges."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from backprop.graph.expressions import LEAVES, Node, checked_number, topological_order
from backprop.graph.operations import OPERATIONS, attempt
from backprop.numbers import format_number, in_parentheses, printable

__all__ = ["Graph", "Step"]


@dataclass(frozen=True)
class Step:
    """One application of the chain rule, along one edge of the graph.

    ``contribution = incoming * local``, where ``incoming`` is the gradient of the output with
    respect to ``node`` and ``local`` the derivative of ``node`` with respect to its argument
    ``wrt``. ``total`` is the gradient of ``wrt`` so far, this contribution included.
    ``argument`` is the position of ``wrt`` among the arguments of ``node``.
    """

    node: str
    wrt: str
    argument: int
    incoming: float
    local: float
    local_formula: str
    contribution: float
    total: float

    def __str__(self) -> str:
        product = f"{in_parentheses(self.incoming)} · {in_parentheses(self.local)}"
        return printable(
            f"{self.node} → {self.wrt}: {product} = {format_number(self.contribution)}   "
            f"(local derivative {self.local_formula}; running sum {format_number(self.total)})"
        )


class Graph:
    """A scalar expression with its nodes in topological order: arguments before results.

    Parameters
    ----------
    output
        The node whose gradient is wanted. Operations without a name are called ``v1``, ``v2``,
        …, constants ``c1``, ``c2``, ….

    Attributes
    ----------
    nodes : dict of str to Node
        Every node by name, in the order of the forward pass.
    parents : dict of str to tuple of str
        The names of each node's arguments, in their order.
    inputs : dict of str to float
        The current value of each input.
    output : str
        The name of the output node.
    values : dict of str to float
        Every node's value; filled by ``forward``.
    gradients : dict of str to float
        Every node's gradient, constants left out; filled by ``backward``.

    Raises
    ------
    TypeError
        If ``output`` is not a node.
    ValueError
        If two nodes share a name, or if the output is not computed from any input.
    """

    def __init__(self, output: Node) -> None:
        if not isinstance(output, Node):
            raise TypeError(f"Graph expects the output Node of an expression, got {output!r}.")
        order = topological_order(output)
        for node in order:
            _check_operation(node)
        names = _names(order)
        self.nodes: dict[str, Node] = {names[node]: node for node in order}
        self.parents: dict[str, tuple[str, ...]] = {
            names[node]: tuple(names[parent] for parent in node.parents) for node in order
        }
        self.output: str = names[output]
        self.inputs: dict[str, float] = {
            names[node]: node.value
            for node in order
            if node.op == "input" and node.value is not None
        }
        if not self.inputs:
            raise ValueError("Graph expects an output computed from at least one input, got none.")
        self.values: dict[str, float] = {}
        self.gradients: dict[str, float] = {}

    def forward(self, /, **inputs: float) -> float:
        """Compute every node's value and return the output's.

        Parameters
        ----------
        **inputs
            New values for some of the inputs; the others keep theirs.

        Returns
        -------
        float
            The value of the output. The values of all nodes are in ``values``.

        Raises
        ------
        ValueError
            If a name is not an input of this graph, or a value along the way is not finite.
            The graph is then as it was before the call.
        """
        for name in inputs:
            if name not in self.inputs:
                raise ValueError(
                    f"forward expects inputs named {_listed(self.inputs)}; got {name!r}."
                )
        given = {name: checked_number(value, f"input {name!r}") for name, value in inputs.items()}
        values: dict[str, float] = {}
        for name, node in self.nodes.items():
            if node.op == "input":
                values[name] = given.get(name, self.inputs[name])
            elif node.value is not None:
                values[name] = node.value
            else:
                arguments = [values[parent] for parent in self.parents[name]]
                values[name] = attempt(OPERATIONS[node.op].forward, arguments, math.nan)
                if not math.isfinite(values[name]):
                    where = ", ".join(
                        f"{p} = {format_number(values[p])}"
                        for p in dict.fromkeys(self.parents[name])
                    )
                    raise ValueError(
                        f"{name} = {self.formula(name)} has no finite value at {where}: "
                        "choose other inputs."
                    )
        self.inputs.update(given)
        self.values, self.gradients = values, {}
        return values[self.output]

    def backward(self, dvalue: float = 1.0) -> list[Step]:
        """Sweep from the output back to the inputs: one chain-rule step for each edge.

        ``gradient[argument] += gradient[node] * ∂node/∂argument``, in reversed topological
        order, so that a node's gradient is complete before it is passed on.

        Parameters
        ----------
        dvalue
            The incoming gradient of the output; 1 gives the derivatives of the output.

        Returns
        -------
        list of Step
            In the order in which they were taken. The gradient of every node that is not a
            constant is in ``gradients``.

        Raises
        ------
        RuntimeError
            If ``forward`` has not been run.
        ValueError
            If ``dvalue`` or a derivative along the way is not finite.
        """
        if not self.values:
            raise RuntimeError("backward expects a forward pass: run forward first.")
        gradients = {name: 0.0 for name, node in self.nodes.items() if node.op != "constant"}
        gradients[self.output] = checked_number(dvalue, "dvalue")
        steps: list[Step] = []
        for name, node in reversed(self.nodes.items()):
            if node.op in LEAVES:
                continue
            parents = self.parents[name]
            arguments = [self.values[name], *(self.values[parent] for parent in parents)]
            undefined: Sequence[float] = (math.nan,) * len(parents)
            locals_ = attempt(OPERATIONS[node.op].local, arguments, undefined)
            for argument, wrt in enumerate(parents):
                if wrt not in gradients:
                    continue
                incoming, local = gradients[name], locals_[argument]
                contribution = incoming * local
                gradients[wrt] += contribution
                if not (math.isfinite(local) and math.isfinite(gradients[wrt])):
                    raise ValueError(
                        f"the derivative of {name} = {self.formula(name)} with respect to {wrt} "
                        f"is not finite at {wrt} = {format_number(self.values[wrt])}: "
                        "choose other inputs."
                    )
                formula = self.local_formula(name, argument)
                steps.append(
                    Step(
                        name, wrt, argument, incoming, local, formula, contribution, gradients[wrt]
                    )
                )
        self.gradients = gradients
        return steps

    def formula(self, name: str) -> str:
        """Write how a node is computed from its arguments: ``w0 · x0`` (a leaf: its value)."""
        if self.nodes[name].op in LEAVES:
            return format_number(self.inputs.get(name, self.nodes[name].value or 0.0))
        operation, arguments = OPERATIONS[self.nodes[name].op], self._written(name)
        if operation.arity is None:
            return operation.formula.join(arguments)
        return operation.formula.format(*arguments)

    def local_formula(self, name: str, argument: int) -> str:
        """Write the derivative of a node with respect to one of its arguments: ``x0``.

        Raises ``IndexError`` if the node has no argument at that position.
        """
        if not 0 <= argument < len(self.parents[name]):
            raise IndexError(
                f"{name} has {len(self.parents[name])} arguments; got position {argument}."
            )
        formulas = OPERATIONS[self.nodes[name].op].local_formulas
        formula = formulas[argument] if argument < len(formulas) else formulas[-1]
        return formula.format(*self._written(name), out=name)

    def _written(self, name: str) -> list[str]:
        def argument(parent: str) -> str:
            value = self.nodes[parent].value
            if self.nodes[parent].op != "constant" or value is None:
                return parent
            return in_parentheses(value)

        return [argument(parent) for parent in self.parents[name]]

    def __repr__(self) -> str:
        formula = f"{self.output} = {self.formula(self.output)}"
        return printable(f"Graph({formula}; inputs {_listed(self.inputs)})")


def _check_operation(node: Node) -> None:
    if node.op in LEAVES:
        return
    if node.op not in OPERATIONS:
        known = ", ".join(OPERATIONS)
        raise ValueError(f"a node expects an operation among {known}; got {node.op!r}.")
    arity = OPERATIONS[node.op].arity
    if not node.parents or len(node.parents) != (arity or len(node.parents)):
        expected = arity or "one or more"
        raise ValueError(f"{node.op} expects {expected} arguments; got {len(node.parents)}.")


def _names(order: Sequence[Node]) -> dict[Node, str]:
    given = Counter(node.name for node in order if node.name is not None)
    for name, count in given.items():
        if count > 1:
            raise ValueError(
                f"a graph's names are different from each other; {name!r} stands twice."
            )
    numbers = Counter[str]()

    def new_name(prefix: str) -> str:
        while True:
            numbers[prefix] += 1
            name = f"{prefix}{numbers[prefix]}"
            if name not in given:
                return name

    return {node: node.name or new_name("c" if node.op == "constant" else "v") for node in order}


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
