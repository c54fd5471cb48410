"""The tables of a figure that its notebook holds, as a page shows them."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from built_site import every_figure

ROWS = """(tables) => tables.map((table) => [table.caption.textContent,
  ...[...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent))])"""


def assert_tables(page: Page, chapter: str, selector: str) -> None:
    """All tables of a chapter's figures are visible, and hold what the notebook holds."""
    for figure in every_figure():
        if figure.page == chapter:
            tables = page.locator(f"[id='{figure.anchor}'] {selector}")
            assert tables.evaluate_all(ROWS) == figure.tables()
            expect(tables.filter(visible=True)).to_have_count(tables.count())
