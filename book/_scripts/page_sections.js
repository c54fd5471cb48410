// The list of the page's sections: the one that is read is marked, and the list folds beside a wide figure.
{
  const MARKED_FOR = 1000; // milliseconds that a link which was followed stays marked, while the page scrolls
  const nav = document.getElementById("pst-page-toc-nav");
  const links = /** @type {HTMLAnchorElement[]} */ ([...(nav?.querySelectorAll("a[href^='#']") ?? [])]);
  const entries = [...(nav?.querySelectorAll(".toc-entry") ?? [])];
  let until = 0;

  /** @param {HTMLAnchorElement} marked */
  const mark = (marked) => {
    for (const link of links) {
      link.classList.toggle("active", link === marked);
      if (link === marked) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    for (const entry of entries) entry.classList.toggle("active", entry.contains(marked));
  };

  /** @param {string} hash */
  const follow = (hash) => {
    const link = hash.length > 1 && links.find((other) => other.hash === hash);
    if (!link) return;
    until = performance.now() + MARKED_FOR;
    mark(link);
  };

  /** @type {Map<Element, HTMLAnchorElement>} */
  const headings = new Map();
  for (const link of links) {
    const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (section) headings.set(section.querySelector(":is(h1, h2, h3, h4, h5, h6)") ?? section, link);
  }
  const reading = new IntersectionObserver(
    (changes) => {
      if (performance.now() < until) return;
      const link = headings.get(changes.findLast((change) => change.isIntersecting)?.target ?? document.body);
      if (link) mark(link);
    },
    { rootMargin: "0px 0px -70% 0px" },
  );
  for (const heading of headings.keys()) reading.observe(heading);
  follow(location.hash);
  addEventListener("hashchange", () => follow(location.hash));
  nav?.addEventListener("click", ({ target }) => {
    const link = target instanceof Element && target.closest("a");
    if (link) follow(link.hash); // also where the address stays the same
  });

  const sidebar = document.getElementById("pst-secondary-sidebar");
  const near = new Set();
  const beside = new IntersectionObserver(
    (changes) => {
      for (const { target, isIntersecting } of changes) near[isIntersecting ? "add" : "delete"](target);
      sidebar?.classList.toggle("hide", near.size > 0);
    },
    { rootMargin: "0px 0px -33% 0px" },
  );
  if (sidebar) for (const wide of document.querySelectorAll(".full-width")) beside.observe(wide);
}
