"""An exercise of the book: its questions, and what is said of each answer."""

from __future__ import annotations

import json
from dataclasses import asdict
from html import escape
from typing import Any

import traitlets

from backprop.exercises import Exercise, Variant, draw, judge
from backprop.exercises.bank import exercise as from_bank
from backprop.widgets.book_widget import STATIC, BookWidget
from backprop.widgets.question_answers import checked_answers
from backprop.widgets.question_paper import paper

__all__ = ["Question"]


class Question(BookWidget):
    """Ask for the numbers of an exercise, and say of a wrong one which mistake leads to it.

    Parameters
    ----------
    exercise
        The id of an exercise in ``backprop.exercises.bank``, or an ``Exercise``.
    seed
        What its numbers are drawn from.
    worked
        How many of the first steps are shown with their answers.
    anchor
        The figure's id on the page; ``q-`` and the exercise's id, and ``-worked-1`` where one step
        is worked, if nothing is given.

    Attributes
    ----------
    exercise : dict
        The exercise as JSON, with its formulas. It cannot be set.
    seed : int
        Another seed draws other numbers, and clears the answers.
    worked : int
        How many of the first steps are shown with their answers.
    answers : list
        An answer for each step, None for none: a number or its text; lists of them for an array;
        the place of what is chosen among the exercise's items; all places for an order; ``[row,
        column]`` for a cell.
    verdicts : list
        What is said of each answer, None where there is none: a dict with the attributes of a
        ``backprop.exercises.Verdict``. It follows from the answers.

    Raises
    ------
    ValueError
        If there is no such exercise, or its numbers cannot be drawn.
    traitlets.TraitError
        If a trait is set to something that does not fit. It keeps its value.
    """

    _esm = STATIC / "jupyter" / "question.js"

    exercise = traitlets.Dict(read_only=True).tag(sync=True)
    seed = traitlets.Int(1).tag(sync=True)
    worked = traitlets.Int(0).tag(sync=True)
    answers: traitlets.List[Any] = traitlets.List().tag(sync=True)
    verdicts: traitlets.List[Any] = traitlets.List(read_only=True).tag(sync=True)

    state_traits = ("exercise", "seed", "worked", "answers")

    def __init__(
        self,
        exercise: str | Exercise,
        *,
        seed: int = 1,
        worked: int = 0,
        anchor: str | None = None,
    ) -> None:
        spec = exercise.to_json() if isinstance(exercise, Exercise) else from_bank(exercise)
        self._variant = draw(spec, seed)
        self._judged: list[Any] = [None] * len(spec["steps"])
        self.set_trait("exercise", spec)
        own = f"q-{spec['id']}" + (f"-worked-{worked}" if worked else "")
        super().__init__(anchor=anchor or own, seed=seed, worked=worked, answers=self._judged)
        self.set_trait("verdicts", self._verdicts())

    @property
    def variant(self) -> Variant:
        """The exercise with the numbers that are drawn."""
        return self._variant

    @traitlets.validate("seed")
    def _check_seed(self, proposal: Any) -> int:
        self._drawn(proposal["value"])
        return int(proposal["value"])

    @traitlets.validate("worked")
    def _check_worked(self, proposal: Any) -> int:
        worked, steps = proposal["value"], len(self.exercise["steps"])
        if not 0 <= worked <= steps:
            raise traitlets.TraitError(
                f"worked expects a whole number from 0 to {steps}, the number of steps; "
                f"got {worked}."
            )
        return int(worked)

    @traitlets.validate("answers")
    def _check_answers(self, proposal: Any) -> list[Any]:
        try:
            return checked_answers(self._drawn(self.seed), proposal["value"])
        except ValueError as error:
            raise traitlets.TraitError(str(error)) from error

    @traitlets.observe("seed", "answers")
    def _follow(self, _change: Any) -> None:
        if self.seed != self._variant.seed:
            self._variant = self._drawn(self.seed)
            if self.answers == self._judged:
                self._judged = self.answers = [None] * len(self.exercise["steps"])
        self._judged = self.answers
        self.set_trait("verdicts", self._verdicts())

    def _drawn(self, seed: int) -> Variant:
        if seed == self._variant.seed:
            return self._variant
        try:
            return draw(self.exercise, seed)
        except ValueError as error:
            raise traitlets.TraitError(str(error)) from error

    def _verdicts(self) -> list[dict[str, Any] | None]:
        return [
            None if answer is None else asdict(judge(self._variant, step, self.answers))
            for step, answer in enumerate(self.answers)
        ]

    def caption(self) -> str:
        """Name the exercise and its numbers' seed."""
        return f"{self.exercise['id']}, seed {self.seed}"

    def html(self) -> str:
        """Write the figure: the questions with room to write, and the folded solution."""
        state = json.dumps(self.state(), allow_nan=False, ensure_ascii=False)
        return (
            f'<figure class="backprop-widget" id="{escape(self.anchor)}" '
            f'data-widget="Question" data-state="{escape(state)}">\n'
            f"{paper(self._variant, self.worked)}\n</figure>"
        )
