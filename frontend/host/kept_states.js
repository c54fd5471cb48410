/**
 * What the reader has done with the page's figures, kept until the tab is closed: a page that is reloaded or come back to shows
 * them as they were left; one that is opened anew shows the chapter's own numbers.
 *
 * Each figure has two links, to its own state and to the state it was left in. If its own is another by now, in another edition
 * of the book, what was kept is not used. Where nothing can be stored, every page begins anew.
 */

/** @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem">} Storing */
/** @typedef {{ own: string, now: string }} Links  fragments, as `encodeLink` makes them */

const KEY = "backprop-figures";

export class KeptStates {
  /** By the figures' ids.  @type {Map<string, Links>} */
  #kept = new Map();

  /**
   * @param {() => Storing} storage  `() => sessionStorage`, which may throw
   * @param {string} page  its path
   * @param {boolean} isReturn  whether the reader has come back to the page, or reloaded it
   */
  constructor(storage, page, isReturn) {
    this.storage = storage;
    this.key = `${KEY} ${page}`;
    if (isReturn) this.#kept = this.#read();
  }

  /**
   * The link to the state in which a figure was left, or null.
   * @param {string} id @param {string} own  the link to its own state
   */
  of(id, own) {
    const links = this.#kept.get(id);
    return links?.own === own ? links.now : null;
  }

  /** @param {string} id */
  has(id) {
    return this.#kept.has(id);
  }

  /** @param {string} id */
  forget(id) {
    this.#kept.delete(id);
  }

  /** @param {string} id @param {Links} links */
  keep(id, links) {
    this.#kept.set(id, links);
  }

  save() {
    try {
      if (this.#kept.size === 0) this.storage().removeItem(this.key);
      else this.storage().setItem(this.key, JSON.stringify(Object.fromEntries(this.#kept)));
    } catch {
      // forbidden or full: the page begins anew the next time
    }
  }

  /** @returns {Map<string, Links>} */
  #read() {
    try {
      const kept = Object.entries(JSON.parse(this.storage().getItem(this.key) ?? "{}"));
      return new Map(kept.filter(([, links]) => typeof links?.own === "string" && typeof links.now === "string"));
    } catch {
      return new Map(); // damaged, or forbidden
    }
  }
}

/** Whether the browser has gone back or forward to this page, or loaded it again. */
export function isReturn() {
  const [navigation] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  return navigation?.type === "reload" || navigation?.type === "back_forward";
}
