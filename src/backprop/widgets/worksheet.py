"""A worksheet for a class: exercises chosen by chapter, skill and level, with their solutions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import traitlets

from backprop.exercises import Variant, draw
from backprop.exercises.bank import exercise
from backprop.exercises.worksheet import LEVELS, MOST, Item, worksheet
from backprop.widgets.bank_chapters import listed_chapters
from backprop.widgets.book_widget import STATIC, BookWidget
from backprop.widgets.question_paper import paper

__all__ = ["Worksheet"]


class Worksheet(BookWidget):
    """Print a sheet of exercises, and a sheet of solutions with the mistakes behind wrong answers.

    Parameters
    ----------
    pages, scripts
        The chapters' pages, ``01-step-through-one-neuron``, and the scripts with their exercises,
        as in :class:`Practice`. By default all chapters of the bank.
    chosen
        The chapters to take exercises from, ``scale-the-inputs``; none stands for all.
    skill
        Only exercises of this skill; ``""`` for all.
    level
        1 for exercises of up to two questions, 2 for three, 3 for more; 0 for all.
    count
        How many exercises, 1 to 40.
    seed
        The number of the sheet, from 0 to 2³² − 1: the same number gives the same sheet.
    anchor
        The figure's id on the page.

    Attributes
    ----------
    chapters : list of dict
        The chapters with their exercises. It cannot be set.

    Raises
    ------
    ValueError
        If a page is no chapter that the bank has exercises of.
    traitlets.TraitError
        If a setting is none of those above. It keeps its value.
    """

    _esm = STATIC / "jupyter" / "worksheet.js"

    chapters: traitlets.List[Any] = traitlets.List(read_only=True).tag(sync=True)
    chosen: traitlets.List[str] = traitlets.List(traitlets.Unicode()).tag(sync=True)
    skill = traitlets.Unicode("").tag(sync=True)
    level = traitlets.Enum((0, *LEVELS), 0).tag(sync=True)
    count = traitlets.Int(10, min=1, max=MOST).tag(sync=True)
    seed = traitlets.Int(1, min=0, max=2**32 - 1).tag(sync=True)

    state_traits = ("chapters", "chosen", "skill", "level", "count", "seed")

    def __init__(
        self,
        pages: Sequence[str] | None = None,
        *,
        scripts: Mapping[str, str] | None = None,
        chosen: Sequence[str] = (),
        skill: str = "",
        level: int = 0,
        count: int = 10,
        seed: int = 1,
        anchor: str = "sheet",
    ) -> None:
        self.set_trait("chapters", listed_chapters(pages, scripts or {}))
        settings = {"chosen": list(chosen), "skill": skill, "level": level, "count": count}
        super().__init__(anchor=anchor, seed=seed, **settings)

    @traitlets.validate("chosen")
    def _check_chosen(self, proposal: Any) -> list[str]:
        known = [chapter["id"] for chapter in self.chapters]
        for slug in proposal["value"]:
            if slug not in known:
                raise traitlets.TraitError(
                    f"chosen expects chapters, some of {', '.join(known)}; got {slug!r}."
                )
        return list(proposal["value"])

    @traitlets.validate("skill")
    def _check_skill(self, proposal: Any) -> str:
        skill = str(proposal["value"])
        known = {name for each in self.chapters for e in each["exercises"] for name in e["skills"]}
        if skill and skill not in known:
            raise traitlets.TraitError(
                f"skill expects one of {', '.join(sorted(known))}, or '' for all; got {skill!r}."
            )
        return skill

    def variants(self) -> list[Variant]:
        """Choose the sheet's exercises, and draw their numbers."""
        return [draw(exercise(item.id), item.seed) for item in self._items()]

    def _items(self) -> list[Item]:
        taken = [each for each in self.chapters if not self.chosen or each["id"] in self.chosen]
        return worksheet(
            taken, skill=self.skill, level=self.level, count=self.count, seed=self.seed
        )

    def caption(self) -> str:
        """Count what is on the sheet."""
        return f"{len(self._items())} exercises, sheet {self.seed}"

    def html(self) -> str:
        """Write the figure: without scripts, the sheet with each solution folded."""
        state = json.dumps(self.state(), allow_nan=False, ensure_ascii=False, separators=(",", ":"))
        asked = "\n".join(f"<li>\n{paper(variant)}\n</li>" for variant in self.variants())
        return (
            f'<figure class="backprop-widget" id="{escape(self.anchor)}" '
            f'data-widget="Worksheet" data-state="{escape(state)}">\n'
            f'<ol class="sheet-list">\n{asked}\n</ol>\n</figure>'
        )
