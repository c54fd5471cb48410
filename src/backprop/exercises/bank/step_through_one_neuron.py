"""Exercises on one neuron and the chain rule, number by number."""

from backprop.exercises.exercise import Answer, Drawn, Exercise, Option, Step, Wrong

SMALL = (-4, -3, -2, 2, 3, 4)
INCOMING = (-3, -2, 2, 3, 5)
HERE = "01-step-through-one-neuron"
LOCAL = f"{HERE}#one-local-derivative-at-a-time"
FOLD = f"{HERE}#fold-the-chain"
TWICE = f"{HERE}#when-a-number-is-used-twice"
NUDGE = f"{HERE}#nudge-one-number-and-watch"

EXERCISES = [
    Exercise(
        id="nudge-a-neuron",
        kind="predict",
        skills=["slope"],
        setting="A neuron has the inputs {x} and the weights {w}, and its bias is {b}. Its sum, "
        "{z}, is positive and stays so.",
        given={
            "x": Drawn(SMALL, (3,), distinct=True),
            "w": Drawn(SMALL, (3,), distinct=True),
            "b": Drawn((2, 3, 5)),
        },
        let={"z": "x @ w + b"},
        where=["z > 2"],
        steps=[
            Step(
                ask="You raise w₁ = {w[1]} by 0.1. By how much does the output change?",
                answer="0.1 * x[1]",
                right="w₁ is multiplied by x₁ = {x[1]}, so its nudge is, too: 0.1 · {x[1]:()} = "
                "{0.1 * x[1]}.",
                mistakes=[
                    Wrong("own factor instead of the other", "0.1 * w[1]"),
                    Wrong(
                        "slope instead of change",
                        "x[1]",
                        "That is the slope; the change is the slope times the nudge, 0.1.",
                        NUDGE,
                    ),
                    Wrong(
                        "nudge passed on unchanged",
                        "0.1",
                        "The nudge passes through a product, which multiplies it by the other "
                        "factor.",
                        NUDGE,
                    ),
                    Wrong(
                        "value instead of change",
                        "z + 0.1 * x[1]",
                        "That is the new output; by how much does it differ from {z}?",
                        NUDGE,
                    ),
                ],
                hints=["Which number is w₁ multiplied by?"],
            ),
            Step(
                ask="And if you raise the bias by 0.1 instead?",
                answer="0.1",
                right="The bias is a term of the sum, and the sum copies: 1 · 0.1 = 0.1.",
                mistakes=[
                    Wrong("sum treated as a product", "0.1 * b"),
                    Wrong(
                        "value instead of change",
                        "z + 0.1",
                        "That is the new output; by how much does it differ from {z}?",
                        NUDGE,
                    ),
                ],
                hints=["Is the bias multiplied by anything?"],
            ),
        ],
        solution="In the sum, w₁ is multiplied by x₁ = {x[1]}: the output changes by "
        "0.1 · {x[1]:()} = {0.1 * x[1]}. Nothing multiplies the bias, so its nudge arrives as "
        "it is: 0.1.",
    ),
    Exercise(
        id="copy-swap-gate",
        kind="predict",
        skills=["local derivative"],
        setting="Three operations, each by itself: p = x · w with x = {x} and w = {w}; "
        "z = p + q + b with p = {p}, q = {q} and b = {b}; y = ReLU(z) with z = {z}.",
        given={
            "x": Drawn(SMALL),
            "w": Drawn(SMALL),
            "q": Drawn((-9, -7, 5, 7)),
            "b": Drawn((2, 3)),
        },
        let={"p": "x * w", "z": "p + q + b"},
        where=["z < -1"],
        steps=[
            Step(
                ask="What is the local derivative of p with respect to x?",
                answer="w",
                right="The product swaps: x gets the other factor, w = {w}.",
                mistakes=[
                    Wrong("own factor instead of the other", "x"),
                    Wrong(
                        "value instead of derivative",
                        "p",
                        "That is the product itself; how many times as much does it change as x?",
                        LOCAL,
                    ),
                ],
                hints=["Raise x by 0.001. How many times as much does x · w change?"],
            ),
            Step(
                ask="Of z with respect to q?",
                answer="1",
                right="The sum copies: raise q by 0.001, and z rises by 0.001. That is 1 times as "
                "far.",
                mistakes=[
                    Wrong(
                        "value instead of derivative",
                        "q",
                        "That is q itself; how many times as much does the sum change as q?",
                        LOCAL,
                    ),
                    Wrong("sum treated as a product", "p * b"),
                    Wrong(
                        "other terms of the sum",
                        "p + b",
                        "Those are the other terms of the sum; they stay as they are, whatever "
                        "q does.",
                        LOCAL,
                    ),
                ],
                hints=["Raise q by 0.001. By how much does the sum rise?"],
            ),
            Step(
                ask="Of y with respect to z?",
                answer="0",
                right="z is negative, so the gate is shut: y stays 0 whatever a small nudge does.",
                mistakes=[
                    Wrong(
                        "gate taken for open",
                        "1",
                        "The gate is open only where z > 0, and here z is {z}.",
                        LOCAL,
                    ),
                    Wrong(
                        "value instead of derivative",
                        "z",
                        "That is z itself; how much does max(z, 0) change when z changes a little?",
                        LOCAL,
                    ),
                ],
                hints=["What is max(z, 0) at {z}, and what at {z + 0.001}?"],
            ),
        ],
        solution="Swap: the derivative of x · w with respect to x is w = {w}. Copy: a sum rises "
        "as far as its term, so 1. Gate: z = {z} is not above 0, so 0.",
    ),
    Exercise(
        id="product-swaps",
        kind="predict",
        skills=["incoming gradient", "local derivative"],
        setting="A neuron multiplies x = {x} by its weight w = {w}. "
        "The product has the incoming gradient {dp}.",
        given={"x": Drawn(SMALL), "w": Drawn(SMALL), "dp": Drawn(INCOMING)},
        steps=[
            Step(
                ask="What is the gradient of w?",
                answer="dp * x",
                right="The incoming gradient times the other factor: {dp} · {x:()} = {dp * x}.",
                mistakes=[
                    Wrong("own factor instead of the other", "dp * w"),
                    Wrong("incoming gradient left out", "x"),
                    Wrong("factors added instead of multiplied", "dp + x"),
                    Wrong(
                        "local derivative left out",
                        "dp",
                        "That is the gradient of the product; on its way to w it is multiplied "
                        "by the other factor.",
                        LOCAL,
                    ),
                ],
                hints=[
                    "Raise w by a little: how many times as much does the product change?",
                    "Multiply that by the incoming gradient.",
                ],
                name="dw",
            ),
            Step.choose(
                "If x were 0, what would the gradient of w be?",
                "0",
                Option(
                    "{dp}",
                    mistake="local derivative left out",
                    says="The incoming gradient is still multiplied by the other factor, "
                    "and that is 0 now.",
                    see=LOCAL,
                ),
                Option("{dp * w}", mistake="own factor instead of the other"),
                right="{dp} · 0 = 0: an input of 0 gives its weight no gradient, whatever comes "
                "in.",
            ),
        ],
        solution="With respect to w, the derivative of x · w is x = {x}. Times the incoming "
        "gradient: {dp:()} · {x:()} = {dw}. With x = 0 that would be 0.",
    ),
    Exercise(
        id="shut-gate",
        kind="predict",
        skills=["gate"],
        setting="A neuron has the inputs {x}, the weights {w} and the bias {b}. "
        "The incoming gradient is {dy}.",
        given={
            "x": Drawn(SMALL, (2,), distinct=True),
            "w": Drawn(SMALL, (2,), distinct=True),
            "b": Drawn((2, 3, 4)),
            "dy": Drawn(INCOMING),
        },
        let={"z": "x @ w + b"},
        where=["z < -1", "z > -9"],
        steps=[
            Step(
                ask="What is its sum, z?",
                answer="z",
                right="{x[0]:()} · {w[0]:()} + {x[1]:()} · {w[1]:()} + {b} = {z}. It is below "
                "zero, so the output is 0.",
                mistakes=[
                    Wrong(
                        "bias left out",
                        "x @ w",
                        "Those are the products alone; add the bias, {b}.",
                        f"{HERE}#a-neuron-that-answers-6",
                    ),
                    Wrong(
                        "output instead of sum",
                        "0",
                        "That is the output, after the ReLU; what is the sum in front of it?",
                        f"{HERE}#a-neuron-that-answers-6",
                    ),
                ],
            ),
            Step(
                ask="What is the gradient of w₀?",
                answer="0",
                right="The gate is shut, so a factor on every path is 0: {dy} · 0 · {x[0]:()} = 0.",
                mistakes=[
                    Wrong("no activation derivative", "dy * x[0]", see=LOCAL),
                    Wrong("own factor instead of the other", "dy * w[0]"),
                    Wrong("incoming gradient left out", "x[0]"),
                ],
                hints=["What does the ReLU let through where z is negative?"],
            ),
            Step.choose(
                "You may change the bias. Which change gives the neuron its gradients back?",
                "Raise it by {1 - z}",
                Option(
                    "Raise it by {-z}",
                    "corner taken for open",
                    "Then z is exactly 0, and there this book takes the slope 0.",
                    LOCAL,
                ),
                Option(
                    "Lower it by {1 - z}",
                    "wrong direction",
                    "That takes z further below zero, where the gate stays shut.",
                    LOCAL,
                ),
                right="Then z is 1, above zero, and the gate is open.",
            ),
        ],
        solution="z = {x[0]:()} · {w[0]:()} + {x[1]:()} · {w[1]:()} + {b} = {z}. It is negative, "
        "so the gate is shut and every gradient is 0. It opens when z is above zero: raise the "
        "bias by more than {-z}.",
    ),
    Exercise(
        id="two-paths",
        kind="predict",
        skills=["fan-out"],
        setting="u = {u} is used in p = {a} · u and in q = u · u, and y = p + q. "
        "The incoming gradient, that of y, is {dy}.",
        given={
            "a": Drawn((3, 4, 5, 6, 7)),
            "u": Drawn((-5, -4, -3, 3, 4, 5)),
            "dy": Drawn((-2, 2, 3)),
        },
        steps=[
            Step(
                ask="What comes back to u from q alone?",
                answer="dy * 2 * u",
                right="u is both factors of q, so it gets {u} twice, each times {dy}: 2 · {dy:()} "
                "· {u:()} = {dy * 2 * u}.",
                mistakes=[
                    Wrong("one path of several", "dy * u", see=TWICE),
                    Wrong("incoming gradient left out", "2 * u"),
                    Wrong(
                        "value instead of derivative",
                        "dy * u * u",
                        "You multiplied by q itself; multiply by its slope.",
                        TWICE,
                    ),
                ],
                hints=["u is the left factor of q, and the right one, too."],
                scaffold=Step(
                    ask="What does u get as the left factor of q alone?",
                    answer="dy * u",
                    right="The right factor, {u}, times {dy}. As the right factor it gets the "
                    "same once more.",
                    mistakes=[Wrong("incoming gradient left out", "u")],
                ),
                name="from_q",
            ),
            Step(
                ask="What is the gradient of u?",
                answer="dy * a + from_q",
                right="What comes back along all paths, added: {dy:()} · {a:()} = {dy * a} from p "
                "and {from_q} from q make {dy * a + from_q}.",
                mistakes=[
                    Wrong("overwritten instead of added", "from_q", see=TWICE),
                    Wrong("one path of several", "dy * a", see=TWICE),
                    Wrong(
                        "paths multiplied instead of added",
                        "dy * a * from_q",
                        "You multiplied what comes back; multiply along a path, add over paths.",
                        TWICE,
                    ),
                    Wrong("incoming gradient left out", "a + 2 * u"),
                ],
                hints=["What comes back from p? Add it to what comes back from q."],
            ),
        ],
        solution="From p comes {dy:()} · {a} = {dy * a}; from q, twice {dy:()} · {u:()}, which is "
        "{from_q}. Together {dy * a + from_q}.",
    ),
    Exercise(
        id="earlier-part",
        kind="predict",
        skills=["incoming gradient", "chain rule"],
        setting="A neuron with an open gate has found the gradient {dx} for its input x₀, whose "
        "weight is {w}. An earlier part of the network has computed x₀ = {a} · u, with u = {u}.",
        given={
            "dx": Drawn((-6, -4, 4, 6, 8)),
            "w": Drawn((-3, -2, 2, 3)),
            "a": Drawn((2, 3, 5)),
            "u": Drawn((0.5, 1.5, 2, -2)),
        },
        steps=[
            Step(
                ask="What is the gradient of u?",
                answer="dx * a",
                right="For the earlier part, {dx} is the incoming gradient, and the product "
                "swaps: {dx} · {a:()} = {dx * a}.",
                mistakes=[
                    Wrong("own factor instead of the other", "dx * u"),
                    Wrong("incoming gradient left out", "a"),
                    Wrong("factors added instead of multiplied", "dx + a"),
                    Wrong(
                        "local derivative left out",
                        "dx",
                        "That is the gradient of x₀; u still passes through a product.",
                        f"{HERE}#what-the-gradient-of-an-input-is-for",
                    ),
                    Wrong(
                        "weight counted twice",
                        "dx * w * a",
                        "The weight is in {dx} already: the gradient of x₀ comes from behind it.",
                        f"{HERE}#what-the-gradient-of-an-input-is-for",
                    ),
                ],
                hints=["Which number does the earlier part receive as its incoming gradient?"],
            )
        ],
        solution="The earlier part needs one number only, the gradient of x₀. Times its own local "
        "derivative: {dx:()} · {a} = {dx * a}.",
    ),
    Exercise(
        id="fold-a-neuron",
        kind="solve",
        skills=["folded chain"],
        setting="A neuron has the inputs {x}, the weights {w} and the bias {b}. "
        "The incoming gradient is {dy}.",
        given={
            "x": Drawn(SMALL, (3,), distinct=True),
            "w": Drawn(SMALL, (3,), distinct=True),
            "b": Drawn((2, 3, 5)),
            "dy": Drawn(INCOMING),
        },
        where=["x @ w + b > 2"],
        steps=[
            Step(
                ask="First the sum: what is z?",
                answer="x @ w + b",
                right="{x[0]:()} · {w[0]:()} + {x[1]:()} · {w[1]:()} + {x[2]:()} · {w[2]:()} + "
                "{b} = {z}. It is above zero, so the gate is open.",
                mistakes=[
                    Wrong(
                        "bias left out",
                        "x @ w",
                        "Those are the three products; add the bias, {b}.",
                        f"{HERE}#a-neuron-that-answers-6",
                    ),
                ],
                hints=["Multiply each input by its weight, add the products, and add the bias."],
                name="z",
            ),
            Step(
                ask="Then the gate: what is `dvalue * (z > 0)`?",
                answer="dy * (z > 0)",
                right="{dy} · 1 = {dy}: the gate is open and passes the incoming gradient on "
                "unchanged.",
                mistakes=[
                    Wrong(
                        "value instead of derivative",
                        "dy * z",
                        "You multiplied by z; `z > 0` is true, and true counts as 1.",
                        FOLD,
                    ),
                    Wrong("incoming gradient left out", "1"),
                    Wrong(
                        "gate taken for shut",
                        "0",
                        "The gate is shut only where z is 0 or below.",
                        FOLD,
                    ),
                ],
                name="gate",
            ),
            Step(
                ask="What are the gradients of the three weights?",
                answer=Answer("array", "gate * x"),
                right="Each weight gets the gate’s number times its own input: {gate:()} · "
                "{x[0]:()} = {gate * x[0]}, {gate:()} · {x[1]:()} = {gate * x[1]}, {gate:()} · "
                "{x[2]:()} = {gate * x[2]}.",
                mistakes=[
                    Wrong("own factor instead of the other", "gate * w"),
                    Wrong("incoming gradient left out", "x"),
                    Wrong("factors added instead of multiplied", "gate + x"),
                ],
                hints=["Which number is each weight multiplied by?"],
                name="dw",
            ),
            Step(
                ask="And those of the three inputs?",
                answer=Answer("array", "gate * w"),
                right="Each input gets the gate’s number times its own weight: {gate:()} · "
                "{w[0]:()} = {gate * w[0]}, {gate:()} · {w[1]:()} = {gate * w[1]}, {gate:()} · "
                "{w[2]:()} = {gate * w[2]}.",
                mistakes=[
                    Wrong("own factor instead of the other", "gate * x"),
                    Wrong("incoming gradient left out", "w"),
                    Wrong("factors added instead of multiplied", "gate + w"),
                ],
                hints=["Which number is each input multiplied by?"],
                name="dx",
            ),
        ],
        solution="z = {x[0]:()} · {w[0]:()} + {x[1]:()} · {w[1]:()} + {x[2]:()} · {w[2]:()} + {b} "
        "= {z}. The gate is open, so {gate} goes on to every product, and the products swap: "
        "`dw` is {gate} times the inputs, {dw}; `dx` is {gate} times the weights, {dx}.",
    ),
    Exercise(
        id="error-at-the-gate",
        kind="find the error",
        skills=["gate", "folded chain"],
        setting="This code is to find the gradients of a neuron with two inputs. "
        "One line is wrong.",
        given={
            "x": Drawn(SMALL, (2,), distinct=True),
            "w": Drawn(SMALL, (2,), distinct=True),
            "b": Drawn((2, 3, 4)),
            "dy": Drawn(INCOMING),
        },
        let={"z": "x @ w + b"},
        where=["z < -1"],
        steps=[
            Step.find_line(
                "Which line?",
                Option(
                    "z = x[0] * w[0] + x[1] * w[1] + b",
                    says="the products and the bias add up to z.",
                ),
                Option("y = max(z, 0)", says="it is the ReLU."),
                "gate = dvalue * (y >= 0)",
                Option(
                    "dw = [gate * x[0], gate * x[1]]",
                    says="the product swaps, so each weight gets its input.",
                    see=FOLD,
                ),
                Option(
                    "dx = [gate * w[0], gate * w[1]]",
                    says="the product swaps, so each input gets its weight.",
                    see=FOLD,
                ),
                Option(
                    "db = gate",
                    says="the sum copies what comes through the gate.",
                    see=FOLD,
                ),
                right="The output of a ReLU is never negative, so `y >= 0` is always true and "
                "the gate never shuts. It has to be `z > 0`.",
                hints=["Try a neuron whose sum is negative. Which line should notice?"],
            ),
            Step(
                ask="With x = {x}, w = {w}, b = {b} and `dvalue` = {dy}, what does the code give "
                "for `dw[0]`?",
                answer="dy * x[0]",
                right="y is 0, `0 >= 0` is true, and {dy} · {x[0]:()} = {dy * x[0]}. But z is "
                "{z}, so it should have been 0.",
                mistakes=[
                    Wrong(
                        "result of the right code",
                        "0",
                        "That is what it should give, since z is {z}. What does it give with "
                        "`y >= 0`?",
                        FOLD,
                    ),
                    Wrong("own factor instead of the other", "dy * w[0]"),
                ],
                hints=["Compute z, then y. Is y >= 0 true?"],
            ),
        ],
        solution="`y >= 0` holds for every output of a ReLU. So the gate lets {dy} through where z "
        "is {z}, and `dw[0]` becomes {dy:()} · {x[0]:()} = {dy * x[0]} in place of 0.",
    ),
    Exercise(
        id="another-neuron",
        kind="solve",
        skills=["folded chain"],
        setting="x = {x}, w = {w}, b = {b}, and the incoming gradient is {dy}.",
        let={"x": "[2, -1, 0.5]", "w": "[1, 3, -4]", "b": "6", "dy": "-2", "z": "x @ w + b"},
        steps=[
            Step(
                ask="What are the gradients of the three inputs?",
                answer=Answer("array", "dy * w"),
                right="−2 · 1 = −2, −2 · 3 = −6, −2 · (−4) = 8: the gate is open, and the product "
                "swaps.",
                mistakes=[
                    Wrong("own factor instead of the other", "dy * x"),
                    Wrong("incoming gradient left out", "w"),
                    Wrong(
                        "value instead of derivative",
                        "dy * z * w",
                        "You multiplied by z as well; the gate counts as 1 where z > 0.",
                        FOLD,
                    ),
                ],
                hints=["z is {z}: the gate is open.", "Every gradient is −2 · the other factor."],
            ),
            Step(
                ask="And those of the three weights?",
                answer=Answer("array", "dy * x"),
                right="−2 · 2 = −4, −2 · (−1) = 2, −2 · 0.5 = −1: each weight gets its input.",
                mistakes=[
                    Wrong("own factor instead of the other", "dy * w"),
                    Wrong("incoming gradient left out", "x"),
                    Wrong(
                        "value instead of derivative",
                        "dy * z * x",
                        "You multiplied by z as well; the gate counts as 1 where z > 0.",
                        FOLD,
                    ),
                ],
            ),
            Step(
                ask="And that of the bias?",
                answer="dy",
                right="The sum copies what comes through the gate, −2 · 1.",
                mistakes=[
                    Wrong("the bias printed instead of its gradient", "b", see=FOLD),
                    Wrong("sum treated as a product", "dy * b"),
                    Wrong("incoming gradient left out", "1"),
                    Wrong(
                        "value instead of derivative",
                        "dy * z",
                        "You multiplied by z; the gate counts as 1 where z > 0.",
                        FOLD,
                    ),
                ],
            ),
        ],
        solution="z = 2 · 1 + (−1) · 3 + 0.5 · (−4) + 6 = {z}, so the gate is open. Inputs: "
        "{dy * w}. Weights: {dy * x}. Bias: {dy}.",
    ),
    Exercise(
        id="one-weight-three-places",
        kind="solve",
        skills=["fan-out"],
        setting="y = ReLU(x₀ · w + x₁ · w + x₂ · w + b) with x = {x}, w = {w} and b = {b}. "
        "The incoming gradient is 1.",
        let={"x": "[1, -2, 3]", "w": "2", "b": "1"},
        steps=[
            Step(
                ask="What is the gradient of w?",
                answer="sum(x)",
                right="Three paths contribute 1, −2 and 3, and 1 − 2 + 3 = 2.",
                mistakes=[
                    Wrong("overwritten instead of added", "x[2]", see=TWICE),
                    Wrong("one path of several", "x[0]", see=TWICE),
                    Wrong(
                        "paths multiplied instead of added",
                        "x[0] * x[1] * x[2]",
                        "You multiplied the three contributions; multiply along a path, add over "
                        "paths.",
                        TWICE,
                    ),
                    Wrong("own factor instead of the other", "3 * w"),
                    Wrong(
                        "value instead of derivative",
                        "sum(x) * w + b",
                        "That is the output; how many times as much does it change as w?",
                        NUDGE,
                    ),
                ],
                hints=["What does each of the three products send back to w?"],
            ),
            Step(
                ask="What would a program with `=` in place of `+=` report, visiting the products "
                "in the order 0, 1, 2?",
                answer="x[2]",
                right="The last contribution, 3, has overwritten the two before it.",
                mistakes=[
                    Wrong(
                        "first contribution kept",
                        "x[0]",
                        "That is the first contribution; each later one is written over it.",
                        TWICE,
                    ),
                    Wrong(
                        "result of the right code",
                        "sum(x)",
                        "That is what `+=` gives. With `=` nothing is added.",
                        TWICE,
                    ),
                ],
                hints=["What is left in a variable after three assignments?"],
            ),
        ],
        solution="The gate is open, and the products swap: 1 + (−2) + 3 = 2. With `=` only the "
        "last contribution is left: 3.",
    ),
    Exercise(
        id="swap-the-gate",
        kind="solve",
        skills=["gate", "sigmoid"],
        setting="A neuron has a sigmoid, y = 1 / (1 + exp(−z)), in place of the ReLU. "
        "Give each answer to two significant digits, such as 0.31 or 0.0042.",
        let={"z": "0.5", "dy": "-2", "s": "sigmoid(6)"},
        steps=[
            Step(
                ask="What is y where z = {z}?",
                answer="sigmoid(z)",
                right="1 / (1 + exp(−0.5)) = {y}: a positive sum gives more than one half.",
                mistakes=[
                    Wrong(
                        "sign of the exponent",
                        "sigmoid(-z)",
                        "Look at the sign of the exponent: it is −z, so a positive z gives more "
                        "than one half.",
                        f"{HERE}#3-swap-the-gate",
                    ),
                    Wrong(
                        "reciprocal left out",
                        "1 + exp(-z)",
                        "You have the denominator; y is 1 divided by it.",
                        f"{HERE}#3-swap-the-gate",
                    ),
                ],
                name="y",
            ),
            Step(
                ask="With the incoming gradient {dy}, what takes the place of "
                "`dvalue * (z > 0)` there?",
                answer="dy * y * (1 - y)",
                right="The incoming gradient times the sigmoid’s slope, y · (1 − y): {dy} · {y} · "
                "{1 - y} = {dy * y * (1 - y)}.",
                mistakes=[
                    Wrong("no activation derivative", "dy"),
                    Wrong("incoming gradient left out", "y * (1 - y)"),
                    Wrong("part of the slope", "dy * y"),
                    Wrong(
                        "z in place of y",
                        "dy * z * (1 - z)",
                        "You put z into the formula of the slope; it takes the output y.",
                        f"{HERE}#3-swap-the-gate",
                    ),
                ],
                hints=["The local derivative is y · (1 − y), with the output y."],
            ),
            Step(
                ask="At z = 6, w₂ = 2 is multiplied by x₂ = 3. With an incoming "
                "gradient of 1, what is the gradient of w₂?",
                answer="3 * s * (1 - s)",
                right="The product still swaps; the gate, nearly shut, passes on {s * (1 - s)}, "
                "and 3 · {s * (1 - s)} = {3 * s * (1 - s)}.",
                mistakes=[
                    Wrong("no activation derivative", "3"),
                    Wrong("own factor instead of the other", "2 * s * (1 - s)"),
                    Wrong(
                        "local derivative left out",
                        "s * (1 - s)",
                        "That is the gate alone; the product still swaps.",
                        LOCAL,
                    ),
                    Wrong(
                        "z in place of y",
                        "3 * 6 * (1 - 6)",
                        "You put z into the formula of the slope; it takes the output y.",
                        f"{HERE}#3-swap-the-gate",
                    ),
                ],
                hints=["First y = 1 / (1 + exp(−6)), then y · (1 − y), then the other factor."],
            ),
        ],
        solution="At z = 0.5, y is {y}, and {dy:()} · y · (1 − y) = {dy * y * (1 - y)}. At z = 6, "
        "y is {s}, the slope {s * (1 - s)}, and w₂ gets 3 times that: {3 * s * (1 - s)}.",
    ),
]
