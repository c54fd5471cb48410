"""Random small networks, the programs the front end writes for them, and what must come out."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from arrays import Array, numbers
from backprop import (
    SGD,
    Dense,
    Linear,
    Network,
    ReLU,
    Sigmoid,
    SigmoidCrossEntropy,
    SoftmaxCrossEntropy,
    SquaredError,
    Tanh,
)
from backprop.widgets.leaky_relu import LeakyReLU
from backprop.widgets.network.spec import MOST_DENSE, MOST_SAMPLES, WIDEST
from front_end import running

ACTIVATIONS: dict[str, Any] = {
    kind.__name__: kind for kind in (Linear, ReLU, LeakyReLU, Sigmoid, Tanh)
}
LOSSES: dict[str, Any] = {
    kind.__name__: kind for kind in (SquaredError, SoftmaxCrossEntropy, SigmoidCrossEntropy)
}
COUNT = 200


@dataclass(frozen=True)
class Case:
    """A network as the front end takes it, and the programs written for it."""

    given: dict[str, Any]
    numpy: str
    pytorch: str


def drawn(seed: int) -> dict[str, Any]:
    """A network of any of the shapes, activations and losses that a page can show."""
    rng = np.random.default_rng(seed)
    samples = int(rng.integers(1, MOST_SAMPLES + 1))
    widths = rng.integers(1, WIDEST + 1, size=int(rng.integers(2, MOST_DENSE + 2))).tolist()
    loss = str(rng.choice(list(LOSSES)))
    if loss == "SoftmaxCrossEntropy":
        widths[-1] = max(2, widths[-1])  # with one class all gradients are 0
    if loss == "SigmoidCrossEntropy":
        widths[-1] = 1
    layers: list[dict[str, Any]] = []
    for before, after in pairwise(widths):
        weights, biases = numbers(rng, (before, after)), numbers(rng, (1, after))
        layers.append({"kind": "Dense", "weights": weights.tolist(), "biases": biases.tolist()})
        behind = rng.choice(["", *ACTIVATIONS])
        layers += [{"kind": str(behind)}] if behind else []
    if loss == "SigmoidCrossEntropy" and layers[-1]["kind"] == "Sigmoid":
        layers.pop()  # the loss takes the sigmoid itself
    classes = rng.integers(widths[-1], size=samples)
    targets = numbers(rng, (samples, widths[-1]))
    if loss == "SoftmaxCrossEntropy":
        targets = classes if rng.random() < 0.5 else np.eye(widths[-1], dtype=int)[classes]
    if loss == "SigmoidCrossEntropy":
        targets = rng.choice([0.0, 1.0, 0.25], size=(samples, 1))
    return {
        "layers": layers,
        "loss_kind": loss,
        "inputs": numbers(rng, (samples, widths[0])).tolist(),
        "targets": targets.tolist(),
        "learning_rate": float(rng.uniform(0.01, 1)),
    }


def written() -> list[Case]:
    """Ask the front end, once, for the programs of all the networks."""
    with running("run_network_programs.js") as ask:
        return [Case(given, **ask(**given)) for given in map(drawn, range(COUNT))]


def one_weight(**changed: Any) -> dict[str, Any]:
    """The smallest network, with something else in it."""
    layers = [{"kind": "Dense", "weights": [[0.5]], "biases": [[-0.25]]}]
    given = {"layers": layers, "loss_kind": "SquaredError", "inputs": [[2.0]], "targets": [[1.0]]}
    return {**given, "learning_rate": 0.1, **changed}


# Numbers with all their digits, the smallest there is, and both zeros.
EXACT = one_weight(
    layers=[{"kind": "Dense", "weights": [[-0.1], [1e-10]], "biases": [[-0.0]]}],
    inputs=[[0.0, -0.0], [0.1, 1 / 3], [1e-7, 5e-324], [-1e6, 123456.789]],
    targets=[[1e6], [-1e-6], [0.7], [3.0]],
)


def expected(given: dict[str, Any]) -> dict[str, Array]:
    """All that a program computes and prints, by the package's own layers and loss."""
    layers: list[Any] = []
    for layer in given["layers"]:
        if layer["kind"] == "Dense":
            dense = Dense(*np.shape(layer["weights"]))
            dense.weights, dense.biases = layer["weights"], layer["biases"]
            layers.append(dense)
        else:
            layers.append(ACTIVATIONS[layer["kind"]]())
    network = Network(layers, LOSSES[given["loss_kind"]]())
    found: dict[str, Array] = {}
    values = given["inputs"]
    for place, layer in enumerate(network.layers):
        found[f"outputs{place}"] = values = layer.forward(values)
    found["loss"] = np.array(network.forward(given["inputs"], given["targets"]))
    found["dpredictions"] = dvalues = network.loss.backward()
    for place, layer in reversed(list(enumerate(network.layers))):
        found[f"dinputs{place}"] = dvalues = layer.backward(dvalues)
    network.forward(given["inputs"], given["targets"])
    network.backward()
    dense_layers = [(k, each) for k, each in enumerate(network.layers) if isinstance(each, Dense)]
    for place, layer in dense_layers:
        found[f"dweights{place}"], found[f"dbiases{place}"] = layer.dweights, layer.dbiases
    SGD(given["learning_rate"]).step(network.parameters())
    for place, layer in dense_layers:
        found[f"weights{place}"], found[f"biases{place}"] = layer.weights, layer.biases
    return found


def cells(name: str, matrix: Array) -> dict[str, float]:
    return {f"{name}[{i}, {j}]": float(x) for (i, j), x in np.ndenumerate(matrix)}


def solution(given: dict[str, Any]) -> dict[str, float]:
    """Each number of a worked solution, by the package's own layers and loss."""
    found: dict[str, float] = {}
    theirs = expected(given)
    for name, value in theirs.items():
        kind, place = name.rstrip("0123456789"), name.lstrip("abcdefghijklmnopqrstuvwxyz")
        if name == "loss":
            found["loss"] = float(value)
        elif name == "dpredictions":
            found |= cells(name, value)
        elif kind in ("weights", "biases"):
            found |= cells(f"updated layers[{place}].{kind}", value)
        elif name != "dinputs0":  # nobody needs the gradient of the network's own inputs
            found |= cells(f"layers[{place}].{kind}", value)
    return found


def assert_agrees(
    program: str, given: dict[str, Any], tolerance: float, read: Callable[[Any], Array]
) -> None:
    """Run a program by itself: what it computes is the package's, and it prints all of it."""
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(program, names)
    assert repr(read(names["inputs"]).tolist()) == repr(given["inputs"])
    theirs = expected(given)
    for name, value in theirs.items():
        np.testing.assert_allclose(
            read(names[name]), value, rtol=tolerance, atol=tolerance, err_msg=name, strict=True
        )
    shown = re.findall(r"^(?!tensor)[a-z]+\d*$", printed.getvalue(), re.MULTILINE)
    assert sorted(shown) == sorted(theirs)
    for name in shown:
        value = names[name]
        number = str(value.detach() if hasattr(value, "detach") else value)
        assert f"{name}\n{number}\n" in printed.getvalue(), name
