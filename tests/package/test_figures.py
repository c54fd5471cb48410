"""Pictures: what each shows, and the sentence that reaches whoever cannot see it."""

import gzip
import json
from itertools import zip_longest
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from backprop import (
    Dense,
    Linear,
    Network,
    ReLU,
    Sigmoid,
    SigmoidCrossEntropy,
    Softmax,
    SoftmaxCrossEntropy,
    SquaredError,
    Tanh,
)
from backprop.datasets import Dataset
from backprop.figures import (
    activation_histograms,
    bend_lines,
    confusion_matrix,
    curves,
    decision_boundary,
    function_and_slope,
    grey_images,
    loss_bowl,
    loss_curve,
    predicted_against_true,
    weight_images,
)
from backprop.figures.style import SERIES
from backprop.graph import Graph, inputs, relu, square
from backprop.network import Epoch, Evaluation, History
from still_marks import areas, lines, points, words

BOOK = Path(__file__).parents[2] / "book"

HEAVIEST = 30_000  # bytes of a chapter's picture, compressed


@pytest.mark.parametrize("operation", ["relu", "sigmoid", "tanh", "square", "exp", "neg"])
def test_function_and_slope(operation):
    picture = function_and_slope(operation, at=-1.5, reach=3)
    (curve,), (slope,) = (lines(picture, colour) for colour in ("value", "gradient"))
    (dot,), (its_dot,) = (points(picture, colour) for colour in ("value", "gradient"))
    assert curve.places[:, 0].max() < slope.places[:, 0].min()
    assert len(dot.places) == len(its_dot.places) == 1
    assert "-1.5" in repr(picture)


def test_function_and_slope_says_the_numbers():
    assert repr(function_and_slope("relu", at=6)) == (
        "Two plots over z from -8 to 8. Left: y = ReLU(z); at z = 6 it is 6. "
        "Right: its slope; at z = 6 it is 1."
    )


@pytest.mark.parametrize("operation", ["add", "sum", "softmax"])
def test_function_and_slope_of_something_else(operation):
    with pytest.raises(ValueError, match="one argument"):
        function_and_slope(operation, at=1)


@pytest.mark.parametrize(
    ("layer", "left", "right"),
    [
        (Linear(), "y = z; at z = -1.5 it is -1.5", "at z = -1.5 it is 1"),
        (ReLU(), "y = ReLU(z); at z = -1.5 it is 0", "at z = -1.5 it is 0"),
        (Tanh(), "y = Tanh(z); at z = -1.5 it is -0.9051", "at z = -1.5 it is 0.1807"),
        (Sigmoid(), "y = Sigmoid(z); at z = -1.5 it is 0.1824", "at z = -1.5 it is 0.1491"),
    ],
    ids=repr,
)
def test_an_activation_of_the_package_is_drawn_too(layer, left, right):
    picture = function_and_slope(layer, at=-1.5, reach=3)
    assert repr(picture) == (
        f"Two plots over z from -3 to 3. Left: {left}. Right: its slope; {right}."
    )


def test_drawing_an_activation_leaves_what_it_remembers():
    layer = ReLU()
    layer.forward([[1, -2]])
    function_and_slope(layer, at=1)
    assert layer.backward([[5, 6]]).tolist() == [[5, 0]]


def test_the_package_and_the_graph_draw_the_same_curve():
    assert function_and_slope(ReLU(), at=2).svg == function_and_slope("relu", at=2).svg


@pytest.mark.parametrize("layer", [Softmax(), Dense(1, 1), Sigmoid], ids=repr)
def test_a_layer_that_is_no_function_of_one_number_is_refused(layer):
    with pytest.raises(ValueError, match=r"Linear\(\), ReLU\(\), Sigmoid\(\) or Tanh\(\)"):
        function_and_slope(layer, at=1)


@pytest.mark.parametrize("log", [True, False])
def test_loss_curve(log):
    picture = loss_curve({"slow": [4.0, 3.0, 2.0], "fast": [4.0, 1.0]}, log=log)
    assert {"slow", "fast", "step", "loss (log scale)" if log else "loss"} <= set(words(picture))
    assert repr(picture) == (
        "Loss over steps. slow: 4 at the start, 2 after 2 steps; "
        "fast: 4 at the start, 1 after 1 step."
    )


def test_loss_curve_of_the_first_steps():
    assert "3 after 1 step." in repr(loss_curve({"slow": [4.0, 3.0, 2.0]}, steps=1))


