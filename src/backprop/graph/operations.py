"""The operations of a graph: their values, their local derivatives, and how both are written."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

__all__ = ["OPERATIONS", "Operation", "attempt"]

T = TypeVar("T")


@dataclass(frozen=True)
class Operation:
    """One operation: its value, its local derivatives, and how both are written.

    ``forward(*args)`` gives the value; ``local(out, *args)`` gives one derivative of the
    value with respect to each argument. In the formulas ``{0}``, ``{1}`` stand for the
    arguments and ``{out}`` for the result. ``arity`` is ``None`` where any number of
    arguments (at least one) is taken; such an operation has one formula for every argument.
    """

    arity: int | None
    forward: Callable[..., float]
    local: Callable[..., Sequence[float]]
    formula: str
    local_formulas: tuple[str, ...]


def _sigmoid(x: float) -> float:
    # exp is only ever asked for a number below 1, so that nothing overflows.
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


def _pow_local(out: float, base: float, exponent: float) -> tuple[float, float]:
    power = attempt(math.pow, (base, exponent - 1), math.nan)
    by_base = exponent * power if exponent != 0 else 0.0
    if base == 0:
        return by_base, 0.0 if exponent > 0 else math.nan
    return by_base, out * math.log(base) if base > 0 else math.nan


# 1 - σ(x) is computed as σ(-x), and 1 - tanh(x)² as 4σ(2x)σ(-2x): equal, but exact in the tails.
OPERATIONS: Mapping[str, Operation] = {
    "add": Operation(2, lambda a, b: a + b, lambda out, a, b: (1.0, 1.0), "{0} + {1}", ("1", "1")),
    "sub": Operation(
        2, lambda a, b: a - b, lambda out, a, b: (1.0, -1.0), "{0} − {1}", ("1", "−1")
    ),
    "mul": Operation(2, lambda a, b: a * b, lambda out, a, b: (b, a), "{0} · {1}", ("{1}", "{0}")),
    "div": Operation(
        2,
        lambda a, b: a / b,
        lambda out, a, b: (1 / b, -out / b),
        "{0} / {1}",
        ("1 / {1}", "−{0} / {1}²"),
    ),
    "neg": Operation(1, lambda a: -a, lambda out, a: (-1.0,), "−{0}", ("−1",)),
    "pow": Operation(
        2,
        lambda a, b: math.pow(a, b),
        lambda out, a, b: _pow_local(out, a, b),
        "{0}^{1}",
        ("{1} · {0}^({1} − 1)", "{out} · log({0})"),
    ),
    "exp": Operation(1, lambda a: math.exp(a), lambda out, a: (out,), "exp({0})", ("exp({0})",)),
    "log": Operation(1, lambda a: math.log(a), lambda out, a: (1 / a,), "log({0})", ("1 / {0}",)),
    "relu": Operation(
        1,
        lambda a: max(a, 0.0),
        lambda out, a: (1.0 if a > 0 else 0.0,),
        "ReLU({0})",
        ("[{0} > 0]",),
    ),
    "sigmoid": Operation(
        1,
        lambda a: _sigmoid(a),
        lambda out, a: (out * _sigmoid(-a),),
        "σ({0})",
        ("{out} · (1 − {out})",),
    ),
    "tanh": Operation(
        1,
        lambda a: math.tanh(a),
        lambda out, a: (4 * _sigmoid(2 * a) * _sigmoid(-2 * a),),
        "tanh({0})",
        ("1 − {out}²",),
    ),
    "square": Operation(1, lambda a: a * a, lambda out, a: (2 * a,), "{0}²", ("2 · {0}",)),
    "sum": Operation(
        None, lambda *args: _add_up(args), lambda out, *args: (1.0,) * len(args), " + ", ("1",)
    ),
}


def _add_up(values: Iterable[float]) -> float:
    # Left to right, and not with fsum, so that every implementation rounds alike.
    total = 0.0
    for value in values:
        total += value
    return total


def attempt(function: Callable[..., T], arguments: Sequence[float], undefined: T) -> T:
    """Call ``function``; where it has no value (log of 0, overflow), return ``undefined``."""
    try:
        return function(*arguments)
    except (ValueError, OverflowError, ZeroDivisionError):
        return undefined
