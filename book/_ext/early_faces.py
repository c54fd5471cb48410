"""Which faces a page asks for at once, before the style sheet is there that names them.

A text whose face comes later is laid out twice. A face that nothing near the top needs is left to
the browser, which would warn that it was asked for in vain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

EVERYWHERE = ("serif", "serif-600", "serif-italic", "sans")
WITH_FORMULAS = ("mono", "math")
ICONS = "_static/vendor/fontawesome/webfonts/fa-solid-900.woff2"
FIGURE = re.compile(r"<figure.*?</figure>", re.DOTALL)
NEAR_THE_TOP = 30_000  # characters


def early_faces(body: str) -> Iterator[str]:
    """Name the files of the faces that the beginning of a page has a use for."""
    beginning = FIGURE.sub("", body)[:NEAR_THE_TOP]
    for face in (*EVERYWHERE, *(WITH_FORMULAS if "<math" in beginning else ())):
        yield f"_static/fonts/book-{face}.woff2"
    yield ICONS
