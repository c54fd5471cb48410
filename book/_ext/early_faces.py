"""Whether a page asks for the faces of formulas at once, as for those of a text (page_start.js).

A text whose face comes later is laid out twice. A face that nothing near the top needs is left to
the browser, which would warn that it was asked for in vain.
"""

from __future__ import annotations

import re

FIGURE = re.compile(r"<figure.*?</figure>", re.DOTALL)
NEAR_THE_TOP = 30_000  # characters


def begins_with_formulas(body: str) -> bool:
    """Tell whether the beginning of a page, its figures aside, has a formula."""
    return "<math" in FIGURE.sub("", body)[:NEAR_THE_TOP]
