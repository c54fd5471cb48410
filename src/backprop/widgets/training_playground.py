"""Train a network on the spiral in the page, with knobs to turn."""

from __future__ import annotations

from typing import Any

import traitlets

from backprop.checks import checked_whole
from backprop.numbers import format_exact, format_number
from backprop.widgets.book_widget import STATIC, Table
from backprop.widgets.stepper import Accepted, Stepper
from backprop.widgets.training.live import OPTIMIZERS, SETTINGS, checked_settings, train
from backprop.widgets.training.record import drawn

__all__ = ["TrainingPlayground"]

MEASURES = {
    "loss": "loss",
    "accuracy": "accuracy",
    "held_out_loss": "held-out loss",
    "held_out_accuracy": "held-out accuracy",
}
MOST_EPOCHS = 500
MOST_KEPT = 1
TABLE_ROWS = 11


class TrainingPlayground(Stepper[None]):
    """Let the reader train a network 2–n–3 on a spiral, in the page, epoch by epoch.

    It learns 300 points in three arms by mini-batches of 32, and is measured on 900 others. Points,
    first weights and the order of the batches come from one seed, so that the same settings give
    the same losses, on the page and from this package.

    Parameters
    ----------
    optimizer
        ``"SGD"``, ``"Momentum"``, ``"Nesterov"`` or ``"Adam"``, with their usual other numbers.
    rate
        Its learning rate, from 0.0001 to 10.
    scale
        Of the first layer's first weights, from 0.001 to 30; those of the last layer have
        ``sqrt(2 / hidden)``, and biases begin at 0.
    hidden
        How many neurons stand between the two inputs and the three outputs, from 1 to 128.
    noise
        How far the points' angles are scattered, from 0 to 1.
    seed
        From 0 to 2³² − 1.
    epochs
        How long it can be trained, from 1 to 500.
    step
        Up to which epoch it is trained at first.
    anchor
        The figure's id on the page, different for each widget of a page.

    Attributes
    ----------
    kept : list of dict
        None or one: other settings, by the names of the parameters, that are trained too to
        compare.
    step : int
        The epoch that is shown: the page trains up to it.
    measure : str
        What the chart shows: ``"loss"``, ``"accuracy"``, ``"held_out_loss"``,
        ``"held_out_accuracy"``, ``"layers[0]"`` or ``"layers[2]"`` for the norm of its gradient.
    log_scale : bool
        Whether the chart's losses are drawn on a logarithmic axis.
    playing : bool
        Whether it goes on epoch by epoch. It never begins by itself.

    Raises
    ------
    TypeError, ValueError
        If a setting is outside its limits.
    traitlets.TraitError
        If an attribute is set to something that does not fit. It keeps its value.
    """

    _esm = STATIC / "jupyter" / "training_playground.js"

    optimizer = traitlets.Enum(list(OPTIMIZERS), "Momentum").tag(sync=True)
    rate = traitlets.Float(0.03).tag(sync=True)
    scale = traitlets.Float(3.0).tag(sync=True)
    hidden = traitlets.Int(32).tag(sync=True)
    noise = traitlets.Float(0.1).tag(sync=True)
    seed = traitlets.Int(0).tag(sync=True)
    kept: Any = traitlets.List().tag(sync=True)
    epochs = traitlets.Int(100, read_only=True).tag(sync=True)
    log_scale = traitlets.Bool(False).tag(sync=True)
    measure = traitlets.Enum([*MEASURES, "layers[0]", "layers[2]"], "loss").tag(sync=True)
    playing = traitlets.Bool(False).tag(sync=True)

    given = ("optimizer", "rate", "scale", "hidden", "noise", "seed", "kept")
    choice = ("step", "log_scale", "measure")
    state_traits = (*given, *choice, "epochs", "initial")

    def __init__(
        self,
        optimizer: str = "Momentum",
        rate: float = 0.03,
        *,
        scale: float = 3.0,
        hidden: int = 32,
        noise: float = 0.1,
        seed: int = 0,
        epochs: int = 100,
        step: int = 0,
        anchor: str = "own-training",
    ) -> None:
        n_epochs = checked_whole(epochs, "TrainingPlayground expects epochs")
        if not 1 <= n_epochs <= MOST_EPOCHS:
            raise ValueError(
                f"TrainingPlayground expects from 1 to {MOST_EPOCHS} epochs, got {n_epochs}."
            )
        self._last = n_epochs
        given = {
            "optimizer": optimizer,
            "rate": rate,
            "scale": scale,
            "hidden": hidden,
            "noise": noise,
            "seed": seed,
            "kept": [],
        }
        super().__init__(anchor=anchor, given=given, step=step)
        self.set_trait("epochs", n_epochs)

    def pass_from(self, given: dict[str, Any]) -> tuple[dict[str, Any], None]:
        """Check the settings. The training itself is the page's, and the table's."""
        kept = given["kept"]
        if not isinstance(kept, list) or len(kept) > MOST_KEPT:
            raise ValueError(
                f"kept expects a list of at most {MOST_KEPT} training's settings, got {kept!r}."
            )
        return {**checked_settings(given), "kept": [checked_settings(each) for each in kept]}, None

    def last_step(self, accepted: Accepted[None]) -> int:  # noqa: ARG002
        """Return how many epochs it can be trained."""
        return self._last

    def caption(self) -> str:
        """Say what can be trained, on what."""
        return "Train your own: a network on the points of a spiral, with every knob to turn"

    def tables(self) -> list[Table]:
        """List the settings, and what becomes of the training."""
        kept = self.shown.kept
        trainings = [{name: kept[name] for name in SETTINGS}, *kept["kept"]]
        return [table for settings in trainings for table in self._tables(settings)]

    def _tables(self, settings: dict[str, Any]) -> list[Table]:
        history = train(settings, self._last)
        last = len(history.epochs) - 1
        epochs = sorted({round(last * k / (TABLE_ROWS - 1)) for k in range(TABLE_ROWS)})
        curves = (
            history.loss,
            history.accuracy,
            history.validation_loss,
            history.validation_accuracy,
        )
        columns = [[format_number(value) for value in drawn(values)] for values in curves]
        told = [
            [name, value if isinstance(value, str) else format_exact(value)]
            for name, value in settings.items()
        ]
        return [
            Table("Settings", ["setting", "value"], told),
            Table(
                f"Some of the {last} {'epoch' if last == 1 else 'epochs'} with these settings",
                ["epoch", *MEASURES.values()],
                [[str(epoch), *(column[epoch] for column in columns)] for epoch in epochs],
            ),
        ]

    def __repr__(self) -> str:
        settings = ", ".join(f"{name}={self.shown.kept[name]!r}" for name in SETTINGS)
        return f"TrainingPlayground({settings})"
