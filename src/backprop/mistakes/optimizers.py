"""What goes wrong in the step of an optimizer."""

from __future__ import annotations

from typing import Any

import numpy as np

from backprop.checks import FloatArray
from backprop.mistakes.mistake import mistake
from backprop.optimizers import SGD, Adam, Momentum

DESCENT = "02-descend-with-the-gradient"
MEMORY = "13-choose-an-optimizer#what-an-optimizer-remembers"

UPHILL: dict[str, Any] = {
    "done": "the right one with the other sign: it climbs",
    "tempting": "the gradient points the way, only not the way down",
    "shows": "a loss that grows, faster and faster",
    "see": f"{DESCENT}#one-step-down",
}


@mistake("step uphill", **UPHILL)
class Uphill(SGD):
    def _update(self, parameter: FloatArray, gradient: FloatArray, steps: int, *_: Any) -> None:
        super()._update(parameter, -gradient, steps)


@mistake(
    "learning rate left out",
    done="the whole gradient: it is not multiplied by the learning rate",
    tempting="the gradient is what is subtracted",
    shows="a loss that jumps about, or grows",
    see=f"{DESCENT}#one-step-down",
)
class WithoutRate(SGD):
    def _update(self, parameter: FloatArray, gradient: FloatArray, steps: int, *_: Any) -> None:
        parameter -= gradient


@mistake(
    "doubled 1/n",
    done="the right one divided by a whole number, as by n, which the loss has divided by already",
    tempting="the loss is a mean, so something has to be divided",
    shows="training is slower the larger the batch",
    see="04-sum-over-the-batch#sum-or-mean",
)
class DividedByN(SGD):
    n_samples = 2

    def _update(self, parameter: FloatArray, gradient: FloatArray, steps: int, *_: Any) -> None:
        super()._update(parameter, gradient / self.n_samples, steps)


@mistake(
    "gradient of the step before",
    done="that of the gradient before: each one is used a step late",
    tempting="the step stands in front of the backward pass in the loop",
    shows="a first step that goes nowhere, and oscillation at high rates",
    see=f"{DESCENT}#the-loop",
)
class OneStepLate(SGD):
    n_memories = 1

    def _update(
        self, parameter: FloatArray, gradient: FloatArray, steps: int, *memories: Any
    ) -> None:
        (before,) = memories
        super()._update(parameter, before, steps)
        before[...] = gradient


@mistake(
    "step on a copy",
    done="0: the parameter stays as it was",
    tempting="parameter = parameter − rate · gradient reads the same as -=",
    shows="a loss that never changes",
    see=MEMORY,
)
class OnACopy(SGD):
    def _update(self, parameter: FloatArray, gradient: FloatArray, steps: int, *_: Any) -> None:
        parameter = parameter - self.learning_rate * gradient


@mistake(
    "rate does not decay",
    done="that of the first rate: it does not fall",
    tempting="at the first step it is right",
    shows="a loss that jumps about at the end",
    see=MEMORY,
)
class WithoutDecay(SGD):
    def _update(self, parameter: FloatArray, gradient: FloatArray, steps: int, *_: Any) -> None:
        parameter -= self.learning_rate * gradient


@mistake("step uphill", **UPHILL)
class MomentumUphill(Momentum):
    def _update(
        self, parameter: FloatArray, gradient: FloatArray, steps: int, *memories: Any
    ) -> None:
        super()._update(parameter, -gradient, steps, *memories)


@mistake(
    "velocity not kept",
    done="that of plain descent: the velocity is forgotten",
    tempting="a name without self, or an array that is made anew in each step",
    shows="training that is as slow as without momentum",
    see=MEMORY,
)
class VelocityNotKept(Momentum):
    def _update(
        self, parameter: FloatArray, gradient: FloatArray, steps: int, *memories: Any
    ) -> None:
        super()._update(parameter, gradient, steps, np.zeros_like(gradient))


