"""Sphinx extension: marks the sections of a chapter that a browser may leave until they are near.

Those are the ones with cells and without other sections. A style sheet could find them itself by
`:has()`, but would look for them again at each change of a figure.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform


class LaidOutLate(SphinxPostTransform):
    """Give these sections a class."""

    default_priority = 900
    formats = ("html",)

    def run(self, **_: object) -> None:
        """Mark them, but not the page itself, which is a section too."""
        for section in self.document.findall(nodes.section):
            if isinstance(section.parent, nodes.section) and has_cells_alone(section):
                section["classes"].append("laid-out-late")


def has_cells_alone(section: nodes.section) -> bool:
    """Tell whether a section has cells, and no sections."""
    return any(is_cell(child) for child in section) and not any(
        isinstance(child, nodes.section) for child in section
    )


def is_cell(node: nodes.Node) -> bool:
    """Tell whether a node is a cell of code with what it has put out."""
    return isinstance(node, nodes.container) and node.get("nb_element") == "cell_code"


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the transform."""
    app.add_post_transform(LaidOutLate)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
