"""The playground in Python: its settings, what it refuses, its tables."""

from __future__ import annotations

from typing import Any

import pytest
import traitlets

from backprop.numbers import format_number
from backprop.widgets import TrainingPlayground
from backprop.widgets.training.live import LIMITS, OPTIMIZERS, SETTINGS, train

OTHER = {"optimizer": "Adam", "rate": 0.01, "scale": 1, "hidden": 8, "noise": 0.2, "seed": 3}


def playground(**changes: Any) -> TrainingPlayground:
    return TrainingPlayground(**{"hidden": 8, "epochs": 20, **changes})


def test_it_opens_at_the_settings_it_is_given() -> None:
    widget = playground(optimizer="Adam", rate=0.01, seed=5, step=7)
    state = widget.state()
    assert {name: state[name] for name in ("optimizer", "rate", "hidden", "seed", "step")} == {
        "optimizer": "Adam",
        "rate": 0.01,
        "hidden": 8,
        "seed": 5,
        "step": 7,
    }
    assert state["initial"]["step"] == 7
    assert state["epochs"] == 20
    assert "playing" not in state
    assert repr(widget).startswith("TrainingPlayground(optimizer='Adam', rate=0.01, scale=3.0, h")


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_table_is_the_package_s_training(optimizer: str) -> None:
    widget = playground(optimizer=optimizer, rate=0.01)
    settings, training = widget.tables()
    assert [first for first, *_ in settings.rows] == list(SETTINGS)
    history = train({name: getattr(widget, name) for name in SETTINGS}, 20)
    rows = list(training.rows)
    assert [row[0] for row in rows] == [str(epoch) for epoch in range(0, 21, 2)]
    assert rows[-1][1:] == [
        format_number(float(f"{values[-1]:.4g}"))
        for values in (
            history.loss,
            history.accuracy,
            history.validation_loss,
            history.validation_accuracy,
        )
    ]


def test_kept_trainings_have_their_tables() -> None:
    widget = playground()
    widget.kept = [OTHER]
    assert len(widget.tables()) == 4
    assert widget.state()["kept"] == [OTHER]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        *((name, ends[0] - 1, "expects a number from") for name, ends in LIMITS.items()),
        *((name, ends[1] + 1, "expects a number from") for name, ends in LIMITS.items()),
        ("rate", float("nan"), "expects a number from 0.0001 to 10, got nan"),
        ("hidden", 2.5, "int"),
        ("optimizer", "RMSProp", "optimizer"),
        ("kept", [OTHER] * 2, "at most 1"),
        ("kept", [{"rate": 1}], "got none for optimizer"),
        ("kept", [OTHER | {"hidden": True}], "whole number"),
        ("kept", [OTHER | {"rate": "0.1"}], "expects a number, got '0.1'"),
        ("step", 21, "from 0 to 20"),
        ("measure", "size", "measure"),
        ("epochs", 5, "read-only"),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(name: str, value: Any, said: str) -> None:
    widget = playground()
    before = widget.state()
    with pytest.raises(traitlets.TraitError, match=said):
        setattr(widget, name, value)
    assert widget.state() == before


@pytest.mark.parametrize("epochs", [0, 501, 2.5, True])
def test_epochs_have_limits(epochs: Any) -> None:
    with pytest.raises((TypeError, ValueError), match="TrainingPlayground expects"):
        playground(epochs=epochs)
