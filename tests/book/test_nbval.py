"""The project's own pytest settings replay every chapter, and see when an output differs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from execute_notebooks import clean

ROOT = Path(__file__).resolve().parents[2]
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
PLOT = f"""from IPython.display import Image
import base64
Image(base64.b64decode({PNG!r}))"""
SVG = "from IPython.display import SVG\nSVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>')"
FIGURE = "from IPython.display import HTML\nHTML('<figure>6.0</figure>')"


def code(source: str, output: dict[str, Any]) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "source": source,
        "metadata": {},
        "outputs": [output],
        "execution_count": 1,
    }


def printed(text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": "stdout", "text": text}


def result(**data: str) -> dict[str, Any]:
    named = {name.replace("_", "/"): value for name, value in data.items()}
    return {"output_type": "execute_result", "data": named, "metadata": {}, "execution_count": 1}


IMAGE = "<IPython.core.display.Image object>"
DRAWN = "<IPython.core.display.SVG object>"
DISPLAYED = "<IPython.core.display.HTML object>"
NOTEBOOKS = {
    "same": [
        code("print(6)", printed("6\n")),
        code(FIGURE, result(text_html="<figure>6.0</figure>", text_plain=DISPLAYED)),
    ],
    "other_image": [code(PLOT, result(image_png="iVBORw0KGgo=", text_plain=IMAGE))],
    "other_picture": [code(SVG, result(**{"image_svg+xml": "<svg/>", "text_plain": DRAWN}))],
    "other_text": [code("print(6)", printed("6.000001\n"))],
    "other_html": [
        code(FIGURE, result(text_html="<figure>5.0</figure>", text_plain=DISPLAYED)),
    ],
    "no_output": [code("6;", printed("6\n"))],
    "too_long": [code("import time\ntime.sleep(60)", printed(""))],
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Replay the notebooks with the project's settings, and return how their cells came out."""
    folder = tmp_path_factory.mktemp("project")
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (folder / "pyproject.toml").write_text(settings, encoding="utf-8")
    (folder / "tests").mkdir()
    for place in ("book", "book/.ipynb_checkpoints", "_build/html/book"):
        (folder / place).mkdir(parents=True)
    for name, cells in NOTEBOOKS.items():
        data = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
        (folder / "book" / f"{name}.ipynb").write_text(clean(json.dumps(data)), encoding="utf-8")
    for copy in ("book/.ipynb_checkpoints/same-checkpoint", "_build/html/book/same"):
        (folder / f"{copy}.ipynb").write_bytes((folder / "book/same.ipynb").read_bytes())
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadscope", "-v"]
    done = subprocess.run(
        [*command, "--nbval-cell-timeout=3", "-p", "no:cacheprovider"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    found: dict[str, set[str]] = {}
    for outcome, name in re.findall(r" (PASSED|FAILED) (\S+?)(?:::|\.)ipynb::", done.stdout):
        found.setdefault(name, set()).add(outcome)
    assert found, done.stdout + done.stderr
    assert "error" not in done.stdout.splitlines()[-1], done.stdout
    return found


def test_each_chapter_is_replayed_once_and_no_copy_is(outcomes: dict[str, set[str]]) -> None:
    assert sorted(outcomes) == sorted(f"book/{name}" for name in NOTEBOOKS)


def test_the_same_output_passes(outcomes: dict[str, set[str]]) -> None:
    assert outcomes["book/same"] == {"PASSED"}


@pytest.mark.parametrize(
    "name", ["other_text", "other_html", "other_picture", "no_output", "too_long"]
)
def test_another_output_fails(name: str, outcomes: dict[str, set[str]]) -> None:
    assert outcomes[f"book/{name}"] == {"FAILED"}


def test_an_image_may_differ(outcomes: dict[str, set[str]]) -> None:
    """Another version of a library makes other pixels; the book's own pictures are SVG."""
    assert outcomes["book/other_image"] == {"PASSED"}
