"""Exercises on one neuron and the chain rule, number by number."""

from backprop.exercises.exercise import Drawn, Exercise, Option, Step, Wrong

SMALL = (-4, -3, -2, 2, 3, 4)

EXERCISES = [
    Exercise(
        id="product-swaps",
        kind="predict",
        skills=["local derivative"],
        setting="A neuron multiplies x = {x} by its weight w = {w}. "
        "The incoming gradient, that of the product, is {dp}.",
        given={
            "x": Drawn(SMALL),
            "w": Drawn(SMALL),
            "dp": Drawn((-3, -2, 2, 3, 5)),
        },
        steps=[
            Step(
                ask="What is the gradient of w?",
                answer="dp * x",
                right="The other factor, x = {x}, times the incoming gradient, {dp}.",
                mistakes=[
                    Wrong("own factor instead of the other", "dp * w"),
                    Wrong("incoming gradient left out", "x"),
                    Wrong("factors added instead of multiplied", "dp + x"),
                    Wrong("gradient of the product", "dp", "That is the gradient of the product."),
                ],
                hints=["Nudge w by a small h: by how much does the product change?"],
                name="dw",
            ),
            Step.choose(
                "If x were 0, what would the gradient of w be?",
                "0",
                Option(
                    "{dp}", mistake="incoming gradient left out", says="The other factor is 0 then."
                ),
                Option("{dp * w}", mistake="own factor instead of the other"),
                right="0 times anything is 0: an input of 0 hides its weight.",
            ),
        ],
        solution="The product is w · x, so its derivative with respect to w is x = {x}. With the "
        "incoming gradient {dp}, the gradient of w is {dp} · {x} = {dw}.",
    ),
]
