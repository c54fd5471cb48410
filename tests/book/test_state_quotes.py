"""A page has its figures' states with few escapes, and none of them changed."""

from __future__ import annotations

import json
from html import escape
from html.parser import HTMLParser

from state_quotes import between_apostrophes

from built_site import SITE, every_figure

STATE = '{"text": "a < b & “c”, it\'s &quot;d&quot;"}'


class States(HTMLParser):
    """The states of a page's figures, as a browser reads them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "figure" and given.get("data-state"):
            self.found[given["id"] or ""] = given["data-state"] or ""


def test_a_state_reads_the_same() -> None:
    written = between_apostrophes(f'<figure id="a" data-state="{escape(STATE)}"></figure>')
    assert States(written).found == {"a": STATE.replace('": "', '":"')}
    assert written.count("&quot;") == 0


def test_the_states_of_the_site_are_those_of_the_notebooks() -> None:
    for page in {figure.page for figure in every_figure()}:
        html = (SITE / page).read_text(encoding="utf-8")
        states = States(html).found
        assert ' data-state="{' not in html
        for figure in every_figure():
            if figure.page == page and states[figure.anchor].startswith("{"):
                assert json.loads(states[figure.anchor]) == figure.state
