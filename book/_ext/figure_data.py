"""Sphinx extension: a figure's state that is long stands in a script beside the page.

In the figure is the script's address instead, and ``frontend/host/figure_data.js`` loads it once
the reader comes near. It is a classic script, since a page on a disk may load nothing else.
"""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path, PurePosixPath
from typing import Any
from zlib import crc32

from sphinx.application import Sphinx
from sphinx.util.osutil import relative_uri

FOLDER = "_static/figures"
LONG = 40_000  # characters; a page of drills has 25 000, a recorded training twice as many and more
STATE = re.compile(
    r'(<figure class="backprop-widget" id="([\w-]+)" data-widget="\w+" data-state=")([^"]+)(">)'
)


def state_script(anchor: str, state: str) -> str:
    """Write the state of a figure as a script."""
    return f"(globalThis.backpropStates ??= {{}})[{json.dumps(anchor)}] = {json.dumps(state)};\n"


def move_states(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Move the long states of a page's figures out of it."""
    here = app.builder.get_target_uri(page)

    def moved(figure: re.Match[str]) -> str:
        before, anchor, state, after = figure.groups()
        if len(state) < LONG:
            return figure[0]
        script = state_script(anchor, unescape(state))
        name = f"{FOLDER}/{PurePosixPath(page).name}.{anchor}.js"
        file = Path(app.outdir, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(script, encoding="utf-8")
        edition = f"{crc32(script.encode()):08x}"
        return f"{before}{relative_uri(here, name)}?v={edition}{after}"

    if "body" in context:
        context["body"] = STATE.sub(moved, context["body"])


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to each page."""
    app.connect("html-page-context", move_states)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
