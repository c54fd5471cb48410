"""Sphinx extension: the text of every page in one script, from which the search page quotes.

With it come the terms of the glossary, under every name that readers may look for.

Sphinx quotes from the pages themselves, with their contents lists and each formula twice, and not
at all on a disk, where a page may not read another.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from glossary_definitions import GLOSSARY, definitions
from glossary_names import terms
from plain_text import plain_text
from sphinx.application import Sphinx

Place = tuple[str, str]
"""The words of a link, and the address that it leads to, from the site's root."""

Named = tuple[str, str, list[str], str, list[Place]]
"""A term: its anchor, title, other names, definition, and the places that explain it."""

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


def named_terms(doctrees: dict[str, nodes.document]) -> list[Named]:
    """List the terms of the glossary, each place under the id that its heading has on the page."""
    glossary = doctrees[GLOSSARY]
    ids = {
        (page, section.get("slug")): section["ids"][0]
        for page, doctree in doctrees.items()
        for section in doctree.findall(nodes.section)
    }
    defined = definitions(glossary)
    return [
        (
            term.anchor,
            term.title,
            term.others,
            defined.get(term.anchor, ""),
            [
                (words, f"{page}.html#{ids.get((page, place), place)}")
                for words, page, place in term.places()
            ],
        )
        for term in terms(glossary)
    ]


def write_texts(app: Sphinx, exception: Exception | None) -> None:
    """Write the script."""
    if exception is not None or app.builder.format != "html":
        return
    doctrees = {page: app.env.get_doctree(page) for page in sorted(app.env.found_docs)}
    data = {
        "PAGE_TEXTS": {page: sections_of(doctree) for page, doctree in doctrees.items()},
        "TERMS": named_terms(doctrees),
    }
    script = "".join(
        f"const {name} = {json.dumps(value, ensure_ascii=False)};\n" for name, value in data.items()
    )
    Path(app.outdir, "_static", "search_texts.js").write_text(script, encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to the end of the build."""
    app.connect("build-finished", write_texts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
