"""The answers of chapters 5 to 8, computed a second time: by the package, not by their formulas."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from numpy.testing import assert_allclose
from numpy.typing import ArrayLike

from backprop import (
    CategoricalCrossEntropy,
    Dense,
    Network,
    ReLU,
    Sigmoid,
    Softmax,
    SoftmaxCrossEntropy,
    SquaredError,
    Tanh,
)
from backprop.exercises.bank import exercise
from backprop.graph import Graph, inputs, relu, square
from backprop.layers import Layer
from exercise_answers import SEEDS, answered, drawn

with_seeds = pytest.mark.parametrize("seed", SEEDS)


def dense(weights: ArrayLike, biases: ArrayLike | None = None) -> Dense:
    layer = Dense(*np.shape(weights))
    layer.weights = np.asarray(weights, float)
    if biases is not None:
        layer.biases = np.asarray(biases, float)
    return layer


def gradient_at(x: ArrayLike, targets: ArrayLike, weights: ArrayLike) -> Any:
    """Return the gradient of a linear neuron's weights, for half the squared error."""
    layer, loss = dense(np.reshape(weights, (-1, 1))), SquaredError()
    loss.forward(layer.forward(x), np.reshape(targets, (-1, 1)))
    layer.backward(loss.backward())
    return layer.dweights[:, 0]


def curvatures(x: ArrayLike) -> list[float]:
    """Measure how fast each weight's gradient rises with the weight."""
    rows, count = np.shape(x)
    here = gradient_at(x, np.zeros(rows), np.zeros(count))
    units = np.eye(count)
    return [gradient_at(x, np.zeros(rows), unit)[i] - here[i] for i, unit in enumerate(units)]


def factor(curvature: float, rate: float) -> float:
    """Measure by what a step multiplies the gradient along a weight of this curvature."""
    x, w = [[math.sqrt(curvature)]], 3.0
    before = gradient_at(x, [0], [w])[0]
    return float(gradient_at(x, [0], [w - rate * before])[0] / before)


def through(layer: Layer, z: ArrayLike, dvalues: ArrayLike) -> Any:
    layer.forward(np.atleast_2d(z))
    return layer.backward(np.atleast_2d(dvalues)).reshape(np.shape(z))


@with_seeds
def test_scale_the_inputs(seed: int) -> None:
    given, answers = drawn("a-large-input", seed)
    dw = gradient_at(given["X"], given["t"], [0, 0])
    answered(answers, dw, dw[0] / dw[1])

    given, answers = drawn("curvature-and-limit", seed)
    c = curvatures(given["x"][:, None])[0]
    assert factor(c, float(answers[1])) == pytest.approx(-1)
    answered(answers, c, answers[1])

    given, answers = drawn("one-rate-two-weights", seed)
    left = [factor(float(given[name]), float(given["eta"])) for name in ("c0", "c1")]
    assert_allclose(answers, [left[0], 1 - left[1]], rtol=1e-9)

    given, answers = drawn("standardise-a-column", seed)
    x = given["x"]
    answered(answers, x.std(), (x - x.mean()) / x.std())
    assert x.mean() == given["m"]

    given, answers = drawn("two-new-houses", seed)
    m, s = float(given["m"]), float(given["s"])
    seen = np.array([m - s, m + s])
    new = np.array([given["a"], given["b"]])
    answered(answers, (new - seen.mean()) / seen.std(), None)

    given, answers = drawn("rate-for-two-features", seed)
    c = curvatures(given["X"].T)
    limit = float(answers[1])
    factors = [factor(each, limit) for each in c]
    assert min(factors) == pytest.approx(-1)
    scaled = given["X"].T - given["X"].mean(axis=1)
    alike = curvatures(scaled / scaled.std(axis=0))
    assert [factor(each, 2.0) for each in alike] == pytest.approx([-1, -1])
    answered(answers, c, limit, 1 - factor(c[1], limit / 2), 2)

    given, answers = drawn("which-scale-is-wrong", seed)
    new = np.array([given["a"], given["b"]])
    answered(answers, 4, ((new - new.mean()) / given["s"])[0], None)

    given, answers = drawn("eight-houses", seed)
    x, ninth = given["x"], given["ninth"]
    c, after = (curvatures(column[:, None])[0] for column in (x, (x - x.mean()) / x.std()))
    answered(answers, x.mean(), x.std(), (ninth - x.mean()) / x.std(), c, after)

    given, answers = drawn("metres-or-kilometres", seed)
    rng = np.random.default_rng(seed)
    x, t = rng.uniform(1, 3, (20, 1)), rng.normal(size=(20, 1))

    def in_numbers(x: Any) -> Any:
        best, slope = np.linalg.lstsq(x, t, rcond=None)[0][0, 0], gradient_at(x, t, [0])[0]
        c, standard = curvatures(x)[0], curvatures((x - x.mean()) / x.std())[0]
        return np.array([best, slope, c, 2 / c, standard])

    answered(answers, *in_numbers(x / given["k"]) / in_numbers(x))

    given, answers = drawn("back-to-square-feet", seed)
    houses = np.random.default_rng(seed).uniform(0, 3000, (5, 2))
    scaled = dense(given["w"][:, None], [[given["b"]]]).forward((houses - given["m"]) / given["s"])
    assert_allclose(dense(answers[0][:, None], [[answers[1]]]).forward(houses), scaled)


