"""Reading back what the writers wrote, independently of them."""

from __future__ import annotations

import html as html_entities
import io
import re
import zipfile
from dataclasses import dataclass
from decimal import Decimal

import pypdfium2
from lxml import etree, html

from congthuong.core.quantities import (
    QUALIFIERS,
    NotANumber,
    Unit,
    read_decimals,
    read_number,
    unit_of,
    words_to_number,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _parts(data: bytes) -> list[etree._Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [etree.fromstring(archive.read(name)) for name in ("word/document.xml", "word/footnotes.xml")]


def docx_figures(data: bytes) -> list[tuple[str, str]]:
    """(full figure id, printed text) of every content control; long tags are resolved by the custom XML."""
    full = _full_ids(data)
    found = []
    for part in _parts(data):
        for control in part.iter(f"{W}sdt"):
            tag = control.find(f"{W}sdtPr/{W}tag")
            if tag is None:
                continue
            text = "".join(node.text or "" for node in control.iter(f"{W}t"))
            short = str(tag.get(f"{W}val"))
            found.append((full.get(short, short), text))
    return found


def _full_ids(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        items = [
            archive.read(name) for name in archive.namelist() if re.fullmatch(r"customXml/item\d+\.xml", name)
        ]
    ids: dict[str, str] = {}
    for item in items:
        for node in etree.fromstring(item).iter():
            if isinstance(node.tag, str) and node.get("tag") and node.get("id"):
                ids[str(node.get("tag"))] = str(node.get("id"))
    return ids


def docx_text(data: bytes) -> str:
    return "\n".join(
        "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
        for part in _parts(data)
        for paragraph in part.iter(f"{W}p")
    )


def html_figures(page: str) -> list[tuple[str, str]]:
    tree = html.fromstring(page)
    return [
        (str(node.get("data-figure")), html_entities.unescape("".join(node.itertext())))
        for node in tree.iter()
        if isinstance(node.tag, str) and node.get("data-figure")
    ]


def pdf_pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in document]


@dataclass(frozen=True)
class Printed:
    """What a reader takes from the text of a figure; `unit` is None where the text leaves it to its neighbours."""

    value: Decimal
    decimals: int
    unit: Unit | None


NUMBER = re.compile(r"(-?\d[\d.]*(?:,\d+)?) ?(.*)")


def read_back(text: str) -> Printed:
    """The number in a figure's text, in digits or in words: "trên 2.000 hồ sơ", "58,89%", "Chín", "không"."""
    qualifier, _, rest = text.partition(" ")
    found = NUMBER.fullmatch(rest if qualifier in QUALIFIERS else text)
    if found is None:
        return Printed(_in_words(text), 0, None)
    number, unit = found.groups()
    return Printed(read_number(number), read_decimals(number), unit_of(unit) if unit else None)


def _in_words(text: str) -> Decimal:
    try:
        return Decimal(words_to_number(text.lower()))
    except NotANumber:
        raise AssertionError(f"«{text}» in ra không phải con số") from None
