"""A style sheet without what a site has no use for.

A rule goes whose selector asks for an element, by tag, classes, id and data, that stands in no page
and that no script may add, or stands in none of what the selector says. States are taken as given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import tinycss2
from style_words import WORD, Elements

BESIDE = "+~"
COMBINATORS = f"{BESIDE}> \n\t"
OF_PAGE = re.compile(r"html(\[data-theme=\w+\]|:not\(\[data-theme\]\))?|:root")
SPACED = re.compile(" ([>~]) ")
ANY_OF = {"is", "where", "has"}
GROUPS = {"media", "supports", "container", "layer"}
FAMILY = re.compile(r"""font-family:\s*["']?([^"';}]+)""")
Token = Any  # tinycss2 has no types


@dataclass
class Rule:
    """What stands before the brace, and what stands in it: declarations, or rules of a group."""

    head: str
    body: list[Any]

    def __str__(self) -> str:
        """Write it on a line, declarations with a semicolon between them."""
        grouped = self.body and isinstance(self.body[0], Rule)
        return f"{self.head}{{{('' if grouped else ';').join(map(str, self.body))}}}\n"


@lru_cache  # `make live` asks again and again of sheets that stay
def purge(
    css: str, elements: Elements, words: frozenset[str], anew: frozenset[str] = frozenset()
) -> str:
    """Write a style sheet anew, with what can match, and what that and the words make use of.

    Of the page's custom properties, those go that are set ``anew``.
    """
    rules = list(_matching(tinycss2.parse_stylesheet(css), elements))
    for rule in rules:
        if OF_PAGE.fullmatch(rule.head):
            rule.body = [text for text in rule.body if text.split(":")[0] not in anew]
    written = ""
    while (text := "".join(map(str, rules))) != written:
        written = text
        used = words | set(_uses(rules))
        rules = list(_of_use(rules, used))
    return written


@lru_cache
def compact(css: str) -> str:
    """Write a style sheet without comments, and with one space where there is any."""
    return _text(tinycss2.parse_component_value_list(css)).replace(";}", "}") + "\n"


@lru_cache
def read_words(css: str) -> frozenset[str]:
    """Collect what the values of a style sheet name: custom properties, families, animations."""
    return frozenset(_uses(_matching(tinycss2.parse_stylesheet(css), None)))


@lru_cache
def properties(css: str, head: str) -> frozenset[str]:
    """Collect the custom properties that a rule sets, at any time."""
    rules = _matching(tinycss2.parse_stylesheet(css), None)
    return frozenset(
        text.split(":")[0] for rule in rules if rule.head == head for text in rule.body
    )


def can_match(selector: Sequence[Token], elements: Elements) -> bool:
    """Tell whether each element that a selector asks for may be there, inside those before it."""
    parts = [_names(part) for part in _split(selector, COMBINATORS)]
    beside = any(token.type == "literal" and token.value in BESIDE for token in selector)
    return all(
        elements.hold(names, frozenset() if beside else frozenset().union(*parts[:place]))
        for place, names in enumerate(parts)
    ) and all(
        _function_can_match(token, elements) for token in selector if token.type == "function"
    )


def _names(part: Sequence[Token]) -> frozenset[str]:
    """Collect what a selector says of one element."""
    names = set()
    before = ""
    for token in part:
        if token.type == "hash":
            names.add(f"#{token.value}")
        elif token.type == "ident" and before != ":":
            names.add(f".{token.value}" if before == "." else token.lower_value)
        elif token.type == "[] block" and token.content[0].value.startswith("data-"):
            names.add(f"[{token.content[0].value}")
        before = token.value if token.type == "literal" else ""
    return frozenset(names)


def _function_can_match(function: Token, elements: Elements) -> bool:
    parts = _split(function.arguments) if function.lower_name in ANY_OF else [[]]
    return any(can_match(part, elements) for part in parts)


def _matching(nodes: Iterable[Token], elements: Elements | None) -> Iterator[Rule]:
    """Leave away selectors that match nothing, then rules and groups with nothing left."""
    for node in nodes:
        if node.type == "qualified-rule":
            selectors = [
                part
                for part in _split(node.prelude)
                if elements is None or can_match(part, elements)
            ]
            if selectors:
                head = SPACED.sub(r"\1", ",".join(map(_text, selectors)))
                yield Rule(head, _declarations(node.content))
        elif node.type == "at-rule" and node.content is not None:
            head = f"@{node.lower_at_keyword} {_text(node.prelude)}".strip()
            if node.lower_at_keyword not in GROUPS:
                yield Rule(head, [_text(node.content)])
            elif inner := list(_matching(tinycss2.parse_rule_list(node.content), elements)):
                yield Rule(head, inner)


def _of_use(rules: Iterable[Rule], used: AbstractSet[str]) -> Iterator[Rule]:
    """Leave away properties that nothing reads, and fonts and animations that nothing names."""
    for rule in rules:
        keyword, _, name = rule.head.partition(" ")
        if keyword == "@font-face":
            family = FAMILY.search(rule.body[0])
            if family and family[1].replace("\\", "").strip().lower() in used:
                yield rule
        elif keyword.endswith("keyframes"):
            if name in used:
                yield rule
        elif rule.body and isinstance(rule.body[0], Rule):
            if inner := list(_of_use(rule.body, used)):
                yield Rule(rule.head, inner)
        elif body := [text for text in rule.body if text[:2] != "--" or text.split(":")[0] in used]:
            yield Rule(rule.head, body)


def _uses(rules: Iterable[Rule]) -> Iterator[str]:
    """Say each word of the values, so each custom property that is read, and each font's family."""
    for rule in rules:
        for part in rule.body:
            if isinstance(part, Rule):
                yield from _uses([part])
            elif not rule.head.startswith("@font-face"):
                value = part if rule.head.startswith("@") else part.partition(":")[2]
                yield from WORD.findall(value)
                yield from WORD.findall(value.lower())
                yield from (quoted.lower() for quoted in re.findall(r"""["']([^"']+)["']""", value))


def _split(tokens: Iterable[Token], signs: str = ",") -> list[list[Token]]:
    """Split at the commas, or at other signs."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.type in {"literal", "whitespace"} and token.value[0] in signs:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _declarations(content: Iterable[Token]) -> list[str]:
    found = []
    for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration":
            value = _text(node.value) or " "  # a custom property may be empty
            found.append(f"{node.name}:{value}{'!important' if node.important else ''}")
        elif node.type != "error":
            found.append(_text([node]))  # a nested rule stays as it is
    return found


def _text(tokens: Iterable[Token]) -> str:
    """Write tokens without comments, and with one space where one is needed."""
    written: str = tinycss2.serialize(_tidied(tokens))
    return written.strip()


def _tidied(tokens: Iterable[Token]) -> list[Token]:
    kept = [token for token in tokens if token.type != "comment"]
    for token in kept:
        if token.type == "whitespace":
            token.value = " "
        if (number := getattr(token, "representation", "")).startswith("0."):
            token.representation = number.removeprefix("0")
        for inside in ("content", "arguments", "prelude"):
            if getattr(token, inside, None):
                setattr(token, inside, _tidied(getattr(token, inside)))
    return [
        token
        for before, token, after in zip([None, *kept], kept, [*kept[1:], None], strict=False)
        if token.type != "whitespace" or not (_divides(before, ",:;") or _divides(after, ",;"))
    ]


def _divides(token: Token, signs: str) -> bool:
    """Tell whether a token needs no space beside it: a sign, a block, or a block's end."""
    return (
        token is None
        or token.type == "{} block"
        or (token.type == "literal" and token.value in signs)
    )
