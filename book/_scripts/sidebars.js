// The sidebar with the book's pages, and the one with the page's sections. Where the window has room, the first is
// shown and hidden in its place; else each opens as a dialog, which takes over its content and its classes.
{
  const WIDE = matchMedia("(min-width: 992px)"); // as in the theme's style sheet
  const PLACE = "sidebar-scroll-top";

  /** @param {Element} from @param {Element} to */
  const move = (from, to) => {
    to.append(...from.childNodes);
    to.classList.add(...from.classList);
    from.removeAttribute("class");
  };

  /** @param {MouseEvent} event */
  const closeOutside = ({ currentTarget, clientX, clientY }) => {
    const dialog = /** @type {HTMLDialogElement} */ (currentTarget);
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    if (clientX < left || clientX > right || clientY < top || clientY > bottom) dialog.close();
  };

  for (const which of ["primary", "secondary"]) {
    const button = document.querySelector(`.${which}-toggle`);
    const sidebar = document.getElementById(`pst-${which}-sidebar`);
    const dialog = document.getElementById(`pst-${which}-sidebar-modal`);
    if (!(button instanceof HTMLElement && sidebar && dialog instanceof HTMLDialogElement)) continue;
    button.addEventListener("click", () => {
      if (which === "primary" && WIDE.matches) sidebar.classList.toggle("pst-sidebar-hidden");
      else {
        move(sidebar, dialog);
        dialog.showModal();
      }
    });
    dialog.addEventListener("click", closeOutside);
    dialog.addEventListener("close", () => {
      move(dialog, sidebar);
      button.focus({ preventScroll: true });
    });
  }

  const search = document.getElementById("pst-search-dialog");
  search?.addEventListener("click", closeOutside);

  // The list of pages stands where it stood on the page before, or else at the page that is open.
  const list = document.querySelector("div.bd-sidebar-primary");
  const open = [...(list?.querySelectorAll(".bd-docs-nav .active") ?? [])].at(-1);
  /** @param {number} kept */
  const place = (kept) => {
    if (list && Number.isFinite(kept)) list.scrollTop = kept;
    else if (list && open) {
      const below = open.getBoundingClientRect().top - list.getBoundingClientRect().top;
      if (below > innerHeight / 2) list.scrollTop = below - list.clientHeight / 4;
    }
  };
  try {
    const kept = Number.parseInt(sessionStorage.getItem(PLACE) ?? "", 10);
    requestAnimationFrame(() => place(kept)); // before the list is drawn, when the page is laid out anyway
    addEventListener("pagehide", () => sessionStorage.setItem(PLACE, String(list?.scrollTop ?? 0)));
  } catch {
    // Where the browser keeps nothing, the list begins at its top.
  }
}
