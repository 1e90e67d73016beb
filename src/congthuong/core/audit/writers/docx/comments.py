"""Comments put into a Word file: ranges around the runs, the comments part, and the parts that name it."""

from __future__ import annotations

import io
import posixpath
import zipfile
from copy import copy, deepcopy

from lxml import etree

from congthuong.core.audit.writers.docx.anchors import Anchor, Element, Finder, W, host_run, w
from congthuong.core.audit.writers.marked import Marked, MarkedFinding, Place, context
from congthuong.core.audit.writers.words import NAMES, SIGNS, placed
from congthuong.core.document.layout_check.archive import Archive
from congthuong.core.document.layout_check.violation import DocxUnreadable
from congthuong.core.document.writers.docx.xml import clean

AUTHOR, INITIALS = "Soát số liệu", "SS"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_FEW = 3
"""Blocks of a finding that are pointed at one by one; of more, the comment itself names the places."""
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_LOST = "Không tìm lại được chỗ này trong tệp Word nên ý kiến đặt ở đầu văn bản."


def with_comments(data: bytes, marked: Marked) -> bytes:
    """The Word file with the findings as comments. Raises DocxUnreadable."""
    archive = Archive(data)
    document = archive.document()
    finder = Finder(marked, document, _notes(archive))
    part = _CommentsPart(archive)
    put = []
    for place, words in _said(marked):
        anchor = finder.anchor(place) if place is not None else None
        put.append((part.add(words if anchor or place is None else [*words, _LOST]), anchor))
    _put(document, put)
    return _packed(data, {archive.main: _written(document)} | part.changed())


def _said(marked: Marked) -> list[tuple[Place | None, list[str]]]:
    """(place, paragraphs of its comment) in reading order: the whole finding where it is questioned, a short pointer
    at its places in other blocks."""
    said: list[tuple[Place | None, list[str]]] = []
    for finding in marked.findings:
        main = finding.places[finding.main] if finding.places else None
        said.append((main, _whole(marked, finding)))
        told = {main.block if main else -1}
        if len({place.block for place in finding.places}) > _FEW:
            continue  # a column with its total: the comment at the total names every cell
        for place in finding.places:
            if place.block not in told:
                told.add(place.block)
                said.append((place, _pointer(marked, finding)))
    return sorted(said, key=lambda one: (one[0].block, one[0].start) if one[0] else (-1, 0))


def _heading(finding: MarkedFinding) -> str:
    return f"{SIGNS[finding.severity]} {NAMES[finding.severity].upper()} {finding.number}"


def _whole(marked: Marked, finding: MarkedFinding) -> list[str]:
    words = [f"{_heading(finding)}: {finding.message}"]
    words += [f"Phép tính: {finding.arithmetic}"] if finding.arithmetic else []
    words += [f"Số khớp: {finding.suggestion}"] if finding.suggestion else []
    others = [_quoted(marked, one) for index, one in enumerate(finding.places) if index != finding.main]
    return words + (["Đối chiếu với: " + "; ".join(dict.fromkeys(others))] if others else [])


def _pointer(marked: Marked, finding: MarkedFinding) -> list[str]:
    main = _quoted(marked, finding.places[finding.main])
    return [f"{_heading(finding)}: liên quan tới {main}.", finding.message]


def _quoted(marked: Marked, place: Place) -> str:
    words = "".join(context(marked, place, 30)).strip()
    where = placed(marked.kind, place.page, place.line)
    return f"«{words}» ({where})" if where else f"«{words}»"


def _notes(archive: Archive) -> dict[str, Element]:
    found = {"footnote": archive.related("footnotes"), "endnote": archive.related("endnotes")}
    return {kind: root for kind, root in found.items() if root is not None}


def _put(document: Element, wanted: list[tuple[int, Anchor | None]]) -> None:
    """The ranges around their runs, which are cut where a range begins or ends inside one."""
    cuts: dict[Element, set[int]] = {}
    for _, anchor in wanted:
        if anchor is not None and anchor.exact:
            cuts.setdefault(anchor.first, set()).add(anchor.start)
            cuts.setdefault(anchor.last, set()).add(anchor.end)
    pieces = {node: _cut(node, sorted(at)) for node, at in cuts.items()}
    for number, anchor in wanted:
        if anchor is None:
            first = last = _first_run(document)
        elif anchor.exact:
            first = host_run(pieces[anchor.first].begins[anchor.start])
            last = host_run(pieces[anchor.last].ends[anchor.end])
        else:
            first, last = anchor.first, anchor.last
        first.addprevious(_el("commentRangeStart", id=number))
        reference = _el("r")
        reference.append(_el("commentReference", id=number))
        last.addnext(reference)
        last.addnext(_el("commentRangeEnd", id=number))


class _Pieces:
    """The text nodes that one was cut into: by the character at which they begin, and before which they end."""

    def __init__(self) -> None:
        self.begins: dict[int, Element] = {}
        self.ends: dict[int, Element] = {}


