"""Change the package in one small place at a time, and see whether its tests notice.

``make mutants`` runs mutmut over the groups of tests/mutants/groups.toml, each in a folder of its
own under _build/mutants, and writes tests/mutants/MUTANTS.md. It may be stopped: the same command
goes on from there, as long as neither the code nor the tests have changed. What came of each
module is kept in tests/mutants/answers.json, so that one group can be run without the others, with
a fingerprint of its code: the report names the modules that have changed since.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tomllib
from dataclasses import asdict
from datetime import date
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

from mutmut.stats import status_by_exit_code

from mutation.report import (
    OUTCOMES,
    REQUIRED,
    Answer,
    answers,
    changed_since,
    fingerprints,
    mutant,
    percent,
    survivors,
    table,
    totals,
    without_reason,
)

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests" / "mutants"
ANSWERS = FOLDER / "answers.json"
BUILD = ROOT / "_build" / "mutants"
PACKAGE = ROOT / "src" / "backprop"
TESTS = ROOT / "tests"
Group = dict[str, list[str]]
INTERRUPTED = (2, -2, -15)  # exit codes of pytest, and of a process that was told to stop


def main() -> None:
    """Run the groups, write the report, and say what is missing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("groups", nargs="*", help="all, if none is named")
    parser.add_argument(
        "--keep-killed",
        action="store_true",
        help="run only what survived or was not run, as after writing a test for a survivor",
    )
    parser.add_argument("--report", action="store_true", help="write the report alone")
    parser.add_argument("--at-once", default="2", help="how many mutants, 2 if not said")
    given = parser.parse_args()
    groups = tomllib.loads((FOLDER / "groups.toml").read_text("utf-8"))
    if unknown := set(given.groups) - set(groups):
        parser.error(f"expected groups among {', '.join(groups)}, got {', '.join(unknown)}")
    try:
        for name in [] if given.report else given.groups or groups:
            sources = fingerprints(PACKAGE)  # before the run, since it may take an hour
            run(name, groups[name], keep_killed=given.keep_killed, at_once=given.at_once)
            keep(answers_of(name, sources))
    except KeyboardInterrupt:
        sys.exit("Stopped: the same command goes on from here.")
    report(groups)


def run(name: str, group: Group, *, keep_killed: bool, at_once: str) -> None:
    """Run mutmut over a group: anew, or from where it was stopped."""
    folder, state = BUILD / name, state_of(group)
    known = folder / "state"
    if known.is_file() and (keep_killed or known.read_text("utf-8") == state):
        forget(folder, survivors_too=keep_killed)
    else:
        shutil.rmtree(folder, ignore_errors=True)
    lay_out(folder, group)
    known.write_text(state, "utf-8")
    print(f"Changing {', '.join(group['modules'])} ...", flush=True)
    in_folder(folder, "-m", "mutmut", "run", "--max-children", at_once)


def state_of(group: Group) -> str:
    """Return a number for the code, the tests and the settings that the answers hold for."""
    tests = [TESTS / "package" / f"test_{name}.py" for name in group["tests"]]
    support = [TESTS / "conftest.py", *sorted((TESTS / "support").rglob("*.py"))]
    digest = hashlib.sha256(json.dumps(group).encode())
    for path in chain(sorted(PACKAGE.rglob("*.py")), tests, support):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def forget(folder: Path, *, survivors_too: bool) -> None:
    """Let mutmut run again what was interrupted, and what has survived if that is wanted."""

    def is_over(code: int | None) -> bool:
        survived = status_by_exit_code[code] not in OUTCOMES
        return code not in INTERRUPTED and not (survived and survivors_too)

    for path in folder.glob("mutants/**/*.meta"):
        data = json.loads(path.read_text("utf-8"))
        known = data["exit_code_by_key"]
        data["exit_code_by_key"] = {
            key: code if is_over(code) else None for key, code in known.items()
        }
        path.write_text(json.dumps(data), "utf-8")


