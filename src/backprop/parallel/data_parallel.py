"""A network that is trained by several workers: what a reader calls."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from tqdm.auto import tqdm  # type: ignore[import-untyped]

from backprop.checks import FloatArray, Seed, checked_size
from backprop.network import Evaluation, History, Network
from backprop.network.named import Named
from backprop.network.training import Training
from backprop.optimizers import Optimizer
from backprop.parallel.passes import ParallelPasses
from backprop.parallel.shards import Placed
from backprop.progress import is_watched

if TYPE_CHECKING:
    from backprop.parallel.workers import Workers

__all__ = ["DataParallel"]


class DataParallel:
    """Split each batch among workers, and add what they find: the step is that of one machine.

    In one synchronous step the parameters go out, each worker computes loss and gradients of its
    own samples with the network's passes, a tree of additions makes one gradient of them, and the
    optimizer takes its step here. A part of n of N samples counts n / N times its own mean, so
    that loss and gradients are those of ``network.step`` to rounding, however the batch is split.
    With the same shards they are the same to the last bit, whoever computes them.

    Samples stay on the workers. Whatever takes inputs ``x`` and targets ``y`` takes

    - arrays, which are sent once, or what :meth:`place` returned, which is there already;
    - a ``dask.array``, each of whose blocks of rows is computed and kept by one worker; ``y`` is
      one too, or an array;
    - the path of a ``.npy`` file, which each worker maps into its memory; ``y`` is another, or an
      array;
    - the path of a folder of ``.npz`` files with an array ``inputs``, or of a ``.parquet`` file;
      ``y`` is the name of the array, or column, of the targets. Each file, or row group, is read
      by one worker; all other columns are inputs.

    A path is one that the workers can read. No worker holds samples of another while that is there.

    Parameters
    ----------
    network
        The network to train; its layers get the gradients and the steps.
    client
        The address of a Dask scheduler, such as ``"tcp://192.168.0.7:8786"``, a
        ``distributed.Client``, or a cluster. Without one, workers are started here.
    n_workers
        How many are started here; as many as there are cores if not given.
    processes
        Whether those started here are processes of their own, or else threads.
    patience
        For how many seconds to wait for a scheduler, or for workers when all are gone.

    Attributes
    ----------
    network : Network
    dashboard : str or None
        The address of Dask's dashboard; None where none runs.

    Raises
    ------
    ImportError
        If Dask is not installed.
    ConnectionError
        If the scheduler does not answer, or has no workers.
    RuntimeError
        If a worker has another version of this package.
    TypeError, ValueError
        If an argument is of the wrong kind. In a step, a ``TypeError`` if a reader's own layer or
        loss does not allow for it: one in which the rows of a batch meet, such as a batch norm, or
        which draws random numbers.
    """

    def __init__(
        self,
        network: Network,
        client: Any = None,
        *,
        n_workers: int | None = None,
        processes: bool = False,
        patience: float = 30.0,
    ) -> None:
        if not isinstance(network, Network):
            raise TypeError(f"DataParallel expects a Network, got {network!r}.")
        if n_workers is not None:
            n_workers = checked_size(n_workers, "DataParallel expects n_workers")
        if client is not None and (n_workers is not None or processes):
            raise ValueError(
                "DataParallel expects n_workers and processes for workers that it starts itself, "
                f"got them and {client!r}, which has its own."
            )
        self.network = network
        self._workers = _workers(
            client, n_workers=n_workers, processes=processes, patience=patience
        )
        self._last: ParallelPasses | None = None

    @property
    def dashboard(self) -> str | None:  # noqa: D102
        return self._workers.dashboard

    @property
    def _passes(self) -> ParallelPasses:
        """The network's passes, which are others once its layers were set."""
        passes = self.network._passes
        if self._last is None or self._last.passes is not passes:
            self._last = ParallelPasses(passes, self._workers)
        return self._last

    def place(self, x: Any, y: Any, *, n_shards: int | None = None) -> tuple[Placed, Placed]:
        """Bring samples to the workers, to stay there over several calls.

        Parameters
        ----------
        x, y
            See the class.
        n_shards
            Into how many parts to divide arrays and ``.npy`` files; one for each worker if not
            given. With the same number two clusters of different size give the same bits.

        Returns
        -------
        inputs, targets : Placed
            To be used together wherever ``x`` and ``y`` are.

        Raises
        ------
        TypeError, ValueError
            As ``Network.forward``, with the part that is at fault; if the network's layers were
            set since.
        """
        if n_shards is not None:
            n_shards = checked_size(n_shards, "DataParallel.place expects n_shards")
        return self._passes.placed_pair(x, y, "DataParallel.place", n_shards)

    def step(self, x: Any, y: Any, optimizer: Optimizer) -> float:
        """Take one training step over all of these samples. Return the loss before it.

        Raises
        ------
        TypeError, ValueError, FloatingPointError
            As ``Network.step``. No parameter has changed then.
        ConnectionError
            If all workers are gone, or their scheduler. No parameter has changed then either.
        """
        passes = self._passes
        inputs, targets = passes.checked(x, y, "DataParallel.step")
        with Named("DataParallel.step"):
            self.network._to_train()
            return passes.train(inputs, targets, optimizer)

    def fit(
        self,
        x: Any,
        y: Any,
        optimizer: Optimizer,
        epochs: int,
        batch_size: int | None = None,
        validation: Any = None,
        rng: Seed | None = None,
        progress: bool | None = None,
        *,
        record_parameters: bool = False,
    ) -> History:
        """Train as :meth:`backprop.network.Network.fit` does, with the same arguments.

        The same ``rng`` makes the same batches as there; each worker computes what it holds of
        them. Where a bar is shown, so is the address of the dashboard.

        Raises
        ------
        TypeError, ValueError, NotFiniteError
            As ``Network.fit``.
        ConnectionError
            If all workers are gone, or their scheduler. The network is as the last whole step left
            it, and the history has the epochs before.
        """
        training = Training(
            self._passes,
            x,
            y,
            optimizer,
            epochs,
            batch_size=batch_size,
            validation=validation,
            rng=rng,
            progress=progress,
            record_parameters=record_parameters,
            method="DataParallel.fit",
        )
        if is_watched(progress) and self.dashboard:
            tqdm.write(f"Dashboard: {self.dashboard}", file=sys.stderr)
        self.network.history = training.history
        self.network._to_train()
        return training.run()

    def evaluate(self, x: Any, y: Any) -> Evaluation:
        """Compute the mean loss and, for classes, the fraction that is right.

        Raises
        ------
        TypeError, ValueError, FloatingPointError, ConnectionError
            As ``step``.
        """
        inputs, targets = self._passes.checked(x, y, "DataParallel.evaluate")
        with Named("DataParallel.evaluate"):
            return self._passes.evaluate(inputs, targets)

    def predict(self, x: Any) -> FloatArray:
        """Compute the outputs of the last layer, and bring them here: an array.

        Raises
        ------
        TypeError, ValueError, FloatingPointError, ConnectionError
            As ``step``.
        """
        inputs = self._passes.checked_inputs(x, "DataParallel.predict")
        with Named("DataParallel.predict"):
            return self._passes.finite_outputs(inputs)

    def close(self) -> None:
        """Stop the workers that were started here; leave alone those of others."""
        self._workers.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"DataParallel({self.network!r})"


def _workers(client: Any, **settings: Any) -> Workers:
    try:
        from backprop.parallel.workers import Workers
    except ModuleNotFoundError as error:
        if error.name and error.name.startswith("backprop"):
            raise
        raise ImportError(
            f"DataParallel needs Dask, the extra dask of this package, and {error.name} is not "
            "installed: pip install distributed."
        ) from error
    return Workers(client, **settings)
