// How wide the page is beside its sidebar, for figures and code that are wider than the text. The style sheet
// knows already unless the sidebar is closed or a scroll bar has its place: then each element's style is asked anew.
{
  const LEAST = 0.5; // of a pixel
  const root = document.documentElement;
  const content = document.querySelector(".bd-content");
  const measured = new ResizeObserver(([entry]) => {
    if (!entry) return;
    const { width } = entry.contentRect;
    const known = Number.parseFloat(getComputedStyle(root).getPropertyValue("--width"));
    if (!(Math.abs(width - known) < LEAST)) root.style.setProperty("--width", `${width}px`);
  });
  if (content) measured.observe(content);
}
