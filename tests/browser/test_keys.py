"""The list of keys: the key ? and the link in the footer open it, on every page."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from accessibility import accessibility_problems
from built_site import figures
from visits import Visit
from widget import OVER_HTTP, PHONE

LIGHT = "book/references.html"
CHAPTER = figures("ChainRuleStepper")[0].page

FORBIDDEN = """for (const name of ["getItem", "setItem"]) {
  const own = Storage.prototype[name];
  Storage.prototype[name] = function (key, ...rest) {
    if (key.startsWith("backprop-question-mark")) throw new DOMException("", "SecurityError");
    return own.call(this, key, ...rest);
  };
}"""


def keys(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Keys")


@pytest.mark.parametrize("path", [LIGHT, "book/index.html", "search.html", "404.html"])
def test_the_question_mark_opens_the_list_and_escape_closes_it(visit: Visit, path: str) -> None:
    page = visit(path)
    first = page.locator("a").first
    first.focus()
    page.keyboard.press("Shift+?")
    expect(keys(page)).to_be_visible()
    expect(keys(page).locator("dt").filter(has_text="?")).to_have_count(1)
    has_search = page.locator("#pst-search-dialog").count()
    expect(keys(page).get_by_text("searches the book")).to_have_count(has_search)
    page.keyboard.press("Escape")
    expect(keys(page)).to_be_hidden()
    expect(first).to_be_focused()


@OVER_HTTP
def test_in_a_field_it_is_a_question_mark(visit: Visit) -> None:
    page = visit("search.html?q=slope")
    field = page.locator("article input, main input[type=search]").first
    field.focus()
    page.keyboard.type("?")
    expect(keys(page)).to_have_count(0)
    expect(field).to_have_value(re.compile(r"\?"))


@OVER_HTTP
def test_on_the_slider_of_a_figure_it_opens_and_the_focus_returns(visit: Visit) -> None:
    page = visit(CHAPTER)
    slider = page.locator("figure[data-live] input[type=range]").first
    slider.focus()
    page.keyboard.press("?")
    expect(keys(page)).to_be_visible()
    page.keyboard.press("?")
    expect(keys(page)).to_have_count(1)
    keys(page).get_by_role("button", name="Close").click()
    expect(slider).to_be_focused()


@OVER_HTTP
def test_the_link_in_the_footer_opens_it_and_leads_on_without_scripts(visit: Visit) -> None:
    page = visit(LIGHT, **PHONE)
    link = page.get_by_role("link", name="Keys", exact=True)
    link.click()
    expect(keys(page)).to_be_visible()
    assert page.evaluate("document.querySelector('#keys').scrollWidth <= innerWidth")
    page.mouse.click(3, 3)
    expect(keys(page)).to_be_hidden()
    plain = visit(LIGHT, java_script_enabled=False)
    plain.get_by_role("link", name="Keys", exact=True).click()
    expect(plain).to_have_url(re.compile(r"index\.html#how-a-figure-works$"))


@OVER_HTTP
def test_the_key_can_be_switched_off_and_stays_so(visit: Visit) -> None:
    page = visit(LIGHT)
    page.keyboard.press("?")
    keys(page).get_by_role("checkbox").uncheck()
    for _ in range(2):
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        expect(page.locator("dialog[open]")).to_have_count(0)
        page.reload()
    page.get_by_role("link", name="Keys", exact=True).click()
    keys(page).get_by_role("checkbox").check()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(keys(page)).to_be_visible()


@OVER_HTTP
@pytest.mark.parametrize(
    ("path", "scheme"), [(LIGHT, "light"), (LIGHT, "dark"), ("404.html", "dark")]
)
def test_it_is_accessible(visit: Visit, path: str, scheme: str) -> None:
    page = visit(path, color_scheme=scheme)
    page.keyboard.press("?")
    expect(keys(page)).to_be_visible()
    assert accessibility_problems(page, "#keys") == []


@OVER_HTTP
def test_it_opens_where_storage_is_forbidden(visit: Visit) -> None:
    page = visit("book/index.html")
    page.add_init_script(FORBIDDEN)
    page.goto(page.url.replace("index.html", "references.html"))
    page.keyboard.press("?")
    expect(keys(page)).to_be_visible()
    keys(page).get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(keys(page)).to_be_hidden()
