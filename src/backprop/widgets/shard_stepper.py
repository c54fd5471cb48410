"""Split a batch among workers, and add up what they send."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import traitlets
from numpy.typing import ArrayLike

from backprop.numbers import format_computed, format_exact, format_number, printable
from backprop.widgets.book_widget import STATIC, Table
from backprop.widgets.predicting_stepper import PredictingStepper
from backprop.widgets.shard_sums import ShardSums, checked_split, shard_sums
from backprop.widgets.stepper import Accepted

__all__ = ["ShardStepper"]

LAST_STEP = 6


class ShardStepper(PredictingStepper[ShardSums]):
    """Show how workers that hold parts of a batch come to the gradient of one machine.

    One linear neuron, ``prediction = weight · x``, and the mean of ``½(prediction − y)²`` over the
    batch. Each worker sends the mean of its own gradients times its share of the samples; the parts
    are added in pairs of neighbours. Beside their sum stands the plain mean of the workers' means.

    Parameters
    ----------
    inputs
        One number for each of 1 to 8 samples.
    targets
        As many numbers.
    weight
        The weight, the same on every worker.
    shards
        For each of 1 to 4 workers the list of its samples, counted from 0. Each sample stands once;
        a list may be empty.
    learning_rate
        How much of the gradient is subtracted: a positive number.
    predict
        Whether the part that a worker sends is hidden until the reader has entered it.
    worker
        Whose calculation is written out, and whose part is asked for, counted from 0.
    anchor
        The figure's id on the page, different for each widget of a page.

    Attributes
    ----------
    inputs, targets : list of float
        Assign a whole list: changing it in place is not noticed. To change how many samples there
        are, set both and the shards within ``with widget.hold_trait_notifications():``.
    weight : float
    shards : list of lists of int
        Assign a whole list, as for the inputs.
    learning_rate : float
    worker : int
    step : int
        From 0 to 6: the gradients, each worker's mean, its share, the part that it sends, the parts
        added, their sum beside one machine and the plain mean, and the step of the weight.
    predict : bool
    seed : int
        That of the numbers which "New numbers" drew last on the page; 0 where it has drawn none.
        Setting it changes no number: the next are drawn from the seed after it.
    gradients : list of float
        Of each sample. Read only, like all below; they can be observed.
    means, parts : list of float
        Of each worker; None of one without samples.
    total : float
        The sum of the parts.
    one_machine : float
        The mean of all gradients: to rounding the same.
    plain : float
        The mean of the means, not weighted; None where a worker has none.
    after : float
        The weight after the step.

    Raises
    ------
    TypeError, ValueError
        For numbers that are none, are too many or too large, and shards that are no split of the
        samples.
    traitlets.TraitError
        If an attribute is set to something that does not fit. Nothing changes then.
    """

    _esm = STATIC / "jupyter" / "shard_stepper.js"

    inputs: Any = traitlets.List().tag(sync=True)
    targets: Any = traitlets.List().tag(sync=True)
    weight = traitlets.Float(0.0).tag(sync=True)
    shards: Any = traitlets.List().tag(sync=True)
    learning_rate = traitlets.Float(0.1).tag(sync=True)
    worker = traitlets.Int(0).tag(sync=True)
    gradients: Any = traitlets.List(read_only=True)
    means: Any = traitlets.List(read_only=True)
    parts: Any = traitlets.List(read_only=True)
    total = traitlets.Float(read_only=True)
    one_machine = traitlets.Float(read_only=True)
    plain = traitlets.Float(None, allow_none=True, read_only=True)
    after = traitlets.Float(read_only=True)

    given = ("inputs", "targets", "weight", "shards", "learning_rate")
    choice = ("worker", "step", "predict", "seed")

    def __init__(
        self,
        inputs: ArrayLike,
        targets: ArrayLike,
        *,
        weight: float,
        shards: Sequence[Sequence[int]],
        learning_rate: float = 0.1,
        predict: bool = False,
        worker: int = 0,
        anchor: str = "shards",
    ) -> None:
        given = {
            "inputs": inputs,
            "targets": targets,
            "weight": weight,
            "shards": shards,
            "learning_rate": learning_rate,
        }
        super().__init__(anchor=anchor, given=given, worker=worker, predict=predict)

    def pass_from(self, given: dict[str, Any]) -> tuple[dict[str, Any], ShardSums]:
        """Check what is given, and let the workers compute."""
        checked = checked_split(given)
        return checked, shard_sums(checked)

    def last_step(self, accepted: Accepted[ShardSums]) -> int:  # noqa: ARG002
        """Return 6: the step of the weight."""
        return LAST_STEP

    @traitlets.validate("worker")
    def _check_worker(self, proposal: Any) -> int:
        shards = self.look().kept["shards"]
        return self.checked_place("worker", proposal["value"], len(shards) - 1)

    def show(self, accepted: Accepted[ShardSums]) -> None:
        """Set what was computed; a worker that is no more is looked at no more."""
        passed = accepted.passed
        for name in ("gradients", "means", "parts", "total", "one_machine", "plain", "after"):
            self.set_trait(name, getattr(passed, name))
        self.worker = min(self.worker, len(accepted.kept["shards"]) - 1)
        super().show(accepted)

    def caption(self) -> str:
        """Say what is split."""
        workers = "1 worker" if len(self.shards) == 1 else f"{len(self.shards)} workers"
        return (
            f"A batch of {len(self.inputs)} on {workers}: each sends the mean of its own gradients "
            "times its share, and the parts are added"
        )

    def __repr__(self) -> str:
        plain = "none" if self.plain is None else format_number(self.plain)
        return printable(
            f"ShardStepper({self.shards}: total {format_number(self.total)}, "
            f"plain mean of the means {plain})"
        )

    def tables(self) -> list[Table]:
        """List the samples, what each worker makes of its own, and what comes of it."""
        return [self._samples_table(), self._workers_table(), self._results_table()]

    def _samples_table(self) -> Table:
        holders = {k: worker for worker, shard in enumerate(self.shards) for k in shard}
        rows = [
            [
                str(k),
                format_exact(x),
                format_exact(y),
                format_computed(gradient),
                str(holders[k]),
            ]
            for k, (x, y, gradient) in enumerate(
                zip(self.inputs, self.targets, self.gradients, strict=True)
            )
        ]
        weight = format_exact(self.weight)
        return Table(
            f"The samples, with the weight w = {weight}: gradient = (w·x − y)·x",
            ["sample", "x", "y", "gradient", "worker"],
            rows,
        )

    def _workers_table(self) -> Table:
        rows = [
            [
                str(worker),
                ", ".join(map(str, shard)) or "none",
                "none" if mean is None else format_computed(mean),
                f"{len(shard)}/{len(self.inputs)}",
                "nothing" if part is None else format_computed(part),
            ]
            for worker, (shard, mean, part) in enumerate(
                zip(self.shards, self.means, self.parts, strict=True)
            )
        ]
        return Table(
            "The workers: mean · share = part",
            ["worker", "samples", "mean", "share", "part"],
            rows,
        )

    def _results_table(self) -> Table:
        none = "none: a worker has no samples"
        plain = none if self.plain is None else format_computed(self.plain)
        rate, after = format_exact(self.learning_rate), format_computed(self.after)
        parts, *levels = [
            ", ".join(map(format_computed, sums)) for sums in self.shown.passed.levels
        ]
        rows = [
            ["parts", parts],
            *(["neighbours added", sums] for sums in levels[:-1]),
            ["total: all parts added", format_computed(self.total)],
            ["one machine: mean of all", format_computed(self.one_machine)],
            ["plain mean of the means", plain],
            [f"w after a step, learning rate {rate}", after],
        ]
        return Table("The gradient of the batch", ["what", "value"], rows)
