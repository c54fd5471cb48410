"""Sphinx extension: the playground has its figures, which no notebook has made."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx
from sphinx.util import logging

from backprop.widgets import FormulaPlayground, NetworkPlayground

PAGE = "book/playground"
FIGURES = {"formula-place": FormulaPlayground, "network-place": NetworkPlayground}

logger = logging.getLogger(__name__)


def with_figures(body: str) -> str:
    """Put each figure into its place."""
    for name, widget in FIGURES.items():
        place = f'<div id="{name}" class="cell full-width">'
        if place not in body:
            logger.warning("%s has no place for %s: it expects %s", PAGE, widget.__name__, place)
        body = body.replace(place, f"{place}\n{widget().html()}", 1)
    return body


def add_figures(app: Sphinx, page: str, _template: str, context: dict[str, Any], _: object) -> None:
    """Put the figures into the page."""
    if page == PAGE and app.builder.format == "html":
        context["body"] = with_figures(context.get("body", ""))


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to each page, before its scripts are listed."""
    app.connect("html-page-context", add_figures, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
