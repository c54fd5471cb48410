"""A page that the browser has kept whole while the reader was elsewhere goes on as it was left."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from back_forward import away_and_back, come_back, leave
from backprop.widgets import Question, TrainingPlayer
from built_site import figures
from exercises import FORMS
from own_pages import figure_of, site_of
from training_runs import HELD_OUT, TRAINING, two_runs
from visits import Visit
from widget import OVER_HTTP, button, field, slider

PAGE = "kept.html"
OTHER = "other.html"
MOVING = {"reduced_motion": "no-preference"}
STEPS_A_SECOND = 4

NEURON, PLAYER, QUESTION = (
    replace(figure, page=PAGE)
    for figure in (
        figures("ChainRuleStepper")[0],
        figure_of(TrainingPlayer(two_runs(), TRAINING, held_out=HELD_OUT, anchor="runs")),
        figure_of(Question(FORMS, seed=1)),
    )
)
CLOCK = PLAYER.state["clock"]
site = site_of([PLAYER, NEURON, QUESTION], {OTHER: "<p>Another page</p>"})

# All in one look, since it may be playing.
SHOWN = """(root) => {
  const slider = root.querySelector(".transport-slider");
  return {
    place: slider.valueAsNumber,
    told: slider.ariaValueText,
    beside: root.querySelector(".transport-where").textContent,
    line: root.querySelector(".line").textContent,
    losses: [...root.querySelectorAll("[data-measure=loss] td")].map((cell) => cell.textContent),
  };
}"""
PIXELS = "(all) => all.map((canvas) => canvas.toDataURL())"


@pytest.fixture(scope="module")
def browser(keeping_browser: Browser) -> Browser:
    return keeping_browser


def root(page: Page, anchor: str) -> Locator:
    return page.locator(f"#{anchor} .backprop-root").first


def shown(player: Locator) -> dict[str, Any]:
    found: dict[str, Any] = player.evaluate(SHOWN)
    return found


def assert_agrees(now: dict[str, Any]) -> None:
    """Slider, sentence and table are of one epoch."""
    epoch = CLOCK[now["place"]]
    assert now["told"] == now["beside"] == f"Epoch {epoch} of {CLOCK[-1]}"
    assert f"after epoch {epoch}:" in now["line"]
    assert any(loss in now["line"] for loss in now["losses"])


@OVER_HTTP
def test_a_figure_that_plays_goes_on(visit: Visit, site: str) -> None:
    page = visit(PAGE, **MOVING)
    player = root(page, PLAYER.anchor)
    place = player.locator(".transport-slider")
    player.get_by_role("combobox", name="Speed").select_option("0.5")
    button(player, "Play").click()
    expect(place).not_to_have_value("0")
    away_and_back(page, site + OTHER)
    now = shown(player)
    assert_agrees(now)
    expect(button(player, "Pause")).to_be_visible()
    expect(place).not_to_have_value(str(now["place"]))
    assert_agrees(shown(player))

    button(player, "Pause").click()
    stood = shown(player)
    assert_agrees(stood)
    picture = player.locator(".map [role=img]").first
    expect(picture).to_have_accessible_name(re.compile(f"at epoch {CLOCK[stood['place']]}:"))
    away_and_back(page, site + OTHER)
    expect(button(player, "Play")).to_be_visible()
    assert shown(player) == stood
    pixels = player.locator(".map canvas").evaluate_all(PIXELS)
    page.reload()  # what was kept looks as what is drawn from nothing
    expect(place).to_have_value(str(stood["place"]))
    assert shown(player) == stood
    assert player.locator(".map canvas").evaluate_all(PIXELS) == pixels


@OVER_HTTP
def test_it_waits_meanwhile_and_goes_on_at_the_same_pace(visit: Visit, site: str) -> None:
    page = visit(PAGE, **MOVING)
    page.clock.install(time=0)
    page.clock.pause_at(1000)  # only the test moves it
    page.reload()
    player = root(page, PLAYER.anchor)
    button(player, "Play").click()

    def steps_in_a_second() -> int:
        before = shown(player)["place"]
        page.clock.run_for(1000)
        now = shown(player)
        assert_agrees(now)
        return int(now["place"] - before)

    assert steps_in_a_second() == STEPS_A_SECOND
    stood = shown(player)
    leave(page, site + OTHER)
    page.clock.run_for(5000)
    come_back(page)
    assert shown(player) == stood
    for _ in range(2):
        assert steps_in_a_second() == STEPS_A_SECOND
        away_and_back(page, site + OTHER)
    button(player, "Pause").click()
    away_and_back(page, site + OTHER)
    assert steps_in_a_second() == 0


@OVER_HTTP
def test_what_was_typed_and_chosen_stays(visit: Visit, site: str) -> None:
    page = visit(PAGE)
    neuron, question = root(page, NEURON.anchor), root(page, QUESTION.anchor)
    field(neuron, "w0").fill("-1.5")
    slider(neuron).fill("3")
    neuron.get_by_role("checkbox", name="Predict").check()
    field(neuron, "x0").fill("two")  # refused
    answer = question.get_by_role("textbox").first
    answer.fill("1 +")  # not checked yet
    refusal = neuron.locator(".line").inner_text()

    def assert_as_left() -> None:
        expect(slider(neuron)).to_have_value("3")
        expect(field(neuron, "w0")).to_have_value("−1.5")
        expect(neuron.get_by_role("checkbox", name="Predict")).to_be_checked()
        expect(field(neuron, "x0")).to_have_value("two")
        expect(neuron.locator(".line")).to_have_text(refusal)
        expect(answer).to_have_value("1 +")

    for _ in range(2):
        away_and_back(page, site + OTHER)
        assert_as_left()
    button(neuron, "Next").click()
    page.reload()  # what was done since it came back was stored when it was left
    expect(slider(neuron)).to_have_value("4")
    expect(field(neuron, "w0")).to_have_value("−1.5")
