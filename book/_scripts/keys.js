// The keys of the book, in a list that ? opens, or the link in the footer, which without scripts leads to
// the text about them. Whoever types signs by voice can switch ? off: then the link is left.
{
  const isApple = /^Mac|^iP/.test(navigator.platform);
  const hasSearch = document.querySelector("#pst-search-dialog") !== null; // a lost page has none
  const GROUPS = /** @type {const} */ ([
    [
      "On every page",
      [
        [["?"], "shows these keys"],
        ...(hasSearch ? [/** @type {const} */ ([[isApple ? "⌘" : "Ctrl", "K"], "searches the book"])] : []),
        [["Tab"], "goes on to the next link, button, field or slider"],
        [["Esc"], "closes what has opened: this list, the search, a definition"],
      ],
    ],
    [
      "Inside a figure",
      [
        [["→"], "one step on"],
        [["←"], "one step back"],
        [["Home"], "to the start"],
        [["End"], "to the end"],
        [["Space"], "plays, and pauses; on a button, it presses it"],
        [["F"], "fills the screen with the figure, and leaves it again"],
      ],
    ],
    [
      "In a field with a number",
      [
        [["↑"], "a little more"],
        [["↓"], "a little less"],
        [["Shift", "↑"], "finer"],
        [["Page Up"], "coarser"],
        [["Esc"], "brings back the last number"],
        [["Enter"], "in a matrix: one row down, with Shift one row up"],
      ],
    ],
  ]);
  const OFF = "backprop-question-mark-off";

  /** Storage may be forbidden; then the choice holds for this page. @param {string} [choice] */
  const stored = (choice) => {
    try {
      if (choice === undefined) return localStorage.getItem(OFF) ?? "";
      localStorage.setItem(OFF, choice);
    } catch {
      // kept in `off` alone
    }
    return choice ?? "";
  };
  let off = stored() !== "";

  /** @param {string} tag @param {object} given @param {(Node | string)[]} children */
  const make = (tag, given = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), given);
    element.append(...children);
    return element;
  };

  const build = () => {
    const title = make("h2", { id: "keys-title", textContent: "Keys" });
    const close = make("button", { type: "button", className: "keys-close", textContent: "Close" });
    const head = make("div", { className: "keys-head" }, title, close);
    const dialog = /** @type {HTMLDialogElement} */ (make("dialog", { id: "keys" }, head));
    dialog.setAttribute("aria-labelledby", title.id);
    for (const [name, keys] of GROUPS) {
      const list = make("dl");
      for (const [pressed, does] of keys) {
        const caps = pressed.flatMap((key) => ["+", make("kbd", { textContent: key })]).slice(1);
        list.append(make("div", {}, make("dt", {}, ...caps), make("dd", { textContent: does })));
      }
      dialog.append(make("h3", { textContent: name }), list);
    }
    const box = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", checked: !off }));
    box.addEventListener("change", () => {
      off = !box.checked;
      stored(off ? "yes" : "");
    });
    dialog.append(make("label", { className: "keys-choice" }, box, "The key ? opens this list"));
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", ({ target }) => {
      if (target === dialog) dialog.close(); // beside the list
    });
    document.body.append(dialog);
    return dialog;
  };

  /** @type {HTMLDialogElement | undefined} */
  let dialog;
  const open = () => {
    dialog ??= build();
    if (!dialog.open) dialog.showModal();
  };

  const TYPED_IN =
    "textarea, select, [contenteditable], input:not([type=range], [type=checkbox], [type=radio], [type=button])";

  addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, altKey, metaKey, isComposing } = event;
    if (key !== "?" || off || ctrlKey || altKey || metaKey || isComposing || event.defaultPrevented) return;
    if (target instanceof Element && target.closest(TYPED_IN)) return;
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    open();
  });
  for (const link of document.querySelectorAll("a.keys-link"))
    link.addEventListener("click", (event) => {
      if (!(event instanceof MouseEvent) || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open();
    });
}
