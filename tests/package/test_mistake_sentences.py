"""What the widgets say of a mistake is what the catalogue says."""

from __future__ import annotations

import write_mistakes


def test_the_front_end_has_the_catalogues_sentences() -> None:
    assert len(write_mistakes.names()) > 20
    assert write_mistakes.WRITTEN.read_text("utf-8") == write_mistakes.text(), (
        "run python tools/write_mistakes.py"
    )
