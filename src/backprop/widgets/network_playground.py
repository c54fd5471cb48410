"""Step through any small network, whose shape, loss, batch and numbers the reader chooses."""

from __future__ import annotations

from typing import Any

import traitlets
from numpy.typing import ArrayLike

from backprop.network import Network
from backprop.numbers import format_steady, printable
from backprop.widgets.book_widget import STATIC, Table
from backprop.widgets.network.network_pass import updated_parameters
from backprop.widgets.network.spec import network_of
from backprop.widgets.network.tables import update_tables
from backprop.widgets.network_stepper import NetworkStepper

__all__ = ["EXAMPLES", "NetworkPlayground"]


def _dense(weights: list[list[float]], *biases: float) -> dict[str, Any]:
    return {"kind": "Dense", "weights": weights, "biases": [list(biases)]}


# What a link to the figure may name, ``#any-network?example="xor"``; the first is shown at first.
EXAMPLES: list[dict[str, Any]] = [
    {
        "name": "gates",
        "given": {
            "layers": [
                _dense([[2.0, -1.0], [0.5, 1.0]], -0.5, 1.0),
                {"kind": "ReLU"},
                _dense([[1.0], [-0.5]], 0.5),
            ],
            "loss_kind": "SquaredError",
            "inputs": [[1.0, 2.0], [-1.0, 2.0]],
            "targets": [[1.0], [0.5]],
            "learning_rate": 0.1,
        },
    },
    {
        "name": "sigmoid",
        "given": {
            "layers": [
                _dense([[0.15, 0.25], [0.2, 0.3]], 0.35, 0.35),
                {"kind": "Sigmoid"},
                _dense([[0.4, 0.5], [0.45, 0.55]], 0.6, 0.6),
                {"kind": "Sigmoid"},
            ],
            "loss_kind": "SquaredError",
            "inputs": [[0.05, 0.1]],
            "targets": [[0.01, 0.99]],
            "learning_rate": 0.5,
        },
    },
    {
        "name": "xor",
        "given": {
            "layers": [
                _dense([[1.5, -1.0], [1.0, -1.5]], -0.5, 1.0),
                {"kind": "Tanh"},
                _dense([[1.0], [1.0]], -0.5),
            ],
            "loss_kind": "SigmoidCrossEntropy",
            "inputs": [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]],
            "targets": [[0.0], [1.0], [1.0], [0.0]],
            "learning_rate": 0.5,
        },
    },
    {
        "name": "classes",
        "given": {
            "layers": [
                _dense([[1.0, -0.5, 1.5], [-1.0, 0.5, 1.0]], 0.5, -1.0, 0.0),
                {"kind": "ReLU"},
                _dense([[1.0, -1.0, 0.5], [0.5, 1.5, -1.0], [-0.5, 1.0, 1.0]], 0.0, 0.5, -0.5),
            ],
            "loss_kind": "SoftmaxCrossEntropy",
            "inputs": [[1.0, -1.0], [-2.0, 3.0], [1.0, 2.0]],
            "targets": [0, 1, 2],
            "learning_rate": 0.1,
        },
    },
]


class NetworkPlayground(NetworkStepper):
    """Show any small network that the reader chooses and numbers, and step through both passes.

    On the page the reader chooses widths, activations, loss and batch, types or draws the numbers,
    and takes the whole solution away, on paper or as a program. Here the same is set by the
    attributes; all are those of :class:`NetworkStepper`, and what fits together is set at once,
    within ``with widget.hold_trait_notifications():``.

    Parameters
    ----------
    network, inputs, targets
        As :class:`NetworkStepper` takes them; without a network, an example.
    weight, sample, learning_rate, anchor
        As for :class:`NetworkStepper`.

    Raises
    ------
    TypeError, ValueError
        For a network that the figure has no room for, or a batch that does not fit it.
    traitlets.TraitError
        If an attribute is set to something that does not fit. Nothing changes then.
    """

    _esm = STATIC / "jupyter" / "network_playground.js"

    examples: traitlets.List[Any] = traitlets.List(EXAMPLES, read_only=True).tag(sync=True)

    state_traits = (*NetworkStepper.state_traits, "examples")

    def __init__(
        self,
        network: Network | None = None,
        inputs: ArrayLike | None = None,
        targets: ArrayLike | None = None,
        *,
        weight: str = "layers[0].weights[0, 0]",
        sample: int = 0,
        learning_rate: float = 0.1,
        anchor: str = "any-network",
    ) -> None:
        example = EXAMPLES[0]["given"]
        super().__init__(
            network_of(example) if network is None else network,
            example["inputs"] if inputs is None else inputs,
            example["targets"] if targets is None else targets,
            weight=weight,
            sample=sample,
            learning_rate=learning_rate,
            anchor=anchor,
        )

    def caption(self) -> str:
        """Say what the figure is for, whatever network it shows."""
        return "A small network forwards and backwards: layers, loss, batch and numbers are yours"

    def tables(self) -> list[Table]:
        """List every matrix, forward and backward, one gradient as factors, and the update."""
        updated = updated_parameters(self.shown.kept, self.shown.passed, self.learning_rate)
        return [*super().tables(), *update_tables(updated, self.learning_rate)]

    def __repr__(self) -> str:
        return printable(
            f"NetworkPlayground(loss = {format_steady(self.loss)}, "
            f"∂loss/∂{self.weight} = {format_steady(self.gradient)})"
        )
