"""What a worker that is gone leaves behind."""

from __future__ import annotations

__all__ = ["Lost"]


class Lost(Exception):
    """A worker, or what it held, is gone: ask again."""
