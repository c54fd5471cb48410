/** What is said of a mistake. Written by tools/write_mistakes.py. Do not edit. */

/** @type {Readonly<Record<string, { says: string, see: string }>>} */
export const CATALOGUE = {
  "activation taken twice": {
    "says": "You took the slope at the output of the activation; take it at the input, or use the formula that is written in terms of the output.",
    "see": "06-pass-through-activations#a-gate-ajar"
  },
  "doubled 1/n": {
    "says": "You divided by the number of samples twice; the gradient of the loss has been divided already.",
    "see": "04-sum-over-the-batch#sum-or-mean"
  },
  "factors added instead of multiplied": {
    "says": "You added the factors along the path; the chain rule multiplies them.",
    "see": "01-step-through-one-neuron#multiply-along-the-path"
  },
  "gradient of the fused loss": {
    "says": "You used (p − y)/n, which is the gradient of the logits; the gradient of the probabilities is −y/p/n.",
    "see": "07-differentiate-softmax-and-loss#where-did-the-derivative-of-the-softmax-go"
  },
  "gradient of the step before": {
    "says": "You used the gradient of the step before; each step takes the gradient at the place where it starts.",
    "see": "02-descend-with-the-gradient#the-loop"
  },
  "incoming gradient left out": {
    "says": "You gave the local derivative alone; it still has to be multiplied by the gradient that comes in.",
    "see": "01-step-through-one-neuron#multiply-along-the-path"
  },
  "learning rate left out": {
    "says": "You subtracted the whole gradient; multiply it by the learning rate first.",
    "see": "02-descend-with-the-gradient#one-step-down"
  },
  "logarithm not differentiated": {
    "says": "You passed the gradient through the logarithm unchanged; the derivative of log p is 1/p.",
    "see": "07-differentiate-softmax-and-loss#what-a-probability-costs"
  },
  "mask from the output by >=": {
    "says": "You asked whether the output of the ReLU is >= 0, which is always true; ask whether its input is > 0.",
    "see": "06-pass-through-activations#two-masks-that-let-zero-through"
  },
  "mask of the wrong array": {
    "says": "You asked whether the incoming gradient is above 0; ask whether the input of the ReLU is.",
    "see": "06-pass-through-activations#six-pass-six-stop"
  },
  "mask of the wrong layer": {
    "says": "You used the mask of another layer; each ReLU has a mask of its own, made from its own inputs.",
    "see": "06-pass-through-activations#six-pass-six-stop"
  },
  "mean of the shards' means, not weighted": {
    "says": "You took the plain mean of the shards' means; weight each by its share of the batch, n / N.",
    "see": "16-backpropagate-across-machines#shards-of-unequal-size"
  },
  "minus left out": {
    "says": "You lost a minus sign; the derivative of a difference with respect to what is subtracted is −1.",
    "see": "01-step-through-one-neuron#every-operation-checked"
  },
  "minus of −log p left out": {
    "says": "You lost the minus sign of −log p; its derivative is −1/p.",
    "see": "07-differentiate-softmax-and-loss#what-a-probability-costs"
  },
  "missing 1/n": {
    "says": "You left out the division by the number of samples; the loss is a mean over the batch.",
    "see": "04-sum-over-the-batch#sum-or-mean"
  },
  "no activation derivative": {
    "says": "You passed the gradient through the activation unchanged; it has to be multiplied by the activation's slope.",
    "see": "06-pass-through-activations#six-pass-six-stop"
  },
  "one path of several": {
    "says": "You followed one path only; where a number acts along several paths, add up what comes back along all of them.",
    "see": "03-backpropagate-a-layer#one-input-three-wires"
  },
  "overwritten instead of added": {
    "says": "You kept only the last contribution; each one is added to those before it, not written over them.",
    "see": "04-sum-over-the-batch#one-weight-three-samples"
  },
  "own factor instead of the other": {
    "says": "You multiplied by the factor's own value; the derivative of a product with respect to one factor is the other factor.",
    "see": "01-step-through-one-neuron#one-local-derivative-at-a-time"
  },
  "part of the slope": {
    "says": "You used only part of the slope's formula; it is σ(1 − σ) for a sigmoid and 1 − tanh² for tanh.",
    "see": "06-pass-through-activations#a-gate-ajar"
  },
  "sign of (a − y)": {
    "says": "You subtracted the prediction from the target; the gradient is prediction minus target, a − y.",
    "see": "02-descend-with-the-gradient#one-step-down"
  },
  "softmax applied twice": {
    "says": "You applied the softmax to probabilities; the loss takes logits and applies the softmax itself.",
    "see": "07-differentiate-softmax-and-loss#exercises"
  },
  "softmax differentiated elementwise": {
    "says": "You used p(1 − p) alone, as for a sigmoid; each logit changes all the probabilities of its row.",
    "see": "07-differentiate-softmax-and-loss#two-cases-one-formula"
  },
  "softmax differentiated once more": {
    "says": "You multiplied by the derivative of the softmax again; p − y contains it already.",
    "see": "07-differentiate-softmax-and-loss#where-did-the-derivative-of-the-softmax-go"
  },
  "step uphill": {
    "says": "You added the gradient, which climbs; to descend, subtract it.",
    "see": "02-descend-with-the-gradient#one-step-down"
  },
  "sum treated as a product": {
    "says": "You multiplied by the other term of a sum; the derivative of a sum with respect to each of its terms is 1.",
    "see": "01-step-through-one-neuron#one-local-derivative-at-a-time"
  },
  "target left out": {
    "says": "You gave the probabilities alone; subtract the target, which is 1 for the right class.",
    "see": "07-differentiate-softmax-and-loss#where-did-the-derivative-of-the-softmax-go"
  },
  "the bias printed instead of its gradient": {
    "says": "You gave the bias itself; what is asked for is its gradient.",
    "see": "04-sum-over-the-batch#one-bias-three-samples"
  },
  "the two of the square left out": {
    "says": "You left out the 2; the derivative of x² is 2x.",
    "see": "02-descend-with-the-gradient#the-loop"
  },
  "transpose missing": {
    "says": "You multiplied by the weights without transposing them; the gradient goes back through weights.T.",
    "see": "03-backpropagate-a-layer#where-the-transpose-comes-from"
  },
  "wrong axis for the biases": {
    "says": "You summed over the neurons of each sample; the gradient of the biases is the sum over the samples, axis 0.",
    "see": "04-sum-over-the-batch#one-bias-three-samples"
  }
};
