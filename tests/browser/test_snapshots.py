"""Without scripts every figure is the tables that its notebook holds; on paper: test_layout.py."""

from __future__ import annotations

import pytest

from built_site import every_figure
from snapshots import assert_tables
from visits import Visit
from widget import OVER_HTTP

EVERY_CHAPTER = pytest.mark.parametrize(
    "chapter", sorted({figure.page for figure in every_figure()}), ids=lambda page: page[5:7]
)


@OVER_HTTP
@EVERY_CHAPTER
def test_without_scripts(visit: Visit, chapter: str) -> None:
    assert_tables(visit(chapter, java_script_enabled=False), chapter, "table")
