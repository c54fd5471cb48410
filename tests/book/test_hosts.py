"""What hosts make of the project, as far as it runs here: an empty environment, and an image.

Binder itself, `docker build` and a JupyterHub are not run: what they would do step by step is.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from flit_core.wheel import make_wheel_in
from install_cell import ID, with_install_cell
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbformat import NotebookNode
from portable_notebooks import FOLDER
from uv import find_uv_bin

from built_site import ROOT, SITE

BINDER = ROOT / ".binder"
PINNED = ROOT / "requirements.txt"
CHAPTERS = sorted(ROOT.glob("book/[0-9]*.ipynb"))
CONTEXT = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
FROM_AND_TAG = re.compile(r"^FROM quay\.io/jupyter/base-notebook:\d{4}-\d\d-\d\d$", re.MULTILINE)
STEP = re.compile(r"^(USER|COPY|RUN) ((?:.*\\\n)*.*)$", re.MULTILINE)
BIN = Path(sys.executable).parent


def must_run(*command: str | Path, **options: Any) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def uv(*words: str | Path) -> str:
    index = os.environ.get("PIP_INDEX_URL")  # a mirror, say, for which uv has a name of its own
    known = {"UV_DEFAULT_INDEX": index} if index else {}
    return must_run(find_uv_bin(), *words, cwd=ROOT, env={**known, **os.environ})


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An environment with a kernel and what the package declares that it needs, nothing else.

    uv puts it together, in a tenth of the time that pip takes.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONPATH", raising=False)
        patch.setenv("PIP_NO_INDEX", "1")
        folder = tmp_path_factory.mktemp("empty") / "env"
        uv("venv", "--quiet", "--seed", "--python", sys.executable, folder)
        python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
        install = ("pip", "install", "--quiet", "--python", python, "--constraint", PINNED)
        uv(*install, "ipykernel", "flit_core", "autograd", "--requirement", "pyproject.toml")
        yield python


def run(notebook: NotebookNode, python: Path, folder: Path) -> list[Any]:
    """Run a notebook with this Python, and list what its cells gave, without the first cell's."""
    kernel = AsyncKernelManager()
    kernel._kernel_spec = KernelSpec(
        argv=[str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        language="python",
    )
    notebook.cells.append(nbformat.v4.new_code_cell("import backprop; print(backprop.__file__)"))
    resources = {"metadata": {"path": str(folder)}}
    client = NotebookClient(
        notebook, km=kernel, timeout=120, resources=resources, coalesce_streams=True
    )
    client.execute(cleanup_kc=True)
    (printed,) = notebook.cells.pop().outputs
    assert Path(printed.text).is_relative_to(python.parents[1]), "this is another backprop"
    return results(notebook)


def results(notebook: NotebookNode) -> list[Any]:
    code = (cell for cell in notebook.cells if cell.cell_type == "code" and cell.get("id") != ID)
    return [
        [output.get("text") or output.get("data", {}).get("text/plain") for output in cell.outputs]
        for cell in code
    ]


def test_a_downloaded_chapter_installs_the_package_and_gives_what_the_page_shows(
    python: Path, tmp_path: Path
) -> None:
    """Without an index: what is missing lies beside the notebook, as the page's menu offers it."""
    assert subprocess.run([python, "-c", "import backprop"], capture_output=True).returncode
    for wheel in (SITE / FOLDER).glob("*.whl"):
        shutil.copy(wheel, tmp_path)
    notebook = nbformat.read(SITE / FOLDER / CHAPTERS[0].name, as_version=4)
    expected = results(notebook)
    with_install_cell(notebook, f"./{wheel.name}")
    assert run(notebook, python, tmp_path) == expected


def test_after_binder_has_installed_the_package_a_chapter_gives_what_the_page_shows(
    python: Path,
) -> None:
    must_run(python, "-m", "pip", "uninstall", "--yes", "--quiet", "backprop")
    paths = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
    must_run("sh", BINDER / "postBuild", cwd=ROOT, env={**os.environ, "PATH": paths})
    uv("pip", "check", "--quiet", "--python", python)
    notebook = nbformat.read(CHAPTERS[2], as_version=4)
    del notebook.cells[20:]
    expected = results(notebook)
    assert len(expected) > 3
    assert run(notebook, python, ROOT / "book") == expected


def test_binder_finds_its_files_and_no_others() -> None:
    """A second folder is an error to it, and a Dockerfile in the first takes the others' place."""
    assert not (ROOT / "binder").exists()
    assert {path.name for path in BINDER.iterdir()} == {
        "postBuild",
        "requirements.txt",
        "runtime.txt",
    }
    assert os.access(BINDER / "postBuild", os.X_OK)
    (line,) = (BINDER / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert (BINDER / line.removeprefix("-r ")).resolve() == PINNED
    tested = (ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8")
    version = (BINDER / "runtime.txt").read_text(encoding="utf-8").strip().removeprefix("python-")
    assert f'"{version}"' in tested


@pytest.fixture
def context(tmp_path: Path) -> Path:
    """What `docker build` is sent: `.dockerignore` leaves all away but what it names."""
    nothing, *rules, never = [rule for rule in CONTEXT if not rule.startswith("#")]
    assert (nothing, never) == ("*", "**/__pycache__")
    folder = tmp_path / "project"
    for rule in rules:
        assert rule.startswith("!"), rule
        found = list(ROOT.glob(rule[1:]))
        assert found, f".dockerignore names {rule[1:]}, which is not there"
        for path in found:
            copied = folder / path.relative_to(ROOT)
            copied.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                shutil.copytree(path, copied, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(path, copied)
    return folder


def test_the_package_can_be_made_of_what_the_image_is_sent(context: Path, tmp_path: Path) -> None:
    made = make_wheel_in(context / "pyproject.toml", tmp_path)
    assert made.file.stat().st_size == next((SITE / FOLDER).glob("*.whl")).stat().st_size
    assert sum(path.stat().st_size for path in context.rglob("*") if path.is_file()) < 12_000_000


def test_the_steps_of_the_image_lead_to_the_chapters(
    context: Path, tmp_path: Path, python: Path
) -> None:
    """The last step runs here, but that `pip` says what it would install, for the image's Python.

    The first, apt's, asks for root: only its words are checked, with those of the others.
    """
    assert FROM_AND_TAG.search(DOCKERFILE)
    kinds = [(kind, words) for kind, words in STEP.findall(DOCKERFILE)]
    assert [kind for kind, _ in kinds] == ["USER", "RUN", "USER", "COPY", "RUN"]
    assert [words for kind, words in kinds if kind == "USER"] == ["root", "${NB_UID}"]
    home, programs = tmp_path / "home", tmp_path / "programs"
    home.mkdir()
    programs.mkdir()
    said = tmp_path / "said"
    for name, does in {
        "fix-permissions": "true",
        "pip": f'"{find_uv_bin()}" pip "$@" --dry-run --python "{python}" --python-version 3.13 '
        f'2> "{said}"',
    }.items():
        (programs / name).write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    step = kinds[-1][1].replace("/tmp/project", str(context))
    places = {"HOME": str(home), "CONDA_DIR": str(tmp_path)}
    found = {**os.environ, **places, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    must_run("sh", "-euc", step, env=found)
    assert not context.exists()
    assert sorted(path.name for path in (home / "book").glob("[0-9]*.ipynb")) == [
        path.name for path in CHAPTERS
    ]
    assert list((home / "book/pictures").glob("*.svg"))
    would = set(re.findall(r"^ \+ (\S+?)==", said.read_text(encoding="utf-8"), re.MULTILINE))
    assert {"nbgitpuller", "distributed"} <= would


@pytest.mark.skipif(os.name == "nt", reason="hadolint has no wheel for Windows")
def test_the_image_is_written_as_hadolint_advises() -> None:
    must_run(BIN / "hadolint", "--failure-threshold", "warning", ROOT / "Dockerfile")
