"""What a style sheet's selectors can find: what stands in pages, and what their scripts may add."""

from __future__ import annotations

import re
from functools import lru_cache

TAG = re.compile(r"<([a-z][\w-]*)", re.IGNORECASE)
NAMES = re.compile(r"""\b(class|id)=(?:"([^"]*)"|'([^']*)')""")
INLINE = re.compile(r"<script\b[^>]*>(.*?)</script>", re.DOTALL)
WORD = re.compile(r"-{0,2}[A-Za-z_][\w-]*")
PROPERTY = re.compile(r"--[\w-]+")
MARKS = {"class": ".", "id": "#"}


@lru_cache  # `make live` asks again and again of pages and scripts that stay
def words_of_page(html: str) -> frozenset[str]:
    """Collect tags, ``.classes``, ``#ids``, ``--properties``, and the words of inline scripts."""
    words = {tag.lower() for tag in TAG.findall(html)}
    words.update(PROPERTY.findall(html))
    for kind, double, single in NAMES.findall(html):
        words.update(MARKS[kind] + name for name in (double or single).split())
    for script in INLINE.findall(html):
        words |= words_of_script(script)
    return frozenset(words)


@lru_cache
def words_of_script(script: str) -> frozenset[str]:
    """Collect what a script may add to a page: each of its words, as a tag, a class or an id."""
    said = set(WORD.findall(script))
    return frozenset(said) | {mark + word for mark in MARKS.values() for word in said}
