"""A network as lines of text: its layers, the shapes that go through, and what it learns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from backprop.layers import parameter_names
from backprop.network.sizes import widths_of

__all__ = ["summary"]


def summary(layers: Sequence[Any], loss: Any) -> str:
    """Return a line for each layer, in characters that every console has.

    A batch of n samples goes through as matrices of shape (n, width); a width that the layers do
    not tell is ``?``.
    """
    widths = ["?" if width is None else str(width) for width in widths_of(layers, loss)]
    shapes = [_shapes(layer) for layer in layers]
    rows = [
        (
            f"layers[{place}]",
            repr(layer),
            f"(n, {widths[place]}) -> (n, {widths[place + 1]})",
            _parameters(shapes[place]),
        )
        for place, layer in enumerate(layers)
    ]
    rows.append(("loss", repr(loss), f"(n, {widths[-1]}) -> one number", ""))
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    total = sum(map(_count, shapes))
    counted = f"{len(layers)} layer{'' if len(layers) == 1 else 's'}, {total:,} parameters"
    lines = [f"Network of {counted}"]
    lines += ["  ".join(["", *map(str.ljust, row, wide)]).rstrip() for row in rows]
    return "\n".join(lines)


def _shapes(layer: Any) -> dict[str, tuple[int, ...]]:
    """Return the shape of each parameter that is there; one may come with the first batch."""
    return {
        name: np.shape(getattr(layer, name))
        for name in parameter_names(layer)
        if hasattr(layer, name)
    }


def _count(shapes: dict[str, tuple[int, ...]]) -> int:
    return sum(int(np.prod(shape)) for shape in shapes.values())


def _parameters(shapes: dict[str, tuple[int, ...]]) -> str:
    if not shapes:
        return ""
    listed = ", ".join(f"{name} {shape}" for name, shape in shapes.items())
    return f"{_count(shapes):,}: {listed}"
