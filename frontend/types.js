/**
 * What a widget is, and what it is given. These are anywidget's AFM shapes, so one module runs
 * in Jupyter (the model talks to Python) and on a plain page (`static_model.js`).
 *
 * @typedef {Record<string, unknown>} State  a widget's traits, as JSON values
 *
 * @typedef {object} Model
 * @property {(name: string) => any} get
 * @property {(name: string, value: unknown) => void} set  fires `change:<name>`, then `change`
 * @property {() => void} save_changes  sends what was set to Python; nothing on a plain page
 * @property {(event: string, callback: (...args: any[]) => void) => void} on
 * @property {(event?: string | null, callback?: ((...args: any[]) => void) | null) => void} off
 *
 * @typedef {object} RenderContext
 * @property {Model} model
 * @property {HTMLElement} el  the widget touches nothing outside it
 * @property {(state: State) => Promise<Shared>} [share]  writes the state into the page's address; given
 *   by the static host only, so in Jupyter there is no link button
 *
 * @typedef {{ url: string, copied: boolean }} Shared  the full link, and whether the clipboard took it
 *
 * @typedef {() => void} Cleanup
 *
 * A widget: the default export of its module. `linked` names the traits that a link holds. `validateState` is given
 * the whole state that a link asks for; it returns the state to show, or throws an Error whose message is a
 * sentence for the reader. `upgrade` brings what a link of an older edition asks for up to date; it is given the figure's own state too.
 * @typedef {object} Widget
 * @property {(context: RenderContext) => Cleanup | void | Promise<Cleanup | void>} render
 * @property {readonly string[]} linked
 * @property {(state: State) => State | Promise<State>} validateState
 * @property {(asked: State, base: State) => State} [upgrade]
 */

export {};
