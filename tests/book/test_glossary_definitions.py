"""Links to the glossary carry the first sentence of what they lead to."""

from __future__ import annotations

import re
from html import unescape
from types import SimpleNamespace

import pytest
from docutils import nodes
from glossary_definitions import add_definitions, definitions

from built_site import SITE, pages

LINK = re.compile(r'<a class="reference internal" href="[^"]*glossary\.html#([\w-]+)"([^>]*)>')


def test_every_link_of_a_page_to_a_term_has_its_definition() -> None:
    seen: dict[str, str] = {}
    for page in pages():
        html = (SITE / page).read_text(encoding="utf-8")
        links = LINK.findall(html)
        for term, rest in links:
            found = re.search(r' data-definition="([^"]+)"', rest)
            assert found, (page, term)
            sentence = unescape(found[1])
            assert sentence.endswith("."), (term, sentence)
            assert not re.search(r"[$\\{}<]", sentence), (term, sentence)
            assert seen.setdefault(term, sentence) == sentence
            assert "title=" not in rest
    assert len(seen) > 50
    assert "max(z, 0)" in seen["relu"]


def document() -> nodes.document:
    first = nodes.paragraph(
        "", "", nodes.Text("Written "), nodes.math("", r"\eta"), nodes.Text(". More.")
    )
    term = nodes.section("", nodes.title("", "Rate"), first, ids=["rate"])
    empty = nodes.section("", nodes.title("", "Group"), term, ids=["group"])
    return nodes.container("", empty)


def test_the_first_sentence_of_a_term_is_its_definition() -> None:
    found = definitions(document())
    assert found["rate"] == "Written η."
    assert "group" not in found


@pytest.mark.parametrize("term", ["rate", "other"])
def test_a_link_is_completed_where_the_term_is_known(term: str) -> None:
    app = SimpleNamespace(glossary_definitions={"rate": 'A "rate" & more.'})
    body = f'<a class="reference internal" href="glossary.html#{term}">it</a>'
    context = {"body": body}
    add_definitions(app, "page", "page.html", context, None)
    if term == "rate":
        assert 'data-definition="A &quot;rate&quot; &amp; more."' in context["body"]
    else:
        assert context["body"] == body
