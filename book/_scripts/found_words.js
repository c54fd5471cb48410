// Who comes from the search sees the words that were searched for marked, until Escape or the link above the text.
{
  const KEPT = "sphinx_highlight_terms"; // where Sphinx's search leaves them

  const words = () => {
    try {
      const kept = localStorage.getItem(KEPT) ?? "";
      localStorage.removeItem(KEPT);
      return kept.toLowerCase().split(/\s+/).filter(Boolean);
    } catch {
      return [];
    }
  };

  /** Mark a word in a text, and go on behind it.  @param {Text} text @param {string} word */
  const markIn = (text, word) => {
    for (let rest = text, at = 0; (at = rest.data.toLowerCase().indexOf(word)) >= 0; ) {
      const found = rest.splitText(at);
      rest = found.splitText(word.length);
      const mark = document.createElement("span");
      mark.className = "highlighted";
      found.replaceWith(mark);
      mark.append(found);
    }
  };

  /** A figure's texts are its script's: it would lose what is put between them. @param {Node} text */
  const isProse = ({ parentElement }) => !parentElement?.closest("svg, math, button, select, textarea, script, style, figure");

  const article = document.querySelector("article.bd-article");
  const marked = article && typeof Search === "undefined" ? words() : [];
  for (const word of marked) {
    const walker = document.createTreeWalker(/** @type {Node} */ (article), NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) if (isProse(walker.currentNode)) texts.push(/** @type {Text} */ (walker.currentNode));
    for (const text of texts) markIn(text, word);
  }

  const box = document.getElementById("searchbox");
  if (marked.length > 0) {
    const link = document.createElement("a");
    link.href = "#";
    link.textContent = "Hide Search Matches";
    const line = document.createElement("p");
    line.className = "highlight-link";
    line.append(link);
    box?.append(line);
    const hide = () => {
      for (const mark of document.querySelectorAll("span.highlighted")) mark.classList.remove("highlighted");
      line.remove();
    };
    link.addEventListener("click", (event) => {
      event.preventDefault();
      hide();
    });
    addEventListener("keydown", ({ key }) => {
      if (key === "Escape") hide();
    });
  }
}
