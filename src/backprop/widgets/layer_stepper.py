"""Take a layer's forward and backward pass apart: each cell of a result is one sum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from backprop.layers import Dense
from backprop.numbers import format_exact, printable
from backprop.widgets.book_widget import STATIC, Table
from backprop.widgets.dense_sums import (
    GIVEN,
    RESULTS,
    checked_layer,
    format_sum,
    result_shape,
    terms_of,
)
from backprop.widgets.predicting_stepper import PredictingStepper
from backprop.widgets.stepper import Accepted

__all__ = ["LayerStepper"]

FORMULAS = {
    "outputs": "inputs @ weights + biases",
    "dweights": "inputs.T @ dvalues",
    "dbiases": "sum of dvalues over the samples",
    "dinputs": "dvalues @ weights.T",
}
FACTORS = [f"{name}{transposed}" for name in (*GIVEN, "ones") for transposed in ("", ".T")]
VIEWS = ["sum", "product", "transpose"]


class LayerStepper(PredictingStepper[Dense]):
    """Show a layer's outputs and gradients as matrix products whose cells are sums of terms.

    Parameters
    ----------
    inputs
        Shape (n_samples, n_inputs), one sample a row; each size is at most 6.
    weights
        Shape (n_inputs, n_neurons).
    biases
        Shape (1, n_neurons).
    dvalues
        The gradient that comes in at the outputs, shape (n_samples, n_neurons).
    compute
        The result to take apart: ``"outputs"``, ``"dweights"``, ``"dbiases"`` or ``"dinputs"``.
    cell
        Row and column of the cell of the result whose sum is written out.
    anchor
        The figure's id on the page, different for each widget of a page.

    Attributes
    ----------
    inputs, weights, biases, dvalues : list of lists of float
        Assign a whole list: changing it in place is not noticed. To change a shape, set all that
        it concerns within ``with widget.hold_trait_notifications():``.
    compute : str
    cell : list of int
    step : int
        How many terms are added, in every cell of the result alike, from 0, which it is at first,
        to all. They are the samples for ``dweights`` and ``dbiases``, the neurons for ``dinputs``,
        and for ``outputs`` the inputs and after them the bias. When ``compute`` or a shape
        changes, ``cell`` and ``step`` stay where they are, or go to the last there is.
    view : str
        How the chosen cell is explained: ``"sum"``, ``"product"`` or ``"transpose"``.
    predict : bool
        Whether the chosen cell is hidden until the reader has entered it.
    seed : int
        That of the numbers which "New numbers" drew last on the page; 0 where it has drawn none.
        Setting it changes no number: the next are drawn from the seed after it.
    trial : list of str
        The two factors of the product that is tried out, among the given matrices, ``"ones"``
        (one row with a 1 for each sample), and their transposes, as ``"weights.T"``. Empty: the
        tempting one for each result.
    outputs, dweights, dbiases, dinputs : list of lists of float
        What ``Dense`` computes from the above, whole whatever the step. Read only; they can be
        observed.

    Raises
    ------
    TypeError, ValueError
        For matrices that are no such numbers, are too large, do not fit each other, or whose
        terms add up to more than a computer's number can hold.
    traitlets.TraitError
        If an attribute is set to something that does not fit. Nothing changes then.
    """

    _esm = STATIC / "jupyter" / "layer_stepper.js"

    inputs: Any = traitlets.List().tag(sync=True)
    weights: Any = traitlets.List().tag(sync=True)
    biases: Any = traitlets.List().tag(sync=True)
    dvalues: Any = traitlets.List().tag(sync=True)
    compute = traitlets.Enum(list(RESULTS), "outputs").tag(sync=True)
    cell: Any = traitlets.List([0, 0]).tag(sync=True)
    view = traitlets.Enum(VIEWS, "sum").tag(sync=True)
    trial: Any = traitlets.List().tag(sync=True)
    outputs: Any = traitlets.List(read_only=True)
    dweights: Any = traitlets.List(read_only=True)
    dbiases: Any = traitlets.List(read_only=True)
    dinputs: Any = traitlets.List(read_only=True)

    given = tuple(GIVEN)
    choice = ("compute", "cell", "step", "view", "predict", "seed", "trial")

    def __init__(
        self,
        inputs: ArrayLike,
        weights: ArrayLike,
        biases: ArrayLike,
        dvalues: ArrayLike,
        *,
        compute: str = "outputs",
        cell: Sequence[int] = (0, 0),
        anchor: str = "layer",
    ) -> None:
        given = {"inputs": inputs, "weights": weights, "biases": biases, "dvalues": dvalues}
        super().__init__(anchor=anchor, given=given, compute=compute, cell=list(cell))

    def caption(self) -> str:
        """Say what can be taken apart."""
        return "A layer forwards and backwards, sum by sum: outputs, dweights, dbiases, dinputs"

    def __repr__(self) -> str:
        result = getattr(self, self.compute)
        rows = ", ".join(f"[{', '.join(row)}]" for row in self._sums(self.compute))
        return printable(f"LayerStepper({self.compute} of shape {np.shape(result)} = [{rows}])")

    def tables(self) -> list[Table]:
        """List the given matrices, then the results."""
        given = [
            _table(name, [list(map(format_exact, row)) for row in getattr(self, name)], GIVEN[name])
            for name in GIVEN
        ]
        results = [
            _table(f"{name} = {FORMULAS[name]}", self._sums(name), axes)
            for name, axes in RESULTS.items()
        ]
        return given + results

    def _sums(self, name: str) -> list[list[str]]:
        return [
            [format_sum(terms_of(self.shown.kept, name, i, j)) for j in range(len(row))]
            for i, row in enumerate(getattr(self, name))
        ]

    def pass_from(self, given: dict[str, Any]) -> tuple[dict[str, Any], Dense]:
        """Check the matrices, and run them through a layer and back."""
        checked = checked_layer(given)
        layer = Dense(*np.shape(checked["weights"]))
        layer.weights, layer.biases = checked["weights"], checked["biases"]
        return checked, layer

    def last_step(self, accepted: Accepted[Dense]) -> int:
        """Count the terms of a cell."""
        return len(terms_of(accepted.kept, self.compute, 0, 0))

    @property
    def steps_are(self) -> str:  # type: ignore[override]
        """What a step adds."""
        return f"the terms of a cell of {self.compute}"

    @traitlets.validate("cell")
    def _check_cell(self, proposal: Any) -> list[int]:
        cell = list(proposal["value"])
        shape = result_shape(self.look().kept, self.compute)
        if len(cell) != 2 or not all(
            type(at) is int and 0 <= at < size for at, size in zip(cell, shape, strict=True)
        ):
            raise traitlets.TraitError(
                f"cell expects a row and a column of {self.compute}, which has shape {shape}; "
                f"got {cell}."
            )
        return cell

    @traitlets.validate("trial")
    def _check_trial(self, proposal: Any) -> list[str]:
        trial = list(proposal["value"])
        if trial and (len(trial) != 2 or not all(name in FACTORS for name in trial)):
            raise traitlets.TraitError(
                f"trial expects two of {', '.join(FACTORS)}, or none; got {trial}."
            )
        return trial

    def show(self, accepted: Accepted[Dense]) -> None:
        """Set the results; the cell and the step stay, or go to the last there is."""
        layer, kept = accepted.passed, accepted.kept
        self.set_trait("outputs", layer.forward(kept["inputs"]).tolist())
        self.set_trait("dinputs", layer.backward(kept["dvalues"]).tolist())
        self.set_trait("dweights", layer.dweights.tolist())
        self.set_trait("dbiases", layer.dbiases.tolist())
        self._settle()

    @traitlets.observe("compute")
    def _settle(self, _change: Any = None) -> None:
        accepted = self.current()
        shape = result_shape(accepted.kept, self.compute)
        self.cell = [min(at, size - 1) for at, size in zip(self.cell, shape, strict=True)]
        self.step = min(self.step, self.last_step(accepted))


def _table(title: str, rows: list[list[str]], axes: tuple[str, str]) -> Table:
    row_name, column_name = axes
    header = [row_name, *(f"{column_name} {j}" for j in range(len(rows[0])))]
    named = [[f"{row_name} {i}", *row] for i, row in enumerate(rows)]
    return Table(f"{title}, shape ({len(rows)}, {len(rows[0])})", header, named)
