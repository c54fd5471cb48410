"""What a page gave to the search index is still there in a build that leaves the page as it is."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from search_memory import LEARNT, recall, remember


def app_with(folder: Path, docs: set[str], learnt: dict[str, list[list[str]]]) -> Any:
    env = SimpleNamespace(found_docs=docs, **{name: dict(learnt) for name in LEARNT})
    return SimpleNamespace(builder=SimpleNamespace(format="html"), doctreedir=folder, env=env)


def test_what_pages_gave_is_known_again_but_not_that_of_a_page_that_is_gone(tmp_path: Path) -> None:
    before = app_with(tmp_path, {"api", "gone"}, {"api": [["Dense", "id"]], "gone": [["x", "y"]]})
    remember(before, None)
    after = app_with(tmp_path, {"api", "new"}, {"new": [["a", "b"]]})
    recall(after, after.env)
    for name in LEARNT:
        assert getattr(after.env, name) == {"new": [["a", "b"]], "api": [["Dense", "id"]]}
