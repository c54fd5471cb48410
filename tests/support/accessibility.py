"""What axe-core finds on a page, its slow rule asked of each kind of text."""

from __future__ import annotations

from typing import Literal

from playwright.sync_api import Page

from node_packages import FOLDER, install

AXE = FOLDER / "axe-core" / "axe.min.js"
COLOURS = ("color-contrast", "link-in-text-block")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# The page is laid out as for a reader who has come by all of it with the keyboard.
# The contrast of a text follows from its own colours and size, and from what is painted behind it:
# a few texts of each kind stand for the thousands that have all of these in common. So do links,
# which stand out from the text around them by their colour or their line.
SET_UP = """() => {
  const parts = document.querySelectorAll("div.cell, section");
  for (const part of parts) part.style.contentVisibility = "visible";
  scrollTo(0, 0); // where the bar that stays in sight lies over nothing
  dispatchEvent(new KeyboardEvent("keydown", { key: "Tab" }));
  axe.configure({
    noHtml: true, // it would write out each element that passes
    rules: [
      { id: "color-contrast", selector: "[data-sampled]" },
      { id: "empty-table-header", selector: "th:not(:has(math))" }, // axe reads no MathML there
    ],
  });
}"""
SAMPLE = """(within) => {
  const TRANSPARENT = "rgba(0, 0, 0, 0) none 1 none normal static";
  const grounds = new Map([[null, ""]]);
  const groundOf = (element) => {
    let ground = grounds.get(element);
    if (ground === undefined) {
      const style = getComputedStyle(element);
      const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position } = style;
      const own = [backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position];
      ground = groundOf(element.parentElement);
      if (own.join(" ") !== TRANSPARENT) ground += own.join(" ");
      grounds.set(element, ground);
    }
    return ground;
  };
  const counts = new Map();
  for (const element of document.querySelectorAll(`${within}, ${within} *`)) {
    delete element.dataset.sampled;
    const texts = [...element.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE);
    const isText = texts.some((text) => text.data.trim());
    if (!(isText || element.matches("input, select, textarea"))) continue;
    const { color, fontSize, fontWeight, textShadow, visibility } = getComputedStyle(element);
    const look = [color, fontSize, fontWeight, textShadow, visibility, groundOf(element)];
    if (element.matches("a")) {
      look.push(getComputedStyle(element).textDecorationLine);
      look.push(getComputedStyle(element.parentElement).color);
    }
    const kind = [element.localName, element.getAttribute("class"), ...look].join();
    const count = counts.get(kind) ?? 0;
    if (count === 3 || !element.checkVisibility()) continue;
    counts.set(kind, count + 1);
    element.dataset.sampled = "";
  }
}"""


# axe measures each element of a page before it looks at a single one. Colours do not need those
# without a text of the sample, as long as they are no figure's, where one may stand behind another.
LEAVE_OUT = """() => {
  const needed = new Set();
  for (let element of document.querySelectorAll("[data-sampled]")) {
    for (; element && !needed.has(element); element = element.parentElement) needed.add(element);
  }
  const visit = (element) => {
    for (const child of [...element.children]) {
      if (child.matches("svg, figure")) continue;
      if (needed.has(child)) visit(child);
      else if (getComputedStyle(child).position === "static") window.leftOut.push(child);
    }
  };
  window.leftOut = [];
  visit(document.body);
  window.leftOut = window.leftOut.map((element) => [element, document.createComment("")]);
  for (const [element, mark] of window.leftOut) element.replaceWith(mark);
}"""
PUT_BACK = "() => { for (const [element, mark] of window.leftOut) mark.replaceWith(element); }"

RUN = """async ([within, how]) => {
  const { violations } = await axe.run({ include: [within] }, how);
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const { outerHTML } = document.querySelector(target);
      return `${id} (${impact}): ${outerHTML.slice(0, 200)} ${failureSummary}`;
    }));
}"""


def accessibility_problems(
    page: Page,
    within: str = "html",
    *,
    colours: Literal["also", "only", "no"] = "also",
    without: tuple[str, ...] = (),
) -> list[str]:
    """What axe-core finds against WCAG 2.2, A and AA, and against good practice.

    Another theme has other colours and is the same otherwise; another width has the same colours,
    and the same links that stand out from the text around them.
    """
    if not page.evaluate("typeof axe !== 'undefined'"):
        install()
        page.evaluate(AXE.read_text(encoding="utf-8"))
        page.evaluate(SET_UP)
    off = (*without, *COLOURS) if colours == "no" else without
    if colours != "no":
        page.evaluate(SAMPLE, within)
    if colours == "only":
        page.evaluate(LEAVE_OUT)
    how = {
        "preload": False,
        "resultTypes": ["violations"],
        "runOnly": list(COLOURS) if colours == "only" else RULES,
        "rules": {name: {"enabled": False} for name in off},
    }
    problems: list[str] = page.evaluate(RUN, [within, how])
    if colours == "only":
        page.evaluate(PUT_BACK)
    return problems
