"""Sphinx extension: where the site's address is known, a sitemap, and whole addresses in the pages.

It is written once, as ``html.baseurl`` in ``_config.yml``; Sphinx makes the pages' canonical links
of it. Without it the site has neither, and works at any address.
"""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

from sphinx.application import Sphinx
from sphinx.errors import ConfigError


def absolute(app: Sphinx, path: str) -> str:
    """Give the whole address of a path from the site's root, or nothing while it is unknown."""
    base = app.config.html_baseurl
    return f"{base.rstrip('/')}/{path}" if base else ""


def check_address(app: Sphinx) -> None:
    """Refuse what is no address."""
    base = app.config.html_baseurl
    if base and not base.startswith(("https://", "http://")):
        raise ConfigError(
            f"html.baseurl in _config.yml: expected an address that begins with https://, or "
            f"nothing, got {base!r}"
        )


def write_sitemap(app: Sphinx, exception: Exception | None) -> None:
    """List the pages for search engines, and tell them where the list is."""
    if exception is not None or app.builder.format != "html" or not app.config.html_baseurl:
        return
    pages = (app.builder.get_target_uri(page) for page in sorted(app.env.found_docs))
    listed = "".join(f"<url><loc>{escape(absolute(app, page))}</loc></url>\n" for page in pages)
    Path(app.outdir, "sitemap.xml").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{listed}</urlset>\n',
        encoding="utf-8",
    )
    Path(app.outdir, "robots.txt").write_text(
        f"User-agent: *\nAllow: /\nSitemap: {absolute(app, 'sitemap.xml')}\n", encoding="utf-8"
    )


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to the beginning and the end of the build."""
    app.connect("builder-inited", check_address)
    app.connect("build-finished", write_sitemap)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
