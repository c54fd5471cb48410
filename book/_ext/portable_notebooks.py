"""Sphinx extension: a chapter that is downloaded runs elsewhere.

The first code cell of the downloaded notebook installs the package where it is missing; its
pictures are inside; its links lead to the site, if that has an address. The package lies beside it,
made from the sources of the same build.
"""

from __future__ import annotations

import base64
import os
import re
import tomllib
from pathlib import Path
from unittest import mock

import nbformat
from flit_core.wheel import make_wheel_in
from install_cell import with_install_cell
from nbformat import NotebookNode
from repository import repository
from site_address import absolute
from sphinx.application import Sphinx

FOLDER = "_sources/book"
EARLY = "315532800"  # 1980: the same package makes the same file, whenever it is built
PICTURE = re.compile(r"(!\[[^\]]*\]\()(pictures/([\w-]+\.svg))\)")
LINK = re.compile(r"(?<!!)(\[[^\]]*\]\()(\d\d-[\w-]+\.ipynb|\w+\.md)?(#[^)]*)?\)")


def carry_pictures(cell: NotebookNode, folder: Path) -> None:
    """Take the pictures of a text into its cell."""
    for _, path, name in PICTURE.findall(cell.source):
        data = base64.b64encode((folder / path).read_bytes()).decode()
        cell.setdefault("attachments", {})[name] = {"image/svg+xml": data}
    cell.source = PICTURE.sub(r"\1attachment:\3)", cell.source)


def lead_to_site(cell: NotebookNode, address: str) -> None:
    """Let the links to other pages lead to those of the site."""

    def led(link: re.Match[str]) -> str:
        text, page, place = link.groups()
        if not page:
            return link[0]
        return f"{text}{address}/{page.rpartition('.')[0]}.html{place or ''})"

    cell.source = LINK.sub(led, cell.source)


def wheel_name(app: Sphinx) -> str:
    """Name the package's file as its metadata do."""
    project = tomllib.loads(Path(app.srcdir, "pyproject.toml").read_text(encoding="utf-8"))[
        "project"
    ]
    return f"{project['name']}-{project['version']}-py3-none-any.whl"


def package_source(app: Sphinx) -> str:
    """Say where pip finds the package: on the site, in the repository, or beside the notebook."""
    name = wheel_name(app)
    kept = repository(app.config.html_theme_options)
    on_site = absolute(app, f"{FOLDER}/{name}")
    if on_site:
        return f"backprop @ {on_site}"
    return kept.requirement if kept else f"./{name}"


def make_portable(app: Sphinx, exception: Exception | None) -> None:
    """Complete the notebooks that the build copied, and lay the package beside them."""
    folder = Path(app.outdir, FOLDER)
    if exception is not None or app.builder.format != "html" or not folder.is_dir():
        return
    what, address = package_source(app), absolute(app, "book")
    for path in sorted(folder.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        with_install_cell(notebook, what)
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                carry_pictures(cell, Path(app.srcdir, "book"))
                if address:
                    lead_to_site(cell, address)
        nbformat.write(notebook, path)
    with mock.patch.dict(os.environ, SOURCE_DATE_EPOCH=EARLY):
        make_wheel_in(Path(app.srcdir, "pyproject.toml"), folder)


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to the end of the build."""
    app.connect("build-finished", make_portable)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
