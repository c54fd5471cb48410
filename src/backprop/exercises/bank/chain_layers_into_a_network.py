"""Exercises on chains of layers: the product, its order, the turns, and how large it gets."""

from backprop.exercises.exercise import Answer, Drawn, Exercise, Option, Step, Wrong

__all__ = ["EXERCISES"]

CHAPTER = "08-chain-layers-into-a-network"
CHAIN = f"{CHAPTER}#one-layer-two-n"
MATRICES = f"{CHAPTER}#the-same-chain-in-matrices"
LOOPS = f"{CHAPTER}#a-network-is-two-loops"
LOSS_FIRST = f"{CHAPTER}#why-start-at-the-loss"
TURN = f"{CHAPTER}#whose-turn-is-it"
THIRTY = f"{CHAPTER}#thirty-layers"

TOO_EARLY = (
    "A gradient was passed on before it was complete; a node first collects all its contributions."
)
LINES = [
    "`values = relu.forward(first.forward(batch))`",
    "`loss.forward(last.forward(values), targets)`",
    "`gradient = loss.backward()`",
    "`gradient = last.backward(gradient)`",
    "`gradient = relu.backward(gradient)`",
    "`first.backward(gradient)`",
    "subtract rate · gradient from all weights and biases",
]

EXERCISES = [
    Exercise(
        id="two-in-a-row",
        kind="predict",
        skills=["chain rule", "sigmoid"],
        setting="Two neurons in a row, each with a sigmoid. The input is x = {x}, the weights are "
        "{w1} and {w2}, and the biases make the outputs {a1} and {a2}. The target is {y}; the loss "
        "is half the squared error.",
        given={
            "x": Drawn((-3, -2, 2, 3)),
            "w1": Drawn((-4, -2, 4, 5)),
            "w2": Drawn((-3, -2, 2, 3, 4)),
            "a1": Drawn((0.2, 0.4, 0.5, 0.8)),
            "a2": Drawn((0.2, 0.4, 0.5, 0.8)),
            "y": Drawn((0, 1)),
        },
        let={"f1": "a1 * (1 - a1)", "f2": "a2 * (1 - a2)", "e": "a2 - y"},
        steps=[
            Step(
                "What is the gradient of the second sum, dz⁽²⁾?",
                "e * f2",
                "{e} · {f2} = {dz2}: the error, times the slope of the second sigmoid, {a2} · (1 "
                "− {a2}).",
                [
                    Wrong("sign of (a − y)", "-e * f2"),
                    Wrong("no activation derivative", "e"),
                    Wrong("part of the slope", "e * a2"),
                    Wrong("part of the slope", "e * (1 - a2)"),
                    Wrong(
                        "the half left out",
                        "2 * e * f2",
                        "The loss has a ½ in front: it cancels the 2 of the square.",
                    ),
                ],
                hints=["Error first, then the slope a · (1 − a)."],
                name="dz2",
            ),
            Step(
                "And of the first weight? Type a product, or a number to three digits.",
                "dz2 * w2 * f1 * x",
                "{dz2} · {w2:()} · {f1} · {x:()} = {dw1}: back through the weight {w2} and the "
                "slope {f1}, then times its own input, {x}.",
                [
                    Wrong(
                        "weight left out",
                        "dz2 * f1 * x",
                        "Between the second sum and the first output stands the weight {w2}.",
                        CHAIN,
                    ),
                    Wrong("no activation derivative", "dz2 * w2 * x"),
                    Wrong("a layer left out", "dz2 * x"),
                    Wrong("own factor instead of the other", "dz2 * w2 * f1 * w1"),
                    Wrong(
                        "the second weight",
                        "dz2 * a1",
                        "That is the gradient of the second weight. Go one neuron further back.",
                        CHAIN,
                    ),
                ],
                hints=["dz⁽¹⁾ = dz⁽²⁾ · w⁽²⁾ · slope of the first sigmoid.", "Then times x."],
                name="dw1",
            ),
        ],
        solution="dz⁽²⁾ = {e} · {f2} = {dz2}. Then {dz2} · {w2:()} · {f1} · {x:()} = {dw1}.",
    ),
    Exercise(
        id="which-order-fits",
        kind="choose",
        skills=["shapes", "matrices"],
        setting="For {n} samples, a first layer has {i} inputs and {h} neurons, and a second has "
        "{o} neurons. `A1` are the outputs of the first, `dZ2` is the gradient of the sums of the "
        "second.",
        given={"size": Drawn((2, 3, 4, 5, 6, 7), (4,), distinct=True)},
        let={"n": "size[0]", "i": "size[1]", "h": "size[2]", "o": "size[3]"},
        steps=[
            Step.choose(
                "Which product is the gradient of `A1`?",
                "`dZ2 @ W2.T`",
                Option(
                    "`dZ2 @ W2`",
                    "transpose missing",
                    "({n}, {o}) @ ({h}, {o}) does not fit. With square layers it would, and would "
                    "be wrong.",
                ),
                Option(
                    "`W2.T @ dZ2`",
                    "factors in the wrong order",
                    "({o}, {h}) @ ({n}, {o}) does not fit: the gradients stand on the left.",
                ),
                Option(
                    "`W2 @ dZ2.T`",
                    "factors in the wrong order",
                    "It fits and gives ({h}, {n}): the numbers are right, but transposed. "
                    "`A1` has a row for each sample.",
                ),
                right="({n}, {o}) @ ({o}, {h}) is ({n}, {h}), the shape of `A1`: a sum over the "
                "{o} neurons that each number of `A1` feeds.",
                hints=["Write the shapes under the factors. `A1` has the shape ({n}, {h})."],
            ),
            Step.choose(
                "And what is the shape of the gradient of `W1`?",
                "({i}, {h})",
                Option(
                    "({h}, {i})",
                    "factors in the wrong order",
                    "This book stores weights as (inputs, neurons).",
                ),
                Option(
                    "({n}, {h})",
                    "batch not summed",
                    "That is the shape of `dZ1`. The samples share the weights, and are added up.",
                ),
                Option(
                    "({h}, {o})",
                    "the second layer",
                    "That is the shape of the second layer’s weights.",
                    MATRICES,
                ),
                right="A gradient has the shape of what it belongs to, and `X.T @ dZ1` is ({i}, "
                "{n}) @ ({n}, {h}).",
            ),
        ],
        solution="`dZ2 @ W2.T`: ({n}, {o}) @ ({o}, {h}) = ({n}, {h}). `X.T @ dZ1`: ({i}, {n}) @ "
        "({n}, {h}) = ({i}, {h}).",
    ),
    Exercise(
        id="lines-of-a-step",
        kind="solve",
        skills=["order"],
        setting="A network is `first`, `relu`, `last`, and a loss.",
        steps=[
            Step(
                "Put the lines of one step of training in order.",
                Answer("order", "[0, 1, 2, 3, 4, 5, 6]", LINES),
                "Forward to the loss, back from the loss, and only then the step.",
                [
                    Wrong("layers in forward order", "[0, 1, 2, 5, 4, 3, 6]"),
                    Wrong("updated weight used", "[0, 1, 2, 6, 3, 4, 5]"),
                    Wrong("updated weight used", "[0, 1, 2, 3, 6, 4, 5]"),
                    Wrong("updated weight used", "[0, 1, 2, 3, 4, 6, 5]"),
                    Wrong(
                        "step before the gradient",
                        "[0, 1, 6, 2, 3, 4, 5]",
                        "The step needs the gradients of this batch. They are not there yet.",
                        LOOPS,
                    ),
                    Wrong(
                        "step before the gradient",
                        "[6, 0, 1, 2, 3, 4, 5]",
                        "The step needs the gradients of this batch. They are not there yet.",
                        LOOPS,
                    ),
                ],
                hints=[
                    "What does each line need that another one makes?",
                    "The gradient starts at the loss and visits the layers from last to first.",
                ],
            ),
        ],
        solution="Forward through `first`, `relu`, `last` and the loss; back through the loss, "
        "`last`, `relu` and `first`; then the step.",
    ),
    Exercise(
        id="count-from-both-ends",
        kind="predict",
        skills=["shapes", "cost"],
        setting="One sample with {i} inputs, a layer of {h} neurons, one of {o}, and a loss. Leave "
        "out the slopes; count the multiplications in the products with weights that lead to the "
        "gradient of the {i} inputs.",
        given={"i": Drawn((20, 30, 50)), "h": Drawn((8, 10, 12)), "o": Drawn((3, 4, 5))},
        steps=[
            Step(
                "How many are there, beginning at the loss?",
                "o * h + h * i",
                "A row of {o} meets ({o}, {h}): {o} · {h} = {o * h}. The resulting row of {h} "
                "meets ({h}, {i}): {h} · {i} = {h * i}. Together {back}.",
                [
                    Wrong(
                        "one layer of two",
                        "h * i",
                        "The row meets the last layer’s weights first: {o} · {h} more.",
                        LOSS_FIRST,
                    ),
                    Wrong(
                        "sizes multiplied",
                        "o * h * i",
                        "A row is carried, not a matrix: add the two products’ counts.",
                        LOSS_FIRST,
                    ),
                    Wrong(
                        "sizes added",
                        "o + h + i",
                        "A row of r numbers and an (r, s) matrix take r · s multiplications.",
                        LOSS_FIRST,
                    ),
                    Wrong(
                        "from the inputs",
                        "i * h * o + i * o",
                        "That is the count from the other end.",
                        LOSS_FIRST,
                    ),
                ],
                hints=["(1, {o}) @ ({o}, {h}), then (1, {h}) @ ({h}, {i})."],
                name="back",
            ),
            Step(
                "And beginning at the inputs?",
                "i * h * o + i * o",
                "({i}, {h}) @ ({h}, {o}) takes {i} · {h} · {o} = {i * h * o}, and the result "
                "times the {o} gradients {i} · {o} = {i * o} more: {ahead}.",
                [
                    Wrong(
                        "one product of two",
                        "i * h * o",
                        "The product has the shape ({i}, {o}) and still has to meet the {o} "
                        "gradients.",
                        LOSS_FIRST,
                    ),
                    Wrong(
                        "row for matrix",
                        "i * h + h * o",
                        "From this end a whole matrix is carried, a row for each input.",
                        LOSS_FIRST,
                    ),
                ],
                hints=["An (r, s) matrix times an (s, t) matrix takes r · s · t."],
                name="ahead",
            ),
        ],
        solution="From the loss {o} · {h} + {h} · {i} = {back}; from the inputs {i} · {h} · {o} + "
        "{i} · {o} = {ahead}.",
    ),
    Exercise(
        id="factor-per-layer",
        kind="predict",
        skills=["vanishing gradient", "initial weights"],
        setting="Layers of {n} ReLUs, about half of them open, with initial weights of scale {s}.",
        given={
            "n": Drawn((18, 32, 50, 72, 98, 200)),
            "s": Drawn((0.1, 0.2, 0.25, 0.3, 0.4)),
            "k": Drawn((3, 4, 5)),
        },
        let={"r": "sqrt(n / 2)"},
        where=["abs(s * r - 1) > 0.1", "s * r > 0.4"],
        steps=[
            Step(
                "By what factor, roughly, does the norm of the gradient change from layer to layer "
                "on its way back?",
                "s * r",
                "{s} · √({n} · ½) = {s} · {r} = {s * r}.",
                [
                    Wrong(
                        "open gates counted as all",
                        "s * sqrt(n)",
                        "Half of the slopes are 0: the mean of their squares is ½.",
                        THIRTY,
                    ),
                    Wrong(
                        "root left out",
                        "s * n / 2",
                        "With random signs it is the squares that add up: take the root of {n} · "
                        "½.",
                        THIRTY,
                    ),
                    Wrong(
                        "squared factor",
                        "s ** 2 * n / 2",
                        "That is the factor of the mean square; the norm changes by its root.",
                        THIRTY,
                    ),
                    Wrong(
                        "half outside the root",
                        "s * sqrt(n) / 2",
                        "The ½ belongs under the root: it is the mean of the squared slopes.",
                        THIRTY,
                    ),
                ],
                hints=["s · √(n · mean of f′²). For ReLUs the mean is ½."],
                name="factor",
            ),
            Step(
                "What does a norm of 1 become after {k} such layers? Type a power, or a number to "
                "three digits.",
                "factor ** k",
                "{factor} to the power of {k} = {factor ** k}: the factor once for each layer, a "
                "product and not a sum.",
                [
                    Wrong(
                        "layers added",
                        "factor * k",
                        "Each layer multiplies by the factor: {k} of them make a power.",
                        THIRTY,
                    ),
                    Wrong(
                        "one layer of several",
                        "factor",
                        "That is after one layer.",
                        THIRTY,
                    ),
                ],
                hints=["Multiply {k} times by the factor."],
            ),
            Step(
                "Which scale would make the factor 1? Type a fraction, or three decimals.",
                "1 / r",
                "√(2 / {n}) = 1 / {r} = {1 / r}.",
                [
                    Wrong(
                        "open gates counted as all",
                        "1 / sqrt(n)",
                        "That is right where all slopes are 1; of the ReLUs half are shut.",
                        THIRTY,
                    ),
                    Wrong(
                        "root left out",
                        "2 / n",
                        "Take the root of it.",
                        THIRTY,
                    ),
                    Wrong(
                        "upside down",
                        "r",
                        "Scale times {r} has to be 1.",
                        THIRTY,
                    ),
                ],
                hints=["s · √({n} · ½) = 1."],
            ),
        ],
        solution="{s} · √({n} / 2) = {factor}; after {k} layers {factor ** k}. The scale √(2 / "
        "{n}) = {1 / r} makes the factor 1.",
    ),
    Exercise(
        id="network-by-hand",
        kind="solve",
        skills=["chain rule", "ReLU", "matrices"],
        setting="One sample goes through two neurons with a ReLU and then a linear one, without "
        "biases: x = {x}, and the second layer has the weights {v}. The target is {t}; the loss is "
        "half the squared error.",
        given={
            "x": Drawn((-2, 2, 3), (2,)),
            "W": Drawn((-3, -2, 2, 3), (2, 2)),
            "v": Drawn((-3, -2, 2, 3), (2,), distinct=True),
            "off": Drawn((-3, -2, 2, 4)),
        },
        let={"z": "x @ W", "a": "relu(z)", "t": "a @ v - off"},
        where=[
            "sum(z > 0) == 1",
            "sum(z < 0) == 1",
            "t != 0",
            "W[0, 0] * W[1, 1] != W[0, 1] * W[1, 0]",
        ],
        shows={"weights of the first layer": "W"},
        steps=[
            Step(
                "What is the output?",
                "a @ v",
                "The sums are {z}, the ReLU makes {a} of them, and {a[0]} · {v[0]:()} + {a[1]} · "
                "{v[1]:()} = {a @ v}.",
                [
                    Wrong(
                        "ReLU left out",
                        "z @ v",
                        "The first layer has a ReLU: a negative sum becomes 0.",
                        LOOPS,
                    ),
                    Wrong(
                        "weights transposed",
                        "relu(W @ x) @ v",
                        "A column of the weights belongs to a neuron; you used the rows.",
                        LOOPS,
                    ),
                ],
                hints=["Sums first: x times each column of the weights."],
                name="output",
            ),
            Step(
                "What is the gradient of the second layer’s two weights?",
                Answer("array", "a * (output - t)"),
                "The error is {output} − {t:()} = {off}. Each weight gets its input times the "
                "error: {a[0]} · {off:()} = {a[0] * off} and {a[1]} · {off:()} = {a[1] * off}.",
                [
                    Wrong("sign of (a − y)", "a * (t - a @ v)"),
                    Wrong("own factor instead of the other", "v * off"),
                    Wrong(
                        "ReLU left out",
                        "z * off",
                        "The second layer is given the outputs of the ReLU, not its inputs.",
                        LOOPS,
                    ),
                    Wrong(
                        "incoming gradient left out",
                        "a",
                        "Multiply by the error, which comes in from the loss.",
                    ),
                ],
                hints=["The error is output minus target."],
            ),
            Step(
                "What is the gradient of the two sums of the first layer?",
                Answer("array", "(output - t) * v * (z > 0)"),
                "Back through the weights: {off} · {v[0]:()} = {off * v[0]} and {off} · {v[1]:()} "
                "= {off * v[1]}. Then through the gates: {dz}.",
                [
                    Wrong("no activation derivative", "off * v"),
                    Wrong("sign of (a − y)", "-off * v * (z > 0)"),
                    Wrong(
                        "weight left out",
                        "off * (z > 0)",
                        "On the way to the first layer stand the weights {v}.",
                        CHAIN,
                    ),
                    Wrong(
                        "own factor instead of the other",
                        "off * a",
                        "Those are the gradients of the weights; an output of the first layer gets "
                        "the weight as its factor.",
                    ),
                ],
                hints=["Error times weight, and 0 where the gate is shut."],
                name="dz",
            ),
            Step(
                "What is the gradient of the first layer’s weights?",
                Answer("array", "outer(x, dz)"),
                "Input times gradient of the sum, a row for each input: {x[0]} times {dz} is "
                "{x[0] * dz}, and {x[1]} times {dz} is {x[1] * dz}.",
                [
                    Wrong("factors in the wrong order", "outer(dz, x)"),
                    Wrong("no activation derivative", "outer(x, off * v)"),
                    Wrong("incoming gradient left out", "outer(x, z > 0)"),
                ],
                hints=["Entry [0, 1] is input 0 times the gradient of sum 1."],
            ),
        ],
        solution="Sums {z}, outputs {a}, output {output}, error {off}. Second layer: {a * off}. "
        "Sums: {dz}. First layer: {outer(x, dz)}.",
    ),
    Exercise(
        id="which-slopes-are-wrong",
        kind="find the error",
        skills=["ReLU", "matrices"],
        setting="Two layers of three neurons with ReLUs, three inputs, half the squared error. One "
        "line is wrong, and numpy does not complain.",
        given={
            "back": Drawn((-4, -3, -2, 2, 3, 5), (3,), distinct=True),
            "z1": Drawn((-2, -1, 1, 2, 3), (3,)),
            "z2": Drawn((-2, -1, 1, 2, 3), (3,)),
        },
        where=["sum(z1 > 0) == 2", "sum(z2 > 0) == 2", "sum((z1 > 0) * (z2 > 0)) == 1"],
        steps=[
            Step(
                "Which line is wrong?",
                Answer(
                    "line",
                    "6",
                    [
                        "Z1 = X @ W1",
                        "A1 = np.maximum(Z1, 0)",
                        "Z2 = A1 @ W2",
                        "A2 = np.maximum(Z2, 0)",
                        "dZ2 = (A2 - Y) * (Z2 > 0)",
                        "dW2 = A1.T @ dZ2",
                        "dZ1 = (dZ2 @ W2.T) * (Z2 > 0)",
                        "dW1 = X.T @ dZ1",
                    ],
                ),
                "The first layer has gates of its own: `(dZ2 @ W2.T) * (Z1 > 0)`.",
                [
                    Wrong(
                        "right line",
                        "0",
                        "This line is right: inputs times weights.",
                        MATRICES,
                    ),
                    Wrong(
                        "right line",
                        "1",
                        "This line is right: it is the ReLU.",
                        MATRICES,
                    ),
                    Wrong(
                        "right line",
                        "3",
                        "This line is right: it is the ReLU.",
                        MATRICES,
                    ),
                    Wrong(
                        "right line",
                        "4",
                        "This line is right: error times the slopes of the second layer.",
                        MATRICES,
                    ),
                    Wrong(
                        "right line",
                        "5",
                        "This line is right: the second layer’s inputs are `A1`, transposed.",
                        MATRICES,
                    ),
                    Wrong(
                        "right line",
                        "7",
                        "This line is right: inputs, transposed, times the gradient of the sums.",
                        MATRICES,
                    ),
                    Wrong(
                        "right line",
                        "2",
                        "This line is right: the second layer is given the outputs of the first.",
                        MATRICES,
                    ),
                ],
                hints=["Ask of each slope which layer it belongs to."],
            ),
            Step(
                "For one sample, `dZ2 @ W2.T` is {back}, the sums are `Z1` = {z1} and `Z2` = {z2}. "
                "What does the wrong line give for `dZ1`?",
                Answer("array", "back * (z2 > 0)"),
                "{back} times {z2 > 0}: it opens and shuts the gates of the second layer.",
                [
                    Wrong(
                        "as it should be",
                        "back * (z1 > 0)",
                        "That is the right gradient, with the first layer’s gates. Follow the line "
                        "as it stands.",
                        MATRICES,
                    ),
                    Wrong("no activation derivative", "back"),
                    Wrong(
                        "both masks",
                        "back * (z1 > 0) * (z2 > 0)",
                        "The line uses one mask only, that of `Z2`.",
                        MATRICES,
                    ),
                ],
                hints=["Where is `Z2` above 0?"],
                name="found",
            ),
            Step.choose(
                "Why is there no error message?",
                "Both layers have three neurons, so the shapes fit.",
                Option(
                    "Because the result is nearly right.",
                    "small error",
                    "Compare: whole entries are 0 that should not be, and the other way round.",
                    MATRICES,
                ),
                Option(
                    "Because numpy transposes one of the factors.",
                    "transposed by itself",
                    "numpy transposes nothing on its own; with `*` it compares the shapes.",
                    MATRICES,
                ),
                right="With different widths the product would fail. With equal ones only a check "
                "of the gradient shows it.",
            ),
        ],
        solution="Line 7 uses the gates of the second layer. It gives {found}; right is {back * "
        "(z1 > 0)}.",
    ),
    Exercise(
        id="three-neurons",
        kind="solve",
        skills=["chain rule", "ReLU"],
        setting="Three neurons are in a row, without biases: the weights are {w1}, {w2} and {w3}, "
        "and x = {x}. The first two have a ReLU, the last has none. The target is {t}; the loss is "
        "half the squared error.",
        given={
            "w1": Drawn((2, 3)),
            "w2": Drawn((2, 3, 4)),
            "w3": Drawn((-0.5, 0.5, 2)),
            "x": Drawn((1, 2)),
            "t": Drawn((-2, 2, 5)),
        },
        let={"a1": "w1 * x", "a2": "w2 * a1", "e": "w3 * a2 - t"},
        where=["e != 0"],
        steps=[
            Step(
                "What is the gradient of the third weight?",
                "e * a2",
                "{e} · {a2} = {e * a2}: the error, times its input.",
                [
                    Wrong("sign of (a − y)", "-e * a2"),
                    Wrong("own factor instead of the other", "e * w3"),
                    Wrong(
                        "own input left out",
                        "e",
                        "That is the error; multiply by the input of the third neuron.",
                        CHAIN,
                    ),
                ],
                hints=["Forward: {a1}, {a2}, {w3 * a2}. The error is {w3 * a2} − {t:()}."],
            ),
            Step(
                "Of the second weight?",
                "e * w3 * a1",
                "dz is {e} · {w3:()} = {e * w3}; times its input, {a1}, it is {e * w3 * a1}.",
                [
                    Wrong("sign of (a − y)", "-e * w3 * a1"),
                    Wrong(
                        "own input left out",
                        "e * w3",
                        "That is the gradient of its sum; multiply by its input.",
                        CHAIN,
                    ),
                    Wrong("a layer left out", "e * a1"),
                    Wrong("own factor instead of the other", "e * w3 * w2"),
                ],
                hints=["Walk back once: dz⁽²⁾ = error · {w3:()}, since the gate is open."],
            ),
            Step(
                "Of the first weight?",
                "e * w3 * w2 * x",
                "dz is {e * w3} · {w2} = {e * w3 * w2}; times its input, {x}, it is {e * w3 * w2 "
                "* x}.",
                [
                    Wrong("sign of (a − y)", "-e * w3 * w2 * x"),
                    Wrong("a layer left out", "e * w3 * x"),
                    Wrong("own factor instead of the other", "e * w3 * w2 * w1"),
                ],
                hints=["One neuron further back: times {w2}."],
            ),
            Step(
                "And of x?",
                "e * w3 * w2 * w1",
                "dz is {e * w3 * w2}, and x is multiplied by {w1}: {e * w3 * w2} · {w1} = {e * w3 "
                "* w2 * w1}.",
                [
                    Wrong("sign of (a − y)", "-e * w3 * w2 * w1"),
                    Wrong("own factor instead of the other", "e * w3 * w2 * x"),
                    Wrong("a layer left out", "e * w3 * w1"),
                ],
                hints=["The other factor of x is {w1}."],
            ),
        ],
        solution="dz⁽³⁾ = {e}, dz⁽²⁾ = {e * w3}, dz⁽¹⁾ = {e * w3 * w2}. Weights: {e * w3 * w2 * "
        "x}, {e * w3 * a1} and {e * a2}; x: {e * w3 * w2 * w1}.",
    ),
    Exercise(
        id="in-a-hurry",
        kind="solve",
        skills=["order", "several paths"],
        setting="h = x · w, then p = {c} · h, q = p · h and y = p + q, with x = {x} and w = {w}. "
        "Each node has one turn and passes on what it holds at that moment.",
        given={"c": Drawn((2, 3)), "x": Drawn((2, 3, 5)), "w": Drawn((1, 2, 3))},
        let={"h": "x * w", "p": "c * h"},
        steps=[
            Step(
                "What is the gradient of w?",
                "(c * (1 + h) + p) * x",
                "p holds 1 + {h}; h gets {c} · {1 + h} from p and {p} from q: {c * (1 + h) + p}. "
                "And w gets {c * (1 + h) + p} · {x} = {(c * (1 + h) + p) * x}.",
                [
                    Wrong("one path of several", "p * x"),
                    Wrong("turn taken too early", "(c + p) * x", TOO_EARLY, TURN),
                    Wrong(
                        "last factor left out",
                        "c * (1 + h) + p",
                        "That is the gradient of h; w is one product further.",
                        TURN,
                    ),
                ],
                hints=[
                    "h = {h}, p = {p}. First complete p, then h.",
                    "p gets 1 from y and {h} from q.",
                ],
            ),
            Step(
                "What comes out for w in the order y, q, h, p?",
                "p * x",
                "When h has its turn, only q has sent it something: {p}. So w gets {p} · {x} = {p "
                "* x}.",
                [
                    Wrong(
                        "as it should be",
                        "(c * (1 + h) + p) * x",
                        "That is the right gradient. Here h passes on what it holds before p has "
                        "had its turn.",
                        TURN,
                    ),
                    Wrong(
                        "another order",
                        "(c + p) * x",
                        "That needs p to have its turn before h.",
                        TURN,
                    ),
                    Wrong(
                        "last factor left out",
                        "p",
                        "That is what h holds; w gets it times {x}.",
                        TURN,
                    ),
                ],
                hints=["What has reached h when its turn comes?"],
            ),
            Step(
                "And in the order y, p, q, h?",
                "(c + p) * x",
                "p passes on its first 1 only: h gets {c} from it, and {p} from q. So w gets ({c} "
                "+ {p}) · {x} = {(c + p) * x}.",
                [
                    Wrong(
                        "as it should be",
                        "(c * (1 + h) + p) * x",
                        "That is the right gradient. Here p has its turn before q has sent it "
                        "anything.",
                        TURN,
                    ),
                    Wrong(
                        "another order",
                        "p * x",
                        "Here p has its turn before h, and adds {c}.",
                        TURN,
                    ),
                    Wrong(
                        "last factor left out",
                        "c + p",
                        "That is what h holds; w gets it times {x}.",
                        TURN,
                    ),
                ],
                hints=["p holds 1 when its turn comes."],
            ),
        ],
        solution="h = {h}, p = {p}. Right: ({c} · {1 + h} + {p}) · {x} = {(c * (1 + h) + p) * x}. "
        "In y, q, h, p: {p} · {x} = {p * x}. In y, p, q, h: ({c} + {p}) · {x} = {(c + p) * x}.",
    ),
    Exercise(
        id="set-the-scale",
        kind="solve",
        skills=["initial weights", "vanishing gradient"],
        setting="A leaky ReLU has the slope 1 above 0 and {a} below; half of the sums are above. "
        "Layers of {n} such neurons are to keep the norm of their gradient.",
        given={"n": Drawn((40, 60, 90)), "a": Drawn((0.4, 0.5, 0.6)), "k": Drawn((10, 20))},
        let={"square": "(1 + a ** 2) / 2"},
        steps=[
            Step(
                "Which scale of the initial weights does it? Round to three decimals.",
                "1 / sqrt(n * square)",
                "The mean of the squared slopes is (1 + {a ** 2}) / 2 = {square}, and s = 1 / "
                "√({n} · {square}) = {1 / sqrt(n * square)}.",
                [
                    Wrong(
                        "as for a ReLU",
                        "sqrt(2 / n)",
                        "That is for slopes of 1 and 0. Here the shut ones pass on {a}.",
                        THIRTY,
                    ),
                    Wrong(
                        "mean of the slopes",
                        "1 / sqrt(n * (1 + a) / 2)",
                        "You averaged the slopes; it is their squares that add up.",
                        THIRTY,
                    ),
                    Wrong(
                        "root left out",
                        "1 / (n * square)",
                        "Take the root: s · √(n · mean of f′²) = 1.",
                        THIRTY,
                    ),
                    Wrong(
                        "as for slopes of 1",
                        "1 / sqrt(n)",
                        "That is for slopes that are all 1.",
                        THIRTY,
                    ),
                ],
                hints=["Half of the slopes are 1, half {a}. What is the mean of their squares?"],
            ),
            Step(
                "With √(2/n) instead, by what factor does the norm change in {k} such layers? "
                "Three digits.",
                "(2 * square) ** (k / 2)",
                "Each layer multiplies by √(2 · {square}) = {sqrt(2 * square)}, and {sqrt(2 * "
                "square)} to the power of {k} is {(2 * square) ** (k / 2)}.",
                [
                    Wrong(
                        "root left out",
                        "(2 * square) ** k",
                        "Each layer multiplies by the root of {2 * square}.",
                        THIRTY,
                    ),
                    Wrong(
                        "one layer of several",
                        "sqrt(2 * square)",
                        "That is one layer; there are {k}.",
                        THIRTY,
                    ),
                    Wrong(
                        "layers added",
                        "k * sqrt(2 * square)",
                        "Each layer multiplies: {k} of them make a power.",
                        THIRTY,
                    ),
                    Wrong(
                        "half counted twice",
                        "square ** (k / 2)",
                        "The 2 of √(2/n) is missing: each layer multiplies by √(2 · {square}).",
                        THIRTY,
                    ),
                ],
                hints=["One layer: √(2/n) · √(n · {square})."],
            ),
        ],
        solution="s = 1 / √({n} · {square}) = {1 / sqrt(n * square)}. With √(2/n) each layer "
        "multiplies by √{2 * square}, and {k} layers by {2 * square} to the power of {k / 2}: "
        "{(2 * square) ** (k / 2)}.",
    ),
]
