/** Where the book explains something: "page#heading" of the folder of chapters.  @param {string} see @param {boolean} onPage  and not in Jupyter */
export function linkTo(see, onPage) {
  const [, page = "", heading = ""] = /^([\w-]+)(#[\w-]+)?$/.exec(see) ?? [];
  if (!page) return null;
  return `${page}.${onPage ? "html" : /^\d/.test(page) ? "ipynb" : "md"}${heading}`;
}
