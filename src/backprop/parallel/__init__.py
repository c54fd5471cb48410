"""Training over several workers: each differentiates a part of the batch, and the parts are added.

The workers are threads or processes of this machine, or those of a Dask scheduler. Dask comes with
``pip install "backprop[dask]"``.

>>> from backprop import SGD, Dense, Network, SquaredError
>>> network = Network([Dense(1, 1, rng=0)], SquaredError())
>>> with DataParallel(network, n_workers=2) as parallel:
...     history = parallel.fit([[1], [2], [3]], [[2], [4], [6]], SGD(0.1), epochs=100)
>>> network.predict([[10]]).round(3)
array([[20.]])
"""

from backprop.parallel.data_parallel import DataParallel
from backprop.parallel.shards import Placed

__all__ = ["DataParallel", "Placed"]
