"""A place that a link leads to stays in sight while what is above it comes to have its height."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from built_site import every_figure
from visits import Visit
from widget import OVER_HTTP

CHAPTERS = sorted({figure.page for figure in every_figure()})
CONTENTS = "#pst-page-toc-nav a"
WINDOW = {"width": 1280, "height": 720}
# Whatever is near is there when nothing has changed its height for ten frames.
STILL = """() => new Promise((done) => {
  let height = 0, frames = 0;
  const look = () => {
    frames = document.body.offsetHeight === height ? frames + 1 : 0;
    height = document.body.offsetHeight;
    frames < 10 ? requestAnimationFrame(look) : done();
  };
  look();
})"""
OFF = """(id) => {
  const top = () => document.getElementById(id).getBoundingClientRect().top;
  const before = top();
  document.getElementById(id).scrollIntoView();
  return before - top();
}"""


def off(page: Page, link: str) -> float:
    """How far from its place a link has led."""
    page.evaluate(STILL)
    found: float = page.evaluate(OFF, link.removeprefix("#"))
    return found


@OVER_HTTP
@pytest.mark.parametrize("path", [CHAPTERS[3], CHAPTERS[7]])
def test_the_list_of_contents_leads_to_each_section(visit: Visit, path: str) -> None:
    page = visit(path, viewport=WINDOW)
    links = page.locator(CONTENTS).evaluate_all("(all) => all.map((each) => each.hash)")
    assert len(links) > 8
    for link in reversed(links):
        page.locator(f'{CONTENTS}[href="{link}"]').evaluate("(it) => it.click()")
        assert off(page, link) == pytest.approx(0, abs=2), link


def test_a_page_opens_where_its_address_says(visit: Visit) -> None:
    for link in ("#two-samples-with-a-pencil", "#q-weight-over-the-batch"):
        page = visit(f"{CHAPTERS[3]}{link}", viewport=WINDOW)
        assert off(page, link) == pytest.approx(0, abs=2), link


@OVER_HTTP
@pytest.mark.parametrize("path", [CHAPTERS[3], CHAPTERS[11]])
def test_an_address_that_is_edited_leads_to_each_section(visit: Visit, path: str) -> None:
    page = visit(path, viewport=WINDOW)
    links = page.locator(CONTENTS).evaluate_all("(all) => all.map((each) => each.hash)")
    assert len(links) > 8
    for link in reversed(links):
        page.evaluate("(link) => { location.hash = link; }", link)
        assert off(page, link) == pytest.approx(0, abs=2), link


@OVER_HTTP
def test_where_back_leads_is_left_to_the_browser(visit: Visit) -> None:
    page = visit(CHAPTERS[3], viewport=WINDOW)
    page.evaluate("history.scrollRestoration = 'manual'")  # it shall stay where it is
    for link in ("#sum-or-mean", "#two-samples-with-a-pencil"):
        page.evaluate("(link) => { location.hash = link; }", link)
        page.evaluate(STILL)
    page.evaluate("history.back()")
    expect(page).to_have_url(re.compile("#sum-or-mean$"))
    page.evaluate("document.body.style.paddingBottom = '100px'")
    assert off(page, "#two-samples-with-a-pencil") == pytest.approx(0, abs=2)


def by_wheel(page: Page) -> None:
    page.mouse.move(600, 400)
    page.mouse.wheel(0, 3000)


def otherwise(page: Page) -> None:
    """As a scroll bar does, or a screen reader: no event tells of who scrolls."""
    page.evaluate("scrollBy(0, 3000)")


@OVER_HTTP
@pytest.mark.parametrize("scroll", [by_wheel, otherwise])
def test_who_scrolls_on_is_not_brought_back(visit: Visit, scroll: Callable[[Page], None]) -> None:
    page = visit(f"{CHAPTERS[3]}#sum-or-mean", viewport=WINDOW)
    expect(page.locator("#sum-or-mean")).to_be_in_viewport()
    page.evaluate(STILL)
    scroll(page)
    page.evaluate(STILL)
    page.evaluate("document.body.style.paddingBottom = '100px'")
    page.evaluate(STILL)
    expect(page.locator("#sum-or-mean > :is(h2, h3)")).not_to_be_in_viewport()
