"""Every page of the built site, as a reader meets it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from widget_scripts import scripts_by_widget

from built_site import figures
from every_page import PAGES, assert_whole, settled
from visits import Visit, Watch
from widget import OVER_HTTP

CHAPTER = figures("ChainRuleStepper")[0].page
# A recorded training has its buttons once the reader comes near and its data are there.
ONE_STEP = """async () => {
  const used = [];
  for (const figure of document.querySelectorAll("figure.backprop-widget")) {
    const buttons = () => [...figure.querySelectorAll("button:enabled:not(.full-screen)")];
    for (let waits = 0; waits < 500 && buttons().length === 0; waits += 1) {
      figure.scrollIntoView();
      await new Promise((done) => setTimeout(done, 20));
    }
    (buttons().find((button) => button.textContent === "Next") ?? buttons()[0]).click();
    used.push(figure.dataset.widget);
  }
  return used;
}"""
LIGHT = "book/references.html"  # it has little to load


@pytest.fixture(scope="module")
def browser(whole_browser: Browser) -> Browser:
    """Readers have a window."""
    return whole_browser


def test_every_page_is_quiet_and_whole(visit: Visit, watch: Watch, site: str) -> None:
    """One visit asks it all: most of the time goes into opening the page."""
    page = visit("book/index.html", color_scheme="light")
    used: set[str] = set()
    for path in PAGES:
        page.goto(site + path)
        assert_whole(page, path)
        assert watch.problems == [], path
        if site.startswith("http"):
            used.update(use_each_widget(page))
            assert watch.problems == [], path
    if site.startswith("http"):
        assert used == scripts_by_widget().keys()  # each under the pages' policy


def use_each_widget(page: Page) -> list[str]:
    """Go one step in each figure, or press what it has; name the widgets."""
    used: list[str] = page.evaluate(ONE_STEP)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return used


def test_the_root_leads_to_the_book(visit: Visit) -> None:
    page = visit("index.html")
    expect(page).to_have_url(re.compile(r"/book/index\.html$"))


@OVER_HTTP
def test_no_button_is_printed_over_the_text(visit: Visit) -> None:
    page = visit(LIGHT, viewport={"width": 900, "height": 900})  # a wide page has no such button
    back = page.locator("#pst-back-to-top")
    shown = """(button) => {
      Object.assign(button.style, { display: "block", visibility: "visible" });  // scrolled
      return getComputedStyle(button).display;
    }"""
    assert back.evaluate(shown) == "block"
    page.emulate_media(media="print")
    assert back.evaluate(shown) == "none"


def test_the_theme_can_be_switched(visit: Visit) -> None:
    page = visit(LIGHT, color_scheme="light")
    html = page.locator("html")
    expect(html).to_have_attribute("data-theme", "light")
    switch = page.locator("button.theme-switch-button:visible").first
    for _ in range(3):
        if html.get_attribute("data-theme") == "dark":
            break
        switch.click()
    expect(html).to_have_attribute("data-theme", "dark")


@OVER_HTTP
def test_the_theme_is_kept(visit: Visit) -> None:
    """Over http: a browser may forget what a page on a disk has stored."""
    page = visit(LIGHT, color_scheme="light")
    page.evaluate("localStorage.setItem('mode', 'dark')")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_search_finds_the_chapter(visit: Visit) -> None:
    page = visit("search.html?q=gradient")
    expect(page.locator("#search-results a").first).to_be_visible()


def test_a_solution_opens(visit: Visit) -> None:
    page = visit(CHAPTER)
    hidden = page.locator("div.cell details.hide").first
    code = hidden.locator("pre").first
    expect(code).to_be_hidden()
    hidden.locator("summary").click()
    expect(code).to_be_visible()


def test_the_arrow_keys_do_not_turn_the_page(visit: Visit) -> None:
    page = visit(LIGHT)
    address = page.url
    page.locator("article h1").click()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    settled(page)
    assert page.url == address


# What each leaves in the watch, as patterns: what comes late is not taken for the next one's.
HARMS = [
    (
        "fetch('https://example.org/').catch(() => 0)",
        ["another origin: https://example.org/$", "console error: Failed to load.*example.org/'"],
    ),
    (
        "new Image().src = 'https://example.org/a.png'",
        ["another origin: https://example.org/a.png", "console error: Failed to load.*/a.png"],
    ),
    ("new Image().src = 'no.png'", ["^(status|failed).*/no.png", "error: Failed to load.*/no.png"]),
    ("console.error('bad')", ["console error: bad"]),
    ("console.warn('odd')", ["console warning: odd"]),
    ("setTimeout(() => { throw new Error('broken') })", ["uncaught: broken"]),
]


def test_the_watch_sees(visit: Visit, watch: Watch) -> None:
    """The fixture that every other test here rests on."""
    page = visit(LIGHT, bypass_csp=True)  # with its policy a page asks no other origin
    settled(page)
    assert watch.problems == []
    for harm, found in HARMS:
        page.evaluate(f"() => {{ {harm}; }}")
        for _ in range(300):
            missed = [
                each for each in found if not any(map(re.compile(each).search, watch.problems))
            ]
            if not missed:
                break
            page.evaluate("new Promise((resolve) => requestAnimationFrame(resolve))")
        assert missed == [], (harm, watch.problems)
    watch.problems.clear()
