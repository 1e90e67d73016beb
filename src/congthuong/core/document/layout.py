"""How an official document looks: the rules as dated data, and the fixed wordings that follow from them.

Every writer (DOCX, PDF, HTML) and the layout checker take sizes, margins and texts from here, so that a new
decree is a new `Layout` with its own date and an old report still looks as it did.
Lengths are millimetres, type sizes are points, all exact `Decimal`.

Source: Nghị định 30/2020/NĐ-CP ngày 05/3/2020 về công tác văn thư, Phụ lục I.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Literal

from congthuong.core.document.model import (
    Annex,
    Block,
    Chart,
    Figure,
    Inline,
    Letterhead,
    LineBreak,
    ListBlock,
    Paragraph,
    Signature,
    Text,
)

DRAFT_MARK = "DỰ THẢO"  # on a report that is not yet one

Component = Literal[
    "national_name",
    "motto",
    "parent_agency",
    "agency",
    "number",
    "place_date",
    "kind",
    "abstract",
    "addressee",
    "basis",
    "body",
    "heading_1",
    "heading_2",
    "heading_3",
    "position",
    "signer",
    "recipients_label",
    "recipients",
    "annex_label",
    "annex_title",
    "annex_note",
    "page_number",
    "table",
    "table_note",
    "caption",
    "footnote",
]


@dataclass(frozen=True, slots=True)
class Range:
    """What the rule allows, both ends included, and what our writers choose within it."""

    low: Decimal
    high: Decimal
    chosen: Decimal

    def __post_init__(self) -> None:
        if not self.low <= self.chosen <= self.high:
            raise ValueError(f"chosen {self.chosen} is outside {self.low}..{self.high}")

    def allows(self, value: Decimal, tolerance: Decimal = Decimal(0)) -> bool:
        return self.low - tolerance <= value <= self.high + tolerance


@dataclass(frozen=True, slots=True)
class TextRule:
    """Type of one component. `cell` is its place in the layout diagram ("ô số"), "" for none.

    `official` is False where the decree says nothing and the value is only common practice.
    `rule` is the length of the solid line below the text as a share of the text's length; None for no line.
    """

    name: str
    cell: str
    size: Range
    bold: bool = False
    italic: bool = False
    upper: bool = False
    align: Literal["left", "center", "right", "justify"] = "left"
    rule: Range | None = None
    official: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """Portrait page; a landscape page turns the paper and keeps the four margins as they are read."""

    width: Decimal
    height: Decimal
    top: Range
    bottom: Range
    left: Range
    right: Range


@dataclass(frozen=True, slots=True)
class BodyRule:
    """`first_line` are the indents allowed (mm); `space` the least gap between paragraphs (pt)."""

    first_line: tuple[Decimal, ...]
    first_line_chosen: Decimal
    space: Range
    line_spacing: Range


@dataclass(frozen=True)
class Layout:
    """One layout, in force from `since` (included) to `until` (excluded; None while in force)."""

    code: str
    source: str
    since: date
    until: date | None
    font: str
    page: Page
    body: BodyRule
    national_name: str
    motto: str
    text: Mapping[Component, TextRule] = field(hash=False)

    def size(self, component: Component) -> Decimal:
        """The type size (pt) that our writers use for a component."""
        return self.text[component].size.chosen


def _range(low: str, high: str, chosen: str) -> Range:
    return Range(Decimal(low), Decimal(high), Decimal(chosen))


_BODY_SIZE = _range("13", "14", "14")
_HEAD_SIZE = _range("12", "13", "12")
_SHORT_RULE = Range(Decimal(1) / 3, Decimal(1) / 2, Decimal("0.4"))
_FULL_RULE = _range("1", "1", "1")

_DECREE_30_TEXT: Mapping[Component, TextRule] = MappingProxyType(
    {
        "national_name": TextRule("Quốc hiệu", "1", _HEAD_SIZE, bold=True, upper=True, align="center"),
        "motto": TextRule(
            "Tiêu ngữ", "1", _range("13", "14", "13"), bold=True, align="center", rule=_FULL_RULE
        ),
        "parent_agency": TextRule("Tên cơ quan chủ quản", "2", _HEAD_SIZE, upper=True, align="center"),
        "agency": TextRule(
            "Tên cơ quan ban hành", "2", _HEAD_SIZE, bold=True, upper=True, align="center", rule=_SHORT_RULE
        ),
        "number": TextRule("Số, ký hiệu", "3", _range("13", "13", "13"), align="center"),
        "place_date": TextRule(
            "Địa danh và ngày", "4", _range("13", "14", "13"), italic=True, align="center"
        ),
        "kind": TextRule("Tên loại", "5a", _BODY_SIZE, bold=True, upper=True, align="center"),
        "abstract": TextRule("Trích yếu", "5a", _BODY_SIZE, bold=True, align="center", rule=_SHORT_RULE),
        "addressee": TextRule("Kính gửi", "9a", _BODY_SIZE),
        "basis": TextRule("Căn cứ", "6", _BODY_SIZE, italic=True, align="justify"),
        "body": TextRule("Nội dung", "6", _BODY_SIZE, align="justify"),
        "heading_1": TextRule("Mục", "6", _BODY_SIZE, bold=True, upper=True, align="justify"),
        "heading_2": TextRule("Khoản có tiêu đề", "6", _BODY_SIZE, bold=True, align="justify"),
        "heading_3": TextRule("Tiểu khoản có tiêu đề", "6", _BODY_SIZE, bold=True, align="justify"),
        "position": TextRule("Chức vụ người ký", "7a", _BODY_SIZE, bold=True, upper=True, align="center"),
        "signer": TextRule("Họ tên người ký", "7b", _BODY_SIZE, bold=True, align="center"),
        "recipients_label": TextRule("Nơi nhận", "9b", _range("12", "12", "12"), bold=True, italic=True),
        "recipients": TextRule("Danh sách nơi nhận", "9b", _range("11", "11", "11")),
        "annex_label": TextRule("Số phụ lục", "PL", _range("14", "14", "14"), bold=True, align="center"),
        "annex_title": TextRule("Tên phụ lục", "PL", _BODY_SIZE, bold=True, upper=True, align="center"),
        "annex_note": TextRule(
            "Chỉ dẫn kèm theo", "PL", _range("13", "14", "13"), italic=True, align="center"
        ),
        "page_number": TextRule("Số trang", "", _BODY_SIZE, align="center"),
        # The decree fixes nothing for these four; 10 to 12 pt is what offices use.
        "table": TextRule("Bảng", "", _range("10", "14", "11"), official=False),
        "table_note": TextRule(
            "Đơn vị tính, nguồn", "", _range("10", "14", "11"), italic=True, official=False
        ),
        "caption": TextRule(
            "Tên bảng, tên hình", "", _range("11", "14", "12"), bold=True, align="center", official=False
        ),
        "footnote": TextRule("Chú thích", "", _range("10", "12", "10"), align="justify", official=False),
    }
)

DECREE_30_2020 = Layout(
    code="ND-30-2020",
    source="Nghị định 30/2020/NĐ-CP ngày 05/3/2020, Phụ lục I",
    since=date(2020, 3, 5),
    until=None,
    font="Times New Roman",
    page=Page(
        width=Decimal(210),
        height=Decimal(297),
        top=_range("20", "25", "20"),
        bottom=_range("20", "25", "20"),
        left=_range("30", "35", "30"),
        right=_range("15", "20", "15"),
    ),
    body=BodyRule(
        first_line=(Decimal("10"), Decimal("12.7")),
        first_line_chosen=Decimal("12.7"),
        space=_range("6", "1000", "6"),
        line_spacing=_range("1", "1.5", "1.1"),
    ),
    national_name="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    motto="Độc lập - Tự do - Hạnh phúc",
    text=_DECREE_30_TEXT,
)

LAYOUTS: tuple[Layout, ...] = (DECREE_30_2020,)


def layout_on(day: date | None) -> Layout:
    """The layout in force on a day; an undated or an older document takes the nearest layout we hold."""
    if day is None:
        return LAYOUTS[-1]
    known = [layout for layout in LAYOUTS if layout.since <= day]
    return known[-1] if known else LAYOUTS[0]


def number_line(letterhead: Letterhead) -> str:
    """Cell 3: "Số: 377/BC-SCT"; the gap before the slash stays open until the number is given."""
    return f"Số: {letterhead.number}"


def date_text(day: date) -> str:
    """ "ngày 05 tháng 01 năm 2020": days under 10 and months 1 and 2 take a zero (Phụ lục I, mục II.4)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def place_and_date(letterhead: Letterhead) -> str:
    """Cell 4: "Trà Vinh, ngày 08 tháng 6 năm 2020", the day and month left open when not yet dated."""
    day = letterhead.date
    when = date_text(day) if day else f"ngày      tháng      năm {letterhead.year}"
    return f"{letterhead.place}, {when}"


