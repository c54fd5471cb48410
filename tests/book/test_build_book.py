"""The tool behind `make book`: a site stands until the next one is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_book import RECORDS, SITE, build_anew, put_in_place

CONFIG = """
title: Tiny
execute: {execute_notebooks: "off"}
latex: {use_jupyterbook_latex: false}
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    (tmp_path / "_config.yml").write_text(CONFIG)
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    (tmp_path / "index.md").write_text("# First edition\n")
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_failed_build_leaves_the_site_and_the_next_replaces_it(
    book: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert build_anew(book)
    before = {place: contents(book / place) for place in (SITE, RECORDS)}
    assert b"First edition" in before[SITE]["index.html"]

    (book / "index.md").write_text("# Second edition\n\n[nowhere](missing.md)\n")
    capfd.readouterr()
    assert not build_anew(book)
    assert "missing.md" in capfd.readouterr().err
    assert {place: contents(book / place) for place in (SITE, RECORDS)} == before

    (book / "index.md").write_text("# Third edition\n")
    assert build_anew(book)
    assert b"Third edition" in contents(book / SITE)["index.html"]
    assert sorted(path.name for path in (book / "_build").iterdir()) == [".doctrees", "html"]


def test_what_only_the_old_folder_holds_is_gone(tmp_path: Path) -> None:
    new, place = tmp_path / "new", tmp_path / "place"
    for folder, name in ((new, "kept"), (place, "gone")):
        folder.mkdir()
        (folder / name).touch()
    put_in_place(new, place)
    assert [path.name for path in tmp_path.iterdir()] == ["place"]
    assert [path.name for path in place.iterdir()] == ["kept"]
