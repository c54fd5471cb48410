"""The spacing that a reader may ask of every text (WCAG 1.4.12), and which words are lost by it."""

from __future__ import annotations

from playwright.sync_api import Page

# The page's policy allows no style element. Cells far from the window are laid out as well.
SPACE = """(spaced) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * {
      line-height: 1.5 !important;
      letter-spacing: 0.12em !important;
      word-spacing: 0.16em !important;
    }
    p { margin-bottom: 2em !important; }
    :is(div.cell, section) { content-visibility: visible !important; }`);
  document.adoptedStyleSheets = spaced ? [sheet] : [];
  document.fonts.dispatchEvent(new Event("loadingdone")); // letters have other widths now
}"""
# A figure is measured, drawn, and its numbers fitted.
LAID_OUT = """async () => {
  for (let frames = 4; frames > 0; frames -= 1) await new Promise(requestAnimationFrame);
}"""

# Words that are cut off, that stand outside their figure or lie over other words of it, and numbers
# that are longer than their field. What a box hides that can be scrolled is not lost. Of a text
# count the letters, without the air of its line.
LOST = """() => {
  const TOLERATED = 5; // pixels: digits are less high than letters
  const UNSEEN = "option, style, title, script, noscript";
  const NO_TEXT = "[type=checkbox], [type=radio], [type=range]";
  const found = [];
  const texts = new Map(); // by figure

  const known = new Map();
  const lookOf = (element) => {
    let look = known.get(element);
    if (!look) {
      const style = getComputedStyle(element);
      const axis = (overflow) =>
        overflow === "visible" ? "open" : /auto|scroll/.test(overflow) ? "scrolls" : "cuts";
      look = {
        box: element.getBoundingClientRect(),
        x: axis(style.overflowX),
        y: axis(style.overflowY),
        position: style.position,
        clipped: style.clipPath !== "none",
        size: parseFloat(style.fontSize),
        spacing: parseFloat(style.letterSpacing) || 0,
      };
      known.set(element, look);
    }
    return look;
  };
  const within = (part, box, x, y) => ({
    left: x ? Math.max(part.left, box.left) : part.left,
    right: x ? Math.min(part.right, box.right) : part.right,
    top: y ? Math.max(part.top, box.top) : part.top,
    bottom: y ? Math.min(part.bottom, box.bottom) : part.bottom,
  });
  const beyond = (part, rest) => Math.max(
    rest.left - part.left, part.right - rest.right, rest.top - part.top, part.bottom - rest.bottom);
  const lettersOf = ({ left, right, top, bottom }, { size, spacing }) => {
    const air = Math.max(0, (bottom - top - 0.8 * size) / 2);
    return { left, right: right - spacing, top: top + air, bottom: bottom - air };
  };

  // What is seen of a part, from the boxes around it; null where it has to be scrolled to.
  function seen(part, element, figure, tell) {
    const scrolls = { x: false, y: false };
    let floats = false; // past boxes that are not positioned themselves
    for (let around = element; around !== document.body; around = around.parentElement) {
      const { box, x, y, position, clipped } = lookOf(around);
      if (clipped) return null; // for the ear alone
      if (position !== "static") floats = false;
      if (!floats) {
        const rest = within(part, box, x === "cuts" && !scrolls.x, y === "cuts" && !scrolls.y);
        if (beyond(part, rest) > TOLERATED) tell("cut", beyond(part, rest));
        part = within(rest, box, x === "scrolls", y === "scrolls");
        if (part.right <= part.left || part.bottom <= part.top) return null;
        scrolls.x ||= x === "scrolls";
        scrolls.y ||= y === "scrolls";
      }
      if (around === figure) {
        const out = beyond(part, within(part, box, true, true));
        if (out > TOLERATED) tell("outside", out);
      }
      if (position === "fixed") break;
      floats ||= position === "absolute";
    }
    return part;
  }

  const both = NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT;
  const nodes = document.createTreeWalker(document.body, both);
  while (nodes.nextNode()) {
    const node = nodes.currentNode;
    const control = node.nodeType === Node.ELEMENT_NODE;
    if (control ? !node.matches("input, select, textarea, button") : !node.data.trim()) continue;
    const element = control ? node : node.parentElement;
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    if (element.closest(UNSEEN)) continue;
    const figure = element.closest(".backprop-root");
    const words = (control ? node.value : node.data).replace(/\\s+/g, " ").slice(0, 30);
    const place = `${figure?.closest("[id]").id ?? "text"} ${element.localName}`;
    const tell = (what, by) => found.push(`${what} by ${Math.round(by)}: ${place} '${words}'`);
    if (control && node.matches(".number-field") && node.scrollWidth > node.clientWidth + 1) {
      tell("too long", node.scrollWidth - node.clientWidth);
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of control ? [lookOf(node).box] : range.getClientRects()) {
      const part = control ? box : lettersOf(box, lookOf(element));
      const rest = seen(part, control ? element.parentElement : element, figure, tell);
      if (!rest || !figure || control && node.matches(`button, ${NO_TEXT}`)) continue;
      if (!texts.has(figure)) texts.set(figure, []);
      texts.get(figure).push({ ...rest, tell, words });
    }
  }
  for (const parts of texts.values()) {
    for (const [index, one] of parts.entries()) {
      for (const other of parts.slice(index + 1)) {
        const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        const over = Math.min(width, height);
        if (over > TOLERATED) one.tell(`under '${other.words}'`, over);
      }
    }
  }
  return found;
}"""


def space_texts(page: Page, spaced: bool) -> None:
    page.evaluate(SPACE, spaced)


def lost_texts(page: Page) -> list[str]:
    page.evaluate(LAID_OUT)
    lost: list[str] = page.evaluate(LOST)
    return lost
