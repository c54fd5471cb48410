"""Print pages of the built site, one PDF each, with page numbers that go on from page to page."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from pypdf import PdfReader

ROOM = {"width": 612, "height": 900}  # as wide as the text on A4 between the margins of print.css
LIVE = "(figure) => figure.hasAttribute('data-live')"
TITLE = """() => {
  const shown = document.querySelector("h1:has(.headerlink)"); // another one has no number
  const heading = shown.cloneNode(true);
  heading.querySelectorAll(".headerlink").forEach((link) => link.remove());
  return heading.textContent.trim();
}"""
# The number of the page before the first goes to CSS, which counts on. A browser writes down only
# places that a link of the same page leads to, so each place gets one. Links to what is not
# printed are text.
PREPARE = """({ printed, title, first }) => {
  const style = document.createElement("style");
  style.textContent = `
    @page {
      @top-left { content: ${JSON.stringify(title)}; font: 8.5pt sans-serif; color: #595959 }
      @bottom-center { content: counter(page); font: 8.5pt sans-serif; color: #595959 }
    }
    @page :first { counter-set: page ${first}; @top-left { content: none } }`;
  document.head.append(style);
  const places = document.createElement("div");
  places.hidden = true;
  for (const { id } of document.querySelectorAll("[id]:not(svg *)")) {
    const link = document.createElement("a");
    link.href = "#" + encodeURIComponent(id);
    places.append(link);
  }
  for (const link of document.querySelectorAll("a[href]")) {
    const page = link.href.split(/[#?]/)[0];
    if (page.startsWith("file:") && !printed.includes(page)) link.removeAttribute("href");
  }
  document.body.append(places);
}"""


@dataclass(frozen=True)
class Printed:
    """A page of the site on paper: its title, its address and its sheets."""

    title: str
    address: str
    pdf: PdfReader


@contextmanager
def browser_page(program: Path | None) -> Iterator[Page]:
    """Open a page to print from."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, chromium_sandbox=False)
        yield paper(browser)
        browser.close()


def paper(browser: Browser) -> Page:
    """Open a page as wide as the paper, so that figures measure what is printed.

    The policy of the site's pages would refuse the styles that number the sheets, and the `eval`
    by which Playwright waits for a figure.
    """
    page = browser.new_page(
        viewport=ROOM, color_scheme="light", reduced_motion="reduce", bypass_csp=True
    )
    page.emulate_media(media="print")
    return page


def open_whole(page: Page, address: str) -> None:
    """Go to an address, and wait until all figures are there: some load once they are in sight."""
    page.goto(address)
    for figure in page.locator("figure.backprop-widget").element_handles():
        figure.scroll_into_view_if_needed()
        page.wait_for_function(LIVE, arg=figure)
    page.evaluate("() => document.fonts.ready.then(() => null)")
    page.wait_for_timeout(400)  # what is painted in slices is painted


def print_page(page: Page, address: str, printed: Collection[str], first: int) -> Printed:
    """Print the page at an address; ``printed`` are all that will be, ``first`` is its number."""
    open_whole(page, address)
    title = page.evaluate(TITLE)
    page.evaluate(PREPARE, {"printed": list(printed), "title": title, "first": first})
    return Printed(title, address, sheets(page))


def sheets(page: Page) -> PdfReader:
    """Print what a page shows."""
    data = page.pdf(format="A4", print_background=True, outline=True, tagged=True)
    return PdfReader(io.BytesIO(data))
