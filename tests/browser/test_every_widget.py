"""What holds for every figure: it fits a screen, nothing moves, it works by keyboard.

A question takes part where no step is needed. It has no stepping control, no stage of one height
and no number to edit: what it has in their place is tested in ``test_question.py``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal
from urllib.parse import parse_qsl, quote, urlencode

import pytest
from playwright.sync_api import ElementHandle, Locator, Page, expect

from accessibility import accessibility_problems
from backprop.widgets import FormulaPlayground, NetworkPlayground, Question
from backprop.widgets.live_neuron import LiveNeuron
from built_site import Figure, every_figure
from exercises import FORMS
from own_pages import figure_of, site_of
from visits import Visit
from widget import OVER_HTTP, PHONE, button

# The build makes them; they are in no notebook.
PLAYGROUNDS = [figure_of(FormulaPlayground()), figure_of(NetworkPlayground())]
FIGURES = [  # each on a page of its own, which is open sooner than its chapter
    replace(figure, page=f"{figure.anchor}.html")
    for figure in (*every_figure(), *PLAYGROUNDS)
    if figure.widget != "Question"
]
QUESTION = figure_of(Question(FORMS, seed=1))
SHORT_QUESTION = figure_of(Question("product-swaps"))
NEURON = figure_of(LiveNeuron(anchor="live"))  # a chapter has a "neuron" too
NOTHING_GIVEN = {"TrainingPlayer"}  # it plays what was recorded
EVERY_FIGURE = pytest.mark.parametrize("figure", FIGURES, ids=str)
FIRST_OF_EACH = list({figure.widget: figure for figure in reversed(FIGURES)}.values())
EVERY_WIDGET = pytest.mark.parametrize("figure", FIRST_OF_EACH, ids=lambda figure: figure.widget)
EVERY_WIDGET_AND_QUESTION = pytest.mark.parametrize(
    "figure", [*FIRST_OF_EACH, QUESTION], ids=lambda figure: figure.widget
)
EVERY_WIDGET_THAT_FILLS_THE_SCREEN = pytest.mark.parametrize(
    "figure", [*FIRST_OF_EACH, SHORT_QUESTION, NEURON], ids=lambda figure: figure.widget
)
EVERY_WIDGET_WITH_NUMBERS = pytest.mark.parametrize(
    "figure",
    [figure for figure in FIRST_OF_EACH if figure.widget not in NOTHING_GIVEN],
    ids=lambda figure: figure.widget,
)

EVERY_WIDGET_THAT_ASKS = pytest.mark.parametrize(
    "figure",
    [figure for figure in FIRST_OF_EACH if "predict" in figure.state],
    ids=lambda figure: figure.widget,
)

THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SCREEN = {"viewport": {"width": 1280, "height": 720}}
TALLEST = 600
# Pixels: as wide as a figure gets in a window of 1280, a column, and what a window of 1000 leaves.
WIDTHS = {"book": 960, "column": 736, "window of 1000": 715}

# What stands beside the root; what is there for the ear alone does not count.
OUTSIDE = """(root) => {
  const { left, right } = root.getBoundingClientRect();
  return [...root.querySelectorAll("*")]
    .filter((each) => {
      const box = each.getBoundingClientRect();
      return box.width > 1 && (box.left < left - 1 || box.right > right + 1);
    })
    .filter((each) => !each.querySelector("[clip-path]") && !each.closest(`.visually-hidden,
      [clip-path], details:not([open]) > :not(summary)`))
    .map((each) => each.outerHTML.slice(0, 120));
}"""

TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
# A picture is laid out anew once its width is known.
LAID_OUT_IN = f"""(figure, width) => {{
  figure.style.maxWidth = `${{width}}px`;
  return {TWO_FRAMES};
}}"""

site = site_of([*FIGURES, QUESTION, SHORT_QUESTION, NEURON])


def open_figure(visit: Visit, figure: Figure, **options: object) -> tuple[Page, Locator]:
    page = visit(figure.page, **{**SCREEN, **options})
    widget = page.locator(f"#{figure.anchor} .backprop-root").first
    expect(widget).to_be_visible()
    return page, widget


def step_slider(widget: Locator) -> Locator:
    return widget.locator(".transport-slider").first


def move_on(widget: Locator, figure: Figure) -> None:
    """Go one step on; a question goes on to other numbers, the live neuron downhill."""
    if figure.widget == "Question":
        button(widget, "New numbers").click()
    elif figure is NEURON:
        on(widget).click()
    else:
        step_slider(widget).fill(str(place_of(widget, figure) + 1))


def place_of(widget: Locator, figure: Figure) -> int:
    """The step; the seed of a question; how far down the live neuron's loss is, in thousandths."""
    if figure.widget == "Question":
        return int(widget.get_attribute("data-seed") or 0)
    if figure is NEURON:
        loss = widget.locator("[data-node-value=l]").get_attribute("data-value") or "nan"
        return round(-1000 * float(loss))
    return int(step_slider(widget).input_value())


