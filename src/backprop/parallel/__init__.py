"""Training over several workers: each differentiates a part of the batch, and the parts are added.

The workers are threads or processes of this machine, or those of a Dask scheduler. Dask is
the extra ``dask`` of this package: ``pip install distributed``.

>>> from backprop import SGD, Dense, Network, SquaredError
>>> x, y = [[1], [2], [3]], [[2], [4], [6]]
>>> network = Network([Dense(1, 1, rng=0)], SquaredError())
>>> twin = Network([Dense(1, 1, rng=0)], SquaredError())
>>> with DataParallel(network, n_workers=2) as parallel:
...     loss = parallel.step(x, y, SGD(0.1))
>>> abs(loss - twin.step(x, y, SGD(0.1))) < 1e-12
True
>>> bool(abs(network.layers[0].weights - twin.layers[0].weights) < 1e-12)
True
"""

from backprop.parallel.data_parallel import DataParallel
from backprop.parallel.shards import Placed

__all__ = ["DataParallel", "Placed"]
