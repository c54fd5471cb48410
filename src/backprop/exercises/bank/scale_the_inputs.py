"""Exercises on inputs of different scale: gradient, curvature, largest rate, standardising."""

from backprop.exercises.exercise import Answer, Drawn, Exercise, Option, Step, Wrong

__all__ = ["EXERCISES"]

CURVATURE = "05-scale-the-inputs#a-number-in-the-thousands"
STANDARD = "05-scale-the-inputs#on-an-equal-footing"

SQUARE_OF_THE_MEAN = "You squared the mean; the curvature is the mean of the squares."
MEAN_ALONE = "That is the mean of the feature; square each number first."
INVERTED = "Upside down: the larger the curvature, the smaller the rate it allows."
ONE_STEP = (
    "At that rate the factor is 0, and one step lands. The descent diverges only where the "
    "factor is below −1."
)
NOT_DIVIDED = "You subtracted the mean; then divide by the deviation."
NOT_SUBTRACTED = "You divided by the deviation; subtract the mean first."
BY_THE_VARIANCE = "You divided by the mean square of the distances; divide by its root."
VARIANCE = "That is the mean of the squared distances; the deviation is its root."
MISSING_MEAN = "You added the squared distances; take their mean before the root."
SAMPLE_DEVIATION = "You divided by one row fewer. This book divides by the number of rows."
MEAN_DISTANCE = "You averaged the distances; square them first, and take the root at the end."

PICK = "Which line is wrong?"

