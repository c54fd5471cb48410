"""Put each catalogued mistake in place of the right code, and see in which chapter it shows.

``python tools/spoil_chapters.py`` writes tests/book/caught_mistakes.json: for each mistake the
first chapter with an output that is no longer the one that is stored, so that nbval fails there.
tests/book/test_mistakes_fail_notebooks.py tries one of each class again.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from backprop.graph import OPERATIONS
from backprop.mistakes import CATALOGUE, Mistake
from execute_notebooks import WIDGET_VIEW

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "book"
TABLE = ROOT / "tests" / "book" / "caught_mistakes.json"
LAST = ("11", "12")  # the longest to run

# A network runs its own classes through faster forms; whatever derives from them, as it is.
EXACT = ("backprop.mistakes", "backprop.network.layer_passes", "backprop.network.loss_passes")


def key_of(entry: Mistake) -> str:
    """Return how the table calls a mistake: the wrong class, by module and name."""
    return f"{entry.variant.__module__.rsplit('.', 1)[1]}.{entry.variant.__qualname__}"


@contextmanager
def in_place(entry: Mistake) -> Iterator[None]:
    """Let every module of the package mean the wrong class where it names the right one."""
    variant, right = entry.variant, entry.right
    modules = [each for name, each in sys.modules.items() if name.split(".")[0] == "backprop"]
    changed: list[tuple[dict[Any, Any], Any, Any]] = []

    def put(table: Any, key: Any, value: Any) -> None:
        changed.append((table, key, table[key]))
        table[key] = value

    for module in modules:
        if not module.__name__.startswith(EXACT):
            held = [each for each in vars(module).values() if type(each) is dict]
            for table in (vars(module), *held):
                for key in [key for key, value in table.items() if value is right]:
                    put(table, key, variant)
    for name, local in getattr(variant, "locals", {}).items():
        put(OPERATIONS, name, replace(OPERATIONS[name], local=local))
    name, variant.__name__ = variant.__name__, right.__name__  # as it is printed
    try:
        yield
    finally:
        variant.__name__ = name
        for table, key, value in reversed(changed):
            table[key] = value


@contextmanager
def main_module_kept() -> Iterator[None]:
    """Undo that a shell takes the place of the module that was started, which processes copy."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


def differences(chapter: str) -> Iterator[int]:
    """Run a chapter in this process; yield the code cells that give other outputs than stored.

    Code that is shown differs wherever there is other code. It is numbers that count, so that
    such cells are left out.
    """
    cells = nbformat.read(str(BOOK / f"{chapter}.ipynb"), as_version=4).cells
    with main_module_kept():
        shell = InteractiveShell.instance()
    shell.reset(new_session=False)
    for place, cell in enumerate(cell for cell in cells if cell.cell_type == "code"):
        shown: list[dict[str, Any]] = []
        shell.display_trap.hook = lambda value, to=shown: _show(shell, value, to)
        with capture_output() as captured:
            result = shell.run_cell(cell.source)
        outputs = [*(dict(each.data) for each in captured.outputs), *shown]
        same = result.success and (captured.stdout, outputs) == _stored(cell)
        if not same and "show(" not in cell.source:
            yield place


def _show(shell: Any, value: Any, to: list[dict[str, Any]]) -> None:
    if value is not None:
        data, _ = shell.display_formatter.format(value)
        to.append({kind: text for kind, text in data.items() if kind != WIDGET_VIEW})


def _stored(cell: Any) -> tuple[str, list[dict[str, Any]]]:
    streams = [each.text for each in cell.outputs if each.output_type == "stream"]
    return "".join(streams), [dict(each.data) for each in cell.outputs if "data" in each]


def shows_in(entry: Mistake, chapter: str) -> bool:
    """Whether a chapter has another output with a mistake in place."""
    with in_place(entry):
        return next(differences(chapter), None) is not None


def check_stored(names: list[str]) -> None:
    """Refuse to go on where a chapter differs without any mistake: it would seem to catch all."""
    for name in names:
        if next(differences(name), None) is not None:
            sys.exit(f"{name} has other outputs than stored: run make notebooks, then this again.")


def main() -> None:
    """Look for each mistake in the chapters, the short ones first, and write the table."""
    names = sorted(
        (path.stem for path in BOOK.glob("[0-9]*.ipynb")), key=lambda n: (n[:2] in LAST, n)
    )
    os.chdir(BOOK)
    check_stored(names)
    table = {}
    for entry in CATALOGUE:
        found = next((name for name in names if shows_in(entry, name)), None)
        print(f"{key_of(entry)}: {found}", flush=True)
        table[key_of(entry)] = found
    check_stored(names)  # nor may they have been changed meanwhile
    TABLE.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
