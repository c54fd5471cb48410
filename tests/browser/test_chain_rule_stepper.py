"""The ChainRuleStepper against the Python engine; what all widgets share: test_every_widget."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from backprop.numbers import format_computed
from built_site import Figure, figures
from own_pages import site_of
from visits import Visit
from widget import OVER_HTTP, assert_close, button, field, live, numbers, slider, tab_to

LABEL = "Chain rule stepper"
FIGURES = figures("ChainRuleStepper")
FIRST = FIGURES[0]
EVERY_FIGURE = pytest.mark.parametrize("figure", FIGURES, ids=str)
SHARED = next(figure for figure in FIGURES if figure.anchor == "used-twice")

# At each step, the numbers of nodes of which a label of an edge covers more than a tenth. The text
# of a field is measured apart: a field is wider than its number.
COVERED = """async (root) => {
  const slider = root.querySelector(".transport-slider");
  const paper = document.createElement("canvas").getContext("2d");
  const written = (element) => {
    const { font, fontSize } = getComputedStyle(element);
    const scale = element.getBoundingClientRect().width / element.offsetWidth;
    const tall = 0.8 * parseFloat(fontSize) * scale;
    paper.font = font;
    const range = document.createRange();
    range.selectNodeContents(element);
    const box = element.value === undefined
      ? [...range.getClientRects()].at(-1) : element.getBoundingClientRect();
    const wide = element.value === undefined
      ? box.width : scale * paper.measureText(element.value).width;
    return [box.x + box.width / 2, box.y + box.height / 2, wide, tall];
  };
  const found = [];
  for (let step = 1; step <= Number(slider.max); step++) {
    slider.value = step;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise((done) => setTimeout(done));
    const numbers = [...root.querySelectorAll(
      ".graph :is(.node-value, .number-field, .node-gradient:not(:empty))")];
    for (const label of root.querySelectorAll(".edge-factor, .edge-share")) {
      const { left, right, top, bottom } = label.getBoundingClientRect();
      for (const number of numbers) {
        const [x, y, width, height] = written(number);
        const wide = Math.min(right, x + width / 2) - Math.max(left, x - width / 2);
        const tall = Math.min(bottom, y + height / 2) - Math.max(top, y - height / 2);
        if (wide > 0 && tall > 0 && wide * tall > 0.1 * width * height) {
          found.push(`step ${step}: ${label.textContent} on ${number.value ?? number.textContent}`);
        }
      }
    }
  }
  return found;
}"""

site = site_of(FIGURES)


def open_widget(visit: Visit, figure: Figure = FIRST, **options: object) -> tuple[Page, Locator]:
    page = visit(figure.page, **options)
    return page, live(page, figure, LABEL)


def node(widget: Locator, name: str) -> Locator:
    """The node's box: what is in it, and what one clicks to go to its last step."""
    return widget.locator(f"[data-node='{name}']")


def jump(widget: Locator, name: str) -> Locator:
    return widget.locator(f"button[data-node='{name}'], [data-node='{name}'] button")


def assert_engine(widget: Locator, figure: Figure, *, dvalue: float = 1.0, **inputs: float) -> None:
    """At the last step, every value and gradient is Python's."""
    graph = figure.graph(**inputs)
    steps = graph.backward(dvalue)
    expect(slider(widget)).to_have_value(str(len(steps)))
    assert_close(numbers(widget, "data-gradient"), graph.gradients)
    assert_close(numbers(widget, "data-node-value"), graph.values)


@OVER_HTTP
@EVERY_FIGURE
def test_next_leads_to_the_end(visit: Visit, figure: Figure) -> None:
    _, widget = open_widget(visit, figure)
    graph = figure.graph()
    known = {graph.output: 1.0}
    contributions_left = [step.wrt for step in graph.backward()]
    expect(button(widget, "Back")).to_have_attribute("aria-disabled", "true")
    assert_close(numbers(widget, "data-gradient"), known)
    for number, step in enumerate(graph.backward(), 1):
        button(widget, "Next").click()
        expect(slider(widget)).to_have_value(str(number))
        contributions_left.remove(step.wrt)
        if step.wrt not in contributions_left:
            known[step.wrt] = step.total
        assert_close(numbers(widget, "data-gradient"), known)
    expect(button(widget, "Next")).to_have_attribute("aria-disabled", "true")
    assert_engine(widget, figure)


