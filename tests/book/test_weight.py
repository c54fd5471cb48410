"""What a page weighs: bytes once compressed, and requests, as its files stand on the disk."""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path

import pytest

from built_site import ROOT, SITE, pages, why_not_built

CHAPTERS = sorted(f"book/{path.stem}.html" for path in ROOT.glob("book/[0-9]*.ipynb"))
BOOK_PAGES = [page for page in pages() if page.startswith("book/")]
LOADED = re.compile(
    r'<(?:script|img(?![^>]*loading="lazy")|link rel="(?:stylesheet|preload)")'
    r'[^>]*? (?:src|href)="([^"#:?]+)[^"]*"'
)
NOT_LOADED = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
STILL = re.compile(r'<svg [^>]*class="backprop-picture".*?</svg>', re.DOTALL)
FACE = re.compile(r'@font-face\s*\{[^}]*?url\("?([^)"]+\.woff2)')
BESIDE = re.compile(r' data-state="([^"{]+)\?v=\w+"')
UNUSED_FACES = ("fa-regular", "fa-brands")
MOST_BYTES = 200_000  # of a page without its still pictures, each face of the book counted
MOST_BYTES_AT_LAST = 285_000  # with them, and with what figures load once the reader comes near
MOST_REQUESTS = 14
SHEET = SITE / "_static/site.css"


@pytest.fixture(scope="module", autouse=True)
def _built() -> None:
    problem = why_not_built()
    if problem:
        pytest.fail(problem, pytrace=False)


def weight(content: bytes) -> int:
    return len(gzip.compress(content, compresslevel=9, mtime=0))


@cache
def weight_of_file(file: Path) -> int:
    content = file.read_bytes()
    return len(content) if file.suffix == ".woff2" else weight(content)


@cache
def faces() -> frozenset[Path]:
    """The faces that the style sheet has for any page: a page asks for no more than those."""
    named = FACE.findall(SHEET.read_text(encoding="utf-8"))
    return frozenset(
        SHEET.parent / name for name in named if not any(face in name for face in UNUSED_FACES)
    )


def files_of(page: str, html: str) -> set[Path]:
    named = LOADED.findall(NOT_LOADED.sub("", html))
    assert any(name.endswith(SHEET.name) for name in named), page
    return {(SITE / page).parent.joinpath(name).resolve() for name in named}


@pytest.mark.parametrize("page", BOOK_PAGES)
def test_a_page_is_light_and_asks_for_few_files(page: str) -> None:
    html = (SITE / page).read_text(encoding="utf-8")
    files = files_of(page, html) | faces()
    at_first = weight(html.encode()) + sum(map(weight_of_file, files))
    stills = weight(html.encode()) - weight(STILL.sub("", html).encode())
    later = {(SITE / page).parent.joinpath(name).resolve() for name in BESIDE.findall(html)}
    assert at_first - stills <= MOST_BYTES
    assert at_first + sum(map(weight_of_file, later)) <= MOST_BYTES_AT_LAST
    assert 1 + len(files) <= MOST_REQUESTS


def test_what_is_weighed_is_what_a_page_loads() -> None:
    html = (SITE / CHAPTERS[0]).read_text(encoding="utf-8")
    names = {file.name.split(".")[0] for file in files_of(CHAPTERS[0], html)}
    assert {"site", "Question", "beside"} <= names
    assert len(faces()) >= 5
    assert all(file.is_file() for file in faces())
    assert len(STILL.findall((SITE / CHAPTERS[11]).read_text(encoding="utf-8"))) > 0


def test_every_style_and_script_of_the_site_is_of_use() -> None:
    loaded = {
        file
        for page in pages()
        if page != "404.html" and page != "index.html"
        for file in {
            (SITE / page).parent.joinpath(name).resolve()
            for name in LOADED.findall((SITE / page).read_text(encoding="utf-8"))
        }
    }
    present = {file for kind in ("css", "js") for file in SITE.rglob(f"*.{kind}")}
    beside = {*SITE.glob("_static/exercises/*.js"), *SITE.glob("_static/figures/*.js")}
    assert present - loaded == beside


def test_lecturers_are_told_what_readers_take_and_how_many_a_host_allows() -> None:
    text = (ROOT / "book" / "teach.md").read_text(encoding="utf-8")
    said = re.search(r"at most\s+([\d.]+) MB in (\d+) files", text)
    assert said
    most_bytes, most_files = float(said[1]) * 1e6, int(said[2])
    sent = [
        weight_of_file(file)
        for file in SITE.rglob("*")
        if file.is_file() and "_sources" not in file.parts
    ]
    assert 0.75 * most_bytes < sum(sent) < most_bytes
    assert 0.75 * most_files < len(sent) < most_files
    assert "less than 0.5 MB" in text
    assert "200 that opens a chapter at the same minute takes less than 100 MB" in text
    assert MOST_BYTES_AT_LAST < 0.5e6 == 100e6 / 200
    allowed = dict(re.findall(r"^\| (\w+).*\| (\d+ 000|\d+ \d00) \|$", text, re.MULTILINE))
    spent = 20 * most_bytes / 1e9 + 2 * most_files / 10_000
    assert allowed == {
        "GitHub": thousands(100e9 / most_bytes),
        "Netlify": thousands(300 / spent),
    }


def thousands(number: float) -> str:
    """Write a number with two digits that count, the rest cut off."""
    unit = 10 ** (len(str(int(number))) - 2)
    return f"{int(number) // unit * unit:,}".replace(",", " ")
