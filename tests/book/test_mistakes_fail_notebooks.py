"""With a catalogued mistake in place of the right code, a chapter no longer gives its outputs.

`make mistakes` tries all of them and writes the table; here one is tried for each right class.
"""

from __future__ import annotations

import json

import pytest

import backprop
from backprop.mistakes import CATALOGUE, Mistake, named
from spoil_chapters import BOOK, TABLE, differences, in_place, key_of, shows_in

CAUGHT: dict[str, str] = json.loads(TABLE.read_text(encoding="utf-8"))
ONE_OF_EACH = {entry.right: entry for entry in reversed(CATALOGUE)}.values()  # the first


def test_the_table_has_each_mistake() -> None:
    assert list(CAUGHT) == [key_of(entry) for entry in CATALOGUE]
    assert all(CAUGHT.values())


def test_the_right_code_gives_the_stored_outputs(monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process too: what follows would prove nothing otherwise."""
    monkeypatch.chdir(BOOK)
    for chapter in ("03-backpropagate-a-layer", "06-pass-through-activations"):
        assert list(differences(chapter)) == []


@pytest.mark.parametrize("entry", ONE_OF_EACH, ids=key_of)
def test_a_chapter_notices_a_mistake(entry: Mistake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BOOK)
    assert shows_in(entry, CAUGHT[key_of(entry)])


def test_the_right_code_is_in_place_again_afterwards() -> None:
    entry = named("transpose missing")
    with in_place(entry):
        assert backprop.Dense is backprop.layers.Dense is entry.variant
    assert backprop.Dense is backprop.layers.Dense is entry.right
