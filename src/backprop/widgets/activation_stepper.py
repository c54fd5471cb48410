"""Pass a gradient back through an activation, one cell of a batch at a time."""

from __future__ import annotations

from typing import Any

import traitlets
from numpy.typing import ArrayLike

from backprop.activations import Linear, ReLU, Sigmoid
from backprop.checks import checked_matrix
from backprop.numbers import format_computed, format_exact
from backprop.widgets.book_widget import STATIC, BookWidget, Table

__all__ = ["ActivationStepper"]

ACTIVATIONS: dict[str, type[Linear | ReLU | Sigmoid]] = {
    "linear": Linear,
    "relu": ReLU,
    "sigmoid": Sigmoid,
}
LARGEST = 6
Matrix = list[list[float]]


class ActivationStepper(BookWidget):
    """Show an activation and its derivative as curves, and the batch that goes back through it.

    ``dinputs = dvalues * activation′(inputs)``, cell by cell.

    Parameters
    ----------
    inputs
        The numbers that the activation is given, one sample a row; at most 6 rows and 6 columns.
    dvalues
        The gradient that comes in, of the same shape.
    activation
        ``"linear"``, ``"relu"`` or ``"sigmoid"``.
    anchor
        The figure's id on the page, different for each widget of a page.

    Attributes
    ----------
    inputs : list of lists of float
        Assign a whole list: changing it in place is not noticed. To change the shape, set inputs
        and dvalues within ``with widget.hold_trait_notifications():``.
    dvalues : list of lists of float
        As for the inputs.
    activation : str
    step : int
        How many cells are multiplied, row by row, from 0 to all of them.
    predict : bool
        Whether the next product is hidden until the reader has entered it.
    outputs : list of lists of float
        The activation of each input. Read only, like the two below; all three can be observed.
    derivatives : list of lists of float
        Its derivative at each input; for the ReLU the mask.
    dinputs : list of lists of float
        Each of the dvalues times its derivative.

    Raises
    ------
    TypeError, ValueError
        For matrices that are no such numbers, are too large, or differ in shape.
    traitlets.TraitError
        If an attribute is set to something that does not fit. Nothing changes then.
    """

    _esm = STATIC / "jupyter" / "activation_stepper.js"

    inputs: Any = traitlets.List().tag(sync=True)
    dvalues: Any = traitlets.List().tag(sync=True)
    activation = traitlets.Enum(list(ACTIVATIONS), "relu").tag(sync=True)
    step = traitlets.Int(0).tag(sync=True)
    predict = traitlets.Bool(False).tag(sync=True)
    initial = traitlets.Dict(read_only=True, help="What Reset goes back to.").tag(sync=True)
    outputs: Any = traitlets.List(read_only=True)
    derivatives: Any = traitlets.List(read_only=True)
    dinputs: Any = traitlets.List(read_only=True)

    state_traits = ("inputs", "dvalues", "activation", "step", "predict", "initial")

    def __init__(
        self,
        inputs: ArrayLike,
        dvalues: ArrayLike,
        *,
        activation: str = "relu",
        anchor: str = "activation",
    ) -> None:
        batch = _checked_batch(inputs, dvalues)
        initial = {"inputs": batch[0], "dvalues": batch[1], "activation": activation}
        super().__init__(anchor=anchor, **initial)
        self.set_trait("initial", initial)

    def caption(self) -> str:
        """Say what is multiplied."""
        return "An activation and its derivative on a batch: dinputs = dvalues · derivative"

    def __repr__(self) -> str:
        rows = ("[" + ", ".join(map(format_computed, row)) + "]" for row in self.dinputs)
        return f"ActivationStepper({self._title}: dinputs = [{', '.join(rows)}])"

    def tables(self) -> list[Table]:
        """List what happens to each cell of the batch."""
        columns = (self.inputs, self.outputs, self.derivatives, self.dvalues, self.dinputs)
        formats = (format_exact, format_computed, format_computed, format_exact, format_computed)
        rows = [
            [
                f"[{i}, {j}]",
                *(write(cells[i][j]) for write, cells in zip(formats, columns, strict=True)),
            ]
            for i, row in enumerate(self.inputs)
            for j in range(len(row))
        ]
        header = ["cell", "z", f"{self._title}(z)", "derivative", "dvalue", "product"]
        return [Table("Backward: dvalue · derivative = product, the cell of dinputs", header, rows)]

    @property
    def _title(self) -> str:
        return ACTIVATIONS[self.activation].__name__

    @traitlets.validate("inputs")
    def _check_inputs(self, proposal: Any) -> Matrix:
        return self._attempt(proposal["value"], self.dvalues)[0]

    @traitlets.validate("dvalues")
    def _check_dvalues(self, proposal: Any) -> Matrix:
        return self._attempt(self.inputs, proposal["value"])[1]

    @traitlets.validate("step")
    def _check_step(self, proposal: Any) -> int:
        step, (inputs, _) = int(proposal["value"]), self._attempt(self.inputs, self.dvalues)
        cells = len(inputs) * len(inputs[0])
        if not 0 <= step <= cells:
            raise traitlets.TraitError(
                f"step expects a whole number from 0 to {cells}, the cells of the batch; "
                f"got {step}."
            )
        return step

    @traitlets.observe("inputs", "dvalues", "activation")
    def _compute(self, _change: Any = None) -> None:
        layer = ACTIVATIONS[self.activation]()
        self.set_trait("outputs", layer.forward(self.inputs).tolist())
        ones = [[1.0] * len(row) for row in self.inputs]
        self.set_trait("derivatives", layer.backward(ones).tolist())
        self.set_trait("dinputs", layer.backward(self.dvalues).tolist())
        self.step = min(self.step, len(self.inputs) * len(self.inputs[0]))

    def _attempt(self, inputs: ArrayLike, dvalues: ArrayLike) -> tuple[Matrix, Matrix]:
        """Check the batch, or raise ``TraitError``."""
        try:
            return _checked_batch(inputs, dvalues)
        except (TypeError, ValueError) as error:
            raise traitlets.TraitError(str(error)) from error


def _checked_batch(inputs: ArrayLike, dvalues: ArrayLike) -> tuple[Matrix, Matrix]:
    name = "ActivationStepper expects {}"
    z = checked_matrix(inputs, name.format("inputs"), ("n_samples", "n_values"))
    rows, columns = z.shape
    if max(rows, columns) > LARGEST:
        raise ValueError(
            f"ActivationStepper expects at most {LARGEST} rows and {LARGEST} columns, which a page "
            f"can show; got inputs of shape {z.shape}."
        )
    gradient = checked_matrix(dvalues, name.format("dvalues"), (rows, columns))
    return z.astype(float).tolist(), gradient.astype(float).tolist()
