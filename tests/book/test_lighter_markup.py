"""A page says the same in less markup."""

from __future__ import annotations

import json
import re
from html import escape
from html.parser import HTMLParser

from lighter_markup import PLAIN, lighten

from built_site import SITE, every_figure

STATE = '{"text": "a < b & “c”, it\'s &quot;d&quot;"}'
COLOUR = re.compile(r'html\[data-theme="(\w+)"\] \.highlight( \.\w+)?\{[^}]*?\bcolor:(#\w+)')


class Read(HTMLParser):
    """The texts of a page, and the states of its figures."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts = ""
        self.states: dict[str, str] = {}
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.texts += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "figure" and given.get("data-state"):
            self.states[given["id"] or ""] = given["data-state"] or ""


def test_it_reads_the_same() -> None:
    code = '<span class="n">w</span> <span class="o">&lt;</span><span class="w"> </span>1'
    page = f'<pre>{code}</pre><figure id="a" data-state="{escape(STATE)}"></figure>'
    lighter = lighten(page)
    assert (Read(lighter).texts, Read(lighter).states) == (Read(page).texts, {"a": STATE})
    assert lighter.startswith('<pre>w <span class="o">&lt;</span> 1</pre>')
    assert "&quot;" not in lighter.replace("&amp;quot;", "")


def test_tokens_without_an_element_have_the_colour_of_the_code_around_them() -> None:
    css = (SITE / "_static/site.css").read_text(encoding="utf-8")
    colours = {(theme, token.strip(" .")): colour for theme, token, colour in COLOUR.findall(css)}
    for theme in ("light", "dark"):
        around = colours[theme, ""]
        assert {colours.get((theme, token), around) for token in PLAIN} == {around}
        assert colours[theme, "k"] != around


def test_the_states_of_the_site_are_those_of_the_notebooks() -> None:
    for page in {figure.page for figure in every_figure()}:
        states = Read((SITE / page).read_text(encoding="utf-8")).states
        for figure in every_figure():
            if figure.page == page and states[figure.anchor].startswith("{"):
                assert json.loads(states[figure.anchor]) == figure.state
