"""A link in the text finds a figure, and keeps the state that it brings."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

from sphinx.application import Sphinx

FIGURE = '# Page\n\n## A heading\n\n<figure class="backprop-widget" id="bowl">B</figure>\n'


def links(folder: Path, *targets: str) -> tuple[list[str], str]:
    """Build two pages, the first linking to the second; return the links and the warnings."""
    source = folder / "source"
    source.mkdir()
    lines = "\n\n".join(f"[*here*](page.md#{target})" for target in targets)
    (source / "index.md").write_text(f"# Index\n\n{lines}\n", encoding="utf-8")
    (source / "page.md").write_text(f"---\norphan: true\n---\n{FIGURE}", encoding="utf-8")
    settings = {"extensions": ["myst_parser", "figure_links"], "myst_heading_anchors": 2}
    settings |= {"html_theme": "basic"}
    built = folder / "built"
    trees = folder / "trees"
    warnings = StringIO()
    app = Sphinx(source, None, built, trees, "html", settings, status=None, warning=warnings)
    app.build()
    html = (built / "index.html").read_text(encoding="utf-8")
    found = re.findall(r'href="(page\.html#[^"]*)".*?<em>here</em>', html)
    return found, warnings.getvalue()


def test_a_figure_a_figure_with_its_state_and_a_heading(tmp_path: Path) -> None:
    state = "bowl?chosen=[%22a-b%22,%22c%22]&inputs={%22x0%22:-2.5}"
    found, warnings = links(tmp_path, "bowl", state, "a-heading")
    escaped = "bowl?chosen=%5B%22a-b%22,%22c%22%5D&amp;inputs=%7B%22x0%22:-2.5%7D"
    assert found == [f"page.html#{place}" for place in ("bowl", escaped, "a-heading")]
    assert warnings == ""


def test_a_figure_that_is_not_there_is_warned_of(tmp_path: Path) -> None:
    _, warnings = links(tmp_path, "basin")
    assert "'basin'" in warnings
