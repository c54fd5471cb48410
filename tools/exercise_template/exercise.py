from backprop.exercises.exercise import Drawn, Exercise, Step, Wrong

EXERCISES = [
    Exercise(
        id="NAME",
        kind="solve",
        skills=["chain rule"],
        setting="A product p = w · x has the factors w = {w} and x = {x}. The gradient {g} arrives "
        "at p.",
        given={
            "w": Drawn((-4, -3, -2, 2, 3, 4)),
            "x": Drawn((-0.5, 0.5, 1.5, 5, 7)),
            "g": Drawn((-3, -2, 2, 3)),
        },
        steps=[
            Step(
                ask="What is the gradient of w?",
                answer="g * x",
                right="The incoming gradient times the other factor: {g:()} · {x:()} = {g * x}.",
                mistakes=[
                    Wrong("own factor instead of the other", "g * w"),
                    Wrong("incoming gradient left out", "x"),
                ],
                hints=["By how much does p move when w is raised by 1?"],
            ),
        ],
        solution="The derivative of p with respect to w is x = {x}. Times the incoming gradient "
        "that is {g * x}.",
    ),
]
