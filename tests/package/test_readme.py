"""The program in the README: it prints what stands there, and it learns from any start."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from backprop import Adam, Dense, Network, SigmoidCrossEntropy, Tanh
from built_site import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
PROGRAM, PRINTED = re.findall(r"```(?:python|text)\n(.*?)```", README, re.DOTALL)


def test_it_prints_what_stands_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    exec(PROGRAM, {})
    assert capsys.readouterr().out == PRINTED
    assert [file.name for file in tmp_path.iterdir()] == ["xor.npz"]


@pytest.mark.parametrize("start", range(8))
def test_it_learns_from_any_start(start: int) -> None:
    x, y = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])
    rng = np.random.default_rng(start)
    layers = [Dense(2, 8, rng=rng, scale="glorot"), Tanh(), Dense(8, 1, rng=rng, scale="glorot")]
    network = Network(layers, SigmoidCrossEntropy())
    history = network.fit(x, y, Adam(0.1), epochs=500)
    assert history.accuracy[-1] == 1
    assert history.loss[-1] < 0.01
