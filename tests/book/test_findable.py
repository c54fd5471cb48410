"""What search engines and shared links are told of the book."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest
from docutils import nodes
from page_head import description
from site_address import absolute, check_address, write_sitemap
from sphinx.errors import ConfigError
from structured_data import address, aims, as_script, minutes

from built_site import ADDRESS, ROOT, SITE

CHAPTERS = sorted(path.stem for path in ROOT.glob("book/[0-9]*.ipynb"))
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


def paragraph(*children: nodes.Node | str) -> nodes.paragraph:
    parts = [nodes.Text(child) if isinstance(child, str) else child for child in children]
    return nodes.paragraph("", "", *parts)


def data_of(page: str) -> dict[str, Any]:
    (found,) = DATA.findall((SITE / f"{page}.html").read_text(encoding="utf-8"))
    return json.loads(found)


def test_a_description_is_the_first_sentences_of_the_running_text() -> None:
    cell = nodes.entry("", paragraph("A cell."))
    page = nodes.section(
        "",
        nodes.title("", "Title"),
        paragraph(nodes.raw("", "<svg></svg>", format="html")),
        nodes.row("", cell),
        paragraph("A slope of ", nodes.math("", r"\eta"), " is small. It is no 3.5."),
        paragraph("Next. " + "x" * 200),
    )
    assert description(page) == "A slope of η is small. It is no 3.5. Next."


def test_the_front_page_tells_of_the_course_and_its_chapters() -> None:
    course = data_of("book/index")
    assert course["@type"] == "Course"
    parts = course["hasPart"]
    before = f"{ADDRESS}/book/" if ADDRESS else ""
    assert [part["url"] for part in parts] == [f"{before}{name}.html" for name in CHAPTERS]
    assert [part["position"] for part in parts] == [int(name[:2]) for name in CHAPTERS]
    times = [int(part["timeRequired"][2:-1]) for part in parts]
    assert min(times) >= 30
    assert course["hasCourseInstance"]["courseWorkload"] == f"PT{sum(times)}M"


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_tells_what_it_teaches(name: str) -> None:
    chapter = data_of(f"book/{name}")
    assert chapter["@type"] == "LearningResource"
    page = (SITE / f"book/{name}.html").read_text(encoding="utf-8")
    said = re.search(r'name="description" content="([^"]*)"', page)
    assert said
    assert chapter["description"] == unescape(said[1])
    assert len(chapter["teaches"]) >= 3
    assert all(len(aim) > 15 for aim in chapter["teaches"])
    assert chapter["isPartOf"]["url"] == (f"{ADDRESS}/book/index.html" if ADDRESS else "index.html")


def test_other_pages_are_no_lessons() -> None:
    assert not DATA.search((SITE / "book/glossary.html").read_text(encoding="utf-8"))


def test_aims_and_minutes_are_read_from_the_page() -> None:
    points = (nodes.list_item("", paragraph(f"say {n};")) for n in "ab")
    page = nodes.section(
        "",
        paragraph("By the end you will be able to"),
        nodes.bullet_list("", *points),
        paragraph(nodes.strong("", "Time"), " about 45 minutes, and 40 more."),
    )
    assert aims(page) == ["say a", "say b"]
    assert minutes(page) == 85


def test_data_cannot_end_their_script() -> None:
    written = as_script({"name": "</script>"})
    assert "<" not in written
    assert json.loads(written) == {"name": "</script>"}


def site_at(base: str, folder: Path) -> SimpleNamespace:
    return SimpleNamespace(
        config=SimpleNamespace(html_baseurl=base),
        builder=SimpleNamespace(
            format="html",
            get_target_uri=lambda page: f"{page}.html",
            get_relative_uri=lambda _, page: f"../{page}.html",
        ),
        env=SimpleNamespace(found_docs={"book/index", "book/a&b"}),
        outdir=folder,
    )


@pytest.mark.parametrize("base", ["https://a.b/c", "https://a.b/c/"])
def test_a_site_with_an_address_has_a_sitemap(base: str, tmp_path: Path) -> None:
    site = site_at(base, tmp_path)
    check_address(site)
    write_sitemap(site, None)
    places = ElementTree.parse(tmp_path / "sitemap.xml").iter(LOCATION)
    assert [place.text for place in places] == [
        "https://a.b/c/book/a&b.html",
        "https://a.b/c/book/index.html",
    ]
    robots = (tmp_path / "robots.txt").read_text(encoding="utf-8")
    assert "Sitemap: https://a.b/c/sitemap.xml" in robots.splitlines()
    assert address(site, "book/x", "book/y") == "https://a.b/c/book/y.html"


def test_a_site_without_an_address_has_none(tmp_path: Path) -> None:
    site = site_at("", tmp_path)
    check_address(site)
    write_sitemap(site, None)
    assert list(tmp_path.iterdir()) == []
    assert absolute(site, "x") == ""
    assert address(site, "book/x", "y") == "../y.html"


@pytest.mark.parametrize("base", ["a.b/c", "/c/", "ftp://a.b"])
def test_what_is_no_address_is_refused(base: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"html\.baseurl.*https://"):
        check_address(site_at(base, tmp_path))
