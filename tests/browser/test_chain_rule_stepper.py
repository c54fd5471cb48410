"""The ChainRuleStepper on the built pages, against the Python engine."""

from __future__ import annotations

import re
from functools import partial

import pytest
from playwright.sync_api import Locator, Page, expect

from backprop.numbers import format_computed
from built_site import Figure, figures
from visits import Visit, Watch
from widget import (
    OVER_HTTP,
    PHONE,
    accessibility_problems,
    assert_close,
    button,
    field,
    live,
    numbers,
    slider,
    tab_to,
)

LABEL = "Chain rule stepper"
FIGURES = figures("ChainRuleStepper")
FIRST = FIGURES[0]
EVERY_FIGURE = pytest.mark.parametrize("figure", FIGURES, ids=str)


def open_widget(visit: Visit, figure: Figure = FIRST, **options: object) -> tuple[Page, Locator]:
    page = visit(figure.page, **options)
    return page, live(page, figure, LABEL)


def assert_engine(widget: Locator, figure: Figure, *, dvalue: float = 1.0, **inputs: float) -> None:
    """At the last step, every value and gradient is Python's."""
    graph = figure.graph(**inputs)
    steps = graph.backward(dvalue)
    expect(slider(widget)).to_have_value(str(len(steps)))
    assert_close(numbers(widget, "data-gradient"), graph.gradients)
    assert_close(numbers(widget, "data-node-value"), graph.values)


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


@EVERY_FIGURE
def test_every_gradient_follows_an_edit(visit: Visit, figure: Figure) -> None:
    _, widget = open_widget(visit, figure)
    button(widget, "Last").click()
    changed = {}
    for number, (name, value) in enumerate(figure.state["inputs"].items(), 1):
        changed[name] = round(value + 0.37 * number, 2)
        field(widget, name).fill(str(changed[name]))
        assert_engine(widget, figure, **changed)
    field(widget, "Gradient coming in").fill("-2.5")
    assert_engine(widget, figure, dvalue=-2.5, **changed)


@OVER_HTTP
@EVERY_FIGURE
def test_each_kind_of_typed_number(visit: Visit, figure: Figure) -> None:
    _, widget = open_widget(visit, figure)
    button(widget, "Last").click()
    name = next(iter(figure.state["inputs"]))
    for text, number in [("1/3", 1 / 3), ("−2.5", -2.5), ("1e-3", 1e-3), (" +.5 ", 0.5)]:
        field(widget, name).fill(text)
        assert_engine(widget, figure, **{name: number})


def test_first_last_back_and_the_slider(visit: Visit) -> None:
    page, widget = open_widget(visit)
    steps = len(FIRST.graph().backward())
    button(widget, "Last").click()
    expect(slider(widget)).to_have_value(str(steps))
    button(widget, "Back").click()
    expect(slider(widget)).to_have_value(str(steps - 1))
    button(widget, "First").click()
    expect(slider(widget)).to_have_value("0")
    slider(widget).fill("4")
    expect(slider(widget)).to_have_attribute("aria-valuetext", f"Step 4 of {steps}")
    assert len(numbers(widget, "data-gradient")) == 5
    box = slider(widget).bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] - 3, box["y"] + box["height"] / 2)
    expect(slider(widget)).to_have_value(str(steps))


@OVER_HTTP
def test_play_runs_to_the_end_and_can_be_paused(visit: Visit) -> None:
    page = visit("book/index.html")
    page.clock.install()
    page.goto(page.url.replace("book/index.html", FIRST.page))
    widget = live(page, FIRST, LABEL)
    steps = len(FIRST.graph().backward())
    button(widget, "Play").click()
    page.clock.run_for(2500)
    button(widget, "Pause").click()
    assert 0 < int(slider(widget).input_value()) < steps
    page.clock.run_for(5000)
    assert 0 < int(slider(widget).input_value()) < steps
    button(widget, "Play").click()
    page.clock.run_for(60_000)
    expect(slider(widget)).to_have_value(str(steps))
    expect(button(widget, "Play")).to_be_visible()


