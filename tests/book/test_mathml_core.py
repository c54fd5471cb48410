"""What KaTeX writes becomes what a browser draws well, without a change to what it says."""

from __future__ import annotations

import pytest
from mathml_core import formulas_of, html

HEAD = '<span class="katex"><math xmlns="http://www.w3.org/1998/Math/MathML"><semantics>'
TAIL = '<annotation encoding="application/x-tex">…</annotation></semantics></math></span>'


def translated(content: str) -> list[str]:
    found = [html(formula) for formula in formulas_of(HEAD + content + TAIL)]
    return [formula.removeprefix("<math>").removesuffix("</math>") for formula in found]


PRIME = '<mo mathvariant="normal" lspace="0em" rspace="0em">′</mo>'
THIN = '<mspace width="0.1667em"></mspace>'
CELL = "<mtd><mi>x</mi></mtd>"
LINE = '<mtd><mstyle scriptlevel="0" displaystyle="true"><mi>x</mi></mstyle></mtd>'
EXAMPLES = {
    "a row of one": ("<mrow><mi>x</mi></mrow>", "<mi>x</mi>"),
    "an upright letter": ('<mi mathvariant="normal">∂</mi>', '<mi mathvariant="normal">∂</mi>'),
    "an upright word": (
        '<mrow><mi mathvariant="normal">R</mi><mi mathvariant="normal">e</mi></mrow>',
        "<mi>Re</mi>",
    ),
    "a letter without serifs": ('<mi mathvariant="sans-serif">T</mi>', "<mi>𝖳</mi>"),
    "a bold letter": ('<mi mathvariant="bold">W</mi>', "<mi>𝐖</mi>"),
    "the gradient's colour": (
        '<mstyle mathcolor="gradient"><mi>x</mi></mstyle>',
        '<mstyle class="gradient"><mi>x</mi></mstyle>',
    ),
    "a space": ("<mtext>\u2009</mtext>", THIN),
    "a minus of its own": (
        "<mrow><mi>x</mi><mo>=</mo><mo>−</mo><mn>1</mn></mrow>",
        '<mi>x</mi><mo>=</mo><mo form="prefix">−</mo><mn>1</mn>',
    ),
    "a difference": (
        "<mrow><mi>x</mi><mo>−</mo><mn>1</mn></mrow>",
        "<mi>x</mi><mo>−</mo><mn>1</mn>",
    ),
    "a function between letters": (
        "<mrow><mi>y</mi><mi>log</mi><mo>\u2061</mo><mi>p</mi></mrow>",
        f"<mi>y</mi>{THIN}<mi>log</mi><mo>\u2061</mo>{THIN}<mi>p</mi>",
    ),
    "a function of brackets": (
        "<mrow><mi>log</mi><mo>\u2061</mo><mo>(</mo><mi>p</mi><mo>)</mo></mrow>",
        "<mi>log</mi><mo>\u2061</mo><mo>(</mo><mi>p</mi><mo>)</mo>",
    ),
    "a prime": (f"<msup><mi>f</mi>{PRIME}</msup>", "<mi>f</mi>PRIME"),
    "two primes and a power": (
        f"<msup><mi>f</mi><mrow>{PRIME}{PRIME}<mn>2</mn></mrow></msup>",
        "<msup><mrow><mi>f</mi>PRIMEPRIME</mrow><mrow><mn>2</mn></mrow></msup>",
    ),
    "a prime with an index": (
        f"<msubsup><mi>z</mi><mi>i</mi>{PRIME}</msubsup>",
        "<msub><mrow><mi>z</mi>PRIME</mrow><mi>i</mi></msub>",
    ),
    "an absolute value": (
        '<mi mathvariant="normal">∣</mi>',
        '<mo lspace="0em" rspace="0em" stretchy="false">|</mo>',
    ),
    "aligned columns": (
        '<mtable rowspacing="0.25em" columnalign="right left" columnspacing="0em"></mtable>',
        '<mtable class="aligned"></mtable>',
    ),
    "a matrix": (
        '<mtable columnalign="center center" columnspacing="1em"></mtable>',
        '<mtable class="matrix"></mtable>',
    ),
    "lines": (
        f"<mtable><mtr>{LINE}{LINE}</mtr></mtable>",
        f'<mtable displaystyle="true"><mtr>{CELL}{CELL}</mtr></mtable>',
    ),
    "a line beside a word": (
        f"<mtable><mtr>{LINE}{CELL}</mtr></mtable>",
        f"<mtable><mtr>{LINE}{CELL}</mtr></mtable>",
    ),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_it_is_written_for_browsers(name: str) -> None:
    given, expected = EXAMPLES[name]
    prime = PRIME.replace(' mathvariant="normal"', "")
    assert translated(given) == [expected.replace("PRIME", prime)]


def test_a_long_formula_may_break_after_signs_outside_of_brackets() -> None:
    sum_ = "<mo>(</mo><mn>10</mn><mo>+</mo><mn>20</mn><mo>)</mo>"
    row = f"<mrow><mi>y</mi><mo>=</mo>{sum_}<mo>⋅</mo>{sum_}<mo>=</mo><mo>−</mo>{sum_}</mrow>"
    parts = translated(row)
    assert parts == [
        '<mi>y</mi><mo form="infix">=</mo>',
        f'{sum_}<mo form="infix">⋅</mo>',
        f'{sum_}<mo form="infix">=</mo>',
        f'<mo form="prefix">−</mo>{sum_}',
    ]
    assert len(translated("<mrow><mi>y</mi><mo>=</mo><mi>x</mi></mrow>")) == 1


def test_a_letter_that_has_no_such_kind_is_refused() -> None:
    with pytest.raises(KeyError):
        translated('<mi mathvariant="sans-serif">é</mi>')


def test_what_is_no_mathml_is_refused() -> None:
    with pytest.raises(ValueError, match="output: mathml"):
        formulas_of("<span>x</span>")
