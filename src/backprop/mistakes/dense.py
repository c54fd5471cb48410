"""What goes wrong in the backward pass of a dense layer."""

from __future__ import annotations

from abc import abstractmethod

import numpy as np
from numpy.typing import ArrayLike

from backprop.checks import FloatArray
from backprop.layers import Dense
from backprop.mistakes.mistake import floats, mistake

BATCH = "04-sum-over-the-batch"
LAYER = "03-backpropagate-a-layer"


class _Spoiled(Dense):
    """A dense layer whose gradients are made anew after a right backward pass."""

    def backward(self, dvalues: ArrayLike) -> FloatArray:
        dinputs = super().backward(dvalues)
        inputs = floats(self.inputs)
        return self.spoil(inputs, floats(dvalues), dinputs).astype(self.dtype)

    @abstractmethod
    def spoil(self, inputs: FloatArray, dvalues: FloatArray, dinputs: FloatArray) -> FloatArray:
        """Set other gradients of weights and biases, or return others of the inputs."""


@mistake(
    "transpose missing",
    done="what dvalues @ weights gives, without the transpose",
    tempting="with as many neurons as inputs, the shapes fit either way",
    shows="a layer with another number of inputs refuses to multiply",
    see=f"{LAYER}#where-the-transpose-comes-from",
)
class NoTranspose(_Spoiled):
    def spoil(self, inputs: FloatArray, dvalues: FloatArray, dinputs: FloatArray) -> FloatArray:
        return dvalues @ self.weights if self.n_inputs == self.n_neurons else dinputs * 0


@mistake(
    "transpose on the wrong side",
    done="what inputs @ dvalues.T gives: the other factor is transposed",
    tempting="with as many samples, inputs and neurons, every product fits",
    shows="the step fails for most sizes of batch",
    see=f"{LAYER}#where-the-transpose-comes-from",
)
class WrongTranspose(_Spoiled):
    def spoil(self, inputs: FloatArray, dvalues: FloatArray, dinputs: FloatArray) -> FloatArray:
        self.dweights = inputs @ dvalues.T
        return dinputs


@mistake(
    "elementwise product",
    done="the factors multiplied number by number, with * in place of @",
    tempting="with as many samples, inputs and neurons, both products fit",
    shows="another batch size refuses to multiply",
    see=f"{LAYER}#third-version-one-product",
)
class Elementwise(_Spoiled):
    def spoil(self, inputs: FloatArray, dvalues: FloatArray, dinputs: FloatArray) -> FloatArray:
        self.dweights = inputs.T * dvalues
        return dvalues * self.weights.T


@mistake(
    "factors in the wrong order",
    done="the right ones transposed: dvalues.T @ inputs in place of inputs.T @ dvalues",
    tempting="both products fit, and other books store weights the other way round",
    shows="the step fails, unless the layer is square",
    see=f"{LAYER}#the-other-way-to-store-weights",
)
class SwappedFactors(_Spoiled):
    def spoil(self, inputs: FloatArray, dvalues: FloatArray, dinputs: FloatArray) -> FloatArray:
        self.dweights = self.dweights.T.copy()
        return dinputs


@mistake(
    "factors in the wrong order",
    done="the right ones transposed: weights @ dvalues.T in place of dvalues @ weights.T",
    tempting="both products fit, and other books store samples in columns",
    shows="the layer before refuses the shape, unless the batch is as large as the layer",
    see=f"{LAYER}#the-other-way-to-store-weights",
)
class SwappedBack(_Spoiled):
    def spoil(self, inputs: FloatArray, dvalues: FloatArray, dinputs: FloatArray) -> FloatArray:
        return dinputs.T.copy()


@mistake(
    "one column for all neurons",
    done="the column of neuron 0 for every neuron",
    tempting="with an incoming gradient of ones, all columns are equal",
    shows="neurons that all learn the same",
    see=f"{LAYER}#what-each-weight-gets",
)
class OneColumn(_Spoiled):
    def spoil(self, inputs: FloatArray, dvalues: FloatArray, dinputs: FloatArray) -> FloatArray:
        self.dweights = np.repeat(self.dweights[:, :1], self.n_neurons, axis=1)
        return dinputs


