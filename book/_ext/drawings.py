"""Sphinx extension: a drawing in ``book/pictures`` stands in the page itself.

A chapter shows it as an ordinary image, which JupyterLab and GitHub read too. Inside the page the
drawing takes the colours of the reader's theme; its own, for where it stands alone, are left out.
"""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

FOLDER = "book/pictures/"
OWN_COLOURS = re.compile(r"\s*<style>.*?</style>", re.DOTALL)


def inline(svg: str, alt: str) -> str:
    """Prepare a drawing's source for a page: named by its alternative text, or silent."""
    label = f'role="img" aria-label="{escape(alt)}"' if alt else 'aria-hidden="true"'
    return OWN_COLOURS.sub("", svg).strip().replace("<svg ", f'<svg class="drawing" {label} ', 1)


def replace_images(app: Sphinx, doctree: nodes.document, _: str) -> None:
    """Put each drawing's source where the page shows it."""
    if app.builder.format != "html":
        return
    for image in list(doctree.findall(nodes.image)):
        if image["uri"].startswith(FOLDER) and image["uri"].endswith(".svg"):
            svg = Path(app.srcdir, image["uri"]).read_text(encoding="utf-8")
            image.replace_self(nodes.raw("", inline(svg, image.get("alt", "")), format="html"))


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to each page."""
    app.connect("doctree-resolved", replace_images)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
