"""The TrainingPlayer on pages of its own: its numbers, its pictures, its clock."""

from __future__ import annotations

import re
from dataclasses import replace
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
from widget import IN_JUPYTER, JUPYTER, OVER_HTTP, PHONE, button, live, tab_to

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


def place(widget: Locator) -> int:
    return int(slider(widget).input_value())


def numbers(widget: Locator) -> dict[str, list[str]]:
    """The table: what is measured, run by run."""
    rows = widget.locator(".numbers [data-measure]").all()
    return {
        str(row.get_attribute("data-measure")): row.locator("td").all_inner_texts() for row in rows
    }


def recorded(figure: Figure, epoch: int) -> dict[str, list[str]]:
    """The same, as Python recorded it."""
    clock, found = figure.state["clock"], {}
    measures = ["loss", "accuracy", "held_out_loss", "held_out_accuracy"]
    layers = list(dict.fromkeys(name for run in figure.state["runs"] for name in run["norms"]))
    for name in [*measures, *layers]:
        found[name] = []
        for run in figure.state["runs"]:
            last = run["epochs"][-1]
            frames = [frame for frame in clock if frame < last] + [last]
            own = max(frame for frame in frames if frame <= epoch)
            values = run["norms"].get(name, []) if name in layers else run[name]
            steps = frames if name in layers else run["epochs"]
            found[name].append(format_number(values[steps.index(own)]) if values else "–")
    return {name: texts for name, texts in found.items() if set(texts) != {"–"}}


def painted(widget: Locator) -> list[list[int]]:
    """Of each picture: how light it is, from 0 to 255, and how many pixels are rather orange."""
    found: list[list[int]] = widget.locator(".map canvas").evaluate_all(
        """(all) => all.map((canvas) => {
          const { width, height } = canvas;
          const context = new OffscreenCanvas(width, height).getContext("2d");
          context.drawImage(canvas, 0, 0);
          const { data } = context.getImageData(0, 0, width, height);
          let [sum, orange] = [0, 0];
          for (let i = 0; i < data.length; i += 4) {
            sum += data[i] + data[i + 1] + data[i + 2];
            if (data[i] > data[i + 2] + 40) orange += 1;
          }
          return [Math.round(sum / (3 * width * height)), orange];
        })"""
    )
    return found


@OVER_HTTP
@EVERY_FIGURE
def test_every_frame_has_its_numbers(visit: Visit, figure: Figure) -> None:
    _, widget = open_widget(visit, figure)
    clock = figure.state["clock"]
    for at in (0, 1, len(clock) // 2, len(clock) - 1):
        slider(widget).fill(str(at))
        expect(slider(widget)).to_have_attribute(
            "aria-valuetext", f"Epoch {clock[at]} of {clock[-1]}"
        )
        assert numbers(widget) == recorded(figure, clock[at])
    ended = [run["epochs"][-1] for run in figure.state["runs"] if run["epochs"][-1] < clock[-1]]
    expect(widget.locator(".run-ended")).to_have_text([f" ended at {epoch}" for epoch in ended])


def test_pictures_move_with_the_clock_and_stay_at_an_end(visit: Visit) -> None:
    _, widget = open_widget(visit)
    pictures = widget.locator(".map [role=img]")
    told: list[list[str]] = []
    for at in (0, CLOCK.index(8), len(CLOCK) - 2, len(CLOCK) - 1):
        slider(widget).fill(str(at))
        expect(pictures.first).to_have_accessible_name(re.compile(rf"at epoch {CLOCK[at]}: class"))
        expect(pictures.last).to_have_accessible_name(
            re.compile(rf"at epoch {min(CLOCK[at], 20)}: class 0 on \d+ %")
        )
        told.append([str(each.get_attribute("aria-label")) for each in pictures.all()])
    adam, short = zip(*told, strict=True)
    assert len(set(adam)) == 4
    assert len(set(short)) == 3


@OVER_HTTP
def test_the_canvas_follows_the_theme_and_paper(visit: Visit) -> None:
    page, widget = open_widget(visit)
    slider(widget).fill(str(len(CLOCK) - 1))
    name = re.compile(rf"at epoch {CLOCK[-1]}: ")
    expect(widget.locator(".map [role=img]").first).to_have_accessible_name(name)
    before = painted(widget)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    expect(widget).to_have_css("background-color", "rgb(27, 32, 39)")
    dark = painted(widget)
    assert all(now[0] < was[0] - 50 for was, now in zip(before, dark, strict=True))
    assert all(orange == 0 for _, orange in before + dark)  # that is the colour of gradients
    page.emulate_media(media="print")
    for _ in range(100):  # it is painted anew in a frame of its own
        if painted(widget) == before:
            break
        page.wait_for_timeout(20)
    assert painted(widget) == before


@OVER_HTTP
def test_the_chart_shows_what_is_chosen_in_the_table(visit: Visit) -> None:
    _, widget = open_widget(visit)

    def lines() -> list[str | None]:
        return [each.get_attribute("d") for each in chart.locator(".chart-line").all()]

    chart = widget.locator(".line-chart")
    expect(chart).to_have_accessible_name(re.compile("^Loss: Adam over 60 epochs from"))
    loss = lines()
    logarithmic = widget.get_by_role("checkbox", name="Logarithmic loss", exact=True)
    logarithmic.check()
    assert all(now != was for was, now in zip(loss, lines(), strict=True))
    widget.get_by_role("radio", name="Accuracy", exact=True).check()
    expect(chart).to_have_accessible_name(re.compile("^Accuracy: "))
    accuracy = lines()
    logarithmic.uncheck()
    assert lines() == accuracy
    widget.get_by_role("radio", name="Gradient norm, layers[2]").check()
    expect(chart).to_have_accessible_name(re.compile(r"^Gradient norm, layers\[2\]: "))
    assert place(widget) == 0


@OVER_HTTP
def test_a_click_on_the_chart_leads_to_its_epoch(visit: Visit) -> None:
    page, widget = open_widget(visit)
    box = widget.locator(".line-chart").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + box["height"] / 2)
    expect(slider(widget)).not_to_have_value("0")
    assert 25 < CLOCK[place(widget)] < 45
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 2 * box["width"], box["y"])
    page.mouse.up()
    expect(slider(widget)).to_have_value(str(len(CLOCK) - 1))


