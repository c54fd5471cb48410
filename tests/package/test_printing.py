"""What is printed can be printed everywhere: on a console that knows few characters, or on none."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from backprop import SGD, Dense, Network, SquaredError
from backprop.descent import Descent, descend
from backprop.exercises import Verdict
from backprop.figures import loss_curve
from backprop.graph import Graph, inputs, relu, sigmoid, square
from backprop.network import Epoch, Evaluation, History
from backprop.numbers import printable
from backprop.source import Source
from backprop.widgets import (
    ActivationStepper,
    ChainRuleStepper,
    DescentStepper,
    DifferenceStepper,
    LayerStepper,
    NetworkPlayground,
    NetworkStepper,
    ShardStepper,
    SoftmaxStepper,
)


def history() -> History:
    """From 2.5×10⁹ to 1.5×10⁻⁷."""
    return History([Epoch(Evaluation(loss, None), None, None) for loss in (2.5e9, 1.5e-7)])


def graph() -> Graph:
    x, w = inputs(x=-1.5, w=2e-9)
    return Graph(square(sigmoid(w * x - x)))


def swept() -> str:
    found = graph()
    found.forward()
    return "\n".join(map(str, found.backward()))


def shut() -> Graph:
    """A descent is stuck where z = −3×10⁻⁹."""
    x, w = inputs(x=-1.5e-9, w=2)
    return Graph(square(relu((w * x).named("z")) - 1))


def descent() -> Descent:
    return descend(shut(), ["w"], learning_rate=0.1, steps=2)


def network() -> Network:
    return Network([Dense(2, 2, rng=1)], SquaredError())


BATCH = [[1.0, -2.0], [0.5, 3.0]]
TEXTS: dict[str, Callable[[], Any]] = {
    "History": history,
    "Graph": graph,
    "Node": lambda: inputs(x=-1.5e-9)[0],
    "steps of a graph": swept,
    "Descent": descent,
    "reason of a Descent": lambda: descent().reason,
    "Verdict": lambda: Verdict(False, "Not yet: it is not −1."),
    "Source": lambda: Source("βᵗ"),
    "Picture": lambda: loss_curve({"rate 1e−7": [1e9, 1e-9]}),
    "ChainRuleStepper": lambda: ChainRuleStepper(graph()),
    "DescentStepper": lambda: DescentStepper(graph(), ["w"], learning_rate=1e-7, steps=2),
    "DifferenceStepper": lambda: DifferenceStepper("sqrt", 2.5),
    "ActivationStepper": lambda: ActivationStepper(inputs=BATCH, dvalues=BATCH),
    "LayerStepper": lambda: LayerStepper(BATCH, BATCH, [[0, 0]], BATCH),
    "ShardStepper": lambda: ShardStepper([1, 2], [0, 9], weight=1, shards=[[0], [1]]),
    "SoftmaxStepper": lambda: SoftmaxStepper(logits=BATCH, targets=[0, 1]),
    "NetworkPlayground": NetworkPlayground,
    "NetworkStepper": lambda: NetworkStepper(network(), BATCH, BATCH),
}


class Console(io.TextIOWrapper):
    def __init__(self, encoding: str) -> None:
        super().__init__(io.BytesIO(), encoding=encoding)

    @property
    def shown(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode(self.encoding)  # type: ignore[attr-defined]


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "latin-1"])
@pytest.mark.parametrize("text", TEXTS)
def test_every_text_prints(text: str, encoding: str, monkeypatch: Any) -> None:
    console = Console(encoding)
    monkeypatch.setattr(sys, "stdout", console)
    print(TEXTS[text]())
    assert len(console.shown) > 4


@pytest.mark.parametrize("stream", [None, io.StringIO()])
def test_where_nothing_is_known_of_the_console_nothing_changes(
    stream: Any, monkeypatch: Any
) -> None:
    expected = repr(history())
    assert "→ 1.5×10⁻⁷" in expected
    monkeypatch.setattr(sys, "stdout", stream)
    assert repr(history()) == expected


def test_numbers_stay_readable(monkeypatch: Any) -> None:
    monkeypatch.setattr(sys, "stdout", Console("cp1252"))
    assert printable("−0.5 → 2.5×10⁻⁷") == "-0.5 -> 2.5e-7"
    assert printable("2 × 3²") == "2 × 3²"  # which cp1252 has


def test_a_page_does_not_depend_on_the_console(monkeypatch: Any) -> None:
    widget = DescentStepper(shut(), ["w"], learning_rate=0.1, steps=2)
    expected = widget.tables()
    assert "−3×10⁻⁹" in expected[1].caption
    monkeypatch.setattr(sys, "stdout", Console("ascii"))
    assert widget.tables() == expected


X = np.linspace(-1, 1, 12).reshape(6, 2)


class WithoutIsatty:
    """What programs with windows put in place of the console."""

    def write(self, text: str) -> int:
        return len(text)


class TestFitWithoutAConsole:
    @pytest.fixture(autouse=True)
    def _nobody_watches(self, monkeypatch: Any) -> None:
        monkeypatch.delenv("JPY_SESSION_NAME", raising=False)

    @pytest.mark.parametrize("progress", [None, True, False])
    @pytest.mark.parametrize("stream", [None, WithoutIsatty()])
    def test_it_trains(self, stream: Any, progress: Any, monkeypatch: Any) -> None:
        monkeypatch.setattr(sys, "stderr", stream)
        assert network().fit(X, X, SGD(0.1), 3, progress=progress).loss[-1] < 10

    def test_closed(self, monkeypatch: Any) -> None:
        closed = io.StringIO()
        closed.close()
        monkeypatch.setattr(sys, "stderr", closed)
        network().fit(X, X, SGD(0.1), 3)

    def test_as_pythonw_starts_it(self) -> None:
        code = (
            "import sys; sys.stderr = sys.stdout = None\n"
            "from backprop import *\n"
            "history = Network([Dense(1, 1)], SquaredError()).fit([[1]], [[2]], SGD(), 2)\n"
            "repr(history)\n"
        )
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_reason_of_a_stop_prints(monkeypatch: Any) -> None:
    console = Console("cp1252")
    monkeypatch.setattr(sys, "stdout", console)
    with pytest.raises(FloatingPointError) as stopped:
        network().fit(1e9 * X, X, SGD(0.1), 500)
    print(stopped.value)
    assert "inputs as large as 1e9" in console.shown
