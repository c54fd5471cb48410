"""The softmax widget in Python: its traits, what it refuses, its figure without scripts."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import numpy as np
import pytest
import traitlets

from backprop import CategoricalCrossEntropy, Softmax, SoftmaxCrossEntropy, check_gradients
from backprop.widgets.softmax_stepper import SoftmaxStepper
from backprop.widgets.softmax_witnesses import central_differences, verdict

P = np.array([[0.7, 0.1, 0.2], [0.1, 0.5, 0.4], [0.02, 0.9, 0.08]])
LOGITS = np.log(P).round(4).tolist()
TARGETS = [0, 1, 1]
ROWS = [[1, 0, 0], [0, 1, 0], [0, 1, 0]]
RESULTS = (
    "probabilities",
    "losses",
    "two_step_losses",
    "loss",
    "dprobabilities",
    "jacobian",
    "dlogits",
    "fused",
    "differences",
    "tolerances",
)
AGREE = "all three agree"
PARTED = "two steps differ, fused and differences agree"
UNDECIDED = "two steps differ, by less than the differences can tell"
EXTREMES = [-1e6, -1e4, -1000.0, -17.0, -1.0, 0.0, 1.0, 16.0, 17.0, 30.0, 745.0, 1000.0, 1e4, 1e6]


def stepper(**arguments: Any) -> SoftmaxStepper:
    return SoftmaxStepper(LOGITS, TARGETS, **arguments)


def everything(widget: SoftmaxStepper) -> dict[str, Any]:
    return {**widget.state(), **{name: getattr(widget, name) for name in RESULTS}}


def test_the_worked_example() -> None:
    widget = SoftmaxStepper(np.log(P), TARGETS)
    first = [-0.3 / 3, 0.1 / 3, 0.2 / 3]
    np.testing.assert_allclose(widget.probabilities, P, rtol=1e-14)
    np.testing.assert_allclose(widget.losses, [-np.log(0.7), -np.log(0.5), -np.log(0.9)])
    np.testing.assert_allclose(widget.dprobabilities[0], [-1 / 2.1, 0, 0])
    np.testing.assert_allclose(widget.jacobian[0], [0.21, -0.07, -0.14])
    for route in (widget.dlogits, widget.fused):
        np.testing.assert_allclose(route[0], first, rtol=1e-14)
    np.testing.assert_allclose(widget.differences[0], first, rtol=1e-9)
    assert widget.verdict(0) == AGREE


@pytest.mark.parametrize("targets", [TARGETS, ROWS])
@pytest.mark.parametrize("sample", [0, 1, 2])
def test_it_computes_with_the_package(targets: Any, sample: int) -> None:
    widget = SoftmaxStepper(LOGITS, targets, sample=sample)
    softmax, two_steps, fused = Softmax(), CategoricalCrossEntropy(), SoftmaxCrossEntropy()
    p = softmax.forward(LOGITS)
    two_steps.forward(p, targets)
    assert widget.loss == fused.forward(LOGITS, targets)
    assert widget.probabilities == p.tolist()
    assert widget.losses == fused.per_sample(LOGITS, targets).tolist()
    assert widget.two_step_losses == two_steps.per_sample(p, targets).tolist()
    assert widget.dprobabilities == two_steps.backward().tolist()
    assert widget.jacobian == softmax.jacobian(sample).tolist()
    assert widget.dlogits == softmax.backward(two_steps.backward()).tolist()
    assert widget.fused == fused.backward().tolist()
    assert check_gradients(fused, LOGITS, targets)


def test_the_results_follow_the_traits_and_can_be_observed() -> None:
    widget = stepper()
    seen: list[str] = []
    widget.observe(lambda change: seen.append(change["name"]), list(RESULTS))
    widget.sample = 2
    assert seen == ["jacobian"]
    np.testing.assert_allclose(widget.jacobian[1][1], 0.09, atol=1e-4)
    seen.clear()
    widget.targets = [2, 1, 1]
    assert set(seen) == set(RESULTS) - {"probabilities", "jacobian"}
    assert widget.fused[0][2] == (widget.probabilities[0][2] - 1) / 3
    widget.logits = [[0.0, 0.0, 0.0]] * 3
    assert widget.losses == [np.log(3)] * 3


def test_both_forms_of_targets_give_the_same_numbers_and_are_kept() -> None:
    widget = stepper()
    before = {name: getattr(widget, name) for name in RESULTS}
    widget.targets = np.array(ROWS, dtype=float).tolist()
    assert json.dumps(widget.targets) == json.dumps(ROWS)
    assert {name: getattr(widget, name) for name in RESULTS} == before
    assert SoftmaxStepper(LOGITS, np.array(TARGETS)).targets == TARGETS
    assert SoftmaxStepper(LOGITS, np.array(ROWS) == 1).targets == ROWS


def test_another_shape_takes_logits_and_targets_together() -> None:
    widget = stepper(sample=2)
    widget.step = 9
    with widget.hold_trait_notifications():
        widget.logits = [[1, 0]]
        widget.targets = [1]
    assert (widget.sample, widget.step) == (0, 8)
    assert np.shape(widget.jacobian) == (2, 2)
    widget.set_state({"targets": ROWS, "logits": LOGITS, "step": 9, "sample": 2})
    assert (widget.sample, widget.step) == (2, 9)
    assert np.shape(widget.differences) == (3, 3)


def test_the_lists_of_the_caller_are_left_alone() -> None:
    logits, targets = [[1.0, -1.0]], [0]
    widget = SoftmaxStepper(logits, targets)
    logits[0][0], targets[0] = 5.0, 1
    assert (widget.logits, widget.targets) == ([[1, -1]], [0])
    widget.logits = logits
    logits[0][1] = 7.0
    assert widget.logits == [[5, -1]]
    assert widget.initial == {"logits": [[1, -1]], "targets": [0], "sample": 0}


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ({"logits": [[1.0, 2.0]]}, r"class numbers of shape \(1,\)"),
        ({"targets": [0, 1]}, r"shape \(3,\) or as one-hot rows of shape \(3, 3\), got shape"),
        ({"targets": [0, 1, 3]}, "from 0 to 2, got 3 at"),
        ({"targets": [0, 1, -1]}, "got -1"),
        ({"targets": [0, 1, 1.5]}, "whole class numbers"),
        (
            {"targets": [[1, 0, 0], [0, 1, 0], [0, 1, 1]]},
            r"a single 1 among zeros, got \[0, 1, 1\]",
        ),
        ({"targets": [[1, 0, 0], [0, 1, 0], [0, 0.5, 0]]}, "a single 1 among zeros"),
        ({"targets": [[1, 0, 0], [0, 1]]}, "rows of equal length"),
        ({"targets": "012"}, "of shape"),
        ({"logits": [[1.0], [1.0], [1.0]]}, "2 to 6 classes"),
        ({"logits": [[0.0] * 7] * 3}, r"2 to 6 classes; got logits of shape \(3, 7\)"),
        ({"logits": [[0.0] * 3] * 5, "targets": [0] * 5}, "at most 4 samples"),
        ({"logits": [], "targets": []}, "logits of shape"),
        ({"logits": [["1"] * 3] * 3}, "real numbers"),
        ({"logits": [[float("inf"), 0.0, 0.0]] * 3}, "finite"),
        ({"logits": [[0.0, 0.0, -1.5e6]] * 3}, r"-1000000 to 1000000, got -1500000.0 at \[0, 2\]"),
        ({"sample": 3}, "sample expects a whole number from 0 to 2, got 3"),
        ({"sample": -1}, "got -1"),
        ({"step": 10}, "step expects a whole number from 0 to 9, got 10"),
        ({"step": -1}, "got -1"),
        ({"step": 1.5}, "expected an int"),
        ({"predict": "yes"}, "boolean"),
        ({"logits": [[1.0, 2.0]], "targets": [0], "step": 9}, "from 0 to 8"),
        ({"logits": [[1.0, 2.0]], "targets": [0], "sample": 2}, "from 0 to 0"),
        ({"logits": [[1.0, 2.0]], "step": 1}, "of shape"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    state: dict[str, object], message: str
) -> None:
    widget = stepper(sample=1)
    widget.step = 5
    before = everything(widget)
    with pytest.raises(traitlets.TraitError, match=message):
        widget.set_state(state)
    if len(state) == 1:
        ((name, value),) = state.items()
        with pytest.raises(traitlets.TraitError, match=message):
            setattr(widget, name, value)
    assert everything(widget) == before
    widget.step = 6
    widget.targets = [1, 1, 1]
    assert widget.fused[0][1] == (widget.probabilities[0][1] - 1) / 3


@pytest.mark.parametrize("name", ["initial", *RESULTS])
def test_the_rest_is_read_only(name: str) -> None:
    with pytest.raises(traitlets.TraitError, match="read-only"):
        setattr(stepper(), name, None)


@pytest.mark.parametrize(
    ("logits", "targets", "error", "message"),
    [
        ([1, 2], [1], ValueError, "One sample is written"),
        ([[1, 2]], [2], ValueError, "from 0 to 1"),
        ([[1, 2]], [0.0], TypeError, "whole class numbers"),
        ([[1, 2]], [[1, 1]], ValueError, "a single 1 among zeros"),
        ([[1, 2]], 0, ValueError, "of shape"),
        ([["a", "b"]], [0], TypeError, "real numbers"),
        ([[np.nan, 0]], [0], ValueError, "finite"),
        ([[3.0]], [0], ValueError, "2 to 6 classes"),
        ([[1e308, 0.0]], [0], ValueError, "from -1000000 to 1000000"),
    ],
)
def test_wrong_arguments_are_refused(
    logits: Any, targets: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        SoftmaxStepper(logits, targets)


def test_wrong_settings_are_refused() -> None:
    with pytest.raises(traitlets.TraitError, match="sample expects"):
        stepper(sample=3)
    with pytest.raises(TypeError):
        stepper(sample=0.5)
    with pytest.raises(traitlets.TraitError, match="anchor expects"):
        stepper(anchor="1x")
    assert stepper(sample=np.int64(1)).sample == 1


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("n_classes", [2, 3, 6])
def test_at_extreme_logits_the_verdict_is_right(n_classes: int) -> None:
    """The two steps differ where p is clipped and nowhere else; the differences never lie."""
    rng = np.random.default_rng(n_classes)
    for _ in range(300):
        logits = rng.choice(EXTREMES, (4, n_classes)) + rng.normal(size=(4, n_classes))
        logits = np.clip(logits * rng.choice([1, 1e-3]), -1e6, 1e6)
        targets = rng.integers(n_classes, size=4)
        widget = SoftmaxStepper(logits, targets)
        gaps = np.abs(np.array(widget.differences) - widget.fused)
        assert (gaps <= np.array(widget.tolerances)[:, None]).all()
        for i, target in enumerate(targets):
            clipped = widget.probabilities[i][target] < 1e-7
            assert widget.verdict(i) == (PARTED if clipped else AGREE)


def test_a_measured_slope_is_as_good_as_it_says_at_every_size() -> None:
    """Also at 1e4, where a nudge in proportion to the logit would straddle the curve."""
    for shift in (0, 1e4, -9e5):
        widget = SoftmaxStepper([[shift, shift + 1.0, shift - 0.5]], [1])
        assert widget.tolerances[0] <= 1.1e-10
        assert widget.verdict(0) == AGREE
    widget = SoftmaxStepper([[-1e4, 1e4]], [0])
    assert widget.tolerances[0] < 1e-7
    np.testing.assert_allclose(widget.differences, [[-1, 1]], atol=1e-7)
    assert widget.losses == [2e4]
    assert widget.two_step_losses == [-np.log(1e-7)]
    assert widget.verdict(0) == PARTED


def test_the_truth_is_told_just_below_the_clip() -> None:
    """A gradient that is too small by less than the slopes can show: no one sides with it."""
    p = 1e-7 * (1 - 1e-10)
    widget = SoftmaxStepper([[np.log((1 - p) / p), 0]], [1])
    assert 1e-11 < widget.dlogits[0][1] - widget.fused[0][1] < widget.tolerances[0]
    assert widget.verdict(0) == UNDECIDED


def test_the_verdict_finds_a_wrong_gradient() -> None:
    logits, classes = np.array(LOGITS), np.array(TARGETS)
    loss = SoftmaxCrossEntropy()
    loss.forward(logits, classes)
    slopes, tolerances = central_differences(logits, classes)
    right, measured, tolerance = loss.backward()[0], slopes[0], tolerances[0]
    wrong = right * (1 + 1e-8)
    assert verdict(right, right, measured, tolerance) == AGREE
    assert verdict(wrong, right, measured, tolerance) == PARTED
    assert verdict(right + 2e-14, right, measured, tolerance) == UNDECIDED
    assert verdict(wrong, wrong, measured, tolerance) == "they disagree"
    assert verdict(right, wrong, measured, tolerance) == "they disagree"
    assert verdict(right, right * np.nan, measured, tolerance) == "they disagree"


def test_the_figure_holds_the_state() -> None:
    widget = SoftmaxStepper(LOGITS, ROWS, sample=1, anchor="two-ways")
    figure = widget.html()
    assert 'id="two-ways" data-widget="SoftmaxStepper"' in figure
    attribute = re.search(r'data-state="([^"]*)"', figure)
    assert attribute
    assert json.loads(html.unescape(attribute[1])) == widget.state()
    assert widget.state() == {
        "anchor": "two-ways",
        "logits": LOGITS,
        "targets": ROWS,
        "sample": 1,
        "step": 0,
        "predict": False,
        "seed": 0,
        "initial": {"logits": LOGITS, "targets": ROWS, "sample": 1},
    }


def test_the_figure_can_be_read_without_scripts() -> None:
    widget = SoftmaxStepper([[2, 1, 0], [1000, 0, -1000]], [0, 2])
    losses, gradients, jacobian = ([list(row) for row in table.rows] for table in widget.tables())
    assert losses == [
        ["sample 0", "0", "0.6652409558", "0.4076059644", "0.4076059644", AGREE],
        ["sample 1", "2", "0", "16.11809565", "2000", PARTED],
    ]
    assert len(gradients) == 6
    cells = ["2", "0.6652409558", "−0.7516073622", "−0.1673795221", "−0.1673795221", "−0.16738"]
    assert gradients[0] == ["[0, 0]", *cells]
    assert gradients[5] == ["[1, 2]", "−1000", "0", "−5×10⁶", "0", "−0.5", "−0.5"]
    assert jacobian[0] == ["p[0]", "0.2226954265", "−0.162803402", "−0.0598920245"]
    widget.sample = 1
    assert [list(row) for row in widget.tables()[2].rows][2] == ["p[2]", "0", "0", "0"]


def test_noise_is_not_printed() -> None:
    """Neither what a subtraction nor what a measurement leaves; nor digits that may differ."""
    for logits in ([[40.0, 0.0]], [[1e4, -1e4]], [[1e6, -1e6]], [[700.0, -45.0]]):
        widget = SoftmaxStepper(logits, [0])
        losses, gradients, jacobian = widget.tables()
        for _, _, _, *cells in gradients.rows:
            assert set(cells[1:]) == {"0"}
        for _, *cells in jacobian.rows:
            assert set(cells) == {"0"}
        assert losses.caption.endswith(" is 0")
        assert repr(widget).startswith("SoftmaxStepper(loss = 0, sample 0: (p − y)/n = [0, 0];")
    assert SoftmaxStepper([[0, -744.5]], [0]).tables()[1].html().count("×10") == 0


def test_it_says_what_it_is() -> None:
    assert repr(SoftmaxStepper([[0, 0], [0, 0]], [1, 0])) == (
        "SoftmaxStepper(loss = 0.6931471806, sample 0: (p − y)/n = [0.25, −0.25]; all three agree)"
    )
    assert stepper().caption() == (
        "Softmax and cross-entropy: the gradient of the logits in two steps, fused, and measured"
    )
