"""The front end draws, reads and judges exercises as the package does."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop.exercises import (
    Answer,
    Drawn,
    Exercise,
    Option,
    Step,
    Variant,
    Verdict,
    Wrong,
    draw,
    judge,
    judge_scaffold,
)
from backprop.exercises.bank import exercises
from backprop.exercises.expression import COUNTS, FUNCTIONS, Tree, Value, evaluate
from backprop.exercises.reading import ReadingError, read_number
from front_end import Answer as FrontEndAnswer
from front_end import running

Run = Callable[..., FrontEndAnswer]
Attempt = dict[str, Any]
SEEDS = 50  # test_exercise_engine.py takes 200 in Python


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    with running("run_exercises.js") as ask:
        yield ask


# Every kind of answer and of text, and numbers of earlier steps that lead to none.
ALL_KINDS = Exercise(
    id="all-kinds",
    kind="solve",
    skills=["parity"],
    setting="{X}",
    given={
        "X": Drawn((-2.5, -1, 0.1, 3, 70000, 1e-7), (2, 2), distinct=True),
        "v": Drawn((2, 3, 5), (2,)),
        "s": Drawn((2, 3, 4)),
    },
    let={"p": "softmax(v / 4)"},
    where=["v[0] != v[1]"],
    steps=[
        Step(
            "?",
            "s + 1",
            "{s:()} + {X[0, 0]:()}",
            [Wrong("a", "s - 1", "{-s:()}.", "p#h")],
            name="k",
        ),
        Step(
            "?",
            Answer("array", "X @ v * k"),
            "{X} {p}",
            [Wrong("b", "X.T @ v * k", "{X.T}", "p#i"), Wrong("c", "X @ v", "{v}", "p#j")],
            scaffold=Step("?", "v[0] * 7", "{v}", [Wrong("d", "v[0]", "No.", "p#k")]),
            name="z",
        ),
        Step("?", "log(k) + sum(p)", "{p}", [Wrong("e", "log(k) - 7", "No.", "p#l")], name="l"),
        Step("?", "one_hot([0, 1], 9)[1, k - 2] + l", "So."),
        Step.choose("?", "{v}", Option("{s}", says="That is s."), "{X}", right="So."),
        Step("?", Answer("cell", "[1, 0]", of="X"), "So.", [Wrong("f", "[0, 1]", "No.", "p#m")]),
        Step("?", Answer("order", "[0, 1, 2]", ["a", "b", "{s}"]), "So."),
        Step("?", Answer("line", "2", ["`a`", "`b`", "`{s}`"]), "So."),
    ],
    solution="{l}",
)
BANK = [ALL_KINDS, *(each for chapter in exercises().values() for each in chapter)]
NONSENSE = ["", None, "2..5", "0", "1e300", " −1/3 ", "12345"]


def as_typed(kind: str, value: Value) -> Any:
    """An answer of this value, as a reader would give it."""
    if kind not in ("number", "array"):
        return value.astype(int).tolist()
    texts = [repr(number) for number in value.ravel().tolist()]
    return texts if kind == "array" else texts[0]


def attempts_at(variant: Variant, step: int) -> Iterator[list[Any]]:
    """Answers to one step: right, each mistake; for every tenth seed also nonsense and carried."""
    steps = variant.exercise["steps"]
    kind = steps[step]["answer"]["kind"]
    nothing: list[Any] = [None] * len(steps)
    right, *mistaken = variant.answers[step]

    def typed(answer: Any, earlier: list[Any] = nothing) -> list[Any]:
        return [*earlier[:step], answer, *nothing[step + 1 :]]

    yield typed(as_typed(kind, right))
    for wrong in mistaken:
        yield typed(as_typed(kind, wrong))
    if variant.seed % 10:
        return
    if kind in ("number", "array"):
        for text in NONSENSE:
            yield typed(text if kind == "number" else [text, *as_typed(kind, right)[1:]])
        yield typed([] if kind == "array" else None)
    elif kind == "order":
        yield from (typed(np.roll(right.astype(int), by).tolist()) for by in (1, 2))
        yield typed([*right.astype(int).tolist()[:-2], *right.astype(int).tolist()[:-3:-1]])
    else:
        yield from (typed((right.astype(int) + by).tolist()) for by in (1, 2))
    yield typed(None)
    for place, earlier in enumerate(steps[:step]):
        if earlier["name"] and earlier["answer"]["kind"] in ("number", "array"):
            yield from carried_attempts(variant, step, place, typed)


def carried_attempts(
    variant: Variant, step: int, place: int, typed: Callable[[Any, list[Any]], list[Any]]
) -> Iterator[list[Any]]:
    """Answers to one step after a wrong number at an earlier place."""
    steps = variant.exercise["steps"]
    name, kind = steps[place]["name"], steps[place]["answer"]["kind"]
    for wrong in (variant.names[name] * 1.5 + 0.25, variant.names[name] * 0 - 1e300):
        names = {**variant.names, name: wrong}
        answers: list[Any] = [None] * len(steps)
        answers[place] = as_typed(kind, wrong)
        try:
            for between in steps[place + 1 : step]:
                if between["name"]:
                    names[between["name"]] = evaluate(between["answer"]["value"], names)
            right = evaluate(steps[step]["answer"]["value"], names)
        except (ValueError, IndexError):
            right = variant.answers[step][0] + 1
        yield typed(as_typed(steps[step]["answer"]["kind"], right), answers)
        yield typed(as_typed(steps[step]["answer"]["kind"], right + 1), answers)


def judged(variant: Variant, attempt: Attempt) -> Verdict:
    step, typed = attempt["step"], attempt["typed"]
    return (
        judge_scaffold(variant, step, typed[step])
        if attempt["scaffold"]
        else judge(variant, step, typed)
    )


def attempts_of(variant: Variant) -> list[Attempt]:
    """Answers to all steps, and to the easier questions that lead to them."""
    attempts = []
    for place, step in enumerate(variant.exercise["steps"]):
        attempts += [
            {"step": place, "typed": typed, "scaffold": False}
            for typed in attempts_at(variant, place)
        ]
        if scaffold := step["scaffold"]:
            formulas = [each["value"] for each in [scaffold["answer"], *scaffold["mistakes"]]]
            kind = scaffold["answer"]["kind"]
            given = [as_typed(kind, evaluate(formula, variant.names)) for formula in formulas]
            attempts += [
                {"step": place, "typed": [answer] * (place + 1), "scaffold": True}
                for answer in [*given, None]
            ]
    return attempts


def assert_close(theirs: Any, ours: Value) -> None:
    value = np.array(theirs, float)
    assert value.shape == ours.shape
    np.testing.assert_allclose(value, ours, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("each", BANK, ids=lambda each: each.id)
def test_the_same_numbers_and_the_same_verdicts(run: Run, each: Exercise) -> None:
    """For 50 seeds: the right answer, each mistake; for some also nonsense, nothing, carried."""
    exercise = each.to_json()
    variants = [draw(exercise, seed) for seed in range(SEEDS)]
    asked = [{"seed": variant.seed, "attempts": attempts_of(variant)} for variant in variants]
    answer = run(exercise=exercise, drawn=asked)
    assert "refusal" not in answer
    seen = set()
    for variant, request, theirs in zip(variants, asked, answer["variants"], strict=True):
        assert dict(theirs["names"]).keys() == variant.names.keys()
        for name, value in theirs["names"]:
            assert_close(value, variant.names[name])
        assert theirs["orders"] == variant.orders
        for attempt, verdict in zip(request["attempts"], theirs["verdicts"], strict=True):
            ours = judged(variant, attempt)
            assert verdict == vars(ours), (variant.seed, attempt)
            seen.add(ours.kind)
    assert {"right", "empty"} <= seen
    if each is ALL_KINDS:
        assert seen == {"right", "mistake", "carried", "unreadable", "empty", "unknown"}


@pytest.mark.parametrize(
    "change",
    [
        {"where": [0]},
        {"let": [{"name": "p", "value": ["log", 0]}]},
        {"let": [{"name": "p", "value": "q"}]},
        {"given": [{"name": "X", "values": [1, 2], "shape": [2, 2], "distinct": True}]},
        {"where": [["matmul", "v", "s"]]},
    ],
)
def test_both_refuse_what_cannot_be_drawn(run: Run, change: dict[str, Any]) -> None:
    exercise = ALL_KINDS.to_json() | change
    with pytest.raises(ValueError, match=r"\.|matmul|reshape"):
        draw(exercise, 1)
    assert "refusal" in run(exercise=exercise, drawn=[{"seed": 1, "attempts": []}])


@pytest.mark.parametrize("seed", [-1, 2**32, 0.5])
def test_both_refuse_the_same_seeds(run: Run, seed: float) -> None:
    with pytest.raises(ValueError, match="seed"):
        draw(ALL_KINDS.to_json(), seed)  # type: ignore[arg-type]
    answer = run(exercise=ALL_KINDS.to_json(), drawn=[{"seed": seed, "attempts": []}])
    assert "seed" in answer["refusal"]


NAMES = {
    "s": np.array(-1.5),
    "t": np.array(2.0),
    "v": np.array([1.0, -2.0, 0.5]),
    "u": np.array([0.0, 3.0]),
    "row": np.array([[2.0, -1.0, 1.0]]),
    "column": np.array([[0.5], [-3.0], [1.0]]),
    "M": np.array([[1.0, 2.0, -1.0], [0.0, -0.5, 4.0], [2.0, 2.0, 3.0]]),
    "W": np.array([[0.25, -1.0, 2.0], [1.5, 1.0, -2.0]]),
}
LEAVES = st.one_of(st.sampled_from(sorted(NAMES)), st.sampled_from([0, 1, 2, -1, 0.1, -3.7]))


def branches(trees: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    def call(name: str, count: int) -> st.SearchStrategy[Tree]:
        return st.tuples(*[trees] * count).map(lambda operands: [name, *operands])

    calls = [call(name, count) for name, counts in COUNTS.items() for count in counts]
    places = st.lists(st.sampled_from([":", 0, 1, 2, -1, 0.5, 3, "t"]), max_size=3)
    indexed = st.builds(lambda tree, at: ["at", tree, *at], trees, places)
    listed = st.lists(trees, min_size=1, max_size=3).map(lambda items: ["list", *items])
    along = st.builds(
        lambda name, tree, axis: [name, tree, axis],
        st.sampled_from([name for name, counts in COUNTS.items() if counts == (1, 2)]),
        trees,
        st.integers(-3, 2),
    )
    return st.one_of(*calls, along, indexed, listed)


def assert_computes_alike(run: Run, tree: Tree) -> bool:
    """Both compute the same, or both refuse; return whether they compute."""
    theirs = run(tree=tree, names={name: value.tolist() for name, value in NAMES.items()})
    try:
        ours = evaluate(tree, NAMES)
    except (ValueError, TypeError, IndexError):
        assert "refusal" in theirs, tree
        return False
    assert "value" in theirs, (tree, theirs)
    value = np.array(theirs["value"], float)
    assert value.shape == ours.shape
    np.testing.assert_allclose(value, ours, rtol=1e-12, atol=1e-12 * size_within(tree))
    return True


def size_within(tree: Tree) -> float:
    """The largest number on the way to a formula's value, which its rounding is measured by."""
    if not isinstance(tree, list):
        return 1.0
    try:
        with np.errstate(all="ignore"):
            own = float(np.abs(evaluate(tree, NAMES)).max(initial=1.0))
    except (ValueError, TypeError, IndexError):
        own = 1.0
    return max([own, *map(size_within, tree[1:])])


