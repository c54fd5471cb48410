"""A formula in the text: drawn in the book's face, kept in its place in a line, copied as LaTeX."""

from __future__ import annotations

from visits import Visit
from widget import OVER_HTTP

CHAPTER = "book/07-differentiate-softmax-and-loss.html"
COPIED = """(within) => {
  const text = (node) => document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const [first, last] = within.querySelectorAll("math");
  getSelection().setBaseAndExtent(text(first).nextNode(), 0, text(last).nextNode(), 1);
  let copied;
  addEventListener("copy", (event) => {
    copied = event.clipboardData.getData("text/plain");
  }, { once: true });
  document.execCommand("copy");
  return copied;
}"""
# Each formula with the text after it, and the lines on which both stand.
BEGUN = """() => {
  const begun = [];
  for (const formula of document.querySelectorAll("p span.math")) {
    const after = formula.nextSibling;
    if (!(after instanceof Text) || !/^[,.:;?)]/.test(after.data)) continue;
    const range = document.createRange();
    range.setStart(after, 0);
    range.setEnd(after, 1);
    const { right } = [...formula.children].at(-1).getBoundingClientRect();
    const { left } = range.getBoundingClientRect();
    if (right > 0 && left < right - 1) begun.push(formula.dataset.latex);
  }
  return begun;
}"""


@OVER_HTTP
def test_formulas_are_copied_as_latex(visit: Visit) -> None:
    page = visit(CHAPTER)
    paragraph = page.locator("p", has=page.locator("math")).filter(has_text="with logits").first
    assert paragraph.evaluate(COPIED) == "$z_0, z_1, z_2$ and probabilities $p_0, p_1, p_2$"


@OVER_HTTP
def test_no_line_begins_with_the_comma_after_a_formula(visit: Visit) -> None:
    page = visit(CHAPTER)
    for width in (390, 410, 430):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(BEGUN) == []


@OVER_HTTP
def test_formulas_are_drawn_in_the_books_face(visit: Visit) -> None:
    page = visit(CHAPTER)
    devtools = page.context.new_cdp_session(page)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    for selector in ("article div.math mi", "figure.backprop-widget math mi"):
        found = devtools.send("DOM.querySelector", {"nodeId": root, "selector": selector})
        fonts = devtools.send("CSS.getPlatformFontsForNode", {"nodeId": found["nodeId"]})["fonts"]
        assert {font["familyName"] for font in fonts} == {"Book Math"}, selector
