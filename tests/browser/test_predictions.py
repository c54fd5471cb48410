"""A hidden number is judged as an exercise's is, in every figure that asks for one."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, expect

from backprop.mistakes import named
from built_site import every_figure
from own_pages import site_of
from visits import Visit
from widget import OVER_HTTP, PHONE, button


@dataclass(frozen=True)
class Asked:
    """A number that a figure of the book asks for, and what a mistake makes of it."""

    anchor: str
    step: int
    right: str
    mistake: str
    typed: str


ASKED = [
    Asked("neuron", 8, "-6/6", "own factor instead of the other", "-2"),
    Asked("bowl", 1, "2 - 0.01·12", "step uphill", "2.12"),
    Asked("batch", 3, "2 + 10 + 8.1", "overwritten instead of added", "8.1"),
    Asked("gates", 3, "0", "mask from the output by >=", "3"),
    Asked("softmax", 5, "-1e-1", "missing 1/n", "-0.3"),
    Asked("shards", 3, "4 · 3/6", "mean of the shards' means, not weighted", "4"),
    Asked("network", 8, "", "", ""),
]
COLUMN = {"viewport": {"width": 750, "height": 720}}
FIGURES = {figure.anchor: figure for figure in every_figure()}
EVERY = pytest.mark.parametrize("asked", ASKED, ids=lambda asked: asked.anchor)
site = site_of([FIGURES[asked.anchor] for asked in ASKED])


def opened(visit: Visit, asked: Asked, **options: object) -> Locator:
    figure = FIGURES[asked.anchor]
    page = visit(f"{figure.page}#{asked.anchor}?step={asked.step}&predict=true", **options)
    return page.locator(f"#{asked.anchor} .backprop-root")


def answer(widget: Locator, text: str) -> None:
    field = widget.locator(".question").get_by_role("textbox")
    field.fill(text)
    field.press("Enter")


def controls(widget: Locator) -> object:
    return widget.evaluate(
        """(root) => [root, ...root.querySelectorAll(".transport *, .tools *, .question *")]
          .map((each) => JSON.stringify(each.getBoundingClientRect()))"""
    )


@OVER_HTTP
@EVERY
def test_what_is_said_of_an_answer(visit: Visit, asked: Asked) -> None:
    widget = opened(visit, asked)
    said = widget.locator(".verdict")
    answer(widget, "9e9")
    before = controls(widget)
    expect(said).to_have_attribute("data-verdict", "unknown")
    expect(said).to_contain_text("9e9")
    for text in ("3x", "1/0", ""):
        answer(widget, text)
        expect(said).to_have_attribute("data-verdict", "unreadable" if text else "empty")
    if asked.mistake:
        answer(widget, asked.typed)
        expect(said).to_contain_text(named(asked.mistake).says)
        assert controls(widget) == before
        answer(widget, asked.right)
        expect(widget.locator(".line")).to_contain_text("Right")


@OVER_HTTP
@pytest.mark.parametrize("options", [{}, PHONE], ids=["screen", "phone"])
def test_a_mistake_has_its_place_in_the_book(visit: Visit, options: dict[str, object]) -> None:
    asked = ASKED[0]
    widget = opened(visit, asked, **options)
    answer(widget, asked.typed)
    link = widget.get_by_role("link", name="Read why")
    page, heading = named(asked.mistake).see.split("#")
    expect(link).to_have_attribute("href", f"{page}.html#{heading}")
    box, frame = widget.locator(".verdict").bounding_box(), widget.bounding_box()
    assert box
    assert frame
    assert frame["y"] <= box["y"] <= box["y"] + box["height"] <= frame["y"] + frame["height"]
    widget.locator(".question").get_by_role("textbox").fill("7")
    expect(link).to_be_hidden()
    button(widget, "Show it").click()
    expect(widget.locator(".verdict")).to_have_count(0)


@OVER_HTTP
@pytest.mark.parametrize(
    ("anchor", "step", "right", "is_alike", "can_tell"),
    [
        ("neuron", 1, "1", True, False),  # the slope of an open ReLU, and what is left without it
        ("neuron", 2, "1", True, True),  # the bias is 1 here
        ("neuron", 8, "-1", False, False),
        ("bowl", 2, "1.7816", False, False),
        ("batch", 3, "20.1", False, False),
        ("gates", 2, "2", True, False),
        ("softmax", 5, "-0.1", True, True),  # as long as it is the target's logit
    ],
)
def test_an_answer_that_a_mistake_gives_too_is_told(
    visit: Visit, anchor: str, step: int, right: str, *, is_alike: bool, can_tell: bool
) -> None:
    """And where other numbers tell the two apart, that they do."""
    widget = opened(visit, Asked(anchor, step, right, "", ""), **COLUMN)
    line = widget.locator(".line")
    before = widget.bounding_box()
    answer(widget, right)
    expect(line).to_have_attribute("data-kind", "right")
    text = line.inner_text()
    assert ("A mistake" in text) == is_alike
    assert ("New numbers" in text) == can_tell
    expect(widget.locator("[role=status][aria-live=polite]").last).to_contain_text("Right")
    assert widget.bounding_box() == before
    assert line.evaluate(
        "(e) => e.scrollWidth <= e.clientWidth && e.scrollHeight <= e.clientHeight + 1"
    )
    if can_tell:
        button(widget, "New numbers").click()
        widget.locator(".transport-slider").fill(str(step))
        expect(widget.locator(".question")).to_be_visible()
