"""Pages of the site that the browser has kept whole while the reader was on another."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, expect

from back_forward import away_and_back, come_back, leave
from backprop.exercises.bank import exercises
from built_site import figures
from visits import Visit
from widget import OVER_HTTP

CHAPTER = figures("ChainRuleStepper")[0].page
TRAINING = figures("TrainingPlayer")[0].page
LIGHT = "book/references.html"  # it has little to load
ANSWERED = {"seen": 1, "right": 1, "wrong": 0, "box": 1, "due": 2}


@pytest.fixture(scope="module")
def browser(keeping_browser: Browser) -> Browser:
    return keeping_browser


@OVER_HTTP
@pytest.mark.parametrize("path", [CHAPTER, TRAINING, "book/practice.html", "search.html"])
def test_nothing_keeps_a_page_from_being_kept(visit: Visit, site: str, path: str) -> None:
    """An `unload` listener would, or a connection that is open."""
    page = visit(path)
    away_and_back(page, site + LIGHT)


@OVER_HTTP
def test_it_follows_what_was_done_on_another_page(visit: Visit, site: str) -> None:
    page = visit("book/index.html", color_scheme="light")
    first = next(iter(exercises().values()))
    expect(page.locator(".card-progress").first).to_be_empty()
    leave(page, site + LIGHT)
    page.locator("button.theme-switch-button:visible").click()
    text = json.dumps({"version": 1, "items": {first[0].id: ANSWERED}})
    page.evaluate("(text) => localStorage.setItem('backprop-practice', text)", text)
    come_back(page)
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("html")).to_have_attribute("data-mode", "dark")
    expect(page.locator(".card-progress").first).to_contain_text(f"1 of {len(first)}")
