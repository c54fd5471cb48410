"""The SoftmaxStepper against the package; what all widgets share: test_every_widget."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from accessibility import accessibility_problems
from backprop.widgets import SoftmaxStepper
from built_site import Figure, figures
from own_pages import site_of
from visits import Visit
from widget import (
    OVER_HTTP,
    PHONE,
    button,
    field,
    live,
    numbers,
    slider,
    tab_to,
)

LABEL = "Softmax stepper"
FIGURES = figures("SoftmaxStepper")
FIRST = next(figure for figure in FIGURES if figure.anchor == "softmax")
site = site_of(FIGURES)
EVERY_FIGURE = pytest.mark.parametrize("figure", FIGURES, ids=str)
SOFTMAX, LOSS, SLOPE, JACOBIAN, PRODUCT = range(1, 6)

Matrix = list[list[float]]


def open_widget(visit: Visit, figure: Figure = FIRST, **options: Any) -> tuple[Page, Locator]:
    page = visit(figure.page, **options)
    return page, live(page, figure, LABEL)


def open_link(visit: Visit, query: str, **options: Any) -> tuple[Page, Locator]:
    page = visit(f"{FIRST.page}#{FIRST.anchor}?{query}", **options)
    return page, live(page, FIRST, LABEL)


def logits_of(figure: Figure) -> Matrix:
    """A copy of the figure's logits, to change."""
    return [row[:] for row in figure.state["logits"]]


def n_classes(figure: Figure) -> int:
    return len(figure.state["logits"][0])


def last_step(figure: Figure) -> int:
    return n_classes(figure) + 6


def cell(widget: Locator, name: str) -> Locator:
    return widget.locator(f'[data-cell="{name}"]')


def choose(widget: Locator, group: str, name: str) -> None:
    widget.get_by_role("group", name=group).locator("label").filter(has_text=name).click()


def handle(widget: Locator, logit: int) -> tuple[float, float]:
    """The middle of the end by which a logit's bar is dragged."""
    box = cell(widget, f"logits[{logit}]").locator(".handle").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def assert_package(
    widget: Locator,
    figure: Figure,
    step: int,
    *,
    logits: Matrix | None = None,
    targets: Any = None,
    sample: int | None = None,
) -> None:
    """The picture has the package's numbers, and the table those that the steps have brought.

    Numbers agree to 1e-12 of their size or of 1, measured slopes to their tolerance.
    """
    sample = figure.state["sample"] if sample is None else sample
    theirs = SoftmaxStepper(
        logits or figure.state["logits"], targets or figure.state["targets"], sample=sample
    )
    samples, classes = np.shape(theirs.logits)
    expect(slider(widget)).to_have_value(str(step))
    expect(slider(widget)).to_have_attribute("max", str(classes + 6))
    picture = {
        **{f"logits[{j}]": z for j, z in enumerate(theirs.logits[sample])},
        **{f"probabilities[{j}]": p for j, p in enumerate(theirs.probabilities[sample])},
        **{f"difference[{j}]": samples * g for j, g in enumerate(theirs.fused[sample])},
        "loss": theirs.losses[sample],
        **({"mean": theirs.loss} if samples > 1 else {}),
    }
    stages: list[dict[str, float]] = [
        picture,
        {},
        {},
        {f"dprobabilities[0, {i}]": g for i, g in enumerate(theirs.dprobabilities[sample])},
        {f"jacobian[{i}, {j}]": theirs.jacobian[i][j] for i, j in np.ndindex(classes, classes)},
        *({f"witnesses[{j}, 0]": slope} for j, slope in enumerate(theirs.dlogits[sample])),
        {f"witnesses[{j}, 1]": slope for j, slope in enumerate(theirs.fused[sample])},
        {f"witnesses[{j}, 2]": slope for j, slope in enumerate(theirs.differences[sample])},
    ]
    known = {key: x for stage in stages[: step + 1] for key, x in stage.items()}
    shown = numbers(widget, "data-cell")
    assert shown.keys() == known.keys()
    for key, x in known.items():
        measured = re.fullmatch(r"witnesses\[\d, 2\]", key)
        allowed = 2 * theirs.tolerances[sample] if measured else 1e-12 * max(abs(x), 1)
        assert abs(shown[key] - x) <= allowed, (key, shown[key], x)
    kinds = {"all three agree": "agree", "two steps differ, fused and differences agree": "parted"}
    verdict = widget.locator(".verdict-mark")
    if step < classes + 6:
        expect(verdict).to_be_empty()
    else:
        expect(verdict).to_have_attribute("data-verdict", kinds[theirs.verdict(sample)])


