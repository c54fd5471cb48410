"""The code that only builds a figure is folded; what is to be read stays in sight."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from docutils import nodes
from docutils.utils import new_document
from figure_cells import SHOW, FigureCells, defines_something

from built_site import SITE, every_figure

CELL = re.compile(
    r'<div class="cell [^"]*docutils container">.*?(?=<div class="cell |</section>)', re.S
)
FIGURE = '<figure class="backprop-widget" id="a">'
QUESTION = '<figure class="backprop-widget" id="q" data-widget="Question">'


def cells() -> Iterator[str]:
    for page in sorted({figure.page for figure in every_figure()}):
        yield from CELL.findall((SITE / page).read_text(encoding="utf-8"))


def test_the_cells_of_figures_are_folded_and_no_others() -> None:
    folded = unfolded = asked = 0
    for cell in cells():
        first = cell.split("cell_output", 1)[0]
        if 'class="backprop-widget"' not in cell:
            assert SHOW not in cell
            continue
        if 'data-widget="Question"' in cell:
            assert "full-width" not in cell[:80]
            asked += 1
            continue
        assert "full-width" in cell[:80]
        if ">def<" in re.sub(r"<span[^>]*>(def|class)</span>", r">def<", first):
            assert SHOW not in cell
            unfolded += 1
        else:
            assert '<details class="admonition hide above-input">' in first
            assert first.count(SHOW) == 1
            folded += 1
    assert folded + unfolded + asked == len(every_figure())
    assert folded > unfolded > 0


@pytest.mark.parametrize(
    ("code", "defines"),
    [
        ("f(x)", False),
        ("def f():\n    pass", True),
        ("if a:\n    class B: ...", True),
        ('text = "def f"', False),
    ],
)
def test_what_defines_something(code: str, defines: bool) -> None:
    assert defines_something(code) is defines


@pytest.mark.parametrize(
    ("output", "mode", "expected"),
    [(FIGURE, None, "input"), (FIGURE, "all", "all"), ("<table>", None, None)],
)
def test_a_cell_is_marked(output: str, mode: str | None, expected: str | None) -> None:
    cell = nodes.container("", nodes.literal_block("f()", "f()"), nodes.raw("", output))
    cell["nb_element"] = "cell_code"
    if mode:
        cell["hide_mode"] = mode
    page = new_document("page")
    page += cell
    transform = FigureCells.__new__(FigureCells)
    transform.document = page
    transform.run()
    assert cell.get("hide_mode") == expected
    assert ("full-width" in cell["classes"]) == (output == FIGURE)


@pytest.mark.parametrize(
    ("output", "code", "shown", "wide"),
    [
        (QUESTION, "Question('a')", False, False),
        (QUESTION, "def f():\n    pass", True, False),
        (QUESTION + FIGURE, "f()", True, True),
        (FIGURE, "f()", True, True),
    ],
)
def test_a_question_stands_in_the_text_without_its_code(
    output: str, code: str, shown: bool, wide: bool
) -> None:
    source = nodes.container("", nodes.literal_block(code, code), nb_element="cell_code_source")
    cell = nodes.container("", source, nodes.raw("", output), nb_element="cell_code")
    page = new_document("page")
    page += cell
    transform = FigureCells.__new__(FigureCells)
    transform.document = page
    transform.run()
    assert (source in cell.children) is shown
    assert ("full-width" in cell["classes"]) is wide
    assert len(list(cell.findall(nodes.raw))) == 1
