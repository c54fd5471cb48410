"""Without scripts, and on paper, every figure of the book is the tables that its notebook holds."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from built_site import every_figure
from visits import Visit
from widget import OVER_HTTP

FIGURES = every_figure()
EVERY_CHAPTER = pytest.mark.parametrize(
    "chapter", sorted({figure.page for figure in FIGURES}), ids=lambda page: page[5:7]
)
ROWS = """(tables) => tables.map((table) => [table.caption.textContent,
  ...[...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent))])"""


@OVER_HTTP
@EVERY_CHAPTER
def test_without_scripts(visit: Visit, chapter: str) -> None:
    assert_tables(visit(chapter, java_script_enabled=False), chapter, "table")


@OVER_HTTP
@EVERY_CHAPTER
def test_in_print(visit: Visit, chapter: str) -> None:
    page = visit(chapter)
    expect(page.locator("figure.backprop-widget:not([data-live])")).to_have_count(0)
    page.emulate_media(media="print")
    assert_tables(page, chapter, ".backprop-snapshot table")
    expect(page.locator(".transport:visible, .tools:visible")).to_have_count(0)


def assert_tables(page: Page, chapter: str, selector: str) -> None:
    for figure in FIGURES:
        if figure.page == chapter:
            tables = page.locator(f"[id='{figure.anchor}'] {selector}")
            assert tables.evaluate_all(ROWS) == figure.tables()
            for table in tables.all():
                expect(table).to_be_visible()
