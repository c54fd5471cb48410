"""The training of chapter 12 by PyTorch: what chapter 13 quotes is what comes out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
import torch

from backprop import Dense

BOOK = Path(__file__).parents[1] / "book"
PROGRAM, QUOTING = BOOK / "12-classify-the-spiral.ipynb", BOOK / "13-choose-an-optimizer.ipynb"
QUOTED = re.compile(r"^\| (\d+) \| ([\d.]+) \|$", re.MULTILINE)


def cells_of(chapter: Path) -> dict[str, str]:
    return {cell.id: cell.source for cell in nbformat.read(chapter, as_version=4).cells}


@pytest.fixture(scope="module")
def chapter() -> dict[str, Any]:
    """Run the program of the chapter, and what makes its network anew."""
    cells, names = cells_of(PROGRAM), dict[str, Any]()
    for name in ("program", "new-network"):
        exec(cells[name], names)
    return names


@pytest.fixture(scope="module")
def losses(chapter: dict[str, Any]) -> list[float]:
    """Train the same network with PyTorch's layers, loss and optimizer, on the same batches."""
    torch.set_num_threads(1)  # on arrays as small as these, two would wait for each other
    x, y = torch.tensor(chapter["x"]), torch.tensor(chapter["y"])
    layers: list[torch.nn.Module] = []
    for ours in chapter["new_network"]().layers:
        if not isinstance(ours, Dense):
            layers.append(torch.nn.ReLU())
            continue
        layer = torch.nn.Linear(ours.n_inputs, ours.n_neurons, dtype=torch.float64)
        with torch.no_grad():
            layer.weight.copy_(torch.tensor(ours.weights.T))
            layer.bias.copy_(torch.tensor(ours.biases[0]))
        layers.append(layer)
    network, loss = torch.nn.Sequential(*layers), torch.nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(network.parameters(), lr=0.03, momentum=0.9)
    order, found = np.random.default_rng(0), [loss(network(x), y).item()]
    for _ in range(300):
        for rows in torch.tensor(order.permutation(len(x))).split(32):
            optimizer.zero_grad()
            loss(network(x[rows]), y[rows]).backward()
            optimizer.step()
        found.append(loss(network(x), y).item())
    return found


def test_the_losses_agree(chapter: dict[str, Any], losses: list[float]) -> None:
    ours = chapter["history"].loss
    assert len(ours) == len(losses) == 301
    assert ours[:41] == pytest.approx(losses[:41], rel=1e-10)
    assert ours == pytest.approx(losses, rel=1e-6)


def test_the_chapter_quotes_what_comes_out(losses: list[float]) -> None:
    text = cells_of(QUOTING)["pytorch-text"]
    version = torch.__version__.partition("+")[0]
    assert f"PyTorch {version}" in text
    quoted = QUOTED.findall(text)
    assert len(quoted) == 5
    for epoch, figure in quoted:
        decimals = len(figure.partition(".")[2])
        assert f"{losses[int(epoch)]:.{decimals}f}" == figure
