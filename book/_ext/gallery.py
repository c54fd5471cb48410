"""Sphinx extension: the page of all figures, each with a picture and the way to where it is alive.

A still picture of a notebook stands there as it is. Of a figure that moves there is a picture for
each theme, which ``make gallery`` takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path, PurePosixPath
from typing import Any

from chapter_questions import chapters
from docutils import nodes
from PIL import Image
from plain_text import plain_text
from playground_page import PAGE as PLAYGROUND
from playground_page import with_figures
from sphinx.application import Sphinx
from sphinx.util import logging
from stills import STILL

PAGE = "book/figures"
PLACE = '<div id="gallery-place" class="cell full-width">'
FOLDER = "gallery"
THEMES = ("light", "dark")
QUESTIONS = {"Question", "Practice", "Worksheet"}
FIGURE = re.compile(
    r'<figure class="backprop-widget" id="([^"]+)" data-widget="(\w+)"'
    r".*?<figcaption>(.*?)</figcaption>",
    re.DOTALL,
)
SAID = re.compile(r'role="img" aria-label="([^"]*)"')
FIRST = re.compile(r".+?[.:;](?=\s|$)")

logger = logging.getLogger(__name__)


def in_gallery(widget: str) -> bool:
    """Tell whether a widget is a figure to look at, and no question."""
    return widget not in QUESTIONS


def picture_name(page: str, anchor: str, theme: str) -> str:
    """Name the file of a figure's picture."""
    return f"{PurePosixPath(page).stem.partition('-')[0]}-{anchor}-{theme}.webp"


@dataclass(frozen=True)
class Card:
    """A figure: where it stands, under which heading, what it shows, and its picture as HTML."""

    page: str
    anchor: str
    heading: str
    caption: str
    picture: str

    def html(self) -> str:
        """Write it as an entry of the page's list."""
        address = f"{PurePosixPath(self.page).name}.html#{self.anchor}"
        return (
            f'<li><a href="{address}"><span class="gallery-picture">{self.picture}</span>'
            f'<span class="gallery-heading">{self.heading}</span>'
            f'<span class="gallery-caption">{self.caption}</span></a></li>'
        )


def cards(page: str, doctree: nodes.document, pictures: Path) -> Iterator[Card]:
    """List the figures of a page in their order."""
    for raw in doctree.findall(nodes.raw):
        source = with_figures(raw.astext())
        section = raw.parent
        while not isinstance(section, nodes.section):
            section = section.parent
        heading = plain_text(section.next_node(nodes.title))
        for anchor, widget, caption in FIGURE.findall(source):
            if in_gallery(widget):
                shown = photographs(page, anchor, pictures)
                yield Card(page, anchor, heading, caption, shown)
        if source.startswith(STILL):
            hidden = SAID.sub('aria-hidden="true"', source, count=1)
            yield Card(page, section["ids"][0], heading, first_words(source), hidden)


def first_words(svg: str) -> str:
    """Take what a still picture says first."""
    said = SAID.search(svg)
    found = FIRST.match(unescape(said[1])) if said else None
    return found[0].rstrip(".:;") if found else ""


def photographs(page: str, anchor: str, pictures: Path) -> str:
    """Show a figure that moves, in the theme of the page."""
    shown = []
    for theme in THEMES:
        file = pictures / picture_name(page, anchor, theme)
        if file.is_file():
            with Image.open(file) as picture:
                width, height = picture.size
            shown.append(
                f'<img class="in-{theme}" src="../_static/{FOLDER}/{file.name}" alt="" '
                f'loading="lazy" width="{width}" height="{height}">'
            )
    return "".join(shown)


def gallery(app: Sphinx) -> str:
    """Write the whole page: the chapters and the playground, and the figures of each."""
    pictures = Path(app.srcdir, "book/_static", FOLDER)
    parts = []
    for page in [*chapters(app.env), PLAYGROUND]:
        found = "\n".join(card.html() for card in cards(page, app.env.get_doctree(page), pictures))
        if found:
            number = "" if page == PLAYGROUND else f"{int(PurePosixPath(page).name[:2])}\u2002"
            title = f"{number}{app.env.titles[page].astext()}"
            parts.append(f'<h2>{title}</h2>\n<ul class="gallery">\n{found}\n</ul>')
    return "\n".join(parts)


def add_gallery(app: Sphinx, page: str, _template: str, context: dict[str, Any], _: object) -> None:
    """Put the figures into their page."""
    if page != PAGE or app.builder.format != "html":
        return
    app.add_css_file("gallery.css")
    body = context.get("body", "")
    if PLACE not in body:
        logger.warning("%s has no place for the figures: it expects %s", PAGE, PLACE)
    context["body"] = body.replace(PLACE, f"{PLACE}\n{gallery(app)}", 1)


def outdated(*_: object) -> list[str]:
    """Let the page be written whenever anything is: it has the figures of every chapter."""
    return [PAGE]


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to each page."""
    app.connect("env-get-outdated", outdated)
    app.connect("html-page-context", add_gallery, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