@OVER_HTTP
@EVERY_FIGURE
def test_every_gradient_follows_an_edit(visit: Visit, figure: Figure) -> None:
    _, widget = open_widget(visit, figure)
    button(widget, "Last").click()
    changed = {}
    for number, (name, value) in enumerate(figure.state["inputs"].items(), 1):
        changed[name] = round(value + 0.37 * number, 2)
        field(widget, name).fill(str(changed[name]))
        assert_engine(widget, figure, **changed)
    field(widget, "Incoming gradient").fill("-2.5")
    assert_engine(widget, figure, dvalue=-2.5, **changed)


@OVER_HTTP
def test_each_kind_of_typed_number(visit: Visit) -> None:
    _, widget = open_widget(visit)
    button(widget, "Last").click()
    name = next(iter(FIRST.state["inputs"]))
    for text, number in [("1/3", 1 / 3), ("−2.5", -2.5), ("1e-3", 1e-3), (" +.5 ", 0.5)]:
        field(widget, name).fill(text)
        assert_engine(widget, FIRST, **{name: number})


@OVER_HTTP
@EVERY_FIGURE
def test_a_click_on_a_node_leads_to_its_step(visit: Visit, figure: Figure) -> None:
    _, widget = open_widget(visit, figure)
    graph = figure.graph()
    steps = graph.backward()
    for name in graph.gradients:
        jump(widget, name).click()
        last = max((n for n, step in enumerate(steps, 1) if step.wrt == name), default=0)
        expect(slider(widget)).to_have_value(str(last))


@OVER_HTTP
def test_what_a_node_shows_is_what_it_says(visit: Visit) -> None:
    _, widget = open_widget(visit)
    expect(jump(widget, "p0")).to_have_accessible_name("p₀ = −3")
    button(widget, "Last").click()
    expect(jump(widget, "p0")).to_have_accessible_name(re.compile("^p₀ = −3 ?, gradient 1$"))
    expect(jump(widget, "w0")).to_have_accessible_name(re.compile("^w₀ ?, gradient 1$"))


@OVER_HTTP
def test_the_pointer_and_the_focus_light_up_what_a_node_touches(visit: Visit) -> None:
    _, widget = open_widget(visit)
    node(widget, "p0").hover()
    for name in ("x0", "w0", "z"):
        expect(node(widget, name)).to_have_attribute("data-role", "near")
    expect(node(widget, "x1")).not_to_have_attribute("data-role", "near")
    widget.page.mouse.move(1, 1)
    jump(widget, "y").focus()
    expect(node(widget, "z")).to_have_attribute("data-role", "near")
    expect(node(widget, "x0")).not_to_have_attribute("data-role", "near")


@OVER_HTTP
def test_a_number_is_dragged_where_it_stands(visit: Visit) -> None:
    page, widget = open_widget(visit)
    button(widget, "Last").click()
    box = field(widget, "w0").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y, steps=5)
    assert_engine(widget, FIRST, w0=-2.0)
    page.mouse.move(x - 30, y, steps=5)
    page.mouse.up()
    assert_engine(widget, FIRST, w0=-3.5)
    expect(field(widget, "w0")).not_to_be_focused()
    field(widget, "w0").click()
    expect(field(widget, "w0")).to_be_focused()
    page.keyboard.press("ArrowUp")
    assert_engine(widget, FIRST, w0=-3.4)
    page.keyboard.press("Shift+ArrowDown")
    assert_engine(widget, FIRST, w0=-3.41)
    page.keyboard.press("PageUp")
    assert_engine(widget, FIRST, w0=-3.31)


@OVER_HTTP
def test_the_factor_travels_and_the_gradient_comes_after_it(visit: Visit) -> None:
    page = visit("index.html", reduced_motion="no-preference")
    page.clock.install()
    page.goto(page.url.replace("index.html", FIRST.page))
    widget = live(page, FIRST, LABEL)
    button(widget, "Next").click()
    expect(widget.locator(".pulse")).to_be_visible()
    assert "z" not in numbers(widget, "data-gradient")
    button(widget, "Next").click()  # who is in a hurry skips it
    assert numbers(widget, "data-gradient")["z"] == 1
    widget.locator(".pulse").evaluate("(e) => e.getAnimations()[0].finish()")
    expect(widget.locator(".pulse")).to_be_hidden()
    button(widget, "Back").click()
    expect(widget.locator(".pulse")).to_be_hidden()


@OVER_HTTP
def test_shares_stand_at_a_node_until_it_passes_on_their_sum(visit: Visit) -> None:
    _, widget = open_widget(visit, SHARED)
    steps = SHARED.graph().backward()
    shared = next(step.wrt for step in steps if [s.wrt for s in steps].count(step.wrt) > 1)
    shares = [step.contribution for step in steps if step.wrt == shared]
    arrived = 0
    for number, step in enumerate(steps, 1):
        button(widget, "Next").click()
        arrived += step.wrt == shared
        active = step.wrt == shared
        expect(widget.locator(".edge-share")).to_have_count(arrived - active)
        known = numbers(widget, "data-gradient")
        assert (shared in known) == (arrived == len(shares)), number
    assert known[shared] == sum(shares)


