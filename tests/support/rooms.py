"""Who imports whom, read from the sources of the package and of the front end."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from posixpath import dirname, join, normpath

Imports = dict[str, set[str]]  # a file and the files that it imports, by their paths
COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)
FROM = re.compile(r"""\b(?:import|export)\b[^"'`;]*?\bfrom\s*["']([^"']+)["']""")
BARE = re.compile(r"""\bimport\s*\(?\s*["']([^"']+)["']""")


def python_imports(root: Path) -> Imports:
    """The modules of a package by their paths, and those of its own that each imports.

    A package's ``__init__`` stands for what it hands on, so that only other rooms may take it from
    there; ``TYPE_CHECKING`` is no way around.
    """
    package = root.name
    return {
        path.relative_to(root).as_posix(): set(_of_python(path, root, package))
        for path in sorted(root.rglob("*.py"))
    }


def _of_python(path: Path, root: Path, package: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            while parts[0] == package and parts:
                file = root.joinpath(*parts[1:])
                found = next(
                    (f for f in (file.with_suffix(".py"), file / "__init__.py") if f.is_file()),
                    None,
                )
                if found:
                    yield found.relative_to(root).as_posix()
                    break
                parts.pop()  # a name in a module


def script_imports(root: Path) -> Imports:
    """The modules of a front end by their paths, and what each imports: files, and packages."""
    return {
        path.relative_to(root).as_posix(): set(_of_script(path, root))
        for path in sorted([*root.rglob("*.js"), *root.rglob("*.jsx")])
    }


def code_of(script: Path) -> str:
    """A script without its comments, in which types are imported and examples stand."""
    return COMMENT.sub("", script.read_text(encoding="utf-8"))


def _of_script(path: Path, root: Path) -> Iterator[str]:
    text = code_of(path)
    here = dirname(path.relative_to(root).as_posix())
    for name in [*FROM.findall(text), *BARE.findall(text)]:
        yield normpath(join(here, name)) if name.startswith(".") else name


def room_of(path: str) -> str:
    """The folder at the top that a file is in, or the file itself."""
    return path.split("/")[0].removesuffix(".py")


def broken_rules(imports: Imports, rules: Mapping[str, str]) -> list[str]:
    """A sentence for each import that the table of rooms does not allow."""
    said = []
    for path, targets in imports.items():
        room = room_of(path)
        if room not in rules:
            said.append(f"{path} is in no room of the table: add {room!r} to it.")
            continue
        allowed = {room, *rules[room].split()}
        rule = f"{room} may import {rules[room].replace(' ', ', ') or 'no other room'}."
        said += [
            f"{path} imports {target}: {rule}"
            for target in sorted(targets)
            if room_of(target) not in allowed
        ]
    return said


def circles(imports: Imports) -> list[str]:
    """A sentence for each circle of files, from the first of them on."""
    done: set[str] = set()
    said = []

    def visit(path: str, trail: tuple[str, ...]) -> None:
        if path in trail:
            circle = (*trail[trail.index(path) :], path)
            said.append(f"{' imports '.join(circle)}: no file may lead back to itself.")
        elif path not in done:
            for target in sorted(_files(imports, path)):
                visit(target, (*trail, path))
            done.add(path)

    for path in imports:
        visit(path, ())
    return said


def _files(imports: Imports, path: str) -> Iterable[str]:
    return (target for target in imports.get(path, ()) if target in imports)
