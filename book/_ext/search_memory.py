"""Sphinx extension: a build of some pages keeps what the others gave to the search index.

Sphinx stores its records before it writes pages, and learns titles and entries of the package while
it writes them: ``make live`` would lose those of every page that stays.
"""

from __future__ import annotations

import json
from pathlib import Path

from sphinx.application import Sphinx

NAME = "search_memory.json"
LEARNT = ("_search_index_all_titles", "_search_index_index_entries")


def remember(app: Sphinx, error: Exception | None) -> None:
    """Keep beside the records what was learnt."""
    if error is None and app.builder.format == "html":
        learnt = {name: getattr(app.env, name) for name in LEARNT}
        Path(app.doctreedir, NAME).write_text(json.dumps(learnt), encoding="utf-8")


def recall(app: Sphinx, env: object) -> None:
    """Know again, before pages are written, what the pages of before gave."""
    file = Path(app.doctreedir, NAME)
    known = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    for name, pages in known.items():
        for page in app.env.found_docs & pages.keys():
            getattr(env, name).setdefault(page, pages[page])


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to the end of reading, and to the end of the build."""
    app.connect("env-updated", recall)
    app.connect("build-finished", remember)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
