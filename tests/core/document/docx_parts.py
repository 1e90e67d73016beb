"""Reading our own DOCX back in tests: parts, paragraphs, content controls, and a form to compare."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

from lxml import etree

from congthuong.core.document.model import Annex, Block, Document, Letterhead, Signature

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {
    "w": W[1:-1],
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "f": "urn:congthuong:figures:1",
}
Element = etree._Element


def small(*blocks: Block, annexes: tuple[Annex, ...] = ()) -> Document:
    """The smallest document around some blocks."""
    return Document(
        code="nho",
        kind="BÁO CÁO",
        title="Về một việc",
        letterhead=Letterhead("UBND TỈNH TRÀ VINH", "SỞ CÔNG THƯƠNG", "01/BC-SCT", "Trà Vinh", date(2020, 1, 5), 2020),
        addressees=(),
        bases=(),
        blocks=blocks,
        recipients=("Lưu: VT",),
        signature=Signature("", "GIÁM ĐỐC", "Nguyễn Văn A"),
        annexes=annexes,
    )  # fmt: skip


def part(data: bytes, name: str = "word/document.xml") -> Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def body(data: bytes) -> Element:
    found = part(data).find(W + "body")
    assert found is not None
    return found


def text_of(element: Element) -> str:
    return "".join(one.text or "" for one in element.iter(W + "t"))


def paragraphs(element: Element, style: str) -> list[Element]:
    return element.xpath(f".//w:p[w:pPr/w:pStyle/@w:val='{style}']", namespaces=NS)


def controls(element: Element) -> list[tuple[str, str]]:
    """(tag, text) of every content control, in reading order."""
    found = element.xpath(".//w:sdt", namespaces=NS)
    return [(one.find(f"{W}sdtPr/{W}tag").get(W + "val"), text_of(one)) for one in found]


def normal(element: Element) -> str:
    """Indented XML with sorted attributes and no namespace declarations: what a golden holds."""

    def lines(node: Element, depth: int) -> list[str]:
        name = _short(node.tag)
        attributes = "".join(f' {_short(key)}="{node.attrib[key]}"' for key in sorted(node.attrib))
        text = f' "{node.text}"' if node.text else ""
        head = f"{'  ' * depth}<{name}{attributes}>{text}"
        return [head, *(line for child in node for line in lines(child, depth + 1))]

    return "\n".join(lines(element, 0)) + "\n"


def _short(name: str) -> str:
    uri, _, local = name[1:].partition("}") if name.startswith("{") else ("", "", name)
    prefixes = {uri: prefix for prefix, uri in NS.items()}
    return f"{prefixes[uri]}:{local}" if uri in prefixes else local


def changed(data: bytes, name: str, change: Callable[[Element], None]) -> bytes:
    """The same file with one XML part changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for entry in source.namelist():
            content = source.read(entry)
            if entry == name:
                root = etree.fromstring(content)
                change(root)
                content = etree.tostring(root)
            target.writestr(entry, content)
    return made.getvalue()