def _cut(node: Element, at: list[int]) -> _Pieces:
    """Cuts the run of a text node at these characters; formatting is copied, what follows moves along."""
    made, text = _Pieces(), node.text or ""
    edges = [0, *(one for one in at if 0 < one < len(text)), len(text)]
    for start, end in zip(edges[-2::-1], edges[:0:-1], strict=True):
        piece = node if start == 0 else _split(node, start)
        made.begins[start] = made.ends[end] = piece
    return made


def _split(node: Element, at: int) -> Element:
    """Moves the text from character `at` on, and what follows it in the run, into a run of its own."""
    text, run = node.text or "", node.getparent()
    assert run is not None
    tail = copy(node)
    node.text, tail.text = text[:at], text[at:]
    for one in (node, tail):
        one.set(_XML_SPACE, "preserve")
    second = _empty_like(run)
    second.append(tail)
    second.extend(list(node.itersiblings()))
    run.addnext(second)
    return tail


def _empty_like(run: Element) -> Element:
    """An empty run with the same formatting."""
    made = etree.Element(run.tag)
    for name, value in run.attrib.items():
        made.set(name, value)
    properties = run.find(w("rPr"))
    if properties is not None:
        made.append(deepcopy(properties))
    return made


def _first_run(document: Element) -> Element:
    """A run to hold what stands nowhere; an empty document gets one."""
    body = document.find(w("body"))
    assert body is not None
    for paragraph in body.iter(w("p")):
        run = paragraph.find(w("r"))
        if run is None:
            run = etree.SubElement(paragraph, w("r"))
        return run
    paragraph = _el("p")
    body.insert(0, paragraph)
    return etree.SubElement(paragraph, w("r"))


def _el(name: str, **attributes: object) -> Element:
    made = etree.Element(w(name))
    for key, value in attributes.items():
        made.set(w(key), str(value))
    return made


class _CommentsPart:
    """The comments of a package: those it has, and those added."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        relations = archive.relations(archive.main)
        self._there = next((one.target for one in relations if one.kind == "comments"), "")
        own = archive.xml(self._there) if self._there else None
        self._new = own is None
        self.root = own if own is not None else etree.Element(w("comments"), nsmap={"w": W})
        there = (one.get(w("id"), "") for one in self.root.iter(w("comment")))
        numbers = [int(one) for one in there if one.isascii() and one.isdigit() and len(one) < 10]
        self._next = max(numbers, default=-1) + 1

    def add(self, paragraphs: list[str]) -> int:
        """The number of the new comment."""
        number, self._next = self._next, self._next + 1
        comment = _el("comment", id=number, author=AUTHOR, initials=INITIALS)
        for words in paragraphs:
            text = _el("t")
            text.set(_XML_SPACE, "preserve")
            text.text = clean(words)
            paragraph, run = _el("p"), _el("r")
            run.append(text)
            paragraph.append(run)
            comment.append(paragraph)
        self.root.append(comment)
        return number

    def changed(self) -> dict[str, bytes]:
        """The parts to be written: the comments, and what names a part that is new."""
        if not self._new:
            return {self._there: _written(self.root)}
        folder, main = posixpath.split(self._archive.main)
        name = posixpath.join(folder, "comments.xml")
        while self._archive.xml(name) is not None:
            name = posixpath.join(folder, "x" + posixpath.basename(name))
        return {name: _written(self.root)} | self._named(
            name, posixpath.join(folder, "_rels", f"{main}.rels")
        )

    def _named(self, name: str, relations: str) -> dict[str, bytes]:
        types = self._archive.xml("[Content_Types].xml")
        if types is None:
            raise DocxUnreadable(reason="tệp không có [Content_Types].xml")
        etree.SubElement(
            types, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=_COMMENTS_TYPE
        )  # fmt: skip
        rels = self._archive.xml(relations)
        if rels is None:
            rels = etree.Element(f"{{{_RELATIONS}}}Relationships")
        taken, number = {one.get("Id") for one in rels}, 1
        while f"rIdSoat{number}" in taken:
            number += 1
        etree.SubElement(
            rels, f"{{{_RELATIONS}}}Relationship", Id=f"rIdSoat{number}", Type=_COMMENTS,
            Target=posixpath.basename(name),
        )  # fmt: skip
        return {"[Content_Types].xml": _written(types), relations: _written(rels)}


def _written(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _packed(data: bytes, changed: dict[str, bytes]) -> bytes:
    """The package with some parts replaced or added; the others keep bytes, order, time and compression."""
    made, left = io.BytesIO(), dict(changed)
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for entry in source.infolist():
            content = left.pop(entry.filename, None)
            target.writestr(entry, source.read(entry) if content is None else content)
        for name, content in left.items():
            target.writestr(zipfile.ZipInfo(name, _ZIP_TIME), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
