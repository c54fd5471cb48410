"""Sphinx extension: a cell that only builds a widget shows the widget, and its code when asked.

A cell that defines a function keeps its code in sight: the function is there to be read. A cell
that only asks a question is the question, in the column of the text.
"""

from __future__ import annotations

import ast
import re

from docutils import nodes
from myst_nb.sphinx_ import HideInputCells
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

FIGURE = '<figure class="backprop-widget"'
QUESTION = re.compile(r'<figure class="backprop-widget"[^>]* data-widget="Question"')
SHOW = "Show the code that builds this figure"
HIDE = "Hide the code that builds this figure"


def shows_widget(cell: nodes.container) -> bool:
    """Tell whether a widget's figure is among the outputs of a cell."""
    return any(FIGURE in raw.astext() for raw in cell.findall(nodes.raw))


def shows_questions_only(cell: nodes.container) -> bool:
    """Tell whether all figures among the outputs of a cell are questions."""
    html = "".join(raw.astext() for raw in cell.findall(nodes.raw))
    return html.count(FIGURE) == len(QUESTION.findall(html))


def remove_code(cell: nodes.container) -> None:
    """Leave of a cell what it shows."""
    for child in list(cell.children):
        if isinstance(child, nodes.Element) and child.get("nb_element") == "cell_code_source":
            cell.remove(child)


def defines_something(code: str) -> bool:
    """Tell whether a cell's code defines a function or a class."""
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return any(isinstance(node, definitions) for node in ast.walk(ast.parse(code)))


class FigureCells(SphinxPostTransform):
    """Fold the code of widgets' cells, and let figures be wider than the text."""

    default_priority = HideInputCells.default_priority - 1  # it folds what is marked here
    formats = ("html",)

    def run(self, **_: object) -> None:
        """Mark every cell of the page that shows a widget."""
        for cell in self.document.findall(nodes.container):
            if cell.get("nb_element") != "cell_code" or not shows_widget(cell):
                continue
            code = next(cell.findall(nodes.literal_block)).astext()
            if shows_questions_only(cell):
                if not defines_something(code):
                    remove_code(cell)
                continue
            cell["classes"].append("full-width")
            if not cell.get("hide_mode") and not defines_something(code):
                cell["hide_mode"] = "input"
                cell["prompt_show"], cell["prompt_hide"] = SHOW, HIDE


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the transform."""
    app.add_post_transform(FigureCells)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
