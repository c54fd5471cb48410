"""Run the chapters and store their outputs, with metadata that only an author changes.

``python tools/execute_notebooks.py [NOTEBOOK ...]`` runs the given notebooks, or every one in
book/, in a fresh kernel of this environment. A notebook whose cell fails stays as it was.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
import yaml
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError
from nbformat import NotebookNode
from nbformat.v4.nbjson import JSONReader

BOOK = Path(__file__).resolve().parents[1] / "book"
sys.path.append(str(BOOK / "_ext"))

from install_cell import with_install_cell  # noqa: E402
from repository import repository  # noqa: E402

CELL_TIMEOUT = 120

# What may stand in a notebook's and in a cell's metadata; whatever else an editor adds goes.
NOTEBOOK_METADATA = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "pygments_lexer": "ipython3",
    },
}
CELL_METADATA = ("jupyter", "mystnb", "tags")
CELL_JUPYTER = ("source_hidden",)

# A view names a model in a kernel that is gone; the widget's HTML stands beside it.
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"


class NotebookError(Exception):
    """A notebook that cannot be read or run; the message says which, where and why."""


def clean(text: str) -> str:
    """Return a notebook's JSON as it is committed: sources and outputs, and nothing that varies.

    Cells keep the ids they have; a cell without one, or with one that stands before, gets an id
    made from its source. Applied to its own result, this changes nothing.

    Raises
    ------
    ValueError
        If the text is no notebook, or one of a format before 4.
    """
    data = json.loads(text)
    if not isinstance(data, dict) or data.get("nbformat") != 4:
        raise ValueError("expected a notebook in format 4")
    try:
        return _clean(data)
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"expected a notebook's fields: {error!r}") from error


def _clean(data: dict[str, Any]) -> str:
    data["nbformat_minor"] = 5
    data["metadata"] = NOTEBOOK_METADATA
    notebook = JSONReader().to_notebook(data)
    ids: set[str] = set()
    for cell in notebook.cells:
        cell["id"] = _free_id(cell, ids)
        ids.add(cell.id)
        cell.metadata = _cell_metadata(cell.metadata)
        if cell.cell_type == "code":
            cell.outputs = _outputs(cell)
    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        raise ValueError(str(error).splitlines()[0]) from error
    return nbformat.writes(notebook) + "\n"


def execute(path: Path, *, timeout: int = CELL_TIMEOUT) -> int:
    """Run one notebook, store its outputs, and return how many code cells it has.

    Raises
    ------
    NotebookError
        If the file is no notebook, or a cell fails. The file is then as it was.
    """
    try:
        notebook = nbformat.reads(clean(path.read_text(encoding="utf-8")), as_version=4)
    except ValueError as error:
        raise NotebookError(f"{path}: not a notebook: {error}") from error
    with_install_cell(notebook, source())
    _run(notebook, path, timeout)
    text = clean(nbformat.writes(notebook))
    if text != path.read_text(encoding="utf-8"):
        draft = path.with_name(f".{path.name}.draft")
        draft.write_text(text, encoding="utf-8", newline="\n")
        shutil.copymode(path, draft)
        draft.replace(path)
    return sum(cell.cell_type == "code" for cell in notebook.cells)


def source() -> str:
    """Say where pip finds the package, or nothing while the project has no address."""
    text = (BOOK.parent / "_config.yml").read_text(encoding="utf-8")
    told = yaml.safe_load(text)["repository"]
    kept = repository({f"repository_{name}": value for name, value in told.items()})
    return kept.requirement if kept else ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the notebooks that the command line names; 1 if one of them fails."""
    parser = argparse.ArgumentParser(description="Run the chapters and store their outputs.")
    parser.add_argument("notebooks", nargs="*", type=Path, help="default: every one in book/")
    parser.add_argument("--timeout", type=int, default=CELL_TIMEOUT, help="seconds for each cell")
    options = parser.parse_args(arguments)
    failed = False
    for path in options.notebooks or sorted(BOOK.glob("*.ipynb")):
        print(f"{path.name} ... ", end="", flush=True)
        start = time.monotonic()
        try:
            count = execute(path, timeout=options.timeout)
        except (NotebookError, OSError) as error:
            failed = True
            print(f"failed, and stays as it was\n{error}")
        else:
            print(f"{count} code cells in {time.monotonic() - start:.1f} s")
    return int(failed)


def _run(notebook: NotebookNode, path: Path, timeout: int) -> None:
    """Fill in the outputs, in a kernel of this Python and not of another one that is installed."""
    reached = 0

    def note(cell: NotebookNode, cell_index: int) -> None:  # noqa: ARG001
        nonlocal reached
        reached = cell_index

    manager = AsyncKernelManager(
        kernel_name="python3", kernel_spec_manager=KernelSpecManager(kernel_dirs=[])
    )
    client = NotebookClient(
        notebook,
        km=manager,
        timeout=timeout,
        record_timing=False,
        store_widget_state=False,
        force_raise_errors=True,
        on_cell_start=note,
        extra_arguments=["--IPKernelApp.log_level=50"],  # a cell that fails is reported here
        resources={"metadata": {"path": str(path.resolve().parent)}},
    )
    try:
        client.execute(cleanup_kc=True)
    except (CellExecutionError, CellTimeoutError, RuntimeError) as error:
        cell, number = notebook.cells[reached], reached + 1
        problem = str(error).strip().splitlines()[0]
        if isinstance(error, CellExecutionError):
            problem = f"{error.ename}: {error.evalue}"
        raise NotebookError(
            f"{path}: cell {number} (id {cell.id}) fails: {problem}\n\n{_indented(cell.source)}"
        ) from error


def _free_id(cell: NotebookNode, taken: set[str]) -> str:
    given = cell.get("id")
    if isinstance(given, str) and re.fullmatch(r"[\w-]{1,64}", given, re.ASCII):
        wanted = given
    else:
        wanted = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:8]
    number, new = 1, wanted
    while new in taken:
        number += 1
        new = f"{wanted[:60]}-{number}"
    return new


def _cell_metadata(metadata: NotebookNode) -> NotebookNode:
    kept = {name: metadata[name] for name in CELL_METADATA if metadata.get(name)}
    if "jupyter" in kept:
        kept["jupyter"] = {
            name: value for name, value in kept["jupyter"].items() if value and name in CELL_JUPYTER
        }
        if not kept["jupyter"]:
            del kept["jupyter"]
    return nbformat.from_dict(kept)


def _outputs(cell: NotebookNode) -> list[NotebookNode]:
    kept: list[NotebookNode] = []
    for output in cell.outputs:
        if output.output_type == "stream" and kept and kept[-1].get("name") == output.name:
            kept[-1].text += output.text
            continue
        if "data" in output:
            output.data = _without(output.data, WIDGET_VIEW)
            told = output.metadata
            output.metadata = {mime: told[mime] for mime in output.data if mime in told}
            if not output.data:
                continue
        if output.output_type == "execute_result":
            output.execution_count = cell.execution_count
        kept.append(output)
    return kept


def _without(mapping: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in mapping.items() if name != key}


def _indented(source: str) -> str:
    return "\n".join(f"    {line}" for line in source.splitlines())


if __name__ == "__main__":
    sys.exit(main())
