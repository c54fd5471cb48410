"""Each page carries its policy before what it governs, and nothing that it would refuse."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from content_security import POLICY, hashes, header, refused

from built_site import SITE, pages, why_not_built

BOOK_PAGES = [page for page in pages() if page not in {"index.html", "404.html"}]


@pytest.fixture(scope="module", autouse=True)
def _built() -> None:
    problem = why_not_built()
    if problem:
        pytest.fail(problem, pytrace=False)


def read(page: str) -> str:
    return (SITE / page).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<script>a()</script>", ["<script>"]),
        ('<script type="module">a()</script>', ["<script>"]),
        ('<p style="color: red">', ["<p style=color: red>"]),
        ("<style>p {}</style>", ["<style>"]),
        ('<b onclick="a()">', ["<b onclick=a()>"]),
        ('<a href="javascript:a()">', ["<a href=javascript:a()>"]),
        ('<script type="application/json">{}</script><script src="a.js"></script>', []),
        ('<p class="style">on</p>', []),
    ],
)
def test_what_would_be_refused_is_seen(page: str, found: list[str]) -> None:
    assert refused(page) == found


def test_each_page_carries_the_policy_before_what_it_governs() -> None:
    for page in BOOK_PAGES:
        html = read(page)
        policy = html.index(f'http-equiv="Content-Security-Policy" content="{POLICY}"')
        governed = re.search(r"<(script|link|style|img)", html)
        assert governed, page
        assert policy < governed.start(), page
        assert refused(html) == [], page
    assert "unsafe" not in POLICY


def test_the_lost_page_is_known_by_the_hashes_of_what_it_carries() -> None:
    page = read("404.html")
    texts = re.findall(r"<(?:script|style)>(.*?)</", page, re.DOTALL)
    policy = re.search(r'Content-Security-Policy" content="(.*?)"', page)
    assert policy
    assert len(texts) == 4
    for text in texts:
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy[1]
        assert f"'sha256-{digest}'" in header(page)
    assert sum(kind.count("sha256") for kind in hashes(page).values()) == 4


def test_a_host_can_send_the_policy() -> None:
    headers = (SITE / "_headers").read_text(encoding="utf-8")
    assert headers.splitlines()[0] == "/*"
    assert f"  Content-Security-Policy: {header(read('404.html'))}" in headers.splitlines()
    assert "file:" not in headers
