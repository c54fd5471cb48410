"""A page that stays open is handed out as if no test had used it before."""

from __future__ import annotations

from playwright.sync_api import Page

from open_pages import DEFAULTS, OpenPages
from own_pages import START, site_of
from visits import Watch

FAULTY = "faulty.html"
site = site_of([], {FAULTY: "<script>refused</script>"})

# What a test may leave behind, and a page that goes on to the last.
USE = """() => {
  localStorage.setItem("left", "behind");
  sessionStorage.setItem("left", "behind");
  document.cookie = "left=behind";
  window.left = "behind";
  setInterval(() => console.error("left behind"));
}"""
FOUND = """async () => ({
  stored: localStorage.length + sessionStorage.length,
  cookie: document.cookie,
  left: "left" in window,
  size: [innerWidth, innerHeight],
  dark: matchMedia("(prefers-color-scheme: dark)").matches,
  paper: matchMedia("print").matches,
  clipboard: (await navigator.permissions.query({ name: "clipboard-read" })).state,
  opened: performance.getEntriesByType("navigation")[0].type,
})"""


def shown(open_pages: OpenPages, address: str, watch: Watch) -> Page:
    page = open_pages.take(DEFAULTS, watch)
    page.goto(address)
    return page


def test_nothing_is_left_behind(open_pages: OpenPages, site: str, watch: Watch) -> None:
    page = shown(open_pages, site + START, watch)
    anew = page.evaluate(FOUND)
    open_pages.give_back(page, DEFAULTS, watch)

    noisy = Watch(site)
    assert shown(open_pages, site + START, noisy) is page
    page.evaluate(USE)
    with page.expect_event("console"):
        page.evaluate("1")
    open_pages.give_back(page, DEFAULTS, noisy)
    assert noisy.problems != []

    # At another place of the same page, which is loaded anew all the same.
    assert shown(open_pages, f"{site}{START}#place", watch) is page
    assert page.evaluate(FOUND) == anew
    assert watch.problems == []
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 300})
    page.context.grant_permissions(["clipboard-read"])
    assert page.evaluate(FOUND) != anew
    open_pages.give_back(page, DEFAULTS, watch)

    assert shown(open_pages, f"{site}{START}#elsewhere", watch) is page
    assert page.evaluate(FOUND) == anew
    open_pages.give_back(page, DEFAULTS, watch)


def test_what_goes_wrong_from_the_beginning_is_heard(
    open_pages: OpenPages, site: str, watch: Watch
) -> None:
    own = Watch(site)
    for _ in range(2):  # on a page that is opened, and on one that was given back
        page = shown(open_pages, site + FAULTY, own)
        assert [problem[:14] for problem in own.problems] == ["console error:"]
        own.problems.clear()
        open_pages.give_back(page, DEFAULTS, own)
    if site.startswith("http"):
        page = shown(open_pages, f"{site}missing.html", own)
        assert f"status 404: {site}missing.html" in own.problems
        open_pages.give_back(page, DEFAULTS, own)
    assert watch.problems == []
