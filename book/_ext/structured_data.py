"""What search engines are told of the course and its chapters, in the words of schema.org.

Everything in it stands in the pages. No extension itself: ``page_head.py`` puts it there.
"""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from typing import Any

from chapter_questions import chapters
from docutils import nodes
from progress_places import time_line
from site_address import absolute
from sphinx.application import Sphinx

LICENSE = "https://creativecommons.org/licenses/by/4.0/"
AIMS = "By the end you will be able to"
NUMBER = re.compile(r"\d+")


def course_data(app: Sphinx, description: str) -> dict[str, Any]:
    """Describe the book as a course with its chapters."""
    front = app.config.root_doc
    pages = {page: app.env.get_doctree(page) for page in chapters(app.env)}
    parts = [
        {
            "@type": "LearningResource",
            "position": number(page),
            "name": app.env.titles[page].astext(),
            "url": address(app, front, page),
            "timeRequired": duration(minutes(doctree)),
        }
        for page, doctree in pages.items()
    ]
    return {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": app.config.html_title,
        "description": description,
        "url": address(app, front, front),
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "license": LICENSE,
        "provider": {"@type": "Organization", "name": app.config.author},
        "hasCourseInstance": {
            "@type": "CourseInstance",
            "courseMode": "online",
            "courseWorkload": duration(sum(map(minutes, pages.values()))),
        },
        "hasPart": parts,
    }


def chapter_data(
    app: Sphinx, page: str, doctree: nodes.document, description: str
) -> dict[str, Any] | None:
    """Describe a chapter: what it teaches, and how long it takes; other pages have nothing."""
    if page not in chapters(app.env):
        return None
    return {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "learningResourceType": "chapter with exercises",
        "name": app.env.titles[page].astext(),
        "position": number(page),
        "description": description,
        "url": address(app, page, page),
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "license": LICENSE,
        "teaches": aims(doctree),
        "timeRequired": duration(minutes(doctree)),
        "isPartOf": {
            "@type": "Course",
            "name": app.config.html_title,
            "url": address(app, page, app.config.root_doc),
        },
    }


def address(app: Sphinx, page: str, other: str) -> str:
    """Give the whole address of a page, or, while the site has none, that from another page."""
    target = app.builder.get_target_uri(other)
    return absolute(app, target) or app.builder.get_relative_uri(page, other)


def number(page: str) -> int:
    """Read the number of a chapter in its name."""
    return int(PurePosixPath(page).name.split("-")[0])


def minutes(doctree: nodes.Node) -> int:
    """Add the minutes that a chapter says it takes, its exercises with it."""
    line = time_line(doctree)
    return sum(map(int, NUMBER.findall(line.astext()))) if line else 0


def duration(minutes: int) -> str:
    """Write minutes as ISO 8601 does."""
    return f"PT{minutes}M"


def aims(doctree: nodes.Node) -> list[str]:
    """List what a reader will be able to do."""
    for paragraph in doctree.findall(nodes.paragraph):
        if paragraph.astext().startswith(AIMS):
            following = paragraph.next_node(nodes.bullet_list, siblings=True, descend=False)
            return [" ".join(item.astext().split()).rstrip(";.") for item in following or []]
    return []


def as_script(data: dict[str, Any]) -> str:
    """Write data so that it can stand in a script element."""
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
