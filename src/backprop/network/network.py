"""A network: its layers, its loss, and what can be asked of them."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from backprop.checks import FloatArray, Seed
from backprop.datasets import Dataset
from backprop.network import file
from backprop.network.history import Evaluation, History
from backprop.network.named import Named
from backprop.network.passes import Passes
from backprop.network.summary import summary
from backprop.network.training import Training
from backprop.optimizers import Optimizer

__all__ = ["Network"]


class Network:
    """Layers in order and a loss: one forward pass, one backward pass, and training.

    Parameters
    ----------
    layers
        Layers of this package, or anything with the same ``forward`` and ``backward``.
    loss
        Likewise.

    Attributes
    ----------
    layers : tuple
        Setting other layers builds the network anew.
    loss : Loss
        Setting another loss does so too.
    n_inputs, n_outputs, dtype
        Those of the layers, None where they take any; they cannot be set.
    history : History or None
        The record of the last ``fit``, even if it was interrupted or failed.

    Raises
    ------
    TypeError, ValueError
        If there are no layers, one is there twice, the sizes or the precisions of two do not fit,
        something has no forward and backward pass, or a ``Softmax`` comes before
        ``SoftmaxCrossEntropy``.
    """

    def __init__(self, layers: Sequence[Any], loss: Any) -> None:
        self._build(layers, loss)
        self.history: History | None = None

    def _build(self, layers: Sequence[Any], loss: Any) -> None:
        layers = tuple(layers)
        self._passes = Passes(layers, loss)
        self._layers, self._loss = layers, loss
        self._can_go_back = False

    @property
    def layers(self) -> tuple[Any, ...]:  # noqa: D102
        return self._layers

    @layers.setter
    def layers(self, layers: Sequence[Any]) -> None:
        self._build(layers, self.loss)

    @property
    def loss(self) -> Any:  # noqa: D102
        return self._loss

    @loss.setter
    def loss(self, loss: Any) -> None:
        self._build(self.layers, loss)

    @property
    def n_inputs(self) -> int | None:  # noqa: D102
        return self._passes.n_inputs

    @property
    def n_outputs(self) -> int | None:  # noqa: D102
        return self._passes.n_outputs

    @property
    def dtype(self) -> np.dtype[Any] | None:  # noqa: D102
        return self._passes.dtype

    def forward(self, inputs: ArrayLike, targets: ArrayLike) -> float:
        """Compute the mean loss of a batch; every layer, and the loss, remembers its part.

        Parameters
        ----------
        inputs
            Shape (n_samples, n_inputs).
        targets
            What the loss takes.

        Raises
        ------
        TypeError, ValueError
            If either has another shape or type.
        FloatingPointError
            If numbers get too large along the way.
        """
        x, y = self._passes.checked(inputs, targets, "Network.forward")
        self._can_go_back = False
        with Named("Network.forward"):
            loss = self._passes.forward(x.copy(), y, keep=True)
        self._can_go_back = True
        return loss

    def backward(self, *, needs_dinputs: bool = False) -> FloatArray | None:
        """Fill the gradients of every layer, for the last ``forward``.

        Parameters
        ----------
        needs_dinputs
            Whether to compute and return the gradient of the network's own inputs too. No
            parameter needs it, and it costs as much as the others of the first layer.

        Raises
        ------
        RuntimeError
            If there was no forward pass, or a step or training came after it.
        """
        if not self._can_go_back:
            raise RuntimeError(
                "Network.backward expects a forward pass right before it, got none: "
                "call Network.forward first."
            )
        with Named("Network.backward"):
            return self._passes.backward(needs_dinputs=needs_dinputs)

    def predict(self, inputs: ArrayLike) -> FloatArray:
        """Compute the outputs of the last layer; remember nothing.

        Raises
        ------
        TypeError, ValueError, FloatingPointError
            As ``forward``.
        """
        x = self._passes.checked_inputs(inputs, "Network.predict")
        with Named("Network.predict"):
            return self._passes.untouched().finite_outputs(x)

    def predict_classes(self, inputs: ArrayLike) -> NDArray[np.intp]:
        """Compute the class number of each sample, shape (n_samples,); remember nothing.

        It is that of the largest output; with ``SigmoidCrossEntropy`` it is 1 where the output is
        above 0, otherwise 0.

        Raises
        ------
        TypeError
            If the loss is not one of this package's losses for classes.
        ValueError, FloatingPointError
            As ``forward``.
        """
        classes = self._passes.loss.classes(self.predict(inputs))
        if classes is None:
            raise TypeError(
                f"Network.predict_classes expects a loss of classes, such as SoftmaxCrossEntropy, "
                f"got {self.loss!r}: predict returns the outputs."
            )
        return classes

    def evaluate(self, inputs: ArrayLike, targets: ArrayLike) -> Evaluation:
        """Compute the mean loss and, for classes, the fraction that is right; remember nothing.

        Raises
        ------
        TypeError, ValueError, FloatingPointError
            As ``forward``.
        """
        x, y = self._passes.checked(inputs, targets, "Network.evaluate")
        with Named("Network.evaluate"):
            return self._passes.untouched().evaluate(x, y)

    def parameters(self) -> list[tuple[FloatArray, FloatArray]]:
        """List each parameter with its gradient, as an optimizer takes them.

        These are the arrays themselves, so that a step changes the layers.

        Raises
        ------
        RuntimeError
            If there was no backward pass.
        """
        try:
            return self._passes.parameters()
        except AttributeError as error:
            raise RuntimeError(
                "Network.parameters expects a backward pass before it, got none: "
                "call Network.forward and Network.backward first."
            ) from error

    def named_parameters(self) -> dict[str, FloatArray]:
        """Return each parameter by its name, such as ``"layers[0].weights"``: the array itself."""
        return self._passes.named_parameters()

    def step(self, inputs: ArrayLike, targets: ArrayLike, optimizer: Optimizer) -> float:
        """Take one training step: forward, backward and update. Return the loss before it.

        The same as the three calls, but faster: the layers work in place and remember nothing.

        Raises
        ------
        TypeError, ValueError, FloatingPointError
            As ``forward``. No parameter has changed then.
        """
        x, y = self._passes.checked(inputs, targets, "Network.step")
        with Named("Network.step"):
            return self._to_train().train(x, y, optimizer)

    def fit(
        self,
        x: ArrayLike,
        y: ArrayLike,
        optimizer: Optimizer,
        epochs: int,
        batch_size: int | None = None,
        validation: Dataset | tuple[ArrayLike, ArrayLike] | None = None,
        rng: Seed | None = None,
        progress: bool | None = None,
        *,
        record_parameters: bool = False,
    ) -> History:
        """Train: in each epoch, one step for each batch, and every sample once.

        Parameters
        ----------
        x, y
            Inputs and targets, one sample per row.
        optimizer
            The optimizer that takes the steps.
        epochs
            How many times to go over all the samples.
        batch_size
            The number of samples in a step; the last batch may be smaller. Without it, all of them.
        validation
            A data set, or inputs and targets, to measure on as well, from which nothing is learned.
        rng
            What shuffles the samples before each epoch: a ``numpy.random.Generator``, a
            ``RandomState``, or a whole number to make a generator from. The same one gives the same
            parameters to the last bit.
        progress
            Whether to show a bar with the loss. If not given: in a terminal and in JupyterLab, but
            not when a notebook is run unattended.
        record_parameters
            Whether the history keeps a copy of all parameters for each epoch.

        Returns
        -------
        History
            Measured on all of ``x`` before the first epoch and after each one; also in
            ``network.history``, at any time. If it is interrupted (Ctrl-C), the network keeps
            what it has learned so far, and the history keeps the epochs that were completed.

        Raises
        ------
        TypeError, ValueError
            If an argument is of the wrong kind, shape or size. Nothing has changed then.
        NotFiniteError
            A ``FloatingPointError``: if the loss or a gradient is no longer finite. The parameters
            are again those of the last epoch whose loss was finite.
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
        )
        self.history = training.history
        self._to_train()
        return training.run()

    def _to_train(self) -> Passes:
        """Return the passes; a step with them leaves ``backward`` nothing to go back over."""
        self._can_go_back = False
        return self._passes

    def save(self, path: str | PathLike[str], optimizer: Optimizer | None = None) -> None:
        """Store layers, loss and parameters in one ``.npz`` file, and an optimizer to go on with.

        The file appears whole or not at all: an older one stays until the new one is written.

        Parameters
        ----------
        path
            Where to; nothing is added to the name.
        optimizer
            Stored with its settings and with what it remembers of this network's parameters. The
            generator that shuffles the samples is not: to repeat a run to the last bit, keep it,
            or give ``fit`` a new seed after loading as before.

        Raises
        ------
        TypeError
            If a layer, the loss or the optimizer is not one of this package's: only their names
            are stored.
        OSError
            If nothing can be written there, or the file is write-protected.
        """
        file.save(path, self.layers, self.loss, optimizer)

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Network:
        """Read what ``save`` stored, without its optimizer; no code in the file is run.

        Raises
        ------
        FileNotFoundError, ValueError
            If there is no such file, or it is damaged or not a network.
        """
        return file.load(path, lambda stored: cls(stored.layers, stored.loss))

    @classmethod
    def load_with_optimizer(cls, path: str | PathLike[str]) -> tuple[Network, Optimizer]:
        """Read a network and the optimizer saved with it: training goes on to the last bit.

        Raises
        ------
        FileNotFoundError, ValueError
            As ``load``, and if no optimizer was saved.
        """

        def build(stored: file.Stored) -> tuple[Network, Optimizer]:
            return cls(stored.layers, stored.loss), stored.optimizer_for_its_layers()

        return file.load(path, build)

    def __str__(self) -> str:
        """Return a line for each layer, with shapes and numbers of parameters, for ``print``."""
        return summary(self.layers, self.loss)

    def __repr__(self) -> str:
        return f"Network([{', '.join(map(repr, self.layers))}], {self.loss!r})"
