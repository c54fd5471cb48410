"""The playground: formulas typed, refused at the place, stepped, linked.

What holds for every figure is in ``test_every_widget.py``.
"""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect

from backprop.graph import Graph, parse_formula
from backprop.widgets import FormulaPlayground
from backprop.widgets.book_widget import STATIC
from backprop.widgets.formula_playground import EXAMPLES
from boxes import assert_within, boxes
from formulas import MALFORMED
from own_pages import figure_of, site_of
from visits import Visit
from widget import (
    IN_JUPYTER,
    JUPYTER,
    OVER_HTTP,
    PHONE,
    assert_close,
    button,
    field,
    live,
    numbers,
    slider,
)

FIGURE = figure_of(FormulaPlayground())
NEURON = str(EXAMPLES[0]["formula"])
LARGE = "(relu(w0*x + w1*y + b)*u + relu(w2*x + w3*y + c)*v - t)**2"  # 25 nodes
DEEP = "exp(-tanh(x*sigmoid(relu(exp(-log(exp(x/9)))))))"  # 11 operations one after the other
SHARED = "x*x*y + exp(x*y)*y - sigmoid(x/y)"

TEXT_BEGINS = """(field) => {
  const { paddingLeft, borderLeftWidth } = getComputedStyle(field);
  return field.getBoundingClientRect().x + parseFloat(paddingLeft) + parseFloat(borderLeftWidth);
}"""

site = site_of([FIGURE])


def open_widget(visit: Visit, link: str = "", **options: object) -> tuple[Page, Locator]:
    page = visit(FIGURE.page + link, **options)
    return page, live(page, FIGURE, "Formula playground")


def formula(widget: Locator) -> Locator:
    return widget.get_by_role("textbox", name="Formula", exact=True)


def link_of(**state: object) -> str:
    pairs = "&".join(f"{name}={quote(json.dumps(value))}" for name, value in state.items())
    return f"#{FIGURE.anchor}?{pairs}"


def assert_engine(widget: Locator, text: str, **values: float) -> None:
    """At the last step, every value and gradient is Python's."""
    graph = Graph(parse_formula(text, **values))
    graph.forward()
    steps = graph.backward()
    slider(widget).press("End")
    expect(slider(widget)).to_have_value(str(len(steps)))
    assert_close(numbers(widget, "data-node-value"), graph.values)
    assert_close(numbers(widget, "data-gradient"), graph.gradients)


@OVER_HTTP
def test_a_typed_formula_is_drawn_and_stepped(visit: Visit) -> None:
    page, widget = open_widget(visit)
    formula(widget).click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("w*x + exp(-w)")
    assert_engine(widget, "w*x + exp(-w)", w=2.0, x=0.5)
    field(widget, "w").fill("0.25")
    assert_engine(widget, "w*x + exp(-w)", w=0.25, x=0.5)
    # A name that stays keeps its number, and one that comes back has it again.
    formula(widget).fill("x*2")
    formula(widget).fill("x*w")
    assert_engine(widget, "x*w", w=0.25, x=0.5)


