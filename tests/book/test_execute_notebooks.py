"""The tool behind `make notebooks`: what it runs, what it stores, what it removes."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest

import execute_notebooks
from execute_notebooks import clean

TOOL = Path(execute_notebooks.__file__)


def notebook(*cells: dict[str, Any], **metadata: Any) -> str:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells})


def code(source: str, **fields: Any) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "source": source,
        "metadata": {},
        "outputs": [],
        "execution_count": None,
        **fields,
    }


def markdown(source: str, **fields: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": source, "metadata": {}, **fields}


def cells(text: str) -> list[Any]:
    return nbformat.reads(text, as_version=4).cells


def run(*arguments: str | Path, **environment: str) -> tuple[int, str]:
    """Run the tool as `make notebooks` does, and return its exit status and what it printed."""
    done = subprocess.run(
        [sys.executable, TOOL, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, **environment},
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout


def test_it_runs_the_cells_beside_the_notebook_and_stores_what_they_print(tmp_path: Path) -> None:
    (tmp_path / "data.txt").write_text("a number: 6")
    path = tmp_path / "a.ipynb"
    path.write_text(
        notebook(
            markdown("# A title"),
            code("text = open('data.txt').read()\nprint(text)\nprint(text)"),
            code("text[-1]"),
        )
    )
    status, printed = run(path)
    assert re.fullmatch(r"a\.ipynb \.\.\. 2 code cells in \d+\.\d s\n", printed)
    assert status == 0
    _, first, second = cells(path.read_text())
    assert [output.text for output in first.outputs] == ["a number: 6\na number: 6\n"]
    assert second.outputs[0].data == {"text/plain": "'6'"}
    assert (first.execution_count, second.execution_count) == (1, 2)
    assert second.outputs[0].execution_count == 2


def test_running_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(
        notebook(
            code("print('σ')\nimport sys\nprint('out', file=sys.stderr)\nprint('again')"),
            code("import ipywidgets\nslider = ipywidgets.IntSlider(3)\nslider"),
            code("from backprop.figures import loss_curve\nloss_curve({'a': [4.0, 3.0]})"),
            code("print('same')"),
            code("print('same')"),
        )
    )
    assert run(path)[0] == 0
    first, written = path.read_bytes(), path.stat().st_mtime_ns
    assert run(path)[0] == 0
    assert path.read_bytes() == first
    assert path.stat().st_mtime_ns == written  # nothing new, nothing written
    assert clean(first.decode()) == first.decode()
    assert first.endswith(b"}\n")
    assert b"\r" not in first
    assert "σ".encode() in first
    assert b"image/svg+xml" in first


def test_the_kernel_is_the_one_of_this_environment(tmp_path: Path) -> None:
    other = tmp_path / "share" / "kernels" / "python3"
    other.mkdir(parents=True)
    (other / "kernel.json").write_text('{"argv": ["/nowhere/python"], "display_name": "other"}')
    path = tmp_path / "a.ipynb"
    path.write_text(notebook(code("import sys\nprint(sys.executable)")))
    assert run(path, JUPYTER_PATH=str(tmp_path / "share"))[0] == 0
    assert cells(path.read_text())[0].outputs[0].text.strip() == sys.executable


def test_failing_cells_are_named_and_the_files_stay(tmp_path: Path) -> None:
    problems = {
        "print('before')\n1 / 0": "ZeroDivisionError: division by zero",
        "def half(": "SyntaxError",
        "import time\ntime.sleep(60)": "timed out",
        "import os\nos._exit(1)": "Kernel died",
    }
    bad, before = [], []
    for number, source in enumerate(problems):
        bad.append(tmp_path / f"bad-{number}.ipynb")
        bad[-1].write_text(notebook(markdown("# A title"), code("x = 1"), code(source, id="bad")))
        before.append(bad[-1].read_bytes())
    good = tmp_path / "good.ipynb"
    good.write_text(notebook(code("print(6)")))

    status, printed = run("--timeout", "2", *bad, good)

    assert status == 1
    reports = re.split(r"^(?=\S+\.ipynb \.\.\. )", printed, flags=re.MULTILINE)[1:]
    for path, report, (source, problem) in zip(bad, reports, problems.items(), strict=False):
        assert f"{path.name} ... failed, and stays as it was" in report
        assert f"{path}: cell 3 (id bad) fails: " in report
        assert problem in report
        assert source.splitlines()[-1] in report
    assert "good.ipynb ... 1 code cells in" in reports[-1]
    assert [path.read_bytes() for path in bad] == before
    assert sorted(tmp_path.iterdir()) == [*bad, good]


def test_a_cell_that_says_it_raises_fails_as_well(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(notebook(code("1 / 0", metadata={"tags": ["raises-exception"]})))
    status, printed = run(path)
    assert status == 1
    assert "ZeroDivisionError" in printed


def test_without_arguments_it_takes_every_chapter(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[Path] = []

    def note(path: Path, timeout: int) -> int:
        ran.append(path)
        return timeout

    monkeypatch.setattr(execute_notebooks, "execute", note)
    assert execute_notebooks.main([]) == 0
    assert ran == sorted(Path(__file__).parents[2].glob("book/*.ipynb"))


@pytest.mark.parametrize(
    "text",
    ["{", "[]", "{}", '{"nbformat": 3}', '{"nbformat": 4, "cells": [{"cell_type": "code"}]}'],
)
def test_what_is_no_notebook_is_refused(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(text)
    assert execute_notebooks.main([str(path)]) == 1
    assert f"{path}: not a notebook" in capsys.readouterr().out
    assert path.read_text() == text


def test_a_file_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    assert execute_notebooks.main([str(tmp_path / "missing.ipynb")]) == 1


class TestClean:
    def test_timings_and_editor_states_go(self) -> None:
        timed = {"execution": {"iopub.execute_input": "2026-01-01T00:00:00Z"}, "trusted": True}
        text = clean(
            notebook(code("1", metadata={**timed, "scrolled": True}), widgets={"state": {}})
        )
        data = json.loads(text)
        assert data["cells"][0]["metadata"] == {}
        assert "widgets" not in data["metadata"]

    def test_what_the_author_wrote_stays(self) -> None:
        metadata = {
            "tags": ["hide-cell"],
            "jupyter": {"source_hidden": True, "outputs_hidden": False},
            "mystnb": {"image": {"alt": "a curve"}},
        }
        kept = json.loads(clean(notebook(code("1", metadata=metadata))))["cells"][0]["metadata"]
        assert kept == {**metadata, "jupyter": {"source_hidden": True}}

    def test_empty_metadata_go(self) -> None:
        metadata = {"tags": [], "jupyter": {"source_hidden": False}}
        kept = json.loads(clean(notebook(code("1", metadata=metadata))))["cells"][0]["metadata"]
        assert kept == {}

    def test_the_python_that_ran_it_does_not_show(self) -> None:
        language = {"name": "python", "version": platform.python_version()}
        kernel = {"name": "my-env", "display_name": "My environment", "language": "python"}
        data = json.loads(clean(notebook(language_info=language, kernelspec=kernel)))
        assert data["metadata"]["kernelspec"]["name"] == "python3"
        assert "version" not in data["metadata"]["language_info"]

    def test_a_widget_view_goes_and_its_html_stays(self) -> None:
        data = {
            "text/plain": ["Stepper"],
            "text/html": ["<figure>\n", "</figure>"],
            "application/vnd.jupyter.widget-view+json": {"model_id": "1234"},
        }
        output = {"output_type": "display_data", "data": data, "metadata": {}}
        [cell] = cells(clean(notebook(code("stepper", outputs=[output]))))
        assert cell.outputs[0].data == {
            "text/plain": "Stepper",
            "text/html": "<figure>\n</figure>",
        }

    def test_an_output_that_was_only_a_view_goes(self) -> None:
        data = {"application/vnd.jupyter.widget-view+json": {"model_id": "1234"}}
        output = {"output_type": "display_data", "data": data, "metadata": {}}
        [cell] = cells(clean(notebook(code("stepper", outputs=[output]))))
        assert cell.outputs == []

    def test_streams_that_follow_each_other_become_one(self) -> None:
        def stream(name: str, text: str) -> dict[str, str]:
            return {"output_type": "stream", "name": name, "text": text}

        outputs = [
            stream("stdout", "a\n"),
            stream("stdout", "b\n"),
            stream("stderr", "c\n"),
            stream("stdout", "d\n"),
        ]
        [cell] = cells(clean(notebook(code("1", outputs=outputs))))
        assert [(o.name, o.text) for o in cell.outputs] == [
            ("stdout", "a\nb\n"),
            ("stderr", "c\n"),
            ("stdout", "d\n"),
        ]

    def test_ids_that_exist_are_kept_and_inserting_a_cell_renames_none(self) -> None:
        first = clean(notebook(code("1"), markdown("text"), code("2", id="my-own-id")))
        data = json.loads(first)
        data["cells"].insert(1, markdown("between"))
        data["cells"][0]["source"] = ["another source"]
        before = [cell.id for cell in cells(first)]
        after = [cell.id for cell in cells(clean(json.dumps(data)))]
        assert before[2] == "my-own-id"
        assert [after[0], *after[2:]] == before

    def test_missing_ids_are_the_same_each_time_and_all_different(self) -> None:
        twice = notebook(code("1"), code("1"), markdown("1"))
        assert clean(twice) == clean(twice)
        assert len({cell.id for cell in cells(clean(twice))}) == 3

    def test_an_id_that_stands_twice_is_changed_once(self) -> None:
        text = clean(notebook(code("1", id="a"), code("2", id="a"), code("3", id="a-2")))
        ids = [cell.id for cell in cells(text)]
        assert ids[0] == "a"
        assert len(set(ids)) == 3
        assert clean(text) == text

    def test_an_older_format_is_brought_up_to_date(self) -> None:
        old = json.loads(notebook(code("1")))
        old["nbformat_minor"] = 4
        text = clean(json.dumps(old))
        assert json.loads(text)["nbformat_minor"] == 5
        assert clean(text) == text


def test_no_kernel_is_left_running(tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(notebook(code("print(6)")))
    before = set(psutil.Process().children(recursive=True))
    execute_notebooks.execute(path)
    assert set(psutil.Process().children(recursive=True)) <= before


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        '{"nbformat": 3}',
        '{"nbformat": 4}',
        '{"nbformat": 4, "cells": 5}',
        '{"nbformat": 4, "cells": [1]}',
        '{"nbformat": 4, "cells": [{"cell_type": "code", "source": "", "metadata": []}]}',
    ],
)
def test_what_is_no_notebook_is_refused_with_a_sentence(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match="expected a notebook"):
        clean(text)
    path = tmp_path / "a.ipynb"
    path.write_text(text)
    with pytest.raises(execute_notebooks.NotebookError, match="not a notebook"):
        execute_notebooks.execute(path)
    assert path.read_text() == text
