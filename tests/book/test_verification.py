"""The page of witnesses: written anew, and refused when a witness disagrees."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import backprop
from backprop.graph import OPERATIONS
from backprop.layers import Layer
from backprop.losses import Loss
from built_site import ROOT
from verification import page, subject
from verification.libraries import AUTOGRAD, DIFFERENCES

EXPONENT = re.compile(r"\| (10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|0)(?= \|)")
DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def exponent(text: str) -> int:
    """What a difference amounts to: nothing is as good as the last digit."""
    return -16 if text == "0" else int(text[2:].translate(DIGITS))


def test_the_page_is_what_the_witnesses_say() -> None:
    """To the letter, but for one power of ten: other processors round otherwise."""
    stored, now = page.PAGE.read_text(encoding="utf-8"), page.page()
    assert EXPONENT.sub("| n", stored) == EXPONENT.sub("| n", now), "run `make verification`"
    pairs = list(zip(EXPONENT.findall(stored), EXPONENT.findall(now), strict=True))
    assert len(pairs) > 200
    assert all(exponent(new) <= exponent(old) + 1 for old, new in pairs)


def named_kinds(base: type) -> set[str]:
    """The public kinds of layers or losses."""
    public = (getattr(backprop, name) for name in backprop.__all__)
    return {
        f"`{each.__name__}`" for each in public if isinstance(each, type) and base in each.mro()
    }


def test_every_gradient_of_the_package_is_on_the_page() -> None:
    names = {each.name for each in page.subjects()}
    kinds = named_kinds(Layer) | named_kinds(Loss)
    assert kinds - {"`Layer`", "`Loss`"} <= names
    assert set(OPERATIONS) <= names


def test_the_versions_are_those_asked_for() -> None:
    pinned = (ROOT / "witnesses" / "requirements.txt").read_text(encoding="utf-8")
    _, versions = page.outside()
    assert f"torch=={versions['PyTorch']}\n" in pinned
    assert f"jax=={versions['JAX']}\n" in pinned


def spoilt(case: subject.Case, name: str) -> subject.Case:
    """The same case with one entry of one of the package's gradients off by a millionth."""
    wrong = np.array(case.ours[name])
    wrong.flat[0] += 1e-6 * np.abs(wrong).max()
    return replace(case, ours={**case.ours, name: wrong})


def ask(witness: Any) -> None:
    if witness == "hand code":
        page.ask_by_hand()
    else:
        page.ask(witness)


@pytest.mark.parametrize(
    "witness", ["hand code", AUTOGRAD, DIFFERENCES], ids=["hand code", "autograd", "differences"]
)
@pytest.mark.parametrize("each", page.subjects(), ids=lambda each: each.name)
def test_a_witness_that_disagrees_is_refused(
    each: subject.Subject, witness: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    if witness is DIFFERENCES and not each.smooth:
        assert each.name not in page.ask(DIFFERENCES)
        return
    first = next(iter(each.cases()))
    for name in first.ours:
        wrong = replace(each, cases=lambda name=name: [spoilt(first, name)])
        monkeypatch.setattr(page, "subjects", lambda wrong=wrong: [wrong])
        with pytest.raises(page.Disagreement, match=re.escape(name)):
            ask(witness)


@pytest.mark.parametrize("library", ["PyTorch", "JAX"])
def test_a_kept_answer_that_disagrees_is_refused(
    library: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = json.loads(page.OUTSIDE.read_text(encoding="utf-8"))
    record[library]["found"]["`Dense`"]["dweights"] = 1e-6
    monkeypatch.setattr(page, "OUTSIDE", tmp_path / "outside.json")
    page.OUTSIDE.write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(page.Disagreement, match=library):
        page.page()


def test_answers_about_other_gradients_are_refused(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = json.loads(page.OUTSIDE.read_text(encoding="utf-8"))
    del record["JAX"]["found"]["`Tanh`"]
    monkeypatch.setattr(page, "OUTSIDE", tmp_path / "outside.json")
    page.OUTSIDE.write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(ValueError, match="make witnesses"):
        page.page()


def test_shapes_and_numbers_that_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="one shape"):
        subject.difference(np.ones((1, 2)), np.ones((2, 1)))
    with pytest.raises(ArithmeticError, match="finite"):
        subject.difference(np.ones(2), np.array([1, np.nan]))
    assert subject.difference(np.zeros(2), np.zeros(2)) == 0


def test_a_difference_is_rounded_up() -> None:
    assert [page.bound(off) for off in (0, 1e-20, 2e-15, 1e-9)] == ["0", "10⁻¹⁶", "10⁻¹⁴", "10⁻⁹"]
