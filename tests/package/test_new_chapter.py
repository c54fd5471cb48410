"""What `make new-chapter` lays out: it runs, and keeps the rules of a chapter."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import yaml

from built_site import ROOT
from new_chapter import lay_out, main
from new_exercise import BANK
from notebook_rules import RULES, executed, read, sizes

NUMBER, NAME = 98, "share-weights-across-a-picture"
SHOWN = f"""\
from backprop.exercises.bank import ORDER, exercises

found = list(exercises())
assert found == [name.replace("_", "-") for name in ORDER]
print(found.index("{NAME}"), *(each.id for each in exercises()["{NAME}"]))
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what a chapter is made in; of the other chapters the names."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests" / "support", tmp_path / "tests" / "support")
    (tmp_path / "tests" / "package").mkdir()
    (tmp_path / "book").mkdir()
    for path in (ROOT / "book").glob("[0-9]*.ipynb"):
        (tmp_path / "book" / path.name).touch()
    for name in ("_toc.yml", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def run(checkout: Path, *arguments: str) -> CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=checkout,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(checkout / "src")},
        capture_output=True,
        text=True,
        check=False,
    )


def contents(checkout: Path) -> list[str]:
    toc = yaml.safe_load((checkout / "_toc.yml").read_text(encoding="utf-8"))
    return [entry["file"].removeprefix("book/") for entry in toc["parts"][0]["chapters"]]


def test_the_chapter_keeps_the_rules_and_its_code_runs(checkout: Path) -> None:
    path, *others = lay_out(NUMBER, NAME, checkout)
    chapter = read(path)
    problems = {rule.__name__: list(rule(chapter)) for rule in RULES if rule is not executed}
    assert not any(problems.values()), problems
    assert sizes(chapter)["solutions"] == 3
    ran = run(checkout, "-c", "\n".join(cell.source for _, cell in chapter.code))
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split()[:2] == ["6.0", "6.2"]
    for command in (["check"], ["format", "--check"]):
        done = run(checkout, "-m", "ruff", *command, str(path), *map(str, others))
        assert done.returncode == 0, done.stdout


def test_the_chapter_has_its_place_in_the_book_and_in_the_bank(checkout: Path) -> None:
    before = contents(ROOT)
    _, _, *tests = lay_out(NUMBER, NAME, checkout)
    place = sum(int(chapter[:2]) < NUMBER for chapter in before)
    assert contents(checkout) == [*before[:place], f"{NUMBER}-{NAME}", *before[place:]]
    shown = run(checkout, "-c", SHOWN)
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.split() == [str(place), *(f"{NAME}-{i}" for i in (1, 2, 3))]
    assert all("NotImplementedError" in test.read_text(encoding="utf-8") for test in tests)
    assert len(tests) == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["4", NAME], "04-sum-over-the-batch"),
        (["98", "sum-over-the-batch"], "04-sum-over-the-batch"),
        (["0", NAME], "from 2 to 99"),
        (["100", NAME], "from 2 to 99"),
        (["98", "../up"], "'../up'"),
        (["98", "Share weights"], "'Share weights'"),
        (["sixteen", NAME], "make new-chapter"),
        (["", ""], "make new-chapter"),
    ],
)
def test_what_cannot_be_laid_out_is_refused(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 1
    assert said in capsys.readouterr().err


def test_nothing_is_written_where_the_contents_lack_the_chapter_before(checkout: Path) -> None:
    contents_file = checkout / "_toc.yml"
    last = contents(checkout)[-1]
    text = contents_file.read_text(encoding="utf-8").replace(f"book/{last}", "book/another")
    contents_file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=last):
        lay_out(NUMBER, NAME, checkout)
    assert not list((checkout / "book").glob(f"{NUMBER}-*"))
    assert not (checkout / BANK / f"{NAME.replace('-', '_')}.py").exists()
    assert contents_file.read_text(encoding="utf-8") == text
