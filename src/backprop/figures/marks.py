"""The marks that pictures are made of, as SVG: lines, areas, points and words."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import numpy as np

from backprop.checks import FloatArray
from backprop.figures.picture import paint

__all__ = [
    "LETTER",
    "SHAPES",
    "area",
    "box",
    "joined",
    "line",
    "outline",
    "points",
    "simplified",
    "text",
    "written",
]

# Circle, square, triangle, diamond, triangle on its tip, bar: from the centre, 7 pixels across.
SHAPES = (
    "m-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0z",
    "m-3.2-3.2h6.4v6.4h-6.4z",
    "m0-4.2l4 7h-8z",
    "m0-4.6l4.2 4.6l-4.2 4.6l-4.2-4.6z",
    "m0 4.2l4-7h-8z",
    "m-1.6-4.5h3.2v9h-3.2z",
)
LETTER = 9  # pixels, the width of a usual one
NEAR = 0.3  # pixels that a simplified line may be off


def written(pixels: float) -> str:
    """Write a coordinate to a tenth of a pixel, so that a number's last bits change nothing.

    It is rounded twice: noise about a half tenth, where even numbers stand, goes first.
    """
    return f"{round(round(float(pixels), 6), 1) + 0.0:g}"


def line(places: FloatArray, colour: str, *, width: float = 2, dash: str = "") -> str:
    """Draw a line through places, shape (n, 2); it breaks where one is not a number."""
    breaks = np.flatnonzero(np.isnan(places).any(axis=1))
    parts = [part[~np.isnan(part).any(axis=1)] for part in np.split(places, breaks)]
    d = "".join(joined(simplified(part)) for part in parts if len(part))
    return outline(d, colour, width=width, dash=dash)


def outline(d: str, colour: str, *, width: float = 2, dash: str = "") -> str:
    """Draw along a path."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="{d}" fill="none" stroke="{paint(colour)}" stroke-width="{width:g}"{dashed} '
        f'stroke-linejoin="round"/>'
    )


def area(d: str, colour: str, *, opacity: float = 1) -> str:
    """Fill a path; where it overlaps itself there is a hole."""
    return (
        f'<path d="{d}" fill="{paint(colour)}" fill-opacity="{opacity:.2g}" fill-rule="evenodd"/>'
    )


def points(places: FloatArray, shape: str, colour: str) -> str:
    """Draw one shape at each place that is one, with an edge that parts it from its neighbours."""
    there = places[np.isfinite(places).all(axis=1)]
    d = "".join(f"M{written(x)} {written(y)}{shape}" for x, y in there)
    return f'<path d="{d}" fill="{paint(colour)}" stroke="{paint("page")}" stroke-width="0.6"/>'


def text(x: float, y: float, words: str, *, colour: str = "ink", anchor: str = "start") -> str:
    """Write words with their baseline at y."""
    anchored = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return (
        f'<text x="{written(x)}" y="{written(y)}" fill="{paint(colour)}"{anchored}>'
        f"{escape(words)}</text>"
    )


def box(x: float, y: float, width: float, height: float) -> str:
    """Write the path of a rectangle."""
    across, down = written(width), written(height)
    return f"M{written(x)} {written(y)}h{across}v{down}h-{across}z"


def joined(places: Iterable[Iterable[float]], end: str = "") -> str:
    """Write a path from place to place."""
    return "M" + "L".join(" ".join(map(written, place)) for place in places) + end


def simplified(places: FloatArray) -> FloatArray:
    """Leave out the places that lie on the line between others (Ramer, Douglas and Peucker)."""
    places = places.round(6).round(1)
    kept, parts = {0, len(places) - 1}, [(0, len(places) - 1)]
    while parts:
        first, last = parts.pop()
        inner = places[first + 1 : last] - places[first]
        if not len(inner):
            continue
        right, down = places[last] - places[first]
        length = np.hypot(right, down)
        off = np.abs(inner @ (down, -right)) / length if length else np.hypot(*inner.T)
        if off.max() > NEAR:
            farthest = first + 1 + int(off.argmax())
            kept.add(farthest)
            parts += [(first, farthest), (farthest, last)]
    return places[sorted(kept)]
