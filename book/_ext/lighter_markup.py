"""Sphinx extension: the same page in less markup.

A token of code whose colour is that of the code around it needs no element: names, punctuation and
spaces are half of a chapter's elements. A figure's state, which is full of quotation marks, stands
between apostrophes.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from sphinx.application import Sphinx

PLAIN = ("n", "nn", "p", "w")  # by Pygments; a test asks the style sheet for their colours
TOKEN = re.compile(rf'<span class="(?:{"|".join(PLAIN)})">([^<]*)</span>')
STATE = re.compile(r' data-state="(\{[^"]*)"')
ESCAPES = {"&": "&amp;", "'": "&#39;", "<": "&lt;", ">": "&gt;"}


def lighten(body: str) -> str:
    """Write a page's text in less markup."""
    return STATE.sub(_between_apostrophes, TOKEN.sub(r"\1", body))


def _between_apostrophes(state: re.Match[str]) -> str:
    return f" data-state='{unescape(state[1]).translate(str.maketrans(ESCAPES))}'"


def lighten_page(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Come last, since others look for figures as Python wrote them."""
    if "body" in context:
        context["body"] = lighten(context["body"])


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect late to each page."""
    app.connect("html-page-context", lighten_page, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
