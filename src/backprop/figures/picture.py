"""What every picture shares: an SVG in the page's colours, and the words that stand for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from backprop.numbers import printable

__all__ = ["PALETTE", "SERIES", "WIDTH", "Picture", "drawn", "paint"]

WIDTH = 500  # at most 30% more than a phone's column, where letters of 16 are 11 pixels high

# Light and dark, the same as in the widgets: forward values are blue, gradients orange. The last
# three mean nothing; they tell runs and classes apart, together with dashes and shapes.
PALETTE = {
    "value": ("#0a66a3", "#6bb8ec"),
    "gradient": ("#c2410c", "#ff9a62"),
    "negative": ("#7a5195", "#c39bdc"),
    "right": ("#00694e", "#4fd0a5"),
    "ink": ("#1c2430", "#e8eaee"),
    "muted": ("#5b6472", "#a4adba"),
    "line": ("#c6ccd5", "#3c4654"),
    "page": ("#ffffff", "#1b2027"),
    "violet": ("#8a3a8f", "#e5a0e8"),
    "ochre": ("#7a5200", "#e3bd5a"),
    "indigo": ("#4a51c4", "#a9aeff"),
}
SERIES = ("value", "violet", "right", "ochre", "ink", "indigo")

# By itself, as an image in a viewer of notebooks, a picture follows the reader's system; within
# the page its root is another, this rule is idle, and the page says what each colour is.
_DARK = "".join(f"--book-{name}:{dark};" for name, (_, dark) in PALETTE.items())
_STYLE = f"<style>@media (prefers-color-scheme:dark){{svg:root{{{_DARK}}}}}</style>"


@dataclass(frozen=True, repr=False)
class Picture:
    """An SVG and the sentence that stands for it where it cannot be seen."""

    svg: str
    alt: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"image/svg+xml": self.svg, "text/plain": repr(self)}

    def __repr__(self) -> str:
        return printable(self.alt)


def paint(name: str) -> str:
    """Return a colour for an attribute: the page's, or the light one where no page says any."""
    return f"var(--book-{name},{PALETTE[name][0]})"


def drawn(height: float, marks: Iterable[str], alt: str) -> Picture:
    """Put the marks on a card, which is left out where the page is the ground."""
    card = f'<rect width="{WIDTH}" height="{height:g}" rx="6" fill="{paint("page")}"/>'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="backprop-picture" role="img" '
        f'aria-label="{escape(alt)}" width="{WIDTH}" height="{height:g}" '
        f'viewBox="0 0 {WIDTH} {height:g}" font-family="system-ui, sans-serif" font-size="16">'
    )
    return Picture("\n".join([head, _STYLE, card, *marks, "</svg>"]), alt)
