"""Follow gradient descent over a scalar graph, one update at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import traitlets

from backprop.descent import (
    Descent,
    checked_learning_rate,
    checked_parameters,
    checked_steps,
    descend,
)
from backprop.graph import Graph, json_form
from backprop.graph.expressions import checked_number
from backprop.numbers import format_computed, format_exact, printable
from backprop.widgets.book_widget import STATIC, Table
from backprop.widgets.predicting_stepper import PredictingStepper
from backprop.widgets.stepper import Accepted

__all__ = ["DescentStepper"]

MAX_STEPS = 2000
Preset = tuple[str, Mapping[str, Any]]


class DescentStepper(PredictingStepper[Descent]):
    """Show the losses of a gradient descent, its parameters, and each update with its numbers.

    ``parameter ← parameter − learning_rate · ∂output/∂parameter``, ``steps`` times, as
    :func:`backprop.descent.descend` does it.

    Parameters
    ----------
    graph
        An expression whose output is a loss; its current inputs are where the descent starts.
    parameters
        The names of the inputs that descend. The other inputs are data and stay.
    anchor
        The figure's id on the page, different for each widget of a page.
    learning_rate
        How much of the gradient is subtracted: a positive number.
    steps
        How many steps to make, from 1 to 2000.
    log_scale
        Whether the losses are drawn on a logarithmic axis.
    presets
        Settings to try, each a label for its button and a dict with any of ``learning_rate``,
        ``steps``, ``log_scale`` and ``inputs`` (some of them); what it leaves out is as above.

    Attributes
    ----------
    inputs : dict of str to float
        The value of every input at the start. Setting some of them keeps the others. Assign
        a dict: changing it in place is not noticed.
    learning_rate : float
    steps : int
    log_scale : bool
    step : int
        How many updates are shown as made, from 0 to ``len(losses) - 1``; a number beyond
        either end becomes the one at that end, since the record may end early.
    ahead : bool
        Whether the steps still to come are drawn, and what becomes of them said.
    predict : bool
        Whether each step is hidden until the reader has entered the parameter it leads to.
    seed : int
        That of the numbers which "New numbers" drew last on the page; 0 where it has drawn none.
        Setting it changes no number: the next are drawn from the seed after it.
    descent : Descent
        The record of the descent, made anew when ``inputs``, ``learning_rate`` or ``steps``
        change. Read only; it can be observed.
    losses, parameters, outcome, reason
        Those of ``descent``.

    Raises
    ------
    TypeError, ValueError
        As :func:`backprop.descent.descend` does, and for presets that cannot be.
    traitlets.TraitError
        If an attribute is set to something that the descent cannot take. It keeps its value.
    """

    _esm = STATIC / "jupyter" / "descent_stepper.js"

    graph = traitlets.Dict(read_only=True).tag(sync=True)
    parameter_names: Any = traitlets.List(read_only=True).tag(sync=True)
    presets: Any = traitlets.List(read_only=True).tag(sync=True)
    inputs = traitlets.Dict().tag(sync=True)
    learning_rate = traitlets.Float().tag(sync=True)
    steps = traitlets.Int().tag(sync=True)
    log_scale = traitlets.Bool(False).tag(sync=True)
    ahead = traitlets.Bool(False).tag(sync=True)
    descent = traitlets.Instance(Descent, read_only=True)

    given = ("inputs", "learning_rate", "steps")
    choice = ("log_scale", "ahead", "predict", "seed", "step")
    state_traits = (
        "graph",
        "parameter_names",
        "initial",
        "presets",
        "inputs",
        "learning_rate",
        "steps",
        "log_scale",
        "ahead",
        "predict",
        "seed",
        "step",
    )

    def __init__(
        self,
        graph: Graph,
        parameters: Sequence[str],
        *,
        anchor: str = "descent",
        learning_rate: float = 0.001,
        steps: int = 200,
        log_scale: bool = False,
        presets: Iterable[Preset] = (),
    ) -> None:
        if not isinstance(graph, Graph):
            raise TypeError(f"DescentStepper expects a backprop.graph.Graph, got {graph!r}.")
        self._names = checked_parameters(graph, parameters)
        # Copies: what the reader changes here must not reach into the caller's graph.
        self._spec = json_form.to_dict(graph)
        self._inputs = dict(graph.inputs)
        given = {"inputs": self._inputs, "learning_rate": learning_rate, "steps": steps}
        super().__init__(anchor=anchor, given=given, log_scale=bool(log_scale))
        # The inputs that Reset goes back to are the graph's.
        initial = {name: value for name, value in self.initial.items() if name != "inputs"}
        listed = [self._checked_preset(preset) for preset in presets]
        labels = [preset["label"] for preset in listed]
        if len(set(labels)) < len(labels):
            raise ValueError(f"presets expects different labels; got {labels!r}.")
        self._compare = [(preset["label"], *self._outcome(initial, preset)) for preset in listed]
        for name, value in (
            ("graph", self._spec),
            ("parameter_names", self._names),
            ("initial", initial),
            ("presets", listed),
        ):
            self.set_trait(name, value)

    @property
    def losses(self) -> list[float]:
        """``losses[k]`` is the loss after ``k`` updates."""
        return self.descent.losses

    @property
    def parameters(self) -> list[dict[str, float]]:
        """``parameters[k]`` are the parameters after ``k`` updates."""
        return self.descent.parameters

    @property
    def outcome(self) -> str:
        """How the descent ended: ``"finished"``, ``"diverged"`` or ``"stuck"``."""
        return self.descent.outcome

    @property
    def reason(self) -> str:
        """The outcome in words, with its numbers."""
        return self.descent.reason

    def caption(self) -> str:
        """Say what descends, and by what."""
        return f"Gradient descent on {self._spec['output']}: it changes {', '.join(self._names)}"

    def __repr__(self) -> str:
        rate = format_exact(self.learning_rate)
        return printable(f"DescentStepper(learning rate {rate}: {self.reason})")

    def tables(self) -> list[Table]:
        """List where the descent starts, its first and last steps, and the presets."""
        names, output = self._names, str(self._spec["output"])
        start = [
            [name, "parameter" if name in names else "data", format_exact(value)]
            for name, value in self.inputs.items()
        ]
        start += [
            ["learning rate", "setting", format_exact(self.learning_rate)],
            ["steps", "setting", str(self.steps)],
        ]
        end = len(self.losses) - 1
        rows = [
            [
                str(k),
                format_computed(self.losses[k]),
                # The parameters at the start are inputs, which stand exactly.
                *(
                    (format_computed if k else format_exact)(self.parameters[k][name])
                    for name in names
                ),
            ]
            for k in range(end + 1)
            if k <= 5 or k > end - 3
        ]
        if end > 8:
            rows.insert(6, ["…"] * (len(names) + 2))
        tables = [
            Table("Start", ["name", "kind", "value"], start),
            Table(f"Descent. {self.descent.sentences}", ["step", output, *names], rows),
        ]
        if self._compare:
            header = ["preset", "settings", "outcome"]
            tables.append(Table("Presets", header, self._compare))
        return tables

    def pass_from(self, given: dict[str, Any]) -> tuple[dict[str, Any], Descent]:
        """Check the settings, and make the descent."""
        for name in given["inputs"]:
            if name not in self._inputs:
                known = ", ".join(self._inputs)
                raise ValueError(f"inputs expects some of {known}; got {name!r}.")
        # Inputs that are not given keep their value.
        known_inputs = self.shown.kept["inputs"] if hasattr(self, "shown") else self._inputs
        rate, steps = checked_learning_rate(given["learning_rate"]), _within_limit(given["steps"])
        inputs, descent = self._descend(known_inputs | given["inputs"], rate, steps)
        return {"inputs": inputs, "learning_rate": rate, "steps": steps}, descent

    def _descend(
        self, inputs: Mapping[str, Any], learning_rate: float, steps: int
    ) -> tuple[dict[str, float], Descent]:
        graph = json_form.from_dict(self._spec)
        graph.forward(**inputs)
        start = dict(graph.inputs)
        return start, descend(graph, self._names, learning_rate=learning_rate, steps=steps)

    def last_step(self, accepted: Accepted[Descent]) -> int:
        """Count the updates that were made."""
        return len(accepted.passed.losses) - 1

    def show(self, accepted: Accepted[Descent]) -> None:
        """Set the record."""
        self.set_trait("descent", accepted.passed)
        super().show(accepted)

    @traitlets.validate("step")
    def _check_step(self, proposal: Any) -> int:
        return min(max(int(proposal["value"]), 0), self.last_step(self.look()))

    def _checked_preset(self, preset: Preset) -> dict[str, Any]:
        if isinstance(preset, str) or len(preset) != 2 or not isinstance(preset[1], Mapping):
            raise TypeError(f"presets expects pairs of a label and a dict, got {preset!r}.")
        label, settings = preset
        if not isinstance(label, str) or not label.strip():
            raise ValueError(f"a preset expects a label to write on its button, got {label!r}.")
        checks = {
            "learning_rate": checked_learning_rate,
            "steps": _within_limit,
            "log_scale": bool,
            "inputs": self._checked_inputs,
        }
        for name in settings:
            if name not in checks:
                known = ", ".join(checks)
                raise ValueError(f"preset {label!r} expects some of {known}; got {name!r}.")
        return {"label": label, **{name: checks[name](settings[name]) for name in settings}}

    def _checked_inputs(self, given: Mapping[str, Any]) -> dict[str, float]:
        for name in given:
            if name not in self._inputs:
                known = ", ".join(self._inputs)
                raise ValueError(f"a preset's inputs are some of {known}; got {name!r}.")
        return {name: checked_number(value, f"input {name!r}") for name, value in given.items()}

    def _outcome(self, initial: Mapping[str, Any], preset: Mapping[str, Any]) -> tuple[str, str]:
        """Say what a preset sets and what comes of it, for the page without scripts."""
        settings = {**initial, **preset}
        inputs = preset.get("inputs", {})
        _, descent = self._descend(
            {**self._inputs, **inputs}, settings["learning_rate"], settings["steps"]
        )
        told = [
            f"learning rate {format_exact(settings['learning_rate'])}",
            f"{settings['steps']} steps",
        ]
        told += [f"{name} = {format_exact(value)}" for name, value in inputs.items()]
        return ", ".join(told), descent.sentences


def _within_limit(steps: object) -> int:
    count = checked_steps(steps)
    if count > MAX_STEPS:
        raise ValueError(f"steps expects a whole number from 1 to {MAX_STEPS}, got {count}.")
    return count
