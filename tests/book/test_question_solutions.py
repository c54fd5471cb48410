"""On paper the questions of a page are numbered, and their solutions stand at its end."""

from __future__ import annotations

from xml.etree import ElementTree

from question_solutions import with_solutions

from backprop.widgets import Question
from exercises import FORMS

FIRST = Question("product-swaps").html()
WHOLE = Question(FORMS, worked=8).html()
LAST = Question(FORMS, seed=2).html()


def test_each_question_has_its_place_and_its_solution() -> None:
    body = f"<p>before</p>{FIRST}{WHOLE}<p>between</p>{LAST}<p>after</p>"
    page = ElementTree.fromstring(f"<body>{with_solutions(body)}</body>")
    figures = page.findall("figure")
    places = [figure.find(".//span[@class='question-place']") for figure in figures]
    assert [place.text for place in places if place is not None] == [
        "Question 1. ",
        "Question 2. ",
        "Question 3. ",
    ]
    solutions = page[-1]
    assert solutions.get("class") == "question-solutions"
    assert [part.text for part in solutions.findall("p[@class='question-kind']")] == [
        "Question 1",
        "Question 3",
    ]
    answers = [len(listed) for listed in solutions.findall("ol")]
    assert answers == [len(Question("product-swaps").exercise["steps"]), len(FORMS.steps)]
    folded = figures[2].find("details")
    assert folded is not None
    texts = ["".join(part.itertext()) for part in solutions.findall("ol")]
    assert texts[1] == "".join(folded.find("ol").itertext())  # type: ignore[union-attr]


def test_a_page_without_questions_stays_as_it_is() -> None:
    for body in ("<p>text</p>", '<figure class="backprop-widget" data-widget="A"></figure>'):
        assert with_solutions(body) == body
