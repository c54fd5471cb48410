"""Exercises on mistakes: how each one shows, which numbers it gives, and what makes it."""

from backprop.exercises.exercise import Answer, Drawn, Exercise, Option, Step, Wrong

__all__ = ["EXERCISES"]

HERE = "10-find-the-mistake"
SHAPES = f"{HERE}#one-transpose-and-the-shapes-fit"
SIGN = f"{HERE}#the-loss-climbs"
RESET = f"{HERE}#a-gradient-that-is-not-reset"
COPY = f"{HERE}#the-loss-stands-still"
DIVIDED = f"{HERE}#slower-the-larger-the-batch"
EARLY = f"{HERE}#a-weight-that-moved-too-early"
TWICE = f"{HERE}#softmax-taken-twice"
TWINS = f"{HERE}#why-random-and-not-zero"

SMALL = (-4, -3, -2, 2, 3, 4)
DIVIDES = "It divides by the number of samples once more."
LAST = "It keeps only the last sample."
ADDS = "It adds to the gradient of the pass before."
OTHER = "It has the other sign."


def which(program: str, right: str, reason: str, *others: str) -> Step:
    """Ask which mistake a program makes that prints these numbers."""
    return Step.choose(
        f"{program} prints {{{program}}}. What does it do?",
        right,
        *(Option(text, *why) for text in others for why in [REASONS[text]]),
        right=reason,
        hints=["Divide each by the right number: is it the same factor for both?"],
    )


REASONS = {
    DIVIDES: (
        "not a third",
        "Then each number would be a third of the right one.",
        DIVIDED,
    ),
    LAST: (
        "not the last row",
        "Then it would print the last row.",
        "04-sum-over-the-batch#one-weight-three-samples",
    ),
    ADDS: ("not twice", "Then each number would be twice the right one.", RESET),
    OTHER: ("not the negative", "Then each number would be minus the right one.", SIGN),
}

