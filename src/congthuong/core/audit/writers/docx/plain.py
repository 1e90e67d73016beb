"""A plain Word file of a text that was none: headings, paragraphs, list items, footnotes' words, tables."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import groupby

from congthuong.core.audit.writers.marked import Block, Marked
from congthuong.core.document.writers.docx.xml import Element, clean, el, root, serialise

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MOST_COLUMNS = 63  # Word's own limit
_PARTS = {
    "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/></Types>',
    "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
}


def plain_docx(marked: Marked) -> bytes:
    """The same bytes for the same text."""
    page = el(
        "w:sectPr",
        el("w:pgSz", w=11906, h=16838),
        el("w:pgMar", top=1134, right=851, bottom=1134, left=1701, header=567, footer=567, gutter=0),
    )
    document = root("w:document", [el("w:body", *_blocks(marked.blocks), page)])
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in _PARTS.items():
            _add(archive, name, text.encode())
        _add(archive, "word/document.xml", serialise(document))
        _add(archive, "word/styles.xml", serialise(_styles()))
    return made.getvalue()


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _ZIP_TIME), data, zipfile.ZIP_DEFLATED)


def _blocks(blocks: tuple[Block, ...]) -> Iterator[Element]:
    for table, group in groupby(blocks, key=lambda one: None if one.cell is None else one.cell.table):
        if table is None:
            yield from (_paragraph(one) for one in group)
        else:
            yield _table(list(group))
            yield el("w:p")


def _paragraph(block: Block) -> Element:
    style = {"title": "Title", "heading": f"Heading{min(max(block.level, 1), 4)}", "note": "Note"}
    properties = [el("w:pStyle", val=style[block.kind])] if block.kind in style else []
    if block.kind == "item" and block.level > 1:
        properties.append(el("w:ind", left=360 * min(block.level - 1, 8)))
    mark = f"[{block.note}] " if block.note else ""
    return el("w:p", el("w:pPr", *properties), _run(mark + block.text))


def _run(text: str) -> Element:
    made = el("w:t", xml_space="preserve")
    made.text = clean(text)
    return el("w:r", made)


def _table(blocks: list[Block]) -> Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = el(
        "w:tblBorders", *(el(f"w:{side}", val="single", sz=4, space=0, color="808080") for side in sides)
    )
    rows: dict[int, list[Block]] = {}
    for one in blocks:
        rows.setdefault(one.cell.row if one.cell else 0, []).append(one)
    width = min(max((sum(_span(one) for one in row) for row in rows.values()), default=1), _MOST_COLUMNS)
    grid = el("w:tblGrid", *(el("w:gridCol", w=9354 // width) for _ in range(width)))
    made = [el("w:tr", *(_cell(one) for one in rows[number][:_MOST_COLUMNS])) for number in sorted(rows)]
    return el("w:tbl", el("w:tblPr", el("w:tblW", w=0, type="auto"), borders), grid, *made)


def _span(block: Block) -> int:
    return min(block.cell.colspan if block.cell else 1, _MOST_COLUMNS)


def _cell(block: Block) -> Element:
    span = _span(block)
    properties = el("w:tcPr", el("w:tcW", w=0, type="auto"), el("w:gridSpan", val=span) if span > 1 else None)
    return el("w:tc", properties, el("w:p", _run(block.text)))


def _styles() -> Element:
    font = el("w:rFonts", ascii="Times New Roman", hAnsi="Times New Roman", cs="Times New Roman")
    usual = el("w:docDefaults", el("w:rPrDefault", el("w:rPr", font, el("w:sz", val=26), el("w:lang", val="vi-VN"))),
               el("w:pPrDefault", el("w:pPr", el("w:spacing", after=120))))  # fmt: skip
    styles = [usual, el("w:style", el("w:name", val="Normal"), type="paragraph", default=1, styleId="Normal")]
    styles.append(_style("Title", "Title", el("w:pPr", el("w:jc", val="center")), bold=True))
    for level in range(1, 5):
        outline = el("w:pPr", el("w:keepNext"), el("w:outlineLvl", val=level - 1))
        styles.append(_style(f"Heading{level}", f"heading {level}", outline, bold=True))
    styles.append(_style("Note", "Note", el("w:pPr"), bold=False, size=22))
    return root("w:styles", styles)


def _style(code: str, name: str, paragraph: Element, *, bold: bool, size: int = 26) -> Element:
    look = el("w:rPr", el("w:b") if bold else None, el("w:sz", val=size))
    return el("w:style", el("w:name", val=name), el("w:basedOn", val="Normal"), paragraph, look,
              type="paragraph", styleId=code)  # fmt: skip
