"""Sphinx extension: the page of mixed drills draws from all chapters."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from chapter_questions import chapters, question_places
from exercise_data import script_addresses
from sphinx.application import Sphinx
from sphinx.util import logging

from backprop.widgets import Practice

PAGE = "book/practice"
PLACE = '<div id="practice-place"></div>'

logger = logging.getLogger(__name__)


def drills(app: Sphinx) -> Practice:
    """Build the widget with links to where the chapters' exercises are, and are asked."""
    places = {}
    for page in chapters(app.env):
        name = PurePosixPath(page).name
        asked = question_places(app.env.get_doctree(page))
        places[name] = {each: f"{name}.html#{anchor}" for each, anchor in asked.items()}
    return Practice(places, scripts=script_addresses(app, PAGE))


def add_drills(app: Sphinx, page: str, _template: str, context: dict[str, Any], _: object) -> None:
    """Put the widget into its page."""
    if page != PAGE or app.builder.format != "html":
        return
    body = context.get("body", "")
    if PLACE not in body:
        logger.warning("%s has no place for the drills: it expects %s", page, PLACE)
    context["body"] = body.replace(PLACE, drills(app).html(), 1)


def outdated(*_: object) -> list[str]:
    """Let the page be written whenever anything is: it has something of every chapter."""
    return [PAGE]


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to each page, before its scripts are listed."""
    app.connect("env-get-outdated", outdated)
    app.connect("html-page-context", add_drills, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
