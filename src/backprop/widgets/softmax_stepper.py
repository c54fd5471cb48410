"""Pass the gradient of a loss back through a softmax, by the Jacobian, fused, and measured."""

from __future__ import annotations

import math
import operator
from typing import Any, NamedTuple

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from backprop.activations import Softmax
from backprop.checks import FloatArray, checked_matrix
from backprop.losses import CategoricalCrossEntropy, Classes, SoftmaxCrossEntropy
from backprop.numbers import format_computed, format_exact, format_steady, printable
from backprop.targets import class_numbers
from backprop.widgets.book_widget import STATIC, Table
from backprop.widgets.predicting_stepper import PredictingStepper
from backprop.widgets.softmax_witnesses import central_differences, verdict
from backprop.widgets.stepper import Accepted, checked_classes

__all__ = ["SoftmaxStepper"]

MOST_SAMPLES = 4
MOST_CLASSES = 6
LARGEST_LOGIT = 1e6  # beyond it, the measured slope has too few digits to be a witness
STEPS_BESIDE_CLASSES = 6
MEASURED_DECIMALS = 6


class Pass(NamedTuple):
    """The gradient of the logits in three ways, and what lies between."""

    softmax: Softmax
    loss: float
    results: dict[str, FloatArray]


class SoftmaxStepper(PredictingStepper[Pass]):
    """Show how logits become probabilities and a loss, and how its gradient comes back to them.

    The gradient is computed in two steps, ``∂loss/∂p`` times the Jacobian of the softmax; fused,
    ``(p − y) / n``; and measured by central differences of the loss of the logits.

    Parameters
    ----------
    logits
        One sample a row, one class a column: 1 to 4 samples, 2 to 6 classes, and numbers from
        -1e6 to 1e6.
    targets
        Class numbers, shape (n_samples,), or one-hot rows, shape (n_samples, n_classes).
    sample
        Which sample is looked at.
    anchor
        The figure's id on the page, different for each widget of a page.

    Attributes
    ----------
    logits : list of lists of float
        Assign a whole list: changing it in place is not noticed. To change the shape, set the
        targets too, within ``with widget.hold_trait_notifications():``.
    targets : list of int, or list of lists of int
        Either form, and the page shows that one.
    sample : int
    step : int
        From 0 to ``n_classes + 6``: nothing yet, the probabilities, the loss, ``∂loss/∂p``, the
        Jacobian, then one logit after the other by the product, all of them fused, and measured.
    predict : bool
        Whether the next number is hidden until the reader has entered it.
    seed : int
        That of the numbers which "New numbers" drew last on the page; 0 where it has drawn none.
        Setting it changes no number: the next are drawn from the seed after it.
    probabilities : list of lists of float
        This and what follows is computed. Read only; it can be observed.
    losses : list of float
        Of each sample, from its logits: nothing is clipped.
    two_step_losses : list of float
        Of each sample, from its probabilities: below 1e-7 they are clipped.
    loss : float
        The mean of ``losses``.
    dprobabilities : list of lists of float
        ``∂loss/∂p``, of the clipped probabilities.
    jacobian : list of lists of float
        Of the chosen sample: entry [i][j] is ``∂p_i/∂z_j``.
    dlogits, fused, differences : list of lists of float
        The gradient of the logits: in two steps, fused, and measured.
    tolerances : list of float
        How far the differences of each sample may be off.

    Raises
    ------
    TypeError, ValueError
        For logits that are no such numbers or too many, or targets that are no classes of theirs.
    traitlets.TraitError
        If an attribute is set to something that does not fit. Nothing changes then.
    """

    _esm = STATIC / "jupyter" / "softmax_stepper.js"

    logits: Any = traitlets.List().tag(sync=True)
    targets: Any = traitlets.List().tag(sync=True)
    sample = traitlets.Int(0).tag(sync=True)
    probabilities: Any = traitlets.List(read_only=True)
    losses: Any = traitlets.List(read_only=True)
    two_step_losses: Any = traitlets.List(read_only=True)
    loss = traitlets.Float(read_only=True)
    dprobabilities: Any = traitlets.List(read_only=True)
    jacobian: Any = traitlets.List(read_only=True)
    dlogits: Any = traitlets.List(read_only=True)
    fused: Any = traitlets.List(read_only=True)
    differences: Any = traitlets.List(read_only=True)
    tolerances: Any = traitlets.List(read_only=True)

    given = ("logits", "targets")
    choice = ("sample", "step", "predict", "seed")

    def __init__(
        self,
        logits: ArrayLike,
        targets: ArrayLike,
        *,
        sample: int = 0,
        anchor: str = "softmax",
    ) -> None:
        given = {"logits": logits, "targets": targets}
        super().__init__(anchor=anchor, given=given, sample=operator.index(sample))

    def caption(self) -> str:
        """Say what comes back, and how."""
        return (
            "Softmax and cross-entropy: the gradient of the logits in two steps, fused, and "
            "measured"
        )

    def verdict(self, sample: int) -> str:
        """Say which of the three agree on the gradient of one sample."""
        return verdict(
            self.dlogits[sample],
            self.fused[sample],
            self.differences[sample],
            self.tolerances[sample],
        )

    def __repr__(self) -> str:
        row = ", ".join(map(format_steady, self.fused[self.sample]))
        return printable(
            f"SoftmaxStepper(loss = {format_steady(self.loss)}, sample {self.sample}: "
            f"(p − y)/n = [{row}]; {self.verdict(self.sample)})"
        )

    def tables(self) -> list[Table]:
        """List the losses, the gradients of all samples, and the Jacobian of the chosen one."""
        return [self._losses_table(), self._gradients_table(), self._jacobian_table()]

    def _losses_table(self) -> Table:
        classes = self._classes
        rows = [
            [
                f"sample {i}",
                str(classes[i]),
                _probability(self.probabilities[i][classes[i]]),
                format_steady(self.two_step_losses[i]),
                format_steady(self.losses[i]),
                self.verdict(i),
            ]
            for i in range(len(classes))
        ]
        header = ["", "target", "p of the target", "−log p, clipped", "log S − z", "gradients"]
        title = f"Losses: their mean, of log S − z, is {format_steady(self.loss)}"
        return Table(title, header, rows)

    def _gradients_table(self) -> Table:
        rows = [
            [
                f"[{i}, {j}]",
                format_exact(z),
                _probability(self.probabilities[i][j]),
                format_computed(self.dprobabilities[i][j]),
                format_steady(self.dlogits[i][j]),
                format_steady(self.fused[i][j]),
                _measured(self.differences[i][j], self.tolerances[i]),
            ]
            for i, row in enumerate(self.logits)
            for j, z in enumerate(row)
        ]
        header = ["logit", "z", "p", "∂loss/∂p", "two steps", "(p − y)/n", "measured"]
        return Table("Gradients: ∂loss/∂z in two steps, fused, and measured", header, rows)

    def _jacobian_table(self) -> Table:
        rows = [[f"p[{i}]", *map(format_steady, row)] for i, row in enumerate(self.jacobian)]
        header = ["by", *(f"z[{j}]" for j in range(len(self.jacobian)))]
        return Table(f"The Jacobian ∂p/∂z of sample {self.sample}", header, rows)

    @property
    def _classes(self) -> Classes:
        return class_numbers(self.targets, np.shape(self.logits), "SoftmaxStepper")

    def pass_from(self, given: dict[str, Any]) -> tuple[dict[str, Any], Pass]:
        """Check the batch, and compute its gradient in the three ways."""
        logits, targets = _checked_batch(given["logits"], given["targets"])
        classes = class_numbers(targets, logits.shape, "SoftmaxStepper")
        softmax, two_steps, fused = Softmax(), CategoricalCrossEntropy(), SoftmaxCrossEntropy()
        probabilities = softmax.forward(logits)
        two_steps.forward(probabilities, classes)
        dprobabilities = two_steps.backward()
        loss = fused.forward(logits, classes)
        differences, tolerances = central_differences(logits, classes)
        results = {
            "probabilities": probabilities,
            "losses": fused.per_sample(logits, classes),
            "two_step_losses": two_steps.per_sample(probabilities, classes),
            "dprobabilities": dprobabilities,
            "dlogits": softmax.backward(dprobabilities),
            "fused": fused.backward(),
            "differences": differences,
            "tolerances": tolerances,
        }
        return {"logits": logits.tolist(), "targets": targets}, Pass(softmax, loss, results)

    def last_step(self, accepted: Accepted[Pass]) -> int:
        """Count one step for each class, and those beside."""
        return len(accepted.kept["logits"][0]) + STEPS_BESIDE_CLASSES

    def show(self, accepted: Accepted[Pass]) -> None:
        """Set what the pass computed; the sample stays, or goes to the last there is."""
        self.sample = min(self.sample, len(accepted.kept["logits"]) - 1)
        self.set_trait("loss", accepted.passed.loss)
        for name, values in accepted.passed.results.items():
            self.set_trait(name, values.tolist())
        self._differentiate()
        super().show(accepted)

    @traitlets.validate("sample")
    def _check_sample(self, proposal: Any) -> int:
        last = len(self.look().kept["logits"]) - 1
        return self.checked_place("sample", proposal["value"], last)

    @traitlets.observe("sample")
    def _differentiate(self, _change: Any = None) -> None:
        self.set_trait("jacobian", self.current().passed.softmax.jacobian(self.sample).tolist())


