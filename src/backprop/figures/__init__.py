"""Pictures of functions, training runs and networks: SVG in the page's colours, with their words.

A picture's ``repr`` says what it shows. The SVG carries that sentence for those who hear it, and
a notebook that shows no SVG shows the sentence: no screen is needed to read the book.
"""

import backprop.figures.font_cache  # noqa: F401  # before matplotlib comes with the others
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