@with_seeds
def test_pass_through_activations(seed: int) -> None:
    given, answers = drawn("through-six-gates", seed)
    answered(answers, through(ReLU(), given["z"], given["dv"]))

    given, answers = drawn("two-ways-out", seed)
    handed = given["dv"].copy()
    right = through(ReLU(), given["z"], handed) + given["c"] * handed
    handed[given["z"] <= 0] = 0
    answered(answers, right, handed + given["c"] * handed)

    given, answers = drawn("dead-or-shut", seed)
    layer = dense(np.ones((1, 3)))
    layer.forward(np.ones((3, 1)))
    layer.backward(through(ReLU(), given["z"], given["dv"]))
    answered(answers, None, layer.dbiases[0])
    assert list(ReLU().forward(given["z"]).any(axis=0)).index(False) == given["dead"]

    given, answers = drawn("back-through-a-sigmoid", seed)
    p = given["p"]
    answered(answers, through(Sigmoid(), np.log(p / (1 - p)), given["dv"]))

    given, answers = drawn("three-sigmoids-deep", seed)

    def first_sum(outputs: Any) -> float:
        sums, gradient = np.log(outputs / (1 - outputs)), given["g"]
        for z, weight in zip(sums[::-1], (given["w3"], given["w2"], 1), strict=True):
            gradient = float(through(Sigmoid(), [z], [gradient])[0] * weight)
        return gradient

    answered(answers, first_sum(given["p"]), abs(first_sum(np.full(3, 0.5))))

    given, answers = drawn("layer-with-gates", seed)
    layer = dense(given["W"])
    dz = through(ReLU(), layer.forward(given["X"]), given["dA"])
    dinputs = layer.backward(dz)
    answered(answers, dz, layer.dweights, dinputs)

    given, answers = drawn("which-gate-is-wrong", seed)
    wrong = given["dv"].copy()
    wrong[given["dv"] <= 0] = 0
    answered(answers, 5, wrong, None)
    assert not np.array_equal(wrong, through(ReLU(), given["z"], given["dv"]))

    given, answers = drawn("six-cells", seed)
    answered(answers, through(ReLU(), given["z"], given["dv"]))

    given, answers = drawn("a-leaky-gate", seed)
    z, a = given["z"], given["a"]
    rise = [np.where(at > 0, at, a * at) for at in (z + 1e-3, z - 1e-3)]
    answered(answers, given["dv"] * (rise[0] - rise[1]) / 2e-3, None)

    given, answers = drawn("slope-of-tanh", seed)
    slopes = through(Tanh(), [np.arctanh(given["y"]), 0], [1, 1])
    answered(answers, *slopes, None)


