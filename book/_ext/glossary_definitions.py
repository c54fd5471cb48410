"""Sphinx extension: a link to a term of the glossary has the term's definition with it.

The first sentence stands in ``data-definition``; ``definitions.js`` shows it.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from docutils import nodes
from plain_text import plain_text
from sphinx.application import Sphinx

GLOSSARY = "book/glossary"
LINK = re.compile(r'<a class="reference internal" href="[\w./-]*glossary\.html#([\w-]+)"')
SENTENCE = re.compile(r".*?[.!?](?=\s|$)")


def definitions(glossary: nodes.document) -> dict[str, str]:
    """Give the first sentence of every term by the names of its heading."""
    found = {}
    for section in glossary.findall(nodes.section):
        first = next(iter(section.children[1:]), None)  # after the title
        if isinstance(first, nodes.paragraph) and (sentence := SENTENCE.match(plain_text(first))):
            found.update(dict.fromkeys([*section["ids"], section.get("slug")], sentence[0]))
    return found


def read_glossary(app: Sphinx, *_: object) -> None:
    """Read the definitions, once all pages are known."""
    app.glossary_definitions = definitions(app.env.get_doctree(GLOSSARY))  # type: ignore[attr-defined]


def add_definitions(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Write the definitions into the links of a page."""

    def defined(link: re.Match[str]) -> str:
        definition = app.glossary_definitions.get(link[1])  # type: ignore[attr-defined]
        return f'{link[0]} data-definition="{escape(definition)}"' if definition else link[0]

    if "body" in context:
        context["body"] = LINK.sub(defined, context["body"])


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to the read glossary and to each page."""
    app.connect("env-check-consistency", read_glossary)
    app.connect("html-page-context", add_definitions)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
