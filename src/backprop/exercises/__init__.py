"""Exercises: their numbers drawn from a seed, wrong answers met with the mistake behind them.

``check`` compares what a cell has computed. An ``Exercise`` is data; ``draw`` gives it numbers, and
``judge`` says of an answer what it is. The page does the same from the same data.
"""

from backprop.exercises.check import NO_ANSWER, check
from backprop.exercises.exercise import Answer, Drawn, Exercise, Option, Step, Wrong
from backprop.exercises.judge import judge, judge_scaffold
from backprop.exercises.variant import Variant, draw
from backprop.exercises.verdict import Verdict

__all__ = [
    "NO_ANSWER",
    "Answer",
    "Drawn",
    "Exercise",
    "Option",
    "Step",
    "Variant",
    "Verdict",
    "Wrong",
    "check",
    "draw",
    "judge",
    "judge_scaffold",
]
