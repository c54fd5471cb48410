"""A chapter's download runs where the package is missing; links to the repository come and go."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import nbformat
import pytest
from install_cell import ID, with_install_cell
from page_links import add_links, check_hub
from portable_notebooks import (
    FOLDER,
    carry_pictures,
    lead_to_site,
    make_portable,
    package_source,
    wheel_name,
)
from repository import repository
from sphinx.errors import ConfigError

from built_site import ADDRESS, REPOSITORY, ROOT, SITE
from execute_notebooks import source
from lite_notebooks import lay_out

CHAPTERS = sorted(path.name for path in ROOT.glob("book/[0-9]*.ipynb"))
GITHUB = {"repository_url": "https://github.com/some/book"}
GITLAB = {"repository_url": "https://gitlab.com/some/book/", "repository_branch": "next"}


def app_with(
    options: dict[str, Any] | None = None, base: str = "", hub: str = "", **rest: Any
) -> SimpleNamespace:
    config = SimpleNamespace(html_theme_options=options or {}, html_baseurl=base, jupyterhub=hub)
    return SimpleNamespace(config=config, srcdir=ROOT, **rest)


def installs(notebook: nbformat.NotebookNode) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.get("id") == ID]


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_download_begins_by_installing_and_has_its_pictures(name: str) -> None:
    notebook = nbformat.read(SITE / FOLDER / name, as_version=4)
    nbformat.validate(notebook)
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    assert installs(notebook) == [first.source]
    assert f'"{package_source(app_with(REPOSITORY, ADDRESS))}"' in first.source
    assert (SITE / FOLDER / wheel_name(app_with())).is_file()
    imports = any("import autograd" in cell.source for cell in notebook.cells)
    assert first.source.endswith(" autograd')") == (
        imports or any("from autograd" in cell.source for cell in notebook.cells)
    )
    pictures = [cell.source for cell in notebook.cells if "](pictures/" in cell.source]
    assert pictures == []


def test_in_jupyterlite_a_line_that_it_reads_installs_by_name(tmp_path: Path) -> None:
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    notebook = chapter()
    with_install_cell(notebook, "./some.whl")
    nbformat.write(notebook, downloads / "01-one.ipynb")
    (written,) = lay_out(tmp_path / "lite", downloads)
    cells = json.loads(written.read_text(encoding="utf-8"))["cells"]
    assert cells[1]["source"] == "%pip install --quiet backprop autograd"
    with pytest.raises(FileNotFoundError, match="make book"):
        lay_out(tmp_path / "lite", tmp_path / "nothing")


def chapter() -> nbformat.NotebookNode:
    cells = [
        nbformat.v4.new_markdown_cell("# One"),
        nbformat.v4.new_code_cell("from autograd import grad"),
        nbformat.v4.new_code_cell("from backprop.parallel import DataParallel"),
    ]
    return nbformat.v4.new_notebook(cells=cells)


def test_the_cell_is_there_once_and_names_what_the_chapter_needs() -> None:
    notebook = chapter()
    for what in ("old", "new"):
        with_install_cell(notebook, what)
    assert [cell.cell_type for cell in notebook.cells] == ["markdown", "code", "code", "code"]
    (source,) = installs(notebook)
    assert '"new" autograd distributed\'' in source
    compile(source, "cell", "exec")


def test_without_a_source_there_is_no_such_cell() -> None:
    notebook = chapter()
    with_install_cell(notebook, "old")
    with_install_cell(notebook, "")
    assert installs(notebook) == []


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_committed_chapter_installs_from_the_repository_once_that_is_known(name: str) -> None:
    stored = nbformat.read(ROOT / "book" / name, as_version=4)
    expected = nbformat.from_dict(stored)
    with_install_cell(expected, source())
    assert installs(stored) == installs(expected), "run `make notebooks`"


def test_the_package_comes_from_where_the_site_or_the_project_is() -> None:
    wheel = wheel_name(app_with())
    assert package_source(app_with()) == f"./{wheel}"
    assert package_source(app_with(GITHUB)) == ("backprop @ git+https://github.com/some/book@main")
    assert package_source(app_with(GITHUB, "https://a.b/")) == (
        f"backprop @ https://a.b/_sources/book/{wheel}"
    )


def test_a_text_takes_its_pictures_along_and_its_links_lead_to_the_site() -> None:
    cell = nbformat.v4.new_markdown_cell(
        "![A cable](pictures/cable-input.svg) [slope](glossary.md#slope) [above](#top) "
        "[two](02-descend-with-the-gradient.ipynb#bowl?learning_rate=0.12) [x](https://a.b)"
    )
    carry_pictures(cell, ROOT / "book")
    lead_to_site(cell, "https://c.d/book")
    assert list(cell.attachments) == ["cable-input.svg"]
    assert cell.source == (
        "![A cable](attachment:cable-input.svg) [slope](https://c.d/book/glossary.html#slope) "
        "[above](#top) [two](https://c.d/book/02-descend-with-the-gradient.html"
        "#bowl?learning_rate=0.12) [x](https://a.b)"
    )


def test_the_package_has_the_same_bytes_at_each_build(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        folder = tmp_path / name / FOLDER
        folder.mkdir(parents=True)
        app = app_with(outdir=tmp_path / name, builder=SimpleNamespace(format="html"))
        make_portable(app, None)
        (wheel,) = folder.glob("*.whl")
        made.append(wheel.read_bytes())
    assert made[0] == made[1] == (SITE / FOLDER / wheel.name).read_bytes()
    assert len(made[0]) < 1_200_000


def links(
    options: dict[str, Any], page: str = "book/01-one", suffix: str = ".ipynb", hub: str = ""
) -> Any:
    """What the foot of a page and its menu offer."""
    env = SimpleNamespace(
        doc2path=lambda name, base: f"{name}{suffix}",
        titles={page: SimpleNamespace(astext=lambda: "Step & step")},
    )
    menu = {"label": "download-buttons", "buttons": [{"text": ".ipynb"}, {"text": ".pdf"}]}
    context = {"header_buttons": [menu], "pathto": lambda path, resource: f"../{path}"}
    add_links(app_with(options, hub=hub, env=env), page, "page.html", context, object())
    entries = {entry["text"]: entry.get("url") for entry in menu["buttons"]}
    return entries, dict(context.get("foot_links", []))


def test_the_branch_is_written_beside_the_address() -> None:
    assert REPOSITORY["repository_branch"]  # Jupyter Book has a default of its own


def test_without_a_repository_its_links_are_absent() -> None:
    entries, foot = links({})
    assert list(entries) == [".ipynb", ".whl", ".pdf"]
    assert foot == {}
    page = (SITE / "book" / CHAPTERS[0].replace(".ipynb", ".html")).read_text(encoding="utf-8")
    for word in ("mybinder", "Edit this page", "Report a mistake"):
        assert (word in page) == bool(REPOSITORY["repository_url"])


def test_with_a_repository_each_page_leads_there() -> None:
    entries, foot = links(GITHUB)
    at = "some/book/blob/main/book/01-one.ipynb"
    assert entries["Colab"] == f"https://colab.research.google.com/github/{at}"
    binder = urlsplit(entries["Binder"])
    assert binder.path == "/v2/gh/some/book/main"
    assert parse_qs(binder.query) == {"urlpath": ["lab/tree/book/01-one.ipynb"]}
    assert foot["Edit this page"] == "https://github.com/some/book/edit/main/book/01-one.ipynb"
    report = urlsplit(foot["Report a mistake"])
    asked = parse_qs(report.query)
    assert asked["place"] == ["Step & step"]
    assert (ROOT / ".github/ISSUE_TEMPLATE" / asked["template"][0]).is_file()


def test_with_a_hub_each_chapter_opens_there_as_the_learners_own_copy() -> None:
    assert "JupyterHub" not in links(GITHUB)[0]
    entries, _ = links(GITLAB, hub="https://hub.example.edu/")
    place = urlsplit(entries["JupyterHub"])
    assert (place.netloc, place.path) == ("hub.example.edu", "/hub/user-redirect/git-pull")
    assert parse_qs(place.query) == {
        "repo": ["https://gitlab.com/some/book"],
        "branch": ["next"],
        "urlpath": ["lab/tree/book/book/01-one.ipynb?autodecode"],
    }


def test_lecturers_are_told_how_such_a_link_is_built() -> None:
    text = (ROOT / "book" / "teach.md").read_text(encoding="utf-8")
    kept = repository({"repository_url": "https://github.com/OWNER/NAME"})
    assert kept
    assert f"\n{kept.hub('https://HUB', f'book/{CHAPTERS[0]}')}\n" in text


@pytest.mark.parametrize(
    ("options", "hub", "says"),
    [(GITHUB, "hub.example.edu", "begins with https://"), ({}, "https://a.b", "repository.url")],
)
def test_a_hub_that_no_link_could_lead_to_is_refused(
    options: dict[str, Any], hub: str, says: str
) -> None:
    check_hub(app_with())
    check_hub(app_with(GITHUB, hub="https://a.b"))
    with pytest.raises(ConfigError, match=says):
        check_hub(app_with(options, hub=hub))


def test_a_page_that_is_no_notebook_cannot_be_run() -> None:
    entries, foot = links(GITHUB, "book/glossary", ".md")
    assert list(entries) == [".ipynb", ".pdf"]
    assert foot["Edit this page"].endswith("/book/glossary.md")


def test_another_host_offers_what_it_has() -> None:
    entries, foot = links(GITLAB)
    assert urlsplit(entries["Binder"]).path == "/v2/gl/some%2Fbook/next"
    assert "Colab" not in entries
    assert foot["Edit this page"].startswith("https://gitlab.com/some/book/-/edit/next/book/")
    assert repository({"repository_url": "https://git.example.org/some/book"}) is None
