// Menus of buttons: they open by their button, and close by it, by Escape, or by a click elsewhere. ↑ and ↓ walk.
{
  /** @param {Element} button */
  const menuOf = (button) => /** @type {HTMLElement} */ (button.parentElement?.querySelector(".dropdown-menu"));

  /** @param {Element} button @param {boolean} open */
  const set = (button, open) => {
    menuOf(button).classList.toggle("show", open);
    button.setAttribute("aria-expanded", String(open));
  };

  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".dropdown-toggle"))) {
    const isOpen = () => menuOf(button).classList.contains("show");
    button.addEventListener("click", () => set(button, !isOpen()));
    document.addEventListener("click", ({ target }) => {
      if (isOpen() && !button.contains(/** @type {Node} */ (target))) set(button, false);
    });
    button.parentElement?.addEventListener("keydown", (event) => {
      const { key } = event;
      if (key === "Escape" && isOpen()) {
        set(button, false);
        button.focus();
      } else if (key === "ArrowDown" || key === "ArrowUp") {
        event.preventDefault();
        set(button, true);
        const items = /** @type {HTMLElement[]} */ ([...menuOf(button).querySelectorAll(".dropdown-item")]);
        const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
        const to = key === "ArrowDown" ? Math.min(at + 1, items.length - 1) : Math.max(at - 1, 0);
        items[to]?.focus();
      }
    });
    button.parentElement?.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !button.parentElement?.contains(/** @type {Node} */ (relatedTarget))) set(button, false);
    });
  }
}
