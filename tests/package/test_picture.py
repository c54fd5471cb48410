"""What all pictures share: the book's colours, and an SVG that is safe to put into any page."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from backprop import Dense, Network, SoftmaxCrossEntropy
from backprop.datasets import spiral
from backprop.figures import (
    Picture,
    confusion_matrix,
    curves,
    decision_boundary,
    function_and_slope,
    grey_images,
    loss_curve,
    predicted_against_true,
    weight_images,
)
from backprop.figures.axis import Axis
from backprop.figures.marks import simplified, written
from backprop.figures.picture import PALETTE, SERIES, WIDTH, paint

ROOT = Path(__file__).parents[2]
TOKENS = {
    "value": "value",
    "gradient": "gradient",
    "negative": "negative",
    "right": "right",
    "ink": "text",
    "muted": "muted",
    "line": "line",
}  # as tokens.css calls them
NAMED = re.compile(r"--(?:bp|book)-([a-z-]+): (#[0-9a-f]{6});")


def themes(stylesheet: str) -> tuple[dict[str, str], dict[str, str]]:
    """Read the colours of the light and of the dark theme."""
    text = (ROOT / stylesheet).read_text(encoding="utf-8")
    light, _, dark = text.partition("@media screen")
    return dict(NAMED.findall(light)), dict(NAMED.findall(dark))


def luminance(colour: str) -> float:
    parts = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    dim, bright = sorted(map(luminance, (one, other)))
    return (bright + 0.05) / (dim + 0.05)


def test_the_colours_are_those_of_the_widgets() -> None:
    light, dark = themes("frontend/styles/tokens.css")
    for name, token in TOKENS.items():
        assert PALETTE[name] == (light[token], dark[token]), name


def test_the_page_has_the_colours_that_only_pictures_use() -> None:
    light, dark = themes("book/_static/stills.css")
    assert set(light) == set(dark) == set(PALETTE) - set(TOKENS) - {"page"}
    for name in light:
        assert PALETTE[name] == (light[name], dark[name]), name


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_words_and_lines_stand_out_from_the_ground(theme: int) -> None:
    for name in {*PALETTE} - {"page", "line"}:
        assert contrast(PALETTE[name][theme], PALETTE["page"][theme]) >= 4.5, name


def test_a_run_or_a_class_is_never_told_by_the_colour_of_gradients() -> None:
    assert not {"gradient", "negative"} & set(SERIES)


def drawings(noise: float = 0.0) -> Iterator[Picture]:
    """Draw one picture of each kind, from numbers that are off by a little noise."""
    rng = np.random.default_rng(0)
    samples = spiral(20, 3, rng=rng)
    network = Network([Dense(2, 3, rng=rng)], SoftmaxCrossEntropy())
    network.layers[0].weights = network.layers[0].weights + noise
    yield function_and_slope("sigmoid", at=1.234 + noise)
    yield loss_curve({"a <b>": 4 * 0.9 ** np.arange(99) + noise, "c": [3.0] * 9}, log=True)
    yield curves({"c": [0.1, 0.7 + noise]}, x="layer", y="gradient")
    yield decision_boundary(network, samples)
    yield confusion_matrix([0, 1, 2], rng.random((3, 3)), labels=["cat", "dog", "hen"])
    yield grey_images(rng.random((9, 12)) + noise, (3, 4), labels=list("abcdefghi"))
    yield weight_images(rng.normal(size=(12, 3)) + noise, (3, 4))
    yield predicted_against_true(rng.random((9, 1)) + noise, rng.random((9, 1)), unit="m")


PICTURES = list(drawings())


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.alt[:20])
class TestEveryPicture:
    def test_is_painted_in_the_pages_colours_alone(self, picture: Picture) -> None:
        root = ElementTree.fromstring(picture.svg)
        painted = {mark.get(kind) for mark in root.iter() for kind in ("fill", "stroke")}
        assert painted - {None, "none"} <= {paint(name) for name in PALETTE}
        assert paint("page") in painted  # its card

    def test_does_not_touch_the_page_around_it(self, picture: Picture) -> None:
        """No id that may stand there twice, no style for other elements, nothing to load."""
        root = ElementTree.fromstring(picture.svg)
        assert not [mark for mark in root.iter() if mark.get("id") or mark.get("style")]
        assert not re.search(r"href|url\(", picture.svg)
        (style,) = re.findall("<style>(.*)</style>", picture.svg)
        assert re.findall(r"([^{}]+)\{", style) == [
            "@media (prefers-color-scheme:dark)",
            "svg:root",
        ]

    def test_keeps_its_words_in_sight_and_apart(self, picture: Picture) -> None:
        root = ElementTree.fromstring(picture.svg)
        boxes = [box(text) for text in root.iter("{http://www.w3.org/2000/svg}text")]
        height = float(root.attrib["height"])
        for left, right, top, bottom in boxes:
            assert left >= 0
            assert right <= WIDTH
            assert top >= 0
            assert bottom <= height
        for number, one in enumerate(boxes):
            for other in boxes[:number]:
                apart_across = one[1] <= other[0] or other[1] <= one[0]
                assert apart_across or one[3] <= other[2] or other[3] <= one[2], (one, other)


def box(text: ElementTree.Element) -> tuple[float, float, float, float]:
    """Estimate where words stand: left, right, top and bottom."""
    x, y, width = float(text.attrib["x"]), float(text.attrib["y"]), 8.5 * len(text.text or "")
    left = x - width * {"middle": 0.5, "end": 1.0}.get(text.get("text-anchor", ""), 0.0)
    return left, left + width, y - 13, y + 4


def test_the_same_numbers_give_the_same_picture_whatever_their_last_bits() -> None:
    assert [p.svg for p in drawings(1e-13)] == [p.svg for p in PICTURES]


def test_a_picture_by_itself_has_a_dark_theme_too() -> None:
    dark = dict(re.findall(r"--book-([a-z]+):(#[0-9a-f]{6});", PICTURES[0].svg))
    assert dark == {name: colours[1] for name, colours in PALETTE.items()}


@pytest.mark.parametrize(
    ("axis", "labels"),
    [
        (Axis.linear(0, 36), "0 10 20 30 40"),
        (Axis.linear(-8, 8, most=5, wide=False), "−5 0 5"),
        (Axis.linear(1, 4, whole=True, wide=False), "1 2 3 4"),
        (Axis.linear(3, 3, whole=True, wide=False), "3"),
        (Axis.linear(0, 0.25, most=5), "0 0.1 0.2 0.3"),
        (Axis.logarithmic(0.002, 30), "0.01 0.1 1 10"),
        (Axis.logarithmic(1e-19, 1e4, most=6), "10⁻¹⁶ 10⁻¹² 10⁻⁸ 10⁻⁴ 10⁰ 10⁴"),
        (Axis.logarithmic(0.6, 9), "1 2 5"),
        (Axis.logarithmic(0.12, 0.75), "0.2 0.3 0.5 0.7"),
        (Axis.logarithmic(5, 5), "3 5 7 10"),
    ],
    ids=str,
)
def test_an_axis_has_few_round_ticks(axis: Axis, labels: str) -> None:
    assert axis.labels == tuple(labels.split())


def test_numbers_stand_on_an_axis_by_their_size() -> None:
    assert Axis.linear(0, 40).share([0, 10, 40]).tolist() == [0, 0.25, 1]
    share = Axis.logarithmic(0.01, 100).share([0.01, 1, 100])
    np.testing.assert_allclose(share, [0, 0.5, 1], atol=1e-15)


def test_a_coordinate_has_one_decimal() -> None:
    assert [written(x) for x in (3.14159, -0.04, 12.0, 499.96)] == ["3.1", "0", "12", "500"]


def test_a_simplified_line_keeps_its_bends_and_leaves_out_the_rest() -> None:
    x = np.arange(0, 100, 0.5)
    tent = np.column_stack([x, np.minimum(x, 100 - x)])
    assert simplified(tent).tolist() == [[0, 0], [50, 50], [99.5, 0.5]]
    loop = np.array([[0.0, 0.0], [9.0, 0.0], [0.0, 0.0]])
    assert simplified(loop).tolist() == loop.tolist()
    saw = np.zeros((3000, 2))
    saw[:, 0], saw[::2, 1] = np.arange(3000), np.arange(3000, 1500, -1)
    assert len(simplified(saw)) == 3000
