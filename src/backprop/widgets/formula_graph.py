"""What the playground makes of a formula: a graph that can be drawn, with numbers for its names.

The page does the same (``frontend/formula/playground.js``).
"""

from __future__ import annotations

from collections.abc import Mapping

from backprop.graph import FormulaError, Graph, parse_formula

__all__ = ["formula_graph"]

MOST_NODES = 25
DEEPEST = 11
# What names begin with, in their order; then the same times each factor, until there is a value.
FIRST = (2.0, 0.5, 3.0, 1.5, 4.0, 2.5)
FACTORS = (1.0, 0.125, 4.0, -1.0)


def formula_graph(text: str, known: Mapping[str, float]) -> Graph:
    """Read a formula whose picture can be drawn; names that are not known get such numbers as fit.

    Raises
    ------
    FormulaError
        If the text is no formula or a name alone, has more than 25 nodes, or more than 11
        operations one after the other.
    """
    graph = Graph(parse_formula(text))
    _check_size(graph, text)
    names = list(graph.inputs)
    tried = [
        {
            name: known.get(name, factor * FIRST[place % len(FIRST)])
            for place, name in enumerate(names)
        }
        for factor in FACTORS
    ]
    values = next((each for each in tried if _has_value(graph, each)), tried[0])
    return Graph(parse_formula(text, **values))


def _check_size(graph: Graph, text: str) -> None:
    if len(graph.nodes) > MOST_NODES:
        raise FormulaError(
            f"The picture has room for {MOST_NODES} nodes; this formula has {len(graph.nodes)}.",
            text,
            0,
            len(text),
        )
    depths: dict[str, int] = {}
    for name in graph.nodes:
        depths[name] = 1 + max((depths[parent] for parent in graph.parents[name]), default=-1)
    if depths[graph.output] == 0:
        said = f"Expected an operation, like 2*{graph.output}; got a name alone."
        raise FormulaError(said, text, 0, len(text))
    if depths[graph.output] > DEEPEST:
        raise FormulaError(
            f"The picture has room for {DEEPEST} operations one after the other; "
            f"this formula has {depths[graph.output]}.",
            text,
            0,
            len(text),
        )


def _has_value(graph: Graph, values: Mapping[str, float]) -> bool:
    try:
        graph.forward(**values)
        graph.backward()
    except ValueError:
        return False
    return True
