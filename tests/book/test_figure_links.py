"""A link in the text finds a figure, and keeps the state that it brings."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from sphinx.application import Sphinx

FIGURE = '<figure class="backprop-widget" id="bowl" data-widget="DescentStepper">A table</figure>'
SETTINGS = {
    "extensions": ["myst_nb", "figure_links"],
    "html_theme": "basic",
    "myst_heading_anchors": 2,
    "nb_execution_mode": "off",
    "root_doc": "book/index",
}


def links(folder: Path, *targets: str) -> tuple[list[str], str]:
    """Build a page with links to a chapter and to the worksheets; return them and the warnings."""
    book, built = folder / "source" / "book", folder / "built"
    book.mkdir(parents=True)
    lines = "\n\n".join(f"[*here*]({target})" for target in targets)
    (book / "index.md").write_text(f"# Index\n\n{lines}\n", encoding="utf-8")
    sheets = "---\norphan: true\n---\n# Worksheets\n"
    (book / "worksheets.md").write_text(sheets, encoding="utf-8")
    shown = new_output("display_data", {"text/html": FIGURE, "text/plain": "a figure"})
    cells = [new_markdown_cell("# Page\n\n## A heading"), new_code_cell("1", outputs=[shown])]
    python = {"name": "python", "pygments_lexer": "ipython3"}
    chapter = new_notebook(cells=cells, metadata={"orphan": True, "language_info": python})
    nbformat.write(chapter, book / "page.ipynb")
    warnings, source, trees = StringIO(), folder / "source", folder / "trees"
    app = Sphinx(source, None, built, trees, "html", SETTINGS, status=None, warning=warnings)
    app.build()
    html = (built / "book" / "index.html").read_text(encoding="utf-8")
    return re.findall(r'href="([^"]*)"><span[^>]*><em>here</em>', html), warnings.getvalue()


def test_a_figure_with_and_without_a_state_and_a_heading(tmp_path: Path) -> None:
    targets = ["page.ipynb#bowl", "page.ipynb#a-heading"]
    targets += ["page.ipynb#bowl?inputs={%22x0%22:-2.5}", "worksheets.md#sheet?chosen=[%22a%22]"]
    found, warnings = links(tmp_path, *targets)
    assert found == [
        "page.html#bowl",
        "page.html#a-heading",
        "page.html#bowl?inputs=%7B%22x0%22:-2.5%7D",
        "worksheets.html#sheet?chosen=%5B%22a%22%5D",
    ]
    assert warnings == ""


def test_a_figure_that_is_not_there_is_warned_of(tmp_path: Path) -> None:
    _, warnings = links(tmp_path, "page.ipynb#basin")
    assert "'basin'" in warnings
