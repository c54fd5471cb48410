/**
 * Brings the page's figures to life. A figure is what Python wrote:
 *
 *     <figure class="backprop-widget" id="…" data-widget="ChainRuleStepper" data-state="{…}">a table</figure>
 *
 * The table stays in the document: it is what is printed, and what a reader sees if anything goes wrong.
 */

import { h } from "../markup/dom.js";
import { isBeside, loadState, whenNear } from "./figure_data.js";
import { KeptStates, isReturn } from "./kept_states.js";
import { checkAgainst, decodeLink, encodeLink, linkedFigure } from "./link_state.js";
import { createStaticModel } from "./static_model.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").Cleanup} Cleanup */
/** @typedef {import("../types.js").Widget} Widget */

const FIGURES = "figure.backprop-widget[data-widget][data-state]:not([data-live])";

/** Whether the browser holds the text in its place while a figure above it changes its height. */
const HOLDS_PLACE = CSS.supports("overflow-anchor", "auto");

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
 * Render each figure that is not live yet, in its turn, and follow the links in the page's address, now and later.
 *
 * The turn of a figure far below comes as the reader comes near; or at once, for who goes on by keys from control to control,
 * or prints.
 * @param {Record<string, Widget>} widgets
 */
export async function startHost(widgets) {
  const kept = new KeptStates(() => sessionStorage, location.pathname, isReturn());
  const elements = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(FIGURES));
  const figures = [...elements].map((element) => createFigure(element, widgets, kept));
  if (figures.length === 0) return;
  addEventListener("hashchange", follow);
  addEventListener("beforeprint", showForPaper);
  document.addEventListener("focusin", showForKeys);
  addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => document.hidden && keep()); // a phone may end a hidden page

  function keep() {
    const linked = linkedFigure(location.hash);
    for (const { element, links } of figures) {
      const found = links();
      if (!found) continue; // its turn has not come yet
      if (found.now !== found.own || element.id === linked) kept.keep(element.id, found);
      else kept.forget(element.id);
    }
    kept.save();
  }

  /** @param {Event} [event]  none when the page has just been opened */
  async function follow(event) {
    const ours = location.hash === written;
    written = "";
    if (ours) return;
    const id = linkedFigure(location.hash);
    const linked = figures.find(({ element }) => element.id === id);
    if (!linked) return;
    // Back to a link that was followed before must not undo what the reader has done since.
    const isOver = history.state?.[FOLLOWED] && (event || kept.has(linked.element.id));
    await linked.show(isOver ? undefined : location.hash);
    mark();
    linked.element.scrollIntoView();
  }

  let turn = Promise.resolve();
  /** @param {Figure} figure */
  function showInTurn(figure) {
    turn = turn.then(() => figure.show()).then(breath);
    return turn;
  }

  function showForPaper() {
    for (const figure of atHand) figure.show();
  }

  /** The next control may be one of a figure that is not there yet.  @param {FocusEvent} event */
  function showForKeys({ target }) {
    if (!(target instanceof Element && target.matches(":focus-visible"))) return;
    document.removeEventListener("focusin", showForKeys);
    atHand.forEach(showInTurn);
  }

  const beside = figures.filter(({ element }) => isBeside(element));
  const atHand = figures.filter((figure) => !beside.includes(figure));
  const atOnce = HOLDS_PLACE ? atHand.slice(0, 1) : atHand;
  for (const figure of beside) whenNear(figure.element).then(() => figure.show()); // none waits for what it has to load
  for (const figure of atHand) {
    if (atOnce.includes(figure)) continue;
    figure.element.setAttribute("data-waits", "");
    whenNear(figure.element).then(() => showInTurn(figure));
  }
  for (const figure of atOnce) await showInTurn(figure);
  await follow();
}

/** Let the browser draw, and answer the reader, between one figure and the next. */
const breath = () => /** @type {Promise<void>} */ (new Promise((resolve) => setTimeout(resolve)));

