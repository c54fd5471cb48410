"""What the search page quotes: prose once, formulas once, no code and no contents list."""

from __future__ import annotations

import json
import re
from typing import Any

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


def read_script() -> dict[str, Any]:
    script = (SITE / "_static" / "search_texts.js").read_text(encoding="utf-8")
    lines = re.findall(r"^const (\w+) = (.*);$", script, re.MULTILINE)
    return {name: json.loads(value) for name, value in lines}


def test_every_term_leads_to_its_definition_and_to_where_it_is_explained() -> None:
    terms = read_script()["TERMS"]
    glossary = (ROOT / "book/glossary.md").read_text(encoding="utf-8")
    assert [title for _, title, *_ in terms] == re.findall(r"^### (.+)$", glossary, re.MULTILINE)
    for anchor, title, others, definition, places in terms:
        assert f'id="{anchor}"' in (SITE / "book/glossary.html").read_text(encoding="utf-8")
        assert definition.endswith("."), title
        assert places, title
        assert title not in others
        for words, address in places:
            page, _, place = address.partition("#")
            assert words.lower().startswith(("chapter", "learning")), title
            assert f'id="{place}"' in (SITE / page).read_text(encoding="utf-8"), (title, address)
    names = [name for _, _, others, *_ in terms for name in others]
    assert len(names) > 60
    titles = {title.casefold() for _, title, *_ in terms}
    assert not titles & {name.casefold() for name in names}


def test_the_glossary_goes_from_a_to_z() -> None:
    glossary = (ROOT / "book/glossary.md").read_text(encoding="utf-8")
    headings = re.findall(r"^(##+) (.+)$", glossary, re.MULTILINE)
    letter = ""
    for level, text in headings:
        letter = text if level == "##" else letter
        assert text[0].upper() == letter, text
    titles = [text.casefold() for level, text in headings if level == "###"]
    assert titles == sorted(titles)


def test_the_site_has_the_texts_of_its_pages() -> None:
    texts = read_script()["PAGE_TEXTS"]
    chapters = {f"book/{path.stem}" for path in ROOT.glob("book/[0-9]*.ipynb")}
    assert chapters | {"book/index", "book/glossary", "book/api"} <= set(texts)
    for page, sections in texts.items():
        html = (SITE / f"{page}.html").read_text(encoding="utf-8")
        for anchor, title, text in sections:
            assert f'id="{anchor}"' in html, (page, anchor)
            assert title
            if page in chapters:
                assert not re.search(r"\\[a-z]|<figure|Show the code", text), (page, anchor)
