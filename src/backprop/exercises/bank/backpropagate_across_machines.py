"""Exercises on a batch that is split: shares, bytes, waiting, stale gradients, what pays."""

from backprop.exercises.exercise import Answer, Drawn, Exercise, Option, Step, Wrong

__all__ = ["EXERCISES"]

CHAPTER = "16-backpropagate-across-machines"
SPLIT = f"{CHAPTER}#a-sum-can-be-split"
UNEQUAL = f"{CHAPTER}#shards-of-unequal-size"
REDUCE = f"{CHAPTER}#everybody-needs-the-sum"
WAIT = f"{CHAPTER}#waiting-for-the-slowest"
STALE = f"{CHAPTER}#gradients-that-are-stale"
PAYS = f"{CHAPTER}#when-splitting-pays"
MEASURE = f"{CHAPTER}#1-measured-in-two-places"
BUTTERFLY = f"{CHAPTER}#2-in-pairs"
LIMIT = f"{CHAPTER}#3-six-steps-in-a-circle"

MEANS = "mean of the shards' means, not weighted"
FULL = "That is the mean of its own samples; weight it by their share of the batch."
FOUR_OLD = 0.34729635533386066  # 2 sin(π / 18)
FRESH = "That is with the gradient at the present weight. The one that arrives is a step old."

