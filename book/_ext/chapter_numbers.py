"""Sphinx extension: a chapter has the number that its file's name begins with.

Sphinx numbers by position. Here a chapter may be missing, and the others keep their numbers.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

NAMED = re.compile(r"(\d+)-")
AFTER_SPHINX = 900  # its own collector numbers at 500


def number_by_name(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Put the number of its name in place of a numbered chapter's position."""
    for page, positions in env.toc_secnumbers.items():
        named = NAMED.match(PurePosixPath(page).name)
        if named is None:
            continue
        number = int(named[1])
        env.toc_secnumbers[page] = {
            anchor: (number, *position[1:]) if position else position
            for anchor, position in positions.items()
        }
        env.titles[page]["secnumber"] = [number]
        for reference in env.tocs[page].findall(nodes.reference):
            if reference.get("secnumber"):
                reference["secnumber"] = [number, *reference["secnumber"][1:]]
    return []


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to the end of the reading."""
    app.connect("env-get-updated", number_by_name, priority=AFTER_SPHINX)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
