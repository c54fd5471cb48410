"""The playground for networks: built by hand, solved, printed, linked, taken away as code.

What holds for every figure is in ``test_every_widget.py``.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl, quote, unquote

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from backprop.widgets import NetworkPlayground
from backprop.widgets.book_widget import STATIC
from backprop.widgets.network_playground import EXAMPLES
from boxes import assert_within, boxes
from network_programs import assert_agrees, solution
from own_pages import figure_of, site_of
from visits import Visit
from widget import IN_JUPYTER, JUPYTER, OVER_HTTP, PHONE, button, field, live, slider, tab_to

LABEL = "Network playground"
FIGURE = figure_of(NetworkPlayground())
START = EXAMPLES[0]["given"]

# Of what must not move, in the figure, which the page may scroll.
PLACES = """(root) => [".transport", ".line", ".tools"].map((part) => {
  const { x, y, width, height } = root.querySelector(part).getBoundingClientRect();
  return [x, y - root.getBoundingClientRect().y, width, height].map(Math.round);
})"""

site = site_of([FIGURE])


def open_widget(visit: Visit, link: str = "", **options: object) -> tuple[Page, Locator]:
    page = visit(FIGURE.page + link, **options)
    return page, live(page, FIGURE, LABEL)


def link_of(**state: object) -> str:
    pairs = "&".join(f"{name}={quote(json.dumps(value))}" for name, value in state.items())
    return f"#{FIGURE.anchor}?{pairs}"


def choose(widget: Locator, label: str, value: str) -> None:
    box = widget.get_by_role("combobox", name=label, exact=True)
    box.select_option(value)
    expect(box).to_have_value(value)


def view(widget: Locator, name: str) -> None:
    widget.get_by_text(name, exact=True).click()


def given_in(widget: Locator) -> dict[str, Any]:
    """What the figure's link holds of its numbers."""
    button(widget, "Copy link").click()
    expect(widget.locator(".link-outcome")).not_to_be_empty()
    pairs = parse_qsl(widget.page.url.partition("?")[2])
    state = {name: json.loads(value, parse_int=float) for name, value in pairs}
    if state["loss_kind"] == "SoftmaxCrossEntropy":
        state["targets"] = [int(target) for target in state["targets"]]
    return {name: state[name] for name in START}


def unfold(widget: Locator) -> None:
    widget.locator(".more > summary").click()
    expect(widget.locator("[data-solved=loss]")).to_be_visible()


def assert_solved(widget: Locator, given: dict[str, Any]) -> None:
    """Every number of the worked solution is the package's, once it has followed an edit."""
    expect(widget.locator(".solution")).to_have_attribute("aria-busy", "false")
    shown = dict(
        widget.locator("[data-solved]").evaluate_all(
            "(all) => all.map((e) => [e.dataset.solved, Number(e.dataset.value)])"
        )
    )
    for name, value in solution(given).items():
        np.testing.assert_allclose(shown[name], value, rtol=1e-12, atol=1e-12, err_msg=name)


def read_program(widget: Locator) -> str:
    return widget.locator(".network-program code").inner_text()


@OVER_HTTP
def test_built_by_hand_numbered_and_solved(visit: Visit) -> None:
    _, widget = open_widget(visit)
    choose(widget, "Layers", "3")
    choose(widget, "Number of inputs", "3")
    choose(widget, "Number of neurons in layers[0]", "4")
    choose(widget, "Activation behind layers[2]", "LeakyReLU")
    choose(widget, "Loss", "SoftmaxCrossEntropy")
    choose(widget, "Samples in the batch", "3")
    expect(widget.locator("button.neuron")).to_have_count(4 + 2 + 2)
    field(widget, "inputs[0, 2]").fill("-0.7")
    widget.get_by_role("button", name="class 1").click()
    choose(widget, "Sample", "2")
    field(widget, "inputs[2, 1]").fill("0.3")
    view(widget, "Matrices")
    slider(widget).fill("1")
    field(widget, "layers[0].weights[2, 3]").fill("1.25")
    field(widget, "layers[0].biases[0, 3]").fill("-0.1")
    field(widget, "Learning rate").fill("0.05")
    given = given_in(widget)
    assert [len(given["inputs"]), *(len(each["weights"][0]) for each in dense(given))] == [
        3,
        4,
        2,
        2,
    ]
    assert (given["inputs"][0][2], given["inputs"][2][1]) == (-0.7, 0.3)
    assert dense(given)[0]["weights"][2][3] == 1.25
    assert given["targets"][0] == 1
    unfold(widget)
    assert_solved(widget, given)


