"""What the search page quotes: prose once, formulas once, no code and no contents list."""

from __future__ import annotations

import json
import re

from docutils import nodes
from search_texts import sections_of

from built_site import ROOT, SITE


def test_sections_have_their_own_prose() -> None:
    inner = nodes.section("", nodes.title("", "Inner"), nodes.paragraph("", "Deep."), ids=["inner"])
    outer = nodes.section(
        "",
        nodes.title("", "Outer"),
        nodes.paragraph("", "", nodes.Text("Is "), nodes.math("", r"\eta"), nodes.Text(" small?")),
        nodes.literal_block("code()", "code()"),
        nodes.raw("", "<b>raw</b>", format="html"),
        nodes.bullet_list("", nodes.list_item("", nodes.paragraph("", "Point."))),
        nodes.math_block("", "x_1"),
        inner,
        ids=["outer"],
    )
    page = nodes.container("", outer)
    assert sections_of(page) == [
        ("outer", "Outer", "Is η small? Point. x₁"),
        ("inner", "Inner", "Deep."),
    ]


def test_the_site_has_the_texts_of_its_pages() -> None:
    script = (SITE / "_static" / "search_texts.js").read_text(encoding="utf-8")
    texts = json.loads(script.removeprefix("const PAGE_TEXTS = ").rstrip().rstrip(";"))
    chapters = {f"book/{path.stem}" for path in ROOT.glob("book/[0-9]*.ipynb")}
    assert chapters | {"book/index", "book/glossary", "book/api"} <= set(texts)
    for page, sections in texts.items():
        html = (SITE / f"{page}.html").read_text(encoding="utf-8")
        for anchor, title, text in sections:
            assert f'id="{anchor}"' in html, (page, anchor)
            assert title
            if page in chapters:
                assert not re.search(r"\\[a-z]|<figure|Show the code", text), (page, anchor)
