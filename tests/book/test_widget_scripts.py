"""A page loads what its figures need, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import widget_scripts
from widget_scripts import add_scripts, scripts_by_widget, scripts_of

from backprop.widgets.book_widget import STATIC
from built_site import FIGURE, SITE, every_figure, pages

SCRIPT = re.compile(r'<script defer="defer" src="[./]*_static/([\w.]+)\.js\?v=\w+"></script>')
WIDGETS = {path.stem for path in (STATIC / "page").glob("*.js")}


def figure(name: str) -> str:
    return (
        f'<figure class="backprop-widget" id="a" data-widget="{name}" data-state="{{}}"></figure>'
    )


def test_a_script_stands_once_and_after_those_that_it_needs() -> None:
    known = scripts_by_widget()
    body = figure("TrainingPlayer") + figure("Question") + figure("TrainingPlayer")
    found = scripts_of(body)
    assert len(set(found)) == len(found)
    assert set(found) == {*known["TrainingPlayer"], *known["Question"]}
    for name in ("TrainingPlayer", "Question"):
        assert [script for script in found if script in known[name]] == known[name]
    assert scripts_of("<p>none</p>") == []


def test_every_built_script_is_of_use_and_every_named_one_is_built() -> None:
    named = {script for scripts in scripts_by_widget().values() for script in scripts}
    assert named == {f"{name}.js" for name in WIDGETS}


def test_the_front_page_has_no_code_of_questions_and_these_none_of_figures() -> None:
    known = scripts_by_widget()
    front, asked, played = (set(known[n]) for n in ("LiveNeuron", "Question", "ChainRuleStepper"))
    assert "questions.js" in asked - played
    assert "steppers.js" in played - asked
    assert front - {"live_neuron.js"} < asked & played


def test_each_page_of_the_site_loads_the_scripts_of_its_figures() -> None:
    assert len(WIDGETS) > 1
    for page in pages():
        html = (SITE / page).read_text(encoding="utf-8")
        shown = sorted({found[1] for found in FIGURE.findall(html)})
        files = [name for name in SCRIPT.findall(html) if set(name.split(".")) <= WIDGETS]
        loaded = [f"{name}.js" for file in files for name in file.split(".")]
        needed = {script for name in shown for script in scripts_by_widget()[name]}
        assert len(loaded) == len(set(loaded)), page
        assert set(loaded) == needed, page
        for name in shown:  # each after those that it needs itself
            known = scripts_by_widget()[name]
            assert [script for script in loaded if script in known] == known, page
        assert len(files) <= 1 + ("Question" in shown), page
        for file in files:
            text = (SITE / "_static" / f"{file}.js").read_text(encoding="utf-8")
            parts = [(STATIC / "page" / f"{name}.js").read_text() for name in file.split(".")]
            assert text == "".join(parts)
    assert every_figure()


def test_a_widget_without_scripts_is_a_warning(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    loaded: list[str] = []
    warned: list[object] = []
    (tmp_path / "_static").mkdir()
    app = SimpleNamespace(outdir=tmp_path, add_js_file=lambda name, **_: loaded.append(name))
    monkeypatch.setattr(
        widget_scripts.logger, "warning", lambda text, *values: warned.append(text % values)
    )
    body = figure("Unknown") + figure("LiveNeuron")
    add_scripts(app, "book/page", "page.html", {"body": body}, None)
    assert loaded == ["common.live_neuron.js"]
    assert len(warned) == 1
    assert "Unknown" in str(warned[0])
