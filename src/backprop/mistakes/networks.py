"""What goes wrong between the layers: in the loop of a network's backward pass."""

from __future__ import annotations

import copy
from abc import abstractmethod
from collections.abc import Callable, Iterator
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from backprop.activations import ReLU, Softmax
from backprop.checks import FloatArray
from backprop.layers import parameter_names
from backprop.losses import SoftmaxCrossEntropy
from backprop.mistakes.mistake import mistake
from backprop.network import Network

CHAIN = "08-chain-layers-into-a-network"
SOFTMAX = "07-differentiate-softmax-and-loss"

Sizes = Callable[[int], list[int]]  # of the shards of so many samples


class _Spoiled(Network):
    """A network with a backward pass of its own, through the public methods of its layers."""

    @classmethod
    def ways(cls, layers: Any, loss: Any) -> Iterator[Self]:
        """Make the mistake in each way that there is, with copies of layers and loss."""
        layers, loss = copy.deepcopy((layers, loss))
        for layer in layers:
            for name in parameter_names(layer):
                vars(layer).pop(f"d{name}", None)  # nothing is left of batches before
        yield cls(layers, loss)

    def backward(self, *, needs_dinputs: bool = False) -> FloatArray | None:
        dinputs = self.spoiled()
        return dinputs if needs_dinputs else None

    @abstractmethod
    def spoiled(self) -> FloatArray:
        """Fill all gradients, some of them with wrong numbers; return that of the inputs."""

    def back(self, dvalues: FloatArray) -> FloatArray:
        """Go back through the layers, as is right."""
        for layer in reversed(self.layers):
            dvalues = layer.backward(dvalues)
        return dvalues


@mistake(
    "updated weight used",
    done="those that come back through weights which the step has changed already",
    tempting="the gradient is there, so the weight can take its step",
    shows="with small steps, nothing; with large ones, layers in front that learn badly",
    see=f"{CHAIN}#exercises",
)
class UpdatedWeight(_Spoiled):
    rate = 0.1

    def spoiled(self) -> FloatArray:
        dvalues: FloatArray = self.loss.backward()
        for layer in reversed(self.layers):
            incoming = dvalues.copy()
            dvalues = layer.backward(dvalues)
            for name in parameter_names(layer):
                parameter = getattr(layer, name)
                parameter -= self.rate * getattr(layer, f"d{name}")
            if parameter_names(layer):
                dvalues = layer.backward(incoming)
        return dvalues


@mistake(
    "layers in forward order",
    done="those of a backward pass that takes the layers from first to last",
    tempting="the loop of the forward pass is copied",
    shows="the shapes fit only if all layers have the same width",
    see=f"{CHAIN}#a-network-is-two-loops",
)
class ForwardOrder(_Spoiled):
    def spoiled(self) -> FloatArray:
        dvalues: FloatArray = self.loss.backward()
        for layer in self.layers:
            dvalues = layer.backward(dvalues)
        return dvalues


@mistake(
    "a layer left out",
    done="those of a backward pass that leaves out a layer",
    tempting="an activation has no parameters, so there seems to be nothing to do",
    shows="a network that learns, and slowly gets worse",
    see=f"{CHAIN}#a-network-is-two-loops",
)
class LayerLeftOut(_Spoiled):
    left_out = -1  # among the layers without parameters

    @classmethod
    def ways(cls, layers: Any, loss: Any) -> Iterator[Self]:
        for place in range(sum(not parameter_names(layer) for layer in layers)):
            for network in super().ways(layers, loss):
                network.left_out = place
                yield network

    def spoiled(self) -> FloatArray:
        activations = [layer for layer in self.layers if not parameter_names(layer)]
        dvalues: FloatArray = self.loss.backward()
        for layer in reversed(self.layers):
            if layer is not activations[self.left_out]:
                dvalues = layer.backward(dvalues)
        return dvalues


@mistake(
    "mask of the wrong layer",
    done="those of a backward pass in which a ReLU has the mask of another",
    tempting="the masks are kept in a list, and the index is off by one",
    shows="the shapes fit only if both layers have the same width",
    see="06-pass-through-activations#six-pass-six-stop",
)
class MaskOfWrongLayer(_Spoiled):
    shift = 1

    @classmethod
    def ways(cls, layers: Any, loss: Any) -> Iterator[Self]:
        for shift in (1, -1):
            for network in super().ways(layers, loss):
                network.shift = shift
                yield network

    def spoiled(self) -> FloatArray:
        gates = [layer for layer in self.layers if isinstance(layer, ReLU)]
        masks: list[Any] = [gate.inputs for gate in gates]
        for place, gate in enumerate(gates):
            other = place + self.shift
            if 0 <= other < len(gates):
                gate.inputs = masks[other]
        return self.back(self.loss.backward())