EXERCISES = [
    Exercise(
        id="a-large-input",
        kind="predict",
        skills=["gradient of a weight"],
        setting="A neuron without bias and activation prices houses by area and garden. Both "
        "weights are 0. The loss is half the squared error, averaged over the houses. The prices "
        "are {t[0]} for house 0 and {t[1]} for house 1.",
        given={
            "area": Drawn((1000, 1500, 2000, 2500, 3000), (2,), distinct=True),
            "garden": Drawn((0.2, 0.4, 0.6, 0.8), (2,), distinct=True),
            "t": Drawn((2, 3, 4, 5), (2,), distinct=True),
        },
        let={"X": "[[area[0], garden[0]], [area[1], garden[1]]]"},
        shows={"area and garden, one house a row": "X"},
        steps=[
            Step(
                "What is the gradient of the two weights?",
                Answer("array", "-(t @ X) / 2"),
                "At weights of 0 each error is minus the price, and the gradient is the mean of "
                "input times error: for the area, ({area[0]} · (−{t[0]}) + {area[1]} · (−{t[1]})) "
                "/ 2 = {-(t @ X[:, 0]) / 2}.",
                [
                    Wrong("missing 1/n", "-(t @ X)"),
                    Wrong(
                        "sign of (a − y)",
                        "t @ X / 2",
                        "The errors are output minus price: 0 − {t[0]} and 0 − {t[1]}.",
                    ),
                    Wrong(
                        "error left out",
                        "mean(X, 0)",
                        "You averaged the inputs; multiply each by the error of its house first.",
                        CURVATURE,
                    ),
                    Wrong("targets of other samples", "-([t[1], t[0]] @ X) / 2"),
                ],
                hints=[
                    "The outputs are 0, so the errors are −{t[0]} and −{t[1]}.",
                    "For the area: input times error in each row, added up, divided by 2.",
                ],
                name="dw",
            ),
            Step(
                "The area’s gradient is how many times the garden’s? Round to a whole number, or "
                "type a quotient.",
                "dw[0] / dw[1]",
                "{dw[0]} / {dw[1]:()} = {dw[0] / dw[1]}. The area’s weight is pushed so much "
                "harder because its input is so much larger, not because it has further to go.",
                [
                    Wrong(
                        "upside down",
                        "dw[1] / dw[0]",
                        "That is the garden’s gradient divided by the area’s.",
                        CURVATURE,
                    ),
                    Wrong(
                        "difference for a quotient",
                        "abs(dw[0] - dw[1])",
                        "That is how much larger it is; how many times as large is a quotient.",
                        CURVATURE,
                    ),
                ],
            ),
        ],
        solution="The errors are −{t[0]} and −{t[1]}. Area: ({area[0]} · (−{t[0]}) + {area[1]} · "
        "(−{t[1]})) / 2 = {dw[0]}. Garden: ({garden[0]} · (−{t[0]}) + {garden[1]} · (−{t[1]})) / 2 "
        "= {dw[1]}.",
    ),
    Exercise(
        id="curvature-and-limit",
        kind="solve",
        skills=["curvature", "learning rate"],
        setting="In four rows a feature has the values {x}. The loss is half the squared error, "
        "averaged over the rows.",
        given={"x": Drawn((1, 2, 3, 4, 5, 6), (4,), distinct=True)},
        steps=[
            Step(
                "What is the curvature along its weight?",
                "mean(x ** 2)",
                "The mean of the four squares: ({x[0]}² + {x[1]}² + {x[2]}² + {x[3]}²) / 4 = "
                "{mean(x ** 2)}.",
                [
                    Wrong("missing 1/n", "sum(x ** 2)"),
                    Wrong("square of the mean", "mean(x) ** 2", SQUARE_OF_THE_MEAN, CURVATURE),
                    Wrong("squares left out", "mean(x)", MEAN_ALONE, CURVATURE),
                    Wrong(
                        "mean subtracted",
                        "mean(x ** 2) - mean(x) ** 2",
                        "You subtracted the mean first. The neuron is given the feature as it is.",
                        CURVATURE,
                    ),
                ],
                hints=[
                    "Raise the weight by 1: by how much does each error rise?",
                    "Each error rises by x, and the gradient is the mean of x times error.",
                ],
                name="c",
            ),
            Step(
                "Beyond which learning rate does the descent diverge along this weight? You may "
                "type a fraction.",
                "2 / c",
                "At 2 / {c} = {2 / c} the factor 1 − rate · curvature is −1: each step only "
                "changes the sign.",
                [
                    Wrong("one step", "1 / c", ONE_STEP, CURVATURE),
                    Wrong("upside down", "c / 2", INVERTED, CURVATURE),
                    Wrong(
                        "curvature for the rate",
                        "c",
                        "That is the curvature. The limit is where 1 − rate · curvature is −1.",
                        CURVATURE,
                    ),
                ],
                hints=[
                    "Each step multiplies the gradient by 1 − rate · curvature. When is that −1?"
                ],
            ),
        ],
        solution="({x[0]}² + {x[1]}² + {x[2]}² + {x[3]}²) / 4 = {c}. The factor 1 − rate · {c} is "
        "−1 at the rate 2 / {c} = {2 / c}.",
    ),
    Exercise(
        id="one-rate-two-weights",
        kind="predict",
        skills=["curvature", "learning rate"],
        setting="Along one weight the curvature is {c0}, along another it is {c1}. The learning "
        "rate is {eta}. Look at each weight alone, as if the others stood still.",
        given={
            "c0": Drawn((100, 400, 2000)),
            "c1": Drawn((0.2, 0.5, 2, 4)),
            "f": Drawn((0.4, 0.6, 0.7, 1.2, 1.4)),
        },
        let={"eta": "f / c0"},
        steps=[
            Step(
                "By what factor does a step multiply the gradient of the first weight?",
                "1 - eta * c0",
                "1 − {eta} · {c0} = {1 - eta * c0}: between −1 and 1, so the gradient shrinks.",
                [
                    Wrong(
                        "what is taken away",
                        "eta * c0",
                        "That part is taken away; what is left of 1?",
                        CURVATURE,
                    ),
                    Wrong(
                        "step uphill",
                        "1 + eta * c0",
                        "A step goes against the gradient: subtract rate · curvature from 1.",
                    ),
                    Wrong("learning rate left out", "1 - c0"),
                ],
                hints=["A step changes the gradient by −rate · curvature times itself."],
            ),
            Step(
                "What part of the second weight’s gradient does a step take away?",
                "eta * c1",
                "{eta} · {c1} = {eta * c1}. It is so little because the rate has to suit the "
                "first weight.",
                [
                    Wrong(
                        "what is left",
                        "1 - eta * c1",
                        "That is what is left of it; how much goes?",
                        CURVATURE,
                    ),
                    Wrong(
                        "curvature of the first weight",
                        "eta * c0",
                        "That is the first weight’s part; use the second weight’s curvature.",
                        CURVATURE,
                    ),
                    Wrong(
                        "learning rate left out",
                        "c1",
                        "Multiply the curvature by the learning rate.",
                    ),
                ],
                hints=["What is left is 1 − rate · curvature; the rest is gone."],
                name="gone",
            ),
        ],
        solution="First weight: 1 − {eta} · {c0} = {1 - f}. Second weight: {eta} · {c1} = {gone} "
        "goes with each step, and almost everything is left.",
    ),
    Exercise(
        id="standardise-a-column",
        kind="solve",
        skills=["standardising"],
        setting="A feature has the values {x} in the four training rows. Their mean is {m}.",
        given={
            "m": Drawn((6, 7, 8, 9, 10)),
            "d": Drawn((-5, 1, 1, 3), (4,), distinct=True),
            "side": Drawn((1, -1)),
        },
        let={"x": "m + side * d"},
        steps=[
            Step(
                "What is the standard deviation?",
                "sqrt(mean((x - m) ** 2))",
                "The root of the mean of the squared distances, the root of 36 / 4.",
                [
                    Wrong("root left out", "mean((x - m) ** 2)", VARIANCE, STANDARD),
                    Wrong("missing 1/n", "sqrt(sum((x - m) ** 2))", MISSING_MEAN, STANDARD),
                    Wrong("one row fewer", "sqrt(sum(d ** 2) / 3)", SAMPLE_DEVIATION, STANDARD),
                    Wrong("mean distance", "mean(abs(x - m))", MEAN_DISTANCE, STANDARD),
                    Wrong(
                        "mean not subtracted",
                        "sqrt(mean(x ** 2))",
                        "You squared the values; square their distances from the mean.",
                        STANDARD,
                    ),
                ],
                hints=["Subtract {m} from each value; square; take the mean; take the root."],
                name="s",
            ),
            Step(
                "Standardise the four values. Fractions are welcome.",
                Answer("array", "(x - m) / s"),
                "The distances {x - m}, divided by {s}: their mean is now 0, and the mean of "
                "their squares 1.",
                [
                    Wrong("mean not subtracted", "x / s", NOT_SUBTRACTED, STANDARD),
                    Wrong("not divided", "x - m", NOT_DIVIDED, STANDARD),
                    Wrong("root left out", "(x - m) / s ** 2", BY_THE_VARIANCE, STANDARD),
                    Wrong(
                        "sign of the distance",
                        "(m - x) / s",
                        "Value minus mean: what is above the mean is positive.",
                        STANDARD,
                    ),
                ],
                hints=["Distance from the mean, divided by the deviation."],
                name="scaled",
            ),
        ],
        solution="The distances from {m} are {x - m}. Their squares add up to 36; 36 / 4 = 9, and "
        "the root is 3. Divided by 3, the distances are {scaled}.",
    ),
    Exercise(
        id="two-new-houses",
        kind="choose",
        skills=["standardising", "new rows"],
        setting="In the training rows the number of rooms has the mean {m} and the deviation {s}. "
        "Two new houses have {a} and {b} rooms.",
        given={
            "m": Drawn((5, 6, 7)),
            "s": Drawn((2, 4)),
            "a": Drawn((8, 9, 10, 12)),
            "b": Drawn((3, 4, 11, 14)),
        },
        where=["a - b != 2 * s", "b - a != 2 * s"],
        steps=[
            Step(
                "Which two numbers does the trained layer have to be given?",
                Answer("array", "([a, b] - m) / s"),
                "({a} − {m}) / {s} = {(a - m) / s} and ({b} − {m}) / {s} = {(b - m) / s}. The "
                "scale belongs to what was learned: it is that of the training rows.",
                [
                    Wrong(
                        "scale of the new rows",
                        "([a, b] - (a + b) / 2) / (abs(a - b) / 2)",
                        "You used the mean and deviation of the two new houses. The weights were "
                        "learned on the scale of the training rows.",
                        STANDARD,
                    ),
                    Wrong(
                        "mean of the new rows",
                        "([a, b] - (a + b) / 2) / s",
                        "You subtracted the mean of the new houses; subtract that of the training "
                        "rows, {m}.",
                        STANDARD,
                    ),
                    Wrong("not divided", "[a, b] - m", NOT_DIVIDED, STANDARD),
                    Wrong("mean not subtracted", "[a, b] / s", NOT_SUBTRACTED, STANDARD),
                ],
                hints=["On which scale were the weights learned?"],
            ),
            Step.choose(
                "Now house 0 comes alone. What changes in its number?",
                "Nothing: it is on the scale of the training rows.",
                Option(
                    "It becomes 0, since it is its own mean.",
                    "scale of the new rows",
                    "That would be its own mean. Every single house would look alike.",
                    STANDARD,
                ),
                Option(
                    "It cannot be scaled, since one house has no deviation.",
                    "scale of the new rows",
                    "Its own deviation is 0, which is why nobody uses it: the deviation of the "
                    "training rows is {s}.",
                    STANDARD,
                ),
                right="A house’s number must not depend on the houses it comes with.",
            ),
        ],
        solution="({a} − {m}) / {s} = {(a - m) / s} and ({b} − {m}) / {s} = {(b - m) / s}, "
        "together or alone.",
    ),
    Exercise(
        id="rate-for-two-features",
        kind="solve",
        skills=["curvature", "learning rate", "standardising"],
        setting="Two features in four rows. The loss is half the squared error, averaged over the "
        "rows. Look at each weight alone, as if the other stood still.",
        given={
            "x0": Drawn((10, 20, 30, 40), (4,)),
            "x1": Drawn((1, 2, 3, 4), (4,)),
        },
        let={"X": "[x0, x1]"},
        shows={"two features, one sample a row": "X.T"},
        where=["max(abs(x0 - x0[0])) > 0", "max(abs(x1 - x1[0])) > 0"],
        steps=[
            Step(
                "What are the two curvatures?",
                Answer("array", "[mean(x0 ** 2), mean(x1 ** 2)]"),
                "The mean of the squares, feature by feature: ({x0[0] ** 2} + {x0[1] ** 2} + "
                "{x0[2] ** 2} + {x0[3] ** 2}) / 4 = {c[0]} and ({x1[0] ** 2} + {x1[1] ** 2} + "
                "{x1[2] ** 2} + {x1[3] ** 2}) / 4 = {c[1]}.",
                [
                    Wrong("missing 1/n", "[sum(x0 ** 2), sum(x1 ** 2)]"),
                    Wrong(
                        "square of the mean",
                        "[mean(x0) ** 2, mean(x1) ** 2]",
                        SQUARE_OF_THE_MEAN,
                        CURVATURE,
                    ),
                    Wrong("squares left out", "[mean(x0), mean(x1)]", MEAN_ALONE, CURVATURE),
                ],
                hints=["Square the four numbers of a feature, add them up, divide by 4."],
                name="c",
            ),
            Step(
                "Beyond which rate does the descent diverge? You may type a fraction.",
                "2 / max(c)",
                "The larger curvature decides for all: 2 / {c[0]} = {limit}.",
                [
                    Wrong(
                        "limit of the other weight",
                        "2 / c[1]",
                        "That rate is far too large for the first weight. The larger curvature "
                        "decides.",
                        CURVATURE,
                    ),
                    Wrong("one step", "1 / c[0]", ONE_STEP, CURVATURE),
                    Wrong("upside down", "c[0] / 2", INVERTED, CURVATURE),
                    Wrong(
                        "mean of the curvatures",
                        "2 / mean(c)",
                        "You averaged the curvatures; the larger one alone sets the limit.",
                        CURVATURE,
                    ),
                ],
                hints=["Each curvature has a limit of 2 / curvature. Both have to be respected."],
                name="limit",
            ),
            Step(
                "At half of that rate, what part of the second weight’s gradient does a step take "
                "away?",
                "limit / 2 * c[1]",
                "Rate times curvature: {limit / 2} · {c[1]} = {gone}. The first weight has "
                "arrived then; the second has hardly started.",
                [
                    Wrong(
                        "at the limit itself",
                        "limit * c[1]",
                        "That is at the limit itself; take half of that rate.",
                        CURVATURE,
                    ),
                    Wrong(
                        "what is left",
                        "1 - limit / 2 * c[1]",
                        "That is what is left; how much goes?",
                        CURVATURE,
                    ),
                ],
                hints=["A step multiplies the gradient by 1 − rate · curvature."],
                name="gone",
            ),
            Step(
                "Now both features are standardised. What is the limit for each weight alone?",
                "2",
                "Both curvatures are 1, and 2 / 1 = 2.",
                [
                    Wrong("one step", "1", ONE_STEP, CURVATURE),
                    Wrong(
                        "scale does not matter",
                        "limit",
                        "That was the limit before. Standardised, the mean square is 1.",
                        STANDARD,
                    ),
                ],
                hints=["What is the mean of the squares of a standardised feature?"],
            ),
        ],
        solution="Curvatures {c[0]} and {c[1]}; the limit is 2 / {c[0]} = {limit}. At half of it, "
        "{limit / 2} · {c[1]} = {gone} of the second gradient goes with each step. Standardised, "
        "both curvatures are 1 and both limits 2.",
    ),
    Exercise(
        id="which-scale-is-wrong",
        kind="find the error",
        skills=["standardising", "new rows"],
        setting="One line of this program is wrong, and numpy does not complain. (`seen` are the "
        "training rows, `new` are others.)",
        given={
            "m": Drawn((5, 6, 7)),
            "s": Drawn((2, 4)),
            "a": Drawn((8, 9, 10, 12)),
            "b": Drawn((3, 4, 11, 14)),
        },
        steps=[
            Step(
                PICK,
                Answer(
                    "line",
                    "4",
                    [
                        "mean = seen.mean(axis=0)",
                        "deviation = seen.std(axis=0)",
                        "scaled = (seen - mean) / deviation",
                        "model, losses = descend(scaled, prices, 0.5, 20)",
                        "new_scaled = (new - new.mean(axis=0)) / deviation",
                        "answers = model.forward(new_scaled)",
                    ],
                ),
                "The new rows have to be put on the scale of the training rows: `(new - mean) / "
                "deviation`.",
                [
                    Wrong(
                        "right line",
                        "0",
                        "This line is right: axis 0 runs over the rows, and leaves one mean for "
                        "each feature.",
                        STANDARD,
                    ),
                    Wrong(
                        "right line",
                        "1",
                        "This line is right: one deviation for each feature, from the training "
                        "rows.",
                        STANDARD,
                    ),
                    Wrong(
                        "right line",
                        "2",
                        "This line is right: subtract first, then divide.",
                        STANDARD,
                    ),
                    Wrong(
                        "right line",
                        "3",
                        "This line is right: it learns from the scaled rows. The prices may stay "
                        "as they are.",
                        STANDARD,
                    ),
                    Wrong(
                        "right line",
                        "5",
                        "This line is right: the layer does need scaled rows. Are they on its "
                        "scale?",
                        STANDARD,
                    ),
                ],
                hints=["Ask of each line which rows its mean and deviation come from."],
            ),
            Step(
                "A feature has the mean {m} and the deviation {s} in `seen`, and the values {a} "
                "and {b} in `new`. What does the wrong line make of the {a}?",
                "(a - (a + b) / 2) / s",
                "It subtracts the mean of the two new rows, {(a + b) / 2}: ({a} − {(a + b) / 2}) "
                "/ {s} = {(a - (a + b) / 2) / s}.",
                [
                    Wrong(
                        "as it should be",
                        "(a - m) / s",
                        "That is what the right line gives.",
                        STANDARD,
                    ),
                    Wrong(
                        "scale of the new rows",
                        "(a - b) / abs(a - b)",
                        "The wrong line takes only the mean from the new rows; it divides by {s}.",
                        STANDARD,
                    ),
                    Wrong(
                        "not divided",
                        "a - (a + b) / 2",
                        "Then the line divides by the deviation, {s}.",
                        STANDARD,
                    ),
                ],
                hints=["`new.mean(axis=0)` is the mean of {a} and {b}."],
            ),
            Step.choose(
                "And what does it make of a single new house?",
                "Every feature becomes 0, whatever house it is.",
                Option(
                    "It divides by 0.",
                    "scale of the new rows",
                    "The deviation is that of the training rows. It is the numerator that is 0.",
                    STANDARD,
                ),
                Option(
                    "The right numbers: with one house there is nothing to average.",
                    "as it should be",
                    "The mean of one house is that house; it is subtracted from itself.",
                    STANDARD,
                ),
                right="The house minus itself: all single houses get the same price.",
            ),
        ],
        solution="Line 5 subtracts the mean of the new rows, ({a} + {b}) / 2 = {(a + b) / 2}, and "
        "gives {(a - (a + b) / 2) / s} where the layer needs ({a} − {m}) / {s} = {(a - m) / s}.",
    ),
    Exercise(
        id="eight-houses",
        kind="solve",
        skills=["standardising", "curvature"],
        setting="Eight houses have {x} rooms. A ninth has {ninth}.",
        given={
            "m": Drawn((5, 9, 10)),
            "k": Drawn((1, 2)),
            "side": Drawn((1, -1)),
            "beyond": Drawn((1, 3, -3)),
        },
        let={
            "x": "m + side * k * [-3, -1, -1, -1, 0, 0, 2, 4]",
            "ninth": "m + beyond",
        },
        where=["m > 4 * k"],
        steps=[
            Step(
                "What is the mean?",
                "mean(x)",
                "The sum, divided by 8: {8 * m} / 8 = {m}.",
                [
                    Wrong("missing 1/n", "8 * m", "That is the sum; divide it by 8."),
                    Wrong(
                        "middle value",
                        "m - side * k / 2",
                        "That is the median, in the middle of the row; the mean is the sum over 8.",
                        STANDARD,
                    ),
                ],
                hints=["Add up the eight numbers and divide by 8."],
                name="mid",
            ),
            Step(
                "What is the standard deviation?",
                "sqrt(mean((x - mid) ** 2))",
                "The squared distances add up to {32 * k ** 2}. √({32 * k ** 2} / 8) = √{4 * k ** "
                "2} = {2 * k}.",
                [
                    Wrong("root left out", "4 * k ** 2", VARIANCE, STANDARD),
                    Wrong("missing 1/n", "sqrt(32) * k", MISSING_MEAN, STANDARD),
                    Wrong("one row fewer", "sqrt(32 / 7) * k", SAMPLE_DEVIATION, STANDARD),
                    Wrong("mean distance", "mean(abs(x - m))", MEAN_DISTANCE, STANDARD),
                ],
                hints=["Square the distances from the mean; take their mean; take the root."],
                name="dev",
            ),
            Step(
                "Where does the ninth house lie on their scale?",
                "(ninth - mid) / dev",
                "({ninth} − {mid}) / {dev} = {(ninth - mid) / dev}: so many deviations from the "
                "mean.",
                [
                    Wrong("not divided", "ninth - m", NOT_DIVIDED, STANDARD),
                    Wrong("mean not subtracted", "ninth / (2 * k)", NOT_SUBTRACTED, STANDARD),
                    Wrong(
                        "sign of the distance",
                        "(m - ninth) / (2 * k)",
                        "House minus mean: a house above the mean gets a positive number.",
                        STANDARD,
                    ),
                ],
                hints=["Its distance from the mean, in deviations."],
            ),
            Step(
                "What is the curvature along the weight of the rooms as they are?",
                "mean(x ** 2)",
                "The mean of the squares, {before}. It is also {m}² + {2 * k}².",
                [
                    Wrong("square of the mean", "m ** 2", SQUARE_OF_THE_MEAN, CURVATURE),
                    Wrong("missing 1/n", "sum(x ** 2)"),
                    Wrong(
                        "mean subtracted",
                        "4 * k ** 2",
                        "Those are the squares of the distances from the mean. Before scaling, "
                        "nothing is subtracted.",
                        CURVATURE,
                    ),
                    Wrong("squares left out", "m", MEAN_ALONE, CURVATURE),
                ],
                hints=["Square the eight numbers themselves.", "mean² + deviation²."],
                name="before",
            ),
            Step(
                "And after they are standardised?",
                "1",
                "The mean is 0 and the deviation 1: 0² + 1².",
                [
                    Wrong(
                        "not divided",
                        "4 * k ** 2",
                        "That is with the mean subtracted; dividing by the deviation comes next.",
                        STANDARD,
                    ),
                    Wrong(
                        "mean not subtracted",
                        "before / (4 * k ** 2)",
                        "That is with the division alone; the mean is subtracted, too.",
                        STANDARD,
                    ),
                    Wrong(
                        "mean for curvature",
                        "0",
                        "0 is the mean of the standardised rooms; take the mean of their squares.",
                        STANDARD,
                    ),
                ],
                hints=["mean² + deviation² once more."],
            ),
        ],
        solution="Mean {8 * m} / 8 = {m}; deviation {2 * k}; ninth house ({ninth} − {m}) / {2 * k} "
        "= {(ninth - m) / (2 * k)}; curvature {m}² + {2 * k}² = {before} before, 1 after.",
    ),
    Exercise(
        id="metres-or-kilometres",
        kind="solve",
        skills=["curvature", "learning rate", "standardising"],
        setting="A feature is given in a unit that is {k} times as long, so that each of its "
        "numbers is {k} times as small. Everything else stays the same. By what factor does each "
        "of these change? Type a number, a fraction or a power such as 10^-3.",
        given={"k": Drawn((10, 100, 1000))},
        steps=[
            Step(
                "The right weight of the feature:",
                "k",
                "Weight times feature has to give the same price.",
                [
                    Wrong(
                        "upside down",
                        "1 / k",
                        "The numbers are smaller; to give the same price the weight has to be "
                        "larger.",
                        CURVATURE,
                    ),
                    Wrong(
                        "scale does not matter",
                        "1",
                        "The same weight on smaller numbers would give another price.",
                        CURVATURE,
                    ),
                ],
                hints=["Weight times feature must stay what it was."],
            ),
            Step(
                "Its gradient when all weights are 0:",
                "1 / k",
                "The gradient is the mean of input times error: the input is in it once.",
                [
                    Wrong(
                        "upside down",
                        "k",
                        "The gradient is the mean of input times error, and the input has become "
                        "smaller.",
                        CURVATURE,
                    ),
                    Wrong(
                        "squared",
                        "1 / k ** 2",
                        "The error does not contain the input while the weights are 0.",
                        CURVATURE,
                    ),
                    Wrong(
                        "scale does not matter",
                        "1",
                        "The errors stay, but the input in front of them does not.",
                        CURVATURE,
                    ),
                ],
                hints=["How often does the input stand in the mean of input times error?"],
            ),
            Step(
                "The curvature along it:",
                "1 / k ** 2",
                "The mean of the squares: the input is in it twice, so 1/{k} · 1/{k} = {1 / k ** "
                "2}.",
                [
                    Wrong(
                        "not squared",
                        "1 / k",
                        "The curvature is a mean of squares: the factor comes in twice.",
                        CURVATURE,
                    ),
                    Wrong(
                        "upside down", "k ** 2", "Smaller numbers have smaller squares.", CURVATURE
                    ),
                ],
                hints=["The curvature is the mean of the squared inputs."],
            ),
            Step(
                "The largest rate that this curvature allows:",
                "k ** 2",
                "2 divided by the curvature: {k} · {k} = {k ** 2}. What the curvature loses, the "
                "rate gains.",
                [
                    Wrong("upside down", "1 / k ** 2", INVERTED, CURVATURE),
                    Wrong(
                        "not squared",
                        "k",
                        "The curvature changes by the square of the factor, and so does the rate.",
                        CURVATURE,
                    ),
                ],
                hints=["The largest rate is 2 / curvature."],
            ),
            Step(
                "The curvature, if the feature is standardised in both cases:",
                "1",
                "Mean and deviation shrink with the feature; standardised, it is the same.",
                [
                    Wrong(
                        "not standardised",
                        "1 / k ** 2",
                        "Standardised, the mean square is 1 in either unit.",
                        STANDARD,
                    ),
                    Wrong(
                        "not standardised",
                        "1 / k",
                        "The deviation shrinks with the feature, and their quotient stays.",
                        STANDARD,
                    ),
                ],
                hints=["What happens to mean and deviation?"],
            ),
        ],
        solution="Weight {k}, gradient 1/{k}, curvature {1 / k ** 2}, largest rate {k ** 2}, and "
        "standardised nothing changes: 1.",
    ),
    Exercise(
        id="back-to-square-feet",
        kind="solve",
        skills=["standardising"],
        setting="A layer was trained on standardised houses: price = x′₀ · {w[0]} + x′₁ · {w[1]} + "
        "{b}. Area and garden have the means {m[0]} and {m[1]}, and the deviations {s[0]} and "
        "{s[1]}.",
        given={
            "m0": Drawn((1500, 2000, 2500)),
            "m1": Drawn((0.4, 0.5, 0.6)),
            "s0": Drawn((500, 1000)),
            "s1": Drawn((0.2, 0.25)),
            "w": Drawn((0.3, 0.5, 0.6, 0.8), (2,), distinct=True),
            "b": Drawn((5, 6, 8)),
        },
        let={"m": "[m0, m1]", "s": "[s0, s1]"},
        steps=[
            Step(
                "Which two weights give the same prices from the houses as they are?",
                Answer("array", "w / s"),
                "{w[0]} / {s[0]} = {w[0] / s[0]}: a square foot is 1 / {s[0]} of a deviation, and "
                "is worth that part of {w[0]}. In the same way {w[1]} / {s[1]} = {w[1] / s[1]}.",
                [
                    Wrong(
                        "times the deviation",
                        "w * s",
                        "x′ is (x − m) / s: the weight is divided by s, too.",
                        STANDARD,
                    ),
                    Wrong(
                        "scale forgotten",
                        "w",
                        "Those belong to standardised houses. What is one square foot on that "
                        "scale?",
                        STANDARD,
                    ),
                    Wrong(
                        "divided by the mean",
                        "w / m",
                        "The mean is subtracted, and ends in the bias; it is the deviation that "
                        "divides.",
                        STANDARD,
                    ),
                ],
                hints=[
                    "Write (x − m) / s for x′, and collect what is multiplied by x.",
                ],
                name="plain",
            ),
            Step(
                "And which bias?",
                "b - m @ plain",
                "What is left does not depend on the house: {b} − {m[0]} · {plain[0]:()} − {m[1]} "
                "· {plain[1]:()} = {b - m @ plain}.",
                [
                    Wrong(
                        "mean forgotten",
                        "b",
                        "The −m · w / s of each feature does not depend on the house. It belongs "
                        "to the bias.",
                        STANDARD,
                    ),
                    Wrong(
                        "sign of the mean",
                        "b + m @ plain",
                        "The means are subtracted in x − m.",
                        STANDARD,
                    ),
                    Wrong(
                        "weights not divided",
                        "b - m @ w",
                        "Use the new weights, w / s, with the means.",
                        STANDARD,
                    ),
                    Wrong(
                        "one feature of two",
                        "b - m[0] * plain[0]",
                        "The garden’s mean has a part in it, too.",
                        STANDARD,
                    ),
                ],
                hints=["What is left after collecting the terms in x₀ and x₁?"],
                name="constant",
            ),
        ],
        solution="Weights {w[0]} / {s[0]} = {plain[0]} and {w[1]} / {s[1]} = {plain[1]}; bias {b} "
        "− {m[0]} · {plain[0]} − {m[1]} · {plain[1]} = {constant}.",
    ),
]
