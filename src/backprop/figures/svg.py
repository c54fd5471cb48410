"""What matplotlib draws, as SVG for a page: in the page's colours, short, the same everywhere."""

from __future__ import annotations

import re
import warnings
from hashlib import sha256
from html import escape
from io import StringIO
from itertools import groupby
from xml.etree import ElementTree

from matplotlib.figure import Figure

from backprop.figures.paths import short_path, tenths
from backprop.figures.style import PALETTE

__all__ = ["marks_of", "paint"]

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
NAMES = {light: name for name, (light, _) in PALETTE.items()}
PLACE = re.compile(r"(?:translate\(|rotate\(-?0 )(\S+) (\S+)\)")  # where a line of words begins
UNFILLED = ' fill="none"'
# What the whole picture sets already, or what is the default.
LEFT_OUT = re.compile("font|stroke-line|stroke-dashoffset|text-anchor: start")


def paint(name: str) -> str:
    """Return a colour for an attribute: the page's, or the light one where no page defines it."""
    return f"var(--book-{name},{PALETTE[name][0]})"


def marks_of(figure: Figure) -> list[str]:
    """Write what a figure shows: lines, areas and points from bottom to top, and then its words.

    Nothing is clipped at the edge of a plot. Points are the corners of an invisible line with a
    marker on each. A page has several pictures, so the ids of markers begin with a hash of their
    picture.
    """
    file = StringIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # the page's fonts have it
        figure.savefig(file, format="svg", facecolor="none")
    shapes: dict[str, str] = {}
    markers: dict[str, str] = {}
    paths: list[tuple[str, str]] = []  # its look or its marker, and where it goes
    words: list[str] = []
    for element in ElementTree.fromstring(file.getvalue()).iter():
        given, kind = element.attrib, element.tag.removeprefix(SVG)
        look = _look(given.get("style", ""))
        if kind == "path" and "id" in given:
            shapes[f"#{given['id']}"] = short_path(given["d"])
        elif kind == "path" and "d" in given and look != UNFILLED:
            paths.append((look, short_path(given["d"])))
        elif kind == "use":
            shape = f'<path d="{shapes[given[HREF]]}"{look}/>'
            marker = markers.setdefault(shape, f"\0-{len(markers)}")
            paths.append((marker, f"{tenths(given['x'])} {tenths(given['y'])}"))
        elif kind == "text":
            x, y = map(tenths, PLACE.findall(given["transform"])[0])
            text = escape(element.text or "", quote=False)
            words.append(f'<text x="{x}" y="{y}"{look}>{text}</text>')
    marks = [
        f'<marker id="{name}" markerUnits="userSpaceOnUse" overflow="visible">{shape}</marker>'
        for shape, name in markers.items()
    ]
    for look, together in groupby(paths, key=lambda path: path[0]):
        marks += _written(look, [path for _, path in together])
    marks += words
    own = sha256("".join(marks).encode()).hexdigest()[:8]
    return [mark.replace("\0", f"p{own}") for mark in marks]


def _look(style: str) -> str:
    """Turn matplotlib's style into attributes in the page's colours."""
    attributes = ""
    for said in style.split("; "):
        if said and not LEFT_OUT.match(said):
            name, value = said.split(": ")
            if value.startswith("#"):
                value = paint(NAMES[value])
            elif "opacity" in name:
                value = f"{float(value):.2g}"
            attributes += f' {name}="{value}"'
    return attributes


def _written(look: str, paths: list[str]) -> list[str]:
    """Write paths with the same look: points and lines as one path, each area by itself."""
    if look.startswith("\0"):
        ends = ("start", "mid", "end") if len(paths) > 1 else ("start",)
        marked = "".join(f' marker-{end}="url(#{look})"' for end in ends)
        corners = "L".join(paths) if len(paths) > 1 else f"{paths[0]}h0"
        return [f'<path d="M{corners}"{UNFILLED}{marked}/>']
    if look.startswith(UNFILLED):
        return [f'<path d="{"".join(paths)}"{look}/>']
    return [f'<path d="{path}"{look}/>' for path in paths]
