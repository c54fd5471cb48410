"""A network's passes as tables, for a page without scripts: every matrix, and one gradient."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from backprop.numbers import format_exact, format_steady
from backprop.widgets.book_widget import Table
from backprop.widgets.network.network_pass import NetworkPass
from backprop.widgets.network.paths import factor_names, paths_of
from backprop.widgets.network.spec import Parameter

__all__ = ["factor_table", "matrix_tables", "update_tables"]


def matrix_tables(given: Mapping[str, Any], passed: NetworkPass) -> list[Table]:
    """List the matrices in the order in which the passes come to them."""
    return [
        *_given_tables(given),
        *_forward_tables(given, passed),
        *_backward_tables(given, passed),
    ]


def _given_tables(given: Mapping[str, Any]) -> list[Table]:
    inputs, targets = given["inputs"], given["targets"]
    one_column = np.ndim(targets) == 1
    rows = [[target] for target in targets] if one_column else targets
    target_names = ["class number"] if one_column else _numbered("output", len(rows[0]))
    return [
        _table("inputs", _exactly(inputs), "sample", _numbered("input", len(inputs[0]))),
        _table("targets", _exactly(rows), "sample", target_names, np.shape(targets)),
    ]


def _forward_tables(given: Mapping[str, Any], passed: NetworkPass) -> list[Table]:
    tables = []
    for place, layer in enumerate(given["layers"]):
        name, kind = f"layers[{place}]", layer["kind"]
        if kind == "Dense":
            neurons = _numbered("neuron", len(layer["biases"][0]))
            for parameter, axis in (("weights", "input"), ("biases", "row")):
                rows = _exactly(layer[parameter])
                tables.append(_table(f"{name}.{parameter}", rows, axis, neurons))
        title = f"Forward, {name}, {kind}: {_forward_formula(kind)}"
        tables.append(_computed(title, passed.values[place + 1], "sample", "neuron"))
    return tables


def _backward_tables(given: Mapping[str, Any], passed: NetworkPass) -> list[Table]:
    title = f"Backward, loss {format_steady(passed.loss)}, {given['loss_kind']}: dpredictions"
    tables = [_computed(title, passed.dvalues[-1], "sample", "neuron")]
    for place in reversed(range(len(given["layers"]))):
        name, kind = f"layers[{place}]", given["layers"][place]["kind"]
        if kind == "Dense":
            dweights, dbiases = (passed.gradients[f"{name}.{p}"] for p in ("weights", "biases"))
            title = f"Backward, {name}, Dense: dweights = inputs.T @ dvalues"
            tables.append(_computed(title, dweights, "input", "neuron"))
            title = f"Backward, {name}, Dense: dbiases = sum of dvalues over the samples"
            tables.append(_computed(title, dbiases, "row", "neuron"))
        if place > 0:  # nobody needs the gradient of the network's own inputs
            title = f"Backward, {name}, {kind}: {_backward_formula(kind)}"
            tables.append(_computed(title, passed.dvalues[place], "sample", "input"))
    return tables


def factor_table(given: Mapping[str, Any], passed: NetworkPass, parameter: Parameter) -> Table:
    """Write one gradient out: a row for each sample and path, and the sum."""
    names = factor_names(given["layers"], parameter)
    rows, products = [], []
    for sample in range(len(given["inputs"])):
        for path in paths_of(given["layers"], passed, parameter, sample):
            way = " → ".join(map(str, path.neurons))
            factors = map(format_steady, path.factors)
            rows.append([f"sample {sample}, neuron {way}", *factors, format_steady(path.product)])
            products.append(path.product)
    rows.append(["sum", *("" for _ in names), format_steady(math.fsum(products))])
    return Table(
        f"∂loss/∂{parameter}: the products of factors along each path, and their sum",
        ["path", *names, "product"],
        rows,
    )


def update_tables(updated: Mapping[str, Any], learning_rate: float) -> list[Table]:
    """List the parameters after one update, named as by ``Network.named_parameters``."""
    rate = format_exact(learning_rate)
    tables = []
    for name, values in updated.items():
        place, parameter = name.split(".")
        title = f"Update, {place}: {parameter} − {rate} * d{parameter}"
        tables.append(
            _computed(title, values, "input" if parameter == "weights" else "row", "neuron")
        )
    return tables


def _forward_formula(kind: str) -> str:
    return {
        "Dense": "outputs = inputs @ weights + biases",
        "Linear": "outputs = inputs",
        "ReLU": "outputs = max(0, inputs)",
        "LeakyReLU": "outputs = inputs where inputs > 0, otherwise 0.01 * inputs",
        "Sigmoid": "outputs = 1 / (1 + exp(−inputs))",
        "Tanh": "outputs = tanh(inputs)",
    }[kind]


def _backward_formula(kind: str) -> str:
    return {
        "Dense": "dinputs = dvalues @ weights.T",
        "Linear": "dinputs = dvalues",
        "ReLU": "dinputs = dvalues * (inputs > 0)",
        "LeakyReLU": "dinputs = dvalues where inputs > 0, otherwise 0.01 * dvalues",
        "Sigmoid": "dinputs = dvalues * outputs * (1 − outputs)",
        "Tanh": "dinputs = dvalues * (1 − outputs²)",
    }[kind]


def _computed(title: str, values: Any, row_name: str, column_name: str) -> Table:
    rows = [list(map(format_steady, row)) for row in values.tolist()]
    return _table(title, rows, row_name, _numbered(column_name, len(rows[0])))


def _exactly(rows: Iterable[Iterable[float]]) -> list[list[str]]:
    return [list(map(format_exact, row)) for row in rows]


def _numbered(name: str, count: int) -> list[str]:
    return [f"{name} {j}" for j in range(count)]


def _table(
    title: str,
    rows: list[list[str]],
    row_name: str,
    columns: list[str],
    shape: tuple[int, ...] | None = None,
) -> Table:
    shape = shape or (len(rows), len(rows[0]))
    named = [[f"{row_name} {i}", *row] for i, row in enumerate(rows)]
    return Table(f"{title}, shape {shape}", [row_name, *columns], named)