@OVER_HTTP
def test_a_switch_shows_every_factor(visit: Visit) -> None:
    _, widget = open_widget(visit)
    expect(widget.locator(".edge-factor")).to_have_count(0)
    widget.get_by_role("checkbox", name="All local factors").check()
    expect(widget.locator(".edge-factor")).to_have_count(len(FIRST.graph().backward()))


@OVER_HTTP
@EVERY_FIGURE
@pytest.mark.parametrize("width", [375, 800])
def test_no_label_covers_a_number(visit: Visit, figure: Figure, width: int) -> None:
    screen = {"width": width, "height": 844}
    _, widget = open_widget(visit, figure, viewport=screen, reduced_motion="reduce")
    assert widget.evaluate(COVERED) == []


@OVER_HTTP
def test_predict(visit: Visit) -> None:
    _, widget = open_widget(visit)
    steps = FIRST.graph().backward()
    number, step = next((n, s) for n, s in enumerate(steps, 1) if s.wrt == "x0")
    slider(widget).fill(str(number))
    predict = widget.get_by_role("checkbox", name="Predict")
    predict.check()
    answer = widget.get_by_role("textbox", name=re.compile("^Your value"))
    expect(answer).to_be_visible()
    expect(widget.locator(".panel")).not_to_contain_text(format_computed(step.local))
    expect(widget.locator(".edge-factor")).to_have_text("× ?")
    for text, verdict in [
        ("99", "Not yet"),
        ("3", "Not yet"),
        ("three", "“t” is no part of a number"),
        ("", "Write a number"),
    ]:
        assert "x0" not in numbers(widget, "data-gradient")
        answer.fill(text)
        button(widget, "Check").click()
        expect(widget.get_by_role("status").filter(has_text=verdict)).to_be_visible()
    answer.fill(format_computed(step.local))
    button(widget, "Check").click()
    expect(widget.locator(".line")).to_contain_text("Right")
    expect(button(widget, "Next")).to_be_focused()
    assert numbers(widget, "data-gradient")["x0"] == step.total
    expect(widget.locator(".panel")).to_contain_text(format_computed(step.local))
    button(widget, "Next").click()
    expect(answer).to_have_value("")
    button(widget, "Show it").click()
    expect(answer).to_be_hidden()
    predict.uncheck()


@OVER_HTTP
def test_a_refused_number_waits_in_its_field_and_escape_gives_it_up(visit: Visit) -> None:
    page, widget = open_widget(visit)
    button(widget, "Last").click()
    field(widget, "w0").fill("2,5")
    expect(widget.locator(".line")).to_contain_text("2.5")
    assert_engine(widget, FIRST)
    page.keyboard.press("Escape")
    expect(field(widget, "w0")).to_have_value("−3")
    expect(field(widget, "w0")).to_have_attribute("aria-invalid", "false")


@OVER_HTTP
def test_reset(visit: Visit) -> None:
    _, widget = open_widget(visit)
    field(widget, "w0").fill("7")
    field(widget, "b").fill("wrong")
    field(widget, "Incoming gradient").fill("3")
    widget.get_by_role("checkbox", name="Predict").check()
    button(widget, "Last").click()
    button(widget, "Reset").click()
    expect(slider(widget)).to_have_value("0")
    expect(widget.get_by_role("checkbox", name="Predict")).not_to_be_checked()
    expect(field(widget, "w0")).to_have_value("−3")
    expect(field(widget, "b")).to_have_value("1")
    expect(field(widget, "b")).to_have_attribute("aria-invalid", "false")
    button(widget, "Last").click()
    assert_engine(widget, FIRST)


@OVER_HTTP
def test_by_keyboard_a_number_and_a_node(visit: Visit) -> None:
    page, widget = open_widget(visit)
    button(widget, "Last").click()
    tab_to(page, field(widget, "w0"), backward=True)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("-4.25")
    assert_engine(widget, FIRST, w0=-4.25)
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Delete")
    assert_engine(widget, FIRST, w0=-0.25)
    tab_to(page, jump(widget, "w0"), backward=True)
    page.keyboard.press("Enter")
    last = max(n for n, step in enumerate(FIRST.graph().backward(), 1) if step.wrt == "w0")
    expect(slider(widget)).to_have_value(str(last))
