"""A Parquet file is read by the workers, a row group each: it needs pyarrow, which is large."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from backprop import SGD, Dense, Network, SquaredError
from backprop.parallel import DataParallel

RNG = np.random.default_rng(0)
X, Y = RNG.normal(size=(50, 3)), RNG.normal(size=50)


def network_of() -> Network:
    return Network([Dense(3, 1, rng=1)], SquaredError())


def test_a_step_is_that_of_one_machine(tmp_path: Path) -> None:
    columns = {"a": X[:, 0], "price": Y, "b": X[:, 1], "c": X[:, 2]}
    pq.write_table(pa.table(columns), tmp_path / "table.parquet", row_group_size=12)
    ours, wanted = network_of(), network_of()
    with DataParallel(ours, n_workers=2) as parallel:
        x, y = parallel.place(tmp_path / "table.parquet", "price")
        assert len(x) == 50
        assert len(x.shards.shards) == 5
        loss = parallel.step(x, y, SGD(0.1))
        with pytest.raises(ValueError, match=r"'cost', got a, price, b, c"):
            parallel.evaluate(tmp_path / "table.parquet", "cost")
    assert loss == pytest.approx(wanted.step(X, Y.reshape(-1, 1), SGD(0.1)), rel=1e-12)
    assert np.allclose(ours.layers[0].weights, wanted.layers[0].weights, rtol=1e-12)
