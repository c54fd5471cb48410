"""Sphinx extension: a link in the text may lead to a figure, and bring the figure's state.

``[the bowl](02-descend-with-the-gradient.ipynb#bowl)``, ``[sheet 3](worksheets.md#sheet?seed=3)``.
Without it a link finds headings alone.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

FIGURE = re.compile(r'<figure class="backprop-widget" id="([^"]+)"')
PLACED = {  # while a page is written
    "book/practice": ["drills"],
    "book/worksheets": ["sheet"],
    "book/playground": ["formula", "any-network"],
}


def list_figures(app: Sphinx, page: nodes.document) -> None:
    """Keep the ids of a page's figures beside what else is known of the page."""
    found = [anchor for raw in page.findall(nodes.raw) for anchor in FIGURE.findall(raw.astext())]
    name = app.env.docname
    app.env.metadata[name]["figures"] = [*found, *PLACED.get(name, [])]


class FigureLinks(SphinxPostTransform):
    """Resolve the links to figures; those to headings are left to MyST."""

    default_priority = 8  # MyST's own comes at 9 and warns of what it does not know

    def run(self, **_: object) -> None:
        """Replace what names a figure of its page by a reference."""
        for link in list(self.document.findall(pending_xref)):
            place = link.get("reftargetid") or ""
            page = link.get("reftarget", "")
            figures = self.env.metadata.get(page, {}).get("figures", [])
            if link.get("refdomain") != "doc" or place.partition("?")[0] not in figures:
                continue
            address = self.app.builder.get_relative_uri(self.env.docname, page)
            uri = f"{address}#{quote(place, safe='?=&,:%')}"
            inside = nodes.inline("", "", *link[0].children, classes=["std", "std-ref"])
            link.replace_self(nodes.reference("", "", inside, internal=True, refuri=uri))


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to each page, and add the transform."""
    app.connect("doctree-read", list_figures)
    app.add_post_transform(FigureLinks)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
