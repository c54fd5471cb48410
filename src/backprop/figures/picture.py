"""What every picture shares: a PNG on a light card, its words, its colours and its frame."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

__all__ = ["COLOURS", "GRADIENT", "LINE", "MARKERS", "TEXT", "VALUE", "Picture", "drawn", "tidy"]

VALUE, GRADIENT, TEXT, LINE = "#0067a0", "#b04300", "#1b1f24", "#7b8592"
# Each line and each class has a colour and a shape, so that neither has to be told by colour alone.
COLOURS = (VALUE, GRADIENT, "#00694e", "#8a2f7c", "#5c5300", "#3d3fb0")
MARKERS = ("o", "s", "^", "D", "v", "P")


@dataclass(frozen=True, repr=False)
class Picture:
    """A PNG and the sentence that stands for it where it cannot be seen."""

    png: bytes
    alt: str

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
        data = {"image/png": base64.b64encode(self.png).decode("ascii"), "text/plain": repr(self)}
        return data, {"image/png": {"alt": self.alt}}

    def __repr__(self) -> str:
        return self.alt


def tidy(axes: Axes) -> None:
    """Give a plot the quiet frame and grid of this book."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(LINE)
    axes.tick_params(colors=TEXT)
    axes.grid(color="#d5dae1", linewidth=0.6)
    axes.set_axisbelow(True)


def drawn(figure: Figure, alt: str) -> Picture:
    """Draw the figure on a white card, which both themes of the site show as it is."""
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=144, facecolor="white", metadata={"Software": None})
    return Picture(file.getvalue(), alt)
