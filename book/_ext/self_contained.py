"""Sphinx extension: every page of the site stands on its own files, on a server or on a disk.

It deletes theme files that no page uses, and makes any reference to another site's script, style,
font or image a build warning.
"""

from __future__ import annotations

import re
import shutil
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util import logging

UNUSED = (
    "_static/*webpack-macros.html",
    "_static/images",
    "_static/locales",
    "_static/scripts",
    "_static/**/*.map",
    "_static/**/*.ttf",
)
FOREIGN = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)
FOREIGN_IN_CSS = re.compile(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//[^\"')]*", re.IGNORECASE)

logger = logging.getLogger(__name__)


class ForeignReferences(HTMLParser):
    """Collect what a page would load from another site; links to read (``<a>``) are no load."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at every attribute that makes a browser fetch something."""
        if ("rel", "canonical") in attrs:
            return
        for name, value in attrs:
            loads = name in {"src", "srcset", "poster", "data"} or (name == "href" and tag != "a")
            if loads and value and FOREIGN.match(value):
                self.found.append(f"<{tag} {name}={value}>")


@lru_cache
def foreign_references(html: str) -> list[str]:
    """List what a page would load; `make live` asks again and again of pages that stay."""
    parser = ForeignReferences()
    parser.feed(html)
    return parser.found


def inspect_site(app: Sphinx, exception: Exception | None) -> None:
    """Delete what no page uses and warn of everything that another site would have to serve."""
    if exception is not None or app.builder.format != "html":
        return
    site = Path(app.outdir)
    for pattern in UNUSED:
        for path in list(site.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for page in sorted(site.rglob("*.html")):
        for reference in foreign_references(page.read_text(encoding="utf-8")):
            logger.warning("%s loads from another site: %s", page.relative_to(site), reference)
    for sheet in sorted(site.rglob("*.css")):
        for reference in FOREIGN_IN_CSS.findall(sheet.read_text(encoding="utf-8")):
            logger.warning("%s loads from another site: %s", sheet.relative_to(site), reference)


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to the very end of the build."""
    app.add_config_value("comments_config", {}, "html")  # Jupyter Book sets it, comments or not
    app.connect("build-finished", inspect_site, priority=800)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
