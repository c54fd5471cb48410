"""Sphinx extension: what stands in a page's head besides scripts, and the page for lost addresses.

Each page gets a description, taken from its first sentences, and, if it is to be learned from, data
about that; the front page gets a style sheet of its own, the glossary a filter; ``404.html``, which
is served at any depth, lists the pages and carries its styles and scripts inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from docutils import nodes
from plain_text import plain_text
from site_address import absolute
from site_scripts import light
from sphinx.application import Sphinx
from structured_data import as_script, chapter_data, course_data, number

FRONT = "book/index"
GLOSSARY = "book/glossary"
LOST = "404"
LONGEST = 190  # characters, about what a preview shows
SENTENCE = re.compile(r"(?<=[.?!])\s+")


def description(page: nodes.Node) -> str:
    """Take as many first sentences of a page's running text as a preview shows."""
    said = ""
    for paragraph in page.findall(nodes.paragraph):
        if not isinstance(paragraph.parent, nodes.section) or is_drawn(paragraph):
            continue
        for sentence in SENTENCE.split(plain_text(paragraph)):
            if said and len(said) + 1 + len(sentence) > LONGEST:
                return said
            said = f"{said} {sentence}".strip()
    return said


def is_drawn(paragraph: nodes.Element) -> bool:
    """Tell whether a picture stands in a paragraph."""
    return any(paragraph.findall(lambda node: isinstance(node, nodes.image | nodes.raw)))


def chapters(app: Sphinx) -> Iterator[tuple[str, str]]:
    """List the pages of the book, in its order, as addresses from the site's root and titles."""
    for page in app.env.toctree_includes.get(app.config.root_doc, []):
        yield app.builder.get_target_uri(page), app.env.titles[page].astext()


def source(app: Sphinx, name: str) -> str:
    """Read a file of the book's."""
    return Path(app.srcdir, "book", name).read_text(encoding="utf-8")


def share_image(app: Sphinx, page: str) -> tuple[str, str]:
    """Name the picture that is shown where a page is shared, and say what it shows."""
    name = app.config.html_title
    own = f"_static/share/{PurePosixPath(page).name[:2]}.png"
    if not Path(app.srcdir, "book", own).is_file():
        return "_static/share.png", name
    return own, f"{name}. {number(page)} {app.env.titles[page].astext()}"


def icon(app: Sphinx) -> str:
    """Write the icon as an address that holds it: a reader who leaves at once aborts no request."""
    svg = " ".join(source(app, "_static/icon.svg").split())
    return "data:image/svg+xml," + quote(svg, safe=" /:=;,(){}.-")


def complete_head(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Add what the templates need."""
    said = context["description"] = description(doctree) if doctree else ""
    context["icon"] = icon(app)
    image, context["share_alt"] = share_image(app, page)
    context["share_image"] = absolute(app, image) or context["pathto"](image, resource=True)
    if page == FRONT:
        context["structured_data"] = as_script(course_data(app, said))
    elif doctree and (data := chapter_data(app, page, doctree, said)):
        context["structured_data"] = as_script(data)
    if page == FRONT:
        app.add_css_file("front.css")
    if page == GLOSSARY:
        app.add_js_file("glossary_filter.js", defer="defer")
    if page == LOST:
        context["chapters"] = list(chapters(app))
        context["styles"] = source(app, "_static/palette.css") + source(app, "_static/keys.css")
        context["keys"] = light(source(app, "_scripts/keys.js"))


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to each page."""
    app.config.html_additional_pages[LOST] = f"{LOST}.html"
    app.connect("html-page-context", complete_head)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
