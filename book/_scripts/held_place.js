// The place that a link leads to stays in sight while sections and figures around it come to have their height.
{
  const LONG = 3000; // milliseconds; a reader who goes on earlier goes on undisturbed
  const GOES_ON = ["wheel", "touchmove", "keydown", "pointerdown"];

  /** @param {string} hash  of a place, or of a figure and a state: no id of the book is one that a link would write otherwise */
  const hold = (hash) => {
    const place = document.getElementById(hash.slice(1).split("?")[0] ?? "");
    if (!place) return;
    const { body } = document;
    const top = () => Math.round(place.getBoundingClientRect().top);
    const left = { top: NaN, height: NaN }; // nothing has been left anywhere yet
    const observer = new ResizeObserver(() => {
      look();
      if (isHeld && location.hash === hash) place.scrollIntoView();
      Object.assign(left, { top: top(), height: body.offsetHeight });
    });
    let isHeld = true;
    const letGo = () => {
      isHeld = false;
      observer.disconnect();
      for (const type of GOES_ON) removeEventListener(type, letGo);
      removeEventListener("scroll", look);
    };
    /** Let go when somebody has scrolled by other means than these: the place has moved further than heights have changed. */
    const look = () => {
      const grown = Math.abs(body.offsetHeight - left.height);
      if (Math.abs(top() - left.top) > (grown ? grown + innerHeight : 1)) letGo();
    };
    for (const type of GOES_ON) addEventListener(type, letGo, { passive: true });
    addEventListener("scroll", look, { passive: true });
    setTimeout(letGo, LONG);
    observer.observe(body);
  };

  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  if (visit?.type === "navigate") hold(location.hash); // who comes back is where they were
  addEventListener("click", ({ target }) => {
    const link = target instanceof Element && target.closest("a");
    if (link && link.href.split("#")[0] === location.href.split("#")[0]) hold(link.hash);
  });
}
