"""Exercises on house prices: errors in dollars, the steepest direction, held-out houses."""

from backprop.exercises.exercise import Answer, Drawn, Exercise, Option, Step, Wrong

HERE = "11-predict-house-prices"
BASELINE = f"{HERE}#what-knowing-nothing-costs"
BY_HAND = f"{HERE}#one-house-by-hand"
STEEPEST = f"{HERE}#the-steepest-direction"
FOOTING = f"{HERE}#on-an-equal-footing"
HELD_OUT = f"{HERE}#held-out-in-dollars"
NETWORK = f"{HERE}#five-three-one"
PRACTICE = f"{HERE}#exercises"

NO_ROOT = "That is the mean square; take its root, to be back in dollars."
SUM_UNDER_ROOT = "You took the root of the sum; divide by the number of houses first."
ABSOLUTE = (
    "You averaged the sizes: that is the mean absolute error. Square first, and take the root."
)

EXERCISES = [
    Exercise(
        id="error-and-baseline",
        kind="predict",
        skills=["measuring"],
        setting="Two houses were sold for {a} and {a + 2 * s} thousand dollars. A predictor’s "
        "errors are {e[0]} and {e[1]} thousand dollars.",
        given={
            "a": Drawn((40, 50, 60)),
            "s": Drawn((15, 20, 25)),
            "e": Drawn((-14, -12, -6, -4, 4, 6, 12, 14), (2,), distinct=True),
        },
        where=["abs(abs(e[0]) - abs(e[1])) > 5"],
        steps=[
            Step(
                ask="What is its typical error, the root mean square, in thousand dollars? (To two "
                "decimals.)",
                answer="sqrt(mean(e ** 2))",
                right="√(({e[0] ** 2} + {e[1] ** 2}) / 2) = {sqrt(mean(e ** 2))}: square, mean, "
                "root.",
                mistakes=[
                    Wrong("root left out", "mean(e ** 2)", NO_ROOT, BASELINE),
                    Wrong("missing 1/n", "sqrt(sum(e ** 2))", SUM_UNDER_ROOT, BASELINE),
                    Wrong("mean absolute error", "mean(abs(e))", ABSOLUTE, BASELINE),
                    Wrong(
                        "errors cancel",
                        "mean(e)",
                        "You averaged the errors with their signs. Square them first.",
                        BASELINE,
                    ),
                ],
                hints=["Square, mean, root: in this order."],
            ),
            Step(
                ask="And the typical error of always answering the mean of the two prices?",
                answer="s",
                right="The mean is ({a} + {a + 2 * s}) / 2 = {a + s}; both prices are {s} away "
                "from it.",
                mistakes=[
                    Wrong(
                        "distance between the prices",
                        "2 * s",
                        "That is how far apart the two prices are; the mean lies in the middle.",
                        BASELINE,
                    ),
                    Wrong("root left out", "s ** 2", NO_ROOT, BASELINE),
                    Wrong(
                        "mean instead of its error",
                        "a + s",
                        "That is the mean price; how far is each price from it?",
                        BASELINE,
                    ),
                ],
                hints=["The mean price is {a + s}."],
            ),
        ],
        solution="√(({e[0] ** 2} + {e[1] ** 2}) / 2) = {sqrt(mean(e ** 2))}. The mean, {a + s}, "
        "is {s} away from both prices.",
    ),
    Exercise(
        id="gradients-of-one-house",
        kind="predict",
        skills=["gradient"],
        setting="A neuron without activation answers {p} dollars for each square foot of the lot, "
        "and nothing for the rest. A house with a lot of {x} square feet and {r} bedrooms was "
        "sold for {t} dollars. The loss is half the squared error.",
        given={
            "p": Drawn((10, 20)),
            "x": Drawn((3000, 4000, 5000)),
            "r": Drawn((2, 3, 4)),
            "t": Drawn((50000, 70000, 90000)),
        },
        where=["abs(p * x - t) > 5000"],
        steps=[
            Step(
                ask="What is the gradient of the output, the error?",
                answer="p * x - t",
                right="Prediction minus price: {p} · {x} − {t} = {e}.",
                mistakes=[
                    Wrong("sign of (a − y)", "t - p * x"),
                    Wrong(
                        "the half forgotten",
                        "2 * (p * x - t)",
                        "The ½ of the loss cancels the 2 of the square.",
                        BY_HAND,
                    ),
                    Wrong(
                        "prediction instead of error",
                        "p * x",
                        "That is the prediction; subtract the price.",
                        BY_HAND,
                    ),
                ],
                hints=["The prediction is {p * x} dollars."],
                name="e",
            ),
            Step(
                ask="What is the gradient of the weight of the bedrooms?",
                answer="e * r",
                right="Error times input: {e:()} · {r} = {e * r}.",
                mistakes=[
                    Wrong("incoming gradient left out", "r"),
                    Wrong(
                        "input left out",
                        "e",
                        "That is the gradient of the bias; a weight's is multiplied by its input.",
                        BY_HAND,
                    ),
                    Wrong(
                        "input of the lot",
                        "e * x",
                        "That is the gradient of the lot's weight.",
                        BY_HAND,
                    ),
                    Wrong(
                        "gradient of a weight of 0 taken for 0",
                        "0",
                        "The weight is 0, its gradient is not: it is the error times the input.",
                        BY_HAND,
                    ),
                ],
                hints=["Each weight gets error times input."],
            ),
        ],
        solution="The error is {p} · {x} − {t} = {e}; the bedrooms' weight gets {e:()} · {r} = "
        "{e * r}.",
    ),
    Exercise(
        id="limit-from-eigenvalues",
        kind="solve",
        skills=["step"],
        setting="For two features, C has the rows {C[0]} and {C[1]}. It only stretches the arrows "
        "(1, 1) and (1, −1), without turning them.",
        given={
            "a": Drawn((4, 5, 6, 7, 8, 9, 10, 12)),
            "b": Drawn((1.5, 2, 3, 4, 5)),
            "rate": Drawn((0.02, 0.04, 0.05, 0.1)),
        },
        let={"C": "[[a, b], [b, a]]"},
        where=["a - b > 1", "rate * (a + b) < 1.8"],
        steps=[
            Step(
                ask="What is the larger eigenvalue?",
                answer="a + b",
                right="C · (1, 1) = ({a} + {b}, {b} + {a}) = ({a + b}, {a + b}): {a + b} times as "
                "long.",
                mistakes=[
                    Wrong(
                        "diagonal entry",
                        "a",
                        "That is the curvature along one weight. With both moving, the entry "
                        "beside it counts, too.",
                        STEEPEST,
                    ),
                    Wrong(
                        "the smaller one", "a - b", "That belongs to the arrow (1, −1).", STEEPEST
                    ),
                    Wrong(
                        "sum of all eigenvalues",
                        "2 * a",
                        "That is the sum of both eigenvalues.",
                        STEEPEST,
                    ),
                ],
                hints=["Multiply C by (1, 1). How many times as long is the result?"],
                name="top",
            ),
            Step(
                ask="Beyond which rate does training diverge? (To three decimals.)",
                answer="2 / top",
                right="2/λ = 2 / {a + b} = {2 / (a + b)}: the largest eigenvalue limits the rate.",
                mistakes=[
                    Wrong(
                        "rate that lands",
                        "1 / top",
                        "At 1/λ the steepest part lands in one step; it diverges beyond 2/λ.",
                        STEEPEST,
                    ),
                    Wrong(
                        "limit of one weight alone",
                        "2 / a",
                        "That is the limit while one weight moves. Both do.",
                        STEEPEST,
                    ),
                    Wrong(
                        "limit of the flattest",
                        "2 / (a - b)",
                        "That is the limit of the flattest direction; the steepest sets the limit.",
                        STEEPEST,
                    ),
                ],
                hints=["2/λ. Which λ?"],
            ),
            Step(
                ask="At the rate {rate}, what fraction of the gradient along (1, −1) does a step "
                "leave?",
                answer="1 - rate * (a - b)",
                right="λ is {a} − {b} = {a - b}, and 1 − η λ = 1 − {rate} · {a - b} = {1 - rate * "
                "(a - b)}.",
                mistakes=[
                    Wrong(
                        "what is taken away",
                        "rate * (a - b)",
                        "That is the part that the step takes away; what is left?",
                        STEEPEST,
                    ),
                    Wrong(
                        "factor of the steepest",
                        "1 - rate * (a + b)",
                        "You took the eigenvalue of (1, 1).",
                        STEEPEST,
                    ),
                    Wrong(
                        "factor of one weight alone",
                        "1 - rate * a",
                        "You took the diagonal entry; the arrow moves both weights.",
                        STEEPEST,
                    ),
                ],
                hints=["C · (1, −1) = ({a - b}, −{a - b})."],
            ),
        ],
        solution="The eigenvalues are {a} + {b} = {a + b} and {a} − {b} = {a - b}. The limit is 2 "
        "/ {a + b} = {2 / (a + b)}. Along (1, −1) a step leaves 1 − {rate} · {a - b} = {1 - rate "
        "* (a - b)}.",
    ),
    Exercise(
        id="what-may-be-measured",
        kind="choose",
        skills=["measuring"],
        setting="Some houses are held out, to measure on.",
        steps=[
            Step.choose(
                "From which houses do you take the mean and the deviation for the scaling?",
                "From the training houses only",
                Option(
                    "From all houses",
                    "leak of the held-out rows",
                    "Something about the held-out houses would leak into what is learned.",
                    FOOTING,
                ),
                Option(
                    "From each part its own",
                    "scale of the new rows",
                    "The weights belong to the scale of the training houses; keep that one.",
                    FOOTING,
                ),
                right="Mean and deviation are learned, so they come from the training houses.",
            ),
            Step.choose(
                "You choose the number of epochs by the loss on some houses. Whose error may you "
                "then report as that of new houses?",
                "That of houses that took no part in learning or choosing",
                Option(
                    "That of the houses that chose the epoch",
                    "chosen and reported on the same rows",
                    "They were used for the choice, which flatters their error.",
                    NETWORK,
                ),
                Option(
                    "That of the training houses",
                    "training error reported",
                    "The training loss goes on falling and gives no sign of overfitting.",
                    NETWORK,
                ),
                right="Three parts are needed: one to learn from, one to choose by, one to "
                "measure on.",
            ),
        ],
        solution="The scaling comes from the training houses. Houses that have taken part in a "
        "choice are no longer new.",
    ),
    Exercise(
        id="parameters-of-a-network",
        kind="predict",
        skills=["counting"],
        setting="A network has {n} inputs, then layers of {h}, {k} and 1 neurons.",
        given={"n": Drawn((6, 8, 10)), "h": Drawn((3, 4, 5)), "k": Drawn((2, 3))},
        steps=[
            Step(
                ask="How many parameters does it have?",
                answer="(n + 1) * h + (h + 1) * k + k + 1",
                right="({n} + 1) · {h} + ({h} + 1) · {k} + ({k} + 1) · 1: each neuron has a "
                "weight for each of its inputs, and a bias.",
                mistakes=[
                    Wrong(
                        "biases left out",
                        "n * h + h * k + k",
                        "Those are the weights; each neuron has a bias as well.",
                        NETWORK,
                    ),
                    Wrong(
                        "last layer left out",
                        "(n + 1) * h + (h + 1) * k",
                        "The last neuron has weights and a bias, too.",
                        NETWORK,
                    ),
                    Wrong(
                        "first layer alone",
                        "(n + 1) * h",
                        "That is the first layer; go on with the others.",
                        NETWORK,
                    ),
                ],
                hints=["The first layer has ({n} + 1) · {h}."],
            ),
        ],
        solution="({n} + 1) · {h} + ({h} + 1) · {k} + ({k} + 1) · 1 = "
        "{(n + 1) * h + (h + 1) * k + k + 1}.",
    ),
    Exercise(
        id="error-in-the-score",
        kind="find the error",
        skills=["measuring"],
        setting="Three houses are drawn and scored. One line is wrong. The prices are {t} "
        "(thousand dollars), the network predicts every price exactly, and `rows` is [4, 0, 2].",
        given={"t": Drawn((50, 60, 70, 80, 90, 110), (5,), distinct=True)},
        let={"d": "[t[4] - t[0], t[0] - t[1], 0]"},
        steps=[
            Step.find_line(
                "Which line?",
                Option(
                    "rows = rng.choice(len(x), size=3, replace=False)",
                    says="it draws three different houses.",
                ),
                Option("answers = network.predict(x[rows])", says="it predicts the drawn houses."),
                "errors = answers - prices[:3]",
                Option("squares = errors ** 2", says="first the squares."),
                Option("score = squares.mean() ** 0.5", says="then the mean, then the root."),
                right="The predictions are of the drawn houses, the prices of the first three.",
                hints=["To which houses do `answers` and `prices[:3]` belong?"],
            ),
            Step(
                ask="What does this code give as the score? (To one decimal.)",
                answer="sqrt(mean(d ** 2))",
                right="The errors are {d}, though every answer is right: √(({d[0] ** 2} + {d[1] "
                "** 2} + 0) / 3).",
                mistakes=[
                    Wrong(
                        "score of the right code",
                        "0",
                        "That is what the right code gives; compare with the first three prices.",
                        HELD_OUT,
                    ),
                    Wrong("root left out", "mean(d ** 2)", NO_ROOT, HELD_OUT),
                    Wrong("missing 1/n", "sqrt(sum(d ** 2))", SUM_UNDER_ROOT, HELD_OUT),
                    Wrong("mean absolute error", "mean(abs(d))", ABSOLUTE, HELD_OUT),
                ],
                hints=[
                    "The answers are {t[4]}, {t[0]}, {t[2]}; the prices {t[0]}, {t[1]}, {t[2]}."
                ],
            ),
        ],
        solution="`prices[:3]` should be `prices[rows]`. The errors are {d}, and the score is "
        "{sqrt(mean(d ** 2))}.",
    ),
    Exercise(
        id="three-houses-in-dollars",
        kind="solve",
        skills=["measuring"],
        setting="Prices were standardised with mean 70 000 and deviation 20 000. For three houses "
        "a network answers −1, 0.5 and 1.5; they were sold for 46 000, 86 000 and 92 000 dollars.",
        let={"y": "[-1, 0.5, 1.5]", "t": "[46000, 86000, 92000]"},
        steps=[
            Step(
                ask="What are the three predictions in dollars?",
                answer=Answer("array", "70000 + 20000 * y"),
                right="Times the deviation, plus the mean: 20 000 · (−1) + 70 000 = 50 000, and "
                "so on.",
                mistakes=[
                    Wrong(
                        "mean not added",
                        "20000 * y",
                        "Those are distances from the mean price; add it.",
                        PRACTICE,
                    ),
                    Wrong(
                        "deviation left out",
                        "70000 + y",
                        "One unit of the answer is a deviation, 20 000 dollars.",
                        PRACTICE,
                    ),
                ],
                hints=["−1 means one deviation below the mean."],
                name="said",
            ),
            Step(
                ask="What is the typical error in dollars? (To the nearest hundred.)",
                answer="sqrt(mean((said - t) ** 2))",
                right="The errors are 4000, −6000 and 8000. Square, mean, root: √(116 000 000 / "
                "3).",
                mistakes=[
                    Wrong("missing 1/n", "sqrt(sum((said - t) ** 2))", SUM_UNDER_ROOT, BASELINE),
                    Wrong("root left out", "mean((said - t) ** 2)", NO_ROOT, BASELINE),
                    Wrong(
                        "errors cancel",
                        "mean(said - t)",
                        "You averaged the errors with their signs. Square them first.",
                        BASELINE,
                    ),
                ],
                hints=["Three errors: square, mean, root."],
                name="typical",
            ),
            Step(
                ask="And the loss as the network sees it, in standardised prices? (To four "
                "decimals.)",
                answer="(typical / 20000) ** 2 / 2",
                right="Half the mean square of the errors, in deviations: (6218 / 20 000)² / 2.",
                mistakes=[
                    Wrong("the half left out", "(typical / 20000) ** 2"),
                    Wrong(
                        "square left out",
                        "typical / 20000",
                        "That is the typical error in deviations; the loss is half its square.",
                        PRACTICE,
                    ),
                ],
                hints=["The typical error is 20 000 · √(2 · loss)."],
            ),
        ],
        solution="The predictions are 50 000, 80 000 and 100 000; the typical error is "
        "√(116 000 000 / 3), about 6200 dollars; the loss is (6218 / 20 000)² / 2 = 0.0483.",
    ),
    Exercise(
        id="lots-in-acres",
        kind="solve",
        skills=["scale"],
        setting="An acre is 43 560 square feet. In square feet the lot’s mean square is "
        "29 950 000, "
        "and its weight at the bottom 3.22. Now the lot is given in acres, not standardised.",
        steps=[
            Step(
                ask="What is the curvature along the lot's weight now? (To four decimals.)",
                answer="29950000 / 43560 ** 2",
                right="Every lot is divided by 43 560, its square by the square of that: 29 950 "
                "000 / 43 560².",
                mistakes=[
                    Wrong(
                        "square left out",
                        "29950000 / 43560",
                        "The curvature is a mean square: divide by 43 560 twice.",
                        PRACTICE,
                    ),
                    Wrong(
                        "curvature does not change",
                        "29950000",
                        "The lots are smaller numbers now, and so are their squares.",
                        PRACTICE,
                    ),
                ],
                hints=["29 950 000 / 43 560²."],
            ),
            Step(
                ask="And the weight at the bottom? (To the nearest thousand.)",
                answer="3.22 * 43560",
                right="3.22 · 43 560: it has to make up for the smaller input, to give the same "
                "price.",
                mistakes=[
                    Wrong(
                        "divided instead of multiplied",
                        "3.22 / 43560",
                        "The input has become smaller, so the weight has to become larger.",
                        PRACTICE,
                    ),
                    Wrong(
                        "weight does not change",
                        "3.22",
                        "With the same weight, an acre would be worth 3.22 dollars.",
                        PRACTICE,
                    ),
                ],
                hints=["An acre is worth 43 560 times as much as a square foot."],
            ),
            Step(
                ask="By what factor is the loss at the bottom multiplied?",
                answer="1",
                right="The best predictions are the same, and so is their loss.",
                mistakes=[
                    Wrong(
                        "loss scaled like the input",
                        "43560",
                        "The weight makes up for the unit, so every price stays as it was.",
                        PRACTICE,
                    ),
                    Wrong(
                        "loss taken for 0",
                        "0",
                        "Not 0: the loss stays as it was. By what is it multiplied?",
                        PRACTICE,
                    ),
                ],
                hints=["Do the best predictions change?"],
            ),
            Step.choose(
                "The curvature along the lot is 43 560² times smaller. Can the rate be as many "
                "times larger? (The bedrooms have a mean square of 9.39.)",
                "No: now the bedrooms limit it, to less than 2 / 9.39.",
                Option(
                    "Yes: the rate's limit is 2 divided by the curvature.",
                    "limit of one weight alone",
                    "That is the limit along the lot. The other weights have theirs, too.",
                    STEEPEST,
                ),
                Option(
                    "No: the best predictions are the same, so the limit is, too.",
                    "limit taken from the predictions",
                    "The limit comes from the inputs, and these have changed.",
                    STEEPEST,
                ),
                right="The steepest direction sets the limit: no longer the lot's.",
                hints=["Which weight has the largest curvature now?"],
            ),
        ],
        solution="29 950 000 / 43 560² = 0.0158; 3.22 · 43 560 is about 140 000; the factor is 1. "
        "The rate cannot grow as much: now the bedrooms limit it.",
    ),
    Exercise(
        id="every-house-against-every-other",
        kind="solve",
        skills=["shapes"],
        setting="Two houses: the predictions are a column with 50 and 90, and the prices, also 50 "
        "and 90, have the shape (2,).",
        steps=[
            Step.choose(
                "What is the shape of `predictions - prices`?",
                "(2, 2)",
                Option(
                    "(2, 1)",
                    "broadcasting forgotten",
                    "A column minus a row subtracts every price from every prediction.",
                    PRACTICE,
                ),
                Option(
                    "(2,)",
                    "broadcasting forgotten",
                    "A column minus a row subtracts every price from every prediction.",
                    PRACTICE,
                ),
                right="(2, 1) and (2,) are stretched to (2, 2).",
            ),
            Step(
                ask="What is `((predictions - prices) ** 2).mean()`?",
                answer="800",
                right="The four errors are 0, −40, 40 and 0: (0 + 1600 + 1600 + 0) / 4. For "
                "perfect predictions the mean is 2 · s², with s = 20.",
                mistakes=[
                    Wrong(
                        "row by row",
                        "0",
                        "Row by row it would be 0; here every prediction meets every price.",
                        PRACTICE,
                    ),
                    Wrong(
                        "one deviation",
                        "400",
                        "That is the variance of the prices; that of the predictions is added.",
                        PRACTICE,
                    ),
                    Wrong(
                        "mean over two",
                        "1600",
                        "The mean is over four entries.",
                        PRACTICE,
                    ),
                ],
                hints=["Write down the four differences."],
            ),
        ],
        solution="Every prediction meets every price: 0, −40, 40, 0. The mean of the squares is "
        "800, though each house is predicted exactly. Over all pairs it is the sum of both "
        "variances and the squared difference of the means.",
    ),
]
