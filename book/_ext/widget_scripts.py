"""Sphinx extension: a page loads the scripts of the widgets that it shows, and no others."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util import logging

WIDGET = re.compile(r'<figure class="backprop-widget"[^>]* data-widget="(\w+)"')
WORD = re.compile(r"\B(?=[A-Z])")

logger = logging.getLogger(__name__)


def scripts_of(body: str) -> list[str]:
    """List the scripts that the figures of a page need, what they share first."""
    names = sorted({WORD.sub("_", name).lower() for name in WIDGET.findall(body)})
    return [f"{name}.js" for name in ["common", *names]] if names else []


def add_scripts(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Put the page's scripts into its head; they run in this order, once the page is read."""
    folders = [Path(app.confdir, folder) for folder in app.config.html_static_path]
    for name in scripts_of(context.get("body", "")):
        if any((folder / name).is_file() for folder in folders):
            app.add_js_file(name, defer="defer")
        else:
            logger.warning(
                "%s shows a widget whose script %s is in none of html_static_path: "
                "check the name in data-widget, and run `make widgets`",
                page,
                name,
            )


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to each page."""
    app.connect("html-page-context", add_scripts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
