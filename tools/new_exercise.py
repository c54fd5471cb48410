"""Lay out a new exercise: ``make new-exercise chapter=sum-over-the-batch name=two-batches``.

It writes an exercise that works, on the gradient of a product, at the end of the chapter's bank,
and a test of its answers. The test fails until the author computes them a second time.
"""

from __future__ import annotations

import re
import sys
from difflib import get_close_matches
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEMPLATES = Path(__file__).parent / "exercise_template"
BANK = "src/backprop/exercises/bank"
OPENS, CLOSES = "EXERCISES = [\n", "\n]\n"


def lay_out(chapter: str, name: str, root: Path = ROOT) -> list[Path]:
    """Write an exercise and the test of its answers, and return the paths of both files.

    Parameters
    ----------
    chapter
        The chapter's name, as ``"sum-over-the-batch"``; its number may stand before it.
    name
        The exercise's id, as ``"two-batches"``.
    root
        The checkout.

    Raises
    ------
    ValueError
        If the name is no such id, there is no such chapter, or its module does not end with the
        list of exercises.
    FileExistsError
        If there is an exercise or a test of that name. Nothing is written then.
    """
    if not re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", name):
        raise ValueError(f"The name expects small letters, with - between words; got {name!r}.")
    modules = {path.stem.replace("_", "-"): path for path in (root / BANK).glob("[a-z]*.py")}
    wanted = re.sub(r"^\d+-", "", chapter)
    if wanted not in modules:
        near = get_close_matches(wanted, modules) or sorted(modules)
        raise ValueError(f"There is no bank of a chapter {chapter!r}; there is {', '.join(near)}.")
    module, test = modules[wanted], root / answers_place(name)
    texts = {path: path.read_text(encoding="utf-8") for path in modules.values()}
    for path, text in texts.items():
        if f'id="{name}"' in text:
            raise FileExistsError(
                f"{path.relative_to(root)} has an exercise {name!r} already: choose another name."
            )
    if test.exists():
        raise FileExistsError(
            f"{test.relative_to(root)} is there already: choose another name, or delete it."
        )
    bank = texts[module]
    if not bank.endswith(CLOSES):
        raise ValueError(
            f"{module.relative_to(root)} expects its list EXERCISES at its end; move it there."
        )
    template = (TEMPLATES / "exercise.py").read_text(encoding="utf-8").replace("NAME", name)
    entry = template.partition(OPENS)[2].removesuffix(CLOSES)
    module.write_text(f"{bank.removesuffix(CLOSES)}\n{entry}{CLOSES}", encoding="utf-8")
    answers = (TEMPLATES / "test_answers.py").read_text(encoding="utf-8").replace("NAME", name)
    test.write_text(answers, encoding="utf-8")
    return [module, test]


def answers_place(name: str) -> str:
    """Return where the test of an exercise's answers stands."""
    return f"tests/package/test_exercise_answers_of_{name.replace('-', '_')}.py"


def main(arguments: list[str]) -> int:
    """Lay out the exercise that the command names; 1 and a sentence where that cannot be done."""
    if len(arguments) != 2 or not all(arguments):
        print(
            "Name the chapter and the exercise: "
            "make new-exercise chapter=sum-over-the-batch name=two-batches",
            file=sys.stderr,
        )
        return 1
    try:
        module, test = lay_out(*arguments)
    except (ValueError, FileExistsError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{module.relative_to(ROOT)} has the exercise at its end: make it yours.")
    print(f"{test.relative_to(ROOT)} fails until it computes the answers a second time.")
    print(f'A cell of the chapter asks it: Question("{arguments[1]}")')
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
