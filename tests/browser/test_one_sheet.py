"""The one style sheet gives each element the same styles as all the sheets that it is made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from built_site import ROOT
from every_page import settled
from visits import Visit
from widget import OVER_HTTP, PHONE

pytestmark = OVER_HTTP

WHOLE = ROOT / "_build/.doctrees/whole_site.css"
PAGES = [
    "book/06-pass-through-activations.html",
    "book/12-classify-the-spiral.html",
    "book/api.html",
    "book/index.html",
    "book/practice.html",
]

# Each element and its ::before and ::after, each property: told as one text, in the page's order.
STYLES = """() => {
  document.getAnimations().forEach((animation) => animation.finish());
  const found = [];
  for (const element of document.querySelectorAll("*")) {
    for (const part of [null, "::before", "::after"]) {
      const style = getComputedStyle(element, part);
      if (part && style.content === "none") continue;
      let told = `${element.tagName}.${element.getAttribute("class")}${part ?? ""} `;
      for (const name of style) told += `${name}:${style.getPropertyValue(name)};`;
      found.push(told);
    }
  }
  return found;
}"""
# Without it neither pointer nor clock changes what is compared.
STILL = "*, ::before, ::after { transition: none !important; caret-color: red !important }"
SWAP = """() => new Promise((resolve) => {
  const link = document.querySelector("link[rel=stylesheet][href*='site.css']");
  const other = link.cloneNode();
  other.href = link.href.replace("site.css", "whole_site.css");
  other.onload = resolve;
  link.replaceWith(other);
})"""


def serve_whole(page: Page) -> None:
    """All the sheets, joined, where the page finds their files too."""

    def fulfil(route: Route) -> None:
        css = WHOLE.read_text(encoding="utf-8")
        route.fulfill(body=css, content_type="text/css; charset=utf-8")

    page.route("**/_static/whole_site.css*", fulfil)


def assert_same_styles(page: Page, what: str) -> int:
    page.add_style_tag(content=STILL)
    one: list[str] = page.evaluate(STYLES)
    page.evaluate(SWAP)
    page.evaluate("document.fonts.ready.then(() => null)")
    whole: list[str] = page.evaluate(STYLES)
    assert len(one) == len(whole), what
    changed = [differences(a, b) for a, b in zip(one, whole, strict=True) if a != b]
    assert changed == [], (what, len(changed))
    return len(one)


def differences(one: str, whole: str) -> Any:
    name, _, rest = one.partition(" ")
    pairs = zip(rest.split(";"), whole.partition(" ")[2].split(";"), strict=False)
    return name, [(a, b) for a, b in pairs if a != b][:5]


def search(page: Page) -> None:
    page.keyboard.press("Control+k")
    expect(page.locator("#pst-search-dialog")).to_be_visible()


def menu(page: Page) -> None:
    page.locator(".dropdown-toggle").first.click()
    expect(page.locator(".dropdown-menu")).to_be_visible()


def drawer(page: Page) -> None:
    page.locator(".primary-toggle").click()
    expect(page.locator("#pst-primary-sidebar-modal")).to_be_visible()


def sections(page: Page) -> None:
    page.locator(".secondary-toggle").click()
    expect(page.locator("#pst-secondary-sidebar-modal")).to_be_visible()


def paper(page: Page) -> None:
    page.emulate_media(media="print")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_element_of_a_page_looks_the_same(visit: Visit, path: str, scheme: str) -> None:
    page = visit(path, color_scheme=scheme)
    serve_whole(page)
    settled(page)
    assert assert_same_styles(page, path) > 500


@pytest.mark.parametrize(
    ("state", "options"),
    [(search, {}), (menu, {}), (paper, {}), (drawer, PHONE), (sections, PHONE)],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_what_opens_looks_the_same(
    visit: Visit, state: Callable[[Page], None], options: dict[str, Any]
) -> None:
    page = visit(PAGES[0], **options)
    serve_whole(page)
    settled(page)
    state(page)
    assert_same_styles(page, state.__name__)


def test_the_results_of_a_search_look_the_same(visit: Visit) -> None:
    page = visit("search.html?q=gradient")
    serve_whole(page)
    expect(page.locator("#search-results li").first).to_be_visible()
    assert_same_styles(page, "search")


def test_a_rule_too_few_is_seen(visit: Visit) -> None:
    """The comparison that the other tests rest on."""
    page = visit(PAGES[2])
    css = WHOLE.read_text(encoding="utf-8") + "dt.sig::before { content: '!' }"
    page.route(
        "**/_static/whole_site.css*",
        lambda route: route.fulfill(body=css, content_type="text/css; charset=utf-8"),
    )
    settled(page)
    with pytest.raises(AssertionError):
        assert_same_styles(page, "a rule more")
