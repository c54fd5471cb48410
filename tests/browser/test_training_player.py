"""The TrainingPlayer on pages of its own, over http and from the disk."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from backprop.numbers import format_number
from backprop.widgets import TrainingPlayer
from backprop.widgets.book_widget import STATIC
from built_site import Figure
from own_pages import figure_of, site_of
from training_runs import HELD_OUT, TRAINING, regression, two_runs
from visits import Visit
from widget import (
    IN_JUPYTER,
    OVER_HTTP,
    PHONE,
    accessibility_problems,
    button,
    live,
    tab_to,
)

LABEL = "Training player"
MOVING = {"reduced_motion": "no-preference"}

NETWORKS = two_runs()
PLAYERS = {
    "runs": TrainingPlayer(NETWORKS, TRAINING, held_out=HELD_OUT, anchor="runs"),
    "alone": TrainingPlayer({"Adam": NETWORKS["Adam"]}, TRAINING, anchor="alone"),
}
line, lots = regression()
PLAYERS["curves"] = TrainingPlayer({"a neuron": line}, lots, anchor="curves")
FIGURES = {name: figure_of(player) for name, player in PLAYERS.items()}
RUNS = FIGURES["runs"]
CLOCK = PLAYERS["runs"].clock
EVERY_FIGURE = pytest.mark.parametrize("figure", FIGURES.values(), ids=str)

ALONE = PLAYERS["alone"]
DAMAGED = ALONE.html().replace(ALONE.runs[0]["parameters"], "AAAA")
site = site_of(list(FIGURES.values()), {"damaged.html": DAMAGED})


def open_widget(visit: Visit, figure: Figure = RUNS, **options: Any) -> tuple[Page, Locator]:
    page = visit(figure.page, **options)
    return page, live(page, figure, LABEL)


def slider(widget: Locator) -> Locator:
    return widget.get_by_role("slider", name="Epoch", exact=True)


def speed(widget: Locator) -> Locator:
    return widget.get_by_role("combobox", name="Speed")


def logarithmic(widget: Locator) -> Locator:
    return widget.get_by_role("checkbox", name="Logarithmic loss", exact=True)


def drag(widget: Locator, frame: int) -> None:
    slider(widget).fill(str(frame))


def assert_epoch(widget: Locator, figure: Figure, epoch: int) -> None:
    """Every number of every run is the one that Python recorded for this epoch of the clock."""
    clock = figure.state["clock"]
    expect(slider(widget)).to_have_value(str(clock.index(epoch)))
    expect(slider(widget)).to_have_attribute("aria-valuetext", f"Epoch {epoch} of {clock[-1]}")
    for run in figure.state["runs"]:
        panel = widget.get_by_role("group", name=run["label"], exact=True)
        last = run["epochs"][-1]
        frames = [frame for frame in clock if frame < last] + [last]
        own = max(frame for frame in frames if frame <= epoch)
        told = f"ended at epoch {last}" if epoch > last else f"epoch {own}"
        expect(panel.locator(".run-epoch")).to_have_text(told)
        at = run["epochs"].index(own)
        curves = [
            ("training", run["loss"][at]),
            *(("held out", values[at]) for values in [run["held_out_loss"]] if values),
            *(("training", values[at]) for values in [run["accuracy"]] if values),
            *(("held out", values[at]) for values in [run["held_out_accuracy"]] if values),
            *((layer, norms[frames.index(own)]) for layer, norms in run["norms"].items()),
        ]
        expect(panel.locator(".run-key")).to_have_text(
            [
                re.compile(rf"^\s*{re.escape(name)} {format_number(value)}$")
                for name, value in curves
            ]
        )


def painted(widget: Locator) -> list[tuple[float, int]]:
    """How light each decision boundary is, from 0 to 255, and how many colours it has."""
    found: list[tuple[float, int]] = widget.locator(".boundary-picture canvas").evaluate_all(
        """(all) => all.map((canvas) => {
          const context = new OffscreenCanvas(240, 240).getContext("2d");
          context.drawImage(canvas, 0, 0);
          const { data } = context.getImageData(0, 0, 240, 240);
          const colours = new Set();
          let sum = 0;
          for (let i = 0; i < data.length; i += 4) {
            colours.add(data.slice(i, i + 3).join());
            sum += data[i] + data[i + 1] + data[i + 2];
          }
          return [sum / (3 * 240 * 240), colours.size];
        })"""
    )
    return found


@EVERY_FIGURE
def test_every_frame_has_its_numbers(visit: Visit, figure: Figure) -> None:
    _, widget = open_widget(visit, figure)
    clock = figure.state["clock"]
    assert_epoch(widget, figure, 0)
    for epoch in clock[1:5]:
        button(widget, "Next").click()
        assert_epoch(widget, figure, epoch)
    button(widget, "Back").click()
    assert_epoch(widget, figure, clock[3])
    button(widget, "Last").click()
    assert_epoch(widget, figure, clock[-1])
    drag(widget, len(clock) // 2)
    assert_epoch(widget, figure, clock[len(clock) // 2])
    button(widget, "First").click()
    assert_epoch(widget, figure, 0)


def test_boundaries_move_with_the_clock_and_stay_at_an_end(visit: Visit) -> None:
    _, widget = open_widget(visit)
    pictures = widget.locator(".boundary-picture")
    told: list[list[str | None]] = []
    for epoch in (0, 20, CLOCK[-2], CLOCK[-1]):
        drag(widget, CLOCK.index(max(frame for frame in CLOCK if frame <= epoch)))
        told.append([picture.get_attribute("aria-label") for picture in pictures.all()])
        assert all(colours > 100 for _, colours in painted(widget))
    adam, short = zip(*told, strict=True)
    assert len(set(adam)) == 4
    assert len(set(short)) == 3 - (20 in CLOCK)
    assert short[-1] == short[-2]
    assert f"Decision boundary of Adam at epoch {CLOCK[-1]}: class 0 on" in str(adam[-1])
    assert (
        "Decision boundary of Gradient descent that ends after 20 epochs at epoch 20: class 0 on"
        in str(short[-1])
    )


@OVER_HTTP
def test_the_canvas_follows_the_theme(visit: Visit) -> None:
    page, widget = open_widget(visit)
    button(widget, "Last").click()
    before = painted(widget)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    expect(widget).to_have_css("background-color", "rgb(27, 32, 39)")
    for (light, _), (dark, _) in zip(before, painted(widget), strict=True):
        assert dark < light - 50


@OVER_HTTP
def test_without_two_inputs_there_are_curves_alone(visit: Visit) -> None:
    _, widget = open_widget(visit, FIGURES["curves"])
    expect(widget.locator("canvas")).to_have_count(0)
    charts = widget.get_by_role("img")
    expect(charts).to_have_count(2)
    expect(charts.first).to_have_accessible_name(
        re.compile(r"Loss of a neuron over 30 epochs: training from .* to .*\.")
    )


def test_everything_by_keyboard(visit: Visit) -> None:
    page, widget = open_widget(visit, **MOVING)
    tab_to(page, button(widget, "Next"))
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert_epoch(widget, RUNS, CLOCK[2])
    tab_to(page, slider(widget))
    page.keyboard.press("ArrowRight")
    assert_epoch(widget, RUNS, CLOCK[3])
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    assert_epoch(widget, RUNS, CLOCK[-1])
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    assert_epoch(widget, RUNS, 0)
    page.keyboard.press(" ")
    expect(button(widget, "Pause")).to_be_visible()
    page.keyboard.press(" ")
    expect(button(widget, "Play")).to_be_visible()
    tab_to(page, speed(widget))
    page.keyboard.press("ArrowDown")
    expect(speed(widget)).to_have_value("2")
    before = slider(widget).input_value()
    page.keyboard.press("ArrowUp")
    expect(speed(widget)).to_have_value("1")
    assert slider(widget).input_value() == before
    tab_to(page, button(widget, "Copy link"))
    page.keyboard.press("Enter")
    expect(widget.get_by_role("status").filter(has_text="address")).to_be_visible()
    assert page.evaluate("window.turned") == 0


def with_clock(visit: Visit, figure: Figure = RUNS, **options: Any) -> tuple[Page, Locator]:
    page = visit(figure.page, **options)
    page.clock.install(time=0)
    page.clock.pause_at(1000)  # only the test moves it
    page.reload()
    return page, live(page, figure, LABEL)


def position(widget: Locator) -> int:
    return int(slider(widget).input_value())


def test_play_pause_and_speed(visit: Visit) -> None:
    page, widget = with_clock(visit, **MOVING)
    page.clock.run_for(5000)
    assert position(widget) == 0  # it never begins by itself
    button(widget, "Play").click()
    page.clock.run_for(1010)
    assert position(widget) == 4
    speed(widget).select_option("4×")
    page.clock.run_for(240)
    page.clock.run_for(630)
    assert 12 <= position(widget) <= 16
    button(widget, "Pause").click()
    stood = position(widget)
    page.clock.run_for(5000)
    assert_epoch(widget, RUNS, CLOCK[stood])
    button(widget, "Play").click()
    page.clock.run_for(10_000)
    assert_epoch(widget, RUNS, CLOCK[-1])
    expect(button(widget, "Play")).to_be_visible()
    button(widget, "Play").click()
    assert position(widget) == 0  # from the start again
    page.clock.run_for(70)
    assert position(widget) == 1
    drag(widget, 20)
    page.clock.run_for(5000)
    assert_epoch(widget, RUNS, CLOCK[20])


@OVER_HTTP
def test_a_reader_who_wants_less_motion_sees_stills(visit: Visit) -> None:
    page, widget = with_clock(visit, reduced_motion="reduce")
    speed(widget).select_option("4×")
    button(widget, "Play").click()
    seen = [position(widget)]
    for _ in range(14):
        page.clock.run_for(1000)
        seen.append(position(widget))
    stride = -(-(len(CLOCK) - 1) // 10)
    assert seen[:4] == [0, stride, 2 * stride, 3 * stride]
    assert len(set(seen)) <= 11
    assert seen[-1] == len(CLOCK) - 1
    page.clock.run_for(990)
    expect(button(widget, "Play")).to_be_visible()


@OVER_HTTP
def test_it_is_told_at_a_pause_and_not_at_each_frame(visit: Visit) -> None:
    page, widget = with_clock(visit, **MOVING)
    status = widget.get_by_role("status").and_(widget.locator(".visually-hidden"))
    button(widget, "Play").click()
    for _ in range(10):
        page.clock.run_for(250)
        expect(status).to_have_text("")
    button(widget, "Pause").click()
    page.clock.run_for(250)
    run = RUNS.state["runs"][0]
    epoch = CLOCK[position(widget)]
    loss = format_number(run["loss"][run["epochs"].index(epoch)])
    expect(status).to_contain_text(f"Epoch {epoch}. Adam: training loss {loss}, held out loss")
    button(widget, "Last").click()
    page.clock.run_for(250)
    expect(status).to_contain_text(
        "Gradient descent that ends after 20 epochs, which ended at epoch 20: training loss"
    )


@OVER_HTTP
def test_a_click_on_a_chart_leads_to_its_epoch(visit: Visit) -> None:
    page, widget = open_widget(visit)
    chart = widget.get_by_role("img", name=re.compile("Loss of Adam"))
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + box["height"] / 2)
    expect(slider(widget)).not_to_have_value("0")
    epoch = CLOCK[position(widget)]
    assert 20 < epoch < 45
    assert_epoch(widget, RUNS, epoch)


def test_a_copied_link_opens_the_same_state(visit: Visit, site: str) -> None:
    page, widget = open_widget(visit)
    drag(widget, 17)
    speed(widget).select_option("0.5×")
    logarithmic(widget).check()
    button(widget, "Copy link").click()
    expect(widget.get_by_role("status").filter(has_text="address")).to_be_visible()
    assert page.url.endswith(f"#runs?epoch={CLOCK[17]}&speed=0.5&log_scale=true")
    again = visit(page.url.removeprefix(site))
    widget = live(again, RUNS, LABEL)
    assert_epoch(widget, RUNS, CLOCK[17])
    expect(speed(widget)).to_have_value("0.5")
    expect(logarithmic(widget)).to_be_checked()
    expect(button(widget, "Play")).to_be_visible()
    button(widget, "Next").click()
    expect(widget.get_by_role("status").filter(has_text="address")).to_have_count(0)


def test_a_damaged_link_is_explained(visit: Visit) -> None:
    page = visit(f"{RUNS.page}#runs?epoch=61")
    alert = page.locator("#runs").get_by_role("alert")
    for fragment, said in [
        ("?epoch=61", "“epoch” is a whole number from 0 to 60"),
        ("?epoch=-1", "from 0 to 60"),
        ("?epoch=1.5", "from 0 to 60"),
        ('?epoch="x"', "must be a number"),
        ("?speed=3", "“speed” is one of"),
        ("?playing=true", "no “playing”"),
        ("?runs=[]", "no “runs”"),
        ("?epoch=", "cannot be read"),
    ]:
        page.evaluate("(hash) => { location.hash = hash; }", f"runs{fragment}")
        widget = live(page, RUNS, LABEL)
        expect(alert).to_contain_text("This link’s values cannot be used")
        expect(alert).to_contain_text(said)
        assert_epoch(widget, RUNS, 0)
        page.evaluate("(hash) => { location.hash = hash; }", f"runs?epoch={CLOCK[3]}")
        assert_epoch(widget, RUNS, CLOCK[3])
        expect(alert).to_be_hidden()


@OVER_HTTP
def test_damaged_data_leave_the_table(visit: Visit) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("visits.Watch.follow", lambda *_: None)  # the page warns, as it should
        page = visit("damaged.html")
    expect(page.get_by_role("alert")).to_contain_text("The recorded parameters are damaged.")
    assert_tables(page, replace(FIGURES["alone"], page="damaged.html"))


@OVER_HTTP
@EVERY_FIGURE
def test_on_a_phone(visit: Visit, figure: Figure) -> None:
    page, widget = open_widget(visit, figure, **PHONE)
    wide = "document.scrollingElement.scrollWidth"
    assert page.evaluate(wide) <= 390
    # Within the window however long the runs are.
    expect(button(widget, "Next")).to_be_in_viewport()
    button(widget, "Next").tap()
    assert_epoch(widget, figure, 1)
    button(widget, "Last").tap()
    assert_epoch(widget, figure, figure.state["clock"][-1])
    assert page.evaluate(wide) <= 390
    tops = [panel.bounding_box() for panel in widget.locator(".run-panel").all()]
    boxes = [box for box in tops if box]
    assert len({box["x"] for box in boxes}) == 1
    assert all(below["y"] > box["y"] + box["height"] - 1 for box, below in pairwise(boxes))


@OVER_HTTP
def test_a_logarithmic_axis_for_the_losses_alone(visit: Visit) -> None:
    _, widget = open_widget(visit)
    drag(widget, 7)

    def heights(title: str) -> list[list[str | None]]:
        charts = widget.get_by_role("img", name=re.compile(f"^{title} of")).all()
        lines = [line for chart in charts for line in chart.locator(".chart-line").all()]
        dots = [dot for chart in charts for dot in chart.locator(".chart-dot").all()]
        return [
            [line.get_attribute("points") for line in lines],
            [dot.get_attribute("cx") for dot in dots],
        ]

    before = {title: heights(title) for title in ("Loss", "Accuracy", "Gradient norm")}
    logarithmic(widget).check()
    assert heights("Accuracy") == before["Accuracy"]
    assert heights("Gradient norm") == before["Gradient norm"]
    assert all(new != old for new, old in zip(heights("Loss")[0], before["Loss"][0], strict=True))
    assert_epoch(widget, RUNS, CLOCK[7])
    logarithmic(widget).uncheck()
    assert heights("Loss") == before["Loss"]


@OVER_HTTP
def test_runs_stand_side_by_side_on_one_scale(visit: Visit) -> None:
    _, widget = open_widget(visit, viewport={"width": 640, "height": 900})
    labels = [label.bounding_box() for label in widget.locator(".run-head").all()]
    heights = [label["height"] for label in labels if label]
    assert heights[1] > 1.5 * heights[0]
    boxes = [panel.bounding_box() for panel in widget.locator(".run-panel").all()]
    assert len({box["y"] for box in boxes if box}) == 1
    assert len({box["x"] for box in boxes if box}) == 2
    for title in ("Loss", "Accuracy", "Gradient norm"):
        charts = widget.get_by_role("img", name=re.compile(f"^{title} of"))
        expect(charts).to_have_count(2)
        axes = [chart.locator(".chart-axes text").all_inner_texts() for chart in charts.all()]
        assert axes[0] == axes[1]
        places = [chart.bounding_box() for chart in charts.all()]
        assert len({place["y"] for place in places if place}) == 1


@OVER_HTTP
@EVERY_FIGURE
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible_in_both_themes(visit: Visit, figure: Figure, scheme: str) -> None:
    page, widget = open_widget(visit, figure, color_scheme=scheme)
    page.evaluate(
        """(scheme) => {
          document.documentElement.dataset.theme = scheme;
          document.body.style.background = scheme === "dark" ? "#14181e" : "#ffffff";
          document.body.style.color = scheme === "dark" ? "#ced6dd" : "#222832";
        }""",
        scheme,
    )
    find = partial(accessibility_problems, page, f"#{figure.anchor}")
    drag(widget, 3)
    assert find() == []
    button(widget, "Last").click()
    assert find() == []


@EVERY_FIGURE
def test_without_scripts_it_is_a_table(visit: Visit, figure: Figure) -> None:
    assert_tables(visit(figure.page, java_script_enabled=False), figure)


@OVER_HTTP
@EVERY_FIGURE
def test_in_print_it_is_a_table(visit: Visit, figure: Figure) -> None:
    page, widget = open_widget(visit, figure)
    page.emulate_media(media="print")
    assert_tables(page, figure)
    expect(widget).to_be_hidden()


def assert_tables(page: Page, figure: Figure) -> None:
    runs = figure.state["runs"]
    tables = page.locator(f"#{figure.anchor} table")
    expect(tables).to_have_count(len(runs))
    for table, run in zip(tables.all(), runs, strict=True):
        expect(table).to_be_visible()
        for row, at in ((1, 0), (-1, -1)):
            cells = table.get_by_role("row").all()[row]
            numbers = [values[at] for values in (run["loss"], run["accuracy"]) if values]
            norms = [values[at] for values in run["norms"].values()]
            expect(cells.get_by_role("rowheader")).to_have_text(str(run["epochs"][at]))
            for number in numbers + norms:
                expect(cells).to_contain_text(format_number(number))


@OVER_HTTP
def test_python_moves_it_and_two_views_keep_one_clock(visit: Visit) -> None:
    """Jupyter's module, twice on one model."""
    page = visit("alone.html", **MOVING)
    page.clock.install(time=0)
    page.clock.pause_at(1000)  # only the test moves it
    figure = FIGURES["alone"]
    page.evaluate("document.body.replaceChildren()")
    source = (STATIC / "jupyter" / "training_player.js").read_text(encoding="utf-8")
    page.evaluate(IN_JUPYTER, [source, {**figure.state, "playing": False}])
    page.evaluate(
        """async (source) => {
          const module = new Blob([source], { type: "text/javascript" });
          const { default: widget } = await import(URL.createObjectURL(module));
          widget.render({ model, el: document.body });
        }""",
        source,
    )
    views = page.get_by_role("group", name=LABEL).all()
    assert len(views) == 2
    page.evaluate("model.set('epoch', 30)")
    page.evaluate("model.set('speed', 2)")
    clock = figure.state["clock"]
    start = max(place for place, epoch in enumerate(clock) if epoch <= 30)
    for widget in views:
        expect(slider(widget)).to_have_value(str(start))
        expect(speed(widget)).to_have_value("2")
        expect(button(widget, "Copy link")).to_have_count(0)
    page.evaluate("model.set('playing', true)")
    for widget in views:
        expect(button(widget, "Pause")).to_be_visible()
    page.clock.run_for(510)
    for widget in views:
        expect(slider(widget)).to_have_value(str(start + 4))
    button(views[1], "Pause").click()
    expect(button(views[0], "Play")).to_be_visible()
    assert page.evaluate("model.get('playing')") is False
    assert page.evaluate("model.get('epoch')") == clock[start + 4]
