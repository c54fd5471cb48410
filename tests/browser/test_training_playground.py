"""The TrainingPlayground on a page of its own: it trains there, over http and from the disk."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from accessibility import accessibility_problems
from backprop.numbers import format_number
from backprop.widgets import TrainingPlayground
from backprop.widgets.book_widget import STATIC
from backprop.widgets.training.live import SETTINGS, train
from own_pages import figure_of, site_of
from visits import Visit
from widget import IN_JUPYTER, JUPYTER, OVER_HTTP, PHONE, button, live, tab_to

LABEL = "Training playground"
WIDGET = TrainingPlayground("SGD", 0.01, scale=1, hidden=8, epochs=40, anchor="own")
FIGURE = figure_of(WIDGET)
GIVEN = {name: FIGURE.state[name] for name in SETTINGS}

site = site_of([FIGURE])


def open_widget(visit: Visit, **options: Any) -> tuple[Page, Locator]:
    page = visit(FIGURE.page, **options)
    return page, live(page, FIGURE, LABEL)


def slider(widget: Locator) -> Locator:
    return widget.get_by_role("slider", name="Epoch", exact=True)


def knob(widget: Locator, name: str) -> Locator:
    return widget.locator(f"[data-knob={name}] .number-field")


def expect_numbers(widget: Locator, epoch: int, *, column: int = 0, **changes: Any) -> None:
    """What the package comes to with these settings."""
    history = train({**GIVEN, **changes}, max(1, epoch))
    for name, values in (
        ("loss", history.loss),
        ("accuracy", history.accuracy),
        ("held_out_loss", history.validation_loss),
        ("held_out_accuracy", history.validation_accuracy),
    ):
        row = widget.locator(f".numbers [data-measure={name}] td")
        expect(row.nth(column)).to_have_text(format_number(float(f"{values[epoch]:.4g}")))


def test_it_trains_to_the_package_s_losses(visit: Visit) -> None:
    _, widget = open_widget(visit)
    expect_numbers(widget, 0)
    button(widget, "One epoch").click()
    expect_numbers(widget, 1)
    button(widget, "Last").click()
    expect(widget.locator(".line")).to_contain_text("After epoch 40 ")
    expect_numbers(widget, 40)
    expect(widget.locator(".bench [role=img]")).to_have_accessible_name(
        re.compile(r"^Decision boundary at epoch 40: class 0 on \d+ %")
    )
    button(widget, "First").click()
    expect_numbers(widget, 0)


@OVER_HTTP
def test_a_knob_trains_anew_up_to_the_same_epoch(visit: Visit) -> None:
    page, widget = open_widget(visit)
    slider(widget).fill("12")
    knob(widget, "rate").fill("0.2")
    expect(slider(widget)).to_have_value("12")
    expect_numbers(widget, 12, rate=0.2)
    widget.get_by_role("combobox", name="Optimizer").select_option("Adam")
    button(widget, "Next seed").click()
    expect_numbers(widget, 12, rate=0.2, optimizer="Adam", seed=1)
    rate = widget.get_by_role("slider", name="Learning rate, slider")
    rate.focus()
    page.keyboard.press("ArrowLeft")
    expect(knob(widget, "rate")).to_have_value("0.19")
    expect(slider(widget)).to_have_value("12")  # the arrow is the knob's
    button(widget, "Reset").click()
    expect(slider(widget)).to_have_value("0")
    expect(knob(widget, "rate")).to_have_value("0.01")
    expect_numbers(widget, 0)


@OVER_HTTP
def test_a_setting_that_cannot_be_used_is_explained(visit: Visit) -> None:
    _, widget = open_widget(visit)
    slider(widget).fill("3")
    expect_numbers(widget, 3)
    for name, text in (("rate", "11"), ("hidden", "2.5"), ("noise", "-1"), ("seed", "-1")):
        knob(widget, name).fill(text)
        expect(knob(widget, name)).to_have_attribute("aria-invalid", "true")
        expect(widget.locator(".line")).to_contain_text(f"got {text}")
        expect_numbers(widget, 3)
        knob(widget, name).press("Escape")
    expect(widget.locator(".line")).to_contain_text("After epoch 3")


@OVER_HTTP
def test_train_and_pause(visit: Visit) -> None:
    page = visit(FIGURE.page, reduced_motion="no-preference")
    page.clock.install(time=0)
    page.clock.pause_at(1000)  # only the test moves it
    page.reload()
    widget = live(page, FIGURE, LABEL)
    page.clock.run_for(2000)
    assert slider(widget).input_value() == "0"  # it never begins by itself
    button(widget, "Train").click()
    page.clock.run_for(1000)
    button(widget, "Pause").click()
    reached = int(slider(widget).input_value())
    assert 5 <= reached <= 16
    page.clock.run_for(2000)
    expect(slider(widget)).to_have_value(str(reached))
    expect_numbers(widget, reached)
    expect(widget.locator("[role=status][aria-live=polite]").last).to_contain_text(
        f"After epoch {reached} "
    )
    button(widget, "Train").click()
    page.clock.run_for(60)
    button(widget, "Last").click()  # while it trains
    page.clock.run_for(2000)
    expect_numbers(widget, 40)


def test_a_link_has_every_setting_and_what_is_kept(visit: Visit, site: str) -> None:
    page, widget = open_widget(visit)
    slider(widget).fill("5")
    button(widget, "Keep to compare").click()
    knob(widget, "hidden").fill("4")
    knob(widget, "scale").fill("3")
    expect_numbers(widget, 5, hidden=4, scale=3)
    expect_numbers(widget, 5, column=1)
    button(widget, "Copy link").click()
    expect(widget.locator(".link-outcome")).not_to_be_empty()
    again = visit(page.url.removeprefix(site))
    widget = live(again, FIGURE, LABEL)
    expect(slider(widget)).to_have_value("5")
    expect_numbers(widget, 5, hidden=4, scale=3)
    expect_numbers(widget, 5, column=1)
    button(widget, "Forget").click()
    expect(widget.locator(".numbers thead th")).to_have_count(1)


@OVER_HTTP
def test_a_damaged_link_is_explained(visit: Visit) -> None:
    page, widget = open_widget(visit)
    alert = page.locator("#own").get_by_role("alert")
    for fragment, said in (
        ("rate=11", "from 0.0001 to 10"),
        ("hidden=2.5", "whole number"),
        ('optimizer="RMSProp"', "one of SGD"),
        ("kept=[1]", "six settings"),
        ("step=41", "from 0 to 40"),
        ("epochs=500", "no “epochs”"),
    ):
        page.evaluate("(hash) => { location.hash = hash; }", f"own?{fragment}")
        expect(alert).to_contain_text(said)
        expect_numbers(widget, 0)


def test_everything_by_keyboard(visit: Visit) -> None:
    page, widget = open_widget(visit)
    tab_to(page, widget.get_by_role("combobox", name="Optimizer"))
    page.keyboard.press("ArrowDown")
    tab_to(page, knob(widget, "hidden"))
    page.keyboard.press("ArrowUp")
    expect(knob(widget, "hidden")).to_have_value("9")
    tab_to(page, button(widget, "One epoch"))
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    expect_numbers(widget, 2, optimizer="Momentum", hidden=9)
    assert page.evaluate("window.turned") == 0


@OVER_HTTP
def test_picture_knobs_and_control_share_a_phone_s_screen(visit: Visit) -> None:
    _, widget = open_widget(visit, **PHONE)
    top = widget.locator(".bench").bounding_box()
    bottom = widget.locator(".transport").bounding_box()
    assert top
    assert bottom
    assert bottom["y"] + bottom["height"] - top["y"] < 700


@OVER_HTTP
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible_in_both_themes(visit: Visit, scheme: str) -> None:
    page, widget = open_widget(visit, color_scheme=scheme)
    widget.locator(".more summary").click()
    button(widget, "Keep to compare").click()
    slider(widget).fill("2")
    knob(widget, "rate").fill("0.1")
    expect_numbers(widget, 2, rate=0.1)
    assert accessibility_problems(page, "#own") == []


@OVER_HTTP
def test_python_sets_it_and_reads_it(visit: Visit) -> None:
    page = visit(FIGURE.page, **JUPYTER)
    page.evaluate("document.body.replaceChildren()")
    source = (STATIC / "jupyter" / "training_playground.js").read_text(encoding="utf-8")
    page.evaluate(IN_JUPYTER, [source, {**FIGURE.state, "playing": False}])
    widget = page.get_by_role("group", name=LABEL)
    page.evaluate("model.set('rate', 0.3)")
    page.evaluate("model.set('step', 4)")
    expect_numbers(widget, 4, rate=0.3)
    knob(widget, "seed").fill("7")
    expect_numbers(widget, 4, rate=0.3, seed=7)
    assert json.loads(page.evaluate("JSON.stringify([model.get('seed'), model.get('step')])")) == [
        7,
        4,
    ]
    page.evaluate("model.set('playing', true)")
    expect(button(widget, "Pause")).to_be_visible()
