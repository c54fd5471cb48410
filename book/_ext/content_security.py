"""Sphinx extension: a page runs the site's own files and nothing else, and tells the browser so.

Each page carries the policy, and ``_headers`` has it for hosts that send what stands there. What
the policy would refuse, a script, style or handler in the page itself, is a build warning. Only
``404.html``, which loads nothing, carries its own, known by their hashes.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from early_faces import begins_with_formulas
from sphinx.application import Sphinx
from sphinx.util import logging

LOST = "404"
# Which of the files on a disk are a page's own, browsers may see differently: all are allowed.
# To a page from a server this opens nothing, since no browser lets it load what is on a disk.
POLICY = (
    "default-src 'self' file:; img-src 'self' file: data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self' file:"
)
DATA = {"application/json", "application/ld+json"}  # not run
INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)

logger = logging.getLogger(__name__)


class Refused(HTMLParser):
    """Collect what a page's policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at what carries code or styles."""
        given = dict(attrs)
        if tag == "style" or (
            tag == "script" and "src" not in given and given.get("type") not in DATA
        ):
            self.found.append(f"<{tag}>")
        self.found += [
            f"<{tag} {name}={value}>"
            for name, value in attrs
            if name == "style" or name.startswith("on") or (value or "").startswith("javascript:")
        ]


@lru_cache  # `make live` asks again and again of pages that stay
def refused(page: str) -> list[str]:
    """List what a page's policy would refuse."""
    parser = Refused()
    parser.feed(page)
    return parser.found


def hashes(page: str) -> dict[str, str]:
    """Name the scripts and styles of a page that carries its own, by kind, as a policy does."""
    known: dict[str, str] = {"script": "", "style": ""}
    for kind, text in INLINE.findall(page):
        digest = b64encode(sha256(text.encode()).digest()).decode()
        known[kind] += f" 'sha256-{digest}'"
    return known


def header(lost: str) -> str:
    """Write the policy that a server sends with each page, the lost one too."""
    own = hashes(lost)
    return (
        f"default-src 'self'; script-src 'self'{own['script']}; style-src 'self'{own['style']}; "
        "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'self'"
    )


def begin_page(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Hand the template the policy, and the script that runs before anything is drawn."""
    context["content_security_policy"] = POLICY
    formulas = {"data-formulas": ""} if begins_with_formulas(context.get("body", "")) else {}
    app.add_js_file("page_start.js", **formulas)
    context["first_script"] = context["script_files"].pop()


def write_policy(app: Sphinx, exception: Exception | None) -> None:
    """Write ``_headers`` and the lost page's policy, and warn of what would be refused."""
    if exception is not None or app.builder.format != "html":
        return
    site = Path(app.outdir)
    for path in sorted(site.rglob("*.html")):
        if path.stem != LOST:
            for what in refused(path.read_text(encoding="utf-8")):
                logger.warning("%s carries what its policy refuses: %s", path.name, what)
    path = site / f"{LOST}.html"
    page = path.read_text(encoding="utf-8")
    own = hashes(page)
    policy = (
        f"default-src 'none'; img-src data:; script-src{own['script']}; style-src{own['style']}; "
        "base-uri 'none'; form-action 'none'"
    )
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    path.write_text(
        page.replace('<meta charset="utf-8">', f'<meta charset="utf-8">\n  {tag}', 1),
        encoding="utf-8",
    )
    (site / "_headers").write_text(
        f"/*\n  Content-Security-Policy: {header(page)}\n  X-Content-Type-Options: nosniff\n"
        "  Referrer-Policy: no-referrer\n",
        encoding="utf-8",
    )


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to each page, after the theme, and to the end of the build."""
    app.connect("html-page-context", begin_page, priority=1000)
    app.connect("build-finished", write_policy, priority=1000)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
