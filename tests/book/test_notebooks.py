"""Every notebook keeps to the rules, and every rule refuses a notebook that breaks it."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from execute_notebooks import clean
from notebook_rules import MAX_LINES, RULES, Notebook, defined_twice, read

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = sorted(ROOT.glob("book/*.ipynb"))

Cell = dict[str, Any]
Rule = Callable[[Notebook], Iterable[str]]


def named(value: object) -> str:
    return getattr(value, "__name__", getattr(value, "name", str(value)))


def test_every_notebook_is_a_chapter_of_the_book() -> None:
    parts = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))["parts"]
    files = [ROOT / chapter["file"] for chapter in parts[0]["chapters"]]
    assert [file.with_suffix(".ipynb") for file in files] == CHAPTERS


@pytest.mark.parametrize("path", CHAPTERS, ids=named)
@pytest.mark.parametrize("rule", RULES, ids=named)
def test_a_chapter_keeps_to_the_rule(rule: Rule, path: Path) -> None:
    assert list(rule(read(path))) == []


def test_no_class_or_function_is_defined_in_two_chapters() -> None:
    assert list(defined_twice(map(read, CHAPTERS))) == []


def code(source: str = "1", *outputs: Cell, **metadata: Any) -> Cell:
    return {
        "cell_type": "code",
        "source": source,
        "metadata": metadata,
        "outputs": list(outputs),
        "execution_count": 1,
    }


def text(source: str, **metadata: Any) -> Cell:
    return {"cell_type": "markdown", "source": source, "metadata": metadata}


def shown(mime: str, content: str) -> Cell:
    return {"output_type": "display_data", "data": {mime: content}, "metadata": {}}


def printed(content: str, name: str = "stdout") -> Cell:
    return {"output_type": "stream", "name": name, "text": content}


def notebook(folder: Path, *cells: Cell, name: str = "chapter.ipynb") -> Notebook:
    """A clean notebook, executed unless a cell says otherwise, as it would be read from a disk."""
    counts = itertools.count(1)
    numbered = [
        {**cell, "execution_count": next(counts)} if cell.get("execution_count") == 1 else cell
        for cell in cells
    ]
    data = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": numbered}
    path = folder / name
    path.write_text(clean(json.dumps(data)), encoding="utf-8")
    return read(path)


FOLD = {"code_prompt_show": "Solution", "code_prompt_hide": "Hide the solution"}
HIDDEN = {"tags": ["hide-cell"], "jupyter": {"source_hidden": True}, "mystnb": FOLD}
OPENING = text(
    "# A title\n\n**By the end you will be able to**\n\n- do it.\n\n"
    "**You need** numbers.\n\n**Time** about 40 minutes."
)
ENDING = [
    text("## Summary\n\n- That was it."),
    text("## Exercises\n\n### 1. One\n\n5 minutes"),
    code('Question("one")'),
    code("one", **HIDDEN),
    text("### 2. Two\n\n10 minutes"),
    code('Question("two")'),
    code("two", **HIDDEN),
    text("### 3. Three\n\n15 minutes"),
    code('Question("three")'),
    code("three", **HIDDEN),
]
GOOD = [
    OPENING,
    text("## A section\n\nText with `code`, $\\hat{y}$ and [a link](https://jupyter.org)."),
    text("```python\n{role}`x`\n```\n\n$$\n\\frac{1}{n}\n$$"),
    code("x = 6\nprint(x)", printed("6\n")),
    code("%precision 3\ny = x", shown("text/html", '<a href="https://jupyter.org">read</a>')),
    code("\n".join(["y"] * MAX_LINES)),
    code("def solution():\n    return 1", **HIDDEN),
    code(
        "z",
        shown("image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg"><path/></svg>'),
        shown("image/png", "aHR0cHM6Ly8="),
    ),
    *ENDING,
]

# For each rule: a cell that breaks it, and what is said of that cell.
BAD: list[tuple[str, Cell, str]] = [
    ("short", code(""), "is empty"),
    (
        "without_errors",
        code(
            "1 / 0",
            {
                "output_type": "error",
                "ename": "ZeroDivisionError",
                "evalue": "division by zero",
                "traceback": [],
            },
        ),
        "stores an error: ZeroDivisionError: division by zero",
    ),
    ("without_errors", code("1", printed("a warning\n", "stderr")), "writes to stderr: a warning"),
    ("compared", code("# NBVAL_IGNORE_OUTPUT\n1"), "kept from being compared by '# NBVAL_IGNORE"),
    ("compared", code("#NBVAL_SKIP\n1"), "kept from being compared by '#NBVAL_SKIP'"),
    ("compared", code("1", tags=["nbval-ignore-output"]), "by 'nbval-ignore-output'"),
    ("compared", code("1", tags=["raises-exception"]), "by 'raises-exception'"),
    ("short", code("\n".join(["1"] * 21)), "has 21 lines; 20 are the most"),
    ("short", text("\n".join(["word"] * 21)), "has 21 lines; 20 are the most"),
    ("short", text(" \n"), "is empty"),
    ("alive_without_kernel", code("from ipywidgets import interact"), "uses interact,"),
    ("alive_without_kernel", code("import ipywidgets as w\nw.Output()"), "uses Output,"),
    ("alive_without_kernel", code("@w.interact\ndef f(x): pass"), "uses interact,"),
    (
        "self_contained",
        code("1", shown("text/html", '<img alt="" src="https://example.org/a.png">')),
        'loads from another site: src="https://example.org/a.png">',
    ),
    ("self_contained", code("1", shown("text/html", "<script src=//cdn.org/a.js>")), "//cdn.org"),
    (
        "self_contained",
        code("1", shown("text/html", "<p style='x:url(http://a.b/c)'>")),
        "url(http",
    ),
    ("self_contained", code("1", shown("text/markdown", "![](https://a.b/c.png)")), "https://a.b"),
    (
        "self_contained",
        code("1", shown("text/html", '<link rel="x" href="http://a.b">')),
        "http://a",
    ),
    ("self_contained", code("1", shown("application/javascript", "alert(1)")), "has a script"),
    ("self_contained", text("![a figure](http://a.b/c.png)"), "loads from another site"),
    ("self_contained", text('<img src="http://a.b/c.png">'), "loads from another site"),
    ("portable_markdown", text("See {term}`gradient`."), "{term}`"),
    ("portable_markdown", text("```{note}\nLook here.\n```"), "```{"),
    ("portable_markdown", text(":::{tip}\nLook here.\n:::"), ":::{"),
    ("portable_markdown", text("(a-target)=\n# Title"), "(a-target)="),
    ("portable_markdown", text("$$\nx = 1\n$$ (equation-1)"), "(equation-1)"),
    ("portable_markdown", text("It is {{ version }}."), "{{ version }}"),
    (
        "hidden_twice",
        code("1", tags=["hide-cell"], mystnb=FOLD),
        "is tagged hide-cell without source_hidden",
    ),
    (
        "hidden_twice",
        code("1", tags=["hide-cell"], jupyter={"source_hidden": True}),
        "does not say what it hides",
    ),
    ("hidden_twice", code("1", jupyter={"source_hidden": True}), "without the tag hide-cell"),
    ("answered_on_the_page", text("Put yours in and run the cell."), "'run the cell'"),
    ("answered_on_the_page", text("To check it, press Shift+Enter."), "'Shift+Enter'"),
]


@pytest.mark.parametrize("rule", RULES, ids=named)
def test_a_good_notebook_is_accepted(rule: Rule, tmp_path: Path) -> None:
    assert list(rule(notebook(tmp_path, *GOOD))) == []


@pytest.mark.parametrize(("name", "cell", "said"), BAD, ids=lambda value: str(value)[:40])
def test_a_bad_notebook_is_refused(name: str, cell: Cell, said: str, tmp_path: Path) -> None:
    bad = notebook(tmp_path, OPENING, cell, *ENDING)
    problems = {rule.__name__: list(rule(bad)) for rule in RULES}
    [problem] = problems.pop(name)
    assert problem.startswith("cell 2 (id ")
    assert said in problem
    assert not any(problems.values()), "one mistake breaks one rule"


def test_an_exercise_without_a_question_before_its_code_is_refused(tmp_path: Path) -> None:
    [rule] = [rule for rule in RULES if rule.__name__ == "answered_on_the_page"]
    late = [*GOOD[:-2], GOOD[-1], GOOD[-2]]
    assert GOOD[-2]["source"] == 'Question("three")'
    [problem] = rule(notebook(tmp_path, *late))
    assert f"cell {len(late) - 1} (id " in problem


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([1, None, 2, 3], ["has not been executed", "count 2; 3 is", "count 3; 4 is"]),
        ([1, 7, 3, 4], ["has execution count 7; 2 is its turn"]),
        ([2, 3, 4, 5], ["count 2; 1 is", "count 3; 2 is", "count 4; 3 is", "count 5; 4 is"]),
        ([None] * 4, ["has not been executed"] * 4),
    ],
)
def test_cells_not_run_in_order_are_refused(
    counts: list[int | None], said: list[str], tmp_path: Path
) -> None:
    good = notebook(tmp_path, *[code(str(number)) for number in range(4)])
    data = json.loads(good.text)
    for cell, count in zip(data["cells"], counts, strict=True):
        cell["execution_count"] = count
    [rule] = [rule for rule in RULES if rule.__name__ == "executed"]
    assert list(rule(good)) == []
    problems = list(rule(Notebook(good.name, json.dumps(data))))
    assert len(problems) == len(said)
    assert all(words in problem for words, problem in zip(said, problems, strict=True))


def test_every_rule_has_a_notebook_that_breaks_it() -> None:
    tested = {name for name, _, _ in BAD} | {"executed", "clean_metadata", "shape_of_a_chapter"}
    assert tested == {rule.__name__ for rule in RULES}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"metadata": {}', '"metadata": {"execution": {"iopub.status.idle": "2026"}}'),
        ('"metadata": {}', '"metadata": {"scrolled": true}'),
        ('"name": "python3"', '"name": "my-env"'),
        ('"name": "python",', '"name": "python", "version": "3.11.2",'),
        ('"language_info"', '"widgets": {}, "language_info"'),
        ('"text/html"', '"application/vnd.jupyter.widget-view+json": {}, "text/html"'),
        ('"nbformat_minor": 5', '"nbformat_minor": 4'),
        ("\n", "\r\n"),
        ("\n ", "\n  "),
    ],
)
def test_unclean_metadata_are_refused(before: str, after: str, tmp_path: Path) -> None:
    good = notebook(tmp_path, *GOOD)
    assert before in good.text
    bad = Notebook(good.name, good.text.replace(before, after))
    [rule] = [rule for rule in RULES if rule.__name__ == "clean_metadata"]
    [problem] = rule(bad)
    assert problem.startswith("it is not as `make notebooks` leaves it: ")
    assert list(rule(Notebook(good.name, good.text.rstrip()))) != []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("# A title", "A title", "no title"),
        ("- do it.", "Do it.", "no goals"),
        ("**You need** numbers.", "", "no needs"),
        ("about 40 minutes", "not long", "no minutes"),
        ("**Time**", "## First\\n\\n**Time**", "no minutes"),
        ("## Summary", "## The end", "its last sections are ['The end', 'Exercises']"),
        ("## Exercises", "## More", "it has 0 exercises; 3 are the least"),
        ("### 3. Three", "3. Three", "it has 2 exercises; 3 are the least"),
        ("### 2. Two", "### Two", "exercise 2 is headed 'Two'"),
        ("10 minutes", "hard", "exercise 2 does not say how many minutes it takes"),
        ('"hide-cell"', '"hide-output"', "exercise 1 has no hidden solution"),
    ],
)
def test_a_chapter_without_one_of_its_parts_is_refused(
    before: str, after: str, said: str, tmp_path: Path
) -> None:
    good = notebook(tmp_path, *GOOD)
    assert before in good.text
    [rule] = [rule for rule in RULES if rule.__name__ == "shape_of_a_chapter"]
    assert list(rule(good)) == []
    assert said in " ".join(rule(Notebook(good.name, good.text.replace(before, after))))


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("def half(x):\n    return x / 2", "def half(y): return y * 0.5", "half"),
        ("class Neuron:\n    pass", "class Neuron: x = 1", "Neuron"),
        ("%time 1\ndef half(x): pass", "if True:\n    def half(x): pass", "half"),
        ("def f():\n    def half(x): pass", "async def half(x): pass", "half"),
    ],
)
def test_a_definition_in_two_chapters_is_refused(
    first: str, second: str, name: str, tmp_path: Path
) -> None:
    one = notebook(tmp_path, code("1"), code(first, **HIDDEN), name="one.ipynb")
    two = notebook(tmp_path, code(second, **HIDDEN), name="two.ipynb")
    [problem] = defined_twice([one, two])
    assert problem.startswith(f"{name} is defined in one.ipynb, cell 2 (id ")
    assert " and in two.ipynb, cell 1 (id " in problem


def test_methods_and_one_chapters_own_names_are_no_definition_in_two(tmp_path: Path) -> None:
    one = notebook(
        tmp_path,
        code("class A:\n    def forward(self): pass"),
        code("def half(x): pass"),
        code("def half(x): return x"),
        name="one.ipynb",
    )
    two = notebook(tmp_path, code("class B:\n    def forward(self): pass"), name="two.ipynb")
    assert list(defined_twice([one, two])) == []
