"""Pass a gradient back through an activation, one cell of a batch at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from backprop.activations import Linear, ReLU, Sigmoid, Tanh
from backprop.checks import FloatArray, checked_matrix
from backprop.numbers import format_computed, format_exact, printable
from backprop.widgets.book_widget import STATIC, Table
from backprop.widgets.leaky_relu import LeakyReLU
from backprop.widgets.predicting_stepper import PredictingStepper
from backprop.widgets.stepper import Accepted

__all__ = ["ActivationStepper"]

Activation = Linear | ReLU | Sigmoid | Tanh
ACTIVATIONS: dict[str, type[Activation]] = {
    "linear": Linear,
    "relu": ReLU,
    "leaky_relu": LeakyReLU,
    "sigmoid": Sigmoid,
    "tanh": Tanh,
}
LARGEST_SIDE = 6
LAYERS = 10
VIEWS = ["cells", "layers"]
LAYERS_IN_TABLE = (1, 2, 3, 5, LAYERS)
Pass = dict[str, Any]


class ActivationStepper(PredictingStepper[Pass]):
    """Show an activation as a curve, the batch on it as dots, and how each slope meets a gradient.

    ``dinputs = dvalues * activation′(inputs)``, cell by cell; and what ten such layers in a row
    leave of a gradient of 1, for one cell.

    Parameters
    ----------
    inputs
        The numbers that the activation is given, one sample a row; at most 6 rows and 6 columns.
    dvalues
        The gradient that comes in, of the same shape.
    activation
        ``"linear"``, ``"relu"``, ``"leaky_relu"``, ``"sigmoid"`` or ``"tanh"``.
    view
        ``"cells"``: the batch, cell by cell; ``"layers"``: one cell through ten layers.
    cell
        Row and column of the cell that is looked at.
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
    view : str
    cell : list of int
        Empty: the cell that the step has come to, or the first.
    step : int
        How many cells are multiplied, row by row, from 0 to all of them; in the view of the layers,
        how many layers the gradient has gone back through, from 0 to 10.
    predict : bool
        Whether the next product is hidden until the reader has entered it.
    seed : int
        That of the numbers which "New numbers" drew last on the page; 0 where it has drawn none.
        Setting it changes no number: the next are drawn from the seed after it.
    outputs : list of lists of float
        The activation of each input. Read only, like all below; they can be observed.
    derivatives : list of lists of float
        Its derivative at each input; for the ReLU the mask.
    dinputs : list of lists of float
        Each of the dvalues times its derivative.
    values : list of matrices
        The inputs, and what each of ten layers in a row makes of them.
    slopes : list of matrices
        The derivative in each of the ten.
    left : list of matrices
        What is left of a gradient of 1 after 0, 1, … 10 layers, the last layer being the first.

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
    view = traitlets.Enum(VIEWS, "cells").tag(sync=True)
    cell: Any = traitlets.List().tag(sync=True)
    outputs: Any = traitlets.List(read_only=True)
    derivatives: Any = traitlets.List(read_only=True)
    dinputs: Any = traitlets.List(read_only=True)
    values: Any = traitlets.List(read_only=True)
    slopes: Any = traitlets.List(read_only=True)
    left: Any = traitlets.List(read_only=True)

    given = ("inputs", "dvalues", "activation")
    choice = ("view", "step", "cell", "predict", "seed")

    def __init__(
        self,
        inputs: ArrayLike,
        dvalues: ArrayLike,
        *,
        activation: str = "relu",
        view: str = "cells",
        cell: Sequence[int] = (),
        anchor: str = "activation",
    ) -> None:
        given = {"inputs": inputs, "dvalues": dvalues, "activation": activation}
        super().__init__(anchor=anchor, given=given, view=view, cell=list(cell))

    def caption(self) -> str:
        """Say what is multiplied."""
        return "An activation and its slopes: dinputs = dvalues · slope, and ten layers in a row"

    def __repr__(self) -> str:
        rows = ("[" + ", ".join(map(format_computed, row)) + "]" for row in self.dinputs)
        return printable(f"ActivationStepper({self._title}: dinputs = [{', '.join(rows)}])")

    def tables(self) -> list[Table]:
        """List what happens to each cell of the batch, in one layer and in ten."""
        return [self._cells_table(), self._layers_table()]

    def _cells_table(self) -> Table:
        columns = (self.inputs, self.outputs, self.derivatives, self.dvalues, self.dinputs)
        formats = (format_exact, format_computed, format_computed, format_exact, format_computed)
        rows = [
            [
                f"[{i}, {j}]",
                *(write(cells[i][j]) for write, cells in zip(formats, columns, strict=True)),
            ]
            for i, j in self._cells
        ]
        header = ["cell", "z", f"{self._title}(z)", "slope", "dvalue", "product"]
        return Table("Backward: dvalue · slope = product, the cell of dinputs", header, rows)

    def _layers_table(self) -> Table:
        rows = [
            [
                f"[{i}, {j}]",
                format_exact(self.inputs[i][j]),
                *(format_computed(self.left[k][i][j]) for k in LAYERS_IN_TABLE),
            ]
            for i, j in self._cells
        ]
        header = ["cell", "z", *(f"after {k}" for k in LAYERS_IN_TABLE)]
        title = f"Left of a gradient of 1 on its way back through ten layers of {self._title}"
        return Table(title, header, rows)

    @property
    def _cells(self) -> list[tuple[int, ...]]:
        return list(np.ndindex(np.shape(self.inputs)))

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
        kind = ACTIVATIONS[given["activation"]]
        layer, ones = kind(), np.ones_like(inputs)
        passed = {
            "outputs": layer.forward(inputs).tolist(),
            "derivatives": layer.backward(ones).tolist(),
            "dinputs": layer.backward(dvalues).tolist(),
            **_through_layers([kind() for _ in range(LAYERS)], inputs),
        }
        return {**given, "inputs": inputs.tolist(), "dvalues": dvalues.tolist()}, passed

    def last_step(self, accepted: Accepted[Pass]) -> int:
        """Count the cells, or the layers."""
        return LAYERS if self.view == "layers" else int(np.size(accepted.kept["inputs"]))

    @property
    def steps_are(self) -> str:  # type: ignore[override]
        """What a step goes on to."""
        return "the layers" if self.view == "layers" else "the cells of the batch"

    @traitlets.validate("cell")
    def _check_cell(self, proposal: Any) -> list[int]:
        cell = list(proposal["value"])
        shape = np.shape(self.look().kept["inputs"])
        if cell and not _within(cell, shape):
            raise traitlets.TraitError(
                f"cell expects a row and a column of inputs, which have shape {shape}, or nothing; "
                f"got {cell}."
            )
        return cell

    def show(self, accepted: Accepted[Pass]) -> None:
        """Set what the pass computed; a cell that is no more is looked at no more."""
        for name, values in accepted.passed.items():
            self.set_trait(name, values)
        if not _within(self.cell, np.shape(accepted.kept["inputs"])):
            self.cell = []
        super().show(accepted)

    @traitlets.observe("view")
    def _keep_step(self, _change: Any) -> None:
        self.step = min(self.step, self.last_step(self.current()))

    @traitlets.observe("step")
    def _go_to_cell(self, _change: Any) -> None:
        if self.view == "cells":
            self.cell = []


def _within(cell: Sequence[Any], shape: tuple[int, ...]) -> bool:
    return len(cell) == 2 and all(
        type(at) is int and 0 <= at < size for at, size in zip(cell, shape, strict=True)
    )


def _through_layers(layers: Sequence[Activation], inputs: FloatArray) -> dict[str, Any]:
    """Run a batch through layers in a row, and a gradient of ones back through them."""
    ones = np.ones_like(inputs)
    values, left = [inputs], [ones]
    for layer in layers:
        values.append(layer.forward(values[-1]))
    for layer in reversed(layers):
        left.append(layer.backward(left[-1]))
    slopes = [layer.backward(ones) for layer in layers]
    lists = {"values": values, "slopes": slopes, "left": left}
    return {name: [each.tolist() for each in matrices] for name, matrices in lists.items()}


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
