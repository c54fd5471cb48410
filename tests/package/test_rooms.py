"""The rooms of the house and what each may import: arrows point down only."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import backprop.widgets
from built_site import ROOT
from rooms import broken_rules, circles, code_of, python_imports, room_of, script_imports

PACKAGE = ROOT / "src" / "backprop"
FRONTEND = ROOT / "frontend"

# A room is a module or a folder; what it may import stands behind it, from below upwards.
PYTHON = {
    "arrays": "",
    "attributes": "",
    "precision": "",
    "checks": "arrays precision",
    "numbers": "",
    "contract": "",
    "progress": "",
    "source": "numbers",
    "scales": "",
    "targets": "arrays checks",
    "datasets": "arrays checks",
    "layers": "attributes checks precision scales",
    "activations": "checks layers",
    "losses": "checks precision targets",
    "binary_cross_entropy": "checks losses targets",
    "memories": "checks",
    "optimizers": "arrays attributes checks memories precision",
    "graph": "numbers",
    "descent": "graph numbers",
    "network": "activations arrays binary_cross_entropy checks contract datasets layers losses "
    "memories numbers optimizers precision progress targets",
    "parallel": "arrays checks network optimizers precision progress",
    "mistakes": "activations binary_cross_entropy checks graph layers losses network optimizers",
    "exercises": "mistakes numbers",
    "gradcheck": "checks contract layers losses mistakes network numbers optimizers progress",
    "figures": "activations arrays binary_cross_entropy checks datasets graph layers losses "
    "network numbers targets",
    "widgets": "activations binary_cross_entropy checks datasets descent exercises graph layers "
    "losses network numbers optimizers targets",
    "__init__": "activations binary_cross_entropy gradcheck layers losses network optimizers",
}
# Packages are named too. `page.js` starts the host; a widget's own module is found by its name.
SCRIPTS = {
    "arithmetic": "",
    "exercises": "arithmetic",
    "formula": "arithmetic jsep",
    "programs": "arithmetic",
    "markup": "arithmetic preact",
    "parts": "arithmetic exercises markup preact @preact",
    "charts": "arithmetic markup parts preact @preact d3-scale d3-shape d3-drag d3-interpolate",
    "host": "arithmetic exercises markup",
    "widgets": "arithmetic exercises formula programs markup parts charts host preact @preact "
    "d3-scale d3-shape d3-drag d3-interpolate",
    "page.js": "host",
    "types.js": "",
}


def sources() -> dict[str, set[str]]:
    """The front end without the program that builds it."""
    return {path: found for path, found in script_imports(FRONTEND).items() if path != "build.js"}


def test_the_package_keeps_to_its_rooms() -> None:
    assert broken_rules(python_imports(PACKAGE), PYTHON) == []


def test_the_package_has_no_circles() -> None:
    assert circles(python_imports(PACKAGE)) == []


def test_the_front_end_keeps_to_its_rooms() -> None:
    assert broken_rules(sources(), SCRIPTS) == []


def test_the_front_end_has_no_circles() -> None:
    assert circles(sources()) == []


def test_the_tables_lead_down() -> None:
    for table in (PYTHON, SCRIPTS):
        rooms = list(table)
        for room, allowed in table.items():
            below = rooms[: rooms.index(room)]
            assert set(allowed.split()) & set(rooms) <= set(below), room


def test_only_widgets_name_a_widget() -> None:
    for path in sources():
        if room_of(path) != "widgets":
            code = code_of(FRONTEND / path)
            for name in backprop.widgets.__all__:
                found = re.search(rf"\b{name}\b", code)
                assert not found, f"{path} names {name}: only widgets/ may."


def tree(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    "line",
    [
        'import { a } from "../widgets/b.jsx";',
        'import {\n  a,\n  c,\n} from "../widgets/b.jsx";',
        'export { a } from "../widgets/b.jsx";',
        'export * from "../widgets/b.jsx";',
        'import "../widgets/b.jsx";',
        'const late = await import("../widgets/b.jsx");',
        'const x = 1; // "\nimport a from "../widgets/b.jsx";',
    ],
)
def test_an_arrow_that_points_up_is_seen_in_a_script(tmp_path: Path, line: str) -> None:
    found = script_imports(tree(tmp_path, {"parts/a.jsx": line, "widgets/b.jsx": ""}))
    (said,) = broken_rules(found, SCRIPTS)
    assert said.startswith("parts/a.jsx imports widgets/b.jsx: parts may import arithmetic, exer")


def test_what_is_no_import_is_none(tmp_path: Path) -> None:
    text = '/** @typedef {import("../widgets/b.js").B} B */\n// import "../widgets/b.js";\nf(a);'
    assert script_imports(tree(tmp_path, {"parts/a.js": text})) == {"parts/a.js": set()}


def test_a_package_in_the_wrong_room_and_a_room_without_a_name_are_seen(tmp_path: Path) -> None:
    files = {"arithmetic/a.js": 'import { h } from "preact";', "attic/b.js": ""}
    said = broken_rules(script_imports(tree(tmp_path, files)), SCRIPTS)
    assert said == [
        "arithmetic/a.js imports preact: arithmetic may import no other room.",
        "attic/b.js is in no room of the table: add 'attic' to it.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "from house.widgets.b import thing",
        "from house.widgets import b",
        "import house.widgets.b",
        "if TYPE_CHECKING:\n    from house.widgets.b import thing",
        "def late():\n    from house.widgets import b",
    ],
)
def test_an_arrow_that_points_up_is_seen_in_a_module(tmp_path: Path, line: str) -> None:
    files = {"__init__.py": "", "layers.py": line, "widgets/__init__.py": "", "widgets/b.py": ""}
    found = python_imports(tree(tmp_path / "house", files))
    (said,) = broken_rules(found, PYTHON)
    assert said.startswith("layers.py imports widgets/b.py: layers may import attributes")


def test_a_circle_is_seen(tmp_path: Path) -> None:
    files = {
        "__init__.py": "",
        "a.py": "from house import b",
        "b.py": "from house.c import x",
        "c.py": "from house.a import y",
    }
    (said,) = circles(python_imports(tree(tmp_path / "house", files)))
    assert said.startswith("a.py imports b.py imports c.py imports a.py")
