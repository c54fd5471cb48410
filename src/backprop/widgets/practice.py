"""Mixed drills from all chapters: what is due for review first, then what is new."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

import traitlets

from backprop.exercises import Exercise
from backprop.exercises.bank import exercises
from backprop.widgets.bank_chapters import listed_chapters, slug_of
from backprop.widgets.book_widget import STATIC, BookWidget
from backprop.widgets.question_paper import KINDS

__all__ = ["Practice"]


class Practice(BookWidget):
    """Ask the exercises of all chapters, mixed: what is due for review, then what is new.

    Parameters
    ----------
    pages
        The chapters' pages in the order of the book, ``01-step-through-one-neuron``, and where
        each of their exercises stands: its id and its address. By default all chapters of the
        bank, with no addresses.
    scripts
        Where the page's script finds the exercises of a chapter, ``scale-the-inputs``: the address
        of a script with them. Those of other chapters stand in the figure itself.
    progress
        What another ``Practice`` had in ``progress``.
    anchor
        The figure's id on the page.

    Attributes
    ----------
    chapters : list of dict
        The chapters with their exercises as JSON, or only the ids and skills of those that have a
        script. It cannot be set.
    progress : str
        In Jupyter: what was answered, and when it is asked again, as the text of a file that the
        book's page imports. On the page this is kept in the browser's storage instead.

    Raises
    ------
    ValueError
        If a page is no chapter that the bank has exercises of.
    traitlets.TraitError
        If ``progress`` is no such text. It keeps its value.
    """

    _esm = STATIC / "jupyter" / "practice.js"

    chapters: traitlets.List[Any] = traitlets.List(read_only=True).tag(sync=True)
    progress = traitlets.Unicode("").tag(sync=True)

    state_traits = ("chapters",)

    def __init__(
        self,
        pages: Mapping[str, Mapping[str, str]] | None = None,
        *,
        scripts: Mapping[str, str] | None = None,
        progress: str = "",
        anchor: str = "drills",
    ) -> None:
        self._places = {slug_of(page): places for page, places in (pages or {}).items()}
        listed = list(pages) if pages is not None else None
        self.set_trait("chapters", listed_chapters(listed, scripts or {}))
        super().__init__(anchor=anchor, progress=progress)

    @traitlets.validate("progress")
    def _check_progress(self, proposal: Any) -> str:
        text = str(proposal["value"])
        if text and not _is_progress(text):
            raise traitlets.TraitError(
                "progress expects the text that another Practice had in it, or that the book's "
                f"page exports; got {text[:40]!r}."
            )
        return text

    def state(self) -> dict[str, Any]:
        """Collect what the page's script needs: also the names of what a link holds."""
        return {**super().state(), "item": "", "seed": 0, "answers": []}

    def caption(self) -> str:
        """Count what is practised."""
        count = sum(len(chapter["exercises"]) for chapter in self.chapters)
        return f"{count} exercises from {len(self.chapters)} chapters"

    def html(self) -> str:
        """Write the figure: without scripts and on paper, the list of the chapters' questions."""
        state = json.dumps(self.state(), allow_nan=False, ensure_ascii=False, separators=(",", ":"))
        listed = "\n".join(self._listed(chapter) for chapter in self.chapters)
        return (
            f'<figure class="backprop-widget" id="{escape(self.anchor)}" '
            f'data-widget="Practice" data-state="{escape(state)}">\n'
            f'<div class="practice-list">\n{listed}\n</div>\n</figure>'
        )

    def _listed(self, chapter: Mapping[str, Any]) -> str:
        asked = "\n".join(
            f"<li>{self._linked(each, chapter['id'])}</li>" for each in exercises()[chapter["id"]]
        )
        return f"<p><strong>{escape(chapter['title'])}</strong></p>\n<ol>\n{asked}\n</ol>"

    def _linked(self, exercise: Exercise, chapter: str) -> str:
        asked = escape(f"{KINDS[exercise.kind]}: {', '.join(exercise.skills)}", quote=False)
        place = self._places.get(chapter, {}).get(exercise.id)
        return f'<a href="{escape(place)}">{asked}</a>' if place else asked


def _is_progress(text: str) -> bool:
    try:
        value = json.loads(text)
    except ValueError:
        return False
    return isinstance(value, dict) and value.keys() == {"version", "items"}
