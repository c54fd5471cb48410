"""Widgets on pages of the tests' own, which need no chapter: over http, and from the disk."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from backprop.widgets.figure import STATIC, FigureWidget
from built_site import FIGURE, Figure
from conftest import serving

# As the book's pages do: the theme in an attribute, and another page on an arrow key.
PAGE = """<!doctype html>
<html lang="en" data-theme="light">
<head><meta charset="utf-8"><title>Widget</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="widgets.css"><script defer src="widgets.js"></script>
<script>
  window.turned = 0;
  addEventListener("keydown", (event) => {{
    if (event.key.startsWith("Arrow")) window.turned += 1;
  }});
</script></head>
<body style="margin: 8px; font-family: sans-serif"><main><h1>Widget</h1>{figure}</main></body>
</html>
"""


def figure_of(widget: FigureWidget) -> Figure:
    """The figure of a widget, on a page that is called like its anchor."""
    found = FIGURE.search(widget.html())
    assert found
    anchor, name, state, content = found.groups()
    return Figure(f"{anchor}.html", anchor, name, json.loads(unescape(state)), content)


def site_of(widgets: Sequence[FigureWidget], **others: str) -> Any:
    """A fixture `site` in place of the book's: a page for each widget, and for other HTML."""
    pages = {**{widget.anchor: widget.html() for widget in widgets}, **others}

    @pytest.fixture(scope="module", params=["http", "file"])
    def site(
        request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
    ) -> Iterator[str]:
        folder: Path = tmp_path_factory.mktemp("pages")
        for name in ("widgets.js", "widgets.css"):
            shutil.copy(STATIC / "page" / name, folder)
        for name, html in pages.items():
            (folder / f"{name}.html").write_text(PAGE.format(figure=html), encoding="utf-8")
        on_disk = contextlib.nullcontext(f"{folder.as_uri()}/")
        with serving(folder) if request.param == "http" else on_disk as address:
            yield address

    return site
