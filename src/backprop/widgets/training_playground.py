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

    It learns from 300 points in three arms, in mini-batches of 32, and is measured on 900 others.
    Points, initial weights and the order of the batches are drawn from one seed, so that the same
    settings give the same losses on the page and in this package.

    Parameters
    ----------
    optimizer
        ``"SGD"``, ``"Momentum"``, ``"Nesterov"`` or ``"Adam"``, with the usual values for
        everything but the rate.
    rate
        Its learning rate, from 0.0001 to 10.
    scale
        Of the first layer's initial weights, from 0.001 to 30. The last layer has
        ``sqrt(2 / hidden)``, and the biases begin at 0.
    hidden
        The number of neurons between the two inputs and the three outputs, from 1 to 128.
    noise
        How widely the points' angles are scattered, from 0 to 1.
    seed
        From 0 to 2³² − 1.
    epochs
        The number of epochs it can be trained for, from 1 to 500.
    step
        The epoch up to which it is trained at first.
    anchor
        The figure's id, unique on its page.

    Attributes
    ----------
    kept : list of dict
        At most one: other settings, by parameter name, that are trained too for comparison.
    step : int
        The epoch that is shown: the page trains up to it.
    measure : str
        What the chart shows: ``"loss"``, ``"accuracy"``, ``"held_out_loss"``,
        ``"held_out_accuracy"``, ``"layers[0]"`` or ``"layers[2]"`` for the norm of its gradient.
    log_scale : bool
        Whether the chart's losses are drawn on a logarithmic axis.
    playing : bool
        Whether it is moving on epoch by epoch. It never starts by itself.

    Raises
    ------
    TypeError, ValueError
        If a setting is outside its limits.
    traitlets.TraitError
        If an attribute is set to a value that does not fit. It keeps its old value.
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
                f"TrainingPlayground expects 1 to {MOST_EPOCHS} epochs, got {n_epochs}."
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
        """Check the settings. The page and the table run the training itself."""
        kept = given["kept"]
        if not isinstance(kept, list) or len(kept) > MOST_KEPT:
            raise ValueError(
                f"kept expects a list with at most {MOST_KEPT} training in it, got {kept!r}."
            )
        return {**checked_settings(given), "kept": [checked_settings(each) for each in kept]}, None

    def last_step(self, accepted: Accepted[None]) -> int:  # noqa: ARG002
        """Return the number of epochs it can be trained for."""
        return self._last

    def caption(self) -> str:
        """Say what can be trained, on what."""
        return "Train your own: a network on the points of a spiral, with every knob to turn"

    def tables(self) -> list[Table]:
        """List the settings and the results of the training."""
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
