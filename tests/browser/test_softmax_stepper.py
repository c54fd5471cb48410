"""The SoftmaxStepper on the built pages, against the package."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from backprop.widgets import SoftmaxStepper
from built_site import Figure, figures
from own_pages import START, site_of
from visits import Visit
from widget import (
    OVER_HTTP,
    PHONE,
    accessibility_problems,
    button,
    live,
    numbers,
    slider,
    tab_to,
)

LABEL = "Softmax stepper"
FIGURES = figures("SoftmaxStepper")
FIRST = FIGURES[0]
site = site_of(FIGURES)
EVERY_FIGURE = pytest.mark.parametrize("figure", FIGURES, ids=str)
SOFTMAX, LOSS, SLOPE, JACOBIAN, PRODUCT = range(1, 6)

Matrix = list[list[float]]


def open_widget(visit: Visit, figure: Figure = FIRST, **options: Any) -> tuple[Page, Locator]:
    page = visit(figure.page, **options)
    return page, live(page, figure, LABEL)


def logits_of(figure: Figure) -> Matrix:
    """A copy of the figure's logits, to change."""
    return [row[:] for row in figure.state["logits"]]


def classes_of(figure: Figure) -> list[int]:
    targets = figure.state["targets"]
    return [int(np.argmax(row)) for row in targets] if np.ndim(targets) == 2 else list(targets)


def n_classes(figure: Figure) -> int:
    return len(figure.state["logits"][0])


def last_step(figure: Figure) -> int:
    return n_classes(figure) + 6


def cell_field(widget: Locator, name: str, row: int, column: int | None = None) -> Locator:
    label = f"{name}, sample {row}, " + ("class number" if column is None else f"class {column}")
    return widget.get_by_role("textbox", name=label, exact=True)


def cell_button(widget: Locator, name: str) -> Locator:
    return widget.locator(f'button[data-cell="{name}"]')


def choose_form(widget: Locator, name: str) -> None:
    button(widget.get_by_role("group", name="Targets as"), name).click()


def assert_package(
    widget: Locator,
    figure: Figure,
    step: int,
    *,
    logits: Matrix | None = None,
    targets: Any = None,
    sample: int | None = None,
    hidden: bool = False,
) -> None:
    """What is known at the step is the package's, and nothing else is shown.

    Numbers agree to 1e-12 of their size or of 1, measured slopes to their tolerance.
    """
    sample = figure.state["sample"] if sample is None else sample
    theirs = SoftmaxStepper(
        logits or figure.state["logits"], targets or figure.state["targets"], sample=sample
    )
    classes = len(theirs.logits[0])
    expect(slider(widget)).to_have_value(str(step))
    expect(slider(widget)).to_have_attribute("max", str(classes + 6))
    if len(theirs.logits) > 1:
        chosen = button(widget, f"Sample {sample}")
        expect(chosen).to_have_attribute("aria-pressed", "true")
    stages: list[dict[str, float]] = [
        {},
        {f"probabilities[{i}]": p for i, p in enumerate(theirs.probabilities[sample])},
        {"loss": theirs.losses[sample]} | ({"mean": theirs.loss} if len(theirs.logits) > 1 else {}),
        {f"dprobabilities[0, {i}]": g for i, g in enumerate(theirs.dprobabilities[sample])},
        {f"jacobian[{i}, {j}]": theirs.jacobian[i][j] for i, j in np.ndindex(classes, classes)},
        *(
            {f"dlogits[0, {j}]": slope, f"witnesses[{j}, 0]": slope}
            for j, slope in enumerate(theirs.dlogits[sample])
        ),
        {f"witnesses[{j}, 1]": slope for j, slope in enumerate(theirs.fused[sample])},
        {f"witnesses[{j}, 2]": slope for j, slope in enumerate(theirs.differences[sample])},
    ]
    known = {key: x for stage in stages[: step + 1 - hidden] for key, x in stage.items()}
    shown = numbers(widget, "data-cell")
    assert shown.keys() == known.keys()
    for key, x in known.items():
        measured = re.fullmatch(r"witnesses\[\d, 2\]", key)
        allowed = 2 * theirs.tolerances[sample] if measured else 1e-12 * max(abs(x), 1)
        assert abs(shown[key] - x) <= allowed, (key, shown[key], x)
    kinds = {"all three agree": "agree", "two steps differ, fused and differences agree": "parted"}
    verdict = widget.locator(".softmax-verdict")
    if step < classes + 6 or hidden:
        expect(verdict).not_to_have_attribute("data-verdict", re.compile(".*"))
    else:
        expect(verdict).to_have_attribute("data-verdict", kinds[theirs.verdict(sample)])


