"""The search: lessons first, quoted once, over http and from the disk."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from accessibility import accessibility_problems
from visits import Visit
from widget import OVER_HTTP


def results(page: Page) -> list[tuple[str, str]]:
    """Address and quotation of each result."""
    expect(page.locator("#search-results .search-summary")).to_have_text(re.compile(r"\d"))
    found = page.locator("#search-results li").evaluate_all(
        """(all) => all.map((item) =>
          [item.querySelector("a").href, item.querySelector("p")?.innerText ?? ""])"""
    )
    return [(address.split("/book/")[1], quoted) for address, quoted in found]


@pytest.mark.parametrize("word", ["gradient", "softmax", "Dense", "momentum"])
def test_lessons_stand_before_the_reference_and_the_package_last(visit: Visit, word: str) -> None:
    page = visit(f"search.html?q={word}")
    found = results(page)
    expect(page.locator(".search-summary")).to_have_text(f"{len(found)} pages")
    shelves = [
        0 if address[0].isdigit() else 2 if address.startswith("api.html") else 1
        for address, _ in found
    ]
    assert shelves == sorted(shelves)
    assert {0, 1, 2} <= set(shelves)
    assert len({address for address, _ in found}) == len(found)


def test_a_result_leads_to_the_section_that_is_quoted(visit: Visit) -> None:
    page = visit("search.html?q=momentum")
    address, quoted = results(page)[0]
    assert "#" in address
    assert "momentum" in quoted.lower()
    link = page.locator("#search-results a").first
    title = (link.text_content() or "").split("›")[-1].strip()
    link.click()
    expect(page.locator(":target > :is(h1, h2, h3)")).to_contain_text(title)


def test_quotations_have_neither_the_contents_list_nor_formulas_of_tex(visit: Visit) -> None:
    found = results(visit("search.html?q=slope"))
    quotations = [quoted for _, quoted in found if quoted]
    assert len(quotations) > 9
    for quoted in quotations:
        assert "Contents" not in quoted
        assert not re.search(r"[\\{}]|Show the code", quoted)
        assert len(quoted) < 300


@pytest.mark.parametrize(
    ("asked", "term"),
    [
        ("chain rule", "Chain rule"),
        ("derivative", "Slope"),
        ("derivatives", "Slope"),
        ("backward", "Backward pass"),
        ("cost function", "Loss"),
        ("learning rates", "Learning rate"),
        ("what is the chain rule", "Chain rule"),
    ],
)
def test_the_term_that_was_meant_stands_above_the_results(
    visit: Visit, asked: str, term: str
) -> None:
    page = visit(f"search.html?q={quote(asked)}")
    expect(page.locator(".found-terms dt a").first).to_have_text(term)
    expect(page.locator(".found-terms dd a").first).to_have_attribute(
        "href", re.compile(r"^book/\d.*#.+")
    )
    assert results(page)


@OVER_HTTP
def test_what_the_book_calls_it_is_found_too(visit: Visit) -> None:
    page = visit("search.html?q=" + quote("cost function"))
    found = results(page)
    assert not any("cost function" in quoted.lower() for _, quoted in found[:3])
    assert any("loss" in quoted.lower() for _, quoted in found)


@OVER_HTTP
def test_a_search_with_terms_is_accessible(visit: Visit) -> None:
    page = visit("search.html?q=derivative")
    results(page)
    assert accessibility_problems(page, "main") == []


def test_words_without_a_result_are_said_to_have_none(visit: Visit) -> None:
    page = visit("search.html?q=xyzzy")
    expect(page.locator("#search-results .search-summary")).not_to_be_empty()
    expect(page.locator("#search-results :is(li, dl)")).to_have_count(0)


def test_the_button_is_named_by_what_it_shows(visit: Visit) -> None:
    button = visit("book/index.html").locator(".search-button-field")
    shown = " ".join(button.inner_text().split())
    expect(button).to_have_accessible_name(re.compile(re.sub(r"\W+", r"\\W*", shown)))
    assert button.get_attribute("title") is None