@OVER_HTTP
@EVERY_FIGURE
def test_every_number_of_every_stage_is_the_packages(visit: Visit, figure: Figure) -> None:
    _, widget = open_widget(visit, figure)
    for sample in range(len(figure.state["logits"])):
        if len(figure.state["logits"]) > 1:
            choose(widget, "Sample", str(sample))
        slider(widget).fill("0")
        for step in range(last_step(figure) + 1):
            assert_package(widget, figure, step, sample=sample)
            if step < last_step(figure):
                button(widget, "Next").click()
    button(widget, "Back").click()
    assert_package(widget, figure, last_step(figure) - 1, sample=sample)


@OVER_HTTP
def test_everything_follows_an_edit(visit: Visit) -> None:
    _, widget = open_widget(visit)
    button(widget, "Last").click()
    logits, sample = logits_of(FIRST), FIRST.state["sample"]
    texts = ["-0.25", "0", "1e4", "-1e4", "1/3", "1e-300", "16", "17.5", "-10000", "1000000"]
    for number, text in enumerate(texts):
        column = (number * 2) % len(logits[0])
        over, _, under = text.partition("/")
        logits[sample][column] = float(over) / float(under or 1)
        field(widget, f"z{column}").fill(text)
        assert_package(widget, FIRST, last_step(FIRST), logits=logits)


@OVER_HTTP
def test_a_logit_is_dragged_by_the_end_of_its_bar(visit: Visit) -> None:
    page, widget = open_link(visit, "logits=[[1,0,-1]]&targets=[0]&sample=0")
    track = cell(widget, "logits[0]").locator(".track").bounding_box()
    assert track
    unit = track["width"] / 6  # the axis reaches from -3 to 3
    x, y = handle(widget, 0)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + unit, y, steps=3)
    expect(field(widget, "z0")).to_have_value("2")
    assert_package(widget, FIRST, 0, logits=[[2, 0, -1]], targets=[0], sample=0)
    page.mouse.move(x - 2 * unit, y, steps=3)
    assert_package(widget, FIRST, 0, logits=[[-1, 0, -1]], targets=[0], sample=0)
    page.mouse.move(x + 20 * unit, y, steps=3)
    expect(field(widget, "z0")).to_have_value("3")  # the axis holds still under the hand
    page.mouse.up()
    expect(widget.locator(".ends").first).to_have_text("−505")
    page.mouse.move(x, y)
    assert_package(widget, FIRST, 0, logits=[[3, 0, -1]], targets=[0], sample=0)


@OVER_HTTP
def test_the_keyboards_way_to_drag(visit: Visit) -> None:
    page, widget = open_link(visit, "logits=[[1,0,-1]]&targets=[0]&sample=0")
    tab_to(page, field(widget, "z1"))
    for key, z in [("ArrowUp", 0.1), ("Shift+ArrowDown", 0.09), ("PageUp", 1.09)]:
        page.keyboard.press(key)
        assert_package(widget, FIRST, 0, logits=[[1, z, -1]], targets=[0], sample=0)


@OVER_HTTP
def test_the_same_added_to_every_logit_changes_no_probability(visit: Visit) -> None:
    _, widget = open_widget(visit)
    before = numbers(widget, "data-cell")
    button(widget, "Add 100 to every logit").click()
    after = numbers(widget, "data-cell")
    for name, number in after.items():
        by = 100 if name.startswith("logits") else 0
        assert abs(number - by - before[name]) < 1e-9, name
    field(widget, "z0").fill("1000000")
    shift = button(widget, "Add 100 to every logit")
    expect(shift).to_have_attribute("aria-disabled", "true")
    shift.click(force=True)
    expect(widget.locator(".line")).to_have_attribute("data-kind", "help")
    assert_package(
        widget,
        FIRST,
        0,
        logits=[
            [1e6, *(round(z + 100, 10) for z in logits_of(FIRST)[0][1:])],
            *logits_of(FIRST)[1:],
        ],
    )


