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
    "book/12-classify-the-spiral.html",
    "book/api.html",
    "book/index.html",
]

# One element of each kind, which is its tag and classes and those of the two around it, and its
# ::before and ::after: every property but custom ones, which show in what reads them.
STYLES = """() => {
  const named = (element) => element ? `${element.tagName}.${element.getAttribute("class")}` : "";
  const kinds = new Map();
  for (const element of document.querySelectorAll("*")) {
    const { parentElement } = element;
    const kind = [element, parentElement, parentElement?.parentElement].map(named).join(" < ");
    if (!kinds.has(kind)) kinds.set(kind, element);
  }
  // The names of one element are those of all.
  const names = [...getComputedStyle(document.body)].filter((name) => !name.startsWith("--"));
  const found = [];
  for (const [kind, element] of kinds) {
    for (const part of [null, "::before", "::after"]) {
      const style = getComputedStyle(element, part);
      if (part && style.content === "none") continue;
      const told = names.map((name) => `${name}: ${style.getPropertyValue(name)}`);
      found.push([`${kind}${part ?? ""}`, told]);
    }
  }
  return found;
}"""
REMEMBER = f"() => {{ window.remembered = ({STYLES})(); return window.remembered.length; }}"
COMPARE = f"""() => {{
  const now = ({STYLES})();
  const before = window.remembered.length;
  if (now.length !== before) return [`${{before}} parts, then ${{now.length}}`];
  return now.flatMap(([kind, told], k) => {{
    const [was, said] = window.remembered[k];
    const other = told.map((line, i) => `${{said[i]}}, now ${{line}}`)
      .filter((_, i) => told[i] !== said[i]);
    return kind === was && other.length === 0 ? [] : [`${{kind}}: ${{other.join("; ")}}`];
  }});
}}"""
# With it neither pointer nor clock nor what has been laid out so far changes what is compared.
STILL = """
*, ::before, ::after { transition: none !important; caret-color: red !important }
:is(div.cell, section) { content-visibility: visible !important }
"""
# Faces may come only now, and figures be laid out anew with them.
AT_REST = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  await frame();
  await document.fonts.ready;
  for (let frames = 4; frames > 0; frames -= 1) await frame();
}"""
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


def assert_same_styles(page: Page) -> int:
    page.add_style_tag(content=STILL)
    page.evaluate(AT_REST)
    kinds: int = page.evaluate(REMEMBER)
    page.evaluate(SWAP)
    page.evaluate(AT_REST)
    assert page.evaluate(COMPARE) == []
    return kinds


def search(page: Page) -> None:
    page.keyboard.press("Control+k")
    expect(page.locator("#pst-search-dialog")).to_be_visible()


def menu(page: Page) -> None:
    page.locator(".dropdown-toggle").first.click()
    expect(page.locator(".dropdown-menu")).to_be_visible()


def drawer(page: Page) -> None:
    page.locator(".primary-toggle").click()
    expect(page.locator("#pst-primary-sidebar-modal")).to_be_visible()


def paper(page: Page) -> None:
    page.emulate_media(media="print")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_element_of_a_page_looks_the_same(visit: Visit, path: str, scheme: str) -> None:
    page = visit(path, color_scheme=scheme, bypass_csp=True)
    serve_whole(page)
    settled(page)
    assert assert_same_styles(page) > 100


@pytest.mark.parametrize(
    ("state", "options"),
    [(search, {}), (menu, {}), (paper, {}), (drawer, PHONE)],
    ids=lambda given: getattr(given, "__name__", ""),
)
def test_what_opens_looks_the_same(
    visit: Visit, state: Callable[[Page], None], options: dict[str, Any]
) -> None:
    page = visit(PAGES[-1], **options, bypass_csp=True)
    serve_whole(page)
    settled(page)
    state(page)
    assert_same_styles(page)


def test_the_results_of_a_search_look_the_same(visit: Visit) -> None:
    page = visit("search.html?q=gradient", bypass_csp=True)
    serve_whole(page)
    expect(page.locator("#search-results li").first).to_be_visible()
    assert_same_styles(page)


def test_a_rule_too_few_is_seen(visit: Visit) -> None:
    """The comparison that the other tests rest on."""
    page = visit(PAGES[1], bypass_csp=True)
    css = WHOLE.read_text(encoding="utf-8") + "dt.sig::before { content: '!' }"
    page.route(
        "**/_static/whole_site.css*",
        lambda route: route.fulfill(body=css, content_type="text/css; charset=utf-8"),
    )
    settled(page)
    with pytest.raises(AssertionError):
        assert_same_styles(page)
