"""What is checked: a layer, a loss or a network, after a forward and a backward pass.

Each is run on a copy, so that its numbers may be nudged in place.
"""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from backprop.checks import FloatArray, Random
from backprop.contract import gradient_of, one_number, parameter_of
from backprop.gradcheck.central_differences import REFUSALS, Measured
from backprop.gradcheck.steadiness import equal, refuse_random, returned
from backprop.layers import parameter_names
from backprop.network import Network

__all__ = ["Subject", "of_layer", "of_loss", "of_network"]

MEMORY = "what forward left for backward"


@dataclass(frozen=True)
class Subject:
    """What both passes left behind.

    Attributes
    ----------
    gradients : dict
        By name, such as ``"dweights"``.
    measured
        For each name, what measures its numbers; each is valid only until the next is asked for.
    changed, added_to : list of str
        What was changed in place, and the gradients that a second pass added to.
    moved : dict
        How far each parameter that was changed in place went down, by the name of its gradient.
    """

    gradients: dict[str, NDArray[Any]]
    measured: Iterator[Measured]
    changed: list[str]
    added_to: list[str]
    moved: dict[str, NDArray[Any]] = field(default_factory=dict)


def of_loss(loss: Any, x: FloatArray, targets: ArrayLike) -> Subject:
    """Run a loss; ``x`` are its predictions."""

    def forward(predictions: FloatArray, wanted: Any) -> float:
        return one_number(loss.forward(predictions, wanted), loss)

    def look_elsewhere() -> None:
        _look_elsewhere(loss.forward, x, copy.deepcopy(targets))

    look_elsewhere()
    first = forward(x.copy(), copy.deepcopy(targets))
    look_elsewhere()
    given, given_targets = x.copy(), copy.deepcopy(targets)
    refuse_random(loss, first, forward(given, given_targets))
    gradient = returned(loss.backward(), loss, "backward")
    changed = [] if np.array_equal(given, x) else ["inputs"]
    changed += [] if np.array_equal(given_targets, targets) else ["targets"]
    second = returned(loss.backward(), loss, "backward")
    forward(x.copy(), copy.deepcopy(targets))
    fresh = returned(loss.backward(), loss, "backward")
    added_to = [] if equal(gradient, fresh) else ["dinputs"]
    changed += [] if added_to or equal(gradient, second) else [MEMORY]

    def value(nudged: FloatArray) -> FloatArray:
        return np.array([forward(nudged.copy(), copy.deepcopy(targets))])

    # Sample by sample if that is the same loss: none is judged by the rounding of the others.
    count = 1
    per_sample = getattr(loss, "per_sample", None)
    if per_sample is not None and np.isclose(np.mean(per_sample(x, copy.deepcopy(targets))), first):
        count = len(x)

        def value(nudged: FloatArray) -> FloatArray:
            return np.asarray(per_sample(nudged.copy(), copy.deepcopy(targets)), float) / count

    # A small loss is what is left of larger numbers: near certainty, the logarithm of 1 + 1e-9.
    measured = Measured(x, value, np.ones(count), np.dtype(float), least_size=1 / count)
    return Subject({"dinputs": gradient}, iter([measured]), changed, added_to)


def of_layer(layer: Any, x: FloatArray, rng: Random) -> Subject:
    """Run a layer, with random incoming gradients."""
    names = parameter_names(layer)
    parameters = {name: parameter_of(layer, name).copy() for name in names}

    def forward(inputs: FloatArray) -> NDArray[Any]:
        return returned(layer.forward(inputs), layer, "forward")

    def backward(dvalues: NDArray[Any]) -> dict[str, NDArray[Any]]:
        found = {"dinputs": returned(layer.backward(dvalues), layer, "backward")}
        return found | {f"d{name}": np.array(gradient_of(layer, name)) for name in names}

    def changed_parameters() -> list[str]:
        return [each for each in names if not _same(getattr(layer, each), parameters[each])]

    _look_elsewhere(forward, x)
    first, given = forward(x.copy()), x.copy()
    _look_elsewhere(forward, x)
    outputs = forward(given)
    if not changed_parameters():
        refuse_random(layer, first, outputs)
    dvalues = rng.choice([-1.0, 1.0], outputs.shape) * rng.uniform(0.5, 1.5, outputs.shape)
    dvalues = dvalues.astype(outputs.dtype)
    incoming = dvalues.copy()
    gradients = backward(incoming)
    changed = [] if _same(given, x) else ["inputs"]
    changed += [] if _same(incoming, dvalues) else ["dvalues"]
    changed += (moved_names := changed_parameters())
    moved = {f"d{each}": _put_back(layer, each, parameters[each]) for each in moved_names}
    added_to: list[str] = []
    if not changed:
        second = backward(dvalues.copy())
        forward(x.copy())
        fresh = backward(dvalues.copy())
        added_to = [name for name in gradients if not equal(gradients[name], fresh[name])]
        if "dinputs" not in added_to and not equal(gradients["dinputs"], second["dinputs"]):
            changed = [MEMORY]
    dtype, weights = outputs.dtype, dvalues.astype(float)

    def value(nudged: FloatArray) -> FloatArray:
        return forward(nudged.copy()).astype(float)

    def measured() -> Iterator[Measured]:
        yield Measured(x.astype(dtype).astype(float), value, weights, dtype)
        for name, start in parameters.items():
            from_parameter = _nudging(layer, name, lambda: value(x))
            yield Measured(start.astype(dtype).astype(float), from_parameter, weights, dtype)
            setattr(layer, name, start)

    return Subject(gradients, measured(), changed, added_to, moved)


