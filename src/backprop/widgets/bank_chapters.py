"""The chapters of the bank of exercises, as widgets that draw from all of them store them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from backprop.exercises import Exercise
from backprop.exercises.bank import exercises

__all__ = ["listed_chapters", "slug_of"]


def listed_chapters(
    pages: Sequence[str] | None, scripts: Mapping[str, str]
) -> list[dict[str, Any]]:
    """List the chapters: ``01-scale-the-inputs`` is the page of ``scale-the-inputs``."""
    known = exercises()
    names = {slug_of(page): page for page in (known if pages is None else pages)}
    for slug, page in names.items():
        if slug not in known:
            raise ValueError(
                f"expected pages that the bank has exercises of, {', '.join(known)}; got {page!r}."
            )
    return [
        {
            "id": slug,
            "title": slug.replace("-", " ").capitalize(),
            "page": "" if pages is None else f"{page}.html",
            "script": scripts.get(slug, ""),
            "exercises": [_stored(exercise, slug in scripts) for exercise in known[slug]],
        }
        for slug, page in names.items()
    ]


def _stored(exercise: Exercise, has_script: bool) -> dict[str, Any]:
    """Store an exercise, or what must be known of it before its script is loaded."""
    known = {
        "id": exercise.id,
        "skills": list(exercise.skills),
        "questions": len(exercise.steps),
        "drawn": bool(exercise.given),
    }
    if has_script:
        return known
    return {**exercise.to_json(), **known}


def slug_of(page: str) -> str:
    """Take the number from a page's name."""
    return page.lstrip("0123456789").lstrip("-")
