"""A stepper that asks: each step is hidden until it is answered, with new numbers without end."""

from __future__ import annotations

from typing import Any, ClassVar

import traitlets

from backprop.widgets.stepper import Pass, Stepper

__all__ = ["PredictingStepper"]

LAST_SEED = 2**32 - 1


class PredictingStepper(Stepper[Pass]):
    """A stepper with a question at its steps.

    A subclass has ``"predict"`` and ``"seed"`` among its ``choice``, and the page's part of it
    draws numbers from a seed. They arrive here as any edit does: in the traits that are given.
    """

    predict = traitlets.Bool(
        False, help="Whether what a step brings is hidden until it is answered."
    ).tag(sync=True)
    seed = traitlets.Int(
        0,
        help="That of the numbers which “New numbers” drew last; 0 where it has drawn none. The "
        "next are drawn from the seed after it; setting it changes no number.",
    ).tag(sync=True)

    choice: ClassVar[tuple[str, ...]] = ("step", "predict", "seed")

    @traitlets.validate("seed")
    def _check_seed(self, proposal: Any) -> int:
        return self.checked_place("seed", proposal["value"], LAST_SEED)
