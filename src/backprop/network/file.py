"""A network in one ``.npz`` file: what its layers are, in JSON, and their parameters."""

from __future__ import annotations

import io
import json
import os
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from backprop.layers import Dense
from backprop.network.kinds import LAYERS, LOSSES, described, kind_of

__all__ = ["load", "save"]

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


def save(path: str | os.PathLike[str], layers: Sequence[Any], loss: Any) -> None:
    """Store them whole or not at all: see :meth:`backprop.network.Network.save`."""
    arrays: dict[str, Any] = {}
    for place, layer in enumerate(layers):
        if kind_of(layer, LAYERS) is None:
            raise TypeError(f"Network.save expects layers of this package, got {layer!r}.")
        if type(layer) is Dense:
            arrays |= {f"{place}.{name}": getattr(layer, name) for name in layer.parameter_names}
    if kind_of(loss, LOSSES) is None:
        raise TypeError(f"Network.save expects a loss of this package, got {loss!r}.")
    about = {
        "format": FORMAT,
        "layers": [described(layer, "n_inputs", "n_neurons", "dtype") for layer in layers],
        "loss": kind_of(loss, LOSSES),
    }
    target = Path(path).resolve()  # of a link, the file it stands for
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as file:
            np.savez(file, about=np.array(json.dumps(about)), **arrays)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def load(path: str | os.PathLike[str], build: Callable[[list[Any], Any], Built]) -> Built:
    """Build a network of what a file holds: see :meth:`backprop.network.Network.load`."""
    file = io.BytesIO(Path(path).read_bytes())
    try:
        with zipfile.ZipFile(file) as archive:
            if damaged := archive.testzip():
                raise ValueError(f"{damaged} is damaged")
        file.seek(0)
        with np.load(file, allow_pickle=False) as arrays:
            return build(*_read({name: arrays[name] for name in arrays.files}))
    except DAMAGED as error:
        raise ValueError(
            f"Network.load expects a file that Network.save has written, got {os.fspath(path)!r}: "
            f"{error}."
        ) from error


def _read(arrays: dict[str, Any]) -> tuple[list[Any], Any]:
    if "about" not in arrays:
        raise ValueError("it holds no network")
    about = json.loads(str(arrays.pop("about")))
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise ValueError(f"it is not of the format {FORMAT!r}")
    layers: list[Any] = []
    for place, stored_layer in enumerate(about["layers"]):
        details = dict(stored_layer)
        layer = LAYERS[details.pop("kind")](**details)
        for name in layer.parameter_names:
            stored = arrays.pop(f"{place}.{name}")
            if stored.dtype != layer.dtype:
                raise ValueError(f"{name} of layer {place} are {stored.dtype}, not {layer.dtype}")
            setattr(layer, name, stored)
        layers.append(layer)
    if arrays:
        raise ValueError(f"it holds more than a network: {', '.join(arrays)}")
    return layers, LOSSES[about["loss"]]()
