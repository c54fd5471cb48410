"""The slopes that a gradient is judged by: how they are measured, and what they can tell apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import ArrayLike

from arrays import Array, dense
from backprop import check_gradients
from backprop.gradcheck import central_differences
from backprop.gradcheck.central_differences import Measured, compare
from backprop.gradcheck.report import ArrayReport

Function = Callable[[Array], Array]


def measured(value: Function, *x: float, dtype: Any = float, weights: Any = 1.0) -> Measured:
    """Measure ``value`` of numbers, each a sample of its own."""
    given = np.array(x)
    return Measured(given, value, np.full(given.shape, weights), np.dtype(dtype))


def judged(gradient: ArrayLike, value: Function, *x: float, **kwargs: Any) -> ArrayReport:
    """Compare the gradient at some numbers with the slopes of a function."""
    it = measured(value, *x, **kwargs)
    return compare("dx", np.atleast_1d(gradient), it, rng=np.random.default_rng(0))


def up_to(limit: float, otherwise: Exception | float) -> Function:
    """Return a line that ends: beyond the limit it is refused, or it is another number."""

    def value(x: Array) -> Array:
        if (x <= limit).all():
            return x.copy()
        if isinstance(otherwise, Exception):
            raise otherwise
        return np.where(x <= limit, x, otherwise)

    return value


class TestNudges:
    @pytest.mark.parametrize(("dtype", "shrink", "count"), [(np.float64, 8, 4), (np.float32, 4, 2)])
    @pytest.mark.parametrize("x", [0.0, 1.0, -20.0])
    def test_get_smaller_as_long_as_they_stand_out_from_the_rounding(
        self, x: float, dtype: Any, shrink: int, count: int
    ) -> None:
        asked: list[float] = []

        def value(nudged: Array) -> Array:
            asked.append(float(nudged[0]) - x)
            return nudged.copy()

        slopes = list(measured(value, x, dtype=dtype).slopes((0,)))
        nudges = [each for each in asked if each]
        steps = nudges[1::2]
        assert len(slopes) == len(steps) == count
        assert nudges[::2] == pytest.approx([-step for step in steps], rel=0.001)
        first = np.cbrt(np.finfo(dtype).eps) * max(1, abs(x))
        assert steps == pytest.approx([first / shrink**k for k in range(count)], rel=0.001)

    @pytest.mark.parametrize("otherwise", [ValueError("too large"), np.nan, np.inf])
    def test_a_nudge_that_is_refused_is_followed_by_smaller_ones(
        self, otherwise: Exception | float
    ) -> None:
        value = up_to(1 + 1e-6, otherwise)  # which the first nudge passes
        right = judged(1.0, value, 1.0)
        assert right
        assert right.unmeasured == ()
        assert judged(1.001, value, 1.0).wrong

    @pytest.mark.parametrize("gradient", [1.001, 0.0, -1.0])
    def test_a_single_one_will_do(self, gradient: float) -> None:
        value = up_to(1 + 5e-8, ValueError("too large"))
        assert judged(1.0, value, 1.0)
        assert judged(gradient, value, 1.0).wrong

    def test_those_that_leave_what_the_forward_pass_can_take_are_silent(self) -> None:
        assert judged(1e6, np.log, 1e-6)
        assert judged(1.01e6, np.log, 1e-6).wrong

    def test_a_place_without_any_is_named(self) -> None:
        report = judged([1.0, 1.0], up_to(1, ValueError("too large")), 1.0, 0.5)
        assert report.unmeasured == ((0,),)
        assert report.worst is not None
        assert report.worst.index == (1,)


class TestRounding:
    """A large number on the way hides how small ones change; it must hide no more than it does."""

    def test_of_a_large_number_is_no_mistake(self) -> None:
        assert judged(np.cos(0.3), lambda x: 1e9 + np.sin(x), 0.3)

    def test_of_a_large_number_weighed_from_below_is_no_mistake(self) -> None:
        assert judged(-np.cos(0.3), lambda x: 1e9 + np.sin(x), 0.3, weights=-1.0)

    def test_counts_as_much_as_its_weight(self) -> None:
        assert judged(1e-3, lambda x: 1e6 + x, 1.0, weights=1e-3)
        assert judged(1.01e-3, lambda x: 1e6 + x, 1.0, weights=1e-3).wrong

    @pytest.mark.parametrize("others", [(1e9,), (1e9, 1e9)])
    def test_of_another_sample_does_not_count(self, others: tuple[float, ...]) -> None:
        n = len(others)
        assert judged([1.0] * (n + 1), np.copy, 1.0, *others)
        report = judged([1.001, *[1.0] * n], np.copy, 1.0, *others)
        assert [entry.index for entry in report.wrong] == [(0,)]

    def test_counts_where_a_long_nudge_comes_back_to_the_same(self) -> None:
        def wave(x: Array) -> Array:
            return 1e9 + np.sin(2 * np.pi * x)

        slopes = 2 * np.pi * np.cos(2 * np.pi * np.array([0.1, 0.2]))
        assert judged(slopes, wave, 0.1, 0.2)

    def test_counts_where_one_output_comes_back_and_another_does_not(self) -> None:
        def value(x: Array) -> Array:
            return np.stack([1e9 + np.sin(2 * np.pi * x), 3 * x], axis=1)

        x = np.array([0.1, 0.2])
        it = Measured(x, value, np.ones((2, 2)), np.dtype(float))
        slopes = 2 * np.pi * np.cos(2 * np.pi * x) + 3
        assert compare("dx", slopes, it, rng=np.random.default_rng(0))

    def test_counts_on_the_way_where_the_result_is_small(self) -> None:
        x = np.array([0.3])
        report = {}
        for size in (0.0, 1.0):
            it = Measured(x, lambda x: (1 + 1e-9 * x) - 1, np.ones(1), np.dtype(float), size)
            report[size] = compare("dx", np.array([1e-9]), it, rng=np.random.default_rng(0))
        assert report[0.0].wrong
        assert report[1.0]

    @pytest.mark.parametrize("dtype", [np.float64, np.float32])
    def test_of_nothing_is_still_some(self, dtype: Any) -> None:
        assert judged(0.0, np.zeros_like, 1.0, dtype=dtype)

    def test_counts_where_a_long_nudge_is_refused(self) -> None:
        def value(x: Array) -> Array:
            if (x > 1).any():
                raise ValueError("too large")
            return 1e9 + np.sin(x)

        assert judged(np.cos([0.1, 0.2]), value, 0.1, 0.2)


class TestPrecision:
    def test_single_precision_lets_one_percent_pass(self) -> None:
        assert judged(1.005, np.copy, 1.0, dtype=np.float32)
        assert judged(1.02, np.copy, 1.0, dtype=np.float32).wrong

    def test_double_precision_lets_a_thousandth_of_that_pass(self) -> None:
        assert judged(1 + 0.5e-5, np.copy, 1.0)
        assert judged(1 + 2e-5, np.copy, 1.0).wrong


class TestKinksAndBends:
    @pytest.mark.parametrize("value", [np.abs, lambda x: -np.abs(x)], ids=["valley", "peak"])
    @pytest.mark.parametrize("gradient", [-1.0, -0.5, 0.0, 0.5, 1.0])
    def test_at_a_kink_either_side_and_all_between_will_do(
        self, gradient: float, value: Function
    ) -> None:
        # The mean of both sides is what is measured first, and simply agrees.
        report = judged(gradient, value, 0.0)
        assert report.wrong == ()
        assert [entry.given for entry in report.kinks] == ([gradient] if gradient else [])

    @pytest.mark.parametrize("value", [np.abs, lambda x: -np.abs(x)], ids=["valley", "peak"])
    @pytest.mark.parametrize("gradient", [-2.0, -1.001, 1 + 1.5e-5, 2.0])
    def test_at_a_kink_what_is_beyond_both_sides_is_wrong(
        self, gradient: float, value: Function
    ) -> None:
        assert judged(gradient, value, 0.0).wrong

    @pytest.mark.parametrize("x", [3e-8, 3e-7, 3e-6])
    def test_a_kink_that_only_longer_nudges_pass_hides_nothing(self, x: float) -> None:
        right = judged(1.0, np.abs, x)
        assert right.wrong == ()
        assert right.kinks[0].measured == pytest.approx(1)
        for gradient in (-1.0, 0.0, 0.5, 0.99, 1.01):
            assert judged(gradient, np.abs, x).wrong

    @pytest.mark.parametrize("bend", [np.sin, np.exp])
    @pytest.mark.parametrize("slope", [1.5e3, 3e3, 3e4])
    def test_a_steep_bend_is_no_kink(self, slope: float, bend: Function) -> None:
        # The first nudge is off by more than is allowed, those after it are not.
        report = judged(slope, lambda x: bend(slope * x), 0.0)
        assert report
        assert report.kinks == ()
        assert judged(1.001 * slope, lambda x: bend(slope * x), 0.0).wrong

    def test_where_the_smallest_nudge_is_too_long_for_a_bend_it_knows_by_how_much(self) -> None:
        assert judged(3e6, lambda x: np.sin(3e6 * x), 0.0)
        assert judged(1.01 * 3e6, lambda x: np.sin(3e6 * x), 0.0).wrong


class TestCompare:
    @pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
    def test_what_is_not_finite_is_named_beside_a_wrong_shape(self, number: float) -> None:
        report = judged([[1.0, number]], np.copy, 1.0, 2.0)
        assert report.shape != report.expected_shape
        assert report.not_finite == ((0, 1),)

    @pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
    def test_what_is_not_finite_is_the_worst(self, number: float) -> None:
        report = judged([3.0, number, 2.0], np.copy, 1.0, 2.0, 3.0)
        assert report.not_finite == ((1,),)
        assert [entry.index for entry in report.wrong] == [(1,), (0,), (2,)]
        assert report.wrong[0].measured == pytest.approx(1)

    @pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
    def test_a_forward_pass_that_is_not_finite_is_refused(self, number: float) -> None:
        with pytest.raises(ValueError, match=rf"forward pass, got {number} at \[1\]\.$"):
            judged([1.0, 1.0, 1.0], lambda x: np.where(x == 2, number, x), 1.0, 2.0, 3.0)

    @pytest.mark.parametrize(("entries", "drawn"), [(1, 1), (5, 5), (6, None), (7, None)])
    def test_of_all_numbers_none_is_drawn(self, entries: int, drawn: int | None) -> None:
        it = measured(up_to(0, ValueError("none")), *[0.0] * 6)
        report = compare("dx", np.zeros(6), it, entries=entries, rng=np.random.default_rng(0))
        assert report.drawn == drawn
        # None can be nudged, so that each that was chosen is named: once, and in order.
        assert len(report.unmeasured) == min(entries, 6)
        assert list(report.unmeasured) == sorted(set(report.unmeasured))


class TestProgress:
    @pytest.fixture(autouse=True)
    def in_a_notebook(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("JPY_SESSION_NAME", "chapter")

    def test_a_long_check_shows_how_far_it_is_and_clears_up(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(central_differences, "PATIENCE", 0)
        check_gradients(dense(np.random.default_rng(1), 4, 3), np.ones((2, 4)))
        shown = capsys.readouterr().err
        assert "dweights:   0%" in shown
        assert "0/12 [" in shown
        assert "number/s]" in shown
        assert "\n" not in shown
        assert shown.endswith(" \r")

    def test_a_short_one_does_not(self, capsys: pytest.CaptureFixture[str]) -> None:
        check_gradients(dense(np.random.default_rng(1), 4, 3), np.ones((2, 4)))
        assert capsys.readouterr().err == ""

    def test_nor_does_one_that_nobody_watches(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.delenv("JPY_SESSION_NAME")
        monkeypatch.setattr(central_differences, "PATIENCE", 0)
        check_gradients(dense(np.random.default_rng(1), 4, 3), np.ones((2, 4)))
        assert capsys.readouterr().err == ""
