"""A page that is reloaded or come back to shows its figures as they were left."""

from __future__ import annotations

import json
from dataclasses import replace

from playwright.sync_api import Locator, Page, expect

from backprop.widgets import Question, TrainingPlayground
from built_site import figures
from exercises import FORMS
from own_pages import figure_of, site_of
from visits import Visit
from widget import OVER_HTTP, button, field, slider

FORBIDDEN = """Object.defineProperty(window, "sessionStorage", {
  get() { throw new DOMException("no", "SecurityError"); },
})"""
PAGE = "left.html"
OTHER = "other.html"
NEURON, PLAYER, PLAYGROUND, QUESTION = (
    replace(figure, page=PAGE)
    for figure in (
        figures("ChainRuleStepper")[0],
        figures("TrainingPlayer")[0],
        figure_of(TrainingPlayground(hidden=4, epochs=10)),
        figure_of(Question(FORMS, seed=1)),
    )
)
site = site_of([NEURON, PLAYER, PLAYGROUND, QUESTION], {OTHER: "<p>Another page</p>"})


def root(page: Page, anchor: str) -> Locator:
    return page.locator(f"#{anchor} .backprop-root").first


def leave_in_another_state(page: Page) -> None:
    neuron = root(page, NEURON.anchor)
    field(neuron, "w0").fill("-1.5")
    neuron.get_by_role("checkbox", name="Predict").check()
    slider(neuron).fill("3")
    root(page, PLAYER.anchor).locator(".transport-slider").fill("5")
    player = root(page, PLAYER.anchor)
    player.get_by_role("checkbox", name="Logarithmic loss").check()
    player.get_by_role("combobox", name="Speed").select_option("4")
    root(page, PLAYGROUND.anchor).get_by_role("textbox", name="Learning rate").fill("0.5")
    button(root(page, QUESTION.anchor), "New numbers").click()


def assert_in_that_state(page: Page) -> None:
    neuron = root(page, NEURON.anchor)
    expect(slider(neuron)).to_have_value("3")
    expect(field(neuron, "w0")).to_have_value("−1.5")
    expect(neuron.get_by_role("checkbox", name="Predict")).to_be_checked()
    player = root(page, PLAYER.anchor)
    expect(player.locator(".transport-slider")).to_have_value("5")
    expect(player.locator(".transport-where")).to_contain_text("Epoch 5 of")
    expect(player.get_by_role("checkbox", name="Logarithmic loss")).to_be_checked()
    expect(player.get_by_role("combobox", name="Speed")).to_have_value("4")
    playground = root(page, PLAYGROUND.anchor)
    expect(playground.get_by_role("textbox", name="Learning rate")).to_have_value("0.5")
    expect(root(page, QUESTION.anchor)).to_have_attribute("data-seed", "2")


def assert_in_the_chapters_own(page: Page) -> None:
    """The numbers, and every control that shows them."""
    neuron = root(page, NEURON.anchor)
    expect(slider(neuron)).to_have_value(str(NEURON.state["step"]))
    expect(field(neuron, "w0")).to_have_value("−3")
    expect(neuron.get_by_role("checkbox", name="Predict")).not_to_be_checked()
    player = root(page, PLAYER.anchor)
    expect(player.locator(".transport-slider")).to_have_value("0")
    expect(player.locator(".transport-where")).to_contain_text("Epoch 0 of")
    expect(player.get_by_role("checkbox", name="Logarithmic loss")).not_to_be_checked()
    expect(player.get_by_role("combobox", name="Speed")).to_have_value("1")
    rate = root(page, PLAYGROUND.anchor).get_by_role("textbox", name="Learning rate")
    expect(rate).to_have_value(str(PLAYGROUND.state["rate"]))
    expect(root(page, QUESTION.anchor)).to_have_attribute("data-seed", "1")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_reloaded_and_come_back_to(visit: Visit, site: str) -> None:
    page = visit(PAGE)
    leave_in_another_state(page)
    page.reload()
    assert_in_that_state(page)
    page.goto(site + OTHER)
    page.go_back()
    assert_in_that_state(page)
    button(root(page, NEURON.anchor), "Reset").click()
    page.reload()
    expect(field(root(page, NEURON.anchor), "w0")).to_have_value("−3")
    page.goto(site + OTHER)
    page.goto(site + PAGE)  # as a link in the list of pages does
    assert_in_the_chapters_own(page)


@OVER_HTTP
def test_a_link_goes_first_and_what_was_done_since_is_kept(visit: Visit, site: str) -> None:
    page = visit(f"{PAGE}#{NEURON.anchor}?step=3")
    neuron = root(page, NEURON.anchor)
    expect(slider(neuron)).to_have_value("3")
    for step in ("4", "0"):  # its own state is one that it can be left in too
        slider(neuron).fill(step)
        page.reload()
        expect(slider(neuron)).to_have_value(step)
    page.goto(site + OTHER)
    page.goto(f"{site}{PAGE}#{NEURON.anchor}?step=2")
    expect(slider(neuron)).to_have_value("2")


@OVER_HTTP
def test_a_player_that_played_stands_where_it_was(visit: Visit) -> None:
    page = visit(PAGE)
    player = root(page, PLAYER.anchor)
    button(player, "Play").click()
    expect(player.locator(".transport-where")).not_to_contain_text("Epoch 0 ")
    page.reload()
    expect(button(player, "Play")).to_be_visible()
    place = player.locator(".transport-slider").input_value()
    assert int(place) > 0
    expect(player.locator(".transport-where")).to_contain_text(f"Epoch {place} of")


@OVER_HTTP
def test_damaged_and_hostile_texts_and_those_of_another_edition_change_nothing(
    visit: Visit, site: str
) -> None:
    page = visit(PAGE)
    leave_in_another_state(page)
    page.goto(site + OTHER)
    key, text = page.evaluate("Object.entries(sessionStorage)[0]")
    left = json.loads(text)[NEURON.anchor]
    asked = ("?step=9999", "?colour=1", "?w0", "")
    for now in (*(f"#{NEURON.anchor}{query}" for query in asked), "#%", "x"):
        harm(page, key, json.dumps({NEURON.anchor: {**left, "now": now}}))
    other_edition = left["own"].replace("step=0", "step=1")
    harm(page, key, json.dumps({NEURON.anchor: {**left, "own": other_edition}}))
    harm(page, key, text[:-5])


def harm(page: Page, key: str, text: str) -> None:
    page.evaluate("([key, text]) => sessionStorage.setItem(key, text)", [key, text])
    page.go_back()
    assert_in_the_chapters_own(page)
    page.go_forward()


@OVER_HTTP
def test_where_storage_is_forbidden_a_page_begins_anew(visit: Visit) -> None:
    page = visit("index.html")
    page.add_init_script(FORBIDDEN)
    page.goto(page.url.replace("index.html", PAGE))
    slider(root(page, NEURON.anchor)).fill("3")
    page.reload()
    assert_in_the_chapters_own(page)
