"""Sphinx extension: beside the site's one sheet, a page has that of the figures that it shows."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from widget_scripts import PAGE, WIDGET

from backprop.widgets.book_widget import STATIC


@cache
def users_by_sheet() -> dict[str, list[str]]:
    """Read which widgets need each sheet; the sheets are in the order of the cascade."""
    found: dict[str, list[str]] = json.loads((STATIC / "sheets.json").read_text(encoding="utf-8"))
    return found


def sheets_of(body: str) -> list[str]:
    """List the sheets that the figures of a page need, besides what all figures share."""
    shown = set(WIDGET.findall(body))
    return [sheet for sheet, users in users_by_sheet().items() if not shown.isdisjoint(users)]


def add_sheet(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Join the page's sheets into one, and put it into the head."""
    if sheets := sheets_of(context.get("body", "")):
        name = ".".join([*(sheet.removesuffix(".css") for sheet in sheets), "css"])
        text = "".join((PAGE / sheet).read_text(encoding="utf-8") for sheet in sheets)
        Path(app.outdir, "_static", name).write_text(text, encoding="utf-8")
        app.add_css_file(name)


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to each page."""
    app.connect("html-page-context", add_sheet)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
