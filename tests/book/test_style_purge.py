"""A purged style sheet keeps what a page can show, and nothing that no page has a use for."""

from __future__ import annotations

import pytest
import tinycss2
from style_purge import can_match, compact, properties, purge, read_words
from style_words import elements_of_page, words_of_figures, words_of_script

PAGE = """<main id="top" class="wide page"><a class='link' style="color: var(--inline)">x</a></main>
<b data-state='{"a":"<i>"}'></b>
<script>row.classList.add("shown"); row.dataset.rowOpen = 1; dataset.theme = "dark"</script>"""
ELEMENTS = elements_of_page(PAGE)
WORDS = ELEMENTS.words()


def test_the_words_of_a_page_and_of_its_scripts_are_found() -> None:
    assert {"main", "a", "#top", ".wide", ".page", ".link", "--inline", ".shown"} <= WORDS
    assert not {"wide", ".top", "#link", ".x"} & WORDS
    script = """x.split('"'); x.className="open-now"; h("p", { class: other }, "b")"""
    assert {".open-now", "#open-now", "open-now"} <= words_of_script(script)
    assert ".className" not in words_of_script(script)
    assert "open-now" in words_of_figures(script)
    assert ".open-now" not in words_of_figures(script)
    assert {".one", ".two"} <= words_of_figures('h("p",{class:`one two ${x}`})')


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        ("main > a.link", True),
        ("#top.page.wide:hover::before", True),
        ("*", True),
        (":root", True),
        ("[data-theme=dark] a", True),
        ("tr.shown", False),
        ("a.wide", False),
        ("main.shown.page > a", True),
        ("row.shown", True),
        ("i", False),
        ("a main", False),
        ("main b", False),
        ("row main", True),
        ("main + b", True),
        ("[data-state] + .link", True),
        ("[data-row-open]", True),
        ("[data-absent=x] a", False),
        ("a.shown", True),
        ("MAIN", True),
        (".carousel a", False),
        ("a.link + .absent", False),
        ("#wide", False),
        ("a:not(.absent)", True),
        ("a:not(.absent).gone", False),
        (":is(.absent, .gone) a", False),
        (":is(.absent, .link) a", True),
        ("main:has(> .absent)", False),
        ("main:has(> a)", True),
        ("a:nth-child(2n + 1)", True),
    ],
)
def test_a_selector_stays_if_each_of_its_elements_is_somewhere(selector: str, found: bool) -> None:
    assert can_match(tinycss2.parse_component_value_list(selector), ELEMENTS) is found


def test_what_matches_stays_as_it_is_and_in_its_order() -> None:
    css = """/* said */ .absent, a.link , main{ color : red;/* why */margin:0  auto!important }
    @media (min-width: 10px) { .absent { top: 0 } a { content: "a  b" } }
    @supports (top: 0) { .absent { top: 0 } }"""
    assert purge(css, ELEMENTS, WORDS).split("\n") == [
        "a.link,main{color:red;margin:0 auto!important}",
        '@media (min-width:10px){a{content:"a  b"}',
        "}",
        "",
    ]


def test_of_the_pages_properties_those_go_that_the_book_sets_anew() -> None:
    books = "main { --ours: 1; --b: 2 } @media print { main { --c: 3 } }"
    anew = properties(books, "main")
    assert anew == {"--ours", "--b"}
    css = ":root { --a: 1; --b: 1 } main { --b: 1; top: var(--b); left: var(--a) }"
    kept = purge(css, ELEMENTS, WORDS, anew)
    assert kept == ":root{--a:1}\nmain{--b:1;top:var(--b);left:var(--a)}\n"


def test_what_nothing_reads_or_names_goes_step_by_step() -> None:
    css = """:root { --first: 1px; --second: var(--first); --third: var(--second) }
    :root { --inline: 0; --empty: ; }
    a { top: var(--third); left: var(--empty); animation: turn 1s; font-family: "Some Face", serif }
    .absent { right: var(--fourth); animation: swing 1s }
    main { --fourth: var(--fifth); --fifth: 2 }
    @keyframes turn { to { top: 1px } } @keyframes swing { to { top: 1px } }
    @font-face { font-family: Some\\ Face; src: url(a.woff2) }
    @font-face { font-family: "Another"; src: url(b.woff2) }"""
    kept = purge(css, ELEMENTS, WORDS)
    for word in ("--first", "--second", "--third", "--inline", "--empty: ", "turn", "a.woff2"):
        assert word in kept, word
    for word in ("--fourth", "--fifth", "swing", "b.woff2", "main"):
        assert word not in kept, word


def test_the_books_own_rules_all_stay_and_what_they_read_counts() -> None:
    own = "/* own */ .absent {\n  color: var(--theirs);\n  margin: 0 0.5em 10.5px;\n}"
    assert compact(own) == ".absent{color:var(--theirs);margin:0 .5em 10.5px}\n"
    assert "--theirs" in read_words(own)
    assert (
        purge("main { --theirs: red }", ELEMENTS, WORDS | read_words(own)) == "main{--theirs:red}\n"
    )