def test_random_formulas_agree(run: Run) -> None:
    computed = 0

    @settings(max_examples=1000)
    @given(st.recursive(LEAVES, branches, max_leaves=6))
    def agree(tree: Tree) -> None:
        nonlocal computed
        computed += assert_computes_alike(run, tree)

    agree()
    assert computed > 100


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_function_agrees_on_all_shapes(run: Run, name: str) -> None:
    """Each function by itself, of every number, vector and matrix that there is."""
    for count in COUNTS[name]:
        trees = [[name, *operands] for operands in product([*NAMES, 1, 0.1], repeat=count)]
        assert sum(assert_computes_alike(run, tree) for tree in trees)


TEXTS = [
    "2.5", " −3 ", "+.5", "5.", "1/3", "1e-3", "1E+3", "2^-3", "2**3", "-2^2", "(-2)^2", "2·10⁻⁷",
    "1.5×10^3", "2*3 - 4*(1 - 0.5)", "6/2/3", "2^3^2", "--3", "+-+3", "2^−1", "2⁰", "0.1+0.2",
    "–3", "3–5", "\u00a02.5\u3000", "\x1c2.5\x85", "\ufeff2.5", "1e5", "12345.678e-3", "0e999",
    "1e-400", "1e308*10/10", "1^1e999", "(-1)^1e999", "1e999^0", "2^0.5", "((((1))))", "0^0", "007",
    "", " ", "\x1f", "2..5", "2,5", "1 ,5", "two", "1/", "(1", "3 4", "1/0", "1  / 0", "2^", "0^-1",
    "(-8)^(1/3)", "1e999", "9^9^9", "5⁻", "5¹⁻²", "2 ⁻³", "2³^2", "2)", "nan", "inf", "1" * 61,
    "😀" * 60, "😀" * 61, "1 😀", "٣", "½", "1e", "1e+", "e5", ".", "-", "*2", "2***3", "2 ** 3",
    "2* *3", "1_000", "0x10", "2⋅3", "1e999-1e999", "1e300^2", "1.5.2", "1−", "((1)", "()",
]  # fmt: skip


def assert_read_alike(run: Run, text: str) -> None:
    theirs = run(text=text)
    if "refusal" in theirs:
        with pytest.raises(ReadingError) as caught:
            read_number(text)
        assert theirs == {"refusal": str(caught.value), "place": caught.value.place}
        return
    ours = read_number(text)
    assert math.isclose(theirs["value"], ours.value, rel_tol=1e-12)
    assert math.isclose(theirs["rounding"], ours.rounding, rel_tol=1e-12)


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_a_typed_text_is_read_alike(run: Run, text: str) -> None:
    assert_read_alike(run, text)


def test_random_texts_are_read_alike(run: Run) -> None:
    pieces = [*"0123456789.eE+-−–*·×/^() ", *"⁻⁰¹²³,x", "**", "10", "0.5", "(2", ")^"]

    @settings(max_examples=500)
    @given(st.lists(st.sampled_from(pieces), max_size=9).map("".join))
    def agree(text: str) -> None:
        assert_read_alike(run, text)

    agree()