@pytest.mark.parametrize(
    ("name", "seed", "numbers"),
    [
        ("eight-houses", 1, {"x": [2, 4, 4, 4, 5, 5, 7, 9], "ninth": 6}),
        ("metres-or-kilometres", 2, {"k": 1000}),
        ("six-cells", 7, {"z": [[3, -2, 0], [-1, 0.5, 4]], "dv": [[-1, 2, 3], [4, -5, 6]]}),
        ("a-leaky-gate", 29, {"z": [1, 2, -3, -4], "dv": [1, 2, 3, 4], "a": 0.01}),
        ("a-horse-after-all", 9, {"p": [0.02, 0.9, 0.08], "t": 2}),
        ("softmax-twice", 7, {"x": [1, 0, 0], "t": 0}),
        ("a-target-that-is-not-sure", 66, {"p": [0.7, 0.1, 0.2], "y": [0.8, 0.2, 0]}),
        ("three-neurons", 12, {"w1": 2, "w2": 3, "w3": -0.5, "x": 1, "t": -2}),
        ("in-a-hurry", 8, {"c": 2, "x": 3, "w": 1}),
        ("set-the-scale", 11, {"n": 60, "a": 0.5, "k": 20}),
    ],
)
def test_a_chapters_exercise_begins_with_the_numbers_of_its_text(
    name: str, seed: int, numbers: dict[str, ArrayLike]
) -> None:
    given, _ = drawn(name, seed)
    for letter, value in numbers.items():
        assert_allclose(given[letter], value, atol=1e-12)
    chapters = Path(__file__).resolve().parents[2].glob("book/*.ipynb")
    cells = (cell.source for path in chapters for cell in nbformat.read(path, as_version=4).cells)
    assert f'Question("{name}", seed={seed})' in cells


def costs(p: Any, targets: Any) -> tuple[float, Any, Any]:
    """Return the loss, its gradient at the probabilities, and at the logits, in two steps."""
    softmax, loss = Softmax(), CategoricalCrossEntropy()
    value = loss.forward(softmax.forward(np.log(np.atleast_2d(p))), targets)
    dp = loss.backward()
    return value, dp, softmax.backward(dp)


