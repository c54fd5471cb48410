"""The name of the method that ran passes, for the errors of these."""

from __future__ import annotations

from typing import Any

from backprop.precision import NotFiniteError, looked_after

__all__ = ["Named"]


class Named:
    """Run passes, and say where numbers that are not finite came up, and what that means."""

    def __init__(self, method: str) -> None:
        self.method = method
        self.silence = looked_after()

    def __enter__(self) -> None:
        self.silence.__enter__()

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        self.silence.__exit__(kind, error, trace)
        if isinstance(error, NotFiniteError):
            raise NotFiniteError(
                f"{self.method}: {error} The parameters or the inputs are too large for their type."
            ) from error
