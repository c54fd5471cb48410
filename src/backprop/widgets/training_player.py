"""Play training runs side by side: decision boundary, loss, accuracy, gradient norms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import traitlets

from backprop.checks import checked_whole
from backprop.datasets import Dataset
from backprop.network import Network
from backprop.numbers import format_number, printable
from backprop.targets import class_numbers
from backprop.widgets.book_widget import STATIC, BookWidget, Table
from backprop.widgets.training.record import (
    Run,
    checked_history,
    clock_of,
    drawable,
    frames_of,
    record_run,
)

__all__ = ["TrainingPlayer"]

MOST_RUNS = 4
MOST_FRAMES = 200
MOST_CLASSES = 6  # that a colour and a mark tell apart
MOST_POINTS = 400
MARGIN = 0.08  # of the picture around the points
TABLE_ROWS = 10
MEASURES = ("loss", "accuracy", "held_out_loss", "held_out_accuracy")
SPEEDS = [0.25, 0.5, 1.0, 2.0, 4.0]


class TrainingPlayer(BookWidget):
    """Play how networks were trained, up to four at a time, on one clock.

    For each run it shows the loss and the accuracy, on the samples learnt from and on those held
    out, and the norm of each layer's gradient over all samples; for classes of points with two
    inputs also the decision boundary, which the page computes from the recorded parameters.

    Parameters
    ----------
    runs
        Up to four networks by the labels to show, each trained on ``dataset`` by
        ``fit(..., record_parameters=True)``. They are measured on copies. A run that has fewer
        epochs than the longest stays at its end.
    dataset
        What they learnt from. At most 400 points are drawn, evenly chosen among the rows.
    held_out
        What they did not learn from: measured for a run that was trained without ``validation``.
        A run with it shows its own record, which has to be of the same samples.
    frames
        How many epochs can be shown, from 2 to 200, the start counted: by default all of a run of
        40 epochs. Frame ``k`` of ``n`` is at epoch ``last · (k / (n − 1))²``, so that the first
        epochs, where most happens, stand close; the epochs are all there if there are no more. A
        frame takes about 2.7 bytes for each parameter. Curves hold these epochs and 200 others,
        evenly spread.
    log_scale
        Whether the losses are drawn on a logarithmic axis.
    measure
        What the chart shows at first: ``"loss"``, ``"accuracy"``, ``"held_out_loss"``,
        ``"held_out_accuracy"``, or a layer, as in ``"layers[0]"``, for the norm of its gradient.
    anchor
        The figure's id on the page, different for each widget of a page.

    Attributes
    ----------
    step : int
        Which frame is shown, from 0.
    epoch : int
        The epoch of that frame. An epoch without a frame becomes that of the frame before it.
    speed : float
        0.25, 0.5, 1, 2 or 4; at 1 there are four frames a second.
    log_scale : bool
    measure : str
    run : int
        The run whose picture a narrow screen shows, from 0.
    playing : bool
        Whether it plays. It never begins by itself.
    clock : list of int
        The epochs that have a frame. Read only.
    runs : list of dict
        What was recorded: loss, accuracy and gradient norms, rounded to four digits. Read only.

    Raises
    ------
    TypeError, ValueError
        For what is no such run or dataset, a network without recorded parameters, or samples that
        are others than those a run was measured on.
    traitlets.TraitError
        If an attribute is set to something that does not fit. Nothing changes then.
    """

    _esm = STATIC / "jupyter" / "training_player.js"

    runs: Any = traitlets.List(read_only=True).tag(sync=True)
    clock: Any = traitlets.List(read_only=True).tag(sync=True)
    points = traitlets.Dict(
        read_only=True, help="What is drawn on the decision boundary; empty without one."
    ).tag(sync=True)
    step = traitlets.Int(0).tag(sync=True)
    epoch = traitlets.Int(0)
    speed = traitlets.Enum(SPEEDS, 1.0).tag(sync=True)
    log_scale = traitlets.Bool(False).tag(sync=True)
    measure = traitlets.Unicode("loss").tag(sync=True)
    run = traitlets.Int(0).tag(sync=True)
    playing = traitlets.Bool(False).tag(sync=True)

    state_traits = ("runs", "clock", "points", "step", "speed", "log_scale", "measure", "run")

    def __init__(
        self,
        runs: Mapping[str, Network],
        dataset: Dataset,
        *,
        held_out: Dataset | None = None,
        frames: int = 41,
        log_scale: bool = False,
        measure: str = "loss",
        anchor: str = "training",
    ) -> None:
        _check_arguments(runs, dataset, held_out)
        n_frames = checked_whole(frames, "TrainingPlayer expects frames")
        if not 2 <= n_frames <= MOST_FRAMES:
            raise ValueError(
                f"TrainingPlayer expects from 2 to {MOST_FRAMES} frames, got {n_frames}."
            )
        histories = [checked_history(label, network) for label, network in runs.items()]
        clock = clock_of(max(len(history.epochs) for history in histories) - 1, n_frames)
        recorded = [
            record_run(label, network, clock, dataset, held_out) for label, network in runs.items()
        ]
        drawn = [network for network in runs.values() if drawable(network)]
        points = _points(dataset, max(network.n_outputs or 0 for network in drawn)) if drawn else {}
        super().__init__(anchor=anchor, log_scale=bool(log_scale))
        self.set_trait("runs", recorded)
        self.set_trait("clock", clock)
        self.set_trait("points", points)
        self.measure = measure

    def caption(self) -> str:
        """Say what is played, of which runs."""
        shown = ["loss", *(["accuracy"] if any(run["accuracy"] for run in self.runs) else [])]
        if self.points:
            shown.insert(0, "decision boundary")
        labels = [run["label"] for run in self.runs]
        return (
            f"Training, epoch by epoch: {', '.join(shown)} and gradient norms of {_listed(labels)}"
        )

    def tables(self) -> list[Table]:
        """List some epochs of each run with their losses, accuracies and gradient norms."""
        return [self._table(run) for run in self.runs]

    def _table(self, run: Run) -> Table:
        last = run["epochs"][-1]
        frames = frames_of(self.clock, last)
        rows = [frames[k * (len(frames) - 1) // (TABLE_ROWS - 1)] for k in range(TABLE_ROWS)]
        curves = {
            title: dict(zip(run["epochs"], run[name], strict=True))
            for name, title in (
                ("loss", "loss"),
                ("accuracy", "accuracy"),
                ("held_out_loss", "held-out loss"),
                ("held_out_accuracy", "held-out accuracy"),
            )
            if run[name]
        }
        for layer, norms in run["norms"].items():
            curves[f"gradient norm of {layer}"] = dict(zip(frames, norms, strict=True))
        return Table(
            f"{run['label']}: some of its {last} {'epoch' if last == 1 else 'epochs'}",
            ["epoch", *curves],
            [
                [str(epoch), *(format_number(values[epoch]) for values in curves.values())]
                for epoch in sorted(set(rows))
            ],
        )

    def __repr__(self) -> str:
        return printable(f"TrainingPlayer({'; '.join(map(_summary, self.runs))})")

    @traitlets.validate("step", "run")
    def _check_place(self, proposal: Any) -> int:
        name, place = proposal["trait"].name, int(proposal["value"])
        last = len(self.clock if name == "step" else self.runs) - 1
        if not 0 <= place <= last:
            raise traitlets.TraitError(
                f"{name} expects a whole number from 0 to {last}, got {place}."
            )
        return place

    @traitlets.validate("epoch")
    def _check_epoch(self, proposal: Any) -> int:
        epoch, last = int(proposal["value"]), self.clock[-1]
        if not 0 <= epoch <= last:
            raise traitlets.TraitError(
                f"epoch expects a whole number from 0 to {last}, the last of the longest run; "
                f"got {epoch}."
            )
        frames: list[int] = self.clock
        return max(frame for frame in frames if frame <= epoch)

    @traitlets.validate("measure")
    def _check_measure(self, proposal: Any) -> str:
        layers = {layer for run in self.runs for layer in run["norms"]}
        names = [name for name in MEASURES if any(run[name] for run in self.runs)]
        names += sorted(layers)
        if proposal["value"] not in names:
            raise traitlets.TraitError(
                f"measure expects one of {', '.join(names)}; got {proposal['value']!r}."
            )
        return str(proposal["value"])

    @traitlets.observe("step")
    def _follow_step(self, change: Any) -> None:
        self.epoch = self.clock[change["new"]]

    @traitlets.observe("epoch")
    def _follow_epoch(self, change: Any) -> None:
        self.step = self.clock.index(change["new"])


def _check_arguments(runs: object, dataset: object, held_out: object) -> None:
    if not isinstance(runs, Mapping):
        raise TypeError(
            f"TrainingPlayer expects runs as a dict of labels and networks, got {runs!r}."
        )
    if not 1 <= len(runs) <= MOST_RUNS:
        raise ValueError(f"TrainingPlayer expects 1 to {MOST_RUNS} runs, got {len(runs)}.")
    for label in runs:
        if not isinstance(label, str) or not label.strip():
            raise ValueError(f"TrainingPlayer expects a label for each run, got {label!r}.")
    if not isinstance(dataset, Dataset):
        raise TypeError(f"TrainingPlayer expects dataset as a Dataset, got {dataset!r}.")
    if held_out is not None and not isinstance(held_out, Dataset):
        raise TypeError(f"TrainingPlayer expects held_out as a Dataset or None, got {held_out!r}.")


def _points(dataset: Dataset, n_classes: int) -> dict[str, Any]:
    """Choose the points to draw, and round them to a thousandth of the picture."""
    if n_classes > MOST_CLASSES:
        raise ValueError(
            f"TrainingPlayer expects at most {MOST_CLASSES} classes, which a picture can tell "
            f"apart, got {n_classes}."
        )
    inputs = np.asarray(dataset.inputs, dtype=float)
    classes = class_numbers(dataset.targets, (len(inputs), n_classes), "TrainingPlayer")
    rows = np.linspace(0, len(inputs) - 1, min(len(inputs), MOST_POINTS)).round().astype(int)
    columns, extent = [], []
    for column in inputs.T:
        low, high = float(column.min()), float(column.max())
        span = (high - low) or abs(high) or 1.0
        decimals = 3 - int(np.floor(np.log10(span)))
        columns.append([round(float(x), decimals) for x in column[rows]])
        extent += [round(low - MARGIN * span, decimals), round(high + MARGIN * span, decimals)]
    return {
        "columns": columns,
        "classes": classes[rows].tolist(),
        "n_classes": n_classes,
        "n_samples": len(inputs),
        "extent": extent,
        "names": list(dataset.input_names) if len(dataset.input_names) == 2 else ["x", "y"],
    }


def _summary(run: Run) -> str:
    last = run["epochs"][-1]
    text = f"{run['label']}: {last} {'epoch' if last == 1 else 'epochs'}, "
    text += f"loss {format_number(run['loss'][0])} → {format_number(run['loss'][-1])}"
    for name, title in (("accuracy", "accuracy"), ("held_out_accuracy", "held-out accuracy")):
        if run[name]:
            text += f", {title} {format_number(run[name][0])} → {format_number(run[name][-1])}"
    return text


def _listed(labels: list[str]) -> str:
    return " and ".join([", ".join(labels[:-1]), labels[-1]] if len(labels) > 1 else labels)
