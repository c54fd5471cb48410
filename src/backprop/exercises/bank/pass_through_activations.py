"""Exercises on the way back through an activation, one slope for each number."""

from backprop.exercises.exercise import Answer, Drawn, Exercise, Option, Step, Wrong

__all__ = ["EXERCISES"]

MASK = "06-pass-through-activations#six-pass-six-stop"
COPY = "06-pass-through-activations#copy-then-zero"
AT_ZERO = "06-pass-through-activations#the-slope-at-0"
DEAD = "06-pass-through-activations#a-dead-relu"
AJAR = "06-pass-through-activations#a-gate-ajar"
FADES = "06-pass-through-activations#why-the-gradient-fades"
BATCH = "04-sum-over-the-batch#the-same-sum-as-a-product"

OUTPUT_FOR_SLOPE = "You multiplied by the output; multiply by the slope, which is 1 or 0."
SUMS = (-4, -3, -2, -0.5, 0.5, 2, 3, 4)

EXERCISES = [
    Exercise(
        id="through-six-gates",
        kind="predict",
        skills=["ReLU"],
        setting="A ReLU has been given the sums `z` of two samples and three neurons. The "
        "incoming gradient is `dvalues`.",
        given={
            "z": Drawn(SUMS, (2, 3)),
            "dv": Drawn((-3, -2, 2, 3, 4, 5), (2, 3)),
        },
        where=["sum(z > 0) >= 2", "sum(z > 0) <= 4"],
        shows={"`z`": "z", "`dvalues`": "dv"},
        steps=[
            Step(
                "What is `dinputs`?",
                Answer("array", "dv * (z > 0)"),
                "The mask is {z > 0}, and `dvalues` times the mask is {dv * (z > 0)}. The sign of "
                "what comes in does not matter to the gate.",
                [
                    Wrong("no activation derivative", "dv"),
                    Wrong("mask of the wrong array", "relu(dv)"),
                    Wrong("output for the slope", "dv * relu(z)", OUTPUT_FOR_SLOPE, MASK),
                    Wrong(
                        "gates the wrong way round",
                        "dv * (z < 0)",
                        "A gate is open above 0 and shut below; yours is the other way round.",
                        MASK,
                    ),
                ],
                hints=[
                    "Make the mask first: 1 where the sum is above 0, else 0.",
                    "Then multiply cell by cell.",
                ],
                scaffold=Step(
                    "What is the mask, 1 for open and 0 for shut?",
                    Answer("array", "z > 0"),
                    "Now multiply `dvalues` by it, cell by cell.",
                ),
                name="through",
            ),
        ],
        solution="The mask is {z > 0}. Times `dvalues`, cell by cell: {through}.",
    ),
    Exercise(
        id="two-ways-out",
        kind="predict",
        skills=["ReLU", "several paths"],
        setting="The numbers z = {z} go through a ReLU and, times {c}, past it: y = ReLU(z) + {c} "
        "· z. The gradient of y is `dvalues` = {dv}.",
        given={
            "z": Drawn(SUMS, (3,), distinct=True),
            "dv": Drawn((-4, -2, 2, 3, 5), (3,), distinct=True),
            "c": Drawn((2, 3, 4)),
        },
        where=["sum(z > 0) >= 1", "sum(z > 0) <= 2"],
        steps=[
            Step(
                "What is the gradient of z?",
                Answer("array", "dv * (z > 0) + c * dv"),
                "Two paths: what the gates let through, plus {c} times what comes in. {dv * (z > "
                "0)} + {c * dv} = {dv * (z > 0) + c * dv}.",
                [
                    Wrong("one path of several", "dv * (z > 0)"),
                    Wrong("one path of several", "c * dv"),
                    Wrong(
                        "factor left out",
                        "dv * (z > 0) + dv",
                        "The second path has the factor {c}.",
                        COPY,
                    ),
                    Wrong("no activation derivative", "dv + c * dv"),
                ],
                hints=["z reaches y along two paths. What does each bring back?"],
            ),
            Step(
                "Now the ReLU has its backward pass first, and writes its zeros into `dvalues` "
                "itself, without a copy. What comes out for z?",
                Answer("array", "(1 + c) * dv * (z > 0)"),
                "The second path finds the zeros that the ReLU has left in the array: {dv * (z > "
                "0)} + {c} · {dv * (z > 0)}.",
                [
                    Wrong(
                        "as it should be",
                        "dv * (z > 0) + c * dv",
                        "That is the result with a copy. Here the second path reads the array "
                        "after the ReLU has changed it.",
                        COPY,
                    ),
                    Wrong("one path of several", "dv * (z > 0)"),
                    Wrong("one path of several", "c * dv * (z > 0)"),
                ],
                hints=["What is in `dvalues` when the second path gets it?"],
                name="careless",
            ),
        ],
        solution="Through the gates comes {dv * (z > 0)}, past them {c * dv}; together {dv * (z > "
        "0) + c * dv}. Without a copy both paths use {dv * (z > 0)}: {careless}.",
    ),
    Exercise(
        id="dead-or-shut",
        kind="choose",
        skills=["ReLU", "dead ReLU"],
        setting="A layer of three neurons with a ReLU has these sums for the three samples of a "
        "batch, one sample a row. The incoming gradient is `dvalues`.",
        given={
            "dead": Drawn((0, 1, 2)),
            "size": Drawn((0.5, 2, 3, 4), (3, 3)),
            "sign": Drawn((1, -1), (3, 3)),
            "dv": Drawn((2, 3, 4, 5), (3, 3)),
        },
        let={
            "z": "where([0, 1, 2] == dead, -size, size * sign)",
            "half": "argmax(sum(z < 0, 0) == 2)",
            "free": "3 - dead - half",
        },
        where=["sum(sum(z < 0, 0) == 3) == 1", "sum(sum(z < 0, 0) == 2) == 1"],
        shows={"sums": "z", "`dvalues`": "dv"},
        steps=[
            Step.choose(
                "Which neuron is dead, if it is never given any other samples?",
                "Neuron {dead}",
                Option(
                    "Neuron {half}",
                    "shut for some",
                    "It is shut for two samples, but the third still changes its weights and bias.",
                    DEAD,
                ),
                Option(
                    "Neuron {free}",
                    "row for column",
                    "A neuron is a column. At least two gates of this column are open.",
                    DEAD,
                ),
                Option(
                    "None of them",
                    "shut for some",
                    "One column has no sum above 0.",
                    DEAD,
                ),
                right="Its gate is shut for every sample, so no sample can change it.",
                hints=["Read the sums by columns: a column is a neuron."],
            ),
            Step(
                "What is the gradient of the three biases?",
                Answer("array", "sum(dv * (z > 0), 0)"),
                "The gates let {dv * (z > 0)} through, and its columns add up to {db}. The dead "
                "neuron gets 0.",
                [
                    Wrong("no activation derivative", "sum(dv, 0)"),
                    Wrong("wrong axis for the biases", "sum(dv * (z > 0), 1)"),
                    Wrong("doubled 1/n", "sum(dv * (z > 0), 0) / 3"),
                ],
                hints=["First the mask, then the sum over the samples."],
                name="db",
            ),
        ],
        solution="Column {dead} has no sum above 0. Behind the gates `dvalues` is {dv * (z > 0)}, "
        "and its columns add up to {db}.",
    ),
    Exercise(
        id="back-through-a-sigmoid",
        kind="predict",
        skills=["sigmoid"],
        setting="Three sigmoids have the outputs {p}. The incoming gradient is {dv}.",
        given={
            "p": Drawn((0.1, 0.2, 0.4, 0.5, 0.6, 0.8, 0.9), (3,), distinct=True),
            "dv": Drawn((-10, -4, -2, 2, 5, 10), (3,), distinct=True),
        },
        steps=[
            Step(
                "What is the gradient of their sums?",
                Answer("array", "dv * p * (1 - p)"),
                "The slope is output · (1 − output), and multiplies what comes in: {dv[0]} · "
                "{p[0]} · {1 - p[0]} = {dz[0]}, and so on.",
                [
                    Wrong("no activation derivative", "dv"),
                    Wrong("incoming gradient left out", "p * (1 - p)"),
                    Wrong("part of the slope", "dv * p"),
                    Wrong("part of the slope", "dv * (1 - p)"),
                    Wrong(
                        "activation taken twice",
                        "dv * sigmoid(p) * (1 - sigmoid(p))",
                        "You put the outputs into the sigmoid once more; they are σ(z) already.",
                    ),
                ],
                hints=["For the output {p[0]} the slope is {p[0]} · {1 - p[0]}."],
                scaffold=Step(
                    "What are the three slopes?",
                    Answer("array", "p * (1 - p)"),
                    "Now multiply each by the gradient that comes in.",
                ),
                name="dz",
            ),
        ],
        solution="The slopes are {p * (1 - p)}; times {dv}: {dz}.",
    ),
    Exercise(
        id="three-sigmoids-deep",
        kind="solve",
        skills=["sigmoid", "vanishing gradient"],
        setting="Three neurons in a row, each with a sigmoid. Their outputs are {p[0]}, {p[1]} and "
        "{p[2]}. The second has the weight {w2}, the third {w3}. The gradient of the last output "
        "is {g}.",
        given={
            "p": Drawn((0.1, 0.2, 0.4, 0.8, 0.9), (3,), distinct=True),
            "w2": Drawn((2, 3, 4)),
            "w3": Drawn((-2, -3, 2, 5)),
            "g": Drawn((2, 3, 5)),
        },
        let={"f": "p * (1 - p)"},
        steps=[
            Step(
                "What is the gradient of the first sum? Type a product, or a number to three "
                "digits.",
                "g * f[2] * w3 * f[1] * w2 * f[0]",
                "Back from the end, slope, weight, slope, weight, slope: {g} · {f[2]} · {w3:()} · "
                "{f[1]} · {w2:()} · {f[0]} = {back}.",
                [
                    Wrong(
                        "weights left out",
                        "g * f[2] * f[1] * f[0]",
                        "Between the slopes stand the weights {w3} and {w2}.",
                        FADES,
                    ),
                    Wrong("no activation derivative", "g * w3 * w2"),
                    Wrong(
                        "output for the slope",
                        "g * p[2] * w3 * p[1] * w2 * p[0]",
                        "You multiplied by the outputs; the slope is output · (1 − output).",
                        AJAR,
                    ),
                    Wrong("incoming gradient left out", "f[2] * w3 * f[1] * w2 * f[0]"),
                    Wrong(
                        "one slope short",
                        "g * f[2] * w3 * f[1] * w2",
                        "That is the gradient of the first output; one slope is still to come.",
                        FADES,
                    ),
                ],
                hints=[
                    "Start with {g} · {f[2]} at the last sum.",
                    "To the output in front of it: times {w3}. Then its slope, {f[1]}.",
                ],
                name="back",
            ),
            Step(
                "How large could its size be at most, with these weights and this {g}? (Without "
                "its sign.)",
                "g * abs(w3) * w2 / 64",
                "Each slope is at most a quarter: {g} · {abs(w3)} · {w2} / 64 = {g * abs(w3) * w2 "
                "/ 64}.",
                [
                    Wrong(
                        "slopes of at most 1",
                        "g * abs(w3) * w2",
                        "A sigmoid’s slope is never above a quarter.",
                        FADES,
                    ),
                    Wrong(
                        "weights left out",
                        "g / 64",
                        "The weights multiply, too.",
                        FADES,
                    ),
                    Wrong(
                        "one quarter of three",
                        "g * abs(w3) * w2 / 4",
                        "There are three slopes, and each is at most a quarter.",
                        FADES,
                    ),
                ],
                hints=["What is the largest slope that a sigmoid can have?"],
            ),
        ],
        solution="{g} · {f[2]} · {w3:()} · {f[1]} · {w2} · {f[0]} = {back}. With slopes of 1/4 it "
        "would be {g} · {abs(w3)} · {w2} / 64 = {g * abs(w3) * w2 / 64} in size.",
    ),
    Exercise(
        id="layer-with-gates",
        kind="solve",
        skills=["ReLU", "layer"],
        setting="A layer without biases and its ReLU, for two samples: `z = inputs @ weights`.",
        given={
            "X": Drawn((-3, -2, 2, 3, 4), (2, 2)),
            "W": Drawn((-3, -2, 2, 3), (2, 2)),
            "dA": Drawn((-2, 2, 3, 4, 5), (2, 2)),
        },
        let={"Z": "X @ W"},
        where=[
            "sum(Z > 0) >= 2",
            "sum(Z > 0) <= 3",
            "Z != 0",
            "sum(Z > 0, 0) > 0",
            "X[0, 0] * X[1, 1] != X[0, 1] * X[1, 0]",
            "W[0, 0] * W[1, 1] != W[0, 1] * W[1, 0]",
        ],
        shows={"`inputs`": "X", "`weights`": "W", "`z`": "Z", "gradient of the outputs": "dA"},
        steps=[
            Step(
                "What is the gradient of `z`?",
                Answer("array", "dA * (Z > 0)"),
                "The gates first: the mask is {Z > 0}, and times what comes in it is {dZ}.",
                [
                    Wrong("no activation derivative", "dA"),
                    Wrong("mask of the wrong array", "relu(dA)"),
                    Wrong("output for the slope", "dA * relu(Z)", OUTPUT_FOR_SLOPE, MASK),
                ],
                hints=["Where `z` is below 0, nothing comes through."],
                name="dZ",
            ),
            Step(
                "What is `dweights`?",
                Answer("array", "X.T @ dZ"),
                "`inputs.T @ dz`, with the gradient behind the gates. Entry [0, 0] is {X[0, "
                "0]:()} · {dZ[0, 0]:()} + {X[1, 0]:()} · {dZ[1, 0]:()} = {X[0, 0] * dZ[0, 0] + "
                "X[1, 0] * dZ[1, 0]}.",
                [
                    Wrong("no activation derivative", "X.T @ dA"),
                    Wrong("factors in the wrong order", "dZ.T @ X"),
                    Wrong("transpose on the wrong side", "X @ dZ.T"),
                    Wrong(
                        "inputs not transposed",
                        "X @ dZ",
                        "You left the inputs as they are; the weights’ gradient is inputs.T @ dz.",
                        BATCH,
                    ),
                ],
                hints=["Entry [0, 0]: input 0 times gradient 0, added over the two samples."],
            ),
            Step(
                "What is `dinputs`?",
                Answer("array", "dZ @ W.T"),
                "Each input collects from both neurons: `dz @ weights.T`. Entry [0, 0] is {dZ[0, "
                "0]:()} · {W[0, 0]:()} + {dZ[0, 1]:()} · {W[0, 1]:()} = {dZ[0] @ W[0]}.",
                [
                    Wrong("no activation derivative", "dA @ W.T"),
                    Wrong("transpose missing", "dZ @ W"),
                    Wrong("elementwise product", "dZ * W"),
                ],
                hints=["Entry [0, 0]: row 0 of `dz` times row 0 of the weights."],
            ),
        ],
        solution="Behind the gates: {dZ}. `dweights` = {X.T @ dZ}, `dinputs` = {dZ @ W.T}.",
    ),
    Exercise(
        id="which-gate-is-wrong",
        kind="find the error",
        skills=["ReLU"],
        setting="This ReLU runs without an error message, and its forward pass is right. One line "
        "is wrong.",
        given={
            "z": Drawn(SUMS, (4,), distinct=True),
            "dv": Drawn((-5, -3, -2, 2, 3, 4), (4,), distinct=True),
        },
        where=["sum(z > 0) == 2", "sum(dv > 0) == 2"],
        steps=[
            Step(
                "Which line is wrong?",
                Answer(
                    "line",
                    "5",
                    [
                        "def forward(self, inputs):",
                        "    self.inputs = inputs",
                        "    return np.maximum(inputs, 0)",
                        "def backward(self, dvalues):",
                        "    dinputs = dvalues.copy()",
                        "    dinputs[dvalues <= 0] = 0",
                        "    return dinputs",
                    ],
                ),
                "The gate depends on the ReLU’s own input: `dinputs[self.inputs <= 0] = 0`.",
                [
                    Wrong("right line", "0", "This line is right.", MASK),
                    Wrong("right line", "3", "This line is right.", MASK),
                    Wrong(
                        "right line",
                        "1",
                        "This line is right: the backward pass needs the inputs.",
                        MASK,
                    ),
                    Wrong(
                        "right line",
                        "2",
                        "This line is right: `np.maximum` compares number by number.",
                        MASK,
                    ),
                    Wrong(
                        "right line",
                        "4",
                        "This line is right: the incoming gradient may belong to others, so "
                        "the zeros go into a copy.",
                        COPY,
                    ),
                    Wrong(
                        "right line",
                        "6",
                        "This line is right; but look at what it returns.",
                        MASK,
                    ),
                ],
                hints=["What decides whether a gate is open?"],
            ),
            Step(
                "The inputs are {z} and `dvalues` is {dv}. What does this ReLU return?",
                Answer("array", "relu(dv)"),
                "It stops negative gradients, wherever they come in, and lets every positive one "
                "through: {relu(dv)}.",
                [
                    Wrong(
                        "as it should be",
                        "dv * (z > 0)",
                        "That is what a correct ReLU returns. Follow the lines as they stand here.",
                        MASK,
                    ),
                    Wrong(
                        "no activation derivative",
                        "dv",
                        "Something is set to 0 here: the entries where `dvalues` is not above 0.",
                    ),
                    Wrong(
                        "both masks",
                        "relu(dv) * (z > 0)",
                        "This code never asks about the inputs.",
                        MASK,
                    ),
                ],
                hints=["Line 6 asks about `dvalues` and nothing else."],
            ),
            Step.choose(
                "What finds such an error?",
                "A check with nudges: `check_gradients`.",
                Option(
                    "The shape of the result.",
                    "shape for proof",
                    "The shape is right.",
                    MASK,
                ),
                Option(
                    "A loss that does not fall.",
                    "loss for proof",
                    "The loss may well fall: the gradient is wrong in some cells only.",
                    "06-pass-through-activations#two-masks-that-let-zero-through",
                ),
                right="The shapes fit, and the loss may fall all the same. The nudges measure "
                "each slope.",
            ),
        ],
        solution="Line 6 takes the mask from `dvalues`. It returns {relu(dv)}; right is {dv * (z > "
        "0)}.",
    ),
    Exercise(
        id="six-cells",
        kind="solve",
        skills=["ReLU"],
        setting="The sums are {z}, the incoming gradient is {dv}, and the activation is a ReLU.",
        given={"g": Drawn((1, -1, 2, -2)), "k": Drawn((1, -1, 2, -2))},
        let={
            "z": "g * [[3, -2, 0], [-1, 0.5, 4]]",
            "dv": "k * [[-1, 2, 3], [4, -5, 6]]",
        },
        steps=[
            Step(
                "What is `dinputs`?",
                Answer("array", "dv * (z > 0)"),
                "The mask is {z > 0} (at 0 by choice), and times what came in it is {dv * (z > "
                "0)}.",
                [
                    Wrong("no activation derivative", "dv"),
                    Wrong("mask of the wrong array", "relu(dv)"),
                    Wrong(
                        "slope 1 at 0",
                        "dv * (z >= 0)",
                        "At 0 you took the slope 1. That is a possible choice; this book takes 0.",
                        AT_ZERO,
                    ),
                    Wrong(
                        "slope 1/2 at 0",
                        "dv * ((z > 0) + (z >= 0)) / 2",
                        "At 0 you took the slope ½, which a nudge across measures; this book "
                        "takes 0.",
                        AT_ZERO,
                    ),
                    Wrong("output for the slope", "dv * relu(z)", OUTPUT_FOR_SLOPE, MASK),
                ],
                hints=["Make the mask first.", "One of the sums is 0: use this book’s choice."],
            ),
        ],
        solution="The mask is {z > 0}, and `dinputs` = {dv * (z > 0)}.",
    ),
    Exercise(
        id="a-leaky-gate",
        kind="solve",
        skills=["leaky ReLU"],
        setting="A leaky ReLU returns z above 0 and {a} · z otherwise. One row of sums is {z}, and "
        "its incoming gradient {dv}.",
        given={"a": Drawn((0.01, 0.1, 0.2)), "g": Drawn((1, -1)), "k": Drawn((1, 2, 3))},
        let={"z": "g * [1, 2, -3, -4]", "dv": "k * [1, 2, 3, 4]"},
        steps=[
            Step(
                "What is `dinputs`?",
                Answer("array", "where(z > 0, dv, a * dv)"),
                "Two slopes, 1 and {a}; each multiplies what comes in. For the third sum that is "
                "{a} · {dv[2]} = {a * dv[2]}.",
                [
                    Wrong(
                        "gate shut",
                        "dv * (z > 0)",
                        "That is a plain ReLU. Here {a} of the gradient leaks through.",
                        DEAD,
                    ),
                    Wrong("no activation derivative", "dv"),
                    Wrong(
                        "forward pass",
                        "where(z > 0, z, a * z)",
                        "Those are the outputs; the question is about the gradient on the way "
                        "back.",
                        MASK,
                    ),
                    Wrong(
                        "output for the slope",
                        "where(z > 0, z, a * z) * dv",
                        "You multiplied by the outputs; multiply by the slope, 1 or {a}.",
                        MASK,
                    ),
                ],
                hints=["What is the slope of {a} · z?"],
            ),
            Step.choose(
                "In this chapter’s training all three sums of neuron 0 fell below 0, and it was "
                "dead. What happens with the leaky ReLU of exercise 2 in its place?",
                "It climbs back, slowly at first.",
                Option(
                    "It stays dead.",
                    "gate shut",
                    "Dead means a gradient of exactly 0. Here a part of each gradient comes "
                    "through, and it points the right way.",
                    DEAD,
                ),
                Option(
                    "It comes back in one step, as if its gate were open.",
                    "no activation derivative",
                    "Below 0 only a small part of the gradient comes through.",
                ),
                Option(
                    "It sinks further, since its slope below 0 is small.",
                    "sign of the slope",
                    "A small slope is still positive: the step has the same direction as with an "
                    "open gate.",
                    DEAD,
                ),
                right="A small part of the gradient has the right direction, and that is enough.",
            ),
        ],
        solution="Slopes of 1 and {a}: {where(z > 0, dv, a * dv)}. The neuron gets a small "
        "gradient instead of none, and climbs back.",
    ),
    Exercise(
        id="slope-of-tanh",
        kind="solve",
        skills=["tanh", "vanishing gradient"],
        setting="tanh(z) = 2 · σ(2z) − 1. Somewhere its output is y = {y}.",
        given={"y": Drawn((0.2, 0.4, 0.6, 0.8, -0.4, -0.6))},
        steps=[
            Step(
                "What is its slope there?",
                "1 - y ** 2",
                "1 − y² = 1 − {y ** 2} = {1 - y ** 2}: it can be computed from the output alone.",
                [
                    Wrong(
                        "slope of a sigmoid",
                        "y * (1 - y)",
                        "That is the slope of a sigmoid with this output. Here σ is (1 + y) / 2.",
                        AJAR,
                    ),
                    Wrong("part of the slope", "1 - y"),
                    Wrong("part of the slope", "y ** 2"),
                    Wrong("activation taken twice", "1 - tanh(y) ** 2"),
                    Wrong(
                        "inner factor left out",
                        "(1 - y ** 2) / 2",
                        "The 2z inside brings one more factor of 2.",
                        AJAR,
                    ),
                    Wrong(
                        "both factors left out",
                        "(1 - y ** 2) / 4",
                        "Two factors of 2 are missing: one from outside, one from the 2z inside.",
                        AJAR,
                    ),
                ],
                hints=[
                    "The slope is 2 · σ · (1 − σ) · 2, with σ = σ(2z).",
                    "And σ(2z) = (1 + y) / 2.",
                ],
                scaffold=Step(
                    "What is σ(2z) there?",
                    "(1 + y) / 2",
                    "Now 2 · σ · (1 − σ) · 2.",
                ),
            ),
            Step(
                "What is the largest slope that tanh can have?",
                "1",
                "At y = 0, that is at z = 0: 1 − 0² = 1.",
                [
                    Wrong(
                        "slope of a sigmoid",
                        "0.25",
                        "That is the sigmoid’s. Two factors of 2 make it four times as steep.",
                        FADES,
                    ),
                    Wrong(
                        "inner factor left out",
                        "0.5",
                        "There are two factors of 2.",
                        FADES,
                    ),
                ],
                hints=["Where is 1 − y² largest?"],
            ),
            Step.choose(
                "What does that mean for a chain of many tanh?",
                "Near 0 it keeps most of the gradient; far out it fades all the same.",
                Option(
                    "The gradient can never fade.",
                    "largest slope everywhere",
                    "The slope is 1 only at 0; everywhere else it is below.",
                    FADES,
                ),
                Option(
                    "At most a quarter is left at each link.",
                    "slope of a sigmoid",
                    "That is true of sigmoids; tanh keeps up to all of it.",
                    FADES,
                ),
                Option(
                    "The gradient can grow from link to link.",
                    "slope above 1",
                    "No slope of tanh is above 1, so without weights nothing grows.",
                    FADES,
                ),
                right="The factor is at most 1, near 1 around 0, and near 0 where tanh is flat.",
            ),
        ],
        solution="2 · σ · (1 − σ) · 2 with σ = (1 + y) / 2 and 1 − σ = (1 − y) / 2 makes (1 + y) · "
        "(1 − y) = 1 − y² = {1 - y ** 2}. It is at most 1, at y = 0.",
    ),
]