@EVERY_FIGURE
def test_every_number_of_every_stage_is_the_packages(visit: Visit, figure: Figure) -> None:
    _, widget = open_widget(visit, figure)
    for sample in range(len(figure.state["logits"])):
        if len(figure.state["logits"]) > 1:
            button(widget, f"Sample {sample}").click()
        slider(widget).fill("0")
        for step in range(last_step(figure) + 1):
            assert_package(widget, figure, step, sample=sample)
            if step < last_step(figure):
                button(widget, "Next").click()
        button(widget, "Back").click()
        assert_package(widget, figure, last_step(figure) - 1, sample=sample)
        slider(widget).fill("4")
        assert_package(widget, figure, 4, sample=sample)


@EVERY_FIGURE
def test_everything_follows_an_edit(visit: Visit, figure: Figure) -> None:
    _, widget = open_widget(visit, figure)
    button(widget, "Last").click()
    logits = logits_of(figure)
    sample, last = figure.state["sample"], last_step(figure)
    texts = ["-0.25", "0", "1e4", "-1e4", "1/3", "1e-300", "16", "17.5", "-10000", "1000000"]
    for number, text in enumerate(texts):
        column = (number * 2) % len(logits[0])
        over, _, under = text.partition("/")
        logits[sample][column] = float(over) / float(under or 1)
        cell_field(widget, "logits", sample, column).fill(text)
        assert_package(widget, figure, last, logits=logits)


@OVER_HTTP
def test_the_verdict_at_ordinary_and_at_extreme_logits(visit: Visit) -> None:
    _, widget = open_widget(visit)
    button(widget, "Last").click()
    verdict = widget.locator(".softmax-verdict")
    expect(verdict).to_contain_text("All three agree")
    logits, sample = logits_of(FIRST), FIRST.state["sample"]
    target = classes_of(FIRST)[sample]
    other = (target + 1) % n_classes(FIRST)
    for column in range(n_classes(FIRST)):
        logits[sample][column] = 0
        cell_field(widget, "logits", sample, column).fill("0")
    for text, kept in [
        ("16", None), ("17", "= 0.414 times"), ("30", "times"), ("1000", "keeps nothing"),
        ("1e4", "keeps nothing"), ("1e6", "keeps nothing"), ("-1e4", None),
    ]:  # fmt: skip
        logits[sample][other] = float(text)
        cell_field(widget, "logits", sample, other).fill(text)
        assert_package(widget, FIRST, last_step(FIRST), logits=logits)
        if kept:
            expect(verdict).to_contain_text("The two steps differ")
            expect(verdict).to_contain_text("clips it: it counts as 10⁻⁷")
            expect(verdict).to_contain_text(kept)
        else:
            expect(verdict).to_contain_text("All three agree")
            expect(verdict).not_to_contain_text("clips")