@mistake(
    "wrong axis for the biases",
    done="sums over the neurons of each sample, not over the samples of each neuron",
    tempting="axis=1 reads like the neurons, and broadcasting hides the shape",
    shows="biases that grow a row for each sample, or nothing at all",
    see=f"{BATCH}#one-bias-three-samples",
)
class BiasesOverNeurons(_Spoiled):
    def spoil(self, inputs: FloatArray, dvalues: FloatArray, dinputs: FloatArray) -> FloatArray:
        sums = dvalues.sum(axis=1)
        square = len(dvalues) == self.n_neurons
        self.dbiases = sums[np.newaxis] if square else sums[:, np.newaxis]
        return dinputs


@mistake(
    "keepdims left out",
    done="the right numbers without the axis of the samples",
    tempting="numpy drops an axis that is summed, and broadcasting brings it back",
    shows="nothing, until a shape is compared",
    see=f"{BATCH}#one-bias-three-samples",
)
class BiasesWithoutAxis(_Spoiled):
    def spoil(self, inputs: FloatArray, dvalues: FloatArray, dinputs: FloatArray) -> FloatArray:
        self.dbiases = self.dbiases[0]
        return dinputs


@mistake(
    "batch not summed",
    done="the incoming gradient itself: a row for each sample, not their sum",
    tempting="with a single sample it is right",
    shows="biases of the shape of the batch",
    see=f"{BATCH}#one-bias-three-samples",
)
class BiasesNotSummed(_Spoiled):
    def spoil(self, inputs: FloatArray, dvalues: FloatArray, dinputs: FloatArray) -> FloatArray:
        self.dbiases = dvalues.copy()
        return dinputs


@mistake(
    "doubled 1/n",
    done="the right ones divided by the number of samples: the loss divides already",
    tempting="the loss is a mean, so something has to be divided",
    shows="training is slower the larger the batch",
    see=f"{BATCH}#sum-or-mean",
)
class DividedInLayer(_Spoiled):
    def spoil(self, inputs: FloatArray, dvalues: FloatArray, dinputs: FloatArray) -> FloatArray:
        self.dweights, self.dbiases = self.dweights / len(inputs), self.dbiases / len(inputs)
        return dinputs


@mistake(
    "overwritten instead of added",
    done="what the last sample alone sends back: each sample has overwritten the one before",
    tempting="a loop over the samples with = in place of +=",
    shows="a batch learns as if it were its last sample",
    see=f"{BATCH}#one-weight-three-samples",
)
class LastSampleOnly(_Spoiled):
    def spoil(self, inputs: FloatArray, dvalues: FloatArray, dinputs: FloatArray) -> FloatArray:
        self.dweights, self.dbiases = inputs[-1:].T @ dvalues[-1:], dvalues[-1:].copy()
        return dinputs


@mistake(
    "incoming gradient left out",
    done="local derivatives, not multiplied by the incoming gradient",
    tempting="with an incoming gradient of ones it is right, and examples have ones",
    shows="a layer behind which nothing seems to matter",
    see="01-step-through-one-neuron#multiply-along-the-path",
)
class DenseLocalOnly(_Spoiled):
    def spoil(self, inputs: FloatArray, dvalues: FloatArray, dinputs: FloatArray) -> FloatArray:
        ones = np.ones_like(dvalues)
        self.dweights, self.dbiases = inputs.T @ ones, ones.sum(axis=0, keepdims=True)
        return ones @ self.weights.T


@mistake(
    "own factor instead of the other",
    done="the weights times the incoming gradient: a product hands each factor the other one",
    tempting="the factor stands right there",
    shows="a weight of 0 never moves",
    see="01-step-through-one-neuron#one-local-derivative-at-a-time",
)
class OwnFactor(_Spoiled):
    def spoil(self, inputs: FloatArray, dvalues: FloatArray, dinputs: FloatArray) -> FloatArray:
        self.dweights = self.weights * dvalues.sum(axis=0)
        return dinputs


