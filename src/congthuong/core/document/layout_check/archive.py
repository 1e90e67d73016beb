"""The parts of a DOCX that anyone may have made: nothing in it is trusted.

Sizes are limited before anything is unpacked, entities and document types are refused, and what cannot be
read is a `DocxUnreadable`, never a crash.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from congthuong.core.document.layout_check.violation import DocxUnreadable

LARGEST_PART = 64 * 1024 * 1024
LARGEST_FILE = 256 * 1024 * 1024
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

Element = etree._Element


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )


def _parsed(data: bytes) -> Element:
    try:
        tree = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise DocxUnreadable(reason="nội dung XML trong tệp bị hỏng") from error
    if tree.getroottree().docinfo.internalDTD is not None:
        raise DocxUnreadable(reason="tệp chứa khai báo DOCTYPE, có thể gây hại")
    return tree


@dataclass(frozen=True, slots=True)
class Relation:
    id: str
    kind: str  # the last word of the type: "header", "styles"
    target: str  # path inside the package


class Archive:
    """A DOCX opened for reading; `main` is the path of its document part."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise DocxUnreadable(reason="đây không phải là tệp .docx") from error
        self._sizes = {entry.filename: entry.file_size for entry in self._zip.infolist()}
        if sum(self._sizes.values()) > LARGEST_FILE:
            raise DocxUnreadable(reason="tệp khi giải nén lớn quá mức cho phép")
        documents = [relation.target for relation in self.relations("") if relation.kind == "officeDocument"]
        if not documents or documents[0] not in self._sizes:
            raise DocxUnreadable(reason="tệp không có phần văn bản")
        self.main = documents[0]

    def _read(self, name: str) -> bytes:
        if self._sizes[name] > LARGEST_PART:
            raise DocxUnreadable(reason=f"phần «{name}» lớn quá mức cho phép")
        try:
            with self._zip.open(name) as part:
                data = part.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
            raise DocxUnreadable(reason=f"phần «{name}» bị hỏng hoặc có mật khẩu") from error
        if len(data) > LARGEST_PART:
            raise DocxUnreadable(reason=f"phần «{name}» lớn quá mức cho phép")
        return data

    def xml(self, name: str) -> Element | None:
        """The root of a part; None when there is no such part."""
        return _parsed(self._read(name)) if name in self._sizes else None

    def document(self) -> Element:
        root = self.xml(self.main)
        if root is None or root.tag != f"{{{_W}}}document":
            raise DocxUnreadable(reason="tệp lưu theo dạng Word không được hỗ trợ")
        return root

    def relations(self, part: str) -> list[Relation]:
        """The relations of a part, "" for the package's own; links to other files are left out."""
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = []
        for element in root if root is not None else ():
            kind = element.get("Type", "")
            if element.get("TargetMode") == "External" or not kind.startswith(_OFFICE):
                continue
            target = element.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found.append(Relation(element.get("Id", ""), kind.rsplit("/", 1)[-1], posixpath.normpath(path)))
        return found

    def related(self, kind: str) -> Element | None:
        """The first part of a kind that the document names: "styles", "numbering", "theme"."""
        for relation in self.relations(self.main):
            if relation.kind == kind:
                return self.xml(relation.target)
        return None