@OVER_HTTP
def test_the_mathematics_of_each_step(visit: Visit) -> None:
    page = visit(f"{FIRST.page}#{FIRST.anchor}?logits=[[2,0],[0,0]]&targets=[0,1]&sample=0")
    widget = live(page, FIRST, LABEL)
    formulas = widget.locator(".softmax-lines")
    for step, text in [
        (SOFTMAX, "pi=exp(zi−m)S,m=max z=2S=exp(2−2)+exp(0−2)≈1+0.135335≈1.13534"
         "p0≈11.13534≈0.880797p1≈0.1353351.13534≈0.119203"),
        (LOSS, "from p: l=−log p0=−log 0.880797≈0.126928from z: l=log S−(z0−m)≈log 1.13534−0"
         "≈0.126928loss=mean of all samples≈0.126928+0.6931472≈0.410038"),
        (SLOPE, "∂loss∂p0=−12·p0≈−12·0.880797≈−0.567668∂loss∂p1=0"),
        (JACOBIAN, "∂pi∂zj=pi·([i=j]−pj)"),
        (PRODUCT, "∂loss∂z0=∂loss∂p0·∂p0∂z0+∂loss∂p1·∂p1∂z0"
         "≈(−0.567668)·0.104994+0·(−0.104994)≈−0.0596015"),
        (PRODUCT + 2, "∂loss∂zj=pj−yjn,n=2∂loss∂z0≈0.880797−12≈−0.0596015"
         "∂loss∂z1≈0.119203−02≈0.0596015"),
    ]:  # fmt: skip
        slider(widget).fill(str(step))
        plain = re.sub(r"[\u2009\u00a0]", " ", formulas.text_content() or "")
        assert plain == text
    button(widget, "Last").click()
    expect(formulas).to_contain_text("∂loss∂zj≈l(zj+h)−l(zj−h)2·2h,h=2×10−5")
    expect(formulas).to_contain_text("0.126925627")  # the loss with the first logit nudged up
    expect(widget.locator(".softmax-slope")).to_have_text("∂p0∂z0≈0.880797·(1−0.880797)≈0.104994")


@OVER_HTTP
def test_a_class_number_and_a_one_hot_row_say_the_same(visit: Visit) -> None:
    _, widget = open_widget(visit)
    button(widget, "Last").click()
    sample, classes = FIRST.state["sample"], classes_of(FIRST)
    check = partial(assert_package, widget, FIRST, last_step(FIRST))
    choose_form(widget, "Class numbers")
    check()
    classes[sample] = (classes[sample] + 1) % n_classes(FIRST)
    cell_field(widget, "targets", sample).fill(str(classes[sample]))
    check(targets=classes)
    choose_form(widget, "One-hot")
    check(targets=classes)
    row = [cell_field(widget, "targets", sample, j) for j in range(n_classes(FIRST))]
    before = classes[sample]
    classes[sample] = (before + 1) % n_classes(FIRST)
    row[classes[sample]].fill("1")
    expect(row[before]).to_have_value("0")
    check(targets=classes)
    for wrong in ("0", "0.5", "2"):
        row[classes[sample]].fill(wrong)
        expect(row[classes[sample]]).to_have_value(wrong)
        expect(row[classes[sample]]).to_have_accessible_description(re.compile("a single 1 among"))
        check(targets=classes)
    row[classes[sample]].fill("0")
    row[before].fill("1")
    for each in row:
        expect(each).not_to_have_attribute("aria-invalid", "true")
    classes[sample] = before
    check(targets=classes)
    choose_form(widget, "Class numbers")
    expect(cell_field(widget, "targets", sample)).to_have_value(str(before))
    check(targets=classes)


@OVER_HTTP
def test_the_target_is_marked_by_more_than_colour(visit: Visit) -> None:
    _, widget = open_widget(visit)
    bars = widget.get_by_role("list", name="Probabilities").get_by_role("listitem")
    expect(bars).to_have_count(n_classes(FIRST))
    target = classes_of(FIRST)[FIRST.state["sample"]]
    expect(bars.filter(has_text="target")).to_have_count(1)
    expect(bars.nth(target)).to_contain_text("target")


@OVER_HTTP
def test_a_cell_leads_to_what_made_it(visit: Visit) -> None:
    _, widget = open_widget(visit)
    sample, last = FIRST.state["sample"], last_step(FIRST)
    cell_button(widget, "jacobian[1, 0]").click()
    assert_package(widget, FIRST, JACOBIAN)
    p = SoftmaxStepper(FIRST.state["logits"], FIRST.state["targets"]).probabilities[sample]
    expect(cell_button(widget, "jacobian[1, 0]")).to_have_attribute("aria-current", "true")
    slope = widget.locator(".softmax-slope")
    expect(slope).to_contain_text(re.compile(rf"∂p1∂z0.{p[1]:.6g}·\(0−{p[0]:.6g}"))
    cell_button(widget, "witnesses[1, 2]").click()
    assert_package(widget, FIRST, last)
    cell_button(widget, "jacobian[0, 0]").click()
    assert_package(widget, FIRST, last)
    expect(slope).to_contain_text("∂p0∂z0")
    for name, step in [
        ("witnesses[0, 1]", last - 1),
        ("witnesses[1, 0]", PRODUCT + 1),
        ("dlogits[0, 0]", PRODUCT),
        ("dprobabilities[0, 1]", SLOPE),
    ]:
        cell_button(widget, name).click()
        assert_package(widget, FIRST, step)
    other = (sample + 1) % len(FIRST.state["logits"])
    cell_field(widget, "logits", other, 0).press("Enter")
    assert_package(widget, FIRST, SLOPE, sample=other)


