"""A page loads what its figures need, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest
import widget_scripts
from widget_scripts import add_scripts, files_of, scripts_by_widget, scripts_of

from backprop.widgets.book_widget import STATIC
from built_site import FIGURE, SITE, every_figure, pages

SCRIPT = re.compile(r'<script defer="defer" src="[./]*_static/([\w.]+\.js)\?v=\w+"></script>')
PAGE = STATIC / "page"
GIVEN = re.compile(r"^backprop\.shared\[(\d+)\]=")
NEEDED = re.compile(r"=backprop\.shared\[(\d+)\];")


def is_in_order(scripts: Sequence[str]) -> bool:
    """Tell whether each script stands after those that it takes from."""
    texts = [(PAGE / script).read_text() for script in scripts]
    given = [set(GIVEN.findall(text)) for text in texts]
    needed = [set(NEEDED.findall(text)) for text in texts]
    return any(needed) and all(
        wanted <= set().union(*given[:place]) for place, wanted in enumerate(needed)
    )


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
    assert is_in_order(found)
    assert scripts_of("<p>none</p>") == []


def test_every_built_script_is_of_use_and_every_named_one_is_built() -> None:
    named = {script for scripts in scripts_by_widget().values() for script in scripts}
    every_page = {"site.js", "page_start.js"}
    assert named | every_page == {path.relative_to(PAGE).as_posix() for path in PAGE.rglob("*.js")}


def test_the_front_page_has_no_code_of_questions_and_these_none_of_figures() -> None:
    known = scripts_by_widget()
    front, asked, played = (set(known[n]) for n in ("LiveNeuron", "Question", "ChainRuleStepper"))
    assert "shared/exercises.functions.js" in asked - played - front
    assert "shared/parts.stepper.js" in played - asked - front
    assert "shared/preact.preact.js" in front & asked & played


def test_each_page_of_the_site_loads_the_scripts_of_its_figures() -> None:
    known = scripts_by_widget()
    assert len(known) > 1
    for page in pages():
        html = (SITE / page).read_text(encoding="utf-8")
        shown = {found[1] for found in FIGURE.findall(html)}
        files = dict(files_of(html))
        assert [
            name for name in SCRIPT.findall(html) if set(name.split(".")) & known.keys()
        ] == list(files), page
        loaded = [script for scripts in files.values() for script in scripts]
        assert len(loaded) == len(set(loaded)), page
        assert set(loaded) == {script for name in shown for script in known[name]}, page
        assert not shown or is_in_order(loaded), page
        for name, scripts in files.items():
            text = (SITE / "_static" / name).read_text(encoding="utf-8")
            assert text == "".join((PAGE / script).read_text() for script in scripts)
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
    assert loaded == ["LiveNeuron.js"]
    assert len(warned) == 1
    assert "Unknown" in str(warned[0])
