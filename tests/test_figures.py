"""Pictures: PNG on a light card, with a sentence that reaches whoever cannot see them."""

import base64
import json
import struct
from pathlib import Path

import numpy as np
import pytest

from backprop import Dense, Linear, ReLU, Sigmoid, Softmax
from backprop.figures import Picture, function_and_slope, loss_curve

BOOK = Path(__file__).parents[1] / "book"


def size(picture: Picture) -> tuple[int, int]:
    assert picture.png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", picture.png[16:24])
    return width, height


@pytest.mark.parametrize("operation", ["relu", "sigmoid", "tanh", "square", "exp", "neg"])
def test_function_and_slope(operation):
    picture = function_and_slope(operation, at=-1.5, reach=3)
    assert size(picture)[0] > 900
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
        (Sigmoid(), "y = Sigmoid(z); at z = -1.5 it is 0.1824", "at z = -1.5 it is 0.1491"),
    ],
    ids=repr,
)
def test_an_activation_of_the_package_is_drawn_too(layer, left, right):
    picture = function_and_slope(layer, at=-1.5, reach=3)
    assert size(picture)[0] > 900
    assert repr(picture) == (
        f"Two plots over z from -3 to 3. Left: {left}. Right: its slope; {right}."
    )


def test_drawing_an_activation_leaves_what_it_remembers():
    layer = ReLU()
    layer.forward([[1, -2]])
    function_and_slope(layer, at=1)
    assert layer.backward([[5, 6]]).tolist() == [[5, 0]]


def test_the_package_and_the_graph_draw_the_same_curve():
    assert function_and_slope(ReLU(), at=2).png == function_and_slope("relu", at=2).png


@pytest.mark.parametrize("layer", [Softmax(), Dense(1, 1), Sigmoid], ids=repr)
def test_a_layer_that_is_no_function_of_one_number_is_refused(layer):
    with pytest.raises(ValueError, match=r"Linear\(\), ReLU\(\) or Sigmoid\(\)"):
        function_and_slope(layer, at=1)


@pytest.mark.parametrize("log", [True, False])
def test_loss_curve(log):
    picture = loss_curve({"slow": [4.0, 3.0, 2.0], "fast": [4.0, 1.0]}, log=log)
    assert size(picture)[0] > 900
    assert repr(picture) == (
        "Loss over steps. slow: 4 at the start, 2 after 2 steps; "
        "fast: 4 at the start, 1 after 1 step."
    )


def test_loss_curve_of_the_first_steps():
    assert "3 after 1 step." in repr(loss_curve({"slow": [4.0, 3.0, 2.0]}, steps=1))


@pytest.mark.parametrize("runs", [{}, {"empty": []}, {str(i): [1.0] for i in range(5)}])
def test_loss_curve_of_nothing_or_too_much(runs):
    with pytest.raises(ValueError, match="expects 1 to 4 runs"):
        loss_curve(runs)


def test_a_picture_shows_itself_with_its_words():
    picture = loss_curve({"slow": [4.0, 3.0]})
    data, metadata = picture._repr_mimebundle_()
    assert base64.b64decode(data["image/png"]) == picture.png
    assert data["text/plain"] == metadata["image/png"]["alt"] == repr(picture)


@pytest.mark.parametrize("chapter", sorted(BOOK.glob("*.ipynb")), ids=lambda path: path.stem)
def test_every_picture_in_a_chapter_has_its_words_on_the_site(chapter):
    for cell in json.loads(chapter.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                sentence = "".join(output["data"]["text/plain"])
                assert cell["metadata"]["mystnb"]["image"]["alt"] == sentence


def test_an_operation_without_a_value_somewhere_is_refused():
    with pytest.raises(ValueError, match="expected log to have a value everywhere from -8 to 8"):
        function_and_slope("log", at=1)


def test_losses_may_be_arrays():
    assert loss_curve({"a": np.array([4.0, 2.0, 1.0])}).alt == (
        "Loss over steps. a: 4 at the start, 1 after 2 steps."
    )