@mistake(
    "not reset between batches",
    done="the right ones added to those of the batch before",
    tempting="within a batch contributions are added, and other libraries leave it to you",
    shows="steps that get longer and longer",
    see=f"{CHAIN}#a-network-is-two-loops",
)
class NotReset(_Spoiled):
    def spoiled(self) -> FloatArray:
        names = [(layer, f"d{name}") for layer in self.layers for name in parameter_names(layer)]
        before = [getattr(layer, name, 0) for layer, name in names]
        dinputs = self.back(self.loss.backward())
        for (layer, name), old in zip(names, before, strict=True):
            setattr(layer, name, getattr(layer, name) + old)
        return dinputs


@mistake(
    "the loss left out",
    done="those of the outputs added up: the backward pass starts from 1, not from the loss",
    tempting="a single neuron is asked for the gradient of its output, and starts from 1",
    shows="outputs that fall for ever, whatever the targets",
    see=f"{CHAIN}#two-neurons-in-a-row",
)
class LossLeftOut(_Spoiled):
    def spoiled(self) -> FloatArray:
        return self.back(np.ones_like(self.loss.backward()))


@mistake(
    "targets of other samples",
    done="those of predictions compared with the targets of other samples",
    tempting="samples are shuffled, and the targets stay in their order",
    shows="a loss that hardly falls, or one that falls while new samples are only guessed",
    see="11-predict-house-prices#exercises",
)
class TargetsOfOthers(_Spoiled):
    is_stale = False
    kept: ArrayLike | None = None

    @classmethod
    def ways(cls, layers: Any, loss: Any) -> Iterator[Self]:
        for is_stale in (False, True):
            for network in super().ways(layers, loss):
                network.is_stale = is_stale
                yield network

    def forward(self, inputs: ArrayLike, targets: ArrayLike) -> float:
        loss = super().forward(inputs, targets)
        if self.kept is None or not self.is_stale:
            self.kept = np.roll(targets, 0 if self.is_stale else 1, axis=0)
        self.loss.forward(self.predict(inputs), self.kept)
        return loss

    def spoiled(self) -> FloatArray:
        return self.back(self.loss.backward())


def in_shards(count: int) -> Sizes:
    """Divide a batch among so many, as ``numpy.array_split`` does."""
    return lambda n: [len(shard) for shard in np.array_split(np.arange(n), count) if len(shard)]


def of_size(size: int) -> Sizes:
    """Divide a batch in shards of one size, and what is left."""
    return lambda n: [min(size, n - start) for start in range(0, n, size)]


def one_alone(n: int) -> list[int]:
    """Put the last sample in a shard of its own."""
    return [n - 1, 1]


@mistake(
    "mean of the shards' means, not weighted",
    done="the plain means of shards of different sizes: each shard counts as much as any other",
    tempting="the mean of means is the mean as long as all shards have one size",
    shows="a small shard, often the last, pulls harder than its samples should",
    see="16-backpropagate-across-machines#shards-of-unequal-size",
)
class MeanOfShards(_Spoiled):
    sizes: Sizes = staticmethod(one_alone)

    @classmethod
    def ways(cls, layers: Any, loss: Any) -> Iterator[Self]:
        some = [in_shards(count) for count in (2, 3, 4)]
        for sizes in [one_alone, *some, *(of_size(size) for size in (2, 4, 8, 16, 32))]:
            for network in super().ways(layers, loss):
                network.sizes = sizes
                yield network

    def spoiled(self) -> FloatArray:
        dvalues: FloatArray = self.loss.backward()
        n, sizes = len(dvalues), self.sizes(len(dvalues))
        weights = [n / len(sizes) / size for size in sizes for _ in range(size)]
        return self.back(dvalues * np.reshape(weights, (-1, 1)))


class _SoftmaxSpoiled(_Spoiled):
    """A network of classes that handles its softmax wrongly on the way back."""

    @classmethod
    def ways(cls, layers: Any, loss: Any) -> Iterator[Self]:
        if isinstance(loss, SoftmaxCrossEntropy):
            yield from super().ways(layers, loss)


@mistake(
    "softmax applied twice",
    done="those of a network that hands probabilities to a loss which takes logits",
    tempting="a classifier ends with a softmax, and the loss has one too",
    shows="a loss that cannot fall to 0",
    see=f"{SOFTMAX}#exercises",
)
class SoftmaxTwice(_SoftmaxSpoiled):
    def forward(self, inputs: ArrayLike, targets: ArrayLike) -> float:
        self.targets = targets
        return super().forward(inputs, targets)

    def spoiled(self) -> FloatArray:
        softmax, loss = Softmax(), SoftmaxCrossEntropy()
        loss.forward(softmax.forward(np.log(self.loss.probabilities)), self.targets)
        return self.back(softmax.backward(loss.backward()))


@mistake(
    "softmax differentiated once more",
    done="those of p − y sent back through a softmax: its derivative is in p − y already",
    tempting="the probabilities come from a softmax, so its backward pass seems to be missing",
    shows="confident mistakes learn slowly",
    see=f"{SOFTMAX}#where-did-the-derivative-of-the-softmax-go",
)
class SoftmaxOnceMore(_SoftmaxSpoiled):
    def spoiled(self) -> FloatArray:
        softmax = Softmax()
        softmax.forward(np.log(self.loss.probabilities))
        return self.back(softmax.backward(self.loss.backward()))
