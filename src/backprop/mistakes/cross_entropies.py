"""What goes wrong in the backward passes of the losses for classes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from backprop.activations import Softmax
from backprop.binary_cross_entropy import SigmoidCrossEntropy
from backprop.checks import FloatArray
from backprop.losses import CategoricalCrossEntropy, SoftmaxCrossEntropy
from backprop.mistakes.losses import (
    DIVIDED_TWICE,
    NOT_DIVIDED,
    OTHER_TARGETS,
    SIGN,
    STALE_TARGETS,
    DividedTwice,
    NotDivided,
    OtherSign,
    OtherTargets,
    StaleTargets,
)
from backprop.mistakes.mistake import floats, mistake

SOFTMAX = "07-differentiate-softmax-and-loss"
PROBABILITY = f"{SOFTMAX}#what-a-probability-costs"
FUSED = f"{SOFTMAX}#where-did-the-derivative-of-the-softmax-go"

ONCE_MORE: dict[str, Any] = {
    "done": "p − y times p(1 − p): that derivative is in p − y already",
    "tempting": "for a squared error behind a sigmoid the slope has to come in",
    "shows": "confident mistakes learn slowly",
    "see": FUSED,
}
NO_TARGET: dict[str, Any] = {
    "done": "p/n: the target is not subtracted",
    "tempting": "the probabilities are at hand",
    "shows": "every logit is pushed down, that of the likeliest class hardest",
    "see": FUSED,
}


@mistake("missing 1/n", **NOT_DIVIDED)
class CrossEntropyNotDivided(NotDivided, CategoricalCrossEntropy):
    pass


@mistake("doubled 1/n", **DIVIDED_TWICE)
class CrossEntropyDividedTwice(DividedTwice, CategoricalCrossEntropy):
    pass


@mistake("targets of other samples", **OTHER_TARGETS)
class CrossEntropyOtherTargets(OtherTargets, CategoricalCrossEntropy):
    pass


@mistake("targets of other samples", **STALE_TARGETS)
class CrossEntropyStaleTargets(StaleTargets, CategoricalCrossEntropy):
    pass


@mistake(
    "minus of −log p left out",
    done="the right ones with the other sign: 1/p in place of −1/p",
    tempting="the derivative of a logarithm is 1/p",
    shows="a loss that climbs",
    see=PROBABILITY,
)
class CrossEntropySign(OtherSign, CategoricalCrossEntropy):
    pass


class _OfProbabilities(CategoricalCrossEntropy):
    """A cross-entropy that keeps its probabilities for a backward pass of its own."""

    def forward(self, predictions: ArrayLike, targets: ArrayLike) -> float:
        self.p = floats(predictions)
        loss = super().forward(predictions, targets)
        self.y = (super().backward() < 0).astype(float)
        return loss


@mistake(
    "gradient of the fused loss",
    done="(p − y)/n, which belongs to the logits: this loss is given probabilities",
    tempting="p − y is what one remembers of cross-entropy",
    shows="the softmax before it is differentiated twice, and confident mistakes learn slowly",
    see=FUSED,
)
class CrossEntropyOfLogits(_OfProbabilities):
    def backward(self) -> FloatArray:
        return floats((self.p - self.y) / len(self.p))


@mistake(
    "logarithm not differentiated",
    done="−y/n: the division by the probability is missing",
    tempting="for a probability near 1 it is nearly right",
    shows="confident mistakes learn slowly",
    see=PROBABILITY,
)
class CrossEntropyWithoutLog(_OfProbabilities):
    def backward(self) -> FloatArray:
        return -self.y / len(self.y)


@mistake(
    "log of a clipped value without its derivative",
    done="−y/p/n with the probability as it came, where the loss has clipped it",
    tempting="the clipping stands in the forward pass, and nothing of it in the formula",
    shows="infinite numbers, as soon as a probability is 0",
    see=f"{SOFTMAX}#when-numbers-get-extreme",
)
class CrossEntropyNotClipped(_OfProbabilities):
    def backward(self) -> FloatArray:
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.y > 0, -self.y / self.p / len(self.p), 0)


@mistake("missing 1/n", **NOT_DIVIDED)
class FusedNotDivided(NotDivided, SoftmaxCrossEntropy):
    pass


@mistake("doubled 1/n", **DIVIDED_TWICE)
class FusedDividedTwice(DividedTwice, SoftmaxCrossEntropy):
    pass


@mistake("targets of other samples", **OTHER_TARGETS)
class FusedOtherTargets(OtherTargets, SoftmaxCrossEntropy):
    pass


@mistake("targets of other samples", **STALE_TARGETS)
class FusedStaleTargets(StaleTargets, SoftmaxCrossEntropy):
    pass


@mistake("sign of (a − y)", **{**SIGN, "see": f"{SOFTMAX}#take-hold-of-it"})
class FusedSign(OtherSign, SoftmaxCrossEntropy):
    pass


@mistake("target left out", **NO_TARGET)
class FusedWithoutTarget(SoftmaxCrossEntropy):
    def backward(self) -> FloatArray:
        p = floats(self.probabilities)
        return p / len(p)


@mistake(
    "stale inputs",
    done="those of the probabilities of the first batch: the softmax is not run anew",
    tempting="with the same batch each time it is right",
    shows="training goes wrong from the second batch on",
    see="08-chain-layers-into-a-network#a-network-is-two-loops",
)
class FusedStale(SoftmaxCrossEntropy):
    def forward(self, predictions: ArrayLike, targets: ArrayLike) -> float:
        before = self.probabilities
        loss = super().forward(predictions, targets)
        if before is not None and before.shape == np.shape(predictions):
            self.probabilities = before
        return loss


@mistake(
    "softmax applied twice",
    done="those of the softmax of the probabilities: the softmax was applied twice",
    tempting="the loss applies it already, and the network ends with one",
    shows="a loss that cannot fall to 0",
    see=f"{SOFTMAX}#exercises",
)
class FusedTwice(SoftmaxCrossEntropy):
    def backward(self) -> FloatArray:
        p = floats(self.probabilities)
        y = p - super().backward() * len(p)
        grown = np.exp(p)
        return floats((grown / grown.sum(axis=1, keepdims=True) - y) / len(p))


@mistake("softmax differentiated once more", **ONCE_MORE)
class FusedWithSlope(SoftmaxCrossEntropy):
    def backward(self) -> FloatArray:
        p = floats(self.probabilities)
        return super().backward() * p * (1 - p)


@mistake(
    "softmax differentiated once more",
    **{**ONCE_MORE, "done": "p − y sent back through a softmax: its derivative is in it already"},
)
class FusedThroughSoftmax(SoftmaxCrossEntropy):
    def backward(self) -> FloatArray:
        softmax = Softmax()
        softmax.outputs = floats(self.probabilities)
        return softmax.backward(super().backward())


@mistake("missing 1/n", **NOT_DIVIDED)
class BinaryNotDivided(NotDivided, SigmoidCrossEntropy):
    pass


@mistake("doubled 1/n", **DIVIDED_TWICE)
class BinaryDividedTwice(DividedTwice, SigmoidCrossEntropy):
    pass


@mistake("targets of other samples", **OTHER_TARGETS)
class BinaryOtherTargets(OtherTargets, SigmoidCrossEntropy):
    pass


@mistake("sign of (a − y)", **{**SIGN, "see": f"{SOFTMAX}#take-hold-of-it"})
class BinarySign(OtherSign, SigmoidCrossEntropy):
    pass


@mistake("target left out", **NO_TARGET)
class BinaryWithoutTarget(SigmoidCrossEntropy):
    def backward(self) -> FloatArray:
        p = floats(self.probabilities)
        return p / len(p)


@mistake("slope of the sigmoid once more", **ONCE_MORE)
class BinaryWithSlope(SigmoidCrossEntropy):
    def backward(self) -> FloatArray:
        p = floats(self.probabilities)
        return super().backward() * p * (1 - p)