@pytest.mark.parametrize("runs", [{}, {"empty": []}, {str(i): [1.0] for i in range(7)}])
def test_loss_curve_of_nothing_or_too_much(runs):
    with pytest.raises(ValueError, match="expects 1 to 6 runs"):
        loss_curve(runs)


def test_a_slope_that_jumps_is_not_joined():
    (slope,) = lines(function_and_slope("relu", at=6), "gradient")
    assert slope.path.count("M") == 2


def test_a_point_stands_on_its_curve():
    picture = function_and_slope("square", at=4, reach=8)
    (curve,), (dot,) = lines(picture, "value"), points(picture, "value")
    (x, y), (left, right) = dot.places[0], curve.places[[0, -1]]
    assert x == pytest.approx(left[0] + 0.75 * (right[0] - left[0]), abs=0.2)
    bottom = curve.places[:, 1].max()
    assert bottom - y == pytest.approx((bottom - left[1]) / 4, abs=0.2)


def test_a_logarithmic_axis_makes_a_steady_factor_a_straight_line():
    steady = [0.5**step for step in range(20)]
    bent, _ = lines(loss_curve({"a": steady}), "value")
    straight, _ = lines(loss_curve({"a": steady}, log=True), "value")
    assert len(bent.places) > 5
    assert len(straight.places) == 2


def test_each_run_has_a_colour_a_dash_and_a_shape_of_its_own():
    names = "abcdef"
    picture = loss_curve({name: [4.0, 1.0 + k] for k, name in enumerate(names)})
    drawn = [lines(picture, colour)[0] for colour in SERIES]
    assert len({line.dash for line in drawn}) == len(names)
    assert len({points(picture, colour)[0].path for colour in SERIES}) == len(names)


def test_a_run_that_flew_out_breaks_off():
    picture = loss_curve({"a": [1.0, 2.0, float("inf"), float("nan")]})
    (line, _), (dots, _) = lines(picture, "value"), points(picture, "value")
    assert len(line.places) == len(dots.places) == 2


def test_a_picture_shows_itself_with_its_words():
    picture = loss_curve({'<slow> & "steady"': [4.0, 3.0]})
    data = picture._repr_mimebundle_()
    assert data == {"image/svg+xml": picture.svg, "text/plain": repr(picture)}
    root = ElementTree.fromstring(picture.svg)
    assert root.get("role") == "img"
    assert root.get("aria-label") == picture.alt == repr(picture)


