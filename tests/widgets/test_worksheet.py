"""The Worksheet as a Python object: its settings, its exercises, and the sheet without scripts."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
import traitlets

from backprop.exercises.bank import exercises
from backprop.widgets import Worksheet

SLUG = "backpropagate-a-layer"


def test_a_sheet_takes_from_the_chapters_chosen() -> None:
    sheet = Worksheet(chosen=[SLUG], count=5, seed=3)
    ids = [variant.exercise["id"] for variant in sheet.variants()]
    assert len(ids) == 5
    assert set(ids) <= {each.id for each in exercises()[SLUG]}
    assert json.loads(json.dumps(sheet.state())) == sheet.state()


def test_without_scripts_the_sheet_stands_there_with_its_solutions() -> None:
    figure = ElementTree.fromstring(Worksheet(count=12, seed=5).html())
    (asked,) = (each for each in figure.iter("ol") if each.get("class") == "sheet-list")
    assert len(list(asked)) == 12
    assert all(any(part.tag == "details" for part in each) for each in asked)


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("chosen", ["no-chapter"]),
        ("skill", "no skill"),
        ("level", 4),
        ("count", 0),
        ("count", 41),
        ("seed", -1),
        ("seed", 2**32),
    ],
)
def test_what_is_no_setting_is_refused_and_the_old_stays(setting: str, value: object) -> None:
    sheet = Worksheet()
    before = getattr(sheet, setting)
    with pytest.raises(traitlets.TraitError):
        setattr(sheet, setting, value)
    assert getattr(sheet, setting) == before
    with pytest.raises(traitlets.TraitError):
        Worksheet(**{setting: value})  # type: ignore[arg-type]
