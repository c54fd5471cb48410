"""Number fields that are only usable together, on a page of their own that stands on a disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from widget_scripts import scripts_of

from backprop.graph import Graph, inputs, log
from backprop.widgets import ChainRuleStepper
from backprop.widgets.book_widget import STATIC
from widget import IN_JUPYTER, button, field, numbers

Open = Callable[[ChainRuleStepper], Locator]


@pytest.fixture
def shown(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Make a page of one stepper and open it; no uncaught error may be left behind."""
    context = browser.new_context(reduced_motion="reduce")
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))

    def show(stepper: ChainRuleStepper) -> Locator:
        content = stepper.html()
        scripts = "".join(
            f"<script defer src={(STATIC / 'page' / name).as_uri()}></script>"
            for name in scripts_of(content)
        )
        path = tmp_path / "page.html"
        path.write_text(f"<!doctype html>{scripts}{content}")
        page: Page = context.new_page()
        page.goto(path.as_uri())
        widget = page.get_by_role("group", name="Chain rule stepper", exact=True)
        expect(widget).to_be_visible()
        return widget

    yield show
    context.close()
    assert errors == []


@pytest.fixture
def logarithm(shown: Open) -> Locator:
    """The stepper of log(x - y), which is defined only where x is above y."""
    x, y = inputs(x=3, y=1)
    return shown(ChainRuleStepper(Graph(log(x - y).named("z"))))


@pytest.fixture
def in_jupyter(browser: Browser) -> Iterator[Locator]:
    """The stepper of log(x - y) as Jupyter renders it."""
    x, y = inputs(x=3, y=1)
    stepper = ChainRuleStepper(Graph(log(x - y).named("z")))
    source = (STATIC / "jupyter" / "chain_rule_stepper.js").read_text(encoding="utf-8")
    page = browser.new_page(reduced_motion="reduce")
    page.evaluate(IN_JUPYTER, [source, stepper.state()])
    yield page.get_by_role("group", name="Chain rule stepper", exact=True)
    page.close()


def value(widget: Locator, name: str) -> float:
    return numbers(widget, "data-node-value")[name]


def test_a_refused_number_is_tried_again_with_the_next(logarithm: Locator) -> None:
    field(logarithm, "y").fill("5")
    expect(logarithm.locator(".line[data-kind='wrong']")).to_contain_text("no finite value")
    assert value(logarithm, "y") == 1
    field(logarithm, "x").fill("10")
    expect(logarithm.locator(".line[data-kind='wrong']")).to_have_count(0)
    assert (value(logarithm, "x"), value(logarithm, "y")) == (10, 5)


def test_the_old_number_counts_again_after_that(logarithm: Locator) -> None:
    field(logarithm, "y").fill("5")
    field(logarithm, "x").fill("10")
    field(logarithm, "y").fill("1")
    assert value(logarithm, "y") == 1
    button(logarithm, "Next").click()
    expect(field(logarithm, "y")).to_have_value("1")


def test_what_cannot_be_read_keeps_its_message(logarithm: Locator) -> None:
    field(logarithm, "y").fill("5")
    field(logarithm, "y").fill("five")
    field(logarithm, "x").fill("10")
    expect(field(logarithm, "y")).to_have_attribute("aria-invalid", "true")
    expect(field(logarithm, "y")).to_have_value("five")
    assert (value(logarithm, "x"), value(logarithm, "y")) == (10, 1)


def test_a_refused_number_taken_back_is_forgotten(in_jupyter: Locator) -> None:
    field(in_jupyter, "y").fill("5")
    expect(in_jupyter.locator(".line[data-kind='wrong']")).to_have_count(1)
    field(in_jupyter, "y").fill("1")
    expect(in_jupyter.locator(".line[data-kind='wrong']")).to_have_count(0)
    in_jupyter.page.evaluate("model.set('inputs', { x: 3, y: 2 })")  # as Python does
    expect(field(in_jupyter, "y")).to_have_value("2")
    field(in_jupyter, "x").fill("4")
    assert (value(in_jupyter, "x"), value(in_jupyter, "y")) == (4, 2)


def test_reset_from_values_that_do_not_fit_the_first_ones(shown: Open) -> None:
    u, v = inputs(u=10, v=10)
    widget = shown(ChainRuleStepper(Graph((u * v).named("q"))))
    field(widget, "u").fill("0.5")
    field(widget, "v").fill("0.5")
    field(widget, "Incoming gradient").fill("1e308")
    button(widget, "Reset").click()
    assert (value(widget, "u"), value(widget, "v")) == (10, 10)
    expect(field(widget, "Incoming gradient")).to_have_value("1")


def test_a_verdict_goes_with_its_numbers(logarithm: Locator) -> None:
    logarithm.get_by_label("Predict").check()
    button(logarithm, "Next").click()
    answer = logarithm.get_by_role("textbox", name="Your value")
    answer.fill("99")
    button(logarithm, "Check").click()
    expect(logarithm.locator(".verdict")).to_contain_text("99")
    field(logarithm, "x").fill("4")
    expect(logarithm.locator(".verdict")).to_be_empty()
    expect(answer).to_have_value("")
