"""Sphinx extension: a still picture of a notebook stands in the page itself, in the page's colours.

Its style is for where it stands alone; its words are those that it carries.
"""

from __future__ import annotations

import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

STILL = '<svg xmlns="http://www.w3.org/2000/svg" class="backprop-picture"'
STYLE = re.compile(r"<style>.*?</style>\n?", re.DOTALL)


class Stills(SphinxTransform):
    """Put the source of each still picture where its output is shown."""

    default_priority = 10  # before Sphinx copies the files of images

    def apply(self, **_: object) -> None:
        """Replace the images that are stills."""
        for image in list(self.document.findall(nodes.image)):
            if not image["uri"].endswith(".svg"):
                continue
            _, file = self.env.relfn2path(image["uri"])
            svg = Path(file).read_text(encoding="utf-8")
            if svg.startswith(STILL):
                image.replace_self(nodes.raw("", STYLE.sub("", svg), format="html"))


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the transform."""
    app.add_transform(Stills)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
