"""Widgets that step through backpropagation, in Jupyter and on a page without a kernel."""

from backprop.widgets.activation_stepper import ActivationStepper
from backprop.widgets.chain_rule_stepper import ChainRuleStepper
from backprop.widgets.descent_stepper import DescentStepper
from backprop.widgets.difference_stepper import DifferenceStepper
from backprop.widgets.formula_playground import FormulaPlayground
from backprop.widgets.layer_stepper import LayerStepper
from backprop.widgets.live_neuron import LiveNeuron
from backprop.widgets.network_playground import NetworkPlayground
from backprop.widgets.network_stepper import NetworkStepper
from backprop.widgets.practice import Practice
from backprop.widgets.question import Question
from backprop.widgets.shard_stepper import ShardStepper
from backprop.widgets.softmax_stepper import SoftmaxStepper
from backprop.widgets.training_player import TrainingPlayer
from backprop.widgets.training_playground import TrainingPlayground
from backprop.widgets.worksheet import Worksheet

__all__ = [
    "ActivationStepper",
    "ChainRuleStepper",
    "DescentStepper",
    "DifferenceStepper",
    "FormulaPlayground",
    "LayerStepper",
    "LiveNeuron",
    "NetworkPlayground",
    "NetworkStepper",
    "Practice",
    "Question",
    "ShardStepper",
    "SoftmaxStepper",
    "TrainingPlayer",
    "TrainingPlayground",
    "Worksheet",
]
