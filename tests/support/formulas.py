"""Formulas as text for the tests: random ones, and those that cannot be read."""

from __future__ import annotations

import random

# A formula, what is marked in it with a pointer below, and words of the sentence.
MALFORMED = [
    ("", "", 0, "no text"),
    ("   ", "", 0, "no text"),
    ("2x + 1", "x", 1, "between “2” and “x”"),
    ("x y", "y", 2, "between “x” and “y”"),
    ("2(x + 1)", "(", 1, "between “2” and “(”"),
    ("(x)(y)", "(", 3, "between “)” and “(”"),
    ("x^2", "^", 1, "write **"),
    ("x²", "²", 1, "write **"),
    ("w·x", "·", 1, "write *"),
    ("1 − x", "−", 2, "minus of the keyboard"),
    ("x + ", "", 3, "end of the formula"),
    ("-", "", 1, "end of the formula"),
    ("* x", "*", 0, "“(” at the beginning; got"),
    ("x // 2", "/", 3, "after “/”"),
    ("x *** 2", "*", 4, "after “**”"),
    ("relu(w*x + b", "(", 4, "Expected a “)”"),
    ("((x + 1)", "(", 0, "Expected a “)”"),
    ("w*x + b)", ")", 7, "Expected a “(”"),
    ("x + ()", ")", 5, "after “(”"),
    ("(x + )", ")", 5, "after “+”"),
    ("sin(x)", "sin", 0, "before “(”"),
    ("x(y + 1)", "x", 0, "a * after “x”"),
    ("x + ReLU(y)", "ReLU", 4, "relu, exp, log"),
    ("relu + 1", "relu", 0, "relu(…)"),
    ("x + exp()", "()", 7, "one number; got none"),
    ("relu(x, y)", ",", 6, "relu takes one number"),
    ("1,5*x", ",", 1, "a point"),
    ("x == 1", "=", 2, "compares nothing"),
    ("x < y", "<", 2, "compares nothing"),
    ("x.T + 1", ".", 1, "no attributes"),
    ("x[0]", "[", 1, "round parentheses"),
    ("x + __proto__", "__proto__", 4, "begins with a letter"),
    ("lambda*2", "lambda", 0, "word of Python’s"),
    ("α*x", "α", 0, "letters a to z"),
    ("x ; y", ";", 2, "got “;”"),
    ("x + 'y'", "'", 4, "got “'”"),
    ("x + 😀", "😀", 4, "got “😀”"),
    ("x\n+ y", "\n", 1, "ordinary spaces"),
    ("x\u00a0+ y", "\u00a0", 1, "ordinary spaces"),
    ("007*x", "007", 0, "without zeros"),
    ("x*1e999", "1e999", 2, "too large"),
    ("0x1F*y", "x1F", 1, "between “0” and “x1F”"),
    ("1_000*x", "_000", 1, "between “1” and “_000”"),
    ("x + weight_of_neuron", "weight_of_neuron", 4, "at most 8"),
    ("2 + 3", "2 + 3", 0, "numbers alone"),
    ("(" * 21 + "x" + ")" * 21, "(", 20, "at most 20 deep"),
    ("x" + " + x" * 50, "x", 200, "at most 200 characters"),
    ("x" * 50_000, "x" * 49_800, 200, "at most 200 characters"),
    ("eval(x)", "eval", 0, "after “eval”"),
    ("x if y else z", "if", 2, "between “x” and “if”"),
    ("lambda: x", "lambda", 0, "word of Python’s"),
    ("(lambda)(x)", "lambda", 1, "word of Python’s"),
    ("toString()", "toString", 0, "after “toString”"),
]

NAMES = ["x", "y", "w0", "x1", "b", "v1", "c1", "toString", "sigma", "this"]
KINDS = ["leaf", "sign", "binary", "binary", "power", "group", "call"]
FUNCTIONS = ["relu", "exp", "log", "sigmoid", "tanh", "square"]


def random_formula(rng: random.Random, depth: int = 4) -> str:
    """Write a formula of the grammar, with few parentheses, so that precedence matters."""
    kind = rng.choice(
        ["leaf", "sign", "binary", "binary", "power", "group", "call"] if depth else ["leaf"]
    )
    space = rng.choice(["", " "])

    def inner() -> str:
        return random_formula(rng, depth - 1)

    if kind == "leaf":
        number = rng.choice(["2", "0.5", ".25", "3.", "1e-1", "2.5E+0", "12e-1"])
        return number if rng.random() < 0.3 else rng.choice(NAMES)
    if kind == "sign":
        return f"{rng.choice('--+')}{space}{inner()}"
    if kind == "binary":
        return f"{inner()}{space}{rng.choice('+-*/')}{space}{inner()}"
    if kind == "power":
        exponent = rng.choice(["2", "-1", "0.5", "-2**2", "3**-1", inner()])
        return f"{inner()}{space}**{space}{exponent}"
    name = rng.choice(FUNCTIONS) if kind == "call" else ""
    return f"{name}({space}{inner()}{space})"
