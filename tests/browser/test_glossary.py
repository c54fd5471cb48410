"""The glossary: a field leaves the terms that are called like what is typed, and says how many."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from accessibility import accessibility_problems
from visits import Visit
from widget import OVER_HTTP, PHONE

GLOSSARY = "book/glossary.html"


def parts(page: Page) -> tuple[Locator, Locator, Locator]:
    """The field, what is announced, and the terms in sight."""
    field = page.get_by_role("searchbox", name="Find a term")
    return field, page.locator(".glossary-tools [role=status]"), page.locator("h3:visible")


def test_typing_leaves_what_is_called_so_and_escape_brings_all_back(visit: Visit) -> None:
    page = visit(GLOSSARY)
    field, said, terms = parts(page)
    every = terms.count()
    assert every > 100
    expect(said).to_have_text(f"{every} terms")
    field.press_sequentially("COST func")
    expect(terms).to_have_text([re.compile("^Loss")])
    expect(said).to_have_text(f"1 of {every} terms")
    expect(page.locator("h2:visible")).to_have_count(1)
    expect(page.get_by_role("navigation", name="Letters").get_by_role("link")).to_have_text(["L"])
    field.press("Escape")
    expect(terms).to_have_count(every)
    expect(field).to_have_value("")


@OVER_HTTP
def test_where_none_is_called_so_those_that_mention_it_are_left(visit: Visit) -> None:
    page = visit(GLOSSARY)
    field, said, terms = parts(page)
    field.fill("python")
    assert 0 < terms.count() < 20
    expect(said).to_contain_text("mention")
    field.fill("xyzzy")
    expect(terms).to_have_count(0)
    expect(said).to_have_text(re.compile(r"^0 of \d+ terms$"))


@OVER_HTTP
def test_a_link_to_a_term_that_is_hidden_shows_it(visit: Visit) -> None:
    page = visit(GLOSSARY)
    field, _, _ = parts(page)
    field.fill("step size")
    page.locator("section#step-size a[href='#learning-rate']").click()
    expect(page.locator("section#learning-rate h3")).to_be_in_viewport()
    expect(field).to_have_value("")


@OVER_HTTP
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_and_fits_a_phone(visit: Visit, scheme: str) -> None:
    page = visit(GLOSSARY, **{**PHONE, "color_scheme": scheme})
    field, _, terms = parts(page)
    field.fill("deriv")
    assert terms.count() > 1
    assert accessibility_problems(page, "main") == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390


@OVER_HTTP
def test_without_scripts_it_is_the_list(visit: Visit) -> None:
    page = visit(GLOSSARY, java_script_enabled=False)
    expect(page.locator(".glossary-tools")).to_have_count(0)
    assert page.locator("h3:visible").count() > 100
