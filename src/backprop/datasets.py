"""Data to learn from: a spiral that is drawn each time, and two files inside the package.

>>> training, held_out = split(digits(), held_out=0.2, rng=np.random.default_rng(0))
>>> training
Dataset of 1438 samples: inputs (1438, 64), targets (1438,)
>>> scaling = Standardisation(training.inputs)
>>> scaled = scaling(held_out.inputs)
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from backprop.arrays import as_array
from backprop.checks import FloatArray, Seed, checked_matrix, checked_rng, checked_size

__all__ = ["Dataset", "Standardisation", "digits", "houses", "spiral", "split"]

FILES = resources.files("backprop") / "data"


@dataclass(frozen=True, repr=False, eq=False)
class Dataset:
    """Inputs and targets, one sample per row.

    Attributes
    ----------
    inputs : array, shape (n_samples, n_inputs)
        Finite numbers.
    targets : array
        Class numbers, shape (n_samples,), or values, shape (n_samples, n_outputs).
    input_names : tuple of str
        What each column of the inputs is; if not said, its label in a pandas frame, or its number.

    Raises
    ------
    TypeError, ValueError
        If the inputs are no such matrix, or there is not one target for each sample, or one name
        for each column.
    """

    inputs: FloatArray
    targets: NDArray[Any]
    input_names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        labels = self.input_names or getattr(self.inputs, "columns", ())
        shape = ("n_samples", "n_inputs")
        inputs = checked_matrix(self.inputs, "Dataset expects inputs", shape)
        targets = as_array(self.targets, "Dataset expects targets")
        n_samples, n_inputs = inputs.shape
        if not targets.ndim or len(targets) != n_samples:
            raise ValueError(
                f"Dataset expects a target for each of {n_samples} samples, got targets of shape "
                f"{targets.shape}."
            )
        names = tuple(map(str, labels)) or tuple(f"input {j}" for j in range(n_inputs))
        if len(names) != n_inputs:
            raise ValueError(
                f"Dataset expects a name for each of {n_inputs} inputs, got {len(names)}."
            )
        for name, value in ("inputs", inputs), ("targets", targets), ("input_names", names):
            object.__setattr__(self, name, value)

    def __len__(self) -> int:
        return len(self.inputs)

    def __repr__(self) -> str:
        shapes = f"inputs {self.inputs.shape}, targets {self.targets.shape}"
        return f"Dataset of {len(self)} samples: {shapes}"


def spiral(
    n_points: int = 100, n_classes: int = 3, *, noise: float = 0.2, rng: Seed | None = None
) -> Dataset:
    """Draw arms that wind around each other, one for each class; no straight line separates them.

    Along arm ``j`` the radius grows from 0 to 1, while the angle goes from ``4j`` to ``4(j + 1)``
    plus ``noise`` times standard normal numbers, all times 2.5.

    Parameters
    ----------
    n_points
        The number of points in each class.
    n_classes
        The number of arms.
    noise
        How far the angles are scattered: 0 or more.
    rng
        The source of the noise: a ``numpy.random.Generator``, a ``RandomState`` to repeat what
        older programs drew, or a whole number. Without one it differs each time.

    Raises
    ------
    TypeError, ValueError
        If a size is not a whole number of at least 1, the noise is negative or not finite, or
        ``rng`` is something else.
    """
    n_points = checked_size(n_points, "spiral expects n_points")
    n_classes = checked_size(n_classes, "spiral expects n_classes")
    if not 0 <= noise < np.inf:
        raise ValueError(f"spiral expects noise as a number of at least 0, got {noise!r}.")
    random = checked_rng(rng, "spiral expects")
    radius = np.linspace(0, 1, n_points)
    arms = []
    for j in range(n_classes):
        angle = np.linspace(4 * j, 4 * (j + 1), n_points) + noise * random.standard_normal(n_points)
        angle *= 2.5
        arms.append(np.column_stack([radius * np.sin(angle), radius * np.cos(angle)]))
    return Dataset(np.vstack(arms), np.repeat(np.arange(n_classes), n_points), ("x", "y"))


def houses() -> Dataset:
    """Read 546 sales of houses in Windsor, Ontario, in 1987: the price, and the features of each.

    Targets are prices in Canadian dollars, shape (546, 1). Yes and no are 1 and 0. Source: Anglin
    and Gençay (1996), *Journal of Applied Econometrics* 11(6), 633-648.
    """
    text = (FILES / "windsor_housing.csv").read_text(encoding="utf-8")
    header, *rows = csv.reader(text.splitlines())
    words = {"yes": "1", "no": "0"}
    numbers = np.array([[words.get(cell, cell) for cell in row] for row in rows]).astype(float)
    return Dataset(numbers[:, 1:].copy(), numbers[:, :1].copy(), tuple(header[1:]))


def digits() -> Dataset:
    """Read 1797 handwritten digits: 8×8 grey levels from 0 to 16, row by row, and the digit.

    Source: Alpaydin and Kaynak (1998), UCI Machine Learning Repository, CC BY 4.0.
    """
    packed = (FILES / "digits.csv.gz").read_bytes()
    lines = gzip.decompress(packed).decode("ascii").splitlines()
    table = np.array([line.split(",") for line in lines], dtype=float).astype(np.intp)
    names = tuple(f"row {row} column {column}" for row in range(8) for column in range(8))
    return Dataset(table[:, :-1].astype(float), table[:, -1].copy(), names)


def split(
    dataset: Dataset | ArrayLike,
    targets: ArrayLike | None = None,
    *,
    held_out: float = 0.2,
    rng: Seed | None = None,
) -> tuple[Dataset, Dataset]:
    """Split the samples at random: some to learn from, and some held out to measure on.

    Parameters
    ----------
    dataset, targets
        What to split: a dataset, or inputs and targets, one sample per row; left unchanged.
    held_out
        The fraction to hold out, between 0 and 1. Each side gets at least one sample.
    rng
        A generator to shuffle them, or a whole number to make one from. Without one the parts
        differ each time.

    Returns
    -------
    training, held_out : Dataset

    Raises
    ------
    TypeError, ValueError
        If ``held_out`` is not between 0 and 1, there are fewer than two samples, or not as many
        targets as inputs.
    """
    if not isinstance(dataset, Dataset):
        if targets is None:
            raise TypeError(
                f"split expects a Dataset, or inputs and targets, got "
                f"{type(dataset).__name__} alone."
            )
        dataset = Dataset(dataset, targets)  # type: ignore[arg-type]
    elif targets is not None:
        raise TypeError("split expects a Dataset, which has its targets, got targets besides.")
    whole, n_samples = dataset, len(dataset)
    if not 0 < held_out < 1:
        raise ValueError(f"split expects held_out between 0 and 1, got {held_out!r}.")
    if n_samples < 2:
        raise ValueError(f"split expects at least 2 samples, got {n_samples}.")
    random = checked_rng(rng, "split expects")
    n_held_out = min(max(round(held_out * n_samples), 1), n_samples - 1)
    order = random.permutation(n_samples)

    def part(rows: NDArray[np.intp]) -> Dataset:
        return Dataset(whole.inputs[rows], whole.targets[rows], whole.input_names)

    return part(order[n_held_out:]), part(order[:n_held_out])


class Standardisation:
    """Brings each column to mean 0 and standard deviation 1, as measured on the training part.

    Called with a matrix it returns ``(values - mean) / deviation``: the same for held-out
    samples, about which nothing may be known beforehand. A column that never changes becomes 0.
    Everything is computed in double precision; the result has the type of ``values``.

    Parameters
    ----------
    values
        The numbers to measure, shape (n_samples, n_columns).

    Attributes
    ----------
    mean, deviation : array of doubles, shape (1, n_columns)

    Raises
    ------
    TypeError, ValueError
        If ``values``, or what it is called with, is not such a matrix of finite numbers, or a
        result is too large for its type.
    """

    def __init__(self, values: ArrayLike) -> None:
        expects = "Standardisation expects values"
        array = checked_matrix(values, expects, ("n_samples", "n_columns")).astype(float)
        with np.errstate(under="ignore"):
            # Halved until all are below 1, which rounds nothing: no square is too large.
            _, halvings = np.frexp(np.abs(array).max(axis=0, keepdims=True))
            scaled = np.ldexp(array, -halvings)
            mean = scaled.mean(axis=0, keepdims=True)
            mean += (scaled - mean).mean(axis=0, keepdims=True)  # what rounding had lost
            deviation = np.sqrt(((scaled - mean) ** 2).mean(axis=0, keepdims=True))
            constant = (array == array[:1]).all(axis=0, keepdims=True)
            self.mean: FloatArray = np.where(constant, array[:1], np.ldexp(mean, halvings))
            deviation = np.ldexp(deviation, halvings)
            self.deviation: FloatArray = np.where(constant | (deviation == 0), 1, deviation)

    def __call__(self, values: ArrayLike) -> FloatArray:
        """Standardise: ``(values - mean) / deviation``."""
        return self._moved(values, lambda each: (each - self.mean) / self.deviation)

    def undo(self, values: ArrayLike) -> FloatArray:
        """Return to the old scale: ``values * deviation + mean``."""
        return self._moved(values, lambda each: each * self.deviation + self.mean)

    def _moved(self, values: ArrayLike, move: Callable[[FloatArray], FloatArray]) -> FloatArray:
        expects, shape = "Standardisation expects values", ("n_samples", self.mean.shape[1])
        given = checked_matrix(values, expects, shape)
        with np.errstate(over="ignore", under="ignore"):
            moved = move(given.astype(float))
        results = f"{expects} that lead to results"
        return checked_matrix(moved, results, shape, dtype=given.dtype)

    def __repr__(self) -> str:
        return f"Standardisation of {self.mean.shape[1]} columns"