@OVER_HTTP
def test_the_verdict_at_ordinary_and_at_extreme_logits(visit: Visit) -> None:
    _, widget = open_link(visit, f"logits=[[0,0,0]]&targets=[0]&sample=0&step={last_step(FIRST)}")
    widget.locator("summary").click()
    check = partial(assert_package, widget, FIRST, last_step(FIRST), targets=[0], sample=0)
    for text, kept in [
        ("16", None), ("17", "= 0.414 times"), ("30", "times"), ("1000", "keeps nothing"),
        ("1e6", "keeps nothing"), ("-1e4", None),
    ]:  # fmt: skip
        field(widget, "z1").fill(text)
        check(logits=[[0, float(text), 0]])
        expect(widget.locator(".softmax-more")).to_contain_text(kept or "All three agree")
        two_steps = widget.locator(".gap .pin.two-steps").nth(1)
        end = "(mark) => parseFloat(mark.style.left)"
        assert (two_steps.evaluate(end) > 99) == (text == "16"), text  # p - y is 1, or the way lost


@OVER_HTTP
def test_the_mathematics_of_each_step(visit: Visit) -> None:
    _, widget = open_link(visit, "logits=[[2,0],[0,0]]&targets=[0,1]&sample=0")
    for step, texts in [
        (SOFTMAX, ["m=max z=2", "Sm=∑exp(zk−m)≈1.135", "p0=exp(z0−m)Sm", "≈11.135≈0.8808"]),
        (LOSS, ["l=log Sm−(z0−m)≈log 1.135−0≈0.1269", "l=−log p0", "≈−log 0.8808≈0.1269"]),
        (SLOPE, ["∂loss∂p0=−12·p0", "≈−12·0.8808≈−0.5677"]),
        (JACOBIAN, ["∂pi∂zj=pi·([i=j]−pj)", "∂p0∂z0≈0.8808·(1−0.8808)≈0.105"]),
        (PRODUCT, ["∂loss∂z0=∑i∂loss∂pi·∂pi∂z0", "≈(−0.5677)·0.105≈−0.0596"]),
        (PRODUCT + 2, ["∂loss∂z0=p0−y02", "≈0.8808−12≈−0.0596"]),
        (PRODUCT + 3, ["h=2×10−5", "∂loss∂z0≈l(z0+h)−l(z0−h)2·2h", "≈−0.0596"]),
    ]:
        slider(widget).fill(str(step))
        formulas = widget.locator(".panel > :not(.way-back) math").all_text_contents()
        plain = [re.sub(r"[\u2009\u00a0]", " ", formula) for formula in formulas]
        assert [text for text in texts if text not in plain] == []


@OVER_HTTP
def test_another_class_is_the_target_in_either_form(visit: Visit) -> None:
    _, widget = open_widget(visit)
    button(widget, "Last").click()
    widget.locator("summary").click()
    code = widget.locator(".targets code")
    check = partial(assert_package, widget, FIRST, last_step(FIRST))
    for form in ("Class numbers", "One-hot"):
        choose(widget, "Targets as", form)
        for target in (2, 0):
            widget.get_by_role("radio", name=re.compile("^y" + "₀₁₂"[target])).check()
            check(targets=[target, *FIRST.state["targets"][1:]])
            row = np.eye(3, dtype=int)[target].tolist()
            expect(code).to_contain_text(f"= [{target if form == 'Class numbers' else row}, ")


@OVER_HTTP
def test_a_cell_leads_to_the_step_that_brings_it_and_arrows_lead_from_cell_to_cell(
    visit: Visit,
) -> None:
    page, widget = open_widget(visit)
    last = last_step(FIRST)
    for name, step in [
        ("jacobian[1, 0]", JACOBIAN),
        ("witnesses[1, 2]", last),
        ("witnesses[0, 1]", last - 1),
        ("witnesses[1, 0]", PRODUCT + 1),
        ("dprobabilities[0, 1]", SLOPE),
    ]:
        cell(widget, name).click()
        assert_package(widget, FIRST, step)
    for key, name in [
        ("ArrowRight", "jacobian[1, 0]"),
        ("ArrowUp", "jacobian[0, 0]"),
        ("ArrowUp", "jacobian[0, 0]"),
        ("ArrowRight", "jacobian[0, 1]"),
    ]:
        page.keyboard.press(key)
        expect(cell(widget, name)).to_be_focused()
    assert_package(widget, FIRST, SLOPE)
    page.keyboard.press("Enter")
    assert_package(widget, FIRST, JACOBIAN)
    page.keyboard.press("Tab")
    expect(widget.locator(".way-back button:focus")).to_have_count(0)


