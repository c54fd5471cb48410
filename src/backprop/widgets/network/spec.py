"""What a network stepper is given: layers, a loss and a batch, as JSON holds them, checked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from backprop.binary_cross_entropy import SigmoidCrossEntropy
from backprop.checks import FloatArray, checked_matrix
from backprop.layers import Dense
from backprop.losses import SoftmaxCrossEntropy, SquaredError
from backprop.network import Network
from backprop.network.kinds import ELEMENTWISE, Elementwise, described, kind_of
from backprop.targets import shares_of_class_1
from backprop.widgets.leaky_relu import LeakyReLU
from backprop.widgets.stepper import checked_classes

__all__ = [
    "ACTIVATIONS",
    "GIVEN",
    "LARGEST_NUMBER",
    "LOSSES",
    "Matrix",
    "Parameter",
    "checked_given",
    "network_of",
    "parameter_of",
    "parameters_of",
    "spec_of",
]

Matrix = list[list[float]]

GIVEN = ("layers", "loss_kind", "inputs", "targets")
ACTIVATIONS: dict[str, type[Elementwise]] = {**ELEMENTWISE, LeakyReLU.__name__: LeakyReLU}
LOSSES: dict[str, type] = {
    kind.__name__: kind for kind in (SquaredError, SoftmaxCrossEntropy, SigmoidCrossEntropy)
}
MOST_DENSE = 3
WIDEST = 4
MOST_SAMPLES = 4
LARGEST_NUMBER = 1e6  # so that no pass, forward or backward, exceeds a computer's numbers
PARAMETER = re.compile(r"layers\[(\d+)\]\.(weights|biases)\[(\d+), (\d+)\]")


class Parameter(NamedTuple):
    """One number that learning may change."""

    layer: int
    name: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"layers[{self.layer}].{self.name}[{self.row}, {self.column}]"


def spec_of(network: Network) -> tuple[list[dict[str, Any]], str]:
    """Return the layers of a network and the name of its loss, as JSON holds them."""
    if not isinstance(network, Network):
        raise TypeError(f"NetworkStepper expects a Network, got {network!r}.")
    kind = kind_of(network.loss, LOSSES)
    if kind is None:
        raise TypeError(
            f"NetworkStepper expects one of {', '.join(LOSSES)} as the loss, got {network.loss!r}."
        )
    for place, layer in enumerate(network.layers):
        if kind_of(layer, {"Dense": Dense, **ACTIVATIONS}) is None:
            raise TypeError(
                f"NetworkStepper expects layers of Dense, {', '.join(ACTIVATIONS)}, "
                f"got {layer!r} as layers[{place}]."
            )
    return [
        described(layer, *Dense.parameter_names)
        if isinstance(layer, Dense)
        else {"kind": type(layer).__name__}
        for layer in network.layers
    ], kind


def network_of(
    given: Mapping[str, Any], dense: type[Dense] = Dense, losses: Mapping[str, type] = LOSSES
) -> Network:
    """Build the network that is described, of these classes."""
    layers: list[Dense | Elementwise] = []
    for layer in given["layers"]:
        if layer["kind"] == "Dense":
            own = dense(*np.shape(layer["weights"]))
            own.weights, own.biases = layer["weights"], layer["biases"]
            layers.append(own)
        else:
            layers.append(ACTIVATIONS[layer["kind"]]())
    return Network(layers, losses[given["loss_kind"]]())


def checked_given(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy of all that is given, or raise what is wrong with it."""
    layers = _checked_layers(given["layers"])
    dense = [layer for layer in layers if layer["kind"] == "Dense"]
    inputs = _checked("inputs", given["inputs"], ("n_samples", len(dense[0]["weights"])))
    n_samples, n_outputs = len(inputs), len(dense[-1]["weights"][0])
    if n_samples > MOST_SAMPLES:
        raise ValueError(
            f"NetworkStepper expects at most {MOST_SAMPLES} samples, which a page can show; "
            f"got inputs of shape {inputs.shape}."
        )
    loss_kind = given["loss_kind"]
    if loss_kind not in LOSSES:
        raise ValueError(
            f"NetworkStepper expects one of {', '.join(LOSSES)} as loss_kind, got {loss_kind!r}."
        )
    targets: Any = given["targets"]
    if loss_kind == "SquaredError":
        targets = _checked("targets", targets, (n_samples, n_outputs)).tolist()
    elif loss_kind == "SoftmaxCrossEntropy":
        targets = checked_classes(targets, (n_samples, n_outputs), "NetworkStepper")
    elif n_outputs == 1:
        targets = shares_of_class_1(targets, n_samples, "NetworkStepper").tolist()
    else:
        raise ValueError(
            "NetworkStepper expects one output for SigmoidCrossEntropy, the logit of class 1; "
            f"got {n_outputs}."
        )
    return {
        "layers": layers,
        "loss_kind": loss_kind,
        "inputs": inputs.tolist(),
        "targets": targets,
    }


