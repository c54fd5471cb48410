"""Pictures of functions, training runs and networks: SVG in the page's colours, with a description.

A picture's ``repr`` says what it shows. The SVG carries the same sentence for screen readers, and
a notebook that cannot show SVG shows the sentence instead: the book can be read without a screen.
"""

import backprop.figures.font_cache  # noqa: F401  # before the others import matplotlib
from backprop.figures.bends import bend_lines
from backprop.figures.bowls import loss_bowl
from backprop.figures.classes import decision_boundary
from backprop.figures.confusions import confusion_matrix
from backprop.figures.curves import curves, loss_curve
from backprop.figures.functions import function_and_slope
from backprop.figures.histograms import activation_histograms
from backprop.figures.images import grey_images, weight_images
from backprop.figures.picture import Picture
from backprop.figures.predictions import predicted_against_true

__all__ = [
    "Picture",
    "activation_histograms",
    "bend_lines",
    "confusion_matrix",
    "curves",
    "decision_boundary",
    "function_and_slope",
    "grey_images",
    "loss_bowl",
    "loss_curve",
    "predicted_against_true",
    "weight_images",
]
