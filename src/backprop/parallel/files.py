"""Samples in files that the workers read themselves, each its own part."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["NpyRows", "NpzFile", "RowGroup", "count_rows", "npz_files", "row_groups"]

Pair = tuple[Any, Any]


@dataclass(frozen=True, eq=False)
class NpyRows:
    """Rows of a ``.npy`` file, mapped into memory: read from the disk when they are used.

    Targets are those rows of another such file, an array that holds them alone, or None.
    """

    inputs: str
    targets: str | NDArray[Any] | None
    start: int
    stop: int

    def __str__(self) -> str:
        return f"{self.inputs}, rows {self.start} to {self.stop}"

    def read(self) -> Pair:
        """Return inputs and targets."""
        targets = self._mapped(self.targets) if isinstance(self.targets, str) else self.targets
        return self._mapped(self.inputs), targets

    def _mapped(self, path: str) -> NDArray[Any]:
        rows: NDArray[Any] = _mapped(path)[self.start : self.stop]
        return rows


@dataclass(frozen=True, eq=False)
class NpzFile:
    """One ``.npz`` file: an array ``inputs``, and the targets under a name of their own."""

    path: str
    targets: str | None

    def __str__(self) -> str:
        return self.path

    def read(self) -> Pair:
        """Return inputs and targets."""
        with np.load(self.path, allow_pickle=False) as arrays:
            for name in ("inputs", self.targets):
                if name is not None and name not in arrays.files:
                    raise ValueError(f"expects an array {name!r}, got {', '.join(arrays.files)}.")
            return arrays["inputs"], None if self.targets is None else arrays[self.targets]


@dataclass(frozen=True, eq=False)
class RowGroup:
    """A row group of a Parquet file: one column holds the targets, all others the inputs."""

    path: str
    number: int
    targets: str | None

    def __str__(self) -> str:
        return f"{self.path}, row group {self.number}"

    def read(self) -> Pair:
        """Return inputs and targets."""
        table = _parquet(self.path).read_row_group(self.number)
        columns = {name: table.column(name).to_numpy() for name in table.column_names}
        if self.targets is not None and self.targets not in columns:
            raise ValueError(f"expects a column {self.targets!r}, got {', '.join(columns)}.")
        targets = None if self.targets is None else columns.pop(self.targets)
        return np.column_stack(list(columns.values())), targets


def count_rows(path: str) -> int:
    """Return how many rows a ``.npy`` file has, without reading them."""
    return len(_mapped(path))


def npz_files(folder: str, targets: str | None) -> list[NpzFile]:
    """List the ``.npz`` files of a folder, by name."""
    found = [NpzFile(os.fspath(path), targets) for path in sorted(Path(folder).glob("*.npz"))]
    if not found:
        raise FileNotFoundError(f"expects a folder with .npz files, got none in {folder!r}.")
    return found


def row_groups(path: str, targets: str | None) -> list[RowGroup]:
    """List the row groups of a Parquet file."""
    return [RowGroup(path, i, targets) for i in range(_parquet(path).num_row_groups)]


def _mapped(path: str) -> NDArray[Any]:
    rows: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    return rows


def _parquet(path: str) -> Any:
    try:
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise ImportError(
            f"Reading {path!r} needs pyarrow on each worker: pip install pyarrow."
        ) from error
    return ParquetFile(path)
