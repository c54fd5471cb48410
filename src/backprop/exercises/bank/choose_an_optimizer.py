"""Exercises on optimizers: decay, momentum, Nesterov, Adam, a fair race, clipping."""

from backprop.exercises.exercise import Answer, Drawn, Exercise, Option, Step, Wrong

HERE = "13-choose-an-optimizer"
MEMORY = f"{HERE}#what-an-optimizer-remembers"
FAIR = f"{HERE}#compare-them-fairly"
ADDITIONS = f"{HERE}#two-additions"

EXERCISES = [
    Exercise(
        id="rate-with-decay",
        kind="predict",
        skills=["step"],
        setting="`SGD({rate}, decay={d})` has made {k} steps. The weight is now {w}, its gradient "
        "{g}.",
        given={
            "rate": Drawn((0.4, 0.6, 1.2)),
            "d": Drawn((0.1, 0.2, 0.5)),
            "k": Drawn((5, 10, 20)),
            "w": Drawn((2, 3, 5)),
            "g": Drawn((-6, -4, 4, 6)),
        },
        steps=[
            Step(
                ask="What is the rate of the next step? (To three decimals.)",
                answer="rate / (1 + d * k)",
                right="{rate} / (1 + {d} · {k}) = {rate} / {1 + d * k} = {now}.",
                mistakes=[
                    Wrong("rate does not decay", "rate"),
                    Wrong(
                        "1 left out",
                        "rate / (d * k)",
                        "You divided by decay · steps; add 1 to it. Then the first step has the "
                        "full rate.",
                        MEMORY,
                    ),
                    Wrong(
                        "multiplied instead of divided",
                        "rate * (1 + d * k)",
                        "A decaying rate falls: divide.",
                        MEMORY,
                    ),
                ],
                hints=["After k steps the rate is η / (1 + d · k)."],
                name="now",
            ),
            Step(
                ask="What is the weight after that step? (To two decimals.)",
                answer="w - now * g",
                right="Rate times gradient is subtracted: {w} − {now} · {g:()} = {w - now * g}.",
                mistakes=[
                    Wrong("step uphill", "w + now * g"),
                    Wrong("rate does not decay", "w - rate * g"),
                    Wrong("learning rate left out", "w - g"),
                ],
                hints=["Gradient descent: w − rate · gradient."],
            ),
        ],
        solution="The rate is {rate} / (1 + {d} · {k}) = {now}. The weight becomes {w} − {now} · "
        "{g:()} = {w - now * g}.",
    ),
    Exercise(
        id="two-velocities",
        kind="predict",
        skills=["step"],
        setting="`Momentum(0.1, momentum={mu})` starts with a velocity of 0. The gradients of a "
        "weight are {g[0]}, then {g[1]}.",
        given={"mu": Drawn((0.5, 0.8)), "g": Drawn((-6, -4, 3, 4, 6), (2,), distinct=True)},
        where=["abs(mu * g[0] + g[1]) > 0.5"],
        steps=[
            Step(
                ask="What is the velocity after the second gradient?",
                answer="mu * g[0] + g[1]",
                right="{mu} · {g[0]:()} + {g[1]:()} = {v}: of the old velocity, {g[0]}, the "
                "fraction {mu} is kept.",
                mistakes=[
                    Wrong("velocity not kept", "g[1]"),
                    Wrong("velocity without decay", "g[0] + g[1]"),
                    Wrong("gradient weighted by 1 − momentum", "(1 - mu) * (mu * g[0] + g[1])"),
                    Wrong(
                        "both multiplied by the momentum",
                        "mu * (g[0] + g[1])",
                        "Only the old velocity is multiplied by the momentum; the new gradient "
                        "counts in full.",
                        MEMORY,
                    ),
                ],
                hints=["After the first gradient it is {g[0]}. How much of that is kept?"],
                name="v",
            ),
            Step(
                ask="By how much does the weight change in the second step? (With its sign.)",
                answer="-0.1 * v",
                right="−0.1 · {v:()} = {-0.1 * v}: rate times velocity, and against it.",
                mistakes=[
                    Wrong("step uphill", "0.1 * v"),
                    Wrong("learning rate left out", "-v"),
                    Wrong("velocity not kept", "-0.1 * g[1]"),
                    Wrong(
                        "no memory of the decay",
                        "-0.1 * (g[0] + g[1])",
                        "The old velocity is multiplied by the momentum before the gradient is "
                        "added.",
                        MEMORY,
                    ),
                ],
                hints=["w ← w − η v."],
            ),
        ],
        solution="v = {mu} · {g[0]:()} + {g[1]:()} = {v}, and the weight changes by −0.1 · {v:()} "
        "= {-0.1 * v}.",
    ),
    Exercise(
        id="second-step-of-adam",
        kind="predict",
        skills=["step"],
        setting="Adam with rate 0.1, and with β₁ = 0.5, so that a pencil is enough. The gradients "
        "of a weight are {g[0]}, then {g[1]}.",
        given={"g": Drawn((2, 4, 6, 8, 12), (2,), distinct=True)},
        steps=[
            Step(
                ask="What is the running mean m after the second gradient?",
                answer="0.25 * g[0] + 0.5 * g[1]",
                right="After the first gradient it is 0.5 · {g[0]} = {0.5 * g[0]}. Then 0.5 · "
                "{0.5 * g[0]} + 0.5 · {g[1]} = {m}.",
                mistakes=[
                    Wrong(
                        "started at the first gradient",
                        "0.5 * g[0] + 0.5 * g[1]",
                        "The mean starts at 0, not at the first gradient.",
                        MEMORY,
                    ),
                    Wrong(
                        "velocity instead of mean",
                        "0.5 * g[0] + g[1]",
                        "That is momentum's velocity. Adam's mean takes only 1 − β₁ of each "
                        "gradient.",
                        MEMORY,
                    ),
                    Wrong(
                        "mean not kept",
                        "0.5 * g[1]",
                        "The old mean carries over: β₁ of it is kept.",
                        MEMORY,
                    ),
                ],
                hints=["m ← 0.5 m + 0.5 g, from 0 on."],
                name="m",
            ),
            Step(
                ask="And corrected for its start at 0? (To two decimals.)",
                answer="m / 0.75",
                right="At t = 2 it is divided by 1 − 0.5² = 0.75: {m} / 0.75 = {m / 0.75}.",
                mistakes=[
                    Wrong("no bias correction", "m"),
                    Wrong("steps not counted", "m / 0.5"),
                    Wrong(
                        "power alone",
                        "m / 0.25",
                        "You divided by β₁ᵗ; it is 1 − β₁ᵗ.",
                        MEMORY,
                    ),
                    Wrong(
                        "multiplied instead of divided",
                        "m * 0.75",
                        "The mean is too small at first; the correction makes it larger: divide.",
                        MEMORY,
                    ),
                ],
                hints=["Divide by 1 − β₁ᵗ. What is t here?"],
            ),
            Step(
                ask="How long was its first step?",
                answer="0.1",
                right="The corrected mean was {g[0]}, and so was the root of the corrected mean "
                "square: 0.1 · {g[0]} / {g[0]} = 0.1.",
                mistakes=[
                    Wrong(
                        "rate as a factor",
                        "0.1 * g[0]",
                        "That is the step of plain gradient descent. Adam divides the gradient by "
                        "its typical size.",
                        MEMORY,
                    ),
                    Wrong("root left out", "0.1 / g[0]"),
                ],
                hints=["At t = 1 the corrected mean is g, and the corrected mean square g²."],
            ),
        ],
        solution="m is 0.5 · {g[0]}, then 0.5 · {0.5 * g[0]} + 0.5 · {g[1]} = {m}. Divided by "
        "0.75 it is {m / 0.75}. The first step is 0.1 · {g[0]} / {g[0]} = 0.1.",
    ),
    Exercise(
        id="which-race-is-fair",
        kind="choose",
        skills=["measuring"],
        setting="You compare SGD with Momentum. Each rate is tried from the same three starts.",
        steps=[
            Step.choose(
                "Which comparison tells you most?",
                "Each at its own best rate, found in a row of its own",
                Option(
                    "Both at rate 0.1",
                    "one rate for both",
                    "A velocity can be ten gradients long, so one rate means two different steps.",
                    FAIR,
                ),
                Option(
                    "SGD at its best rate, and Momentum at the same",
                    "rate tuned for one",
                    "That rate was chosen for SGD alone; give the other the same care.",
                    FAIR,
                ),
                Option(
                    "Each at the rate with the best held-out accuracy",
                    "held-out points used to choose",
                    "Points that take part in a choice are no longer held out.",
                    FAIR,
                ),
                right="A rate means something different for each, so each gets its own best one.",
            ),
            Step.choose(
                "The best rate of SGD is the largest in its row. What now?",
                "Extend the row, to larger rates",
                Option(
                    "Take it: it is the best",
                    "end of the row taken",
                    "A larger rate, which was not tried, may be better still.",
                    FAIR,
                ),
                Option(
                    "Take the middle rate, to be safe",
                    "best rate not taken",
                    "That gives SGD a rate that you know to be worse.",
                    FAIR,
                ),
                right="Only a rate with worse ones on both sides can be trusted to be near the "
                "best.",
            ),
        ],
        solution="Each at its own best rate, found in the same way. A best rate at the end of its "
        "row says that the row is too short.",
    ),
    Exercise(
        id="clip-and-decay",
        kind="predict",
        skills=["step"],
        setting="The gradient of two weights is {g}.",
        given={"k": Drawn((2, 3, 4)), "limit": Drawn((0.5, 2.5)), "w": Drawn((5, 10, 20))},
        let={"g": "[3 * k, -4 * k]", "norm": "5 * k"},
        steps=[
            Step(
                ask="Clip it to the norm {limit}. What is it now?",
                answer=Answer("array", "g * limit / norm"),
                right="Its norm is √({g[0] ** 2} + {g[1] ** 2}) = {norm}, so both entries are "
                "multiplied by {limit} / {norm} = {limit / norm}.",
                mistakes=[
                    Wrong(
                        "each entry clipped",
                        "[limit, -limit]",
                        "You clipped each entry, which changes the direction. Scale the whole "
                        "gradient.",
                        ADDITIONS,
                    ),
                    Wrong(
                        "divided by the norm only",
                        "g / norm",
                        "That has the norm 1; multiply it by the limit.",
                        ADDITIONS,
                    ),
                    Wrong(
                        "sum taken for the norm",
                        "g * limit / (7 * k)",
                        "You divided by the sum of the sizes. The norm is the root of the sum of "
                        "the squares.",
                        ADDITIONS,
                    ),
                ],
                hints=["The norm is √({g[0] ** 2} + {g[1] ** 2})."],
            ),
            Step(
                ask="Another weight is {w}. What does weight decay leave of it in one step, with "
                "rate 0.5, λ = 0.2, and a gradient of 0?",
                answer="0.9 * w",
                right="{w} − 0.5 · 0.2 · {w} = {0.9 * w}: a tenth of it is subtracted.",
                mistakes=[
                    Wrong(
                        "decay for a value",
                        "0.1 * w",
                        "That is what is subtracted; what is left?",
                        ADDITIONS,
                    ),
                    Wrong(
                        "learning rate left out",
                        "0.8 * w",
                        "You subtracted λ · w; multiply it by the rate, too.",
                        ADDITIONS,
                    ),
                    Wrong(
                        "λ left out",
                        "0.5 * w",
                        "You subtracted rate · w; multiply it by λ, too.",
                        ADDITIONS,
                    ),
                    Wrong(
                        "no decay without a gradient",
                        "w",
                        "Weight decay acts at each step, whatever the gradient is.",
                        ADDITIONS,
                    ),
                ],
                hints=["w ← w − η λ w."],
            ),
        ],
        solution="The norm is {norm}; the gradient becomes {g * limit / norm}. The weight becomes "
        "{w} − 0.5 · 0.2 · {w} = {0.9 * w}.",
    ),
    Exercise(
        id="three-velocities",
        kind="solve",
        skills=["step"],
        setting="A weight starts at {w}. Momentum 0.5, rate 0.1; the gradients are {g[0]}, {g[1]} "
        "and {g[2]}.",
        given={"w": Drawn((2, 3, 5)), "g": Drawn((-6, -4, 4, 6, 8, 10), (3,), distinct=True)},
        let={"u": "0.5 * g[0] + g[1]"},
        where=["abs(u) > 0.5", "abs(0.5 * u + g[2]) > 0.5", "abs(g[0] + u) > 0.5"],
        steps=[
            Step(
                ask="What is the velocity in the second step?",
                answer="0.5 * g[0] + g[1]",
                right="0.5 · {g[0]:()} + {g[1]:()} = {v2}: half of the first velocity, and the "
                "new gradient.",
                mistakes=[
                    Wrong("velocity not kept", "g[1]"),
                    Wrong("velocity without decay", "g[0] + g[1]"),
                    Wrong("gradient weighted by 1 − momentum", "0.25 * g[0] + 0.5 * g[1]"),
                ],
                hints=["v ← 0.5 v + g. In the first step v is {g[0]}."],
                name="v2",
            ),
            Step(
                ask="And in the third?",
                answer="0.5 * v2 + g[2]",
                right="0.5 · {v2:()} + {g[2]:()} = {v3}.",
                mistakes=[
                    Wrong("velocity not kept", "g[2]"),
                    Wrong("velocity without decay", "g[0] + g[1] + g[2]"),
                    Wrong(
                        "only one gradient back",
                        "0.5 * g[1] + g[2]",
                        "You took half of the last gradient. Take half of the last velocity, "
                        "which remembers the first gradient, too.",
                        MEMORY,
                    ),
                ],
                hints=["v ← 0.5 v + g, with the velocity from the step before."],
                name="v3",
            ),
            Step(
                ask="Where is the weight after the three steps?",
                answer="w - 0.1 * (g[0] + v2 + v3)",
                right="{w} − 0.1 · ({g[0]} + {v2:()} + {v3:()}) = {w - 0.1 * (g[0] + v2 + v3)}: a "
                "tenth of each velocity is subtracted.",
                mistakes=[
                    Wrong("step uphill", "w + 0.1 * (g[0] + v2 + v3)"),
                    Wrong("learning rate left out", "w - (g[0] + v2 + v3)"),
                    Wrong("velocity not kept", "w - 0.1 * (g[0] + g[1] + g[2])"),
                    Wrong(
                        "last step alone",
                        "w - 0.1 * v3",
                        "You took the last of the three steps only.",
                        MEMORY,
                    ),
                ],
                hints=["The three velocities are {g[0]}, {v2} and {v3}."],
            ),
        ],
        solution="The velocities are {g[0]}, 0.5 · {g[0]:()} + {g[1]:()} = {v2} and 0.5 · {v2:()} "
        "+ {g[2]:()} = {v3}. The weight ends at {w} − 0.1 · {g[0] + v2 + v3:()} = "
        "{w - 0.1 * (g[0] + v2 + v3)}.",
    ),
    Exercise(
        id="error-in-adam",
        kind="find the error",
        skills=["step"],
        setting="One step of Adam for one parameter `w`, with `mean` and `square` 0 at the start "
        "and `t` counted from 1. One line is wrong.",
        given={
            "g": Drawn((0.2, 0.25, 0.4, 0.5, 2, 2.5, 3, 4, 5, 8, 10, 20)),
            "rate": Drawn((0.01, 0.02, 0.05, 0.1, 0.2, 0.5)),
        },
        steps=[
            Step.find_line(
                "Which line?",
                Option("mean = 0.9 * mean + 0.1 * g", says="a running mean of the gradient."),
                Option(
                    "square = 0.999 * square + 0.001 * g**2",
                    says="a running mean of the squares.",
                ),
                Option("m = mean / (1 - 0.9**t)", says="it makes up for the start at 0."),
                Option("s = square / (1 - 0.999**t)", says="it makes up for the start at 0."),
                "w = w - rate * m / (s + 1e-8)",
                right="The mean is to be divided by the root of the mean square. √s has the unit "
                "of the gradient; s has its square.",
                hints=["If the gradient is in dollars, in what unit is m, and in what unit s?"],
            ),
            Step(
                ask="The rate is {rate}, and the first gradient {g}. How long is the first step "
                "of this code?",
                answer="rate / g",
                right="m is {g}, s is {g ** 2}, and {rate} · {g} / {g ** 2} = {rate / g}. The "
                "right step is {rate} long.",
                mistakes=[
                    Wrong(
                        "step of the right code",
                        "rate",
                        "That is the length of the right step. This code divides by {g ** 2}.",
                        MEMORY,
                    ),
                    Wrong(
                        "step of plain descent",
                        "rate * g",
                        "You left out the division.",
                        MEMORY,
                    ),
                ],
                hints=["At t = 1, m is g and s is its square."],
            ),
        ],
        solution="The last line lacks the root: it should divide by √s + 1e-8. As it stands, the "
        "first step is {rate} · {g} / {g ** 2} = {rate / g}.",
    ),
    Exercise(
        id="length-of-memory",
        kind="solve",
        skills=["step"],
        setting="Every gradient is 1.",
        steps=[
            Step(
                ask="What does the velocity approach with momentum 0.5?",
                answer="2",
                right="Once it no longer changes, v = 0.5 v + 1, so v = 1 / 0.5 = 2.",
                mistakes=[
                    Wrong(
                        "inverse of the momentum left",
                        "0.5",
                        "At 0.5 it would still grow: half of that plus 1 is 1.25.",
                        MEMORY,
                    ),
                    Wrong("gradient weighted by 1 − momentum", "1"),
                    Wrong(
                        "second velocity",
                        "1.5",
                        "That is the second velocity; it goes on growing.",
                        MEMORY,
                    ),
                ],
                hints=["Solve v = 0.5 v + 1."],
            ),
            Step(
                ask="With momentum 0.9?",
                answer="10",
                right="1 / (1 − 0.9) = 1 / 0.1: ten gradients.",
                mistakes=[
                    Wrong(
                        "inverse of the momentum",
                        "1 / 0.9",
                        "You divided by the momentum; divide by 1 − 0.9, the part that is lost.",
                        MEMORY,
                    ),
                    Wrong("gradient weighted by 1 − momentum", "1"),
                    Wrong(
                        "second velocity",
                        "1.9",
                        "That is the second velocity; it goes on growing.",
                        MEMORY,
                    ),
                ],
                hints=["Solve v = 0.9 v + 1."],
            ),
            Step(
                ask="With momentum 0.99?",
                answer="100",
                right="1 / (1 − 0.99) = 1 / 0.01: the memory is about a hundred steps long.",
                mistakes=[
                    Wrong(
                        "momentum of 0.9",
                        "10",
                        "That is the limit for 0.9. Here 1 − μ is 0.01.",
                        MEMORY,
                    ),
                    Wrong("gradient weighted by 1 − momentum", "1"),
                ],
                hints=["The limit is 1 / (1 − μ)."],
            ),
            Step(
                ask="After how many steps is the rate of `SGD(0.2, decay=0.001)` half of what it "
                "was at first?",
                answer="1000",
                right="1 + 0.001 · 1000 = 2, and the rate is 0.2 / 2.",
                mistakes=[
                    Wrong(
                        "subtracted instead of divided",
                        "500",
                        "You let the rate fall by 0.001 of its first value at each step. It is "
                        "divided by 1 + 0.001 k.",
                        MEMORY,
                    ),
                    Wrong(
                        "1 left out",
                        "2000",
                        "0.001 k need not be 2: the 1 counts, too.",
                        MEMORY,
                    ),
                ],
                hints=["When is 1 + 0.001 k equal to 2?"],
            ),
        ],
        solution="v = μ v + 1 gives v = 1 / (1 − μ): 2, 10 and 100. And 1 + 0.001 k = 2 gives k = "
        "1000.",
    ),
    Exercise(
        id="three-steps-by-hand",
        kind="solve",
        skills=["step"],
        setting="One parameter starts at 0. The gradients are 4, then 4, then −2, and the rate is "
        "0.1. Where does it end?",
        steps=[
            Step(
                ask="With plain gradient descent?",
                answer="-0.6",
                right="−0.1 · (4 + 4 − 2) = −0.6.",
                mistakes=[
                    Wrong("step uphill", "0.6"),
                    Wrong("learning rate left out", "-6"),
                ],
                hints=["Subtract a tenth of each gradient."],
            ),
            Step(
                ask="With momentum 0.5?",
                answer="-1.1",
                right="The velocities are 4, 0.5 · 4 + 4 = 6 and 0.5 · 6 − 2 = 1: −0.1 · (4 + 6 + "
                "1) = −1.1.",
                mistakes=[
                    Wrong("step uphill", "1.1"),
                    Wrong("velocity not kept", "-0.6"),
                    Wrong("velocity without decay", "-1.8"),
                ],
                hints=["The velocity is 4, then 0.5 · 4 + 4, then …"],
            ),
            Step(
                ask="With Nesterov momentum 0.5?",
                answer="-1.15",
                right="The directions are 4 + 2, 4 + 3 and −2 + 0.5: −0.1 · (6 + 7 − 1.5) = −1.15.",
                mistakes=[
                    Wrong("step uphill", "1.15"),
                    Wrong("velocity not kept", "-0.6"),
                    Wrong(
                        "velocity counted in full",
                        "-1.7",
                        "You stepped along g + v; it is g + μ v, with the new v.",
                        MEMORY,
                    ),
                ],
                hints=["Each step goes along g + 0.5 v, with the new v: 4, 6 and 1."],
            ),
            Step(
                ask="With Adam, after its first step alone?",
                answer="-0.1",
                right="The corrected mean is 4, and so is the root of the corrected mean square: "
                "−0.1 · 4 / 4.",
                mistakes=[
                    Wrong("step uphill", "0.1"),
                    Wrong(
                        "rate as a factor",
                        "-0.4",
                        "That is the step of plain descent; Adam divides by the typical size.",
                        MEMORY,
                    ),
                    Wrong("root left out", "-0.025"),
                ],
                hints=["At t = 1 the corrected mean is g, the corrected mean square g²."],
            ),
        ],
        solution="Plain: −0.6. Momentum, with velocities 4, 6, 1: −1.1. Nesterov, with directions "
        "6, 7, −1.5: −1.15. Adam: −0.1.",
    ),
    Exercise(
        id="nesterov-in-order",
        kind="choose",
        skills=["step"],
        setting="Nesterov's own form: from the position w, look ahead to where the velocity alone "
        "would take you, and measure the gradient there.",
        steps=[
            Step(
                ask="Put the lines of one step in order.",
                answer=Answer(
                    "order",
                    "[0, 1, 2]",
                    [
                        "`u = w - rate * momentum * v`",
                        "`v = momentum * v + gradient(u)`",
                        "`w = w - rate * v`",
                    ],
                ),
                right="Look ahead with the old velocity, take the gradient there, then step.",
                mistakes=[
                    Wrong(
                        "gradient before the look ahead",
                        "[1, 0, 2]",
                        "The gradient is taken at u, so u comes first.",
                        MEMORY,
                    ),
                    Wrong(
                        "step before the new velocity",
                        "[0, 2, 1]",
                        "The step goes along the new velocity, so v comes first.",
                        MEMORY,
                    ),
                ],
                hints=["Which line needs u, and which the new v?"],
            ),
            Step(
                ask="The gradient is 3 · (u − 2), w = 10, v = 30, rate 0.1, momentum 0.8. What is "
                "u?",
                answer="7.6",
                right="10 − 0.1 · 0.8 · 30 = 7.6.",
                mistakes=[
                    Wrong(
                        "momentum left out",
                        "7",
                        "You went as far as rate · v; only the fraction 0.8 of v is kept.",
                        MEMORY,
                    ),
                    Wrong(
                        "learning rate left out",
                        "-14",
                        "You subtracted all of momentum · v; multiply it by the rate first.",
                        MEMORY,
                    ),
                    Wrong(
                        "step uphill",
                        "12.4",
                        "You added; the velocity leads the other way: w − rate · velocity.",
                        MEMORY,
                    ),
                ],
                hints=["u = w − rate · momentum · v."],
                name="u",
            ),
            Step(
                ask="And the new w? (To two decimals.)",
                answer="10 - 0.1 * (24 + 3 * (u - 2))",
                right="The gradient at u is 3 · (7.6 − 2) = 16.8, the velocity 0.8 · 30 + 16.8 = "
                "40.8, and 10 − 0.1 · 40.8 = 5.92.",
                mistakes=[
                    Wrong(
                        "no look ahead at all",
                        "10 - 0.1 * (24 + 24)",
                        "You took the gradient at w; take it at u.",
                        MEMORY,
                    ),
                    Wrong("velocity not kept", "10 - 0.1 * 3 * (u - 2)"),
                    Wrong(
                        "step from the look ahead",
                        "u - 0.1 * (24 + 3 * (u - 2))",
                        "You stepped from u; u is only where the gradient is taken.",
                        MEMORY,
                    ),
                ],
                hints=["First v = 0.8 · 30 + 3 · (u − 2), then w − 0.1 v."],
            ),
        ],
        solution="u = 7.6, the gradient there is 16.8, v = 40.8 and w = 10 − 4.08 = 5.92. The next "
        "u is 5.92 − 0.08 · 40.8 = 2.656, which is also 7.6 − 0.1 · (16.8 + 0.8 · 40.8): the rule "
        "of this chapter.",
    ),
]
