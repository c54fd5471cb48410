"""Change the package in one small place at a time, and see whether its tests notice.

``make mutants`` runs mutmut over the groups of tests/mutants/groups.toml, each in a folder of its
own under _build/mutants, and writes tests/mutants/MUTANTS.md. With the names of groups it runs
these and writes nothing; ``--go-on`` keeps the answers of a run that was interrupted.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

from mutation.report import (
    REQUIRED,
    Mutant,
    mutant,
    percent,
    survivors,
    table,
    without_reason,
)

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests" / "mutants"
BUILD = ROOT / "_build" / "mutants"


def lay_out(group: str, modules: list[str], tests: list[str]) -> Path:
    """Make the folder in which mutmut runs: links to what it copies, and its settings."""
    folder = BUILD / group
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("src", "tests", "tools", "README.md"):
        if not (folder / name).is_symlink():
            (folder / name).symlink_to(ROOT / name)
    package = ROOT / "src" / "backprop"
    endings = {name: "/*" if (package / name).is_dir() else ".py" for name in modules}
    settings = {
        "source_paths": ["src"],
        "only_mutate": [f"src/backprop/{name}{ending}" for name, ending in endings.items()],
        # What an error says is for people. That it is raised depends on what stands before it.
        "do_not_mutate_patterns": [r"raise \w+"],
        "type_check_command": [sys.executable, str(ROOT / "tools/mutation/type_errors.py"), "mypy"],
        "pytest_add_cli_args": ["--hypothesis-profile=mutants", "-p", "no:cacheprovider"],
        "pytest_add_cli_args_test_selection": [f"tests/package/test_{name}.py" for name in tests],
        "timeout_multiplier": 5.0,
        "timeout_constant": 5.0,
        "use_git_change_detection": False,
    }
    shared = (ROOT / "pyproject.toml").read_text("utf-8")
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    (folder / "pyproject.toml").write_text(
        "\n".join([shared, "[tool.mutmut]", *lines, ""]), "utf-8"
    )
    return folder


def mutmut(folder: Path, *arguments: str) -> str:
    """Run mutmut in a group's folder and return what it says."""
    command = [sys.executable, "-m", "mutmut", *arguments]
    said = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    if said.returncode:
        sys.exit(f"{' '.join(command)} in {folder} failed:\n{said.stdout[-3000:]}{said.stderr}")
    return said.stdout


def answers(folder: Path) -> list[Mutant]:
    """Read what came of each mutant of a group, and what those that survived change."""
    found = []
    for line in mutmut(folder, "results", "--all", "true").splitlines():
        key, _, status = line.strip().partition(": ")
        each = mutant(key, status)
        if each.survived:
            each = mutant(key, status, mutmut(folder, "show", key))
        found.append(each)
    return found


def main() -> None:
    """Run the groups and say what is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("groups", nargs="*")
    parser.add_argument("--go-on", action="store_true")
    parser.add_argument("--max-children", default="2")
    given = parser.parse_args()
    groups = tomllib.loads((FOLDER / "groups.toml").read_text("utf-8"))
    listed = tomllib.loads((FOLDER / "reasons.toml").read_text("utf-8"))["reason"]
    reasons = {each["why"]: each["mutants"] for each in listed}
    found = []
    for group in given.groups or groups:
        if not given.go_on:
            shutil.rmtree(BUILD / group, ignore_errors=True)
        folder = lay_out(group, **groups[group])
        print(f"Changing {', '.join(groups[group]['modules'])} ...", flush=True)
        mutmut(folder, "run", "--max-children", given.max_children)
        found += answers(folder)
    summary, listing = table(found), survivors(found, reasons)
    if given.groups:
        print(summary, listing, sep="\n\n")
    else:
        preface = (FOLDER / "preface.md").read_text("utf-8")
        text = preface.format(day=date.today(), table=summary, survivors=listing)
        (FOLDER / "MUTANTS.md").write_text(text, "utf-8")
    if strangers := without_reason(found, reasons):
        sys.exit(f"{len(strangers)} survivors have no reason in tests/mutants/reasons.toml.")
    if percent(found) < REQUIRED:
        sys.exit(
            f"Tests and types noticed {percent(found):.1f} % of {len(found)}, not {REQUIRED} %."
        )


if __name__ == "__main__":
    main()
