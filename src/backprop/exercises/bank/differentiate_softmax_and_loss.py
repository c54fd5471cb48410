"""Exercises on softmax and cross-entropy: two steps, and what is left of them."""

from backprop.exercises.exercise import Answer, Drawn, Exercise, Option, Step, Wrong

__all__ = ["EXERCISES"]

CHAPTER = "07-differentiate-softmax-and-loss"
SAYS = f"{CHAPTER}#what-a-classifier-says"
COSTS = f"{CHAPTER}#what-a-probability-costs"
CASES = f"{CHAPTER}#two-cases-one-formula"
BACK = f"{CHAPTER}#send-the-gradient-back"
WHERE = f"{CHAPTER}#where-did-the-derivative-of-the-softmax-go"
EXTREME = f"{CHAPTER}#when-numbers-get-extreme"

ROWS = (
    "[[0.7, 0.1, 0.2], [0.1, 0.5, 0.4], [0.2, 0.2, 0.6], [0.5, 0.3, 0.2], [0.1, 0.8, 0.1], "
    "[0.4, 0.2, 0.4]]"
)
ROW = Drawn((0, 1, 2, 3, 4, 5))
TWO_ROWS = Drawn((0, 1, 2, 3, 4, 5), (2,), distinct=True)
CLASS = Drawn((0, 1, 2))

ALL_CLASSES = (
    "Only the probability of the right class is in the loss; the others have the gradient 0."
)
PLAIN_MEAN = "You took the plain mean; weight each gradient by its probability."
IN_PROBABILITIES_OF_ALL = (
    "The gradient sums over all three probabilities: probability times (incoming gradient − "
    "average)."
)

