"""A picture: what a notebook shows, the words that describe it, and what matplotlib drew."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import Any

from matplotlib.figure import Figure

from backprop.figures.style import PALETTE, WIDTH
from backprop.figures.svg import marks_of, paint
from backprop.numbers import printable

__all__ = ["Picture", "drawn"]

# By itself, as an image in a notebook viewer, a picture follows the reader's system. Inside a page
# the SVG is not the root, so this rule is idle, and the page defines the colours.
_DARK = "".join(f"--book-{name}:{dark};" for name, (_, dark) in PALETTE.items())
_STYLE = f"<style>@media (prefers-color-scheme:dark){{svg:root{{{_DARK}}}}}</style>"


@dataclass(frozen=True, repr=False)
class Picture:
    """An SVG, and the sentence that stands for it where it cannot be seen.

    ``figure`` is the matplotlib figure in the light colours: use it to save another kind of file,
    or to go on drawing.
    """

    svg: str
    alt: str
    figure: Figure = field(compare=False)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"image/svg+xml": self.svg, "text/plain": repr(self)}

    def __repr__(self) -> str:
        return printable(self.alt)


def drawn(figure: Figure, alt: str) -> Picture:
    """Put what a figure shows on a card; a page makes the card transparent."""
    height = round(figure.get_figheight() * figure.dpi)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="backprop-picture" role="img" '
        f'aria-label="{escape(alt)}" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" font-family="system-ui, sans-serif" font-size="16" '
        f'stroke-linejoin="round">'
    )
    card = f'<rect width="{WIDTH}" height="{height}" rx="6" fill="{paint("page")}"/>'
    return Picture("\n".join([head, _STYLE, card, *marks_of(figure), "</svg>"]), alt, figure)
