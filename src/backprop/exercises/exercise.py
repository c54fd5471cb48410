"""An exercise as data: what is given, what is asked, and which wrong answers have which cause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from backprop.exercises.expression import parse
from backprop.exercises.text import template
from backprop.mistakes import CATALOGUE, named

__all__ = ["Answer", "Drawn", "Exercise", "Kind", "Option", "Step", "Wrong"]

Kind = Literal["solve", "find the error", "choose", "predict"]
AnswerKind = Literal["number", "array", "choice", "order", "cell", "line"]


@dataclass(frozen=True)
class Drawn:
    """Numbers to be drawn from some values: one number, or an array of this shape.

    Attributes
    ----------
    values
        What each entry is drawn from, with equal chances.
    shape
        ``()`` for a number, ``(n,)`` for a vector, ``(rows, columns)`` for a matrix.
    distinct
        Whether no value is drawn twice.
    """

    values: Sequence[float]
    shape: tuple[int, ...] = ()
    distinct: bool = False


@dataclass(frozen=True)
class Wrong:
    """A wrong answer with its cause.

    Attributes
    ----------
    name
        The mistake's name in the catalogue, ``backprop.mistakes``.
    value
        The formula of the answer that it leads to: as the right answer's; for a choice or a line
        its number from 0, for an order a list of numbers, for a cell its row and column.
    says
        What the reader is told; without it, the catalogue's sentence.
    see
        Where the book explains it, "page#heading"; without it, the catalogue's place.
    """

    name: str
    value: str
    says: str = ""
    see: str = ""


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from; a wrong one names its mistake, if it has one."""

    text: str
    mistake: str = ""
    says: str = ""
    see: str = ""


@dataclass(frozen=True)
class Answer:
    """The right answer, and the form in which it is given.

    Attributes
    ----------
    kind
        ``number`` or ``array``: typed. ``choice``: one of ``items``. ``order``: ``items``, which
        stand here in the right order and are shown in another. ``line``: one of ``items``, lines
        of code. ``cell``: one entry of the matrix ``of``.
    value
        The formula of the right answer. A choice is answered by its place in ``items`` from 0, an
        order by such places, a cell by ``[row, column]``.
    items, of
        Texts to choose from; the formula of the matrix to point at.
    """

    kind: AnswerKind
    value: str
    items: Sequence[str] = ()
    of: str = ""


@dataclass(frozen=True)
class Step:
    """One question of an exercise.

    Attributes
    ----------
    ask
        The question; formulas in braces, code between backticks.
    answer
        The right answer. A plain text is the formula of a number.
    right
        Why it is right, in a sentence that is said when it was answered; formulas in braces.
    mistakes
        Wrong answers that have a cause. The options of a choice carry their own.
    hints
        Given one at a time when an answer is wrong for no known cause.
    scaffold
        An easier question that leads to this one, offered after the hints.
    name
        What later formulas call this answer. An answer that is right for the reader's own wrong
        number of an earlier step is accepted as such.
    """

    ask: str
    answer: Answer | str
    right: str
    mistakes: Sequence[Wrong] = ()
    hints: Sequence[str] = ()
    scaffold: Step | None = None
    name: str = ""

    @staticmethod
    def choose(ask: str, *options: Option | str, right: str, **more: Any) -> Step:
        """Ask for one of several answers: the first is the right one; they are shown mixed."""
        choices = [Option(option) if isinstance(option, str) else option for option in options]
        mistakes = [
            Wrong(option.mistake, str(place), option.says, option.see)
            for place, option in enumerate(choices)
            if place and (option.mistake or option.says)
        ]
        answer = Answer("choice", "0", [option.text for option in choices])
        return Step(ask, answer, right, mistakes, **more)

    @staticmethod
    def find_line(ask: str, *lines: Option | str, right: str, **more: Any) -> Step:
        """Ask for the wrong line of a piece of code: the plain text among ``lines``.

        The options are the right lines; ``says`` is why: "the sum copies."

        Raises
        ------
        ValueError
            If there is not exactly one plain text.
        """
        found = [place for place, line in enumerate(lines) if isinstance(line, str)]
        if len(found) != 1:
            raise ValueError(f"find_line expects one wrong line, a plain text; got {len(found)}.")
        mistakes = [
            Wrong(line.mistake or "right line", str(place), _praise(line.says), line.see)
            for place, line in enumerate(lines)
            if isinstance(line, Option)
        ]
        texts = [line if isinstance(line, str) else line.text for line in lines]
        return Step(ask, Answer("line", str(found[0]), texts), right, mistakes, **more)


@dataclass(frozen=True)
class Exercise:
    """Questions on numbers that are drawn anew for each seed.

    Attributes
    ----------
    id
        Its name in links and in the reader's progress: lower-case words with hyphens.
    kind, skills
        What is done, and what is practised: "chain rule", "shapes".
    steps
        The questions, answered in any order.
    setting
        What is told before the first question; formulas in braces.
    given
        The drawn numbers by name.
    let
        Formulas by name, from what stands before them.
    where
        Conditions on the drawn numbers, as formulas that must not be 0.
    shows
        Vectors and matrices to be shown as tables: a label and a formula each.
    code
        Lines of code to be shown under the setting.
    solution
        The worked solution; formulas in braces.
    """

    id: str
    kind: Kind
    skills: Sequence[str]
    steps: Sequence[Step]
    solution: str
    setting: str = ""
    given: Mapping[str, Drawn] = field(default_factory=dict)
    let: Mapping[str, str] = field(default_factory=dict)
    where: Sequence[str] = ()
    shows: Mapping[str, str] = field(default_factory=dict)
    code: Sequence[str] = ()

    def to_json(self) -> dict[str, Any]:
        """Write the exercise as JSON can hold it, with its formulas and texts parsed.

        Raises
        ------
        ValueError
            If a formula cannot be read.
        """
        return {
            "id": self.id,
            "kind": self.kind,
            "skills": list(self.skills),
            "setting": template(self.setting),
            "given": [
                {"name": name, "values": list(drawn.values), "shape": list(drawn.shape)}
                | ({"distinct": True} if drawn.distinct else {})
                for name, drawn in self.given.items()
            ],
            "let": [{"name": name, "value": parse(text)} for name, text in self.let.items()],
            "where": [parse(text) for text in self.where],
            "shows": [{"label": label, "value": parse(text)} for label, text in self.shows.items()],
            "code": [template(line) for line in self.code],
            "steps": [_step_json(step) for step in self.steps],
            "solution": template(self.solution),
        }


def _praise(reason: str) -> str:
    return f"This line is right: {reason}" if reason else "This line is right."


def _step_json(step: Step) -> dict[str, Any]:
    answer = Answer("number", step.answer) if isinstance(step.answer, str) else step.answer
    return {
        "name": step.name,
        "ask": template(step.ask),
        "answer": {
            "kind": answer.kind,
            "value": parse(answer.value),
            "items": [template(item) for item in answer.items],
            "of": parse(answer.of) if answer.of else None,
        },
        "right": template(step.right),
        "mistakes": [_mistake_json(wrong) for wrong in step.mistakes],
        "hints": [template(hint) for hint in step.hints],
        "scaffold": _step_json(step.scaffold) if step.scaffold else None,
    }


def _mistake_json(wrong: Wrong) -> dict[str, Any]:
    says, see = wrong.says, wrong.see
    if not says or wrong.name in {mistake.name for mistake in CATALOGUE}:
        known = named(wrong.name)
        says, see = says or known.says, see or known.see
    return {
        "name": wrong.name,
        "value": parse(wrong.value),
        "says": template(says),
        "see": see,
    }
