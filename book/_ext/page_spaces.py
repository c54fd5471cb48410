"""Sphinx extension: the theme's templates leave no empty lines where they ask and repeat."""

from __future__ import annotations

from sphinx.application import Sphinx


def trim_templates(app: Sphinx) -> None:
    """Let a line that is nothing but an instruction to the template write nothing."""
    if app.builder.format == "html":
        environment = app.builder.templates.environment  # type: ignore[attr-defined]
        environment.trim_blocks = environment.lstrip_blocks = True


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to the beginning, before any template is read."""
    app.connect("builder-inited", trim_templates)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
