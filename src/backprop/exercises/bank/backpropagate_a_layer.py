"""Exercises on one dense layer: cables, the transpose, the outer product, the two layouts."""

from backprop.exercises.exercise import Answer, Drawn, Exercise, Option, Step, Wrong

SMALL = (-4, -3, -2, 2, 3, 4)
HERE = "03-backpropagate-a-layer"
WIRES = f"{HERE}#one-input-three-wires"
ROWS = f"{HERE}#second-version-rows"
SHAPES = f"{HERE}#shapes-are-a-guide-not-a-proof"
TRANSPOSE = f"{HERE}#where-the-transpose-comes-from"
WEIGHTS = f"{HERE}#what-each-weight-gets"
LOSS = f"{HERE}#a-loss-behind-the-layer"
LAYOUT = f"{HERE}#the-other-way-to-store-weights"

EXERCISES = [
    Exercise(
        id="three-wires",
        kind="predict",
        skills=["fan-out"],
        setting="An input feeds three neurons. Its weights there are {w}, and the incoming "
        "gradients of the three neurons are {dz}.",
        given={
            "w": Drawn((-4, -3, -2, -0.5, 0.5, 2, 3), (3,), distinct=True),
            "dz": Drawn((-3, -2, 2, 3, 4), (3,), distinct=True),
        },
        where=["w @ dz != 0", "sum(w) != 0", "sum(dz) != 0"],
        steps=[
            Step(
                ask="What is the gradient of the input?",
                answer="w @ dz",
                right="Each wire brings its gradient times its weight, and the cable carries the "
                "sum: {dz[0]:()} · {w[0]:()} + {dz[1]:()} · {w[1]:()} + {dz[2]:()} · {w[2]:()} = "
                "{w @ dz}.",
                mistakes=[
                    Wrong("one path of several", "w[0] * dz[0]"),
                    Wrong("overwritten instead of added", "w[2] * dz[2]", see=WIRES),
                    Wrong("incoming gradient left out", "sum(w)"),
                    Wrong(
                        "weights left out",
                        "sum(dz)",
                        "You added the incoming gradients; on its way back each is multiplied by "
                        "the weight of its wire.",
                        WIRES,
                    ),
                    Wrong(
                        "sums multiplied",
                        "sum(w) * sum(dz)",
                        "You added first and multiplied then; multiply along each wire, then add "
                        "over the wires.",
                        WIRES,
                    ),
                ],
                hints=["What does the first wire bring back? The second? The third?"],
                scaffold=Step(
                    ask="What does the wire from neuron 0 bring back?",
                    answer="w[0] * dz[0]",
                    right="{dz[0]:()} · {w[0]:()} = {dz[0] * w[0]}. Now add what the other two "
                    "bring.",
                    mistakes=[Wrong("incoming gradient left out", "w[0]")],
                ),
                name="dx",
            ),
            Step(
                ask="Now the incoming gradient of neuron 1 becomes 0. What is the gradient of the "
                "input?",
                answer="dx - w[1] * dz[1]",
                right="The wire from neuron 1 brings nothing any more; the other two do: "
                "{dz[0]:()} · {w[0]:()} + {dz[2]:()} · {w[2]:()} = {w @ dz - w[1] * dz[1]}.",
                mistakes=[
                    Wrong(
                        "all wires shut",
                        "0",
                        "Only one wire brings nothing; the other two still add up.",
                        WIRES,
                    ),
                    Wrong(
                        "only that wire left",
                        "w[1] * dz[1]",
                        "That is what is missing now; add up the other two.",
                        WIRES,
                    ),
                    Wrong(
                        "wire not shut",
                        "dx",
                        "That is with all three wires; the one from neuron 1 brings 0 now.",
                        WIRES,
                    ),
                ],
                hints=["Which of the three products becomes 0?"],
            ),
        ],
        solution="{w[0]:()} · {dz[0]:()} + {w[1]:()} · {dz[1]:()} + {w[2]:()} · {dz[2]:()} = {dx}. "
        "Without neuron 1, the product in the middle is missing: {dx - w[1] * dz[1]}.",
    ),
    Exercise(
        id="weight-in-the-matrix",
        kind="predict",
        skills=["indices"],
        setting="A layer has three inputs and three neurons. Its weights are stored as in this "
        "book, one input a row.",
        given={
            "W": Drawn((-9, -8, -7, -6, -5, -4, 4, 5, 6, 7, 8, 9), (3, 3), distinct=True),
            "i": Drawn((0, 1, 2)),
            "j": Drawn((0, 1, 2)),
        },
        where=["i != j"],
        steps=[
            Step(
                ask="Point at the weight of input {i} in neuron {j}.",
                answer=Answer("cell", "[i, j]", of="W"),
                right="Row {i}, column {j}: `weights[{i}, {j}]`.",
                mistakes=[
                    Wrong(
                        "row and column exchanged",
                        "[j, i]",
                        "That is the weight of input {j} in neuron {i}: the input is the row, the "
                        "neuron the column.",
                        ROWS,
                    ),
                ],
                hints=["Each input has a row. Count from 0."],
            ),
            Step.choose(
                "Which numbers make the gradient of input {i}, if all incoming gradients are 1?",
                "{W[i]}",
                Option(
                    "{W[:, i]}",
                    "row and column exchanged",
                    "That column holds the weights of neuron {i}; the cable of an input is its "
                    "row.",
                    ROWS,
                ),
                Option(
                    "{W[j]}",
                    "another input’s row",
                    "That is the cable of input {j}.",
                    ROWS,
                ),
                right="Row {i} is the cable of this input, and the gradient is its sum.",
                hints=["The cable of an input bundles its wires to all neurons."],
            ),
        ],
        solution="`weights[{i}, {j}]` is {W[i, j]}: the row is the input, the column the neuron. "
        "Row {i} holds the three wires of input {i}.",
    ),
    Exercise(
        id="square-layer",
        kind="predict",
        skills=["transpose"],
        setting="A layer of two inputs and two neurons; a row is an input.",
        given={
            "W": Drawn((-4, -3, -2, 2, 3, 4, 5), (2, 2), distinct=True),
            "dz": Drawn((-3, -2, 2, 3, 4), (1, 2), distinct=True),
        },
        shows={"weights": "W", "dvalues": "dz"},
        steps=[
            Step(
                ask="What is `dinputs`?",
                answer=Answer("array", "dz @ W.T"),
                right="Each input gets its row of weights times the incoming gradients, added up: "
                "{W[0, 0]:()} · {dz[0, 0]:()} + {W[0, 1]:()} · {dz[0, 1]:()} = {W[0] @ dz[0]} and "
                "{W[1, 0]:()} · {dz[0, 0]:()} + {W[1, 1]:()} · {dz[0, 1]:()} = {W[1] @ dz[0]}.",
                mistakes=[
                    Wrong("transpose missing", "dz @ W", see=TRANSPOSE),
                    Wrong("incoming gradient left out", "[sum(W, 1)]"),
                    Wrong("one path of several", "[dz[0, 0] * W[:, 0]]"),
                ],
                hints=[
                    "The first number: follow the two wires of input 0, row 0 of the weights.",
                    "Multiply each by the incoming gradient of its neuron, and add.",
                ],
                scaffold=Step(
                    ask="What does the wire from neuron 0 bring back to input 0?",
                    answer="dz[0, 0] * W[0, 0]",
                    right="Now add what the wire from neuron 1 brings.",
                    mistakes=[Wrong("incoming gradient left out", "W[0, 0]")],
                ),
            ),
            Step.choose(
                "Somebody writes `dvalues @ weights` here. What does numpy say?",
                "Nothing: the shapes fit, and the numbers are wrong",
                Option(
                    "An error: the shapes do not fit",
                    "shapes taken for a proof",
                    "(1, 2) @ (2, 2) fits, with the transpose or without.",
                    SHAPES,
                ),
                Option(
                    "Nothing: the numbers are the same",
                    "transpose missing",
                    "Rows and columns of the weights are different numbers.",
                    SHAPES,
                ),
                right="Where the weights are square, both products fit.",
                hints=["Which shapes are multiplied?"],
            ),
        ],
        solution="Input 0: {dz[0, 0]:()} · {W[0, 0]:()} + {dz[0, 1]:()} · {W[0, 1]:()} = "
        "{(dz @ W.T)[0, 0]}. Input 1: {dz[0, 0]:()} · {W[1, 0]:()} + {dz[0, 1]:()} · {W[1, 1]:()} "
        "= {(dz @ W.T)[0, 1]}.",
    ),
    Exercise(
        id="outer-product",
        kind="predict",
        skills=["outer product"],
        setting="A layer has two inputs, two neurons and the biases {b}.",
        given={
            "x": Drawn(SMALL, (1, 2), distinct=True),
            "dz": Drawn((-3, -2, 2, 3, 5), (1, 2), distinct=True),
            "b": Drawn((0.5, 1, 4, 6), (1, 2), distinct=True),
        },
        shows={"inputs": "x", "dvalues": "dz"},
        steps=[
            Step(
                ask="What is `dweights`?",
                answer=Answer("array", "x.T @ dz"),
                right="A multiplication table, with the inputs down the side and the incoming "
                "gradients along the top. Row 0 is {x[0, 0]} times {dz[0]}, that is {x[0, 0] * "
                "dz[0]}.",
                mistakes=[
                    Wrong("factors in the wrong order", "dz.T @ x", see=WEIGHTS),
                    Wrong("one column for all neurons", "outer(x, [dz[0, 0], dz[0, 0]])"),
                    Wrong("incoming gradient left out", "outer(x, [1, 1])"),
                ],
                hints=["Row 0 belongs to input 0: its value times each incoming gradient."],
                name="dw",
            ),
            Step(
                ask="What is `dbiases`?",
                answer=Answer("array", "dz"),
                right="The sum copies: each bias gets the incoming gradient of its neuron.",
                mistakes=[
                    Wrong("the bias printed instead of its gradient", "b", see=WEIGHTS),
                    Wrong("sum treated as a product", "dz * b", see=WEIGHTS),
                    Wrong("incoming gradient left out", "[[1, 1]]"),
                ],
                hints=["Each neuron’s bias is a term of its sum."],
            ),
        ],
        solution="`dweights` = {dw}: {x[0, 0]} and {x[0, 1]} times {dz[0, 0]} in the first "
        "column, times {dz[0, 1]} in the second. `dbiases` = {dz}.",
    ),
    Exercise(
        id="loss-behind-a-layer",
        kind="predict",
        skills=["loss", "gate"],
        setting="The sums of three neurons are {z}. Each goes through a ReLU, the outputs add up "
        "to y, and the loss is y².",
        given={
            "z": Drawn((-4, -3, -2, 2, 3, 4, 5), (3,), distinct=True),
        },
        where=["sum(z > 0) == 2"],
        steps=[
            Step(
                ask="What is y?",
                answer="sum(relu(z))",
                right="The ReLU makes {relu(z)} of the sums, and these add up to {sum(relu(z))}.",
                mistakes=[
                    Wrong(
                        "activation left out",
                        "sum(z)",
                        "You added the sums; each goes through its ReLU first.",
                        LOSS,
                    ),
                    Wrong(
                        "loss instead of output",
                        "sum(relu(z)) ** 2",
                        "That is the loss; y is the sum of the outputs.",
                        LOSS,
                    ),
                ],
                hints=["What are the three outputs?"],
                name="y",
            ),
            Step(
                ask="What are the gradients of the three sums?",
                answer=Answer("array", "2 * y * (z > 0)"),
                right="2 · {y} = {2 * y} for each output, and then the gates.",
                mistakes=[
                    Wrong("no activation derivative", "2 * y * [1, 1, 1]", see=LOSS),
                    Wrong("the two of the square left out", "y * (z > 0)", see=LOSS),
                    Wrong("the loss left out", "z > 0"),
                    Wrong(
                        "a square for each output",
                        "2 * relu(z)",
                        "You squared each output by itself; here the sum of the outputs is "
                        "squared.",
                        LOSS,
                    ),
                    Wrong(
                        "value instead of derivative",
                        "2 * y * relu(z)",
                        "You multiplied by the outputs; a gate counts as 1 or 0.",
                        LOSS,
                    ),
                ],
                hints=["The slope of y² is 2y; the sum copies it to each output; then the gates."],
            ),
        ],
        solution="y = {relu(z[0])} + {relu(z[1])} + {relu(z[2])} = {y}. The slope of y² is "
        "{2 * y}, the sum copies it, and the gates leave {2 * y * (z > 0)}.",
    ),
    Exercise(
        id="other-layout",
        kind="choose",
        skills=["transpose", "shapes"],
        setting="You read code of a layer with {m} inputs and {n} neurons. It holds its weights as "
        "an array V of the shape ({n}, {m}). `inputs` is a row, (1, {m}), `dvalues` a row, "
        "(1, {n}).",
        given={"m": Drawn((3, 4, 5, 6)), "n": Drawn((2, 3, 4))},
        where=["m != n"],
        steps=[
            Step.choose(
                "Which product is `dinputs`?",
                "`dvalues @ V`",
                Option(
                    "`dvalues @ V.T`",
                    "layout taken for the book’s",
                    "That is the formula for one input a row. Here (1, {n}) meets ({m}, {n}), "
                    "which does not fit.",
                    LAYOUT,
                ),
                Option(
                    "`V @ dvalues.T`",
                    "column instead of row",
                    "({n}, {m}) with ({n}, 1) does not fit.",
                    LAYOUT,
                ),
                Option(
                    "`V.T @ dvalues.T`",
                    "column instead of row",
                    "These are the right numbers as a column, ({m}, 1); `dinputs` is a row, "
                    "like `inputs`.",
                    LAYOUT,
                ),
                right="(1, {n}) @ ({n}, {m}) makes (1, {m}), the shape of the inputs.",
                hints=["Which shape must `dinputs` have?"],
            ),
            Step.choose(
                "Which product is the gradient of V?",
                "`dvalues.T @ inputs`",
                Option(
                    "`inputs.T @ dvalues`",
                    "layout taken for the book’s",
                    "That is ({m}, {n}); the gradient has the shape of V, ({n}, {m}).",
                    LAYOUT,
                ),
                Option(
                    "`dvalues @ inputs.T`",
                    "transpose on the wrong side",
                    "(1, {n}) with ({m}, 1) does not fit: the numbers in the middle differ.",
                    LAYOUT,
                ),
                right="({n}, 1) @ (1, {m}) makes ({n}, {m}): a gradient has the shape of what it "
                "belongs to.",
                hints=["A gradient has the shape of what it belongs to."],
            ),
        ],
        solution="With one neuron a row, the gradient goes back through V as it is, "
        "`dvalues @ V`, and the gradient of V is `dvalues.T @ inputs`.",
    ),
    Exercise(
        id="back-through-a-layer",
        kind="solve",
        skills=["transpose", "outer product"],
        setting="A layer with two inputs and three neurons; a row of the weights is an input.",
        given={
            "x": Drawn(SMALL, (1, 2), distinct=True),
            "W": Drawn((-3, -2, -1, 1, 2, 3, 4), (2, 3), distinct=True),
            "dz": Drawn((-2, -1, 1, 2, 3), (1, 3), distinct=True),
        },
        shows={"inputs": "x", "weights": "W", "dvalues": "dz"},
        steps=[
            Step(
                ask="What is the gradient of the biases, `dbiases`?",
                answer=Answer("array", "dz"),
                right="The sum copies what comes in: {dz}.",
                mistakes=[Wrong("incoming gradient left out", "[[1, 1, 1]]")],
                hints=["A bias is a term of its neuron’s sum."],
            ),
            Step(
                ask="What is `dweights`?",
                answer=Answer("array", "x.T @ dz"),
                right="Each input times each incoming gradient: row 0 is {x[0, 0]} times {dz[0]}, "
                "row 1 is {x[0, 1]} times {dz[0]}.",
                mistakes=[
                    Wrong("one column for all neurons", "outer(x, [dz[0, 0], dz[0, 0], dz[0, 0]])"),
                    Wrong("incoming gradient left out", "outer(x, [1, 1, 1])"),
                    Wrong("own factor instead of the other", "W * dz"),
                    Wrong("factors added instead of multiplied", "x.T + dz"),
                ],
                hints=["A multiplication table: inputs down the side, `dvalues` along the top."],
                name="dw",
            ),
            Step(
                ask="What is `dinputs`?",
                answer=Answer("array", "dz @ W.T"),
                right="For each input its row of weights times `dvalues`, added up: {W[0, 0]:()} "
                "· {dz[0, 0]:()} + {W[0, 1]:()} · {dz[0, 1]:()} + {W[0, 2]:()} · {dz[0, 2]:()} = "
                "{W[0] @ dz[0]}, and in the same way {W[1] @ dz[0]}.",
                mistakes=[
                    Wrong("incoming gradient left out", "[sum(W, 1)]"),
                    Wrong("one path of several", "[dz[0, 0] * W[:, 0]]"),
                    Wrong("overwritten instead of added", "[dz[0, 2] * W[:, 2]]", see=WIRES),
                    Wrong("own factor instead of the other", "x * sum(dz)"),
                ],
                hints=["Three wires for each input: multiply along each, then add."],
                name="dx",
            ),
        ],
        solution="`dbiases` = {dz}. `dweights` = {dw}. `dinputs`: {dz[0, 0]:()} · {W[0, 0]:()} + "
        "{dz[0, 1]:()} · {W[0, 1]:()} + {dz[0, 2]:()} · {W[0, 2]:()} = {dx[0, 0]}, and in the same "
        "way {dx[0, 1]}.",
    ),
    Exercise(
        id="error-in-the-layer",
        kind="find the error",
        skills=["transpose"],
        setting="A layer, written from scratch. A row of its weights is an input. One line is "
        "wrong.",
        given={
            "W": Drawn((-4, -3, -2, 2, 3, 4, 5), (2, 2), distinct=True),
            "dz": Drawn((-3, -2, 2, 3, 4), (1, 2), distinct=True),
        },
        steps=[
            Step.find_line(
                "Which line?",
                Option("def forward(self, inputs):"),
                Option(
                    "    self.inputs = inputs",
                    says="`backward` needs them for the weights.",
                    see=f"{HERE}#three-lines-of-the-package",
                ),
                Option("    return inputs @ self.weights + self.biases", says="it is X W + B."),
                Option("def backward(self, dvalues):"),
                Option(
                    "    self.dweights = self.inputs.T @ dvalues",
                    says="the inputs as a column, times the incoming gradients.",
                    see=WEIGHTS,
                ),
                Option(
                    "    self.dbiases = dvalues.copy()",
                    says="with one row, the sum copies.",
                    see=WEIGHTS,
                ),
                "    return dvalues @ self.weights",
                right="The gradient goes back through `self.weights.T`: the sum runs over the "
                "neurons, the second index of the weights.",
                hints=["Check the shapes for a layer with 4 inputs and 3 neurons."],
            ),
            Step.choose(
                "When does it raise an error?",
                "When the numbers of inputs and neurons differ",
                Option(
                    "Always",
                    "shapes taken for a proof",
                    "With as many inputs as neurons, the product fits, and nothing is said.",
                    SHAPES,
                ),
                Option(
                    "Never: numpy makes the shapes fit",
                    "product taken for broadcasting",
                    "`@` does not broadcast: the two numbers in the middle have to be equal.",
                    f"{HERE}#third-version-one-product",
                ),
                right="(1, 3) @ (4, 3) does not fit; a square layer gives wrong numbers silently.",
            ),
            Step(
                ask="A layer of two inputs and two neurons has the weights {W} and gets `dvalues` "
                "= {dz}. What does this `backward` return?",
                answer=Answer("array", "dz @ W"),
                right="The columns in place of the rows: {dz[0, 0]:()} · {W[0, 0]:()} + {dz[0, "
                "1]:()} · {W[1, 0]:()} = {dz[0] @ W[:, 0]}, and so on. It should have been {dz @ "
                "W.T}.",
                mistakes=[
                    Wrong(
                        "result of the right code",
                        "dz @ W.T",
                        "That is what it should return; without the transpose the row meets the "
                        "columns of the weights.",
                        SHAPES,
                    ),
                    Wrong("incoming gradient left out", "[sum(W, 0)]"),
                ],
                hints=["Row of `dvalues` times column of the weights."],
            ),
        ],
        solution="The last line has to be `dvalues @ self.weights.T`. For these numbers it returns "
        "{dz @ W} in place of {dz @ W.T}.",
    ),
    Exercise(
        id="layer-with-a-pencil",
        kind="solve",
        skills=["transpose", "outer product"],
        setting="A layer of two inputs and three neurons; a row of the weights is an input.",
        shows={"inputs": "x", "weights": "W", "dvalues": "dz"},
        let={
            "x": "[[2, -1]]",
            "W": "[[1, -2, 0], [3, 0.5, -1]]",
            "dz": "[[1, 2, -1]]",
        },
        steps=[
            Step(
                ask="What is `dinputs`?",
                answer=Answer("array", "dz @ W.T"),
                right="1 · 1 + (−2) · 2 + 0 · (−1) = −3 for the first input, 3 · 1 + 0.5 · 2 + "
                "(−1) · (−1) = 5 for the second.",
                mistakes=[
                    Wrong("incoming gradient left out", "[sum(W, 1)]"),
                    Wrong("one path of several", "[dz[0, 0] * W[:, 0]]"),
                    Wrong("overwritten instead of added", "[dz[0, 2] * W[:, 2]]", see=WIRES),
                    Wrong("own factor instead of the other", "x * sum(dz)"),
                ],
                hints=["Row 0 of the weights is the cable of x₀."],
            ),
            Step(
                ask="What is `dweights`?",
                answer=Answer("array", "x.T @ dz"),
                right="2 and −1 down the side, 1, 2 and −1 along the top: the first row is 2 · 1, "
                "2 · 2, 2 · (−1).",
                mistakes=[
                    Wrong("one column for all neurons", "outer(x, [1, 1, 1])"),
                    Wrong("own factor instead of the other", "W * dz"),
                ],
                hints=["Draw the multiplication table."],
            ),
            Step(
                ask="What is `dbiases`?",
                answer=Answer("array", "dz"),
                right="The incoming gradient itself.",
                mistakes=[Wrong("incoming gradient left out", "[[1, 1, 1]]")],
            ),
            Step.choose(
                "And what are the shapes of the three, in this order?",
                "(1, 2), (2, 3), (1, 3)",
                Option(
                    "(1, 2), (3, 2), (1, 3)",
                    "factors in the wrong order",
                ),
                Option(
                    "(2, 1), (2, 3), (3, 1)",
                    "column instead of row",
                    "Inputs and biases are rows here, and so are their gradients.",
                    SHAPES,
                ),
                right="Each gradient has the shape of what it belongs to.",
            ),
        ],
        solution="`dinputs` = {dz @ W.T}, `dweights` = {x.T @ dz}, `dbiases` = {dz}.",
    ),
    Exercise(
        id="two-layers-in-a-row",
        kind="solve",
        skills=["chain rule", "transpose"],
        setting="The outputs H of the first layer are the inputs of the second; all biases are 0. "
        "The incoming gradient at the end is 1.",
        shows={"X": "X", "W₁": "W1", "W₂": "W2"},
        let={"X": "[[1, 2]]", "W1": "[[1, -1], [0.5, 2]]", "W2": "[[2], [3]]"},
        steps=[
            Step(
                ask="What is dH, the gradient of what passes between the layers?",
                answer=Answer("array", "W2.T"),
                right="1 times the weights of the second layer, 2 and 3.",
                mistakes=[
                    Wrong("local derivative left out", "[[1, 1]]", "The product swaps.", WIRES),
                ],
                hints=["What does the second layer pass on as the gradient of its inputs?"],
                name="dH",
            ),
            Step(
                ask="What is dX?",
                answer=Answer("array", "dH @ W1.T"),
                right="Each input’s row of W₁ times dH, added up: 1 · 2 + (−1) · 3 = −1 and 0.5 · "
                "2 + 2 · 3 = 7.",
                mistakes=[
                    Wrong("transpose missing", "dH @ W1", see=TRANSPOSE),
                    Wrong("a layer left out", "[sum(W1, 1)]"),
                    Wrong("one path of several", "[dH[0, 0] * W1[:, 0]]"),
                ],
                hints=["dH is the incoming gradient of the first layer."],
            ),
            Step(
                ask="What is dW₁?",
                answer=Answer("array", "X.T @ dH"),
                right="The inputs of the first layer times its incoming gradients: row 0 is 1 "
                "times [2, 3], row 1 is 2 times [2, 3].",
                mistakes=[
                    Wrong("factors in the wrong order", "dH.T @ X", see=WEIGHTS),
                    Wrong("a layer left out", "outer(X, [1, 1])"),
                    Wrong("own factor instead of the other", "W1 * dH"),
                ],
                hints=["An outer product: 1 and 2 down the side."],
            ),
            Step.choose(
                "Which is dX?",
                "dZ W₂ᵀ W₁ᵀ",
                Option("dZ W₁ᵀ W₂ᵀ", "layers in forward order"),
                Option(
                    "Either: the order does not matter",
                    "order taken to be free",
                    "A matrix product depends on the order; here the shapes even refuse the "
                    "other one.",
                    f"{HERE}#2-two-layers-in-a-row",
                ),
                right="The last layer comes first. Here the shapes decide it; with square "
                "matrices they would not.",
            ),
        ],
        solution="dH = 1 · W₂ᵀ = {dH}. dX = dH W₁ᵀ = {dH @ W1.T}. dW₁ = Xᵀ dH = {X.T @ dH}.",
    ),
    Exercise(
        id="step-that-should-have-landed",
        kind="solve",
        skills=["gate", "learning rate"],
        setting="The sums of three neurons are {z}. Each goes through a ReLU; the loss is y², the "
        "square of the outputs’ sum. At the learning rate 1/186 the step multiplies y by 0, as "
        "long as all gates stay open.",
        let={"z": "[3.1, 7.2, 11.3]"},
        steps=[
            Step(
                ask="By how much does the step lower each sum?",
                answer="sum(z) / 3",
                right="(3.1 + 7.2 + 11.3) / 3 = 21.6 / 3 = 7.2: the same for each of the three.",
                mistakes=[
                    Wrong(
                        "fall not shared",
                        "sum(z)",
                        "The three sums share the fall: together they lose 21.6.",
                        f"{HERE}#two-hundred-steps",
                    ),
                    Wrong(
                        "gradient instead of step",
                        "2 * sum(z)",
                        "That is the gradient of each sum; how far does the step move it?",
                        f"{HERE}#two-hundred-steps",
                    ),
                ],
                hints=["The same amount for each, and together 21.6."],
                name="fall",
            ),
            Step(
                ask="What is y after the step?",
                answer="sum(relu(z - fall))",
                right="The sums are −4.1, 0 and 4.1, and the ReLU cuts off the one that went "
                "below zero: 0 + 0 + 4.1.",
                mistakes=[
                    Wrong(
                        "gates taken to stay open",
                        "0",
                        "The sums do add up to 0, but one of them is below zero, and its ReLU "
                        "cuts it off.",
                        f"{HERE}#two-hundred-steps",
                    ),
                    Wrong(
                        "gate taken for an absolute value",
                        "sum(abs(z - fall))",
                        "The ReLU turns a negative sum into 0, not into a positive number.",
                        f"{HERE}#two-hundred-steps",
                    ),
                ],
                hints=["Subtract the fall from each of the three. Then the ReLU."],
            ),
            Step.choose(
                "For which sums would the step leave a fourth neuron’s weights as they are?",
                "0 and below",
                Option(
                    "7.2 and below",
                    "gate after the step",
                    "Its gradients come from the gate before the step, at the sum it has then.",
                    f"{HERE}#two-hundred-steps",
                ),
                Option(
                    "None: every weight takes the step",
                    "no activation derivative",
                    see=LOSS,
                ),
                right="There its gate is shut, and its gradients are 0.",
            ),
        ],
        solution="Each sum falls by 7.2: to −4.1, 0 and 4.1. The ReLU cuts off the −4.1, and 4.1 "
        "is left. A neuron with a sum of 0 or less has a shut gate and keeps its weights.",
    ),
]
