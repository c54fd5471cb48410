"""Join the tags of PDFs, which tell a screen reader what is a heading, a table or a picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)


def join_tags(writer: PdfWriter, pdfs: Sequence[PdfReader]) -> None:
    """Hang the tags of PDFs, whose pages the writer has in this order, below one root.

    A page and a link know their tags by a number, which is looked up in one table for the whole
    document: the numbers of each PDF are moved behind those of the one before.
    """
    kids, tables = ArrayObject(), ArrayObject()
    root = DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")})
    reference = writer._add_object(root)
    moved = page = 0
    for pdf in pdfs:
        pages = writer.pages[page : page + len(pdf.pages)]
        page += len(pdf.pages)
        if "/StructTreeRoot" not in pdf.root_object:
            continue
        old: Any = pdf.root_object["/StructTreeRoot"].clone(writer, ignore_fields=["/IDTree"])
        for kid in children(old):
            kid.get_object()[NameObject("/P")] = reference
            kids.append(kid)
        entries = moved_by(moved, old["/ParentTree"].get_object()["/Nums"])
        for holder, before in zip(pages, pdf.pages, strict=True):
            if "/StructParents" in before:  # pypdf leaves it away
                holder[NameObject("/StructParents")] = before["/StructParents"]
            move(holder, "/StructParents", moved)
            for link in holder.get("/Annots", ArrayObject()).get_object():
                move(link.get_object(), "/StructParent", moved)
        limits = ArrayObject([entries[0], entries[-2]])
        table = {NameObject("/Limits"): limits, NameObject("/Nums"): entries}
        tables.append(writer._add_object(DictionaryObject(table)))
        moved = int(entries[-2]) + 1
    root[NameObject("/K")] = kids
    root[NameObject("/ParentTree")] = DictionaryObject({NameObject("/Kids"): tables})
    root[NameObject("/ParentTreeNextKey")] = NumberObject(moved)
    catalog = writer.root_object
    catalog[NameObject("/StructTreeRoot")] = reference
    catalog[NameObject("/MarkInfo")] = DictionaryObject(
        {NameObject("/Marked"): BooleanObject(True)}
    )
    catalog[NameObject("/Lang")] = TextStringObject("en")


def children(root: DictionaryObject) -> list[Any]:
    """List the tags right below a root, one or many."""
    kids = root.raw_get("/K")
    found = kids.get_object()
    return list(found) if isinstance(found, ArrayObject) else [kids]


def moved_by(number: int, entries: ArrayObject) -> ArrayObject:
    """Move the numbers of a table in which each stands before what it leads to."""
    return ArrayObject(
        NumberObject(int(entry) + number) if index % 2 == 0 else entries[index]
        for index, entry in enumerate(entries)
    )


def move(holder: DictionaryObject, name: str, number: int) -> None:
    """Move the number that a page or a link has, if it has one."""
    if name in holder:
        holder[NameObject(name)] = NumberObject(int(holder[name]) + number)
