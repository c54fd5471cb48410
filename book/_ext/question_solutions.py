"""Sphinx extension: on paper, the questions of a page are numbered and solved at its end.

On the screen a solution is folded under its question, or comes when it is asked for.
"""

from __future__ import annotations

import re
from typing import Any

from sphinx.application import Sphinx

QUESTION = re.compile(
    r'<figure class="backprop-widget"[^>]* data-widget="Question".*?</figure>', re.DOTALL
)
KIND = '<p class="question-kind">'
SOLUTION = re.compile(
    r'<details class="question-solution">\s*<summary>.*?</summary>(.*?)</details>', re.DOTALL
)


def with_solutions(body: str) -> str:
    """Give each question of a page its place, and add the solutions."""
    solutions: list[str] = []
    number = 0

    def numbered(figure: re.Match[str]) -> str:
        nonlocal number
        number += 1
        solution = SOLUTION.search(figure[0])
        if solution:
            solutions.append(f"{KIND}Question {number}</p>{solution[1]}")
        mark = f'{KIND}<span class="question-place">Question {number}. </span>'
        return figure[0].replace(KIND, mark, 1)

    body = QUESTION.sub(numbered, body)
    if not solutions:
        return body
    listed = "\n".join(["<h2>Solutions</h2>", *solutions])
    return f'{body}\n<section class="question-solutions">\n{listed}\n</section>\n'


def add_solutions(
    _app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Add the solutions to a page that asks questions."""
    if "body" in context:
        context["body"] = with_solutions(context["body"])


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to each page."""
    app.connect("html-page-context", add_solutions)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
