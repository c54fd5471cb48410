"""Change the package in one small place at a time, and see whether its tests notice.

``make mutants`` runs mutmut over the groups of tests/mutants/groups.toml, each in a folder of its
own under _build/mutants, and writes tests/mutants/MUTANTS.md. ``make mutants only=graph`` runs one
group anew, and the report has the others' last answers.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from datetime import date
from importlib.metadata import version
from pathlib import Path

from mutation.report import (
    REQUIRED,
    UNKNOWN,
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


def lay_out(group: str, modules: list[str], tests: list[str], slow: Iterable[str] = ()) -> Path:
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
        "pytest_add_cli_args_test_selection": [
            *(f"tests/package/test_{name}.py" for name in tests),
            *(f"--deselect=tests/package/test_{name}" for name in slow),
        ],
        "timeout_multiplier": 2.0,
        "timeout_constant": 1.0,
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
    """Read what came of each mutant of a group; nothing if it was never run."""
    if not (folder / "commit").exists():
        return []
    code, found = (folder / "commit").read_text("utf-8"), []
    for line in mutmut(folder, "results", "--all", "true").splitlines():
        key, _, status = line.strip().partition(": ")
        diff = mutmut(folder, "show", key) if mutant(key, status).survived else ""
        found.append(mutant(key, status, diff, code))
    return found


def run(group: str, settings: dict[str, list[str]], *, go_on: bool, at_once: str) -> None:
    """Run mutmut over a group, anew or from where it was interrupted."""
    if not go_on:
        shutil.rmtree(BUILD / group, ignore_errors=True)
    folder = lay_out(group, **settings)
    print(f"Changing {', '.join(settings['modules'])} ...", flush=True)
    head = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(head, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    (folder / "commit").write_text(commit.stdout.strip(), "utf-8")
    mutmut(folder, "run", "--max-children", at_once)


def main() -> None:
    """Run the groups, write the report, and say what is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("groups", nargs="*", help="all, if none is named")
    parser.add_argument("--go-on", action="store_true", help="after an interruption")
    parser.add_argument("--report", action="store_true", help="write the report alone")
    parser.add_argument("--at-once", default="2", help="how many mutants, 2 if not said")
    given = parser.parse_args()
    groups = tomllib.loads((FOLDER / "groups.toml").read_text("utf-8"))
    for group in [] if given.report else given.groups or groups:
        run(group, groups[group], go_on=given.go_on, at_once=given.at_once)

    listed = tomllib.loads((FOLDER / "reasons.toml").read_text("utf-8"))["reason"]
    reasons = {each["why"]: each["mutants"] for each in listed}
    by_group = {group: answers(BUILD / group) for group in groups}
    found = [each for mutants in by_group.values() for each in mutants]
    missing = [name for group in groups if not by_group[group] for name in groups[group]["modules"]]
    says = f"\nNot run: `{'`, `'.join(missing)}`.\n" if missing else ""
    filled = {"version": version("mutmut"), "day": date.today(), "missing": says}
    filled |= {"table": table(found), "survivors": survivors(found, reasons)}
    text = (FOLDER / "preface.md").read_text("utf-8").format(**filled)
    (FOLDER / "MUTANTS.md").write_text(text, "utf-8")
    missing += sorted({each.module for each in found if each.status in UNKNOWN})
    if missing:
        sys.exit(f"Not run, or not to the end: {', '.join(missing)}.")
    if strangers := without_reason(found, reasons):
        sys.exit(f"{len(strangers)} survivors have no reason in tests/mutants/reasons.toml.")
    if percent(found) < REQUIRED:
        sys.exit(f"The tests killed {percent(found):.1f} % of those run, not {REQUIRED} %.")


if __name__ == "__main__":
    main()
