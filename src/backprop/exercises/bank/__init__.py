"""The book's exercises, one module for each chapter, called like it."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from backprop.exercises.exercise import Exercise

__all__ = ["exercise", "exercises"]


@cache
def exercises() -> dict[str, list[Exercise]]:
    """List the exercises by chapter: ``{"step-through-one-neuron": […], …}``."""
    chapters = sorted(module.name for module in iter_modules(__path__))
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
