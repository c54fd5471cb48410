"""The cell of a chapter that installs what the chapter needs. No extension itself."""

from __future__ import annotations

import re

import nbformat
from nbformat import NotebookNode

ALSO = {"autograd": "autograd", "backprop.parallel": "distributed"}
"""What some chapters import, and what is to be installed for it besides the package."""
CELL = """\
# Where the book's package is missing, install it{how}.
from importlib.util import find_spec

if find_spec("backprop") is None:
    get_ipython().run_line_magic("pip", 'install --quiet {what}')"""
BESIDE = ": the page's menu has it as .whl, to be put beside this notebook"
ID = "install"


def also_needed(notebook: NotebookNode) -> list[str]:
    """List what a chapter's imports need besides the package and what that brings along."""
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    return [
        needed
        for name, needed in ALSO.items()
        if re.search(rf"^\s*(?:from|import) {re.escape(name)}\b", code, re.MULTILINE)
    ]


def with_install_cell(notebook: NotebookNode, what: str) -> None:
    """Put a cell before the first that runs, in place of one that stands there.

    It installs the package from where pip is told to. With no source none is put there.
    """
    wanted = " ".join([f'"{what}"', *also_needed(notebook)])
    source = CELL.format(how=BESIDE if what.startswith("./") else "", what=wanted)
    with_first_cell(notebook, source if what else "")


def with_first_cell(notebook: NotebookNode, source: str) -> None:
    """Let a cell with this source be the first that runs, in place of an earlier one like it."""
    notebook.cells = [cell for cell in notebook.cells if cell.get("id") != ID]
    if not source:
        return
    first = next(i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code")
    cell = nbformat.v4.new_code_cell(source, id=ID, metadata={"tags": ["remove-cell"]})
    notebook.cells.insert(first, cell)
