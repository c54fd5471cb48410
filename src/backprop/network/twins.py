"""Copies of layers and a loss, for passes of which nothing must be left behind."""

from __future__ import annotations

import contextlib
import copy
from collections.abc import Sequence
from typing import Any

from backprop.network.kinds import LAYERS, LOSSES, kind_of

__all__ = ["twins_of"]


def twins_of(parts: Sequence[Any]) -> list[Any]:
    """Copy layers and a loss so that a pass of the copies changes nothing of theirs.

    A copy is not in training: one with a method ``train`` is told so.

    One of this package sets new arrays, so that a shallow copy will do, which shares its
    parameters. A reader's own may change what it holds, such as a running mean, and is copied with
    all of it; what two of them share their copies share. Only what has no copy, such as an open
    file, is the same.
    """
    twins = [copy.copy(part) for part in parts]
    memo = {id(part): twin for part, twin in zip(parts, twins, strict=True)}
    for twin in twins:
        if kind_of(twin, LAYERS) is None and kind_of(twin, LOSSES) is None:
            held = getattr(twin, "__dict__", {})
            for name, value in list(held.items()):
                with contextlib.suppress(Exception):
                    held[name] = copy.deepcopy(value, memo)
        if callable(switch := getattr(twin, "train", None)):
            switch(False)
    return twins
