"""What a PDF says to its readers: text by page, fonts, tags. For tests only."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2


def pages_text(pdf: bytes) -> list[str]:
    """The raw text of each page, in reading order as a PDF viewer copies it."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


def flat(text: str) -> str:
    return " ".join(text.split())


def all_text(pdf: bytes) -> str:
    return flat(" ".join(pages_text(pdf)))


def outline(pdf: bytes) -> list[tuple[int, str]]:
    return [(mark.level, mark.get_title()) for mark in pypdfium2.PdfDocument(pdf).get_toc()]


def page_sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in whole millimetres."""
    return [
        (round(width * 25.4 / 72), round(height * 25.4 / 72))
        for width, height in (page.get_size() for page in pypdfium2.PdfDocument(pdf))
    ]


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def fonts(pdf: bytes) -> set[tuple[str, bool]]:
    """(name without the subset's prefix, whether its file is embedded) of every font that draws."""
    found = set()
    with opened(pdf) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and "/FontName" in item:
                embedded = any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3"))
                found.add((str(item.FontName).lstrip("/").split("+")[-1], embedded))
    return found


def tags(pdf: bytes) -> list[tuple[str, dict[str, Any]]]:
    """Every structure element in reading order: (tag, its alternative text and table attributes)."""
    with opened(pdf) as document:
        return list(_walk(document.Root.StructTreeRoot))


def _walk(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if not isinstance(node, pikepdf.Dictionary):
        return
    if "/S" in node:
        yield str(node.S).lstrip("/"), _attributes(node)
    children = node.get("/K")
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        yield from _walk(child)


def _attributes(node: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"Alt": str(node["/Alt"])} if "/Alt" in node else {}
    given = node.get("/A", [])
    for item in given if isinstance(given, pikepdf.Array) else [given]:
        for name in ("ColSpan", "RowSpan"):
            if f"/{name}" in item:
                found[name] = int(item[f"/{name}"])
        if "/Scope" in item:
            found["Scope"] = str(item["/Scope"]).lstrip("/")
    return found


def xmp(pdf: bytes) -> dict[str, str]:
    with opened(pdf) as document, document.open_metadata() as metadata:
        return {key: str(value) for key, value in metadata.items()}
