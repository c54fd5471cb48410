"""What axe finds on every page, in both themes; zoom, wide spacing, less motion.

A phone's width is asked in ``test_phone.py``.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from accessibility import accessibility_problems
from every_page import PAGES, settled
from open_pages import DEFAULTS
from text_spacing import lost_texts, space_texts
from visits import Visit
from widget import OVER_HTTP

TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# What lasts, of the elements of each kind, although the reader has asked for less motion.
MOVING = """() => {
  const kinds = new Map();
  for (const element of document.querySelectorAll("*")) {
    kinds.set(`${element.localName} ${element.getAttribute("class")}`, element);
  }
  const moving = [];
  for (const [kind, element] of kinds) {
    for (const part of ["", "::before", "::after"]) {
      const style = getComputedStyle(element, part || null);
      const { animationName, animationDuration, transitionDuration, scrollBehavior } = style;
      const times = [transitionDuration, animationName === "none" ? "0s" : animationDuration];
      const lasts = times.join().split(",").some((time) => parseFloat(time) > 0);
      if (lasts || scrollBehavior === "smooth") moving.push(kind + part);
    }
  }
  return [...moving, ...document.getAnimations().map((each) => each.effect.target.outerHTML)];
}"""
LIGHT = "book/references.html"  # it has little to load


@OVER_HTTP
def test_every_page_is_accessible(visit: Visit, site: str) -> None:
    page = visit("book/index.html")
    for path in PAGES:
        page.set_viewport_size(DEFAULTS["viewport"])
        page.goto(site + path)
        settled(page)
        assert_accessible(page, path)
        assert page.evaluate(MOVING) == [], path
        assert_text_can_be_spaced(page, path)
        assert_no_sideways_scrolling(page, path)


def assert_accessible(page: Page, path: str) -> None:
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        if path == "404.html":
            page.evaluate("localStorage.clear()")
            page.reload()  # the others follow while they are open
        expect(page.locator("html")).to_have_attribute("data-theme", scheme)
        problems = accessibility_problems(page, colours="only" if scheme == "dark" else "also")
        assert problems == [], (path, scheme)
    page.emulate_media(color_scheme="light")


def assert_text_can_be_spaced(page: Page, path: str) -> None:
    """Nothing is lost with the spacing that WCAG asks for, and the page only scrolls down."""
    space_texts(page, True)
    for width in (DEFAULTS["viewport"]["width"], 320):
        page.set_viewport_size({**DEFAULTS["viewport"], "width": width})
        assert lost_texts(page) == [], (path, width)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width, (path, width)
    space_texts(page, False)


def assert_no_sideways_scrolling(page: Page, path: str) -> None:
    """At 400 % and at 200 %, as in windows of 320 and of 640 pixels, the page only scrolls down."""
    for width in (320, 640):
        page.set_viewport_size({"width": width, "height": 256})
        page.evaluate(TWO_FRAMES)  # figures are laid out anew
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width, path


@OVER_HTTP
def test_a_lost_text_is_seen(visit: Visit) -> None:
    page = visit(LIGHT)
    settled(page)
    space_texts(page, True)
    assert lost_texts(page) == []
    text = page.locator("article li").last
    for fault in (
        "height: 1em; overflow: hidden",
        "width: 3em; overflow: clip; white-space: nowrap",
    ):
        text.evaluate("(element, fault) => { element.style.cssText = fault; }", fault)
        assert any(lost.startswith("cut") for lost in lost_texts(page)), fault


@OVER_HTTP
def test_one_faint_text_among_many_is_seen(visit: Visit) -> None:
    """Contrast is asked of a few texts of each kind: each fault makes a kind of its own."""
    page = visit(LIGHT, color_scheme="light")
    settled(page)
    assert accessibility_problems(page) == []
    text = page.locator("article li").last
    around = page.locator("article section").last
    for element, fault in [
        (text, "color: #bbb"),
        (text, "background: #555"),
        (around, "opacity: 0.3"),
        (around, "background: #555"),
    ]:
        element.evaluate("(element, fault) => { element.style.cssText = fault; }", fault)
        problems = accessibility_problems(page, colours="only")
        assert any(problem.startswith("color-contrast") for problem in problems), fault
        element.evaluate("(element) => { element.style.cssText = ''; }")
    page.evaluate("document.querySelector('article').append(new Image())")
    assert any(problem.startswith("image-alt") for problem in accessibility_problems(page))


@OVER_HTTP
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_link_that_does_not_stand_out_is_seen(visit: Visit, scheme: str) -> None:
    page = visit(LIGHT, color_scheme=scheme)
    settled(page)
    link = page.locator("article li a").last
    link.evaluate("(link) => { link.textContent = 'here'; }")  # shorter than the text around it
    assert accessibility_problems(page, colours="only") == []
    link.evaluate("(link) => { link.style.textDecoration = 'none'; }")
    problems = accessibility_problems(page, colours="only")
    assert [problem.partition(" ")[0] for problem in problems] == ["link-in-text-block"]