@with_seeds
def test_differentiate_softmax_and_loss(seed: int) -> None:
    given, answers = drawn("only-differences-count", seed)
    p, sharp = (Softmax().forward(times * given["z"][None])[0] for times in (1, 2))
    answered(answers, p[0] / p[1], sharp[0] / sharp[1])

    given, answers = drawn("slope-of-the-cost", seed)
    answered(answers, *costs(given["p"], given["t"].astype(int))[:2])

    given, answers = drawn("slopes-of-a-softmax", seed)
    softmax = Softmax()
    p = softmax.forward(np.log(given["p"])[None])[0]
    a, b = int(given["a"]), int(given["b"])
    answered(answers, softmax.jacobian(0)[a], [a, b])
    raised = Softmax().forward((np.log(p) + 1e-6 * np.eye(3)[b])[None])[0]
    assert (raised - p)[a] / 1e-6 == pytest.approx(given["J"][a, b], abs=1e-5)

    given, answers = drawn("above-the-average", seed)
    dz = through(Softmax(), np.log(given["p"]), given["g"])
    answered(answers, np.average(given["g"], weights=given["p"]), dz)

    given, answers = drawn("both-in-one", seed)
    loss = SoftmaxCrossEntropy()
    loss.forward(np.log(given["p"]), given["t"].astype(int))
    answered(answers, loss.backward())

    given, answers = drawn("from-logits-and-back", seed)
    n, t = int(given["n"]), int(given["t"])
    p = Softmax().forward(np.log(given["e"])[None])[0]
    _, dp, dz = costs(np.tile(p, (n, 1)), [t] * n)
    answered(answers, p, dp[0, t], np.average(dp[0], weights=p), dz[0])

    given, answers = drawn("which-average-is-wrong", seed)
    p, g = given["p"], given["g"]
    right = through(Softmax(), np.log(p), g)
    found = right + p * (np.average(g, weights=p) - g.mean())
    answered(answers, 5, found, found.sum())
    assert right.sum() == pytest.approx(0, abs=1e-12)

    given, answers = drawn("a-horse-after-all", seed)
    _, dp, dz = costs(given["p"], [int(given["t"])])
    answered(answers, dp[0], dz[0], None)
    assert np.abs(dz).argmax() == given["t"]
    assert dz[0, int(given["t"])] < 0

    given, answers = drawn("softmax-twice", seed)
    value = loss.forward(given["x"][None], [int(given["t"])])
    answered(answers, value, loss.backward()[0], None)
    assert value >= loss.forward([[1, 0, 0]], [0]) == pytest.approx(0.551, abs=1e-3)

    given, answers = drawn("a-target-that-is-not-sure", seed)

    def soft(y: Any) -> Any:
        return through(Softmax(), np.log(given["p"]), -y / given["p"])

    average = np.average(-given["u"] / given["p"], weights=given["p"])
    answered(answers, soft(given["y"]), average, soft(given["u"]), None, None)


@with_seeds
def test_chain_layers_into_a_network(seed: int) -> None:
    given, answers = drawn("two-in-a-row", seed)
    x, w1, w2, a1, a2 = (float(given[name]) for name in ("x", "w1", "w2", "a1", "a2"))
    z1, z2 = (math.log(a / (1 - a)) for a in (a1, a2))
    first, second = dense([[w1]], [[z1 - w1 * x]]), dense([[w2]], [[z2 - w2 * a1]])
    network = Network([first, Sigmoid(), second, Sigmoid()], SquaredError())
    network.forward([[x]], [[float(given["y"])]])
    network.backward()
    answered(answers, second.dbiases.item(), first.dweights.item())

    given, answers = drawn("which-order-fits", seed)
    n, i, h, o = given["size"].astype(int)
    first, second = Dense(i, h), Dense(h, o)
    second.forward(first.forward(np.ones((n, i))))
    dz2 = np.random.default_rng(seed).normal(size=(n, o))
    back = second.backward(dz2)
    first.backward(back)
    assert_allclose(dz2 @ second.weights.T, back)
    assert first.dweights.shape == (i, h)

    given, answers = drawn("count-from-both-ends", seed)
    first = np.ones((int(given["i"]), int(given["h"])))
    last = np.ones((int(given["h"]), int(given["o"])))
    row = np.ones((1, int(given["o"])))
    # With ones, a product's entries say how many multiplications each took.
    at_loss = (row @ last.T).sum() + (np.ones((1, len(last))) @ first.T).sum()
    table = first @ last
    at_inputs = table.sum() + (np.ones_like(table) @ row.T).sum()
    answered(answers, at_loss, at_inputs)

    given, answers = drawn("factor-per-layer", seed)
    n, s = int(given["n"]), float(given["s"])
    rng = np.random.default_rng(seed)
    layer, gate = Dense(n, n, rng=rng, scale=s), ReLU()
    gate.forward(layer.forward(rng.normal(size=(2000, n))))
    incoming = rng.normal(size=(2000, n))
    ratio = np.linalg.norm(layer.backward(gate.backward(incoming))) / np.linalg.norm(incoming)
    assert ratio == pytest.approx(float(answers[0]), rel=0.05)
    answered(answers, answers[0], answers[0] ** float(given["k"]), s / answers[0])

    given, answers = drawn("network-by-hand", seed)
    first, second = dense(given["W"]), dense(given["v"][:, None])
    network = Network([first, ReLU(), second], SquaredError())
    network.forward(given["x"][None], [[float(given["t"])]])
    network.backward()
    output = second.forward(ReLU().forward(first.forward(given["x"][None]))).item()
    dw2, dz, dw1 = second.dweights[:, 0], first.dbiases[0], first.dweights
    answered(answers, output, dw2, dz, dw1)

    given, answers = drawn("which-slopes-are-wrong", seed)
    wrong = through(ReLU(), given["z2"], given["back"])
    answered(answers, 6, wrong, None)
    assert not np.array_equal(wrong, through(ReLU(), given["z1"], given["back"]))

    given, answers = drawn("three-neurons", seed)
    names = ["x", "w1", "w2", "w3"]
    x0, v1, v2, v3 = inputs(**{name: float(given[name]) for name in names})
    graph = Graph(0.5 * square(relu(relu(x0 * v1) * v2) * v3 - float(given["t"])))
    graph.forward()
    graph.backward()
    answered(answers, *(graph.gradients[name] for name in reversed(names)))

    given, answers = drawn("in-a-hurry", seed)
    x0, w = inputs(x=float(given["x"]), w=float(given["w"]))
    hidden = (x0 * w).named("h")
    p = (float(given["c"]) * hidden).named("p")
    busy = Graph((p + (p * hidden).named("q")).named("y"))
    busy.forward()
    shares = {(step.node, step.wrt): step.contribution for step in busy.backward()}
    late = shares["q", "h"] * given["x"]
    early = shares["q", "h"] + given["c"] * shares["y", "p"]
    answered(answers, busy.gradients["w"], late, early * given["x"])

    given, answers = drawn("set-the-scale", seed)
    a, n, k = (float(given[name]) for name in "ank")
    slopes = np.array([1, a])
    factor_of = np.sqrt(n * np.mean(slopes**2))
    answered(answers, 1 / factor_of, (math.sqrt(2 / n) * factor_of) ** k)