@OVER_HTTP
def test_the_heat_map_has_its_colours_and_its_signs(visit: Visit) -> None:
    _, widget = open_widget(visit)
    button(widget, "Last").click()
    depth = (
        "(cell) => [cell.style.getPropertyValue('--hue'), +cell.style.getPropertyValue('--depth')]"
    )
    theirs = SoftmaxStepper(
        FIRST.state["logits"], FIRST.state["targets"], sample=FIRST.state["sample"]
    )
    for i, j in np.ndindex(n_classes(FIRST), n_classes(FIRST)):
        cell = cell_button(widget, f"jacobian[{i}, {j}]")
        hue, deep = cell.evaluate(depth)
        assert hue == ("var(--bp-gradient)" if i == j else "var(--bp-value)")
        assert abs(deep - 4 * abs(theirs.jacobian[i][j])) < 1e-12
        assert (cell.text_content() or "").startswith("−") == (i != j)


def test_everything_by_keyboard(visit: Visit) -> None:
    page, widget = open_widget(visit)
    address, origin = page.url, page.evaluate("performance.timeOrigin")
    logits, classes, sample = logits_of(FIRST), classes_of(FIRST), FIRST.state["sample"]
    last = last_step(FIRST)
    tab_to(page, cell_field(widget, "logits", sample, 1))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("-2.5")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    logits[sample][1] = -2.4
    choose = button(widget, "Class numbers")
    tab_to(page, choose)
    page.keyboard.press("Enter")
    tab_to(page, cell_field(widget, "targets", sample), backward=True)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("0")
    page.keyboard.press("ArrowUp")
    classes[sample] = 1
    state: dict[str, Any] = {"logits": logits, "targets": classes}
    assert_package(widget, FIRST, 0, **state)
    tab_to(page, button(widget, "Next"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert_package(widget, FIRST, 2, **state)
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    assert_package(widget, FIRST, last, **state)
    tab_to(page, cell_button(widget, f"jacobian[{classes[sample]}, {classes[sample]}]"))
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(widget.locator(".softmax-slope")).to_contain_text("∂p1∂z0")
    tab_to(page, cell_button(widget, "witnesses[0, 0]"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert_package(widget, FIRST, last - 1, **state)
    other = (sample + 1) % len(logits)
    tab_to(page, button(widget, f"Sample {other}"), backward=True)
    page.keyboard.press("Space")
    assert_package(widget, FIRST, last - 1, sample=other, **state)
    tab_to(page, widget.get_by_role("checkbox", name="Predict each number"))
    page.keyboard.press("Space")
    expect(widget.get_by_role("textbox", name=re.compile("Your value for"))).to_be_visible()
    tab_to(page, button(widget, "Reset"))
    page.keyboard.press("Enter")
    assert_package(widget, FIRST, 0)
    assert page.url == address
    assert page.evaluate("performance.timeOrigin") == origin


@OVER_HTTP
def test_each_step_is_announced(visit: Visit) -> None:
    page = visit(f"{FIRST.page}#{FIRST.anchor}?logits=[[2,0],[0,17]]&targets=[0,0]&sample=0")
    widget = live(page, FIRST, LABEL)
    status = widget.get_by_role("status")
    for step, said in enumerate([
        "Softmax: probabilities p₀ 0.8808, p₁ 0.1192.",
        "Loss: 0.126928 from the logits, 0.126928 from the probabilities; mean 8.56346.",
        "Slope of the loss: −0.567668 by p₀, 0 by the others.",
        "Jacobian: slopes of p₀ by the logits: z₀ 0.105, z₁ −0.105.",
        "Product, logit 0: the sum is −0.0596015.",
        "Product, logit 1: the sum is 0.0596015.",
        "Fused: z₀ −0.0596, z₁ 0.0596.",
        "Measured: z₀ −0.0596, z₁ 0.0596. All three agree: the two routes to 13 decimals",
    ], start=1):  # fmt: skip
        button(widget, "Next").click()
        text = f"Step {step} of 8. Sample 0, {said}"
        expect(status.filter(has_text=text)).to_have_count(1)
    button(widget, "Sample 1").click()
    said = "Sample 1, Measured: z₀ −0.5, z₁ 0.5. The two steps differ from the rest."
    expect(status.filter(has_text=said)).to_have_count(1)
    cell_field(widget, "logits", 1, 1).fill("0")
    said = "Sample 1, Measured: z₀ −0.25, z₁ 0.25. All three agree"
    expect(status.filter(has_text=said)).to_have_count(1)
    button(widget, "Reset").click()
    expect(status.filter(has_text="Reset to the values of the chapter")).to_have_count(1)


@OVER_HTTP
def test_a_number_is_hidden_until_it_is_found(visit: Visit) -> None:
    logits: Matrix = [[2, 0], [0, 17]]
    page = visit(f"{FIRST.page}#{FIRST.anchor}?logits=[[2,0],[0,17]]&targets=[0,0]&sample=0")
    widget = live(page, FIRST, LABEL)
    check = partial(assert_package, widget, FIRST, logits=logits, targets=[0, 0], sample=0)
    status = widget.get_by_role("status")
    widget.get_by_role("checkbox", name="Predict each number").check()
    answer = widget.get_by_role("textbox", name=re.compile("Your value for"))
    for step, text in enumerate(
        ["0.881", "0.127", "-0.568", "0.105", "-0.0596", "0.0596", "-0.0596"], start=1
    ):
        button(widget, "Next").click()
        check(step, hidden=True)
        expect(
            widget.locator(".softmax-lines" if step != JACOBIAN else ".softmax-slope")
        ).to_contain_text("=?")
        answer.fill("0.5")
        answer.press("Enter")
        expect(status.filter(has_text="Not yet")).to_be_visible()
        check(step, hidden=True)
        answer.fill(text)
        button(widget, "Check").click()
        expect(status.filter(has_text="Right: it is")).to_be_visible()
        check(step)
    button(widget, "Next").click()
    check(8)
    expect(answer).to_be_hidden()
    button(widget, "Sample 1").click()
    assert_package(widget, FIRST, 8, logits=logits, targets=[0, 0], sample=1)
    button(widget, "Back").click()
    hidden = partial(assert_package, widget, FIRST, 7, logits=logits, targets=[0, 0], sample=1)
    hidden(hidden=True)
    answer.fill("minus a half")
    answer.press("Enter")
    expect(status.filter(has_text="not a number")).to_be_visible()
    button(widget, "Show it").click()
    hidden()
    button(widget, "Sample 0").click()
    check(7)
    cell_field(widget, "logits", 0, 0).fill("1")
    logits[0][0] = 1
    check(7, hidden=True)
    widget.get_by_role("checkbox", name="Predict each number").uncheck()
    check(7)


@OVER_HTTP
def test_play_runs_to_the_end(visit: Visit) -> None:
    page = visit(START)
    page.clock.install()
    page.goto(page.url.replace(START, FIRST.page))
    widget = live(page, FIRST, LABEL)
    button(widget, "Play").click()
    page.clock.run_for(2500)
    button(widget, "Pause").click()
    assert 0 < int(slider(widget).input_value()) < last_step(FIRST)
    button(widget, "Play").click()
    page.clock.run_for(60_000)
    assert_package(widget, FIRST, last_step(FIRST))


@OVER_HTTP
@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("logits", "fast", "not a number"),
        ("logits", "", "Write a number"),
        ("logits", "2,5", "2.5"),
        ("logits", "1e999", "too large"),
        ("logits", "1e308", "Logits go from −1000000 to 1000000"),
        ("logits", "-1000001", "Logits go from −1000000 to 1000000"),
        ("targets", "99", "A class number is whole and from 0 to"),
        ("targets", "-1", "A class number is whole"),
        ("targets", "0.5", "A class number is whole"),
        ("targets", "cat", "not a number"),
    ],
)
def test_a_bad_input_stays_and_is_explained(visit: Visit, name: str, text: str, said: str) -> None:
    _, widget = open_widget(visit)
    choose_form(widget, "Class numbers")
    button(widget, "Last").click()
    wrong = cell_field(widget, name, 0, None if name == "targets" else 1)
    before = wrong.input_value()
    wrong.fill(text)
    expect(wrong).to_have_value(text)
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_have_accessible_description(re.compile(f".*{re.escape(said)}.*"))
    expect(widget.get_by_text("is for the last numbers that could be read")).to_be_visible()
    assert_package(widget, FIRST, last_step(FIRST))
    cell_field(widget, "logits", 0, 0).fill("0.125")  # another edit leaves it standing
    expect(wrong).to_have_value(text)
    logits = logits_of(FIRST)
    logits[0][0] = 0.125
    assert_package(widget, FIRST, last_step(FIRST), logits=logits)
    wrong.fill(before)
    expect(wrong).not_to_have_attribute("aria-invalid", "true")
    expect(widget.get_by_text("is for the last numbers that could be read")).to_be_hidden()
    assert_package(widget, FIRST, last_step(FIRST), logits=logits)


@OVER_HTTP
def test_reset(visit: Visit) -> None:
    _, widget = open_widget(visit)
    choose_form(widget, "Class numbers")
    cell_field(widget, "logits", 0, 0).fill("12")
    cell_field(widget, "logits", 0, 1).fill("wrong")
    cell_field(widget, "targets", 0).fill("7")
    samples = len(FIRST.state["logits"])
    button(widget, f"Sample {samples - 1}").click()
    widget.get_by_role("checkbox", name="Predict each number").check()
    button(widget, "Last").click()
    button(widget, "Reset").click()
    assert_package(widget, FIRST, 0)
    expect(widget.locator('[aria-invalid="true"]')).to_have_count(0)
    expect(widget.get_by_role("checkbox", name="Predict each number")).not_to_be_checked()
    button(widget, "Last").click()
    assert_package(widget, FIRST, last_step(FIRST))


@pytest.mark.parametrize("form", ["Class numbers", "One-hot"])
def test_a_copied_link_opens_the_same_state(visit: Visit, site: str, form: str) -> None:
    page, widget = open_widget(visit)
    logits = logits_of(FIRST)
    logits[0][1], logits[-1][0] = 1 / 3, -1e4
    cell_field(widget, "logits", 0, 1).fill("1/3")
    cell_field(widget, "logits", len(logits) - 1, 0).fill("-1e4")
    choose_form(widget, form)
    button(widget, f"Sample {len(logits) - 1}").click()
    slider(widget).fill(str(PRODUCT))
    widget.get_by_role("checkbox", name="Predict each number").check()
    button(widget, "Copy link").click()
    expect(widget.get_by_role("status").filter(has_text="address")).to_be_visible()
    again = visit(page.url.removeprefix(site))
    widget = live(again, FIRST, LABEL)
    expect(widget).to_be_in_viewport()
    assert_package(widget, FIRST, PRODUCT, logits=logits, sample=len(logits) - 1, hidden=True)
    expect(button(widget, form)).to_have_attribute("aria-pressed", "true")
    expect(widget.get_by_role("checkbox", name="Predict each number")).to_be_checked()


@OVER_HTTP
def test_a_link_may_bring_another_shape(visit: Visit) -> None:
    link = "?logits=[[1000,0,-1000,0]]&targets=[[0,0,1,0]]&sample=0&step=10"
    page = visit(f"{FIRST.page}#{FIRST.anchor}{link}")
    widget = live(page, FIRST, LABEL)
    theirs = {"logits": [[1000, 0, -1000, 0]], "targets": [2], "sample": 0}
    assert_package(widget, FIRST, 10, **theirs)
    cell_field(widget, "targets", 0, 0).fill("1")
    assert_package(widget, FIRST, 10, **{**theirs, "targets": [0]})
    button(widget, "Reset").click()
    assert_package(widget, FIRST, 0)
    rows, columns = np.shape(FIRST.state["logits"])
    expect(cell_field(widget, "logits", rows - 1, columns - 1)).to_be_visible()


@OVER_HTTP
def test_a_damaged_link_is_explained(visit: Visit) -> None:
    page = visit(f"{FIRST.page}#{FIRST.anchor}?step=-1")
    alert = page.locator(f"#{FIRST.anchor}").get_by_role("alert")
    for fragment in [
        "?step=-1",
        "?step=1e9",
        "?step=1.5",
        "?sample=-1",
        "?sample=9",
        "?sample=0.5",
        "?targets=[]",
        "?targets=[0]&logits=[]",
        "?targets=3",
        "?targets=[0]&logits=[[1]]",
        "?targets=[2]&logits=[[1,2]]",
        "?targets=[null]&logits=[[1,2]]",
        "?targets=[true]&logits=[[1,2]]",
        "?targets=[[1,1]]&logits=[[1,2]]",
        "?targets=[[1]]&logits=[[1,2]]",
        "?targets=[[1,0],0]&logits=[[1,2],[1,2]]",
        "?targets=[0]&logits=[[1,%222%22]]",
        "?targets=[0]&logits=[[1,2000000]]",
        "?targets=[0]&logits=[[1,1,1,1,1,1,1]]",
        "?targets=[0,0,0,0,0]&logits=[[1,2],[1,2],[1,2],[1,2],[1,2]]",
        "?targets=[0]&logits=[[1,2]]&step=9",
        "?predict=1",
        "?initial={}",
        "?losses=[]",
    ]:
        page.evaluate("(hash) => { location.hash = hash; }", FIRST.anchor + fragment)
        widget = live(page, FIRST, LABEL)
        expect(alert).to_contain_text("This link’s values cannot be used")
        assert_package(widget, FIRST, 0)
        page.evaluate("(hash) => { location.hash = hash; }", f"{FIRST.anchor}?step=3")
        expect(slider(widget)).to_have_value("3")
        expect(alert).to_be_hidden()


@OVER_HTTP
@EVERY_FIGURE
def test_on_a_phone(visit: Visit, figure: Figure) -> None:
    page, widget = open_widget(visit, figure, **PHONE)
    for step in range(last_step(figure)):
        assert_fits(page, widget)
        button(widget, "Next").tap()
        assert_package(widget, figure, step + 1)
    cell_button(widget, "dprobabilities[0, 0]").tap()
    assert_package(widget, figure, SLOPE)
    choose_form(widget, "One-hot")
    cell_field(widget, "logits", 0, 0).fill("wrong")
    assert_fits(page, widget)


@OVER_HTTP
def test_the_largest_batch_on_a_phone(visit: Visit) -> None:
    rows = str([[-1e4, -2.125, 3.0625, 0.001, 17.5, 1.5]] * 4).replace(" ", "")
    link = f"#{FIRST.anchor}?logits={rows}&targets=[0,1,2,5]&sample=0&step=0"
    page = visit(FIRST.page + link, **PHONE)
    widget = live(page, FIRST, LABEL)
    for _ in range(12):
        button(widget, "Next").tap()
        assert_fits(page, widget)
    choose_form(widget, "One-hot")
    assert_fits(page, widget)


def assert_fits(page: Page, widget: Locator) -> None:
    """Nothing is wider than a phone: neither the page, nor the figure, which would scroll."""
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    assert widget.evaluate("(root) => root.scrollWidth <= root.clientWidth")


@OVER_HTTP
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible_in_both_themes(visit: Visit, scheme: str) -> None:
    figure = FIRST  # what the others look like at first is seen with their pages
    page, widget = open_widget(visit, figure, color_scheme=scheme)
    expect(page.locator("html")).to_have_attribute("data-theme", scheme)
    find = partial(accessibility_problems, page, f"#{figure.anchor}", colours_only=scheme == "dark")
    for step in (0, SOFTMAX, LOSS, JACOBIAN, PRODUCT, last_step(figure)):
        slider(widget).fill(str(step))
        assert find() == []
    cell_field(widget, "logits", 0, 0).fill("wrong")
    choose_form(widget, "One-hot")
    widget.get_by_role("checkbox", name="Predict each number").check()
    button(widget, "Back").click()
    assert find() == []
    for j in range(n_classes(figure)):
        cell_field(widget, "logits", 0, j).fill("0" if j < 2 else "-1e4")
    button(widget, "Sample 0").click()
    widget.get_by_role("checkbox", name="Predict each number").uncheck()
    expect(cell_button(widget, "jacobian[0, 0]")).to_have_text("0.25")
    assert find() == []  # on the deepest colours
