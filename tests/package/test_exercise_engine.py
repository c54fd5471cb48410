"""The exercises' engine: formulas, drawn numbers, typed numbers, verdicts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from backprop.exercises import Answer, Drawn, Exercise, Option, Step, Wrong, draw, judge
from backprop.exercises.bank import exercise, exercises
from backprop.exercises.expression import evaluate, parse
from backprop.exercises.random_numbers import RandomNumbers
from backprop.exercises.reading import ReadingError, read_number
from backprop.exercises.text import fill, template
from headings import anchors

NAMES = {
    "w": np.array(3.0),
    "x": np.array([1.0, -2.0]),
    "W": np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]),
}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("2 * w**2 - 1", 17),
        ("-w**2", -9),
        ("x @ W", [-7, -8, -9]),
        ("W.T @ x", [-7, -8, -9]),
        ("W[1, 2] + x[0]", 7),
        ("W[:, 1]", [2, 5]),
        ("sum(W, 0)", [5, 7, 9]),
        ("mean(W)", 3.5),
        ("where(x > 0, w, 10)", [3, 10]),
        ("relu(x)", [1, 0]),
        ("sigmoid(0) + tanh(0) + exp(0)", 1.5),
        ("one_hot([1, 0], 2)", [[0, 1], [1, 0]]),
        ("outer(x, [1, 2])", [[1, 2], [-2, -4]]),
        ("softmax([[0, 0]])", [[0.5, 0.5]]),
        ("argmax(W, 1)", [2, 2]),
    ],
)
def test_a_formula_is_computed(formula: str, value: Any) -> None:
    tree = json.loads(json.dumps(parse(formula)))
    np.testing.assert_allclose(evaluate(tree, NAMES), value, rtol=1e-15)


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "2 +",
        "open('x')",
        "w.real",
        "lambda: 1",
        "w if x else 1",
        "a < b < c",
        "'text'",
        "not w",
        "sum(w, axis=0)",
        "w[1:2]",
        "x.T.T()",
        "[y for y in x]",
        "log(w, 2)",
        "max(w, w, w)",
        "where(w)",
    ],
)
def test_what_is_no_formula_is_refused(formula: str) -> None:
    with pytest.raises(ValueError, match="formula"):
        parse(formula)


@pytest.mark.parametrize(
    "formula", ["1 / 0", "log(0)", "q + 1", "W @ W", "W[0.5]", "exp(1000)", "[W, W]"]
)
def test_a_formula_without_a_value_is_refused(formula: str) -> None:
    with pytest.raises(ValueError, match=r"finite|no value|matmul|whole number|axes"):
        evaluate(parse(formula), NAMES)


def test_the_generator_is_mulberry32() -> None:
    random = RandomNumbers(1)
    drawn = [random.below(2**32) for _ in range(3)]
    assert drawn == [2693262067, 11749833, 2265367787]


@pytest.mark.parametrize(
    ("text", "value", "rounding"),
    [
        ("2.5", 2.5, 0.05),
        (" −3 ", -3, 0.5),
        ("+.5", 0.5, 0.05),
        ("1/3", 1 / 3, 1e-4 / 3),
        ("-0.3/3", -0.1, 0.05 / 3 + 1e-5),
        ("0.7·0.3 − 1", -0.79, 0.05 + 0.79e-4),
        ("2/0.5", 4, 0.4 + 4e-4),
        ("1.1^2", 1.21, 0.11 + 1.21e-4),
        ("1e-3", 0.001, 0.0005),
        ("2^-3", 0.125, 0.125e-4),
        ("2**3", 8, 8e-4),
        ("-2^2", -4, 4e-4),
        ("(-2)^2", 4, 4e-4),
        ("2·10⁻⁷", 2e-7, 2e-11),
        ("1.5×10^3", 1500, 50.15),
        ("2*3 - 4*(1 - 0.5)", 4, 0.2004),
        ("6/2/3", 1, 1e-4),
        ("2^3^2", 512, 0.0512),
    ],
)
def test_a_typed_number_is_read(text: str, value: float, rounding: float) -> None:
    reading = read_number(text)
    assert reading.value == pytest.approx(value, rel=1e-15)
    assert reading.rounding == pytest.approx(rounding)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", 0),
        ("2..5", 2),
        ("1  /0", 3),
        ("٣", 0),
        ("2,5", 1),
        ("two", 0),
        ("1/", 2),
        ("(1", 2),
        ("3 4", 2),
        ("2^", 2),
        ("0^-1", 0),
        ("1e999", 0),
        ("5⁻", 1),
        ("2)", 1),
        ("nan", 0),
        ("1" * 61, 60),
    ],
)
def test_an_unreadable_number_says_where(text: str, place: int) -> None:
    with pytest.raises(ReadingError) as caught:
        read_number(text)
    assert caught.value.place == place


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1/", "number"),
        ("*2", "number"),
        ("(1", "parenthesis"),
        ("2)", "parenthesis"),
        ("3 4", "operation"),
        ("2..5", "point"),
        ("2,5", "comma"),
        ("5⁻", "exponent"),
        ("3 kg", "“k”"),
    ],
)
def test_an_unreadable_number_says_what_is_missing_or_too_much(text: str, said: str) -> None:
    with pytest.raises(ReadingError, match=f"“{re.escape(text)}” .*{said}"):
        read_number(text)


def test_texts_are_filled() -> None:
    assert fill(template("w = {w}, `{{x}}` = {-x / 4}"), NAMES) == "w = 3, `{x}` = [−0.25, 0.5]"
    product = json.loads(json.dumps(template("{w:()} · {x[1]:()}, {W[:, 1]:()}")))
    assert fill(product, NAMES) == "3 · (−2), [2, 5]"
    with pytest.raises(ValueError, match="colon"):
        template("{w:.2f}")


CHAIN = Exercise(
    id="chain",
    kind="solve",
    skills=["chain rule"],
    setting="x = {x}, w = {w}",
    given={"x": Drawn((2, 3, 5)), "w": Drawn((7, 11))},
    steps=[
        Step(
            "z?", "x * w", "Product.", [Wrong("sum", "x + w", "You added.", "page#here")], name="z"
        ),
        Step("z squared?", "z ** 2", "Square.", [Wrong("twice", "2 * z", "You doubled.", "p#h")]),
        Step("The row?", Answer("array", "[x, w, z]"), "Row."),
        Step.choose("Which?", "{x}", Option("{w}", says="The other."), "{z}", right="So."),
        Step("Where?", Answer("cell", "[0, 1]", of="[[x, w], [w, x]]"), "There."),
        Step("Order?", Answer("order", "[0, 1, 2]", ["a", "b", "c"]), "Sorted."),
    ],
    solution="{z}",
)


def test_verdicts() -> None:
    variant = draw(CHAIN.to_json(), 3)
    x, w = float(variant.names["x"]), float(variant.names["w"])

    def verdict(step: int, *typed: Any) -> tuple[str, str]:
        answers = [*typed, *[None] * (6 - len(typed))]
        found = judge(variant, step, answers)
        return found.kind, found.message

    assert verdict(0, str(x * w)) == ("right", "Right. Product.")
    assert verdict(0, f"{x}*{w}")[0] == "right"
    assert verdict(0, f"{2.0004 * x * w:.2f}/2")[0] == "right"
    assert verdict(0, f"{2.002 * x * w:.3f}/2")[0] == "unknown"
    assert verdict(0, str(x + w)) == ("mistake", "You added.")
    assert verdict(0, "1000")[0] == "unknown"
    assert verdict(0, "")[0] == verdict(0)[0] == "empty"
    assert verdict(0, "2..5")[0] == "unreadable"
    assert verdict(1, "10", "100")[0] == "carried"
    assert verdict(1, str(x * w), "100")[0] == "unknown"
    assert verdict(1, "1e300", "100")[0] == "unknown"
    assert verdict(1, "10", "20") == ("mistake", "You doubled.")
    assert verdict(1, "10", str((x * w) ** 2))[0] == "right"
    assert verdict(2, None, None, [str(x), str(w), str(x * w)])[0] == "right"
    assert "2 of the 3" in verdict(2, None, None, [str(x), str(w), "0"])[1]
    assert verdict(2, None, None, [str(x), "", "0"])[0] == "empty"
    assert judge(variant, 2, [None, None, ["1", "2+", "3"], None, None, None]).entry == 1
    assert verdict(3, *[None] * 3, 0)[0] == "right"
    assert verdict(3, *[None] * 3, 1) == ("mistake", "The other.")
    assert verdict(3, *[None] * 3, 2)[0] == "unknown"
    assert verdict(3)[0] == "empty"
    assert verdict(4, *[None] * 4, [0, 1])[0] == "right"
    assert verdict(4, *[None] * 4, [1, 1])[0] == "unknown"
    assert "the first 1 are" not in verdict(5, *[None] * 5, [0, 2, 1])[1]
    assert verdict(5, *[None] * 5, [0, 1, 2])[0] == "right"


def test_numbers_that_tell_nothing_are_drawn_again() -> None:
    same = Exercise(
        id="same",
        kind="solve",
        skills=["sums"],
        given={"a": Drawn((1, 2, 3)), "b": Drawn((1, 2, 3))},
        where=["a != 3"],
        steps=[Step("Product?", "a * b", "", [Wrong("sum", "a + b", "You added.", "p#h")])],
        solution="",
    ).to_json()
    for seed in range(50):
        names = draw(same, seed).names
        assert names["a"] != 3
        assert names["a"] * names["b"] != names["a"] + names["b"]
    with pytest.raises(ValueError, match="telling"):
        draw({**same, "where": [0]}, 1)


def test_the_wrong_line_is_found_among_right_ones() -> None:
    step = Step.find_line(
        "Which?", Option("a = 1", says="it sets a."), "b = 3", Option("c = 3"), right="b is 2."
    )
    exercise = Exercise("lines", "find the error", ["reading"], [step], "").to_json()
    verdicts = [judge(draw(exercise, 1), 0, [line]) for line in range(3)]
    assert [found.kind for found in verdicts] == ["mistake", "right", "mistake"]
    assert verdicts[0].message == "This line is right: it sets a."
    with pytest.raises(ValueError, match="got 2"):
        Step.find_line("Which?", "a = 1", "b = 3", right="")


BANK = [each for chapter in exercises().values() for each in chapter]


def test_every_id_is_there_once() -> None:
    ids = [each.id for each in BANK]
    assert len(set(ids)) == len(ids)
    with pytest.raises(ValueError, match=ids[0]):
        exercise(ids[0] + "s")


def as_typed(step: dict[str, Any], value: Any) -> Any:
    """An answer of this value, as a reader would give it."""
    if step["answer"]["kind"] in ("number", "array"):
        flat = [repr(float(number)) for number in np.ravel(value)]
        return flat if step["answer"]["kind"] == "array" else flat[0]
    return [int(place) for place in np.ravel(value)]


def test_the_book_explains_each_mistake_where_an_exercise_says() -> None:
    for each in BANK:
        for step in each.to_json()["steps"]:
            for wrong in step["mistakes"]:
                page, _, anchor = wrong["see"].partition("#")
                assert not page or anchor in anchors(page), (each.id, wrong["see"])


def plain_texts(step: dict[str, Any]) -> Iterator[Any]:
    """A step's texts, without lines of code and without its easier question's."""
    yield from (step["ask"], step["right"], *step["hints"])
    yield from (wrong["says"] for wrong in step["mistakes"])
    if step["answer"]["kind"] != "line":
        yield from step["answer"]["items"]


def test_no_text_has_marks_that_a_page_would_show() -> None:
    """Between backticks stands code; other marks of Markdown mean nothing there."""
    for each in BANK:
        data = each.to_json()
        texts = [data["setting"], data["solution"]]
        for step in data["steps"]:
            for part in (step, *([step["scaffold"]] if step["scaffold"] else [])):
                texts += plain_texts(part)
        for text in texts:
            outside = "".join(
                "".join(piece for piece in text if isinstance(piece, str)).split("`")[::2]
            )
            assert not re.search(r"[*_]\w|\$|\]\(", outside), (each.id, outside)


def test_every_line_of_code_is_answered_with_a_sentence() -> None:
    for each in BANK:
        for step in each.to_json()["steps"]:
            if step["answer"]["kind"] == "line":
                wrong = {mistake["value"] for mistake in step["mistakes"]}
                others = set(range(len(step["answer"]["items"]))) - {step["answer"]["value"]}
                assert wrong == others, each.id


@pytest.mark.parametrize("each", BANK, ids=lambda each: each.id)
def test_every_mistake_is_named_and_no_other(each: Exercise) -> None:
    """For 200 seeds: the right answer is right, and each wrong one is met with its mistake."""
    data = each.to_json()
    nothing: list[Any] = [None] * len(data["steps"])
    for seed in range(200):
        variant = draw(data, seed)
        for place, step in enumerate(data["steps"]):
            answers = zip([None, *step["mistakes"]], variant.answers[place], strict=True)
            for wrong, value in answers:
                typed = nothing.copy()
                typed[place] = as_typed(step, value)
                found = judge(variant, place, typed)
                wanted = ("mistake", wrong["name"]) if wrong else ("right", "")
                assert (found.kind, found.mistake) == wanted, (seed, place)
                assert found.message
