"""An exercise with a question of every form, for the tests of `Question`."""

from __future__ import annotations

from backprop.exercises import Answer, Drawn, Exercise, Step, Wrong

MATRIX = Drawn((-3, -2, -1, 1, 2, 3), (2, 2), distinct=True)

FORMS = Exercise(
    id="every-form",
    kind="solve",
    skills=["forms"],
    setting="The row x goes through a layer with the weights `W`; k = {k}.",
    given={"x": Drawn((2, 3, 5, 7), (2,), distinct=True), "W": MATRIX, "k": Drawn((2, 3, 4))},
    where=["abs(x @ W)[0] > 0", "abs(x @ W)[1] > 0"],
    shows={"x": "x", "W": "W"},
    steps=[
        Step(
            "What is k · x[0]?",
            "k * x[0]",
            "{k} times {x[0]}.",
            name="y",
            mistakes=[
                Wrong("factors-added", "k + x[0]", "You added `k` and `x[0]`.", "glossary#gradient")
            ],
            hints=["Multiply.", "k is {k}."],
            scaffold=Step("What is k · 1?", "k", "Once {k}."),
        ),
        Step("What is k · x[0] + 1?", "y + 1", "One more than {y}."),
        Step("What is `x @ W`?", Answer("array", "x @ W"), "Row times columns."),
        Step(
            "What is the gradient of `W` for `dz` = [1, 2]?",
            Answer("array", "outer(x, [1, 2])"),
            "Each x times each `dz`.",
            mistakes=[Wrong("transposed", "outer([1, 2], x)", "That is its transpose.")],
        ),
        Step.choose("Which of these is k?", "{k}", "{k + 1}", "{k + 2}", right="It was given."),
        Step(
            "Which line is wrong?",
            Answer(
                "line", "1", ["z = x @ W", "dW = dz @ x.T", "dx = dz @ W.T  # back to the inputs"]
            ),
            "It is `x.T @ dz`.",
            mistakes=[Wrong("right-line", "2", "That line is right.")],
        ),
        Step(
            "Put the steps in order.",
            Answer("order", "[0, 1, 2]", ["forward", "backward", "update the weights"]),
            "Gradients come from what forward stored.",
            mistakes=[Wrong("update-first", "[2, 0, 1]", "You updated first.")],
        ),
        Step(
            "Point at the largest weight of the first row.",
            Answer("cell", "[0, argmax(W[0])]", of="W"),
            "It is {max(W[0])}.",
        ),
    ],
    solution="Everything follows from k = {k}.",
)
