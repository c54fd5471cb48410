"""Code shown on a page is the code of the package."""

import inspect
import math

import pytest

from backprop import exercises
from backprop.exercises import Verdict, check
from backprop.graph import Graph
from backprop.source import show


def test_a_method_without_its_docstring():
    shown = repr(show(Graph.backward))
    assert shown.startswith("def backward(self")
    assert '"""' not in shown
    assert "contribution = incoming * local" in shown
    given = [line.strip() for line in inspect.getsource(Graph.backward).splitlines()]
    assert all(line.strip() in given for line in shown.splitlines())


def test_the_docstring_on_request():
    assert '"""Compare an answer' in repr(show(check, docstring=True))


def test_a_class_keeps_its_decorator_and_comments():
    shown = repr(show(Verdict))
    assert shown.startswith("@dataclass")
    assert "kind: Literal" in shown


def test_what_has_no_docstring_stays_as_it_is():
    assert repr(show(Verdict.__bool__)) == ("def __bool__(self) -> bool:\n    return self.right")


def test_the_page_gets_a_highlighted_block():
    shown = show(Verdict.__bool__)
    assert shown._repr_markdown_() == f"```python\n{shown!r}\n```"


@pytest.mark.parametrize("code", [math.exp, 3, exercises.NO_ANSWER])
def test_what_has_no_source(code):
    with pytest.raises(TypeError, match="expects a class or function"):
        show(code)
