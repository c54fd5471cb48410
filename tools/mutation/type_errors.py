"""Say as JSON which mutants mypy refuses: run by mutmut in the folder of the mutated package.

mutmut keeps every mutant of a function beside the function itself. An error that mypy finds in
the unchanged copy too comes from that arrangement and says nothing about a mutant.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from itertools import chain
from pathlib import Path
from typing import Any

TYPES = "../../types"  # what mypy knows of numpy and others, for all groups

# Of the arrangement too: a property's parts stand apart, and types are looked up in a circle.
ARRANGEMENT = ("no-redef", "has-type", "unused-ignore")


def owners(code: str) -> dict[int, tuple[str, str]]:
    """Return for each line inside a mutant its function's name and the mutant's number."""
    tree = ast.parse(code)
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    found: dict[int, tuple[str, str]] = {}
    for node in chain(tree.body, *(each.body for each in classes)):
        if isinstance(node, ast.FunctionDef) and "__mutmut_" in node.name:
            function, _, number = node.name.rpartition("__mutmut_")
            lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
            found.update(dict.fromkeys(lines, (function, number)))
    return found


def in_mutants(errors: list[dict[str, Any]], codes: dict[str, str]) -> list[dict[str, Any]]:
    """Return the errors that stand in a mutant and not in the function that it was made from."""
    owned = {file: owners(code) for file, code in codes.items()}
    by_owner = [(owned[error["file"]].get(error["line"]), error) for error in errors]
    unchanged = {
        (error["file"], owner[0], error["message"])
        for owner, error in by_owner
        if owner and owner[1] == "orig"
    }
    return [
        error
        for owner, error in by_owner
        if owner
        and owner[1] != "orig"
        and (error["file"], owner[0], error["message"]) not in unchanged
    ]


def main() -> None:
    """Print the errors, one object a line."""
    disabled = [f"--disable-error-code={code}" for code in ARRANGEMENT]
    command = [sys.executable, "-m", "mypy", "--output", "json", f"--cache-dir={TYPES}", *disabled]
    said = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if said.returncode not in (0, 1):
        sys.exit(f"mypy stopped: {said.stdout}{said.stderr}")
    lines = [json.loads(line) for line in said.stdout.splitlines() if line.startswith("{")]
    errors = [line for line in lines if line["severity"] == "error"]
    codes = {file: Path(file).read_text("utf-8") for file in {each["file"] for each in errors}}
    for error in in_mutants(errors, codes):
        print(json.dumps(error))


if __name__ == "__main__":
    main()