def test_everything_by_keyboard(visit: Visit) -> None:
    page, widget = open_widget(visit)
    address, origin = page.url, page.evaluate("performance.timeOrigin")
    steps = FIRST.graph().backward()
    name = "w0"
    last = max(number for number, step in enumerate(steps, 1) if step.wrt == name)

    tab_to(page, button(widget, "Next"))
    for number in range(1, len(steps) + 1):
        page.keyboard.press("ArrowRight")
        expect(slider(widget)).to_have_value(str(number))
    page.keyboard.press("ArrowRight")
    assert_engine(widget, FIRST)
    page.keyboard.press("ArrowLeft")
    expect(slider(widget)).to_have_value(str(len(steps) - 1))
    page.keyboard.press("Home")
    expect(slider(widget)).to_have_value("0")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(slider(widget)).to_have_value("1")
    page.keyboard.press("End")
    expect(slider(widget)).to_have_value(str(len(steps)))

    tab_to(page, slider(widget))
    page.keyboard.press("ArrowLeft")
    expect(slider(widget)).to_have_value(str(len(steps) - 1))
    page.keyboard.press("End")

    tab_to(page, field(widget, name))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("-4.25")
    assert_engine(widget, FIRST, **{name: -4.25})
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Delete")
    assert_engine(widget, FIRST, **{name: -0.25})
    page.keyboard.press("ArrowUp")
    assert_engine(widget, FIRST, **{name: -0.24})
    page.keyboard.press("ArrowDown")
    assert_engine(widget, FIRST, **{name: -0.25})

    tab_to(page, button(widget, "Reset"), backward=True)
    page.keyboard.press("Space")
    expect(slider(widget)).to_have_value("0")
    tab_to(page, node(widget, "w₀"), backward=True)
    page.keyboard.press("Enter")
    expect(slider(widget)).to_have_value(str(last))

    assert page.url == address
    assert page.evaluate("performance.timeOrigin") == origin


def node(widget: Locator, name: str) -> Locator:
    return widget.get_by_role("button", name=re.compile(f"^{name} = "))


@EVERY_FIGURE
def test_a_click_on_a_node_leads_to_its_step(visit: Visit, figure: Figure) -> None:
    _, widget = open_widget(visit, figure)
    steps = figure.graph().backward()
    for name in figure.graph().gradients or figure.graph().nodes:
        if figure.graph().nodes[name].op == "constant":
            continue
        box = widget.locator(f"button:has([data-gradient='{name}'])")
        box.click()
        last = max((n for n, step in enumerate(steps, 1) if step.wrt == name), default=0)
        expect(slider(widget)).to_have_value(str(last))
        expect(box.locator("[data-gradient]")).to_have_attribute("data-value", re.compile("."))


@OVER_HTTP
def test_a_node_says_its_value_and_gradient(visit: Visit) -> None:
    _, widget = open_widget(visit)
    expect(node(widget, "w₀")).to_have_accessible_name("w₀ = −3, gradient not yet known")
    button(widget, "Last").click()
    expect(node(widget, "w₀")).to_have_accessible_name("w₀ = −3, gradient 1")


@OVER_HTTP
def test_each_step_is_announced(visit: Visit) -> None:
    _, widget = open_widget(visit)
    region = widget.locator("[aria-live=polite]").last
    button(widget, "Next").click()
    expect(region).to_contain_text("Step 1 of 11, from y to z.")
    button(widget, "Last").click()
    expect(region).to_contain_text("Step 11 of 11")


def test_predict(visit: Visit) -> None:
    _, widget = open_widget(visit)
    steps = FIRST.graph().backward()
    number, step = next((n, s) for n, s in enumerate(steps, 1) if s.wrt == "x0")
    slider(widget).fill(str(number))
    predict = widget.get_by_role("checkbox", name="Predict")
    predict.check()
    answer = widget.get_by_role("textbox", name=re.compile("^Your value"))
    expect(answer).to_be_visible()
    assert "x0" not in numbers(widget, "data-gradient")
    expect(widget.locator(".factor")).to_contain_text("?")
    expect(widget.locator(".factor")).not_to_contain_text(format_computed(step.local))
    expect(widget.locator(".edge-factor:visible")).to_have_text("× ?")
    for text, verdict in [
        ("99", "Not yet"),
        ("3", "Not yet"),
        ("three", "is not a number"),
        ("", "Write a number"),
        (format_computed(step.local), "Right"),
    ]:
        assert "x0" not in numbers(widget, "data-gradient")
        answer.fill(text)
        button(widget, "Check").click()
        expect(widget.get_by_role("status").filter(has_text=verdict)).to_be_visible()
    assert numbers(widget, "data-gradient")["x0"] == step.total
    expect(answer).to_be_hidden()
    expect(widget.locator(".factor")).to_contain_text(format_computed(step.local))
    button(widget, "Next").click()
    expect(answer).to_be_visible()
    expect(answer).to_have_value("")
    predict.uncheck()
    expect(answer).to_be_hidden()


@OVER_HTTP
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2,5", "write 2.5 with a point"),
        ("two", "not a number"),
        ("", "Write a number"),
        ("1e400", "too large"),
        ("1/0", "divides by zero"),
    ],
)
def test_a_bad_input_stays_and_is_explained(visit: Visit, text: str, said: str) -> None:
    _, widget = open_widget(visit)
    button(widget, "Last").click()
    wrong = field(widget, "w0")
    wrong.fill(text)
    expect(wrong).to_have_value(text)
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_have_accessible_description(re.compile(re.escape(said)))
    expect(widget.get_by_text(re.compile(re.escape(said)))).to_be_visible()
    assert_engine(widget, FIRST)
    wrong.fill("2.5")
    expect(wrong).to_have_attribute("aria-invalid", "false")
    assert_engine(widget, FIRST, w0=2.5)


