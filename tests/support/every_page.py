"""What holds for each page of the site, wherever it is opened from."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from built_site import pages

# The page at the root leads on to the book's first page at once: it has a test of its own.
PAGES = [page for page in pages() if page != "index.html"]
UNWANTED = re.compile(r"mathjax|require|html-manager|fontawesome|thebe", re.IGNORECASE)


def settled(page: Page) -> None:
    """Wait until the page has what it asked for, and its widgets are live, as for paper."""
    page.wait_for_load_state("load")
    page.evaluate("['beforeprint', 'afterprint'].map((name) => dispatchEvent(new Event(name)))")
    expect(page.locator("figure.backprop-widget:not([data-live])")).to_have_count(0)


def assert_whole(page: Page, path: str) -> None:
    """Its widgets are live, its formulas typeset, its fonts and images there."""
    settled(page)
    page.evaluate("document.fonts.ready.then(() => null)")
    scripts = page.evaluate("[...document.scripts].map((script) => script.src)")
    assert [script for script in scripts if UNWANTED.search(script)] == [], path
    assert page.evaluate("document.querySelectorAll('.math:not(:has(> math))').length") == 0, path
    fonts = page.evaluate(
        "[...document.fonts].filter((f) => f.status === 'error').map((f) => f.family)"
    )
    # A fallback is a font of the reader's machine, which may not have it.
    assert [font for font in fonts if "Fallback" not in font] == [], path
    broken = page.evaluate(
        "[...document.images].filter((i) => i.complete && !i.naturalWidth).map((i) => i.src)"
    )
    assert broken == [], path