EXERCISES = [
    Exercise(
        id="only-differences-count",
        kind="predict",
        skills=["softmax"],
        setting="The logits of three classes are {z}. Use a calculator, and round to two decimals.",
        given={"z": Drawn((-2, -1, 1, 2, 3, 4), (3,), distinct=True)},
        where=["z[0] > z[1]", "z[0] - z[1] <= 3"],
        steps=[
            Step(
                "How many times as probable as class 1 is class 0?",
                "exp(z[0] - z[1])",
                "exp({z[0]} − {z[1]:()}) = exp({z[0] - z[1]}) = {ratio}: only the difference "
                "counts. The total cancels, and with it the third logit.",
                [
                    Wrong(
                        "exp left out",
                        "z[0] - z[1]",
                        "That is the difference of the logits; the probabilities are made with "
                        "exp.",
                        SAYS,
                    ),
                    Wrong(
                        "quotient of the logits",
                        "z[0] / z[1]",
                        "You divided the logits; divide their exponentials.",
                        SAYS,
                    ),
                    Wrong(
                        "upside down",
                        "exp(z[1] - z[0])",
                        "That is class 1 over class 0.",
                        SAYS,
                    ),
                    Wrong(
                        "probability for the quotient",
                        "softmax(z)[0]",
                        "That is the probability of class 0; divide it by that of class 1.",
                        SAYS,
                    ),
                ],
                hints=["Write both as exp(z) over the total, and divide."],
                name="ratio",
            ),
            Step(
                "Now every logit is doubled. How many times as probable is class 0 now?",
                "exp(2 * (z[0] - z[1]))",
                "exp({2 * (z[0] - z[1])}) = {ratio ** 2}: the difference is twice as large, so "
                "the quotient is squared. The favourite gains.",
                [
                    Wrong(
                        "doubled with the logits",
                        "2 * exp(z[0] - z[1])",
                        "Doubling the difference squares its exponential.",
                        SAYS,
                    ),
                    Wrong(
                        "scale of the logits ignored",
                        "exp(z[0] - z[1])",
                        "Adding a number to all logits changes nothing; doubling them doubles "
                        "their differences.",
                        SAYS,
                    ),
                ],
                hints=["What is the difference of the two logits now?"],
            ),
        ],
        solution="exp({z[0]}) / exp({z[1]}) = exp({z[0] - z[1]}) = {ratio}. Doubled: exp({2 * "
        "(z[0] - z[1])}) = {ratio ** 2}.",
    ),
    Exercise(
        id="slope-of-the-cost",
        kind="predict",
        skills=["cross-entropy", "batch"],
        setting="Two samples; the right classes are {t[0]} for sample 0 and {t[1]} for sample 1. "
        "The loss is the mean of −log of the right probabilities.",
        given={"i": TWO_ROWS, "t": Drawn((0, 1, 2), (2,))},
        let={"P": ROWS, "p": "[P[i[0]], P[i[1]]]", "y": "one_hot(t, 3)", "q": "sum(p * y, 1)"},
        shows={"probabilities, one sample a row": "p"},
        steps=[
            Step(
                "What is the loss? Use a calculator, and round to three decimals.",
                "-(log(q[0]) + log(q[1])) / 2",
                "−(log {q[0]} + log {q[1]}) / 2 = {cost}.",
                [
                    Wrong("missing 1/n", "-(log(q[0]) + log(q[1]))"),
                    Wrong(
                        "minus left out",
                        "(log(q[0]) + log(q[1])) / 2",
                        "The logarithm of a probability is negative; the loss has a minus sign.",
                        COSTS,
                    ),
                    Wrong(
                        "logarithm to base ten",
                        "-(log(q[0]) + log(q[1])) / 2 / log(10)",
                        "You used the logarithm to base ten; this book means the natural one, ln "
                        "on a calculator.",
                        COSTS,
                    ),
                    Wrong(
                        "mean before the logarithm",
                        "-log((q[0] + q[1]) / 2)",
                        "You averaged the probabilities; take the logarithms first, then their "
                        "mean.",
                        COSTS,
                    ),
                ],
                hints=["Only the probability of the right class counts in each row."],
                name="cost",
            ),
            Step(
                "What is the gradient of the six probabilities? Fractions are welcome.",
                Answer("array", "-y / p / 2"),
                "−1/p for the right class, divided by the two samples, and 0 for the others: "
                "−1/{q[0]}/2 = {-1 / q[0] / 2} and −1/{q[1]}/2 = {-1 / q[1] / 2}.",
                [
                    Wrong("missing 1/n", "-y / p"),
                    Wrong("minus of −log p left out", "y / p / 2"),
                    Wrong("logarithm not differentiated", "-y / 2"),
                    Wrong("gradient of the fused loss", "(p - y) / 2"),
                    Wrong("mean over features", "-y / p / 3"),
                    Wrong("all classes", "-1 / p / 2", ALL_CLASSES, COSTS),
                ],
                hints=["The slope of −log p is −1/p.", "The loss is a mean over two samples."],
            ),
        ],
        solution="The right probabilities are {q[0]} and {q[1]}. The loss is {cost}; their "
        "gradients are −1/{q[0]}/2 = {-1 / q[0] / 2} and −1/{q[1]}/2 = {-1 / q[1] / 2}, and all "
        "others 0.",
    ),
    Exercise(
        id="slopes-of-a-softmax",
        kind="predict",
        skills=["softmax", "Jacobian"],
        setting="A softmax has given the probabilities {p}.",
        given={"i": ROW, "a": CLASS, "b": CLASS},
        let={
            "P": ROWS,
            "p": "P[i]",
            "own": "one_hot(a, 3)",
            "J": "diag(p) - outer(p, p)",
        },
        where=["a != b"],
        steps=[
            Step(
                "What are the slopes of probability {a} with respect to the three logits?",
                Answer("array", "p[a] * (own - p)"),
                "{p[a]} · (1 − {p[a]}) = {p[a] * (1 - p[a])} for its own logit, and minus the "
                "product of the two probabilities for each other one. They add up to 0.",
                [
                    Wrong("softmax differentiated elementwise", "own * p * (1 - p)"),
                    Wrong("softmax differentiated elementwise", "p * (1 - p)"),
                    Wrong(
                        "sign off the diagonal",
                        "p[a] * where(own, 1 - p, p)",
                        "Raise the logit of another class, and this probability falls.",
                        CASES,
                    ),
                    Wrong(
                        "own probability left out",
                        "own - p",
                        "You gave the bracket [i = j] − p alone; multiply it by the probability "
                        "{p[a]}.",
                        CASES,
                    ),
                ],
                hints=[
                    "Own logit: {p[a]} · (1 − {p[a]}).",
                    "Another logit: minus {p[a]} times the other probability.",
                ],
                name="slopes",
            ),
            Step(
                "Below is the whole Jacobian. Which entry says how far probability {a} moves when "
                "logit {b} is raised?",
                Answer("cell", "[a, b]", of="J"),
                "Row {a} for the probability, column {b} for the logit.",
                [
                    Wrong(
                        "row and column exchanged",
                        "[b, a]",
                        "A row for each probability, a column for each logit. (The number is the "
                        "same: the matrix is symmetric.)",
                        f"{CHAPTER}#one-logit-moves-all-probabilities",
                    ),
                    Wrong(
                        "own logit",
                        "[a, a]",
                        "That is probability {a} and its own logit.",
                        CASES,
                    ),
                    Wrong(
                        "own logit",
                        "[b, b]",
                        "That is probability {b} and its own logit.",
                        CASES,
                    ),
                ],
                hints=["Rows belong to probabilities."],
            ),
        ],
        solution="Row {a} of the Jacobian is {p[a]} · ([i = j] − p) = {slopes}.",
    ),
    Exercise(
        id="above-the-average",
        kind="solve",
        skills=["softmax"],
        setting="A softmax has given the probabilities {p}. Their incoming gradients are {g}.",
        given={"i": ROW, "g": Drawn((-4, -2, -1, 1, 2, 3, 5), (3,), distinct=True)},
        let={"P": ROWS, "p": "P[i]"},
        where=["abs(sum(p * g)) > 0.1"],
        steps=[
            Step(
                "What is the average of the incoming gradients that the backward pass needs?",
                "sum(p * g)",
                "{p[0]} · {g[0]:()} + {p[1]} · {g[1]:()} + {p[2]} · {g[2]:()} = {sum(p * g)}.",
                [
                    Wrong("mean in place of the weighted average", "mean(g)", PLAIN_MEAN),
                    Wrong(
                        "sum of the gradients",
                        "sum(g)",
                        "You added the gradients up; weight each by its probability.",
                        BACK,
                    ),
                    Wrong(
                        "divided once more",
                        "sum(p * g) / 3",
                        "The probabilities add up to 1 already: do not divide by 3.",
                        BACK,
                    ),
                ],
                hints=["{p[0]} · {g[0]:()} + {p[1]} · {g[1]:()} + {p[2]} · {g[2]:()}."],
                name="average",
            ),
            Step(
                "What is the gradient of the three logits?",
                Answer("array", "p * (g - average)"),
                "How far each incoming gradient is above the average, times its probability: "
                "{p[0]} · ({g[0]} − {average:()}) = {dz[0]}, and so on. They add up to 0.",
                [
                    Wrong("no activation derivative", "g", "That is what came in, unchanged."),
                    Wrong("softmax differentiated elementwise", "g * p * (1 - p)"),
                    Wrong("mean in place of the weighted average", "p * (g - mean(g))"),
                    Wrong(
                        "probability left out",
                        "g - average",
                        "Multiply by the probability of each class.",
                        BACK,
                    ),
                    Wrong(
                        "average left out",
                        "p * g",
                        "Subtract the average first: the logits are tied by their total.",
                        BACK,
                    ),
                ],
                hints=["Subtract the average from each, then multiply by the probability."],
                name="dz",
            ),
        ],
        solution="The average is {average}. Then {p} times {g - average}: {dz}.",
    ),
    Exercise(
        id="both-in-one",
        kind="predict",
        skills=["softmax", "cross-entropy", "batch"],
        setting="Logits of two samples have led to these probabilities. The right classes are "
        "{t[0]} for sample 0 and {t[1]} for sample 1; the loss is the mean of −log of the right "
        "probabilities.",
        given={"i": TWO_ROWS, "t": Drawn((0, 1, 2), (2,))},
        let={
            "P": ROWS,
            "p": "[P[i[0]], P[i[1]]]",
            "y": "one_hot(t, 3)",
            "other": "[t[1], t[0]]",
            "d": "(p - y) / 2",
            "again": "[p[0] * (d[0] - sum(p[0] * d[0])), p[1] * (d[1] - sum(p[1] * d[1]))]",
        },
        shows={"probabilities, one sample a row": "p"},
        where=["t[0] != t[1]"],
        steps=[
            Step(
                "What is the gradient of the six logits?",
                Answer("array", "(p - y) / 2"),
                "Probability minus target, divided by the two samples: ({p[0]} − {y[0]}) / 2 = "
                "{dz[0]}, and ({p[1]} − {y[1]}) / 2 = {dz[1]}.",
                [
                    Wrong("missing 1/n", "p - y"),
                    Wrong(
                        "sign of (a − y)",
                        "(y - p) / 2",
                        "Probability minus target: the right class gets a negative gradient, so "
                        "that a step raises it.",
                    ),
                    Wrong("target left out", "p / 2"),
                    Wrong(
                        "gradient of the probabilities",
                        "-y / p / 2",
                        "That is the gradient of the probabilities; it still has to go through "
                        "the softmax.",
                        WHERE,
                    ),
                    Wrong("softmax differentiated once more", "again"),
                    Wrong("mean over features", "(p - y) / 3"),
                    Wrong("targets of other samples", "(p - one_hot(other, 3)) / 2"),
                ],
                hints=["Write the targets as one-hot rows.", "Subtract, then divide by 2."],
                name="dz",
            ),
        ],
        solution="({p} − {y}) / 2 = {dz}.",
    ),
    Exercise(
        id="from-logits-and-back",
        kind="solve",
        skills=["softmax", "cross-entropy"],
        setting="The exponentials of a sample’s three logits are {e}. The right class is {t}, and "
        "there are {n} samples in the batch; the loss is the mean of their costs −log p.",
        given={
            "e": Drawn((1, 2, 3, 4, 5, 6, 7), (3,), distinct=True),
            "t": CLASS,
            "n": Drawn((2, 4, 5)),
        },
        let={"y": "one_hot(t, 3)"},
        where=["sum(e) == 10"],
        steps=[
            Step(
                "What are the three probabilities?",
                Answer("array", "e / sum(e)"),
                "{e} / ({e[0]} + {e[1]} + {e[2]}) = {e / 10}: each exponential over the total.",
                [
                    Wrong(
                        "exp applied twice",
                        "softmax(e)",
                        "These are the exponentials already; divide by their total.",
                        SAYS,
                    ),
                    Wrong(
                        "divided by the largest",
                        "e / max(e)",
                        "Divide by the total, so that they add up to 1.",
                        SAYS,
                    ),
                ],
                hints=["What do they have to add up to?"],
                name="p",
            ),
            Step(
                "What is the gradient of the right probability, p{t}?",
                "-1 / p[t] / n",
                "−1 / {p[t]} / {n} = {dp}: the slope of −log p, divided by the number of samples.",
                [
                    Wrong("missing 1/n", "-1 / p[t]"),
                    Wrong("minus of −log p left out", "1 / p[t] / n"),
                    Wrong("logarithm not differentiated", "-1 / n"),
                    Wrong("gradient of the fused loss", "(p[t] - 1) / n"),
                ],
                hints=["The slope of −log p is −1/p. The loss is a mean."],
                name="dp",
            ),
            Step(
                "What is the weighted average of the three incoming gradients?",
                "p[t] * dp",
                "{p[t]} · {dp:()} = {p[t] * dp}: the other two are 0. The probability cancels: it "
                "is −1/{n}.",
                [
                    Wrong("mean in place of the weighted average", "dp / 3", PLAIN_MEAN),
                    Wrong(
                        "weight left out",
                        "dp",
                        "Weight it by its probability.",
                        BACK,
                    ),
                ],
                hints=["The other two incoming gradients are 0."],
                name="average",
            ),
            Step(
                "What is the gradient of the three logits?",
                Answer("array", "p * (y * dp - average)"),
                "Right class: {p[t]} · ({dp} − {average:()}) = {dz[t]}. The others have no "
                "incoming gradient: {p} times {-average}. Together {dz}, which is (p − y) / {n}.",
                [
                    Wrong("missing 1/n", "p - y"),
                    Wrong("sign of (a − y)", "(y - p) / n"),
                    Wrong("target left out", "p / n"),
                    Wrong(
                        "softmax differentiated elementwise",
                        "y * dp * p * (1 - p)",
                        "The other logits move the right probability, too. "
                        + IN_PROBABILITIES_OF_ALL,
                    ),
                ],
                hints=["For the right class: {p[t]} · ({dp} − {average:()})."],
                name="dz",
            ),
        ],
        solution="p = {p}; dp{t} = −1/{p[t]}/{n} = {dp}; the average is {average}; the gradient of "
        "the logits is {dz}, which is (p − y)/{n}.",
    ),
    Exercise(
        id="which-average-is-wrong",
        kind="find the error",
        skills=["softmax"],
        setting="One line of this softmax is wrong.",
        given={"i": ROW, "g": Drawn((-4, -2, -1, 1, 2, 3, 5), (3,), distinct=True)},
        let={"P": ROWS, "p": "P[i]", "gap": "sum(p * g) - mean(g)"},
        where=["abs(gap) > 0.15"],
        steps=[
            Step(
                "Which line is wrong?",
                Answer(
                    "line",
                    "5",
                    [
                        "def forward(self, inputs):",
                        "    exps = np.exp(inputs - inputs.max(axis=1, keepdims=True))",
                        "    self.p = exps / exps.sum(axis=1, keepdims=True)",
                        "    return self.p",
                        "def backward(self, dvalues):",
                        "    average = dvalues.mean(axis=1, keepdims=True)",
                        "    return self.p * (dvalues - average)",
                    ],
                ),
                "The average is weighted: `(dvalues * self.p).sum(axis=1, keepdims=True)`.",
                [
                    Wrong("right line", "0", "This line is right.", BACK),
                    Wrong("right line", "3", "This line is right.", BACK),
                    Wrong("right line", "4", "This line is right.", BACK),
                    Wrong(
                        "right line",
                        "1",
                        "This line is right: the largest logit may be subtracted, since only "
                        "differences count.",
                        EXTREME,
                    ),
                    Wrong(
                        "right line",
                        "2",
                        "This line is right: each row is divided by its own total.",
                        SAYS,
                    ),
                    Wrong(
                        "right line",
                        "6",
                        "This line is right: above the average, times the probability. Which "
                        "average?",
                        BACK,
                    ),
                ],
                hints=["The average comes from a sum over all three paths. What weights them?"],
            ),
            Step(
                "For the probabilities {p} and the incoming gradients {g}, what does this code "
                "return?",
                Answer("array", "p * (g - mean(g))"),
                "It subtracts the plain mean, {mean(g)}: {p[0]} · ({g[0]} − {mean(g):()}) = {p[0] "
                "* (g[0] - mean(g))}, and so on.",
                [
                    Wrong(
                        "as it should be",
                        "p * (g - sum(p * g))",
                        "That is what a correct softmax returns. Follow the code as it stands.",
                        BACK,
                    ),
                    Wrong(
                        "probability left out",
                        "g - mean(g)",
                        "The last line multiplies by the probabilities.",
                        BACK,
                    ),
                ],
                hints=["The plain mean of {g} is {mean(g)}."],
                name="found",
            ),
            Step(
                "What do these three numbers add up to?",
                "sum(found)",
                "{found[0]} + {found[1]:()} + {found[2]:()} = {sum(found)}. A correct softmax "
                "would give 0, since raising all logits alike changes nothing. So this sum gives "
                "the error away.",
                [
                    Wrong(
                        "as it should be",
                        "0",
                        "It should be 0. Add up the numbers that this code returns.",
                        BACK,
                    ),
                ],
                hints=["Add up your answer to question 2."],
            ),
        ],
        solution="Line 6 takes the plain mean. The code returns {found}, which adds up to "
        "{sum(found)}; right is {p * (g - sum(p * g))}, which adds up to 0.",
    ),
    Exercise(
        id="a-horse-after-all",
        kind="solve",
        skills=["softmax", "cross-entropy"],
        setting="One sample alone has the probabilities {p}, and its target turns out to be class "
        "{t}.",
        given={"i": CLASS, "t": CLASS},
        let={
            "p": "[[0.02, 0.9, 0.08], [0.1, 0.85, 0.05], [0.04, 0.16, 0.8]][i]",
            "y": "one_hot(t, 3)",
        },
        steps=[
            Step(
                "What is the gradient of the three probabilities?",
                Answer("array", "-y / p"),
                "−1/{p[t]} = {-1 / p[t]} for the right class, 0 for the others.",
                [
                    Wrong("minus of −log p left out", "y / p"),
                    Wrong("logarithm not differentiated", "-y"),
                    Wrong("gradient of the fused loss", "p - y"),
                    Wrong("all classes", "-1 / p", ALL_CLASSES, COSTS),
                    Wrong(
                        "doubled 1/n",
                        "-y / p / 3",
                        "You divided by 3; there is one sample, and n is 1.",
                    ),
                ],
                hints=["Only the right class has a gradient."],
            ),
            Step(
                "And of the three logits?",
                Answer("array", "p - y"),
                "{p} − {y} = {p - y}: probability minus target.",
                [
                    Wrong("sign of (a − y)", "y - p"),
                    Wrong("target left out", "p"),
                    Wrong("softmax differentiated elementwise", "-y * (1 - p)"),
                    Wrong("softmax differentiated once more", "p * (p - y - sum(p * (p - y)))"),
                    Wrong(
                        "doubled 1/n",
                        "(p - y) / 3",
                        "You divided by 3; there is one sample, and n is 1.",
                    ),
                ],
                hints=["Subtract the one-hot row."],
            ),
            Step.choose(
                "Which logit does a step push hardest, and which way?",
                "That of the right class, up.",
                Option(
                    "That of the right class, down.",
                    "step uphill",
                    "Its gradient is negative, and a step goes against the gradient.",
                ),
                Option(
                    "That of the most probable class, always.",
                    "largest probability",
                    "Compare the sizes of p − y: the right class falls short by as much as the "
                    "others together have too much.",
                    WHERE,
                ),
                Option(
                    "All three alike.",
                    "all classes",
                    "The three gradients differ; they add up to 0.",
                    WHERE,
                ),
                right="The right class has too little probability, the others together have too "
                "much by the same amount. Its gradient is negative, so its logit goes up.",
            ),
        ],
        solution="Probabilities: {-y / p}. Logits: {p - y}. The right class, {t}, has the largest "
        "gradient in size; it is negative, so a step raises its logit.",
    ),
    Exercise(
        id="softmax-twice",
        kind="solve",
        skills=["softmax", "cross-entropy"],
        setting="A network ends with a softmax and says {x}; the target is class {t}. These "
        "probabilities are handed to `SoftmaxCrossEntropy`. Use a calculator, and round to three "
        "decimals.",
        given={"q": Drawn((1, 0.9, 0.8)), "t": CLASS},
        let={"y": "one_hot(t, 3)", "x": "y * q + (1 - y) * (1 - q) / 2"},
        steps=[
            Step(
                "What loss does the class report?",
                "log(sum(exp(x))) - x[t]",
                "It takes these three numbers for logits: log S − {x[t]} = log {sum(exp(x))} − "
                "{x[t]} = {cost}.",
                [
                    Wrong(
                        "one softmax only",
                        "-log(x[t])",
                        "That is the cost of {x[t]} as a probability. The class takes its inputs "
                        "for logits and applies a softmax of its own.",
                        WHERE,
                    ),
                    Wrong(
                        "right logit left out",
                        "log(sum(exp(x)))",
                        "That is log S; subtract the logit of the right class.",
                        WHERE,
                    ),
                    Wrong(
                        "logarithm to base ten",
                        "(log(sum(exp(x))) - x[t]) / log(10)",
                        "You used the logarithm to base ten; take the natural one.",
                        COSTS,
                    ),
                ],
                hints=[
                    "The class computes log S − z for the right class, with z = {x}.",
                    "S = exp({x[0]}) + exp({x[1]}) + exp({x[2]}).",
                ],
                name="cost",
            ),
            Step(
                "And what is the gradient of its three inputs?",
                Answer("array", "softmax(x) - y"),
                "The softmax of the three numbers, minus the target: {softmax(x)} − {y} = {dx}.",
                [
                    Wrong(
                        "one softmax only",
                        "x - y",
                        "You subtracted from the numbers that came in; the class applies a "
                        "softmax to them first.",
                        WHERE,
                    ),
                    Wrong("sign of (a − y)", "y - softmax(x)"),
                    Wrong("target left out", "softmax(x)"),
                ],
                hints=["p − y, where p is the softmax of {x}."],
                name="dx",
            ),
            Step.choose(
                "Could such a network bring this loss to 0?",
                "No: 0.551 is the least it can reach.",
                Option(
                    "Yes, when it says 1 for the right class.",
                    "one softmax only",
                    "Then the class still computes log(exp(1) + 2) − 1 = 0.551.",
                    WHERE,
                ),
                Option(
                    "Yes, after enough steps.",
                    "one softmax only",
                    "Steps move the logits, but the probabilities never leave the range from 0 to "
                    "1.",
                    WHERE,
                ),
                right="The best it can hand over is 1, 0, 0, and log(exp(1) + 2) − 1 is 0.551.",
            ),
        ],
        solution="S = exp({x[0]}) + exp({x[1]}) + exp({x[2]}) = {sum(exp(x))}. The loss is log S − "
        "{x[t]} = {cost}, the gradient {dx}.",
    ),
    Exercise(
        id="a-target-that-is-not-sure",
        kind="solve",
        skills=["softmax", "cross-entropy"],
        setting="The probabilities are p = {p}. The loss is −(y₀ log p₀ + y₁ log p₁ + y₂ log p₂), "
        "with any row y.",
        given={"i": ROW, "j": CLASS, "k": CLASS},
        let={
            "P": ROWS,
            "p": "P[i]",
            "y": "[[0.8, 0.2, 0], [0.9, 0.05, 0.05], [0, 0.3, 0.7]][j]",
            "u": "[[1, 1, 0], [0, 0.5, 2], [0.5, 0, 1]][k]",
        },
        steps=[
            Step(
                "For y = {y}, what is the gradient of the three logits?",
                Answer("array", "p - y"),
                "The numbers of y add up to 1, so it is p − y: {p} − {y} = {p - y}.",
                [
                    Wrong("sign of (a − y)", "y - p"),
                    Wrong("target left out", "p"),
                    Wrong(
                        "target made sure",
                        "p - one_hot(argmax(y), 3)",
                        "You rounded the votes to a one-hot row; subtract them as they are.",
                        WHERE,
                    ),
                    Wrong("softmax differentiated elementwise", "-y * (1 - p)"),
                    Wrong(
                        "gradient of the probabilities",
                        "-y / p",
                        "That is the gradient of the probabilities; send it through the softmax.",
                        BACK,
                    ),
                ],
                hints=["The incoming gradients are −y/p. What is their weighted average?"],
            ),
            Step(
                "For y = {u}, what is the weighted average of the incoming gradients −y/p?",
                "-sum(u)",
                "In each product the probability cancels. Minus the sum of y is left: −({u[0]} + "
                "{u[1]} + {u[2]}) = {-sum(u)}.",
                [
                    Wrong(
                        "sum taken for 1",
                        "-1",
                        "It would be −1 if y added up to 1.",
                        WHERE,
                    ),
                    Wrong("mean in place of the weighted average", "-mean(u / p)", PLAIN_MEAN),
                    Wrong("minus of −log p left out", "sum(u)"),
                ],
                hints=["Weight each −y/p by its p, and add up."],
                name="average",
            ),
            Step(
                "And the gradient of the logits, for y = {u}?",
                Answer("array", "-p * average - u"),
                "p times the sum of y, minus y: {sum(u)} · {p} − {u} = {dz}.",
                [
                    Wrong(
                        "sum taken for 1",
                        "p - u",
                        "p − y holds only where y adds up to 1. Put the average into p · (−y/p − "
                        "average).",
                        WHERE,
                    ),
                    Wrong("sign of (a − y)", "u - p * sum(u)"),
                    Wrong("target left out", "p * sum(u)"),
                ],
                hints=["p · (g − average) with g = −y/p."],
                name="dz",
            ),
            Step.choose(
                "What must be true of y for the gradient to be p − y?",
                "Its numbers add up to 1.",
                Option(
                    "It is one-hot.",
                    "target made sure",
                    "One-hot rows add up to 1, but so do others, and the sum is all that is used.",
                    WHERE,
                ),
                Option(
                    "None of its numbers is negative.",
                    "sum taken for 1",
                    "[1, 1, 0] has none, and its gradient is 2p − y.",
                    WHERE,
                ),
                right="The average is then −1, and p · 1 − y is left.",
            ),
            Step.choose(
                "Which logits make the gradient of the target [0.8, 0.2, 0] exactly 0?",
                "No finite ones: p₂ would have to be 0.",
                Option(
                    "0.8, 0.2 and 0",
                    "exp left out",
                    "Their softmax is not [0.8, 0.2, 0]: exp comes first.",
                    SAYS,
                ),
                Option(
                    "Large ones, such as 800, 200 and 0",
                    "scale of the logits ignored",
                    "They make class 0 all but certain, and p₀ is then 1, not 0.8.",
                    SAYS,
                ),
                right="p = y is needed, and exp of a finite number is never 0.",
                hints=["p − y = 0 needs p = y. Which logits give a probability of 0?"],
            ),
        ],
        solution="For {y}: {p - y}. For {u} the average is {average}, and the gradient {dz}. It is "
        "p − y where y adds up to 1, and 0 where p = y.",
    ),
]
