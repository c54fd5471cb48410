"""Sphinx extension: one script for what every page does, in place of the theme's and Sphinx's own.

It is ``book/_scripts``, made one and short by ``frontend/build.js``, but for what must run first.
Only the search page loads Sphinx's scripts, which find.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from widget_scripts import PAGE

NAME = "site.js"
FIRST = "page_start.js"  # before anything is drawn: content_security.py
SEARCH = "search"
FOR_AUTHORS = re.compile(r"^[ \t]*//[^\n]*\n|/\*\*.*?\*/ ?|^[ \t]+", re.DOTALL | re.MULTILINE)


def light(script: str) -> str:
    """Leave away what an author reads: comments that are lines, types, and indentation."""
    return FOR_AUTHORS.sub("", script)


def copy_scripts(app: Sphinx) -> None:
    """Copy them before the first page, so that each page's link says which edition it is."""
    if app.builder.format != "html":
        return
    folder = Path(app.outdir, "_static")
    folder.mkdir(parents=True, exist_ok=True)
    for name in (FIRST, NAME):
        shutil.copyfile(PAGE / name, folder / name)


def load_one_script(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Load it first, then what is the page's own."""
    scripts = context["script_files"]
    shared = {script.filename for script in app.builder._orig_js_files}  # type: ignore[attr-defined]
    unwanted = {None, *(shared if page != SEARCH else ("_static/scripts/sphinx-book-theme.js",))}
    scripts[:] = [script for script in scripts if script.filename not in unwanted]
    app.add_js_file(NAME, priority=0, defer="defer")


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to the beginning, and late to each page."""
    app.connect("builder-inited", copy_scripts)
    app.connect("html-page-context", load_one_script, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
