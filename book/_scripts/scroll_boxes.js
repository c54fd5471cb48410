// A box that scrolls, a wide formula too, can be reached by Tab, so that it can be scrolled by keyboard.
// All are measured before any is changed: a change between two measurements would have the browser
// lay the page out for each. What it has not laid out, far from the window or folded, is left until it has, or until
// Tab is pressed for the first time.
{
  const BOXES = "div.math, .backprop-snapshot, pre, .cell_output > .output, .pst-scrollable-table-container";
  const REST = 300; // milliseconds without a change

  const main = document.getElementById("main-content");
  let far = false;

  const update = () => {
    const all = /** @type {HTMLElement[]} */ ([...(main?.querySelectorAll(BOXES) ?? [])]);
    const boxes = far ? all : all.filter((box) => box.checkVisibility?.({ contentVisibilityAuto: true }) ?? true);
    const scrolls = boxes.map((box) => box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight);
    boxes.forEach((box, index) => {
      const tab = scrolls[index] ? 0 : -1;
      if (box.tabIndex !== tab || !box.hasAttribute("tabindex")) box.tabIndex = tab;
    });
  };

  let timer = 0;
  const later = () => {
    clearTimeout(timer);
    timer = window.setTimeout(update, REST);
  };

  addEventListener("load", update);
  addEventListener("resize", later);
  addEventListener("keydown", ({ key }) => {
    if (key !== "Tab" || far) return;
    far = true;
    update();
  });
  for (const shown of ["contentvisibilityautostatechange", "toggle"]) main?.addEventListener(shown, later, true);
  if (main) new MutationObserver(later).observe(main, { subtree: true, childList: true });
}
