"""styles.xml: the document's own styles, made from the layout rules and nothing else.

Every style names the font for all four scripts, because a theme font left in one of them shows as another
typeface in Vietnamese text.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from congthuong.core.document.layout import Component, Layout
from congthuong.core.document.table_layout import CELL_PADDING
from congthuong.core.document.writers.docx.xml import Element, el, half_points, mm, pt, root

LANGUAGE = "vi-VN"
_JUSTIFY = {"justify": "both", "left": "left", "center": "center", "right": "right"}


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style: the type comes from the component's rule, the spacing (pt) and indents from here."""

    id: str
    name: str
    component: Component
    before: int = 0
    after: int = 0
    prose: bool = False  # first line indented and line spacing of the body
    keep_next: bool = False
    outline: int | None = None
    align: str = ""
    next: str = ""
    builtin: bool = False
    bold: bool = False  # although its component is not


STYLES: tuple[Style, ...] = (
    Style("BodyText", "Body Text", "body", after=6, prose=True, builtin=True),
    Style("Heading1", "heading 1", "heading_1", 6, 6, True, True, 0, next="BodyText", builtin=True),
    Style("Heading2", "heading 2", "heading_2", 6, 6, True, True, 1, next="BodyText", builtin=True),
    Style("Heading3", "heading 3", "heading_3", 6, 6, True, True, 2, next="BodyText", builtin=True),
    Style("ListParagraph", "List Paragraph", "body", after=6, prose=True, builtin=True),
    Style("NationalName", "Quốc hiệu", "national_name"),
    Style("Motto", "Tiêu ngữ", "motto"),
    Style("ParentAgency", "Cơ quan chủ quản", "parent_agency"),
    Style("Agency", "Cơ quan ban hành", "agency"),
    Style("Number", "Số, ký hiệu", "number"),
    Style("PlaceDate", "Địa danh và ngày", "place_date"),
    Style("DraftMark", "Dự thảo", "number", before=6, bold=True),
    Style("Kind", "Tên loại", "kind", before=18, keep_next=True),
    Style("Abstract", "Trích yếu", "abstract", keep_next=True),
    Style("Addressee", "Kính gửi", "addressee", after=6),
    Style("Basis", "Căn cứ", "basis", after=6, prose=True),
    Style("Note", "Ghi chú giữa dòng", "basis", after=6, align="center"),
    Style("Position", "Chức vụ người ký", "position", keep_next=True),
    Style("Signer", "Họ tên người ký", "signer"),
    Style("RecipientsLabel", "Nơi nhận", "recipients_label"),
    Style("Recipients", "Danh sách nơi nhận", "recipients"),
    Style("AnnexLabel", "Phụ lục", "annex_label", keep_next=True, next="AnnexTitle"),
    Style("AnnexTitle", "Tên phụ lục", "annex_title", keep_next=True, outline=0, next="BodyText"),
    Style("AnnexNote", "Chỉ dẫn kèm theo", "annex_note", after=12),
    Style("Caption", "caption", "caption", 6, 3, keep_next=True, builtin=True),
    Style("TableText", "Ô bảng", "table", 2, 2),
    Style("TableHead", "Ô bảng in đậm", "table", 2, 2, bold=True),
    Style("UnitNote", "Đơn vị tính", "table_note", after=3, align="right", keep_next=True),
    Style("SourceNote", "Nguồn số liệu", "table_note", 3, 12),
    Style("Picture", "Hình", "table", 6, 3, keep_next=True, align="center"),
    Style("PictureTitle", "Tên hình", "caption", 3, 3, keep_next=True),
    Style("PictureSource", "Nguồn của hình", "table_note", 0, 12, align="center"),
    Style("FootnoteText", "footnote text", "footnote", builtin=True),
    Style("Header", "header", "page_number", builtin=True),
)


