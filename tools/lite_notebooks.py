"""Lay the chapters out for JupyterLite: ``python tools/lite_notebooks.py FOLDER``.

They are those that the built site offers for download. Their first cell installs the package by its
name, which JupyterLite finds among the packages that it carries, in a line that JupyterLite reads:
its Python has no other pip.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "book" / "_ext"))

from install_cell import also_needed, with_first_cell  # noqa: E402

NEEDS_THREADS = ("distributed",)  # a browser's Python has none; installing it would fail
DOWNLOADS = ROOT / "_build" / "html" / "_sources" / "book"


def lay_out(folder: Path, downloads: Path = DOWNLOADS) -> list[Path]:
    """Write the chapters, and return where.

    Raises
    ------
    FileNotFoundError
        If the site is not built.
    """
    sources = sorted(downloads.glob("*.ipynb"))
    if not sources:
        raise FileNotFoundError(f"{downloads} has no chapter: run `make book` first")
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for source in sources:
        notebook = nbformat.read(source, as_version=4)
        needed = [name for name in also_needed(notebook) if name not in NEEDS_THREADS]
        with_first_cell(notebook, f"%pip install --quiet {' '.join(['backprop', *needed])}")
        # JupyterLite shows an output that is stored line by line with commas between its lines.
        nbformat.write(notebook, folder / source.name, split_lines=False)
        written.append(folder / source.name)
    return written


def main(arguments: Sequence[str] | None = None) -> None:
    """Write into the folder that the command line names."""
    parser = argparse.ArgumentParser(description="Lay the chapters out for JupyterLite.")
    parser.add_argument("folder", type=Path)
    lay_out(parser.parse_args(arguments).folder)


if __name__ == "__main__":
    main()
