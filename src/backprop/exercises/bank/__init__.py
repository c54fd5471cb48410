"""The book's exercises, one module for each chapter, called like it."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from backprop.exercises.exercise import Exercise

__all__ = ["exercise", "exercises"]


ORDER = (
    "step_through_one_neuron",
    "descend_with_the_gradient",
    "backpropagate_a_layer",
    "sum_over_the_batch",
    "scale_the_inputs",
    "pass_through_activations",
    "differentiate_softmax_and_loss",
    "chain_layers_into_a_network",
    "check_your_gradients",
    "find_the_mistake",
    "predict_house_prices",
    "classify_the_spiral",
    "choose_an_optimizer",
    "read_handwritten_digits",
    "build_an_autodiff_engine",
    "backpropagate_across_machines",
)
"""The modules in the order of the book; others stand behind them."""


def _place(chapter: str) -> tuple[int, str]:
    return (ORDER.index(chapter) if chapter in ORDER else len(ORDER), chapter)


@cache
def exercises() -> dict[str, list[Exercise]]:
    """List the exercises by chapter, in the book's order: ``{"scale-the-inputs": […], …}``."""
    chapters = sorted((module.name for module in iter_modules(__path__)), key=_place)
    return {
        chapter.replace("_", "-"): import_module(f"{__name__}.{chapter}").EXERCISES
        for chapter in chapters
    }


@cache
def exercise(name: str) -> dict[str, Any]:
    """Return an exercise as JSON by its id; treat it as read-only.

    Raises
    ------
    ValueError
        If there is none, with ids that are near.
    """
    known = {each.id: each for chapter in exercises().values() for each in chapter}
    if name not in known:
        near = get_close_matches(name, known) or sorted(known)[:5]
        raise ValueError(
            f"There is no exercise {name!r}; there are {', '.join(near)}, among others."
        )
    return known[name].to_json()
