"""A hidden number is judged as an exercise's is: in every figure that asks for one."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, expect

from backprop.mistakes import named
from built_site import Figure, figures
from own_pages import site_of
from visits import Visit
from widget import OVER_HTTP, PHONE, button


@dataclass(frozen=True)
class Asked:
    """A number that a figure of the book asks for."""

    anchor: str
    link: str
    right: str
    mistake: str
    typed: str


ASKED = [
    Asked("neuron", "step=8", "-6/2", "own factor instead of the other", "1"),
    Asked("bowl", "step=1", "2 + 0.01·6·3", "step uphill", "1.82"),
    Asked("batch", "step=3", "2+10-3", "overwritten instead of added", "-3"),
    Asked("gates", "step=3", "0", "no activation derivative", "3"),
    Asked("softmax", "step=5", "?", "sign of (a − y)", "?"),
    Asked("network", "step=16", "?", "missing 1/n", "?"),
]
