"""Whether anybody is watching a progress bar."""

from __future__ import annotations

import os
import sys

__all__ = ["is_watched"]


def is_watched(progress: bool | None) -> bool:
    """Whether to show a bar: as told, or else in a terminal and in a notebook that is open.

    A notebook server names its session, a replay has none. A program with a window, or a service,
    may have no standard error at all.
    """
    if sys.stderr is None:  # there is nowhere to draw it
        return False
    if progress is not None:
        return bool(progress)
    return _is_terminal(sys.stderr) or "JPY_SESSION_NAME" in os.environ


def _is_terminal(stream: object) -> bool:
    try:
        return bool(stream.isatty())  # type: ignore[attr-defined]
    except (AttributeError, ValueError):  # no such method, or closed
        return False