@OVER_HTTP
def test_a_cell_lights_up_what_it_comes_from_and_its_numbers(visit: Visit) -> None:
    _, widget = open_widget(visit)
    slider(widget).fill(str(JACOBIAN))
    cell(widget, "jacobian[1, 0]").hover()
    classes = widget.locator(".softmax-class")
    for j, lit in enumerate(["z", "p", ""]):
        expect(classes.nth(j)).to_have_attribute("data-lit", re.compile(rf"^ ?{lit} ?$"))
    p = SoftmaxStepper(FIRST.state["logits"], FIRST.state["targets"]).probabilities[0]
    expect(widget.locator(".panel > .formula").last).to_contain_text(
        re.compile(rf"∂p1∂z0.{p[1]:.4g}·\(0−{p[0]:.4g}\)")
    )
    classes.nth(2).hover()
    column = [f"jacobian[{i}, 2]" for i in range(3)]
    for name in (*column, "jacobian[2, 0]", "witnesses[2, 0]", "dprobabilities[0, 2]"):
        expect(widget.locator(f'td[data-lit] [data-cell="{name}"]')).to_have_count(1)
    expect(widget.locator("td[data-lit]")).to_have_count(5 + 3 + 1)


@OVER_HTTP
def test_the_heat_map_has_its_colours_and_its_signs(visit: Visit) -> None:
    _, widget = open_widget(visit)
    button(widget, "Last").click()
    depth = "(e) => [e.style.getPropertyValue('--hue'), +e.style.getPropertyValue('--depth')]"
    theirs = SoftmaxStepper(FIRST.state["logits"], FIRST.state["targets"])
    for i, j in np.ndindex(n_classes(FIRST), n_classes(FIRST)):
        slope = cell(widget, f"jacobian[{i}, {j}]")
        hue, deep = slope.evaluate(depth)
        assert hue == ("var(--bp-gradient)" if i == j else "var(--bp-value)")
        assert abs(deep - 4 * abs(theirs.jacobian[i][j])) < 1e-12
        assert (slope.text_content() or "").startswith("−") == (i != j)


@OVER_HTTP
def test_what_a_step_brings_travels_and_a_further_step_ends_it(visit: Visit) -> None:
    _, widget = open_widget(visit, reduced_motion="no-preference")
    moving = "(root) => root.getAnimations({ subtree: true }).filter((a) => !a.transitionProperty)"
    places = f"(root) => ({moving})(root).map((a) => a.effect.target.className).sort()"
    slider(widget).fill(str(PRODUCT))
    assert widget.evaluate(places) == []  # not from the step before
    for brought in (["", "pin two-steps", "pulse"], ["", "pin two-steps", "pulse"]):
        button(widget, "Next").click()
        assert widget.evaluate(places) == brought
    button(widget, "Next").click()
    found = widget.evaluate(f"""(root) => {{
      const animations = ({moving})(root);
      animations.forEach((each) => each.pause());
      const bar = root.querySelector(".gap .bar");
      const at = (time) => {{
        animations.forEach((each) => (each.currentTime = time));
        const {{ left, right }} = bar.getBoundingClientRect();
        return [left, right];
      }};
      const [p, y] = [".p .bar", ".y .bar"].map((each) => root.querySelector(each))
        .map((each) => each.getBoundingClientRect().right);
      const first = at(0);
      animations.forEach((each) => each.finish());
      return {{ first, ends: [p, y], last: bar.style.left }};
    }}""")
    np.testing.assert_allclose(found["first"], found["ends"], atol=1.5)  # the gap of p and y
    assert float(found["last"].rstrip("%")) < 50
    button(widget, "Back").click()
    assert widget.evaluate(places) == []


@OVER_HTTP
def test_predict_hides_each_number_until_it_is_found(visit: Visit) -> None:
    _, widget = open_widget(visit)
    theirs = SoftmaxStepper(FIRST.state["logits"], FIRST.state["targets"])
    widget.get_by_role("checkbox", name="Predict").check()
    logits = {f"logits[{j}]" for j in range(3)}
    assert numbers(widget, "data-cell").keys() == logits
    widget.locator("summary").click()
    expect(widget.locator(".softmax-more td", has_text="?")).to_have_count(8 * 3)
    target = theirs.targets[0]
    asked = [
        theirs.probabilities[0][target], theirs.losses[0], theirs.dprobabilities[0][target],
        theirs.jacobian[target][target], *theirs.dlogits[0], theirs.fused[0][target],
    ]  # fmt: skip
    for number, answer in enumerate(asked, 1):
        button(widget, "Next").click()
        before = numbers(widget, "data-cell")
        question = widget.get_by_role("textbox", name=re.compile("^Your value for"))
        question.fill("9")
        button(widget, "Check").click()
        expect(widget.locator(".line .verdict")).to_contain_text("Not yet")
        assert numbers(widget, "data-cell") == before
        question.fill(f"{answer:.4f}")
        button(widget, "Check").click()
        expect(button(widget, "Next")).to_be_focused()
        assert numbers(widget, "data-cell").keys() > before.keys(), number
    button(widget, "Next").click()
    assert_package(widget, FIRST, last_step(FIRST))
    slider(widget).fill(str(JACOBIAN))
    expect(question).to_be_hidden()  # it was found


