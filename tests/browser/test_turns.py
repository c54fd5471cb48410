"""A figure far below the window waits, as its tables, until somebody has a use for it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from built_site import Figure, every_figure
from visits import Visit, Watch
from widget import OVER_HTTP

pytestmark = OVER_HTTP

FIGURES = [figure for figure in every_figure() if figure.page.startswith("book/04")]
PAGE, FIRST, LAST = FIGURES[0].page, FIGURES[0].anchor, FIGURES[-1].anchor
DESCENT = next(figure for figure in every_figure() if figure.anchor == "descent-linear")
NETWORK = next(figure for figure in every_figure() if figure.widget == "NetworkStepper")
DATA = "**/_static/figures/*"
WAITING = "figure.backprop-widget:not([data-live])"
MEASURES = """{
  window.early = [];
  let laidOut = false;
  const whenLaidOut = (then) => (...told) => {
    laidOut = true; // and as long as this task lasts
    setTimeout(() => { laidOut = false; });
    return then(...told);
  };
  const { ResizeObserver: Observer, requestAnimationFrame: nextFrame } = window;
  window.ResizeObserver = class extends Observer {
    constructor(then) { super(whenLaidOut(then)); }
  };
  window.requestAnimationFrame = (then) => nextFrame(whenLaidOut(then));
  for (const name of ["clientWidth", "clientHeight", "scrollWidth"]) {
    const { get } = Object.getOwnPropertyDescriptor(Element.prototype, name);
    Object.defineProperty(Element.prototype, name, {
      get() {
        if (!laidOut && this.closest(".backprop-root")) window.early.push(name);
        return get.call(this);
      },
    });
  }
}"""
TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def opened(visit: Visit) -> Page:
    page = visit(PAGE, viewport={"width": 1280, "height": 600})
    page.wait_for_load_state("load")
    expect(page.locator(f"#{FIRST} .backprop-root")).to_be_visible()
    page.evaluate(TWO_FRAMES)
    assert page.locator(f"{WAITING}#{LAST}").count() == 1
    return page


def come_to(page: Page, anchor: str) -> None:
    """Follow a link to a figure, as a reader may."""
    page.evaluate("(anchor) => { location.hash = anchor; }", anchor)
    expect(page.locator(f"#{anchor} .backprop-root")).to_be_visible()


def test_until_the_reader_comes_near(visit: Visit) -> None:
    page = opened(visit)
    waiting = page.locator(WAITING).count()
    come_to(page, LAST)
    assert 0 < page.locator(WAITING).count() < waiting


def test_no_table_is_much_taller_than_its_figure_will_be(visit: Visit) -> None:
    page = visit("book/references.html", viewport={"width": 390, "height": 600})
    page.goto(page.url.replace("book/references.html", NETWORK.page))
    figure = page.locator(f"#{NETWORK.anchor}")
    expect(page.locator(WAITING).and_(figure)).to_have_attribute("data-waits", "")
    waiting = figure.evaluate("(figure) => figure.offsetHeight")
    come_to(page, NETWORK.anchor)
    expect(figure).not_to_have_attribute("data-waits", "")
    live = figure.evaluate("(figure) => figure.offsetHeight")
    assert 0 < waiting < live


@pytest.mark.parametrize("figure", [FIGURES[0], DESCENT], ids=lambda figure: figure.widget)
def test_none_is_measured_before_the_page_is_laid_out(visit: Visit, figure: Figure) -> None:
    page = visit("book/references.html", viewport={"width": 1280, "height": 600})
    page.add_init_script(MEASURES)
    page.goto(page.url.replace("book/references.html", figure.page))
    expect(page.locator(".backprop-root").first).to_be_visible()
    page.evaluate(TWO_FRAMES)
    assert page.evaluate("early") == []


def test_who_goes_by_keys_meets_every_figure(visit: Visit) -> None:
    page = opened(visit)
    page.locator(f"#{FIRST} button:enabled").first.click()
    page.evaluate(TWO_FRAMES)
    assert page.locator(WAITING).count() > 0
    page.keyboard.press("Tab")
    expect(page.locator(WAITING)).to_have_count(0)


def test_on_paper_every_figure_is_as_it_would_be_in_sight(visit: Visit) -> None:
    page = opened(visit)
    page.pdf()
    expect(page.locator(WAITING)).to_have_count(0)


def test_on_paper_every_picture_is_as_wide_as_in_sight(visit: Visit) -> None:
    page = visit(DESCENT.page, viewport={"width": 1280, "height": 600})
    page.wait_for_load_state("load")
    expect(page.locator(WAITING).and_(page.locator(f"#{DESCENT.anchor}"))).to_have_count(1)
    page.evaluate(
        """() => addEventListener("afterprint", () => {
          const pictures = document.querySelectorAll(".landscape svg");
          window.printed = [...pictures].map((picture) => picture.clientWidth);
        })"""
    )
    page.pdf()
    printed = page.evaluate("printed")
    assert len(printed) > 1
    assert set(printed) == {printed[0]} != {0}


def test_at_once_where_the_text_would_move(visit: Visit) -> None:
    page = visit("book/references.html", viewport={"width": 1280, "height": 600})
    page.add_init_script("CSS.supports = (name) => name !== 'overflow-anchor'")
    page.goto(page.url.replace("book/references.html", PAGE))
    expect(page.locator(WAITING)).to_have_count(0)


def test_none_waits_for_the_data_of_another(visit: Visit, watch: Watch) -> None:
    page = visit("book/references.html", viewport={"width": 1280, "height": 600})
    page.route(DATA, lambda route: None)
    figures = [figure for figure in every_figure() if figure.page.startswith("book/12")]
    page.goto(page.url.replace("book/references.html", figures[0].page))
    with page.expect_request(DATA):
        page.locator("#rates").scroll_into_view_if_needed()
    come_to(page, figures[-1].anchor)
    assert watch.problems == []
