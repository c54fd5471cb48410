"""How the book's pictures look: their colours, and the matplotlib settings that use them."""

from __future__ import annotations

from matplotlib import style

__all__ = ["MARKERS", "PALETTE", "SERIES", "STYLE", "WIDTH", "colour", "in_book_style"]

WIDTH = 500  # at most 30% wider than a phone's column: there, letters of 16 pixels are 11

# Light and dark, as in the widgets: forward values are blue, gradients orange. The last three
# have no meaning of their own; with dashes and shapes they tell runs and classes apart.
PALETTE = {
    "value": ("#0a66a3", "#6bb8ec"),
    "gradient": ("#c2410c", "#ff9a62"),
    "negative": ("#7a5195", "#c39bdc"),
    "right": ("#00694e", "#4fd0a5"),
    "ink": ("#1c2430", "#e8eaee"),
    "muted": ("#5b6472", "#a4adba"),
    "line": ("#c6ccd5", "#3c4654"),
    "page": ("#ffffff", "#1b2027"),
    "violet": ("#8a3a8f", "#e5a0e8"),
    "ochre": ("#7a5200", "#e3bd5a"),
    "indigo": ("#4a51c4", "#a9aeff"),
}
SERIES = ("value", "violet", "right", "ochre", "ink", "indigo")
MARKERS = ("o", "s", "^", "D", "v", "P")  # one for each series


def colour(name: str) -> str:
    """Return the colour of the light theme, which stands for both while a picture is drawn."""
    return PALETTE[name][0]


# A matplotlib point is a pixel here. Words are laid out in matplotlib's own font, which is wider
# than the fonts of the pages.
STYLE = {
    "figure.dpi": 72,
    "figure.facecolor": colour("page"),
    "figure.constrained_layout.use": True,
    "figure.constrained_layout.h_pad": 4 / 72,
    "figure.constrained_layout.w_pad": 4 / 72,
    "figure.constrained_layout.wspace": 0.03,
    "font.family": "DejaVu Sans",
    "font.size": 16,
    "text.color": colour("ink"),
    "text.parse_math": False,
    "axes.facecolor": "none",
    "axes.edgecolor": colour("muted"),
    "axes.labelcolor": colour("muted"),
    "axes.titlecolor": colour("muted"),
    "axes.titlesize": 16,
    "axes.titlelocation": "left",
    "axes.titlepad": 12,
    "axes.linewidth": 1,
    "axes.spines.left": False,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.xmargin": 0.02,
    "axes.ymargin": 0.05,
    "grid.color": colour("line"),
    "grid.linewidth": 1,
    "xtick.labelcolor": colour("ink"),
    "ytick.labelcolor": colour("ink"),
    "xtick.major.pad": 6,
    "ytick.major.pad": 6,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "xtick.minor.size": 0,
    "ytick.minor.size": 0,
    "lines.linewidth": 2,
    "lines.markersize": 7,
    "lines.markeredgewidth": 0.6,
    "lines.markeredgecolor": colour("page"),
    "lines.scale_dashes": False,
    "lines.solid_capstyle": "butt",
    "legend.frameon": False,
    "legend.borderaxespad": 0,
    "legend.borderpad": 0.25,
    "legend.handletextpad": 0.5,
    "legend.columnspacing": 1,
    "path.simplify": False,  # paths.py does it later, after rounding
    "path.simplify_threshold": 0.27,  # pixels; between two tenths: no last bit decides
    "svg.fonttype": "none",
    "svg.hashsalt": "backprop",
}

in_book_style = style.context(STYLE, after_reset=True)  # whatever settings the reader has
