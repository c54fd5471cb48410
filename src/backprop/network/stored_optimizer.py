"""An optimizer beside its network in a file: its settings in JSON, its memory as arrays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from backprop.checks import FloatArray, checked_whole
from backprop.memories import Memory
from backprop.network.kinds import OPTIMIZERS, kind_of
from backprop.optimizers import Optimizer

__all__ = ["describe_optimizer", "read_optimizer"]


def describe_optimizer(
    optimizer: Any, parameters: Mapping[str, FloatArray]
) -> tuple[dict[str, Any], dict[str, FloatArray]]:
    """Return what it is, and the arrays that it remembers of these parameters, by name."""
    kind = kind_of(optimizer, OPTIMIZERS)
    if kind is None:
        raise TypeError(f"Network.save expects an optimizer of this package, got {optimizer!r}.")
    steps: dict[str, int] = {}
    arrays: dict[str, FloatArray] = {}
    for name, parameter in parameters.items():
        memory = optimizer.memories.of(parameter)
        if memory is not None:
            steps[name] = memory.steps
            arrays |= {_key(name, i): array for i, array in enumerate(memory.arrays)}
    settings = {name: getattr(optimizer, name) for name in optimizer.settings}
    return {"kind": kind, "settings": settings, "steps": steps}, arrays


def read_optimizer(
    about: Any, parameters: Mapping[str, FloatArray], arrays: dict[str, Any]
) -> Optimizer:
    """Build the optimizer for these parameters; take its arrays out of those of the file."""
    optimizer: Optimizer = OPTIMIZERS[about["kind"]](**about["settings"])
    for name, steps in about["steps"].items():
        parameter = parameters[name]
        if checked_whole(steps, "it tells steps") < 0:
            raise ValueError(f"it tells of {steps} steps of {name}")
        taken = [arrays.pop(_key(name, i)) for i in range(optimizer.n_memories)]
        for array in taken:
            if (array.dtype, array.shape) != (parameter.dtype, parameter.shape):
                raise ValueError(f"what is remembered of {name} has another type or shape")
            if not np.isfinite(array).all():
                raise ValueError(f"what is remembered of {name} is not finite")
        optimizer.memories.keep(parameter, Memory(steps, taken))
    return optimizer


def _key(name: str, place: int) -> str:
    return f"optimizer.{name}.{place}"