def of_network(network: Network, x: FloatArray, targets: ArrayLike) -> Subject:
    """Run a network, for the gradients of its parameters."""
    places = {
        f"layers[{place}].d{each}": (layer, each)
        for place, layer in enumerate(network.layers)
        for each in parameter_names(layer)
    }
    parameters = {key: parameter_of(*place).copy() for key, place in places.items()}

    def backward() -> dict[str, NDArray[Any]]:
        network.backward()
        return {key: np.array(gradient_of(*place)) for key, place in places.items()}

    first, given = network.forward(x.copy(), targets), x.copy()
    _look_elsewhere(network.forward, x, targets)
    again = network.forward(given, targets)
    gradients = backward()
    changed = [] if _same(given, x) else ["inputs"]
    moved = {
        key: _put_back(*place, parameters[key])
        for key, place in places.items()
        if not _same(getattr(*place), parameters[key])
    }
    changed += [key.replace("].d", "].") for key in moved]
    added_to: list[str] = []
    if not changed:
        _refuse_random_layers(network, x)
        refuse_random(network, first, again)
        network.forward(x.copy(), targets)
        fresh = backward()
        added_to = [key for key in gradients if not equal(gradients[key], fresh[key])]

    def measured() -> Iterator[Measured]:
        for key, start in parameters.items():
            value = _nudging(*places[key], lambda: np.array([network.forward(x.copy(), targets)]))
            yield Measured(start.astype(float), value, np.ones(1), start.dtype, least_size=1.0)
            setattr(*places[key], start)

    return Subject(gradients, measured(), changed, added_to, moved)


def _nudging(
    layer: Any, name: str, value: Callable[[], FloatArray]
) -> Callable[[FloatArray], FloatArray]:
    """Return the value as a function of a parameter."""
    given = getattr(layer, name).dtype
    # Whole numbers would round the nudge away.
    dtype = given if given.kind == "f" else np.dtype(float)

    def of_parameter(nudged: FloatArray) -> FloatArray:
        setattr(layer, name, nudged.astype(dtype))
        return value()

    return of_parameter


def _look_elsewhere(
    forward: Callable[..., Any], x: FloatArray, targets: ArrayLike | None = None
) -> None:
    """Run another batch in between: whatever keeps it, or its results, gives stale gradients."""
    # The same numbers reordered, within each row and by rows: probabilities still sum to 1.
    others: Any = () if targets is None else (copy.deepcopy(targets),)
    if targets is not None and np.ndim(targets):
        others = (others[0][::-1],)
    with contextlib.suppress(*REFUSALS):
        forward(np.roll(x, 1, axis=1)[::-1].copy(), *others)


def _refuse_random_layers(network: Network, x: FloatArray) -> None:
    """Say which layer answers differently each time."""
    values: Any = x
    for layer in network.layers:
        first = returned(layer.forward(values.copy()), layer, "forward")
        values = returned(layer.forward(values.copy()), layer, "forward")
        refuse_random(layer, first, values)


def _put_back(layer: Any, name: str, before: NDArray[Any]) -> NDArray[Any]:
    """Restore the numbers of a parameter, and return how far it had gone down."""
    now = np.array(getattr(layer, name), float)
    setattr(layer, name, before.copy())
    return before - now if now.shape == before.shape else np.zeros_like(before)


def _same(given: Any, expected: NDArray[Any]) -> bool:
    return np.array_equal(given, expected, equal_nan=True)
