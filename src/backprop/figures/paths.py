"""The paths of an SVG, written briefly: in tenths of a pixel, without points along a line."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
from matplotlib.path import Path

__all__ = ["short_path", "tenths"]

NUMBER = re.compile(r"-?[\d.]+")


def tenths(pixels: float | str) -> str:
    """Write a coordinate to a tenth of a pixel.

    matplotlib has already rounded it to six decimals. So the last bits of a number, which differ
    from processor to processor, change no text, not even halfway between two tenths.
    """
    return f"{round(float(pixels), 1) + 0.0:g}"


def short_path(d: str) -> str:
    """Rewrite a path from matplotlib, part by part."""
    parts = d.split("M")[1:]
    return "".join(_curved(part) if "C" in part else _straight(part) for part in parts)


def _curved(part: str) -> str:
    written = NUMBER.sub(lambda number: tenths(number[0]), "M".join(["", part]))
    return re.sub(r"\s*([A-Za-z])\s*|\s+(?=-)", r"\1", written)


def _straight(part: str) -> str:
    places = np.array(NUMBER.findall(part), dtype=float).reshape(-1, 2)
    if closed := "z" in part:
        places = np.vstack([places, places[:1]])
    if len(places) > 2:
        places = np.asarray(Path(places).cleaned(simplify=True).vertices)[:-1]
    corners = places.round(1).tolist()
    (x, y), *_ = corners
    written = [f"M{tenths(x)} {tenths(y)}"]
    for (x, y), (to_x, to_y) in pairwise(corners):
        if x != to_x and y != to_y:
            written.append(f"L{tenths(to_x)} {tenths(to_y)}")
        elif x != to_x:
            written.append(f"H{tenths(to_x)}")
        elif y != to_y:
            written.append(f"V{tenths(to_y)}")
    return "".join([*written[:-1], "z"] if closed else written)
