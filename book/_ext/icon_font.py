"""Sphinx extension: the theme's icon fonts keep the icons that the pages show, of 300 kB."""

from __future__ import annotations

import re
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from sphinx.application import Sphinx

NAME = re.compile(r"\bfa-[a-z0-9-]+")
RULE = re.compile(r'([^{}]*\.fa-[^{}]*)\{content:"\\([0-9a-f]+)"')
THEMES_OWN = re.compile(r'--pst-icon-[\w-]+:"\\([0-9a-f]+)"')
BOOK_THEMES_OWN = re.compile(r'content:"\\(f[0-9a-f]+)"')


def code_points(css: str, used: set[str]) -> set[int]:
    """Look up the characters of the icons in use, and of those that the theme's own rules show."""
    codes = {code for selector, code in RULE.findall(css) if used & set(NAME.findall(selector))}
    return {int(code, 16) for code in codes.union(THEMES_OWN.findall(css))}


def cut_icon_fonts(app: Sphinx, exception: Exception | None) -> None:
    """Cut the fonts of the built site."""
    if exception is not None or app.builder.format != "html":
        return
    site = Path(app.outdir)
    used: set[str] = set()
    for file in [*site.rglob("*.html"), *site.glob("_static/scripts/*.js")]:
        used.update(NAME.findall(file.read_text(encoding="utf-8")))
    css = (site / "_static/styles/pydata-sphinx-theme.css").read_text(encoding="utf-8")
    book_css = (site / "_static/styles/sphinx-book-theme.css").read_text(encoding="utf-8")
    kept = code_points(css, used) | {int(code, 16) for code in BOOK_THEMES_OWN.findall(book_css)}
    for path in site.glob("_static/vendor/fontawesome/webfonts/*.woff2"):
        font = TTFont(path, recalcTimestamp=False)
        subsetter = subset.Subsetter(subset.Options(layout_features=[], hinting=False))
        subsetter.populate(unicodes=kept)
        subsetter.subset(font)
        font.save(path)


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to the end of the build."""
    app.connect("build-finished", cut_icon_fonts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
