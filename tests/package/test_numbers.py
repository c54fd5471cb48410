"""Numbers as people read them."""

import pytest

from backprop.numbers import format_number, in_parentheses


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (6.0, "6"),
        (-2.5, "−2.5"),
        (0.1 + 0.2, "0.3"),
        (123456.7, "123457"),
        (999999.5, "1×10⁶"),
        (1000.125, "1000.13"),
        (-100000.5, "−100001"),
        (1e-4, "0.0001"),
        (9.99e-5, "9.99×10⁻⁵"),
        (-1.5e-7, "−1.5×10⁻⁷"),
        (5e-324, "4.94066×10⁻³²⁴"),
        (1.7976931348623157e308, "1.79769×10³⁰⁸"),
    ],
)
def test_six_digits_are_written(value: float, text: str) -> None:
    assert format_number(value) == text


def test_more_digits_on_request() -> None:
    assert format_number(1 / 3, digits=10) == "0.3333333333"
    assert format_number(-1 / 3e9, digits=10) == "−3.333333333×10⁻¹⁰"


@pytest.mark.parametrize(
    ("value", "text"), [(2.0, "2"), (-2.0, "(−2)"), (0.0, "0"), (1e-9, "(1×10⁻⁹)")]
)
def test_a_part_of_a_formula_is_in_parentheses_where_it_must_be(value: float, text: str) -> None:
    assert in_parentheses(value) == text
