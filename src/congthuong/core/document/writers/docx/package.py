"""The parts of the file and the zip around them, the same bytes for the same tree.

python-docx's packaging keeps content types and relationships; its template is not used, because it brings
theme fonts, a thumbnail and a custom XML part that would be written twice.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import date

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from congthuong.core.document.model import Document
from congthuong.core.document.writers.docx.embedded_fonts import EXTENSION, OBFUSCATED, font_table
from congthuong.core.document.writers.docx.sections import (
    FIRST_HEADER,
    NUMBERED_HEADER,
    first_header,
    numbered_header,
)
from congthuong.core.document.writers.docx.state import Build, picture_relation
from congthuong.core.document.writers.docx.styles import LANGUAGE, styles_xml
from congthuong.core.document.writers.docx.xml import Element, clean, el, root, serialise

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_CUSTOM_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_CORE = {
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_APP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
_WORD = "http://schemas.microsoft.com/office/word"


def footnotes_xml(notes: list[Element]) -> Element:
    """The footnotes part; -1 and 0 are the lines that Word draws above the notes."""

    def separator(kind: str, number: int) -> Element:
        mark = el("w:r", el("w:separator" if number < 0 else "w:continuationSeparator"))
        spacing = el("w:pPr", el("w:spacing", before=0, after=0, line=240, lineRule="auto"))
        return el("w:footnote", el("w:p", spacing, mark), type=kind, id=number)

    lines = [separator("separator", -1), separator("continuationSeparator", 0)]
    return root("w:footnotes", [*lines, *notes])


def settings_xml() -> Element:
    separators = el("w:footnotePr", el("w:footnote", id=-1), el("w:footnote", id=0))
    mode = el("w:compatSetting", name="compatibilityMode", uri=_WORD, val=15)
    children = [
        el("w:zoom", percent=100),
        el("w:defaultTabStop", val=720),
        el("w:characterSpacingControl", val="doNotCompress"),
        separators,
        el("w:compat", mode),
        el("w:themeFontLang", val=LANGUAGE),
        el("w:decimalSymbol", val=","),
        el("w:listSeparator", val=";"),
    ]
    return root("w:settings", children)


def _day(document: Document) -> date:
    """The day that stands for the document's making; no clock is asked, so the bytes stay the same."""
    head = document.letterhead
    return head.date or date(head.year, 1, 1)


def core_properties_xml(document: Document) -> Element:
    title = " ".join(f"{document.kind} {document.title}".split())
    language = LANGUAGE if document.language == "vi" else document.language
    values = (
        ("dc:title", title),
        ("dc:creator", document.letterhead.agency),
        ("cp:keywords", ", ".join(document.keywords)),
        ("dc:language", language),
        ("dc:identifier", document.code),
        ("cp:contentStatus", "Dự thảo" if document.draft else ""),
    )
    made = root("cp:coreProperties", [_told(name, value) for name, value in values if value], names=_CORE)
    for name in ("dcterms:created", "dcterms:modified"):
        stamp = _told(name, f"{_day(document).isoformat()}T00:00:00Z")
        stamp.set("xsi:type", "dcterms:W3CDTF")
        made.append(stamp)
    return made


def app_properties_xml(document: Document) -> Element:
    told = [_told("Application", "Sổ Công Thương"), _told("Company", document.letterhead.agency)]
    return root("Properties", told, names={"": _APP})


def _told(name: str, text: str) -> Element:
    made = Element(name)
    made.text = clean(text)
    return made


def _part(name: str, content_type: str, content: Element | bytes) -> Part:
    blob = content if isinstance(content, bytes) else serialise(content)
    return Part(PackURI(name), content_type, blob)


def assemble(body: Element, build: Build) -> bytes:
    """The file: the body and everything that it or Word needs beside it."""
    package = OpcPackage()
    main = _part("/word/document.xml", CT.WML_DOCUMENT_MAIN, body)
    figures = _part("/customXml/item1.xml", CT.XML, build.figures.part())
    store = _part("/customXml/itemProps1.xml", _CUSTOM_PROPERTIES, build.figures.properties_part())
    figures.load_rel(RT.CUSTOM_XML_PROPS, store, "rId1")
    neighbours = [
        ("rIdStyles", RT.STYLES, _part("/word/styles.xml", CT.WML_STYLES, styles_xml(build.layout))),
        ("rIdSettings", RT.SETTINGS, _part("/word/settings.xml", CT.WML_SETTINGS, settings_xml())),
        (
            "rIdNumbering",
            RT.NUMBERING,
            _part("/word/numbering.xml", CT.WML_NUMBERING, build.lists.part(build.layout)),
        ),
        (
            "rIdFootnotes",
            RT.FOOTNOTES,
            _part("/word/footnotes.xml", CT.WML_FOOTNOTES, footnotes_xml(build.footnotes)),
        ),
        (NUMBERED_HEADER, RT.HEADER, _part("/word/header1.xml", CT.WML_HEADER, numbered_header())),
        (FIRST_HEADER, RT.HEADER, _part("/word/header2.xml", CT.WML_HEADER, first_header())),
        ("rIdFonts", RT.FONT_TABLE, font_table(build.layout.font)),
        ("rIdFigures", RT.CUSTOM_XML, figures),
    ]
    for index, png in enumerate(build.pictures):
        picture = _part(f"/word/media/image{index + 1}.png", CT.PNG, png)
        neighbours.append((picture_relation(index), RT.IMAGE, picture))
    for relation, kind, part in neighbours:
        main.load_rel(kind, part, relation)
    core = _part("/docProps/core.xml", CT.OPC_CORE_PROPERTIES, core_properties_xml(build.document))
    app = _part("/docProps/app.xml", CT.OFC_EXTENDED_PROPERTIES, app_properties_xml(build.document))
    package.load_rel(RT.OFFICE_DOCUMENT, main, "rId1")
    package.load_rel(RT.CORE_PROPERTIES, core, "rId2")
    package.load_rel(RT.EXTENDED_PROPERTIES, app, "rId3")
    return _zipped(package)


def _zipped(package: OpcPackage) -> bytes:
    """The package with every time stamp fixed; the order is that of the relationships.

    Written here because python-docx's own packaging takes the stamps from the clock.
    """
    parts = list(package.iter_parts())
    files = {"[Content_Types].xml": _content_types(parts), "_rels/.rels": package.rels.xml}
    for part in parts:
        files[part.partname.membername] = part.blob
        if len(part.rels):
            files[part.partname.rels_uri.membername] = part.rels.xml
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.create_system = 0
            # Fonts are packed as they are: making them smaller takes longer than writing the rest.
            packed = zipfile.ZIP_STORED if name.endswith(EXTENSION) else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, packed)
    return made.getvalue()


def _content_types(parts: Iterable[Part]) -> bytes:
    """What each part is: files of a common kind by their extension, every other part by its name."""
    by_extension = {EXTENSION: OBFUSCATED, "png": CT.PNG, "rels": CT.OPC_RELATIONSHIPS, "xml": CT.XML}
    named = {str(part.partname): part.content_type for part in parts
             if by_extension[part.partname.ext] != part.content_type}  # fmt: skip
    return serialise(
        root(
            "Types",
            [
                *(el("Default", Extension=ext, ContentType=kind) for ext, kind in by_extension.items()),
                *(el("Override", PartName=name, ContentType=named[name]) for name in sorted(named)),
            ],
            names={"": _TYPES},
        )
    )
