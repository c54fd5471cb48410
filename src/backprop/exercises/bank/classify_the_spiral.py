"""Exercises on the spiral: the first loss, counting, bend lines, the ceiling, dead neurons."""

from backprop.exercises.exercise import Answer, Drawn, Exercise, Option, Step, Wrong

HERE = "12-classify-the-spiral"
FIRST = f"{HERE}#the-first-pass"
PROGRAM = f"{HERE}#the-whole-program"
CEILING = f"{HERE}#how-good-can-it-be"
RATE = f"{HERE}#change-the-learning-rate"
WEIGHTS = f"{HERE}#change-the-initial-weights"
PRACTICE = f"{HERE}#exercises"
MASK = "06-pass-through-activations#two-masks-that-let-zero-through"

PROBABILITY = "That is a probability; the loss is minus its logarithm."
OTHER_BASE = "You took the logarithm to the base 10; the book's is the natural one."

EXERCISES = [
    Exercise(
        id="first-pass-of-a-classifier",
        kind="predict",
        skills=["loss", "gradient"],
        setting="A classifier with {n} classes and initial weights near 0 gets a batch of {b} "
        "points.",
        given={"n": Drawn((4, 5, 8, 10)), "b": Drawn((2, 5))},
        steps=[
            Step(
                ask="What is the loss? (To two decimals.)",
                answer="log(n)",
                right="Each class gets 1/{n}, and each point costs −log(1/{n}) = {log(n)}.",
                mistakes=[
                    Wrong("probability instead of loss", "1 / n", PROBABILITY, FIRST),
                    Wrong("base 10", "log(n) / log(10)", OTHER_BASE, FIRST),
                    Wrong(
                        "summed over the batch",
                        "b * log(n)",
                        "The loss is a mean over the batch, not a sum.",
                        FIRST,
                    ),
                    Wrong(
                        "minus left out",
                        "-log(n)",
                        "The logarithm of 1/{n} is negative; the loss is minus that.",
                        FIRST,
                    ),
                ],
                hints=["What probability does each of {n} equal logits get?"],
            ),
            Step(
                ask="What is the gradient of the logit of a point's own class? (To three "
                "decimals.)",
                answer="(1 / n - 1) / b",
                right="Probability minus target, divided by the {b} points: (1/{n} − 1) / {b} = "
                "{(1 / n - 1) / b}.",
                mistakes=[
                    Wrong("sign of (a − y)", "(1 - 1 / n) / b"),
                    Wrong("missing 1/n", "1 / n - 1"),
                    Wrong("target left out", "1 / n / b"),
                ],
                hints=["p − y, with y = 1 for its own class, and the mean over the batch."],
            ),
        ],
        solution="The loss is log {n} = {log(n)}. The gradient is (1/{n} − 1) / {b} = "
        "{(1 / n - 1) / b}.",
    ),
    Exercise(
        id="count-the-program",
        kind="predict",
        skills=["counting"],
        setting="A network has 2 inputs, {h} neurons and {c} logits. It trains for {e} epochs on "
        "{n} points in batches of 20.",
        given={
            "h": Drawn((10, 20, 30)),
            "c": Drawn((3, 4)),
            "e": Drawn((20, 50)),
            "n": Drawn((110, 150, 210)),
        },
        steps=[
            Step(
                ask="How many parameters does it have?",
                answer="3 * h + (h + 1) * c",
                right="2 · {h} + {h} = {3 * h} in the first layer, {h} · {c} + {c} = {(h + 1) * "
                "c} in the second.",
                mistakes=[
                    Wrong(
                        "biases left out",
                        "2 * h + h * c",
                        "Those are the weights; each neuron has a bias as well.",
                        PROGRAM,
                    ),
                    Wrong(
                        "first layer alone",
                        "3 * h",
                        "That is the first layer; the logits have weights and biases, too.",
                        PROGRAM,
                    ),
                    Wrong(
                        "second layer alone",
                        "(h + 1) * c",
                        "That is the second layer; add the first.",
                        PROGRAM,
                    ),
                ],
                hints=["Each neuron has a weight for each of its inputs, and a bias."],
            ),
            Step(
                ask="How many steps does an epoch have?",
                answer="(n + 10) / 20",
                right="{n} / 20 = {n / 20}: the last batch of an epoch is half full, and is a "
                "step as well.",
                mistakes=[
                    Wrong(
                        "last batch left out",
                        "(n - 10) / 20",
                        "The last 10 points of an epoch are a batch, too.",
                        PROGRAM,
                    ),
                    Wrong(
                        "all epochs",
                        "(n + 10) / 20 * e",
                        "Those are all {e} epochs.",
                        PROGRAM,
                    ),
                    Wrong(
                        "a step for each point",
                        "n",
                        "A step takes a whole batch of 20.",
                        PROGRAM,
                    ),
                ],
                hints=["How many batches of 20 are full, and is anything left?"],
            ),
        ],
        solution="2 · {h} + {h} + {h} · {c} + {c} = {3 * h + (h + 1) * c} parameters. {n} points "
        "make {(n + 10) / 20} batches.",
    ),
    Exercise(
        id="line-of-a-neuron",
        kind="predict",
        skills=["geometry"],
        setting="A neuron has the weights {w} and the bias {b}.",
        given={"k": Drawn((0.5, 2, 3)), "b": Drawn((-6, -3, 4, 8))},
        let={"w": "[3 * k, -4 * k]"},
        steps=[
            Step(
                ask="How far from the centre is the line on which its ReLU bends? (To two "
                "decimals.)",
                answer="abs(b) / (5 * k)",
                right="The size of the bias, divided by the norm of the weights: {abs(b)} / "
                "√({w[0] ** 2} + {w[1] ** 2}) = {abs(b) / (5 * k)}.",
                mistakes=[
                    Wrong(
                        "bias alone",
                        "abs(b)",
                        "Divide by the length of the two weights: doubling all three numbers "
                        "leaves the line where it is.",
                        PROGRAM,
                    ),
                    Wrong(
                        "sum for the length",
                        "abs(b) / (7 * k)",
                        "You divided by the sum of the sizes; the length is the root of the sum "
                        "of the squares.",
                        PROGRAM,
                    ),
                    Wrong(
                        "root left out of the length",
                        "abs(b) / (25 * k * k)",
                        "That is the square of the length; take its root.",
                        PROGRAM,
                    ),
                    Wrong(
                        "negative distance",
                        "-abs(b) / (5 * k)",
                        "A distance is not negative: take the size of the bias.",
                        PROGRAM,
                    ),
                ],
                hints=["The norm of the weights is √({w[0] ** 2} + {w[1] ** 2})."],
            ),
        ],
        solution="The weights have the norm {5 * k}; {abs(b)} / {5 * k} = {abs(b) / (5 * k)}.",
    ),
    Exercise(
        id="which-gap",
        kind="choose",
        skills=["measuring"],
        setting="The ceiling is 91%.",
        steps=[
            Step.choose(
                "A network gets 97% of its training points and 80% of new ones. What helps most?",
                "More training points",
                Option(
                    "More epochs",
                    "gap to the ceiling",
                    "On its own points it is above the ceiling already: it learns by heart.",
                    CEILING,
                ),
                Option(
                    "More neurons",
                    "gap to the ceiling",
                    "It fits its points better than the best classifier could already; more "
                    "neurons would learn still more by heart.",
                    CEILING,
                ),
                right="Above the ceiling it has learned points by heart: there are too few points "
                "for so many parameters.",
            ),
            Step.choose(
                "Another gets 78% of its training points and 77% of new ones. And here?",
                "More or better steps, or more neurons",
                Option(
                    "More training points",
                    "gap between training and held out",
                    "The two accuracies differ by one percentage point only; it has not learned "
                    "enough.",
                    CEILING,
                ),
                Option(
                    "Nothing: it is at its best",
                    "ceiling overlooked",
                    "91% would be possible.",
                    CEILING,
                ),
                right="The gap is between training and the ceiling: not enough learned.",
            ),
        ],
        solution="From training down to new points: too few points. From training up to the "
        "ceiling: not enough learned.",
    ),
    Exercise(
        id="count-the-dead",
        kind="predict",
        skills=["activation"],
        setting="These are the sums of three neurons (columns) for four points (rows), before the "
        "ReLU.",
        given={
            "m": Drawn((-4, -3, -2, -1.5, -0.5), (4,)),
            "k": Drawn((-4, -3, -2, -1.5, -0.5), (4,)),
            "p": Drawn((0.5, 1, 1.5, 2, 3), (4,)),
            "q": Drawn((-3, -2, -1, 1, 2), (4,), distinct=True),
            "s": Drawn((0, 1, 2)),
        },
        let={"Z": "[where(s == 1, p, m), q, where(s == 0, p, k)].T", "dead": "1 + (s == 2)"},
        shows={"sums": "Z"},
        where=["sum(q > 0) == 2"],
        steps=[
            Step(
                ask="How many of the three are dead on these points?",
                answer="dead",
                right="A neuron is dead if no point opens its gate. Columns in which no sum is "
                "above 0: {dead}.",
                mistakes=[
                    Wrong(
                        "shut now and then",
                        "dead + 1",
                        "A neuron that some points open still learns; it is dead if none does.",
                        RATE,
                    ),
                    Wrong(
                        "shut gates counted",
                        "4 * dead + 2",
                        "You counted shut gates; a neuron is dead if its whole column is shut.",
                        RATE,
                    ),
                ],
                hints=["A neuron is a column. In which columns is no sum above 0?"],
            ),
            Step.choose(
                "What gradient do the weights of a dead neuron get from these points?",
                "0",
                Option(
                    "A small negative one, like its sums",
                    "sum taken for the slope",
                    "The sums are in front of the gate. Behind a shut gate the slope is 0.",
                    RATE,
                ),
                Option(
                    "The incoming gradient",
                    "no activation derivative",
                    "A shut gate multiplies it by 0.",
                    RATE,
                ),
                right="Every gate is shut, so nothing comes back that could open it again.",
            ),
        ],
        solution="Columns in which no sum is above 0: {dead}. Such a neuron is dead, and its "
        "weights get the gradient 0.",
    ),
    Exercise(
        id="best-guess-of-two-arms",
        kind="solve",
        skills=["measuring"],
        setting="Of three equally large classes, two overlap. The border lies {b} radians from "
        "the middle of either; the noise in the code is {s}; in the angle it is 2.5 times as "
        "large. A normal number lies more than 1.2 deviations to one side in 0.115 of all cases, "
        "more than 1.5 in 0.067, more than 1.8 in 0.036, more than 2 in 0.023.",
        given={"s": Drawn((0.04, 0.08, 0.1, 0.12, 0.2, 0.24)), "i": Drawn((0, 1, 2, 3))},
        let={
            "d": "[1.2, 1.5, 1.8, 2][i]",
            "f": "[0.115, 0.067, 0.036, 0.023][i]",
            "b": "2.5 * s * d",
        },
        steps=[
            Step(
                ask="What is the standard deviation of the noise in the angle?",
                answer="2.5 * s",
                right="{s} · 2.5 = {2.5 * s} radians.",
                mistakes=[
                    Wrong(
                        "noise of the code",
                        "s",
                        "That is the noise in the code; in the angle it is 2.5 times as large.",
                        CEILING,
                    ),
                    Wrong(
                        "divided by 2.5",
                        "s / 2.5",
                        "You divided by 2.5; every angle is multiplied by it.",
                        CEILING,
                    ),
                ],
                hints=["Times 2.5."],
                name="width",
            ),
            Step(
                ask="How many standard deviations away is the border? (To one decimal.)",
                answer="b / width",
                right="The distance in units of the noise: {b} / {width} = {b / width}.",
                mistakes=[
                    Wrong(
                        "noise of the code",
                        "b / s",
                        "You divided by the noise in the code; divide by that in the angle.",
                        CEILING,
                    ),
                    Wrong(
                        "whole distance of the arms",
                        "2 * b / width",
                        "That is how far apart the arms are; the border is in the middle.",
                        CEILING,
                    ),
                    Wrong(
                        "upside down",
                        "width / b",
                        "You divided the noise by the distance; it is the other way round.",
                        CEILING,
                    ),
                ],
                hints=["Distance divided by the noise in the angle."],
            ),
            Step(
                ask="What fraction of all points, of the three classes together, does the best "
                "classifier get wrong? (To three decimals.)",
                answer="2 / 3 * f",
                right="Two of three classes lose {f}, the third loses nothing: 2/3 · {f} = "
                "{2 / 3 * f}. So the ceiling is {1 - 2 / 3 * f}.",
                mistakes=[
                    Wrong(
                        "all three lose",
                        "f",
                        "Only two of the three classes overlap.",
                        CEILING,
                    ),
                    Wrong(
                        "one of three loses",
                        "f / 3",
                        "Both classes lose points to each other.",
                        CEILING,
                    ),
                    Wrong(
                        "what is left",
                        "1 - 2 / 3 * f",
                        "That is the fraction it gets right: the ceiling.",
                        CEILING,
                    ),
                ],
                hints=["Of each of the two, {f} of the points lie beyond the border."],
            ),
        ],
        solution="The noise in the angle is {s} · 2.5 = {2.5 * s}, and the border {b} / {2.5 * s} "
        "= {b / (2.5 * s)} deviations away. The best classifier gets 2/3 · {f} = {2 / 3 * f} of "
        "all points wrong, so the ceiling is {1 - 2 / 3 * f}.",
    ),
    Exercise(
        id="error-in-the-mask",
        kind="find the error",
        skills=["activation"],
        setting="The backward pass of the spiral's network: `dlogits` is right, `x` the batch, "
        "`sums` the sums of the hidden layer, and `outputs` what its ReLU makes of them. One line "
        "is wrong.",
        given={
            "z": Drawn((-4, -3, -2, 2, 3, 5), (3,), distinct=True),
            "d": Drawn((-7, -5, 4, 6, 8), (3,), distinct=True),
        },
        where=["sum(z > 0) == 2", "abs(sum(d)) > 0.5", "abs(sum(d * (z > 0))) > 0.5"],
        steps=[
            Step.find_line(
                "Which line?",
                Option(
                    "dW2 = outputs.T @ dlogits",
                    says="the inputs of the last layer are the ReLU's outputs.",
                ),
                Option("dB2 = dlogits.sum(axis=0, keepdims=True)", says="a sum over the samples."),
                Option("doutputs = dlogits @ W2.T", says="back through the transposed weights."),
                "dsums = doutputs * (outputs >= 0)",
                Option("dW1 = x.T @ dsums", says="the inputs of the first layer are the points."),
                Option("dB1 = dsums.sum(axis=0, keepdims=True)", says="a sum over the samples."),
                right="The outputs of a ReLU are never below 0, so this mask is always true. Ask "
                "whether the sums are above 0.",
                hints=["Which values can `outputs` take?"],
            ),
            Step(
                ask="One neuron has the sums {z} for three points, and `doutputs` is {d}. What "
                "does this code give as the gradient of its bias?",
                answer="sum(d)",
                right="All gates count as open: {d[0]} + {d[1]:()} + {d[2]:()} = {sum(d)}.",
                mistakes=[
                    Wrong(
                        "result of the right code",
                        "sum(d * (z > 0))",
                        "That is what the right mask gives; this one shuts nothing.",
                        MASK,
                    ),
                    Wrong(
                        "mean over features",
                        "mean(d)",
                        "`sum` adds up; the division by the number of samples is in dlogits.",
                        PRACTICE,
                    ),
                ],
                hints=["What is `outputs >= 0` for these three points?"],
            ),
        ],
        solution="`outputs >= 0` should be `sums > 0`. As it stands the bias gets {sum(d)} instead "
        "of {sum(d * (z > 0))}.",
    ),
    Exercise(
        id="before-the-first-step",
        kind="solve",
        skills=["loss"],
        setting="A network with small initial weights has not learned anything.",
        steps=[
            Step(
                ask="What is its loss with 2 classes? (To two decimals.)",
                answer="log(2)",
                right="Each class gets 1/2, and −log(1/2) = log 2 = 0.69.",
                mistakes=[
                    Wrong("probability instead of loss", "1 / 2", PROBABILITY, FIRST),
                    Wrong("base 10", "log(2) / log(10)", OTHER_BASE, FIRST),
                ],
                hints=["Every class gets the same probability."],
            ),
            Step(
                ask="With 26 classes?",
                answer="log(26)",
                right="−log(1/26) = log 26 = 3.26.",
                mistakes=[
                    Wrong("probability instead of loss", "1 / 26", PROBABILITY, FIRST),
                    Wrong("base 10", "log(26) / log(10)", OTHER_BASE, FIRST),
                ],
                hints=["Every class gets the same probability."],
            ),
            Step(
                ask="With 1000 classes?",
                answer="log(1000)",
                right="log 1000 = 6.91. With ten times as many classes it grows by log 10 only.",
                mistakes=[
                    Wrong("probability instead of loss", "1 / 1000", PROBABILITY, FIRST),
                    Wrong("base 10", "3", OTHER_BASE, FIRST),
                ],
                hints=["The loss is minus the logarithm of 1/1000."],
            ),
            Step(
                ask="With 1000 classes, if it can rule out all but ten, and guesses among these?",
                answer="log(10)",
                right="The right class gets 1/10, and costs log 10 = 2.30.",
                mistakes=[
                    Wrong(
                        "all classes",
                        "log(1000)",
                        "The 990 others get nothing; the right class gets 1/10.",
                        FIRST,
                    ),
                    Wrong("probability instead of loss", "0.1", PROBABILITY, FIRST),
                    Wrong("base 10", "1", OTHER_BASE, FIRST),
                ],
                hints=["What probability does the right class get?"],
            ),
        ],
        solution="log 2 = 0.69, log 26 = 3.26, log 1000 = 6.91, log 10 = 2.30.",
    ),
    Exercise(
        id="ceiling-at-less-noise",
        kind="solve",
        skills=["measuring"],
        setting="The noise in the code is 0.15; in the angle it is 2.5 times as large. Two arms "
        "run 1.15 radians apart; the third hardly overlaps with either. A normal number lies more "
        "than 1.15 deviations to one side in 0.125 of all cases, more than 1.53 in 0.063, more "
        "than 2 in 0.023.",
        steps=[
            Step(
                ask="How many standard deviations away is the border? (To two decimals.)",
                answer="0.575 / 0.375",
                right="(1.15 / 2) / (0.15 · 2.5) = 0.575 / 0.375 = 1.53.",
                mistakes=[
                    Wrong(
                        "whole distance of the arms",
                        "1.15 / 0.375",
                        "That is how far apart the arms are; the border is in the middle.",
                        CEILING,
                    ),
                    Wrong(
                        "noise of the code",
                        "0.575 / 0.15",
                        "The noise in the angle is 2.5 times that in the code.",
                        CEILING,
                    ),
                    Wrong(
                        "noise of the notes",
                        "1.15",
                        "That is for the noise 0.2, or the distance in radians. Here divide 0.575 "
                        "by 0.375.",
                        CEILING,
                    ),
                ],
                hints=["The border lies 0.575 radians from either arm."],
            ),
            Step(
                ask="What fraction of the points of these two arms lands beyond it?",
                answer="0.063",
                right="More than 1.53 deviations to one side: 0.063 of all cases.",
                mistakes=[
                    Wrong(
                        "noise of the notes",
                        "0.125",
                        "That is for 1.15 deviations, the noise of the notes.",
                        CEILING,
                    ),
                    Wrong(
                        "what is left",
                        "1 - 0.063",
                        "That is the fraction that stays on its own side.",
                        CEILING,
                    ),
                ],
                hints=["The fraction stands in the text, beside the number of deviations."],
                name="beyond",
            ),
            Step(
                ask="And what fraction of the points of all three arms does the best classifier "
                "get wrong? (To three decimals.)",
                answer="2 / 3 * beyond",
                right="Two of the three arms lose 0.063: 2/3 · 0.063 = 0.042. The best accuracy "
                "is 1 − 0.042 = 0.958.",
                mistakes=[
                    Wrong(
                        "all three lose",
                        "beyond",
                        "That is the fraction of the points of these two; the third arm loses "
                        "hardly any.",
                        CEILING,
                    ),
                    Wrong(
                        "one of three loses",
                        "beyond / 3",
                        "Both arms lose points to each other.",
                        CEILING,
                    ),
                    Wrong(
                        "what is left",
                        "1 - 2 / 3 * beyond",
                        "That is the best accuracy; how many does it get wrong?",
                        CEILING,
                    ),
                ],
                hints=["Two of the three arms lose 0.063 of their points."],
            ),
        ],
        solution="0.575 / 0.375 = 1.53 deviations; 0.063 of two arms in three are 0.042 of all; "
        "the ceiling is 0.958.",
    ),
    Exercise(
        id="backward-in-order",
        kind="choose",
        skills=["chain rule"],
        setting="The backward pass of the spiral's network, with numpy alone.",
        steps=[
            Step(
                ask="Put the lines in order.",
                answer=Answer(
                    "order",
                    "[0, 1, 2, 3]",
                    [
                        "`dlogits = (p - one_hot) / len(y)`",
                        "`doutputs = dlogits @ W2.T`",
                        "`dsums = doutputs * (sums > 0)`",
                        "`dW1 = x.T @ dsums`",
                    ],
                ),
                right="From the loss back: logits, outputs, sums, weights.",
                mistakes=[
                    Wrong(
                        "forward order",
                        "[3, 2, 1, 0]",
                        "That is the order of the forward pass; the gradient comes from the loss.",
                        PRACTICE,
                    ),
                    Wrong(
                        "mask after the weights",
                        "[0, 1, 3, 2]",
                        "`dW1` needs `dsums`, which is made by the mask.",
                        PRACTICE,
                    ),
                ],
                hints=["Which line needs what another one computes?"],
            ),
            Step.choose(
                "The batch has 32 points, the hidden layer 64 neurons. What is the shape of "
                "`dsums`?",
                "(32, 64)",
                Option(
                    "(64, 32)",
                    "rows and columns exchanged",
                    "A row is a point, a column a neuron.",
                    PRACTICE,
                ),
                Option(
                    "(2, 64)",
                    "shape of dW1",
                    "That is the shape of `dW1`: inputs by neurons.",
                    PRACTICE,
                ),
                Option(
                    "(1, 64)",
                    "shape of dB1",
                    "That is the shape of `dB1`, which is summed over the points.",
                    PRACTICE,
                ),
                right="One gradient for each point and neuron, like the sums themselves.",
            ),
        ],
        solution="dlogits, doutputs, dsums, dW1. dsums has the shape of the sums, (32, 64).",
    ),
]
