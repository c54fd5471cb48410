"""Pass a gradient back through an activation, one cell of a batch at a time."""

from __future__ import annotations

from typing import Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from backprop.checks import FloatArray, checked_matrix
from backprop.network.kinds import ELEMENTWISE
from backprop.numbers import format_computed, format_exact, printable
from backprop.widgets.book_widget import STATIC, Table
from backprop.widgets.stepper import Accepted, Stepper

__all__ = ["ActivationStepper"]

ACTIVATIONS = {name.lower(): kind for name, kind in ELEMENTWISE.items()}
LARGEST_SIDE = 6
Pass = dict[str, FloatArray]


class ActivationStepper(Stepper[Pass]):
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
    predict = traitlets.Bool(False).tag(sync=True)
    outputs: Any = traitlets.List(read_only=True)
    derivatives: Any = traitlets.List(read_only=True)
    dinputs: Any = traitlets.List(read_only=True)

    given = ("inputs", "dvalues", "activation")
    steps_are = "the cells of the batch"

    def __init__(
        self,
        inputs: ArrayLike,
        dvalues: ArrayLike,
        *,
        activation: str = "relu",
        anchor: str = "activation",
    ) -> None:
        given = {"inputs": inputs, "dvalues": dvalues, "activation": activation}
        super().__init__(anchor=anchor, given=given)

    def caption(self) -> str:
        """Say what is multiplied."""
        return "An activation and its derivative on a batch: dinputs = dvalues · derivative"

    def __repr__(self) -> str:
        rows = ("[" + ", ".join(map(format_computed, row)) + "]" for row in self.dinputs)
        return printable(f"ActivationStepper({self._title}: dinputs = [{', '.join(rows)}])")

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

    def pass_from(self, given: dict[str, Any]) -> tuple[dict[str, Any], Pass]:
        """Check the batch, and run it through the activation and back."""
        inputs, dvalues = _checked_batch(given["inputs"], given["dvalues"])
        if given["activation"] not in ACTIVATIONS:
            raise traitlets.TraitError(
                f"activation expects one of {', '.join(ACTIVATIONS)}; got {given['activation']!r}."
            )
        layer = ACTIVATIONS[given["activation"]]()
        passed = {
            "outputs": layer.forward(inputs),
            "derivatives": layer.backward(np.ones_like(inputs)),
            "dinputs": layer.backward(dvalues),
        }
        return {**given, "inputs": inputs.tolist(), "dvalues": dvalues.tolist()}, passed

    def last_step(self, accepted: Accepted[Pass]) -> int:
        """Count the cells."""
        return int(np.size(accepted.kept["inputs"]))

    def show(self, accepted: Accepted[Pass]) -> None:
        """Set what the pass computed."""
        for name, values in accepted.passed.items():
            self.set_trait(name, values.tolist())
        super().show(accepted)


def _checked_batch(inputs: ArrayLike, dvalues: ArrayLike) -> tuple[FloatArray, FloatArray]:
    name = "ActivationStepper expects {}"
    z = checked_matrix(inputs, name.format("inputs"), ("n_samples", "n_values"))
    rows, columns = z.shape
    if max(rows, columns) > LARGEST_SIDE:
        raise ValueError(
            f"ActivationStepper expects at most {LARGEST_SIDE} rows and {LARGEST_SIDE} columns, "
            f"which a page can show; got inputs of shape {z.shape}."
        )
    gradient = checked_matrix(dvalues, name.format("dvalues"), (rows, columns))
    return z.astype(float), gradient.astype(float)
