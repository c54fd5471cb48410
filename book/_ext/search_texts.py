"""Sphinx extension: the text of every page in one script, from which the search page quotes.

Sphinx quotes from the pages themselves, with their contents lists and each formula twice, and not
at all on a disk, where a page may not read another.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from plain_text import plain_text
from sphinx.application import Sphinx

Section = tuple[str, str, str]
"""Anchor, title and text; the text without that of the sections inside it."""


def sections_of(page: nodes.document) -> list[Section]:
    """List the sections of a page in their order."""
    return [
        (section["ids"][0], plain_text(section.next_node(nodes.title)), " ".join(_texts(section)))
        for section in page.findall(nodes.section)
    ]


def _texts(section: nodes.Element) -> Iterator[str]:
    """Give the texts of what stands in a section to be read: no code, no output, no title."""
    for node in section.children:
        if isinstance(node, nodes.section | nodes.title | nodes.literal_block | nodes.raw):
            continue
        if isinstance(node, nodes.TextElement):
            yield plain_text(node)
        elif isinstance(node, nodes.Element):
            yield from _texts(node)


def write_texts(app: Sphinx, exception: Exception | None) -> None:
    """Write the script."""
    if exception is not None or app.builder.format != "html":
        return
    pages = {page: sections_of(app.env.get_doctree(page)) for page in sorted(app.env.found_docs)}
    script = f"const PAGE_TEXTS = {json.dumps(pages, ensure_ascii=False)};\n"
    Path(app.outdir, "_static", "search_texts.js").write_text(script, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to the end of the build."""
    app.connect("build-finished", write_texts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
