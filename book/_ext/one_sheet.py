"""Sphinx extension: one style sheet for the whole site, of what its pages use.

The sheets of the theme and of the extensions come first, without the rules that no page has a use
for (``style_purge.py``); the book's own, ``html_css_files``, follow as they are. What the one sheet
would be with every rule stays beside the build's records, for a test that compares the two.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any
from zlib import crc32

from sphinx.application import Sphinx
from style_purge import compact, properties, purge, read_words
from style_words import Elements, Names, elements_of_page, words_of_figures, words_of_script

from backprop.widgets.book_widget import STATIC

NAME = "site.css"
WHOLE = "whole_site.css"
THEME = ("styles/theme.css", "styles/pydata-sphinx-theme.css")  # its template links them itself
CODE = "pygments.css"  # rules for hundreds of kinds of token; the pages have four: code_colours.py
DATA = {"search_texts.js", "searchindex.js"}  # texts to read, which add no element
BOOKS = "html[data-content_root]"  # sets the theme's properties: theme_map.css
OF_FIGURES = "backprop.widgets."  # such a script adds to the host's table of them
SCRIPT = re.compile(r'<script\b[^>]* src="([^"?]+)')
IMPORT = re.compile(r"""@import\s+["']([^"']+)["'];""")
URL = re.compile(r"""url\(\s*(["']?)(?!data:|#|[a-z]+://)([^"')]+)\1\s*\)""")
LINK = re.compile(rf'(href="[./]*_static/{re.escape(NAME)})(?:\?v=\w+)?"')


def link_one_sheet(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Link the one sheet in place of those that every page would link; a page's own stay."""
    shared = {sheet.filename for sheet in app.builder._orig_css_files}  # type: ignore[attr-defined]
    own = [sheet for sheet in context["css_files"] if sheet.filename not in shared]
    app.add_css_file(NAME, priority=0)
    context["css_files"][:] = [context["css_files"][-1], *own]


def sheets(app: Sphinx) -> tuple[list[str], list[str]]:
    """List the sheets of others, in the order of a page, and the book's own."""
    own = [name for name, _ in app.config.html_css_files]
    linked = sorted(app.builder._orig_css_files, key=lambda sheet: sheet.priority)  # type: ignore[attr-defined]
    names = [str(sheet.filename).removeprefix("_static/") for sheet in linked]
    return [*THEME, *(name for name in names if name not in {*own, *THEME, CODE})], own


def read_sheet(folder: Path, name: str) -> str:
    """Read a sheet with those that it imports, its addresses as seen from the folder."""
    here = posixpath.dirname(name)
    css = (folder / name).read_text(encoding="utf-8")
    css = URL.sub(lambda found: f'url("{_within(here, found[2])}")', css)
    return IMPORT.sub(lambda found: read_sheet(folder, _within(here, found[1])), css)


def _within(folder: str, name: str) -> str:
    return posixpath.normpath(posixpath.join(folder, name))


def pages_of(site: Path) -> list[Path]:
    """List the pages; the theme puts templates of its own among the static files."""
    folder = site / "_static"
    return sorted(page for page in site.rglob("*.html") if folder not in page.parents)


def elements_of_site(site: Path) -> Elements:
    """Collect what the pages hold and what their scripts may add."""
    kinds: set[tuple[Names, Names]] = set()
    added: set[str] = set()
    scripts: set[Path] = set()
    for page in pages_of(site):
        html = page.read_text(encoding="utf-8")
        elements = elements_of_page(html)
        kinds |= elements.kinds
        added |= elements.added
        scripts.update((page.parent / name).resolve() for name in SCRIPT.findall(html))
    for script in scripts:
        if script.name not in DATA:
            text = script.read_text(encoding="utf-8")
            added |= words_of_figures(text) if OF_FIGURES in text else words_of_script(text)
    return Elements(frozenset(kinds), frozenset(added))


def write_sheet(app: Sphinx, error: Exception | None) -> None:
    """Join the sheets, and give the pages' links the number of this edition."""
    if error or app.builder.format != "html":
        return
    site = Path(app.outdir)
    folder = site / "_static"
    if not (folder / THEME[0]).is_file():
        return  # no page was out of date: nothing was copied, and the sheet is there
    theirs, own = sheets(app)
    others = "".join(read_sheet(folder, name) for name in theirs)
    books = "".join(read_sheet(folder, name) for name in own)
    figures = (STATIC / "widgets.css").read_text(encoding="utf-8")
    anew = properties(books, BOOKS)
    elements = elements_of_site(site)
    used = read_words(books) | read_words(figures) | elements.words()
    css = '@charset "utf-8";\n' + purge(others, elements, used, anew) + compact(books)
    Path(app.doctreedir, WHOLE).write_text(others + books, encoding="utf-8")
    (folder / NAME).write_text(css, encoding="utf-8")
    for name in (*theirs, *own, CODE, "basic.css"):
        (folder / name).unlink(missing_ok=True)
    edition = f"{crc32(css.encode()):08x}"
    for page in pages_of(site):
        html = page.read_text(encoding="utf-8")
        linked = LINK.sub(rf'\1?v={edition}"', html)
        if linked != html:
            page.write_text(linked, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect late to each page, and to the end of the build, once each extension has its sheet."""
    app.connect("html-page-context", link_one_sheet, priority=900)
    app.connect("build-finished", write_sheet, priority=600)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
