"""Lay out a new chapter: ``make new-chapter number=17 name=share-weights-across-a-picture``.

It writes the notebook, its bank with three exercises and a test of each one's answers, and names
the chapter in the contents and in the order of the banks. What is laid out runs; the tests then
say what it lacks: a card, more cells, questions, predictions.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from execute_notebooks import clean
from new_exercise import BANK, ROOT, answers_place
from new_exercise import lay_out as lay_out_exercise

TEMPLATE = Path(__file__).parent / "chapter_template" / "chapter.md"
FENCE = re.compile(r"```python( solution)?\n(.*)\n```", re.DOTALL)
SOLUTION = {
    "jupyter": {"source_hidden": True},
    "mystnb": {"code_prompt_hide": "Hide the solution", "code_prompt_show": "Solution"},
    "tags": ["hide-cell"],
}
BANK_WITHOUT_EXERCISES = """\
from backprop.exercises.exercise import Drawn, Exercise, Step, Wrong

EXERCISES = [
]
"""
EXERCISES = 3


def lay_out(number: int, name: str, root: Path = ROOT) -> list[Path]:
    """Write the files of a chapter, and return the paths of those that are new.

    Parameters
    ----------
    number
        The chapter's number, from 2 to 99; others stay as they are.
    name
        Its name, a verb first, as ``"sum-over-the-batch"``.
    root
        The checkout.

    Raises
    ------
    ValueError
        If the name is no such words, the number is not from 2 to 99, or the chapter before it is
        not in the contents and in the order of the banks.
    FileExistsError
        If the number or the name is taken. Nothing is written then.
    """
    if not re.fullmatch(r"[a-z]+(-[a-z]+)+", name):
        raise ValueError(f"The name expects two or more words with - between them; got {name!r}.")
    if not 2 <= number <= 99:
        raise ValueError(f"The number expects a whole number from 2 to 99; got {number}.")
    chapters = sorted(path.stem for path in (root / "book").glob("[0-9][0-9]-*.ipynb"))
    ids = [f"{name}-{place}" for place in range(1, EXERCISES + 1)]
    module = root / BANK / f"{name.replace('-', '_')}.py"
    taken = [chapter for chapter in chapters if int(chapter[:2]) == number or chapter[3:] == name]
    files = [module, *(root / answers_place(each) for each in ids)]
    there = [path for path in files if path.exists()]
    if taken or there:
        what = taken[0] if taken else there[0].relative_to(root)
        raise FileExistsError(f"{what} is there already: choose another number or name.")
    before = [chapter for chapter in chapters if int(chapter[:2]) < number][-1]

    notebook = root / "book" / f"{number:02}-{name}.ipynb"
    contents, order = root / "_toc.yml", root / BANK / "__init__.py"
    last = before[3:].replace("-", "_")
    texts = {
        notebook: _notebook(name, before),
        module: f'"""Exercises of chapter {number}."""\n\n{BANK_WITHOUT_EXERCISES}',
        contents: _with_line(contents, f"      - file: book/{before}\n", before, notebook.stem),
        order: _with_line(order, f'    "{last}",\n', last, module.stem),
    }
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
    return [notebook, module, *(lay_out_exercise(name, each, root)[1] for each in ids)]


def _notebook(name: str, before: str) -> str:
    text = TEMPLATE.read_text(encoding="utf-8")
    words = {"TITLE": name.replace("-", " ").capitalize(), "NAME": name, "BEFORE": before}
    for mark, word in {**words, "PLACE": str(int(before[:2]))}.items():
        text = text.replace(mark, word)
    cells = [_cell(part.strip("\n")) for part in text.split("%%\n")]
    return clean(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}))


def _cell(text: str) -> dict[str, Any]:
    code = FENCE.fullmatch(text)
    if not code:
        return {"cell_type": "markdown", "metadata": {}, "source": text}
    metadata = SOLUTION if code[1] else {}
    return {
        "cell_type": "code",
        "metadata": metadata,
        "source": code[2],
        "execution_count": None,
        "outputs": [],
    }


def _with_line(path: Path, line: str, old: str, new: str) -> str:
    """Return a file's text with a line like this one behind it, for the new name."""
    text = path.read_text(encoding="utf-8")
    if text.count(line) != 1:
        raise ValueError(f"{path.name} expects one line {line.strip()!r}; add it first.")
    return text.replace(line, line + line.replace(old, new))


def main(arguments: list[str]) -> int:
    """Lay out the chapter that the command names; 1 and a sentence where that cannot be done."""
    if len(arguments) != 2 or not arguments[0].isdecimal() or not arguments[1]:
        print(
            "Give the chapter's number and name: "
            "make new-chapter number=17 name=share-weights-across-a-picture",
            file=sys.stderr,
        )
        return 1
    try:
        for path in lay_out(int(arguments[0]), arguments[1]):
            print(path.relative_to(ROOT))
    except (ValueError, FileExistsError) as error:
        print(error, file=sys.stderr)
        return 1
    print("Write it in JupyterLab, then: make notebooks, a card in book/index.md, make test.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