def test_lines_of_a_step() -> None:
    """Run in the right order, the lines make the step of a network; in another, they do not."""
    _, (order,) = drawn("lines-of-a-step")
    items = exercise("lines-of-a-step")["steps"][0]["answer"]["items"]
    lines = ["".join(item).strip("`") for item in items]

    def run(order: Any) -> Any:
        rng = np.random.default_rng(0)
        first, last = Dense(2, 3, rng=rng, scale=1), Dense(3, 2, rng=rng, scale=1)
        names: dict[str, Any] = {"first": first, "relu": ReLU(), "last": last}
        names |= {"loss": SoftmaxCrossEntropy(), "batch": [[1, 2], [-1, 3]], "targets": [0, 1]}
        for place in order:
            if lines[place].startswith("subtract"):
                for layer in (first, last):
                    layer.weights = layer.weights - 0.1 * layer.dweights
                    layer.biases = layer.biases - 0.1 * layer.dbiases
            else:
                exec(lines[place], names)
        return np.concatenate([first.weights.ravel(), last.weights.ravel()])

    rng = np.random.default_rng(0)
    layers = [Dense(2, 3, rng=rng, scale=1), ReLU(), Dense(3, 2, rng=rng, scale=1)]
    network = Network(layers, SoftmaxCrossEntropy())
    network.forward([[1, 2], [-1, 3]], [0, 1])
    network.backward()
    stepped = [layers[i].weights - 0.1 * layers[i].dweights for i in (0, 2)]
    assert_allclose(run(order.astype(int)), np.concatenate([each.ravel() for each in stepped]))
    for wrong in exercise("lines-of-a-step")["steps"][0]["mistakes"]:
        with pytest.raises((AssertionError, AttributeError, ValueError)):
            assert_allclose(run(wrong["value"][1:]), run(order.astype(int)))