def lay_out(folder: Path, group: Group) -> None:
    """Make the folder in which mutmut runs: links to what it copies, and its settings."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("src", "tests", "tools", "README.md"):
        if not (folder / name).is_symlink():
            (folder / name).symlink_to(ROOT / name)
    endings = {name: "/*" if (PACKAGE / name).is_dir() else ".py" for name in group["modules"]}
    settings = {
        "source_paths": ["src"],
        "only_mutate": [f"src/backprop/{name}{ending}" for name, ending in endings.items()],
        # What an error says is for people. That it is raised depends on what stands before it.
        "do_not_mutate_patterns": [r"raise \w+"],
        "type_check_command": [sys.executable, str(ROOT / "tools/mutation/type_errors.py"), "mypy"],
        # Looking for exceptions that nobody raised takes a fifth of a short run.
        "pytest_add_cli_args": [
            "--hypothesis-profile=mutants",
            *("-p", "no:cacheprovider"),
            *("-p", "no:unraisableexception"),
        ],
        "pytest_add_cli_args_test_selection": [
            *(f"tests/package/test_{name}.py" for name in group["tests"]),
            *(f"--deselect=tests/package/test_{name}" for name in group.get("without", [])),
        ],
        # Of the clock: on a busy machine a mutant must not pass for one that runs without end.
        "timeout_multiplier": 10.0,
        "timeout_constant": 2.0,
        "use_git_change_detection": False,
    }
    shared = (ROOT / "pyproject.toml").read_text("utf-8")
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    (folder / "pyproject.toml").write_text(
        "\n".join([shared, "[tool.mutmut]", *lines, ""]), "utf-8"
    )


def in_folder(folder: Path, *arguments: str) -> str:
    """Run Python in a group's folder and return what it says."""
    command = [sys.executable, *arguments]
    said = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    if said.returncode:
        sys.exit(f"{' '.join(command)} in {folder} failed:\n{said.stdout[-3000:]}{said.stderr}")
    return said.stdout


def answers_of(name: str, sources: dict[str, str]) -> list[Answer]:
    """Read what came of the mutants of a group that was run, with this code."""
    said = json.loads(in_folder(BUILD / name, str(ROOT / "tools/mutation/outcomes.py")))
    head = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(head, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    return answers((mutant(*each) for each in said), commit.stdout.strip(), sources)


def kept() -> dict[str, Any]:
    """Read the last answers for each module."""
    return json.loads(ANSWERS.read_text("utf-8")) if ANSWERS.exists() else {}


def keep(found: list[Answer]) -> None:
    """Put new answers in place of the old ones for the same modules."""
    known = kept() | {each.module: asdict(each) for each in found}
    text = json.dumps(known, indent=1, sort_keys=True, ensure_ascii=False)
    draft = ANSWERS.with_suffix(".part")
    draft.write_text(text + "\n", "utf-8")
    draft.replace(ANSWERS)


def report(groups: dict[str, Group]) -> None:
    """Write what is known about every group, and fail where something is missing."""
    wanted = [name.replace("/", ".") for group in groups.values() for name in group["modules"]]
    found = [
        Answer(**each)
        for module, each in kept().items()
        if any(f"{module}.".startswith(f"{name}.") for name in wanted)
    ]
    missing = [
        name
        for name in wanted
        if not any(f"{each.module}.".startswith(f"{name}.") for each in found)
    ]
    listed = tomllib.loads((FOLDER / "reasons.toml").read_text("utf-8"))["reason"]
    reasons = {each["why"]: each["mutants"] for each in listed}
    outdated = changed_since(found, fingerprints(PACKAGE))
    lacks = {"Not run": missing, "Out of date, since their code has changed": outdated}
    says = "".join(f"\n{why}: `{'`, `'.join(names)}`.\n" for why, names in lacks.items() if names)
    filled = {"version": version("mutmut"), "day": date.today(), "missing": says}
    filled |= {"table": table(found), "survivors": survivors(found, reasons)}
    text = (FOLDER / "preface.md").read_text("utf-8").format(**filled)
    (FOLDER / "MUTANTS.md").write_text(text, "utf-8")
    missing += sorted(each.module for each in found if each.counts.get("not run"))
    if missing:
        sys.exit(f"Not run, or not to the end: {', '.join(missing)}.")
    if outdated:
        sys.exit(f"Out of date, since their code has changed: {', '.join(outdated)}.")
    if strangers := without_reason(found, reasons):
        sys.exit(f"{len(strangers)} survivors have no reason in tests/mutants/reasons.toml.")
    if percent(totals(found)) < REQUIRED:
        sys.exit(
            f"The tests noticed {percent(totals(found)):.1f} % of those run, not {REQUIRED} %."
        )


if __name__ == "__main__":
    main()
