"""Gradient descent on named inputs of a graph: subtract the gradient, again and again.

>>> from backprop.graph import Graph, inputs, square
>>> x, w, t = inputs(x=3, w=2, t=0)
>>> graph = Graph(square(w * x - t).named("loss"))
>>> descent = descend(graph, ["w"], learning_rate=0.01, steps=2)
>>> [round(loss, 6) for loss in descent.losses]
[36.0, 24.2064, 16.276383]
>>> descent.reason
'After 2 steps the loss has fallen from 36 to 16.2764.'
"""

from __future__ import annotations

import math
import operator
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from backprop.graph import Graph, json_form
from backprop.graph.expressions import checked_number
from backprop.numbers import format_number, printable

__all__ = ["Descent", "checked_learning_rate", "checked_parameters", "checked_steps", "descend"]


ROUNDING = 4 * sys.float_info.epsilon  # of a parameter: what a step may leave when it has landed


@dataclass(frozen=True)
class Descent:
    """The record of a descent, one entry before the first step and one after each step.

    Attributes
    ----------
    losses : list of float
        ``losses[k]`` is the output of the graph after ``k`` steps; at most ``steps + 1`` of them.
    parameters : list of dict of str to float
        ``parameters[k]`` are the parameters that give ``losses[k]``.
    outcome : {"finished", "diverged", "stuck"}
        ``"finished"``: every step was made. ``"diverged"``: the next step leads to a number that
        is not finite. ``"stuck"``: while steps remain, every gradient is exactly 0, or so small
        that a step, unlike the first one, would move no parameter by more than rounding (four
        units in the last place). The record of the last two ends early.
    sentences : str
        The outcome in one sentence or two, with its numbers, as a page shows it.
    reason : str
        The same to print, in characters that the console has.
    """

    losses: list[float]
    parameters: list[dict[str, float]]
    outcome: Literal["finished", "diverged", "stuck"]
    sentences: str

    @property
    def reason(self) -> str:  # noqa: D102
        return printable(self.sentences)

    def __repr__(self) -> str:
        return f"Descent({self.outcome}: {self.reason})"


def descend(
    graph: Graph, parameters: Sequence[str], *, learning_rate: float, steps: int
) -> Descent:
    """Make ``steps`` steps of gradient descent from the graph's current inputs.

    ``parameter = parameter - learning_rate * ∂output/∂parameter``, all parameters at once. The
    inputs that are not parameters keep their values. The graph itself is left unchanged.

    Parameters
    ----------
    graph
        An expression whose output should become small: a loss.
    parameters
        The names of the inputs that descend.
    learning_rate
        How much of the gradient is subtracted: a positive number.
    steps
        The number of steps, at least 1.

    Raises
    ------
    TypeError
        If an argument is of the wrong kind.
    ValueError
        If there are no parameters, one is not an input of the graph or is given twice, if the
        learning rate is not a positive finite number, if ``steps`` is below 1, or if the loss or
        its gradient is not finite at the start.
    """
    if not isinstance(graph, Graph):
        raise TypeError(f"descend expects a backprop.graph.Graph, got {graph!r}.")
    names = checked_parameters(graph, parameters)
    rate, count = checked_learning_rate(learning_rate), checked_steps(steps)

    graph = json_form.from_dict(json_form.to_dict(graph))
    now = {name: graph.inputs[name] for name in names}
    losses, path = [graph.forward()], [now]
    graph.backward()
    moving = False  # a rate may be so small that no step does anything
    for made in range(count):
        if made:
            try:
                graph.backward()
            except ValueError:
                return Descent(losses, path, "diverged", _diverged("a gradient", losses))
        if all(graph.gradients[name] == 0 for name in names):
            return Descent(losses, path, "stuck", _stuck(graph, names, losses))
        settled = all(
            abs(rate * graph.gradients[name]) <= ROUNDING * max(abs(path[0][name]), abs(now[name]))
            for name in names
        )
        if moving and settled:
            return Descent(losses, path, "stuck", _settled(graph.output, losses))
        moving = moving or not settled
        now = {name: now[name] - rate * graph.gradients[name] for name in names}
        lost = next((name for name in names if not math.isfinite(now[name])), None)
        if lost is not None:
            return Descent(losses, path, "diverged", _diverged(lost, losses))
        try:
            loss = graph.forward(**now)
        except ValueError:
            return Descent(losses, path, "diverged", _diverged(_the(graph.output), losses))
        losses.append(loss)
        path.append(now)
    return Descent(losses, path, "finished", _finished(graph.output, losses))


