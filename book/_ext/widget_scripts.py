"""Sphinx extension: a page loads the scripts of the widgets that it shows, and no others.

It loads them as one file, or as two where it asks questions: theirs are the same in every chapter,
and come from the browser's cache after the first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util import logging

from backprop.widgets.book_widget import STATIC

WIDGET = re.compile(r'<figure class="backprop-widget"[^>]* data-widget="(\w+)"')
PAGE = STATIC / "page"
BUILT = STATIC / "scripts.json"
IN_EVERY_CHAPTER = "Question"

logger = logging.getLogger(__name__)


@cache
def scripts_by_widget() -> dict[str, list[str]]:
    """Read which scripts each widget needs, what it shares with others first."""
    found: dict[str, list[str]] = json.loads(BUILT.read_text(encoding="utf-8"))
    return found


def scripts_of(body: str) -> list[str]:
    """List the scripts that the figures of a page need, each after those that it needs itself."""
    known = scripts_by_widget()
    shown = sorted(set(WIDGET.findall(body)) & known.keys())
    return list(dict.fromkeys(script for name in shown for script in known[name]))


def files_of(scripts: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Name the files that a page loads, each by the scripts that it holds."""
    asked = scripts_by_widget()[IN_EVERY_CHAPTER]
    if not set(asked) <= set(scripts):
        asked = []
    rest = [script for script in scripts if script not in asked]
    for held in filter(None, (asked, rest)):
        yield ".".join(script.removesuffix(".js") for script in held) + ".js", held


def unknown_widgets(body: str) -> list[str]:
    """List the figures that no script was built for."""
    return sorted(set(WIDGET.findall(body)) - scripts_by_widget().keys())


def add_scripts(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Put the page's scripts into its head; they run in this order, once the page is read."""
    body = context.get("body", "")
    folder = Path(app.outdir, "_static")
    for name, scripts in files_of(scripts_of(body)):
        text = "".join((PAGE / script).read_text(encoding="utf-8") for script in scripts)
        (folder / name).write_text(text, encoding="utf-8")
        app.add_js_file(name, defer="defer")
    for name in unknown_widgets(body):
        logger.warning(
            "%s shows a widget that %s does not know, %s: check the name in data-widget, "
            "and run `make widgets`",
            page,
            BUILT.name,
            name,
        )


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to each page."""
    app.connect("html-page-context", add_scripts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