def fonts(layout: Layout) -> Element:
    name = layout.font
    return el("w:rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)


def _size(size: Decimal) -> tuple[Element, Element]:
    return el("w:sz", val=half_points(size)), el("w:szCs", val=half_points(size))


def _run_properties(layout: Layout, style: Style) -> Element:
    rule = layout.text[style.component]
    bold = [el("w:b"), el("w:bCs")] if rule.bold or style.bold else []
    italic = [el("w:i"), el("w:iCs")] if rule.italic else []
    return el("w:rPr", fonts(layout), *bold, *italic, el("w:color", val="000000"), *_size(rule.size.chosen))


def _paragraph_properties(layout: Layout, style: Style) -> Element:
    body = layout.body
    line = int(240 * body.line_spacing.chosen) if style.prose else 240
    align = style.align or layout.text[style.component].align
    return el(
        "w:pPr",
        el("w:keepNext") if style.keep_next else None,
        el("w:spacing", before=pt(style.before), after=pt(style.after), line=line, lineRule="auto"),
        el("w:ind", left=0, firstLine=mm(body.first_line_chosen)) if style.prose else None,
        el("w:jc", val=_JUSTIFY[align]),
        el("w:outlineLvl", val=style.outline) if style.outline is not None else None,
    )


def _paragraph_style(layout: Layout, style: Style) -> Element:
    return el(
        "w:style",
        el("w:name", val=style.name),
        el("w:basedOn", val="Normal"),
        el("w:next", val=style.next) if style.next else None,
        el("w:qFormat"),
        _paragraph_properties(layout, style),
        _run_properties(layout, style),
        type="paragraph",
        customStyle=None if style.builtin else 1,
        styleId=style.id,
    )


def _defaults(layout: Layout) -> Element:
    run = el(
        "w:rPr",
        fonts(layout),
        el("w:color", val="000000"),
        *_size(layout.size("body")),
        el("w:lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi=LANGUAGE),
    )
    paragraph = el("w:pPr", el("w:spacing", before=0, after=0, line=240, lineRule="auto"))
    return el("w:docDefaults", el("w:rPrDefault", run), el("w:pPrDefault", paragraph))


def _basic_styles(layout: Layout) -> list[Element]:
    margins = el(
        "w:tblCellMar",
        el("w:top", w=0, type="dxa"),
        el("w:left", w=CELL_PADDING, type="dxa"),
        el("w:bottom", w=0, type="dxa"),
        el("w:right", w=CELL_PADDING, type="dxa"),
    )
    normal = el(
        "w:style",
        el("w:name", val="Normal"),
        el("w:qFormat"),
        el("w:rPr", fonts(layout), el("w:color", val="000000"), *_size(layout.size("body"))),
        type="paragraph",
        default=1,
        styleId="Normal",
    )
    character = el(
        "w:style",
        el("w:name", val="Default Paragraph Font"),
        el("w:uiPriority", val=1),
        el("w:semiHidden"),
        type="character",
        default=1,
        styleId="DefaultParagraphFont",
    )
    table = el(
        "w:style",
        el("w:name", val="Normal Table"),
        el("w:uiPriority", val=99),
        el("w:semiHidden"),
        el("w:tblPr", el("w:tblInd", w=0, type="dxa"), margins),
        type="table",
        default=1,
        styleId="TableNormal",
    )
    numbering = el("w:style", el("w:name", val="No List"), type="numbering", default=1, styleId="NoList")
    return [normal, character, table, numbering]


def _grid_style(layout: Layout) -> Element:
    sides = [
        el(f"w:{side}", val="single", sz=4, space=0, color="000000")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    ]
    return el(
        "w:style",
        el("w:name", val="Table Grid"),
        el("w:basedOn", val="TableNormal"),
        el("w:rPr", fonts(layout)),
        el("w:tblPr", el("w:tblBorders", *sides)),
        type="table",
        styleId="TableGrid",
    )


def _reference_style(layout: Layout) -> Element:
    return el(
        "w:style",
        el("w:name", val="footnote reference"),
        el("w:basedOn", val="DefaultParagraphFont"),
        el("w:rPr", fonts(layout), el("w:vertAlign", val="superscript")),
        type="character",
        styleId="FootnoteReference",
    )


def _thin_style(layout: Layout, id: str, name: str, line: int, before: int, after: int) -> Element:
    """A paragraph without text, made too small to be seen; the upper border of "Rule" is the line it draws."""
    border = el("w:pBdr", el("w:top", val="single", sz=6, space=0, color="000000"))
    return el(
        "w:style",
        el("w:name", val=name),
        el("w:basedOn", val="Normal"),
        el(
            "w:pPr",
            border if id == "Rule" else None,
            el("w:spacing", before=before, after=after, line=line, lineRule="exact"),
        ),
        el("w:rPr", fonts(layout), *_size(Decimal(1))),
        type="paragraph",
        customStyle=1,
        styleId=id,
    )


def styles_xml(layout: Layout) -> Element:
    special = (
        _reference_style(layout),
        _thin_style(layout, "Rule", "Kẻ ngang", line=60, before=40, after=0),
        _thin_style(layout, "TableEnd", "Hết bảng", line=20, before=0, after=120),
        _thin_style(layout, "SectionEnd", "Hết phần", line=20, before=0, after=0),
        _grid_style(layout),
    )
    made = [_paragraph_style(layout, style) for style in STYLES]
    return root("w:styles", [_defaults(layout), *_basic_styles(layout), *made, *special])
