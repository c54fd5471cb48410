// Light, dark, or as the system: switched by a button, kept for the next page.
{
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const MODES = ["auto", "light", "dark"];

  /** @param {string | null | undefined} asked */
  const show = (asked) => {
    const mode = MODES.find((each) => each === asked) ?? "auto";
    const system = dark.matches ? "dark" : "light";
    root.dataset.mode = mode;
    root.dataset.theme = mode === "auto" ? system : mode;
    try {
      localStorage.setItem("mode", mode);
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // Where the browser keeps nothing, the next page begins anew.
    }
  };

  /** The mode after this one: first the one that looks other than the system's. */
  const next = () => {
    const order = dark.matches ? MODES : ["auto", "dark", "light"];
    return order[(order.indexOf(root.dataset.mode ?? "") + 1) % order.length] ?? "auto";
  };

  show(root.dataset.mode);
  // Back to a page that the browser has kept as it was: another page may have switched since.
  addEventListener("pageshow", ({ persisted }) => persisted && show(localStorage.getItem("mode")));
  dark.addEventListener("change", () => {
    if (root.dataset.mode === "auto") show("auto");
  });
  for (const button of document.querySelectorAll(".theme-switch-button"))
    button.addEventListener("click", () => show(next()));
}
