"""The local derivatives of a graph's operations, each with respect to its arguments."""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import reduce
from typing import Any

import numpy as np

from backprop.graph import OPERATIONS, Graph, Node, inputs
from graphs import arity, domain
from verification.libraries import Library
from verification.subject import Case, Subject, at_random

CHAPTER_1 = "[1](01-step-through-one-neuron.ipynb)"

# Each operation by a library's functions, and its derivatives from a table of school calculus.
FORMULAS: dict[str, Callable[..., Any]] = {
    "add": lambda lib, a, b: a + b,
    "sub": lambda lib, a, b: a - b,
    "mul": lambda lib, a, b: a * b,
    "div": lambda lib, a, b: a / b,
    "neg": lambda lib, a: -a,
    "pow": lambda lib, a, b: a**b,
    "exp": lambda lib, a: lib.exp(a),
    "log": lambda lib, a: lib.log(a),
    "relu": lambda lib, a: lib.relu(a),
    "sigmoid": lambda lib, a: lib.sigmoid(a),
    "tanh": lambda lib, a: lib.tanh(a),
    "square": lambda lib, a: a**2,
    "sum": lambda lib, *terms: reduce(operator.add, terms),
}
DERIVATIVES: dict[str, Callable[..., tuple[float, ...]]] = {
    "add": lambda a, b: (1, 1),
    "sub": lambda a, b: (1, -1),
    "mul": lambda a, b: (b, a),
    "div": lambda a, b: (1 / b, -a / b**2),
    "neg": lambda a: (-1,),
    "pow": lambda a, b: (b * a ** (b - 1), a**b * np.log(a)),
    "exp": lambda a: (np.exp(a),),
    "log": lambda a: (1 / a,),
    "relu": lambda a: (float(a > 0),),
    "sigmoid": lambda a: (np.exp(-a) / (1 + np.exp(-a)) ** 2,),
    "tanh": lambda a: (1 - np.tanh(a) ** 2,),
    "square": lambda a: (2 * a,),
    "sum": lambda *terms: (1,) * len(terms),
}


def _operation(op: str) -> Callable[[np.random.Generator], Case]:
    def draw(rng: np.random.Generator) -> Case:
        names = list("abc"[: arity(op)])
        domains = [domain(op, argument) for argument in range(len(names))]
        point = [float(rng.uniform(*each[rng.integers(len(each))])) for each in domains]
        leaves = inputs(**dict(zip(names, point, strict=True)))
        ours = Graph(Node(op, tuple(leaves)))
        ours.forward()
        ours.backward()

        def formula(lib: Library, at: Any) -> Any:
            return lib.sum(FORMULAS[op](lib, *(at[name] for name in names)))

        return Case(
            {name: np.array([value]) for name, value in zip(names, point, strict=True)},
            formula,
            {name: np.array([ours.gradients[name]]) for name in names},
            {
                name: np.array([slope], float)
                for name, slope in zip(names, DERIVATIVES[op](*point), strict=True)
            },
        )

    return draw


SUBJECTS = [
    Subject(
        op,
        each.formula.format("a", "b", "c") if each.arity else "a + b + c",
        CHAPTER_1,
        at_random(_operation(op)),
    )
    for op, each in OPERATIONS.items()
]
