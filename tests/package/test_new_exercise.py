"""What `make new-exercise` lays out: an exercise that works, a test that wants its answers."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from subprocess import CompletedProcess
from textwrap import dedent

import pytest

from built_site import ROOT
from new_exercise import BANK, lay_out, main

CHAPTER, NAME = "04-sum-over-the-batch", "slope-of-a-product"
ENGINE = "tests/package/test_exercise_engine.py"
STUB = re.compile(r"def second_time.*?(?=\n\n\n)", re.DOTALL)
EXAMPLE = re.search(
    r"   ```python\n(   def second_time.*?)\n   ```",
    (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"),
    re.DOTALL,
)
SHOWN = f"""\
from backprop.exercises.bank import exercises
from backprop.widgets import Question
from exercise_data import exercise_script

assert exercises()["sum-over-the-batch"][-1].id == "{NAME}"
assert 'data-widget="Question"' in Question("{NAME}").html()
assert '"{NAME}"' in exercise_script("sum-over-the-batch")
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what an exercise is made in."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests" / "support", tmp_path / "tests" / "support")
    (tmp_path / "tests" / "package").mkdir()
    shutil.copy(ROOT / ENGINE, tmp_path / ENGINE)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def run(checkout: Path, *arguments: str) -> CompletedProcess[str]:
    folders = [checkout / "src", checkout / "tests" / "support", ROOT / "book" / "_ext"]
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=checkout,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(map(str, folders))},
        capture_output=True,
        text=True,
        check=False,
    )


def run_tests(checkout: Path, *tests: str) -> CompletedProcess[str]:
    bare = ["-q", "-c", "/dev/null", "--rootdir", str(checkout), "-p", "no:cacheprovider"]
    return run(checkout, "-m", "pytest", *bare, *tests)


def test_the_exercise_works_and_its_test_waits_for_the_answers(checkout: Path) -> None:
    _, test = lay_out(CHAPTER, NAME, checkout)
    shown = run(checkout, "-c", SHOWN)
    assert shown.returncode == 0, shown.stderr
    judged = run_tests(checkout, f"{ENGINE}::test_every_mistake_is_named_and_no_other[{NAME}]")
    assert judged.returncode == 0, judged.stdout
    waiting = run_tests(checkout, str(test))
    assert waiting.returncode == 1, waiting.stdout
    assert "NotImplementedError" in waiting.stdout

    assert EXAMPLE
    filled = f"from backprop.graph import Graph, inputs\n\n{dedent(EXAMPLE[1])}"
    stub = test.read_text(encoding="utf-8")
    for body, code in ((filled, 0), (filled.replace('["w"]]', '["x"]]'), 1)):
        test.write_text(STUB.sub(body, stub), encoding="utf-8")
        done = run_tests(checkout, str(test))
        assert done.returncode == code, done.stdout


def test_every_chapter_takes_one_in_the_style_of_the_book(checkout: Path) -> None:
    chapters = [path.stem.replace("_", "-") for path in (checkout / BANK).glob("[a-z]*.py")]
    assert len(chapters) >= 15
    files = [
        str(path)
        for number, chapter in enumerate(chapters)
        for path in lay_out(chapter, f"new-{number}", checkout)
    ]
    for command in (["check"], ["format", "--check"]):
        done = run(checkout, "-m", "ruff", *command, *files)
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([CHAPTER, "Two batches"], "'Two batches'"),
        ([CHAPTER, "../up"], "'../up'"),
        (["sum-over-a-batch", NAME], "sum-over-the-batch"),
        ([CHAPTER, "who-moves"], "who-moves"),
        (["backpropagate-a-layer", "who-moves"], "sum_over_the_batch.py"),
        (["", ""], "make new-exercise"),
        ([CHAPTER], "make new-exercise"),
    ],
)
def test_what_cannot_be_laid_out_is_refused(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 1
    assert said in capsys.readouterr().err


def test_nothing_is_written_over(checkout: Path) -> None:
    module, test = lay_out(CHAPTER, NAME, checkout)
    before = module.read_text(encoding="utf-8")
    with pytest.raises(FileExistsError, match=module.name):
        lay_out(CHAPTER, NAME, checkout)
    shutil.copy(ROOT / BANK / module.name, module)
    with pytest.raises(FileExistsError, match=test.name):
        lay_out(CHAPTER, NAME, checkout)
    assert module.read_text(encoding="utf-8") != before
