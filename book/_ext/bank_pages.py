"""Sphinx extension: the pages that draw from all chapters, mixed drills and worksheets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any

from chapter_questions import chapters, question_places
from exercise_data import script_addresses
from sphinx.application import Sphinx
from sphinx.util import logging

from backprop.widgets import Practice, Worksheet
from backprop.widgets.book_widget import BookWidget

logger = logging.getLogger(__name__)


def drills(app: Sphinx, page: str) -> Practice:
    """Build the drills with links to where the chapters' exercises are, and are asked."""
    places = {}
    for chapter in chapters(app.env):
        name = PurePosixPath(chapter).name
        asked = question_places(app.env.get_doctree(chapter))
        places[name] = {each: f"{name}.html#{anchor}" for each, anchor in asked.items()}
    return Practice(places, scripts=script_addresses(app, page))


def sheet(app: Sphinx, page: str) -> Worksheet:
    """Build the worksheet with links to where the chapters' exercises are."""
    names = [PurePosixPath(chapter).name for chapter in chapters(app.env)]
    return Worksheet(names, scripts=script_addresses(app, page))


# Each page's figure stands in place of `<div id="…"></div>`.
FIGURES: Mapping[str, tuple[str, Callable[[Sphinx, str], BookWidget]]] = {
    "book/practice": ("practice-place", drills),
    "book/worksheets": ("worksheet-place", sheet),
}


def add_figure(app: Sphinx, page: str, _template: str, context: dict[str, Any], _: object) -> None:
    """Put the widget into its page."""
    if page not in FIGURES or app.builder.format != "html":
        return
    name, build = FIGURES[page]
    place, body = f'<div id="{name}"></div>', context.get("body", "")
    if place not in body:
        logger.warning("%s has no place for its figure: it expects %s", page, place)
    context["body"] = body.replace(place, build(app, page).html(), 1)


def outdated(*_: object) -> list[str]:
    """Let the pages be written whenever anything is: they have something of every chapter."""
    return list(FIGURES)


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to each page, before its scripts are listed."""
    app.connect("env-get-outdated", outdated)
    app.connect("html-page-context", add_figure, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
