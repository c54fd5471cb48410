"""Which exercises belong to a chapter, and where they are asked. No extension itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from html import unescape
from pathlib import PurePosixPath

from docutils import nodes
from sphinx.environment import BuildEnvironment

from backprop.exercises.bank import exercises

QUESTION = re.compile(
    r'<figure class="backprop-widget" id="([^"]+)" data-widget="Question" data-state="([^"]+)"'
)


def exercise_ids(page: str) -> list[str]:
    """List the exercises of a chapter: those of the bank's module that has its name."""
    slug = PurePosixPath(page).name.lstrip("0123456789").lstrip("-")
    return [exercise.id for exercise in exercises().get(slug, [])]


def question_places(page: nodes.Node) -> dict[str, str]:
    """Find the exercises that a page asks, each with the id of the first figure that does."""
    found: dict[str, str] = {}
    for raw in page.findall(nodes.raw):
        for anchor, state in QUESTION.findall(raw.astext()):
            found.setdefault(json.loads(unescape(state))["exercise"]["id"], anchor)
    return found


def chapters(env: BuildEnvironment) -> Iterable[str]:
    """List the pages of the book that the bank has exercises of, in the book's order."""
    listed = env.toctree_includes.get(env.config.root_doc, [])
    return [page for page in listed if exercise_ids(page)]
