// The top of the page: the header has a shadow once the page is scrolled, and a button leads back.
{
  const top = document.querySelector(".sbt-scroll-pixel-helper");
  if (top) {
    new IntersectionObserver(([seen]) => {
      document.body.classList.toggle("scrolled", Boolean(seen && seen.boundingClientRect.y < 0));
    }).observe(top);
  }

  const button = document.getElementById("pst-back-to-top");
  let before = 0; // where the page stands is not asked yet: it would have to be laid out
  button?.addEventListener("click", () => scrollTo(0, 0));
  addEventListener(
    "scroll",
    () => {
      if (button) button.style.display = scrollY < before && scrollY > 0 ? "block" : "none";
      before = scrollY;
    },
    { passive: true },
  );
}