@pytest.mark.parametrize("chapter", sorted(BOOK.glob("*.ipynb")), ids=lambda path: path.stem)
def test_every_picture_in_a_chapter_has_its_words_and_is_light(chapter):
    for cell in json.loads(chapter.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            data = {mime: "".join(text) for mime, text in output.get("data", {}).items()}
            assert not {"image/png", "image/jpeg"} & set(data)
            if "image/svg+xml" in data:
                svg = data["image/svg+xml"]
                assert ElementTree.fromstring(svg).get("aria-label") == data["text/plain"]
                assert len(gzip.compress(svg.encode())) < HEAVIEST


def test_an_operation_without_a_value_somewhere_is_refused():
    with pytest.raises(ValueError, match="expected log to have a value everywhere from -8 to 8"):
        function_and_slope("log", at=1)


def test_losses_may_be_arrays():
    assert loss_curve({"a": np.array([4.0, 2.0, 1.0])}).alt == (
        "Loss over steps. a: 4 at the start, 1 after 2 steps."
    )


def history(losses, validation=()):
    measured = [
        Epoch(Evaluation(loss, None), Evaluation(seen, None) if seen else None, None)
        for loss, seen in zip_longest(losses, validation)
    ]
    return History(measured)


def test_loss_curve_of_a_history():
    assert loss_curve(history([4.0, 2.0])).alt == (
        "Loss over epochs. training: 4 at the start, 2 after 1 epoch."
    )
    assert loss_curve(history([4.0, 2.0], [5.0, 3.0])).alt == (
        "Loss over epochs. training: 4 at the start, 2 after 1 epoch; "
        "validation: 5 at the start, 3 after 1 epoch."
    )


def test_loss_curve_of_histories_by_name():
    picture = loss_curve({"SGD": history([4.0, 2.0]), "Adam": history([4.0, 1.0])})
    assert "over epochs" in picture.alt
    assert "Adam: 4 at the start, 1 after 1 epoch" in picture.alt


@pytest.mark.parametrize("runs", [[4.0, 3.0], np.ones(3), None, "run"])
def test_loss_curve_of_something_else_is_refused(runs):
    with pytest.raises(TypeError, match="loss_curve expects a history, or a dictionary"):
        loss_curve(runs)


def test_loss_curve_over_epochs():
    assert repr(loss_curve({"a": [4.0, 2.0]}, unit="epoch")) == (
        "Loss over epochs. a: 4 at the start, 2 after 1 epoch."
    )


@pytest.mark.parametrize(
    "draw", [loss_curve, lambda runs, log: curves(runs, x="a", y="b", log=log)]
)
def test_a_logarithmic_axis_has_no_zero(draw):
    with pytest.raises(ValueError, match=r"numbers above 0 .* got 0.0 in 'a'"):
        draw({"a": [1.0, 0.0]}, log=True)
    assert draw({"a": [1.0, 0.0]}, log=False).svg


def test_curves_say_where_they_start_and_end():
    picture = curves({"small": [1.0, 0.1, 0.01]}, x="layer", y="gradient", log=True, start=1)
    assert repr(picture) == "Gradient over layers. small: 1 at layer 1, 0.01 at layer 3."


def bowl() -> Graph:
    """A loss of (relu(w · x) − 4)², whose bottom is at w = 2 and whose left part is flat."""
    w, x = inputs(w=3, x=2)
    return Graph(square(relu(w * x) - 4).named("loss"))


def test_loss_bowl_draws_each_descent_on_the_curve():
    loss = bowl()
    picture = loss_bowl(loss, "w", {"lands": [3, 2], "diverges": [3, 0.5, -1], "rests": [2]})
    curves, paths = lines(picture, "value"), points(picture, "gradient")
    assert [len(path.places) for path in paths] == [2, 3, 1]
    curve, path = curves[1].places, paths[1].places
    on_curve = np.interp(path[:, 0], curve[:, 0], curve[:, 1])
    assert path[:, 1] == pytest.approx(on_curve, abs=1)
    assert path[2, 1] < path[0, 1]  # a loss of 16 is above one of 4
    assert repr(picture) == (
        "The loss over w, and descents in it. lands: from 3 to 2 in 1 step; "
        "diverges: from 3 to -1 in 2 steps; rests: from 2 to 2 in 0 steps."
    )
    assert {"lands", "diverges", "rests", "w"} <= set(words(picture))
    assert loss.inputs == {"w": 3, "x": 2}


def test_loss_bowl_keeps_the_curve_below_its_top():
    picture = loss_bowl(bowl(), "w", {"a": [2.1, 1.9]})
    (curve,), (path,) = lines(picture, "value"), points(picture, "gradient")
    height = np.ptp(curve.places[:, 1])
    assert height < 1.3 * (curve.places[:, 1].max() - path.places[:, 1].min())


def test_loss_bowl_of_a_result_below_zero():
    w, _ = inputs(w=3, x=2)
    picture = loss_bowl(Graph((square(w) - 20).named("y")), "w", {"a": [3, 1, 0]})
    (curve,), (path,) = lines(picture, "value"), points(picture, "gradient")
    assert path.places[2, 1] == pytest.approx(curve.places[:, 1].max(), abs=1)


@pytest.mark.parametrize(
    ("parameter", "paths", "said"),
    [
        ("v", {"a": [1.0]}, "a parameter among w, x; got 'v'"),
        ("w", {}, "1 to 6 paths"),
        ("w", {"a": []}, "1 to 6 paths"),
        ("w", {str(k): [1.0] for k in range(7)}, "got 7"),
        ("w", {"a": [1.0, np.inf]}, "finite"),
    ],
)
def test_loss_bowl_of_something_else_is_refused(parameter, paths, said):
    with pytest.raises(ValueError, match=said):
        loss_bowl(bowl(), parameter, paths)


def halves() -> Network:
    """Build a network for which points of a negative x are class 0, and the others class 1."""
    layer = Dense(2, 2)
    layer.weights, layer.biases = [[-1, 1], [0, 0]], [[0, 0]]
    return Network([layer], SoftmaxCrossEntropy())


def samples(targets: list[int]) -> Dataset:
    inputs = np.array([[-1.0, 0.5], [-0.5, -1.0], [1.0, 1.0], [0.5, -0.5]])
    return Dataset(inputs, np.array(targets), ("width", "height"))


def test_decision_boundary_says_how_many_are_on_their_side():
    picture = decision_boundary(halves(), samples([0, 1, 1, 1]))
    assert repr(picture) == (
        "4 samples of 2 classes in the plane of width and height, and the regions in which the "
        "network sees each class: 3 samples lie in the region of their own class."
    )


def test_decision_boundary_paints_each_side_in_its_colour():
    picture = decision_boundary(halves(), samples([0, 0, 1, 1]))
    (left,), (right,) = (areas(picture, colour) for colour in SERIES[:2])
    (dots, _), (squares, _) = (points(picture, colour) for colour in SERIES[:2])
    (border,) = lines(picture, "ink")
    assert np.ptp(border.places[:, 0]) == 0
    middle = border.places[0, 0]
    assert left.places[:, 0].max() == pytest.approx(middle, abs=0.1)
    assert right.places[:, 0].min() == pytest.approx(middle, abs=0.1)
    assert (dots.places[:, 0] < middle).all()
    assert (squares.places[:, 0] > middle).all()


@pytest.mark.parametrize("targets", [[0, 0, 1, 1], [[0.0], [0.0], [1.0], [1.0]]])
def test_decision_boundary_of_one_output(targets):
    layer = Dense(2, 1)
    layer.weights, layer.biases = [[2], [0]], [[0]]
    network = Network([layer], SigmoidCrossEntropy())
    one = decision_boundary(network, samples(targets))
    two = decision_boundary(halves(), samples([0, 0, 1, 1]))
    assert one.alt == two.alt
    for colour in SERIES[:2]:
        (ours,), (theirs,) = areas(one, colour), areas(two, colour)
        assert ours.places == pytest.approx(theirs.places, abs=0.1)
        (dots, _), (same, _) = points(one, colour), points(two, colour)
        assert np.array_equal(dots.places, same.places)


def bent(weights: list[list[float]], biases: list[list[float]]) -> Network:
    """Build a network of two inputs whose first neurons bend where the weights say."""
    hidden = Dense(2, len(weights[0]))
    hidden.weights, hidden.biases = weights, biases
    return Network([hidden, ReLU(), Dense(len(weights[0]), 2)], SoftmaxCrossEntropy())


def test_a_bend_is_where_the_sum_is_zero():
    square = Dataset(np.array([[-1.0, -1.0], [1.0, 1.0]]), np.array([0, 1]), ("width", "height"))
    network = bent([[2, 0, 1], [0, 1, 1]], [[-1, 0.6, 0]])
    picture = bend_lines({"start": network}, square)
    (ground,) = points(picture, "line")
    (left, bottom), (right, top) = ground.places

    def seen(mark):
        x, y = mark.places.T
        return np.array([2 * (x - left) / (right - left), 2 * (bottom - y) / (bottom - top)]) - 1

    (drawn,) = lines(picture, "value")
    ends = seen(drawn).T.reshape(3, 2, 2)
    weights, biases = network.layers[0].weights, network.layers[0].biases
    for neuron, both in enumerate(ends):
        sums = both @ weights[:, neuron] + biases[0, neuron]
        assert sums == pytest.approx([0, 0], abs=0.02)
        assert np.abs(both).max(axis=1) == pytest.approx([1.2, 1.2], abs=0.02)
    assert repr(picture) == (
        "The lines in the plane of width and height on which the ReLUs of a first layer bend. "
        "start: 3 of 3 cross the picture, 0 to 0.6 from (0, 0), half of them within 0.5."
    )


def test_a_bend_beside_the_samples_is_not_drawn():
    networks = {"far": bent([[1, 1, 0], [0, 1, 0]], [[-9, 9, 1]])}
    networks |= {"near": bent([[1], [0]], [[0]])}
    picture = bend_lines(networks, samples([0, 0, 1, 1]))
    (drawn,) = lines(picture, "value")
    assert len(drawn.places) == 2
    assert "far: 0 of 3 cross the picture; near: 1 of 1 cross the picture, 0 to 0 from" in repr(
        picture
    )
    assert {"far", "near", "width"} <= set(words(picture))


@pytest.mark.parametrize(
    ("network", "said"),
    [
        (Network([Dense(2, 2)], SoftmaxCrossEntropy()), "a Dense of two inputs and a ReLU"),
        (Network([Dense(3, 2), ReLU()], SquaredError()), "a Dense of two inputs and a ReLU"),
        (Network([Dense(2, 2), Tanh()], SquaredError()), "a Dense of two inputs and a ReLU"),
    ],
    ids=repr,
)
def test_bend_lines_of_something_else_are_refused(network, said):
    with pytest.raises(ValueError, match=said):
        bend_lines({"a": network}, samples([0, 0, 1, 1]))
    near = bent([[1], [0]], [[0]])
    with pytest.raises(ValueError, match="1 to 4 networks, got 0"):
        bend_lines({}, samples([0, 0, 1, 1]))
    with pytest.raises(ValueError, match="1 to 4 networks, got 5"):
        bend_lines(dict.fromkeys("abcde", near), samples([0, 0, 1, 1]))
    with pytest.raises(ValueError, match="samples with two inputs, got 3"):
        bend_lines({"a": near}, Dataset(np.eye(3), np.arange(3), ("a", "b", "c")))


def test_activation_histograms_tell_what_a_relu_shuts():
    sums = {"narrow": [[-0.1, 0.1], [0.1, 0.1]], "wide": [[-2, -1], [1, 2]]}
    picture = activation_histograms(sums)
    narrow, wide = areas(picture, "value")
    shut, _ = areas(picture, "muted")
    assert shut.places[:, 0].max() == narrow.places[:, 0].min()  # they meet at 0
    tall, low = (np.ptp(mark.places[:, 1]) for mark in (narrow, shut))
    assert tall == pytest.approx(3 * low, abs=0.3)
    assert wide.places[:, 1].min() > narrow.places[:, 1].max()  # one below the other
    assert {"narrow", "75%", "wide", "25%", "sum before the ReLU"} <= set(words(picture))
    assert repr(picture) == (
        "Histograms of a hidden layer's sums. narrow: from -0.1 to 0.1, 75% above 0; "
        "wide: from -2 to 2, 50% above 0."
    )


def test_activation_histograms_of_something_else_are_refused():
    with pytest.raises(ValueError, match="1 to 6 histograms, got 0"):
        activation_histograms({})
    with pytest.raises(ValueError, match=r"\(n_samples, n_neurons\), got \(3,\)"):
        activation_histograms({"a": [1, 2, 3]})
    assert "from 0 to 0, 0% above 0" in repr(activation_histograms({"a": [[0.0, 0.0]]}))


def test_confusion_matrix_of_one_output():
    logits, classes = [[2.0], [-1.0], [0.5], [-3.0], [0.0]], [1, 1, 0, 0, 0]
    two = np.hstack([np.zeros((5, 1)), logits])
    assert confusion_matrix(classes, logits).svg == confusion_matrix(classes, two).svg
    assert "3 of 5 right" in confusion_matrix(np.reshape(classes, (5, 1)), logits).alt
    with pytest.raises(ValueError, match=r"0 or 1, got 0.5 at \[4\]"):
        confusion_matrix([1, 1, 0, 0, 0.5], logits)


def test_where_all_classes_are_equal_the_first_is_seen():
    network = Network([Dense(2, 2, scale=0)], SoftmaxCrossEntropy())
    picture = decision_boundary(network, samples([0, 0, 1, 1]))
    assert len(areas(picture, SERIES[0])) == 1
    assert not areas(picture, SERIES[1])
    assert not lines(picture, "ink")


def test_decision_boundary_leaves_what_the_network_remembers():
    network = halves()
    network.forward([[1, 2]], [0])
    decision_boundary(network, samples([0, 0, 1, 1]))
    network.backward()
    assert network.layers[0].dweights.shape == (2, 2)
    assert np.count_nonzero(network.layers[0].dweights[0]) == 2


@pytest.mark.parametrize(
    "network",
    [
        Network([Dense(2, 2)], SquaredError()),
        Network([Dense(3, 2)], SoftmaxCrossEntropy()),
        Network([Dense(2, 7)], SoftmaxCrossEntropy()),
    ],
    ids=repr,
)
def test_decision_boundary_of_something_else_is_refused(network):
    inputs = np.arange(3.0 * network.n_inputs).reshape(3, -1)
    one_hot = np.eye(network.n_outputs)[[0, 1, 0]]
    targets = one_hot if isinstance(network.loss, SquaredError) else np.array([0, 1, 0])
    with pytest.raises(ValueError, match="decision_boundary expects"):
        decision_boundary(network, Dataset(inputs, targets, ("a",) * network.n_inputs))


def test_confusion_matrix_counts_right_and_wrong():
    predictions = np.eye(3)[[0, 0, 1, 2, 2, 2]]
    picture = confusion_matrix([0, 1, 1, 0, 0, 2], predictions, labels=["cat", "dog", "hen"])
    assert repr(picture) == (
        "How often each class was taken for each: 3 of 6 right. Most often wrong: cat taken for "
        "hen: 2; dog taken for cat: 1."
    )
    assert words(picture).count("cat") == words(picture).count("hen") == 2
    cells = areas(picture, "value")
    once, twice = cells[0], cells[1]
    assert [cell.opacity for cell in cells] == [0.32, 0.45, 0.32, 0.32, 0.32]
    assert once.places[0, 1] == twice.places[0, 1]
    assert once.places[0, 0] < twice.places[0, 0]
    assert [word for word in words(picture) if word.isdigit()] == ["1", "2", "1", "1", "1"]
    assert repr(confusion_matrix(np.eye(2), np.eye(2))).endswith("2 of 2 right.")


@pytest.mark.parametrize("n_classes", [1, 2])
def test_cells_of_the_same_count_are_equally_deep(n_classes):
    actual, predicted = np.divmod(np.arange(n_classes**2), n_classes)
    cells = areas(confusion_matrix(actual, np.eye(n_classes)[predicted]), "value")
    assert [cell.opacity for cell in cells] == [0.45] * n_classes**2


def test_confusion_matrix_of_what_does_not_fit():
    with pytest.raises(ValueError, match="one label for each of 2 classes, got 1"):
        confusion_matrix([0], [[1.0, 2.0]], labels=["a"])
    with pytest.raises(ValueError, match="expects targets as class numbers from 0 to 1, got 2"):
        confusion_matrix([2], [[1.0, 2.0]])
    with pytest.raises(ValueError, match=r"\(n_samples, n_classes\), got shape \(2,\)"):
        confusion_matrix([0], [1.0, 2.0])


def test_weight_images_are_the_columns():
    weights = np.array([[1.0, 0.0], [-2.0, 0.0], [0.0, 0.0], [0.5, 0.0]])
    picture = weight_images(weights, (2, 2), labels=["a", "b"])
    assert "2 neurons as images of 2 by 2" in repr(picture)
    assert "the deepest is 2." in repr(picture)
    (pale, deep), (negative,) = (points(picture, name) for name in ("value", "negative"))
    assert deep.places[0, 1] == negative.places[0, 1] < pale.places[0, 1]
    assert deep.places[0, 0] < negative.places[0, 0] == pale.places[0, 0]
    assert [mark.opacity for mark in (pale, deep, negative)] == [0.4, 0.65, 1]
    (bars,) = points(picture, "page")
    assert bars.places.tolist() == negative.places.tolist()


def test_grey_images_go_from_the_ground_to_ink():
    picture = grey_images([[0, 16, 8, 0]], (2, 2), labels=["7"])
    assert repr(picture) == "1 grey image of 2 by 2 pixels: 7."
    half, full = points(picture, "ink")
    assert [half.opacity, full.opacity] == [0.5, 1]
    assert half.places[0, 0] < full.places[0, 0]
    assert half.places[0, 1] > full.places[0, 1]


@pytest.mark.parametrize(
    "draw", [grey_images, lambda rows, *a, **k: weight_images(rows.T, *a, **k)]
)
def test_images_that_do_not_fit_are_refused(draw):
    with pytest.raises(ValueError, match="at most 64 images, got 65"):
        draw(np.ones((65, 4)), (2, 2))
    with pytest.raises(ValueError, match="a label for each of 2, got 1"):
        draw(np.ones((2, 4)), (2, 2), labels=["a"])
    with pytest.raises(ValueError, match=r"shape \(n_images, 6\)"):
        draw(np.ones((2, 4)), (2, 3))


def test_grey_images_of_negative_numbers_are_refused():
    with pytest.raises(ValueError, match="at least 0, got -1: use weight_images"):
        grey_images([[-1, 0]], (1, 2))


def test_predicted_against_true_says_how_far_off():
    picture = predicted_against_true([[10.0], [22.0]], [[12.0], [20.0]], unit="dollars")
    under, over = points(picture, "value")[0].places
    (left, bottom), (right, top) = lines(picture, "ink")[0].places
    for (x, y), is_over in ((under, False), (over, True)):
        assert ((bottom - y) / (bottom - top) > (x - left) / (right - left)) == is_over
    assert repr(picture) == (
        "Predicted over true values of 2 samples, in dollars, beside the line on which both are "
        "equal. They are off by 2 dollars on average; the true values go from 12 to 20."
    )
    with pytest.raises(ValueError, match=r"targets of shape \(2, 1\), got \(1, 1\)"):
        predicted_against_true([[10.0], [22.0]], [[12.0]], unit="dollars")
