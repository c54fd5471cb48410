"""The Practice as a Python object: its chapters, its list of questions, its progress as text."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
import traitlets

from backprop.exercises.bank import exercises
from backprop.widgets import Practice

PAGE = "03-backpropagate-a-layer"
SLUG = "backpropagate-a-layer"
IDS = [exercise.id for exercise in exercises()[SLUG]]
KEPT = json.dumps({"version": 1, "items": {}})


def test_it_has_every_exercise_of_the_bank_once() -> None:
    practice = Practice()
    asked = [each["id"] for chapter in practice.chapters for each in chapter["exercises"]]
    assert asked == [each.id for chapter in exercises().values() for each in chapter]
    assert {chapter["page"] for chapter in practice.chapters} == {""}
    assert json.loads(json.dumps(practice.state())) == practice.state()


def test_a_page_is_a_chapter_with_its_address_and_the_bank_s_exercises() -> None:
    (chapter,) = Practice({PAGE: {}}).chapters
    assert (chapter["id"], chapter["page"]) == (SLUG, f"{PAGE}.html")
    assert chapter["title"] == "Backpropagate a layer"
    assert [each["id"] for each in chapter["exercises"]] == IDS


def test_of_a_chapter_with_a_script_the_figure_holds_what_is_chosen_by() -> None:
    (chapter,) = Practice({PAGE: {}}, scripts={SLUG: "data.js"}).chapters
    bank = exercises()[SLUG]
    assert chapter["script"] == "data.js"
    assert chapter["exercises"] == [
        {
            "id": each.id,
            "skills": list(each.skills),
            "questions": len(each.steps),
            "drawn": bool(each.given),
        }
        for each in bank
    ]
    (without,) = Practice({PAGE: {}}).chapters
    assert without["script"] == ""
    wholes = zip(without["exercises"], chapter["exercises"], bank, strict=True)
    assert all(whole == {**each.to_json(), **known} for whole, known, each in wholes)


def test_the_list_links_what_has_a_place() -> None:
    figure = ElementTree.fromstring(Practice({PAGE: {IDS[1]: "there.html#q"}}).html())
    assert len(list(figure.iter("li"))) == len(IDS)
    assert [link.get("href") for link in figure.iter("a")] == ["there.html#q"]


def test_a_page_without_exercises_is_refused() -> None:
    with pytest.raises(ValueError, match="got '99-nothing'"):
        Practice({"99-nothing": {}})


def test_what_is_no_progress_is_refused_and_the_old_stays() -> None:
    practice = Practice(progress=KEPT)
    for text in ("{", "[]", "3", '{"items": {}}'):
        with pytest.raises(traitlets.TraitError, match="progress expects"):
            practice.progress = text
        assert practice.progress == KEPT
    practice.progress = ""
    assert practice.progress == ""
