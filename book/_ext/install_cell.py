"""The cell of a chapter that installs what the chapter needs. No extension itself."""

from __future__ import annotations

import re

import nbformat
from nbformat import NotebookNode

ALSO = ("autograd",)  # what some chapters need besides the package
CELL = """\
# Where the book's package is missing, install it{how}.
from importlib.util import find_spec

if find_spec("backprop") is None:
    get_ipython().run_line_magic("pip", 'install --quiet {what}')"""
BESIDE = ": the page's menu has it as .whl, to be put beside this notebook"
ID = "install"


def install_cell(what: str, notebook: NotebookNode) -> NotebookNode:
    """Make the cell that installs what a chapter needs, from where pip is told to."""
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    also = [
        name for name in ALSO if re.search(rf"^\s*(?:from|import) {name}\b", code, re.MULTILINE)
    ]
    wanted = " ".join([f'"{what}"', *also])
    source = CELL.format(how=BESIDE if what.startswith("./") else "", what=wanted)
    return nbformat.v4.new_code_cell(source, id=ID, metadata={"tags": ["remove-cell"]})


def with_install_cell(notebook: NotebookNode, what: str) -> None:
    """Put the cell before the first that runs, in place of one that stands there.

    With no source none is put there.
    """
    notebook.cells = [cell for cell in notebook.cells if cell.get("id") != ID]
    if not what:
        return
    first = next(i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code")
    notebook.cells.insert(first, install_cell(what, notebook))
