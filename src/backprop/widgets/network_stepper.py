"""Step through a small network, forward and backward, and write one gradient out as factors."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import traitlets
from numpy.typing import ArrayLike

from backprop.network import Network
from backprop.numbers import format_steady, printable
from backprop.widgets.book_widget import STATIC, Table
from backprop.widgets.network.network_pass import NetworkPass, loss_after_step, run
from backprop.widgets.network.spec import (
    GIVEN,
    LARGEST_NUMBER,
    Parameter,
    checked_given,
    parameter_of,
    parameters_of,
    spec_of,
)
from backprop.widgets.network.tables import factor_table, matrix_tables
from backprop.widgets.predicting_stepper import PredictingStepper
from backprop.widgets.stepper import Accepted

__all__ = ["NetworkStepper"]


class NetworkStepper(PredictingStepper[NetworkPass]):
    """Show the two passes of a small network, layer by layer, with every matrix on the way.

    The gradient of one weight or bias is written out through the layers: for each sample the
    product of factors along each path to the loss, and their sum.

    Parameters
    ----------
    network
        Up to three Dense layers, each with at most 4 inputs and 4 neurons, behind each at most one
        of Linear, ReLU, Sigmoid and Tanh; and SquaredError, SoftmaxCrossEntropy or, with one
        output, SigmoidCrossEntropy as the loss. What the widget shows are copies: the network
        itself stays as it is.
    inputs
        Shape (n_samples, n_inputs), one to four samples.
    targets
        What the loss takes.
    weight
        The weight or bias whose gradient is written out, named as ``"layers[0].weights[0, 0]"`` or
        ``"layers[2].biases[0, 1]"``.
    sample
        The sample that is looked at first.
    learning_rate
        That of the update at the end, above 0 and at most 1e6.
    anchor
        The figure's id on the page, different for each widget of a page.

    Attributes
    ----------
    layers : list of dict
        Each has a ``kind``, ``"Dense"``, ``"Linear"``, ``"ReLU"``, ``"LeakyReLU"`` (of slope 0.01
        below 0), ``"Sigmoid"`` or ``"Tanh"``; a Dense one has ``weights`` and ``biases`` too. All
        numbers are from -1e6 to 1e6. Assign a whole list: changing it in place is not noticed. To
        change what has to fit each other, set all of it within
        ``with widget.hold_trait_notifications():``.
    loss_kind : str
        ``"SquaredError"``, ``"SoftmaxCrossEntropy"`` or ``"SigmoidCrossEntropy"``.
    inputs : list of lists of float
    targets : list of lists of float, or list of int
    weight : str
    sample : int
        The sample whose values and gradients are drawn, and for which the factors are written out.
    step : int
        From 0 to ``2 * len(layers) + 3``: nothing yet, each layer forward, the loss, its gradient,
        each layer backward, and the update of all parameters.
    learning_rate : float
    view : str
        What the steps are shown in: ``"picture"``, neurons and wires, or ``"matrices"``.
    predict : bool
        Whether the gradient of ``weight`` is hidden until the reader has entered it.
    seed : int
        That of the numbers which "New numbers" drew last on the page; 0 where it has drawn none.
        Setting it changes no number: the next are drawn from the seed after it.
    loss : float
        The mean over the samples. This and what follows is computed; it is read only, and can be
        observed.
    gradients : dict of str to list of lists of float
        Those of all parameters, named as by ``Network.named_parameters``.
    gradient : float
        That of ``weight``.
    loss_after : float or None
        The loss after the update; None where no number can hold it.

    Raises
    ------
    TypeError, ValueError
        For another network, or a batch that does not fit it.
    traitlets.TraitError
        If an attribute is set to something that does not fit. Nothing changes then.
    """

    _esm = STATIC / "jupyter" / "network_stepper.js"

    layers: Any = traitlets.List().tag(sync=True)
    loss_kind: Any = traitlets.Unicode("SquaredError").tag(sync=True)
    inputs: Any = traitlets.List().tag(sync=True)
    targets: Any = traitlets.List().tag(sync=True)
    weight = traitlets.Unicode().tag(sync=True)
    sample = traitlets.Int(0).tag(sync=True)
    learning_rate = traitlets.Float(0.1).tag(sync=True)
    view = traitlets.Enum(["picture", "matrices"], "picture").tag(sync=True)
    loss = traitlets.Float(read_only=True)
    gradients: Any = traitlets.Dict(read_only=True)
    gradient = traitlets.Float(read_only=True)
    loss_after: Any = traitlets.Float(None, allow_none=True, read_only=True)

    given = GIVEN
    choice = ("weight", "sample", "step", "learning_rate", "view", "predict", "seed")

    def __init__(
        self,
        network: Network,
        inputs: ArrayLike,
        targets: ArrayLike,
        *,
        weight: str = "layers[0].weights[0, 0]",
        sample: int = 0,
        learning_rate: float = 0.1,
        anchor: str = "network",
    ) -> None:
        layers, loss_kind = spec_of(network)
        super().__init__(
            anchor=anchor,
            given={"layers": layers, "loss_kind": loss_kind, "inputs": inputs, "targets": targets},
            weight=weight,
            sample=sample,
            learning_rate=float(learning_rate),
        )

    def caption(self) -> str:
        """Say which network is stepped through."""
        kinds = [_written(layer) for layer in self.layers]
        return f"A network forwards and backwards: {', '.join(kinds)}, {self.loss_kind}"

    def __repr__(self) -> str:
        return printable(
            f"NetworkStepper(loss = {format_steady(self.loss)}, "
            f"∂loss/∂{self.weight} = {format_steady(self.gradient)})"
        )

    def tables(self) -> list[Table]:
        """List every matrix, forward and backward, and the factors of the chosen gradient."""
        given, passed = self.shown.kept, self.shown.passed
        return [*matrix_tables(given, passed), factor_table(given, passed, self._parameter)]

    @property
    def _parameter(self) -> Parameter:
        return parameter_of(self.weight, self.shown.kept["layers"])

    def pass_from(self, given: dict[str, Any]) -> tuple[dict[str, Any], NetworkPass]:
        """Check the network and its batch, and run both passes."""
        checked = checked_given(given)
        return checked, run(checked)

    def last_step(self, accepted: Accepted[NetworkPass]) -> int:
        """Count each layer twice, the loss, its gradient, and the update."""
        return 2 * len(accepted.kept["layers"]) + 3

    @traitlets.validate("weight")
    def _check_weight(self, proposal: Any) -> str:
        try:
            return str(parameter_of(proposal["value"], self.look().kept["layers"]))
        except ValueError as error:
            raise traitlets.TraitError(str(error)) from error

    @traitlets.validate("sample")
    def _check_sample(self, proposal: Any) -> int:
        last = len(self.look().kept["inputs"]) - 1
        return self.checked_place("sample", proposal["value"], last)

    @traitlets.validate("learning_rate")
    def _check_learning_rate(self, proposal: Any) -> float:
        rate = float(proposal["value"])
        if not (math.isfinite(rate) and 0 < rate <= LARGEST_NUMBER):
            raise traitlets.TraitError(
                f"learning_rate expects a number above 0, at most 1000000; got {rate}."
            )
        return rate

    def show(self, accepted: Accepted[NetworkPass]) -> None:
        """Set what the passes computed; choices stay, or go to what there is."""
        passed, layers = accepted.passed, accepted.kept["layers"]
        names = list(map(str, parameters_of(layers)))
        self.weight = self.weight if self.weight in names else names[0]
        self.sample = min(self.sample, len(accepted.kept["inputs"]) - 1)
        self.set_trait("loss", passed.loss)
        self.set_trait("gradients", {k: each.tolist() for k, each in passed.gradients.items()})
        self._choose()
        self._update()
        super().show(accepted)

    @traitlets.observe("weight")
    def _choose(self, _change: Any = None) -> None:
        passed = self.current().passed
        layer, name, row, column = self._parameter
        gradient = passed.gradients[f"layers[{layer}].{name}"]
        self.set_trait("gradient", float(gradient[row, column]))

    @traitlets.observe("learning_rate")
    def _update(self, _change: Any = None) -> None:
        accepted = self.current()
        after = loss_after_step(accepted.kept, accepted.passed, self.learning_rate)
        self.set_trait("loss_after", after)


def _written(layer: Mapping[str, Any]) -> str:
    if layer["kind"] != "Dense":
        return f"{layer['kind']}()"
    return f"Dense({len(layer['weights'])}, {len(layer['weights'][0])})"
