"""Sphinx extension: the code on a page has four colours, and no element without one.

Pygments gives each name, operator, parenthesis and space a ``<span>`` with a class of its own:
three in ten of a chapter's elements. The book colours keywords, numbers, strings and comments,
so these alone get one, and neighbours of one kind get one together.
"""

from __future__ import annotations

from pygments.formatters import HtmlFormatter
from pygments.token import Comment, Generic, Keyword, Literal, Operator, String, _TokenType
from sphinx.application import Sphinx
from sphinx.highlighting import PygmentsBridge

# The first that holds: a string is a literal too. A prompt has no colour, but is not selected.
CLASSES = {
    Keyword: "k",
    Operator.Word: "k",
    String: "s",
    Literal: "m",
    Comment: "c",
    Generic.Prompt: "gp",
}


class FourColours(HtmlFormatter):  # type: ignore[type-arg]
    """Write code with a class for each kind of token that has a colour."""

    def _get_css_classes(self, ttype: _TokenType) -> str:
        return next((name for kind, name in CLASSES.items() if ttype in kind), "")


def setup(app: Sphinx) -> dict[str, bool]:  # noqa: ARG001
    """Have Sphinx write its HTML with it."""
    PygmentsBridge.html_formatter = FourColours
    return {"parallel_read_safe": True, "parallel_write_safe": True}
