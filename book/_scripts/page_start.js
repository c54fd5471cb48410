// Runs before anything is drawn: the faces of the text, a storage that stops no script, the reader's light or dark, light on paper.
{
  // Faces that are there when the text is laid out have it laid out once. On a slow line they would keep the text itself
  // waiting; from a disk a browser does not hand them out ahead.
  const QUICK = 4; // Mbit/s; not every browser tells
  const TEXT = ["serif", "serif-600", "serif-italic", "sans"];
  const FORMULAS = ["mono", "math"];
  const ICONS = "vendor/fontawesome/webfonts/fa-solid-900.woff2";
  const { src, dataset } = /** @type {HTMLScriptElement} */ (document.currentScript);
  const { connection } = /** @type {Navigator & { connection?: { downlink: number } }} */ (navigator);
  if (location.protocol !== "file:" && (connection?.downlink ?? QUICK) >= QUICK) {
    const faces = [...TEXT, ...("formulas" in dataset ? FORMULAS : [])].map((name) => `fonts/book-${name}.woff2`);
    for (const face of [...faces, ICONS]) {
      const href = String(new URL(face, src));
      document.head.append(
        Object.assign(document.createElement("link"), { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "anonymous", href }),
      );
    }
  }

  // Sphinx's scripts store what they need without asking whether they may, and stop where they may not.
  // What keeps the reader's progress is told, and says so to the reader (progress_store.js).
  const ofTheBook = /^backprop-/;

  /** @returns {Storage | null} what the reader's browser has; some throw, some have none */
  const found = () => {
    try {
      return localStorage;
    } catch {
      return null;
    }
  };

  /** What stands in: it keeps texts as long as the page, and refuses the reader's progress. */
  const standIn = () => {
    /** @type {Map<string, string>} */
    const texts = new Map();
    /** @param {string} key */
    const allowed = (key) => {
      if (ofTheBook.test(key)) throw new DOMException("This page has no storage.", "SecurityError");
      return key;
    };
    return {
      getItem: (/** @type {string} */ key) => texts.get(allowed(key)) ?? null,
      setItem: (/** @type {string} */ key, /** @type {unknown} */ text) => void texts.set(allowed(key), String(text)),
      removeItem: (/** @type {string} */ key) => void texts.delete(allowed(key)),
    };
  };

  if (!found()) Object.defineProperty(window, "localStorage", { value: standIn(), configurable: true });
  else {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function (key, text) {
      try {
        setItem.call(this, key, text);
      } catch (problem) {
        if (ofTheBook.test(key)) throw problem; // full: light and dark then last as long as the page
      }
    };
  }

  const page = document.documentElement.dataset;
  page.mode = localStorage.getItem("mode") || "auto";
  page.theme = localStorage.getItem("theme") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  let onScreen = page.theme;
  addEventListener("beforeprint", () => {
    onScreen = page.theme ?? onScreen;
    page.theme = "light";
  });
  addEventListener("afterprint", () => {
    page.theme = onScreen;
  });
  addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("[data-prints]")) print();
  });
}
