"""Sphinx extension: places where the page's script says how far the reader is.

In a chapter with questions, a line behind its time; on the front page, beside the minutes of each
chapter's card. They name the chapter's exercises, and stay empty where no script runs.
"""

from __future__ import annotations

import re

from chapter_questions import exercise_ids, question_places
from docutils import nodes
from myst_nb.sphinx_ import HideInputCells
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

FRONT = "book/index"
PRACTICE = "practice.html"
LINK = re.compile(r"^([\w-]+)\.html$")


def chapter_place(ids: list[str]) -> nodes.raw:
    """Make the line of a chapter."""
    return nodes.raw(
        "",
        f'<p class="chapter-progress" data-exercises="{" ".join(ids)}" '
        f'data-practice="{PRACTICE}"></p>',
        format="html",
    )


def card_place(ids: list[str]) -> nodes.raw:
    """Make the place of a card, in the last line of it."""
    return nodes.raw(
        "", f'<span class="card-progress" data-exercises="{" ".join(ids)}"></span>', format="html"
    )


def time_line(page: nodes.Node) -> nodes.paragraph | None:
    """Find the paragraph that says how long a chapter takes."""
    for paragraph in page.findall(nodes.paragraph):
        strong = next(paragraph.findall(nodes.strong), None)
        if strong and strong.astext() == "Time" and paragraph.astext().startswith("Time"):
            return paragraph
    return None


def chapter_of(card: nodes.list_item) -> str:
    """Find the page that a card leads to."""
    for reference in card.findall(nodes.reference):
        found = LINK.match(reference.get("refuri", ""))
        if found:
            return found[1]
    return ""


class ProgressPlaces(SphinxPostTransform):
    """Leave the places."""

    default_priority = HideInputCells.default_priority
    formats = ("html",)

    def run(self, **_: object) -> None:
        """Add the line of a chapter, or a place to each card of the front page."""
        if self.env.docname == FRONT:
            for card in self.document.findall(nodes.list_item):
                ids = exercise_ids(chapter_of(card))
                if ids:
                    next(reversed(list(card.findall(nodes.paragraph)))).append(card_place(ids))
            return
        ids, line = exercise_ids(self.env.docname), time_line(self.document)
        if ids and line is not None and question_places(self.document):
            line.parent.insert(line.parent.index(line) + 1, chapter_place(ids))


def setup(app: Sphinx) -> dict[str, bool]:
    """Add the transform."""
    app.add_post_transform(ProgressPlaces)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
