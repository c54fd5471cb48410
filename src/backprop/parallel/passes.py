"""A network's passes over samples that are elsewhere: what ``fit`` asks of them, by workers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from backprop.checks import FloatArray
from backprop.network.history import Evaluation
from backprop.network.kinds import LAYERS, LOSSES, kind_of
from backprop.network.passes import Passes
from backprop.optimizers import Optimizer
from backprop.parallel.parts import (
    Measured,
    Part,
    Samples,
    added,
    added_measured,
    in_pairs,
    largest_of,
    measured,
    on_rows,
    outputs_of,
    part_of,
    refuse_meeting_rows,
)
from backprop.parallel.pieces import pieces_of
from backprop.parallel.shards import Batch, Placed, Shards

if TYPE_CHECKING:
    from distributed import Future

    from backprop.parallel.workers import Workers

__all__ = ["ParallelPasses"]

Asked = tuple[str, "Future[Any]"]  # of whom, and what is to come


class ParallelPasses:
    """What :class:`~backprop.network.passes.Passes` do, over shards instead of arrays.

    Nothing here changes the network until an answer is whole.
    """

    def __init__(self, passes: Passes, workers: Workers) -> None:
        self.passes = passes
        self.loss = passes.loss
        self.workers = workers
        layers_are_ours = all(kind_of(each.layer, LAYERS) for each in passes.layers)
        self.may_be_split = layers_are_ours and kind_of(passes.loss.loss, LOSSES) is not None

    def untouched(self) -> ParallelPasses:
        """Return itself: workers compute with copies."""
        return self

    def named_parameters(self) -> dict[str, FloatArray]:
        """Return each parameter by its name, the array itself."""
        return self.passes.named_parameters()

    def placed(self, x: Any, y: Any, method: str, n_shards: int | None = None) -> Shards:
        """Divide inputs, and targets unless they are None, among the workers; check them."""
        n_pieces = n_shards or len(self.workers.addresses())
        pieces = pieces_of(x, y, n_pieces, method, self.workers.ask_anybody)
        if pieces is None:
            pieces = self._pieces_of_arrays(x, y, n_pieces, method)
        shards = Shards(self.workers, self.passes, pieces, method)
        counts = shards.answers(
            lambda: [self.workers.submit(each.owner, len, each.future) for each in shards.shards]
        )
        if not any(counts):
            raise ValueError(f"{method} expects at least one sample, got none.")
        shards.count(counts)
        return shards

    def _pieces_of_arrays(self, x: Any, y: Any, n_pieces: int, method: str) -> list[Samples]:
        if y is None:
            samples = Samples(self.passes.checked_inputs(x, method))
        else:
            samples = Samples(*self.passes.checked(x, y, method))
        ends = [len(samples) * i // n_pieces for i in range(n_pieces + 1)]
        return [samples[start:stop] for start, stop in pairwise(ends)]

    def placed_pair(
        self, x: Any, y: Any, method: str, n_shards: int | None = None
    ) -> tuple[Placed, Placed]:
        """Divide inputs and targets among the workers."""
        if y is None:
            raise TypeError(f"{method} expects targets, got None.")
        shards = self.placed(x, y, method, n_shards)
        return Placed(shards, "inputs"), Placed(shards, "targets")

    def checked(self, inputs: Any, targets: Any, method: str) -> tuple[Placed, Placed]:
        """Return both on the workers: brought there, or as they were placed before."""
        if not isinstance(inputs, Placed) and not isinstance(targets, Placed):
            inputs, targets = self.placed_pair(inputs, targets, method)
        pair = inputs, targets
        if [getattr(each, "what", None) for each in pair] != ["inputs", "targets"] or (
            inputs.shards is not targets.shards
        ):
            raise ValueError(
                f"{method} expects inputs and targets that were placed together, got {inputs!r} "
                f"and {targets!r}."
            )
        self._refuse_foreign(inputs, method)
        if not self.may_be_split:
            largest = max(inputs.shards.shards, key=lambda each: each.n_samples)
            self._each(inputs.shards, [Batch(largest, None, 1.0)], refuse_meeting_rows)
            self.may_be_split = True
        return inputs, targets

    def checked_inputs(self, inputs: Any, method: str) -> Placed:
        """Return inputs on the workers."""
        if not isinstance(inputs, Placed):
            return Placed(self.placed(inputs, None, method), "inputs")
        if inputs.what != "inputs":
            raise ValueError(f"{method} expects inputs, got {inputs!r}.")
        self._refuse_foreign(inputs, method)
        return inputs

    def _refuse_foreign(self, placed: Placed, method: str) -> None:
        shards = placed.shards
        if shards.passes is not self.passes or shards.workers is not self.workers:
            raise ValueError(
                f"{method} expects samples that were placed for these layers, on these workers, "
                f"got {placed!r} of others: place them again."
            )

    def train(self, inputs: Placed, targets: Placed, optimizer: Optimizer) -> float:  # noqa: ARG002
        """Make one step: forward, backward and update. Return the loss before it."""
        part: Part = self._sum(inputs, part_of, added)
        self.passes.take_gradients(part.gradients)
        optimizer.step(self.passes.parameters())
        return part.loss

    def evaluate(self, inputs: Placed, targets: Placed) -> Evaluation:  # noqa: ARG002
        """Measure loss and accuracy."""
        found: Measured = self._sum(inputs, measured, added_measured)
        accuracy = None if found.n_right is None else found.n_right / len(inputs)
        return Evaluation(found.loss, accuracy)

    def largest(self, values: Placed) -> float:
        """Return the size of the largest number among inputs or targets; 0 if they are others."""
        found: list[float] = self._each(values.shards, _batches(values), largest_of, values.what)
        return max(found)

    def finite_outputs(self, inputs: Placed) -> FloatArray:
        """Return the outputs of the last layer, here."""
        outputs: FloatArray = np.concatenate(
            self._each(inputs.shards, _batches(inputs), outputs_of)
        )
        return outputs

    def _each(
        self, shards: Shards, batches: Sequence[Batch], compute: Callable[..., Any], *more: Any
    ) -> list[Any]:
        return shards.answers(
            lambda: [future for _, future in self._ask(batches, compute, lambda _: more)]
        )

    def _sum(self, placed: Placed, compute: Callable[..., Any], add: Callable[..., Any]) -> Any:
        batches = _batches(placed)

        def ask() -> list[Future[Any]]:
            parts = self._ask(batches, compute, lambda batch: (batch.share,))
            return [in_pairs(parts, add_asked)[1]]

        def add_asked(one: Asked, other: Asked) -> Asked:
            return one[0], self.workers.submit(one[0], add, one[1], other[1])

        (total,) = placed.shards.answers(ask)
        return total

    def _ask(
        self,
        batches: Sequence[Batch],
        compute: Callable[..., Any],
        more: Callable[[Batch], tuple[Any, ...]],
    ) -> list[Asked]:
        """Send the parameters out, and ask the worker of each shard."""
        network = self.workers.keep(self.passes.without_memory(), batches[0].shard.owner)
        return [
            (
                batch.shard.owner,
                self.workers.submit(
                    batch.shard.owner,
                    on_rows,
                    compute,
                    network,
                    batch.shard.future,
                    batch.rows,
                    *more(batch),
                ),
            )
            for batch in batches
        ]


def _batches(placed: Placed) -> list[Batch]:
    return placed.shards.batch(placed.rows)
