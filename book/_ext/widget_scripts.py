"""Sphinx extension: a page loads the scripts of the widgets that it shows, and no others.

It loads them as one file, or as two where it asks questions: theirs are the same in every chapter,
and come from the browser's cache after the first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
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
    return _scripts_for(_known_widgets(body))


def _known_widgets(body: str) -> list[str]:
    return sorted(set(WIDGET.findall(body)) & scripts_by_widget().keys())


def _scripts_for(widgets: Iterable[str]) -> list[str]:
    known = scripts_by_widget()
    return list(dict.fromkeys(script for name in widgets for script in known[name]))


def files_of(body: str) -> Iterator[tuple[str, Sequence[str]]]:
    """Name the files that a page loads, by the widgets that it shows, each with its scripts."""
    widgets = _known_widgets(body)
    asked = _scripts_for({IN_EVERY_CHAPTER} & set(widgets))
    if asked:
        yield f"{IN_EVERY_CHAPTER}.js", asked
    if others := [name for name in widgets if name != IN_EVERY_CHAPTER]:
        rest = [script for script in _scripts_for(others) if script not in asked]
        yield ".".join([*["beside"] * bool(asked), *others, "js"]), rest


def unknown_widgets(body: str) -> list[str]:
    """List the figures that no script was built for."""
    return sorted(set(WIDGET.findall(body)) - scripts_by_widget().keys())


def add_scripts(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Put the page's scripts into its head; they run in this order, once the page is read."""
    body = context.get("body", "")
    folder = Path(app.outdir, "_static")
    for name, scripts in files_of(body):
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
