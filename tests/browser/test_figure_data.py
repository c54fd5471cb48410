"""A figure with much to load is its table until the reader comes near, from a disk too."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from built_site import figures
from every_page import settled
from visits import Visit, Watch
from widget import OVER_HTTP

FIGURE = figures("TrainingPlayer")[-1]
DATA = re.compile(r"/_static/figures/")


LIVE = f"figure#{FIGURE.anchor} .transport"
SNAPSHOT = f"figure#{FIGURE.anchor} .backprop-snapshot"


def follow_requests(page: Page) -> list[str]:
    asked: list[str] = []
    page.on("request", lambda request: DATA.search(request.url) and asked.append(request.url))
    return asked


def test_it_comes_alive_when_the_reader_comes_near(visit: Visit) -> None:
    page = visit("book/references.html", viewport={"width": 1280, "height": 300})
    asked = follow_requests(page)
    page.goto(page.url.replace("book/references.html", FIGURE.page))
    settled(page)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert asked == []
    expect(page.locator(LIVE)).to_have_count(0)
    expect(page.locator(SNAPSHOT)).to_be_visible()
    page.locator(SNAPSHOT).scroll_into_view_if_needed()
    expect(page.locator(LIVE)).to_be_visible()
    expect(page.locator(SNAPSHOT)).to_be_hidden()
    assert len(asked) == len(set(asked)) > 0


@OVER_HTTP
def test_a_link_to_it_loads_it_with_the_links_state(visit: Visit) -> None:
    page = visit(f"{FIGURE.page}#{FIGURE.anchor}", viewport={"width": 1280, "height": 700})
    expect(page.locator(LIVE)).to_be_visible()
    expect(page.locator(f"figure#{FIGURE.anchor}")).to_be_in_viewport()


@OVER_HTTP
def test_without_its_data_the_table_stays_until_they_can_be_loaded(
    visit: Visit, watch: Watch
) -> None:
    page = visit("book/references.html")
    page.route(DATA, lambda route: route.abort())
    page.goto(page.url.replace("book/references.html", FIGURE.page))
    page.locator(SNAPSHOT).scroll_into_view_if_needed()
    alert = page.locator(f"figure#{FIGURE.anchor} [role=alert]")
    expect(alert).to_contain_text("loaded")
    expect(page.locator(SNAPSHOT)).to_be_visible()
    expect(page.locator(LIVE)).to_have_count(0)
    page.unroute(DATA)
    alert.get_by_role("button", name="Try again").click()
    expect(page.locator(LIVE)).to_be_visible()
    expect(alert).to_be_hidden()
    assert watch.problems
    assert all(
        re.search(r"_static/figures/|could not be loaded|ERR_FAILED", problem)
        for problem in watch.problems
    )
    watch.problems.clear()
