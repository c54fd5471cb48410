"""What goes wrong in the backward passes of losses."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from backprop.checks import FloatArray
from backprop.losses import CategoricalCrossEntropy, SoftmaxCrossEntropy, SquaredError
from backprop.mistakes.mistake import floats, mistake

BATCH = "04-sum-over-the-batch"
SOFTMAX = "07-differentiate-softmax-and-loss"

NOT_DIVIDED: dict[str, Any] = {
    "done": "the right ones times the number of samples: the division by n is missing",
    "tempting": "for a single sample it is right",
    "shows": "steps that grow with the batch",
    "see": f"{BATCH}#sum-or-mean",
}
DIVIDED_TWICE: dict[str, Any] = {
    "done": "the right ones divided once more by the number of samples",
    "tempting": "the loss and the layer each divide",
    "shows": "training is slower the larger the batch",
    "see": f"{BATCH}#sum-or-mean",
}
OVER_ELEMENTS: dict[str, Any] = {
    "done": "the right ones divided by the number of values in a row: a mean over all elements",
    "tempting": "numpy's mean takes all elements, and some libraries do",
    "shows": "a learning rate that depends on the number of outputs",
    "see": f"{BATCH}#sum-or-mean",
}
SIGN: dict[str, Any] = {
    "done": "the right ones with the other sign, as of target − prediction",
    "tempting": "both differences are called the error",
    "shows": "a loss that climbs",
    "see": "02-descend-with-the-gradient#one-step-down",
}


@mistake("not divided by n", **NOT_DIVIDED)
class SquaredErrorNotDivided(SquaredError):
    def backward(self) -> FloatArray:
        found = super().backward()
        return found * len(found)


@mistake("divided twice by n", **DIVIDED_TWICE)
class SquaredErrorDividedTwice(SquaredError):
    def backward(self) -> FloatArray:
        found = super().backward()
        return found / len(found)


@mistake("mean over all elements", **OVER_ELEMENTS)
class SquaredErrorOverElements(SquaredError):
    def backward(self) -> FloatArray:
        found = super().backward()
        return floats(found / found.shape[1])


@mistake("sign turned round", **SIGN)
class SquaredErrorSign(SquaredError):
    def backward(self) -> FloatArray:
        return -super().backward()


@mistake(
    "the half of the squared error",
    done="twice the right ones: the slope of the whole square, where the loss has half of it",
    tempting="the slope of a square is twice its base",
    shows="steps that are twice as long as the rate says",
    see=f"{BATCH}#one-step-behind-a-relu",
)
class SquaredErrorTwice(SquaredError):
    def backward(self) -> FloatArray:
        return 2 * super().backward()


@mistake("not divided by n", **NOT_DIVIDED)
class CrossEntropyNotDivided(CategoricalCrossEntropy):
    def backward(self) -> FloatArray:
        found = super().backward()
        return found * len(found)


@mistake("divided twice by n", **DIVIDED_TWICE)
class CrossEntropyDividedTwice(CategoricalCrossEntropy):
    def backward(self) -> FloatArray:
        found = super().backward()
        return found / len(found)


@mistake("sign turned round", **{**SIGN, "see": f"{SOFTMAX}#what-a-probability-costs"})
class CrossEntropySign(CategoricalCrossEntropy):
    def backward(self) -> FloatArray:
        return -super().backward()


@mistake(
    "gradient of the fused loss",
    done="(p − y)/n, which belongs to the logits: this loss is given probabilities",
    tempting="p − y is what one remembers of cross-entropy",
    shows="the softmax before it is differentiated twice, and confident mistakes learn slowly",
    see=f"{SOFTMAX}#where-did-the-derivative-of-the-softmax-go",
)
class CrossEntropyOfLogits(CategoricalCrossEntropy):
    def forward(self, predictions: ArrayLike, targets: ArrayLike) -> float:
        self._p = floats(predictions)
        return super().forward(predictions, targets)

    def backward(self) -> FloatArray:
        y = -super().backward() * self._p * len(self._p)
        return (self._p - y) / len(self._p)


@mistake("not divided by n", **NOT_DIVIDED)
class FusedNotDivided(SoftmaxCrossEntropy):
    def backward(self) -> FloatArray:
        found = super().backward()
        return found * len(found)


@mistake("divided twice by n", **DIVIDED_TWICE)
class FusedDividedTwice(SoftmaxCrossEntropy):
    def backward(self) -> FloatArray:
        found = super().backward()
        return found / len(found)


@mistake("sign turned round", **{**SIGN, "see": f"{SOFTMAX}#take-hold-of-it"})
class FusedSign(SoftmaxCrossEntropy):
    def backward(self) -> FloatArray:
        return -super().backward()


@mistake(
    "target left out",
    done="p/n: the target is not subtracted",
    tempting="the probabilities are at hand",
    shows="every logit is pushed down, that of the right class hardest",
    see=f"{SOFTMAX}#where-did-the-derivative-of-the-softmax-go",
)
class FusedWithoutTarget(SoftmaxCrossEntropy):
    def backward(self) -> FloatArray:
        p = floats(self.probabilities)
        return p / len(p)


@mistake(
    "softmax taken twice",
    done="those of the softmax of the probabilities: the softmax was taken twice",
    tempting="the loss takes it already, and the network ends with one",
    shows="a loss that cannot fall to 0",
    see=f"{SOFTMAX}#exercises",
)
class FusedTwice(SoftmaxCrossEntropy):
    def backward(self) -> FloatArray:
        p = floats(self.probabilities)
        y = p - super().backward() * len(p)
        grown = np.exp(p)
        return floats((grown / grown.sum(axis=1, keepdims=True) - y) / len(p))


@mistake(
    "softmax differentiated once more",
    done="p − y times p(1 − p): the derivative of the softmax is in p − y already",
    tempting="for a squared error behind a sigmoid the slope has to come in",
    shows="confident mistakes learn slowly",
    see=f"{SOFTMAX}#where-did-the-derivative-of-the-softmax-go",
)
class FusedWithSlope(SoftmaxCrossEntropy):
    def backward(self) -> FloatArray:
        p = floats(self.probabilities)
        return super().backward() * p * (1 - p)
