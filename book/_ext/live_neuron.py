"""Sphinx extension: the front page's drawing of a neuron is alive where scripts run."""

from __future__ import annotations

from typing import Any

from sphinx.application import Sphinx
from sphinx.util import logging

from backprop.widgets import LiveNeuron

PAGE = "book/index"
PLACE = '<div id="live-neuron" class="live-neuron">'

logger = logging.getLogger(__name__)


def with_neuron(body: str) -> str:
    """Put the figure before the drawing, which stays for whoever runs no scripts."""
    return body.replace(PLACE, f"{PLACE}\n{LiveNeuron().html()}", 1)


def enliven(app: Sphinx, page: str, _template: str, context: dict[str, Any], _: object) -> None:
    """Put the neuron into the front page."""
    if page != PAGE or app.builder.format != "html":
        return
    body = context.get("body", "")
    if PLACE not in body:
        logger.warning("%s has no place for the live neuron: it expects %s", page, PLACE)
    context["body"] = with_neuron(body)


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to each page, before its scripts are listed."""
    app.connect("html-page-context", enliven, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
