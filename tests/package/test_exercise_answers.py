"""The exercises' answers, computed a second time: by the package, not by the bank's formulas."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose
from numpy.typing import ArrayLike

from backprop import (
    SGD,
    Adam,
    Dense,
    Momentum,
    Network,
    ReLU,
    SoftmaxCrossEntropy,
    SquaredError,
    check_gradients,
)
from backprop.descent import descend
from backprop.graph import Graph, inputs, relu, sigmoid, square, sum_of
from backprop.memories import Memory
from backprop.mistakes import named
from exercise_answers import SEEDS, answered, drawn


def neuron(x: ArrayLike, w: ArrayLike, b: float, *, gate: bool = True, **more: float) -> Graph:
    """Build a neuron with named numbers; with a target ``t``, its squared error."""
    numbers = {f"x{i}": float(value) for i, value in enumerate(np.ravel(x))}
    numbers |= {f"w{i}": float(value) for i, value in enumerate(np.ravel(w))}
    named = dict(zip([*numbers, "b", *more], inputs(**numbers, b=float(b), **more), strict=True))
    count = np.size(w)
    z = sum_of(*(named[f"x{i}"] * named[f"w{i}"] for i in range(count)), named["b"]).named("z")
    y = relu(z).named("y") if gate else z
    return Graph(square((y - named["t"]).named("e")) if "t" in more else y)


def gradients(graph: Graph, letter: str, count: int) -> list[float]:
    return [graph.gradients[f"{letter}{i}"] for i in range(count)]


@pytest.mark.parametrize("seed", SEEDS)
def test_step_through_one_neuron(seed: int) -> None:
    given, answers = drawn("nudge-a-neuron", seed)
    graph = neuron(given["x"], given["w"], given["b"])
    before = graph.forward()
    raised = graph.forward(w1=given["w"][1] + 0.1) - before
    graph.forward(w1=given["w"][1])
    answered(answers, raised, graph.forward(b=given["b"] + 0.1) - before)

    given, answers = drawn("copy-swap-gate", seed)
    x, w, q, b = inputs(**{name: float(given[name]) for name in "xwqb"})
    p = (x * w).named("p")
    z = sum_of(p, q, b).named("z")
    graph = Graph(relu(z).named("y"))
    graph.forward()
    locals_ = {step.wrt: step.local for step in graph.backward()}
    answered(answers, locals_["x"], locals_["q"], locals_["z"])

    given, answers = drawn("product-swaps", seed)
    x, w = inputs(x=float(given["x"]), w=float(given["w"]))
    graph = Graph(x * w)
    graph.forward()
    graph.backward(float(given["dp"]))
    answered(answers, graph.gradients["w"], None)

    given, answers = drawn("shut-gate", seed)
    graph = neuron(given["x"], given["w"], given["b"])
    graph.forward()
    graph.backward(float(given["dy"]))
    answered(answers, graph.values["z"], graph.gradients["w0"], None)
    assert graph.forward(b=given["b"] + 1 - given["z"]) > 0

    given, answers = drawn("two-paths", seed)
    (u,) = inputs(u=float(given["u"]))
    p, q = (float(given["a"]) * u).named("p"), (u * u).named("q")
    graph = Graph((p + q).named("y"))
    graph.forward()
    steps = graph.backward(float(given["dy"]))
    from_q = sum(step.contribution for step in steps if (step.node, step.wrt) == ("q", "u"))
    answered(answers, from_q, graph.gradients["u"])

    given, answers = drawn("earlier-part", seed)
    (u,) = inputs(u=float(given["u"]))
    graph = Graph(float(given["a"]) * u)
    graph.forward()
    graph.backward(float(given["dx"]))
    answered(answers, graph.gradients["u"])

    given, answers = drawn("fold-a-neuron", seed)
    graph = neuron(given["x"], given["w"], given["b"])
    graph.forward()
    graph.backward(float(given["dy"]))
    found = graph.gradients
    answered(
        answers,
        graph.values["z"],
        found["z"],
        gradients(graph, "w", 3),
        gradients(graph, "x", 3),
    )

    given, answers = drawn("error-at-the-gate", seed)
    x, w, y = given["x"], given["w"], max(given["x"] @ given["w"] + given["b"], 0)
    answered(answers, 2, float(given["dy"]) * (y >= 0) * x[0])


def test_exercises_of_step_through_one_neuron() -> None:
    _, answers = drawn("another-neuron")
    graph = neuron([2, -1, 0.5], [1, 3, -4], 6)
    graph.forward()
    graph.backward(-2)
    answered(answers, gradients(graph, "x", 3), gradients(graph, "w", 3), graph.gradients["b"])

    _, answers = drawn("one-weight-three-places")
    x0, x1, x2, w, b = inputs(x0=1, x1=-2, x2=3, w=2, b=1)
    graph = Graph(relu(sum_of(x0 * w, x1 * w, x2 * w, b)))
    graph.forward()
    into_w = [step.contribution for step in graph.backward() if step.wrt == "w"]
    answered(answers, graph.gradients["w"], into_w[-1])

    _, answers = drawn("swap-the-gate")
    (z,) = inputs(z=0.5)
    graph = Graph(sigmoid(z))
    y = graph.forward()
    graph.backward(-2)
    squeezed = graph.gradients["z"]
    graph.forward(z=6)
    graph.backward()
    answered(answers, y, squeezed, 3 * graph.gradients["z"])


@pytest.mark.parametrize("seed", SEEDS)
def test_descend_with_the_gradient(seed: int) -> None:
    given, answers = drawn("one-step-down", seed)
    graph = neuron(given["x"], given["w"], given["b"])
    before = graph.forward()
    one = descend(graph, ["w0", "w1", "b"], learning_rate=0.1, steps=1)
    answered(answers, one.parameters[1]["w0"], one.losses[1] - before)

    given, answers = drawn("loss-and-its-gradient", seed)
    x, w, t = float(given["x"]), float(given["w"]), float(given["t"])
    graph = neuron([x], [w], float(given["y"]) - w * x, t=t)
    loss = graph.forward()
    graph.backward()
    answered(answers, loss, graph.gradients["y"], graph.gradients["w0"])

    given, answers = drawn("one-factor", seed)
    x, rate, e = given["x"], float(given["rate"]), float(given["e"])
    graph = neuron(x, [1, 1], 0, gate=False, t=float(sum(x)) - e)
    graph.forward()
    one = descend(graph, ["w0", "w1", "b"], learning_rate=rate, steps=1)
    moved = {name: one.parameters[1][name] for name in ("w0", "w1", "b")}
    graph.forward(**moved)
    after = graph.values["e"]
    ways = [after / e > 0, -1 < after / e < 0, after / e < -1]
    answered(answers, after / e, after, ways.index(True))

    given, answers = drawn("step-too-long", seed)
    y, t, factor = float(given["y"]), float(given["t"]), float(given["f"])
    rate = (1 - factor) / 4  # one input of 1 and the bias make 1 - 4 * rate
    graph = neuron([1], [1], y - 1, t=t)
    graph.forward()
    run = descend(graph, ["w0", "b"], learning_rate=rate, steps=11)
    graph.forward(**run.parameters[1])
    answered(answers, graph.values["z"], run.losses[1], None)
    assert run.losses[-1] == run.losses[1]
    assert run.outcome == "stuck"

    given, answers = drawn("how-it-grows", seed)
    e, factor = math.sqrt(given["l"]), float(given["f"])
    graph = neuron([1], [e], 0, gate=False, t=0)
    graph.forward()
    rate = (1 - factor) / 4
    run = descend(graph, ["w0", "b"], learning_rate=rate, steps=int(given["k"]))
    answered(answers, run.losses[-1])

    given, answers = drawn("descend-once", seed)
    graph = neuron(given["x"], given["w"], given["b"], t=float(given["t"]))
    graph.forward()
    graph.backward()
    y, dy, dw = graph.values["y"], graph.gradients["y"], gradients(graph, "w", 2)
    one = descend(graph, ["w0", "w1", "b"], learning_rate=float(given["rate"]), steps=1)
    arrived = one.parameters[1]
    answered(answers, y, dy, dw, [arrived["w0"], arrived["w1"]], arrived["b"])

    given, answers = drawn("error-in-the-loop", seed)
    graph = neuron([given["x"]], [given["w"]], given["b"], t=float(given["t"]))
    losses = [graph.forward()]
    graph.backward()
    uphill = {name: float(given[letter]) + 0.1 * graph.gradients[name]
              for name, letter in (("w0", "w"), ("b", "b"))}  # fmt: skip
    losses.append(graph.forward(**uphill))
    answered(answers, 2, uphill["w0"], None)
    assert losses[1] > losses[0]


def test_exercises_of_descend_with_the_gradient() -> None:
    _, answers = drawn("half-as-much")
    graph = neuron([1, -2, 3], [-3, -1, 2], 1)
    names = ["w0", "w1", "w2", "b"]
    graph.forward()
    one = descend(graph, names, learning_rate=float(answers[0]), steps=1)
    assert one.losses[1] == pytest.approx(3)
    answered(answers, answers[0], [one.parameters[1][name] for name in names])

    _, answers = drawn("how-many-steps")
    first_below = []
    for rate in (0.001, 0.01):
        graph = neuron([1, -2, 3], [-3, -1, 2], 1, t=0)
        graph.forward()
        losses = descend(graph, names, learning_rate=rate, steps=200).losses
        first_below.append([loss < 0.01 for loss in losses].index(True))
    answered(answers, math.sqrt(0.01), *first_below)

    _, answers = drawn("largest-rate")
    for x, rate in zip(([0.5, 0.5, 0], [60, 10, 3]), answers, strict=False):
        graph = neuron(x, [-3, -1, 2], 1, gate=False, t=4)
        graph.forward()
        losses = descend(graph, names, learning_rate=float(rate), steps=1).losses
        assert losses[1] == pytest.approx(losses[0])


def passed_back(x: ArrayLike, weights: ArrayLike, dvalues: ArrayLike) -> list[Any]:
    """Return ``dinputs``, ``dweights`` and ``dbiases`` of a dense layer."""
    layer = Dense(*np.shape(weights))
    layer.weights = np.asarray(weights, float)
    layer.forward(x)
    return [layer.backward(dvalues), layer.dweights, layer.dbiases]


@pytest.mark.parametrize("seed", SEEDS)
def test_backpropagate_a_layer(seed: int) -> None:
    given, answers = drawn("three-wires", seed)
    w, dz = given["w"][None], given["dz"][None]
    shut = dz * [[1, 0, 1]]
    both = [passed_back([[1]], w, incoming)[0].item() for incoming in (dz, shut)]
    answered(answers, *both)

    given, answers = drawn("weight-in-the-matrix", seed)
    i, j = int(given["i"]), int(given["j"])
    row, column = map(int, answers[0])
    rises = Dense(3, 3)
    rises.weights = given["W"]
    at = np.eye(3)[[i]]
    slope = rises.forward(at)[0, j] - rises.forward(0 * at)[0, j]
    assert given["W"][row, column] == slope
    dinputs = passed_back(at, given["W"], np.ones((1, 3)))[0]
    assert dinputs[0, i] == given["W"][i].sum()

    given, answers = drawn("square-layer", seed)
    dinputs = passed_back(np.ones((1, 2)), given["W"], given["dz"])[0]
    answered(answers, dinputs, None)

    given, answers = drawn("outer-product", seed)
    answered(answers, *passed_back(given["x"], np.ones((2, 2)), given["dz"])[1:])

    given, answers = drawn("loss-behind-a-layer", seed)
    gate = ReLU()
    y = gate.forward(given["z"][None]).sum()
    answered(answers, y, gate.backward(np.full((1, 3), 2 * y))[0])

    given, answers = drawn("other-layout", seed)
    m, n = int(given["m"]), int(given["n"])
    weights, x, dz = (np.random.default_rng(seed).normal(size=s) for s in ((m, n), (1, m), (1, n)))
    dinputs, dweights, _ = passed_back(x, weights, dz)
    assert_allclose(dz @ weights.T.copy(), dinputs)  # dvalues @ V
    assert_allclose(dz.T @ x, dweights.T)  # dvalues.T @ inputs

    given, answers = drawn("back-through-a-layer", seed)
    answered(answers, *reversed(passed_back(given["x"], given["W"], given["dz"])))

    given, answers = drawn("error-in-the-layer", seed)
    right = passed_back(np.ones((1, 2)), given["W"], given["dz"])[0]
    other = passed_back(np.ones((1, 2)), given["W"].T, given["dz"])[0]
    answered(answers, 6, None, other)
    assert not np.allclose(right, other)


def test_exercises_of_backpropagate_a_layer() -> None:
    _, answers = drawn("layer-with-a-pencil")
    answered(answers, *passed_back([[2, -1]], [[1, -2, 0], [3, 0.5, -1]], [[1, 2, -1]]), None)

    _, answers = drawn("two-layers-in-a-row")
    first, second = Dense(2, 2), Dense(2, 1)
    first.weights, second.weights = np.array([[1, -1], [0.5, 2]]), np.array([[2.0], [3.0]])
    second.forward(first.forward([[1, 2]]))
    dh = second.backward([[1]])
    dx = first.backward(dh)
    answered(answers, dh, dx, first.dweights, None)

    _, answers = drawn("step-that-should-have-landed")
    layer = Dense(4, 3)
    layer.weights = np.arange(1, 13).reshape(3, 4).T / 10
    layer.biases = np.array([[0.1, 0.2, 0.3]])
    x = [[1, 2, 3, 4]]
    before = layer.forward(x)
    layer.backward(np.full((1, 3), 2 * before.sum()))
    layer.weights = layer.weights - layer.dweights / 186
    layer.biases = layer.biases - layer.dbiases / 186
    after = layer.forward(x)
    answered(answers, (before - after)[0, 0], ReLU().forward(after).sum(), None)


@pytest.mark.parametrize("seed", SEEDS)
def test_sum_over_the_batch(seed: int) -> None:
    given, answers = drawn("who-moves", seed)
    layer = Dense(4, 3)
    k, i, j, x = int(given["k"]), int(given["i"]), int(given["j"]), np.ones((int(given["n"]), 4))
    before, raised = layer.forward(x), x.copy()
    raised[k, i] += 1
    moved = layer.forward(raised) != before
    assert moved[k].all()
    assert moved.sum() == 3
    layer.weights[i, j] += 1
    moved = layer.forward(x) != before
    assert moved[:, j].all()
    assert moved.sum() == len(x)

    given, answers = drawn("weight-over-the-batch", seed)
    column = passed_back(given["x"][:, None], [[given["w"]]], given["dz"][:, None])
    answered(answers, column[1].item())

    given, answers = drawn("axis-for-the-biases", seed)
    answered(answers, passed_back(np.ones((2, 1)), np.ones((1, 2)), given["dz"])[2], None)

    given, answers = drawn("shapes-of-a-batch", seed)
    n, m, p = (int(given[name]) for name in "nmp")
    shapes = [a.shape for a in passed_back(np.ones((n, m)), np.ones((m, p)), np.ones((n, p)))]
    assert shapes == [(n, m), (m, p), (1, p)]

    given, answers = drawn("gates-in-a-batch", seed)
    gate = ReLU()
    gate.forward(given["z"][:, None])
    _, dw, db = passed_back(given["x"][:, None], [[1]], gate.backward(np.ones((3, 1))))
    answered(answers, db.item(), dw.item())

    given, answers = drawn("sum-or-mean", seed)
    g, loss = given["g"][:, None], SquaredError()
    found = []
    for batch in (g, np.vstack([g, g])):  # a neuron of weight 1 and target 0: the losses g²/2
        loss.forward(batch, np.zeros_like(batch))
        found.append(passed_back(np.ones_like(batch), [[1]], loss.backward())[1].item())
    answered(answers, found[0], float(given["rate"]) * g.sum() / found[0], found[1])

    given, answers = drawn("halve-the-noise", seed)
    n, d = float(given["n"]), float(given["d"])
    spread = d * math.sqrt(n)  # the standard deviation of a mean of n is spread / √n
    assert spread / math.sqrt(answers[0]) == pytest.approx(d / 2)
    answered(answers, answers[0], spread)

    given, answers = drawn("back-through-a-batch", seed)
    answered(answers, *reversed(passed_back(given["X"], given["W"], given["dz"])))

    given, answers = drawn("error-in-the-batch", seed)
    for x, dz in zip(given["x"], given["dz"], strict=True):
        last = passed_back([[x]], [[1]], [[dz]])[1].item()
    answered(answers, 5, last, None)


def test_exercises_of_sum_over_the_batch() -> None:
    given, answers = drawn("two-samples-with-a-pencil")
    answered(answers, *passed_back(given["X"], given["W"], given["dz"]))

    class Dividing(Dense):
        def backward(self, dvalues: ArrayLike) -> Any:
            dinputs = super().backward(dvalues)
            self.dweights = self.dweights / len(dinputs)
            self.dbiases = self.dbiases / len(dinputs)
            return dinputs

    _, answers = drawn("divided-twice")
    layer, batch = Dividing(4, 3), np.random.default_rng(0).normal(size=(3, 4))
    report = check_gradients(layer, batch)
    right = [math.prod(a.shape) - len(a.wrong) for a in report.arrays]
    unnoticed = next(n for n in (1, 2, 3) if check_gradients(layer, batch[:n]))
    x, dz = np.ones((50, 4)), np.ones((50, 3))
    layer.forward(x)
    layer.backward(dz)
    times = passed_back(x, layer.weights, dz)[1][0, 0] / layer.dweights[0, 0]
    answered(answers, right, unnoticed, 0.2 * times)

    given, answers = drawn("batch-in-pieces")
    samples = np.repeat(given["g"], given["n"].astype(int))  # each sample of a piece as its mean
    answered(answers, samples.mean(), None)


def walked(optimizer: SGD | Momentum | Adam, start: float, gradients: ArrayLike) -> list[float]:
    """Where a parameter is before and after each step."""
    place, places = np.array([float(start)]), [float(start)]
    for gradient in np.ravel(gradients):
        optimizer.step([(place, np.array([float(gradient)]))])
        places.append(float(place[0]))
    return places


@pytest.mark.parametrize("seed", SEEDS)
def test_choose_an_optimizer(seed: int) -> None:
    given, answers = drawn("rate-with-decay", seed)
    decaying = SGD(float(given["rate"]), decay=float(given["d"]))
    places = walked(decaying, given["w"], [0] * int(given["k"]) + [given["g"]])
    answered(answers, (places[-2] - places[-1]) / given["g"], places[-1])

    given, answers = drawn("two-velocities", seed)
    places = walked(Momentum(0.1, momentum=float(given["mu"])), 0, given["g"])
    answered(answers, (places[1] - places[2]) / 0.1, places[2] - places[1])

    given, answers = drawn("second-step-of-adam", seed)
    adam = Adam(0.1, beta1=0.5, epsilon=1e-300)
    place = np.zeros(1)
    for gradient in given["g"]:
        adam.step([(place, np.array([gradient]))])
    mean, square = adam.memories.of(place).arrays
    size = math.sqrt(square[0] / (1 - 0.999**2))
    last = walked(Adam(0.1, beta1=0.5, epsilon=1e-300), 0, given["g"])
    answered(answers, mean[0], (last[1] - last[2]) / 0.1 * size, -last[1])

    given, answers = drawn("clip-and-decay", seed)
    clipped = answers[0]
    assert_allclose(np.linalg.norm(clipped), given["limit"])
    assert_allclose(clipped / np.linalg.norm(clipped), given["g"] / np.linalg.norm(given["g"]))
    answered(answers, None, walked(SGD(0.5), given["w"], [0.2 * given["w"]])[1])

    given, answers = drawn("three-velocities", seed)
    places = walked(Momentum(0.1, momentum=0.5), given["w"], given["g"])
    velocities = -np.diff(places) / 0.1
    answered(answers, velocities[1], velocities[2], places[3])

    given, answers = drawn("error-in-adam", seed)
    entry: Any = named("root left out", Adam)
    wrong = entry.variant(float(given["rate"]), epsilon=1e-300)
    answered(answers, None, -walked(wrong, 0, [given["g"]])[1])

    _, answers = drawn("length-of-memory", seed)
    long = [walked(Momentum(1, momentum=m), 0, [1] * 4000)[-2:] for m in (0.5, 0.9, 0.99)]
    falling = -np.diff(walked(SGD(0.2, decay=0.001), 0, [1] * 2000))
    answered(answers, *(a - b for a, b in long), (falling > 0.1 + 1e-9).sum())

    _, answers = drawn("three-steps-by-hand", seed)
    three = SGD(0.1), Momentum(0.1, momentum=0.5), Momentum(0.1, momentum=0.5, nesterov=True)
    ends = [walked(each, 0, [4, 4, -2])[-1] for each in three]
    answered(answers, *ends, walked(Adam(0.1, epsilon=1e-300), 0, [4])[-1])

    _, answers = drawn("nesterov-in-order", seed)
    own = Momentum(0.1, momentum=0.8)
    place = np.array([10.0])
    own.memories.keep(place, Memory(0, [np.array([30.0])]))
    own.step([(place, np.array([3 * (answers[1] - 2)]))])
    answered(answers, None, 10 - 0.1 * 0.8 * 30, place[0])


@pytest.mark.parametrize("seed", SEEDS)
def test_read_handwritten_digits(seed: int) -> None:
    given, answers = drawn("first-loss-of-a-reader", seed)
    untrained = Network([Dense(1, int(given["n"]), scale=0)], SoftmaxCrossEntropy())
    answered(answers, untrained.forward([[1]], [0]))

    given, answers = drawn("read-a-confusion-matrix", seed)
    counted = given["M"].astype(int)
    meant = np.repeat([0, 1, 2], counted.sum(axis=1))
    was_read = np.concatenate([np.repeat([0, 1, 2], row) for row in counted])
    assert counted[tuple(answers[0].astype(int))] == ((meant == 2) & (was_read == 1)).sum()
    answered(answers, None, ((meant == 0) & (was_read != 0)).sum())

    given, answers = drawn("trust-an-accuracy", seed)
    n, p = int(given["n"]), float(given["p"])
    counts = np.random.default_rng(0).binomial(n, p, 200_000) / n
    more = np.random.default_rng(1).binomial(int(answers[2]), p, 200_000) / answers[2]
    assert_allclose(answers[0], n * counts.var(), rtol=0.02)
    assert_allclose(answers[1], counts.std(), rtol=0.02)
    assert_allclose(more.std(), counts.std() / 2, rtol=0.02)

    given, answers = drawn("pixel-that-is-always-blank", seed)
    layer = Dense(1, 1, scale=0)
    layer.weights = [[given["w"]]]
    network = Network([layer], SquaredError())
    network.fit([[0.0], [0.0]], [[1.0], [2.0]], SGD(0.1), 20)
    weight = layer.weights[0, 0]
    layer.biases = [[0.0]]
    answered(answers, weight, layer.forward([[0.25 * given["k"]]])[0, 0])

    given, answers = drawn("epochs-in-the-history", seed)
    n, b = int(given["n"]), int(given["b"])
    batches = len(range(0, n, b))
    answered(answers, batches, int(given["s"]) // batches)

    _, answers = drawn("count-before-you-run", seed)
    layers = [Dense(64, 32), ReLU(), Dense(32, 10)]
    parameters = Network(layers, SoftmaxCrossEntropy()).named_parameters().values()
    steps = len(range(0, 1348, 32))
    answered(answers, sum(each.size for each in parameters), steps, 30 * steps)

    _, answers = drawn("how-many-digits", seed)
    for n, deviation in ((100, answers[0]), (10_000, answers[1]), (int(answers[2]), 0.001)):
        counts = np.random.default_rng(0).binomial(n, 0.9, 200_000) / n
        assert_allclose(counts.std(), deviation, rtol=0.02)

    _, answers = drawn("one-to-the-right", seed)
    squares = np.arange(64).reshape(8, 8)
    moved = np.zeros_like(squares)
    moved[:, 1:] = squares[:, :-1]
    answered(answers, None, np.flatnonzero(moved == 19)[0])


@pytest.mark.parametrize("seed", SEEDS)
def test_predict_house_prices(seed: int) -> None:
    loss = SquaredError()
    given, answers = drawn("error-and-baseline", seed)
    prices = np.array([[given["a"]], [given["a"] + 2 * given["s"]]])
    missed = loss.forward(prices + given["e"][:, None], prices)
    answered(answers, math.sqrt(2 * missed), prices.std())

    given, answers = drawn("gradients-of-one-house", seed)
    layer = Dense(2, 1, scale=0)
    layer.weights = [[given["p"]], [0.0]]
    one = Network([layer], SquaredError())
    one.forward([[given["x"], given["r"]]], [[given["t"]]])
    one.backward()
    answered(answers, layer.dbiases[0, 0], layer.dweights[1, 0])

    given, answers = drawn("limit-from-eigenvalues", seed)
    smallest, largest = np.linalg.eigvalsh(given["C"])
    change = given["C"] @ np.array([1.0, -1.0])
    left = np.array([1.0, -1.0]) - given["rate"] * change
    answered(answers, largest, 2 / largest, left[0])
    assert_allclose(left[0], 1 - given["rate"] * smallest)

    given, answers = drawn("parameters-of-a-network", seed)
    n, h, k = (int(given[name]) for name in "nhk")
    layers = [Dense(n, h), ReLU(), Dense(h, k), ReLU(), Dense(k, 1)]
    arrays = Network(layers, SquaredError()).named_parameters().values()
    answered(answers, sum(each.size for each in arrays))

    given, answers = drawn("error-in-the-score", seed)
    t = np.asarray(given["t"])[:, None]
    answered(answers, None, math.sqrt(2 * loss.forward(t[[4, 0, 2]], t[:3])))

    _, answers = drawn("three-houses-in-dollars", seed)
    scaled, sold = np.array([[-1], [0.5], [1.5]]), np.array([[46_000], [86_000], [92_000]])
    said = 70_000 + 20_000 * scaled
    typical = math.sqrt(2 * loss.forward(said, sold))
    answered(answers, said[:, 0], typical, loss.forward(scaled, (sold - 70_000) / 20_000))

    _, answers = drawn("lots-in-acres", seed)
    lot = Dense(1, 1, scale=0)
    lot.weights = [[answers[1]]]
    feet = math.sqrt(29_950_000)
    assert_allclose(lot.forward([[feet / 43_560]])[0, 0], 3.22 * feet)
    answered(answers, (feet / 43_560) ** 2, None, 1, None)

    _, answers = drawn("every-house-against-every-other", seed)
    column = np.array([[50.0], [90.0]])
    answered(answers, None, ((column - column[:, 0]) ** 2).mean())


@pytest.mark.parametrize("seed", SEEDS)
def test_classify_the_spiral(seed: int) -> None:
    given, answers = drawn("first-pass-of-a-classifier", seed)
    n, b = int(given["n"]), int(given["b"])
    fused = SoftmaxCrossEntropy()
    loss = fused.forward(np.zeros((b, n)), np.zeros(b, dtype=int))
    answered(answers, loss, fused.backward()[0, 0])

    given, answers = drawn("count-the-program", seed)
    h, c, n = (int(given[name]) for name in "hcn")
    network = Network([Dense(2, h), ReLU(), Dense(h, c)], SoftmaxCrossEntropy())
    parameters = sum(each.size for each in network.named_parameters().values())
    answered(answers, parameters, len(range(0, n, 20)))

    given, answers = drawn("line-of-a-neuron", seed)
    w, b = np.asarray(given["w"]), float(given["b"])
    nearest = np.linalg.lstsq(w[None], np.array([-b]), rcond=None)[0]
    answered(answers, np.linalg.norm(nearest))

    given, answers = drawn("count-the-dead", seed)
    relu_layer = ReLU()
    relu_layer.forward(given["Z"])
    passed = relu_layer.backward(np.ones_like(given["Z"]))
    answered(answers, (passed == 0).all(axis=0).sum(), None)

    given, answers = drawn("best-guess-of-two-arms", seed)
    noise = 2.5 * float(given["s"]) * np.random.default_rng(0).standard_normal(400_000)
    assert_allclose(answers[0], noise.std(), rtol=0.01)
    lost = [(noise > given["b"]).mean(), (noise < -given["b"]).mean(), 0]
    assert_allclose(answers[2], np.mean(lost), rtol=0.02)
    answered(answers, None, given["b"] / answers[0], None)

    given, answers = drawn("error-in-the-mask", seed)
    entry: Any = named("mask from the output by >=", ReLU)
    wrong = entry.variant()
    wrong.forward(given["z"][:, None])
    answered(answers, None, wrong.backward(given["d"][:, None]).sum())

    _, answers = drawn("before-the-first-step", seed)
    losses = [fused.forward(np.zeros((1, n)), [0]) for n in (2, 26, 1000)]
    logits = np.concatenate([np.zeros((1, 10)), np.full((1, 990), -700.0)], axis=1)
    answered(answers, *losses, fused.forward(logits, [0]))

    _, answers = drawn("ceiling-at-less-noise", seed)
    beyond = math.erfc(answers[0] / math.sqrt(2)) / 2
    assert_allclose(answers[1:], [beyond, 2 / 3 * beyond], rtol=0.01)
    answered(answers, 0.575 / (0.15 * 2.5), None, None)
