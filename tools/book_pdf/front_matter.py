"""The first leaves of the PDF, as a page to print: cover, and contents with page numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from book_pdf.printed import Printed

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<link rel="stylesheet" href="{static}/fonts/fonts.css">
<style>
  @page {{ size: A4; margin: 22mm 24mm; }}
  body {{ margin: 0; color: #1c1c1c; font: 11pt/1.5 "Book Serif", serif; }}
  a {{ color: inherit; text-decoration: none; }}
  .cover {{ break-after: page; padding-top: 55mm; }}
  .cover img {{ width: 28mm; }}
  .cover h1 {{ margin: 12mm 0 4mm; font-size: 34pt; line-height: 1.15; }}
  .cover .authors {{ font-size: 14pt; }}
  .cover .small {{ margin: 0 0 2mm; max-width: 120mm; color: #595959; }}
  .cover .first {{ margin-top: 55mm; }}
  h2 {{ margin: 0 0 8mm; font-size: 24pt; }}
  ol {{ margin: 0; padding: 0; list-style: none; }}
  li a {{ display: flex; gap: 2mm; padding: 1.1mm 0; }}
  li a .leader {{ flex: 1; border-bottom: 0.4mm dotted #8c8c8c; margin-bottom: 1.6mm; }}
</style></head>
<body>
<section class="cover">
  <img src="{static}/icon.svg" alt="">
  <h1>{title}</h1>
  <p class="authors">{authors}</p>
  <p class="small first">Version {version}</p>
  <p class="small">Text and figures: Creative Commons Attribution 4.0 International (CC BY 4.0).
  Code: MIT.</p>
  <p class="small">Printed from the book’s site, where the figures move. These pages work only there
  and are left out: {left_out}.</p>
</section>
<section><h2>Contents</h2><ol>
{contents}
</ol></section>
</body></html>
"""


@dataclass(frozen=True)
class Imprint:
    """What the cover says."""

    title: str
    authors: Sequence[str]
    version: str
    left_out: Sequence[str]


def first_numbers(parts: Iterable[Printed]) -> Iterator[int]:
    """Give the number of the page on which each part begins; the first begins on page 1."""
    number = 1
    for part in parts:
        yield number
        number += len(part.pdf.pages)


def contents(parts: Sequence[Printed]) -> str:
    """Write a line for each part: its title, and the number of its first page."""
    return "\n".join(
        f'<li><a href="{escape(part.address)}"><span>{escape(part.title)}</span>'
        f'<span class="leader"></span><span>{number}</span></a></li>'
        for part, number in zip(parts, first_numbers(parts), strict=True)
    )


def front_matter(imprint: Imprint, parts: Sequence[Printed], static: str) -> str:
    """Write cover and contents; ``static`` is the address of the folder with fonts and icon."""
    return PAGE.format(
        title=escape(imprint.title),
        authors=escape(", ".join(imprint.authors)),
        version=escape(imprint.version),
        left_out=escape(", ".join(imprint.left_out)),
        contents=contents(parts),
        static=static,
    )
