"""How large the initial weights of a layer should be, by the number of values it connects.

A sum of ``fan_in`` products has ``fan_in`` times their variance. So weights that are too small let
the numbers, and on the way back the gradients, fade from layer to layer; weights that are too
large let them grow. The named scales keep them about as large as they come in:

>>> first_scale("he", fan_in=2, fan_out=3)
1.0
>>> first_scale("xavier", fan_in=3, fan_out=5)
0.5
"""

from __future__ import annotations

import math
from collections.abc import Callable

__all__ = ["SCALES", "first_scale"]


def _he(fan_in: int, fan_out: int) -> float:  # noqa: ARG001
    return math.sqrt(2 / fan_in)


def _glorot(fan_in: int, fan_out: int) -> float:
    return math.sqrt(2 / (fan_in + fan_out))


SCALES: dict[str, Callable[[int, int], float]] = {
    "he": _he,
    "kaiming": _he,
    "glorot": _glorot,
    "xavier": _glorot,
}


def first_scale(scale: str | float, *, fan_in: int, fan_out: int) -> float:
    """Return the standard deviation of initial weights: a number as it is, a name by its formula.

    Parameters
    ----------
    scale
        A number; or ``"he"``, also known as ``"kaiming"``: ``sqrt(2 / fan_in)``; or ``"glorot"``,
        also known as ``"xavier"``: ``sqrt(2 / (fan_in + fan_out))``.
    fan_in, fan_out
        How many values come into the layer, and how many go out.

    Raises
    ------
    TypeError, ValueError
        If ``scale`` is neither, or not finite.

    References
    ----------
    He, Zhang, Ren and Sun (2015), *Delving deep into rectifiers*, https://arxiv.org/abs/1502.01852,
    for ReLU, which drops about half of what comes in: hence the 2. Glorot and Bengio (2010),
    *Understanding the difficulty of training deep feedforward neural networks*, AISTATS, for
    activations with slope 1 at 0, such as tanh: a compromise between what the forward pass
    asks for, 1 / fan_in, and what the backward pass asks for, 1 / fan_out.
    """
    names = ", ".join(map(repr, SCALES))
    expected = f"Dense expects scale as a number or one of {names}"
    if isinstance(scale, str):
        if scale not in SCALES:
            raise ValueError(f"{expected}, got {scale!r}.")
        return SCALES[scale](fan_in, fan_out)
    try:
        number = math.nan if isinstance(scale, bool) else float(scale)
    except TypeError:
        raise TypeError(f"{expected}, got {scale!r}.") from None
    if not math.isfinite(number):
        raise ValueError(f"{expected}, got {scale!r}.")
    return number
