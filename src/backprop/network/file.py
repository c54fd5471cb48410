"""A network in one ``.npz`` file: what its layers are, in JSON, and their parameters."""

from __future__ import annotations

import io
import json
import os
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from backprop.layers import Dense
from backprop.network.draft import write_whole
from backprop.network.kinds import LAYERS, LOSSES, described, kind_of
from backprop.network.stored_optimizer import describe_optimizer, read_optimizer
from backprop.optimizers import Optimizer

__all__ = ["Stored", "load", "save"]

FORMAT = "backprop network 1"
Built = TypeVar("Built")
# What zipfile, zlib, numpy and json raise of bytes that are not theirs, and what we do.
DAMAGED = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    EOFError,
    OSError,
    RuntimeError,  # NotImplementedError too
    zipfile.BadZipFile,
    zlib.error,
)


def save(
    path: str | os.PathLike[str], layers: Sequence[Any], loss: Any, optimizer: Any = None
) -> None:
    """Store them whole or not at all: see :meth:`backprop.network.Network.save`."""
    arrays: dict[str, Any] = {}
    for place, layer in enumerate(layers):
        if kind_of(layer, LAYERS) is None:
            raise TypeError(f"Network.save expects layers of this package, got {layer!r}.")
        if type(layer) is Dense:
            arrays |= {f"{place}.{name}": getattr(layer, name) for name in layer.parameter_names}
    if kind_of(loss, LOSSES) is None:
        raise TypeError(f"Network.save expects a loss of this package, got {loss!r}.")
    about: dict[str, Any] = {
        "format": FORMAT,
        "layers": [described(layer, "n_inputs", "n_neurons", "dtype") for layer in layers],
        "loss": kind_of(loss, LOSSES),
    }
    if optimizer is not None:
        about["optimizer"], remembered = describe_optimizer(optimizer, arrays)
        arrays |= remembered
    text = np.array(json.dumps(about))
    write_whole(path, lambda file: np.savez(file, about=text, **arrays), "Network.save")


@dataclass(frozen=True)
class Stored:
    """What a file holds."""

    layers: list[Any]
    loss: Any
    optimizer: Optimizer | None

    def optimizer_for_its_layers(self) -> Optimizer:
        """Return the optimizer, or raise ``ValueError`` if none was saved."""
        if self.optimizer is None:
            raise ValueError(
                "it holds no optimizer; network.save(path, optimizer) would store one, "
                "and Network.load reads the network alone"
            )
        return self.optimizer


def load(path: str | os.PathLike[str], build: Callable[[Stored], Built]) -> Built:
    """Build something of what a file holds: see :meth:`backprop.network.Network.load`."""
    file = io.BytesIO(Path(path).read_bytes())
    try:
        with zipfile.ZipFile(file) as archive:
            if damaged := archive.testzip():
                raise ValueError(f"{damaged} is damaged")
        file.seek(0)
        with np.load(file, allow_pickle=False) as arrays:
            return build(_read({name: arrays[name] for name in arrays.files}))
    except DAMAGED as error:
        raise ValueError(
            f"Network.load expects a file that Network.save has written, got {os.fspath(path)!r}: "
            f"{error}."
        ) from error


def _read(arrays: dict[str, Any]) -> Stored:
    if "about" not in arrays:
        raise ValueError("it holds no network")
    about = json.loads(str(arrays.pop("about")))
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise ValueError(f"it is not of the format {FORMAT!r}")
    layers: list[Any] = []
    parameters: dict[str, Any] = {}
    for place, stored_layer in enumerate(about["layers"]):
        details = dict(stored_layer)
        layer = LAYERS[details.pop("kind")](**details)
        for name in layer.parameter_names:
            stored = arrays.pop(f"{place}.{name}")
            if stored.dtype != layer.dtype:
                raise ValueError(f"{name} of layer {place} are {stored.dtype}, not {layer.dtype}")
            setattr(layer, name, stored)
            parameters[f"{place}.{name}"] = getattr(layer, name)
        layers.append(layer)
    optimizer = None
    if "optimizer" in about:
        optimizer = read_optimizer(about["optimizer"], parameters, arrays)
    if arrays:
        raise ValueError(f"it holds more than a network: {', '.join(arrays)}")
    return Stored(layers, LOSSES[about["loss"]](), optimizer)
