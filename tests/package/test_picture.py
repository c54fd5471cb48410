"""What all pictures share: the book's colours, and an SVG that is safe to put into any page."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import matplotlib
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

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
from backprop.figures.paths import short_path, tenths
from backprop.figures.plot import logarithmic, round_numbers
from backprop.figures.style import PALETTE, SERIES, WIDTH
from backprop.figures.svg import paint
from still_marks import lines, words

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
        """Its ids are its own, it has no style for other elements, and nothing to load."""
        root = ElementTree.fromstring(picture.svg)
        ids = [mark.attrib["id"] for mark in root.iter() if mark.get("id")]
        assert len({name.partition("-")[0] for name in ids}) <= 1
        assert len(set(ids)) == len(ids)
        assert set(re.findall(r"url\(#([^)]*)\)", picture.svg)) == set(ids)
        assert not [mark for mark in root.iter() if mark.get("style")]
        assert not re.search(r"href|url\([^#]", picture.svg)
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


def test_pictures_on_one_page_share_no_id() -> None:
    ids = [set(re.findall(r'id="([^"]*)"', picture.svg)) for picture in PICTURES]
    assert all(ids[:4])
    assert len(set.union(*ids)) == sum(map(len, ids))


def test_what_a_reader_has_set_changes_no_picture_and_stays() -> None:
    with matplotlib.rc_context({"lines.linewidth": 9, "font.size": 3, "axes.labelpad": 30}):
        assert [p.svg for p in drawings()] == [p.svg for p in PICTURES]
        assert matplotlib.rcParams["lines.linewidth"] == 9


def test_a_reader_may_go_on_with_matplotlib(tmp_path: Path) -> None:
    picture = loss_curve({"a": [4.0, 2.0]})
    (axes,) = picture.figure.axes
    axes.axhline(3)
    picture.figure.savefig(tmp_path / "loss.png")
    assert (tmp_path / "loss.png").read_bytes().startswith(b"\x89PNG")


def test_only_pictures_wait_for_matplotlib_and_none_for_its_windows() -> None:
    program = (
        "import sys, backprop; print('matplotlib' in sys.modules)\n"
        "import backprop.widgets; print('matplotlib' in sys.modules)\n"
        "from backprop.figures import loss_curve; loss_curve({'a': [4.0, 3.0]})\n"
        "print('matplotlib' in sys.modules, 'matplotlib.pyplot' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["False", "False", "True", "False"]
    assert said.stderr == ""


def test_a_machine_without_a_list_of_its_fonts_draws_without_a_word(tmp_path: Path) -> None:
    program = (
        "import threading; Timer = threading.Timer\n"
        "threading.Timer = lambda _, warn: Timer(0, warn)\n"
        "import backprop.figures"
    )
    said = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "MPLCONFIGDIR": str(tmp_path)},
    )
    assert list(tmp_path.glob("fontlist*"))
    assert said.stderr == ""


@pytest.mark.parametrize(
    "label", ["_a", "$a$", "a\nb", "損失", "a & <b>", "a label as long as a line, or still longer"]
)
def test_a_label_is_written_as_it_is(label: str) -> None:
    assert words(loss_curve({label: [2.0, 1.0]}))[-len(label.split("\n")) :] == label.split("\n")


@pytest.mark.parametrize(
    "losses", [[1e-300, 1e299], [1.7e308, 1e-308], [3.0, 3.0], [np.inf, np.inf]]
)
@pytest.mark.parametrize("log", [False, True])
def test_extreme_numbers_stay_inside(losses: list[float], log: bool) -> None:
    picture = loss_curve({"a": losses}, log=log)
    for line in lines(picture, "value"):
        assert (line.places > 0).all()
        assert (line.places < [WIDTH, 300]).all()


def written(axes: Axes) -> list[str]:
    """List the numbers in sight along the vertical axis."""
    bottom, top = axes.get_ylim()
    ticks = zip(axes.get_yticks(), axes.get_yticklabels(), strict=True)
    return [label.get_text() for at, label in ticks if bottom <= at <= top]


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (0, 36, "0 10 20 30"),
        (-8, 8, "−5 0 5"),
        (0, 0.26, "0 0.1 0.2"),
        (0, 3e9, "0 10⁹ 2×10⁹ 3×10⁹"),
    ],
)
def test_an_axis_has_few_round_numbers(low: float, high: float, labels: str) -> None:
    axes = Figure().subplots()
    axes.set_ylim(low, high)
    round_numbers(axes.yaxis)
    assert written(axes) == labels.split()


@pytest.mark.parametrize(("low", "high", "labels"), [(1, 4, "1 2 3 4"), (2.9, 3.1, "3")])
def test_counts_are_whole(low: float, high: float, labels: str) -> None:
    axes = Figure().subplots()
    axes.set_ylim(low, high)
    round_numbers(axes.yaxis, whole=True)
    assert written(axes) == labels.split()


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (0.002, 30, "0.01 0.1 1 10"),
        (1e-19, 1e4, "10⁻²⁰ 10⁻¹⁵ 10⁻¹⁰ 10⁻⁵ 10⁰ 10⁵"),
        (1.5, 600, "3 10 30 100 300"),
        (0.6, 9, "1 2 5"),
        (0.12, 0.75, "0.2 0.3 0.5 0.7"),
        (1e8, 3e9, "10⁸ 2×10⁸ 5×10⁸ 10⁹ 2×10⁹"),
        (5, 5.5, "3 5 7 10"),
    ],
)
def test_a_logarithmic_axis_has_few_round_numbers(low: float, high: float, labels: str) -> None:
    axes = Figure().subplots()
    axes.plot([low, high])
    logarithmic(axes)
    assert written(axes) == labels.split()


def test_a_coordinate_has_one_decimal() -> None:
    assert [tenths(x) for x in (3.14159, -0.04, "12.000000", 499.96)] == ["3.1", "0", "12", "500"]


@pytest.mark.parametrize(
    ("path", "short"),
    [
        ("M 0 0 \nL 25 25.04 \nL 50 50 \nL 99.5 0.5 \n", "M0 0L50 50L99.5 0.5"),
        ("M 1 1 \nL 3 1 \nL 9 1 \nL 9 7 \nL 1 7 \nz\n", "M1 1H9V7H1z"),
        ("M 0 0 \nL 9 0 \nL 0 0 \n", "M0 0H9H0"),
        ("M 0 0 \nL 9 5 \nM 20 0 \nL 20 1 \n", "M0 0L9 5M20 0V1"),
        ("M 0 3 \nC 0.795609 3 1.55 -2.68 2.12 2.12 \nz\n", "M0 3C0.8 3 1.6-2.7 2.1 2.1z"),
        ("M 5 5 \n", "M5 5"),
    ],
)
def test_a_path_keeps_its_bends_and_leaves_out_the_rest(path: str, short: str) -> None:
    assert short_path(path) == short
