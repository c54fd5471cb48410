"""A page loads what its figures need, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import widget_scripts
from widget_scripts import add_scripts, scripts_of

from backprop.widgets.book_widget import STATIC
from built_site import FIGURE, SITE, every_figure, pages

SCRIPT = re.compile(r'<script defer="defer" src="[./]*_static/(\w+)\.js\?v=\w+"></script>')
WIDGETS = {path.stem for path in (STATIC / "page").glob("*.js")}


def figure(name: str) -> str:
    return (
        f'<figure class="backprop-widget" id="a" data-widget="{name}" data-state="{{}}"></figure>'
    )


def test_scripts_are_named_after_the_widgets_and_stand_once() -> None:
    body = figure("TrainingPlayer") + figure("ChainRuleStepper") + figure("TrainingPlayer")
    assert scripts_of(body) == ["common.js", "chain_rule_stepper.js", "training_player.js"]
    assert scripts_of("<p>none</p>") == []


def test_each_page_of_the_site_loads_the_scripts_of_its_figures() -> None:
    assert len(WIDGETS) > 1
    for page in pages():
        html = (SITE / page).read_text(encoding="utf-8")
        shown = {found[1] for found in FIGURE.findall(html)}
        loaded = [name for name in SCRIPT.findall(html) if name in WIDGETS]
        own = [re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower() for name in sorted(shown)]
        assert loaded == (["common", *own] if own else []), page
    assert every_figure()


def test_a_script_that_is_missing_is_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "common.js").touch()
    loaded: list[str] = []
    warned: list[object] = []
    app = SimpleNamespace(
        confdir=tmp_path,
        config=SimpleNamespace(html_static_path=["."]),
        add_js_file=lambda name, **_: loaded.append(name),
    )
    monkeypatch.setattr(
        widget_scripts.logger, "warning", lambda text, *values: warned.append(text % values)
    )
    add_scripts(app, "book/page", "page.html", {"body": figure("Unknown")}, None)
    assert loaded == ["common.js"]
    assert len(warned) == 1
    assert "unknown.js" in str(warned[0])
