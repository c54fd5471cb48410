"""The parts of a data set, each for one worker, whatever it comes as."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

import numpy as np

from backprop.arrays import as_array
from backprop.network.passes import Passes
from backprop.parallel.files import NpyRows, RowGroup, count_rows, npz_files, row_groups
from backprop.parallel.parts import Samples

__all__ = ["Block", "Piece", "checked_samples", "pieces_of", "read_samples"]

Ask = Callable[..., Any]  # calls a function where the files are


class Piece(Protocol):
    """Samples that a worker reads; its text says which they are."""

    def read(self) -> tuple[Any, Any]:
        """Return inputs and targets."""


@dataclass(frozen=True, eq=False)
class Block:
    """Rows of a ``dask.array``, not computed yet."""

    inputs: Any
    targets: Any
    number: int

    def __str__(self) -> str:
        return f"block {self.number}"


def pieces_of(x: Any, y: Any, n_pieces: int, method: str, ask: Ask) -> list[Any] | None:
    """Divide what is no array of this process; None if it is one.

    Parameters
    ----------
    x, y
        As :meth:`backprop.parallel.DataParallel.place` takes them.
    n_pieces
        For what has no parts of its own.
    method
        Who asks, for the messages.
    ask
        Calls a function with arguments on a worker, since only that may see the files.
    """
    if hasattr(x, "to_delayed"):
        return _blocks(x, y, method)
    if not isinstance(x, str | os.PathLike):
        return None
    path = os.fspath(x)
    if path.endswith(".npy"):
        return _npy(path, y, n_pieces, method, ask)
    if not isinstance(y, str | None):
        raise TypeError(
            f"{method} expects the name of the targets in {path!r}, got {type(y).__name__}."
        )
    pieces: list[Any] = ask(row_groups if path.endswith(".parquet") else npz_files, path, y)
    return pieces


def _npy(path: str, y: Any, n_pieces: int, method: str, ask: Ask) -> list[Any]:
    n_samples = ask(count_rows, path)
    if isinstance(y, str | os.PathLike):
        y = os.fspath(y)
        n_targets = ask(count_rows, y)
    else:
        y = None if y is None else as_array(y, f"{method} expects targets")
        n_targets = n_samples if y is None else len(y)
    if n_targets != n_samples:
        raise ValueError(
            f"{method} expects a target for each of {n_samples} samples, got {n_targets}."
        )
    ends = [n_samples * i // n_pieces for i in range(n_pieces + 1)]
    return [
        NpyRows(path, y[start:stop] if isinstance(y, np.ndarray) else y, start, stop)
        for start, stop in pairwise(ends)
    ]


def _blocks(x: Any, y: Any, method: str) -> list[Any]:
    if x.ndim != 2:
        raise ValueError(f"{method} expects inputs of two dimensions, got shape {x.shape}.")
    if np.isnan(x.shape[0]):
        raise ValueError(
            f"{method} expects a dask.array that knows its length, got shape {x.shape}: call its "
            "compute_chunk_sizes() first."
        )
    x = x.rechunk({1: -1})
    if y is not None and not hasattr(y, "to_delayed"):
        y = as_array(y, f"{method} expects targets")
    if y is None:
        targets = [None] * x.numblocks[0]
    elif len(y) != len(x):
        raise ValueError(f"{method} expects a target for each of {len(x)} samples, got {len(y)}.")
    elif hasattr(y, "to_delayed"):
        same = y.rechunk({0: x.chunks[0]}) if y.chunks[0] != x.chunks[0] else y
        same = same.rechunk({1: -1}) if same.ndim == 2 else same
        targets = same.to_delayed().ravel().tolist()
    else:
        ends = np.cumsum([0, *x.chunks[0]])
        targets = [y[start:stop] for start, stop in pairwise(ends)]
    inputs = x.to_delayed().ravel().tolist()
    return [Block(*pair, i) for i, pair in enumerate(zip(inputs, targets, strict=True))]


def read_samples(passes: Passes, piece: Piece, method: str) -> Samples:
    """Read a piece, on a worker, and check it."""
    try:
        x, y = piece.read()
    except ValueError as error:
        raise ValueError(f"{method}: {piece} {error}") from error
    if isinstance(piece, RowGroup) and y is not None and not passes.loss.has_classes:
        y = y.reshape(-1, 1)  # a column of values, which nobody else could write so
    return checked_samples(passes, x, y, str(piece), method)


def checked_samples(passes: Passes, x: Any, y: Any, name: str, method: str) -> Samples:
    """Return samples in the form that the passes take, or raise what is wrong with them."""
    if not len(x):
        return Samples(np.empty((0, passes.n_inputs or 0)), None if y is None else np.empty(0))
    try:
        if y is None:
            return Samples(passes.checked_inputs(x, method))
        return Samples(*passes.checked(x, y, method))
    except (TypeError, ValueError) as error:
        raise type(error)(f"{error} This is in {name}.") from error