@OVER_HTTP
def test_by_keyboard_alone(visit: Visit) -> None:
    page, widget = open_widget(visit)
    formula(widget).focus()
    page.keyboard.press("ArrowLeft")
    expect(slider(widget)).to_have_value("0")
    page.keyboard.press("End")
    page.keyboard.type(" + 1")
    expect(widget.locator("[data-node]")).to_have_count(11)
    page.keyboard.press("Tab")
    expect(widget.get_by_role("combobox")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")
    assert_engine(widget, f"{NEURON} + 1", w0=1.6, x0=2, w1=2, x1=-1, b=0.5)
    assert page.evaluate("window.turned") == 0


@OVER_HTTP
def test_examples_are_chosen(visit: Visit) -> None:
    _, widget = open_widget(visit)
    examples = widget.get_by_role("combobox", name="Example")
    for example in EXAMPLES[1:]:
        examples.select_option(str(example["name"]))
        expect(formula(widget)).to_have_value(str(example["formula"]))
        expect(slider(widget)).to_have_value("0")
        assert_engine(widget, str(example["formula"]), **example["inputs"])  # type: ignore[arg-type]
    formula(widget).fill("x + 1")
    expect(examples).to_have_value("")
    button(widget, "Reset").click()
    expect(formula(widget)).to_have_value(NEURON)
    expect(examples).to_have_value(str(EXAMPLES[0]["name"]))


@OVER_HTTP
def test_each_malformed_formula_is_marked_at_its_place(visit: Visit) -> None:
    page, widget = open_widget(visit)
    box, line, mark = formula(widget), widget.locator(".line"), widget.locator(".formula-mark")
    before = numbers(widget, "data-node-value")
    letter = box.evaluate(
        "(e) => Object.assign(document.createElement('canvas').getContext('2d'),"
        " { font: getComputedStyle(e).font }).measureText('x').width"
    )
    for text, marked, start, words in MALFORMED:
        if "\n" in text or len(text) > 1_000:
            continue  # a field of one line holds no line break
        box.fill(text)
        expect(box).to_have_attribute("aria-invalid", "true")
        expect(line).to_contain_text(words)
        expect(box).to_have_accessible_description(line.inner_text())
        expect(box).to_have_value(text)
        if len(text) < 40 and text.isascii():
            edge = box.evaluate(TEXT_BEGINS)
            drawn = mark.bounding_box()
            assert drawn
            assert abs(drawn["x"] - edge - start * letter) < 2, text
            assert abs(drawn["width"] - max(1, len(marked)) * letter) < 2, text
        expect(widget.locator("[data-stale=true]")).to_be_visible()
        assert numbers(widget, "data-node-value") == before, text
    expect(widget.locator(".stale-note")).to_contain_text(NEURON)
    box.press("Escape")
    expect(box).to_have_value(NEURON)
    expect(box).to_have_attribute("aria-invalid", "false")
    expect(widget.locator("[data-stale=true]")).to_have_count(0)
    assert page.evaluate("window.turned") == 0


@OVER_HTTP
def test_a_mark_far_to_the_right_is_scrolled_into_sight(visit: Visit) -> None:
    page, widget = open_widget(visit, **PHONE)
    formula(widget).fill("")
    formula(widget).press_sequentially("a + b + c + d + e + f + g + h + relu(x) + y z")
    mark, box = widget.locator(".formula-mark").bounding_box(), formula(widget).bounding_box()
    assert mark
    assert box
    assert box["x"] < mark["x"] < mark["x"] + mark["width"] < box["x"] + box["width"]
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390


@OVER_HTTP
def test_a_number_that_does_not_fit_the_formula_and_one_that_does(visit: Visit) -> None:
    """A formula that has no value at the present numbers waits for others."""
    _, widget = open_widget(visit)
    formula(widget).fill("x - y")
    field(widget, "x").fill("-1")
    formula(widget).fill("log(x) - y")
    expect(widget.locator(".line")).to_contain_text("no finite value")
    expect(widget.locator(".formula-mark")).to_have_count(0)
    expect(widget.locator(".stale-note")).to_contain_text("x - y")
    field(widget, "x").fill("3")
    expect(formula(widget)).to_have_attribute("aria-invalid", "false")
    assert_engine(widget, "log(x) - y", x=3.0, y=0.5)
    # And a number that the formula cannot take stays in its field.
    field(widget, "x").fill("0")
    expect(field(widget, "x")).to_have_attribute("aria-invalid", "true")
    expect(widget.locator("[data-stale=true]")).to_have_count(0)


def test_a_link_opens_formula_numbers_and_step(visit: Visit, site: str) -> None:
    page, widget = open_widget(visit)
    formula(widget).fill("tanh(a*b)/2")
    field(widget, "a").fill("0.1")
    slider(widget).fill("2")
    button(widget, "Copy link").click()
    expect(widget.locator(".link-outcome")).not_to_be_empty()
    _, again = open_widget(lambda _page, **options: visit(page.url.removeprefix(site), **options))
    expect(formula(again)).to_have_value("tanh(a*b)/2")
    expect(slider(again)).to_have_value("2")
    assert_engine(again, "tanh(a*b)/2", a=0.1, b=0.5)


@OVER_HTTP
def test_a_link_may_hold_the_formula_alone(visit: Visit) -> None:
    _, widget = open_widget(visit, link_of(formula="toString*valueOf"))
    assert_engine(widget, "toString*valueOf", toString=2.0, valueOf=0.5)


HOSTILE = {
    "no formula": link_of(formula="2x"),
    "another kind": link_of(formula=["x"]),
    "over-long": link_of(formula="x" + "+x" * 5_000),
    "deep": link_of(formula="(" * 150 + "x" + ")" * 40),
    "many nodes": link_of(formula="*".join("abcdefghijklmn")),
    "a name alone": link_of(formula="x"),
    "a chain": link_of(formula="-" * 199 + "x"),
    "a prototype's name": link_of(formula="__proto__ + 1"),
    "a prototype's name among the numbers": f"#{FIGURE.anchor}?inputs=%7B%22__proto__%22:1%7D",
    "a prototype as the state": f"#{FIGURE.anchor}?__proto__=%7B%22formula%22:%22x%22%7D",
    "another name": link_of(formula="x*y", inputs={"x": 1, "q": 2}),
    "a name of Object": link_of(inputs={"constructor": 1}),
    "a text as number": link_of(formula="x*2", inputs={"x": "3"}),
    "no number": link_of(formula="x*2", inputs={"x": None}),
    "numbers in a list": link_of(formula="x*2", inputs=[1]),
    "too large a number": f"#{FIGURE.anchor}?formula=%22x*2%22&inputs=%7B%22x%22:1e999%7D",
    "no value": link_of(formula="log(x)", inputs={"x": -1}),
    "an overflow": link_of(formula="exp(x)", inputs={"x": 1e6}),
    "a step too far": link_of(formula="x*y", step=3),
    "code": link_of(formula="alert(1)"),
    "markup": link_of(formula="<img src=x onerror=alert(1)>"),
    "other examples": link_of(examples=[]),
    "another reset": link_of(initial={"formula": "x"}),
}


@OVER_HTTP
def test_hostile_links_are_refused_with_a_sentence(visit: Visit) -> None:
    page, _ = open_widget(visit)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    alert = page.locator(f"#{FIGURE.anchor}").get_by_role("alert")
    for label, link in HOSTILE.items():
        page.evaluate("(hash) => { location.hash = hash; }", link)
        expect(alert, label).to_contain_text("cannot be used")
        assert 60 < len(alert.inner_text()) < 600, label
        widget = live(page, FIGURE, "Formula playground")
        expect(formula(widget)).to_have_value(NEURON)
        page.evaluate("(hash) => { location.hash = hash; }", link_of(formula="x*y", step=1))
        expect(alert, label).to_be_hidden()
        expect(formula(live(page, FIGURE, "Formula playground"))).to_have_value("x*y")
    assert asked == []
    assert page.evaluate("({}).formula") is None


@OVER_HTTP
@pytest.mark.parametrize("width", [1280, 740, 390])
def test_every_formula_fits_its_stage_and_moves_nothing(visit: Visit, width: int) -> None:
    page, widget = open_widget(visit, viewport={"width": width, "height": 844})
    first = None
    for text in [NEURON, "x*2", LARGE, DEEP, SHARED, "weights_*rate_max", "-" * 11 + "x", "2x"]:
        formula(widget).fill(text)
        slider(widget).press("End")
        expect(page.locator(".pulse:not([hidden])")).to_have_count(0)
        places = boxes(widget.locator(".transport, .line, .tools"))
        first = first or places
        assert places == first, text
        assert_within(widget.locator(".stage"), widget.locator(".graph-node"), text)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width, text


@OVER_HTTP
def test_predicting_asks_for_the_factors_of_the_typed_formula(visit: Visit) -> None:
    _, widget = open_widget(visit)
    formula(widget).fill("x*x")
    widget.get_by_role("checkbox", name="Predict each factor").check()
    button(widget, "Next").click()
    answer = widget.locator(".question input")
    answer.fill("7")
    button(widget, "Check").click()
    expect(answer).to_be_visible()
    answer.fill("2")
    button(widget, "Check").click()
    expect(widget.locator(".line")).to_contain_text("Right")


@OVER_HTTP
def test_in_jupyter_python_and_the_figure_hold_the_same(visit: Visit) -> None:
    page = visit("index.html", **JUPYTER)
    source = (STATIC / "jupyter" / "formula_playground.js").read_text(encoding="utf-8")
    page.evaluate(IN_JUPYTER, [source, FormulaPlayground().state()])
    widget = page.get_by_role("group", name="Formula playground")
    formula(widget).fill("x*y + x")
    assert page.evaluate("[model.get('formula'), model.get('inputs')]") == [
        "x*y + x",
        {"y": 2, "x": 0.5},
    ]
    formula(widget).fill("x*")
    assert page.evaluate("model.get('formula')") == "x*y + x"
    page.evaluate("model.set('formula', 'a*b*a'); model.set('inputs', { a: 3, b: 4 })")
    expect(formula(widget)).to_have_value("a*b*a")
    assert_engine(widget, "a*b*a", a=3.0, b=4.0)
