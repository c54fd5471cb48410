"""Link from the foot of each page of the built site to the PDF that was put beside it."""

from __future__ import annotations

import os
from pathlib import Path

FOOT = '<p class="page-links">'


def link_from_site(site: Path, name: str) -> int:
    """Add the link to each page that has none yet; return how many got one."""
    linked = 0
    for path in sorted(site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        way = Path(os.path.relpath(site / name, path.parent)).as_posix()
        link = f'\n  <a href="{way}">The book as PDF</a>'
        if FOOT in text and link not in text:
            path.write_text(text.replace(FOOT, FOOT + link, 1), encoding="utf-8")
            linked += 1
    return linked
