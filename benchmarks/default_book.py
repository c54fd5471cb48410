"""The same notebooks as Jupyter Book shows them by default, for ``pages.py`` to compare with.

Two things are changed, in the same way for each page: what it would load from jsDelivr lies in a
folder beside it, from npm, and the scripts of its figures are added, which the book's own
configuration adds to our pages.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "book/_ext"), str(ROOT / "tools")]

from widget_scripts import files_of  # noqa: E402

from backprop.widgets.book_widget import STATIC  # noqa: E402
from subset_fonts import fetch  # noqa: E402

CONFIG = """
title: "Backpropagation, one factor at a time"
only_build_toc_files: true
execute:
  execute_notebooks: "off"
"""
CDN = "https://cdn.jsdelivr.net/npm/"
MATHJAX = ("mathjax@3", "mathjax@3.2.2")  # as the pages ask for it, and what that means
SOURCES = ("*.ipynb", "*.md", "*.bib", "pictures", "gallery")


def build(folder: Path) -> Path:
    """Build the notebooks with default settings, and return the site."""
    source = folder / "source"
    shutil.rmtree(folder, ignore_errors=True)
    (source / "book").mkdir(parents=True)
    (source / "_config.yml").write_text(CONFIG)
    for path in (ROOT / "_toc.yml", ROOT / "CHANGELOG.md"):
        shutil.copy(path, source)
    for pattern in SOURCES:
        for path in (ROOT / "book").glob(pattern):
            copy = shutil.copytree if path.is_dir() else shutil.copy
            copy(path, source / "book" / path.name)
    command = [Path(sys.executable).with_name("jupyter-book"), "build", source]
    subprocess.run(command, check=True, capture_output=True)
    site = source / "_build/html"
    add_cdn(site, folder)
    for page in site.glob("book/*.html"):
        page.write_text(complete(page.read_text(encoding="utf-8"), site), encoding="utf-8")
    return site


def add_cdn(site: Path, folder: Path) -> None:
    """Put what jsDelivr would serve beside the pages."""
    asked, package = MATHJAX
    shutil.copytree(fetch(package, folder), site / "cdn" / asked)


def complete(html: str, site: Path) -> str:
    """Let a page load its CDN's files from the folder, and the scripts of its figures."""
    tags = ""
    for name, scripts in files_of(html):
        text = "".join((STATIC / "page" / script).read_text("utf-8") for script in scripts)
        (site / "_static" / name).write_text(text, encoding="utf-8")
        tags += f'<script defer src="../_static/{name}"></script>'
    if tags:
        shutil.copy(STATIC / "widgets.css", site / "_static")
        tags += '<link rel="stylesheet" href="../_static/widgets.css">'
    return re.sub("</head>", lambda _: f"{tags}</head>", html.replace(CDN, "../cdn/"), count=1)
