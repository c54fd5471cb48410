"""Write what the widgets say of a mistake: the sentences of the catalogue that they name.

    python tools/write_mistakes.py

A widget names a mistake in its ``mistakes.js``, as ``mistake("own factor …", value)``. Its sentence
and its place in the book stand in ``backprop.mistakes`` alone; this copies them to the front end.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from backprop.mistakes import named

FRONTEND = Path(__file__).parents[1] / "frontend"
WRITTEN = FRONTEND / "exercises" / "catalogue.js"
NAMED = re.compile(r'\bmistake\("([^"]+)"')
HEAD = """/** What is said of a mistake. Written by tools/write_mistakes.py. Do not edit. */

/** @type {Readonly<Record<string, { says: string, see: string }>>} */
export const CATALOGUE = """


def names() -> list[str]:
    """Return the names that the widgets use."""
    sources = sorted(FRONTEND.glob("widgets/*/mistakes.js"))
    return sorted({name for path in sources for name in NAMED.findall(path.read_text("utf-8"))})


def text() -> str:
    """Return what the file should hold."""
    entries = {name: {"says": named(name).says, "see": named(name).see} for name in names()}
    return f"{HEAD}{json.dumps(entries, ensure_ascii=False, indent=2)};\n"


if __name__ == "__main__":
    WRITTEN.write_text(text(), "utf-8")
