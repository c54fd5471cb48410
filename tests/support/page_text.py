"""What a page says, letter by letter, and in which of the book's faces each letter stands."""

from __future__ import annotations

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
            self._open.append((tag, set((dict(attrs).get("class") or "").split())))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = {tag for tag, _ in self._open}
        classes = {name for _, names in self._open for name in names}
        if not tags & UNSEEN and "katex" not in classes:
            self.characters.setdefault(_face(tags, classes), set()).update(data)

    def __iter__(self) -> Iterator[tuple[str, set[str]]]:
        return iter(self.characters.items())


def _face(tags: set[str], classes: set[str]) -> str:
    if tags & MONO or "sig" in classes:
        return "book-mono-400"
    if "svg" in tags or (classes & CONTROLS and "book-name" not in classes):
        return "book-sans-400"
    if tags & ITALIC:
        return "book-serif-italic"
    return "book-serif-600" if tags & SEMIBOLD else "book-serif-400"
