"""Sphinx extension: links from a page's top to its first figure, and from figure to figure.

Each stands right before a figure and is seen while it has the focus. A hundred stops of the Tab key
may lie between two figures. Questions are exercises of the text, and are left to it.
"""

from __future__ import annotations

import re
from typing import Any

from sphinx.application import Sphinx

FIGURE = re.compile(
    r'<figure class="backprop-widget" id="[\w-]+" data-widget="(?!Question")\w+".*?</figure>',
    re.DOTALL,
)
PLACE = "figure-{}"
PAST = "past-figures"


def link(number: int, count: int) -> str:
    """Write the link before a figure, which is the place of that figure too."""
    target, said = (
        (PLACE.format(number + 1), "Next figure")
        if number < count
        else (PAST, "Past the figure, to the text")
    )
    return f'<a class="figure-skip" id="{PLACE.format(number)}" href="#{target}">{said}</a>'


def add_links(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Put a link before each figure of a page, and a place behind the last."""
    if "body" not in context:
        return
    body = context["body"]
    figures = list(FIGURE.finditer(body))
    if not figures:
        return
    parts = [body[: figures[0].start()]]
    for number, figure in enumerate(figures, 1):
        parts += [link(number, len(figures)), figure[0]]
        if number < len(figures):
            parts.append(body[figure.end() : figures[number].start()])
    parts += [f'<span id="{PAST}" tabindex="-1"></span>', body[figures[-1].end() :]]
    context["body"] = "".join(parts)
    context["first_figure"] = PLACE.format(1)


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to each page."""
    app.connect("html-page-context", add_links)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
