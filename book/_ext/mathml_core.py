r"""MathML as browsers draw it: KaTeX's own is for readers who listen, beside its HTML.

What a browser leaves out (MathML Core has no ``columnalign`` and no ``mathvariant="sans-serif"``)
becomes classes and characters; signs get the spaces around them that TeX gives; a long formula in
a line of text becomes several, between which the line may break.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from itertools import pairwise, takewhile
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"
THIN = "0.1667em"
APPLIED = "\u2061"
SPACES = {"\u2009": THIN, "\u2005": "0.2222em", "\u2005\u200a": "0.2778em"}  # \, \: \;
OPENING, CLOSING = set("([{⟨⌊⌈"), set(")]}⟩⌋⌉")
SIGNED = set("+−±")
RELATIONS = set("=≈←→<>≤≥≠")
BREAKS_AFTER = RELATIONS | SIGNED | set("⋅×⊙")
BARS = {"∣": "|", "∥": "‖"}  # KaTeX writes the relations, which stand apart from what they enclose
LONG = 22  # characters, beyond which a formula may break
AS_A_LINE = {"scriptlevel": "0", "displaystyle": "true"}
WITHOUT_EFFECT = ("fence", "separator", "columnalign", "columnspacing", "rowspacing")


def formulas_of(katex: str) -> list[Element]:
    """Read what KaTeX wrote, as one formula, or as several that follow each other in a line."""
    math = fromstring(katex).find(f".//{NAMESPACE}math")
    if math is None:
        raise ValueError(f"expected MathML from KaTeX, got {katex!r}; ask it for output: mathml")
    for element in math.iter():
        element.tag = element.tag.removeprefix(NAMESPACE)
    (content,) = list(math[0])[:1]  # beside it stands the LaTeX
    content = _simplified(content)
    display = math.get("display") == "block"
    rows = [[content]] if display or content.tag != "mrow" else pieces(list(content))
    attributes = {"display": "block"} if display else {}
    return [_wrapped("math", row, attributes) for row in rows]


def html(formula: Element) -> str:
    """Write a formula as HTML reads it: an element has an end tag, even an empty one."""
    return tostring(formula, encoding="unicode", short_empty_elements=False)


def pieces(row: list[Element]) -> list[list[Element]]:
    """Cut a long row after each sign that stands outside of brackets."""
    if sum(len("".join(part.itertext())) for part in row) <= LONG:
        return [row]
    depth, found = 0, [[row[0]]]
    for before, part in pairwise(row):
        sign = _sign(before)
        depth += (sign in OPENING) - (sign in CLOSING)
        if sign in BREAKS_AFTER and before.get("form") != "prefix" and depth == 0:
            before.set("form", "infix")  # it ends its piece, and is still between two terms
            found.append([])
        found[-1].append(part)
    return found


def _simplified(element: Element) -> Element:
    """Rewrite an element, its parts first."""
    element[:] = [_simplified(part) for part in element]
    for name in WITHOUT_EFFECT:
        if name == "columnalign" and (columns := element.get(name)):
            element.set("class", "aligned" if columns.startswith("right") else "matrix")
        element.attrib.pop(name, None)
    if (colour := element.attrib.pop("mathcolor", None)) is not None:
        element.set("class", colour)
    _letters(element)
    if element.text in BARS:
        _bar(element)
    elif element.tag in {"msup", "msubsup"} and element[0].tag == "mi" and _primes(element[-1]):
        return _primed(element)
    elif element.tag == "mtable":
        _lines(element)
    elif element.tag in {"mrow", "mstyle", "mtd", "msqrt", "math"}:
        _row(element)
        if element.tag == "mrow" and len(element) == 1:
            return element[0]
    elif element.tag == "mtext" and element.text in SPACES:
        return Element("mspace", width=SPACES[element.text])
    return element


def _letters(element: Element) -> None:
    """Write letters of another kind as the characters that they are."""
    kind = element.get("mathvariant")
    if kind is None or (kind == "normal" and element.tag == "mi" and len(element.text or "") == 1):
        return
    del element.attrib["mathvariant"]
    if kind != "normal":
        element.text = "".join(_styled(letter, kind) for letter in element.text or "")


def _styled(letter: str, kind: str) -> str:
    case = unicodedata.name(letter).removeprefix("LATIN ").replace("LETTER ", "")
    return unicodedata.lookup(f"MATHEMATICAL {kind.upper()} {case}")


def _lines(table: Element) -> None:
    """Let a table of lines say once that each of its cells is as large as a line."""
    cells = list(table.iter("mtd"))
    if cells and all(len(cell) == 1 and cell[0].attrib == AS_A_LINE for cell in cells):
        table.set("displaystyle", "true")
        for cell in cells:
            cell[:] = list(cell[0])


def _bar(sign: Element) -> None:
    grows = sign.get("stretchy") or ("false" if sign.tag == "mi" else None)
    sign.tag, sign.text = "mo", BARS[sign.text or ""]
    sign.attrib.pop("mathvariant", None)
    sign.attrib |= {"lspace": "0em", "rspace": "0em"} | ({"stretchy": grows} if grows else {})


def _primes(above: Element) -> list[Element]:
    """List the primes with which a superscript begins."""
    parts = list(above) if above.tag == "mrow" else [above]
    return list(takewhile(lambda part: _sign(part) == "′", parts))


def _primed(element: Element) -> Element:
    """Put primes behind their letter: they are raised in the font, and would be so twice."""
    letter, *below, above = element
    primes = _primes(above)
    row = _wrapped("mrow", [letter, *primes])
    rest = list(above)[len(primes) :] if above.tag == "mrow" else []
    raised = [_wrapped("mrow", rest)] if rest else []
    kinds = {(0, 0): "mrow", (1, 0): "msub", (0, 1): "msup", (1, 1): "msubsup"}
    kind = kinds[len(below), len(raised)]
    return row if kind == "mrow" else _wrapped(kind, [row, *below, *raised])


def _wrapped(tag: str, parts: list[Element], attributes: Mapping[str, str] = {}) -> Element:
    element = Element(tag, dict(attributes))
    element.extend(parts)
    return element


def _row(row: Element) -> None:
    """Join the letters of a word, and set the spaces around signs and functions."""
    if len(row) > 1 and all(part.get("mathvariant") == "normal" for part in row):
        word = "".join(part.text or "" for part in row)
        if word.isalpha():
            row[:] = []
            SubElement(row, "mi").text = word
            return
    row[:] = list(_spaced(list(row)))


def _spaced(row: list[Element]) -> Iterator[Element]:
    for before, part, after in zip([None, *row], row, [*row[1:], None], strict=False):
        if before is not None and _opens(before) and _sign(part) in SIGNED:
            part.set("form", "prefix")
        if before is not None and after is not None and _is_applied(after) and not _ends(before):
            yield Element("mspace", width=THIN)  # y log p
        yield part
        if after is not None and _is_applied(part) and not _sign(after):
            yield Element("mspace", width=THIN)  # log p, but log(p)


def _is_applied(element: Element) -> bool:
    """Whether it is the sign, which nobody sees, between a function and what it is applied to.

    It stands within its function where that carries an index, as in max_k.
    """
    inside = element[0] if element.tag in {"msub", "msup", "munder"} else element
    inside = inside[-1] if inside.tag == "mrow" and len(inside) else inside
    return _sign(inside) == APPLIED


def _ends(element: Element) -> bool:
    return bool(_sign(element)) or element.text == "/"


def _sign(element: Element) -> str:
    return (element.text or "") if element.tag == "mo" else ""


def _opens(element: Element) -> bool:
    """Whether what follows begins anew, so that a minus there is a sign of its own."""
    sign = _sign(element)
    return sign in OPENING | BREAKS_AFTER | {",", APPLIED}
