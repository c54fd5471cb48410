"""Widgets that step through backpropagation, in Jupyter and on a page without a kernel."""

from backprop.widgets.chain_rule_stepper import ChainRuleStepper

__all__ = ["ChainRuleStepper"]
