"""The files of the built site: links lead somewhere, formulas are typeset, nothing is foreign."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from built_site import FIGURE, ROOT, SITE, every_figure, figures, pages, why_not_built

UNWANTED = re.compile(
    r"mathjax|require(?:\.min)?\.js|html-manager|fontawesome|thebe", re.IGNORECASE
)
LOADS = {
    "script": ("src",),
    "link": ("href",),
    "img": ("src", "srcset"),
    "iframe": ("src",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "object": ("data",),
}
# Attributes that name other elements of the page by their ids.
NAMES = ("for", "headers", "list", "aria-controls", "aria-describedby", "aria-labelledby")
UNREAD = {"script", "style", "pre", "code", "math", "textarea"}
# Elements without an end tag.
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Parsed(HTMLParser):
    """What the tests look at in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.named: list[str] = []
        self.loads: list[str] = []
        self.scripts: list[str] = []
        self.prose: list[str] = []
        self.formulas: list[bool] = []
        self._open: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "use":
            self.named.append(given["href"][1:])
        for attribute in NAMES:
            self.named += given.get(attribute, "").split()
        if given.get("http-equiv") == "refresh":
            self.links.append(given["content"].partition("url=")[2])
        if tag == "link" and given.get("rel") == "canonical":
            return  # says where the page stands
        self.loads += [given[name] for name in LOADS.get(tag, ()) if given.get(name)]
        if tag == "script":
            self.scripts.append(given.get("src", ""))
        if "math" in classes and tag in {"span", "div"}:
            self.formulas.append(False)
        if tag == "math" and self.formulas:
            self.formulas[-1] = True
        if tag not in VOID:
            self._open.append((tag, given.get("class", "")))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] == "script":
            self.scripts.append(data)
        inside = {tag for tag, _ in self._open}
        if not inside & UNREAD:
            self.prose.append(data)


@cache
def parsed(path: Path) -> Parsed:
    return Parsed(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module", autouse=True)
def _built() -> None:
    problem = why_not_built()
    if problem:
        pytest.fail(problem, pytrace=False)


def each_page() -> Iterator[tuple[str, Parsed]]:
    for page in pages():
        yield page, parsed(SITE / page)


def test_the_site_has_the_books_pages() -> None:
    found = pages()
    assert {"index.html", "book/index.html", "book/glossary.html", "search.html"} <= set(found)
    assert {figure.page for figure in figures("ChainRuleStepper")} <= set(found)


def test_every_link_within_the_site_leads_somewhere() -> None:
    broken = []
    for page, content in each_page():
        for link in [*content.links, *content.loads]:
            target = urlsplit(link)
            if target.scheme or target.netloc:
                continue
            folder = SITE if target.path.startswith("/") else (SITE / page).parent
            file = folder / unquote(target.path).lstrip("/") if target.path else SITE / page
            if target.path.endswith("/"):
                file /= "index.html"
            if not file.is_file():
                broken.append(f"{page}: {link}: no such file")
                continue
            place = unquote(target.fragment).partition("?")[0]  # a figure's state may follow
            if place and place not in parsed(file.resolve()).ids:
                broken.append(f"{page}: {link}: no such place")
    assert broken == []


def test_every_element_that_another_names_is_in_the_page() -> None:
    named = 0
    for page, content in each_page():
        assert set(content.named) <= set(content.ids), page
        named += len(content.named)
    assert named > 0


def test_every_file_that_a_style_sheet_names_is_there() -> None:
    for sheet in SITE.rglob("*.css"):
        for name in re.findall(r"url\([\"']?([^\"')?#]+)", sheet.read_text(encoding="utf-8")):
            if not name.startswith("data:") and not name.endswith(".ttf"):  # for old browsers
                assert (sheet.parent / unquote(name)).is_file(), (sheet.name, name)


def test_no_page_loads_anything_from_another_site() -> None:
    foreign = [
        f"{page}: {address}"
        for page, content in each_page()
        for address in content.loads
        if urlsplit(address).netloc
    ]
    assert foreign == []


def test_no_page_loads_a_script_that_the_book_does_without() -> None:
    unwanted = [
        f"{page}: {script[:80]}"
        for page, content in each_page()
        for script in content.scripts
        if UNWANTED.search(script)
    ]
    assert unwanted == []


def test_every_formula_is_typeset() -> None:
    formulas = 0
    for page, content in each_page():
        assert all(content.formulas), page
        formulas += len(content.formulas)
        raw = re.findall(r".{0,30}(?:\$|\\\(|\\frac|\\partial).{0,30}", "".join(content.prose))
        assert raw == [], page
    assert formulas > 0


def test_every_id_is_given_once() -> None:
    for page, content in each_page():
        twice = {name for name in content.ids if content.ids.count(name) > 1}
        assert twice == set(), page


def test_every_widget_of_a_chapter_is_a_figure_of_its_page() -> None:
    assert every_figure()
    for figure in every_figure():
        found = FIGURE.findall((SITE / figure.page).read_text(encoding="utf-8"))
        assert (figure.anchor, figure.widget) in [found_[:2] for found_ in found]


def test_every_still_picture_of_a_chapter_stands_in_its_page() -> None:
    for path in sorted(ROOT.glob("book/*.ipynb")):
        page = (SITE / f"book/{path.stem}.html").read_text(encoding="utf-8")
        shown = re.findall(r'<svg [^>]*class="backprop-picture"[^>]*>\n(<\w+)', page)
        assert shown == ["<rect"] * path.read_text(encoding="utf-8").count('"image/svg+xml"'), path
    assert not (SITE / "_images").exists()


BAD = Parsed(
    '<img src="https://a.b/c.png"><p id="a">It costs $x$ <code>$</code> '
    '<span class="math">x</span><span class="math"><math>$</math></span></p>'
    '<script src="x/MathJax.js"></script><script>require.js</script><a href="b.html#c">b</a>'
    '<a id="a">again</a><label for="n">n</label><svg><use href="#u"/></svg>'
    '<link rel="canonical" href="https://a.b/"><meta http-equiv="refresh" content="0; url=c.html">'
)


def test_the_parser_sees_what_is_bad() -> None:
    assert BAD.loads == ["https://a.b/c.png", "x/MathJax.js"]
    assert BAD.formulas == [False, True]
    assert "".join(BAD.prose).count("$") == 2
    assert [bool(UNWANTED.search(script)) for script in BAD.scripts] == [True, False, True]
    assert BAD.links == ["b.html#c", "c.html"]
    assert BAD.named == ["n", "u"]
    assert BAD.ids == ["a", "a"]


@pytest.mark.parametrize("missing", ["index", "old"])
def test_a_site_that_is_not_built_is_refused(missing: str, tmp_path: Path) -> None:
    source = tmp_path / "book" / "index.md"
    source.parent.mkdir()
    source.touch()
    said = why_not_built(tmp_path)
    if missing == "old":
        built = tmp_path / "_build" / "html" / "searchindex.js"
        built.parent.mkdir(parents=True)
        built.touch()
        assert why_not_built(tmp_path) is None
        source.write_text("changed")
        later = built.stat().st_mtime + 10
        os.utime(source, (later, later))
        said = why_not_built(tmp_path)
    assert said is not None
    assert "run `make book`" in said
