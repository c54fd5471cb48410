// The results of a search: lessons first, then the reference, then the package; for each page the
// section that has most to say, quoted from PAGE_TEXTS, which a page on a disk may read as well.
// What is found is Sphinx's affair (searchtools.js); what is shown, and in which order, is here.
{
  const LENGTH = 240; // of a quotation, in characters
  const BEFORE = 80; // of them before the word

  /** Chapters are the pages with a number. @param {string} page */
  const shelf = (page) => (/\/\d/.test(page) ? 2 : page.endsWith("/api") ? 0 : 1);

  /** How often the words stand in a text. @param {string} text @param {string[]} words */
  const hits = (text, words) => {
    const lower = text.toLowerCase();
    return words.reduce((sum, word) => sum + lower.split(word).length - 1, 0);
  };

  /**
   * The section that a result is about, or the one that has the words most often.
   * @param {SearchResult} result
   * @param {string[]} words
   */
  const sectionOf = ([page, , anchor], words) => {
    const sections = PAGE_TEXTS[page] ?? [];
    const given = sections.find(([id]) => `#${id}` === anchor);
    if (given || anchor) return given;
    const counts = sections.map(([, title, text]) => 3 * hits(title, words) + hits(text, words));
    return sections[counts.indexOf(Math.max(...counts))];
  };

  /** @param {string} text @param {string[]} words */
  const quotation = (text, words) => {
    const places = words.map((word) => text.toLowerCase().indexOf(word)).filter((at) => at >= 0);
    const first = Math.max(0, Math.min(...places, text.length) - BEFORE);
    const start = places.length && first ? text.indexOf(" ", first) + 1 : 0;
    const end = start + LENGTH < text.length ? text.lastIndexOf(" ", start + LENGTH) : text.length;
    return `${start ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
  };

  /** @param {SearchResult} result @param {string[]} words @param {Iterable<string>} marked */
  const item = (result, words, marked) => {
    const [page, name, anchor, kind] = result;
    const section = sectionOf(result, words);
    const { docnames, titles } = Search._index;
    const link = document.createElement("a");
    link.href = `${page}.html${section ? `#${section[0]}` : anchor}`;
    link.innerHTML = kind ? name : (titles[docnames.indexOf(page)] ?? name); // as Sphinx wrote them
    const element = document.createElement("li");
    element.append(link);
    if (section && !link.textContent?.endsWith(section[1])) link.append(` › ${section[1]}`);
    if (kind) element.append(` (${kind})`);
    if (section?.[2]) {
      const quoted = document.createElement("p");
      quoted.className = "context";
      quoted.textContent = quotation(section[2], words);
      element.append(quoted);
    }
    for (const word of marked) _highlightText(element, word, "highlighted");
    return element;
  };

  /** @type {HTMLInputElement | null} */
  const field = document.querySelector("form.bd-search input");
  field?.focus();
  field?.select();

  /**
   * What is found for a text, each with its weight: the shelf, the reader's own words first, how well it fits.
   * @param {string} query @param {number} own  1 if these are the reader's words, else 0
   */
  const performed = (query, own) => {
    const [text, terms, excluded, marked, objects] = Search._parseQuery(query);
    const words = [...terms];
    return Search._performSearch(text, terms, excluded, marked, objects).map((result) => {
      const [page, , , , score] = result;
      const said = (PAGE_TEXTS[page] ?? []).map(([, , section]) => hits(section, words));
      return { result, words, marked, weight: [shelf(page), own, score, said.reduce((sum, count) => sum + count, 0)] };
    });
  };

  Search.query = (query) => {
    const terms = SearchTerms.find(query);
    const others = terms.flatMap(({ instead }) => (instead ? performed(instead, 0) : []));
    const weighed = [...others, ...performed(query, 1)];
    weighed.sort((a, b) => a.weight.reduce((sign, own, i) => sign || (b.weight[i] ?? 0) - own, 0));
    /** @type {Map<string, HTMLElement>} */
    const items = new Map();
    for (const { result, words, marked } of weighed) {
      const element = item(result, words, marked);
      const address = element.querySelector("a")?.href ?? "";
      if (!items.has(address)) items.set(address, element);
    }
    if (terms.length) Search.output.before(SearchTerms.show(terms));
    Search.output.append(...items.values());
    _finishSearch(items.size);
    if (items.size) Search.status.textContent = items.size === 1 ? "1 page" : `${items.size} pages`;
  };
}
