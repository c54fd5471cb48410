"""An exercise as HTML without scripts: its questions, room to write, and its folded solution."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any

import numpy as np

from backprop.exercises import Variant
from backprop.exercises.expression import Value, evaluate
from backprop.exercises.text import Text, fill, written

__all__ = ["KINDS", "paper"]

KINDS = {
    "predict": "Predict",
    "find the error": "Find the error",
    "choose": "Choose",
    "solve": "Work it out",
}
WORKED = "Worked example"
CODE = re.compile("`([^`]+)`")


def paper(variant: Variant, worked: int = 0) -> str:
    """Write the exercise; the first steps are shown with their answers, as many as are worked."""
    exercise, names = variant.exercise, variant.names
    steps = exercise["steps"]
    whole = worked == len(steps)
    shown = [
        _step(variant, place, is_worked=place < worked, is_only=len(steps) == 1)
        for place in range(len(steps))
    ]
    solution = f"<p>{_rich(exercise['solution'], names)}</p>"
    answers = "\n".join(f"<li>{_solved(step, names)}</li>" for step in steps)
    if not whole:
        solution = (
            f'<details class="question-solution">\n<summary>Solution</summary>\n'
            f"<ol>\n{answers}\n</ol>\n{solution}\n</details>"
        )
    parts = [
        f'<p class="question-kind">{WORKED if whole else KINDS[exercise["kind"]]}</p>',
        _paragraph(_rich(exercise["setting"], names)),
        *(
            _table(_marked(each["label"]), evaluate(each["value"], names))
            for each in exercise["shows"]
        ),
        _code([fill(line, names) for line in exercise["code"]]),
        *shown,
        solution,
    ]
    return "\n".join(part for part in parts if part)


def _step(variant: Variant, place: int, *, is_worked: bool, is_only: bool) -> str:
    step = variant.exercise["steps"][place]
    names, answer = variant.names, step["answer"]
    number = "" if is_only else f"<strong>{place + 1}.</strong> "
    items = [_rich(item, names) for item in answer["items"]]
    parts = [f"<p>{number}{_rich(step['ask'], names)}</p>"]
    if answer["kind"] == "line":
        parts.append(_list([f"<code>{_rich(item, names)}</code>" for item in answer["items"]]))
    elif items:
        parts.append(_list([items[at] for at in variant.orders[place]], by="a"))
    elif answer["of"]:
        parts.append(_table("Entries", evaluate(answer["of"], names)))
    if is_worked:
        parts.append(_solved(step, names))
    elif answer["kind"] in ("number", "array"):
        parts.append('<div class="question-space"></div>')
    return "\n".join(parts)


def _solved(step: Mapping[str, Any], names: Mapping[str, Value]) -> str:
    right = _rich(step["right"], names)
    answer = _answer(step["answer"], names).removesuffix(".")
    return f'<p class="question-solved"><strong>Answer: {answer}.</strong> {right}</p>'


def _answer(answer: Mapping[str, Any], names: Mapping[str, Value]) -> str:
    """Write the right answer in words."""
    kind, value = answer["kind"], evaluate(answer["value"], names)
    if kind in ("number", "array"):
        return escape(written(value))
    if kind == "cell":
        place = tuple(value.astype(int).tolist())
        return f"[{', '.join(map(str, place))}]"
    chosen = [answer["items"][int(at)] for at in np.atleast_1d(value)]
    if kind == "line":
        return f"Line {int(value) + 1}: <code>{_rich(chosen[0], names)}</code>"
    return "; ".join(_rich(item, names) for item in chosen)


def _rich(text: Text, names: Mapping[str, Value]) -> str:
    return _marked(fill(text, names))


def _marked(text: str) -> str:
    """Write a text in which code stands between backticks."""
    return CODE.sub(r"<code>\1</code>", escape(text, quote=False))


def _paragraph(text: str) -> str:
    return f"<p>{text}</p>" if text else ""


def _list(items: list[str], by: str = "1") -> str:
    return f'<ol type="{by}">\n' + "\n".join(f"<li>{item}</li>" for item in items) + "\n</ol>"


def _code(lines: list[str]) -> str:
    return f"<pre><code>{escape(chr(10).join(lines), quote=False)}</code></pre>" if lines else ""


def _table(label: str, value: Value) -> str:
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{written(np.asarray(x))}</td>" for x in row) + "</tr>"
        for row in np.atleast_2d(value)
    )
    return (
        f'<table class="question-matrix">\n<caption>{label}</caption>\n'
        f"<tbody>\n{rows}\n</tbody>\n</table>"
    )
