"""A graph as JSON, which the widgets' front end evaluates too.

The format: ``{"version": 1, "output": name, "nodes": [...]}``, where a node is
``{"name", "op": "input" | "constant", "value"}`` or ``{"name", "op", "inputs": [names]}``.
"""

from __future__ import annotations

import graphlib
import json
from collections.abc import Mapping
from typing import Any

from backprop.graph import OPERATIONS, Graph
from backprop.graph.expressions import LEAVES, Node, checked_name, checked_number

__all__ = ["dumps", "from_dict", "loads", "to_dict"]

VERSION = 1


def to_dict(graph: Graph) -> dict[str, Any]:
    """Describe a graph, its inputs at their current values, in terms that JSON can hold."""
    nodes: list[dict[str, Any]] = []
    for name, node in graph.nodes.items():
        if node.op in LEAVES:
            value = graph.inputs.get(name, node.value)
            nodes.append({"name": name, "op": node.op, "value": value})
        else:
            nodes.append({"name": name, "op": node.op, "inputs": list(graph.parents[name])})
    return {"version": VERSION, "nodes": nodes, "output": graph.output}


def dumps(graph: Graph) -> str:
    """Write a graph as JSON text; :func:`loads` reads it back."""
    return json.dumps(to_dict(graph), allow_nan=False)


def loads(text: str) -> Graph:
    """Read a graph from JSON text.

    Raises
    ------
    ValueError
        If the text is not JSON, or as :func:`from_dict` does.
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"a graph expects JSON text; this is none: {error}.") from error
    return from_dict(data)


def from_dict(data: object) -> Graph:
    """Build the graph that :func:`to_dict` describes; its nodes may come in any order.

    Raises
    ------
    ValueError
        If the version is unknown, a field is missing or of the wrong kind, an operation is
        unknown or has the wrong number of inputs, a name is used twice or is not defined, a
        value is not finite, the nodes form a cycle, or a node does not lead to the output.
    TypeError
        If a value is not a number.
    """
    if not isinstance(data, Mapping):
        raise ValueError(f"a graph expects an object with version, nodes and output; got {data!r}.")
    if data.get("version") != VERSION or isinstance(data["version"], bool):
        raise ValueError(f"a graph expects version {VERSION}; got {data.get('version')!r}.")
    specs: dict[str, Mapping[str, Any]] = {}
    listed = data.get("nodes")
    if not isinstance(listed, list):
        raise ValueError(f"a graph expects a list of nodes; got {listed!r}.")
    for spec in listed:
        if not isinstance(spec, Mapping):
            raise ValueError(f"a node expects an object with name and op; got {spec!r}.")
        name = checked_name(spec.get("name"))
        if name in specs:
            raise ValueError(
                f"a graph's names are different from each other; {name!r} stands twice."
            )
        _check_operation(name, spec)
        specs[name] = spec
    for name, spec in specs.items():
        for parent in spec.get("inputs", ()):
            if not isinstance(parent, str) or parent not in specs:
                raise ValueError(f"node {name!r} expects inputs among the nodes; got {parent!r}.")
    output = data.get("output")
    if not isinstance(output, str) or output not in specs:
        raise ValueError(f"a graph expects an output among its nodes; got {output!r}.")
    graph = Graph(_build(specs)[output])
    for name in specs:
        if name not in graph.nodes:
            raise ValueError(f"every node leads to the output {output!r}; {name!r} does not.")
    return graph


def _check_operation(name: str, spec: Mapping[str, Any]) -> None:
    op = spec.get("op")
    if op in LEAVES:
        if "inputs" in spec:
            raise ValueError(f"{op} {name!r} expects no inputs; got {spec['inputs']!r}.")
        return
    if not isinstance(op, str) or op not in OPERATIONS:
        known = ", ".join((*LEAVES, *OPERATIONS))
        raise ValueError(f"node {name!r} expects an operation among {known}; got {op!r}.")
    parents, arity = spec.get("inputs"), OPERATIONS[op].arity
    if not isinstance(parents, list) or not parents or len(parents) != (arity or len(parents)):
        raise ValueError(
            f"node {name!r} expects {arity or 'one or more'} inputs for {op!r}; got {parents!r}."
        )


def _build(specs: Mapping[str, Mapping[str, Any]]) -> dict[str, Node]:
    arguments = {name: spec.get("inputs", ()) for name, spec in specs.items()}
    nodes: dict[str, Node] = {}
    try:
        for name in graphlib.TopologicalSorter(arguments).static_order():
            spec = specs[name]
            if spec["op"] in LEAVES:
                value = checked_number(spec.get("value"), f"node {name!r}")
                nodes[name] = Node(spec["op"], name=name, value=value)
            else:
                parents = tuple(nodes[parent] for parent in arguments[name])
                nodes[name] = Node(spec["op"], parents, name)
    except graphlib.CycleError as error:
        cycle = " → ".join(error.args[1])
        raise ValueError(f"a graph expects no cycle; {cycle} is one.") from error
    return nodes
