/**
 * Brings the page's figures to life. A figure is what Python wrote:
 *
 *     <figure class="backprop-widget" id="…" data-widget="ChainRuleStepper" data-state="{…}">a table</figure>
 *
 * The table stays in the document: it is what is printed, and what a reader sees if anything goes wrong.
 */

import { h } from "../markup/dom.js";
import { isBeside, loadState, whenNear } from "./figure_data.js";
import { checkAgainst, decodeLink, encodeLink, linkedFigure } from "./link_state.js";
import { createStaticModel } from "./static_model.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Cleanup} Cleanup */
/** @typedef {import("../types.js").Widget} Widget */

const FIGURES = "figure.backprop-widget[data-widget][data-state]:not([data-live])";

/** The mark of an entry of the history whose link was followed, or was written here. */
const FOLLOWED = "backpropFollowed";

function mark() {
  try {
    history.replaceState({ ...history.state, [FOLLOWED]: true }, "");
  } catch {
    // Where a browser refuses this on file://, Back follows the link again.
  }
}

/**
 * Render every figure that is not live yet, and follow the links in the page's address, now and later.
 * @param {Record<string, Widget>} widgets
 */
export async function startHost(widgets) {
  const figures = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(FIGURES))];
  if (figures.length === 0) return;
  const shown = figures.map((figure) => createFigure(figure, widgets));
  addEventListener("hashchange", follow);

  /** @param {Event} [event]  none when the page has just been opened */
  async function follow(event) {
    const ours = location.hash === written;
    written = "";
    if (ours) return;
    const id = linkedFigure(location.hash);
    const linked = figures.findIndex((figure) => figure.id === id);
    if (linked < 0) return;
    // Back to a link that was followed before must not undo what the reader has done since.
    if (!event || !history.state?.[FOLLOWED]) await shown[linked]?.(location.hash);
    mark();
    figures[linked]?.scrollIntoView();
  }

  for (const [index, figure] of figures.entries()) {
    if (isBeside(figure)) whenNear(figure).then(() => shown[index]?.());
    else {
      await shown[index]?.();
      await breath();
    }
  }
  await follow();
}

/** Let the browser draw, and answer the reader, between one figure and the next. */
const breath = () => new Promise((resolve) => setTimeout(resolve));

/**
 * One figure. The function returned renders it, and again if it is given a link, with the link's state.
 * @param {HTMLElement} figure
 * @param {Record<string, Widget>} widgets
 * @returns {(fragment?: string) => Promise<void>}
 */
function createFigure(figure, widgets) {
  const snapshot = h("div", { class: "backprop-snapshot" });
  const live = h("div", { class: "backprop-live" });
  const message = h("p", { class: "backprop-message", role: "alert", hidden: true });

  /** The figure's own children, but for its caption, go into one element that can be hidden. */
  function prepare() {
    if (figure.hasAttribute("data-live")) return;
    snapshot.append(...[...figure.childNodes].filter((child) => child.nodeName !== "FIGCAPTION"));
    figure.prepend(message, live, snapshot);
    figure.setAttribute("data-live", "");
  }

  /** @type {Cleanup | void} */
  let cleanup;

  /**
   * @param {Widget} widget
   * @param {State} state
   */
  async function render(widget, state) {
    cleanup?.();
    cleanup = undefined;
    live.replaceChildren();
    cleanup = await widget.render({
      model: createStaticModel(state),
      el: live,
      share: (current) => share(encodeLink(figure.id, current)),
    });
    snapshot.hidden = true;
  }

  /** @param {string | null} text */
  function say(text) {
    message.hidden = text === null;
    message.textContent = text;
  }

  /** @param {string} [fragment] */
  async function show(fragment) {
    prepare();
    say(null);
    try {
      if (isBeside(figure)) await loadState(figure);
      const { widget, base } = readFigure(figure, widgets);
      try {
        await render(widget, fragment ? await linkedState(fragment, base, widget) : base);
      } catch (problem) {
        if (!fragment) throw problem;
        await render(widget, base);
        say(`This link’s values cannot be used, so the chapter’s own are shown. ${sentence(problem)}`);
      }
    } catch (problem) {
      live.replaceChildren();
      snapshot.hidden = false;
      say(`The interactive figure cannot start, so its table is shown instead. ${sentence(problem)}`);
      console.warn(problem);
    }
  }

  if (isBeside(figure)) prepare(); // it is its table until the reader comes near

  /** @type {Promise<void> | undefined} */
  let shown;
  return (fragment) => {
    if (shown && !fragment) return shown; // by a link, before its turn came
    shown = (shown ?? Promise.resolve()).then(() => show(fragment)); // one after the other, since each may have to load
    return shown;
  };
}

/**
 * @param {HTMLElement} figure
 * @param {Record<string, Widget>} widgets
 * @returns {{ widget: Widget, base: State }}
 */
function readFigure(figure, widgets) {
  const name = figure.dataset["widget"] ?? "";
  const widget = Object.hasOwn(widgets, name) ? widgets[name] : undefined;
  if (!widget) throw new Error(`This page has no widget called “${name}”.`);
  try {
    return { widget, base: JSON.parse(figure.dataset["state"] ?? "") };
  } catch {
    throw new Error("Its data are damaged.");
  }
}

/**
 * @param {string} fragment
 * @param {State} base
 * @param {Widget} widget
 * @returns {Promise<State>}
 */
async function linkedState(fragment, base, widget) {
  const decoded = decodeLink(fragment);
  const asked = widget.upgrade?.(decoded, base) ?? decoded;
  checkAgainst(asked, Object.fromEntries(widget.linked.map((name) => [name, base[name]])));
  const state = { ...base, ...asked };
  return widget.validateState(state);
}

/** What `share` wrote where the browser then tells of it as of a link that was followed. */
let written = "";

/**
 * Write the fragment into the address, and offer the whole link to the clipboard.
 * @param {string} fragment
 */
async function share(fragment) {
  try {
    history.replaceState({ ...history.state, [FOLLOWED]: true }, "", fragment);
  } catch {
    written = location.hash === fragment ? "" : fragment;
    location.hash = fragment; // where a browser refuses the former on file://
  }
  const url = location.href;
  try {
    await navigator.clipboard.writeText(url);
    return { url, copied: true };
  } catch {
    return { url, copied: false }; // no permission, or no clipboard here
  }
}

/** @param {unknown} problem */
function sentence(problem) {
  return problem instanceof Error ? problem.message : String(problem);
}
