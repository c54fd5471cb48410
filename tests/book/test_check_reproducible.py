"""The tool behind `make reproducible`: it sees every difference of two folders."""

from __future__ import annotations

from pathlib import Path

from check_reproducible import ROOT, copy, differences


def test_other_bytes_and_files_of_one_side_are_told(tmp_path: Path) -> None:
    for side in ("one", "other"):
        (tmp_path / side / "deep").mkdir(parents=True)
        (tmp_path / side / "deep" / "same").write_bytes(b"same")
        (tmp_path / side / "deep" / "changed").write_text(side)
        (tmp_path / side / f"only in {side}").touch()
    told = differences(tmp_path / "one", tmp_path / "other")
    assert told == ["deep/changed", "only in one", "only in other"]
    assert differences(tmp_path / "one", tmp_path / "one") == []


def test_it_copies_what_the_book_is_built_from(tmp_path: Path) -> None:
    copy(ROOT, tmp_path)
    for name in ("_config.yml", "tools/build_book.py", "src/backprop/__init__.py"):
        assert (tmp_path / name).read_bytes() == (ROOT / name).read_bytes()
    assert not (tmp_path / "_build").exists()
