"""What each page does besides its figures, one function after the other."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from built_site import every_figure
from every_page import settled
from visits import Visit
from widget import OVER_HTTP, PHONE

CHAPTER = every_figure()[0].page
LIGHT = "book/references.html"  # it has little to load
FIELD = "#pst-search-dialog input[type=search]"

# To ask the page again and again takes `eval`, which its policy refuses: wait for an attribute.
NOTE_SCROLLING = """() => {
  const note = () => { document.documentElement.dataset.scrolled = scrollY; };
  addEventListener("scroll", note);
  note();
  return String(scrollY);
}"""


def scroll_down(page: Page, distance: int) -> None:
    """As a wheel does; the page has followed once this returns."""
    before = page.evaluate(NOTE_SCROLLING)
    page.mouse.move(640, 450)
    page.mouse.wheel(0, distance)
    expect(page.locator("html")).not_to_have_attribute("data-scrolled", before)


def test_the_search_opens_and_closes_by_key_and_by_button_and_finds(visit: Visit) -> None:
    page = visit(LIGHT)
    dialog = page.locator("#pst-search-dialog")
    expect(dialog).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press("Control+k")
    expect(dialog).to_be_hidden()
    page.locator(".search-button__button:visible").first.click()
    expect(dialog).to_be_visible()
    page.mouse.click(5, 890)  # beside it
    expect(dialog).to_be_hidden()
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("Control+k")
    page.keyboard.type("momentum")
    page.keyboard.press("Enter")
    expect(page.locator("#search-results li").first).to_be_visible()
    page.keyboard.press("Control+k")
    expect(page.locator(".bd-search-container input")).to_be_focused()


def test_words_that_were_found_are_marked_until_escape(visit: Visit) -> None:
    page = visit("search.html?q=momentum")
    page.locator("#search-results a").first.click()
    marked = page.locator("article span.highlighted")
    expect(marked.first).to_have_text("momentum", ignore_case=True)
    settled(page)
    assert page.locator("figure span.highlighted, svg span.highlighted").count() == 0
    page.get_by_role("link", name="Hide Search Matches").click()
    expect(marked).to_have_count(0)
    page.goto(page.url.partition("#")[0])
    expect(page.locator("#searchbox p")).to_have_count(0)


@OVER_HTTP
def test_the_menu_opens_by_mouse_and_by_keyboard(visit: Visit) -> None:
    page = visit(CHAPTER)
    button = page.get_by_role("button", name="Download this page")
    menu = page.locator(".dropdown-menu")
    button.click()
    expect(menu).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 1280
    with page.expect_download() as download:
        page.get_by_role("link", name=".ipynb").evaluate(
            "(link) => { link.download = ''; link.click(); }"
        )
    assert download.value.suggested_filename.endswith(".ipynb")
    page.locator("h1:visible").click()
    expect(menu).to_be_hidden()
    button.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name=".ipynb")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(menu.locator(".dropdown-item").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(menu.locator(".dropdown-item").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")


@OVER_HTTP
def test_the_list_of_pages_is_hidden_in_place_or_opens_as_a_dialog(visit: Visit) -> None:
    page = visit(CHAPTER)
    settled(page)
    toggle, pages = page.locator(".primary-toggle"), page.locator(".bd-links__title, nav.bd-links")
    expect(pages.first).to_be_visible()
    toggle.click()
    expect(pages.first).to_be_hidden()
    toggle.click()
    expect(pages.first).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 800})
    expect(pages.first).to_be_hidden()
    dialog = page.locator("#pst-primary-sidebar-modal")
    for close in ("Escape", "beside"):
        toggle.click()
        expect(dialog).to_be_visible()
        expect(dialog.locator("nav.bd-links a").first).to_be_visible()
        if close == "Escape":
            page.keyboard.press("Escape")
        else:
            page.mouse.click(385, 700)
        expect(dialog).to_be_hidden()
        expect(toggle).to_be_focused()
    toggle.click()
    dialog.locator("nav.bd-links a", has_text="Notation").click()
    expect(page).to_have_url(re.compile(r"/notation\.html$"))


@OVER_HTTP
def test_the_sections_open_as_a_dialog_on_a_phone(visit: Visit) -> None:
    page = visit(CHAPTER, **PHONE)
    settled(page)
    page.locator(".secondary-toggle").click()
    dialog = page.locator("#pst-secondary-sidebar-modal")
    expect(dialog.get_by_role("link", name="Summary")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


@OVER_HTTP
def test_the_section_that_is_read_is_marked_in_the_contents(visit: Visit) -> None:
    page = visit(CHAPTER)
    settled(page)
    last = page.locator("#pst-page-toc-nav").get_by_role("link", name="Summary")
    page.locator("#summary").evaluate("(section) => section.scrollIntoView()")  # no figure is near
    expect(last).to_have_attribute("aria-current", "true")
    page.evaluate("scrollBy(0, -300)")
    last.click()
    expect(last).to_have_attribute("aria-current", "true")
    expect(page.locator("#pst-page-toc-nav a[aria-current]")).to_have_count(1)
    page.wait_for_timeout(1100)  # as long as a link that was followed stays marked
    page.locator("article h2").first.evaluate("(heading) => heading.scrollIntoView()")
    expect(last).not_to_have_attribute("aria-current", "true")
    expect(page.locator("#pst-page-toc-nav a.active")).to_have_count(1)


@OVER_HTTP
def test_a_button_leads_back_to_the_top(visit: Visit) -> None:
    page = visit(CHAPTER, viewport={"width": 1000, "height": 900})
    settled(page)
    back = page.locator("#pst-back-to-top")
    scroll_down(page, 2000)
    expect(page.locator("body")).to_have_class(re.compile("scrolled"))
    expect(back).to_be_hidden()
    scroll_down(page, -500)
    expect(back).to_be_visible()
    back.click()
    expect(page.locator("html")).to_have_attribute("data-scrolled", "0")
    expect(back).to_be_hidden()
    expect(page.locator("body")).not_to_have_class(re.compile("scrolled"))


@OVER_HTTP
def test_a_box_that_scrolls_is_a_tab_stop_and_no_other(visit: Visit) -> None:
    page = visit(CHAPTER, viewport={"width": 390, "height": 800})
    settled(page)
    boxes = page.locator("#main-content pre:visible")
    states = """(boxes) => boxes.map((box) =>
      [box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight, box.tabIndex])"""
    page.keyboard.press("Tab")  # from now on far from the window too
    expect(boxes.first).to_have_attribute("tabindex", re.compile(r"-?\d"))
    narrow = boxes.evaluate_all(states)
    assert {tab for scrolls, tab in narrow if scrolls} == {0}
    assert {tab for scrolls, tab in narrow if not scrolls} <= {-1}
    page.set_viewport_size({"width": 1280, "height": 800})
    page.wait_for_timeout(400)  # it waits until the window rests
    wide = boxes.evaluate_all(states)
    assert sum(scrolls for scrolls, _ in wide) < sum(scrolls for scrolls, _ in narrow)
    assert all((tab == 0) == scrolls for scrolls, tab in wide)


@OVER_HTTP
@pytest.mark.parametrize("granted", [True, False])
def test_code_is_copied_with_or_without_the_clipboards_leave(visit: Visit, granted: bool) -> None:
    permissions = ["clipboard-read", "clipboard-write"] if granted else []
    page = visit(CHAPTER, permissions=permissions)
    settled(page)
    if not granted:
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); }")
        page.evaluate("addEventListener('copy', () => { window.copied = `${getSelection()}`; })")
    code = page.locator("div.highlight:visible").first
    button = code.get_by_role("button", name="Copy")
    button.hover()
    expect(button).to_have_css("opacity", "1")
    button.click()
    expect(code.get_by_role("button", name="Copied")).to_be_visible()
    read = "navigator.clipboard.readText()" if granted else "window.copied"
    assert page.evaluate(read).strip() == code.locator("pre").inner_text().strip()
    expect(code.get_by_role("button", name="Copy", exact=True)).to_be_visible()


@OVER_HTTP
def test_the_list_of_pages_stays_where_it_was(visit: Visit) -> None:
    page = visit(CHAPTER, viewport={"width": 1280, "height": 400})
    settled(page)
    place = "document.querySelector('.bd-sidebar-primary').scrollTop"
    page.evaluate(f"{place} = 120")
    page.locator("a.right-next").click()
    expect(page).not_to_have_url(re.compile(CHAPTER))
    settled(page)
    assert page.evaluate(place) == 120
    page.evaluate("sessionStorage.clear()")
    page.locator(".bd-links a", has_text="Questions").first.evaluate(
        "(link) => { addEventListener('pagehide', () => sessionStorage.clear()); link.click(); }"
    )
    expect(page.locator(".bd-links .current a.current").first).to_be_in_viewport()


@OVER_HTTP
def test_where_the_storage_is_full_each_function_still_works(visit: Visit) -> None:
    page = visit(LIGHT, color_scheme="light")
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full'); };")
    page.reload()
    page.locator("button.theme-switch-button:visible").first.click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.keyboard.press("Control+k")
    expect(page.locator(FIELD)).to_be_focused()


FACES = """() => [
  [...document.querySelectorAll("link[rel=preload]")].map(({ href }) => href),
  performance.getEntriesByType("resource").map(({ name }) => name),
].map((names) => names.filter((name) => name.endsWith(".woff2"))
  .map((name) => name.replace(/.*(book-|\\/)|.woff2/g, "")).sort())"""


@OVER_HTTP
def test_the_faces_of_a_pages_beginning_are_asked_for_early_and_once(
    visit: Visit, site: str
) -> None:
    page = visit("book/index.html", viewport={"width": 390, "height": 664})
    anywhere = ["fa-solid-900", "sans", "serif", "serif-600", "serif-italic"]
    for path, faces in {
        "book/01-step-through-one-neuron.html": sorted(["math", "mono", *anywhere]),
        "book/references.html": anywhere,
    }.items():
        page.goto(site + path)
        page.evaluate("document.fonts.ready.then(() => null)")
        early, asked = page.evaluate(FACES)
        assert early == faces, path
        assert set(early) <= set(asked), path
        assert len(set(asked)) == len(asked), path


@OVER_HTTP
@pytest.mark.parametrize(("line", "early"), [("{downlink: 1.6}", False), ("undefined", True)])
def test_on_a_slow_line_the_text_goes_before_its_faces(
    visit: Visit, line: str, early: bool
) -> None:
    page = visit("book/references.html")
    page.add_init_script(f"Object.defineProperty(navigator, 'connection', {{value: {line}}})")
    page.reload()
    page.evaluate("document.fonts.ready.then(() => null)")
    before, asked = page.evaluate(FACES)
    assert bool(before) == early
    assert "serif" in asked
