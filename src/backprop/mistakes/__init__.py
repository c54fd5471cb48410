"""Mistakes that are often made in backward passes, each as code that makes it.

``CATALOGUE`` has them all. ``check_gradients`` compares what a reader's layer or loss
gives with what each of these would give.
"""

from backprop.mistakes import activations, dense, losses
from backprop.mistakes.mistake import CATALOGUE, Mistake

__all__ = ["CATALOGUE", "Mistake", "activations", "dense", "losses"]
