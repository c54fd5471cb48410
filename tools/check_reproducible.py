"""Build the site twice and compare: ``make reproducible``.

The files that git knows are copied to two folders. What may differ from one machine to another
differs between the two builds: the folder, the time zone, the order of Python's sets.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from build_book import ROOT, SITE

SURROUNDINGS = (
    {"PYTHONHASHSEED": "1", "TZ": "UTC"},
    {"PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati"},
)


def copy(root: Path, folder: Path) -> None:
    """Copy the files that git knows, as they are now."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True)
    for name in listed.stdout.decode().rstrip("\0").split("\0"):
        if (root / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, folder / name)


def build(folder: Path, surroundings: dict[str, str]) -> Path:
    """Build the book in a folder and return its site."""
    subprocess.run(
        [sys.executable, folder / "tools/build_book.py"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "src"), **surroundings},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return folder / SITE


def contents(site: Path) -> dict[str, bytes]:
    """Read all files of a folder."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


def differences(first: Path, second: Path) -> list[str]:
    """List the files that are in one folder only, or have other bytes in the other."""
    one, other = contents(first), contents(second)
    return sorted(name for name in one | other if one.get(name) != other.get(name))


def main() -> int:
    """Build, compare, and name what differs."""
    with tempfile.TemporaryDirectory() as folder:
        copies = (Path(folder, "one"), Path(folder, "the/other"))
        for each in copies:
            copy(ROOT, each)
        sites = []
        for each, surroundings in zip(copies, SURROUNDINGS, strict=True):
            print(f"Building with {surroundings} ...", flush=True)
            sites.append(build(each, surroundings))
        differing = differences(*sites)
        count = len(contents(sites[0]))
    for name in differing:
        print(f"differs: {name}")
    print(f"{len(differing)} of {count} files differ.")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
