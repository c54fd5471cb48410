"""What the tests of all widgets do with one: find it, read its numbers, use its controls."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

import pytest
from playwright.sync_api import Locator, Page, expect

from built_site import Figure

OVER_HTTP = pytest.mark.parametrize("site", ["http"], indirect=True)  # where the address is all one
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")

JUPYTER = {"bypass_csp": True}  # which has no such policy as the book's pages
# Jupyter's module with a model in reach: what Python sets arrives as a change of the model.
IN_JUPYTER = """async ([source, state]) => {
  const module = new Blob([source], { type: "text/javascript" });
  const { default: widget } = await import(URL.createObjectURL(module));
  const listeners = {};
  window.model = {
    get: (name) => state[name],
    set(name, value) {
      state[name] = value;
      for (const listener of listeners[`change:${name}`] ?? []) listener();
    },
    on: (event, listener) => (listeners[event] ??= []).push(listener),
    off() {},
    save_changes() {},
  };
  widget.render({ model, el: document.body });
}"""


def live(page: Page, figure: Figure, label: str) -> Locator:
    """The live widget of a figure, once it is near and there in place of the figure's tables."""
    place = page.locator(f"#{figure.anchor}")
    place.scroll_into_view_if_needed()
    widget = place.get_by_role("group", name=label, exact=True)
    expect(widget).to_be_visible()
    expect(place.locator(".backprop-snapshot")).to_be_hidden()
    return widget


def button(widget: Locator, name: str) -> Locator:
    return widget.get_by_role("button", name=name, exact=True)


def field(widget: Locator, name: str) -> Locator:
    """The text field for an input ("w0") or a setting ("Learning rate")."""
    letters = re.fullmatch(r"([A-Za-z]+)(\d+)", name)
    label = letters[1] + letters[2].translate(SUBSCRIPTS) if letters else name
    return widget.get_by_role("textbox", name=label, exact=True)


def slider(widget: Locator) -> Locator:
    return widget.get_by_role("slider", name="Step", exact=True)


def numbers(widget: Locator, attribute: str) -> dict[str, float]:
    """The full-precision numbers of the nodes: those that are known."""
    found = widget.locator(f"[{attribute}][data-value]").evaluate_all(
        "(all, attribute) => all.map(e => [e.getAttribute(attribute), e.dataset.value])", attribute
    )
    return {name: float(value) for name, value in found}


def assert_close(ours: Mapping[str, float], theirs: Mapping[str, float]) -> None:
    """Both have the same names, and numbers that agree to 1e-12."""
    assert ours.keys() == theirs.keys(), ours.keys() ^ theirs.keys()
    for name, number in ours.items():
        assert math.isclose(number, theirs[name], rel_tol=1e-12), (name, number, theirs[name])


def tab_to(page: Page, target: Locator, *, backward: bool = False, limit: int = 400) -> None:
    """Press Tab, or Shift and Tab, until the target has the focus."""
    for _ in range(limit):
        if target.evaluate("(element) => element === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab" if backward else "Tab")
    raise AssertionError(f"Tab does not lead to {target}")