def expect_place(widget: Locator, figure: Figure, place: int) -> None:
    if figure.widget == "Question":
        expect(widget).to_have_attribute("data-seed", str(place))
    elif figure is NEURON:
        assert place_of(widget, figure) == place
    else:
        expect(step_slider(widget)).to_have_value(str(place))


def link_to(figure: Figure, place: int | str) -> str:
    return f"{figure.anchor}?{'seed' if figure is QUESTION else 'step'}={place}"


def on(widget: Locator) -> Locator:
    """The button that goes one step on, or to other numbers."""
    return widget.locator(".button.primary, .question-head .button").first


def play(widget: Locator) -> Locator:
    return widget.get_by_role("button", name=re.compile("^(Play|Train)$"))


def last_step(widget: Locator) -> int:
    return int(step_slider(widget).get_attribute("max") or 0)


def sampled(steps: int) -> list[int]:
    """Every step, or twenty of many; the last is among them."""
    return sorted({*range(1, steps + 1, max(1, steps // 20)), steps})


# What is not as it should be at some steps, then at others while the reader predicts. The page goes
# through them by itself: a question to it for each step would take most of the time. What moves is
# told against the places given, if any.
LOOK_AT_STEPS = (
    """async (root, [steps, expected, predict, predicted]) => {
  const outside = """
    + OUTSIDE
    + """;
  const places = () => Object.fromEntries(
    [root, ...root.querySelectorAll(".transport button, .transport input, .tools button")].map(
      (each, index) => {
        const name = each === root ? "root" : each.title || each.textContent;
        const { x, y, width, height } = each.getBoundingClientRect();
        const box = [x, y + scrollY, width, height].map((number) => Math.round(10 * number) / 10);
        return [`${index} ${name}`.replace(/Pause|Play|Train/, "Play"), box];
      }));
  const slider = root.querySelector(".transport-slider");
  const found = [];
  const scrolled = scrollY;
  let first = expected;
  const lookAt = async (step, how = "") => {
    slider.value = step;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    slider.dispatchEvent(new Event("change", { bubbles: true }));
    await new Promise((done) => setTimeout(done));
    const now = places();
    first ??= now;
    const tell = (what) => found.push(`step ${step}${how}: ${what}`);
    const width = document.scrollingElement.scrollWidth;
    if (width > innerWidth) tell(`the page is ${width} wide`);
    if (scrollY !== scrolled) tell(`scrolled from ${scrolled} to ${scrollY}`);
    if (slider.value !== `${step}`) tell(`the slider is at ${slider.value}`);
    for (const name of new Set([...Object.keys(first), ...Object.keys(now)])) {
      if (`${first[name]}` !== `${now[name]}`) {
        tell(`${name} moved from ${first[name]} to ${now[name]}`);
      }
    }
    for (const each of outside(root)) tell(`outside is ${each}`);
  };
  for (const step of steps) await lookAt(step);
  if (predict) {
    predict.click();
    for (const step of predicted) {
      await lookAt(step, ", predicting");
      if (!predict.checked) found.push("nothing is predicted");
    }
    predict.click();
  }
  return { found, places: first };
}"""
)


def look(
    widget: Locator,
    steps: list[int],
    places: dict[str, list[float]] | None = None,
    *,
    predict: ElementHandle | None = None,
    predicted: Sequence[int] = (),
) -> tuple[list[str], dict[str, list[float]]]:
    """What moves or stands outside at these steps, and where each control is at the first."""
    seen = widget.evaluate(LOOK_AT_STEPS, [steps, places, predict, list(predicted)])
    return seen["found"], seen["places"]


@OVER_HTTP
@EVERY_FIGURE
def test_fits_a_screen_and_nothing_moves_under_the_mouse(visit: Visit, figure: Figure) -> None:
    page, widget = open_figure(visit, figure)
    steps = last_step(widget)
    assert steps > 0
    box = widget.get_by_role("checkbox", name="Predict")
    predict = box.element_handle() if box.count() else None
    for name, width in WIDTHS.items():
        page.locator(f"#{figure.anchor}").evaluate(LAID_OUT_IN, width)
        found, places = look(widget, [0, *sampled(steps)], predict=predict, predicted=(1, steps))
        assert found == [], name
        assert places["0 root"][3] <= TALLEST, name
    page.locator(f"#{figure.anchor}").evaluate("(e) => { e.style.maxWidth = ''; }")
    assert_clicks_on_one_spot_are_as_many_steps(page, widget)


def assert_clicks_on_one_spot_are_as_many_steps(page: Page, widget: Locator) -> None:
    step_slider(widget).fill("0")
    box = on(widget).bounding_box()
    assert box
    clicks = min(9, last_step(widget))
    for _ in range(clicks):
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(step_slider(widget)).to_have_value(str(clicks))


@OVER_HTTP
@EVERY_FIGURE
def test_on_a_phone(visit: Visit, figure: Figure) -> None:
    _, widget = open_figure(visit, figure, **PHONE)
    assert look(widget, [0, *sampled(last_step(widget))])[0] == []
    picture = widget.locator(".stage").bounding_box()
    control = widget.locator(".transport").bounding_box()
    assert picture
    assert control
    assert control["y"] + control["height"] - picture["y"] <= PHONE["viewport"]["height"]
    button(widget, "First").tap()
    expect(step_slider(widget)).to_have_value("0")


@OVER_HTTP
@EVERY_WIDGET
def test_steps_by_keyboard(visit: Visit, figure: Figure) -> None:
    page, widget = open_figure(visit, figure)
    step_slider(widget).fill("0")
    steps = last_step(widget)
    on(widget).focus()
    for key, step in [("ArrowRight", 1), ("ArrowLeft", 0), ("End", steps), ("Home", 0)]:
        page.keyboard.press(key)
        expect(step_slider(widget)).to_have_value(str(step))
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("window.turned") == 0


# What is dragged, how far to the right, and how exactly it follows: some go from step to step.
HANDLES = {
    "ActivationStepper": (".dot.current .mark", 90, 8),
    "DescentStepper": (".ball-handle", 90, 8),
    "DifferenceStepper": (".dot .mark", 90, 13),
    "ShardStepper": (".chip", 90, 5),
    "SoftmaxStepper": ("[data-cell='logits[0]'] .handle", -50, 5),
    "TrainingPlayer": (".chart-cursor .chart-dot", 90, 8),
}


def scale_of(widget: Locator) -> float:
    return float(widget.evaluate("(root) => getComputedStyle(root).scale"))


def expect_full(widget: Locator, full: bool) -> None:
    pressed = str(full).lower()
    expect(button(widget, "Full screen")).to_have_attribute("aria-pressed", pressed)


@OVER_HTTP
@EVERY_WIDGET_THAT_FILLS_THE_SCREEN
def test_fills_the_screen_and_comes_back(visit: Visit, figure: Figure) -> None:
    """The state and the focus stay, axe finds nothing, what is dragged stays under the pointer."""
    page, widget = open_figure(visit, figure)
    move_on(widget, figure)
    place = place_of(widget, figure)
    before = widget.bounding_box()
    button(widget, "Full screen").click()
    expect_full(widget, True)
    page.evaluate(TWO_FRAMES)
    box = widget.bounding_box()
    assert box
    width, height = SCREEN["viewport"]["width"], SCREEN["viewport"]["height"]
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= height
    assert scale_of(widget) >= 1.2
    assert widget.evaluate(OUTSIDE) == []
    assert accessibility_problems(page, f"#{figure.anchor}") == []
    expect_place(widget, figure, place)
    if figure.widget in HANDLES:
        handle, way, slack = HANDLES[figure.widget]
        assert_dragged_along(page, widget.locator(handle).first, way, slack)
        step_slider(widget).fill(str(place))

    on(widget).focus()
    page.keyboard.press("f")
    expect_full(widget, False)
    expect(on(widget)).to_be_focused()
    assert widget.bounding_box() == before
    page.keyboard.press("F")
    expect_full(widget, True)
    page.evaluate("document.exitFullscreen()")  # what the browser does for Escape
    expect_full(widget, False)
    expect(on(widget)).to_be_focused()
    expect_place(widget, figure, place)


def assert_dragged_along(page: Page, handle: Locator, way: float, slack: float) -> None:
    def middle() -> tuple[float, float]:
        box = handle.bounding_box()
        assert box
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    x, y = middle()
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + way, y, steps=3)
    page.evaluate(TWO_FRAMES)
    assert middle()[0] == pytest.approx(x + way, abs=slack)
    page.mouse.up()


@OVER_HTTP
@pytest.mark.parametrize(
    ("figure", "unfolds"),
    [
        (PLAYGROUNDS[0], ".more summary"),
        (QUESTION, "button:text('Show the answer')"),
        (SHORT_QUESTION, "button:text('Show the answer')"),
    ],
    ids=str,
)
def test_an_f_in_a_field_is_a_letter_and_what_is_unfolded_is_scrolled_to(
    visit: Visit, figure: Figure, unfolds: str
) -> None:
    page, widget = open_figure(visit, figure)
    widget.get_by_role("textbox").first.press("f")
    expect_full(widget, False)
    button(widget, "Full screen").click()
    page.evaluate(TWO_FRAMES)
    width = "(root) => root.getBoundingClientRect().width"
    before = widget.evaluate(width)
    assert scale_of(widget) >= 1.2
    widget.locator(unfolds).first.click()
    page.evaluate(TWO_FRAMES)
    assert widget.evaluate(width) == pytest.approx(before, abs=4)
    screen = "document.fullscreenElement"
    assert page.evaluate(f"{screen}.scrollHeight > {screen}.clientHeight")


@OVER_HTTP
def test_where_no_figure_may_fill_the_screen_nothing_offers_it(visit: Visit) -> None:
    page = visit("index.html", **SCREEN)
    page.add_init_script(
        "Object.defineProperty(Document.prototype, 'fullscreenEnabled', { value: false })"
    )
    page.goto(page.url.replace("index.html", FIGURES[0].page))
    widget = page.locator(f"#{FIGURES[0].anchor} .backprop-root").first
    on(widget).press("f")
    expect(button(widget, "Copy link")).to_be_visible()
    expect(button(widget, "Full screen")).to_have_count(0)
    assert page.evaluate("document.fullscreenElement") is None


@OVER_HTTP
@EVERY_WIDGET
def test_play_runs_to_the_end_and_can_be_paused(visit: Visit, figure: Figure) -> None:
    page = visit("index.html", **SCREEN)
    page.clock.install()
    page.goto(page.url.replace("index.html", figure.page))
    widget = page.locator(f"#{figure.anchor} .backprop-root").first
    steps = last_step(widget)
    step_slider(widget).fill("0")
    play(widget).click()
    page.clock.run_for(1_600)
    button(widget, "Pause").click()
    at = int(step_slider(widget).input_value())
    assert 0 < at < steps
    page.clock.run_for(5_000)
    assert int(step_slider(widget).input_value()) == at
    play(widget).click()
    for _ in range(steps):
        page.clock.run_for(2_000)
    expect(step_slider(widget)).to_have_value(str(steps))
    expect(play(widget)).to_be_visible()


@EVERY_WIDGET_AND_QUESTION
def test_a_copied_link_opens_the_same_step(visit: Visit, figure: Figure, site: str) -> None:
    page, widget = open_figure(visit, figure)
    if site.startswith("http"):
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    place = place_of(widget, figure) + 1
    move_on(widget, figure)
    button(widget, "Copy link").click()
    expect(widget.locator(".link-outcome")).not_to_be_empty()
    if site.startswith("http"):
        assert page.evaluate("navigator.clipboard.readText()") == page.url
    _, again = open_figure(
        lambda _page, **options: visit(page.url.removeprefix(site), **options), figure
    )
    expect_place(again, figure, place)
    expect(again).to_be_in_viewport()


@OVER_HTTP
@EVERY_WIDGET_AND_QUESTION
def test_a_damaged_link_is_explained(visit: Visit, figure: Figure) -> None:
    page, widget = open_figure(visit, figure)
    before = place_of(widget, figure)
    alert = page.locator(f"#{figure.anchor}").get_by_role("alert")
    impossible = link_to(figure, 9999e9 if figure is QUESTION else 9999)
    for link in (impossible, f"{figure.anchor}?colour=1", f"{figure.anchor}?step"):
        page.evaluate("(hash) => { location.hash = hash; }", link)
        expect(alert).to_contain_text("cannot be used")
        expect_place(widget, figure, before)
        page.evaluate("(hash) => { location.hash = hash; }", link_to(figure, 1))
        expect_place(widget, figure, 1)
        expect(alert).to_be_hidden()


@pytest.mark.parametrize(
    ("site", "figure"),
    # A browser may refuse to mark a page of a disk's in its history, whatever figure is on it.
    [("file", FIGURES[0]), *(("http", figure) for figure in [*FIRST_OF_EACH, QUESTION])],
    indirect=["site"],
    ids=str,
)
def test_back_to_a_link_keeps_what_was_done_since(visit: Visit, figure: Figure) -> None:
    page, widget = open_figure(visit, figure)
    page.evaluate("(hash) => { location.hash = hash; }", link_to(figure, 1))
    expect_place(widget, figure, 1)
    move_on(widget, figure)
    page.evaluate("() => { location.hash = 'elsewhere'; }")
    with page.expect_event("framenavigated"):
        page.evaluate("history.back()")
    expect(widget).to_be_in_viewport()
    expect_place(widget, figure, 2)
    page.evaluate("(hash) => { location.hash = hash; }", "elsewhere")
    page.evaluate("(hash) => { location.hash = hash; }", link_to(figure, 1))
    expect_place(widget, figure, 1)


@OVER_HTTP
@EVERY_WIDGET_WITH_NUMBERS
def test_a_bad_number_stays_in_its_field(visit: Visit, figure: Figure) -> None:
    _, widget = open_figure(visit, figure)
    field = widget.locator(".stage .number-field, .panel .number-field").first
    before = field.input_value()
    for text in ("2,5", "two", "", "1e400", "1/0"):
        field.fill(text)
        expect(field).to_have_value(text)
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(widget.locator(".line").inner_text())
        assert widget.locator(".line").get_attribute("data-kind") == "wrong"
    field.press("Escape")
    expect(field).to_have_attribute("aria-invalid", "false")
    field.blur()
    expect(field).to_have_value(before)


@OVER_HTTP
@EVERY_WIDGET_AND_QUESTION
def test_accessible_in_both_themes(visit: Visit, figure: Figure) -> None:
    page, widget = open_figure(visit, figure, color_scheme="light")

    def assert_accessible(state: object = "") -> None:
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
            colours = "only" if theme == "dark" else "also"
            found = accessibility_problems(page, f"#{figure.anchor}", colours=colours)
            assert found == [], (theme, state)

    if figure is QUESTION:
        assert_accessible()
        return
    for step in {0, last_step(widget) // 2, last_step(widget)}:
        step_slider(widget).fill(str(step))
        assert_accessible(step)
    predict = widget.get_by_role("checkbox", name="Predict")
    if predict.count():
        step_slider(widget).fill("1")
        predict.check()
        assert_accessible("predicting")


# What is present at a step; the maps and curves of a training have marks instead.
PRESENT = {
    "ActivationStepper": ".dot.current .mark",
    "ChainRuleStepper": ".graph-node[data-role=target]",
    "DescentStepper": ".ball-dot",
    "DifferenceStepper": ".dot .mark",
    "FormulaPlayground": ".graph-node[data-role=target]",
    "LayerStepper": ".matrix-cell[data-mark~=now]",
    "NetworkPlayground": ".wire-halo[data-path]",
    "NetworkStepper": ".wire-halo[data-path]",
    "ShardStepper": ".tray[data-chosen=true]",
    "SoftmaxStepper": "td[data-now] button",
}
# Whether what is present has the colour for that, and which lines are as dark as the ground.
IN_OWN_COLOURS = """([root, present]) => {
  const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const pixel = (colour) => {
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    return [...brush.getImageData(0, 0, 1, 1).data];
  };
  const sample = root.appendChild(document.createElement("mark"));
  sample.style.cssText = "forced-color-adjust: none; color: Highlight";
  const highlight = `${pixel(getComputedStyle(sample).color)}`;
  sample.remove();
  const light = (colour) => {
    const [red, green, blue, alpha] = pixel(colour);
    return alpha / 255 * (0.3 * red + 0.6 * green + 0.1 * blue);
  };
  const style = present && getComputedStyle(present);
  return {
    lit: !style || [style.fill, style.stroke, style.borderTopColor, style.outlineColor]
      .some((colour) => `${pixel(colour)}` === highlight),
    dark: [...root.querySelectorAll("svg :is(path, line, polyline)")].filter((line) => {
      const { fill, stroke, opacity } = getComputedStyle(line);
      const paints = [fill, stroke].filter((paint) => paint !== "none" && pixel(paint)[3] > 0);
      return line.checkVisibility({ opacityProperty: true }) && !line.closest("defs, .decision-map")
        && paints.length > 0 && paints.every((paint) => light(paint) * opacity < 50);
    }).map((line) => line.outerHTML),
  };
}"""


@OVER_HTTP
@EVERY_WIDGET
def test_in_the_readers_own_colours(visit: Visit, figure: Figure) -> None:
    """White on black, though the theme is light: lines are seen, what is present stands out."""
    page, widget = open_figure(visit, figure, forced_colors="active", color_scheme="dark")
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    step_slider(widget).fill(str(last_step(widget) // 2))
    present = widget.locator(PRESENT[figure.widget]).first if figure.widget in PRESENT else None
    handles = [widget.element_handle(), present and present.element_handle()]
    assert page.evaluate(IN_OWN_COLOURS, handles) == {"lit": True, "dark": []}
    on(widget).focus()
    page.keyboard.press("Shift")
    lines = "(e) => [getComputedStyle(e).outlineStyle, getComputedStyle(e).borderTopStyle]"
    assert on(widget).evaluate(lines) == ["solid", "solid"]


@OVER_HTTP
@EVERY_WIDGET
def test_each_step_is_announced(visit: Visit, figure: Figure) -> None:
    _, widget = open_figure(visit, figure)
    spoken = widget.locator("[role=status][aria-live=polite]").last
    step_slider(widget).fill("0")
    said = {spoken.inner_text()}
    for step in range(1, min(4, last_step(widget)) + 1):
        step_slider(widget).fill(str(step))
        expect(spoken).not_to_be_empty()
        said.add(spoken.inner_text())
    assert len(said) > 1


@OVER_HTTP
@EVERY_WIDGET_WITH_NUMBERS
def test_an_edit_is_announced(visit: Visit, figure: Figure) -> None:
    """Once it has ended: what it changed, or why it was refused."""
    page = visit("index.html", **SCREEN)
    page.clock.install()
    page.goto(page.url.replace("index.html", figure.page))
    widget = page.locator(f"#{figure.anchor} .backprop-root").first
    spoken = widget.locator("[role=status][aria-live=polite]").last
    field = widget.locator(".stage .number-field, .panel .number-field").first

    def said() -> str:
        page.clock.run_for(1_000)
        return spoken.text_content() or ""

    for step in (0, 1):
        step_slider(widget).fill(str(step))
        before = said()
        field.press("ArrowUp")
        edited = said()
        assert edited != before  # a sentence that is said again differs by a space
        assert re.search(r"\d", edited)
        field.fill("two")
        refusal = widget.locator(".line").inner_text()
        assert said().strip() == refusal
        field.press("Escape")
        assert said().strip() != refusal


@OVER_HTTP
@EVERY_WIDGET_AND_QUESTION
def test_on_paper_it_is_its_picture_and_its_tables(visit: Visit, figure: Figure) -> None:
    page, widget = open_figure(visit, figure)
    page.emulate_media(media="print")
    if figure is not QUESTION:
        expect(widget.locator(".stage")).to_be_visible()
    expect(widget.locator(".transport")).to_be_hidden()
    if figure.widget == "NetworkPlayground":  # the solution of the reader's own numbers
        expect(widget.locator("[data-solved=loss]")).to_be_visible()
        expect(page.locator(f"#{figure.anchor} .backprop-snapshot")).to_be_hidden()
    else:
        expect(page.locator(f"#{figure.anchor} .backprop-snapshot table").first).to_be_visible()


@OVER_HTTP
@EVERY_WIDGET_AND_QUESTION
def test_without_scripts_it_is_its_tables(visit: Visit, figure: Figure) -> None:
    page = visit(figure.page, java_script_enabled=False)
    expect(page.locator(f"#{figure.anchor} table").first).to_be_visible()


def linked_state(widget: Locator) -> dict[str, object]:
    """What a link to this state holds."""
    button(widget, "Copy link").click()
    expect(widget.locator(".link-outcome")).not_to_be_empty()
    query = widget.page.url.partition("?")[2]
    return {name: json.loads(value) for name, value in parse_qsl(query)}


def numbers_of(state: dict[str, object]) -> dict[str, object]:
    """What of it is given: all but where the reader is."""
    return {name: value for name, value in state.items() if name not in {"seed", "step", "predict"}}


@OVER_HTTP
@EVERY_WIDGET_THAT_ASKS
def test_new_numbers_by_keyboard_by_link_and_undone(visit: Visit, figure: Figure) -> None:
    _, widget = open_figure(visit, figure)
    own = numbers_of(linked_state(widget))
    fresh = button(widget, "New numbers")
    step_slider(widget).fill("2")
    widget.get_by_role("checkbox", name="Predict").check()
    fresh.press("Enter")
    expect(step_slider(widget)).to_have_value("0")
    expect(fresh).to_be_focused()
    expect(widget.locator("[role=status][aria-live=polite]").last).to_contain_text("New numbers")
    drawn = linked_state(widget)
    assert (drawn["seed"], drawn["predict"]) == (1, True)
    assert numbers_of(drawn) != own
    fresh.press("Space")
    assert numbers_of(linked_state(widget)) not in (own, numbers_of(drawn))

    whole = {name: json.dumps(value) for name, value in drawn.items()}
    for link in (urlencode(whole, quote_via=quote), "seed=1"):
        _, again = open_figure(
            lambda name, link=link, **options: visit(f"{name}#{figure.anchor}?{link}", **options),
            figure,
        )
        assert numbers_of(linked_state(again)) == numbers_of(drawn)

    button(widget, "Reset").click()
    restored = linked_state(widget)
    assert (restored["seed"], restored["predict"]) == (0, False)
    assert numbers_of(restored) == own


@OVER_HTTP
@EVERY_WIDGET_THAT_ASKS
def test_new_numbers_move_nothing(visit: Visit, figure: Figure) -> None:
    _, widget = open_figure(visit, figure)
    steps = [0, 1, last_step(widget)]
    widget.get_by_role("checkbox", name="Predict").check()
    _, places = look(widget, steps)
    for _ in range(3):
        button(widget, "New numbers").click()
        assert look(widget, steps, places)[0] == []
