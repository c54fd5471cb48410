"""Run a backward pass, and measure what it gave."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike

from backprop.checks import FloatArray, Random, checked_matrix, checked_rng
from backprop.gradcheck.central_differences import Measured, compare
from backprop.gradcheck.report import GradientReport
from backprop.layers import parameter_names
from backprop.network import Network

__all__ = ["HasBackward", "check_gradients"]

MEMORY = "what forward left for backward"


class HasBackward(Protocol):
    """A layer, a loss or a network: something with a forward and a backward pass."""

    forward: Callable[..., Any]
    backward: Callable[..., Any]


def check_gradients(
    layer_or_loss: HasBackward,
    inputs: ArrayLike,
    targets: ArrayLike | None = None,
    *,
    rng: Random | None = None,
) -> GradientReport:
    """Compare the gradients of a layer, a loss or a network with measured slopes.

    Each number ``x`` is nudged both ways, ``(f(x + h) − f(x − h)) / 2h``. For a loss, ``f`` is
    the loss; for a network, the loss behind its parameters. For a layer it is ``sum of outputs ·
    dvalues`` with random ``dvalues``, which then come in at the backward pass. A difference of the
    two is allowed up to 1e-5 of their size (1e-2 in float32) plus what rounding can do to the
    measured one, so that a gradient near 1e-8 raises no false alarm and one that is wrong by 0.1%
    is found.

    Parameters
    ----------
    layer_or_loss
        A layer, or a loss or a network if there are targets. Parameters are those named in its
        ``parameter_names``, or else ``weights`` and ``biases`` where it has them; those of a
        network are named by layer.
    inputs
        The inputs of the layer or the network, or the predictions of the loss, shape
        (n_samples, n_values).
    targets
        Whatever the loss, or the network's loss, takes as targets.
    rng
        Where the random ``dvalues`` come from; the same for each call unless given.

    Raises
    ------
    TypeError, ValueError
        If ``inputs`` is no matrix of finite numbers, the layer or loss refuses its input or gives
        back what is not finite or sets no gradient of a parameter, or ``rng`` is no generator.
    """
    x = checked_matrix(inputs, "check_gradients expects inputs", ("n_samples", "n_values"))
    x = x.astype(float)
    name = type(layer_or_loss).__name__
    rng = checked_rng(np.random.default_rng(0) if rng is None else rng, "check_gradients expects")
    if isinstance(layer_or_loss, Network):
        if targets is None:
            raise ValueError("check_gradients expects targets for a network, got none.")
        return _check_network(name, layer_or_loss, x, targets)
    if targets is not None:
        return _check_loss(name, layer_or_loss, x, targets)
    return _check_layer(name, layer_or_loss, x, rng)


def _check_loss(name: str, loss: HasBackward, x: FloatArray, targets: ArrayLike) -> GradientReport:
    given, given_targets = x.copy(), copy.deepcopy(targets)
    _look_elsewhere(loss, x, copy.deepcopy(targets))
    loss.forward(given, given_targets)
    gradient = np.array(loss.backward())
    changed = [] if np.array_equal(given, x) else ["inputs"]
    changed += [] if np.array_equal(given_targets, targets) else ["targets"]
    changed += [] if np.array_equal(gradient, loss.backward()) else [MEMORY]

    def value(nudged: FloatArray) -> FloatArray:
        return np.array([loss.forward(nudged.copy(), copy.deepcopy(targets))], dtype=float)

    # Sample by sample where that is the same loss: one is not judged by the rounding of others.
    mean, count = value(x), 1
    per_sample = getattr(loss, "per_sample", None)
    if per_sample is not None and np.isclose(
        np.mean(per_sample(x, copy.deepcopy(targets))), mean[0]
    ):
        count = len(x)

        def value(nudged: FloatArray) -> FloatArray:
            return np.asarray(per_sample(nudged.copy(), copy.deepcopy(targets)), float) / count

    # A small loss is the rest of larger numbers: near certainty it is the logarithm of 1 + 1e-9.
    weights = np.ones(count)
    measured = Measured(x, value, weights, np.dtype(float), least_size=1 / count)
    report = GradientReport(name, (compare("dinputs", gradient, measured),), tuple(changed))
    loss.forward(x, copy.deepcopy(targets))
    return report


def _check_network(
    name: str, network: Network, x: FloatArray, targets: ArrayLike
) -> GradientReport:
    places = {
        f"layers[{place}].d{each}": (layer, each)
        for place, layer in enumerate(network.layers)
        for each in parameter_names(layer)
    }
    parameters = {key: np.array(getattr(*place)) for key, place in places.items()}
    given = x.copy()
    network.forward(given, targets)
    network.backward()
    gradients = {key: np.array(_gradient_of(*place)) for key, place in places.items()}
    changed = [] if np.array_equal(given, x) else ["inputs"]
    changed += [
        key.replace("].d", "].")
        for key, place in places.items()
        if not np.array_equal(getattr(*place), parameters[key])
    ]

    def from_parameter(key: str) -> Callable[[FloatArray], FloatArray]:
        def value(nudged: FloatArray) -> FloatArray:
            setattr(*places[key], nudged.astype(_float_type(parameters[key])))
            return np.array([network.forward(x.copy(), targets)])

        return value

    reports = []
    try:
        for key, start in parameters.items():
            value, dtype = from_parameter(key), start.dtype
            measured = Measured(start.astype(float), value, np.ones(1), dtype, least_size=1.0)
            reports.append(compare(key, gradients[key], measured))
            setattr(*places[key], start)
    finally:
        for key, place in places.items():
            setattr(*place, parameters[key])
        network.forward(x.copy(), targets)
    return GradientReport(name, tuple(reports), tuple(changed))


def _check_layer(name: str, layer: Any, x: FloatArray, rng: Random) -> GradientReport:
    names = parameter_names(layer)
    originals = {each: getattr(layer, each) for each in names}
    parameters = {each: np.array(numbers) for each, numbers in originals.items()}
    given = x.copy()
    _look_elsewhere(layer, x)
    outputs = np.asarray(layer.forward(given))
    dvalues = rng.choice([-1.0, 1.0], outputs.shape) * rng.uniform(0.5, 1.5, outputs.shape)
    dvalues = dvalues.astype(outputs.dtype)
    incoming = dvalues.copy()
    gradients = {"dinputs": np.array(layer.backward(incoming))}
    gradients |= {f"d{each}": np.array(_gradient_of(layer, each)) for each in names}
    changed = [] if np.array_equal(given, x) else ["inputs"]
    changed += [] if np.array_equal(incoming, dvalues) else ["dvalues"]
    changed += [
        each for each in names if not np.array_equal(getattr(layer, each), parameters[each])
    ]
    if not changed and not np.array_equal(layer.backward(dvalues.copy()), gradients["dinputs"]):
        changed = [MEMORY]
    dtype = outputs.dtype

    def from_inputs(nudged: FloatArray) -> FloatArray:
        return np.array(layer.forward(nudged.copy()), dtype=float)

    def from_parameter(each: str) -> Callable[[FloatArray], FloatArray]:
        def value(nudged: FloatArray) -> FloatArray:
            setattr(layer, each, nudged.astype(_float_type(parameters[each])))
            return from_inputs(x)

        return value

    weights = dvalues.astype(float)
    reports = []
    try:
        for each, gradient in gradients.items():
            parameter = each.removeprefix("d")
            start = x if parameter == "inputs" else parameters[parameter]
            start = start.astype(dtype).astype(float)
            value = from_inputs if parameter == "inputs" else from_parameter(parameter)
            reports.append(compare(each, gradient, Measured(start, value, weights, dtype)))
            if parameter != "inputs":
                setattr(layer, parameter, parameters[parameter])
    finally:
        for each, numbers in originals.items():
            same = np.array_equal(numbers, parameters[each])
            setattr(layer, each, numbers if same else parameters[each])
        layer.forward(x.copy())
    return GradientReport(name, tuple(reports), tuple(changed))


def _look_elsewhere(layer_or_loss: HasBackward, x: FloatArray, *targets: ArrayLike) -> None:
    """Run another batch first: who keeps that one, or what came of it, gives stale gradients."""
    # The same numbers in another order, in each row those of the row: probabilities still sum to 1.
    with contextlib.suppress(ValueError):
        layer_or_loss.forward(np.roll(x, 1, axis=1)[::-1].copy(), *targets)


def _gradient_of(layer: Any, parameter: str) -> Any:
    try:
        return getattr(layer, f"d{parameter}")
    except AttributeError as error:
        name = type(layer).__name__
        raise ValueError(
            f"check_gradients expects {name}.backward to set d{parameter}, the gradient of "
            f"{parameter}; it did not. A parameter that does not learn is left out of "
            f"{name}.parameter_names."
        ) from error


def _float_type(parameter: FloatArray) -> np.dtype[Any]:
    """Return the type to nudge in: whole numbers would round the nudge away."""
    return parameter.dtype if parameter.dtype.kind == "f" else np.dtype(float)
