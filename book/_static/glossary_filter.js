// A field that leaves of the glossary the terms that are called like what is typed, by any of their
// names; if none is, those that mention it. Without scripts the glossary is the whole list.
{
  const glossary = /** @type {HTMLElement} */ (document.querySelector("article h1")?.parentElement);
  const letters = [...glossary.querySelectorAll(":scope > section")];

  /** @param {string | null | undefined} text */
  const plain = (text) => (text ?? "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const terms = letters.flatMap((letter) =>
    [...letter.querySelectorAll(":scope > section")].map((term) => {
      const title = term.querySelector("h3")?.firstChild?.textContent;
      const others = [...term.querySelectorAll("p")].filter((p) => p.textContent?.startsWith("Elsewhere:"));
      const names = plain([title, ...others.map((p) => p.textContent?.slice(10))].join(", "));
      return { term: /** @type {HTMLElement} */ (term), names, text: plain(term.textContent) };
    }),
  );

  const field = Object.assign(document.createElement("input"), { type: "search", autocomplete: "off" });
  const label = document.createElement("label");
  label.append("Find a term", field);
  const count = document.createElement("p");
  count.setAttribute("role", "status");
  const index = document.createElement("nav");
  index.setAttribute("aria-label", "Letters");
  const links = letters.map((letter) => {
    const link = document.createElement("a");
    link.href = `#${letter.id}`;
    link.textContent = letter.querySelector("h2")?.firstChild?.textContent ?? "";
    return link;
  });
  index.append(...links);
  const tools = document.createElement("div");
  tools.className = "glossary-tools";
  tools.append(label, count, index);
  letters[0]?.before(tools);

  const filter = () => {
    const wanted = plain(field.value).trim();
    const called = terms.filter(({ names }) => names.includes(wanted));
    const shown = new Set(called.length ? called : terms.filter(({ text }) => text.includes(wanted)));
    for (const each of terms) each.term.hidden = !shown.has(each);
    letters.forEach((letter, at) => {
      const empty = !letter.querySelector(":scope > section:not([hidden])");
      /** @type {HTMLElement} */ (letter).hidden = empty;
      /** @type {HTMLElement} */ (links[at]).hidden = empty;
    });
    const by = called.length || !shown.size ? "" : ", which mention it";
    count.textContent = wanted ? `${shown.size} of ${terms.length} terms${by}` : `${terms.length} terms`;
  };

  field.addEventListener("input", filter);
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !field.value) return;
    event.preventDefault();
    field.value = "";
    filter();
  });
  // A link leads to a term that may be hidden.
  addEventListener("hashchange", () => {
    if (!field.value) return;
    field.value = "";
    filter();
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  });
  addEventListener("pageshow", filter); // the browser may have kept what was typed
  filter();
}
