"""What a figure holds that is long stands in a script beside the page, whole."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path
from types import SimpleNamespace
from zlib import crc32

from figure_data import LONG, move_states

from built_site import SITE, every_figure

BESIDE = re.compile(r'id="([\w-]+)" data-widget="\w+" data-state="([^"{]+)\?v=(\w+)"')
WRITTEN = re.compile(r'\(globalThis\.backpropStates \?\?= \{\}\)\["([\w-]+)"\] = (".*");\n')


def figure(anchor: str, state: str) -> str:
    return (
        f'<figure class="backprop-widget" id="{anchor}" data-widget="TrainingPlayer" '
        f'data-state="{escape(state)}"><table></table></figure>'
    )


def test_a_long_state_moves_and_a_short_one_stays(tmp_path: Path) -> None:
    builder = SimpleNamespace(get_target_uri=lambda page: f"{page}.html")
    app = SimpleNamespace(builder=builder, outdir=tmp_path)
    long = json.dumps({"runs": "“&<" * LONG})
    context = {"body": figure("short", '{"a": 1}') + figure("long", long)}
    move_states(app, "book/01-one", "page.html", context, None)  # type: ignore[arg-type]
    assert figure("short", '{"a": 1}') in context["body"]
    ((anchor, address, edition),) = BESIDE.findall(context["body"])
    assert address == "../_static/figures/01-one.long.js"
    script = (tmp_path / "_static/figures/01-one.long.js").read_text(encoding="utf-8")
    assert edition == f"{crc32(script.encode()):08x}"
    written = WRITTEN.fullmatch(script)
    assert written
    assert (written[1], json.loads(written[2])) == (anchor, long)
    assert "<table></table>" in context["body"]


def test_the_sites_scripts_hold_the_states_of_the_notebooks() -> None:
    states = {(one.page, one.anchor): one.state for one in every_figure()}
    found = 0
    for page in {page for page, _ in states}:
        html = (SITE / page).read_text(encoding="utf-8")
        for anchor, address, _ in BESIDE.findall(html):
            script = (SITE / page).parent.joinpath(address).read_text(encoding="utf-8")
            written = WRITTEN.fullmatch(script)
            assert written
            assert json.loads(json.loads(written[2])) == states[page, anchor]
            found += 1
    assert found >= 3
