"""The site that `make book` built, and the figures that the chapters put on it."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import yaml

from backprop.graph import Graph, json_form

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "_build" / "html"
CONFIG = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
ADDRESS = CONFIG["html"]["baseurl"].rstrip("/")  # of the site; it may have none
REPOSITORY = {f"repository_{name}": value for name, value in CONFIG["repository"].items()}
SOURCES = ("_config.yml", "_toc.yml", "book/**/*", "src/backprop/**/*")
FIGURE = re.compile(  # a notebook's, or a page's, whose state stands between apostrophes
    r'<figure class="backprop-widget" id="([^"]+)" data-widget="(\w+)" data-state='
    r"""["']((?<=")[^"]+|(?<=')[^']+)["']>.*?</figure>""",
    re.DOTALL,
)


def why_not_built(root: Path = ROOT) -> str | None:
    """Say what to do where the site is missing or older than what it is built from."""
    last = root / "_build" / "html" / "searchindex.js"  # Sphinx writes it after the pages
    if not last.is_file():
        return "The site is not built: run `make book`, or `make test`, which does."
    for pattern in SOURCES:
        for source in sorted(root.glob(pattern)):
            hidden = any(
                part.startswith((".", "__")) for part in source.relative_to(root).parts[:-1]
            )
            if source.is_file() and not hidden and source.stat().st_mtime > last.stat().st_mtime:
                changed = source.relative_to(root)
                return f"The site is older than {changed}: run `make book`, or `make test`."
    return None


def pages() -> list[str]:
    """List the site's pages, as paths from its root."""
    found = (path.relative_to(SITE).as_posix() for path in SITE.rglob("*.html"))
    return sorted(path for path in found if not path.startswith("_static/"))


@dataclass(frozen=True)
class Figure:
    """A widget's figure, as a chapter stores it."""

    page: str
    anchor: str
    widget: str
    state: dict[str, Any] = field(repr=False, compare=False)
    html: str = field(default="", repr=False, compare=False)

    def graph(self, **inputs: float) -> Graph:
        """Build the figure's graph anew, with some other inputs, and run it forward."""
        graph = json_form.from_dict(self.state["graph"])
        graph.forward(**{**self.state["inputs"], **inputs})
        return graph

    def tables(self) -> list[list[str | list[str]]]:
        """List the tables of its numbers: the caption of each, then its rows."""
        return [
            [
                "".join(table.find("caption").itertext()),
                *([cell.text or "" for cell in row] for row in table.iter("tr")),
            ]
            for table in ElementTree.fromstring(self.html).iter("table")
        ]

    def __str__(self) -> str:
        return self.anchor


def figures(widget: str) -> list[Figure]:
    """List the figures of one kind, in the order of the book."""
    return [figure for figure in every_figure() if figure.widget == widget]


@functools.cache
def every_figure() -> tuple[Figure, ...]:
    """List all figures, in the order of the book."""
    return tuple(_stored_figures())


def _stored_figures() -> Iterator[Figure]:
    for path in sorted(ROOT.glob("book/*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            for output in cell.get("outputs", []):
                html = "".join(output.get("data", {}).get("text/html", ""))
                for found in FIGURE.finditer(html):
                    yield figure_at(f"book/{path.stem}.html", found)


def figures_on(page: str) -> list[Figure]:
    """List the figures of a page that the build has put there, and no notebook."""
    built = (SITE / page).read_text(encoding="utf-8")
    return [figure_at(page, found) for found in FIGURE.finditer(built)]


def figure_at(page: str, found: re.Match[str]) -> Figure:
    """Make a figure of what ``FIGURE`` found on a page."""
    anchor, widget, state = found.groups()
    return Figure(page, anchor, widget, json.loads(unescape(state)), found[0])
