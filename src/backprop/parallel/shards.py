"""Samples that stay on the workers, and which of them belong to a batch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from backprop.network.passes import Passes
from backprop.parallel.lost import Lost
from backprop.parallel.parts import Samples
from backprop.parallel.pieces import Block, checked_samples, read_samples

if TYPE_CHECKING:
    from distributed import Future

    from backprop.parallel.workers import Workers

__all__ = ["Batch", "Placed", "Shard", "Shards"]

ATTEMPTS = 5


@dataclass(eq=False)
class Shard:
    """A part of the samples on one worker: what it is made of, where it is, how many they are."""

    piece: Any
    owner: str = ""
    future: Future[Any] | None = None
    n_samples: int = 0

    def is_held(self) -> bool:
        """Whether the worker has it, or is at it, as far as is known here."""
        return self.future is not None and self.future.status in ("pending", "finished")


@dataclass(frozen=True, eq=False)
class Batch:
    """The rows of a shard in a batch (None: all), and what share of the batch they are."""

    shard: Shard
    rows: NDArray[np.intp] | None
    share: float


class Shards:
    """The shards of a data set: each worker holds its own, and no other.

    A shard whose worker is gone is made again on another, of the array here, the file or the graph
    that it was made of.
    """

    def __init__(
        self, workers: Workers, passes: Passes, pieces: Sequence[Any], method: str
    ) -> None:
        self.workers = workers
        self.passes = passes
        self.method = method
        self.shards = [Shard(piece) for piece in pieces]

    def count(self, counts: Sequence[int]) -> None:
        """Note how many samples each has."""
        for shard, n_samples in zip(self.shards, counts, strict=True):
            shard.n_samples = n_samples
        self.ends = np.cumsum(counts)

    def __len__(self) -> int:
        return int(self.ends[-1])

    def owners(self) -> set[str]:
        """Return the workers that have them."""
        return {shard.owner for shard in self.shards}

    def are_held(self) -> bool:
        """Whether each is on a worker, as far as is known here."""
        return all(shard.is_held() for shard in self.shards)

    def answers(self, ask: Callable[[], list[Future[Any]]]) -> list[Any]:
        """Return what the workers answer.

        Where one was lost on the way, its shards are made again elsewhere and all are asked once
        more: shards, shares and the order of adding are the same, and so are the numbers.
        """
        for attempt in range(ATTEMPTS):
            try:
                if attempt or not self.are_held():
                    self.restore()
                return self.workers.results(ask(), self.owners())
            except Lost as error:
                lost = error
        raise ConnectionError(
            f"{self.method} lost workers {ATTEMPTS} times in a row, the last time because {lost}. "
            "The network is as the last whole step left it. Do the workers run out of memory?"
        ) from lost

    def restore(self) -> None:
        """Bring each shard that no worker holds to the one that holds least."""
        there = self.workers.addresses()
        lost = [each for each in self.shards if each.owner not in there or not each.is_held()]
        kept = [each for each in self.shards if each not in lost]
        loads = {address: [0, 0] for address in there}  # samples, shards
        for shard in kept:
            loads[shard.owner] = _more(loads[shard.owner], shard)
        passes: dict[str, Future[Any]] = {}
        for shard in lost:
            shard.owner = min(there, key=lambda address: loads[address])
            loads[shard.owner] = _more(loads[shard.owner], shard)
            shard.future = self._placed(shard.piece, shard.owner, passes)

    def _placed(self, piece: Any, owner: str, passes: dict[str, Future[Any]]) -> Future[Any]:
        if isinstance(piece, Samples):
            return self.workers.keep(piece, owner)
        if owner not in passes:
            passes[owner] = self.workers.keep(self.passes.without_memory(), owner)
        if not isinstance(piece, Block):
            return self.workers.submit(owner, read_samples, passes[owner], piece, self.method)
        x, y = (
            self.workers.compute(owner, each) if hasattr(each, "dask") else each
            for each in (piece.inputs, piece.targets)
        )
        return self.workers.submit(
            owner, checked_samples, passes[owner], x, y, str(piece), self.method
        )

    def batch(self, rows: NDArray[np.intp] | None) -> list[Batch]:
        """Return which rows of which shards these are; shards without any are left out."""
        if rows is None:
            of_each: Iterator[Any] = ((shard, None, shard.n_samples) for shard in self.shards)
        else:
            of_each = self._rows_of_each(np.sort(rows))
        n_samples = len(self) if rows is None else len(rows)
        return [Batch(shard, mine, n / n_samples) for shard, mine, n in of_each if n]

    def _rows_of_each(self, rows: NDArray[np.intp]) -> Iterator[tuple[Shard, Any, int]]:
        cuts = np.searchsorted(rows, self.ends)
        start = first = 0
        for shard, end, cut in zip(self.shards, self.ends, cuts, strict=True):
            yield shard, rows[first:cut] - start, int(cut - first)
            start, first = int(end), int(cut)


class Placed:
    """Inputs, or targets, that are on the workers: ``DataParallel.place`` returns them.

    They have a length, and an array of row numbers picks some of them.
    """

    def __init__(self, shards: Shards, what: str, rows: NDArray[np.intp] | None = None) -> None:
        self.shards = shards
        self.what = what
        self.rows = rows

    def __len__(self) -> int:
        return len(self.shards) if self.rows is None else len(self.rows)

    def __getitem__(self, rows: Any) -> Placed:
        if isinstance(rows, slice) and rows == slice(None):
            return self
        mine = np.arange(len(self.shards)) if self.rows is None else self.rows
        return Placed(self.shards, self.what, mine[rows])

    def __repr__(self) -> str:
        return f"{len(self)} {self.what} in {len(self.shards.shards)} shards"


def _more(load: list[int], shard: Shard) -> list[int]:
    return [load[0] + shard.n_samples, load[1] + 1]
