// The terms of the glossary that a search is about, by any of their names: shown above the results with
// their definitions. Where the book has another word for what was asked, it is searched for as well.
const SearchTerms = (() => {
  const MOST = 3;
  const stemmer = new Stemmer();

  /** @param {string} text */
  const stems = (text) => splitQuery(text.toLowerCase()).map((word) => stemmer.stemWord(word));

  /** @param {string[]} some @param {string[]} all */
  const within = (some, all) => some.length > 0 && some.every((word) => all.includes(word));

  /** 0 if a name is what was asked, 1 if it is in it, 2 if it has it in it. @param {string[]} name @param {string[]} asked */
  const distance = (name, asked) => {
    if (within(name, asked)) return within(asked, name) ? 0 : 1;
    return within(asked, name) ? 2 : Infinity;
  };

  return {
    /**
     * The nearest terms, and for each what to search for instead, if it is asked for by another name.
     * @param {string} query
     */
    find(query) {
      const asked = stems(query);
      const found = TERMS.flatMap((term) => {
        const [, title, others] = term;
        return [title, ...others].map((name) => {
          const far = distance(stems(name), asked);
          const rest = splitQuery(query.toLowerCase()).filter((word) => !stems(name).includes(stemmer.stemWord(word)));
          return { term, far, instead: name === title || far > 1 ? null : [title, ...rest].join(" ") };
        });
      });
      const near = Math.min(...found.map(({ far }) => far));
      if (near === Infinity) return [];
      const seen = new Set();
      return found
        .filter(({ term, far }) => far === near && !seen.has(term) && seen.add(term))
        .slice(0, MOST);
    },

    /** @param {{ term: Term, instead: string | null }[]} found */
    show(found) {
      const list = document.createElement("dl");
      list.className = "found-terms";
      for (const { term: [anchor, title, others, definition, places] } of found) {
        const name = document.createElement("dt");
        const said = document.createElement("dd");
        name.append(link(title, `book/glossary.html#${anchor}`));
        if (others.length) name.append(` (${others.join(", ")})`);
        said.append(definition, " In ");
        places.forEach(([words, address], at) => said.append(at ? " and " : "", link(lower(words), address)));
        said.append(".");
        list.append(name, said);
      }
      return list;
    },
  };

  /** @param {string} text @param {string} address */
  function link(text, address) {
    return Object.assign(document.createElement("a"), { textContent: text, href: address });
  }

  /** @param {string} words */
  function lower(words) {
    return words.slice(0, 1).toLowerCase() + words.slice(1);
  }
})();
