"""Put each catalogued mistake in place of the right code, and see which chapter's numbers notice.

``python tools/spoil_chapters.py`` writes the table tests/book/caught_mistakes.json: for each
mistake the first chapter, and the cell of it, whose output is no longer the one that is stored.
nbval fails there. With ``--all`` every mistake is looked for in every chapter.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

from backprop.mistakes import CATALOGUE, Mistake
from execute_notebooks import WIDGET_VIEW

ROOT = Path(__file__).resolve().parents[1]
BOOK = ROOT / "book"
TABLE = ROOT / "tests" / "book" / "caught_mistakes.json"

# A network runs its own classes through faster forms; whatever derives from them, as it is.
EXACT = ("backprop.mistakes", "backprop.network.layer_passes", "backprop.network.loss_passes")


@contextmanager
def in_place(entry: Mistake) -> Iterator[None]:
    """Let every module of the package mean the wrong class where it names the right one."""
    variant = entry.variant
    name, replaced = variant.__name__, []
    variant.__name__ = entry.right.__name__  # as it is printed
    for module in [each for at, each in sys.modules.items() if at.split(".")[0] == "backprop"]:
        if module.__name__.startswith(EXACT):
            continue
        tables = [vars(module), *(each for each in vars(module).values() if type(each) is dict)]
        for table in tables:
            for key in [key for key, value in table.items() if value is entry.right]:
                replaced.append((table, key))
                table[key] = variant
    try:
        yield
    finally:
        variant.__name__ = name
        for table, key in replaced:
            table[key] = entry.right


class Chapter:
    """A notebook, and which of its outputs come out the same in this process."""

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        cells = nbformat.read(path, as_version=4).cells
        # Code that is shown differs wherever there is other code; it is numbers that count.
        self.cells = [cell for cell in cells if cell.cell_type == "code"]
        self.steady = [place for place, differs in enumerate(self._run()) if not differs]
        self.steady = [place for place in self.steady if "show(" not in self.cells[place].source]

    def first_difference(self) -> int | None:
        """Return the number of the first code cell with another output, counted from 0."""
        for place, differs in enumerate(self._run()):
            if differs and place in self.steady:
                return place
        return None

    def _run(self) -> Iterator[bool]:
        """Run the cells, and say of each whether its output differs from the stored one."""
        shell = InteractiveShell.instance()
        shell.reset(new_session=False)
        for cell in self.cells:
            shown: list[dict[str, Any]] = []
            shell.display_trap.hook = lambda value, to=shown: _show(shell, value, to)
            with capture_output() as captured:
                result = shell.run_cell(cell.source)
            outputs = [*(dict(each.data) for each in captured.outputs), *shown]
            yield not result.success or (captured.stdout, outputs) != _stored(cell)


def _show(shell: InteractiveShell, value: Any, to: list[dict[str, Any]]) -> None:
    if value is not None:
        data, _ = shell.display_formatter.format(value)
        to.append({kind: text for kind, text in data.items() if kind != WIDGET_VIEW})


def _stored(cell: Any) -> tuple[str, list[dict[str, Any]]]:
    streams = [each.text for each in cell.outputs if each.output_type == "stream"]
    return "".join(streams), [dict(each.data) for each in cell.outputs if "data" in each]


@cache
def chapter(name: str) -> Chapter:
    """Return a chapter, read and run once."""
    return Chapter(BOOK / f"{name}.ipynb")


def key_of(entry: Mistake) -> str:
    """Return how the table calls a mistake: the wrong class, by module and name."""
    return f"{entry.variant.__module__.rsplit('.', 1)[1]}.{entry.variant.__qualname__}"


def caught(entry: Mistake, names: list[str]) -> dict[str, Any] | None:
    """Return where a mistake is noticed first."""
    for name in names:
        here = chapter(name)
        with in_place(entry):
            place = here.first_difference()
        if place is not None:
            return {"mistake": entry.name, "chapter": name, "cell": place}
    return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("chapters", nargs="*", help="names of chapters; all of them if none")
    names = parser.parse_args().chapters or sorted(path.stem for path in BOOK.glob("[0-9]*.ipynb"))
    os.chdir(BOOK)
    table = {}
    for entry in CATALOGUE:
        table[key_of(entry)] = caught(entry, names)
        print(key_of(entry), table[key_of(entry)], flush=True)


if __name__ == "__main__":
    main()