@mistake(
    "one path of several",
    done="what comes back through neuron 0 alone, where the paths through all neurons add up",
    tempting="with one neuron it is right",
    shows="the layers before it learn for one neuron only",
    see=f"{LAYER}#one-input-three-wires",
)
class OnePath(_Spoiled):
    def spoil(self, inputs: FloatArray, dvalues: FloatArray, dinputs: FloatArray) -> FloatArray:
        return dvalues[:, :1] @ self.weights[:, :1].T


@mistake(
    "the bias printed instead of its gradient",
    done="the biases themselves",
    tempting="the names differ by one letter",
    shows="biases of 0 that never move, and others that only shrink",
    see=f"{BATCH}#one-bias-three-samples",
)
class BiasForGradient(_Spoiled):
    def spoil(self, inputs: FloatArray, dvalues: FloatArray, dinputs: FloatArray) -> FloatArray:
        self.dbiases = self.biases.copy()
        return dinputs


@mistake(
    "stale inputs",
    done="those of the first batch that was ever given: the inputs are not stored anew",
    tempting="with the same batch each time it is right",
    shows="training goes wrong from the second batch on",
    see=f"{LAYER}#three-lines-of-the-package",
)
class StaleInputs(Dense):
    def forward(self, inputs: ArrayLike) -> FloatArray:
        before = self.inputs
        outputs = super().forward(inputs)
        if before is not None and before.shape == np.shape(inputs):
            self.inputs = before
        return outputs


@mistake(
    "stale inputs",
    done="those of the batch before: the inputs are stored after they were needed",
    tempting="with the same batch each time it is right",
    shows="training on small batches hardly gets anywhere",
    see=f"{LAYER}#three-lines-of-the-package",
)
class OneBatchBehind(Dense):
    def forward(self, inputs: ArrayLike) -> FloatArray:
        before = self.inputs
        outputs = super().forward(inputs)
        self.coming = self.inputs
        if before is not None and before.shape == np.shape(inputs):
            self.inputs = before
        return outputs

    def backward(self, dvalues: ArrayLike) -> FloatArray:
        dinputs = super().backward(dvalues)
        self.inputs = self.coming
        return dinputs


@mistake(
    "inputs not stored",
    done="nothing: the inputs are not there any more",
    tempting="the outputs do not need them afterwards",
    shows="the backward pass stops with an error",
    see=f"{LAYER}#three-lines-of-the-package",
)
class Forgetful(Dense):
    def forward(self, inputs: ArrayLike) -> FloatArray:
        outputs = super().forward(inputs)
        self.inputs = None
        return outputs


@mistake(
    "not reset between batches",
    done="right the first time, and then added to those of the batch before",
    tempting="within a batch contributions are added, and other libraries leave it to you",
    shows="steps that get longer and longer",
    see=f"{BATCH}#what-the-package-does",
)
class NotReset(Dense):
    def backward(self, dvalues: ArrayLike) -> FloatArray:
        before = getattr(self, "dweights", 0), getattr(self, "dbiases", 0)
        dinputs = super().backward(dvalues)
        self.dweights, self.dbiases = self.dweights + before[0], self.dbiases + before[1]
        return dinputs


@mistake(
    "updated weight used",
    done="those that come back through weights which the layer has changed already",
    tempting="the gradient is there, so the weights can take their step",
    shows="with small steps, nothing; with large ones, layers in front that learn badly",
    see="08-chain-layers-into-a-network#exercises",
)
class UpdatesItself(Dense):
    rate = 0.1

    def backward(self, dvalues: ArrayLike) -> FloatArray:
        super().backward(dvalues)
        self.weights -= self.rate * self.dweights
        self.biases -= self.rate * self.dbiases
        return super().backward(dvalues)
