"""The headings of the book's pages, as addresses have them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import nbformat

BOOK = Path(__file__).resolve().parents[2] / "book"


@cache
def anchors(page: str) -> set[str]:
    """Return the anchors of a page's headings; it is a chapter or a page of Markdown."""
    written = BOOK / f"{page}.md"
    text = written.read_text(encoding="utf-8") if written.is_file() else _prose(page)
    headings = re.findall(r"^##+ (.+?)\s*$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).strip().replace(" ", "-") for h in headings}


def _prose(page: str) -> str:
    notebook = nbformat.read(BOOK / f"{page}.ipynb", as_version=4)
    return "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
