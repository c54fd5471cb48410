"""A glossary term shows its definition to who points at it or comes to it by keyboard."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from accessibility import accessibility_problems
from built_site import every_figure
from visits import Visit
from widget import OVER_HTTP, PHONE, tab_to

CHAPTER = every_figure()[0].page


def first_term(page: Page) -> tuple[Locator, Locator]:
    return page.locator("a[data-definition]").first, page.locator("#definition")


def test_pointing_shows_the_definition_until_one_points_elsewhere(visit: Visit) -> None:
    page = visit(CHAPTER)
    link, definition = first_term(page)
    expect(definition).to_be_hidden()
    link.hover()
    expect(definition).to_be_visible()
    expect(definition).to_have_text(link.get_attribute("data-definition") or "none")
    expect(link).to_have_accessible_description(link.get_attribute("data-definition") or "none")
    definition.hover()
    expect(definition).to_be_visible()
    page.locator("h1:visible").hover()
    expect(definition).to_be_hidden()
    assert link.get_attribute("title") is None


@OVER_HTTP
def test_escape_dismisses_it(visit: Visit) -> None:
    page = visit(CHAPTER)
    link, definition = first_term(page)
    link.hover()
    expect(definition).to_be_visible()
    page.keyboard.press("Escape")
    expect(definition).to_be_hidden()


@OVER_HTTP
def test_it_shows_with_the_focus_and_stays_while_the_mouse_moves(visit: Visit) -> None:
    page = visit(CHAPTER)
    link, definition = first_term(page)
    tab_to(page, link)
    expect(definition).to_be_visible()
    page.locator("h1:visible").hover()
    expect(definition).to_be_visible()
    assert accessibility_problems(page, "#definition") == []
    page.keyboard.press("Tab")
    expect(definition).not_to_have_text(link.get_attribute("data-definition") or "none")


@OVER_HTTP
def test_every_definition_is_within_the_window(visit: Visit) -> None:
    page = visit(CHAPTER, viewport={"width": 390, "height": 844})
    link, definition = first_term(page)
    for link in page.locator("a[data-definition]:visible").all()[:12]:
        link.hover()
        place = definition.bounding_box()
        assert place
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= 390


@OVER_HTTP
def test_a_tap_follows_the_link(visit: Visit) -> None:
    page = visit(CHAPTER, **PHONE)
    link, _ = first_term(page)
    link.tap()
    expect(page).to_have_url(re.compile(r"glossary\.html#"))