/** @typedef {ReturnType<typeof createFigure>} Figure */

/**
 * @param {HTMLElement} figure
 * @param {Record<string, Widget>} widgets
 * @param {KeptStates} kept
 */
function createFigure(figure, widgets, kept) {
  const snapshot = h("div", { class: "backprop-snapshot" });
  // A form, since a browser would put back into its fields what the figure's state may not have: it never is one to send.
  const live = h("form", { class: "backprop-live", autocomplete: "off", onsubmit: (/** @type {Event} */ event) => event.preventDefault() });
  const message = h("p", { class: "backprop-message", role: "alert", hidden: true });
  const again = h("button", { type: "button", class: "button", onclick: () => (drawn = draw(tried)) }, "Try again");
  /** The link that was followed last.  @type {string | undefined} */
  let tried;

  /** The figure's own children, but for its caption, go into one element that can be hidden. */
  function prepare() {
    if (figure.hasAttribute("data-live")) return;
    snapshot.append(...[...figure.childNodes].filter((child) => child.nodeName !== "FIGCAPTION"));
    figure.prepend(message, live, snapshot);
    figure.removeAttribute("data-waits");
    figure.setAttribute("data-live", "");
  }

  /** @type {Cleanup | void} */
  let cleanup;
  /** @type {(() => import("./kept_states.js").Links) | undefined} */
  let links;

  /**
   * @param {Widget} widget
   * @param {State} base
   * @param {State} state
   */
  async function render(widget, base, state) {
    cleanup?.();
    cleanup = links = undefined;
    live.replaceChildren();
    const model = createStaticModel(state);
    links = () => ({
      own: linkTo(figure, widget, (name) => base[name]),
      now: linkTo(figure, widget, model.get),
    });
    cleanup = await widget.render({
      model,
      el: live,
      share: (current) => share(encodeLink(figure.id, current)),
    });
    snapshot.hidden = true;
  }

  /** @param {string | null} text @param {...Node} more */
  function say(text, ...more) {
    message.hidden = text === null;
    message.replaceChildren(text ?? "", ...more);
  }

  /** @param {string} [followed]  a fragment */
  async function draw(followed) {
    tried = followed;
    prepare();
    say(null);
    try {
      if (isBeside(figure)) await loadState(figure);
      const { widget, base } = readFigure(figure, widgets);
      const asked = followed ?? kept.of(figure.id, linkTo(figure, widget, (name) => base[name]));
      try {
        await render(widget, base, asked ? await linkedState(asked, base, widget) : base);
      } catch (problem) {
        if (!asked) throw problem;
        await render(widget, base, base);
        if (followed) say(`This link’s values cannot be used, so the chapter’s own are shown. ${sentence(problem)}`);
      }
    } catch (problem) {
      live.replaceChildren();
      snapshot.hidden = false;
      say(`The interactive figure cannot start, so its table is shown instead. ${sentence(problem)} `, ...(isBeside(figure) ? [again] : []));
      console.warn(problem);
    }
  }

  if (isBeside(figure)) prepare(); // it is its table until the reader comes near

  /** @type {Promise<void> | undefined} */
  let drawn;
  return {
    element: figure,
    /** Render it; and again if a link is followed, with the link's state.  @param {string} [followed] */
    show(followed) {
      if (drawn && !followed) return drawn; // by a link, before its turn came
      drawn = (drawn ?? Promise.resolve()).then(() => draw(followed)); // one after the other, since each may have to load
      return drawn;
    },
    /** The links to its own state and to what it shows now; undefined before it is there. */
    links: () => links?.(),
  };
}

/**
 * @param {HTMLElement} figure
 * @param {Widget} widget
 * @param {(name: string) => unknown} trait
 */
function linkTo(figure, widget, trait) {
  const traits = widget.linked.map((name) => [name, trait(name)]);
  return encodeLink(figure.id, Object.fromEntries(traits.filter(([, value]) => value !== undefined)));
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
