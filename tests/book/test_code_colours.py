"""Code on a page: four kinds of token stand out, and nothing else is an element."""

from __future__ import annotations

import re

from code_colours import CLASSES, FourColours
from pygments import highlight
from pygments.lexers import PythonConsoleLexer, PythonLexer

from built_site import SITE, pages

CODE = """for k in x:  # all
    print(f"{k}", 0.5 if k is not None else -1)
"""
MARKED = """<span class="k">for</span> k <span class="k">in</span> x:  <span class="c"># all</span>
    print(<span class="s">f"{</span>k<span class="s">}"</span>, <span class="m">0.5</span> \
<span class="k">if</span> k <span class="k">is</span> <span class="k">not</span> \
<span class="k">None</span> <span class="k">else</span> -<span class="m">1</span>)
"""


def test_four_kinds_of_token_are_marked() -> None:
    assert highlight(CODE, PythonLexer(), FourColours(nowrap=True)) == MARKED


def test_a_prompt_is_marked_so_that_it_is_not_selected() -> None:
    found = highlight(">>> 1\n1\n", PythonConsoleLexer(), FourColours(nowrap=True))
    assert found.startswith('<span class="gp">&gt;&gt;&gt; </span><span class="m">1</span>\n1')


def test_no_page_has_another_element_in_its_code() -> None:
    seen: set[str] = set()
    for page in pages():
        html = (SITE / page).read_text(encoding="utf-8")
        for code in re.findall(r'<div class="highlight"><pre>(.*?)</pre>', html, re.DOTALL):
            seen.update(re.findall(r"<(?!/)([^>]*)>", code))
    assert seen - {"span"} == {f'span class="{name}"' for name in CLASSES.values()}
