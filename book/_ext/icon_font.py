"""Sphinx extension: the theme's icon fonts keep the icons that the site shows, of 300 kB."""

from __future__ import annotations

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from one_sheet import NAME
from sphinx.application import Sphinx

PRIVATE = range(0xE000, 0xF900)  # the characters of Unicode that each font may draw as it likes


def code_points(css: str) -> set[int]:
    """Collect the characters of icons that a style sheet shows."""
    return {ord(character) for character in css} & set(PRIVATE)


def cut_icon_fonts(app: Sphinx, exception: Exception | None) -> None:
    """Cut the fonts of the built site, and delete those that its style sheet does not name."""
    if exception is not None or app.builder.format != "html":
        return
    folder = Path(app.outdir, "_static")
    css = (folder / NAME).read_text(encoding="utf-8")
    for path in folder.glob("vendor/fontawesome/webfonts/*.woff2"):
        if path.name not in css:
            path.unlink()
            continue
        font = TTFont(path, recalcTimestamp=False)
        subsetter = subset.Subsetter(subset.Options(layout_features=[], hinting=False))
        subsetter.populate(unicodes=code_points(css))
        subsetter.subset(font)
        font.save(path)


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to the end of the build, once the style sheet is written."""
    app.connect("build-finished", cut_icon_fonts, priority=700)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
