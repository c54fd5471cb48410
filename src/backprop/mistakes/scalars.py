"""What goes wrong when the chain rule is applied factor by factor, in a graph of scalars.

Each is a graph with a wrong backward pass, for any expression:

>>> from backprop.graph import inputs
>>> x, w, b = inputs(x=3, w=-2, b=1)
>>> graph = OwnFactor((x * w + b).named("y"))
>>> graph.forward()
-5.0
>>> steps = graph.backward()
>>> graph.gradients["w"]
-2.0
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

import numpy as np

from backprop.graph import OPERATIONS, Graph, Step
from backprop.mistakes.mistake import mistake

NEURON = "01-step-through-one-neuron"
DESCENT = "02-descend-with-the-gradient"
GATES = "06-pass-through-activations"
SOFTMAX = "07-differentiate-softmax-and-loss"
SMALLEST = 1e-7

Locals = Callable[..., Sequence[float]]


class _Spoiled(Graph):
    """A graph that goes over the steps of a right backward pass once more, in a wrong way.

    ``locals`` has other local derivatives of some operations, with the arguments that
    ``Operation.local`` takes.
    """

    locals: ClassVar[Mapping[str, Locals]] = {}

    def backward(self, dvalue: float = 1.0) -> list[Step]:
        steps, came = [], {self.output: [float(dvalue)]}
        for step in super().backward(dvalue):
            incoming, local = self.passed_on(came[step.node]), self.local(step)
            contribution = self.product(incoming, local)
            came.setdefault(step.wrt, []).append(contribution)
            total = self.gathered(came[step.wrt])
            steps.append(
                replace(
                    step, incoming=incoming, local=local, contribution=contribution, total=total
                )
            )
        self.gradients = {name: self.gathered(came[name]) for name in self.gradients}
        return steps

    def local(self, step: Step) -> float:
        """Return the local derivative that is used in a step."""
        other = self.locals.get(self.nodes[step.node].op)
        if other is None:
            return step.local
        arguments = [self.values[parent] for parent in self.parents[step.node]]
        return other(self.values[step.node], *arguments)[step.argument]

    def product(self, incoming: float, local: float) -> float:
        """Return what goes to an argument."""
        return incoming * local

    def gathered(self, contributions: Sequence[float]) -> float:
        """Return a gradient, from what has come so far."""
        return sum(contributions)

    def passed_on(self, contributions: Sequence[float]) -> float:
        """Return what a node passes on when its turn comes."""
        return self.gathered(contributions)


@mistake(
    "own factor instead of the other",
    done="the incoming gradients times the factor itself: a product hands each factor the other",
    tempting="the factor stands right there",
    shows="a weight of 0 never moves",
    see=f"{NEURON}#one-local-derivative-at-a-time",
)
class OwnFactor(_Spoiled):
    locals: ClassVar = {"mul": lambda out, a, b: (a, b)}


@mistake(
    "incoming gradient left out",
    done="local derivatives, not multiplied by the incoming gradient",
    tempting="with an incoming gradient of 1 it is right, and examples have 1",
    shows="a number behind which nothing seems to matter",
    see=f"{NEURON}#multiply-along-the-path",
)
class LocalOnly(_Spoiled):
    def product(self, incoming: float, local: float) -> float:
        return local


@mistake(
    "factors added instead of multiplied",
    done="sums of the factors along each path",
    tempting="paths are added, and a path is made of factors",
    shows="a long chain whose gradient neither fades nor grows",
    see=f"{NEURON}#multiply-along-the-path",
)
class FactorsAdded(_Spoiled):
    def product(self, incoming: float, local: float) -> float:
        return incoming + local


@mistake(
    "one path of several",
    done="what comes back along the first path, where the paths add up",
    tempting="where every number is used once it is right",
    shows="a gradient that a nudge does not confirm",
    see=f"{NEURON}#when-a-number-is-used-twice",
)
class OnePath(_Spoiled):
    def gathered(self, contributions: Sequence[float]) -> float:
        return contributions[0]


@mistake(
    "overwritten instead of added",
    done="what came back last: it has overwritten what came before",
    tempting="= in place of +=",
    shows="a gradient that a nudge does not confirm",
    see=f"{NEURON}#when-a-number-is-used-twice",
)
class Overwritten(_Spoiled):
    def gathered(self, contributions: Sequence[float]) -> float:
        return contributions[-1]


@mistake(
    "turn taken too early",
    done="what is passed on with the first contribution, before the others have come",
    tempting="a node that has a gradient could pass it on",
    shows="a gradient that a nudge does not confirm",
    see=f"{NEURON}#when-a-number-is-used-twice",
)
class TooEarly(_Spoiled):
    def passed_on(self, contributions: Sequence[float]) -> float:
        return contributions[0]


@mistake(
    "sum treated as a product",
    done="the incoming gradients times the other term: a sum hands each of its terms a 1",
    tempting="a product comes just before, and hands each factor the other one",
    shows="a bias that learns faster the larger the other term",
    see=f"{NEURON}#one-local-derivative-at-a-time",
)
class SumAsProduct(_Spoiled):
    locals: ClassVar = {"add": lambda out, a, b: (b, a)}


@mistake(
    "minus left out",
    done="the incoming gradients with their own sign, behind a minus",
    tempting="only the values have the minus in front of them",
    shows="a step in the wrong direction for what is subtracted",
    see=f"{NEURON}#every-operation-checked",
)
class MinusLeftOut(_Spoiled):
    locals: ClassVar = {"sub": lambda out, a, b: (1.0, 1.0), "neg": lambda out, a: (1.0,)}


@mistake(
    "the bias printed instead of its gradient",
    done="the values of what is added themselves",
    tempting="the names differ by one letter",
    shows="a bias of 0 that never moves",
    see=f"{NEURON}#one-local-derivative-at-a-time",
)
class BiasForGradient(_Spoiled):
    def backward(self, dvalue: float = 1.0) -> list[Step]:
        steps = super().backward(dvalue)
        for name in self.inputs:
            uses = [self.nodes[step.node].op for step in steps if step.wrt == name]
            if uses and set(uses) <= {"add", "sum"}:
                self.gradients[name] = self.values[name]
        return steps


@mistake(
    "no activation derivative",
    done="the incoming gradients themselves: the slope of the activation is missing",
    tempting="on the active side of a ReLU it is right",
    shows="a network that learns, and slowly gets worse",
    see=f"{NEURON}#fold-the-chain",
)
class NoSlope(_Spoiled):
    locals: ClassVar = dict.fromkeys(("relu", "sigmoid", "tanh"), lambda out, a: (1.0,))


@mistake(
    "mask from the output by >=",
    done="the incoming gradients themselves: an output >= 0 is always true",
    tempting="the output is at hand, and the sign looks harmless",
    shows="weights that grow for an output that does not move",
    see=f"{GATES}#two-masks-that-let-zero-through",
)
class MaskFromOutput(_Spoiled):
    locals: ClassVar = {"relu": lambda out, a: (1.0 if out >= 0 else 0.0,)}


@mistake(
    "activation taken twice",
    done="those of the slope at the output: the activation was taken once more",
    tempting="a function for the slope that takes z is handed the output",
    shows="gradients that hardly fade in a long chain",
    see=f"{GATES}#a-gate-ajar",
)
class ActivationTwice(_Spoiled):
    locals: ClassVar = {
        "sigmoid": lambda out, a: (1 / (1 + math.exp(-out)) / (1 + math.exp(out)),),
        "tanh": lambda out, a: (1 - math.tanh(out) ** 2,),
    }


@mistake(
    "part of the slope",
    done="the incoming gradients times a part of the slope's formula",
    tempting="the output is half of the formula",
    shows="saturated neurons with a gradient of full size",
    see=f"{GATES}#a-gate-ajar",
)
class PartOfSlope(_Spoiled):
    locals: ClassVar = {"sigmoid": lambda out, a: (out,), "tanh": lambda out, a: (1 - out,)}


@mistake(
    "sign of (a − y)",
    done="the right ones with the other sign, as of y − a",
    tempting="both differences are called the error",
    shows="a loss that climbs",
    see=f"{DESCENT}#one-step-down",
)
class SignOfDifference(_Spoiled):
    locals: ClassVar = {"sub": lambda out, a, b: (-1.0, 1.0)}


@mistake(
    "the half left out",
    done="twice the right ones: the ½ in front of the square is missing",
    tempting="the slope of a square is twice its base",
    shows="steps that are twice as long as the rate says",
    see="08-chain-layers-into-a-network#two-neurons-in-a-row",
)
class HalfLeftOut(_Spoiled):
    def local(self, step: Step) -> float:
        op, parents = self.nodes[step.node].op, self.parents[step.node]
        other = self.nodes[parents[1 - step.argument]] if len(parents) == 2 else None
        is_half = other is not None and (op, other.value) in (("mul", 0.5), ("div", 2.0))
        return 1.0 if is_half else step.local


@mistake(
    "the two of the square left out",
    done="the incoming gradients times the base of the power: the exponent in front is missing",
    tempting="where the loss has a ½ in front, it is right",
    shows="steps that are half as long as the rate says",
    see=f"{DESCENT}#the-loop",
)
class TwoLeftOut(_Spoiled):
    locals: ClassVar = {
        "square": lambda out, a: (a,),
        "pow": lambda out, a, b: (a ** (b - 1), math.nan),
    }


@mistake(
    "logarithm not differentiated",
    done="the incoming gradients themselves, where the logarithm divides by its argument",
    tempting="for a probability near 1 it is nearly right",
    shows="confident mistakes learn slowly",
    see=f"{SOFTMAX}#what-a-probability-costs",
)
class LogNotDifferentiated(_Spoiled):
    locals: ClassVar = {"log": lambda out, a: (1.0,)}


@mistake(
    "log of a clipped value without its derivative",
    done=f"those of a logarithm that stops at {SMALLEST:g}, behind one that does not",
    tempting="the clipping is there to prevent a division by 0",
    shows="a gradient that stops growing while the loss goes on",
    see=f"{SOFTMAX}#when-numbers-get-extreme",
)
class ClippedLog(_Spoiled):
    locals: ClassVar = {"log": lambda out, a: (1 / max(a, SMALLEST),)}


@mistake(
    "rounding to float32",
    done="the right ones, rounded to single precision at each step",
    tempting="it takes half the memory, and seven digits look like enough",
    shows="digits that differ from the eighth on, sooner in long sums",
    see=f"{DESCENT}#the-loop",
)
class SinglePrecision(_Spoiled):
    def forward(self, /, **inputs: float) -> float:
        super().forward(**inputs)
        for name, node in self.nodes.items():
            value: Any = self.values[name]
            if node.parents:
                value = OPERATIONS[node.op].forward(*(self.values[p] for p in self.parents[name]))
            self.values[name] = _single(value)
        return self.values[self.output]

    def local(self, step: Step) -> float:
        return _single(step.local)

    def product(self, incoming: float, local: float) -> float:
        return _single(incoming * local)

    def gathered(self, contributions: Sequence[float]) -> float:
        total = 0.0
        for contribution in contributions:
            total = _single(total + contribution)
        return total


def _single(value: float) -> float:
    return float(np.float32(value))
