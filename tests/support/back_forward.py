"""Back to a page that the browser has kept whole, in its back/forward cache."""

from __future__ import annotations

from playwright.sync_api import Page, expect

NOTE = """() => addEventListener("pageshow", ({ persisted }) => {
  document.documentElement.dataset.persisted = persisted;
}, { once: true })"""


def away_and_back(page: Page, elsewhere: str) -> None:
    leave(page, elsewhere)
    come_back(page)


def leave(page: Page, elsewhere: str) -> None:
    page.evaluate("delete document.documentElement.dataset.persisted")
    page.evaluate(NOTE)
    page.goto(elsewhere)


def come_back(page: Page) -> None:
    """Playwright's own way back waits for a load, and a page that was kept is not loaded."""
    page.evaluate("history.back()")
    expect(page.locator("html")).to_have_attribute("data-persisted", "true")