def dense(given: dict[str, Any]) -> list[dict[str, Any]]:
    return [layer for layer in given["layers"] if layer["kind"] == "Dense"]


@OVER_HTTP
def test_what_was_typed_comes_back_with_its_place(visit: Visit) -> None:
    _, widget = open_widget(visit)
    field(widget, "inputs[0, 1]").fill("7")
    widget.locator("[data-wire='layers[2].weights[1, 0]'].wire-hit").click()
    field(widget, "layers[2].weights[1, 0]").fill("0.123")
    typed = given_in(widget)
    for label, less, back in [
        ("Layers", "1", "2"),
        ("Layers", "3", "2"),
        ("Number of inputs", "1", "2"),
        ("Number of neurons in layers[0]", "1", "2"),
        ("Samples in the batch", "1", "2"),
        ("Loss", "SigmoidCrossEntropy", "SquaredError"),
        ("Activation behind layers[0]", "Tanh", "ReLU"),
    ]:
        choose(widget, label, less)
        assert given_in(widget) != typed, label
        choose(widget, label, back)
        assert given_in(widget) == typed, label
    view(widget, "Matrices")
    view(widget, "Picture")
    assert given_in(widget) == typed


@OVER_HTTP
def test_by_keyboard_alone(visit: Visit) -> None:
    page, widget = open_widget(visit)
    inputs = widget.get_by_role("combobox", name="Number of inputs", exact=True)
    tab_to(page, inputs)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(inputs).to_have_value("3")
    expect(inputs).to_be_focused()
    layers = widget.get_by_role("combobox", name="Layers", exact=True)
    tab_to(page, layers)
    page.keyboard.press("ArrowDown")
    expect(layers).to_have_value("3")
    tab_to(page, widget.locator(".transport .button.primary"), backward=True)
    page.keyboard.press("End")
    expect(slider(widget)).to_have_value("13")
    more = widget.locator(".more > summary")
    tab_to(page, more)
    page.keyboard.press("Enter")
    assert_solved(widget, given_in(widget))
    assert page.evaluate("window.turned") == 0


@pytest.mark.parametrize("example", [each["name"] for each in EXAMPLES])
def test_programs_run_and_agree(visit: Visit, example: str, site: str) -> None:
    page, widget = open_widget(visit, link_of(example=example))
    if site.startswith("http"):
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button(widget, "New numbers").click()
    unfold(widget)
    given = given_in(widget)
    assert given["layers"] != next(e["given"]["layers"] for e in EXAMPLES if e["name"] == example)
    assert_solved(widget, given)
    program = read_program(widget)
    assert_agrees(program, given, 1e-12, np.asarray)
    download = widget.get_by_role("link", name="Download")
    assert download.get_attribute("download") == "network_numpy.py"
    address = download.get_attribute("href") or ""
    assert unquote(address.partition(",")[2]) == program
    button(widget, "Copy the program").click()
    expect(widget.locator(".code-tools [role=status]")).not_to_be_empty()
    if site.startswith("http"):
        assert page.evaluate("navigator.clipboard.readText()") == program
    view(widget, "PyTorch")
    expect(widget.locator(".network-program")).to_contain_text("loss.backward()")
    assert download.get_attribute("download") == "network_pytorch.py"
    compile(read_program(widget), "network_pytorch.py", "exec")


@OVER_HTTP
def test_an_edit_is_in_the_solution_and_in_the_program_at_once(visit: Visit) -> None:
    _, widget = open_widget(visit)
    unfold(widget)
    field(widget, "inputs[0, 0]").fill("-1.75")
    button(widget, "Update ×10").click()
    given = given_in(widget)
    assert given["inputs"][0][0] == -1.75
    assert given["layers"] != START["layers"]
    assert_solved(widget, given)
    assert_agrees(read_program(widget), given, 1e-12, np.asarray)


