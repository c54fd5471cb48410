"""The worksheet on a page: chosen, drawn anew, linked; the sheet or its solutions printed."""

from __future__ import annotations

import pytest
from exercise_data import exercise_script
from playwright.sync_api import Locator, Page, expect

from accessibility import accessibility_problems
from backprop.exercises.text import fill, written
from backprop.widgets import Worksheet
from own_pages import figure_of, site_of
from visits import Visit
from widget import OVER_HTTP, PHONE, button

CHAPTERS = ["01-step-through-one-neuron", "02-descend-with-the-gradient", "04-sum-over-the-batch"]
SLUGS = [page[3:] for page in CHAPTERS]
SCRIPTS = {slug: f"exercises/{slug}.js" for slug in SLUGS}
SHEET = Worksheet(CHAPTERS, scripts=SCRIPTS, count=20, seed=4)
site = site_of([figure_of(SHEET)], {SCRIPTS[slug]: exercise_script(slug) for slug in SLUGS})


def sheet(page: Page) -> Locator:
    widget = page.get_by_role("group", name="Worksheet", exact=True)
    expect(widget.locator(".sheet-asked li").first).to_be_visible()
    return widget


def plain(text: str) -> str:
    return " ".join(text.replace("`", "").split())


def texts(place: Locator) -> list[str]:
    return [plain(text) for text in place.all_text_contents()]


def test_twenty_exercises_and_their_solutions_are_those_of_the_package(visit: Visit) -> None:
    widget = sheet(visit("sheet.html"))
    asked = widget.locator(".sheet-asked .sheet-list > li")
    solved = widget.locator(".sheet-solved .sheet-list > li")
    expect(asked).to_have_count(20)
    compared = 0
    for place, variant in enumerate(SHEET.variants()):
        assert plain(fill(variant.exercise["setting"], variant.names)) in texts(asked.nth(place))[0]
        steps = solved.nth(place).locator(".sheet-step")
        for at, (step, answers) in enumerate(
            zip(variant.exercise["steps"], variant.answers, strict=True)
        ):
            if step["answer"]["kind"] not in ("number", "array"):
                continue
            right, *wrong = (written(value) for value in answers)
            assert texts(steps.nth(at).locator(".sheet-answer")) == [f"{right}."]
            assert texts(steps.nth(at).locator("th")) == wrong
            names = texts(steps.nth(at).locator("td > strong"))
            assert names == [mistake["name"] for mistake in step["mistakes"]]
            compared += len(answers)
    assert compared > 60


def test_settings_by_keyboard(visit: Visit) -> None:
    page = visit("sheet.html")
    widget = sheet(page)
    items = widget.locator(".sheet-asked .sheet-list > li")
    widget.get_by_label("Exercises").fill("3")
    page.keyboard.press("Enter")
    expect(items).to_have_count(3)
    before = items.all_inner_texts()
    button(widget, "Next sheet").focus()
    page.keyboard.press("Enter")
    expect(widget.get_by_label("Sheet number")).to_have_value("5")
    expect(widget.locator(".sheet-count")).to_contain_text("sheet 5")
    assert items.all_inner_texts() != before
    widget.get_by_label("Level").select_option(label="●●● four or more")
    expect(widget.locator(".sheet-count")).to_contain_text("sheet 5")
    widget.get_by_text("Chapters", exact=False).first.click()
    widget.get_by_role("checkbox", name="Sum over the batch").check()
    expect(widget.locator(".sheet-settings summary")).to_contain_text("1 of 3")
    ours = Worksheet(CHAPTERS, chosen=[SLUGS[2]], level=3, count=3, seed=5)
    expect(items).to_have_count(len(ours.variants()))


def test_a_number_out_of_range_is_put_back(visit: Visit) -> None:
    page = visit("sheet.html")
    widget = sheet(page)
    field = widget.get_by_label("Exercises")
    for text in ("41", "0", "2.5", ""):
        field.fill(text)
        field.blur()
        expect(field).to_have_value("20")
    expect(widget.locator(".sheet-asked .sheet-list > li")).to_have_count(20)


@pytest.mark.parametrize("what", ["sheet", "solutions"])
@OVER_HTTP
def test_either_is_printed_alone(visit: Visit, what: str) -> None:
    page = visit("sheet.html")
    widget = sheet(page)
    page.evaluate(
        "() => { const { dataset } = document.documentElement;"
        " window.print = () => { dataset.printed = Number(dataset.printed ?? 0) + 1; }; }"
    )
    button(widget, f"Print the {what}").click()
    expect(page.locator("html")).to_have_attribute("data-printed", "1")
    page.emulate_media(media="print")
    printed, other = widget.locator(".sheet-asked"), widget.locator(".sheet-solved")
    if what == "solutions":
        printed, other = other, printed
    expect(printed.locator(".sheet-list > li").last).to_be_visible()
    expect(other).to_be_hidden()
    expect(button(widget, "Next sheet")).to_be_hidden()


@OVER_HTTP
def test_a_link_brings_the_same_sheet(visit: Visit) -> None:
    page = visit("sheet.html")
    widget = sheet(page)
    widget.get_by_label("Exercises").fill("4")
    page.keyboard.press("Enter")
    items = widget.locator(".sheet-asked .sheet-list > li")
    expect(items).to_have_count(4)
    before = items.all_inner_texts()
    button(widget, "Copy link").click()
    expect(widget.locator(".link-outcome")).not_to_be_empty()
    page.reload()
    assert sheet(page).locator(".sheet-asked .sheet-list > li").all_inner_texts() == before


@pytest.mark.parametrize(
    "asked",
    [
        "count=41",
        "count=%22many%22",
        "seed=-1",
        "level=7",
        "skill=%22no skill%22",
        "chosen=[%22no-chapter%22]",
        "chosen=3",
        "chapters=[]",
    ],
)
@OVER_HTTP
def test_a_link_that_does_not_fit_is_refused_with_a_sentence(visit: Visit, asked: str) -> None:
    page = visit("sheet.html")
    widget = sheet(page)
    page.evaluate("(hash) => { location.hash = hash; }", f"sheet?{asked}")
    expect(page.get_by_role("alert")).to_contain_text("cannot be used")
    expect(widget.locator(".sheet-asked .sheet-list > li")).to_have_count(20)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@OVER_HTTP
def test_accessible_in_both_themes(visit: Visit, scheme: str) -> None:
    page = visit("sheet.html", color_scheme=scheme)
    widget = sheet(page)
    widget.locator(".sheet-solved > summary").click()
    assert accessibility_problems(page, "#sheet") == []


@OVER_HTTP
def test_on_a_phone_nothing_is_wider_than_the_screen(visit: Visit) -> None:
    page = visit("sheet.html", **PHONE)
    widget = sheet(page)
    widget.locator(".sheet-solved > summary").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
