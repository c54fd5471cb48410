"""What a still picture shows, read from its SVG: lines, areas, points and words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree

import numpy as np

from backprop.figures import Picture
from backprop.figures.svg import paint

SVG = "{http://www.w3.org/2000/svg}"
STEP = re.compile(r"([MLHV])(-?[\d.]+) ?(-?[\d.]+)?")


@dataclass(frozen=True)
class Mark:
    """A line, an area, or points of one look; ``places`` are its corners or where points stand."""

    places: np.ndarray
    path: str
    opacity: float
    dash: str | None


def lines(picture: Picture, colour: str) -> list[Mark]:
    """List the lines of a colour; a sample in the key comes last."""
    return [_mark(path) for path in _paths(picture) if path.get("stroke") == paint(colour)]


def areas(picture: Picture, colour: str) -> list[Mark]:
    return [_mark(path) for path in _paths(picture) if path.get("fill") == paint(colour)]


def points(picture: Picture, colour: str) -> list[Mark]:
    """List the points of a colour, each with its shape; a sample in the key comes last."""
    shapes = {f"url(#{marker.attrib['id']})": marker[0] for marker in _all(picture, "marker")}
    found = []
    for path in _paths(picture):
        shape = shapes.get(path.get("marker-start", ""))
        if shape is not None and paint(colour) in (shape.get("fill"), shape.get("stroke")):
            places = _places(path.attrib["d"].removesuffix("h0"))
            found.append(Mark(places, shape.attrib["d"], _opacity(shape), None))
    return found


def words(picture: Picture) -> list[str]:
    return [text.text or "" for text in _all(picture, "text")]


def _all(picture: Picture, tag: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(picture.svg).iter(SVG + tag))


def _paths(picture: Picture) -> list[ElementTree.Element]:
    """List the paths, without the shapes inside markers."""
    return ElementTree.fromstring(picture.svg).findall(f"{SVG}path")


def _mark(path: ElementTree.Element) -> Mark:
    d = path.attrib["d"]
    return Mark(_places(d), d, _opacity(path), path.get("stroke-dasharray"))


def _opacity(path: ElementTree.Element) -> float:
    return float(path.get("opacity") or path.get("fill-opacity") or 1)


def _places(d: str) -> np.ndarray:
    places = [(np.nan, np.nan)]
    for letter, first, second in STEP.findall(d):
        x, y = places[-1]
        to = {"H": (first, y), "V": (x, first)}.get(letter, (first, second))
        places.append((float(to[0]), float(to[1])))
    return np.array(places[1:])
