"""The results of a layer as sums: which terms each cell adds up, and whether they can be."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from backprop.checks import checked_matrix
from backprop.numbers import format_computed
from backprop.widgets.noise import settled

__all__ = ["GIVEN", "RESULTS", "Matrix", "checked_layer", "format_sum", "result_shape", "terms_of"]

Matrix = list[list[float]]

# What the rows and the columns of each matrix stand for.
GIVEN = {
    "inputs": ("sample", "input"),
    "weights": ("input", "neuron"),
    "biases": ("row", "neuron"),
    "dvalues": ("sample", "neuron"),
}
RESULTS = {
    "outputs": ("sample", "neuron"),
    "dweights": ("input", "neuron"),
    "dbiases": ("row", "neuron"),
    "dinputs": ("sample", "input"),
}
LARGEST_SIDE = 6


def checked_layer(given: Mapping[str, ArrayLike]) -> dict[str, Matrix]:
    """Return the matrices as lists, or raise what is wrong with them or with their sums."""
    name = "LayerStepper expects {}".format
    weights = checked_matrix(given["weights"], name("weights"), ("n_inputs", "n_neurons"))
    n_inputs, n_neurons = weights.shape
    inputs = checked_matrix(given["inputs"], name("inputs"), ("n_samples", n_inputs))
    n_samples = len(inputs)
    if max(n_samples, n_inputs, n_neurons) > LARGEST_SIDE:
        raise ValueError(
            f"LayerStepper expects at most {LARGEST_SIDE} samples, inputs and neurons, which "
            f"a page can show; got inputs of shape {inputs.shape} and weights of shape "
            f"{weights.shape}."
        )
    biases = checked_matrix(given["biases"], name("biases"), (1, n_neurons))
    dvalues = checked_matrix(given["dvalues"], name("dvalues"), (n_samples, n_neurons))
    arrays = {"inputs": inputs, "weights": weights, "biases": biases, "dvalues": dvalues}
    checked: dict[str, Matrix] = {key: a.astype(float).tolist() for key, a in arrays.items()}
    for result in RESULTS:
        for row, column in np.ndindex(result_shape(checked, result)):
            if not math.isfinite(sum(map(abs, terms_of(checked, result, row, column)))):
                raise ValueError(
                    "LayerStepper expects terms that a computer's numbers can hold; those of "
                    f"{result}[{row}, {column}] add up to more than 1.8×10³⁰⁸."
                )
    return checked


def result_shape(given: Mapping[str, Matrix], result: str) -> tuple[int, int]:
    """Return how many rows and columns a result has."""
    sizes = {
        "sample": len(given["inputs"]),
        "input": len(given["weights"]),
        "neuron": len(given["weights"][0]),
        "row": 1,
    }
    rows, columns = RESULTS[result]
    return sizes[rows], sizes[columns]


def terms_of(given: Mapping[str, Matrix], result: str, row: int, column: int) -> list[float]:
    """List what is added up in one cell of a result, in the order of the steps."""
    inputs, weights, biases, dvalues = (given[name] for name in GIVEN)
    if result == "outputs":
        products = [x * w[column] for x, w in zip(inputs[row], weights, strict=True)]
        return [*products, biases[0][column]]
    if result == "dweights":
        return [x[row] * d[column] for x, d in zip(inputs, dvalues, strict=True)]
    if result == "dbiases":
        return [d[column] for d in dvalues]
    return [d * w for d, w in zip(dvalues[row], weights[column], strict=True)]


def format_sum(terms: Sequence[float]) -> str:
    """Write a sum, the same on every processor: rounded once, and 0 where it is only noise."""
    total = math.fsum(terms)
    return format_computed(float(settled(total, sum(map(abs, terms)))))