EXERCISES = [
    Exercise(
        id="which-shape-raises",
        kind="choose",
        skills=["shapes", "tests"],
        setting="Two programs have a mistake in a backward pass. You look for tests whose shapes "
        "give it away.",
        given={"size": Drawn((3, 4, 5, 6, 7, 8), (3,), distinct=True)},
        let={"a": "size[0]", "b": "size[1]", "n": "size[2]"},
        steps=[
            Step.choose(
                "The first computes `dinputs = dvalues @ weights`, without `.T`. Which test stops "
                "with an error?",
                "{a} inputs, {b} neurons, {n} samples",
                Option(
                    "{a} inputs, {a} neurons, {n} samples",
                    "square layer",
                    "`dvalues` is ({n}, {a}) and `weights` ({a}, {a}): they fit.",
                    SHAPES,
                ),
                Option(
                    "{b} inputs, {b} neurons, {b} samples",
                    "square layer",
                    "Everything is {b} by {b} here, and every product fits.",
                    SHAPES,
                ),
                right="`dvalues` is ({n}, {b}) and `weights` ({a}, {b}): the inner sizes differ.",
                hints=["Write down the shapes of `dvalues` and `weights`."],
            ),
            Step.choose(
                "The second computes `dweights = inputs @ dvalues.T`, with the `.T` on the wrong "
                "factor. In which test is even the shape of the result right?",
                "{a} inputs, {a} neurons, {a} samples",
                Option(
                    "{a} inputs, {a} neurons, {n} samples",
                    "samples left out",
                    "The product exists, and is ({n}, {n}); the weights are ({a}, {a}).",
                    SHAPES,
                ),
                Option(
                    "{a} inputs, {b} neurons, {a} samples",
                    "product that does not fit",
                    "({a}, {a}) `@` ({b}, {a}) does not fit: it raises.",
                    SHAPES,
                ),
                right="Then every matrix is {a} by {a}. So let samples, inputs and neurons all "
                "differ.",
                hints=["`inputs` is (samples, inputs), `dvalues.T` (neurons, samples)."],
            ),
        ],
        solution="The first raises if inputs and neurons differ: {a} and {b}. The second gives a "
        "result of the right shape only if all three numbers are equal.",
    ),
    Exercise(
        id="three-batches",
        kind="predict",
        skills=["batch", "training loop"],
        setting="A weight is {w}, and the rate is {r}. Three batches follow one another; their "
        "gradients are {g[0]}, {g[1]} and {g[2]}. (Take them as given, wherever the weight is.) "
        "The program adds each gradient to what it holds already, and steps after each batch.",
        given={
            "w": Drawn((1, 2, 3, 5)),
            "r": Drawn((0.1, 0.2, 0.5)),
            "g": Drawn((-4, -3, -2, 2, 3, 4), (3,)),
        },
        let={
            "held": "g[0] + g[1] + g[2]",
            "right": "w - r * held",
            "found": "w - r * (3 * g[0] + 2 * g[1] + g[2])",
        },
        where=["held != 0", "g[0] + g[1] != 0", "abs(found) > 0.15", "abs(right) > 0.15"],
        steps=[
            Step(
                "Which gradient does it hold after the third batch?",
                "held",
                "All three, added up.",
                [
                    Wrong(
                        "as it should be",
                        "g[2]",
                        "That is the gradient of the third batch alone. This program adds.",
                        RESET,
                    ),
                    Wrong(
                        "the mean of the batches",
                        "held / 3",
                        "It adds them up; nothing divides.",
                        RESET,
                    ),
                ],
                hints=["After the second batch it holds {g[0]} + {g[1]:()}."],
            ),
            Step(
                "Where is the weight after the three steps?",
                "found",
                "The first gradient has been subtracted three times, the second twice.",
                [
                    Wrong(
                        "as it should be",
                        "right",
                        "That is the right program. Here the first gradient is in all three steps.",
                        RESET,
                    ),
                    Wrong(
                        "one step",
                        "w - r * g[0]",
                        "That is after one step; there are three.",
                        RESET,
                    ),
                    Wrong("step uphill", "w + r * (3 * g[0] + 2 * g[1] + g[2])"),
                ],
                hints=[
                    "The steps subtract {r} times {g[0]}, {g[0] + g[1]} and {held}.",
                ],
            ),
            Step(
                "And in a program that is right?",
                "right",
                "Each gradient once: {w} − {r} · {held:()}.",
                [
                    Wrong("not reset between batches", "found"),
                    Wrong(
                        "only the last batch",
                        "w - r * g[2]",
                        "Each of the three batches makes its step.",
                        RESET,
                    ),
                    Wrong("step uphill", "w + r * held"),
                ],
                hints=["Subtract {r} times each gradient."],
            ),
        ],
        solution="It holds {g[0]}, then {g[0] + g[1]}, then {held}. The weight ends at {w} − {r} · "
        "{3 * g[0] + 2 * g[1] + g[2]:()} = {found}; in the right program at {right}.",
    ),
    Exercise(
        id="divided-once-more",
        kind="solve",
        skills=["sum or mean", "learning rate"],
        setting="A program divides by the number of samples in the loss, and once more in the "
        "layers. Its batches have {n} samples, and its rate is {r}. For a weight the right "
        "gradient is {g}.",
        given={
            "n": Drawn((5, 10, 20, 50)),
            "k": Drawn((2, 4, 10)),
            "r": Drawn((0.1, 0.2, 0.5)),
            "g": Drawn((-4, -2, 3, 6)),
        },
        steps=[
            Step(
                "Which gradient does the program compute?",
                "g / n",
                "The right one, divided by {n} once more.",
                [
                    Wrong(
                        "as it should be",
                        "g",
                        "That is the right gradient, which has been divided once already.",
                        DIVIDED,
                    ),
                    Wrong(
                        "divided three times",
                        "g / n ** 2",
                        "The right gradient has been divided once; one division too many is left.",
                        DIVIDED,
                    ),
                    Wrong(
                        "multiplied",
                        "g * n",
                        "That would be a division too few.",
                        DIVIDED,
                    ),
                ],
                hints=[
                    "The right gradient, {g}, has been divided by {n} already. Divide it again."
                ],
            ),
            Step(
                "Which rate would make a correct program take the same steps?",
                "r / n",
                "The step is rate times gradient, and it does not matter which of the two is "
                "divided.",
                [
                    Wrong(
                        "the same rate", "r", "With that its steps are {n} times as long.", DIVIDED
                    ),
                    Wrong(
                        "the other way round",
                        "r * n",
                        "That rate would mend the wrong program. Here a correct one slows down.",
                        DIVIDED,
                    ),
                ],
                hints=["{r} · {g / n} = rate · {g:()}."],
            ),
            Step(
                "Its batches are now {k} times as large, and the mean gradient stays what it is. "
                "By what factor are its steps multiplied?",
                "1 / k",
                "They are divided by {n * k} in place of {n}.",
                [
                    Wrong(
                        "longer steps",
                        "k",
                        "A larger batch divides by more: the steps get shorter.",
                        DIVIDED,
                    ),
                    Wrong(
                        "unchanged",
                        "1",
                        "That holds for the right program, which divides once and takes a mean.",
                        DIVIDED,
                    ),
                ],
                hints=["What does the second division divide by, before and after?"],
            ),
        ],
        solution="{g} / {n} = {g / n}. A correct program at {r} / {n} = {r / n} takes the same "
        "steps. With {n * k} samples the steps are 1/{k} as long.",
    ),
    Exercise(
        id="old-or-updated",
        kind="solve",
        skills=["chain rule", "order"],
        setting="Two neurons in a row, without activations: a = x · w₁, then a · w₂, and the loss "
        "is half the squared error. x = {x}, w₁ = {w1}, w₂ = {w2}, the target is {y}, and the rate "
        "is {r}.",
        given={
            "x": Drawn((1, 2)),
            "w1": Drawn((2, 3)),
            "w2": Drawn((-4, -3, -2, 2, 3, 5)),
            "e": Drawn((-3, -2, 2, 3)),
            "r": Drawn((0.1, 0.2)),
        },
        let={"a": "x * w1", "y": "a * w2 - e", "new": "w2 - r * e * a"},
        where=["abs(new) > 0.3", "abs(new - w2 * a) > 0.3", "abs(new - w1) > 0.2"],
        steps=[
            Step(
                "The second weight makes its step. Where does it go?",
                "new",
                "Its gradient is error times input, {e} · {a} = {e * a}; subtract {r} of it.",
                [
                    Wrong("step uphill", "w2 + r * e * a"),
                    Wrong("learning rate left out", "w2 - e * a"),
                    Wrong("own factor instead of the other", "w2 - r * e * w2"),
                ],
                hints=["The error is {a * w2} − {y:()} = {e}."],
                name="moved",
            ),
            Step(
                "What is the right gradient of the first weight?",
                "e * w2 * x",
                "Error times the old w₂ times x: {e} · {w2:()} · {x}.",
                [
                    Wrong("updated weight used", "e * new * x"),
                    Wrong("sign of (a − y)", "-e * w2 * x"),
                    Wrong("a layer left out", "e * x"),
                    Wrong("own factor instead of the other", "e * w2 * w1"),
                ],
                hints=["All weights are those of the forward pass."],
            ),
            Step(
                "And what does a program find that updates w₂ first?",
                "e * moved * x",
                "It multiplies by the new w₂: {e} · {moved:()} · {x}.",
                [
                    Wrong(
                        "as it should be",
                        "e * w2 * x",
                        "That is the right gradient. This program has only the new w₂ left.",
                        EARLY,
                    ),
                    Wrong(
                        "factor left out",
                        "e * new",
                        "The first weight has the input {x}.",
                        EARLY,
                    ),
                ],
                hints=["The same product, with the new w₂."],
            ),
        ],
        solution="The error is {e}, and w₂ goes to {w2} − {r} · {e * a:()} = {new}. The right "
        "gradient of w₁ is {e} · {w2:()} · {x} = {e * w2 * x}; with the new w₂ it comes out as "
        "{e * new * x}.",
    ),
    Exercise(
        id="twins",
        kind="predict",
        skills=["initial weights", "symmetry"],
        setting="A layer has two inputs and two neurons without activation; a last neuron adds up "
        "their outputs, each multiplied by {v}. Both hidden neurons start with the same weights. "
        "For the sample x = {x} the error at the output is {e}.",
        given={
            "x": Drawn((-3, -2, 2, 3, 4), (2,), distinct=True),
            "v": Drawn((2, 3)),
            "u": Drawn((-2, 4, 5)),
            "e": Drawn((-3, -2, 2, 3)),
        },
        let={"one": "[[1, 1]]", "up": "T([x])"},
        steps=[
            Step(
                "What is `dweights` of the hidden layer? (A row for each input.)",
                Answer("array", "up @ one * v * e"),
                "Each column is {e} · {v} times x: both are equal.",
                [
                    Wrong("sign of (a − y)", "-(up @ one) * v * e"),
                    Wrong("incoming gradient left out", "up @ one"),
                    Wrong(
                        "last weight left out",
                        "up @ one * e",
                        "The error comes back through the last weights, {v} each.",
                        TWINS,
                    ),
                    Wrong("factors in the wrong order", "T(up @ one * v * e)"),
                ],
                hints=["Each hidden neuron gets {e} · {v} = {e * v}, times its inputs."],
            ),
            Step.choose(
                "How many different hidden neurons are there after a thousand steps?",
                "One, twice",
                Option(
                    "Two",
                    "symmetry broken",
                    "Equal weights with equal gradients stay equal: nothing ever tells them apart.",
                    TWINS,
                ),
                Option(
                    "None: both are 0",
                    "taken for zero",
                    "They move, and both in the same way.",
                    TWINS,
                ),
                right="They start equal and always move alike.",
            ),
            Step(
                "Now the last weights are {v} and {u}. What is `dweights`?",
                Answer("array", "up @ [[v, u]] * e"),
                "The columns differ: different weights behind the neurons break the symmetry.",
                [
                    Wrong("one column for all neurons", "up @ one * v * e"),
                    Wrong("sign of (a − y)", "-(up @ [[v, u]]) * e"),
                    Wrong(
                        "error left out",
                        "up @ [[v, u]]",
                        "Multiply by the error, {e}, as well.",
                        TWINS,
                    ),
                ],
                hints=["Neuron 0 gets {e * v}, neuron 1 {e * u}."],
            ),
        ],
        solution="With equal weights behind them, the neurons get {up @ one * v * e}, two equal "
        "columns, and stay equal for ever. With {v} and {u} they get {up @ [[v, u]] * e}.",
    ),
    Exercise(
        id="name-the-mistake",
        kind="solve",
        skills=["batch", "diagnosis"],
        setting="A layer has two neurons. A batch of three samples sends back these rows, and the "
        "same batch is run twice. Each program then prints the gradient of the biases.",
        given={"dz": Drawn((-5, -4, -3, -2, 2, 3, 4, 5), (3, 2))},
        let={
            "total": "sum(dz, 0)",
            "A": "total / 3",
            "B": "2 * total",
            "C": "dz[2]",
        },
        where=[
            "abs(total[0]) > 2",
            "abs(total[1]) > 2",
            "total[0] != total[1]",
            "sum(abs(dz[2] - total / 3)) > 1",
            "sum(abs(dz[2] - total)) > 1",
            "sum(abs(dz[2] + total)) > 1",
            "sum(abs(dz[2] - 2 * total)) > 1",
        ],
        shows={"dvalues": "dz"},
        steps=[
            Step(
                "What should they print?",
                Answer("array", "total"),
                "The sum of each column.",
                [
                    Wrong("overwritten instead of added", "dz[2]"),
                    Wrong("doubled 1/n", "total / 3"),
                    Wrong("not reset between batches", "2 * total"),
                ],
                hints=["One number for each neuron: add up its column."],
                name="right",
            ),
            which("A", DIVIDES, "A third of the right numbers, {total}.", LAST, ADDS, OTHER),
            which("B", ADDS, "Twice the right numbers, {total}.", DIVIDES, LAST, OTHER),
            which("C", LAST, "It is the last row.", DIVIDES, ADDS, OTHER),
        ],
        solution="Right: {total}. A has a third of it, B twice as much, and C the last row.",
    ),
    Exercise(
        id="line-in-the-loop",
        kind="find the error",
        skills=["training loop"],
        setting="A training loop for one layer. It raises nothing, and its gradients are right.",
        given={
            "w": Drawn((1, 2, 3)),
            "g": Drawn((-4, -2, 4, 5)),
            "r": Drawn((0.1, 0.2, 0.5)),
        },
        steps=[
            Step.find_line(
                "Which line is wrong?",
                Option("for inputs, targets in batches:", says="one step for each batch."),
                Option("    outputs = layer.forward(inputs)", says="the forward pass comes first."),
                Option("    loss.forward(outputs, targets)", says="predictions, then targets."),
                Option("    dvalues = loss.backward()", says="the way back starts at the loss."),
                Option("    layer.backward(dvalues)", says="it fills both gradients."),
                "    weights = layer.weights - rate * layer.dweights",
                Option(
                    "    layer.biases -= rate * layer.dbiases",
                    says="it changes the array of the layer itself.",
                ),
                right="It makes a new array called `weights`; the layer keeps the old one.",
                hints=["Which line changes something in the layer, and which only seems to?"],
            ),
            Step(
                "A weight of the layer is {w}, its gradient {g}, and the rate {r}. What is the "
                "weight after one round of the loop?",
                "w",
                "Nothing has changed it.",
                [
                    Wrong(
                        "as it should be",
                        "w - r * g",
                        "That is where it should go. Follow the line as it stands.",
                        COPY,
                    ),
                    Wrong("step uphill", "w + r * g"),
                ],
                hints=["Which array does the layer hold?"],
            ),
            Step.choose(
                "How does the mistake show?",
                "The loss falls a little and then stays: only the biases learn.",
                Option(
                    "The loss is the same to the last digit.",
                    "biases forgotten",
                    "One line is right: the biases do move.",
                    COPY,
                ),
                Option(
                    "The loss climbs.",
                    "sign suspected",
                    "No sign is wrong, and what moves goes downhill.",
                    COPY,
                ),
                right="The last line is right, so the biases go where they can.",
            ),
        ],
        solution="The line `weights = …` changes nothing in the layer: the weight stays {w}, where "
        "it should go to {w - r * g}. Only the biases learn.",
    ),
    Exercise(
        id="what-the-wrong-ones-print",
        kind="solve",
        skills=["batch", "diagnosis"],
        setting="A layer has two neurons, and a batch of three samples sends back these rows. What "
        "is printed for the gradient of the biases?",
        let={"dz": "[[1, 2], [3, -1], [2, -4]]", "total": "sum(dz, 0)"},
        shows={"dvalues": "dz"},
        steps=[
            Step(
                "By the right layer?",
                Answer("array", "total"),
                "The sum of each column.",
                [
                    Wrong("overwritten instead of added", "dz[2]"),
                    Wrong("doubled 1/n", "total / 3"),
                ],
                hints=["One number for each neuron: add up its column."],
            ),
            Step(
                "By one that keeps only the last sample?",
                Answer("array", "dz[2]"),
                "The last row has overwritten the others.",
                [
                    Wrong(
                        "the first sample", "dz[0]", "That is the first row, not the last.", RESET
                    ),
                    Wrong(
                        "as it should be",
                        "total",
                        "That is the right sum. Here each sample writes over the one before.",
                        "04-sum-over-the-batch#one-weight-three-samples",
                    ),
                ],
                hints=["What is left if `=` stands where `+=` should?"],
            ),
            Step(
                "By one that divides by the number of samples once more?",
                Answer("array", "total / 3"),
                "A third of the right one: there are three samples.",
                [
                    Wrong(
                        "divided by the neurons",
                        "total / 2",
                        "There are two neurons, and three samples.",
                        DIVIDED,
                    ),
                    Wrong(
                        "as it should be",
                        "total",
                        "That is the right one; divide it by 3.",
                        DIVIDED,
                    ),
                ],
                hints=["How many samples are there?"],
            ),
            Step(
                "By one that is not reset, after the same batch has gone through it twice?",
                Answer("array", "2 * total"),
                "Once for each pass.",
                [
                    Wrong(
                        "as it should be",
                        "total",
                        "That is after the first pass; the second adds the same again.",
                        RESET,
                    ),
                    Wrong(
                        "squared",
                        "total ** 2",
                        "It is added twice, not multiplied by itself.",
                        RESET,
                    ),
                ],
                hints=["Add the right one to itself."],
            ),
        ],
        solution="Right {total}; the last sample alone {dz[2]}; divided {total / 3}; not reset "
        "{2 * total}.",
    ),
    Exercise(
        id="floor-of-two-softmaxes",
        kind="solve",
        skills=["softmax", "cross-entropy"],
        setting="A network takes the softmax, and its loss takes it again. You need a calculator "
        "with logarithms; e is 2.718.",
        steps=[
            Step(
                "What is the lowest loss that it can reach with ten classes? Two decimals.",
                "log(1 + 9 * exp(-1))",
                "The right class gets e of e + 9, and the loss is log((e + 9) / e).",
                [
                    Wrong(
                        "all equally likely",
                        "log(10)",
                        "That is the loss where all ten classes are equally likely: the start.",
                        TWICE,
                    ),
                    Wrong(
                        "two classes",
                        "log(1 + exp(-1))",
                        "That is for two classes. Here nine others share the rest.",
                        TWICE,
                    ),
                    Wrong(
                        "the probability",
                        "1 / (1 + 9 * exp(-1))",
                        "That is the share of the right class; the loss is minus its logarithm.",
                        TWICE,
                    ),
                    Wrong(
                        "ten others",
                        "log(1 + 10 * exp(-1))",
                        "Besides the right class there are nine.",
                        TWICE,
                    ),
                ],
                hints=["At best the inner softmax gives a 1 and nine zeros."],
            ),
            Step(
                "And the loss at the start, when all ten are equally likely? Two decimals.",
                "log(10)",
                "Equal numbers stay equal through both softmaxes: a tenth each.",
                [
                    Wrong(
                        "the probability",
                        "0.1",
                        "That is the share of each class; the loss is minus its logarithm.",
                        TWICE,
                    ),
                    Wrong(
                        "the lowest loss",
                        "log(1 + 9 * exp(-1))",
                        "That is the lowest loss. At the start the inner softmax gives ten tenths.",
                        TWICE,
                    ),
                ],
                hints=["What does the outer softmax make of ten equal numbers?"],
            ),
            Step(
                "What is the lowest loss with three classes? Two decimals.",
                "log(1 + 2 * exp(-1))",
                "log(1 + (K − 1) / e) with K = 3.",
                [
                    Wrong(
                        "two classes",
                        "log(1 + exp(-1))",
                        "That is for two classes; here there are two others.",
                        TWICE,
                    ),
                    Wrong(
                        "all others counted in",
                        "log(1 + 3 * exp(-1))",
                        "Besides the right class there are two.",
                        TWICE,
                    ),
                    Wrong(
                        "all equally likely",
                        "log(3)",
                        "That is the loss where all three are equally likely.",
                        TWICE,
                    ),
                ],
                hints=["The same, with two others in place of nine."],
            ),
        ],
        solution="log(1 + 9/e) = {log(1 + 9 * exp(-1))}, log 10 = {log(10)}, and log(1 + 2/e) = "
        "{log(1 + 2 * exp(-1))}.",
    ),
    Exercise(
        id="three-in-one",
        kind="find the error",
        skills=["training loop", "diagnosis"],
        setting="The inputs are 1 and 2, the targets 4 and 6, the first weight is 1 and the rate "
        "0.1. The loss is the mean over the samples of half the squared error.",
        let={"g": "1 * (1 - 4) + 2 * (2 - 6)", "w": "1", "r": "0.1"},
        code=[
            "gradient = np.zeros_like(weights)",
            "for _ in range(steps):",
            "    errors = targets - inputs @ weights",
            "    gradient = gradient + inputs.T @ errors",
            "    weights = weights - rate * gradient",
        ],
        steps=[
            Step(
                "Where is the weight after one step of a program that is right?",
                "w - r * g / 2",
                "The errors are −3 and −4, the mean gradient −5.5.",
                [
                    Wrong("missing 1/n", "w - r * g"),
                    Wrong("sign of (a − y)", "w + r * g / 2"),
                    Wrong("learning rate left out", "w - g / 2"),
                ],
                hints=["The gradient is the mean of input times error."],
            ),
            Step(
                "And after one step of the program above?",
                "w + r * g",
                "Its gradient is +11: the other sign, and not divided by 2.",
                [
                    Wrong(
                        "as it should be",
                        "w - r * g / 2",
                        "That is the right program. Follow the lines as they stand.",
                        SIGN,
                    ),
                    Wrong(
                        "only one of the mistakes",
                        "w - r * g",
                        "The errors have the other sign as well.",
                        SIGN,
                    ),
                    Wrong(
                        "only one of the mistakes",
                        "w + r * g / 2",
                        "Nothing divides by the number of samples either.",
                        SIGN,
                    ),
                ],
                hints=["`errors` is [3, 4]."],
            ),
            Step.choose(
                "The sign is mended and the division put in. What is still wrong?",
                "From the second step on, the gradient holds those before it too.",
                Option(
                    "Nothing: it is right now.",
                    "only the first step",
                    "The first step is right now. What is in `gradient` when the second begins?",
                    RESET,
                ),
                Option(
                    "`weights` is a copy, and the caller keeps the old one.",
                    "step on a copy",
                    "The loop goes on with its own `weights`, and may return them: that works.",
                    RESET,
                ),
                right="`gradient + …` adds to the last one; each step needs its own.",
            ),
        ],
        solution="Right: 1 − 0.1 · (−5.5) = {w - r * g / 2}. The program: 1 − 0.1 · 11 = {w + r * "
        "g}. The third mistake is the sum that is never reset.",
    ),
]
