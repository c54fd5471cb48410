// The place that a link leads to stays in sight while sections and figures around it come to have their height.
{
  const LONG = 3000; // milliseconds; a reader who goes on earlier goes on undisturbed
  const GOES_ON = ["wheel", "touchmove", "keydown", "pointerdown"];

  /** From the place that is held now, if any. */
  let letGo = () => {};

  /** @param {string} hash  of a place, or of a figure and a state: no id of the book is one that a link would write otherwise */
  const hold = (hash) => {
    const place = document.getElementById(hash.slice(1).split("?")[0] ?? "");
    if (!place) return;
    letGo();
    const { body } = document;
    const top = () => Math.round(place.getBoundingClientRect().top);
    const left = { top: NaN, height: NaN }; // nothing has been left anywhere yet
    const observer = new ResizeObserver(() => {
      look();
      if (isHeld && location.hash === hash) place.scrollIntoView();
      Object.assign(left, { top: top(), height: body.offsetHeight });
    });
    let isHeld = true;
    const release = () => {
      isHeld = false;
      observer.disconnect();
      for (const type of GOES_ON) removeEventListener(type, release);
      removeEventListener("scroll", look);
    };
    /** Let go when somebody has scrolled by other means than these: the place has moved further than heights have changed. */
    const look = () => {
      const grown = Math.abs(body.offsetHeight - left.height);
      if (Math.abs(top() - left.top) > (grown ? grown + innerHeight : 1)) release();
    };
    for (const type of GOES_ON) addEventListener(type, release, { passive: true });
    addEventListener("scroll", look, { passive: true });
    setTimeout(release, LONG);
    letGo = release;
    observer.observe(body);
  };

  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  if (visit?.type === "navigate") hold(location.hash); // who comes back is where they were
  addEventListener("click", ({ target }) => {
    const link = target instanceof Element && target.closest("a");
    if (link && link.href.split("#")[0] === location.href.split("#")[0]) hold(link.hash);
  });
  // An address that is edited leads to a place without a click. Where Back leads is the browser's to say, and to a figure's
  // state the figure's, which may just have written it. Older browsers do not tell.
  globalThis.navigation?.addEventListener("navigate", ({ hashChange, navigationType, destination }) => {
    const { hash } = new URL(destination.url);
    if (hashChange && navigationType !== "traverse" && !hash.includes("?")) hold(hash);
  });
}
