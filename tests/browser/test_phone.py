"""Every page on a phone, opened once: it fits, its figures step, its words are whole."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from accessibility import accessibility_problems
from boxes import boxes
from built_site import pages
from every_page import settled
from text_spacing import lost_texts, space_texts
from visits import Visit
from widget import OVER_HTTP, PHONE

# The page at the root leads on to the book's first page at once.
PAGES = [page for page in pages() if page != "index.html"]
STEPLESS = ("LiveNeuron", "Practice", "Question", "Worksheet")
STEPPERS = f"figure.backprop-widget:not({', '.join(f'[data-widget={name}]' for name in STEPLESS)})"
LEAST = 11  # pixels, the height of a letter

# Words of an element that stand on more than one line.
BROKEN_WORDS = """(element) => {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const broken = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    for (const word of text.data.matchAll(/[^\\s-]+/g)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map((rect) => rect.top));
      if (lines.size > 1) broken.push(word[0]);
    }
  }
  return broken;
}"""

CUT = """picture => {
    const ground = picture.getBoundingClientRect();
    return [...picture.querySelectorAll("text")].filter((text) => {
        const box = text.getBoundingClientRect();
        return box.left < ground.left || box.right > ground.right || box.bottom > ground.bottom;
    }).map((text) => text.textContent);
}"""


@OVER_HTTP
def test_every_page_fits_a_phone(visit: Visit, site: str) -> None:
    page = visit("book/index.html", **PHONE)
    titles = pictures = figures = 0
    for path in PAGES:
        page.goto(site + path)
        settled(page)
        page.evaluate("document.fonts.ready.then(() => null)")
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 390, path
        titles += assert_titles_are_whole(page, path)
        pictures += assert_pictures_can_be_read(page, path)
        figures += step_every_figure(page)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 390, path
        assert accessibility_problems(page, colours="no") == [], path
        assert page.evaluate("document.getAnimations().length") == 0, path
        space_texts(page, True)
        assert lost_texts(page) == [], path
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 390, path
    assert min(titles, pictures, figures) > 0


def assert_titles_are_whole(page: Page, path: str) -> int:
    """Previous and next break no word; they are counted."""
    titles = page.locator(".prev-next-title")
    assert titles.evaluate_all(f"(titles) => titles.flatMap({BROKEN_WORDS})") == [], path
    return titles.count()


def assert_pictures_can_be_read(page: Page, path: str) -> int:
    """A still picture's words are large, and none is cut."""
    pictures = page.locator("svg.backprop-picture")
    for box in boxes(pictures):
        assert 16 * (box["right"] - box["left"]) / 500 >= LEAST, path
    assert pictures.evaluate_all(f"(pictures) => pictures.flatMap({CUT})") == [], path
    return pictures.count()


def come_near(widget: Locator, position: Locator) -> None:
    """Scroll to a figure until it is there: what is long loads once the reader comes near.

    Sections above it that are laid out only now may push it away again.
    """
    for _ in range(100):
        widget.scroll_into_view_if_needed()
        if position.count():
            return
        widget.evaluate("() => new Promise((done) => requestAnimationFrame(done))")


def step_every_figure(page: Page) -> int:
    widgets = page.locator(STEPPERS).all()
    for widget in widgets:
        position = widget.locator(".transport-slider").first
        come_near(widget, position)
        before = position.input_value()
        at_end = before == position.get_attribute("max")
        back = widget.get_by_role("button", name="Back", exact=True)
        (back if at_end else widget.locator(".transport .button.primary")).first.tap()
        expect(position).not_to_have_value(before)
    return len(widgets)