def test_reset(visit: Visit) -> None:
    _, widget = open_widget(visit)
    field(widget, "w0").fill("7")
    field(widget, "b").fill("wrong")
    field(widget, "Gradient coming in").fill("3")
    widget.get_by_role("checkbox", name="Predict").check()
    button(widget, "Last").click()
    button(widget, "Reset").click()
    expect(slider(widget)).to_have_value("0")
    expect(widget.get_by_role("checkbox", name="Predict")).not_to_be_checked()
    expect(field(widget, "w0")).to_have_value("-3")
    expect(field(widget, "b")).to_have_value("1")
    expect(field(widget, "b")).to_have_attribute("aria-invalid", "false")
    button(widget, "Last").click()
    assert_engine(widget, FIRST)


def test_a_copied_link_opens_the_same_state(visit: Visit, watch: Watch, site: str) -> None:
    page, widget = open_widget(visit)
    if site.startswith("http"):
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    field(widget, "w0").fill("-4.25")
    field(widget, "Gradient coming in").fill("1/3")
    button(widget, "Last").click()
    button(widget, "Copy link").click()
    expect(widget.get_by_role("status").filter(has_text="address")).to_be_visible()
    assert f"#{FIRST.anchor}?" in page.url
    if site.startswith("http"):
        assert page.evaluate("navigator.clipboard.readText()") == page.url

    again = visit(page.url.removeprefix(site))
    widget = live(again, FIRST, LABEL)
    expect(widget).to_be_in_viewport()
    assert_engine(widget, FIRST, dvalue=1 / 3, w0=-4.25)
    expect(field(widget, "w0")).to_have_value("-4.25")
    assert watch.problems == []


DAMAGED = [
    "?step=12",
    "?step=-1",
    '?step="2"',
    "?step=1.5",
    "?colour=1",
    "?inputs={",
    '?inputs={"w0":"six"}',
    '?inputs={"w0":1e999}',
    '?inputs={"nobody":1}',
    "?step",
    "?step=1&step=2",
    "?graph={}",
    "?%E0%A4%A=1",
]


def test_a_damaged_link_is_explained(visit: Visit) -> None:
    page = visit(f"{FIRST.page}#{FIRST.anchor}{DAMAGED[0]}")
    alert = page.locator(f"#{FIRST.anchor}").get_by_role("alert")
    for fragment in DAMAGED:
        page.evaluate("(hash) => { location.hash = hash; }", FIRST.anchor + fragment)
        widget = live(page, FIRST, LABEL)
        expect(alert).to_contain_text("This link’s values cannot be used")
        expect(slider(widget)).to_have_value("0")
        button(widget, "Last").click()
        assert_engine(widget, FIRST)
        page.evaluate("(hash) => { location.hash = hash; }", f"{FIRST.anchor}?step=3")
        expect(slider(widget)).to_have_value("3")
        expect(alert).to_be_hidden()


def test_a_link_followed_within_the_page(visit: Visit) -> None:
    page, _ = open_widget(visit)
    page.evaluate("(hash) => { location.hash = hash; }", f"{FIRST.anchor}?step=3")
    expect(slider(live(page, FIRST, LABEL))).to_have_value("3")


@EVERY_FIGURE
def test_on_a_phone(visit: Visit, figure: Figure) -> None:
    page, widget = open_widget(visit, figure, **PHONE)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    for name in ("Next", "Last", "Back"):
        button(widget, name).tap()
    expect(slider(widget)).to_have_value(str(len(figure.graph().backward()) - 1))
    name, value = next(iter(figure.state["inputs"].items()))
    field(widget, name).fill(str(value + 0.5))
    button(widget, "Last").tap()
    assert_engine(widget, figure, **{name: value + 0.5})
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390


@OVER_HTTP
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible_in_both_themes(visit: Visit, scheme: str) -> None:
    figure = FIRST  # what the others look like at first is seen with their pages
    page, widget = open_widget(visit, figure, color_scheme=scheme)
    expect(page.locator("html")).to_have_attribute("data-theme", scheme)
    find = partial(accessibility_problems, page, f"#{figure.anchor}", colours_only=scheme == "dark")
    assert find() == []
    slider(widget).fill("3")
    widget.get_by_role("checkbox", name="Predict").check()
    field(widget, next(iter(figure.state["inputs"]))).fill("wrong")
    assert find() == []
    button(widget, "Last").click()
    widget.get_by_role("checkbox", name="Predict").uncheck()
    assert find() == []
