"""Sphinx extension: each chapter's exercises as a script, for pages that draw from all chapters.

``frontend/host/exercise_scripts.js`` loads one when it is needed. It is a classic script, since a
page that is opened from a disk may load nothing else.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path, PurePosixPath
from zlib import crc32

from chapter_questions import chapters
from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

from backprop.exercises.bank import exercises

FOLDER = "_static/exercises"


@cache
def exercise_script(chapter: str) -> str:
    """Write the exercises of a chapter, ``scale-the-inputs``, as a script."""
    data = [exercise.to_json() for exercise in exercises()[chapter]]
    written = json.dumps(data, allow_nan=False, ensure_ascii=False, separators=(",", ":"))
    return f"(globalThis.backpropExercises ??= {{}})[{json.dumps(chapter)}] = {written};\n"


def script_addresses(app: Sphinx, page: str) -> dict[str, str]:
    """Say for each chapter where its script is, as seen from a page."""
    here = app.builder.get_target_uri(page)
    return {
        chapter: f"{relative_uri(here, f'{FOLDER}/{chapter}.js')}?v={_version(chapter)}"
        for chapter in _slugs(app)
    }


def _slugs(app: Sphinx) -> list[str]:
    pages = (PurePosixPath(page).name for page in chapters(app.env))
    return [page.lstrip("0123456789").lstrip("-") for page in pages]


def _version(chapter: str) -> str:
    """Tell an edition from the next, so that no browser takes an old one from its cache."""
    return f"{crc32(exercise_script(chapter).encode()):08x}"


def write_scripts(app: Sphinx, error: Exception | None) -> None:
    """Write them beside the page's other scripts."""
    if error or app.builder.format != "html":
        return
    folder = Path(app.outdir, FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    for chapter in _slugs(app):
        (folder / f"{chapter}.js").write_text(exercise_script(chapter), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to the end of the build."""
    app.connect("build-finished", write_scripts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
