"""Exercises on steps against the gradient: loss, loop, the factor of a step, the dead zone."""

from backprop.exercises.exercise import Answer, Drawn, Exercise, Option, Step, Wrong

HERE = "02-descend-with-the-gradient"
STEP = f"{HERE}#one-step-down"
LOSS = f"{HERE}#fall-for-ever"
LOOP = f"{HERE}#the-loop"
FACTOR = f"{HERE}#one-factor-decides"
DEAD = f"{HERE}#the-dead-zone"
WITHOUT = f"{HERE}#without-a-gate"

EXERCISES = [
    Exercise(
        id="one-step-down",
        kind="predict",
        skills=["step"],
        setting="A neuron with an open gate has the inputs {x}, the weights {w} and the bias {b}. "
        "Its output is to become smaller. The learning rate is 0.1.",
        given={
            "x": Drawn((-3, -2, 2, 3), (2,), distinct=True),
            "w": Drawn((-3, -2, 2, 3), (2,)),
            "b": Drawn((2, 4, 5)),
        },
        where=["x @ w + b > 2"],
        steps=[
            Step(
                ask="What is w₀ after one step of gradient descent?",
                answer="w[0] - 0.1 * x[0]",
                right="Its slope is x₀ = {x[0]}, and a tenth of that is subtracted: {w[0]} − 0.1 "
                "· {x[0]:()} = {w[0] - 0.1 * x[0]}.",
                mistakes=[
                    Wrong("step uphill", "w[0] + 0.1 * x[0]"),
                    Wrong("learning rate left out", "w[0] - x[0]"),
                    Wrong("own factor instead of the other", "w[0] - 0.1 * w[0]"),
                    Wrong(
                        "change instead of new value",
                        "-0.1 * x[0]",
                        "That is how far w₀ moves; where does it arrive?",
                        STEP,
                    ),
                ],
                hints=["What is the slope of the output with respect to w₀?"],
            ),
            Step(
                ask="All three parameters take the step. By how much does the output change?",
                answer="-0.1 * (x @ x + 1)",
                right="Each slope counts twice, so squares add up: −0.1 · ({x[0] ** 2} + {x[1] ** "
                "2} + 1) = {-0.1 * (x @ x + 1)}.",
                mistakes=[
                    Wrong(
                        "slopes counted once",
                        "-0.1 * (sum(x) + 1)",
                        "Each slope counts twice: once for how far the parameter moves, once for "
                        "how strongly the output follows.",
                        STEP,
                    ),
                    Wrong(
                        "bias left out",
                        "-0.1 * (x @ x)",
                        "The bias takes the step, too; its slope is 1.",
                        STEP,
                    ),
                    Wrong("step uphill", "0.1 * (x @ x + 1)"),
                    Wrong("learning rate left out", "-(x @ x + 1)"),
                ],
                hints=[
                    "How far does w₀ move, and how many times as far does the output follow?",
                    "Add up what the two weights and the bias contribute.",
                ],
            ),
        ],
        solution="The slopes are the inputs, and 1 for the bias. w₀ becomes {w[0]} − 0.1 · "
        "{x[0]:()} = {w[0] - 0.1 * x[0]}. The output changes by −0.1 · ({x[0] ** 2} + "
        "{x[1] ** 2} + 1) = {-0.1 * (x @ x + 1)}.",
    ),
    Exercise(
        id="loss-and-its-gradient",
        kind="predict",
        skills=["loss"],
        setting="A neuron with an open gate answers y = {y}; the target is {t}, and the loss is "
        "the square of the error. One of the weights, w = {w}, is multiplied by the input {x}.",
        given={
            "y": Drawn((5, 6, 7, 8)),
            "t": Drawn((1, 2, 9, 10, 12)),
            "x": Drawn((-4, -3, 3, 4)),
            "w": Drawn((-5, -2, 2, 5)),
        },
        where=["abs(y - t) > 2"],
        steps=[
            Step(
                ask="What is the loss?",
                answer="(y - t) ** 2",
                right="The error is {y} − {t:()} = {y - t}, and its square is the loss: {(y - t) "
                "** 2}.",
                mistakes=[
                    Wrong(
                        "error not squared",
                        "y - t",
                        "That is the error; the loss is its square.",
                        LOSS,
                    ),
                    Wrong(
                        "squares subtracted",
                        "y ** 2 - t ** 2",
                        "Subtract first, then square the error.",
                        LOSS,
                    ),
                    Wrong(
                        "doubled instead of squared",
                        "2 * (y - t)",
                        "You doubled the error; that is the slope of the loss. Square it.",
                        LOSS,
                    ),
                ],
                hints=["First the error, y − t."],
            ),
            Step(
                ask="What is the gradient of y?",
                answer="2 * (y - t)",
                right="The slope of a square is twice the number that is squared, the error: 2 · "
                "{y - t:()} = {2 * (y - t)}.",
                mistakes=[
                    Wrong("sign of (a − y)", "2 * (t - y)"),
                    Wrong("the two of the square left out", "y - t"),
                    Wrong(
                        "loss instead of its slope",
                        "(y - t) ** 2",
                        "That is the loss; how many times as much does it change as the error?",
                        LOSS,
                    ),
                    Wrong(
                        "output instead of error",
                        "2 * y",
                        "What is squared is the error, y − t, not y.",
                        LOSS,
                    ),
                ],
                hints=["The slope of a square is twice the number that is squared."],
                name="dy",
            ),
            Step(
                ask="And the gradient of this weight?",
                answer="dy * x",
                right="From y on it is as in chapter 1, with {dy} as the incoming gradient: "
                "{dy:()} · {x:()} = {dy * x}.",
                mistakes=[
                    Wrong("own factor instead of the other", "dy * w"),
                    Wrong("incoming gradient left out", "x"),
                    Wrong("the two of the square left out", "(y - t) * x"),
                    Wrong(
                        "loss instead of its slope",
                        "(y - t) ** 2 * x",
                        "You passed the loss back; what goes back is its slope.",
                        LOSS,
                    ),
                ],
                hints=["Copy, swap, gate, with the gradient of y as the incoming gradient."],
                name="dw",
            ),
        ],
        solution="The error is {y} − {t} = {y - t}, the loss {(y - t) ** 2}. The gradient of y is "
        "2 · {y - t:()} = {dy}, and the weight gets {dy:()} · {x:()} = {dw}.",
    ),
    Exercise(
        id="loop-in-order",
        kind="choose",
        skills=["loop"],
        setting="These are the four lines of a loop that trains the neuron.",
        steps=[
            Step(
                ask="In which order do they stand in the loop?",
                answer=Answer(
                    "order",
                    "[0, 1, 2, 3]",
                    [
                        "`loss.forward(**values)`",
                        "`loss.backward()`",
                        "`g = loss.gradients`",
                        "`values = {{n: values[n] - rate * g[n] for n in start}}`",
                    ],
                ),
                right="Forward, backward, subtract.",
                mistakes=[
                    Wrong(
                        "backward before forward",
                        "[1, 2, 0, 3]",
                        "The backward pass needs the values of the forward pass.",
                        LOOP,
                    ),
                    Wrong("gradient of the step before", "[0, 3, 1, 2]"),
                    Wrong(
                        "step before the loop’s first line",
                        "[3, 0, 1, 2]",
                        "In the first round there is no gradient yet to subtract.",
                        LOOP,
                    ),
                ],
                hints=["Which line needs what another line computes?"],
            ),
            Step.choose(
                "Somebody leaves out `loss.backward()` after the first round. What then?",
                "Every step repeats the first gradient, wherever the weights are by now",
                Option(
                    "The steps stop",
                    "no gradient taken for zero",
                    "The gradients of the first round are still there, and they are subtracted "
                    "again.",
                    LOOP,
                ),
                Option(
                    "Nothing: `forward` computes the gradients",
                    "gradients in the forward pass",
                    "`forward` computes values; gradients come from the backward pass alone.",
                    LOOP,
                ),
                right="`loss.gradients` keeps what the last backward pass has put there.",
                hints=["What does `loss.gradients` hold when nobody computes it anew?"],
            ),
        ],
        solution="Forward gives the values, backward the gradients, and only then is there "
        "something to subtract. Without a new backward pass the old gradient is used again.",
    ),
    Exercise(
        id="one-factor",
        kind="predict",
        skills=["learning rate"],
        setting="A neuron with an open gate has the inputs {x} and a bias; all its weights and the "
        "bias are trained on the squared error. The learning rate is {rate}, and the error is "
        "{e} now.",
        given={
            "x": Drawn((-3, -2, -1, 1, 2, 3), (2,), distinct=True),
            "rate": Drawn((0.02, 0.05, 0.1, 0.2)),
            "e": Drawn((2, 3, 4, 5)),
        },
        let={"f": "1 - 2 * (x @ x + 1) * rate"},
        where=["abs(f) > 0.1", "abs(abs(f) - 1) > 0.1", "f > -3", "sum(x) != 0"],
        steps=[
            Step(
                ask="By what factor does one step multiply the error?",
                answer="f",
                right="1 − 2 · ({x[0] ** 2} + {x[1] ** 2} + 1) · {rate} = {f}: the squares of the "
                "inputs, and 1 for the bias.",
                mistakes=[
                    Wrong(
                        "bias left out",
                        "1 - 2 * (x @ x) * rate",
                        "The bias moves, too: it counts as an input of 1.",
                        FACTOR,
                    ),
                    Wrong("the two of the square left out", "1 - (x @ x + 1) * rate"),
                    Wrong(
                        "inputs not squared",
                        "1 - 2 * (sum(x) + 1) * rate",
                        "Each input counts twice, in the gradient and in the sum: square it.",
                        FACTOR,
                    ),
                    Wrong(
                        "what is taken away",
                        "1 - f",
                        "That part of the error is taken away; which part is left?",
                        FACTOR,
                    ),
                ],
                hints=["In chapter 2 the inputs 1, −2, 3 and the bias made 1 − 2 · 15 · rate."],
                name="factor",
            ),
            Step(
                ask="What is the error after the step?",
                answer="factor * e",
                right="The factor times the error: {factor} · {e:()} = {factor * e}.",
                mistakes=[
                    Wrong(
                        "factor subtracted",
                        "e - factor",
                        "The factor multiplies the error; nothing is subtracted.",
                        FACTOR,
                    ),
                    Wrong(
                        "what is taken away",
                        "(1 - factor) * e",
                        "That is what the step takes away; what is left?",
                        FACTOR,
                    ),
                ],
                hints=["A factor is multiplied."],
            ),
            Step(
                ask="How does this descent go on? (The gate stays open.)",
                answer=Answer(
                    "choice",
                    "where(factor > 0, 0, where(factor > -1, 1, 2))",
                    [
                        "It creeps along one side",
                        "It bounces and comes closer",
                        "It bounces and diverges",
                    ],
                ),
                right="The factor is {factor}. Its sign says whether the error changes sides, its "
                "size whether it shrinks.",
                mistakes=[
                    Wrong(
                        "sign of the factor",
                        "where(factor > 0, 1, 0)",
                        "Look at the sign of the factor: where it is negative, the error changes "
                        "sides at each step.",
                        FACTOR,
                    ),
                    Wrong(
                        "size of the factor",
                        "where(factor > -1, 2, 1)",
                        "Look at the size of the factor: below −1 the error grows, above it "
                        "shrinks.",
                        FACTOR,
                    ),
                ],
                hints=["Is the factor positive? Is it below −1?"],
            ),
        ],
        solution="The factor is 1 − 2 · {x @ x + 1} · {rate} = {factor}. After one step the error "
        "is {factor:()} · {e} = {factor * e}.",
    ),
    Exercise(
        id="step-too-long",
        kind="predict",
        skills=["dead ReLU"],
        setting="A neuron with a ReLU answers {y}; the target is {t}. With an open gate, each step "
        "multiplies the error by {f}.",
        given={
            "y": Drawn((5, 6, 8, 9, 10)),
            "t": Drawn((1, 2, 3)),
            "f": Drawn((-0.5, -0.6, -0.8, -0.9)),
        },
        let={"z": "t + f * (y - t)"},
        where=["z < -0.4"],
        steps=[
            Step(
                ask="Where does the first step take the sum z?",
                answer="z",
                right="The error of {y - t} becomes {f} · {y - t:()} = {f * (y - t)}, and {t} + "
                "{f * (y - t):()} = {z}.",
                mistakes=[
                    Wrong(
                        "error instead of sum",
                        "f * (y - t)",
                        "That is the new error; z is the target plus the error.",
                        DEAD,
                    ),
                    Wrong(
                        "output multiplied instead of error",
                        "f * y",
                        "The factor multiplies the error, not the output.",
                        FACTOR,
                    ),
                    Wrong(
                        "error added on the wrong side",
                        "t - f * (y - t)",
                        "The factor is negative, so z ends on the other side of the target.",
                        DEAD,
                    ),
                ],
                hints=["First the error, y − t; then the factor; then back to z."],
            ),
            Step(
                ask="What is the loss after this step?",
                answer="t ** 2",
                right="The gate is shut and the output 0, so the error is 0 − {t}, and its square "
                "{t ** 2}.",
                mistakes=[
                    Wrong(
                        "gate left out",
                        "(z - t) ** 2",
                        "z is negative, so the output is 0: the error is measured from there.",
                        DEAD,
                    ),
                    Wrong(
                        "loss before the step",
                        "(y - t) ** 2",
                        "That was the loss before the step.",
                        DEAD,
                    ),
                    Wrong(
                        "sum squared",
                        "z ** 2",
                        "That is z squared; the error is the output minus the target.",
                        DEAD,
                    ),
                ],
                hints=["What does the ReLU make of a negative z?"],
            ),
            Step.choose(
                "And after ten more steps?",
                "Still the same",
                Option(
                    "Smaller: the factor is between −1 and 1",
                    "factor of an open gate",
                    "The factor holds only while the gate is open, and it is shut now.",
                    DEAD,
                ),
                Option(
                    "Larger: it diverges",
                    "factor of an open gate",
                    "Nothing moves any more: every gradient is 0.",
                    DEAD,
                ),
                right="The gate is shut, every gradient is 0, and nothing moves: the neuron is "
                "dead.",
                hints=["What are the gradients where the gate is shut?"],
            ),
        ],
        solution="The error {y - t} becomes {f * (y - t)}, so z = {t} + {f * (y - t):()} = {z}. "
        "The gate is shut, the output is 0, and the loss stays at (0 − {t})² = {t ** 2}.",
    ),
    Exercise(
        id="how-it-grows",
        kind="predict",
        skills=["diverge"],
        setting="A neuron without a gate starts with the loss {l}. Each step multiplies the error "
        "by {f}.",
        given={"l": Drawn((2, 3, 4, 5, 6, 10)), "f": Drawn((-2, -3, -4)), "k": Drawn((2, 3))},
        steps=[
            Step(
                ask="What is the loss after {k} steps?",
                answer="l * f ** (2 * k)",
                right="The loss is the square of the error, so each step multiplies it by {f ** "
                "2}: {l} · {f ** 2} to the power of {k} is {l * f ** (2 * k)}.",
                mistakes=[
                    Wrong(
                        "factor of the error",
                        "l * abs(f) ** k",
                        "{f} is the factor of the error; the loss is its square.",
                        WITHOUT,
                    ),
                    Wrong(
                        "growth added instead of multiplied",
                        "l * f ** 2 * k",
                        "Each step multiplies what the one before has left.",
                        WITHOUT,
                    ),
                ],
                hints=["By what factor does one step multiply the square of the error?"],
            )
        ],
        solution="Each step multiplies the loss by {f:()}² = {f ** 2}. After {k} steps it is "
        "{l * f ** (2 * k)}.",
    ),
    Exercise(
        id="descend-once",
        kind="solve",
        skills=["step", "loss"],
        setting="A neuron with a ReLU has the inputs {x}, the weights {w} and the bias {b}. "
        "The target is {t}, the loss is the square of the error, and the learning rate is {rate}.",
        given={
            "x": Drawn((-3, -2, 2, 3), (2,), distinct=True),
            "w": Drawn((-3, -2, 2, 3, 4), (2,), distinct=True),
            "b": Drawn((2, 3, 5)),
            "t": Drawn((1, 2, 3, 4, 6)),
            "rate": Drawn((0.05, 0.1)),
        },
        let={"z": "x @ w + b"},
        where=["z > 2", "abs(z - t) > 2", "abs(z - t) < 9"],
        steps=[
            Step(
                ask="Forward: what is the output y?",
                answer="z",
                right="{x[0]:()} · {w[0]:()} + {x[1]:()} · {w[1]:()} + {b} = {z}. It is above "
                "zero, so the ReLU passes it on.",
                mistakes=[
                    Wrong(
                        "bias left out",
                        "x @ w",
                        "Those are the two products; add the bias, {b}.",
                        "01-step-through-one-neuron#a-neuron-that-answers-6",
                    ),
                ],
                hints=["Multiply each input by its weight, add up, and add the bias."],
                name="y",
            ),
            Step(
                ask="Backward: what is the gradient of y?",
                answer="2 * (y - t)",
                right="Twice the error: 2 · ({y} − {t:()}) = {2 * (y - t)}.",
                mistakes=[
                    Wrong("sign of (a − y)", "2 * (t - y)"),
                    Wrong("the two of the square left out", "y - t"),
                    Wrong(
                        "loss instead of its slope",
                        "(y - t) ** 2",
                        "That is the loss; its slope is twice the error.",
                        LOSS,
                    ),
                ],
                hints=["The slope of a square is twice the number that is squared."],
                name="dy",
            ),
            Step(
                ask="What are the gradients of the two weights?",
                answer=Answer("array", "dy * x"),
                right="The gate is open, and the product swaps: {dy} · {x[0]:()} = {dy * x[0]} "
                "and {dy} · {x[1]:()} = {dy * x[1]}.",
                mistakes=[
                    Wrong("own factor instead of the other", "dy * w"),
                    Wrong("incoming gradient left out", "x"),
                ],
                hints=["The incoming gradient times the other factor."],
                name="dw",
            ),
            Step(
                ask="Subtract: what are the two weights after the step?",
                answer=Answer("array", "w - rate * dw"),
                right="{w[0]} − {rate} · {dw[0]:()} = {w[0] - rate * dw[0]} and {w[1]} − {rate} · "
                "{dw[1]:()} = {w[1] - rate * dw[1]}.",
                mistakes=[
                    Wrong("step uphill", "w + rate * dw"),
                    Wrong("learning rate left out", "w - dw"),
                    Wrong(
                        "change instead of new value",
                        "-rate * dw",
                        "That is how far they move; where do they arrive?",
                        STEP,
                    ),
                ],
                hints=["New weight = old weight − learning rate · gradient."],
                name="w_new",
            ),
            Step(
                ask="And the bias?",
                answer="b - rate * dy",
                right="The gradient of the bias is that of the sum, {dy}: {b} − {rate} · {dy:()} "
                "= {b - rate * dy}.",
                mistakes=[
                    Wrong("step uphill", "b + rate * dy"),
                    Wrong("learning rate left out", "b - dy"),
                    Wrong("sum treated as a product", "b - rate * dy * b"),
                ],
                hints=["The sum copies: which gradient does the bias get?"],
                name="b_new",
            ),
        ],
        solution="y = {x[0]:()} · {w[0]:()} + {x[1]:()} · {w[1]:()} + {b} = {y}. Its gradient is "
        "2 · ({y} − {t}) = {dy}; the weights get {dw}, the bias {dy}. After the step the weights "
        "are {w_new}, and the bias is {b_new}.",
    ),
    Exercise(
        id="error-in-the-loop",
        kind="find the error",
        skills=["loop", "loss"],
        setting="This loop is to bring the output of a neuron with one input closer to the target "
        "t. One line is wrong.",
        given={
            "x": Drawn((2, 3)),
            "w": Drawn((2, 3, 4)),
            "b": Drawn((1, 2)),
            "t": Drawn((2, 3, 4)),
        },
        let={"y": "x * w + b", "dz": "2 * (y - t)"},
        where=["y - t > 2", "abs(w - 0.1 * dz * x) > 0.3"],
        steps=[
            Step.find_line(
                "Which line?",
                Option("for step in range(100):"),
                Option("    y = max(x * w + b, 0)", says="it is the forward pass."),
                "    e = t - y",
                Option(
                    "    dz = 2 * e * (y > 0)",
                    says="the slope of a square is twice the number that is squared; then the "
                    "gate.",
                    see=LOSS,
                ),
                Option("    dw = dz * x", says="the product swaps."),
                Option(
                    "    w = w - rate * dw",
                    says="to descend, subtract. But is the gradient that of the loss?",
                    see=STEP,
                ),
                Option(
                    "    b = b - rate * dz",
                    says="the bias gets what comes through the gate, and it is subtracted.",
                    see=STEP,
                ),
                right="The error is y − t. With t − y every gradient has the wrong sign, and the "
                "loop climbs.",
                hints=["Suppose y is too large. Do w and b go up or down?"],
            ),
            Step(
                ask="With x = {x}, w = {w}, b = {b}, t = {t} and the rate 0.1: what is w after the "
                "first step of this code?",
                answer="w + 0.1 * dz * x",
                right="y is {y}, too large already; e is {t - y}, `dw` {-dz * x}, and {w} − 0.1 · "
                "{-dz * x:()} = {w + 0.1 * dz * x}. So w has risen.",
                mistakes=[
                    Wrong(
                        "result of the right code",
                        "w - 0.1 * dz * x",
                        "That is where it should go. Put e = t − y into the lines below it.",
                        LOOP,
                    ),
                    Wrong("the two of the square left out", "w + 0.1 * dz * x / 2"),
                    Wrong("learning rate left out", "w + dz * x"),
                ],
                hints=["y is {y}. What is e here, with its sign?"],
            ),
            Step.choose(
                "What shows while it runs?",
                "The loss grows from step to step",
                Option(
                    "The loss falls, but to the wrong target",
                    "sign of (a − y)",
                    "With the wrong sign every step leads away from the target.",
                    LOOP,
                ),
                Option(
                    "The loss stands still",
                    "wrong sign taken for no gradient",
                    "The gradients are not 0; they point the wrong way.",
                    LOOP,
                ),
                right="Every step goes uphill, and the further away, the longer the step.",
            ),
        ],
        solution="e must be y − t. As it stands, e = {t} − {y} = {t - y}, `dw` is {-dz * x}, and w "
        "becomes {w} − 0.1 · {-dz * x:()} = {w + 0.1 * dz * x}: it rises although y is too large.",
    ),
    Exercise(
        id="half-as-much",
        kind="solve",
        skills=["learning rate", "step"],
        setting="The weights are −3, −1, 2, the bias is 1, the gradient of the output is {g}, and "
        "the output is 6.",
        let={"start": "[-3, -1, 2, 1]", "g": "[1, -2, 3, 1]"},
        steps=[
            Step(
                ask="Which learning rate brings the output to 3 in one step?",
                answer="3 / (g @ g)",
                right="The output falls by 15 times the rate, and it has to fall by 3: 3 / 15 = "
                "0.2.",
                mistakes=[
                    Wrong(
                        "slopes counted once",
                        "3 / sum(g)",
                        "Each slope counts twice: the output falls by the rate times the sum of "
                        "the squares.",
                        STEP,
                    ),
                    Wrong(
                        "share instead of rate",
                        "3 / 6",
                        "That is the share of the output. At rate 0.001 it fell by 0.015: how many "
                        "times as much is 3?",
                        STEP,
                    ),
                    Wrong(
                        "step to 0",
                        "6 / (g @ g)",
                        "That rate takes off all 6; take off 3.",
                        STEP,
                    ),
                    Wrong(
                        "bias left out",
                        "3 / (g @ g - 1)",
                        "The bias takes the step, too; its slope is 1.",
                        STEP,
                    ),
                ],
                hints=["At rate 0.001 the output fell by 0.015, and the fall is proportional."],
                name="rate",
            ),
            Step(
                ask="Where do the three weights and the bias arrive?",
                answer=Answer("array", "start - rate * g"),
                right="Each moves against its own slope, by the rate times the slope: −3 − 0.2 · "
                "1 = −3.2, −1 − 0.2 · (−2) = −0.6, and so on.",
                mistakes=[
                    Wrong("step uphill", "start + rate * g"),
                    Wrong("learning rate left out", "start - g"),
                ],
                hints=["New = old − rate · slope."],
            ),
        ],
        solution="The output falls by the rate times 1 + 4 + 9 + 1 = 15. So the rate is 3/15 = "
        "0.2, and the parameters become {start - rate * g}.",
    ),
    Exercise(
        id="how-many-steps",
        kind="solve",
        skills=["learning rate"],
        setting="The loss starts at 36, and each step at rate 0.001 multiplies the error by 0.97.",
        steps=[
            Step(
                ask="Below which error is the loss below 0.01?",
                answer="0.1",
                right="√0.01 = 0.1: the loss is the square of the error.",
                mistakes=[
                    Wrong(
                        "root left out",
                        "0.01",
                        "That is the loss; the error is its square root.",
                        LOSS,
                    ),
                    Wrong(
                        "squared instead of root",
                        "0.0001",
                        "You squared; go back from the loss to the error, with a root.",
                        LOSS,
                    ),
                ],
            ),
            Step(
                ask="After how many steps is the loss below 0.01 for the first time?",
                answer="135",
                right="log(0.1 / 6) / log 0.97 = 134.4: 6 · 0.97¹³⁴ is still above 0.1, and 6 · "
                "0.97¹³⁵ is below.",
                mistakes=[
                    Wrong(
                        "root left out",
                        "211",
                        "You took the error down to 0.01; the loss is below 0.01 as soon as the "
                        "error is below 0.1.",
                        FACTOR,
                    ),
                    Wrong(
                        "factor of the error",
                        "269",
                        "0.97 is the factor of the error; the loss is multiplied by its square.",
                        FACTOR,
                    ),
                    Wrong(
                        "factor of the loss",
                        "68",
                        "You multiplied the error by the loss’s factor, 0.97².",
                        FACTOR,
                    ),
                ],
                hints=[
                    "The error is 6 · 0.97ᵏ after k steps.",
                    "k · log 0.97 < log(0.1 / 6). Which way does < turn when you divide?",
                ],
            ),
            Step(
                ask="And at rate 0.01, where the factor is 0.7?",
                answer="12",
                right="log(0.1 / 6) / log 0.7 = 11.5, and 12 is the first whole number above it.",
                mistakes=[
                    Wrong(
                        "ten times the rate, a tenth of the steps",
                        "14",
                        "A power does not shrink in proportion: take the logarithm of 0.7.",
                        FACTOR,
                    ),
                    Wrong(
                        "root left out",
                        "18",
                        "You took the error down to 0.01; 0.1 is enough.",
                        FACTOR,
                    ),
                ],
                hints=["6 · 0.7ᵏ < 0.1."],
            ),
        ],
        solution="The error has to fall below 0.1. 6 · 0.97ᵏ < 0.1 for k > log(0.1/6) / log 0.97 = "
        "134.4, so after 135 steps; with 0.7 it is 11.5, so after 12.",
    ),
    Exercise(
        id="largest-rate",
        kind="solve",
        skills=["learning rate"],
        setting="The neuron has no gate; all weights and the bias are trained. Give each answer to "
        "two significant digits, such as 0.31, or as a fraction.",
        let={"small": "[0.5, 0.5, 0]", "large": "[60, 10, 3]"},
        steps=[
            Step(
                ask="Up to which learning rate does the loss not grow with x = {small}?",
                answer="1 / (small @ small + 1)",
                right="There the factor 1 − 2 · 1.5 · rate is −1, so the rate is 1 / 1.5.",
                mistakes=[
                    Wrong(
                        "bias left out",
                        "1 / (small @ small)",
                        "The bias counts as an input of 1.",
                        FACTOR,
                    ),
                    Wrong(
                        "factor 0 instead of −1",
                        "0.5 / (small @ small + 1)",
                        "At that rate the step lands. The loss does not grow up to the factor −1.",
                        FACTOR,
                    ),
                    Wrong("the two of the square left out", "2 / (small @ small + 1)"),
                    Wrong(
                        "inputs not squared",
                        "1 / (sum(small) + 1)",
                        "Add up the squares of the inputs.",
                        FACTOR,
                    ),
                ],
                hints=["1 − 2 · (sum of squares + 1) · rate = −1."],
            ),
            Step(
                ask="And with x = {large}?",
                answer="1 / (large @ large + 1)",
                right="1 / (3600 + 100 + 9 + 1) = 1 / 3710: the square of 60 alone makes nearly "
                "all of it.",
                mistakes=[
                    Wrong(
                        "factor 0 instead of −1",
                        "0.5 / (large @ large + 1)",
                        "At that rate the step lands. The loss does not grow up to the factor −1.",
                        FACTOR,
                    ),
                    Wrong("the two of the square left out", "2 / (large @ large + 1)"),
                    Wrong(
                        "inputs not squared",
                        "1 / (sum(large) + 1)",
                        "Add up the squares of the inputs.",
                        FACTOR,
                    ),
                ],
                hints=["3600 + 100 + 9 + 1."],
            ),
            Step.choose(
                "A neuron is given the floor area of a house, about 1000 square feet. Its limit is "
                "about",
                "a millionth",
                Option(
                    "a thousandth",
                    "inputs not squared",
                    "The input is squared: a thousand times a thousand.",
                    FACTOR,
                ),
                Option(
                    "1, as for any input",
                    "inputs left out",
                    "The larger the inputs, the larger the slopes, and the smaller the limit.",
                    f"{HERE}#3-large-inputs-small-steps",
                ),
                right="1 / 1000² is a millionth. That is why inputs are scaled.",
            ),
        ],
        solution="The limit is 1 / (sum of the squared inputs + 1): 1/1.5 = 0.667 and 1/3710 = "
        "0.00027. With an input of 1000 it is about 1/1000².",
    ),
]
