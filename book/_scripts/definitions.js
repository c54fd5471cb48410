// The definition of a term: shown while its link is pointed at or has the focus from the keyboard,
// also while the definition itself is pointed at, until Escape. A tap follows the link.
{
  const box = document.createElement("div");
  box.id = "definition";
  box.role = "tooltip";
  box.hidden = true;
  document.body.append(box);

  /** @type {HTMLAnchorElement | null} */
  let shown = null;

  const hide = () => {
    shown?.removeAttribute("aria-describedby");
    shown = null;
    box.hidden = true;
  };

  /** @param {HTMLAnchorElement} link */
  const show = (link) => {
    hide();
    shown = link;
    box.textContent = link.dataset.definition ?? "";
    box.hidden = false;
    link.setAttribute("aria-describedby", box.id);
    const line = /** @type {DOMRect} */ ([...link.getClientRects()].at(-1));
    const room = document.documentElement.clientWidth - box.offsetWidth - 8;
    const below = line.bottom + box.offsetHeight < innerHeight;
    box.style.left = `${Math.max(8, Math.min(line.left, room)) + scrollX}px`;
    box.style.top = `${(below ? line.bottom : line.top - box.offsetHeight) + scrollY}px`;
  };

  /** @param {EventTarget | null} target */
  const linkAt = (target) =>
    target instanceof Element
      ? /** @type {HTMLAnchorElement | null} */ (target.closest("a[data-definition]"))
      : null;

  addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType === "touch" || box.contains(/** @type {Node} */ (target))) return;
    const link = linkAt(target);
    if (link && link !== shown) show(link);
    else if (!link && shown !== document.activeElement) hide();
  });
  addEventListener("focusin", ({ target }) => {
    const link = linkAt(target);
    if (link?.matches(":focus-visible")) show(link);
  });
  addEventListener("focusout", hide);
  addEventListener("keydown", ({ key }) => {
    if (key === "Escape") hide();
  });
}
