"""Lay out a new stepper: ``make new-widget name=momentum``.

It writes the widget's view (``frontend/widgets/momentum/``), its Python class and a test of that.
What is laid out works: it steps through the slope of a square. ``make widgets`` builds it; the
class and its page script are called after the name, and no list has to be told of them.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEMPLATES = Path(__file__).parent / "widget_template"
PLACES = {
    "stepper.jsx": "frontend/widgets/{room}/{room}_stepper.jsx",
    "stepper.py": "src/backprop/widgets/{room}_stepper.py",
    "test_stepper.py": "tests/widgets/test_{room}_stepper.py",
}


def lay_out(room: str, root: Path = ROOT) -> list[Path]:
    """Write the files of a widget, and return their paths.

    Parameters
    ----------
    room
        The widget's name in snake_case, as ``"momentum"``; its class is ``MomentumStepper``.
    root
        The checkout.

    Raises
    ------
    ValueError
        If the name is no such word.
    FileExistsError
        If one of the files is there already. Nothing is written then.
    """
    if not re.fullmatch(r"[a-z]+(_[a-z]+)*", room):
        raise ValueError(f"The name expects small letters, with _ between words; got {room!r}.")
    title = "".join(word.capitalize() for word in room.split("_"))
    files = {root / place.format(room=room): TEMPLATES / name for name, place in PLACES.items()}
    for path in files:
        if path.exists():
            raise FileExistsError(
                f"{path.relative_to(root)} is there already: choose another name."
            )
    for path, template in files.items():
        text = template.read_text(encoding="utf-8")
        words = {"ROOM": room, "TITLE": title, "ANCHOR": room.replace("_", "-")}
        words["LABEL"] = room.replace("_", " ").capitalize()
        for mark, word in words.items():
            text = text.replace(mark, word)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(files)


def main(arguments: list[str]) -> int:
    """Lay out the widget that the command names; 1 and a sentence where that cannot be done."""
    if len(arguments) != 1 or not arguments[0]:
        print("Name the widget: make new-widget name=momentum", file=sys.stderr)
        return 1
    try:
        for path in lay_out(arguments[0]):
            print(path.relative_to(ROOT))
    except (ValueError, FileExistsError) as error:
        print(error, file=sys.stderr)
        return 1
    print("Now: make widgets, and a page of it is one line in a notebook.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
