/** Optimizers, as `backprop.optimizers` has them: how gradients change all parameters, one step at a time. */

import { at } from "./flat_array.js";

/**
 * @typedef {object} SGD
 * @property {"SGD"} kind
 * @property {number} rate
 * @property {number} [decay]
 *
 * @typedef {object} Momentum
 * @property {"Momentum"} kind
 * @property {number} rate
 * @property {number} [momentum]
 * @property {boolean} [nesterov]
 *
 * @typedef {object} Adam
 * @property {"Adam"} kind
 * @property {number} rate
 * @property {number} [beta1]
 * @property {number} [beta2]
 * @property {number} [epsilon]
 *
 * @typedef {SGD | Momentum | Adam} OptimizerSpec
 *
 * @callback Step  changes the parameters in place
 * @param {Float64Array} parameters
 * @param {Float64Array} gradients
 * @returns {void}
 */

/**
 * An optimizer that has not made a step yet.
 * @param {OptimizerSpec} spec
 * @param {number} size  how many parameters there are
 * @returns {Step}
 */
export function createOptimizer(spec, size) {
  switch (spec.kind) {
    case "SGD":
      return sgd(spec);
    case "Momentum":
      return momentum(spec, size);
    case "Adam":
      return adam(spec, size);
    default:
      throw new Error(`An optimizer is SGD, Momentum or Adam; got ${JSON.stringify(spec)}.`);
  }
}

/** `parameter -= rate * gradient`; the rate falls with the steps made before.  @param {SGD} spec @returns {Step} */
function sgd({ rate, decay = 0 }) {
  let steps = 0;
  return (parameters, gradients) => {
    const now = rate / (1 + decay * steps);
    steps += 1;
    for (let i = 0; i < parameters.length; i++) {
      parameters[i] = at(parameters, i) - now * at(gradients, i);
    }
  };
}

/** `velocity = momentum * velocity + gradient`, `parameter -= rate * velocity`.  @param {Momentum} spec @param {number} size @returns {Step} */
function momentum({ rate, momentum: kept = 0.9, nesterov = false }, size) {
  const velocities = new Float64Array(size);
  return (parameters, gradients) => {
    for (let i = 0; i < parameters.length; i++) {
      const gradient = at(gradients, i);
      const velocity = kept * at(velocities, i) + gradient;
      velocities[i] = velocity;
      parameters[i] = at(parameters, i) - rate * (nesterov ? gradient + kept * velocity : velocity);
    }
  };
}

/** The mean gradient over the root of its mean square, both corrected for their start at 0.  @param {Adam} spec @param {number} size @returns {Step} */
function adam({ rate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }, size) {
  const means = new Float64Array(size);
  const squares = new Float64Array(size);
  let steps = 0;
  return (parameters, gradients) => {
    steps += 1;
    const [grown1, grown2] = [1 - beta1 ** steps, 1 - beta2 ** steps];
    for (let i = 0; i < parameters.length; i++) {
      const gradient = at(gradients, i);
      const mean = beta1 * at(means, i) + (1 - beta1) * gradient;
      const square = beta2 * at(squares, i) + (1 - beta2) * (gradient * gradient);
      means[i] = mean;
      squares[i] = square;
      parameters[i] = at(parameters, i) - (rate * (mean / grown1)) / (Math.sqrt(square / grown2) + epsilon);
    }
  };
}
