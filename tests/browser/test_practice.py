"""The drills and the marks of progress: counted, kept, due again, exported, imported, cleared."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from exercise_data import exercise_script
from playwright.sync_api import Locator, Page, expect

from accessibility import accessibility_problems
from backprop.exercises import Exercise, Step
from backprop.exercises.bank import exercises
from backprop.widgets import Practice, Question
from backprop.widgets.book_widget import STATIC
from own_pages import figure_of, site_of
from visits import Visit, Watch
from widget import IN_JUPYTER, JUPYTER, OVER_HTTP, PHONE, button

CHAPTERS = ["01-step-through-one-neuron", "02-descend-with-the-gradient"]
SLUGS = [page[3:] for page in CHAPTERS]
SCRIPTS = {slug: f"exercises/{slug}.js" for slug in SLUGS}
PAGES: dict[str, dict[str, str]] = {page: {} for page in CHAPTERS}
PRACTICE = Practice(PAGES, scripts=SCRIPTS)
FIRST, SECOND = ([each.id for each in exercises()[slug]] for slug in SLUGS)
COUNT = len(FIRST) + len(SECOND)
DAY = 20_000  # since 1970
NOON = datetime(1970, 1, 1, 12) + timedelta(days=DAY)

SUM = Exercise(
    id="one-sum",
    kind="solve",
    skills=["none"],
    steps=[Step("1 + 1?", "2", "Yes.")],
    solution="Two.",
)
MARKS = (
    figure_of(Question(SUM)).html
    + '<p class="chapter-progress" data-exercises="one-sum another" data-practice="practice.html">'
    '</p><span class="card-progress" data-exercises="one-sum another third fourth"></span>'
)
DATA = {SCRIPTS[slug]: exercise_script(slug) for slug in SLUGS}
site = site_of([figure_of(PRACTICE)], {"marks.html": MARKS, **DATA})

THROWING = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("denied", "SecurityError"); },
})"""
FULL = 'Storage.prototype.setItem = () => { throw new DOMException("no", "QuotaExceededError"); }'


def item(*, box: int = 1, seen: int = DAY, due: int = DAY + 1, right: int = 1) -> dict[str, int]:
    return {"seen": seen, "right": right, "wrong": 1, "box": box, "due": due}


WRONG = item(box=0, due=DAY, right=0)


def stored(**items: dict[str, int]) -> str:
    named = {name.replace("_", "-"): each for name, each in items.items()}
    return json.dumps({"version": 1, "items": named})


def progress_of(items: dict[str, dict[str, int]]) -> str:
    return json.dumps({"version": 1, "items": items})


def opened(
    visit: Visit, text: str | None = None, *, before: str = "", name: str = "drills.html"
) -> Page:
    """Open a page at noon of the day, with this text in the storage, and after this script."""
    page = visit("index.html")
    page.clock.install(time=NOON)
    if text is not None:
        page.evaluate("(text) => localStorage.setItem('backprop-practice', text)", text)
    if before:
        page.add_init_script(before)
    page.goto(page.url.replace("index.html", name))
    return page


def practice(page: Page) -> Locator:
    widget = page.get_by_role("group", name="Practice", exact=True)
    expect(widget.locator(".question-card")).to_be_visible()
    return widget


def kept(page: Page) -> dict[str, dict[str, int]]:
    items: dict[str, dict[str, int]] = page.evaluate(
        "JSON.parse(localStorage.getItem('backprop-practice') ?? '{\"items\": {}}').items"
    )
    return items


def stands(widget: Locator) -> Locator:
    return widget.locator(".practice-stands")


def show_an_answer(widget: Locator) -> None:
    """Give up: it counts as wrong."""
    widget.get_by_role("button", name="Show the answer").first.click()


def open_record(widget: Locator) -> Locator:
    widget.locator(".practice-record > summary").click()
    return widget.locator(".practice-record")


def numbers_of(widget: Locator) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", stands(widget).inner_text())]


def test_new_questions_one_after_the_other_and_the_count_is_kept(visit: Visit) -> None:
    page = opened(visit)
    widget = practice(page)
    assert numbers_of(widget) == [COUNT]
    show_an_answer(widget)
    assert numbers_of(widget) == [1, COUNT - 1]
    heading, card = widget.locator(".practice-from"), widget.locator(".question-card")
    before = card.inner_text()
    button(widget, "Next question").click()
    expect(heading).to_be_focused()
    assert card.inner_text() != before
    assert list(kept(page)) == [FIRST[0]]
    page.reload()
    widget = practice(page)
    assert numbers_of(widget) == [1, COUNT - 1]
    expect(widget.locator(".practice-from")).to_contain_text("Review")