def signature_lines(signature: Signature) -> tuple[str, ...]:
    """Cell 7a: ("GIÁM ĐỐC",) or ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")."""
    first = f"{signature.authority} {signature.position}".strip()
    return (first, signature.deputy_position) if signature.deputy_position else (first,)


def _listed(names: Sequence[str]) -> tuple[str, ...]:
    bare = [name.strip().rstrip(";.").rstrip() for name in names]
    ends = [";"] * (len(bare) - 1) + ["."]
    return tuple(f"{name}{end}" for name, end in zip(bare, ends, strict=True)) if bare else ()


def recipient_lines(recipients: Sequence[str]) -> tuple[str, ...]:
    """Cell 9b: "- Sở Kế hoạch và Đầu tư;" … "- Lưu: VT, VP."."""
    return tuple(f"- {line}" for line in _listed(recipients))


CHECK_LABEL: Final = "Mã kiểm tra:"


def check_line(code: str) -> str:
    """What stands below the recipients of an issued edition; "" without a code. The decree asks for no such line and has
    no cell against it: it is of a size with the recipients, who are the ones to check."""
    return f"{CHECK_LABEL} {code}" if code else ""


def addressee_lines(addressees: Sequence[str]) -> tuple[str, ...]:
    """Cell 9a: one addressee stands after the colon as it is; several go one a line, "-" … ";" … "."."""
    if len(addressees) == 1:
        return (addressees[0].strip().rstrip(";.").rstrip(),)
    return tuple(f"- {line}" for line in _listed(addressees))