def parameters_of(layers: Sequence[Mapping[str, Any]]) -> list[Parameter]:
    """List every weight and bias of the layers, in the order of the forward pass."""
    return [
        Parameter(place, name, row, column)
        for place, layer in enumerate(layers)
        if layer["kind"] == "Dense"
        for name in Dense.parameter_names
        for row, column in np.ndindex(np.shape(layer[name]))
    ]


def parameter_of(text: str, layers: Sequence[Mapping[str, Any]]) -> Parameter:
    """Read ``"layers[0].weights[0, 0]"``, or raise ``ValueError``."""
    match = PARAMETER.fullmatch(text)
    if match:
        place, name, row, column = match.groups()
        parameter = Parameter(int(place), name, int(row), int(column))
        if parameter in parameters_of(layers):
            return parameter
    first, *_, last = map(str, parameters_of(layers))
    raise ValueError(
        f"weight expects a weight or a bias of the network, from {first!r} to {last!r}; "
        f"got {text!r}."
    )


def _checked_layers(layers: Any) -> list[dict[str, Any]]:
    if not isinstance(layers, list | tuple) or not all(
        isinstance(each, Mapping) for each in layers
    ):
        raise TypeError(f"NetworkStepper expects layers as a list of dicts, got {layers!r}.")
    checked: list[dict[str, Any]] = []
    width: int | str = "n_inputs"
    for place, layer in enumerate(layers):
        kind = layer.get("kind")
        name = f"layers[{place}]"
        if kind == "Dense" and layer.keys() == {"kind", "weights", "biases"}:
            weights = _checked(f"{name}.weights", layer["weights"], (width, "n_neurons"))
            if max(weights.shape) > WIDEST:
                raise ValueError(
                    f"NetworkStepper expects at most {WIDEST} inputs and neurons in a layer, which "
                    f"a page can show; got {name}.weights of shape {weights.shape}."
                )
            width = weights.shape[1]
            biases = _checked(f"{name}.biases", layer["biases"], (1, width))
            checked.append({"kind": kind, "weights": weights.tolist(), "biases": biases.tolist()})
        elif kind in ACTIVATIONS and layer.keys() == {"kind"}:
            if not checked or checked[-1]["kind"] != "Dense":
                raise ValueError(
                    f"NetworkStepper expects an activation right behind a Dense layer, "
                    f"got {kind} as {name}."
                )
            checked.append({"kind": kind})
        else:
            raise ValueError(
                f"NetworkStepper expects layers of Dense, with weights and biases, "
                f"{', '.join(ACTIVATIONS)}; got {dict(layer)!r} as {name}."
            )
    n_dense = sum(layer["kind"] == "Dense" for layer in checked)
    if not 1 <= n_dense <= MOST_DENSE:
        raise ValueError(
            f"NetworkStepper expects 1 to {MOST_DENSE} Dense layers, which a page can show; "
            f"got {n_dense}."
        )
    return checked


def _checked(what: str, values: ArrayLike, shape: tuple[int | str, int | str]) -> FloatArray:
    name = f"NetworkStepper expects {what}"
    matrix = checked_matrix(values, name, shape).astype(float)
    too_large = np.abs(matrix) > LARGEST_NUMBER
    if too_large.any():
        row, column = np.argwhere(too_large)[0]
        raise ValueError(
            f"{name} from -1000000 to 1000000, got {matrix[row, column]} at [{row}, {column}]."
        )
    return matrix