@OVER_HTTP
def test_what_is_due_comes_first_and_then_what_is_new(visit: Visit) -> None:
    """By the clock: what is due on a day, and no more, the longest overdue first."""
    text = progress_of(
        {
            SECOND[2]: item(seen=DAY - 9, due=DAY - 2, box=3),
            FIRST[4]: WRONG,
            FIRST[5]: item(due=DAY + 1),
        }
    )
    page = opened(visit, text)
    widget = practice(page)
    assert numbers_of(widget) == [2, COUNT - 3]
    heading = widget.locator(".practice-from")
    for expected in ("Review · Descend", "Review · Step", "New · Descend"):
        expect(heading).to_contain_text(expected)
        button(widget, "Next question").click()
    page.clock.set_system_time(NOON + timedelta(days=1))
    page.reload()
    assert numbers_of(practice(page)) == [3, COUNT - 3]


@OVER_HTTP
def test_nothing_due_and_nothing_new_is_said_and_one_can_practise_ahead(visit: Visit) -> None:
    page = opened(visit, progress_of(dict.fromkeys(FIRST + SECOND, item())))
    widget = practice(page)
    assert numbers_of(widget) == []
    expect(widget.locator(".practice-from")).to_contain_text("Not due yet")


@OVER_HTTP
def test_the_reader_chooses_a_chapter_and_a_skill(visit: Visit) -> None:
    page = opened(visit)
    widget = practice(page)
    widget.locator(".practice-choose > summary").click()
    box = widget.get_by_role("checkbox", name="Descend with the gradient")
    box.check()
    assert numbers_of(widget) == [len(SECOND)]
    expect(widget.locator(".practice-from")).to_contain_text("Descend")
    expect(box).to_be_focused()
    expect(widget.get_by_role("status").last).to_contain_text(str(len(SECOND)))
    skills = widget.get_by_role("combobox", name="Skill")
    skills.select_option("learning rate")
    with_skill = [each for each in exercises()[CHAPTERS[1][3:]] if "learning rate" in each.skills]
    assert numbers_of(widget) == [len(with_skill)] != [len(SECOND)]
    box.uncheck()
    widget.get_by_role("checkbox", name="Step through one neuron").check()
    expect(skills).to_have_value("")


def scripts_in(page: Page) -> list[str]:
    names: list[str] = page.evaluate("Object.keys(globalThis.backpropExercises ?? {})")
    return names


def test_a_chapter_s_exercises_are_loaded_when_one_is_asked(visit: Visit) -> None:
    page = opened(visit)
    widget = practice(page)
    assert scripts_in(page) == SLUGS[:1]
    button(widget, "Next question").click()
    expect(widget.locator(".practice-from")).to_contain_text("Descend")
    assert scripts_in(page) == SLUGS


@pytest.mark.parametrize("site", ["http"], indirect=True)
def test_exercises_that_cannot_be_loaded_leave_the_question_and_can_be_asked_for_again(
    visit: Visit, watch: Watch
) -> None:
    page = opened(visit)
    widget = practice(page)
    heading = widget.locator(".practice-from")
    before = heading.inner_text()
    page.context.set_offline(True)
    button(widget, "Next question").click()
    said = widget.locator(".progress-notice")
    expect(said).to_contain_text("could not be loaded")
    expect(widget.get_by_role("status").last).to_have_text(said.inner_text())
    assert heading.inner_text() == before
    page.context.set_offline(False)
    button(widget, "Next question").click()
    expect(heading).to_contain_text("Descend")
    expect(said).to_have_count(0)
    assert all(SCRIPTS[SLUGS[1]] in problem for problem in watch.problems)
    watch.problems.clear()


def test_a_link_opens_the_same_question_with_the_same_numbers(visit: Visit) -> None:
    page = visit(f"drills.html#drills?item=%22{SECOND[3]}%22&seed=77&answers=[]")
    widget = practice(page)
    expect(widget.locator(".question-card")).to_have_attribute("data-seed", "77")
    button(widget, "Next question").click()
    expect(widget.locator(".question-card")).not_to_have_attribute("data-seed", "77")
    page.evaluate("() => { location.hash = 'drills?item=%22nothing%22&seed=1&answers=[]'; }")
    expect(page.get_by_role("alert")).to_contain_text("nothing")


