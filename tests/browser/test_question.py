"""A question answered on the page: by keyboard and mouse, each verdict and each form."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from accessibility import accessibility_problems
from backprop.exercises import Exercise, Step, Wrong
from backprop.widgets import Question
from backprop.widgets.book_widget import STATIC
from exercises import FORMS
from own_pages import figure_of, site_of
from visits import Visit
from widget import IN_JUPYTER, JUPYTER, OVER_HTTP, PHONE, button

SEED = 3
NUMBER, AFTER, ROW, MATRIX, CHOICE, LINE, ORDER, CELL = range(len(FORMS.steps))
ASKED = Question(FORMS, seed=SEED)
NAMES = ASKED.variant.names
WORKED = Question(FORMS, seed=SEED, worked=2)
HOSTILE = Exercise(
    id="hostile",
    kind="choose",
    skills=["none"],
    steps=[
        Step(
            "<img src=x onerror=alert(1)>",
            "1",
            "`<b>`",
            [Wrong("x", "2", "<i>", see="javascript:alert(1)")],
        )
    ],
    solution="</details><script>throw 1</script>",
)
SHORT = Exercise(
    id="two-steps",
    kind="solve",
    skills=["none"],
    steps=[Step("One?", "1", "Yes."), Step("Two?", "2", "Yes.")],
    solution="One, two.",
)
SHORTENED = Question(SHORT)
FIGURES = {
    question.anchor: figure_of(question)
    for question in (ASKED, WORKED, SHORTENED, Question(HOSTILE, anchor="hostile"))
}
site = site_of(list(FIGURES.values()))


def opened(visit: Visit, question: Question = ASKED, **options: object) -> tuple[Page, Locator]:
    page = visit(f"{question.anchor}.html", **options)
    card = page.locator(f"#{question.anchor} .question-card")
    expect(card).to_be_visible()
    return page, card


def step(card: Locator, place: int) -> Locator:
    return card.locator(".question-step").nth(place)


def line(card: Locator, place: int) -> Locator:
    return step(card, place).locator(".question-line").first


def fields(card: Locator, place: int) -> list[Locator]:
    return step(card, place).get_by_role("textbox").all()


def answer(card: Locator, place: int, *texts: object) -> None:
    """Type into the fields of a step and press Enter in the last."""
    for field, text in zip(fields(card, place), texts, strict=True):
        field.fill(str(text))
    fields(card, place)[-1].press("Enter")


def expect_verdict(card: Locator, place: int, kind: str | None) -> None:
    if kind is None:
        expect(line(card, place)).to_be_empty()
    else:
        expect(line(card, place)).to_have_attribute("data-verdict", kind)


def spoken(card: Locator) -> Locator:
    return card.locator("> [role=status][aria-live=polite]")


def number(name: str) -> float:
    return float(NAMES[name])


K, X = number("k"), NAMES["x"]


@OVER_HTTP
def test_by_keyboard_right_wrong_empty_and_unreadable(visit: Visit) -> None:
    page, card = opened(visit)
    (field,) = fields(card, NUMBER)
    page.keyboard.press("Tab")
    while not field.evaluate("(field) => field === document.activeElement"):
        page.keyboard.press("Tab")
    for text, kind in [
        ("", "empty"),
        (K + X[0], "mistake"),
        ("2,5", "unreadable"),
        ("999", "unknown"),
        (f"{K} * {X[0]}", "right"),
    ]:
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.press("Delete")
        page.keyboard.type(str(text))
        page.keyboard.press("Enter")
        expect_verdict(card, NUMBER, kind)
        expect(field).to_be_focused()
        expect(field).to_have_attribute("aria-invalid", str(kind == "unreadable").lower())
        expect(field).to_have_accessible_description(line(card, NUMBER).inner_text().strip())
        expect(spoken(card)).to_have_text(
            re.sub(" Read why$", "", line(card, NUMBER).inner_text().strip())
        )
        if kind == "unreadable":
            place = field.evaluate("(field) => [field.selectionStart, field.selectionEnd]")
            assert place == [1, 2]


@OVER_HTTP
def test_a_mistake_says_where_to_read_why(visit: Visit) -> None:
    page, card = opened(visit)
    answer(card, NUMBER, K + X[0])
    link = step(card, NUMBER).get_by_role("link", name="Read why")
    expect(link).to_have_attribute("href", "glossary.html#gradient")
    expect(link).to_have_js_property("href", page.url.rsplit("/", 1)[0] + "/glossary.html#gradient")


@OVER_HTTP
def test_a_click_on_check_leaves_the_focus_in_the_field(visit: Visit) -> None:
    _, card = opened(visit)
    (field,) = fields(card, NUMBER)
    field.fill("999")
    button(step(card, NUMBER), "Check").click()
    expect_verdict(card, NUMBER, "unknown")
    expect(field).to_be_focused()


@OVER_HTTP
def test_an_error_is_counted_once(visit: Visit) -> None:
    _, card = opened(visit)
    answer(card, NUMBER, 100)
    answer(card, AFTER, 101)
    expect_verdict(card, AFTER, "carried")
    answer(card, NUMBER, K * X[0])
    expect_verdict(card, NUMBER, "right")
    expect_verdict(card, AFTER, "unknown")
    answer(card, AFTER, K * X[0] + 1)
    expect_verdict(card, AFTER, "right")


@OVER_HTTP
def test_an_array_is_typed_cell_by_cell(visit: Visit) -> None:
    page, card = opened(visit)
    first, *others = fields(card, MATRIX)
    first.focus()
    for key, place in [("ArrowDown", 2), ("ArrowRight", 3), ("ArrowUp", 1), ("ArrowLeft", 0)]:
        page.keyboard.press(key)
        expect([first, *others][place]).to_be_focused()
    right = [x * dz for x in X for dz in (1, 2)]
    answer(card, MATRIX, *right[:3], "")
    expect_verdict(card, MATRIX, "empty")
    expect(others[-1]).to_be_focused()
    answer(card, MATRIX, right[0], "two", *right[2:])
    expect_verdict(card, MATRIX, "unreadable")
    expect(others[0]).to_be_focused()
    expect(others[0]).to_have_attribute("aria-invalid", "true")
    answer(card, MATRIX, right[0], right[2], right[1], right[3])
    expect_verdict(card, MATRIX, "mistake")
    answer(card, MATRIX, *right)
    expect_verdict(card, MATRIX, "right")
    answer(card, ROW, *(X @ NAMES["W"]))
    expect_verdict(card, ROW, "right")


@OVER_HTTP
@pytest.mark.parametrize("place", [CHOICE, LINE])
def test_a_choice_is_made_and_checked(visit: Visit, place: int) -> None:
    page, card = opened(visit)
    check = button(step(card, place), "Check")
    check.click()
    expect_verdict(card, place, "empty")
    right = {CHOICE: 0, LINE: 1}[place]
    radios = step(card, place).get_by_role("radio")
    values = radios.evaluate_all("(all) => all.map((each) => Number(each.value))")
    assert values == (ASKED.variant.orders[place] if place == CHOICE else [0, 1, 2])
    radios.first.focus()
    page.keyboard.press("Space")
    for value in (2, right):
        while int(step(card, place).locator(":checked").get_attribute("value") or 0) != value:
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        wrong = "unknown" if place == CHOICE else "mistake"
        expect_verdict(card, place, "right" if value == right else wrong)


@OVER_HTTP
def test_lines_are_put_in_order(visit: Visit) -> None:
    page, card = opened(visit)
    items = step(card, ORDER).get_by_role("listitem")
    shown = [FORMS.steps[ORDER].answer.items[at] for at in ASKED.variant.orders[ORDER]]  # type: ignore[union-attr]
    assert items.all_inner_texts() == shown != ["forward", "backward", "update the weights"]
    button(step(card, ORDER), "Check").click()
    expect_verdict(card, ORDER, "unknown")
    button(card, "Move up: backward").click()
    expect(button(card, "Move up: backward")).to_be_focused()
    expect(spoken(card)).not_to_be_empty()
    before = items.all_inner_texts()
    page.keyboard.press("ArrowDown")
    assert items.all_inner_texts() != before
    page.keyboard.press("ArrowUp")
    assert items.all_inner_texts() == before
    while items.all_inner_texts()[0] != "forward":
        button(card, "Move up: forward").press("Enter")
    while items.all_inner_texts()[1] != "backward":
        button(card, "Move up: backward").press("Space")
    button(step(card, ORDER), "Check").press("Enter")
    expect_verdict(card, ORDER, "right")


def centre(target: Locator) -> tuple[float, float]:
    box = target.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def swipe(page: Page, x: float, start: float, end: float) -> None:
    """Draw a finger down the page, in a few moves."""
    client = page.context.new_cdp_session(page)
    for kind, part in [("Start", 0.0), ("Move", 0.3), ("Move", 0.6), ("Move", 0.9), ("Move", 1.0)]:
        points = [{"x": x, "y": start + part * (end - start)}]
        client.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@OVER_HTTP
def test_a_line_is_dragged_and_the_others_make_room(visit: Visit) -> None:
    page, card = opened(visit)
    items = step(card, ORDER).get_by_role("listitem")
    card.get_by_role("list").scroll_into_view_if_needed()
    top, middle, bottom = items.all_inner_texts()
    (x, start), (_, end) = centre(items.first.locator("span")), centre(items.last)
    page.mouse.move(x, start)
    page.mouse.down()
    page.mouse.move(x, end, steps=9)
    assert items.all_inner_texts() == [middle, bottom, top]
    page.mouse.move(x, end + 500)
    under = items.last.bounding_box()
    page.mouse.move(x, start - 500, steps=9)
    assert items.all_inner_texts() == [top, middle, bottom]
    page.mouse.move(x, (start + end) / 2 + 3, steps=9)
    page.mouse.up()
    assert items.all_inner_texts() == [middle, top, bottom]
    expect(spoken(card)).to_contain_text("2 of 3")
    page.mouse.move(x, start, steps=3)
    assert items.all_inner_texts() == [middle, top, bottom]
    assert under == items.last.bounding_box()  # it does not leave the list
    button(card, f"Move down: {middle}").click()
    assert items.all_inner_texts() == [top, middle, bottom]


@OVER_HTTP
def test_a_finger_drags_a_line_at_its_grip_and_scrolls_elsewhere(visit: Visit) -> None:
    page, card = opened(visit, **PHONE)
    items = step(card, ORDER).get_by_role("listitem")
    card.get_by_role("list").scroll_into_view_if_needed()
    top, middle, bottom = items.all_inner_texts()
    for hold, expected in (("span", [top, middle, bottom]), ("svg", [middle, bottom, top])):
        x, start = centre(items.first.locator(hold).first)
        before = page.evaluate("scrollY")
        swipe(page, x, start, centre(items.last)[1])
        assert items.all_inner_texts() == expected
        scrolled = abs(page.evaluate("scrollY") - before)
        assert hold == "span" or scrolled < 10  # the lines below move a pixel or two when it lands


@OVER_HTTP
def test_a_cell_is_pointed_at(visit: Visit) -> None:
    page, card = opened(visit)
    cells = step(card, CELL).locator(".question-cell")
    assert cells.evaluate_all("(all) => all.map((each) => each.tabIndex)") == [0, -1, -1, -1]
    check = button(step(card, CELL), "Check")
    check.press("Enter")
    expect_verdict(card, CELL, "empty")
    cells.first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(cells.nth(3)).to_be_focused()
    page.keyboard.press("Space")
    expect(cells.nth(3)).to_have_attribute("aria-pressed", "true")
    check.click()
    expect_verdict(card, CELL, "unknown")
    expect(cells.nth(3)).to_be_focused()
    page.keyboard.press("ArrowUp")
    if NAMES["W"][0].argmax() == 0:
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    check.press("Enter")
    expect_verdict(card, CELL, "right")


@OVER_HTTP
def test_hints_then_an_easier_question_then_the_answer(visit: Visit) -> None:
    _, card = opened(visit)
    asked = step(card, NUMBER)
    expect(asked.get_by_role("button", name="Hint")).to_have_count(0)
    answer(card, NUMBER, 999)
    hints = asked.locator(".question-hints li")
    for count in (1, 2):
        button(asked, "Hint").click()
        expect(hints).to_have_count(count)
        expect(spoken(card)).to_contain_text(hints.last.inner_text())
    button(asked, "Easier question").click()
    easier = asked.get_by_role("group", name="An easier question")
    expect(easier.get_by_role("textbox")).to_be_focused()
    for text, kind in [("", "empty"), ("999", "unknown"), (str(K), "right")]:
        easier.get_by_role("textbox").fill(text)
        easier.get_by_role("textbox").press("Enter")
        expect(easier.locator(".question-line")).to_have_attribute("data-verdict", kind)
    expect_verdict(card, NUMBER, "unknown")
    shows = asked.get_by_role("button", name="Show the answer")
    shows.first.click()
    expect(asked.locator("> .question-solved")).to_contain_text(f"{K * X[0]:g}")
    expect(shows.first).to_be_focused()
    expect_verdict(card, NUMBER, "unknown")


@OVER_HTTP
def test_nothing_above_moves_when_an_answer_is_checked(visit: Visit) -> None:
    _, card = opened(visit)
    places = """(step) => [...step.querySelectorAll(".question-form, .question-form *")]
      .map((each) => {
      const { x, y, width, height } = each.getBoundingClientRect();
      return [x, y + scrollY, width, height];
    })"""
    for place in range(len(FORMS.steps)):
        before = step(card, place).evaluate(places)
        for field in fields(card, place):
            field.fill("999")
        button(step(card, place), "Check").click()
        expect(line(card, place)).not_to_be_empty()
        assert step(card, place).evaluate(places) == before
    head = """(head) => [...head.querySelectorAll("p, button")].map((each) => {
      const { x, y, width, height } = each.getBoundingClientRect();
      return [x, y + scrollY, width, height];
    })"""
    before = card.locator(".question-head").evaluate(head)
    button(card, "New numbers").click()
    expect_verdict(card, NUMBER, None)
    assert card.locator(".question-head").evaluate(head) == before


@OVER_HTTP
def test_new_numbers_clear_the_answers(visit: Visit) -> None:
    _, card = opened(visit)
    answer(card, NUMBER, K * X[0])
    expect_verdict(card, NUMBER, "right")
    setting = card.locator(".question-shows").inner_text()
    button(card, "New numbers").press("Enter")
    expect(card).to_have_attribute("data-seed", str(SEED + 1))
    expect(button(card, "New numbers")).to_be_focused()
    expect_verdict(card, NUMBER, None)
    expect(fields(card, NUMBER)[0]).to_have_value("")
    assert card.locator(".question-shows").inner_text() != setting
    fresh = Question(FORMS, seed=SEED + 1).variant.names
    answer(card, NUMBER, float(fresh["k"] * fresh["x"][0]))
    expect_verdict(card, NUMBER, "right")


def test_a_link_brings_seed_and_answers(visit: Visit, site: str) -> None:
    page, card = opened(visit)
    button(card, "New numbers").click()
    answer(card, NUMBER, "2,5")
    answer(card, ROW, "1/3", "2^-3")
    step(card, LINE).get_by_role("radio").nth(1).check()
    button(step(card, LINE), "Check").click()
    button(card, "Copy link").click()
    expect(card.locator(".link-outcome")).not_to_be_empty()
    page = visit(page.url.removeprefix(site))
    again = page.locator(f"#{ASKED.anchor} .question-card")
    expect(again).to_have_attribute("data-seed", str(SEED + 1))
    for place, kind in [(NUMBER, "unreadable"), (ROW, "unknown"), (LINE, "right"), (CELL, None)]:
        expect_verdict(again, place, kind)
    assert [field.input_value() for field in fields(again, ROW)] == ["1/3", "2^-3"]


NOTHING = "null," * (len(FORMS.steps) - 1)


@OVER_HTTP
@pytest.mark.parametrize(
    "state",
    [
        "seed=-1",
        "seed=1.5",
        "seed=5e9",
        "seed=%22one%22",
        "answers=[]",
        "answers=[1]",
        f"answers=[{NOTHING}[0,7]]",
        f"answers=[{NOTHING}%22a%22]",
        f"answers=[%22{'9' * 300}%22,{NOTHING}null]".replace(",null]", "]"),
        f"answers=[[],{NOTHING}".removesuffix(",") + "]",
        "worked=8",
        "exercise={}",
        "verdicts=[]",
    ],
)
def test_a_link_that_does_not_fit_is_refused_with_a_sentence(visit: Visit, state: str) -> None:
    page, card = opened(visit)
    page.evaluate("(hash) => { location.hash = hash; }", f"{ASKED.anchor}?{state}")
    expect(page.get_by_role("alert")).to_contain_text("cannot be used")
    expect(card).to_have_attribute("data-seed", str(SEED))
    for place in range(len(FORMS.steps)):
        expect_verdict(card, place, None)


def practised(page: Page) -> dict[str, dict[str, int]]:
    stored: dict[str, dict[str, int]] = page.evaluate(
        "JSON.parse(localStorage.getItem('backprop-practice') ?? '{\"items\": {}}').items"
    )
    return stored


@pytest.mark.parametrize("how", ["right", "shown"])
def test_progress_is_kept(visit: Visit, how: str) -> None:
    """Wrong answers count at once, a right one with the last step, none that was shown."""
    page, card = opened(visit, SHORTENED)
    answer(card, 0, "1")
    assert practised(page) == {}
    answer(card, 1, "two")
    assert practised(page) == {}
    answer(card, 1, "3")
    assert practised(page)["two-steps"]["wrong"] == 1
    if how == "shown":
        button(step(card, 1), "Show the answer").click()
        assert practised(page)["two-steps"]["wrong"] == 2
    for _ in range(2):
        answer(card, 1, "2")
        expect_verdict(card, 1, "right")
    expect(card.locator("> .question-solution")).to_be_visible()
    page.reload()
    assert practised(page)["two-steps"]["right"] == (how == "right")
    assert practised(page)["two-steps"]["wrong"] == (1 if how == "right" else 2)


@OVER_HTTP
def test_worked_steps_show_their_answers(visit: Visit) -> None:
    _, card = opened(visit, WORKED)
    for place in range(len(FORMS.steps)):
        worked = place < WORKED.worked
        expect(step(card, place).locator(".question-solved")).to_have_count(int(worked))
        expect(button(step(card, place), "Check")).to_have_count(int(not worked))


@OVER_HTTP
def test_what_an_exercise_says_is_text_and_its_links_lead_into_the_book(visit: Visit) -> None:
    page = visit("hostile.html")
    card = page.locator(".question-card")
    expect(card.locator(".question-ask")).to_contain_text("onerror")
    card.get_by_role("textbox").fill("2")
    card.get_by_role("textbox").press("Enter")
    expect_verdict(card, 0, "mistake")
    expect(card.get_by_role("link")).to_have_count(0)
    expect(card.locator("img, i, b, script")).to_have_count(0)


@OVER_HTTP
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible_with_every_verdict(visit: Visit, scheme: str) -> None:
    page, card = opened(visit, color_scheme=scheme)
    answer(card, NUMBER, 999)
    for name in ("Hint", "Hint", "Easier question", "Show the answer"):
        step(card, NUMBER).get_by_role("button", name=name).first.click()
    answer(card, AFTER, 1000)
    answer(card, ROW, "two", 1)
    step(card, LINE).get_by_role("radio").nth(1).check()
    button(step(card, LINE), "Check").click()
    step(card, CELL).locator(".question-cell").first.click()
    expect_verdict(card, LINE, "right")
    colours = "only" if scheme == "dark" else "also"
    assert accessibility_problems(page, f"#{ASKED.anchor}", colours=colours) == []


@OVER_HTTP
@pytest.mark.parametrize("options", [PHONE, {"viewport": {"width": 640, "height": 360}}], ids=str)
def test_it_fits_a_phone_and_a_page_at_200_percent(
    visit: Visit, options: dict[str, object]
) -> None:
    page, card = opened(visit, **options)
    answer(card, NUMBER, 999)
    width = page.evaluate("innerWidth")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    edges = card.locator("button:visible, input, td, p").evaluate_all(
        """(all) => all.map((each) => each.getBoundingClientRect())
          .map((box) => [box.left, box.right])"""
    )
    box = card.bounding_box()
    assert box
    assert all(left >= box["x"] and right <= box["x"] + box["width"] for left, right in edges)
    assert page.locator("button:visible").evaluate_all(
        "(all) => all.every((each) => each.getBoundingClientRect().height >= 24)"
    )


def test_without_scripts_it_is_its_questions_and_a_folded_solution(visit: Visit) -> None:
    page = visit(f"{ASKED.anchor}.html", java_script_enabled=False)
    figure = page.locator(f"#{ASKED.anchor}")
    expect(figure).to_contain_text("Which of these is k?")
    solution = figure.locator(".question-solution ol")
    expect(solution).to_be_hidden()
    figure.get_by_text("Solution", exact=True).click()
    expect(solution).to_be_visible()


@OVER_HTTP
def test_on_paper_there_is_room_to_write_and_no_button(visit: Visit) -> None:
    page, card = opened(visit)
    page.emulate_media(media="print")
    expect(card).to_be_hidden()
    room = page.locator(".question-space:visible")
    expect(room).to_have_count(4)
    assert all(box["height"] > 40 for box in map(Locator.bounding_box, room.all()) if box)
    expect(page.get_by_role("button")).to_have_count(0)


@OVER_HTTP
def test_the_page_and_python_set_and_read_the_same_traits(visit: Visit) -> None:
    page = visit("index.html", **JUPYTER)
    source = (STATIC / "jupyter" / "question.js").read_text(encoding="utf-8")
    page.evaluate(IN_JUPYTER, [source, ASKED.state()])
    card = page.locator(".question-card")
    answer(card, NUMBER, 100)
    answer(card, AFTER, 101)
    answer(card, ROW, "2,5", "")
    step(card, CHOICE).get_by_role("radio").first.check()
    button(step(card, CHOICE), "Check").click()
    button(step(card, ORDER), "Check").click()
    step(card, CELL).locator(".question-cell").nth(2).click()
    button(step(card, CELL), "Check").click()
    expect_verdict(card, CELL, "unknown")
    python = Question(FORMS, seed=SEED)
    python.answers = page.evaluate("model.get('answers')")
    assert page.evaluate("model.get('verdicts')") == python.verdicts
    assert [verdict and verdict["kind"] for verdict in python.verdicts][:3] == [
        "unknown",
        "carried",
        "empty",
    ]
    expect(step(card, NUMBER).get_by_role("link")).to_have_count(0)
    expect(button(card, "Copy link")).to_have_count(0)
    python.answers = [str(K + X[0]), *python.answers[1:]]
    page.evaluate("(answers) => model.set('answers', answers)", python.answers)
    expect_verdict(card, NUMBER, "mistake")
    expect(fields(card, NUMBER)[0]).to_have_value(str(K + X[0]))
    expect(step(card, NUMBER).get_by_role("link")).to_have_attribute("href", "glossary.md#gradient")
