"""Show the code of this package on a page, taken from the package and not retyped.

>>> show(backprop.exercises.Verdict.__bool__)
def __bool__(self) -> bool:
    return self.right
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from backprop.numbers import printable

__all__ = ["Source", "show"]


@dataclass(frozen=True, repr=False)
class Source:
    """Python code that a notebook displays as a highlighted block."""

    code: str

    def _repr_markdown_(self) -> str:
        return f"```python\n{self.code}\n```"

    def __repr__(self) -> str:
        return printable(self.code)


def show(code: type | Callable[..., Any], *, docstring: bool = False) -> Source:
    """Return the source of a class or function of the package, exactly as in its file.

    Parameters
    ----------
    code
        The class or function.
    docstring
        Whether to keep the docstring, if the text around it does not say the same.

    Raises
    ------
    TypeError
        If ``code`` has no Python source.
    """
    try:
        text = textwrap.dedent(inspect.getsource(code))
    except (OSError, TypeError) as error:
        raise TypeError(
            f"show expects a class or function with Python source, got {code!r}."
        ) from error
    return Source((text if docstring else _without_docstring(text)).strip())


def _without_docstring(text: str) -> str:
    """Cut the first docstring by its lines, so that comments and layout stay."""
    (definition,) = ast.parse(text).body
    assert isinstance(definition, ast.FunctionDef | ast.ClassDef)
    first = definition.body[0]
    if ast.get_docstring(definition) is None or len(definition.body) == 1:
        return text
    assert first.end_lineno is not None
    lines = text.splitlines()
    rest = lines[first.end_lineno :]
    while rest and not rest[0].strip():
        rest = rest[1:]
    return "\n".join(lines[: first.lineno - 1] + rest)
