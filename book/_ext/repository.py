"""Where the project is kept, and the addresses that follow from it. No extension itself.

It is written once, as ``repository`` in ``_config.yml``: its ``url`` and its ``branch``. Without it
there are no such addresses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

GITHUB, GITLAB = "github.com", "gitlab.com"
EDIT = {GITHUB: "edit", GITLAB: "-/edit"}
REPORT = {
    GITHUB: "issues/new?template=wrong-statement.yml&place=",  # a field of that form
    GITLAB: "-/issues/new?issue[title]=",
}
BINDER = {GITHUB: "gh", GITLAB: "gl"}


@dataclass(frozen=True)
class Repository:
    """A repository on a host whose addresses are known."""

    url: str
    branch: str

    @property
    def host(self) -> str:
        """Name the host."""
        return urlsplit(self.url).netloc

    @property
    def name(self) -> str:
        """Give the owner and the name, as ``owner/name``."""
        return urlsplit(self.url).path.strip("/").removesuffix(".git")

    def edit(self, path: str) -> str:
        """Open a file in the host's editor."""
        return f"https://{self.host}/{self.name}/{EDIT[self.host]}/{self.branch}/{quote(path)}"

    def report(self, place: str) -> str:
        """Begin a report of what is wrong at a place."""
        return f"https://{self.host}/{self.name}/{REPORT[self.host]}{quote(place, safe='')}"

    def binder(self, path: str) -> str:
        """Open a notebook on Binder."""
        name = self.name if self.host == GITHUB else quote(self.name, safe="")
        opened = quote(f"lab/tree/{path}", safe="")
        return f"https://mybinder.org/v2/{BINDER[self.host]}/{name}/{self.branch}?urlpath={opened}"

    def colab(self, path: str) -> str:
        """Open a notebook on Colab, which reads from GitHub alone."""
        if self.host != GITHUB:
            return ""
        return f"https://colab.research.google.com/github/{self.name}/blob/{self.branch}/{path}"

    def hub(self, address: str, path: str) -> str:
        """Open a notebook on a JupyterHub with nbgitpuller, which brings the learner's copy there.

        The copy's folder is called like the repository.
        """
        folder = self.name.rpartition("/")[2]
        asked = {
            "repo": f"https://{self.host}/{self.name}",
            "branch": self.branch,
            "urlpath": f"lab/tree/{folder}/{path}?autodecode",  # no question about workspaces
        }
        return f"{address.rstrip('/')}/hub/user-redirect/git-pull?{urlencode(asked)}"

    @property
    def requirement(self) -> str:
        """Say to pip where the package comes from."""
        return f"backprop @ git+https://{self.host}/{self.name}@{self.branch}"


def repository(options: dict[str, Any]) -> Repository | None:
    """Read where the project is kept from the theme's options, which Jupyter Book fills."""
    url = (options.get("repository_url") or "").rstrip("/")
    found = Repository(url, options.get("repository_branch") or "main")
    return found if found.host in EDIT and found.name.count("/") else None
