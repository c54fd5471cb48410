"""What each mistake is, said to the one who made it: one sentence for each name."""

from __future__ import annotations

__all__ = ["SENTENCES"]

# Chain and product: scalars first, as the book meets them.
CHAIN = {
    "own factor instead of the other": "You multiplied by the factor's own value; the derivative "
    "of a product with respect to one factor is the other factor.",
    "incoming gradient left out": "You gave the local derivative alone; it still has to be "
    "multiplied by the gradient that comes in.",
    "one path of several": "You followed one path only; where a number acts along several paths, "
    "add up what comes back along all of them.",
    "overwritten instead of added": "You kept only the last contribution; each one is added to "
    "those before it, not written over them.",
    "turn taken too early": "You passed a gradient on before it was complete; a node first "
    "collects all its contributions, then passes on their sum.",
    "factors added instead of multiplied": "You added the factors along the path; the chain rule "
    "multiplies them.",
    "sum treated as a product": "You multiplied by the other term of a sum; the derivative of a "
    "sum with respect to each of its terms is 1.",
    "minus left out": "You lost a minus sign; the derivative of a difference with respect to what "
    "is subtracted is −1.",
    "the bias printed instead of its gradient": "You gave the bias itself; what is asked for is "
    "its gradient.",
    "rounding to float32": "You calculated in single precision, with about seven digits; the book "
    "calculates in double precision.",
}
ACTIVATIONS = {
    "no activation derivative": "You passed the gradient through the activation unchanged; it has "
    "to be multiplied by the activation's slope.",
    "mask from the output by >=": "You asked whether the output of the ReLU is >= 0, which is "
    "always true; ask whether its input is > 0.",
    "mask of the wrong array": "You asked whether the incoming gradient is above 0; ask whether "
    "the input of the ReLU is.",
    "mask of the wrong layer": "You used the mask of another layer; each ReLU has a mask of its "
    "own, made from its own inputs.",
    "activation taken twice": "You took the slope at the output of the activation; take it at the "
    "input, or use the formula that is written in terms of the output.",
    "part of the slope": "You used only part of the slope's formula; it is σ(1 − σ) for a sigmoid "
    "and 1 − tanh² for tanh.",
    "incoming gradient changed in place": "You wrote into the array that came in, and whoever "
    "else holds it now has your numbers; work on a copy.",
}
LAYERS = {
    "transpose missing": "You multiplied by the weights without transposing them; the gradient "
    "goes back through weights.T.",
    "transpose on the wrong side": "You transposed the wrong factor; the gradient of the weights "
    "is inputs.T @ dvalues.",
    "factors in the wrong order": "You swapped the two factors of the product, which transposes "
    "the result; the gradient has to have the shape of what it belongs to.",
    "elementwise product": "You multiplied number by number; a matrix product (@) multiplies rows "
    "by columns and adds up.",
    "one column for all neurons": "You gave every neuron the gradient of the first one; the "
    "columns are equal only if all incoming gradients are.",
    "wrong axis for the biases": "You summed over the neurons of each sample; the gradient of the "
    "biases is the sum over the samples, axis 0.",
    "keepdims left out": "You have the right numbers in the wrong shape; with keepdims=True the "
    "sum stays a row, like the biases.",
    "batch not summed": "You gave one row for each sample; all samples share the same biases, so "
    "their gradients add up.",
    "not reset between batches": "You added the new gradient to the one from the last batch; each "
    "batch sets its gradient afresh.",
    "stale inputs": "You used the numbers of an earlier batch; each forward pass has to store its "
    "own.",
    "inputs not stored": "You did not store the inputs in the forward pass; the backward pass "
    "needs them.",
    "missing 1/n": "You left out the division by the number of samples; the loss is a mean over "
    "the batch.",
    "doubled 1/n": "You divided by the number of samples twice; the gradient of the loss has been "
    "divided already.",
}
LOSSES = {
    "sign of (a − y)": "You subtracted the prediction from the target; the gradient is prediction "
    "minus target, a − y.",
    "the half left out": "You left out the ½ of the loss; it cancels the 2 that comes from the "
    "square.",
    "the two of the square left out": "You left out the 2; the derivative of x² is 2x.",
    "mean over all elements": "You averaged over all the numbers; the mean is taken over the "
    "samples, and the outputs of one sample are summed.",
    "mean over features": "You divided by the number of values in a row; the mean is taken over "
    "the samples, the rows.",
    "targets of other samples": "You compared predictions with the targets of other samples; row k "
    "of the one belongs to row k of the other.",
    "every prediction against every target": "You subtracted a row from a column, which compares "
    "every prediction with every target; give both the same shape.",
    "target left out": "You gave the probabilities alone; subtract the target, which is 1 for the "
    "right class.",
    "minus of −log p left out": "You lost the minus sign of −log p; its derivative is −1/p.",
    "logarithm not differentiated": "You passed the gradient through the logarithm unchanged; the "
    "derivative of log p is 1/p.",
    "log of a clipped value without its derivative": "You clipped the probability in one pass and "
    "not in the other; differentiate exactly what the forward pass computes.",
    "gradient of the fused loss": "You used (p − y)/n, which is the gradient of the logits; the "
    "gradient of the probabilities is −y/p/n.",
}
SOFTMAX = {
    "softmax differentiated elementwise": "You used p(1 − p) alone, as for a sigmoid; each logit "
    "changes all the probabilities of its row.",
    "softmax applied twice": "You applied the softmax to probabilities; the loss takes logits and "
    "applies the softmax itself.",
    "softmax differentiated once more": "You multiplied by the derivative of the softmax again; "
    "p − y contains it already.",
    "slope of the sigmoid once more": "You multiplied by the slope of the sigmoid again; p − y "
    "contains it already.",
    "mean in place of the weighted average": "You subtracted the plain mean of the incoming "
    "gradients; weight each one by its probability.",
    "average over the batch": "You averaged over the samples; each row of a softmax has an average "
    "of its own.",
}
NETWORKS = {
    "updated weight used": "You updated a weight before it had passed the gradient back; first "
    "the whole backward pass, then the step.",
    "layers in forward order": "You went through the layers from first to last; the gradient goes "
    "back from last to first.",
    "a layer left out": "You left out a layer on the way back; the gradient passes through every "
    "layer, activations included.",
    "the loss left out": "You started from 1 at the outputs; start from the gradient of the loss.",
    "mean of the shards' means, not weighted": "You took the plain mean of the shards' means; "
    "weight each by its share of the batch, n / N.",
}
STEPS = {
    "step uphill": "You added the gradient, which climbs; to descend, subtract it.",
    "learning rate left out": "You subtracted the whole gradient; multiply it by the learning rate "
    "first.",
    "gradient of the step before": "You used the gradient of the step before; each step takes the "
    "gradient at the place where it starts.",
    "step on a copy": "You changed a copy of the parameter; change the array itself, with -=.",
    "rate does not decay": "You kept the learning rate; divide it by 1 + decay · steps made "
    "before.",
    "velocity not kept": "You forgot the velocity after each step; it carries over to the next.",
    "velocity without decay": "You added up all gradients in full; multiply the old velocity by "
    "the momentum first.",
    "gradient weighted by 1 − momentum": "You multiplied the gradient by 1 − momentum; here it is "
    "added to the velocity in full.",
    "no look ahead": "You took a plain momentum step; Nesterov's adds momentum · velocity to the "
    "gradient once more.",
    "no bias correction": "You left out the bias correction; both means start at 0 and are "
    "divided by 1 − βᵗ.",
    "steps not counted": "You used t = 1 in every bias correction; t counts the steps.",
    "root left out": "You divided by the mean square itself; divide by its square root.",
}

SENTENCES = CHAIN | ACTIVATIONS | LAYERS | LOSSES | SOFTMAX | NETWORKS | STEPS
