"""Sphinx extension: the links at the foot of a page, and what the menu at its top offers.

Each page can show its keys. A chapter is offered as a notebook, with the package that it needs.
Where the project's repository is known, each page can be edited and its mistakes reported, and a
chapter be opened on Binder and Colab, and on the JupyterHub that ``jupyterhub`` names.
"""

from __future__ import annotations

from typing import Any

from portable_notebooks import wheel_name
from repository import Repository, repository
from sphinx.application import Sphinx
from sphinx.errors import ConfigError

Button = dict[str, Any]
MENU = "download-buttons"
AFTER_THEME = 600  # which fills the menu at 501


def button(text: str, address: str, tooltip: str) -> Button:
    """Make an entry of the menu."""
    return {"type": "link", "text": text, "url": address, "tooltip": tooltip, "icon": "fas fa-file"}


def launches(kept: Repository, hub: str, source: str) -> list[Button]:
    """List where a notebook can be run."""
    places = {
        "JupyterHub": kept.hub(hub, source) if hub else "",
        "Binder": kept.binder(source),
        "Colab": kept.colab(source),
    }
    return [
        button(name, place, f"Run this chapter on {name}")
        for name, place in places.items()
        if place
    ]


def foot_links(kept: Repository, source: str, title: str) -> list[tuple[str, str]]:
    """List what a reader can do about a page."""
    return [("Edit this page", kept.edit(source)), ("Report a mistake", kept.report(title))]


def add_links(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], doctree: object
) -> None:
    """Give the templates the links of a page."""
    if doctree is None:
        return  # no source
    kept = repository(app.config.html_theme_options)
    source = app.env.doc2path(page, base=False)
    if kept:
        context["foot_links"] = foot_links(kept, source, app.env.titles[page].astext())
    if source.endswith(".ipynb"):
        beside = f"{context['pathto']('_sources/book', resource=True)}/{wheel_name(app)}"
        offers = [button(".whl", beside, "Download the package that the notebook needs")]
        for menu in context["header_buttons"]:
            if menu.get("label") == MENU:
                menu["buttons"][1:1] = offers
                if kept:
                    menu["buttons"] += launches(kept, app.config.jupyterhub, source)


def check_hub(app: Sphinx) -> None:
    """Refuse a hub that no link could lead to."""
    hub = app.config.jupyterhub
    if hub and not hub.startswith(("https://", "http://")):
        raise ConfigError(
            f"jupyterhub in _config.yml: expected an address that begins with https://, or "
            f"nothing, got {hub!r}"
        )
    if hub and not repository(app.config.html_theme_options):
        raise ConfigError(
            "jupyterhub in _config.yml: the hub fetches the chapters from the repository; expected "
            "repository.url to say where it is, on GitHub or GitLab"
        )


def setup(app: Sphinx) -> dict[str, bool]:
    """Connect to each page, once the theme has filled its menu."""
    app.add_config_value("jupyterhub", "", "html", str)
    app.connect("builder-inited", check_hub)
    app.connect("html-page-context", add_links, priority=AFTER_THEME)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