@OVER_HTTP
def test_bad_numbers_get_a_sentence_and_never_a_solution(visit: Visit) -> None:
    _, widget = open_widget(visit, link_of(example="xor"))
    unfold(widget)
    given = given_in(widget)
    line = widget.locator(".line")
    for name, text, words in [
        ("targets[0, 0]", "2", "0 or 1"),
        ("targets[0, 0]", "-0.5", "0 or 1"),
        ("inputs[0, 0]", "1e7", "from −1000000 to 1000000"),
        ("inputs[0, 1]", "two", "number"),
        ("Learning rate", "0", "above 0"),
    ]:
        box = field(widget, name)
        box.fill(text)
        expect(box).to_have_attribute("aria-invalid", "true")
        expect(line).to_contain_text(words)
        expect(box).to_have_accessible_description(line.inner_text())
        assert given_in(widget) == given
        box.press("Escape")
        expect(box).to_have_attribute("aria-invalid", "false")
    assert_solved(widget, given)


@OVER_HTTP
def test_on_paper_the_solution_is_that_of_the_reader_s_numbers(visit: Visit) -> None:
    page, widget = open_widget(visit)
    choose(widget, "Layers", "1")
    field(widget, "inputs[0, 0]").fill("5")
    given = given_in(widget)
    page.emulate_media(media="print")
    last = widget.locator("[data-solved]").last
    expect(last).to_be_visible()
    assert last.evaluate("(e) => e.checkVisibility()")
    assert_solved(widget, given)
    expect(page.locator(f"#{FIGURE.anchor} .backprop-snapshot")).to_be_hidden()
    expect(widget.locator(".network-code")).to_be_hidden()
    page.emulate_media(media="screen")
    expect(last).to_be_hidden()


@OVER_HTTP
def test_the_solution_is_printed_alone(visit: Visit) -> None:
    page, widget = open_widget(visit)
    page.evaluate(
        "window.print = () => {"
        " const alone = document.querySelectorAll('[data-print=alone]').length;"
        " document.documentElement.dataset.printed = alone;"
        " dispatchEvent(new Event('afterprint')); }"
    )
    unfold(widget)
    button(widget, "Print the solution").click()
    expect(page.locator("html")).to_have_attribute("data-printed", "1")
    expect(slider(widget)).to_have_value("9")
    expect(page.locator("[data-print]")).to_have_count(0)


HOSTILE = {
    "five neurons": link_of(layers=[{"kind": "Dense", "weights": [[1] * 5], "biases": [[0] * 5]}]),
    "four layers": link_of(layers=[START["layers"][0]] * 4),
    "no layers": link_of(layers=[]),
    "another kind": link_of(layers="Dense"),
    "an unknown layer": link_of(layers=[{"kind": "__proto__"}]),
    "a prototype": f"#{FIGURE.anchor}?__proto__=%7B%22layers%22:1%7D",
    "more in a layer": link_of(layers=[{**START["layers"][0], "constructor": 1}]),
    "numbers as texts": link_of(inputs=[["1", "2"], ["3", "4"]]),
    "no number": link_of(inputs=[[None, 1], [2, 3]]),
    "too large a number": link_of(inputs=[[1e7, 1], [2, 3]]),
    "infinity": f"#{FIGURE.anchor}?learning_rate=1e999",
    "no rate": link_of(learning_rate=0),
    "another batch": link_of(inputs=[[1, 2]]),
    "five samples": link_of(inputs=[[1, 2]] * 5, targets=[[1]] * 5),
    "a ragged matrix": link_of(inputs=[[1, 2], [3]]),
    "an unknown loss": link_of(loss_kind="); import os #"),
    "a share too large": link_of(loss_kind="SigmoidCrossEntropy", targets=[[1], [2]]),
    "a class too many": link_of(loss_kind="SoftmaxCrossEntropy", targets=[0, 1]),
    "an unknown weight": link_of(weight="layers[0].weights[0, 9]"),
    "a step too far": link_of(step=10),
    "a sample too far": link_of(sample=2),
    "another view": link_of(view="<img src=x onerror=alert(1)>"),
    "an unknown example": link_of(example="constructor"),
    "other examples": link_of(examples=[]),
    "another reset": link_of(initial={"layers": []}),
    "over-long": link_of(layers=[START["layers"][0]] * 3_000),
}


