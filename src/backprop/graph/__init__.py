"""Scalar expressions that record each local derivative: the chain rule, factor by factor.

Build an expression from named inputs with ordinary arithmetic, wrap its result in a
:class:`Graph`, run ``forward`` and then ``backward``, and read one :class:`Step` for each
edge of the graph: incoming gradient times local derivative is a contribution, and the
contributions to one node add up to its gradient.

>>> x, w, b = inputs(x=3, w=2, b=-1)
>>> graph = Graph(relu(w * x + b).named("y"))
>>> graph.forward()
5.0
>>> steps = graph.backward()
>>> graph.gradients["w"]
3.0

The backward sweep is reverse-mode automatic differentiation over a recorded list of
operations: Linnainmaa (1976), Baydin et al. (2018).
"""

from backprop.graph.expressions import (
    Node,
    exp,
    inputs,
    log,
    relu,
    sigmoid,
    square,
    sum_of,
    tanh,
)
from backprop.graph.formula import FormulaError, parse_formula
from backprop.graph.graph import Graph, Step
from backprop.graph.operations import OPERATIONS, Operation

__all__ = [
    "OPERATIONS",
    "FormulaError",
    "Graph",
    "Node",
    "Operation",
    "Step",
    "exp",
    "inputs",
    "log",
    "parse_formula",
    "relu",
    "sigmoid",
    "square",
    "sum_of",
    "tanh",
]
