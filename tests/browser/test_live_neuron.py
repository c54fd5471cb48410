"""The live neuron of the front page: in the first screen, and answering to a drag."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from accessibility import accessibility_problems
from backprop.widgets import LiveNeuron
from visits import Visit
from widget import OVER_HTTP, PHONE, button, numbers

FRONT = "book/index.html"


def opened(visit: Visit, **options: object) -> tuple[Page, Locator]:
    page = visit(FRONT, **{"viewport": {"width": 1280, "height": 720}, **options})
    neuron = page.get_by_role("group", name="Live neuron")
    expect(neuron).to_be_visible()
    return page, neuron


def number(neuron: Locator, name: str) -> Locator:
    return neuron.get_by_role("textbox", name=name, exact=True)


def assert_engine(neuron: Locator, **inputs: float) -> None:
    graph = LiveNeuron(**inputs).shown.passed
    shown = numbers(neuron, "data-gradient")
    assert shown == pytest.approx({name: graph.gradients[name] for name in ("x", "w", "y")})
    assert numbers(neuron, "data-node-value")["l"] == pytest.approx(graph.values["l"])


def test_it_stands_in_the_first_screen(visit: Visit) -> None:
    _, neuron = opened(visit)
    box = neuron.bounding_box()
    assert box
    assert box["y"] + box["height"] <= 720
    assert_engine(neuron)


@OVER_HTTP
def test_a_drag_moves_the_loss_and_the_gradients(visit: Visit) -> None:
    page, neuron = opened(visit)
    box = number(neuron, "weight w").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y, steps=4)
    page.mouse.up()
    assert_engine(neuron, w=-1.0)
    number(neuron, "input x").press("ArrowUp")
    assert_engine(neuron, w=-1.0, x=3.1)


@OVER_HTTP
def test_steps_downhill_end_at_the_target(visit: Visit) -> None:
    _, neuron = opened(visit)
    height = neuron.evaluate("(root) => root.clientHeight")
    for _ in range(12):
        button(neuron, "Step downhill").click()
        assert neuron.evaluate("(root) => root.clientHeight") == height
    assert numbers(neuron, "data-node-value")["y"] == pytest.approx(-7, abs=1e-3)
    expect(neuron.get_by_role("status")).to_contain_text("falls")
    button(neuron, "Reset").click()
    assert_engine(neuron)


@OVER_HTTP
def test_a_number_that_cannot_be_read_is_explained(visit: Visit) -> None:
    _, neuron = opened(visit)
    number(neuron, "bias b").fill("two")
    expect(number(neuron, "bias b")).to_have_accessible_description(re.compile("not a number"))
    assert_engine(neuron)


@OVER_HTTP
def test_on_a_phone_and_without_scripts(visit: Visit) -> None:
    page, neuron = opened(visit, **PHONE)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    button(neuron, "Step downhill").tap()
    assert_engine(neuron, w=-2.3, b=0.9)
    bare = visit(FRONT, java_script_enabled=False)
    expect(bare.locator("#live-neuron svg, #live-neuron img").first).to_be_visible()


@OVER_HTTP
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible_in_both_themes(visit: Visit, scheme: str) -> None:
    page, _ = opened(visit, color_scheme=scheme)
    assert accessibility_problems(page, "#live-neuron") == []