def test_exported_cleared_brought_back_and_imported(visit: Visit, tmp_path: Path) -> None:
    page = opened(visit, progress_of({FIRST[0]: WRONG, FIRST[1]: item()}))
    before = kept(page)
    record = open_record(practice(page))
    with page.expect_download() as download:
        button(record, "Export").click()
    file = tmp_path / "progress.json"
    download.value.save_as(file)
    assert json.loads(file.read_text())["items"] == before
    button(record, "Clear …").click()
    expect(button(record, "Keep it")).to_be_focused()
    expect(button(record, "Export first")).to_be_visible()
    button(record, "Keep it").click()
    assert kept(page) == before
    button(record, "Clear …").click()
    button(record, "Clear all of it").click()
    assert kept(page) == {}
    expect(button(record, "Bring it back")).to_be_focused()
    button(record, "Bring it back").click()
    assert kept(page) == before
    page.evaluate("localStorage.clear()")
    page.reload()
    widget = practice(page)
    assert numbers_of(widget) == [COUNT]
    record = open_record(widget)
    with page.expect_file_chooser() as chooser:
        button(record, "Import").click()
    chooser.value.set_files(file)
    expect(stands(widget)).to_contain_text("1 question due")
    assert kept(page) == before


@OVER_HTTP
@pytest.mark.parametrize(
    "text",
    [
        "",
        "<script>window.hacked = 1</script>",
        '{"version": 2, "items": {}}',
        progress_of({FIRST[2]: item(box=99)}),
        progress_of({"<img src=x onerror='window.hacked = 1'>": item()}),
        '{"version": 1, "items": {"__proto__": {"seen": 1}}}',
        "[" * 100_000,
        " " * 1_000_001,
        '"' + "x" * 4_000_001 + '"',
    ],
    ids=["empty", "script", "newer", "box", "name", "proto", "deep", "long", "longer"],
)
def test_a_hostile_file_is_refused_with_a_sentence_and_changes_nothing(
    visit: Visit, tmp_path: Path, text: str
) -> None:
    page = opened(visit, progress_of({FIRST[0]: item()}))
    before = kept(page)
    record = open_record(practice(page))
    file = tmp_path / "hostile.json"
    file.write_text(text)
    record.locator("input[type=file]").set_input_files(file)
    outcome = record.locator(".practice-outcome")
    expect(outcome).to_contain_text("Nothing was imported")
    expect(practice(page).get_by_role("status").last).to_have_text(outcome.inner_text())
    assert kept(page) == before
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("script", [THROWING, FULL], ids=["forbidden", "full"])
def test_without_storage_everything_works_and_one_sentence_says_so(
    visit: Visit, script: str
) -> None:
    page = opened(visit, before=script)
    widget = practice(page)
    for place in range(3):
        show_an_answer(widget)
        assert numbers_of(widget) == [place + 1, COUNT - place - 1]
        expect(page.locator(".progress-notice")).to_have_count(1)
        button(widget, "Next question").click()
    record = open_record(widget)
    button(record, "Clear …").click()
    button(record, "Clear all of it").click()
    assert numbers_of(widget) == [COUNT]


def test_damaged_progress_is_put_aside_and_can_be_exported(visit: Visit, tmp_path: Path) -> None:
    page = opened(visit, "{ damaged")
    widget = practice(page)
    expect(page.locator(".progress-notice")).to_have_count(1)
    record = open_record(widget)
    with page.expect_download() as download:
        button(record, "Export what could not be read").click()
    download.value.save_as(tmp_path / "damaged")
    assert (tmp_path / "damaged").read_text() == "{ damaged"


def test_the_marks_follow_an_answer_and_are_there_after_a_reload(visit: Visit) -> None:
    page = opened(visit, stored(another=WRONG), name="marks.html")
    line, card = page.locator(".chapter-progress"), page.locator(".card-progress")
    expect(line).to_have_text("Questions: 0 of 2 answered correctly, 1 to review")
    expect(line.get_by_role("link")).to_have_attribute("href", "practice.html")
    expect(card).to_be_empty()
    field = page.get_by_role("textbox")
    field.fill("2")
    field.press("Enter")
    for _ in range(2):
        expect(line).to_contain_text("1 of 2 answered correctly")
        expect(card).to_have_text("1 of 4 questions answered correctly")
        page.reload()


@OVER_HTTP
def test_the_marks_follow_another_page_of_the_book(visit: Visit) -> None:
    page = opened(visit, name="marks.html")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_role("textbox").fill("2")
    other.get_by_role("textbox").press("Enter")
    expect(page.locator(".card-progress")).to_contain_text("1 of 4")


