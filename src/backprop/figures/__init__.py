"""Pictures of functions, training runs and networks: PNG on a light card, with their words.

A figure's ``repr`` says what it shows. On the site that sentence is its alternative text (the
cell's metadata carries it, and a test compares the two); no screen is needed to read the book.
"""

from backprop.figures.classes import confusion_matrix, decision_boundary
from backprop.figures.curves import curves, loss_curve
from backprop.figures.functions import function_and_slope
from backprop.figures.images import grey_images, weight_images
from backprop.figures.picture import Picture
from backprop.figures.predictions import predicted_against_true

__all__ = [
    "Picture",
    "confusion_matrix",
    "curves",
    "decision_boundary",
    "function_and_slope",
    "grey_images",
    "loss_curve",
    "predicted_against_true",
    "weight_images",
]
