"""Exercises on an autodiff engine: shared numbers, order, resetting, broadcasting, memory."""

from backprop.exercises.exercise import Answer, Drawn, Exercise, Option, Step, Wrong

__all__ = ["EXERCISES"]

CHAPTER = "15-build-an-autodiff-engine"
PATHS = f"{CHAPTER}#the-simplest-way-back"
ONCE = f"{CHAPTER}#once-each-but-when"
ORDER = f"{CHAPTER}#after-everything-that-uses-it"
RESET = f"{CHAPTER}#add-and-begin-at-0"
ARRAYS = f"{CHAPTER}#from-numbers-to-arrays"
BROADCAST = f"{CHAPTER}#what-was-repeated-is-summed"
MEMORY = f"{CHAPTER}#what-is-kept"
EXERCISE = f"{CHAPTER}#exercises"

LAST_FACTOR = "That is the gradient of h; w is one product further."
SHARED = {"w": Drawn((2, 3, 4)), "x": Drawn((2, 3, 5)), "b": Drawn((-4, -3, -2, 2, 3, 4))}

EXERCISES = [
    Exercise(
        id="shared-number",
        kind="solve",
        skills=["several paths", "chain rule"],
        setting="h = w · x, then k = h + b and y = h · k, with w = {w}, x = {x} and b = {b}. The "
        "number h is used twice.",
        given=SHARED,
        let={"h": "w * x", "k": "h + b"},
        where=["k != 0"],
        steps=[
            Step(
                "What is the gradient of k?",
                "h",
                "The product swaps: k gets the other factor, h = {h}.",
                [Wrong("own factor instead of the other", "k")],
                hints=["y is a product. What is the other factor?"],
                name="dk",
            ),
            Step(
                "What is the gradient of h?",
                "k + dk",
                "From the product y comes k = {k}, and from the sum k comes {dk}.",
                [
                    Wrong("one path of several", "k"),
                    Wrong("overwritten instead of added", "dk"),
                    Wrong(
                        "h counted twice",
                        "2 * h",
                        "As a factor of y, h gets the other factor, k; from k it gets {h}.",
                        PATHS,
                    ),
                ],
                hints=["Two links lead to h: one from y, one from k.", "k gets {dk}, and copies."],
                name="dh",
            ),
            Step(
                "And of w?",
                "dh * x",
                "h passes on {dh}, once, times x = {x}.",
                [
                    Wrong("turn taken too early", "k * x"),
                    Wrong("overwritten instead of added", "h * x"),
                    Wrong("own factor instead of the other", "dh * w"),
                    Wrong("last factor left out", "dh", LAST_FACTOR, PATHS),
                ],
                hints=["w is multiplied by x."],
            ),
        ],
        solution="h = {h} and k = {k}. Then k gets {h}, h gets {k} + {h} = {k + h}, and w gets "
        "{k + h} · {x} = {(k + h) * x}.",
    ),
    Exercise(
        id="count-the-calls",
        kind="predict",
        skills=["several paths", "counting"],
        setting="A number is doubled {n} times by h = h + h.",
        given={"n": Drawn((4, 6, 7, 8, 9))},
        steps=[
            Step(
                "How often is `send` called, which walks every path?",
                "2 ** (n + 1) - 1",
                "Once at the end, then 2, 4, and so on up to {2 ** n} calls at the beginning.",
                [
                    Wrong(
                        "numbers counted",
                        "n + 1",
                        "So many numbers there are; but each sum calls `send` twice for its "
                        "argument, and each of those calls twice again.",
                        PATHS,
                    ),
                    Wrong(
                        "links counted",
                        "2 * n",
                        "So many links there are; but a link is walked once for every path that "
                        "leads to it.",
                        PATHS,
                    ),
                    Wrong(
                        "the first number only",
                        "2 ** n",
                        "So often is the first number reached. Add the calls on the way to it.",
                        PATHS,
                    ),
                ],
                hints=["One doubling takes 3 calls, two take 7."],
            ),
            Step(
                "And how many turns are there if each number has one?",
                "n + 1",
                "The {n} sums and the number at the beginning.",
                [
                    Wrong(
                        "links counted",
                        "2 * n",
                        "That is how many links are used. A turn belongs to a number.",
                        ORDER,
                    ),
                    Wrong(
                        "every path walked",
                        "2 ** (n + 1) - 1",
                        "That is with a call for each path. Now every number waits, and has one "
                        "turn.",
                        ORDER,
                    ),
                ],
                hints=["Count the numbers: the first one, and one for each sum."],
            ),
        ],
        solution="`send` is called 2^{n + 1} − 1 = {2 ** (n + 1) - 1} times. With one turn each "
        "there are {n + 1} turns.",
    ),
    Exercise(
        id="orders-that-work",
        kind="choose",
        skills=["order", "several paths"],
        setting="a = w · x, then c = a + b, e = a · c and y = e + c, with w = {w}, x = {x} and "
        "b = {b}. Each number has one turn, and passes on what it holds at that moment.",
        given={"w": Drawn((2, 3, 4)), "x": Drawn((2, 3, 5)), "b": Drawn((-3, -2, 2, 3, 4))},
        let={"a": "w * x", "c": "a + b"},
        where=["c != 0", "c != 1"],
        steps=[
            Step.choose(
                "In which order may they have their turns on the way back?",
                "y, e, c, a",
                Option(
                    "y, c, e, a",
                    "turn taken too early",
                    "e uses c, too: c must wait for e.",
                    ORDER,
                ),
                Option(
                    "y, e, a, c",
                    "turn taken too early",
                    "c uses a, too: a must wait for c.",
                    ORDER,
                ),
                Option(
                    "a, c, e, y",
                    "forward order",
                    "That is the way forward. Back it goes from y to a.",
                    ORDER,
                ),
                right="e comes after y, c after y and e, and a after e and c.",
                hints=["Which numbers use c? They all come before it."],
            ),
            Step(
                "What is the gradient of w?",
                "(c + 1 + a) * x",
                "c gets 1 from y and {a} from e; a gets {c} from e and {1 + a} from c.",
                [
                    Wrong("one path of several", "c * x", see=ORDER),
                    Wrong(
                        "a path left out",
                        "(c + a) * x",
                        "c is used twice: it gets {a} from e, and 1 from y.",
                        ORDER,
                    ),
                    Wrong("turn taken too early", "(c + 1) * x"),
                    Wrong("own factor instead of the other", "(c + 1 + a) * w"),
                    Wrong(
                        "last factor left out",
                        "c + 1 + a",
                        "That is the gradient of a; w is one product further.",
                        ORDER,
                    ),
                ],
                hints=["First complete c, then a.", "e = a · c: a gets {c}, c gets {a}."],
            ),
            Step(
                "What would w get in the order y, c, e, a?",
                "(c + 1) * x",
                "c passes on the 1 from y alone; a holds 1 + {c:()} when its turn comes.",
                [
                    Wrong(
                        "as it should be",
                        "(c + 1 + a) * x",
                        "That is the right gradient. Here c passes on what it holds before e has "
                        "had its turn.",
                        ORDER,
                    ),
                    Wrong(
                        "another order",
                        "c * x",
                        "That is the order y, e, a, c. Here c has its turn before a.",
                        ORDER,
                    ),
                    Wrong(
                        "last factor left out",
                        "c + 1",
                        "That is what a passes on; w gets it times {x}.",
                        ORDER,
                    ),
                ],
                hints=["c holds 1 when it has its turn."],
            ),
        ],
        solution="Right is y, e, c, a: c gets 1 + {a}, a gets {c} + {1 + a}, and w "
        "{(c + 1 + a) * x}. In y, c, e, a it is ({c} + 1) · {x} = {(c + 1) * x}.",
    ),
    Exercise(
        id="backward-twice",
        kind="predict",
        skills=["resetting", "several paths"],
        setting="h = w · x, then k = h + b and y = h · k, with w = {w}, x = {x} and b = {b}. After "
        "one backward pass, k holds {h}, h holds {k + h}, and w holds {(k + h) * x}. Then a second "
        "one is made, which begins with 1 at y.",
        given=SHARED,
        let={"h": "w * x", "k": "h + b", "g": "(k + h) * x"},
        where=["k > 0"],
        steps=[
            Step(
                "All gradients are reset first. What does w hold in the end?",
                "g",
                "The pass begins at 0, and gives the gradient.",
                [
                    Wrong(
                        "not reset",
                        "2 * g",
                        "That is without resetting w. Here every gradient begins at 0.",
                        RESET,
                    ),
                ],
                hints=["Nothing is left of the first pass."],
            ),
            Step(
                "Only h, k and y are reset; w, x and b keep what they have. What does w hold?",
                "2 * g",
                "The same gradient is added once more: {g} + {g}.",
                [
                    Wrong(
                        "all reset",
                        "g",
                        "That is with w reset, too. Here it keeps the {g} of the first pass.",
                        RESET,
                    ),
                    Wrong(
                        "nothing reset",
                        "g + (2 * k + 3 * h) * x",
                        "That is with the old gradients left in h and k. Here these begin at 0.",
                        RESET,
                    ),
                ],
                hints=["What comes back to w is the gradient, as before."],
            ),
            Step(
                "Nothing is reset, except that y begins with 1. What does h pass on in the second "
                "pass?",
                "2 * k + 3 * h",
                "h held {k + h}; it gets {k} from y, and from k the {2 * h} that k now holds.",
                [
                    Wrong(
                        "old gradient of k forgotten",
                        "2 * (k + h)",
                        "k kept its old {h}, too: now it holds {2 * h}, and passes all of it on.",
                        RESET,
                    ),
                    Wrong(
                        "all reset",
                        "k + h",
                        "That is what comes in during one pass. h still holds as much from before.",
                        RESET,
                    ),
                ],
                hints=["First k: it held {h}, and gets {h} again."],
                name="late",
            ),
            Step(
                "And what does w hold then?",
                "g + late * x",
                "It held {g}, and gets {late} · {x}.",
                [
                    Wrong(
                        "results reset",
                        "2 * g",
                        "That is with h and k reset. Here h passes on what it had passed on "
                        "already.",
                        RESET,
                    ),
                    Wrong(
                        "old gradient forgotten",
                        "late * x",
                        "That is what comes in; w still holds {g}.",
                        RESET,
                    ),
                ],
                hints=["w held {g} before."],
            ),
        ],
        solution="All reset: {g}. Results reset: {2 * g}. Nothing reset: k holds {2 * h}, h passes "
        "on {2 * k + 3 * h}, and w holds {g} + {2 * k + 3 * h} · {x} = {g + (2 * k + 3 * h) * x}.",
    ),
    Exercise(
        id="which-function",
        kind="choose",
        skills=["shapes", "matrices"],
        setting="For {n} samples, Z = X @ W + B, where X has shape ({n}, {i}), W ({i}, {m}) and "
        "B (1, {m}). At Z the gradient D comes in, with shape ({n}, {m}).",
        given={"n": Drawn((4, 5, 6)), "i": Drawn((2, 3)), "m": Drawn((7, 8, 9))},
        steps=[
            Step.choose(
                "Which function stands in the link from X @ W to W?",
                "`lambda d: X.T @ d`",
                Option("`lambda d: d @ X.T`", "factors in the wrong order", see=ARRAYS),
                Option(
                    "`lambda d: X @ d`",
                    "transpose missing",
                    "Compare the shapes: ({n}, {i}) and ({n}, {m}) have no product. Transpose X.",
                    ARRAYS,
                ),
                Option(
                    "`lambda d: d @ W.T`",
                    "the other link",
                    "That is the link to X; what W is multiplied by is X.",
                    ARRAYS,
                ),
                right="The shapes ({i}, {n}) and ({n}, {m}) give ({i}, {m}), the shape of W.",
                hints=["The result has the shape of W, ({i}, {m})."],
            ),
            Step.choose(
                "And in the link to X?",
                "`lambda d: d @ W.T`",
                Option("`lambda d: W.T @ d`", "factors in the wrong order", see=ARRAYS),
                Option("`lambda d: d @ W`", "transpose missing", see=ARRAYS),
                Option(
                    "`lambda d: d * W`",
                    "elementwise product",
                    see=ARRAYS,
                ),
                right="The shapes ({n}, {m}) and ({m}, {i}) give ({n}, {i}), the shape of X.",
                hints=["The result has the shape of X, ({n}, {i})."],
            ),
            Step.choose(
                "The link from the sum to B passes on d itself. What does the engine add to B's "
                "gradient?",
                "the sum of d over the samples, of shape (1, {m})",
                Option(
                    "d itself, of shape ({n}, {m})",
                    "batch not summed",
                    see=BROADCAST,
                ),
                Option(
                    "the mean of d over the samples, of shape (1, {m})",
                    "mean in place of the sum",
                    "B is used {n} times, and contributions are added. A 1/n, if there is one, has "
                    "come with d.",
                    BROADCAST,
                ),
                Option(
                    "the sum of d over the neurons, of shape ({n}, 1)",
                    "wrong axis for the biases",
                    see=BROADCAST,
                ),
                right="B was repeated for {n} samples, so {n} contributions are summed.",
                hints=["Along which axis was B repeated?"],
            ),
        ],
        solution="To W: X.T @ d. To X: d @ W.T. To B: d, summed over the {n} samples.",
    ),
    Exercise(
        id="back-from-broadcasting",
        kind="solve",
        skills=["broadcasting", "sums"],
        setting="A has shape (2, 3). On the way back, D comes in at a result of that shape.",
        given={"D": Drawn((-3, -2, -1, 1, 2, 4, 5), (2, 3)), "r": Drawn((2, 3, 4))},
        where=["sum(D) != 0", "sum(D[0]) != 0", "sum(D[1]) != 0", "min_column != 0"],
        let={"min_column": "sum(D, 0)[0] * sum(D, 0)[1] * sum(D, 0)[2]"},
        shows={"D": "D"},
        steps=[
            Step(
                "The result is A + R, where R has shape (1, 3). What is the gradient of R?",
                Answer("array", "sum(D, 0)"),
                "R was repeated for both rows, so the rows of D are added.",
                [
                    Wrong(
                        "mean over the rows",
                        "sum(D, 0) / 2",
                        "Contributions are added, not averaged.",
                        BROADCAST,
                    ),
                    Wrong(
                        "first row only",
                        "D[0]",
                        "R acts on both rows: add what comes back from each.",
                        BROADCAST,
                    ),
                    Wrong(
                        "last row only",
                        "D[1]",
                        "R acts on both rows: add what comes back from each.",
                        BROADCAST,
                    ),
                ],
                hints=["Along axis 0, R had length 1."],
            ),
            Step(
                "It is A + C, where C has shape (2, 1). What is the gradient of C?",
                Answer("array", "sum(D, 1)"),
                "C was repeated for the three columns, so the columns of D are added.",
                [
                    Wrong(
                        "mean over the columns",
                        "sum(D, 1) / 3",
                        "Contributions are added, not averaged.",
                        BROADCAST,
                    ),
                    Wrong(
                        "first column only",
                        "D[:, 0]",
                        "C acts on all three columns: add what comes back from each.",
                        BROADCAST,
                    ),
                ],
                hints=["Along axis 1, C had length 1."],
            ),
            Step(
                "It is A · s, where s has shape (1, 1) and is {r}, and each entry of A is {r + 1}. "
                "What is the gradient of s?",
                "sum(D) * (r + 1)",
                "Every entry of D times that of A, {r + 1}, and all six added.",
                [
                    Wrong("own factor instead of the other", "sum(D) * r"),
                    Wrong(
                        "factor left out",
                        "sum(D)",
                        "In a product each contribution is d times the other factor, {r + 1}.",
                        BROADCAST,
                    ),
                    Wrong(
                        "mean over all entries",
                        "sum(D) * (r + 1) / 6",
                        "Contributions are added, not averaged.",
                        BROADCAST,
                    ),
                ],
                hints=["s is used six times, each time with the factor {r + 1}."],
            ),
        ],
        solution="R: {sum(D, 0)}. C: {sum(D, 1)}, as a column. s: {sum(D)} · {r + 1} = "
        "{sum(D) * (r + 1)}.",
    ),
    Exercise(
        id="memory-of-a-pass",
        kind="solve",
        skills=["memory", "counting"],
        setting="A chain of {layers} layers with {width} neurons each, a batch of {n} samples, 8 "
        "bytes a number. Of each layer the engine keeps three results: product, sum and output.",
        given={
            "layers": Drawn((25, 36, 64, 100)),
            "width": Drawn((20, 50, 100)),
            "n": Drawn((10, 40, 200)),
        },
        let={"root": "sqrt(layers)"},
        where=["n != width"],
        steps=[
            Step(
                "How many kB do the results take? (1 kB is 1000 bytes.)",
                "layers * 3 * width * n * 8 / 1000",
                "{layers} · 3 arrays of {n} · {width} numbers, 8 bytes each.",
                [
                    Wrong(
                        "one array a layer",
                        "layers * width * n * 8 / 1000",
                        "Three arrays are kept of each layer: product, sum and output.",
                        MEMORY,
                    ),
                    Wrong(
                        "numbers for bytes",
                        "layers * 3 * width * n / 1000",
                        "That is how many thousand numbers there are; each takes 8 bytes.",
                        MEMORY,
                    ),
                    Wrong(
                        "batch left out",
                        "layers * 3 * width * 8 / 1000",
                        "Each array has a row for each of the {n} samples.",
                        MEMORY,
                    ),
                    Wrong(
                        "size of the weights",
                        "layers * width * width * 8 / 1000",
                        "That is what the weights take. The results have a row for each sample.",
                        MEMORY,
                    ),
                ],
                hints=["One array has {n} · {width} numbers."],
            ),
            Step.choose(
                "The batch is doubled. What happens to the memory for the parameters?",
                "It stays the same.",
                Option(
                    "It doubles.",
                    "parameters for each sample",
                    "All samples share the parameters; what doubles are the results.",
                    MEMORY,
                ),
                Option(
                    "It grows fourfold.",
                    "width for batch",
                    "That would come from a double width: weights go from neurons to neurons.",
                    MEMORY,
                ),
                right="The samples share the parameters.",
                hints=["What shape has a weight matrix?"],
            ),
            Step(
                "Now only outputs count, one array a layer, and stretches of {root} layers are "
                "computed anew on the way back. How many arrays are held at the worst moment?",
                "2 * root",
                "{root} beginnings of stretches, and {root} outputs of the present one.",
                [
                    Wrong(
                        "one stretch only",
                        "root",
                        "The beginnings of the stretches are kept, too: {root} more.",
                        MEMORY,
                    ),
                    Wrong(
                        "everything kept",
                        "layers",
                        "That is without forgetting anything.",
                        MEMORY,
                    ),
                    Wrong(
                        "half kept",
                        "layers / 2",
                        "Add: so many beginnings, and so many outputs of one stretch.",
                        MEMORY,
                    ),
                ],
                hints=["There are {layers} / {root} beginnings.", "Add the stretch itself."],
            ),
        ],
        solution="{layers} · 3 · {n} · {width} · 8 / 1000 = {layers * 3 * n * width * 8 / 1000} "
        "kB. The parameters do not change. With stretches of {root}: {root} + {root} = {2 * root} "
        "arrays.",
    ),
    Exercise(
        id="engine-by-hand",
        kind="solve",
        skills=["several paths", "chain rule"],
        setting="h = w · x, p = h + u, q = h · v and y = p · q, with w = {w}, x = {x}, u = {u} and "
        "v = {v}.",
        given={
            "w": Drawn((2, 3)),
            "x": Drawn((2, 3)),
            "u": Drawn((-4, -3, -2, 2, 3, 4)),
            "v": Drawn((-3, -2, 2, 3)),
        },
        let={"h": "w * x", "p": "h + u", "q": "h * v"},
        where=["p != 0", "p * v + q != 0"],
        steps=[
            Step(
                "What is the gradient of p?",
                "q",
                "The other factor of y, q = {q}.",
                [Wrong("own factor instead of the other", "p")],
                hints=["Forward: h = {h}, p = {p}, q = {q}."],
                name="dp",
            ),
            Step(
                "And of q?",
                "p",
                "The other factor of y, p = {p}.",
                [Wrong("own factor instead of the other", "q")],
                hints=["Forward: h = {h}, p = {p}, q = {q}."],
                name="dq",
            ),
            Step(
                "What is the gradient of h?",
                "dp + dq * v",
                "From the sum p comes {dp}, from the product q comes {dq} · {v:()}.",
                [
                    Wrong("one path of several", "dp"),
                    Wrong("overwritten instead of added", "dq * v"),
                    Wrong(
                        "factor left out",
                        "dp + dq",
                        "q is h times {v}: what comes from q is multiplied by {v}.",
                        PATHS,
                    ),
                    Wrong("own factor instead of the other", "dp + dq * h"),
                ],
                hints=["Two links lead to h: from p and from q."],
                name="dh",
            ),
            Step(
                "And of w?",
                "dh * x",
                "h passes on {dh}, times x = {x}.",
                [
                    Wrong("own factor instead of the other", "dh * w"),
                    Wrong("last factor left out", "dh", LAST_FACTOR, PATHS),
                    Wrong("turn taken too early", "dp * x"),
                    Wrong("overwritten instead of added", "dq * v * x"),
                ],
                hints=["w is multiplied by x."],
            ),
        ],
        solution="h = {h}, p = {p}, q = {q}. Then p gets {q}, q gets {p}, h gets {q} + {p:()} · "
        "{v:()} = {q + p * v}, and w gets that times {x}: {(q + p * v) * x}.",
    ),
    Exercise(
        id="error-in-the-sweep",
        kind="find the error",
        skills=["order", "code"],
        setting="An engine like the one of this chapter. One line is wrong. `ordered` is right: it "
        "lists each number after its arguments.",
        given=SHARED,
        let={"h": "w * x", "k": "h + b"},
        where=["k != 0"],
        steps=[
            Step.find_line(
                "Which line is wrong?",
                Option("order = ordered(output, {{}})", says="it sorts the numbers.", see=ORDER),
                Option("for each in order:", says="any order will do for resetting.", see=RESET),
                Option("    each.gradient = 0.0", says="results must be reset.", see=RESET),
                Option(
                    "output.gradient = 1.0", says="the output moves as fast as itself.", see=RESET
                ),
                "for number in order:",
                Option("    for a, slope in number.links:", says="each link once.", see=ONCE),
                Option(
                    "        a.gradient += number.gradient * slope",
                    says="incoming gradient times local derivative, added.",
                    see=ONCE,
                ),
                right="Turns go from the end to the beginning: `for number in reversed(order):`.",
                hints=["In which direction does each loop run?"],
            ),
            Step(
                "h = w · x, k = h + b and y = h · k, with w = {w}, x = {x} and b = {b}. Which "
                "gradient does it give h?",
                "k",
                "When y has its turn, which is the last, it gives h the other factor, {k}. k had "
                "nothing to pass on.",
                [
                    Wrong(
                        "as it should be",
                        "k + h",
                        "That is right, but not what this code gives: k has its turn before "
                        "anything has come to it.",
                        ORDER,
                    ),
                    Wrong(
                        "the path through k only",
                        "h",
                        "k has its turn before y, and passes on 0. What comes from y itself?",
                        ORDER,
                    ),
                    Wrong(
                        "nothing arrives",
                        "0",
                        "y holds 1 from the start, and passes something on when its turn comes, at "
                        "the end.",
                        ORDER,
                    ),
                ],
                hints=["The turns are w, x, h, b, k, y. Who holds anything when its turn comes?"],
            ),
            Step(
                "And w?",
                "0",
                "h had its turn long before anything came to it.",
                [
                    Wrong(
                        "as it should be",
                        "(k + h) * x",
                        "That is right, but not what this code gives.",
                        ORDER,
                    ),
                    Wrong(
                        "a second round",
                        "k * x",
                        "h has one turn, and it is over when y sends it {k}.",
                        ORDER,
                    ),
                ],
                hints=["What did h hold when its turn came?"],
            ),
        ],
        solution="Line 5 goes through the list from the front. When y has its turn, all others "
        "have had theirs: h gets {k}, k gets {h}, and nothing goes any further.",
    ),
    Exercise(
        id="a-quotient",
        kind="solve",
        skills=["local derivative", "several paths"],
        setting="q = u / v and y = q · (q + v), with u = 6 and v = 2.",
        let={"u": "6", "v": "2", "q": "u / v"},
        steps=[
            Step(
                "What is the local derivative of q with respect to u?",
                "1 / v",
                "q is u times 1/v, and the other factor is 1/2.",
                [
                    Wrong(
                        "the divisor itself",
                        "v",
                        "q is u times 1/v: the other factor is 1/v.",
                        EXERCISE,
                    ),
                    Wrong(
                        "the quotient",
                        "q",
                        "That is the value of q. How much does it move if u moves by 1?",
                        EXERCISE,
                    ),
                ],
                hints=["What happens to 6 / 2 if the 6 becomes a 7?"],
                name="by_u",
            ),
            Step(
                "And with respect to v?",
                "-u / v ** 2",
                "u times the slope of 1/v: 6 · (−1/4).",
                [
                    Wrong(
                        "minus left out",
                        "u / v ** 2",
                        "1/v falls when v rises: the slope is −1/v².",
                        EXERCISE,
                    ),
                    Wrong(
                        "square left out",
                        "-u / v",
                        "The slope of 1/v is −1/v², with a square.",
                        EXERCISE,
                    ),
                    Wrong(
                        "factor left out",
                        "-1 / v ** 2",
                        "That is the slope of 1/v; it is multiplied by u.",
                        EXERCISE,
                    ),
                ],
                hints=["u times the slope of 1/v, which is −1/v²."],
                name="by_v",
            ),
            Step(
                "What is the gradient of u?",
                "(2 * q + v) * by_u",
                "q gets q + v = 5 as a factor, and 3 from the sum: 8, times 1/2.",
                [
                    Wrong("one path of several", "(q + v) * by_u", see=PATHS),
                    Wrong("overwritten instead of added", "q * by_u"),
                    Wrong("incoming gradient left out", "by_u"),
                    Wrong(
                        "last factor left out",
                        "2 * q + v",
                        "That is the gradient of q; u is one link further.",
                        PATHS,
                    ),
                ],
                hints=["q is used twice. What does it get?", "As a factor 5, from the sum 3."],
            ),
            Step(
                "And of v?",
                "q + (2 * q + v) * by_v",
                "From the sum comes 3, and by way of q, 8 · (−1.5).",
                [
                    Wrong("one path of several", "q", see=PATHS),
                    Wrong("overwritten instead of added", "(2 * q + v) * by_v"),
                    Wrong("turn taken too early", "q + (q + v) * by_v"),
                    Wrong("incoming gradient left out", "by_v"),
                ],
                hints=["v is used twice: in the sum, and in q."],
            ),
        ],
        solution="The local derivatives are 1/v = {1 / v} and −u/v² = {-u / v ** 2}. q gets 5 + 3 "
        "= 8, u gets 8 · {1 / v} = {8 / v}, and v gets {q} + 8 · {-u / v ** 2:()} = "
        "{q - 8 * u / v ** 2}.",
    ),
    Exercise(
        id="mean-of-a-column",
        kind="solve",
        skills=["broadcasting", "sums"],
        setting="C = X − M, where M, of shape (1, 2), holds the mean of each column of X over 3 "
        "samples. At C the gradient D comes in.",
        let={"D": "[[3, 1], [0, 2], [0, 6]]"},
        shows={"D": "D"},
        steps=[
            Step(
                "What is the gradient of M?",
                Answer("array", "-sum(D, 0)"),
                "M was repeated for three samples, and subtracted: minus the sum of the rows.",
                [
                    Wrong("minus left out", "sum(D, 0)"),
                    Wrong(
                        "mean over the rows",
                        "-mean(D, 0)",
                        "Contributions are added. The third comes with the mean, one link further.",
                        BROADCAST,
                    ),
                ],
                hints=["What was repeated forward is summed backward."],
                name="dM",
            ),
            Step(
                "What does each row of X get by way of M?",
                Answer("array", "dM / 3"),
                "Each sample has a third of the mean.",
                [
                    Wrong(
                        "the third left out",
                        "dM",
                        "In a mean of three, each number counts a third.",
                        BROADCAST,
                    ),
                    Wrong(
                        "divided twice",
                        "dM / 9",
                        "Divide by 3 once: that is what the mean does.",
                        BROADCAST,
                    ),
                ],
                hints=["M is (first + second + third row) / 3."],
                name="by_way",
            ),
            Step(
                "What is the gradient of X altogether? Type its three rows.",
                Answer("array", "D - mean(D, 0)"),
                "D itself from C, and minus the mean of D by way of M.",
                [
                    Wrong("one path of several", "D", see=BROADCAST),
                    Wrong(
                        "only by way of M",
                        "0 * D - mean(D, 0)",
                        "That is by way of M; X is also used in C itself.",
                        BROADCAST,
                    ),
                    Wrong(
                        "the third left out",
                        "D - sum(D, 0)",
                        "Each sample has a third of the mean.",
                        BROADCAST,
                    ),
                ],
                hints=["Add both: D, and the same row for every sample."],
            ),
        ],
        solution="M gets {-sum(D, 0)}, each row of X a third of that, {-mean(D, 0)}, and with D: "
        "{D - mean(D, 0)}.",
    ),
    Exercise(
        id="forward-instead",
        kind="solve",
        skills=["chain rule", "forward mode"],
        setting="w = 3, x = 2 and b = −1; h = w · x, k = h + b and y = h · k. Each number "
        "carries its slope with respect to w: 1 for w, 0 for x and b.",
        let={"w": "3", "x": "2", "h": "6", "k": "5"},
        steps=[
            Step(
                "What is the slope of h?",
                "x",
                "1 · 2 + 3 · 0.",
                [
                    Wrong("own factor instead of the other", "w"),
                    Wrong(
                        "slopes multiplied",
                        "0",
                        "The slopes of the factors are not multiplied: each goes with the other "
                        "factor's value.",
                        EXERCISE,
                    ),
                    Wrong(
                        "both slopes added",
                        "1",
                        "That is how a sum does it. In a product each slope is multiplied by the "
                        "other factor.",
                        EXERCISE,
                    ),
                ],
                hints=["Slope of w times x, plus w times slope of x."],
                name="dh",
            ),
            Step(
                "Of k?",
                "dh + 0",
                "A sum adds the slopes: 2 + 0.",
                [
                    Wrong(
                        "b counted",
                        "dh + 1",
                        "b does not depend on w: its slope is 0.",
                        EXERCISE,
                    ),
                ],
                hints=["b does not move with w."],
                name="dk",
            ),
            Step(
                "Of y?",
                "dh * k + h * dk",
                "2 · 5 + 6 · 2, the gradient of w.",
                [
                    Wrong("one path of several", "dh * k"),
                    Wrong(
                        "the first factor held",
                        "h * dk",
                        "Both factors move: add the slope of h times k.",
                        EXERCISE,
                    ),
                    Wrong(
                        "slopes multiplied",
                        "dh * dk",
                        "Each slope is multiplied by the other factor's value, not its slope.",
                        EXERCISE,
                    ),
                ],
                hints=["Slope of h times k, plus h times slope of k."],
            ),
            Step(
                "How often must this be done for the gradient of a thousand weights?",
                "1000",
                "Once for each weight; a sweep back does it at once.",
                [
                    Wrong(
                        "once for all",
                        "1",
                        "That is the way back. Here each run carries the slopes for one input.",
                        EXERCISE,
                    ),
                ],
                hints=["One run gives the slopes with respect to one input."],
            ),
        ],
        solution="The slopes are 2, 2 and 2 · 5 + 6 · 2 = 22. A thousand weights take a thousand "
        "runs.",
    ),
]
