"""Exercises on a batch: what its samples share, sums along the right axis, sum or mean."""

from backprop.exercises.exercise import Answer, Drawn, Exercise, Option, Step, Wrong

SMALL = (-4, -3, -2, 2, 3, 4)
HERE = "04-sum-over-the-batch"
SHARED = f"{HERE}#three-samples-one-layer"
ROWS = f"{HERE}#a-row-for-each-sample"
WEIGHT = f"{HERE}#one-weight-three-samples"
PRODUCT = f"{HERE}#the-same-sum-as-a-product"
BIAS = f"{HERE}#one-bias-three-samples"
RELU = f"{HERE}#one-step-behind-a-relu"
MEAN = f"{HERE}#sum-or-mean"
TRUST = f"{HERE}#how-far-to-trust-a-batch"

EXERCISES = [
    Exercise(
        id="who-moves",
        kind="choose",
        skills=["batch"],
        setting="A batch of {n} samples goes through a layer with 4 inputs and 3 neurons. The "
        "outputs have the shape ({n}, 3), a row for each sample. Everything is counted from 0.",
        given={
            "n": Drawn((4, 5, 6, 8)),
            "k": Drawn((0, 1, 2, 3)),
            "i": Drawn((0, 1, 2, 3)),
            "j": Drawn((0, 1, 2)),
        },
        where=["k != j"],
        steps=[
            Step.choose(
                "You raise input {i} of sample {k}. Which outputs move?",
                "Row {k}",
                Option(
                    "Column {i}",
                    "sample and neuron exchanged",
                    "A column of the outputs is a neuron; the input belongs to a sample, a row.",
                    SHARED,
                ),
                Option(
                    "Row {k} and all rows below",
                    "samples taken to follow one another",
                    "The samples do not affect one another: each has its own row.",
                    SHARED,
                ),
                Option(
                    "All of them",
                    "input taken to be shared",
                    "The other samples have inputs of their own; this one is not theirs.",
                    SHARED,
                ),
                right="It feeds all three neurons, in its own sample only.",
                hints=["Who uses this number?"],
            ),
            Step.choose(
                "You raise the weight of input {i} in neuron {j}. Which outputs move?",
                "Column {j}",
                Option(
                    "Row {j}",
                    "sample and neuron exchanged",
                    "A row of the outputs is a sample; the weight belongs to a neuron, a column.",
                    SHARED,
                ),
                Option(
                    "One single output",
                    "weight taken to be of one sample",
                    "All samples share the weight, and each uses it once.",
                    SHARED,
                ),
                Option(
                    "All of them",
                    "weight taken to be of all neurons",
                    "The weight is one wire: it ends at neuron {j} and at no other.",
                    SHARED,
                ),
                right="One neuron, in every sample: the samples share its weights.",
                hints=["Who uses this number?"],
            ),
        ],
        solution="An input belongs to one sample and feeds every neuron: row {k}. A weight belongs "
        "to one neuron and is used in every sample: column {j}.",
    ),
    Exercise(
        id="weight-over-the-batch",
        kind="predict",
        skills=["sum over the batch"],
        setting="Three samples meet the weight w = {w} with the inputs {x}. The incoming gradients "
        "of its neuron are {dz}, one for each sample.",
        given={
            "x": Drawn((-3, -2, -0.5, 0.5, 2, 3, 4), (3,), distinct=True),
            "dz": Drawn((-3, -2, 2, 3, 4), (3,), distinct=True),
            "w": Drawn((-2, 2, 3, 5)),
        },
        where=["x @ dz != 0", "sum(x) != 0", "sum(dz) != 0"],
        steps=[
            Step(
                ask="What is the gradient of the weight?",
                answer="x @ dz",
                right="Each sample contributes its input times its incoming gradient, and the "
                "three add up: {x[0]:()} · {dz[0]:()} + {x[1]:()} · {dz[1]:()} + {x[2]:()} · "
                "{dz[2]:()} = {x @ dz}.",
                mistakes=[
                    Wrong("overwritten instead of added", "x[2] * dz[2]", see=WEIGHT),
                    Wrong("one path of several", "x[0] * dz[0]", see=WEIGHT),
                    Wrong(
                        "mean in place of the sum",
                        "x @ dz / 3",
                        "You divided by 3; a layer only adds. If a division is wanted, the loss "
                        "has made it already.",
                        MEAN,
                    ),
                    Wrong(
                        "sums multiplied",
                        "sum(x) * sum(dz)",
                        "You added first and multiplied then; multiply within each sample, then "
                        "add over the samples.",
                        WEIGHT,
                    ),
                    Wrong("own factor instead of the other", "w * sum(dz)"),
                    Wrong("incoming gradient left out", "sum(x)"),
                ],
                hints=["What does sample 0 send back? And the other two?"],
                scaffold=Step(
                    ask="What does sample 0 send back to the weight?",
                    answer="x[0] * dz[0]",
                    right="Its input times its incoming gradient. Now add what the other two send.",
                    mistakes=[
                        Wrong("incoming gradient left out", "x[0]"),
                        Wrong("own factor instead of the other", "w * dz[0]"),
                    ],
                ),
            )
        ],
        solution="{x[0]:()} · {dz[0]:()} + {x[1]:()} · {dz[1]:()} + {x[2]:()} · {dz[2]:()} = "
        "{x @ dz}.",
    ),
    Exercise(
        id="axis-for-the-biases",
        kind="predict",
        skills=["axis"],
        setting="A batch of two samples went through a layer of two neurons; a row is a sample.",
        given={"dz": Drawn((-4, -3, -2, -1, 1, 2, 3, 4, 5), (2, 2), distinct=True)},
        where=["dz[0, 1] != dz[1, 0]", "abs(sum(dz)) > 0"],
        shows={"dvalues": "dz"},
        steps=[
            Step(
                ask="What is `dbiases`?",
                answer=Answer("array", "[sum(dz, 0)]"),
                right="One number for each neuron: its column, added over the samples. For neuron "
                "0 that is {sum(dz[:, 0])}.",
                mistakes=[
                    Wrong("wrong axis for the biases", "[sum(dz, 1)]"),
                    Wrong("overwritten instead of added", "[dz[1]]", see=BIAS),
                    Wrong(
                        "mean in place of the sum",
                        "[mean(dz, 0)]",
                        "You took the mean; a layer only adds. If a division is wanted, the loss "
                        "has made it already.",
                        MEAN,
                    ),
                ],
                hints=["Which numbers belong to neuron 0: a row or a column?"],
            ),
            Step.choose(
                "Which code gives it in the shape of the biases, (1, 2)?",
                "`dvalues.sum(axis=0, keepdims=True)`",
                Option("`dvalues.sum(axis=1, keepdims=True)`", "wrong axis for the biases"),
                Option("`dvalues.sum(axis=0)`", "keepdims left out"),
                Option(
                    "`dvalues.sum(keepdims=True)`",
                    "summed over both axes",
                    "Without an axis, everything is added up, neurons included: one number.",
                    BIAS,
                ),
                right="Axis 0 counts the samples, and `keepdims` leaves it there with length 1.",
                hints=["Axis 0 counts the rows."],
            ),
        ],
        solution="Neuron 0 gets {dz[0, 0]} + {dz[1, 0]:()} = {sum(dz[:, 0])}, neuron 1 gets "
        "{dz[0, 1]} + {dz[1, 1]:()} = {sum(dz[:, 1])}: `dvalues.sum(axis=0, keepdims=True)`.",
    ),
    Exercise(
        id="shapes-of-a-batch",
        kind="choose",
        skills=["shapes"],
        setting="A batch of {n} samples goes through a layer with {m} inputs and {p} neurons.",
        given={
            "n": Drawn((6, 8, 10, 32)),
            "m": Drawn((3, 4, 5)),
            "p": Drawn((2, 7)),
        },
        steps=[
            Step.choose(
                "What is the shape of `dweights`?",
                "({m}, {p})",
                Option(
                    "({n}, {m}, {p})",
                    "batch not summed",
                    "You kept one table for each sample; all samples share the weights, so their "
                    "tables are added.",
                    WEIGHT,
                ),
                Option("({p}, {m})", "factors in the wrong order"),
                Option(
                    "({n}, {p})",
                    "shape of dvalues",
                    "That is the shape of `dvalues`; a gradient has the shape of what it belongs "
                    "to.",
                    BIAS,
                ),
                right="That of the weights: the samples are summed away.",
                hints=["A gradient has the shape of what it belongs to."],
            ),
            Step.choose(
                "And of `dinputs`?",
                "({n}, {m})",
                Option(
                    "(1, {m})",
                    "inputs summed over the batch",
                    "Nothing is added over the batch here: each sample has its own inputs.",
                    ROWS,
                ),
                Option("({m}, {n})", "factors in the wrong order", see=ROWS),
                Option(
                    "({n}, {p})",
                    "shape of dvalues",
                    "That is the shape of `dvalues`, what comes in.",
                    ROWS,
                ),
                right="A row for each sample: `dvalues @ weights.T`.",
                hints=["Does each sample have its own inputs, or do they share them?"],
            ),
            Step.choose(
                "And of `dbiases`?",
                "(1, {p})",
                Option("({n}, {p})", "batch not summed"),
                Option("({n}, 1)", "wrong axis for the biases"),
                Option("({p},)", "keepdims left out"),
                right="One number for each neuron, in the shape of the biases.",
                hints=["The biases have the shape (1, {p})."],
            ),
        ],
        solution="`dweights` ({m}, {p}), `dinputs` ({n}, {m}), `dbiases` (1, {p}): each has the "
        "shape of what it belongs to.",
    ),
    Exercise(
        id="gates-in-a-batch",
        kind="predict",
        skills=["gate", "sum over the batch"],
        setting="A ReLU stands behind a layer. For one of the neurons, the sums of the three "
        "samples are {z}, and input 0 is {x} in the three. The incoming gradient is 1 at all "
        "outputs.",
        given={
            "z": Drawn((-3, -2, -1, 1, 2, 3, 4), (3,), distinct=True),
            "x": Drawn((-4, -3, -2, 2, 3, 4, 5), (3,), distinct=True),
        },
        where=["sum(z > 0) == 2", "sum(x) != 0"],
        steps=[
            Step(
                ask="What is the gradient of this neuron’s bias?",
                answer="sum(z > 0)",
                right="Each open gate passes on 1: {z[0] > 0} + {z[1] > 0} + {z[2] > 0} = {sum(z "
                "> 0)}.",
                mistakes=[
                    Wrong("no activation derivative", "3", see=RELU),
                    Wrong(
                        "outputs instead of gradients",
                        "sum(relu(z))",
                        "You added the outputs; the gradient behind the gate is 1 or 0.",
                        RELU,
                    ),
                    Wrong(
                        "mean in place of the sum",
                        "sum(z > 0) / 3",
                        "A layer only adds; nothing is divided by the number of samples.",
                        MEAN,
                    ),
                ],
                hints=["Which of the three gates are open?"],
            ),
            Step(
                ask="And that of its weight for input 0?",
                answer="sum(x * (z > 0))",
                right="{x[0]:()} · {z[0] > 0} + {x[1]:()} · {z[1] > 0} + {x[2]:()} · {z[2] > 0} = "
                "{sum(x * (z > 0))}: the inputs of the samples whose gate is open, added up.",
                mistakes=[
                    Wrong("no activation derivative", "sum(x)", see=RELU),
                    Wrong(
                        "mask of the wrong array",
                        "sum(x * (x > 0))",
                        "You asked where the input is positive; the gate asks about the sum z.",
                        RELU,
                    ),
                    Wrong(
                        "outputs instead of gradients",
                        "sum(x * relu(z))",
                        "You multiplied by the outputs; the gradient behind the gate is 1 or 0.",
                        RELU,
                    ),
                ],
                hints=["Each sample sends its input times what comes through its gate."],
            ),
        ],
        solution="The gates are {z > 0}. The bias gets their sum, {sum(z > 0)}, the weight the "
        "inputs where they are open: {sum(x * (z > 0))}.",
    ),
    Exercise(
        id="sum-or-mean",
        kind="predict",
        skills=["sum or mean", "learning rate"],
        setting="Four samples with a loss each. For one weight, their losses have the gradients "
        "{g}.",
        given={
            "g": Drawn((-3, -2, -1, 1, 2, 3, 4, 5, 6), (4,), distinct=True),
            "rate": Drawn((0.01, 0.02, 0.05, 0.1)),
        },
        where=["sum(g) > 2"],
        steps=[
            Step(
                ask="What is the gradient of the mean loss?",
                answer="sum(g) / 4",
                right="The mean loss is a quarter of the sum, and so is its gradient: ({g[0]} + "
                "{g[1]:()} + {g[2]:()} + {g[3]:()}) / 4 = {sum(g) / 4}.",
                mistakes=[
                    Wrong("missing 1/n", "sum(g)", see=MEAN),
                    Wrong("doubled 1/n", "sum(g) / 16", see=MEAN),
                    Wrong("overwritten instead of added", "g[3]", see=WEIGHT),
                ],
                hints=["Add the four gradients, then divide by 4."],
                name="dmean",
            ),
            Step(
                ask="A descent on the summed loss takes steps at the rate {rate}. Which rate "
                "takes the same steps on the mean loss?",
                answer="4 * rate",
                right="The gradient is a quarter, so the rate is four times as large: 4 · {rate} "
                "= {4 * rate}.",
                mistakes=[
                    Wrong(
                        "rate divided",
                        "rate / 4",
                        "The gradient is smaller now; for the same step the rate must be larger.",
                        MEAN,
                    ),
                    Wrong(
                        "rate kept",
                        "rate",
                        "With the same rate the step is a quarter as long.",
                        MEAN,
                    ),
                    Wrong(
                        "squared number of samples",
                        "16 * rate",
                        "The gradient is divided by 4 once; make up for it once.",
                        MEAN,
                    ),
                ],
                hints=["The step is rate times gradient. What has become of the gradient?"],
            ),
            Step(
                ask="Every sample is put into the batch twice. What is the gradient of the mean "
                "loss then?",
                answer="dmean",
                right="Twice the sum, divided by twice as many, 2 · {sum(g):()} / 8 = {sum(g) / "
                "4}: the mean stays.",
                mistakes=[
                    Wrong(
                        "sum in place of the mean",
                        "2 * dmean",
                        "The sum doubles, but so does the number of samples.",
                        MEAN,
                    ),
                    Wrong(
                        "number of samples counted twice",
                        "dmean / 2",
                        "The number of samples doubles, but so does the sum.",
                        MEAN,
                    ),
                ],
                hints=["Eight gradients, added and divided by 8."],
            ),
        ],
        solution="The sum is {sum(g)}, the mean {dmean}. On the mean a rate of {4 * rate} takes "
        "the same steps, and doubling the batch changes nothing.",
    ),
    Exercise(
        id="halve-the-noise",
        kind="predict",
        skills=["noise"],
        setting="Over batches of {n} samples, the mean gradient is typically {d} away from that of "
        "all data.",
        given={"n": Drawn((4, 9, 16, 25)), "d": Drawn((0.4, 0.6, 0.8, 1.2))},
        steps=[
            Step(
                ask="How many samples does it take to halve that distance?",
                answer="4 * n",
                right="The distance falls as 1/√n, so half of it takes four times the samples: 4 "
                "· {n} = {4 * n}.",
                mistakes=[
                    Wrong(
                        "root left out",
                        "2 * n",
                        "Twice the samples shrink it by √2 only: the distance falls as 1/√n.",
                        TRUST,
                    ),
                    Wrong(
                        "wrong direction",
                        "n / 4",
                        "Fewer samples make it noisier.",
                        TRUST,
                    ),
                    Wrong(
                        "number squared",
                        "n ** 2",
                        "It is a factor of four, whatever n is.",
                        TRUST,
                    ),
                ],
                hints=["√n must double. What happens to n?"],
            ),
            Step(
                ask="How far away is a single sample, typically?",
                answer="d * sqrt(n)",
                right="√{n} = {sqrt(n)} times as far: {sqrt(n)} · {d} = {d * sqrt(n)}.",
                mistakes=[
                    Wrong(
                        "root left out",
                        "d * n",
                        "It grows with the root of {n}, not with {n} itself.",
                        TRUST,
                    ),
                    Wrong(
                        "wrong direction",
                        "d / sqrt(n)",
                        "A single sample is noisier than a batch.",
                        TRUST,
                    ),
                ],
                hints=["Distance times √n stays the same."],
            ),
        ],
        solution="Distance times √n stays: {d} · √{n} = {d * sqrt(n)}. For half of {d}, √n must "
        "double, so n becomes {4 * n}.",
    ),
    Exercise(
        id="back-through-a-batch",
        kind="solve",
        skills=["sum over the batch", "transpose"],
        setting="Two samples go through a layer with two inputs and two neurons. A row of the "
        "inputs is a sample, a row of the weights is an input.",
        given={
            "X": Drawn((-3, -2, -1, 1, 2, 3, 4), (2, 2), distinct=True),
            "W": Drawn((-3, -2, 2, 3, 4), (2, 2), distinct=True),
            "dz": Drawn((-2, -1, 1, 2, 3), (2, 2), distinct=True),
        },
        where=["sum(X[0] * X[1]) != 0"],
        shows={"inputs": "X", "weights": "W", "dvalues": "dz"},
        steps=[
            Step(
                ask="What is `dbiases`?",
                answer=Answer("array", "[sum(dz, 0)]"),
                right="Each column of `dvalues`, added over the samples: {dz[0, 0]} + {dz[1, "
                "0]:()} = {dz[0, 0] + dz[1, 0]} and {dz[0, 1]} + {dz[1, 1]:()} = {dz[0, 1] + "
                "dz[1, 1]}.",
                mistakes=[
                    Wrong("wrong axis for the biases", "[sum(dz, 1)]"),
                    Wrong("overwritten instead of added", "[dz[1]]", see=BIAS),
                    Wrong(
                        "mean in place of the sum",
                        "[mean(dz, 0)]",
                        "You took the mean; a layer only adds over its samples.",
                        MEAN,
                    ),
                ],
                hints=["One number for each neuron: add over the samples, down the columns."],
                name="db",
            ),
            Step(
                ask="What is `dweights`?",
                answer=Answer("array", "X.T @ dz"),
                right="One multiplication table for each sample, and the two are added: "
                "{outer(X[0], dz[0])} + {outer(X[1], dz[1])}.",
                mistakes=[
                    Wrong(
                        "transpose missing",
                        "X @ dz",
                        "Without the transpose the rows of the "
                        "inputs meet; the sum must run over the samples.",
                        PRODUCT,
                    ),
                    Wrong("transpose on the wrong side", "X.T @ dz.T", see=PRODUCT),
                    Wrong("factors in the wrong order", "dz.T @ X", see=PRODUCT),
                    Wrong("overwritten instead of added", "outer(X[1], dz[1])", see=WEIGHT),
                    Wrong("elementwise product", "X * dz"),
                    Wrong(
                        "mean in place of the sum",
                        "X.T @ dz / 2",
                        "You divided by the number of samples; a layer only adds.",
                        MEAN,
                    ),
                ],
                hints=["Draw the table of sample 0, then that of sample 1, and add the two."],
                name="dw",
            ),
            Step(
                ask="What is `dinputs`?",
                answer=Answer("array", "dz @ W.T"),
                right="A row for each sample, and nothing is added over the batch. The first "
                "number is {dz[0, 0]:()} · {W[0, 0]:()} + {dz[0, 1]:()} · {W[0, 1]:()} = {dz[0] @ "
                "W[0]}.",
                mistakes=[
                    Wrong("transpose missing", "dz @ W"),
                    Wrong("elementwise product", "dz * W"),
                    Wrong("own factor instead of the other", "X * dz"),
                    Wrong(
                        "inputs summed over the batch",
                        "outer([1, 1], sum(dz, 0) @ W.T)",
                        "You added the samples up; each input belongs to one sample alone.",
                        ROWS,
                    ),
                ],
                hints=["Row 0: the incoming gradients of sample 0, times each row of weights."],
                name="dx",
            ),
        ],
        solution="`dbiases` = {db}. `dweights`: sample 0 sends {outer(X[0], dz[0])}, sample 1 "
        "{outer(X[1], dz[1])}, together {dw}. `dinputs` = {dx}.",
    ),
    Exercise(
        id="error-in-the-batch",
        kind="find the error",
        skills=["sum over the batch"],
        setting="This code sends a batch back, one sample at a time. `inputs` and "
        "`dvalues` have a row for each. One line is wrong.",
        given={
            "x": Drawn((-3, -2, 2, 3, 4), (2,), distinct=True),
            "dz": Drawn((-2, 2, 3, 5), (2,), distinct=True),
        },
        where=["x @ dz != 0"],
        steps=[
            Step.find_line(
                "Which line?",
                Option(
                    "dweights = np.zeros((n_inputs, n_neurons))",
                    says="a sum starts at 0.",
                ),
                Option("dbiases = np.zeros((1, n_neurons))", says="a sum starts at 0."),
                Option("dinputs = np.zeros((n_samples, n_inputs))"),
                Option("for k in range(n_samples):"),
                Option(
                    "    dinputs[k] = dvalues[k] @ weights.T",
                    says="the inputs belong to one sample alone, so nothing is added.",
                    see=ROWS,
                ),
                "    dweights = np.outer(inputs[k], dvalues[k])",
                Option(
                    "    dbiases += dvalues[k]",
                    says="all samples share the biases, so their gradients add up.",
                    see=BIAS,
                ),
                right="It has to be `+=`: all samples share the weights, so the tables are added. "
                "With `=` only the last sample counts.",
                hints=["Which gradients have to be added over the samples?"],
            ),
            Step(
                ask="Two samples, one input and one neuron: the inputs are {x}, their "
                "`dvalues` {dz}. What does the code give for `dweights[0, 0]`?",
                answer="x[1] * dz[1]",
                right="The last sample alone: {x[1]:()} · {dz[1]:()} = {x[1] * dz[1]}. It should "
                "have been {x @ dz}.",
                mistakes=[
                    Wrong(
                        "result of the right code",
                        "x @ dz",
                        "That is what it should give. What is left when the second sample is "
                        "written over the first?",
                        WEIGHT,
                    ),
                    Wrong(
                        "first contribution kept",
                        "x[0] * dz[0]",
                        "That is the first sample’s; the second is written over it.",
                        WEIGHT,
                    ),
                ],
                hints=["What is left in a variable after two assignments?"],
            ),
            Step.choose(
                "For which batches does nobody notice?",
                "For batches of one sample",
                Option(
                    "For batches whose size is the number of neurons",
                    "shapes taken for a proof",
                    "The shape is right for every batch; it is the sum that is missing.",
                    WEIGHT,
                ),
                Option(
                    "For large batches: the error averages out",
                    "missing sum taken for noise",
                    "The larger the batch, the more samples are lost.",
                    WEIGHT,
                ),
                right="With one sample, the last is also the only one.",
            ),
        ],
        solution="`dweights` has to be added up with `+=`. As it stands, only the last sample "
        "counts: {x[1]:()} · {dz[1]:()} = {x[1] * dz[1]} in place of {x @ dz}.",
    ),
    Exercise(
        id="two-samples-with-a-pencil",
        kind="solve",
        skills=["sum over the batch", "transpose"],
        setting="Two samples go through a layer with three inputs and two neurons.",
        shows={"inputs": "X", "weights": "W", "dvalues": "dz"},
        let={
            "X": "[[1, 0, 2], [-1, 3, 1]]",
            "W": "[[1, 2], [0, -1], [3, 1]]",
            "dz": "[[2, -1], [1, 5]]",
        },
        steps=[
            Step(
                ask="What is `dinputs`?",
                answer=Answer("array", "dz @ W.T"),
                right="A row for each sample. Its first number is 2 · 1 + (−1) · 2 = 0.",
                mistakes=[
                    Wrong(
                        "inputs summed over the batch",
                        "outer([1, 1], sum(dz, 0) @ W.T)",
                        "You added the samples up; each input belongs to one sample alone.",
                        ROWS,
                    ),
                    Wrong("one path of several", "outer(dz[:, 0], W[:, 0])", see=ROWS),
                    Wrong("incoming gradient left out", "outer([1, 1], sum(W, 1))"),
                ],
                hints=["The first number: 2 · 1 + (−1) · 2."],
            ),
            Step(
                ask="What is `dweights`?",
                answer=Answer("array", "X.T @ dz"),
                right="One multiplication table for each sample, added: the first number is 1 · 2 "
                "+ (−1) · 1 = 1.",
                mistakes=[
                    Wrong("overwritten instead of added", "outer(X[1], dz[1])", see=WEIGHT),
                    Wrong("one path of several", "outer(X[0], dz[0])", see=WEIGHT),
                    Wrong("transpose on the wrong side", "X.T @ dz.T", see=PRODUCT),
                    Wrong(
                        "mean in place of the sum",
                        "X.T @ dz / 2",
                        "You divided by the number of samples; a layer only adds.",
                        MEAN,
                    ),
                ],
                hints=["Draw one table for each sample, then add the two."],
            ),
            Step(
                ask="What is `dbiases`?",
                answer=Answer("array", "[sum(dz, 0)]"),
                right="The columns of the incoming gradient, added over the samples: 2 + 1 = 3 "
                "and −1 + 5 = 4.",
                mistakes=[
                    Wrong("wrong axis for the biases", "[sum(dz, 1)]"),
                    Wrong("overwritten instead of added", "[dz[1]]", see=BIAS),
                    Wrong(
                        "mean in place of the sum",
                        "[mean(dz, 0)]",
                        "You took the mean; a layer only adds over its samples.",
                        MEAN,
                    ),
                ],
                hints=["One number for each neuron."],
            ),
        ],
        solution="`dinputs` = {dz @ W.T}, `dweights` = {X.T @ dz}, `dbiases` = {[sum(dz, 0)]}.",
    ),
    Exercise(
        id="divided-twice",
        kind="solve",
        skills=["sum or mean", "learning rate"],
        setting="A layer divides `dweights` and `dbiases` by n, the number of samples, although "
        "the loss already does. It has 4 inputs and 3 neurons, and the batch has 3 samples.",
        steps=[
            Step(
                ask="How many of the 12 `dinputs`, the 12 `dweights` and the 3 `dbiases` are "
                "right?",
                answer=Answer("array", "[12, 0, 0]"),
                right="The layer computes `dinputs` before anything is divided; the others are a "
                "third of what they should be.",
                mistakes=[
                    Wrong(
                        "division taken to reach dinputs",
                        "[0, 0, 0]",
                        "`dinputs` are computed before the division and are not touched by it.",
                        f"{HERE}#2-divided-twice",
                    ),
                    Wrong(
                        "factor taken for harmless",
                        "[12, 12, 3]",
                        "A third of the right gradient is a wrong gradient: every number is off.",
                        f"{HERE}#2-divided-twice",
                    ),
                ],
                hints=["Which of the three are divided?"],
            ),
            Step(
                ask="For how many samples in a batch does the mistake go unnoticed?",
                answer="1",
                right="Dividing by 1 changes nothing.",
                mistakes=[
                    Wrong(
                        "no division at all",
                        "0",
                        "A batch has at least one sample. What can you divide by without changing "
                        "anything?",
                        f"{HERE}#2-divided-twice",
                    ),
                    Wrong(
                        "as many samples as neurons",
                        "3",
                        "With 3 samples every number is a third of the right one.",
                        f"{HERE}#2-divided-twice",
                    ),
                ],
                hints=["By which number can you divide without changing anything?"],
            ),
            Step(
                ask="A correct layer learns at rate 0.2 with batches of 50. Which rate makes this "
                "one take the same steps?",
                answer="0.2 * 50",
                right="Its gradients are 50 times smaller: 50 · 0.2 = 10.",
                mistakes=[
                    Wrong(
                        "rate divided",
                        "0.2 / 50",
                        "The gradients are smaller; for the same step the rate must be larger.",
                        MEAN,
                    ),
                    Wrong(
                        "rate kept",
                        "0.2",
                        "At the same rate the steps are 50 times shorter.",
                        MEAN,
                    ),
                    Wrong(
                        "doubled 1/n",
                        "0.2 * 50 ** 2",
                        "The second division is made once; make up for it once.",
                        MEAN,
                    ),
                ],
                hints=["Rate times gradient must stay the same."],
            ),
        ],
        solution="`dinputs` are all right, the other two all wrong: 12, 0 and 0. With one sample "
        "nothing changes. With 50 the rate has to be 50 times as large: 10.",
    ),
    Exercise(
        id="batch-in-pieces",
        kind="solve",
        skills=["sum or mean"],
        setting="A batch of ten goes through in pieces of 4, 4 and 2 samples. The loss of each "
        "piece is the mean over its own samples, and for one weight the pieces send back the "
        "gradients 1, 2.5 and −2.",
        let={"n": "[4, 4, 2]", "g": "[1, 2.5, -2]"},
        steps=[
            Step(
                ask="What is the gradient of the mean over all ten?",
                answer="n @ g / 10",
                right="4 · 1 + 4 · 2.5 + 2 · (−2) = 10 is the sum over ten samples; a tenth of it "
                "is the mean.",
                mistakes=[
                    Wrong(
                        "mean of the shards' means, not weighted",
                        "sum(g) / 3",
                        "The piece of two counts as much as a piece of four there; give each "
                        "sample the same weight.",
                        f"{HERE}#3-a-batch-in-pieces",
                    ),
                    Wrong("missing 1/n", "n @ g", see=MEAN),
                    Wrong(
                        "means added",
                        "sum(g)",
                        "Three means do not add up to a mean: first turn each back into a sum.",
                        f"{HERE}#3-a-batch-in-pieces",
                    ),
                    Wrong("overwritten instead of added", "g[2]", see=WEIGHT),
                ],
                hints=["How large is the sum behind the first mean?", "Add the three sums."],
            ),
            Step(
                ask="Put the lines in order: four of the loop over the pieces, and one after it.",
                answer=Answer(
                    "order",
                    "[0, 1, 2, 3, 4]",
                    [
                        "`rows = slice(first, first + size)`",
                        "`loss.forward(model.forward(x[rows]), targets[rows])`",
                        "`model.backward(loss.backward())`",
                        "`dweights = dweights + len(x[rows]) * model.dweights`",
                        "`dweights = dweights / len(x)`, after the loop",
                    ],
                ),
                right="Take a piece, forward, backward, add its sum; divide once, at the end.",
                mistakes=[
                    Wrong(
                        "division inside the loop",
                        "[0, 1, 2, 4, 3]",
                        "Divide once, when all pieces are in.",
                        f"{HERE}#3-a-batch-in-pieces",
                    ),
                    Wrong(
                        "backward before forward",
                        "[0, 2, 1, 3, 4]",
                        "The backward pass needs what the forward pass of this piece has stored.",
                        f"{HERE}#what-the-package-does",
                    ),
                    Wrong(
                        "stale inputs",
                        "[0, 3, 1, 2, 4]",
                        "That adds the gradient of the piece "
                        "before; add after this piece’s backward pass.",
                        f"{HERE}#3-a-batch-in-pieces",
                    ),
                ],
                hints=["Which line needs what another one computes?"],
            ),
        ],
        solution="(4 · 1 + 4 · 2.5 + 2 · (−2)) / 10 = 1. Each piece: forward, backward, times its "
        "number of samples, added; at the end, divided by ten.",
    ),
]
