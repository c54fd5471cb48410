"""What a reader's own layer or loss must be like; an error names the one that is not."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["gradient_of", "one_number", "parameter_of", "refuse_whole_numbers", "with_gradient"]


def parameter_of(layer: Any, name: str) -> NDArray[Any]:
    """Return a parameter of a layer, or raise ``TypeError``: a step changes it in place.

    In place, ``array -= rate * gradient`` reaches the layer; a float or a list would stay as it is.
    """
    value: Any = getattr(layer, name, None)
    if type(value) is np.ndarray and value.ndim:  # checked at each step, hence in a line
        return value
    kind = type(layer).__name__
    wanted = f"{kind}.{name} must be an array of at least one dimension, to be changed in place"
    if not hasattr(layer, name):
        raise TypeError(f"{wanted}; {kind}.parameter_names has it, but it is not there.")
    if not isinstance(value, np.ndarray) or not value.ndim:
        hint = (
            f": write np.array([{float(value)}])" if np.ndim(value) == 0 and _is_real(value) else ""
        )
        raise TypeError(f"{wanted}, got {value!r} of type {type(value).__name__}{hint}.")
    return value


def gradient_of(layer: Any, name: str) -> Any:
    """Return the gradient of a parameter, or raise ``ValueError`` if ``backward`` set none."""
    try:
        return getattr(layer, f"d{name}")
    except AttributeError as error:
        kind = type(layer).__name__
        raise ValueError(
            f"{kind}.backward must set d{name}, the gradient of {name}; it did not. A parameter "
            f"that does not learn is left out of {kind}.parameter_names."
        ) from error


def with_gradient(layer: Any, name: str) -> tuple[NDArray[Any], Any]:
    """Return a parameter and its gradient, as an optimizer takes them.

    Raises
    ------
    AttributeError, ValueError
        If there is no gradient, or it has another shape.
    """
    parameter, gradient = parameter_of(layer, name), getattr(layer, f"d{name}")
    if type(gradient) is np.ndarray and gradient.shape == parameter.shape:  # at each step
        return parameter, gradient
    if np.shape(gradient) != parameter.shape:
        raise ValueError(
            f"{type(layer).__name__}.backward must set d{name} with the shape of {name}, "
            f"{parameter.shape}, got shape {np.shape(gradient)}."
        )
    return parameter, gradient


def refuse_whole_numbers(layer: Any, name: str) -> None:
    """Raise ``TypeError`` for a parameter that learning cannot change by a part of 1."""
    dtype = parameter_of(layer, name).dtype
    if dtype.kind != "f":
        raise TypeError(
            f"{type(layer).__name__}.{name} must be an array of floating-point numbers, to be "
            f"changed in place, got one of dtype {dtype}."
        )


def one_number(value: Any, loss: Any) -> float:
    """Return what a loss computed for a batch, or raise ``TypeError`` if it is no single number."""
    array = np.asarray(value)
    if array.ndim == 0 and array.dtype.kind in "biuf":
        return float(array)
    what = f"an array of shape {array.shape}" if array.ndim else repr(value)
    raise TypeError(
        f"{type(loss).__name__}.forward must return one number, the mean over the samples of the "
        f"batch, got {what}."
    )


def _is_real(value: Any) -> bool:
    return np.asarray(value).dtype.kind in "biuf"
