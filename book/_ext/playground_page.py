"""Sphinx extension: the playground has its figures, which no notebook has made."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx
from sphinx.util import logging

from backprop.widgets import FormulaPlayground, NetworkPlayground

PAGE = "book/playground"
FIGURES = {"formula-place": FormulaPlayground, "network-place": NetworkPlayground}

logger = logging.getLogger(__name__)


def place_of(name: str) -> str:
    """Write the beginning of a figure's place, as it stands in the page's source."""
    return f'<div id="{name}" class="cell full-width">'


def with_figures(html: str) -> str:
    """Put each figure into its place, if it is there."""
    for name, widget in FIGURES.items():
        place = place_of(name)
        if place in html:
            html = html.replace(place, f"{place}\n{widget().html()}", 1)
    return html


def add_figures(app: Sphinx, page: str, _template: str, context: dict[str, Any], _: object) -> None:
    """Put the figures into the page."""
    if page != PAGE or app.builder.format != "html":
        return
    body = context.get("body", "")
    for place in map(place_of, FIGURES):
        if place not in body:
            logger.warning("%s has no place for a figure: it expects %s", PAGE, place)
    context["body"] = with_figures(body)


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to each page, before its scripts are listed."""
    app.connect("html-page-context", add_figures, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
