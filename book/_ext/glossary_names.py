"""What the search and the filter know of each term of the glossary. No extension itself.

The names of a term are its heading and, in a last paragraph after *Elsewhere*, those of others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docutils import nodes
from plain_text import plain_text
from sphinx.addnodes import pending_xref

ELSEWHERE = "Elsewhere:"


@dataclass(frozen=True)
class Term:
    """A term: its anchor, its title, other names, its text, and the sections that explain it."""

    anchor: str
    title: str
    others: list[str]
    text: nodes.paragraph

    def places(self) -> Iterator[tuple[str, str, str]]:
        """List the sections: the words of the link, the page, and the name of the heading."""
        for link in self.text.findall(pending_xref):
            if link.get("reftargetid"):
                yield plain_text(link), link["reftarget"], link["reftargetid"]


def other_names(section: nodes.section) -> list[str]:
    """Read the names that others use."""
    for paragraph in section.findall(nodes.paragraph):
        said = plain_text(paragraph)
        if said.startswith(ELSEWHERE):
            return said.removeprefix(ELSEWHERE).strip().rstrip(".").split(", ")
    return []


def terms(glossary: nodes.Node) -> list[Term]:
    """List the terms: the sections that begin with a text."""
    found = []
    for section in glossary.findall(nodes.section):
        title, *rest = section.children
        if (
            rest
            and isinstance(rest[0], nodes.paragraph)
            and isinstance(title.parent.parent, nodes.section)
        ):
            found.append(Term(section["ids"][0], plain_text(title), other_names(section), rest[0]))
    return found
