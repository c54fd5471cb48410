"""The report on the mutants; `make mutants` itself takes an hour and is no test."""

from __future__ import annotations

import json
import tomllib
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from built_site import ROOT
from mutation.report import (
    Answer,
    answers,
    changed,
    changed_since,
    fingerprints,
    mutant,
    percent,
    survivors,
    table,
    totals,
    without_reason,
)
from mutation.type_errors import in_mutants

DIFF = """# backprop.layers.xǁDenseǁforward__mutmut_3: survived
--- src/backprop/layers.py
+++ src/backprop/layers.py
@@ -1,3 +1,3 @@
 def forward(self, inputs):
-    return inputs @ self.weights + self.biases
+    return inputs @ self.weights - self.biases
"""
FORWARD = "layers.Dense.forward: return inputs @ self.weights + self.biases → "
FORWARD += "return inputs @ self.weights - self.biases"
MUTANTS = [
    mutant("backprop.graph.graph.x__listed__mutmut_12", "caught by type check"),
    mutant("backprop.graph.graph.x__listed__mutmut_13", "not checked"),
    mutant("backprop.layers.xǁDenseǁforward__mutmut_3", "survived", DIFF),
    mutant("backprop.layers.xǁDenseǁforward__mutmut_4", "killed"),
    mutant("backprop.layers.x_parameter_names__mutmut_1", "timeout"),
]
SOURCES = {"graph.graph": "1a", "layers": "2b", "losses": "3c"}
FOUND = answers(MUTANTS, "abc", SOURCES)


def test_a_mutant_is_known_by_its_function_and_its_change() -> None:
    assert MUTANTS[2].name == FORWARD
    assert (MUTANTS[4].module, MUTANTS[4].function) == ("layers", "parameter_names")
    assert (MUTANTS[0].module, MUTANTS[0].function) == ("graph.graph", "_listed")


def test_a_change_of_two_lines_and_one_that_takes_a_line_away() -> None:
    assert changed("--- a\n+++ b\n-    x = 1\n-    y = 2\n+    x = 3\n") == "x = 1 y = 2 → x = 3"
    assert changed("--- a\n+++ b\n-    x = 1\n") == "x = 1 → "


def test_the_table_counts_what_was_killed() -> None:
    rows = [row.split("|")[1:-1] for row in table(FOUND).splitlines()[2:]]
    assert [[cell.strip() for cell in row] for row in rows] == [
        ["`graph.graph`", "abc", "2", "1", "1", "0", "0", "0", "–"],
        ["`layers`", "abc", "3", "0", "0", "1", "1", "1", "66.7 %"],
        ["**all**", "", "5", "1", "1", "1", "1", "1", "66.7 %"],
    ]
    assert percent(totals(FOUND)) == pytest.approx(200 / 3)
    assert percent(totals(FOUND[:1])) == 100


def test_answers_are_kept_as_json() -> None:
    kept = json.loads(json.dumps([asdict(each) for each in FOUND]))
    assert [Answer(**each) for each in kept] == FOUND


def test_a_module_that_changed_since_its_answers_is_named(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    layers, graph = tmp_path / "layers.py", tmp_path / "graph" / "graph.py"
    layers.write_text("x = 1\n")
    graph.write_text("x = 1\n")
    found = answers(MUTANTS, "abc", fingerprints(tmp_path))
    assert changed_since(found, fingerprints(tmp_path)) == []
    graph.write_text("x = 2\n")
    assert changed_since(found, fingerprints(tmp_path)) == ["graph.graph"]
    layers.unlink()
    assert changed_since(found, fingerprints(tmp_path)) == ["graph.graph", "layers"]


def test_the_kept_answers_say_which_code_they_are_about() -> None:
    kept = json.loads((ROOT / "tests" / "mutants" / "answers.json").read_text("utf-8"))
    assert all(Answer(**each).source for each in kept.values())


@pytest.mark.parametrize("status", ["survived", "no tests", "suspicious", "skipped"])
def test_what_nobody_has_noticed_has_survived(status: str) -> None:
    assert mutant("backprop.layers.x_f__mutmut_1", status).outcome == "survived"


def test_a_survivor_without_a_reason_is_shown_and_returned() -> None:
    assert without_reason(FOUND, {}) == [FORWARD]
    assert survivors(FOUND, {"Equal": ["another"]}) == f"**No reason yet** (1)\n\n- `` {FORWARD} ``"
    assert without_reason(FOUND, {"Equal": [FORWARD]}) == []
    assert survivors(FOUND, {"Equal": [FORWARD]}) == f"**Equal** (1)\n\n- `` {FORWARD} ``"


def test_reasons_and_groups_can_be_read() -> None:
    folder = ROOT / "tests" / "mutants"
    for reason in tomllib.loads((folder / "reasons.toml").read_text("utf-8"))["reason"]:
        assert reason["why"]
        assert all(" → " in name for name in reason["mutants"])
    for group in tomllib.loads((folder / "groups.toml").read_text("utf-8")).values():
        modules = [ROOT / "src" / "backprop" / name for name in group["modules"]]
        assert all(path.is_dir() or path.with_suffix(".py").is_file() for path in modules)
        tests = [ROOT / "tests" / "package" / f"test_{name}.py" for name in group["tests"]]
        assert all(path.is_file() for path in tests)
        for name in group.get("without", []):
            file, *path = name.split("::")
            code = (ROOT / "tests" / "package" / f"test_{file}").read_text("utf-8")
            assert all(f"def {each}" in code or f"class {each}:" in code for each in path), name


CODE = """class Dense:
    def forward(self, x):
        return x

    def xǁDenseǁforward__mutmut_orig(self, x):
        return f(x)

    def xǁDenseǁforward__mutmut_1(self, x):
        return f(None)

def x_f__mutmut_1(x):
    return None
"""


def error(line: int, message: str) -> dict[str, Any]:
    return {"file": "layers.py", "line": line, "message": message}


def test_types_refuse_a_mutant_for_what_is_not_wrong_with_the_function() -> None:
    found = [error(3, "a"), error(6, "b"), error(9, "b"), error(9, "c"), error(12, "b")]
    assert in_mutants(found, {"layers.py": CODE}) == [error(9, "c"), error(12, "b")]
