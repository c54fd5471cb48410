"""What goes wrong in the backward pass of any loss, and in that of the squared error."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from backprop.checks import FloatArray
from backprop.losses import Loss, SquaredError
from backprop.mistakes.mistake import floats, mistake

BATCH = "04-sum-over-the-batch"

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
SIGN: dict[str, Any] = {
    "done": "the right ones with the other sign, as of target − prediction",
    "tempting": "both differences are called the error",
    "shows": "a loss that climbs",
    "see": "02-descend-with-the-gradient#one-step-down",
}
OTHER_TARGETS: dict[str, Any] = {
    "done": "those of predictions compared with the targets of the samples before them",
    "tempting": "samples are shuffled, and the targets stay in their order",
    "shows": "a loss that hardly falls, or one that falls while new samples are only guessed",
    "see": "11-predict-house-prices#exercises",
}
STALE_TARGETS: dict[str, Any] = {
    **OTHER_TARGETS,
    "done": "those of predictions compared with the targets of the first batch",
    "tempting": "with the same batch each time it is right",
}


class NotDivided(Loss):
    def backward(self) -> FloatArray:
        found: FloatArray = super().backward()  # type: ignore[safe-super]
        return found * len(found)


class DividedTwice(Loss):
    def backward(self) -> FloatArray:
        found: FloatArray = super().backward()  # type: ignore[safe-super]
        return found / len(found)


class OtherSign(Loss):
    def backward(self) -> FloatArray:
        return -super().backward()  # type: ignore[safe-super]


class OtherTargets(Loss):
    """The right loss, and a backward pass with the targets moved on by a sample."""

    def forward(self, predictions: ArrayLike, targets: ArrayLike) -> float:
        loss: float = super().forward(predictions, targets)  # type: ignore[safe-super]
        super().forward(predictions, self.others(targets))  # type: ignore[safe-super]
        return loss

    def others(self, targets: ArrayLike) -> ArrayLike:
        return np.roll(targets, 1, axis=0)


class StaleTargets(OtherTargets):
    kept: ArrayLike | None = None

    def others(self, targets: ArrayLike) -> ArrayLike:
        if self.kept is None or np.shape(self.kept) != np.shape(targets):
            self.kept = np.array(targets)
        return self.kept


@mistake("missing 1/n", **NOT_DIVIDED)
class SquaredErrorNotDivided(NotDivided, SquaredError):
    pass


@mistake("doubled 1/n", **DIVIDED_TWICE)
class SquaredErrorDividedTwice(DividedTwice, SquaredError):
    pass


@mistake("sign of (a − y)", **SIGN)
class SquaredErrorSign(OtherSign, SquaredError):
    pass


@mistake("targets of other samples", **OTHER_TARGETS)
class SquaredErrorOtherTargets(OtherTargets, SquaredError):
    pass


@mistake("targets of other samples", **STALE_TARGETS)
class SquaredErrorStaleTargets(StaleTargets, SquaredError):
    pass


@mistake(
    "mean over all elements",
    done="the right ones divided by the number of values in a row: a mean over all elements",
    tempting="numpy's mean takes all elements, and some libraries do",
    shows="a learning rate that depends on the number of outputs",
    see=f"{BATCH}#sum-or-mean",
)
class SquaredErrorOverElements(SquaredError):
    def backward(self) -> FloatArray:
        found = super().backward()
        return floats(found / found.shape[1])


@mistake(
    "mean over features",
    done="the right ones times the number of samples, divided by the number of values in a row",
    tempting="axis=1 in place of axis=0, and both give a mean",
    shows="steps that grow with the batch, and shrink with the number of outputs",
    see=f"{BATCH}#sum-or-mean",
)
class SquaredErrorOverFeatures(SquaredError):
    def backward(self) -> FloatArray:
        found = super().backward()
        return floats(found * len(found) / found.shape[1])


@mistake(
    "the half left out",
    done="twice the right ones: the slope of the whole square, where the loss has half of it",
    tempting="the slope of a square is twice its base",
    shows="steps that are twice as long as the rate says",
    see=f"{BATCH}#one-step-behind-a-relu",
)
class SquaredErrorTwice(SquaredError):
    def backward(self) -> FloatArray:
        return 2 * super().backward()


@mistake(
    "every prediction against every target",
    done="the distances from the mean target: each prediction is compared with every target",
    tempting="a column minus a row gives a matrix, and its mean is a number like any other",
    shows="a network that predicts the mean for everybody",
    see="11-predict-house-prices#exercises",
)
class EveryTarget(SquaredError):
    def forward(self, predictions: ArrayLike, targets: ArrayLike) -> float:
        self.found = floats(predictions)
        self.found -= floats(targets).mean(axis=0)
        return super().forward(predictions, targets)

    def backward(self) -> FloatArray:
        return self.found / len(self.found)
