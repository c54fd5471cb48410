"""Where the parts of a page stand, asked of all of them at once."""

from __future__ import annotations

from playwright.sync_api import Locator

BOXES = """(parts) => parts.map((part) => {
  const { x, y, width, height } = part.getBoundingClientRect();
  return part.checkVisibility() && { left: x, right: x + width, top: y, bottom: y + height };
})"""


def boxes(parts: Locator) -> list[dict[str, float]]:
    """The edges of each part; none is hidden."""
    found: list[dict[str, float]] = parts.evaluate_all(BOXES)
    assert all(found), parts
    return found


def assert_within(stage: Locator, parts: Locator, about: object, slack: float = 1) -> None:
    """No part stands out of the stage by more than these pixels."""
    (around,) = boxes(stage)
    found = boxes(parts)
    assert found, about
    for box in found:
        assert box["left"] >= around["left"] - slack, about
        assert box["right"] <= around["right"] + slack, about
        assert box["top"] >= around["top"] - slack, about
        assert box["bottom"] <= around["bottom"] + slack, about