@OVER_HTTP
def test_hostile_links_are_refused_with_a_sentence(visit: Visit) -> None:
    page, widget = open_widget(visit)
    own = given_in(widget)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    alert = page.locator(f"#{FIGURE.anchor}").get_by_role("alert")
    for label, link in HOSTILE.items():
        page.evaluate("(hash) => { location.hash = hash; }", link)
        expect(alert, label).to_contain_text("cannot be used")
        assert 60 < len(alert.inner_text()) < 600, label
        assert given_in(live(page, FIGURE, LABEL)) == own, label
        page.evaluate("(hash) => { location.hash = hash; }", link_of(example="xor", step=1))
        expect(alert, label).to_be_hidden()
        expect(slider(live(page, FIGURE, LABEL))).to_have_value("1")
    assert asked == []


@OVER_HTTP
@pytest.mark.parametrize("width", [1280, 740, 390])
def test_every_shape_fits_its_stage_and_moves_nothing(visit: Visit, width: int) -> None:
    page, widget = open_widget(visit, viewport={"width": width, "height": 844})
    first = None
    for counts, loss in [
        ((2, 1), "SquaredError"),
        ((1, 1), "SigmoidCrossEntropy"),
        ((4, 4), "SoftmaxCrossEntropy"),
        ((4, 4, 4, 4), "SquaredError"),
        ((1, 4, 1, 2), "SoftmaxCrossEntropy"),
    ]:
        view(widget, "Picture")
        choose(widget, "Layers", str(len(counts) - 1))
        choose(widget, "Loss", loss)
        numbers_of = widget.get_by_role("combobox", name="Number of ")
        for at, count in enumerate(counts):
            numbers_of.nth(at).select_option(str(count))
        for name in ("Picture", "Matrices"):
            view(widget, name)
            for key in ("Home", "End"):
                slider(widget).press(key)
                places = widget.evaluate(PLACES)
                first = first or places
                assert places == first, (counts, name, key)
            assert page.evaluate("document.scrollingElement.scrollWidth") <= width, counts
        view(widget, "Picture")
        parts = widget.locator(".neuron, .neuron-gradient, .net-build select")
        assert_within(widget.locator(".stage"), parts, counts)
        controls = boxes(widget.locator(".net-build select"))
        for one, other in zip(controls[2::2], controls[4::2], strict=False):
            assert one["right"] <= other["left"], counts


@OVER_HTTP
def test_on_a_phone_a_network_is_built_by_touch(visit: Visit) -> None:
    page, widget = open_widget(visit, **PHONE)
    choose(widget, "Layers", "3")
    choose(widget, "Number of neurons in layers[2]", "4")
    field(widget, "inputs[0, 0]").tap()
    field(widget, "inputs[0, 0]").fill("3")
    unfold(widget)
    assert_solved(widget, given_in(widget))
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390


@OVER_HTTP
def test_in_jupyter_python_and_the_figure_hold_the_same(visit: Visit) -> None:
    page = visit("index.html", **JUPYTER)
    source = (STATIC / "jupyter" / "network_playground.js").read_text(encoding="utf-8")
    page.evaluate(IN_JUPYTER, [source, NetworkPlayground().state()])
    widget = page.get_by_role("group", name=LABEL, exact=True)
    choose(widget, "Layers", "3")
    kept = NetworkPlayground()
    names = ("layers", "inputs", "targets", "loss_kind")
    with kept.hold_trait_notifications():
        for name in names:
            setattr(kept, name, page.evaluate(f"model.get('{name}')"))
    assert len(kept.layers) == 5
    unfold(widget)
    given = {name: getattr(kept, name) for name in (*names, "learning_rate")}
    assert_solved(widget, given)
    page.evaluate("model.set('inputs', [[4, 5], [6, 7]])")
    expect(field(widget, "inputs[0, 0]")).to_have_value("4")
