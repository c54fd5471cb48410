// How wide the page is beside its sidebar, for figures and code that are wider than the text.
{
  const content = document.querySelector(".bd-content");
  const measured = new ResizeObserver(([entry]) => {
    if (entry) document.documentElement.style.setProperty("--width", `${entry.contentRect.width}px`);
  });
  if (content) measured.observe(content);
}