EXERCISES = [
    Exercise(
        id="what-is-sent",
        kind="choose",
        skills=["data parallel", "counting"],
        setting="A network with {i} inputs, {h} hidden neurons and {o} outputs, all with biases, "
        "is trained on batches of {n} samples that stay on {m} workers.",
        given={
            "i": Drawn((10, 20, 30)),
            "h": Drawn((4, 5, 8)),
            "o": Drawn((2, 3)),
            "n": Drawn((600, 1200, 1800)),
            "m": Drawn((2, 3, 4, 6)),
        },
        let={"p": "(i + 1) * h + (h + 1) * o"},
        steps=[
            Step.choose(
                "What does a worker send for each batch?",
                "the gradient of each parameter, summed over its own samples",
                Option(
                    "the gradient of each parameter, for each of its samples",
                    "batch not summed",
                    "The sum over its own samples is all that the others need: it adds them up "
                    "before it sends.",
                    SPLIT,
                ),
                Option(
                    "its samples and their targets",
                    "samples sent",
                    "The samples stay where they are. Only sums over them travel.",
                    SPLIT,
                ),
                Option(
                    "its outputs, so that one machine computes the loss of all",
                    "outputs sent",
                    "The loss is a sum over samples, too, so each worker can run its own backward "
                    "pass.",
                    SPLIT,
                ),
                right="A sum of sums is the whole sum, and takes no more room than one gradient.",
                hints=["What does the sum over the batch need from each part of it?"],
            ),
            Step(
                "How many numbers is that?",
                "p",
                "({i} + 1) · {h} weights and biases, and ({h} + 1) · {o} more: {p}.",
                [
                    Wrong(
                        "biases left out",
                        "i * h + h * o",
                        "Those are the weights. Each neuron has a bias as well.",
                        SPLIT,
                    ),
                    Wrong(
                        "one row for each sample",
                        "p * n / m",
                        "Its samples are summed before anything is sent.",
                        SPLIT,
                    ),
                    Wrong(
                        "parameters divided among the workers",
                        "p / m",
                        "The samples are divided. Each worker has all the parameters.",
                        SPLIT,
                    ),
                ],
                hints=["Count the parameters, layer by layer."],
            ),
            Step.choose(
                "The batch is made twice as large. Each worker now sends",
                "as much as before",
                Option(
                    "twice as much",
                    "one row for each sample",
                    "There are more samples in each sum, but no more sums.",
                    SPLIT,
                ),
                Option(
                    "half as much",
                    "sent with each sample",
                    "For each sample it is half. For each batch it is the same.",
                    SPLIT,
                ),
                right="One number for each parameter, however many samples are behind it.",
                hints=["Does the number of parameters depend on the batch?"],
            ),
        ],
        solution="A worker sends its summed gradient: {p} numbers for each batch, however large.",
    ),
    Exercise(
        id="weigh-the-shards",
        kind="solve",
        skills=["shards", "sum or mean"],
        setting="Three workers hold {n[0]}, {n[1]} and {n[2]} samples of a batch. For one weight, "
        "the gradients of the mean loss over their own samples are {g[0]}, {g[1]} and {g[2]}.",
        given={
            "n": Drawn((1, 2, 3, 4, 5, 6), (3,), distinct=True),
            "g": Drawn((-12, -6, -4, -3, 2, 5, 6, 10), (3,), distinct=True),
        },
        let={"N": "sum(n)", "total": "n @ g / N", "part": "n[0] * g[0] / N"},
        where=[
            "(N - 8) * (N - 10) * (N - 12) == 0",
            "total != 0",
            "total != sum(g) / 3",
            "sum(g) != 0",
            "N != 3 * n[0]",
            "n[0] != 1",
            "total != g[0]",
            "total != part",
        ],
        steps=[
            Step(
                "What is the part of the first worker in the gradient of the whole batch?",
                "part",
                "It has {n[0]} of {N} samples: {n[0]} / {N} · {g[0]:()} = {part}.",
                [
                    Wrong(MEANS, "g[0] / 3"),
                    Wrong("own mean in full", "g[0]", FULL, UNEQUAL),
                    Wrong(
                        "missing 1/n",
                        "n[0] * g[0]",
                        "That is the sum over its samples. Divide by all {N}.",
                        UNEQUAL,
                    ),
                ],
                hints=["Which share of the batch are {n[0]} samples of {N}?"],
            ),
            Step(
                "What is the gradient of the mean loss over all {N} samples?",
                "total",
                "({n[0]} · {g[0]:()} + {n[1]} · {g[1]:()} + {n[2]} · {g[2]:()}) / {N} = {total}.",
                [
                    Wrong(MEANS, "sum(g) / 3"),
                    Wrong(
                        "means added",
                        "sum(g)",
                        "Means do not add up to a mean. Weight each by its share first.",
                        UNEQUAL,
                    ),
                    Wrong(
                        "missing 1/n",
                        "n @ g",
                        "That is the sum over all samples. Divide by {N}.",
                        UNEQUAL,
                    ),
                ],
                hints=["Turn each mean back into a sum, add the sums, divide once."],
            ),
            Step(
                "A fourth worker joins, which has no samples of this batch. What is the gradient "
                "now?",
                "total",
                "The batch is the same. An empty shard has the share 0, and sends nothing.",
                [
                    Wrong(
                        "empty shard counted",
                        "3 * total / 4",
                        "You divided by the number of workers. A worker without samples changes "
                        "neither the sum nor N.",
                        UNEQUAL,
                    ),
                    Wrong(
                        MEANS,
                        "sum(g) / 4",
                        "You took the plain mean of four means, and there are only three: weight "
                        "each by its share of the batch.",
                        UNEQUAL,
                    ),
                ],
                hints=["Has any sample been added to the batch?"],
            ),
        ],
        solution="The parts are {n[0] * g[0] / N}, {n[1] * g[1] / N} and {n[2] * g[2] / N}, "
        "together {total}. A worker without samples changes nothing.",
    ),
    Exercise(
        id="bytes-in-the-ring",
        kind="solve",
        skills=["all-reduce", "counting"],
        setting="{m} workers add up their gradients of {p} parameters in a ring. A number takes 4 "
        "bytes.",
        given={"m": Drawn((4, 5, 8, 10)), "k": Drawn((100, 200, 300, 500))},
        let={"p": "m * k"},
        steps=[
            Step(
                "How many rounds does it take until everybody has the sum?",
                "2 * (m - 1)",
                "{m - 1} rounds of adding, then {m - 1} of passing on.",
                [
                    Wrong(
                        "one lap only",
                        "m - 1",
                        "Then each chunk is complete in one place. It takes as many rounds again "
                        "to bring it to all.",
                        REDUCE,
                    ),
                    Wrong(
                        "a round too many for each lap",
                        "2 * m",
                        "A chunk that begins at one worker has {m - 1} others to visit, not {m}.",
                        REDUCE,
                    ),
                ],
                hints=["How many others must a chunk visit to be complete?"],
            ),
            Step(
                "How many bytes does each worker send?",
                "2 * (m - 1) * 4 * k",
                "{2 * (m - 1)} rounds, each with a chunk of {p} / {m} = {k} numbers, {4 * k} "
                "bytes.",
                [
                    Wrong(
                        "one lap only",
                        "(m - 1) * 4 * k",
                        "That is the lap of adding. The finished chunks have to go round, too.",
                        REDUCE,
                    ),
                    Wrong(
                        "whole array in each round",
                        "2 * (m - 1) * 4 * p",
                        "In each round a worker sends one chunk, not the whole array.",
                        REDUCE,
                    ),
                    Wrong(
                        "numbers for bytes",
                        "2 * (m - 1) * k",
                        "That is how many numbers it sends. Each takes 4 bytes.",
                        REDUCE,
                    ),
                    Wrong(
                        "limit for many workers",
                        "2 * 4 * p",
                        "That is the limit for very many workers. Here there are {m}.",
                        REDUCE,
                    ),
                ],
                hints=["How large is a chunk?", "One chunk in each round."],
            ),
            Step(
                "How many bytes would a single collector receive, if all the others sent theirs to "
                "it?",
                "(m - 1) * 4 * p",
                "{m - 1} arrays of {4 * p} bytes.",
                [
                    Wrong(
                        "its own counted",
                        "m * 4 * p",
                        "The collector has its own array already.",
                        REDUCE,
                    ),
                    Wrong(
                        "one chunk of each",
                        "(m - 1) * 4 * k",
                        "Nobody cuts the arrays here: each of the others sends all of its own.",
                        REDUCE,
                    ),
                    Wrong(
                        "numbers for bytes",
                        "(m - 1) * p",
                        "That is how many numbers it receives. Each takes 4 bytes.",
                        REDUCE,
                    ),
                ],
                hints=["How many others are there, and how much has each?"],
            ),
        ],
        solution="{2 * (m - 1)} rounds with {4 * k} bytes each: {2 * (m - 1) * 4 * k} bytes. A "
        "collector would receive {(m - 1) * 4 * p}.",
    ),
    Exercise(
        id="wait-for-all",
        kind="predict",
        skills=["synchronous", "asynchronous"],
        setting="Three workers need these times for their parts of three steps, in seconds: a row "
        "for each step, a column for each worker. Sending takes no time.",
        given={"T": Drawn((1, 2, 3, 4, 6), (3, 3))},
        shows={"seconds": "T"},
        where=[
            "max(sum(T, 0)) != sum(max(T, 1))",
            "sum(T) / 3 != max(sum(T, 0))",
            "sum(max(T, 1)) != 3 * max(T)",
        ],
        steps=[
            Step(
                "After each step all wait for one another. How long do the three steps take?",
                "sum(max(T, 1))",
                "Each step takes as long as its slowest worker: {max(T, 1)[0]} + {max(T, 1)[1]} + "
                "{max(T, 1)[2]}.",
                [
                    Wrong(
                        "nobody waits",
                        "max(sum(T, 0))",
                        "That is how long the slowest worker takes by itself. But it is not the "
                        "slowest in each step.",
                        WAIT,
                    ),
                    Wrong(
                        "average worker",
                        "sum(T) / 3",
                        "That is the average worker. Each step takes as long as its slowest.",
                        WAIT,
                    ),
                    Wrong(
                        "times added over the workers",
                        "sum(T)",
                        "The workers compute at the same time: take the slowest of each row.",
                        WAIT,
                    ),
                ],
                hints=["When can the second step begin?"],
            ),
            Step(
                "Nobody waits: each worker begins its next part at once. After how many seconds "
                "have all of them finished their three parts?",
                "max(sum(T, 0))",
                "The workers need {sum(T, 0)[0]}, {sum(T, 0)[1]} and {sum(T, 0)[2]} seconds.",
                [
                    Wrong(
                        "all wait",
                        "sum(max(T, 1))",
                        "That is with waiting. Now add up each worker’s own times.",
                        WAIT,
                    ),
                    Wrong(
                        "average worker",
                        "sum(T) / 3",
                        "That is the average worker. The last one takes longer.",
                        WAIT,
                    ),
                ],
                hints=["Add up each column."],
            ),
        ],
        solution="With waiting, {sum(max(T, 1))} seconds: the slowest of each row. Without, "
        "{max(sum(T, 0))}: the slowest column.",
    ),
    Exercise(
        id="one-step-old",
        kind="predict",
        skills=["stale gradients", "learning rate"],
        setting="The loss is ½w², so the gradient at w is w. The rate is {r}, and w starts at {s}. "
        "Each gradient arrives a step late: steps 1 and 2 both use the one at the start, step 3 "
        "the one after step 1.",
        given={"r": Drawn((0.5, 1.5, 2)), "s": Drawn((4, 8, 12))},
        let={"a": "s - r * s", "b": "a - r * s", "c": "b - r * a"},
        steps=[
            Step(
                "What is w after step 1?",
                "a",
                "{s} − {r} · {s} = {a}.",
                [
                    Wrong("step uphill", "s + r * s"),
                    Wrong("learning rate left out", "s - s"),
                    Wrong(
                        "square not differentiated",
                        "s - r * s**2 / 2",
                        "You subtracted the loss. The gradient of ½w² is w.",
                        STALE,
                    ),
                ],
                hints=["Subtract rate times gradient; the gradient is {s}."],
                name="first",
            ),
            Step(
                "After step 2?",
                "first - r * s",
                "The gradient is still the one at the start: {a} − {r} · {s} = {b}.",
                [
                    Wrong("fresh gradient", "first - r * first", FRESH, STALE),
                    Wrong("step uphill", "first + r * s"),
                ],
                hints=["Which weight was the gradient computed at?"],
                name="second",
            ),
            Step(
                "After step 3?",
                "second - r * first",
                "{b} − {r} · {a:()} = {c}.",
                [
                    Wrong("fresh gradient", "second - r * second", FRESH, STALE),
                    Wrong(
                        "oldest gradient again",
                        "second - r * s",
                        "That is the gradient at the start. The one after step 1 has arrived.",
                        STALE,
                    ),
                    Wrong("step uphill", "second + r * first"),
                ],
                hints=["The gradient is the weight after step 1."],
            ),
            Step.choose(
                "With fresh gradients, every rate below 2 would bring w to 0. With gradients that "
                "are one step old, it takes a rate below",
                "1",
                Option(
                    "2, as before",
                    "delay taken for harmless",
                    "At 1 the weight comes back to where it was every six steps, and above it "
                    "swings ever wider.",
                    STALE,
                ),
                Option(
                    "4",
                    "rate raised",
                    "An old gradient pushes on when the goal is passed already: steps must be "
                    "shorter.",
                    STALE,
                ),
                Option(
                    "1.5",
                    "too little taken off",
                    "Try it from 1, 1: at 1.5 the sizes grow. The table of the chapter has the "
                    "limit.",
                    STALE,
                ),
                right="One step of delay halves the largest rate.",
                hints=["Look at the table of largest rates."],
            ),
        ],
        solution="{s} − {r} · {s} = {a}, then {a} − {r} · {s} = {b}, then {b} − {r} · {a:()} = "
        "{c}. The rate must be below 1.",
    ),
    Exercise(
        id="does-it-pay",
        kind="solve",
        skills=["speed-up", "all-reduce"],
        setting="One machine needs {t} ms for the passes of a step. Split among {m} workers, each "
        "needs its share of that, and then {c} ms for the all-reduce.",
        given={
            "t": Drawn((80, 120, 160, 240)),
            "m": Drawn((2, 4, 5, 8)),
            "c": Drawn((20, 30, 40, 60)),
        },
        let={"took": "t / m + c"},
        where=["c != t / m", "took != c * m"],
        steps=[
            Step(
                "How many milliseconds does a step take with {m} workers?",
                "took",
                "{t} / {m} + {c} = {took}.",
                [
                    Wrong(
                        "transfer left out",
                        "t / m",
                        "That is the computing alone. The gradients have to be added up, too.",
                        PAYS,
                    ),
                    Wrong(
                        "transfer divided as well",
                        "(t + c) / m",
                        "The samples are divided among the workers; the all-reduce takes as "
                        "long as before.",
                        PAYS,
                    ),
                    Wrong(
                        "nothing divided",
                        "t + c",
                        "Each worker computes for its own samples alone: divide by {m}.",
                        PAYS,
                    ),
                ],
                hints=["Computing is divided, the all-reduce is not."],
                name="step",
            ),
            Step(
                "How many times as fast is that as one machine?",
                "t / step",
                "{t} ms in place of {took}.",
                [
                    Wrong(
                        "number of workers",
                        "m",
                        "That is what it would be if sending took no time.",
                        PAYS,
                    ),
                    Wrong(
                        "turned upside down",
                        "step / t",
                        "That is new over old. How many new steps take as long as one old step?",
                        PAYS,
                    ),
                ],
                hints=["Old time divided by new time."],
            ),
            Step(
                "The all-reduce always takes {c} ms. Which speed-up can no number of workers "
                "exceed?",
                "t / c",
                "The computing goes to 0, and {c} ms are left: {t} / {c}.",
                [
                    Wrong(
                        "number of workers",
                        "m",
                        "Add more workers: what is left of the step when the computing takes "
                        "no time?",
                        PAYS,
                    ),
                    Wrong(
                        "time for speed-up",
                        "c",
                        "That is how many milliseconds are left. How many times do they go "
                        "into {t}?",
                        PAYS,
                    ),
                    Wrong(
                        "both times kept",
                        "(t + c) / c",
                        "One machine alone has no all-reduce: it needs {t} ms.",
                        PAYS,
                    ),
                ],
                hints=["How long is a step if the passes take no time at all?"],
            ),
        ],
        solution="{t} / {m} + {c} = {took} ms, {t / took} times as fast, and never more than "
        "{t / c} times.",
    ),
    Exercise(
        id="a-step-of-two-workers",
        kind="solve",
        skills=["shards", "data parallel"],
        setting="One linear neuron without a bias has the weight {w}; the loss is the mean of half "
        "the squared errors, the rate is {r}. Worker A has the inputs {x} with the targets {t}, "
        "worker B the input {u} with the target {v}.",
        given={
            "w": Drawn((1, 2, 3)),
            "x": Drawn((-2, -1, 1, 2, 3), (3,), distinct=True),
            "t": Drawn((-2, 0, 1, 4, 5), (3,)),
            "u": Drawn((-2, 2, 3, 4)),
            "v": Drawn((-3, -1, 0, 2)),
            "r": Drawn((0.1, 0.2)),
        },
        let={
            "ga": "mean((w * x - t) * x)",
            "gb": "(w * u - v) * u",
            "sa": "sum((w * x - t) * x)",
            "g": "(sa + gb) / 4",
        },
        where=[
            "g != 0",
            "ga != 0",
            "gb != 0",
            "ga != gb",
            "ga + gb != 0",
            "sa / 3 == sa / 6 * 2",
            "(sa - 6) * (sa - 3) * (sa + 3) * (sa - 9) * (sa - 12) * (sa + 6) * (sa - 15) == 0",
            "sum((t - w * x) ** 2) != 0",
            "mean(w * x - t) != ga",
            "w * u != v",
            "gb != w * u - v",
        ],
        steps=[
            Step(
                "Which gradient does worker A find for its own mean loss?",
                "ga",
                "Error times input, averaged over its three samples: {sa} / 3 = {ga}.",
                [
                    Wrong(
                        "missing 1/n",
                        "sa",
                        "That is the sum over its samples. Its mean loss divides by 3.",
                        UNEQUAL,
                    ),
                    Wrong("sign of (a − y)", "-ga"),
                    Wrong(
                        "input left out",
                        "mean(w * x - t)",
                        "Those are the errors. Each is multiplied by the input that the weight "
                        "meets.",
                        SPLIT,
                    ),
                ],
                hints=["The errors are {w * x - t}.", "Multiply each by its input."],
                name="a",
            ),
            Step(
                "And worker B?",
                "gb",
                "({w} · {u:()} − {v:()}) · {u:()} = {gb}.",
                [
                    Wrong("sign of (a − y)", "-gb"),
                    Wrong(
                        "input left out",
                        "w * u - v",
                        "That is the error. It is multiplied by the input.",
                        SPLIT,
                    ),
                ],
                hints=["The error is {w * u - v}."],
                name="b",
            ),
            Step(
                "What is the gradient of the mean loss over all four samples?",
                "(3 * a + b) / 4",
                "3 / 4 · {ga:()} + 1 / 4 · {gb:()} = {g}.",
                [
                    Wrong(MEANS, "(a + b) / 2"),
                    Wrong(
                        "means added",
                        "a + b",
                        "Means do not add up to a mean. Weight each by its share first.",
                        UNEQUAL,
                    ),
                    Wrong(
                        "missing 1/n",
                        "3 * a + b",
                        "That is the sum over all samples. Divide by 4.",
                        UNEQUAL,
                    ),
                ],
                hints=["A has three of the four samples, B one."],
                name="whole",
            ),
            Step(
                "What is the weight after the step, on both workers?",
                "w - r * whole",
                "{w} − {r} · {g:()} = {w - r * g}.",
                [
                    Wrong("step uphill", "w + r * whole"),
                    Wrong("learning rate left out", "w - whole"),
                ],
                hints=["Subtract rate times gradient."],
            ),
        ],
        solution="A finds {ga} and B {gb}. Together 3 / 4 · {ga:()} + 1 / 4 · {gb:()} = {g}, and "
        "the weight becomes {w - r * g} on both.",
    ),
    Exercise(
        id="error-across-machines",
        kind="find the error",
        skills=["shards", "sum or mean"],
        setting="Each pair in `shards` is what one worker holds. The loss is a mean, and `layer` "
        "is the same everywhere. One line is wrong.",
        given={
            "n": Drawn((1, 2, 3, 4, 6), (2,), distinct=True),
            "g": Drawn((-8, -5, -2, 3, 4, 9), (2,), distinct=True),
        },
        where=[
            "(sum(n) - 4) * (sum(n) - 5) * (sum(n) - 8) * (sum(n) - 10) == 0",
            "n @ g != 0",
            "sum(g) != 0",
            "n @ g / sum(n) != sum(g) / 2",
        ],
        steps=[
            Step.find_line(
                "Which line?",
                Option(
                    "n_samples = sum(len(x) for x, y in shards)",
                    says="it counts the samples of all shards.",
                    see=UNEQUAL,
                ),
                Option("parts = []"),
                Option("for x, y in shards:"),
                Option(
                    "    loss.forward(layer.forward(x), y)",
                    says="each worker has its own forward pass.",
                ),
                Option(
                    "    layer.backward(loss.backward())",
                    says="each worker goes back through its own samples.",
                ),
                "    share = 1 / len(shards)",
                Option(
                    "    parts.append(share * layer.dweights)",
                    says="each mean is weighted before it is added.",
                    see=UNEQUAL,
                ),
                Option(
                    "dweights = sum(parts)",
                    says="weighted parts are added; nothing is left to divide.",
                    see=UNEQUAL,
                ),
                right="It has to be `len(x) / n_samples`: a shard counts as much as it has "
                "samples.",
                hints=["Which number is computed, and then never used?"],
            ),
            Step(
                "Two shards have {n[0]} and {n[1]} samples, and means of {g[0]} and {g[1]} for one "
                "weight. What does the code give?",
                "sum(g) / 2",
                "Half of each: ({g[0]} + {g[1]:()}) / 2. It should have been {n @ g / sum(n)}.",
                [
                    Wrong(
                        "result of the right code",
                        "n @ g / sum(n)",
                        "That is what it should give. Here each shard counts the same.",
                        UNEQUAL,
                    ),
                    Wrong(
                        "means added",
                        "sum(g)",
                        "Each is multiplied by the share first, which is 1 / 2.",
                        UNEQUAL,
                    ),
                ],
                hints=["What is `share` for two shards?"],
            ),
            Step.choose(
                "When does nobody notice?",
                "When all shards have the same size",
                Option(
                    "When the batch is large",
                    "missing weight taken for noise",
                    "With 1000 samples on one worker and 10 on another, each of the 10 counts "
                    "a hundred times as much as each of the 1000.",
                    UNEQUAL,
                ),
                Option(
                    "When the loss is a mean",
                    "mean taken for safe",
                    "It is: that is why the shares matter. With sums it would be enough to add.",
                    UNEQUAL,
                ),
                right="Then 1 / `len(shards)` and `len(x)` / `n_samples` are the same number.",
                hints=["When is 1 / 2 the right share for two shards?"],
            ),
        ],
        solution="`share` has to be `len(x) / n_samples`. As it stands the code gives "
        "{sum(g) / 2} in place of {n @ g / sum(n)}; with shards of equal size, the same.",
    ),
    Exercise(
        id="measured-in-two-places",
        kind="solve",
        skills=["shards", "sum or mean"],
        setting="Worker A measures a network on 10 samples, worker B on 30 others. A finds an "
        "accuracy of 0.5, B of 0.9. On the same samples a second network predicts prices: its root "
        "mean squared error is 13 for A, and 3 for B.",
        let={"n": "[10, 30]", "c": "[0.5, 0.9]", "e": "[13, 3]"},
        steps=[
            Step(
                "What is the accuracy on all 40?",
                "n @ c / 40",
                "5 + 27 are right: 32 of 40.",
                [
                    Wrong(MEANS, "mean(c)", see=MEASURE),
                    Wrong(
                        "wrong samples counted",
                        "n @ (1 - c) / 40",
                        "That is the fraction that is wrong.",
                        MEASURE,
                    ),
                ],
                hints=["How many are right on A, how many on B?"],
            ),
            Step(
                "What is the root mean squared error on all 40?",
                "sqrt(n @ e**2 / 40)",
                "The mean of the squares is (10 · 169 + 30 · 9) / 40 = 49.",
                [
                    Wrong(
                        MEANS,
                        "mean(e)",
                        "You took the plain mean. Here weights alone do not help either: go back "
                        "to the squares.",
                        MEASURE,
                    ),
                    Wrong(
                        "roots weighted",
                        "n @ e / 40",
                        "You weighted the roots. A root of a mean is not a mean of roots: weight "
                        "the squares.",
                        MEASURE,
                    ),
                    Wrong(
                        "squares not weighted",
                        "sqrt(mean(e**2))",
                        "Squares are right. Weight each by its share.",
                        MEASURE,
                    ),
                    Wrong(
                        "root left out",
                        "n @ e**2 / 40",
                        "That is the mean of the squares. Take its root.",
                        MEASURE,
                    ),
                ],
                hints=["Which sum did each of them take before the root?", "Square, weight, root."],
            ),
        ],
        solution="(5 + 27) / 40 = 0.8. The squares are 169 and 9, their weighted mean is 49, and "
        "the root of that is 7.",
    ),
    Exercise(
        id="in-pairs",
        kind="solve",
        skills=["all-reduce", "counting"],
        setting="Eight workers, numbered 0 to 7, each hold an array of 1000 numbers. In the first "
        "round each swaps its whole array with the worker whose number differs by 1 (0 and 1, 2 "
        "and 3, …), and both add. In the second round the numbers differ by 2 (0 and 2, 1 and 3, "
        "…), and so on, with 4 next.",
        steps=[
            Step(
                "How many rounds does it take until everybody has the sum?",
                "3",
                "Each round doubles the number of arrays in everybody’s sum: 2, 4, 8.",
                [
                    Wrong(
                        "one round for each other worker",
                        "7",
                        "A partner brings all that it has added up so far, not its own array "
                        "alone.",
                        BUTTERFLY,
                    ),
                    Wrong(
                        "and back again",
                        "6",
                        "After the third round all have the sum: nothing is left to pass on.",
                        BUTTERFLY,
                    ),
                    Wrong(
                        "half of them",
                        "4",
                        "After one round two arrays are in each sum, after two rounds four. When "
                        "are there eight?",
                        BUTTERFLY,
                    ),
                ],
                hints=["How many arrays are in the sum of worker 0 after each round?"],
            ),
            Step(
                "How many numbers does each worker send?",
                "3000",
                "The whole array in each of three rounds.",
                [
                    Wrong(
                        "what the ring sends",
                        "1750",
                        "The ring sends that, 2 · 7 / 8 · 1000. Here arrays are sent whole.",
                        BUTTERFLY,
                    ),
                    Wrong(
                        "one round only",
                        "1000",
                        "That is one round.",
                        BUTTERFLY,
                    ),
                    Wrong(
                        "whole array to each other worker",
                        "7000",
                        "It has a partner in three rounds, and sends nothing to the others.",
                        BUTTERFLY,
                    ),
                ],
                hints=["How much does it send in a round?"],
            ),
            Step.choose(
                "When is this way faster than the ring?",
                "when arrays are small: 3 rounds in place of 14",
                Option(
                    "when arrays are large",
                    "rounds taken for bytes",
                    "With large arrays the bytes count, and here there are more of them.",
                    BUTTERFLY,
                ),
                Option(
                    "always",
                    "bytes forgotten",
                    "It sends 3000 numbers where the ring sends 1750.",
                    BUTTERFLY,
                ),
                Option(
                    "never",
                    "rounds forgotten",
                    "Each round has a fixed price, and here there are 3 in place of 14.",
                    BUTTERFLY,
                ),
                right="Fewer rounds, more bytes: it pays where the fixed price of a round decides.",
                hints=["Compare the rounds, then the bytes."],
            ),
        ],
        solution="After three rounds 2, 4, then 8 arrays are in everybody’s sum. Each worker sends "
        "3 · 1000 numbers, in 3 rounds; the ring 1750, in 14.",
    ),
    Exercise(
        id="six-steps-in-a-circle",
        kind="solve",
        skills=["stale gradients", "learning rate"],
        setting="The loss is ½w², the rate 1, and each gradient is one step old: a new weight is "
        "the present one minus the one before. It begins with 1, 1.",
        steps=[
            Step(
                "Which are the next six weights?",
                Answer("array", "[0, -1, -1, 0, 1, 1]"),
                "1 − 1 = 0, 0 − 1 = −1, −1 − 0 = −1, −1 − (−1) = 0, 0 − (−1) = 1, 1 − 0 = 1.",
                [
                    Wrong(
                        "fresh gradient",
                        "[0, 0, 0, 0, 0, 0]",
                        "That is what fresh gradients would do. Subtract the weight before the "
                        "present one.",
                        LIMIT,
                    ),
                    Wrong(
                        "step uphill",
                        "[2, 3, 5, 8, 13, 21]",
                        "You added the gradient. To descend, subtract it.",
                        LIMIT,
                    ),
                ],
                hints=["The next one is 1 − 1, then 0 − 1."],
            ),
            Step(
                "Five workers take turns and never wait, so each gradient is four steps old. The "
                "curvature is 2. What is the largest rate? (Two decimals; the chapter’s table has "
                "the limit for a curvature of 1.)",
                f"{FOUR_OLD} / 2",
                "0.347 for a curvature of 1, and half of that for 2.",
                [
                    Wrong(
                        "curvature left out",
                        str(FOUR_OLD),
                        "That is for a curvature of 1. Here the gradient is 2w: twice as steep.",
                        LIMIT,
                    ),
                    Wrong(
                        "multiplied by the curvature",
                        f"{FOUR_OLD} * 2",
                        "A steeper loss needs a smaller rate.",
                        LIMIT,
                    ),
                    Wrong(
                        "delay left out",
                        "1",
                        "That is for fresh gradients: 2 divided by the curvature.",
                        LIMIT,
                    ),
                ],
                hints=["Rate times curvature decides, as with fresh gradients."],
            ),
        ],
        solution="0, −1, −1, 0, 1, 1: every six steps it is where it was. With a delay of 4 the "
        "limit is 0.347, for a curvature of 2 half of it, 0.17.",
    ),
]
