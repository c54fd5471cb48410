"""What goes wrong in the backward passes of activations."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from backprop.activations import ReLU, Sigmoid, Softmax, Tanh
from backprop.checks import FloatArray
from backprop.mistakes.mistake import floats, mistake

PAGE = "06-pass-through-activations"
SOFTMAX = "07-differentiate-softmax-and-loss"

NO_SLOPE: dict[str, Any] = {
    "done": "the incoming gradients themselves: the slope of the activation is missing",
    "tempting": "the shapes are the same with it and without",
    "shows": "a network that learns, and slowly gets worse",
    "see": f"{PAGE}#six-pass-six-stop",
}
IN_PLACE: dict[str, Any] = {
    "done": "those that came in, changed where they stood",
    "tempting": "it saves a copy",
    "shows": "another layer that was given the same array finds other numbers in it",
    "see": f"{PAGE}#copy-then-zero",
}
LOCAL_ONLY: dict[str, Any] = {
    "done": "the slopes alone, not multiplied by the incoming gradient",
    "tempting": "with an incoming gradient of ones it is right",
    "shows": "a layer behind which nothing seems to matter",
    "see": "01-step-through-one-neuron#multiply-along-the-path",
}


@mistake("no activation derivative", **NO_SLOPE)
class ReLUWithoutSlope(ReLU):
    def backward(self, dvalues: ArrayLike) -> FloatArray:
        super().backward(dvalues)
        return floats(dvalues)


@mistake("incoming gradient left out", **LOCAL_ONLY)
class ReLULocalOnly(ReLU):
    def backward(self, dvalues: ArrayLike) -> FloatArray:
        return super().backward(np.ones_like(dvalues))


@mistake("incoming gradient changed in place", **IN_PLACE)
class ReLUInPlace(ReLU):
    def backward(self, dvalues: ArrayLike) -> FloatArray:
        return _written_over(dvalues, super().backward(dvalues))


@mistake(
    "mask from the output by >=",
    done="the incoming gradients themselves: outputs >= 0 is true everywhere",
    tempting="the outputs are at hand, and the sign looks harmless",
    shows="weights that grow for an output that does not move",
    see=f"{PAGE}#two-masks-that-let-zero-through",
)
class MaskFromOutput(ReLU):
    def backward(self, dvalues: ArrayLike) -> FloatArray:
        outputs = np.maximum(floats(self.inputs), 0)
        return np.where(outputs >= 0, floats(dvalues), 0)


@mistake(
    "mask of the wrong array",
    done="those whose incoming gradient is above 0: the mask asks dvalues, not the inputs",
    tempting="dvalues is the array at hand in the backward pass",
    shows="gradients that are never negative",
    see=f"{PAGE}#six-pass-six-stop",
)
class MaskFromGradient(ReLU):
    def backward(self, dvalues: ArrayLike) -> FloatArray:
        return np.maximum(floats(dvalues), 0)


@mistake("no activation derivative", **NO_SLOPE)
class SigmoidWithoutSlope(Sigmoid):
    def backward(self, dvalues: ArrayLike) -> FloatArray:
        super().backward(dvalues)
        return floats(dvalues)


@mistake("incoming gradient left out", **LOCAL_ONLY)
class SigmoidLocalOnly(Sigmoid):
    def backward(self, dvalues: ArrayLike) -> FloatArray:
        return super().backward(np.ones_like(dvalues))


@mistake("incoming gradient changed in place", **IN_PLACE)
class SigmoidInPlace(Sigmoid):
    def backward(self, dvalues: ArrayLike) -> FloatArray:
        return _written_over(dvalues, super().backward(dvalues))


@mistake(
    "activation taken twice",
    done="those of the slope at the output: the sigmoid was taken once more",
    tempting="a function for the slope that takes z is handed the output",
    shows="gradients between 0.196 and 0.25 of what comes in, however flat the curve",
    see=f"{PAGE}#a-gate-ajar",
)
class SigmoidTwice(Sigmoid):
    def backward(self, dvalues: ArrayLike) -> FloatArray:
        once_more = 1 / (1 + np.exp(-floats(self.outputs)))
        return floats(dvalues) * once_more * (1 - once_more)


@mistake(
    "part of the slope",
    done="the incoming gradients times the output: 1 − output is missing",
    tempting="the output is half of the formula",
    shows="saturated neurons with a gradient of full size",
    see=f"{PAGE}#a-gate-ajar",
)
class SigmoidHalfSlope(Sigmoid):
    def backward(self, dvalues: ArrayLike) -> FloatArray:
        return floats(dvalues) * floats(self.outputs)


@mistake("no activation derivative", **NO_SLOPE)
class TanhWithoutSlope(Tanh):
    def backward(self, dvalues: ArrayLike) -> FloatArray:
        super().backward(dvalues)
        return floats(dvalues)


@mistake("incoming gradient left out", **LOCAL_ONLY)
class TanhLocalOnly(Tanh):
    def backward(self, dvalues: ArrayLike) -> FloatArray:
        return super().backward(np.ones_like(dvalues))


@mistake("incoming gradient changed in place", **IN_PLACE)
class TanhInPlace(Tanh):
    def backward(self, dvalues: ArrayLike) -> FloatArray:
        return _written_over(dvalues, super().backward(dvalues))


@mistake(
    "part of the slope",
    done="the incoming gradients times 1 − output: the square is missing",
    tempting="for a sigmoid 1 − output is part of the formula",
    shows="a slope above 1 for negative inputs",
    see=f"{PAGE}#exercises",
)
class TanhWithoutSquare(Tanh):
    def backward(self, dvalues: ArrayLike) -> FloatArray:
        return floats(dvalues) * (1 - floats(self.outputs))


@mistake(
    "activation taken twice",
    done="those of the slope at the output: tanh was taken once more",
    tempting="a function for the slope that takes z is handed the output",
    shows="gradients that hardly fade in a long chain",
    see=f"{PAGE}#why-the-gradient-fades",
)
class TanhTwice(Tanh):
    def backward(self, dvalues: ArrayLike) -> FloatArray:
        return floats(floats(dvalues) * (1 - np.tanh(floats(self.outputs)) ** 2))


@mistake(
    "softmax differentiated elementwise",
    done="the incoming gradients times p(1 − p): the other logits of the row are missing",
    tempting="for a sigmoid this is the whole formula",
    shows="rows whose gradients do not add up to 0",
    see=f"{SOFTMAX}#two-cases-one-formula",
)
class SoftmaxElementwise(Softmax):
    def backward(self, dvalues: ArrayLike) -> FloatArray:
        p = floats(self.outputs)
        return floats(dvalues) * p * (1 - p)


@mistake("no activation derivative", **{**NO_SLOPE, "see": f"{SOFTMAX}#send-the-gradient-back"})
class SoftmaxWithoutSlope(Softmax):
    def backward(self, dvalues: ArrayLike) -> FloatArray:
        super().backward(dvalues)
        return floats(dvalues)


@mistake(
    "mean in place of the weighted average",
    done="p times the distance from the plain mean: the average has to be weighted by p",
    tempting="the formula says average",
    shows="rows whose gradients do not add up to 0",
    see=f"{SOFTMAX}#send-the-gradient-back",
)
class SoftmaxPlainMean(Softmax):
    def backward(self, dvalues: ArrayLike) -> FloatArray:
        incoming = floats(dvalues)
        return floats(floats(self.outputs) * (incoming - incoming.mean(axis=1, keepdims=True)))


@mistake(
    "average over the batch",
    done="p times the distance from the average over samples: each row has an average of its own",
    tempting="axis=0 is the axis of other sums",
    shows="samples that change each other's gradients",
    see=f"{SOFTMAX}#send-the-gradient-back",
)
class SoftmaxOverBatch(Softmax):
    def backward(self, dvalues: ArrayLike) -> FloatArray:
        p, incoming = floats(self.outputs), floats(dvalues)
        return floats(p * (incoming - (incoming * p).sum(axis=0, keepdims=True)))


def _written_over(dvalues: ArrayLike, dinputs: FloatArray) -> FloatArray:
    incoming: FloatArray = np.asarray(dvalues)
    incoming[...] = dinputs
    return incoming
