"""The headings of the book's pages, as addresses have them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import nbformat

BOOK = Path(__file__).resolve().parents[2] / "book"


@cache
def anchors(page: str) -> set[str]:
    """Return the anchors of a chapter's headings."""
    notebook = nbformat.read(BOOK / f"{page}.ipynb", as_version=4)
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    headings = re.findall(r"^##+ (.+?)\s*$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).strip().replace(" ", "-") for h in headings}
