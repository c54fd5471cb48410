"""With a catalogued mistake in place of the right code, a chapter no longer gives its outputs."""

from __future__ import annotations

import json
from collections import defaultdict

import pytest

from backprop.mistakes import CATALOGUE, Mistake
from spoil_chapters import BOOK, TABLE, differences, key_of, shows_in

CAUGHT: dict[str, str | None] = json.loads(TABLE.read_text(encoding="utf-8"))
# An array of ones that is changed, a probability below 1e-7: no chapter has either.
NOWHERE = {"activations.TanhInPlace", "scalars.ClippedLog"}
BY_CHAPTER: dict[str, list[Mistake]] = defaultdict(list)
for each in CATALOGUE:
    if chapter := CAUGHT.get(key_of(each)):
        BY_CHAPTER[chapter].append(each)


def test_the_table_has_each_mistake() -> None:
    """Written by tools/spoil_chapters.py."""
    assert list(CAUGHT) == [key_of(entry) for entry in CATALOGUE]
    assert {key for key, name in CAUGHT.items() if name is None} == NOWHERE


def test_the_right_code_gives_the_stored_outputs(monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process too: what follows would prove nothing otherwise."""
    monkeypatch.chdir(BOOK)
    for name in ("01-step-through-one-neuron", "07-differentiate-softmax-and-loss"):
        assert list(differences(name)) == []


@pytest.mark.parametrize("chapter", sorted(BY_CHAPTER))
def test_a_chapter_notices_the_mistakes_that_it_is_listed_for(
    chapter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(BOOK)
    unnoticed = [key_of(each) for each in BY_CHAPTER[chapter] if not shows_in(each, chapter)]
    assert unnoticed == []