@OVER_HTTP
def test_a_question_says_that_its_answer_is_not_kept(visit: Visit) -> None:
    page = opened(visit, before=THROWING, name="marks.html")
    card = page.locator(".question-card")
    expect(card.locator(".progress-notice")).to_have_count(0)
    card.get_by_role("textbox").fill("3")
    card.get_by_role("textbox").press("Enter")
    expect(card.locator(".progress-notice")).to_be_visible()
    expect(page.locator(".chapter-progress")).to_contain_text("0 of 2")


@OVER_HTTP
def test_in_jupyter_progress_is_a_trait(visit: Visit) -> None:
    page = visit("index.html", **JUPYTER)
    source = (STATIC / "jupyter" / "practice.js").read_text(encoding="utf-8")
    page.evaluate(IN_JUPYTER, [source, {**Practice(PAGES).state(), "progress": ""}])
    widget = practice(page)
    assert page.evaluate("localStorage.length") == 0
    show_an_answer(widget)
    written = page.evaluate("model.get('progress')")
    assert list(json.loads(written)["items"]) == [FIRST[0]]
    assert Practice(progress=written).progress == written
    page.evaluate("model.set('progress', '')")
    assert numbers_of(widget) == [COUNT]
    assert page.evaluate("localStorage.length") == 0


@OVER_HTTP
def test_by_keyboard(visit: Visit) -> None:
    page = opened(visit, progress_of({FIRST[0]: WRONG}))
    widget = practice(page)
    widget.locator(".practice-choose > summary").focus()
    seen = []
    for _ in range(30):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.textContent")
        seen.append(name)
        if name == "Next question":
            break
    assert "Check" in seen
    page.keyboard.press("Enter")
    expect(widget.locator(".practice-from")).to_be_focused()
    assert page.evaluate("window.turned") == 0


@OVER_HTTP
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible_in_both_themes(visit: Visit, scheme: str) -> None:
    page = visit("drills.html", color_scheme=scheme)
    widget = practice(page)
    for part in ("choose", "record"):
        widget.locator(f".practice-{part} > summary").click()
    assert accessibility_problems(page, "#drills") == []
    expect(widget.locator("[aria-live]")).to_have_count(1)


# So that all of a question is in sight: axe takes what a box on the whole screen scrolls to for
# hidden, and with it the sentence that names a field.
TALL = {"viewport": {"width": 1280, "height": 1600}}
SIZE = "(root) => [root.getBoundingClientRect().width, getComputedStyle(root).scale]"


@OVER_HTTP
@pytest.mark.parametrize("phone", [False, True], ids=["window", "phone"])
def test_it_fills_the_screen_and_comes_back(visit: Visit, phone: bool) -> None:
    """By the button and by its key, with one button for the whole, and the question stays."""
    page = visit("drills.html", **(PHONE if phone else TALL))
    widget = practice(page)
    asked = widget.locator(".practice-from").text_content()
    before = widget.evaluate(SIZE)
    screen = widget.get_by_role("button", name="Full screen")
    expect(screen).to_have_count(1)
    screen.click()
    expect(screen).to_have_attribute("aria-pressed", "true")
    page.wait_for_function("getComputedStyle(document.querySelector('.practice')).scale !== 'none'")
    width, scale = widget.evaluate(SIZE)
    assert width <= page.evaluate("innerWidth")
    assert float(scale) >= 1.25
    assert page.evaluate("document.fullscreenElement.scrollWidth <= innerWidth")
    if not phone:
        assert accessibility_problems(page, "#drills") == []
    expect(widget.locator(".practice-from")).to_have_text(asked or "")

    following = button(widget, "Next question")
    following.focus()
    page.keyboard.press("f")
    expect(screen).to_have_attribute("aria-pressed", "false")
    expect(following).to_be_focused()
    assert widget.evaluate(SIZE) == before
    page.keyboard.press("F")
    expect(screen).to_have_attribute("aria-pressed", "true")


@OVER_HTTP
def test_on_a_phone_nothing_is_wider_than_the_screen(visit: Visit) -> None:
    page = visit("drills.html", **PHONE)
    widget = practice(page)
    for part in ("choose", "record"):
        widget.locator(f".practice-{part} > summary").click()
    for _ in range(6):
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
        button(widget, "Next question").tap()


@OVER_HTTP
def test_without_scripts_and_on_paper_it_lists_the_questions(visit: Visit) -> None:
    page = visit("drills.html", java_script_enabled=False)
    expect(page.locator(".practice-list li")).to_have_count(COUNT)
    page = visit("drills.html")
    practice(page)
    page.emulate_media(media="print")
    expect(page.locator(".practice-list li").first).to_be_visible()
    expect(page.locator(".practice")).to_be_hidden()
