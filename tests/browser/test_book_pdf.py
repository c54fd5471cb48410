"""A page of the book on paper: its text, its numbers, and nothing cut off."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from book_pdf.printed import open_whole, paper, print_page
from built_site import SITE, why_not_built

LIGHT = "book/references.html"
TIGHT = [  # they hold the widest tables, and lines that a figure keeps on one line on a screen
    "book/06-pass-through-activations.html",
    "book/08-chain-layers-into-a-network.html",
    "book/playground.html",
    "book/verification.html",
]
CUT = """() => [...document.querySelectorAll("article :not(math *, svg *)")]
  .filter((element) => element.checkVisibility() && element.clientWidth > 20
    && getComputedStyle(element).overflowX !== "visible"
    && element.scrollWidth > element.clientWidth + 1)
  .map((element) => `${element.className}: ${element.scrollWidth} > ${element.clientWidth}`)"""

# The pictures of figures that lie over their mathematics, or beside their frame.
BESIDE_PANEL = """() => [...document.querySelectorAll(".stepper")].flatMap((figure) => {
  const frame = figure.getBoundingClientRect();
  const panel = figure.querySelector(".panel").getBoundingClientRect();
  return [...figure.querySelectorAll(".stage :is(.graph-node, .neuron, svg)")].filter((part) => {
    const { left, right, top, bottom } = part.getBoundingClientRect();
    return right > frame.right || (right > panel.left + 1 && left < panel.right - 1
      && bottom > panel.top + 1 && top < panel.bottom - 1);
  }).map((part) => part.outerHTML.slice(0, 80));
})"""


@pytest.fixture
def sheet(browser: Browser) -> Iterator[Page]:
    problem = why_not_built()
    if problem:
        pytest.fail(problem, pytrace=False)
    page = paper(browser)
    yield page
    page.close()


def test_a_printed_page_has_its_text_its_numbers_and_only_links_that_lead_somewhere(
    sheet: Page,
) -> None:
    address = (SITE / LIGHT).as_uri()
    printed = print_page(sheet, address, [address], 41)
    assert printed.title == "References"
    texts = [page.extract_text() for page in printed.pdf.pages]
    assert "Kinsley" in "".join(texts)
    assert len(texts) > 1
    for number, text in enumerate(texts, 41):
        assert str(number) in text.split()
    assert all("References" in text.splitlines()[:2] for text in texts[1:])  # the running head
    assert printed.pdf.outline
    assert "/StructTreeRoot" in printed.pdf.root_object
    addresses = [
        str(link.get_object()["/A"]["/URI"])
        for page in printed.pdf.pages
        for link in page.get("/Annots", [])
        if "/A" in link.get_object()
    ]
    assert addresses
    assert not any(found.startswith("file:") for found in addresses)


@pytest.mark.parametrize("name", TIGHT)
def test_nothing_is_cut_off_at_the_edge_of_its_box(sheet: Page, name: str) -> None:
    open_whole(sheet, (SITE / name).as_uri())
    assert sheet.evaluate(CUT) == []
    assert_not_shrunk(sheet)


def test_a_page_is_not_shrunk_that_was_laid_out_for_a_wide_window(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 720}, bypass_csp=True)
    open_whole(page, (SITE / "book/08-chain-layers-into-a-network.html").as_uri())
    assert_not_shrunk(page)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(BESIDE_PANEL) == []  # as it was laid out, made smaller
    page.close()


def assert_not_shrunk(sheet: Page) -> None:
    """Where a part is wider than the paper, a browser prints everything smaller."""
    size = "parseFloat(getComputedStyle(document.querySelector('article h1')).fontSize)"
    first = PdfReader(io.BytesIO(sheet.pdf(format="A4", page_ranges="1"))).pages[0]
    sizes = {0.0}
    first.extract_text(
        visitor_text=lambda words, sheet, line, _, size: sizes.add(
            bool(words.strip()) * sheet[0] * line[0] * size
        )
    )
    sheet.emulate_media(media="print")
    assert max(sizes) == pytest.approx(0.75 * sheet.evaluate(size), abs=0.5)  # points and pixels
