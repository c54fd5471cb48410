"""Sphinx extension: a figure's state, which is full of quotation marks, stands between apostrophes.

A page weighs a kilobyte less than with each of them escaped, and with spaces between what it holds.
"""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

from sphinx.application import Sphinx

STATE = re.compile(r' data-state="(\{[^"]*)"')
ESCAPES = str.maketrans({"&": "&amp;", "'": "&#39;", "<": "&lt;", ">": "&gt;"})


def between_apostrophes(body: str) -> str:
    """Write the states of a page's figures anew."""
    return STATE.sub(lambda state: f" data-state='{_compact(unescape(state[1]))}'", body)


def _compact(state: str) -> str:
    text = json.dumps(json.loads(state), ensure_ascii=False, separators=(",", ":"))
    return text.translate(ESCAPES)


def write_states(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Come last, since others look for figures as Python wrote them."""
    if "body" in context:
        context["body"] = between_apostrophes(context["body"])


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect late to each page."""
    app.connect("html-page-context", write_states, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
