/**
 * Every widget, under the name of its Python class. The build takes its entries from here, and the
 * page finds its modules here: a new widget is one import and one line.
 */

import * as ActivationStepper from "./activation_stepper.js";
import * as ChainRuleStepper from "./chain_rule_stepper.js";
import * as DescentStepper from "./descent_stepper.js";
import * as LayerStepper from "./layer_stepper.js";
import * as NetworkStepper from "./network_stepper.js";
import * as SoftmaxStepper from "./softmax_stepper.js";
import * as TrainingPlayer from "./training_player.js";

/** @type {Record<string, import("./types.js").WidgetModule>} */
export const widgets = {
  ActivationStepper,
  ChainRuleStepper,
  DescentStepper,
  LayerStepper,
  NetworkStepper,
  SoftmaxStepper,
  TrainingPlayer,
};
