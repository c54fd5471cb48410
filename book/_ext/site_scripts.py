"""Sphinx extension: one script for what every page does, in place of the theme's and Sphinx's own.

It is ``book/_scripts``, file after file; each says what it does, and stands in a block of its own.
Only the search page loads Sphinx's scripts, which find.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

NAME = "site.js"
SEARCH = "search"
FOR_AUTHORS = re.compile(r"^[ \t]*//[^\n]*\n|/\*\*.*?\*/ ?|^[ \t]+", re.DOTALL | re.MULTILINE)


def light(script: str) -> str:
    """Leave away what an author reads: comments that are lines, types, and indentation."""
    return FOR_AUTHORS.sub("", script)


def join_scripts(app: Sphinx) -> None:
    """Write the script before the first page, so that each page's link says which edition it is."""
    if app.builder.format != "html":
        return
    sources = sorted(Path(app.confdir, "book/_scripts").glob("*.js"))
    script = "\n".join(light(source.read_text(encoding="utf-8")) for source in sources)
    folder = Path(app.outdir, "_static")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_text(script, encoding="utf-8")


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
    app.connect("builder-inited", join_scripts)
    app.connect("html-page-context", load_one_script, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
