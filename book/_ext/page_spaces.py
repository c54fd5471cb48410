"""Sphinx extension: the theme's templates leave no empty lines and no indentation in the pages."""

from __future__ import annotations

import re

from jinja2.ext import Extension
from sphinx.application import Sphinx

INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


class WithoutIndentation(Extension):
    """Reads a template without the spaces at the beginning of its lines."""

    def preprocess(self, source: str, *_: object, **__: object) -> str:
        """Leave away what is for the eyes of whoever writes the template."""
        return INDENTATION.sub("", source)


def trim_templates(app: Sphinx) -> None:
    """Let a line that is nothing but an instruction to the template write nothing."""
    if app.builder.format == "html":
        environment = app.builder.templates.environment  # type: ignore[attr-defined]
        environment.trim_blocks = environment.lstrip_blocks = True
        environment.add_extension(WithoutIndentation)


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to the beginning, before any template is read."""
    app.connect("builder-inited", trim_templates)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