def annex_label(annex: Annex) -> str:
    """ "Phụ lục", with its Roman number when there are two or more."""
    return f"Phụ lục {annex.number}".strip()


_JOINING_WORDS = frozenset({"và", "của", "về"})


def _agency_in_prose(agency: str) -> str:
    """ "SỞ CÔNG THƯƠNG" -> "Sở Công Thương", for a letterhead that gives only the capitals of cell 2."""
    words = agency.lower().split()
    return " ".join(word if word in _JOINING_WORDS else word[:1].upper() + word[1:] for word in words)


def annex_note(kind: str, letterhead: Letterhead) -> str:
    """The line under an annex's name; what is not yet known stays open (mẫu 2.2)."""
    day = letterhead.date
    when = date_text(day) if day else f"ngày      tháng      năm {letterhead.year}"
    agency = letterhead.agency_name or _agency_in_prose(letterhead.agency)
    return f"(Kèm theo {kind.capitalize()} số {letterhead.number} {when} của {agency})"


def chart_note(chart: Chart) -> str:
    """The line below a chart: where its figures come from; "" when that is not known. The axis says the unit."""
    if not chart.source or chart.source.startswith("Nguồn"):
        return chart.source
    return f"Nguồn: {chart.source}"


def heading_number(number: str) -> str:
    """The number as it stands before a heading, with its point and a space: "I. ", "2.1. "; "" for none."""
    return f"{number}. " if number else ""


def plain_text(inlines: Sequence[Inline]) -> str:
    """What a reader sees, footnotes left out and line breaks as spaces."""
    parts = []
    for inline in inlines:
        match inline:
            case Text() | Figure():
                parts.append(inline.text)
            case LineBreak():
                parts.append(" ")
    return "".join(parts)


def ends_properly(blocks: Sequence[Block]) -> bool:
    """Whether the text closes with "./." as every official text does; saying so is the composer's task."""
    for block in reversed(blocks):
        if isinstance(block, Paragraph):
            return plain_text(block.inlines).rstrip().endswith("./.")
        if isinstance(block, ListBlock) and block.items:
            return ends_properly(block.items[-1])
        return False
    return False