def _checked_batch(logits: ArrayLike, targets: ArrayLike) -> tuple[FloatArray, list[Any]]:
    name = "SoftmaxStepper"
    z = checked_matrix(logits, f"{name} expects logits", ("n_samples", "n_classes")).astype(float)
    n_samples, n_classes = z.shape
    if n_samples > MOST_SAMPLES or not 2 <= n_classes <= MOST_CLASSES:
        raise ValueError(
            f"{name} expects at most {MOST_SAMPLES} samples, which a page can show, and 2 to "
            f"{MOST_CLASSES} classes; got logits of shape {z.shape}."
        )
    _check_size(z, name)
    return z, checked_classes(targets, (n_samples, n_classes), name)


def _check_size(logits: FloatArray, name: str) -> None:
    too_large = np.abs(logits) > LARGEST_LOGIT
    if too_large.any():
        row, column = np.argwhere(too_large)[0]
        raise ValueError(
            f"{name} expects logits from -1000000 to 1000000, got {logits[row, column]} "
            f"at [{row}, {column}]."
        )


def _probability(value: float) -> str:
    """Write a probability; the smallest numbers of all have too few digits to be alike."""
    return format_computed(value if value >= 1e-300 else 0.0)


def _measured(value: float, tolerance: float) -> str:
    """Write a measured slope with the digits that any processor would find."""
    return format_computed(
        round(value, min(MEASURED_DECIMALS, math.floor(-math.log10(tolerance)) - 3))
    )
