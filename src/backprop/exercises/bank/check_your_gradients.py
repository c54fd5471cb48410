"""Exercises on measured slopes: differences, step sizes, kinks, and what a check can tell."""

from backprop.exercises.exercise import Answer, Drawn, Exercise, Option, Step, Wrong

__all__ = ["EXERCISES"]

CHAPTER = "09-check-your-gradients"
TWO_POINTS = f"{CHAPTER}#a-slope-from-two-points"
STEP_SIZE = f"{CHAPTER}#how-small-a-nudge"
EVERY = f"{CHAPTER}#one-number-at-a-time"
NEAR = f"{CHAPTER}#how-near-is-near-enough"
KINK = f"{CHAPTER}#across-a-kink"
BLIND = f"{CHAPTER}#what-no-check-can-find"
OWN = f"{CHAPTER}#your-own-layer"

DIVIDED_BY_H = "The two points of a central difference are 2h apart. Divide by that."
NOT_DIVIDED = "That is the difference of the values. Divide it by how far apart the points are, 2h."

EXERCISES = [
    Exercise(
        id="two-differences",
        kind="predict",
        skills=["differences"],
        setting="A large nudge, so that a pencil is enough: f(x) = {c} · x³ at x = {x}, with h = "
        "{h}.",
        given={"c": Drawn((2, 3, 4, 5)), "x": Drawn((1, 2)), "h": Drawn((0.5, 1))},
        let={
            "here": "c * x**3",
            "above": "c * (x + h)**3",
            "below": "c * (x - h)**3",
            "slope": "3 * c * x**2",
        },
        where=["h * h > 0.07 * 3 * x * x"],
        steps=[
            Step(
                "What is the one-sided difference?",
                "(above - here) / h",
                "f({x + h}) = {above} and f({x}) = {here}; the difference, {above - here}, is "
                "divided by {h}.",
                [
                    Wrong(
                        "the slope itself",
                        "slope",
                        "That is the formula’s slope, 3 · {c} · x².",
                        TWO_POINTS,
                    ),
                    Wrong(
                        "divided by 2h",
                        "(above - here) / (2 * h)",
                        "Here the points are h apart, not 2h.",
                        TWO_POINTS,
                    ),
                    Wrong(
                        "the nudge downwards",
                        "(here - below) / h",
                        "That is the nudge downwards. The one-sided difference of this chapter "
                        "nudges up.",
                        TWO_POINTS,
                    ),
                ],
                hints=["(f(x + h) − f(x)) / h."],
            ),
            Step(
                "And the central difference?",
                "(above - below) / (2 * h)",
                "f({x - h}) = {below}. The difference of {above} and {below} is divided by {2 * "
                "h}.",
                [
                    Wrong(
                        "the slope itself",
                        "slope",
                        "That is the formula’s slope. The difference is off by {c} · h².",
                        TWO_POINTS,
                    ),
                    Wrong("divided by h", "(above - below) / h", DIVIDED_BY_H, TWO_POINTS),
                    Wrong(
                        "one-sided",
                        "(above - here) / h",
                        "That is one-sided again. Nudge down as well as up.",
                        TWO_POINTS,
                    ),
                ],
                hints=["(f(x + h) − f(x − h)) / 2h."],
            ),
        ],
        solution="One-sided: ({above} − {here}) / {h} = {(above - here) / h}. Central: ({above} − "
        "{below:()}) / {2 * h} = {(above - below) / (2 * h)}. The slope is {slope}.",
    ),
    Exercise(
        id="ten-times-smaller",
        kind="predict",
        skills=["differences", "step size"],
        setting="With h = {h}, the one-sided difference of a smooth function is off by {a}, and "
        "the "
        "central difference by {b}. Rounding is too small to matter here.",
        given={
            "h": Drawn((0.1, 0.01)),
            "a": Drawn((0.2, 0.3, 0.5, 0.8)),
            "b": Drawn((0.04, 0.06, 0.09)),
        },
        steps=[
            Step(
                "With h ten times smaller, by how much is the one-sided difference off?",
                "a / 10",
                "Its error is proportional to h.",
                [
                    Wrong(
                        "squared",
                        "a / 100",
                        "That is how the central one behaves. The one-sided error has h, not h².",
                        TWO_POINTS,
                    ),
                    Wrong(
                        "unchanged",
                        "a",
                        "The points are closer now, and the curve bends less between them.",
                        TWO_POINTS,
                    ),
                    Wrong(
                        "larger",
                        "10 * a",
                        "That is how rounding behaves: it grows as h shrinks. Here the bend "
                        "counts.",
                        STEP_SIZE,
                    ),
                ],
                hints=["The error of the bend is h · |f″| / 2."],
            ),
            Step(
                "And the central difference?",
                "b / 100",
                "Its error is proportional to h², and ten squared is a hundred.",
                [
                    Wrong(
                        "not squared",
                        "b / 10",
                        "That is how the one-sided one behaves. Here the error has h².",
                        TWO_POINTS,
                    ),
                    Wrong(
                        "unchanged",
                        "b",
                        "The points are closer now, and the curve bends less between them.",
                        TWO_POINTS,
                    ),
                    Wrong(
                        "a power too far",
                        "b / 1000",
                        "The error has h², not h³: ten squared is a hundred.",
                        TWO_POINTS,
                    ),
                ],
                hints=["The error of the bend is h² · |f‴| / 6."],
            ),
        ],
        solution="One-sided: {a} / 10 = {a / 10}. Central: {b} / 100 = {b / 100}.",
    ),
    Exercise(
        id="rounding-over-h",
        kind="predict",
        skills=["step size", "rounding"],
        setting="A loss of about {f} is computed in single precision: it is off by about {f} · ε, "
        "with ε = 10⁻⁷.",
        given={"f": Drawn((2, 3, 5, 8)), "k": Drawn((3, 4, 5))},
        let={"eps": "0.0000001", "h": "10**(-k)"},
        steps=[
            Step(
                "By how much may a slope measured with h = {h} be off? (About ε · |f| / h.)",
                "eps * f / h",
                "{f} · 10⁻⁷ is divided by {h}: the smaller h is, the larger the error.",
                [
                    Wrong(
                        "multiplied by h",
                        "eps * f * h",
                        "The difference of the losses is divided by h, and its rounding with it.",
                        STEP_SIZE,
                    ),
                    Wrong(
                        "not divided",
                        "eps * f",
                        "That is the rounding of the loss. The slope divides it by h.",
                        STEP_SIZE,
                    ),
                    Wrong(
                        "the loss left out",
                        "eps / h",
                        "Rounding is relative: a loss of {f} is off by {f} times as much as a "
                        "loss of 1.",
                        STEP_SIZE,
                    ),
                ],
                hints=["Rounding of the loss: {f} · 10⁻⁷. Then divide by {h}."],
            ),
            Step.choose(
                "The gradient that you check is about 0.02. Which nudge makes a check possible?",
                "0.005",
                Option(
                    "0.00001",
                    "too small",
                    "With it, rounding makes an error of {eps * f / 0.00001}, as large as the "
                    "gradient or larger.",
                    STEP_SIZE,
                ),
                Option(
                    "0.00000001",
                    "lost",
                    "Beside a weight of about 1 such a nudge is lost in single precision: nothing "
                    "changes.",
                    STEP_SIZE,
                ),
                Option(
                    "3",
                    "too large",
                    "Over so long a nudge, a loss bends so much that the secant says nothing "
                    "about the slope.",
                    STEP_SIZE,
                ),
                right="With 0.005, which is about the cube root of ε, rounding leaves an error of "
                "about {eps * f / 0.005}.",
            ),
        ],
        solution="{f} · 10⁻⁷ / {h} = {eps * f / h}. For a gradient of 0.02, take h near the cube "
        "root of ε, 0.005.",
    ),
    Exercise(
        id="count-the-passes",
        kind="predict",
        skills=["cost", "shapes"],
        setting="A network has {i} inputs, a layer of {h} neurons with a ReLU, and a layer of {o} "
        "outputs. Both layers have biases. You measure the gradient of every parameter by central "
        "differences.",
        given={"i": Drawn((10, 20, 50)), "h": Drawn((8, 16, 30)), "o": Drawn((3, 5, 10))},
        let={"n": "i * h + h + h * o + o"},
        steps=[
            Step(
                "How many parameters are there?",
                "n",
                "{i} · {h} weights and {h} biases, then {h} · {o} and {o}.",
                [
                    Wrong(
                        "biases left out",
                        "i * h + h * o",
                        "Each neuron has a bias as well. Add {h} and {o}.",
                        EVERY,
                    ),
                    Wrong(
                        "neurons counted",
                        "i + h + o",
                        "Between two layers there is a weight for each pair of neurons.",
                        EVERY,
                    ),
                ],
                hints=["A layer has inputs · neurons weights, and a bias for each neuron."],
                name="count",
            ),
            Step(
                "And how many forward passes does the check take?",
                "2 * count",
                "Two for each number: one with the nudge up, one with the nudge down. The backward "
                "pass gives all {n} at once.",
                [
                    Wrong(
                        "one pass for each",
                        "count",
                        "A central difference needs two passes for each number.",
                        EVERY,
                    ),
                    Wrong(
                        "two passes in all",
                        "2",
                        "Each number is nudged alone, or their effects would be added up.",
                        EVERY,
                    ),
                ],
                hints=["How many forward passes does one central difference take?"],
            ),
        ],
        solution="{i} · {h} + {h} + {h} · {o} + {o} = {n} parameters, and 2 · {n} = {2 * n} "
        "forward "
        "passes.",
    ),
    Exercise(
        id="a-relative-error",
        kind="solve",
        skills=["rounding"],
        setting="A backward pass gives {g}, and a central difference measures {m}. Rounding may "
        "have moved the measured slope by {r}.",
        given={
            "g": Drawn((0.4, 0.5, 0.8)),
            "part": Drawn((0.1, 0.2, 0.25, 0.5)),
            "noise": Drawn((0, 1)),
        },
        let={"m": "g * (1 - part)", "r": "where(noise > 0, 0.6, 0.0000000001)"},
        steps=[
            Step(
                "What is the relative error: the error as a fraction of the larger of the two?",
                "part",
                "The error is {g - m}, and {g - m} / {g} = {part}.",
                [
                    Wrong(
                        "error not divided",
                        "g - m",
                        "That is the error itself. Divide it by the larger number, {g}.",
                        NEAR,
                    ),
                    Wrong(
                        "divided by both",
                        "(g - m) / (g + m)",
                        "Some books divide by the sum. Here it is the larger of the two.",
                        NEAR,
                    ),
                    Wrong(
                        "divided by the smaller",
                        "(g - m) / m",
                        "Divide by the larger of the two, {g}.",
                        NEAR,
                    ),
                ],
                hints=["|{g} − {m}|, divided by {g}."],
            ),
            Step(
                "Is the backward pass wrong?",
                Answer(
                    "choice",
                    "noise",
                    [
                        "Yes: rounding cannot explain the error.",
                        "Nobody can tell: rounding alone may make such an error.",
                        "No: a gradient may be off by that much.",
                    ],
                ),
                "The error is {g - m}, and rounding may account for {r}.",
                [
                    Wrong(
                        "rounding not compared",
                        "1 - noise",
                        "Compare the error, {g - m}, with what rounding may do, {r}.",
                        NEAR,
                    ),
                    Wrong(
                        "a gradient is exact",
                        "2",
                        "A correct backward pass is off in the last digits only. Ask what the "
                        "measured slope may be off by.",
                        NEAR,
                    ),
                ],
                hints=["Is {g - m} more than {r}?"],
            ),
        ],
        solution="{g - m} / {g} = {part}. Rounding may account for {r}: compare that with {g - m}.",
    ),
    Exercise(
        id="across-the-corner",
        kind="predict",
        skills=["kinks", "differences"],
        setting="A ReLU at z = {z} is nudged by h = {h}, both ways.",
        given={"z": Drawn((0.1, 0.2, 0.3, 0.4)), "h": Drawn((0.5, 0.8, 1))},
        where=["h > 1.1 * z"],
        steps=[
            Step(
                "What does the central difference measure?",
                "(z + h) / (2 * h)",
                "ReLU({z + h}) = {z + h} and ReLU({z - h}) = 0, so it is {z + h} / {2 * h}.",
                [
                    Wrong(
                        "the slope itself",
                        "1",
                        "That is the slope at {z}. The lower point, {z - h}, lies beyond the "
                        "corner.",
                        KINK,
                    ),
                    Wrong("divided by h", "(z + h) / h", DIVIDED_BY_H, KINK),
                    Wrong(
                        "half and half",
                        "1/2",
                        "It would be a half if the corner lay in the middle. Here it lies nearer "
                        "to the lower point.",
                        KINK,
                    ),
                ],
                hints=["What is the ReLU of {z - h}?"],
            ),
            Step(
                "Below which h is it right?",
                "z",
                "Then z − h stays above 0, and both points lie on one straight line.",
                [
                    Wrong(
                        "half of it",
                        "z / 2",
                        "A larger one is small enough: z − h only has to stay above 0.",
                        KINK,
                    ),
                    Wrong(
                        "twice of it",
                        "2 * z",
                        "With h = {2 * z} the lower point would lie at {-z}, beyond the corner.",
                        KINK,
                    ),
                ],
                hints=["The lower point, z − h, must not pass the corner at 0."],
            ),
        ],
        solution="({z + h} − 0) / {2 * h} = {(z + h) / (2 * h)}; below h = {z} both points lie "
        "above "
        "the corner.",
    ),
    Exercise(
        id="which-mistake-stays",
        kind="choose",
        skills=["diagnosis"],
        steps=[
            Step.choose(
                "`check_gradients` is given random numbers and several samples. Which mistake can "
                "it not find?",
                "The targets belong to other samples.",
                Option(
                    "The backward pass of a layer lacks a transpose.",
                    "a wrong backward pass",
                    "The slopes of the forward pass differ from that, so the check finds it.",
                    BLIND,
                ),
                Option(
                    "The biases get a mean instead of a sum.",
                    "a wrong backward pass",
                    "With several samples the mean is only a fraction of the sum, and the check "
                    "finds it.",
                    BLIND,
                ),
                Option(
                    "A ReLU passes every gradient on.",
                    "a wrong backward pass",
                    "Random numbers have both signs, so some sums are below 0, and the check "
                    "finds it.",
                    BLIND,
                ),
                right="The check compares the backward pass with the forward pass. Both use the "
                "same "
                "wrong targets, and agree.",
                hints=["Which of them is a mistake of the forward pass, or before it?"],
            ),
            Step.choose(
                "What shows that mistake?",
                "New samples are predicted no better than by guessing.",
                Option(
                    "The training loss does not fall.",
                    "training loss",
                    "It does fall: a large network learns wrong targets by heart as well.",
                    BLIND,
                ),
                Option(
                    "The same check in double precision.",
                    "precision",
                    "That makes the measured slopes better. They are slopes of the same wrong "
                    "loss.",
                    BLIND,
                ),
                Option(
                    "The same check with a smaller nudge.",
                    "step size",
                    "The slopes are not the problem. They are right, for the wrong loss.",
                    BLIND,
                ),
                right="What was learned by heart from wrong targets is of no use for new samples.",
            ),
        ],
        solution="The forward and the backward pass use the same wrong targets, and agree. New "
        "samples show the mistake.",
    ),
    Exercise(
        id="read-the-report",
        kind="choose",
        skills=["diagnosis"],
        setting="A layer of your own is checked with {n} samples:",
        given={"n": Drawn((3, 4, 5, 8))},
        code=[
            "dinputs   ({n}, 3)  {3 * n} of {3 * n} agree",
            "dweights  (3, 2)  6 of 6 agree",
            "dbiases   (1, 2)  0 of 2: given 0.5, measured {0.5 * n}",
        ],
        steps=[
            Step(
                "By which number must the given dbiases be multiplied?",
                "n",
                "{0.5 * n} / 0.5 = {n}, the number of samples.",
                [
                    Wrong(
                        "turned round", "1 / n", "Multiplied by that, 0.5 would get smaller.", OWN
                    ),
                    Wrong(
                        "the difference",
                        "0.5 * n - 0.5",
                        "That is the difference. What times 0.5 makes {0.5 * n}?",
                        OWN,
                    ),
                ],
                hints=["Measured, divided by given."],
            ),
            Step.choose(
                "So what was done?",
                "`dvalues.mean(axis=0, keepdims=True)`",
                Option(
                    "`dvalues.sum(axis=1, keepdims=True)`",
                    "wrong axis for the biases",
                    "That has a number for each sample, and the shape would be wrong.",
                ),
                Option(
                    "`dvalues`",
                    "batch not summed",
                    "That has {n} rows: the report would say “wrong shape”.",
                ),
                Option(
                    "`dvalues.sum(axis=0, keepdims=True)`",
                    "that is right",
                    "That is the right line: a sum over the samples.",
                    OWN,
                ),
                right="A mean over {n} samples is their sum, divided by {n}.",
            ),
            Step.choose(
                "What would the report say for a single sample?",
                "All gradients agree.",
                Option(
                    "The same: 0 of 2 agree.",
                    "one sample",
                    "The mean of one number is its sum.",
                    OWN,
                ),
                Option(
                    "dbiases have a wrong shape.",
                    "one sample",
                    "The mean has the shape (1, 2) for any number of samples.",
                    OWN,
                ),
                Option(
                    "dinputs disagree.",
                    "another gradient",
                    "They agree for {n} samples, and each sample has its own.",
                    OWN,
                ),
                right="The mean of one number is its sum. So check with several samples.",
            ),
        ],
        solution="{0.5 * n} / 0.5 = {n}: a mean was taken over the samples where a sum belongs.",
    ),
    Exercise(
        id="wrong-line-of-a-check",
        kind="find the error",
        skills=["differences"],
        setting="This code should measure the gradient of every weight. `loss_of()` is the loss "
        "with the weights as they are.",
        steps=[
            Step.find_line(
                "Which line is wrong?",
                Option("for i in np.ndindex(weights.shape):", says="it goes to every weight once."),
                Option("    start = weights[i]", says="a single number is kept, not a view."),
                Option("    weights[i] = start + h", says="this is the nudge up."),
                Option("    above = loss_of()", says="the loss at the upper point."),
                "    weights[i] = weights[i] - h",
                Option("    below = loss_of()", says="the loss at the lower point."),
                Option("    slopes[i] = (above - below) / (2 * h)", says="for points 2h apart."),
                Option("    weights[i] = start", says="the weight is put back."),
                right="The weight stands at start + h there, so the lower point is `start`, not "
                "start − h. It must say `start - h`.",
                hints=["Follow one weight, say 5 with h = 1, line by line."],
            ),
            Step(
                "A weight has the right slope 0.6, and the loss is nearly straight there. What "
                "does "
                "this code give?",
                "0.3",
                "The points are h apart, and the difference is divided by 2h: half the slope.",
                [
                    Wrong(
                        "no harm",
                        "0.6",
                        "The points are h apart only, and the code divides by 2h.",
                        TWO_POINTS,
                    ),
                    Wrong("twice", "1.2", "It divides by too much, not by too little.", TWO_POINTS),
                    Wrong(
                        "no difference", "0", "The points differ: start + h and start.", TWO_POINTS
                    ),
                ],
                hints=["How far apart are the two points, and what is it divided by?"],
            ),
        ],
        solution="`weights[i] - h` is start + h − h = start. The points are h apart, but the "
        "difference is divided by 2h: half of 0.6 is 0.3.",
    ),
    Exercise(
        id="check-one-weight",
        kind="solve",
        skills=["differences", "chain rule"],
        setting="A neuron without a bias: l = (x · w − t)², with x = {x}, w = {w} and t = {t}. "
        "Measure the slope of w with h = {h}, and compare.",
        given={
            "x": Drawn((2, 3, 4)),
            "w": Drawn((-2, -1, 2, 3)),
            "t": Drawn((-4, -2, 1, 5)),
            "h": Drawn((0.5, 1)),
        },
        let={"e": "x * w - t", "up": "x * (w + h) - t", "down": "x * (w - h) - t"},
        where=[
            "abs(e) > 2",
            "up != 0",
            "down != 0",
            "abs(up) != abs(down)",
            "abs(up**2 - down**2) > 2.2",
        ],
        steps=[
            Step(
                "What is the loss with the nudge up, at w = {w + h}?",
                "up**2",
                "{x} · {w + h:()} − {t:()} = {up}, squared.",
                [
                    Wrong(
                        "not squared",
                        "up",
                        "That is the error, x · w − t. The loss is its square.",
                        TWO_POINTS,
                    ),
                    Wrong(
                        "x nudged",
                        "((x + h) * w - t)**2",
                        "It is the weight that is nudged, not the input.",
                        TWO_POINTS,
                    ),
                    Wrong(
                        "no nudge", "e**2", "That is the loss where nothing is nudged.", TWO_POINTS
                    ),
                ],
                hints=["Put {w + h} in the place of w."],
                name="above",
            ),
            Step(
                "And with the nudge down, at w = {w - h}?",
                "down**2",
                "{x} · {w - h:()} − {t:()} = {down}, squared.",
                [
                    Wrong(
                        "not squared",
                        "down",
                        "That is the error, x · w − t. The loss is its square.",
                        TWO_POINTS,
                    ),
                    Wrong(
                        "no nudge", "e**2", "That is the loss where nothing is nudged.", TWO_POINTS
                    ),
                ],
                hints=["Put {w - h} in the place of w."],
                name="below",
            ),
            Step(
                "What is the central difference?",
                "(above - below) / (2 * h)",
                "({up**2} − {down**2}) / {2 * h}.",
                [
                    Wrong("not divided", "above - below", NOT_DIVIDED, TWO_POINTS),
                    Wrong(
                        "turned round",
                        "(below - above) / (2 * h)",
                        "Up minus down: the sign says whether the loss rises with w.",
                        TWO_POINTS,
                    ),
                    Wrong("divided by 4h", "(above - below) / (4 * h)", DIVIDED_BY_H, TWO_POINTS),
                ],
                hints=["The points are {2 * h} apart."],
                name="measured",
            ),
            Step(
                "And the gradient by the chain rule?",
                "2 * e * x",
                "2 · {e:()} · {x}: the slope of the square, then the other factor.",
                [
                    Wrong("the two of the square left out", "e * x"),
                    Wrong("own factor instead of the other", "2 * e * w"),
                    Wrong("sign of (a − y)", "-2 * e * x"),
                ],
                hints=["The error is x · w − t = {e}."],
            ),
        ],
        solution="({up**2} − {down**2}) / {2 * h} = {(up**2 - down**2) / (2 * h)}, and 2 · {e:()} "
        "· {x} = {2 * e * x}. The third derivative of a parabola is 0: the central difference is "
        "exact.",
    ),
    Exercise(
        id="a-nudge-for-a-nudge",
        kind="solve",
        skills=["differences", "step size"],
        setting="f(x) = x³ has the slope 3 at x = 1. A central difference is off by h², and a "
        "one-sided difference by 3h + h².",
        steps=[
            Step(
                "What does the central difference measure with h = 1?",
                "4",
                "(2³ − 0³) / 2 = 4: off by 1².",
                [
                    Wrong(
                        "one-sided",
                        "7",
                        "(8 − 1) / 1 is one-sided. Nudge down as well.",
                        TWO_POINTS,
                    ),
                    Wrong("divided by h", "8", DIVIDED_BY_H, TWO_POINTS),
                    Wrong(
                        "the slope itself",
                        "3",
                        "That is the slope. The secant is steeper.",
                        TWO_POINTS,
                    ),
                ],
            ),
            Step(
                "For which h is the central difference off by 0.0001?",
                "0.01",
                "0.01² = 0.0001.",
                [
                    Wrong("not squared", "0.0001", "The error is h², not h.", TWO_POINTS),
                    Wrong(
                        "the one-sided one",
                        "0.0001 / 3",
                        "That is the h of the one-sided difference.",
                        TWO_POINTS,
                    ),
                ],
                hints=["Which number, squared, is 0.0001?"],
            ),
            Step(
                "And for roughly which h the one-sided one?",
                "0.0001 / 3",
                "3h is 0.0001 there; h² is too small to matter.",
                [
                    Wrong(
                        "the 3 left out",
                        "0.0001",
                        "The error is 3h: with that h it is three times too large.",
                        TWO_POINTS,
                    ),
                    Wrong("the central one", "0.01", "With that h it is off by 0.03.", TWO_POINTS),
                    Wrong(
                        "multiplied by 3",
                        "0.0003",
                        "Divide by 3: three times h is to be 0.0001.",
                        TWO_POINTS,
                    ),
                ],
                hints=["Leave out h², which is much smaller than 3h."],
            ),
        ],
        solution="(8 − 0) / 2 = 4. √0.0001 = 0.01. And 0.0001 / 3 = 0.0000333.",
    ),
    Exercise(
        id="along-a-direction",
        kind="solve",
        skills=["differences", "cost"],
        setting="l = a² · b at a = 2, b = 3. A backward pass gives the gradient (12, 4). Instead "
        "of "
        "nudging a and b in turn, nudge both at once: by h · 1 and h · (−2).",
        steps=[
            Step(
                "Which slope along this direction does the gradient promise?",
                "12 * 1 + 4 * (-2)",
                "Each number’s gradient times how fast it moves, added up: 12 · 1 + 4 · (−2).",
                [
                    Wrong(
                        "the direction left out",
                        "12 + 4",
                        "The second number moves by −2 for each h. Multiply its gradient by that.",
                        EVERY,
                    ),
                    Wrong(
                        "sign lost",
                        "12 + 4 * 2",
                        "The second number moves down: its part is negative.",
                        EVERY,
                    ),
                    Wrong(
                        "one number of two",
                        "12",
                        "Both numbers move. Add the part of the second.",
                        EVERY,
                    ),
                ],
                hints=["12 times 1, and 4 times −2."],
            ),
            Step(
                "What does one central difference with h = 0.5 measure?",
                "2.5**2 * 2 - 1.5**2 * 4",
                "Up: a = 2.5, b = 2, so 12.5. Down: a = 1.5, b = 4, so 9. (12.5 − 9) / 1 = 3.5: "
                "off by 0.5, since h is large.",
                [
                    Wrong("divided by h", "7", DIVIDED_BY_H, EVERY),
                    Wrong(
                        "the slope itself",
                        "12 - 8",
                        "That is what the gradient says. Compute l at both points.",
                        EVERY,
                    ),
                    Wrong("nudge up alone", "1", "That is one-sided: nudge down as well.", EVERY),
                ],
                hints=["Up: a = 2 + 0.5, b = 3 − 1. Down: a = 2 − 0.5, b = 3 + 1."],
            ),
            Step(
                "How many forward passes does this take for a network of a million parameters?",
                "2",
                "One up and one down, however many numbers are nudged at once.",
                [
                    Wrong("each number alone", "2000000", "All numbers are nudged at once.", EVERY),
                    Wrong("one pass", "1", "A central difference has two points.", EVERY),
                ],
            ),
        ],
        solution="12 · 1 + 4 · (−2) = 4. Measured: (12.5 − 9) / 1 = 3.5 with h = 0.5; a "
        "smaller h comes nearer to 4. Two forward passes, for any number of parameters.",
    ),
    Exercise(
        id="slope-of-softplus",
        kind="solve",
        skills=["diagnosis", "chain rule"],
        setting="Softplus is log(1 + exp(z)), and its slope is σ(z) = 1 / (1 + exp(−z)). A layer "
        "computes it forward, and multiplies by σ(outputs) in the backward pass, for an incoming "
        "gradient of 1.",
        let={"out": "log(2)"},
        steps=[
            Step(
                "What should the backward pass give at z = 0?",
                "0.5",
                "σ(0) = 1 / 2.",
                [
                    Wrong("activation taken twice", "2/3"),
                    Wrong("no activation derivative", "1"),
                ],
                hints=["exp(0) = 1."],
            ),
            Step(
                "And what does this layer give there? (The output is log 2, and exp(−log 2) is "
                "1/2.)",
                "1 / (1 + exp(-out))",
                "σ(log 2) = 1 / (1 + 1/2) = 2/3.",
                [
                    Wrong(
                        "right slope",
                        "0.5",
                        "That is right, but the layer takes σ of the output, log 2.",
                        OWN,
                    ),
                    Wrong(
                        "turned round",
                        "1 / (1 + 2)",
                        "exp(−log 2) is 1/2, not 2.",
                        OWN,
                    ),
                ],
                hints=["1 / (1 + 1/2)."],
            ),
            Step.choose(
                "What does `check_gradients` show, with inputs of both signs?",
                "All numbers disagree, without a common factor.",
                Option(
                    "All numbers agree.",
                    "found",
                    "The slopes of the forward pass are σ(z), not σ(outputs).",
                    OWN,
                ),
                Option(
                    "All are the right ones times 4/3.",
                    "one factor",
                    "At 0 the factor is 4/3. Elsewhere it is another one.",
                    OWN,
                ),
                Option(
                    "Only those of negative inputs disagree.",
                    "not a ReLU",
                    "The output differs from z for positive inputs as well.",
                    OWN,
                ),
                right="σ(outputs) is larger than σ(z) everywhere, each time by another factor.",
            ),
        ],
        solution="Right: σ(0) = 0.5. The layer: σ(log 2) = 2/3. The outputs are larger than z, so "
        "all slopes are too large.",
    ),
]
