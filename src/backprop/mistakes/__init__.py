"""Mistakes that are often made in backward passes, each as code that makes it.

``CATALOGUE`` has them all, each with the class that can stand in place of the right one.
``check_gradients`` compares what a reader's layer, loss or network gives with what each of these
would give, and ``check_optimizer`` does so for an optimizer. ``named`` finds one by its name.
"""

from backprop.mistakes import (
    activations,
    cross_entropies,
    dense,
    losses,
    networks,
    optimizers,
    scalars,
)
from backprop.mistakes.mistake import CATALOGUE, Mistake, named

__all__ = [
    "CATALOGUE",
    "Mistake",
    "activations",
    "cross_entropies",
    "dense",
    "losses",
    "named",
    "networks",
    "optimizers",
    "scalars",
]
