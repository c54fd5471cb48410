"""Widgets on pages of the tests' own: they load in a fraction of a chapter's time."""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from content_security import POLICY
from widget_scripts import scripts_of
from widget_sheets import sheets_of

from backprop.widgets.book_widget import STATIC, BookWidget
from built_site import FIGURE, ROOT, Figure, figure_at
from serving import serving

START = "index.html"
BOOK = ROOT / "book" / "_static"
# As the book's pages do: its policy (what would break it is an error in the console), its type, the
# theme in an attribute, and another page on an arrow key. None is shorter than the window: while a
# figure fills the screen, axe takes for cut off what is below the page, though the page is behind.
PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Widget</title>
<meta http-equiv="Content-Security-Policy" content="{policy}">
<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="{root}own_pages.css">
<link rel="stylesheet" href="{root}fonts/fonts.css">
<link rel="stylesheet" href="{root}palette.css">
{sheets}{scripts}
<script src="{root}own_pages.js"></script></head>
<body><main><h1>Widget</h1>{content}</main></body>
</html>
"""
STYLE = """html {{ min-height: 100%; font-size: {type_size}; }}
body {{ margin: 8px; font-family: sans-serif; }}
html[data-theme="dark"] body {{ background: #121212; color: #ddd; }}
"""
SCRIPT = """const dark = matchMedia("(prefers-color-scheme: dark)").matches;
document.documentElement.dataset.theme = dark ? "dark" : "light";
window.turned = 0;
addEventListener("keydown", (event) => {
  if (event.key.startsWith("Arrow")) window.turned += 1;
});
"""


def type_size() -> str:
    """Read the size of the book's type, in which a figure's rooms are measured."""
    found = re.search(r"--pst-font-size-base: ([\d.]+)rem", (BOOK / "theme_map.css").read_text())
    assert found
    return f"{16 * float(found[1])}px"


def figure_of(widget: BookWidget) -> Figure:
    """The figure of a widget, on a page that is called like its anchor."""
    found = FIGURE.search(widget.html())
    assert found
    return figure_at(f"{widget.anchor}.html", found)


def site_of(figures: Sequence[Figure], others: Mapping[str, str] | None = None) -> Any:
    """A fixture `site` in place of the book's: the pages of these figures, and nothing else.

    Over http and from the disk, with an empty page to start at, and with other files by their name:
    pages around their content, scripts as they are.
    """
    contents = {START: "", **(others or {})}
    for figure in figures:
        contents[figure.page] = contents.get(figure.page, "") + figure.html

    @pytest.fixture(scope="module", params=["http", "file"])
    def site(
        request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
    ) -> Iterator[str]:
        folder: Path = tmp_path_factory.mktemp("pages")
        shutil.copytree(STATIC / "page", folder, dirs_exist_ok=True)
        shutil.copytree(BOOK / "fonts", folder / "fonts")
        shutil.copy(BOOK / "palette.css", folder)
        style = STYLE.format(type_size=type_size())
        (folder / "own_pages.css").write_text(style, encoding="utf-8")
        (folder / "own_pages.js").write_text(SCRIPT, encoding="utf-8")
        for name, content in contents.items():
            page = folder / name
            page.parent.mkdir(exist_ok=True)
            if name.endswith(".js"):
                page.write_text(content, encoding="utf-8")
                continue
            root = "../" * name.count("/")
            scripts = "".join(
                f'<script defer src="{root}{name}"></script>' for name in scripts_of(content)
            )
            sheets = "".join(
                f'<link rel="stylesheet" href="{root}{sheet}">'
                for sheet in ["figures.css", *sheets_of(content)]
            )
            written = PAGE.format(
                root=root, sheets=sheets, scripts=scripts, content=content, policy=POLICY
            )
            page.write_text(written, encoding="utf-8")
        on_disk = contextlib.nullcontext(f"{folder.as_uri()}/")
        with serving(folder) if request.param == "http" else on_disk as address:
            yield address

    return site
