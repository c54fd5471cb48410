"""What a style sheet's selectors can find: what stands in pages, and what their scripts may add."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

TAG = re.compile(r"""<(/?)([a-z][\w-]*)((?:[^"'<>]|"[^"]*"|'[^']*')*)>""", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|[^\s"'>]+))?""")
INLINE = re.compile(r"<script\b[^>]*>(.*?)</script>", re.DOTALL)
WORD = re.compile(r"-{0,2}[A-Za-z_][\w-]*")
QUOTED = re.compile(r"""["'`}](?=([\w #.:>~+*=,\[\]()-]+)["'`$])""")  # whichever begins a text
CLASSES = re.compile(r"""\bclass:["'`]([\w -]+)""")
PROPERTY = re.compile(r"--[\w-]+")
CAPITAL = re.compile("[A-Z]")
EMPTY = {"br", "hr", "img", "input", "link", "meta", "wbr"}
MARKS = {"class": ".", "id": "#"}


Names = frozenset[str]


@dataclass(frozen=True)
class Elements:
    """What a selector may find: the elements of pages, and the words that scripts may add."""

    kinds: frozenset[tuple[Names, Names]]
    """The names of an element, and those of all that it stands in."""

    added: Names

    def hold(self, names: Names, above: Names) -> bool:
        """Tell whether one element may have all the names, and stand in what has the others."""
        return _holds(self, names, above)

    def words(self) -> Names:
        """Collect all the names."""
        return self.added.union(*(names for names, _ in self.kinds))


@lru_cache(None)
def _holds(elements: Elements, names: Names, above: Names) -> bool:
    needed, over = names - elements.added, above - elements.added
    if not needed:
        return True  # a script may put it anywhere
    needed |= {name for name in names if name[0] not in "#.["}
    by_name = _by_name(elements)
    rarest = min((by_name.get(name, []) for name in needed), key=len)
    return any(needed <= own and over <= around for own, around in rarest)


@lru_cache(1)
def _by_name(elements: Elements) -> dict[str, list[tuple[Names, Names]]]:
    found: dict[str, list[tuple[Names, Names]]] = {}
    for kind in elements.kinds:
        for name in kind[0]:
            found.setdefault(name, []).append(kind)
    return found


@lru_cache  # `make live` asks again and again of pages and scripts that stay
def elements_of_page(html: str) -> Elements:
    """Collect its kinds of element: tag, ``.classes``, ``#id`` and ``[data-…]``."""
    scripts = (words_of_script(script) for script in INLINE.findall(html))
    return Elements(frozenset(_kinds(html)), frozenset(PROPERTY.findall(html)).union(*scripts))


def _kinds(html: str) -> Iterator[tuple[Names, Names]]:
    tags, around = [""], [frozenset[str]()]
    for end, tag, attributes in TAG.findall(html):
        if end and tag in tags:
            last = len(tags) - tags[::-1].index(tag) - 1
            del tags[last:], around[last:]
        elif not end:
            names = frozenset(_names(tag, attributes))
            yield names, around[-1]
            if tag not in EMPTY and not attributes.endswith("/"):
                tags.append(tag)
                around.append(around[-1] | names)


def _names(tag: str, attributes: str) -> Iterator[str]:
    yield tag.lower()
    for name, double, single in ATTRIBUTE.findall(attributes):
        if name in MARKS:
            yield from (MARKS[name] + value for value in (double or single).split())
        elif name.startswith("data-"):
            yield f"[{name}"


@lru_cache
def words_of_script(script: str) -> frozenset[str]:
    """Collect what a script may add: each of its words as a tag, those of its texts as classes."""
    said = set(WORD.findall(script))
    quoted = set(WORD.findall(" ".join(QUOTED.findall(script))))
    data = {f"[data-{CAPITAL.sub(_lowered, word)}" for word in said}
    marked = {mark + word for mark in (*MARKS.values(), "[") for word in quoted}
    return frozenset(said | data | marked)


@lru_cache
def words_of_figures(script: str) -> frozenset[str]:
    """Collect what figures' scripts may add: of their classes, those that are always there."""
    always = {f".{name}" for names in CLASSES.findall(script) for name in names.split()}
    return always | frozenset(word for word in words_of_script(script) if word[0] != ".")


def _lowered(capital: re.Match[str]) -> str:
    return f"-{capital[0].lower()}"