@OVER_HTTP
def test_what_was_refused_goes_with_its_sample(visit: Visit) -> None:
    _, widget = open_widget(visit)
    field(widget, "z1").fill("2,5")
    expect(widget.locator(".line")).to_have_attribute("data-kind", "wrong")
    choose(widget, "Sample", "1")
    expect(widget.locator(".line")).to_have_attribute("data-kind", "help")
    assert_package(widget, FIRST, 0, sample=1)
    field(widget, "z1").fill("0.5")
    logits = logits_of(FIRST)
    logits[1][1] = 0.5
    assert_package(widget, FIRST, 0, sample=1, logits=logits)


@OVER_HTTP
def test_reset(visit: Visit) -> None:
    _, widget = open_widget(visit)
    field(widget, "z0").fill("12")
    field(widget, "z1").fill("wrong")
    widget.get_by_role("radio", name="y₂").check()
    widget.get_by_role("checkbox", name="Predict").check()
    button(widget, "Last").click()
    button(widget, "Reset").click()
    assert_package(widget, FIRST, 0)
    expect(widget.locator('[aria-invalid="true"]')).to_have_count(0)
    expect(widget.get_by_role("checkbox", name="Predict")).not_to_be_checked()


@OVER_HTTP
def test_a_link_may_bring_another_shape(visit: Visit) -> None:
    _, widget = open_link(
        visit, "logits=[[1000,0,-1000,0]]&targets=[[0,0,1,0]]&sample=0&step=10&predict=false"
    )
    theirs = {"logits": [[1000, 0, -1000, 0]], "targets": [2], "sample": 0}
    assert_package(widget, FIRST, 10, **theirs)
    widget.get_by_role("radio", name="y₀").check()
    assert_package(widget, FIRST, 10, **{**theirs, "targets": [0]})
    button(widget, "Reset").click()
    assert_package(widget, FIRST, 0)


@OVER_HTTP
@pytest.mark.parametrize("options", [PHONE, {"viewport": {"width": 752, "height": 720}}], ids=str)
def test_the_largest_batch(visit: Visit, options: dict[str, Any]) -> None:
    rows = str([[-1e4, -2.125, 3.0625, 0.001, 17.5, 1.5]] * 4).replace(" ", "")
    page, widget = open_link(visit, f"logits={rows}&targets=[0,1,2,5]&sample=1&step=0", **options)
    height = None
    for step in range(13):
        slider(widget).fill(str(step))
        box = widget.bounding_box()
        assert box
        height = height or box["height"]
        assert box["height"] == height, step
        wide = page.evaluate("document.scrollingElement.scrollWidth")
        assert wide <= options["viewport"]["width"], step


@OVER_HTTP
def test_forced_colours_leave_the_bars_and_mark_the_step(visit: Visit) -> None:
    _, widget = open_widget(visit, forced_colors="active")
    button(widget, "Last").click()
    painted = "(e) => getComputedStyle(e)[e.matches('button') ? 'outlineColor' : 'backgroundColor']"
    paper = widget.evaluate("(root) => getComputedStyle(root).backgroundColor")
    for bar in (".track .bar", ".p .bar", ".gap .bar", "td[data-now] button"):
        assert widget.locator(bar).first.evaluate(painted) != paper, bar
    outline = widget.locator("td[data-now] button").first.evaluate(
        "(e) => getComputedStyle(e).outlineStyle"
    )
    assert outline == "solid"


@OVER_HTTP
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_deepest_colours_can_be_read(visit: Visit, scheme: str) -> None:
    page, widget = open_link(
        visit, "logits=[[0,0,-1e4]]&targets=[0]&sample=0&step=9", color_scheme=scheme
    )
    expect(cell(widget, "jacobian[0, 0]")).to_have_text("0.25")
    assert accessibility_problems(page, f"#{FIRST.anchor}", colours="only") == []