@mistake(
    "velocity without decay",
    done="that of all gradients added in full: the velocity is not multiplied by the momentum",
    tempting="velocity += gradient looks complete",
    shows="a loss that swings, and swings wider",
    see=MEMORY,
)
class VelocityWithoutDecay(Momentum):
    def _update(
        self, parameter: FloatArray, gradient: FloatArray, steps: int, *memories: Any
    ) -> None:
        (velocity,) = memories
        velocity += gradient
        ahead = gradient + self.momentum * velocity
        parameter -= self.learning_rate * (ahead if self.nesterov else velocity)


@mistake(
    "gradient weighted by 1 − momentum",
    done="that of a mean of gradients, 1 − momentum times as long",
    tempting="Adam's mean has this factor, and some libraries have it here",
    shows="training that is ten times slower with a momentum of 0.9",
    see=MEMORY,
)
class WeightedGradient(Momentum):
    def _update(
        self, parameter: FloatArray, gradient: FloatArray, steps: int, *memories: Any
    ) -> None:
        super()._update(parameter, (1 - self.momentum) * gradient, steps, *memories)


@mistake(
    "no look ahead",
    done="that of plain momentum: it does not look ahead",
    tempting="the velocity is at hand",
    shows="swings that Nesterov's step would damp",
    see="13-choose-an-optimizer#exercises",
)
class NoLookAhead(Momentum):
    def _update(
        self, parameter: FloatArray, gradient: FloatArray, steps: int, *memories: Any
    ) -> None:
        (velocity,) = memories
        velocity[...] = self.momentum * velocity + gradient
        parameter -= self.learning_rate * velocity


class _OtherAdam(Adam):
    """Adam, with a direction to be spoiled."""

    def _update(
        self, parameter: FloatArray, gradient: FloatArray, steps: int, *memories: Any
    ) -> None:
        mean, square = memories
        mean[...] = self.beta1 * mean + (1 - self.beta1) * gradient
        square[...] = self.beta2 * square + (1 - self.beta2) * gradient**2
        parameter -= self.learning_rate * self.direction(mean, square, steps)

    def direction(self, mean: FloatArray, square: FloatArray, steps: int) -> FloatArray:
        corrected = square / (1 - self.beta2**steps)
        step: FloatArray = mean / (1 - self.beta1**steps) / (np.sqrt(corrected) + self.epsilon)
        return step


@mistake("step uphill", **UPHILL)
class AdamUphill(_OtherAdam):
    def direction(self, mean: FloatArray, square: FloatArray, steps: int) -> FloatArray:
        return -super().direction(mean, square, steps)


@mistake(
    "no bias correction",
    done="that of the means as they are: they are not divided by 1 − βᵗ",
    tempting="after many steps it makes no difference",
    shows="first steps that are about three times as long as they should be",
    see=MEMORY,
)
class WithoutCorrection(_OtherAdam):
    def direction(self, mean: FloatArray, square: FloatArray, steps: int) -> FloatArray:
        step: FloatArray = mean / (np.sqrt(square) + self.epsilon)
        return step


@mistake(
    "steps not counted",
    done="that of a correction which stays as in the first step: t is not counted",
    tempting="t belongs to the optimizer, and nothing fails if it stays at 1",
    shows="steps that are twice as long at first, and a third as long in the end",
    see=MEMORY,
)
class StepsNotCounted(_OtherAdam):
    def direction(self, mean: FloatArray, square: FloatArray, steps: int) -> FloatArray:
        return super().direction(mean, square, 1)


@mistake(
    "root left out",
    done="that of a division by the mean square, not by its root",
    tempting="the square is what is remembered",
    shows="enormous steps where gradients are small",
    see=MEMORY,
)
class WithoutRoot(_OtherAdam):
    def direction(self, mean: FloatArray, square: FloatArray, steps: int) -> FloatArray:
        corrected = square / (1 - self.beta2**steps)
        step: FloatArray = mean / (1 - self.beta1**steps) / (corrected + self.epsilon)
        return step
