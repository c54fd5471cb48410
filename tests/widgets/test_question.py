"""The Question as a Python object: its answers, its verdicts, and what it is on paper."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
import traitlets

from backprop.exercises import Exercise, Step
from backprop.exercises.bank import exercises
from backprop.widgets import Question
from exercises import FORMS

NUMBER, AFTER, ROW, MATRIX, CHOICE, LINE, ORDER, CELL = range(len(FORMS.steps))
NONE: list[Any] = [None] * len(FORMS.steps)
EVERY = [exercise.id for chapter in exercises().values() for exercise in chapter]


def only(place: int, answer: object) -> list[Any]:
    return [answer if at == place else None for at in range(len(FORMS.steps))]


def right_answers(question: Question) -> list[Any]:
    names = question.variant.names
    k, x, W = names["k"], names["x"], names["W"]
    return [
        float(k * x[0]),
        str(float(k * x[0]) + 1),
        x @ W,
        np.outer(x, [1, 2]).tolist(),
        0,
        1,
        [0, 1, 2],
        [0, int(W[0].argmax())],
    ]


def test_every_form_of_a_right_answer_is_right() -> None:
    question = Question(FORMS, seed=3)
    assert question.verdicts == NONE
    question.answers = right_answers(question)
    assert [verdict["kind"] for verdict in question.verdicts] == ["right"] * len(FORMS.steps)
    assert json.loads(json.dumps(question.answers)) == question.answers


def test_a_verdict_is_that_of_the_judge() -> None:
    question = Question(FORMS, seed=3)
    k, x = question.variant.names["k"], question.variant.names["x"]
    question.answers = only(NUMBER, float(k + x[0]))
    found = question.verdicts[NUMBER]
    assert (found["kind"], found["mistake"]) == ("mistake", "factors-added")
    assert found["see"] == "glossary#gradient"
    question.answers = only(ROW, ["1", "2,5"])
    assert question.verdicts[ROW]["entry"] == 1
    assert question.verdicts[ROW]["place"] == 1


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        [*NONE, None],
        "12345678",
        only(NUMBER, [1]),
        only(NUMBER, True),
        only(ROW, "1"),
        only(ROW, [1]),
        only(MATRIX, [1, 2, 3, 4]),
        only(MATRIX, [[1, 2], [3]]),
        only(CHOICE, 3),
        only(CHOICE, "0"),
        only(LINE, -1),
        only(LINE, True),
        only(ORDER, [0, 1]),
        only(ORDER, [0, 1, 1]),
        only(ORDER, [0, 1, 3]),
        only(CELL, 1),
        only(CELL, [0, 2]),
        only(CELL, [0, 0, 0]),
    ],
    ids=str,
)
def test_what_is_no_answer_is_refused_and_changes_nothing(wrong: Any) -> None:
    question = Question(FORMS, seed=3)
    question.answers = kept = only(NUMBER, "7")
    with pytest.raises(traitlets.TraitError, match="expect"):
        question.answers = wrong
    assert question.answers == kept
    assert question.verdicts[NUMBER]["kind"] == "unknown"


@pytest.mark.parametrize(("name", "wrong"), [("seed", -1), ("seed", 2**32), ("worked", 9)])
def test_a_seed_or_a_number_of_steps_that_cannot_be_is_refused(name: str, wrong: int) -> None:
    question = Question(FORMS, seed=3, worked=1)
    with pytest.raises(traitlets.TraitError, match="whole number from 0 to"):
        setattr(question, name, wrong)
    assert (question.seed, question.worked) == (3, 1)


def test_another_seed_draws_other_numbers_and_clears_the_answers() -> None:
    question = Question(FORMS, seed=3)
    question.answers = right_answers(question)
    before = question.html()
    question.seed = 4
    assert question.answers == question.verdicts == NONE
    assert question.variant.seed == 4
    assert question.html() != before


def test_seed_and_answers_may_be_set_together() -> None:
    question = Question(FORMS, seed=3)
    right = right_answers(Question(FORMS, seed=9))
    with question.hold_trait_notifications():
        question.seed = 9
        question.answers = right
    assert {verdict["kind"] for verdict in question.verdicts} == {"right"}


def test_verdicts_and_the_exercise_cannot_be_set() -> None:
    question = Question(FORMS)
    for name, value in (("verdicts", []), ("exercise", {})):
        with pytest.raises(traitlets.TraitError):
            setattr(question, name, value)


def test_anchors_tell_worked_ones_apart() -> None:
    anchors = [Question(FORMS, worked=worked).anchor for worked in range(3)]
    assert anchors[0] == "q-every-form"
    assert len(set(anchors)) == 3
    assert Question(FORMS, anchor="mine").anchor == "mine"


def test_an_unknown_exercise_is_refused_with_those_that_are_near() -> None:
    with pytest.raises(ValueError, match="product-swaps"):
        Question("product-swap")


@pytest.mark.parametrize("name", EVERY)
def test_every_exercise_of_the_bank_is_well_formed_html_and_keeps_its_solution(name: str) -> None:
    question = Question(name)
    figure = ElementTree.fromstring(question.html())
    assert figure.get("data-widget") == "Question"
    assert json.loads(figure.get("data-state") or "")["seed"] == 1
    (solution,) = figure.iter("details")
    open_text = "".join(
        "".join(part.itertext()) for part in figure if part.get("class") != "question-solution"
    )
    assert "Answer:" not in open_text
    assert "Answer:" in "".join(solution.itertext())
    worked = Question(name, worked=len(question.exercise["steps"]))
    assert "<details" not in worked.html()
    assert worked.html().count("Answer:") == len(question.exercise["steps"])


def test_on_paper_items_stand_in_the_order_in_which_they_are_drawn() -> None:
    question = Question(FORMS, seed=3)
    lists = list(ElementTree.fromstring(question.html()).findall("ol"))
    shown = [[item.text for item in items] for items in lists]
    orders = question.variant.orders
    assert shown[0][orders[CHOICE].index(0)] == f"{question.variant.names['k']:g}"
    assert shown[2][orders[ORDER].index(0)] == "forward"


def test_texts_are_escaped() -> None:
    step = Step("`<b>` & <i>", "1", "</details>")
    exercise = Exercise(id="e", kind="solve", skills=["s"], steps=[step], solution="<script>")
    html = Question(exercise).html()
    assert "<code>&lt;b&gt;</code> &amp; &lt;i&gt;" in html
    assert "<script>" not in html
    ElementTree.fromstring(html)
