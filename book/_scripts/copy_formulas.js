// What is copied with formulas in it has their LaTeX as plain text, as a chapter's notebook writes it.
{
  /** @param {Node} node */
  const formulaAround = (node) =>
    (node instanceof Element ? node : node.parentElement)?.closest(".math");

  /** @param {Range} range its start and end within a formula take the whole of it */
  function wholeFormulas(range) {
    const whole = range.cloneRange();
    const first = formulaAround(range.startContainer);
    const last = formulaAround(range.endContainer);
    if (first) whole.setStartBefore(first);
    if (last) whole.setEndAfter(last);
    return whole.cloneContents();
  }

  addEventListener("copy", (event) => {
    const selection = getSelection();
    if (!selection?.rangeCount || selection.isCollapsed || !event.clipboardData) return;
    const copied = document.createElement("div");
    copied.append(wholeFormulas(selection.getRangeAt(0)));
    /** @type {NodeListOf<HTMLElement>} */
    const formulas = copied.querySelectorAll(".math");
    if (formulas.length === 0) return;
    event.clipboardData.setData("text/html", copied.innerHTML);
    for (const formula of formulas) {
      const mark = formula.localName === "div" ? "$$" : "$";
      formula.textContent = mark + (formula.dataset.latex ?? formula.textContent) + mark;
    }
    document.body.append(copied); // only what stands in the page has its text in lines
    event.clipboardData.setData("text/plain", copied.innerText);
    copied.remove();
    event.preventDefault();
  });
}
