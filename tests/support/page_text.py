"""What a page says, letter by letter, and in which of the book's faces each letter stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
UNSEEN = {"script", "style", "title"}
MONO = {"pre", "code", "kbd", "samp"}
ITALIC = {"em", "i"}
SEMIBOLD = {"strong", "b", "th", "dt", "summary", "h3", "h4", "h5"}
CONTROLS = {"bd-sidebar-primary", "bd-sidebar-secondary", "prev-next-area", "bd-footer-content"}


class PageText(HTMLParser):
    """Collect a page's characters by the file of the face in which they are set."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.characters: dict[str, set[str]] = {}
        self._open: list[tuple[str, set[str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            given = dict(attrs)
            classes = {*(given.get("class") or "").split(), given.get("mathvariant") or ""}
            self._open.append((tag, classes))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = {tag for tag, _ in self._open}
        classes = {name for _, names in self._open for name in names}
        if not tags & UNSEEN:
            if self._open and self._open[-1][0] == "mi" and "normal" not in classes:
                data = _slanted(data)
            self.characters.setdefault(_face(tags, classes), set()).update(data)

    def __iter__(self) -> Iterator[tuple[str, set[str]]]:
        return iter(self.characters.items())


def _slanted(name: str) -> str:
    """Write a formula's name as it is drawn: slanted, if it is a single letter."""
    if len(name) != 1 or not unicodedata.category(name).startswith("L") or name > "ω":
        return name
    if name == "h":
        return "ℎ"
    script = "ITALIC SMALL" if name.islower() else "ITALIC CAPITAL"
    return unicodedata.lookup(f"MATHEMATICAL {script} {unicodedata.name(name).split()[-1]}")


def _face(tags: set[str], classes: set[str]) -> str:
    if "math" in tags and "mtext" not in tags:
        return "book-math"
    if tags & MONO or "sig" in classes:
        return "book-mono"
    if "svg" in tags or (classes & CONTROLS and "book-name" not in classes):
        return "book-sans"
    if tags & ITALIC:
        return "book-serif-italic"
    return "book-serif-600" if tags & SEMIBOLD else "book-serif"
