"""Text and formulas in plain letters, for places that hold nothing else, such as a tooltip."""

from __future__ import annotations

import re

from docutils import nodes

SIGNS = {
    "bar": "mean ", "beta": "β", "cdot": "·", "cdots": "…", "delta": "δ", "dots": "…", "eta": "η",
    "ge": "≥", "hat": "", "lVert": "‖", "lambda": "λ", "le": "≤", "leftarrow": "←", "mu": "μ",
    "ne": "≠", "odot": "⊙", "partial": "∂", "pi": "π", "pm": "±", "prod": "∏", "qquad": " ",
    "quad": " ", "rVert": "‖", "sigma": "σ", "sum": "∑", "times": "×", "varepsilon": "ε",
}  # fmt: skip
CLOSE = {"bar", "hat", "partial"}  # no space between these and what follows
SILENT = {"big", "left", "mathrm", "mathsf", "right", "text"}
SUPERSCRIPTS = str.maketrans(
    "0123456789+-()abcdefghijklmnoprstuvwxyzNT", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴺᵀ"
)
SUBSCRIPTS = str.maketrans("0123456789+-()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
GROUP = r"\{((?:[^{}]|\{[^{}]*\})*)\}"
ENVIRONMENT = re.compile(r"\\(?:begin|end)" + GROUP)
FRACTION = re.compile(r"\\[dt]?frac\s*" + GROUP + r"\s*" + GROUP)
ROOT = re.compile(r"\\sqrt\s*" + GROUP)
COMMAND = re.compile(r"\\([A-Za-z]+)(\s?)")
SCRIPT = re.compile(r"([_^])(?:" + GROUP + r"|(\S))")
SPACE = re.compile(r"\\[,;:! ]|\\\\|&|\s")


def plain_formula(formula: str) -> str:
    r"""Write a formula of TeX in plain letters: ``\partial y / \partial w_0`` as ∂y / ∂w₀."""
    text = ENVIRONMENT.sub(" ", formula)
    while (shorter := FRACTION.sub(_fraction, text)) != text:
        text = shorter
    text = ROOT.sub(r"√(\1)", SPACE.sub(" ", text))
    text = SCRIPT.sub(_script, COMMAND.sub(_command, text))
    return " ".join(re.sub(r"[{}\\]", "", text).replace("-", "−").split())


def plain_text(block: nodes.Element) -> str:
    """Write a paragraph or another block of text."""
    if isinstance(block, nodes.math_block):
        return plain_formula(block.astext())
    parts = (
        plain_formula(part.astext()) if isinstance(part.parent, nodes.math) else part.astext()
        for part in block.findall(nodes.Text)
    )
    return " ".join("".join(parts).split())


def _fraction(found: re.Match[str]) -> str:
    above, below = (re.sub(r"^(.*[-+].*)$", r"(\1)", part) for part in found.groups())
    return f"{above} / {below}"


def _command(found: re.Match[str]) -> str:
    name, space = found.groups()
    if name in SILENT:
        return ""
    return SIGNS.get(name, name) + ("" if name in CLOSE else space)


def _script(found: re.Match[str]) -> str:
    inside = found[2] or found[3]
    small = inside.translate(SUPERSCRIPTS if found[1] == "^" else SUBSCRIPTS)
    if not any(letter.isascii() for letter in small):
        return small
    return f"{found[1]}{inside}" if len(inside) == 1 else f"{found[1]}({inside})"
