"""Exercises on reading digits: counting, confusion, how far an accuracy is trusted, repeating."""

from backprop.exercises.exercise import Answer, Drawn, Exercise, Option, Step, Wrong

HERE = "14-read-handwritten-digits"
PIXELS = f"{HERE}#sixty-four-pixels"
AGAIN = f"{HERE}#again-and-the-same"
EXERCISES_HERE = f"{HERE}#exercises"

DIVIDED = "You divided by n after the root; n stands under it."
NO_ROOT = "That is the variance; take its root."

EXERCISES = [
    Exercise(
        id="first-loss-of-a-reader",
        kind="predict",
        skills=["loss"],
        setting="A network is to tell {n} characters apart. Its initial weights are small.",
        given={"n": Drawn((4, 5, 6, 7, 8, 9, 12, 15, 16, 20, 24, 26, 30, 33, 36, 52))},
        steps=[
            Step(
                ask="What is its loss before the first step? (With a calculator, to two decimals.)",
                answer="log(n)",
                right="Each class gets the probability 1/{n}, and −log(1/{n}) = log {n} = "
                "{log(n)}.",
                mistakes=[
                    Wrong(
                        "minus left out",
                        "-log(n)",
                        "The loss is minus the logarithm of 1/{n}, which is positive.",
                        PIXELS,
                    ),
                    Wrong(
                        "probability instead of loss",
                        "1 / n",
                        "That is the probability of the right class; the loss is minus its "
                        "logarithm.",
                        PIXELS,
                    ),
                    Wrong(
                        "logarithm to the base 2",
                        "log(n) / log(2)",
                        "You took the logarithm to the base 2; the book's is the natural one.",
                        PIXELS,
                    ),
                    Wrong(
                        "logarithm to the base 10",
                        "log(n) / log(10)",
                        "You took the logarithm to the base 10; the book's is the natural one.",
                        PIXELS,
                    ),
                ],
                hints=["With nearly equal logits, what probability does each class get?"],
            ),
        ],
        solution="−log (1/{n}) = log {n} = {log(n)}.",
    ),
    Exercise(
        id="read-a-confusion-matrix",
        kind="choose",
        skills=["measuring"],
        setting="The confusion matrix of three classes below has a row for each digit as it was "
        "meant, and a column for each as it was read.",
        given={
            "d": Drawn((40, 45, 50), (3,)),
            "o": Drawn((1, 2, 3, 4, 5, 7, 8, 9), (6,), distinct=True),
        },
        let={"M": "[[d[0], o[0], o[1]], [o[2], d[1], o[3]], [o[4], o[5], d[2]]]"},
        where=["abs(o[0] + o[1] - o[2] - o[4]) > 1"],
        steps=[
            Step(
                ask="Which entry counts the 2s that were read as a 1?",
                answer=Answer("cell", "[2, 1]", of="M"),
                right="Row 2, as it was meant; column 1, as it was read.",
                mistakes=[
                    Wrong(
                        "row and column exchanged",
                        "[1, 2]",
                        "Those are the 1s that were read as a 2: the row is what was meant.",
                        PIXELS,
                    ),
                    Wrong(
                        "diagonal",
                        "[2, 2]",
                        "On the diagonal are the digits that were read correctly.",
                        PIXELS,
                    ),
                ],
                hints=["First the row: what was meant?"],
            ),
            Step(
                ask="How many 0s were misread?",
                answer="o[0] + o[1]",
                right="Row 0 without its diagonal entry: {o[0]} + {o[1]} = {o[0] + o[1]}.",
                mistakes=[
                    Wrong(
                        "column instead of row",
                        "o[2] + o[4]",
                        "Those are the other digits that were read as 0: you took the column.",
                        PIXELS,
                    ),
                    Wrong(
                        "whole row",
                        "d[0] + o[0] + o[1]",
                        "That counts all 0s, also those that were read correctly.",
                        PIXELS,
                    ),
                    Wrong(
                        "correct ones",
                        "d[0]",
                        "Those were read correctly.",
                        PIXELS,
                    ),
                ],
                hints=["All the 0s are in one row. Which of its entries are misread?"],
            ),
        ],
        solution="The 2s read as a 1 are in row 2, column 1. Of the 0s, {o[0]} + {o[1]} = "
        "{o[0] + o[1]} were misread.",
    ),
    Exercise(
        id="trust-an-accuracy",
        kind="solve",
        skills=["measuring"],
        setting="A network reads {100 * p}% of the digits correctly, measured on {n} "
        "held-out ones.",
        given={"p": Drawn((0.64, 0.8, 0.9, 0.98)), "n": Drawn((100, 400, 900, 1600, 2500))},
        steps=[
            Step(
                ask="What is p(1 − p)?",
                answer="p * (1 - p)",
                right="{p} · {1 - p} = {p * (1 - p)}.",
                mistakes=[
                    Wrong(
                        "p squared",
                        "p ** 2",
                        "You squared p; the second factor is 1 − p.",
                        PIXELS,
                    ),
                    Wrong(
                        "the other factor alone",
                        "1 - p",
                        "That is 1 − p; multiply it by p.",
                        PIXELS,
                    ),
                ],
                hints=["1 − p is {1 - p}."],
                name="v",
            ),
            Step(
                ask="What is the standard deviation of the measured accuracy?",
                answer="sqrt(v / n)",
                right="√({v} / {n}) = {sqrt(v / n)}: by about this much chance alone moves the "
                "accuracy.",
                mistakes=[
                    Wrong("root left out", "v / n", NO_ROOT, PIXELS),
                    Wrong("root of n left out", "sqrt(v) / n", DIVIDED, PIXELS),
                    Wrong(
                        "not divided",
                        "sqrt(v)",
                        "That is the deviation for a single digit; divide by n under the root.",
                        PIXELS,
                    ),
                ],
                hints=["√(p(1 − p) / n)."],
                name="s",
            ),
            Step(
                ask="How many held-out digits does it take to halve that?",
                answer="4 * n",
                right="4 · {n} = {4 * n}: n stands under the root, and √4 is 2.",
                mistakes=[
                    Wrong(
                        "twice as many",
                        "2 * n",
                        "n stands under a root: twice as many digits divide it by √2 only.",
                        EXERCISES_HERE,
                    ),
                    Wrong(
                        "fewer digits",
                        "n / 2",
                        "Fewer digits make it larger.",
                        EXERCISES_HERE,
                    ),
                ],
                hints=["What must n be multiplied by, so that √n doubles?"],
            ),
        ],
        solution="p(1 − p) = {v}. √({v} / {n}) = {s}. Half of that takes 4 · {n} = {4 * n} digits.",
    ),
    Exercise(
        id="pixel-that-is-always-blank",
        kind="predict",
        skills=["gradient"],
        setting="A pixel is 0 in every training picture. One of its weights was {w} at the start.",
        given={"w": Drawn((0.2, -0.3, 0.4)), "k": Drawn((2, 3))},
        steps=[
            Step(
                ask="What is that weight after {10 * k} epochs of gradient descent?",
                answer="w",
                right="Its gradient is input times incoming gradient, and the input is 0: each "
                "step subtracts 0.",
                mistakes=[
                    Wrong(
                        "unused weight taken for 0",
                        "0",
                        "Nothing pulls it to 0: its gradient is 0, so it stays where it began.",
                        PIXELS,
                    ),
                ],
                hints=["What is the gradient of a weight whose input is 0?"],
            ),
            Step(
                ask="A new picture has ink {0.25 * k} at that pixel. What does this weight add to "
                "its neuron's sum?",
                answer="0.25 * k * w",
                right="{0.25 * k} · {w:()} = {0.25 * k * w}: input times weight, though no "
                "training picture has tested it.",
                mistakes=[
                    Wrong(
                        "nothing added",
                        "0",
                        "The weight is not 0; with ink, its product is not 0 either.",
                        PIXELS,
                    ),
                    Wrong(
                        "ink left out",
                        "w",
                        "That is the weight; multiply it by the ink.",
                        PIXELS,
                    ),
                ],
                hints=["Input times weight."],
            ),
        ],
        solution="The gradient is 0 in every step, so the weight is still {w}. It adds "
        "{0.25 * k} · {w:()} = {0.25 * k * w}.",
    ),
    Exercise(
        id="epochs-in-the-history",
        kind="predict",
        skills=["loop"],
        setting="There are {n} training digits, in batches of {b}. Training is stopped after "
        "{s} steps.",
        given={
            "n": Drawn((230, 330, 430)),
            "b": Drawn((20, 50)),
            "e": Drawn((2, 3, 5)),
            "r": Drawn((2, 3, 4)),
        },
        let={
            "full": "where(b < 30, (n - 10) / 20, (n - 30) / 50)",
            "s": "e * (full + 1) + r",
        },
        steps=[
            Step(
                ask="How many steps does an epoch have?",
                answer="full + 1",
                right="{n} / {b} = {n / b}: {full} full batches, and a smaller one with the rest.",
                mistakes=[
                    Wrong(
                        "last batch left out",
                        "full",
                        "A few digits are left over; they make a last, smaller batch.",
                        EXERCISES_HERE,
                    ),
                    Wrong(
                        "fraction of a step",
                        "n / b",
                        "There is no fraction of a step: the rest is a batch of its own.",
                        EXERCISES_HERE,
                    ),
                    Wrong(
                        "a step for each digit",
                        "n",
                        "A step takes a whole batch.",
                        EXERCISES_HERE,
                    ),
                ],
                hints=["How many full batches are there, and is anything left?"],
            ),
            Step(
                ask="How many epochs are in the history?",
                answer="e",
                right="{s} / {full + 1} = {s / (full + 1)}: the history has the {e} epochs that "
                "were completed.",
                mistakes=[
                    Wrong(
                        "unfinished epoch counted",
                        "e + 1",
                        "You counted the epoch that was under way; the history does not have it.",
                        AGAIN,
                    ),
                    Wrong(
                        "fraction of an epoch",
                        "s / (full + 1)",
                        "The history has whole epochs only.",
                        AGAIN,
                    ),
                    Wrong("steps counted", "s", "Those are the steps.", AGAIN),
                ],
                hints=["{s} steps, at {full + 1} an epoch: how many whole epochs?"],
            ),
        ],
        solution="{n} digits make {full} batches of {b} and a smaller one: {full + 1} "
        "steps. {s} steps are {e} epochs and {r} steps more.",
    ),
    Exercise(
        id="error-in-the-repeat",
        kind="find the error",
        skills=["measuring"],
        setting="The first run drew everything from one generator with seed 0: the split, the "
        "layers, the order of the batches. This second run is to give the same bytes. One line is "
        "wrong.",
        steps=[
            Step.find_line(
                "Which line?",
                Option("rng = np.random.default_rng(0)", says="the same seed as before."),
                Option(
                    "split(everything, held_out=0.25, rng=rng)",
                    says="it draws what was drawn before.",
                ),
                Option(
                    "layers = [Dense(64, 32, rng=rng, scale=0.18), ReLU()]",
                    says="it draws right after the split, as before.",
                ),
                Option(
                    "layers += [Dense(32, 10, rng=rng, scale=0.25)]",
                    says="it draws after the first layer, as before.",
                ),
                Option(
                    "network = Network(layers, SoftmaxCrossEntropy())", says="it draws nothing."
                ),
                Option("rate = Momentum(0.03)", says="it draws nothing."),
                "network.fit(x, y, rate, 30, 32, rng=np.random.default_rng(0))",
                right="In the first run the shuffling went on with the same generator. A new one "
                "starts from its beginning, and shuffles in another order.",
                hints=["In the first run, which of the generator’s numbers did each line get?"],
            ),
            Step.choose(
                "How does it show?",
                "The first loss is the same, the later ones differ",
                Option(
                    "All losses differ, the first one, too",
                    "other weights expected",
                    "The layers were drawn as before, so the first loss is the same.",
                    AGAIN,
                ),
                Option(
                    "Nothing: the seed is the same",
                    "seed without order",
                    "A seed fixes a row of numbers. Which line gets which of them depends on the "
                    "order of the draws.",
                    AGAIN,
                ),
                right="The start is the same; from the first batch on, the steps differ.",
            ),
        ],
        solution="The last line shuffles with a generator of its own. It has the same seed, but "
        "in the first run many of its numbers had been used by then.",
    ),
    Exercise(
        id="count-before-you-run",
        kind="solve",
        skills=["counting"],
        setting="64 inputs, 32 neurons, 10 logits; 1348 training digits in batches of 32.",
        steps=[
            Step(
                ask="How many parameters does the network have?",
                answer="2410",
                right="64 · 32 + 32 = 2080 in the first layer, 32 · 10 + 10 = 330 in the second.",
                mistakes=[
                    Wrong(
                        "second layer left out",
                        "2080",
                        "That is the first layer; the second has parameters, too.",
                        EXERCISES_HERE,
                    ),
                    Wrong(
                        "neurons counted",
                        "42",
                        "You counted the neurons; each has a weight for every input, and a bias.",
                        EXERCISES_HERE,
                    ),
                ],
                hints=["A weight for each input and neuron, and a bias for each neuron."],
            ),
            Step(
                ask="How many steps does an epoch have?",
                answer="43",
                right="42 · 32 = 1344: 42 full batches, and one of 4 digits.",
                mistakes=[
                    Wrong(
                        "a step for each digit",
                        "1348",
                        "A step takes a whole batch of 32.",
                        EXERCISES_HERE,
                    ),
                ],
                hints=["1348 / 32 is a little more than 42. What happens to the rest?"],
                name="steps",
            ),
            Step(
                ask="How many steps are 30 epochs?",
                answer="30 * steps",
                right="30 · 43 = 1290.",
                mistakes=[
                    Wrong("one epoch", "steps", "That is one epoch.", EXERCISES_HERE),
                    Wrong(
                        "a step for each digit",
                        "30 * 1348",
                        "A step takes a whole batch of 32.",
                        EXERCISES_HERE,
                    ),
                ],
                hints=["30 times the steps of one epoch."],
            ),
        ],
        solution="2048 + 32 + 320 + 10 = 2410 parameters; 43 · 30 = 1290 steps.",
    ),
    Exercise(
        id="how-many-digits",
        kind="solve",
        skills=["measuring"],
        setting="A network reads nine out of ten digits correctly.",
        steps=[
            Step(
                ask="What is the standard deviation of its accuracy on 100 held-out digits?",
                answer="0.03",
                right="√(0.9 · 0.1 / 100) = 0.3 / 10 = 0.03.",
                mistakes=[
                    Wrong("root left out", "0.0009", NO_ROOT, PIXELS),
                    Wrong("root of n left out", "0.003", DIVIDED, PIXELS),
                ],
                hints=["√(0.9 · 0.1) = 0.3."],
            ),
            Step(
                ask="And on 10 000?",
                answer="0.003",
                right="√(0.9 · 0.1 / 10 000) = 0.3 / 100: a hundred times as many digits, a tenth "
                "of the deviation.",
                mistakes=[
                    Wrong("root left out", "0.09 / 10000", NO_ROOT, PIXELS),
                    Wrong("root of n left out", "0.3 / 10000", DIVIDED, PIXELS),
                ],
                hints=["√10 000 = 100."],
            ),
            Step(
                ask="How many digits does it take to bring it down to 0.001?",
                answer="90000",
                right="√n = 0.3 / 0.001 = 300, and 300² = 90 000.",
                mistakes=[
                    Wrong(
                        "root of the number",
                        "300",
                        "300 is the root of n; square it.",
                        EXERCISES_HERE,
                    ),
                    Wrong(
                        "in proportion",
                        "3000",
                        "30 times as many digits as 100 divide it by √30 only.",
                        EXERCISES_HERE,
                    ),
                ],
                hints=["0.3 / √n = 0.001."],
            ),
        ],
        solution="0.3 / 10 = 0.03 and 0.3 / 100 = 0.003; √n = 0.3 / 0.001 = 300, so n = 90 000.",
    ),
    Exercise(
        id="one-to-the-right",
        kind="choose",
        skills=["arrays"],
        setting="Each row of `pictures` is a picture of 8 by 8 pixels. Move every picture one "
        "pixel to the right; a blank column comes in on the left.",
        steps=[
            Step.choose(
                "`squares` holds the pictures in the shape (n, 8, 8); `moved` has the same shape "
                "and is full of zeros. Which line does it?",
                "`moved[:, :, 1:] = squares[:, :, :-1]`",
                Option(
                    "`moved[:, :, :-1] = squares[:, :, 1:]`",
                    "to the left",
                    "That moves them to the left: column 1 goes to column 0.",
                    EXERCISES_HERE,
                ),
                Option(
                    "`moved[:, 1:] = squares[:, :-1]`",
                    "downwards",
                    "The second index is the row: that moves them down.",
                    EXERCISES_HERE,
                ),
                Option(
                    "`moved[1:] = squares[:-1]`",
                    "next picture",
                    "The first index is the picture: every picture takes the place of the next.",
                    EXERCISES_HERE,
                ),
                right="The last index is the column: column 0 goes to column 1, and so on.",
            ),
            Step(
                ask="A picture's pixels are numbered from 0, row by row. At which number is the "
                "ink of pixel 19 after the move?",
                answer="20",
                right="19 + 1: one column further in the same row.",
                mistakes=[
                    Wrong("to the left", "18", "That is one pixel to the left.", EXERCISES_HERE),
                    Wrong("downwards", "27", "That is one row down.", EXERCISES_HERE),
                ],
                hints=["Pixel 19 is in row 2, column 3."],
            ),
        ],
        solution="`moved[:, :, 1:] = squares[:, :, :-1]`. Pixel 19, row 2, column 3, goes to "
        "column 4: number 20.",
    ),
]
