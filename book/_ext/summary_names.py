"""Sphinx extension: a folded part is called what its line says, to the ear as to the eye."""

from __future__ import annotations

from docutils import nodes
from myst_nb.sphinx_ import (
    HideCodeCellNode,
    SphinxTranslator,
    depart_HideCellInput,
    visit_HideCellInput,
)
from sphinx.application import Sphinx

LABEL = ' aria-label="Toggle hidden content"'


def visit(translator: SphinxTranslator, node: nodes.Element) -> None:
    """Write the fold as MyST-NB does, without the name that it gives to all of them."""
    start = len(translator.body)
    visit_HideCellInput(translator, node)
    translator.body[start:] = [part.replace(LABEL, "") for part in translator.body[start:]]


def setup(app: Sphinx) -> dict[str, bool]:
    """Write folds in this way."""
    app.add_node(HideCodeCellNode, override=True, html=(visit, depart_HideCellInput))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