def checked_parameters(graph: Graph, parameters: Iterable[str]) -> list[str]:
    """Return the names as a list, or raise an error that says what was expected."""
    if isinstance(parameters, str):
        raise TypeError(f"parameters expects a list of names, got the text {parameters!r}.")
    names = list(parameters)
    if not names:
        raise ValueError("parameters expects at least one name, got none.")
    for name in names:
        if name not in graph.inputs:
            known = ", ".join(graph.inputs)
            raise ValueError(f"parameters expects names among the inputs {known}; got {name!r}.")
        if names.count(name) > 1:
            raise ValueError(f"parameters expects different names; {name!r} stands twice.")
    return names


def checked_learning_rate(learning_rate: object) -> float:
    """Return the learning rate as a float, or raise an error that says what was expected."""
    rate = checked_number(learning_rate, "learning_rate")
    if rate <= 0:
        raise ValueError(f"learning_rate expects a positive number, got {learning_rate!r}.")
    return rate


def checked_steps(steps: object) -> int:
    """Return the number of steps as an int, or raise an error that says what was expected."""
    if isinstance(steps, bool):
        raise TypeError(f"steps expects a whole number, got {steps!r}.")
    try:
        count = operator.index(steps)  # type: ignore[arg-type]
    except TypeError:
        raise TypeError(f"steps expects a whole number, got {steps!r}.") from None
    if count < 1:
        raise ValueError(f"steps expects a whole number, at least 1; got {steps!r}.")
    return count


# The sentences below stand in frontend/arithmetic/descent.js too, where readers change the numbers.


def _finished(output: str, losses: Sequence[float]) -> str:
    first, last = format_number(losses[0]), format_number(losses[-1])
    if first == last:
        change = f"is still {last}, to six digits"
    else:
        change = f"has {'fallen' if losses[-1] < losses[0] else 'risen'} from {first} to {last}"
    return f"After {_steps(len(losses) - 1)} {_the(output)} {change}."


def _diverged(what: str, losses: Sequence[float]) -> str:
    return (
        f"Diverged: at step {len(losses)} {what} is no longer a finite number. "
        f"The last loss was {format_number(losses[-1])}."
    )


def _settled(output: str, losses: Sequence[float]) -> str:
    return (
        f"At rest {_when(losses)}: a further step would change the last digits alone. "
        f"{_stays(output, losses)}"
    )


def _stuck(graph: Graph, names: Sequence[str], losses: Sequence[float]) -> str:
    when, output = _when(losses), _the(graph.output)
    shut = _shut(graph, names)
    blocking = [name for name in shut if graph.gradients[name] != 0]
    if blocking:
        why = f"Stuck {when}: every gradient is 0, because {_told(graph, blocking)}."
    else:
        besides = f", and {_told(graph, shut)}" if shut else ""
        why = f"At rest {when}: every gradient is 0, {output} has no slope here{besides}."
    return f"{why} {_stays(graph.output, losses)}"


def _when(losses: Sequence[float]) -> str:
    return f"after {_steps(len(losses) - 1)}" if len(losses) > 1 else "at the start"


def _stays(output: str, losses: Sequence[float]) -> str:
    return f"{_the(output).replace('the ', 'The ')} stays {format_number(losses[-1])}."


def _shut(graph: Graph, names: Sequence[str]) -> list[str]:
    """List the ReLU nodes that the parameters reach and that let no gradient through."""
    reached = set(names)
    for name, parents in graph.parents.items():
        if reached.intersection(parents):
            reached.add(name)
    return [
        name
        for name, node in graph.nodes.items()
        if node.op == "relu" and name in reached and graph.values[graph.parents[name][0]] <= 0
    ]


def _told(graph: Graph, shut: Sequence[str]) -> str:
    arguments = [graph.parents[name][0] for name in shut]
    told = [
        f"{z} = {format_number(graph.values[z])} {'<' if graph.values[z] < 0 else '≤'} 0"
        for z in arguments
    ]
    return f"{' and '.join(told)} {'shuts the' if len(told) == 1 else 'each shut a'} ReLU"


def _the(output: str) -> str:
    """Name the output in a sentence: the loss, but y."""
    return f"the {output}" if len(output.rstrip("0123456789")) > 2 else output


def _steps(count: int) -> str:
    return "1 step" if count == 1 else f"{count} steps"
