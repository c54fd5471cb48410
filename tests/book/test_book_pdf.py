"""The book as one PDF: numbers, contents, bookmarks, links and tags, on blank pages."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    Fit,
    NameObject,
    NumberObject,
    TextStringObject,
)

from book_pdf.front_matter import Imprint, contents, first_numbers, front_matter
from book_pdf.joined import join
from book_pdf.printed import Printed
from book_pdf.site_links import link_from_site

ONE, TWO = "file:///site/one.html", "file:///site/two.html"
BOX = (70, 700, 90, 715)


def tag(writer: PdfWriter) -> None:
    """Tag each page as a paragraph of its own."""
    root = writer._add_object(DictionaryObject())
    kids, table = ArrayObject(), ArrayObject()
    for number, page in enumerate(writer.pages):
        element = DictionaryObject(
            {
                NameObject("/S"): NameObject("/P"),
                NameObject("/P"): root,
                NameObject("/Pg"): page.indirect_reference,
                NameObject("/K"): NumberObject(0),
            }
        )
        kids.append(writer._add_object(element))
        table.extend([NumberObject(number), ArrayObject([kids[-1]])])
        page[NameObject("/StructParents")] = NumberObject(number)
    tree = DictionaryObject({NameObject("/Nums"): table})
    root.get_object().update({NameObject("/K"): kids, NameObject("/ParentTree"): tree})
    writer.root_object[NameObject("/StructTreeRoot")] = root


def printed(title: str, address: str, pages: int, *links: str) -> Printed:
    """Blank pages with links on the first, and a section and a place ``#end`` on the last."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    heading = writer.add_outline_item(title=title, page_number=0)
    section = writer.add_outline_item(title="A section", page_number=pages - 1, parent=heading)
    writer.add_outline_item(title="Below it", page_number=pages - 1, parent=section)
    writer.add_named_destination_array(
        TextStringObject("end"),
        ArrayObject(
            [
                writer.pages[-1].indirect_reference,
                NameObject("/XYZ"),
                NumberObject(70),
                NumberObject(300),
                NumberObject(0),
            ]
        ),
    )
    for link in links:
        if link.startswith("#"):
            writer.add_annotation(0, Link(rect=BOX, target_page_index=0, fit=Fit.fit()))
            own = writer.pages[0]["/Annots"][-1].get_object()
            own[NameObject("/Dest")] = NameObject(f"/{link[1:]}")
        else:
            writer.add_annotation(0, Link(rect=BOX, url=link))
    tag(writer)
    return Printed(title, address, read(writer))


def read(writer: PdfWriter) -> PdfReader:
    file = io.BytesIO()
    writer.write(file)
    return PdfReader(file)


def joined(*links: str) -> PdfReader:
    """A cover, two pages with these links, and three pages."""
    front = printed("Contents", "file:///front.html", 1)
    parts = [printed("1 One", ONE, 2, *links), printed("2 Two", TWO, 3)]
    return read(join(front, parts, {"/Title": "A book"}))


def place(pdf: PdfReader, link: int = 0) -> tuple[int | None, float, float]:
    """Where a link on the second page leads: the page counted from 0, left and top."""
    annotation = pdf.pages[1]["/Annots"][link].get_object()
    page, kind, left, top, _ = annotation["/Dest"]
    assert kind == "/XYZ"
    assert "/A" not in annotation
    return pdf.get_page_number(page.get_object()), float(left), float(top)


def test_each_part_begins_behind_the_one_before() -> None:
    parts = [printed(title, ONE, pages) for title, pages in [("a", 2), ("b", 3), ("c", 1)]]
    assert list(first_numbers(parts)) == [1, 3, 6]


def test_the_contents_lead_to_each_part_and_name_its_page() -> None:
    parts = [printed("1 Sums & more", ONE, 2), printed("2 Two", TWO, 3)]
    first, second = contents(parts).splitlines()
    assert f'href="{ONE}"' in first
    assert "1 Sums &amp; more" in first
    assert ">1<" in first
    assert f'href="{TWO}"' in second
    assert ">3<" in second


def test_the_cover_says_who_which_and_what_is_left_out() -> None:
    page = front_matter(Imprint("A <book>", ["Ann", "Bo"], "1.2.3", ["Practice"]), [], "file:///s")
    for said in ("A &lt;book&gt;", "Ann, Bo", "1.2.3", "Practice", "CC BY 4.0", "MIT"):
        assert said in page


def test_pages_are_numbered_as_they_are_printed() -> None:
    pdf = joined()
    assert list(pdf.page_labels) == ["i", "1", "2", "3", "4", "5"]
    assert pdf.metadata
    assert pdf.metadata.title == "A book"


def test_bookmarks_lead_to_the_parts_and_their_sections() -> None:
    pdf = joined()
    found = [
        (entry.title, pdf.get_destination_page_number(entry), level)
        for level, entries in ((0, pdf.outline), (1, pdf.outline[3]), (1, pdf.outline[5]))
        for entry in entries
        if not isinstance(entry, list)
    ]
    assert found == [
        ("Contents", 0, 0),
        ("1 One", 1, 0),
        ("2 Two", 3, 0),
        ("A section", 2, 1),
        ("A section", 5, 1),
    ]


def test_links_between_pages_lead_to_their_places() -> None:
    elsewhere = "https://example.org/#end"
    pdf = joined(TWO, f"{TWO}#end", f"{TWO}#end?rate=0.1", "#end", elsewhere)
    assert place(pdf, 0) == (3, 0, 842)
    assert place(pdf, 1) == place(pdf, 2) == (5, 70, 300)
    assert place(pdf, 3) == (2, 70, 300)
    assert pdf.pages[1]["/Annots"][4].get_object()["/A"]["/URI"] == elsewhere


@pytest.mark.parametrize("wrong", [f"{TWO}#nowhere", "file:///site/three.html", "#nowhere"])
def test_a_link_to_no_place_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"1 One: expected a place .*(nowhere|three)"):
        joined(wrong)


def test_each_page_finds_its_own_tags() -> None:
    pdf = joined()
    root: Any = pdf.root_object["/StructTreeRoot"]
    tags: dict[int, Any] = {}
    for table in root["/ParentTree"]["/Kids"]:
        entries = table.get_object()["/Nums"]
        assert table.get_object()["/Limits"] == [entries[0], entries[-2]]
        tags |= dict(zip(entries[::2], entries[1::2], strict=True))
    assert len(tags) == len(root["/K"]) == len(pdf.pages)
    assert root["/ParentTreeNextKey"] == 6
    for page in pdf.pages:
        (element,) = tags[page["/StructParents"]]
        assert element["/Pg"] == page
        assert pdf.get_page_number(element["/Pg"]) == pdf.get_page_number(page)
    assert all(kid["/P"] == root for kid in root["/K"])


def test_the_site_links_to_the_pdf_once_from_each_page(tmp_path: Path) -> None:
    deep = tmp_path / "book" / "one.html"
    deep.parent.mkdir()
    for path in (tmp_path / "index.html", deep):
        path.write_text('<p class="page-links"></p>', encoding="utf-8")
    (tmp_path / "other.html").write_text("<p></p>", encoding="utf-8")
    assert link_from_site(tmp_path, "book.pdf") == 2
    assert link_from_site(tmp_path, "book.pdf") == 0
    assert deep.read_text(encoding="utf-8").count('href="../book.pdf"') == 1
    assert (tmp_path / "index.html").read_text(encoding="utf-8").count('href="book.pdf"') == 1
    assert "href" not in (tmp_path / "other.html").read_text(encoding="utf-8")
