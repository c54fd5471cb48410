"""Check a backward pass against central differences, number by number.

>>> from backprop.layers import Dense
>>> check_gradients(Dense(4, 3), [[1, 2, 3, 2.5], [2, 5, -1, 2]])
Dense: all gradients agree with central differences.
  dinputs   (2, 4)  8 of 8 agree
  dweights  (4, 3)  12 of 12 agree
  dbiases   (1, 3)  3 of 3 agree
"""

from backprop.gradcheck.gradcheck import HasBackward, check_gradients
from backprop.gradcheck.report import ArrayReport, Entry, GradientReport
from backprop.gradcheck.steps import HasStep, StepReport, check_optimizer

__all__ = [
    "ArrayReport",
    "Entry",
    "GradientReport",
    "HasBackward",
    "HasStep",
    "StepReport",
    "check_gradients",
    "check_optimizer",
]
