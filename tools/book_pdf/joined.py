"""Join printed pages into one PDF, with bookmarks, page labels and links from page to page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from pypdf import PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NullObject

from book_pdf.printed import Printed
from book_pdf.tags import join_tags

Place = tuple[int, float, float]  # the page, counted from 0; left and top in points


def join(front: Printed, parts: Sequence[Printed], about: Mapping[str, str]) -> PdfWriter:
    """Put the front matter and the parts into one PDF; ``about`` is its metadata."""
    writer = PdfWriter()
    printed = [front, *parts]
    places: dict[str, Place] = {}
    for part in printed:
        first = len(writer.pages)
        for page in part.pdf.pages:
            writer.add_page(page)
        places |= places_of(part, first)
        add_bookmarks(writer, part, first)
    lead_links(writer, printed, places)
    join_tags(writer, [part.pdf for part in printed])
    own = len(front.pdf.pages)
    writer.set_page_label(0, own - 1, style=PageLabelStyle.LOWERCASE_ROMAN)
    writer.set_page_label(own, len(writer.pages) - 1, style=PageLabelStyle.DECIMAL, start=1)
    writer.add_metadata(dict(about))
    writer.page_mode = "/UseOutlines"
    writer.compress_identical_objects()
    return writer


def places_of(part: Printed, first: int) -> dict[str, Place]:
    """List where a link can lead in a part that begins at page ``first``, by address."""
    top = float(part.pdf.pages[0].mediabox.top)
    places: dict[str, Place] = {part.address: (first, 0.0, top)}
    for name, place in part.pdf.named_destinations.items():
        number = part.pdf.get_destination_page_number(place)
        if number is not None:
            address = f"{part.address}#{unquote(name.removeprefix('/'))}"
            places[address] = (first + number, float(place.left or 0), float(place.top or top))
    return places


def add_bookmarks(writer: PdfWriter, part: Printed, first: int) -> None:
    """Add a bookmark for a part, and below it one for each of its sections."""
    parent = writer.add_outline_item(title=part.title, page_number=first, is_open=False)
    for title, number in sections(part.pdf):
        writer.add_outline_item(title=title, page_number=first + number, parent=parent)


def sections(pdf: PdfReader) -> Iterator[tuple[str, int]]:
    """List the headings of the second level: the title, and the page counted from 0."""
    for below in pdf.outline:
        if isinstance(below, list):  # what stands below the heading before it
            for entry in below:
                if not isinstance(entry, list):
                    yield str(entry.title), pdf.get_destination_page_number(entry) or 0


def lead_links(writer: PdfWriter, parts: Sequence[Printed], places: Mapping[str, Place]) -> None:
    """Lead the links between printed pages to their places.

    Raises
    ------
    ValueError
        If a link leads to a place that no page has.
    """
    first = 0
    for part in parts:
        for number in range(first, first + len(part.pdf.pages)):
            for link in links(writer.pages[number]):
                address = address_of(link, part.address)
                if address.startswith("file:"):
                    if address not in places:
                        raise ValueError(
                            f"{part.title}: expected a place in the book, got a link to {address}"
                        )
                    link.pop("/A", None)
                    link[NameObject("/Dest")] = destination(writer, places[address])
        first += len(part.pdf.pages)


def links(page: DictionaryObject) -> Iterator[DictionaryObject]:
    """List a page's links."""
    annotations: Any = page.get("/Annots", ArrayObject()).get_object()
    for reference in annotations:
        annotation = reference.get_object()
        if annotation.get("/Subtype") == "/Link":
            yield annotation


def address_of(link: DictionaryObject, page: str) -> str:
    """Tell where a link on a page at this address leads."""
    if "/Dest" in link:
        return f"{page}#{unquote(str(link['/Dest']).removeprefix('/'))}"
    base, mark, place = str(link["/A"]["/URI"]).partition("#")
    return f"{base}{mark}{unquote(place).partition('?')[0]}"  # without a figure's state


def destination(writer: PdfWriter, place: Place) -> ArrayObject:
    """Write a place as PDF does: page, left, top, and the zoom as it is."""
    number, left, top = place
    page = writer.pages[number].indirect_reference
    numbers = [FloatObject(left), FloatObject(top), NullObject()]
    return ArrayObject([page, NameObject("/XYZ"), *numbers])