def test_everything_by_keyboard(visit: Visit) -> None:
    page, widget = open_widget(visit, **MOVING)
    tab_to(page, button(widget, "Next"))
    for key in ("Enter", "ArrowRight", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
    expect(slider(widget)).to_have_value("2")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(slider(widget)).to_have_value("3")
    page.keyboard.press(" ")
    expect(button(widget, "Pause")).to_be_visible()
    page.keyboard.press(" ")
    expect(button(widget, "Play")).to_be_visible()
    stood = place(widget)
    tab_to(page, widget.get_by_role("radio", name="Loss", exact=True))
    page.keyboard.press("ArrowDown")
    expect(widget.get_by_role("radio", name="Accuracy", exact=True)).to_be_checked()
    tab_to(page, speed(widget))
    page.keyboard.press("ArrowDown")
    expect(speed(widget)).to_have_value("2")
    assert place(widget) == stood
    assert page.evaluate("window.turned") == 0


def with_clock(visit: Visit, figure: Figure = RUNS, **options: Any) -> tuple[Page, Locator]:
    page = visit(figure.page, **options)
    page.clock.install(time=0)
    page.clock.pause_at(1000)  # only the test moves it
    page.reload()
    return page, live(page, figure, LABEL)


@OVER_HTTP
def test_play_pause_and_speed(visit: Visit) -> None:
    page, widget = with_clock(visit, **MOVING)
    page.clock.run_for(5000)
    assert place(widget) == 0  # it never begins by itself
    button(widget, "Play").click()
    page.clock.run_for(1200)
    assert 3 <= place(widget) <= 4
    speed(widget).select_option("4×")
    page.clock.run_for(800)
    assert 9 <= place(widget) <= 17
    button(widget, "Pause").click()
    stood = place(widget)
    page.clock.run_for(5000)
    assert place(widget) == stood
    button(widget, "Play").click()
    page.clock.run_for(10_000)
    assert place(widget) == len(CLOCK) - 1
    button(widget, "Play").click()
    assert place(widget) == 0  # from the start again


@OVER_HTTP
def test_a_reader_who_wants_less_motion_sees_stills(visit: Visit) -> None:
    page, widget = with_clock(visit, reduced_motion="reduce")
    speed(widget).select_option("4×")
    button(widget, "Play").click()
    seen = [place(widget)]
    for _ in range(14):
        page.clock.run_for(1100)
        seen.append(place(widget))
    assert seen[:4] == [0, 4, 8, 12]
    assert seen[-1] == len(CLOCK) - 1


@OVER_HTTP
def test_it_is_told_at_a_pause_and_not_at_each_frame(visit: Visit) -> None:
    page, widget = with_clock(visit, **MOVING)
    status = widget.locator("[role=status][aria-live=polite]").last
    button(widget, "Play").click()
    page.clock.run_for(2500)
    expect(status).to_have_text("")
    button(widget, "Pause").click()
    page.clock.run_for(250)
    told = status.inner_text()
    assert told.startswith(f"Epoch {CLOCK[place(widget)]}. Adam: loss {numbers(widget)['loss'][0]}")
    button(widget, "Last").click()
    expect(status).to_contain_text("which ended at epoch 20: loss")


@OVER_HTTP
def test_it_waits_while_it_is_scrolled_away(visit: Visit) -> None:
    page, widget = with_clock(visit, **MOVING)
    page.evaluate("document.body.style.paddingBottom = '300vh'")
    button(widget, "Play").click()
    page.clock.run_for(1200)
    stood = place(widget)
    assert stood > 0

    def scroll(to: str) -> None:
        # A second observer is told after the widget's own.
        widget.evaluate(
            """(root, to) => new Promise((told) => {
              scrollTo(0, to === "away" ? 2 * innerHeight : 0);
              new IntersectionObserver(told).observe(root.querySelector(".transport"));
            })""",
            to,
        )

    scroll("away")
    page.clock.run_for(5000)
    assert stood <= place(widget) <= stood + 1
    scroll("back")
    page.clock.run_for(1200)
    assert place(widget) > stood + 2


@OVER_HTTP
def test_it_waits_while_its_tab_is_hidden(visit: Visit) -> None:
    page, widget = with_clock(visit, **MOVING)
    button(widget, "Play").click()
    page.clock.run_for(1200)

    def hide(hidden: bool) -> None:
        page.evaluate(
            """(hidden) => {
              Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
              document.dispatchEvent(new Event("visibilitychange"));
            }""",
            hidden,
        )

    stood = place(widget)
    assert stood > 0
    hide(True)
    page.clock.run_for(5000)
    assert stood <= place(widget) <= stood + 1
    hide(False)
    page.clock.run_for(1200)
    assert place(widget) > stood + 2


@OVER_HTTP
def test_a_link_of_the_first_edition_opens_its_epoch(visit: Visit) -> None:
    page = visit(f"{RUNS.page}#runs?epoch={CLOCK[3]}&speed=2")
    widget = live(page, RUNS, LABEL)
    expect(slider(widget)).to_have_value("3")
    expect(speed(widget)).to_have_value("2")
    alert = page.locator("#runs").get_by_role("alert")
    for fragment in ("epoch=61", "epoch=1.5", 'epoch="x"', "speed=3", "playing=true", "runs=[]"):
        page.evaluate("(hash) => { location.hash = hash; }", f"runs?{fragment}")
        expect(alert).to_contain_text("cannot be used")
        expect(slider(live(page, RUNS, LABEL))).to_have_value("0")


@OVER_HTTP
def test_damaged_data_leave_the_table(visit: Visit) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("visits.Watch.follow", lambda *_: None)  # the page warns, as it should
        page = visit("damaged.html")
    expect(page.get_by_role("alert")).to_contain_text("The recorded parameters are damaged.")
    assert_tables(page, replace(FIGURES["alone"], page="damaged.html"))


@OVER_HTTP
def test_a_phone_shows_one_picture_at_a_time(visit: Visit) -> None:
    _, widget = open_widget(visit, **PHONE)
    expect(widget.locator(".map:visible")).to_have_count(1)
    widget.get_by_role("radio", name=re.compile("^Gradient descent")).check(force=True)
    expect(widget.locator(".map:visible .run-label")).to_have_text(re.compile("^Gradient descent"))


def assert_tables(page: Page, figure: Figure) -> None:
    runs = figure.state["runs"]
    tables = page.locator(f"#{figure.anchor} .backprop-snapshot table, #{figure.anchor} > table")
    expect(tables).to_have_count(len(runs))
    for table, run in zip(tables.all(), runs, strict=True):
        expect(table).to_be_visible()
        for row, at in ((1, 0), (-1, -1)):
            cells = table.get_by_role("row").all()[row]
            values = [run["loss"][at], *(norms[at] for norms in run["norms"].values())]
            for number in values:
                expect(cells).to_contain_text(format_number(number))


@OVER_HTTP
def test_python_moves_it_and_two_views_keep_one_clock(visit: Visit) -> None:
    """Jupyter's module, twice on one model."""
    page = visit("alone.html", **MOVING, viewport={"width": 1280, "height": 1400}, **JUPYTER)
    page.clock.install(time=0)
    page.clock.pause_at(1000)  # only the test moves it
    page.evaluate("document.body.replaceChildren()")
    source = (STATIC / "jupyter" / "training_player.js").read_text(encoding="utf-8")
    page.evaluate(IN_JUPYTER, [source, {**FIGURES["alone"].state, "playing": False}])
    page.evaluate(
        """async (source) => {
          const module = new Blob([source], { type: "text/javascript" });
          const { default: widget } = await import(URL.createObjectURL(module));
          const el = document.createElement("div");
          document.documentElement.append(el);
          widget.render({ model, el });
        }""",
        source,
    )
    views = page.get_by_role("group", name=LABEL)
    expect(views).to_have_count(2)
    page.evaluate("model.set('step', 20)")
    page.evaluate("model.set('speed', 2)")
    for widget in views.all():
        expect(slider(widget)).to_have_value("20")
        expect(speed(widget)).to_have_value("2")
        expect(button(widget, "Copy link")).to_have_count(0)
    page.evaluate("model.set('playing', true)")
    page.clock.run_for(600)
    moved = place(views.first)
    assert 22 <= moved <= 24
    expect(slider(views.last)).to_have_value(str(moved))
    button(views.last, "Pause").click()
    expect(button(views.first, "Play")).to_be_visible()
    assert page.evaluate("model.get('playing')") is False
    assert page.evaluate("model.get('step')") == moved
