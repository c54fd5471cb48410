"""A page runs nothing that is not the site's own, and needs no storage."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from every_page import settled
from visits import Visit, Watch
from widget import OVER_HTTP

CHAPTER = "book/07-differentiate-softmax-and-loss.html"

# What a page must not do, and the kind of thing that its policy then refuses.
REFUSED = {
    "a script in the page": (
        "document.body.append(Object.assign(document.createElement('script'), {text: 'harm = 1'}))",
        "script-src-elem",
    ),
    "a handler": ("document.body.setAttribute('onclick', 'harm = 1')", "script-src-attr"),
    "a style": ("document.body.setAttribute('style', 'color: red')", "style-src-attr"),
    "eval": ("setTimeout(() => { try { eval('harm = 1') } catch {} })", "script-src"),
    "a foreign picture": ("new Image().src = 'https://example.org/a.png'", "img-src"),
    "a foreign script": (
        "document.body.append(Object.assign(document.createElement('script'), "
        "{src: 'https://example.org/a.js'}))",
        "script-src-elem",
    ),
}
WHAT_IS_REFUSED = """() => new Promise((resolve) => {
  const tell = (event) => resolve(event.effectiveDirective);
  addEventListener("securitypolicyviolation", tell, { once: true });
  HARM;
})"""


def test_the_policy_refuses_what_is_not_the_sites(visit: Visit, watch: Watch) -> None:
    page = visit("book/references.html")
    settled(page)
    for name, (harm, kind) in REFUSED.items():
        found = page.evaluate(WHAT_IS_REFUSED.replace("HARM", harm))
        assert found == kind, name
    assert page.evaluate("typeof harm") == "undefined"
    expected = re.compile(
        "Content Security Policy|-src' was not explicitly set|https://example.org/"
    )
    assert [problem for problem in watch.problems if not expected.search(problem)] == []
    watch.problems.clear()


def test_the_button_prints(visit: Visit) -> None:
    """It was the theme's only handler in the page."""
    page = visit(CHAPTER)
    page.evaluate("window.print = () => { window.printed = true; }")
    page.locator(".dropdown-download-buttons > button").click()
    page.locator("[data-prints]").click()
    assert page.evaluate("window.printed")


STORAGES = {
    "forbidden": """Object.defineProperty(window, "localStorage", { configurable: true,
      get() { throw new DOMException("denied", "SecurityError"); } });""",
    "null": """Object.defineProperty(window, "localStorage",
      { configurable: true, value: null });""",
    "full": """Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError"); };""",
}


@OVER_HTTP
@pytest.mark.parametrize("storage", STORAGES)
def test_a_page_works_whatever_the_storage_is(visit: Visit, site: str, storage: str) -> None:
    page = visit("404.html")
    page.add_init_script(STORAGES[storage])
    page.goto(site + CHAPTER)
    settled(page)
    html = page.locator("html")
    first = html.get_attribute("data-theme")
    switch = page.locator("button.theme-switch-button:visible").first
    for _ in range(3):
        if html.get_attribute("data-theme") == first:
            switch.click()
    assert html.get_attribute("data-theme") != first
    page.keyboard.press("Control+k")
    expect(page.locator("dialog#pst-search-dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 390, "height": 800})
    page.locator("button.primary-toggle:visible").first.click()
    expect(page.locator(".bd-sidebar-primary")).to_be_visible()
