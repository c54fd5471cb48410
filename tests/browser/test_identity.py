"""The front page, the page for lost addresses, and how the text is set, as a reader sees them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from built_site import SITE
from visits import Visit
from widget import OVER_HTTP, PHONE

CHAPTER = "book/01-step-through-one-neuron.html"
FRONT = "book/index.html"
BOOKS_OWN = re.compile(r"Book \w+")

# Characters in each full line of the running text: all lines of a paragraph but its last.
FULL_LINES = """() => [...document.querySelectorAll("section > p")].flatMap((paragraph) => {
  if (paragraph.children.length || paragraph.previousElementSibling?.tagName === "H1") return [];
  const text = paragraph.firstChild;
  const lines = new Map();
  for (let place = 0; place < text.length; place++) {
    const range = document.createRange();
    range.setStart(text, place);
    range.setEnd(text, place + 1);
    const top = Math.round(range.getBoundingClientRect().top);
    lines.set(top, (lines.get(top) ?? 0) + 1);
  }
  return [...lines.values()].slice(0, -1);
})"""


def fonts_of(page: Page) -> set[str]:
    """The book's own faces that the page has loaded."""
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate(
        "[...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family)"
    )
    return {name for name in (family.strip('"') for family in loaded) if BOOKS_OWN.fullmatch(name)}


def test_the_text_is_set_in_the_books_faces(visit: Visit) -> None:
    page = visit(CHAPTER)
    assert fonts_of(page) == {"Book Serif", "Book Sans", "Book Mono", "Book Math"}
    lines = page.evaluate(FULL_LINES)
    assert 66 <= sum(lines) / len(lines) <= 75


def test_the_front_page_begins_with_its_figure(visit: Visit) -> None:
    page = visit(FRONT)
    figure = page.locator("#live-neuron").bounding_box()
    promise = page.locator(".promise").bounding_box()
    assert figure is not None
    assert promise is not None
    assert figure["y"] + figure["height"] <= 720
    assert figure["y"] < promise["y"]


@OVER_HTTP
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_card_leads_to_its_chapter_wherever_it_is_pressed(visit: Visit, scripts: bool) -> None:
    page = visit(FRONT, java_script_enabled=scripts, **PHONE)
    card = page.locator(".chapter-cards li").nth(1)
    box = card.bounding_box()
    assert box is not None
    card.click(position={"x": 20, "y": box["height"] - 20})
    expect(page).to_have_url(re.compile(r"/book/02-descend-with-the-gradient\.html$"))


@OVER_HTTP
@pytest.mark.parametrize("folder", ["", "some/where/"])
def test_a_lost_reader_finds_the_chapter_at_any_depth(visit: Visit, site: str, folder: str) -> None:
    page = visit(FRONT)
    lost = f"{site}{folder}book/01-step-trough-one-neuron.htm"
    body = (SITE / "404.html").read_text(encoding="utf-8")
    page.route(lost, lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(lost)
    near = page.locator("li.near a").first
    expect(near).to_have_text("Step through one neuron")
    assert near.evaluate("(link) => link.href") == f"{site}{folder}{CHAPTER}"


def test_from_a_disk_the_lost_page_leads_on(visit: Visit) -> None:
    page = visit("404.html")
    page.get_by_role("link", name="Step through one neuron").click()
    expect(page.locator("article h1")).to_contain_text("Step through one neuron")
