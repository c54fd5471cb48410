"""Figures and code take the room beside the text, and nothing stands in another's way."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from boxes import boxes
from built_site import every_figure
from every_page import settled
from snapshots import assert_tables
from visits import Visit
from widget import OVER_HTTP

pytestmark = OVER_HTTP

CHAPTERS = sorted({figure.page for figure in every_figure()})
TEXT = ".bd-article > section > p"
FIGURE = "figure.backprop-widget:not([data-widget=Question])"
ENDS_WITHIN_TWO_SCREENS = {"01", "02", "03", "11", "12", "13", "14", "15", "16"}
BEGINS_WITHIN_TWO_SCREENS = {"04", "07"}


def at_rest(page: Page) -> None:
    settled(page)
    page.evaluate("document.fonts.ready.then(() => null)")  # none is cut off when the page is left


def box(page: Page, selector: str) -> tuple[float, float]:
    """The left and the right edge of the first such element."""
    found = page.locator(selector).first.bounding_box()
    assert found
    return found["x"], found["x"] + found["width"]


def test_a_figure_is_as_wide_as_there_is_room(visit: Visit) -> None:
    page = visit(CHAPTERS[0])
    at_rest(page)
    # The style sheet knew the width of the page: no element's style was asked anew.
    assert page.evaluate("document.documentElement.style.getPropertyValue('--width')") == ""
    for width in (390, 768, 800, 975, 1024, 1280, 1680, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        left, right = box(page, f"{FIGURE} .backprop-root")
        assert left == pytest.approx(box(page, TEXT)[0], abs=1), width
        rem = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
        end = box(page, ".bd-content")[1]
        gutter = left - box(page, ".bd-content")[0]
        assert right == pytest.approx(min(left + 60 * rem, end - gutter), abs=16), width
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width


SCROLLING = """(figures) => figures.flatMap((figure) => {
  const found = [];
  for (let box = figure.parentElement; box !== document.body; box = box.parentElement) {
    const { overflowX, overflowY } = getComputedStyle(box);
    if (`${overflowX} ${overflowY}` !== "visible visible") found.push(box.className);
  }
  return found;
})"""
CODE = """(cells) => cells.map((cell) => ({
  cut: cell.scrollWidth > cell.clientWidth,
  right: cell.getBoundingClientRect().right,
}))"""


def test_every_chapter_on_a_screen_and_on_paper(visit: Visit, site: str) -> None:
    """One visit asks it all: most of the time goes into opening the page."""
    page = visit(CHAPTERS[0], viewport={"width": 1280, "height": 720})
    at_rest(page)
    wide = 0
    assert {path[5:7] for path in CHAPTERS} >= ENDS_WITHIN_TWO_SCREENS | BEGINS_WITHIN_TWO_SCREENS
    for path in CHAPTERS:
        page.goto(site + path)
        at_rest(page)
        assert_no_box_around_a_figure_scrolls(page, path)
        wide += assert_code_is_cut_only_where_no_room_is_left(page, path)
        assert_begins_with_a_picture(page, path)
        page.emulate_media(media="print")
        assert_tables(page, path, ".backprop-snapshot table")
        expect(page.locator(".transport:visible, .tools:visible")).to_have_count(0)
        page.emulate_media(media="screen")
    assert wide > 0


LAID_OUT = """async (parts) => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return parts.map((part) => part.checkVisibility({ contentVisibilityAuto: true }));
}"""


@pytest.mark.parametrize(
    "parts",
    [
        "div.cell:not(.tag_hide-cell) > .cell_input",
        "section section:has(> .cell):not(:has(section)) > p",
    ],
)
def test_a_part_is_laid_out_once_it_is_near_and_a_link_lands_where_it_leads(
    visit: Visit, parts: str
) -> None:
    page = visit(f"{CHAPTERS[7]}#exercises", viewport={"width": 1280, "height": 720})
    page.wait_for_load_state("load")
    found = page.locator(f".bd-article :is({parts})")
    heading = page.locator("#exercises > h2")
    expect(heading).to_be_in_viewport(ratio=1)
    first, *_, last = found.evaluate_all(LAID_OUT)
    assert (first, last) == (False, False)
    place = heading.bounding_box()
    assert place
    assert 0 <= place["y"] < 100  # where the browser puts a heading, below the bar
    found.first.evaluate("(part) => part.scrollIntoView()")
    first, *_, last = found.evaluate_all(LAID_OUT)
    assert (first, last) == (True, False)
    page.emulate_media(media="print")
    assert all(found.evaluate_all(LAID_OUT))


def assert_no_box_around_a_figure_scrolls(page: Page, path: str) -> None:
    figures = page.locator("figure.backprop-widget")
    assert figures.count() > 0, path
    assert figures.evaluate_all(SCROLLING) == [], path


def assert_code_is_cut_only_where_no_room_is_left(page: Page, path: str) -> int:
    """Count the cells that are wider than the text."""
    edge = box(page, ".bd-sidebar-secondary")[0]
    cells = page.locator(".cell_input pre:visible").evaluate_all(CODE)
    for cell in cells:
        assert cell["right"] <= edge, path
        assert not cell["cut"] or cell["right"] > edge - 48, path
    return sum(cell["right"] > box(page, TEXT)[1] + 1 for cell in cells)


def assert_begins_with_a_picture(page: Page, path: str) -> None:
    """Within two screens of 720 pixels a picture ends, or at least begins."""
    picture = page.locator(f".bd-article :is({FIGURE}, svg.backprop-picture)").first.bounding_box()
    assert picture
    if path[5:7] in ENDS_WITHIN_TWO_SCREENS:
        assert picture["y"] + picture["height"] <= 2 * 720, path
    if path[5:7] in BEGINS_WITHIN_TWO_SCREENS:
        assert picture["y"] <= 2 * 720, path


def test_the_contents_fold_beside_a_figure_and_open_from_the_keyboard(visit: Visit) -> None:
    page = visit(CHAPTERS[0], viewport={"width": 1280, "height": 720})
    at_rest(page)
    contents = page.locator(".bd-sidebar-secondary")
    first, link = contents.get_by_role("link").first, contents.get_by_role("link").last
    page.locator("#summary").evaluate("(section) => section.scrollIntoView()")
    expect(link).to_be_in_viewport()
    page.locator(FIGURE).first.evaluate("(figure) => figure.scrollIntoView()")
    expect(link).not_to_be_in_viewport()
    page.keyboard.press("Tab")  # the focus is shown as for who came by keyboard
    link.focus()
    expect(link).to_be_in_viewport()
    expect(first).to_be_in_viewport()  # both: nothing is folded
    expect(contents.locator("nav.page-toc")).to_have_css("opacity", "1")


def test_from_the_top_to_the_first_figure_and_on_from_figure_to_figure(visit: Visit) -> None:
    page = visit(CHAPTERS[0], viewport={"width": 1280, "height": 720})
    at_rest(page)

    def focused() -> Locator:
        return page.locator(":focus")

    def press(*keys: str) -> None:
        for key in keys:
            page.keyboard.press(key)

    figures = page.locator(FIGURE)
    links = page.locator(".figure-skip")
    assert figures.count() == links.count() > 1
    assert links.first.evaluate("(link) => getComputedStyle(link).clipPath") != "none"
    press("Tab", "Tab")
    expect(focused()).to_have_text("To the first figure")
    expect(focused()).to_be_in_viewport()
    press("Enter")
    for k in range(figures.count()):
        expect(links.nth(k)).to_be_focused()
        expect(links.nth(k)).to_be_in_viewport()
        assert focused().evaluate("(link) => getComputedStyle(link).clipPath") == "none"
        press("Tab")
        expect(figures.nth(k).locator(":focus")).to_have_count(1)
        press("Shift+Tab", "Enter")
    press("Tab")
    after = "(last) => last.compareDocumentPosition(document.activeElement) & 4"
    assert figures.last.evaluate(after)
    expect(figures.last.locator(":focus")).to_have_count(0)


def test_on_paper_a_figure_keeps_to_the_column(visit: Visit) -> None:
    page = visit(CHAPTERS[0])
    at_rest(page)
    page.emulate_media(media="print")
    assert box(page, "div.cell.full-width")[1] == pytest.approx(box(page, TEXT)[1], abs=1)
    expect(page.locator("div.cell.full-width > details > summary:visible")).to_have_count(0)
    expect(page.locator("div.cell.full-width > details pre").first).to_be_visible()


def test_the_code_of_a_figure_opens_without_scripts(visit: Visit) -> None:
    page = visit(CHAPTERS[0], java_script_enabled=False)
    details = page.locator("div.cell.full-width > details").first
    expect(details.locator("pre")).to_be_hidden()
    details.locator("summary").click()
    expect(details.locator("pre")).to_be_visible()


def test_without_scripts_no_figure_lies_over_the_contents(visit: Visit) -> None:
    """With them the theme folds the contents away."""
    page = visit(CHAPTERS[0], java_script_enabled=False)
    contents = page.locator(".bd-sidebar-secondary nav.page-toc")
    figures = page.locator(FIGURE)
    assert figures.count() > 0
    for width in (1024, 1280, 1680):
        page.set_viewport_size({"width": width, "height": 720})
        expect(contents).to_be_visible(visible=width >= 1200)
        if width >= 1200:
            edge = contents.bounding_box()
            assert edge
            assert all(figure["right"] <= edge["x"] for figure in boxes(figures)), width
