"""The FormulaPlayground as a Python object."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
import traitlets

from backprop.graph import FormulaError
from backprop.widgets import FormulaPlayground
from backprop.widgets.formula_playground import EXAMPLES


@pytest.fixture
def playground() -> FormulaPlayground:
    return FormulaPlayground("w*x + w", {"w": 2, "x": -3})


def test_gradients_follow_formula_and_numbers(playground: FormulaPlayground) -> None:
    assert playground.gradients == {"w": -2, "x": 2, "v1": 1, "v2": 1}
    playground.inputs = {"x": 5}
    assert playground.inputs == {"w": 2, "x": 5}
    assert playground.gradients["w"] == 6
    playground.dvalue = 10
    assert playground.gradients["w"] == 60


def test_another_formula_keeps_the_numbers_of_the_names_that_stay(
    playground: FormulaPlayground,
) -> None:
    playground.step = 3
    playground.formula = "x*y"
    assert playground.inputs["x"] == -3
    assert playground.inputs.keys() == {"x", "y"}
    assert playground.step <= len(playground.steps) == 2
    assert playground.gradients["y"] == -3


@pytest.mark.parametrize("formula", ["log(q)", "log(q-3)", "1/(q-2)", "log(-q)", "exp(400*q)"])
def test_new_names_get_numbers_at_which_there_is_a_value(formula: str) -> None:
    playground = FormulaPlayground(formula)
    assert len(playground.steps) > 0


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_examples_have_values_and_telling_factors(example: dict[str, Any]) -> None:
    playground = FormulaPlayground(example["formula"])
    assert playground.inputs == example["inputs"]
    assert any(abs(step.local) not in (0, 1) for step in playground.steps)


@pytest.mark.parametrize(
    ("trait", "value", "words"),
    [
        ("formula", "2x", "between “2” and “x”"),
        ("formula", "log(0*x)", "no finite value"),
        ("formula", "+".join(f"x*{n}.5" for n in range(12)), "25 nodes; .* has 26"),
        ("formula", "exp(-" * 6 + "x" + ")" * 6, "11 operations .* has 12"),
        ("formula", "+x", "like 2\\*x; got a name alone"),
        ("formula", 5, "unicode"),
        ("inputs", {"q": 1}, "inputs named x, w; got 'q'"),
        ("inputs", {"w": "2"}, "a number"),
        ("inputs", {"__proto__": 1}, "__proto__"),
        ("inputs", {"w": float("nan")}, "finite number"),
        ("dvalue", float("inf"), "finite number"),
        ("gradients", {"w": 1}, "read-only"),
        ("step", 5, "from 0 to 4"),
    ],
)
def test_a_refused_value_changes_nothing(
    playground: FormulaPlayground, trait: str, value: object, words: str
) -> None:
    before = playground.state()
    with pytest.raises(traitlets.TraitError, match=words):
        setattr(playground, trait, value)
    assert playground.state() == before


def test_the_constructor_says_where_a_formula_is_wrong() -> None:
    with pytest.raises(FormulaError) as refusal:
        FormulaPlayground("x + sin(x)")
    assert (refusal.value.start, refusal.value.end) == (4, 7)
    assert str(refusal.value).splitlines()[-1] == "      ^^^"


def test_formula_and_numbers_set_together(playground: FormulaPlayground) -> None:
    with playground.hold_trait_notifications():
        playground.inputs = {"a": 4.0}
        playground.formula = "a**2"
    assert (playground.inputs, playground.gradients["a"]) == ({"a": 4.0}, 8.0)


def test_the_page_has_the_state_and_every_step(playground: FormulaPlayground) -> None:
    html = playground.html()
    found = re.search(r'data-state="([^"]*)"', html)
    assert found
    state = json.loads(unescape(found[1]))
    assert state["formula"] == "w*x + w"
    assert state["initial"]["inputs"] == {"w": 2, "x": -3}
    assert html.count("→") == len(playground.steps)
    assert "w*x + w" in repr(playground)
