"""The page reads a formula as Python does: the same graph, the same numbers, the same refusals."""

from __future__ import annotations

import ast
import keyword
import math
import random
import re
from collections.abc import Callable, Iterator

import pytest

from backprop.graph import FormulaError, Graph, parse_formula
from backprop.graph.json_form import to_dict
from built_site import ROOT
from formulas import MALFORMED, NAMES, random_formula
from front_end import Answer, running

Parse = Callable[..., Answer]
DRAWN = 200
PRECEDENCE = [
    *("-x**2", "(-x)**2", "2**-1*x", "x**y**2", "-x**-y**2", "x - y - b", "x / y / b"),
    *("x - (y - b)", "x + y + b - 2", "x + (y + b)", "(x + y) + b", "--x", "-+2*x", "- 2*x"),
    *("x*-y", "+x", "-(2)*x", "1e-3*x", ".5*x", "2.*x", "0*x", "0.5e1*x", "v1 + c1*2"),
    *("relu (x)", "x*this", "((x))", "x*-2**2", "2*x**-1", "x/-y*b"),
]


@pytest.fixture(scope="module")
def front_end() -> Iterator[Parse]:
    with running("parse_formulas.js") as ask:

        def parse(text: str, inputs: dict[str, float] | None = None) -> Answer:
            return ask(text=text, inputs=inputs)

        yield parse


def drawn(count: int) -> list[tuple[str, Graph]]:
    """Random formulas, with values from −2 to 3 at which they and their derivatives are finite."""
    rng = random.Random(7)
    found: list[tuple[str, Graph]] = []
    while len(found) < count:
        text = random_formula(rng)
        values = {name: round(rng.uniform(-2, 3), 2) for name in NAMES if name in names_in(text)}
        if not values or len(text) > 200:
            continue
        graph = Graph(parse_formula(text, **values))
        try:
            graph.forward()
            graph.backward()
        except ValueError:
            continue
        numbers = [*graph.values.values(), *graph.gradients.values()]
        if max(map(abs, numbers)) < 1e6 and len(graph.nodes) > 3 and moves(graph) < 1e-13:
            found.append((text, graph))
    return found


def names_in(text: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}


def moves(graph: Graph) -> float:
    """Say how far any number moves with an ulp or two in an input: what cancels proves nothing."""
    before, given = [*graph.values.values(), *graph.gradients.values()], dict(graph.inputs)
    other = Graph(graph.nodes[graph.output])
    furthest = 0.0
    for name, value in given.items():
        try:
            other.forward(**{**given, name: value * (1 + 4e-16)})
            other.backward()
        except ValueError:
            return math.inf
        after = [*other.values.values(), *other.gradients.values()]
        furthest = max(furthest, *map(relative, before, after))
    return furthest


def by_python(text: str) -> object:
    """The graph as JSON, or the sentence of a refusal."""
    try:
        return to_dict(Graph(parse_formula(text)))
    except FormulaError as refusal:
        return refusal.message


def relative(ours: float, theirs: float) -> float:
    return abs(ours - theirs) / max(1.0, abs(ours), abs(theirs))


def test_random_formulas_give_the_same_graph_and_the_same_numbers(front_end: Parse) -> None:
    formulas = drawn(DRAWN)
    assert len(formulas) == DRAWN
    uses = " ".join(text for text, _ in formulas)
    assert all(part in uses for part in ("**", "-", "/", "relu", "log", "sigmoid", "toString"))
    for text, graph in formulas:
        theirs = front_end(text, graph.inputs)
        ours = to_dict(Graph(parse_formula(text)))
        assert theirs["spec"] == ours, text
        for ours_, theirs_ in (
            (graph.values, theirs["values"]),
            (graph.gradients, theirs["gradients"]),
        ):
            assert ours_.keys() == theirs_.keys(), text
            for name, number in ours_.items():
                assert relative(number, theirs_[name]) <= 1e-12, (text, name, graph.inputs)


@pytest.mark.parametrize("text", PRECEDENCE)
def test_precedence_is_that_of_python(front_end: Parse, text: str) -> None:
    graph = Graph(parse_formula(text))
    names = {name: 0.75 + place for place, name in enumerate(graph.inputs)}
    theirs = front_end(text, names)
    assert theirs["spec"] == to_dict(graph)
    number = graph.forward(**names)
    assert theirs["values"][graph.output] == pytest.approx(number, abs=1e-15)
    # The third witness is Python itself: the tests may run what the book never does.
    computed = eval(text, {"relu": lambda z: max(z, 0.0), **names})
    assert number == pytest.approx(computed, abs=1e-15)


@pytest.mark.parametrize(
    ("text", "marked", "start", "words"), MALFORMED, ids=[repr(text)[:30] for text, *_ in MALFORMED]
)
def test_a_malformed_formula_is_refused_at_its_place(
    front_end: Parse, text: str, marked: str, start: int, words: str
) -> None:
    with pytest.raises(FormulaError, match=re.escape(words)) as refusal:
        parse_formula(text)
    ours = refusal.value
    assert (ours.text[ours.start : ours.end], ours.start) == (marked, start)
    theirs = front_end(text)
    assert theirs.get("message") == ours.message, theirs
    assert (theirs["marked"], theirs["start"]) == (marked, start)


def test_each_malformed_formula_stands_once() -> None:
    assert len({text for text, *_ in MALFORMED}) == len(MALFORMED) >= 30


@pytest.mark.parametrize("word", keyword.kwlist)
def test_python_words_are_no_names(front_end: Parse, word: str) -> None:
    assert front_end(f"{word}*2")["marked"] == word


def test_what_the_check_lets_through_both_parsers_can_read(front_end: Parse) -> None:
    """Random tokens: whatever is wrong with them is said by the check, and not by a parser."""
    rng = random.Random(3)
    tokens = ["x", "2", "relu", "(", ")", "+", "-", "*", "**", "/", ",", "if", " ", ".5"]
    read = refused = 0
    for _ in range(3_000):
        text = "".join(rng.choices(tokens, k=rng.randint(1, 7)))
        expected = by_python(text)
        assert expected in (front_end(text).get("spec"), front_end(text).get("message")), text
        read += isinstance(expected, dict)
        refused += isinstance(expected, str)
    assert read > 50, (read, refused)


def test_the_longest_and_the_deepest_are_read(front_end: Parse) -> None:
    for text in ("-" * 199 + "x", "x" + "**x" * 66, "(" * 20 + "x" + ")" * 20, "x" + "+x" * 99):
        assert front_end(text)["spec"] == to_dict(Graph(parse_formula(text)))


def test_no_formula_is_run_as_code() -> None:
    """Neither language's ``eval`` stands where formulas are read or drawn."""
    patterns = ("src/backprop/graph/*.py", "src/backprop/widgets/formula*.py", "frontend/**/*.js*")
    sources = [path for pattern in patterns for path in ROOT.glob(pattern)]
    assert len(sources) > 100
    runs_text = re.compile(r"(?<![\w.])(?:eval|exec|compile)\(|\bFunction\(")
    found = [str(path) for path in sources if runs_text.search(path.read_text(encoding="utf-8"))]
    assert found == []
