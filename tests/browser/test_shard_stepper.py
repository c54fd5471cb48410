"""The ShardStepper against the package; what all widgets share: test_every_widget."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from backprop.widgets import ShardStepper
from built_site import Figure
from own_pages import figure_of, site_of
from visits import Visit
from widget import OVER_HTTP, PHONE, assert_close, button, field, live, numbers, slider

LABEL = "Shard stepper"
X, Y = [2, 1, 3, 1, -1, 2], [8, 6, 8, 5, -3, -1]
SPLIT = [[0, 1, 2], [3, 4], [5]]
BATCH = figure_of(ShardStepper(X, Y, weight=2, shards=SPLIT))
FULL = figure_of(
    ShardStepper(
        [-12.125] * 8, [45.5] * 8, weight=-2.75, shards=[[*range(8)], [], [], []], anchor="full"
    )
)
SPREAD = figure_of(
    ShardStepper(
        [2.25, 1.2, -1.1, 112.25, 4.5, 3.3, 2.6, 1],
        [8, 5, -3, 8, 20, 15, -1, 2],
        weight=2.125,
        shards=[[0, 1], [2], [], [3, 4, 5, 6, 7]],
        anchor="spread",
    )
)
site = site_of([BATCH, FULL, SPREAD])


def open_widget(visit: Visit, query: str = "", **options: Any) -> tuple[Page, Locator]:
    page = visit(f"{BATCH.page}#{BATCH.anchor}?{query}" if query else BATCH.page, **options)
    return page, live(page, BATCH, LABEL)


def assert_shown(widget: Locator, step: int, shards: list[list[int]], **given: Any) -> None:
    """What a step has brought, and nothing that a later one brings."""
    theirs = ShardStepper(**{"inputs": X, "targets": Y, "weight": 2, "shards": shards, **given})
    expect(slider(widget)).to_have_value(str(step))
    expected = {f"gradient {k}": each for k, each in enumerate(theirs.gradients)}
    weight = theirs.after if step == 6 else theirs.weight
    expected |= {f"weight {worker}": weight for worker in range(len(shards))}
    for since, name, values in ((1, "mean", theirs.means), (3, "part", theirs.parts)):
        if step >= since:
            known = {f"{name} {k}": each for k, each in enumerate(values) if each is not None}
            expected |= known
    if step >= 4:
        expected["total"] = theirs.total
    if step >= 5:
        expected |= {"result total": theirs.total, "one machine": theirs.one_machine}
        if theirs.plain is not None:
            expected["plain"] = theirs.plain
    if step >= 6:
        expected["after"] = theirs.after
    shown = numbers(widget, "data-cell")
    assert_close({name: x for name, x in shown.items() if not name.startswith("sum ")}, expected)


def chip(widget: Locator, sample: int) -> Locator:
    return widget.get_by_role("slider", name=f"Sample {sample}, gradient")


def middle(page_part: Locator) -> tuple[float, float]:
    box = page_part.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_each_step_is_the_package_s(visit: Visit) -> None:
    _, widget = open_widget(visit)
    for step in range(7):
        slider(widget).fill(str(step))
        assert_shown(widget, step, SPLIT)
    assert numbers(widget, "data-cell")["sum 0+1"] == pytest.approx(-3 - 2 / 3)


@OVER_HTTP
def test_a_sample_is_dragged_to_another_worker(visit: Visit) -> None:
    page, widget = open_widget(visit, "step=5")
    page.mouse.move(*middle(chip(widget, 2)))
    page.mouse.down()
    page.mouse.move(*middle(widget.locator(".tray").nth(2)), steps=4)
    expect(widget.locator(".tray-floor[data-over=true]")).to_have_count(1)
    assert_shown(widget, 5, SPLIT)
    page.mouse.up()
    assert_shown(widget, 5, [[0, 1], [3, 4], [2, 5]])
    expect(chip(widget, 2)).to_have_attribute("aria-valuetext", "worker 2")
    expect(chip(widget, 2)).to_be_focused()
    expect(widget.locator(".tray-floor[data-over=true]")).to_have_count(0)


@OVER_HTTP
def test_a_sample_that_is_let_go_elsewhere_goes_back(visit: Visit) -> None:
    page, widget = open_widget(visit, "step=1")
    for leave in ("let go outside", "Escape"):
        page.mouse.move(*middle(chip(widget, 0)))
        page.mouse.down()
        target = ".panel" if leave == "let go outside" else ".tray >> nth=2"
        page.mouse.move(*middle(widget.locator(target)), steps=4)
        if leave == "Escape":
            page.keyboard.press("Escape")
        page.mouse.up()
        assert_shown(widget, 1, SPLIT)
        expect(widget.locator("[data-held=true]")).to_have_count(0)


@OVER_HTTP
def test_a_finger_drags_a_sample_and_the_page_stays(visit: Visit) -> None:
    page, widget = open_widget(visit, "step=1", **PHONE)
    finger = page.context.new_cdp_session(page)
    (x, y), (to_x, to_y) = middle(chip(widget, 5)), middle(widget.locator(".tray").first)
    scrolled = page.evaluate("scrollY")
    places = [("Start", x, y)]
    places += [("Move", x + (to_x - x) * k / 4, y + (to_y - y) * k / 4) for k in range(1, 5)]
    for kind, at_x, at_y in places:
        points = [{"x": at_x, "y": at_y}]
        finger.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(chip(widget, 5)).to_have_attribute("aria-valuetext", "worker 0")
    assert page.evaluate("scrollY") == scrolled
    assert_shown(widget, 1, [[0, 1, 2, 5], [3, 4], []])


@OVER_HTTP
def test_a_sample_is_moved_by_keys_and_told(visit: Visit) -> None:
    page, widget = open_widget(visit, "step=3")
    chip(widget, 5).focus()
    for key, worker in [("ArrowLeft", 1), ("ArrowRight", 2), ("ArrowRight", 2), ("Home", 0)]:
        page.keyboard.press(key)
        expect(chip(widget, 5)).to_have_attribute("aria-valuenow", str(worker))
        expect(chip(widget, 5)).to_be_focused()
    assert_shown(widget, 3, [[0, 1, 2, 5], [3, 4], []])
    assert page.evaluate("window.turned") == 0
    spoken = widget.locator("[role=status][aria-live=polite]").last
    expect(spoken).to_contain_text("Worker 0 has −8, −4, −6 and 10; worker 1 has −3 and −1;")
    expect(spoken).to_contain_text("worker 2 has no samples")
    expect(spoken).to_contain_text("Parts: worker 0 −1.333, worker 1 −0.6667, worker 2 none.")


@OVER_HTTP
def test_workers_come_and_go(visit: Visit) -> None:
    _, widget = open_widget(visit, "step=5")
    for count, shards in [
        ("4", [*SPLIT, []]),
        ("2", [[0, 1, 2], [3, 4, 5]]),
        ("1", [[0, 1, 2, 3, 4, 5]]),
        ("3", [[0, 1, 2, 3, 4, 5], [], []]),
    ]:
        widget.locator(".shard-count label").filter(has_text=count).click()
        assert_shown(widget, 5, shards)
    button(widget, "Reset").click()
    assert_shown(widget, 0, SPLIT)


@OVER_HTTP
def test_the_total_stays_and_the_plain_mean_does_not(visit: Visit) -> None:
    """With an empty shard there is no such mean; with equal ones it is right."""
    page, widget = open_widget(visit, "step=5")
    line, plain = widget.locator(".line"), widget.locator("[data-cell=plain]")
    expect(line).to_contain_text("sample 5 counts 1/3, sample 0 1/9. Each is 1/6")
    note = plain.locator("xpath=following-sibling::span")
    expect(note).to_have_text("2.67 too high, a step uphill")
    chip(widget, 5).focus()
    page.keyboard.press("Home")
    expect(plain).to_have_text("none")
    expect(note).to_have_text("0/0 at worker 2")
    expect(line).to_contain_text("0/0")
    expect(widget.locator(".mark-plain")).to_have_count(1)  # beside its name
    page.keyboard.press("End")
    chip(widget, 2).focus()
    page.keyboard.press("End")
    expect(note).to_have_text("the same")
    expect(line).to_contain_text("of one size")
    expect(widget.locator(".mark-plain")).to_have_count(2)
    assert numbers(widget, "data-cell")["total"] == pytest.approx(-2)


@OVER_HTTP
def test_numbers_are_edited_where_they_stand(visit: Visit) -> None:
    _, widget = open_widget(visit, "step=6")
    field(widget, "x of sample 0").fill("-1.5")
    field(widget, "y of sample 5").fill("1/4")
    field(widget, "Weight w").fill("0.5")
    field(widget, "Learning rate").fill("0.3")
    given = {"inputs": [-1.5, *X[1:]], "targets": [*Y[:-1], 0.25]}
    assert_shown(widget, 6, SPLIT, **given, weight=0.5, learning_rate=0.3)
    field(widget, "Learning rate").fill("0")
    expect(widget.locator(".line")).to_contain_text("positive")


@OVER_HTTP
def test_who_predicts_is_asked_for_the_chosen_worker(visit: Visit) -> None:
    _, widget = open_widget(visit, "step=3&predict=true&worker=1")
    assert not [name for name in numbers(widget, "data-cell") if name.startswith("part")]
    question = widget.locator(".question")
    expect(question).to_contain_text("What worker 1 sends:")
    button(widget, "worker 0").click()
    expect(question).to_contain_text("What worker 0 sends:")
    answer = question.get_by_role("textbox")
    for typed, says in [
        ("-18", "division by the number of samples"),
        ("-6", "plain mean of the shards' means"),
        ("-2", "plain mean of the shards' means"),
    ]:
        answer.fill(typed)
        answer.press("Enter")
        expect(widget.locator(".verdict")).to_contain_text(says)
    answer.fill("-6 · 3/6")
    answer.press("Enter")
    expect(widget.locator(".line")).to_contain_text("Right: −3")
    assert_shown(widget, 3, SPLIT)


@OVER_HTTP
@pytest.mark.parametrize(
    ("figure", "options"),
    [(FULL, {"viewport": {"width": 1280, "height": 720}}), (FULL, PHONE), (SPREAD, PHONE)],
)
def test_eight_long_numbers_on_four_trays_fit(visit: Visit, figure: Figure, options: Any) -> None:
    page = visit(f"{figure.page}#{figure.anchor}?step=5", **options)
    widget = live(page, figure, LABEL)
    overfull = widget.evaluate(
        """(root) => [...root.querySelectorAll(
          `.chip, .tree-node, .tray-weight, .shard-sums td, .line, .shard-result > *,
          .shard-picture .number-field`)]
          .filter((e) => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 2)
          .map((e) => `${e.className} ${e.textContent}`)"""
    )
    assert overfull == []
    assert "…" not in widget.locator(".chips").inner_text()
    trays = widget.locator(".shard-row").bounding_box()
    last = chip(widget, 7).bounding_box()
    assert trays
    assert last
    assert last["y"] + last["height"] <= trays["y"] + trays["height"]
    assert min(last["width"], last["height"]) >= 24
