"""Copies of layers and a loss, for passes of which nothing must be left behind."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Sequence
from typing import Any

from backprop.layers import Dense
from backprop.network.kinds import LAYERS, LOSSES, kind_of

__all__ = ["twins_of", "without_memory"]


def twins_of(parts: Sequence[Any], *, in_training: bool) -> list[Any]:
    """Copy layers and a loss so that a pass of the copies changes nothing of theirs.

    A copy is not in training, unless it is to be: one with a method ``train`` is told so.

    One of this package sets new arrays, so that a shallow copy will do, which shares its
    parameters. A reader's own may change what it holds, such as a running mean, and is copied with
    all of it; what two of them share their copies share. Only what has no copy, such as an open
    file, is the same.
    """
    twins = [copy.copy(part) for part in parts]
    memo = {id(part): twin for part, twin in zip(parts, twins, strict=True)}
    for twin in twins:
        if not _is_ours(twin):
            held = getattr(twin, "__dict__", {})
            for name, value in list(held.items()):
                with contextlib.suppress(Exception):
                    held[name] = copy.deepcopy(value, memo)
        if not in_training and callable(switch := getattr(twin, "train", None)):
            switch(False)
    return twins


def without_memory(part: Any) -> Any:
    """Return a layer or a loss without what its passes left in it: less to send elsewhere.

    One of this package shares its parameters with the one returned; a reader's own is itself.
    """
    if not _is_ours(part):
        return part
    if type(part) is not Dense:
        return type(part)()
    twin = copy.copy(part)
    twin.inputs = None
    for gradient in ("dweights", "dbiases"):
        vars(twin).pop(gradient, None)
    return twin


def _is_ours(part: Any) -> bool:
    return kind_of(part, LAYERS) is not None or kind_of(part, LOSSES) is not None
