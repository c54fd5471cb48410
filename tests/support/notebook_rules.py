"""What every committed notebook keeps to: each rule lists where a notebook breaks it."""

from __future__ import annotations

import ast
import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat
from IPython.core.inputtransformer2 import TransformerManager

from execute_notebooks import clean

MAX_LINES = 20
DEAD_WITHOUT_KERNEL = {
    "interact",
    "interact_manual",
    "interactive",
    "interactive_output",
    "Output",
}
UNCOMPARED = re.compile(r"nbval[_-]|pytest_validate|raises-exception", re.IGNORECASE)
FOREIGN = re.compile(
    r"""(?: \b(?:src|srcset|poster|data|action)\s*=\s*["']?\s*   # an element that loads
          | <link\b[^>]*?\bhref\s*=\s*["']?\s*
          | url\(\s*["']?\s*
          | @import\s*["']?\s*
          | !\[[^\]]*\]\(\s*<?                                   # a Markdown image
        ) (?:https?:)?//\S*""",
    re.IGNORECASE | re.VERBOSE,
)
MYST = re.compile(
    r"""\{[A-Za-z][\w:+.-]*\}`             # a role
      | ^\s*(?:`{3,}|~{3,}|:{3,})\s*\{     # a directive
      | ^\([\w:.-]+\)=\s*$                 # a target
      | \$\$\s*\([\w:.-]+\)\s*$            # a label of an equation
      | \{\{.*?\}\}                        # a substitution
      | ^\+\+\+                            # a block break
    """,
    re.VERBOSE | re.MULTILINE,
)
FENCED = re.compile(r"^(\s*)(`{3,}|~{3,})(?!\s*\{).*?^\1\2\s*$", re.MULTILINE | re.DOTALL)
FORMULA = re.compile(r"\$\$.*?\$\$(?!\s*\()|\$[^$\n]+\$", re.DOTALL)
OPENING = {
    "title": r"^# \S",
    "goals": r"^\*\*By the end you will be able to\*\*\s+- ",
    "needs": r"^\*\*You need\*\* \S",
    "minutes": r"^\*\*Time\*\* .*\d+ minutes",
}
EXERCISES = 3
TOLD_TO_RUN = re.compile(
    r"\b(?:run|execute|evaluate)\s+(?:it|(?:the|this|that|each|your)\s+(?:\w+\s+)?cells?)\b"
    r"|\bshift[-\s]*\+?[-\s]*enter\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Notebook:
    """A notebook as it stands in the repository."""

    name: str
    text: str

    @cached_property
    def cells(self) -> list[tuple[str, Any]]:
        """Every cell with the words that name it in a message."""
        cells = nbformat.reads(self.text, as_version=4).cells
        return [(f"cell {i} (id {cell.get('id')})", cell) for i, cell in enumerate(cells, 1)]

    @cached_property
    def code(self) -> list[tuple[str, Any]]:
        """The code cells."""
        return [(where, cell) for where, cell in self.cells if cell.cell_type == "code"]

    @cached_property
    def markdown(self) -> list[tuple[str, Any]]:
        """The Markdown cells."""
        return [(where, cell) for where, cell in self.cells if cell.cell_type == "markdown"]


def read(path: Path) -> Notebook:
    """Read a notebook of the repository."""
    return Notebook(path.name, path.read_text(encoding="utf-8"))


def executed(notebook: Notebook) -> Iterator[str]:
    """Every code cell has been run, in order: nbval compares nothing where there is no count."""
    for number, (where, cell) in enumerate(notebook.code, 1):
        if cell.execution_count is None:
            yield f"{where} has not been executed"
        elif cell.execution_count != number:
            yield f"{where} has execution count {cell.execution_count}; {number} is its turn"


def without_errors(notebook: Notebook) -> Iterator[str]:
    """No output is an error or a warning."""
    for where, cell in notebook.code:
        for output in cell.outputs:
            if output.output_type == "error":
                yield f"{where} stores an error: {output.ename}: {output.evalue}"
            elif output.get("name") == "stderr":
                yield f"{where} writes to stderr: {output.text.strip().splitlines()[0]}"


def compared(notebook: Notebook) -> Iterator[str]:
    """No cell asks nbval to leave it out or to expect an error."""
    for where, cell in notebook.code:
        comments = [line for line in cell.source.splitlines() if line.lstrip().startswith("#")]
        for text in [*cell.metadata.get("tags", []), *comments]:
            if UNCOMPARED.search(text):
                yield f"{where} is kept from being compared by {text!r}"


def short(notebook: Notebook) -> Iterator[str]:
    """No cell is longer than can be read at once."""
    for where, cell in notebook.cells:
        lines = len(cell.source.rstrip().splitlines())
        if lines > MAX_LINES:
            yield f"{where} has {lines} lines; {MAX_LINES} are the most"
        if not lines:
            yield f"{where} is empty"


def clean_metadata(notebook: Notebook) -> Iterator[str]:
    """The file is as `make notebooks` leaves it."""
    before, after = notebook.text.splitlines(), clean(notebook.text).splitlines()
    changes = [
        line
        for line in difflib.unified_diff(before, after, n=0, lineterm="")
        if line[0] in "+-" and not line.startswith(("+++", "---"))
    ]
    if changes:
        yield "it is not as `make notebooks` leaves it: " + " / ".join(changes[:6])
    elif notebook.text != clean(notebook.text):
        yield "it is not as `make notebooks` leaves it: its line ends differ"


def alive_without_kernel(notebook: Notebook) -> Iterator[str]:
    """No widget that is dead on a page without a kernel."""
    for where, cell in notebook.code:
        for node in ast.walk(tree(cell.source)):
            names = [node.name] if isinstance(node, ast.alias) else []
            names += [node.id] if isinstance(node, ast.Name) else []
            names += [node.attr] if isinstance(node, ast.Attribute) else []
            for name in names:
                if name.rpartition(".")[2] in DEAD_WITHOUT_KERNEL:
                    yield f"{where} uses {name}, which is dead on a page without a kernel"


def self_contained(notebook: Notebook) -> Iterator[str]:
    """Nothing is loaded from another site, by an output or by the text."""
    for where, cell in notebook.cells:
        texts = [cell.source] if cell.cell_type == "markdown" else []
        for output in cell.get("outputs", []):
            for mime, value in output.get("data", {}).items():
                if mime == "application/javascript":
                    yield f"{where} has a script as its output"
                texts += (
                    [value] if isinstance(value, str) and not mime.startswith("image/p") else []
                )
        for text in texts:
            for match in FOREIGN.finditer(text):
                yield f"{where} loads from another site: {match[0]}"


def portable_markdown(notebook: Notebook) -> Iterator[str]:
    """The text reads as well in JupyterLab and on a code host as on the site: no MyST syntax."""
    for where, cell in notebook.markdown:
        for match in MYST.finditer(FORMULA.sub("", FENCED.sub("", cell.source))):
            yield f"{where} has MyST syntax that other viewers show as it is: {match[0].strip()}"


def hidden_twice(notebook: Notebook) -> Iterator[str]:
    """A solution is hidden on the site (by its tag) and in JupyterLab (by its metadata)."""
    for where, cell in notebook.cells:
        tagged = "hide-cell" in cell.metadata.get("tags", [])
        hidden = cell.metadata.get("jupyter", {}).get("source_hidden", False)
        if tagged and not hidden:
            yield f"{where} is tagged hide-cell without source_hidden"
        if hidden and not tagged:
            yield f"{where} has source_hidden without the tag hide-cell"
        if tagged and not cell.metadata.get("mystnb", {}).get("code_prompt_show"):
            yield f"{where} is tagged hide-cell and does not say what it hides"


def shape_of_a_chapter(notebook: Notebook) -> Iterator[str]:
    """Goals, needs and minutes at the start; at the end a summary and three solved exercises."""
    markdown = "\n".join(cell.source for _, cell in notebook.markdown)
    opening = re.split(r"^## ", markdown, maxsplit=1, flags=re.MULTILINE)[0]
    for part, pattern in OPENING.items():
        if not re.search(pattern, opening, re.MULTILINE):
            yield f"before its first section it has no {part}"
    headings = re.findall(r"^## (.+?)\s*$", markdown, re.MULTILINE)
    if headings[-2:] != ["Summary", "Exercises"]:
        yield f"its last sections are {headings[-2:]}, not Summary and Exercises"
    exercises = list(_exercises(notebook))
    if len(exercises) < EXERCISES:
        yield f"it has {len(exercises)} exercises; {EXERCISES} are the least"
    for number, (heading, text, solved) in enumerate(exercises, 1):
        if not heading.startswith(f"{number}. "):
            yield f"exercise {number} is headed {heading!r}"
        if not re.search(r"\d+ minutes", text):
            yield f"exercise {number} does not say how many minutes it takes"
        if not solved:
            yield f"exercise {number} has no hidden solution"


def answered_on_the_page(notebook: Notebook) -> Iterator[str]:
    """No reader is told to run a cell; each exercise asks on the page before its code does."""
    for where, cell in notebook.markdown:
        if told := TOLD_TO_RUN.search(cell.source):
            yield f"{where} tells its reader to {told[0]!r}, which a page cannot do"
    asked = True
    for where, cell in notebook.cells:
        if cell.cell_type == "markdown":
            asked = asked and not re.search(r"^### \d+\. ", cell.source, re.MULTILINE)
        elif asks(cell.source):
            asked = True
        elif not asked:
            yield f"{where} stands in front of the exercise's question on the page"
            asked = True


def _exercises(notebook: Notebook) -> Iterator[tuple[str, str, bool]]:
    """List the exercises: heading, text, and whether a hidden cell follows that solves it."""
    found: list[tuple[str, str, bool]] = []
    begun = False
    for _, cell in notebook.cells:
        if cell.cell_type == "markdown":
            begun = begun or bool(re.search(r"^## Exercises\s*$", cell.source, re.MULTILINE))
            heading = re.search(r"^### (.+)$", cell.source, re.MULTILINE)
            if begun and heading:
                found.append((heading[1], cell.source, False))
        elif found and "hide-cell" in cell.metadata.get("tags", []):
            found[-1] = (*found[-1][:2], True)
    yield from found


RULES: tuple[Callable[[Notebook], Iterable[str]], ...] = (
    executed,
    without_errors,
    compared,
    short,
    clean_metadata,
    alive_without_kernel,
    self_contained,
    portable_markdown,
    hidden_twice,
    shape_of_a_chapter,
    answered_on_the_page,
)


def defined_twice(notebooks: Iterable[Notebook]) -> Iterator[str]:
    """No class or function is defined in two chapters: what both need belongs in the package."""
    places: dict[str, dict[str, str]] = defaultdict(dict)
    for notebook in notebooks:
        for where, cell in notebook.code:
            for name in definitions(tree(cell.source)):
                places[name].setdefault(notebook.name, where)
    for name, found in places.items():
        if len(found) > 1:
            listed = " and in ".join(f"{chapter}, {where}" for chapter, where in found.items())
            yield f"{name} is defined in {listed}"


def definitions(node: ast.AST) -> Iterator[str]:
    """Name the classes and functions of a cell; the methods of a class are its own."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield child.name
        if not isinstance(child, ast.ClassDef):
            yield from definitions(child)


def tree(source: str) -> ast.Module:
    """Parse a cell, IPython's own commands included."""
    return ast.parse(TransformerManager().transform_cell(source))


def asks(source: str) -> bool:
    """Say whether a cell shows a ``Question``, and nothing else."""
    lines = [line for line in tree(source).body if not isinstance(line, ast.ImportFrom)]
    match lines:
        case [ast.Expr(ast.Call(func=ast.Name("Question")))]:
            return True
    return False


def sizes(notebook: Notebook) -> dict[str, int]:
    """Count a chapter's questions, its other cells, predictions, folded answers and the like.

    A text that is divided by questions alone is one cell.
    """
    text = "\n".join(cell.source for _, cell in notebook.markdown)
    kinds = "".join(_kind(cell) for _, cell in notebook.cells)
    divided = len(re.findall(r"m\?+(?=m)", kinds))
    return {
        "cells": len(kinds) - kinds.count("?") - divided,
        "questions": kinds.count("?"),
        "predictions": len(re.findall(r"\*\*Predict", text)),
        "answers": len(re.findall(r"<summary>Answers?</summary>", text)),
        "hints": text.count("<summary>Hint</summary>"),
        "solutions": sum("hide-cell" in cell.metadata.get("tags", []) for _, cell in notebook.code),
    }


def _kind(cell: Any) -> str:
    if cell.cell_type == "markdown":
        return "m"
    return "?" if asks(cell.source) else "c"
