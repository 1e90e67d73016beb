"""The rules of the decree's layout, one small function a group, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from congthuong.core.document.layout import Component, Layout, Range
from congthuong.core.document.layout_check.archive import Element
from congthuong.core.document.layout_check.formatting import W
from congthuong.core.document.layout_check.parts import Parts
from congthuong.core.document.layout_check.reading import Line, Reading, fold, paragraph_line
from congthuong.core.document.layout_check.type_rules import (
    check_align,
    check_case,
    check_rule_below,
    check_sizes,
    check_style,
    check_type,
    plain,
    say,
)
from congthuong.core.document.layout_check.violation import LayoutViolation, violation

Found = Iterator[LayoutViolation]

_PAPER_TOLERANCE = Decimal(1)  # mm: Word rounds A4 to whole twips, other programs to 1/10 inch
_LENGTH_TOLERANCE = Decimal("0.5")  # mm
_EXACT_LINE = (Decimal(1), Decimal("1.8"))  # a fixed line height as a multiple of the type size
_SIDES = {"top": "lề trên", "bottom": "lề dưới", "left": "lề trái", "right": "lề phải"}
_BLACK = frozenset({"AUTO", "000000"})


def check_paper(reading: Reading, layout: Layout) -> Found:
    page = layout.page
    for number, section in enumerate(reading.sections, start=1):
        sides = sorted((section.width, section.height))
        wanted = sorted((page.width, page.height))
        if any(abs(a - b) > _PAPER_TOLERANCE for a, b in zip(sides, wanted, strict=True)):
            found = f"{plain(section.width)} × {plain(section.height)} mm"
            yield violation(
                "kho-giay", "kich-thuoc", "Khổ giấy", "mục I.1", found, "A4 (210 × 297 mm)", f"phần {number}"
            )
        for side, name in _SIDES.items():
            allowed: Range = getattr(page, side)
            if not allowed.allows(section.margins[side], _LENGTH_TOLERANCE):
                found = f"{plain(section.margins[side])} mm"
                expected = f"{plain(allowed.low)} - {plain(allowed.high)} mm"
                slug = {"top": "le-tren", "bottom": "le-duoi", "left": "le-trai", "right": "le-phai"}[side]
                yield violation(
                    slug, "kich-thuoc", name.capitalize(), "mục I.3", found, expected, f"phần {number}"
                )


def check_fonts(reading: Reading, layout: Layout) -> Found:
    for line in (*reading.lines, *reading.notes):
        for text, look in line.runs:
            if not text.strip():
                continue
            if look.font != layout.font:
                yield violation(
                    "chu", "phong-chu", "Phông chữ", "mục I.4", look.font, f"{layout.font}, màu đen", text
                )
            if look.color not in _BLACK:
                yield violation("chu", "mau-chu", "Màu chữ", "mục I.4", f"#{look.color}", "màu đen", text)


def _has_page_field(part: Element | None) -> bool:
    if part is None:
        return False
    instructions = [one.text or "" for one in part.iter(W + "instrText")]
    instructions += [one.get(W + "instr", "") for one in part.iter(W + "fldSimple")]
    return any("PAGE" in text.upper().split() for text in instructions)


def _page_line(part: Element, reading: Reading) -> Line | None:
    for paragraph in part.iter(W + "p"):
        if _has_page_field(paragraph):
            return paragraph_line(paragraph, reading.formatting)
    return None


def check_page_numbers(reading: Reading, parts: Parts, layout: Layout) -> Found:
    """Cell "số trang": Arabic, in the middle of the top margin, hidden on page 1, anew in each annex."""
    for number, section in enumerate(reading.sections):
        header = section.headers.get("default")
        line = _page_line(header, reading) if header is not None else None
        where = f"phần {number + 1}"
        if line is None:
            if any(_has_page_field(footer) for footer in section.footers.values()):
                yield say("page_number", layout, "vi-tri", "ở lề dưới", "giữa lề trên của trang", where)
            else:
                yield say("page_number", layout, "thieu", "", "số trang ở giữa lề trên", where)
            continue
        yield from check_sizes("page_number", line, layout)
        yield from check_style("page_number", line, layout)
        yield from check_align("page_number", line, layout)
        hidden = section.title_page and not _has_page_field(section.headers.get("first"))
        if number == 0 and not hidden:
            yield say("page_number", layout, "trang-dau", "có số trang", "không hiển thị số trang thứ nhất")
    starts = {parts.lines[label].section for label, _ in parts.annexes}
    for number in sorted(starts - {0}):
        if number < len(reading.sections) and reading.sections[number].page_start != 1:
            yield say(
                "page_number", layout, "danh-so", "nối tiếp", "đánh riêng theo từng phụ lục, từ 1",
                f"phần {number + 1}",
            )  # fmt: skip


def check_head(reading: Reading, parts: Parts, layout: Layout) -> Found:
    """Cells 1 to 5a."""
    single: tuple[tuple[Component, int | None, str], ...] = (
        ("national_name", parts.national_name, layout.national_name),
        ("motto", parts.motto, layout.motto),
        ("agency", parts.agency, "tên cơ quan ban hành văn bản"),
        ("number", parts.number, "Số: …/…"),
        ("place_date", parts.place_date, "địa danh, ngày … tháng … năm …"),
        ("kind", parts.kind, "tên loại văn bản, ví dụ BÁO CÁO"),
    )
    for component, index, wanted in single:
        if index is None:
            yield say(component, layout, "thieu", "", wanted)
        else:
            yield from check_type(component, parts.lines[index], layout)
    if parts.parent_agency is not None:
        yield from check_type("parent_agency", parts.lines[parts.parent_agency], layout)
    if parts.kind is not None and not parts.abstract:
        yield say("abstract", layout, "thieu", "", "trích yếu nội dung dưới tên loại")
    for index in parts.abstract:
        yield from check_type("abstract", parts.lines[index], layout)
    yield from _check_wording(parts, layout)
    yield from _check_head_rules(reading, parts, layout)


def _check_wording(parts: Parts, layout: Layout) -> Found:
    fixed: tuple[tuple[Component, int | None, str], ...] = (
        ("national_name", parts.national_name, layout.national_name),
        ("motto", parts.motto, layout.motto),
    )
    for component, index, wanted in fixed:
        if index is not None and _spelled(parts.lines[index].text, component) != _spelled(wanted, component):
            text = parts.lines[index].text
            yield say(component, layout, "chu-viet", f"«{text}»", f"«{wanted}»")


def _spelled(text: str, component: Component) -> str:
    """The national name's case is judged by the rule on capitals; the motto's belongs to its wording."""
    return fold(text) if component == "national_name" else " ".join(text.replace("–", "—").split())


def _check_head_rules(reading: Reading, parts: Parts, layout: Layout) -> Found:
    ruled: tuple[tuple[Component, int | None], ...] = (("motto", parts.motto), ("agency", parts.agency))
    for component, index in ruled:
        if index is not None:
            yield from check_rule_below(component, index, parts, reading, layout)
    if parts.abstract:
        longest = max(parts.abstract, key=lambda index: len(parts.lines[index].text))
        yield from check_rule_below("abstract", parts.abstract[-1], parts, reading, layout, longest)


def _check_prose(component: Component, line: Line, layout: Layout) -> Found:
    body = layout.body
    position = line.look.left + line.look.first_line
    if all(abs(position - allowed) > _LENGTH_TOLERANCE for allowed in body.first_line):
        expected = " hoặc ".join(f"{plain(allowed)} mm" for allowed in body.first_line)
        yield say(component, layout, "thut-dong", f"{plain(position)} mm", expected, line.text)
    lines, low, high = line.look.line, body.line_spacing.low, body.line_spacing.high
    if line.look.exact and line.runs:
        lines, (low, high) = lines / line.runs[0][1].size, _EXACT_LINE
    if not low <= lines <= high:
        unit = "lần cỡ chữ" if line.look.exact else "dòng"
        expected = "từ dòng đơn đến 1,5 dòng"
        yield say(component, layout, "cach-dong", f"{plain(lines)} {unit}", expected, line.text)


def check_text(parts: Parts, layout: Layout) -> Found:
    """Cells 9a and 6: addressees, bases, headings, the text and how it ends."""
    lines = parts.lines
    for index in parts.addressee:
        yield from check_sizes("addressee", lines[index], layout)
        yield from check_style("addressee", lines[index], layout)
    for index in parts.bases:
        yield from check_type("basis", lines[index], layout)
        yield from _check_prose("basis", lines[index], layout)
    headings: dict[int, Component] = {1: "heading_1", 2: "heading_2", 3: "heading_3"}
    for level, index in parts.headings:
        component = headings[level]
        yield from check_sizes(component, lines[index], layout)
        yield from check_style(component, lines[index], layout)
        yield from check_case(component, lines[index], layout)
    for index in parts.body:
        yield from check_sizes("body", lines[index], layout)
        yield from check_align("body", lines[index], layout)
        yield from _check_prose("body", lines[index], layout)
    yield from _check_gaps(parts, layout)
    yield from _check_end(parts, layout)


def _check_gaps(parts: Parts, layout: Layout) -> Found:
    least = layout.body.space.low
    prose = sorted((*parts.body, *parts.bases))
    for index in prose:
        if index + 1 not in prose:
            continue
        here, below = parts.lines[index].look, parts.lines[index + 1].look
        joined = here.contextual and here.style == below.style
        gap = Decimal(0) if joined else max(here.after, below.before)
        if gap < least:
            text = parts.lines[index].text
            yield say("body", layout, "cach-doan", f"{plain(gap)} pt", f"tối thiểu {plain(least)} pt", text)


def _check_end(parts: Parts, layout: Layout) -> Found:
    if parts.body and parts.recipients_label is not None:
        text = parts.lines[parts.body[-1]].text
        if not text.endswith("./."):
            yield violation(
                "ket-thuc", "chu-viet", "Kết thúc văn bản", "ô số 6", f"«{text[-12:]}»", "dấu «./.»", text
            )


def check_foot(parts: Parts, layout: Layout) -> Found:
    """Cells 7a, 7b and 9b."""
    lines = parts.lines
    if parts.recipients_label is None:
        yield say("recipients_label", layout, "thieu", "", "«Nơi nhận:» và danh sách nơi nhận")
    else:
        label = lines[parts.recipients_label]
        yield from check_sizes("recipients_label", label, layout)
        yield from check_style("recipients_label", label, layout)
        if label.text != "Nơi nhận:":
            yield say("recipients_label", layout, "chu-viet", f"«{label.text}»", "«Nơi nhận:»")
    for number, index in enumerate(parts.recipients):
        line = lines[index]
        yield from check_sizes("recipients", line, layout)
        yield from check_style("recipients", line, layout)
        yield from _check_recipient(line, number == len(parts.recipients) - 1, layout)
    if not parts.positions:
        yield say("position", layout, "thieu", "", "quyền hạn, chức vụ của người ký")
    for index in parts.positions:
        yield from check_type("position", lines[index], layout)
    if parts.signer is None:
        yield say("signer", layout, "thieu", "", "họ và tên người ký")
    else:
        yield from check_type("signer", lines[parts.signer], layout)


def _check_recipient(line: Line, last: bool, layout: Layout) -> Found:
    sign = "." if last else ";"
    if not (line.listed or line.text.startswith("-")) or not line.text.endswith(sign):
        expected = f"gạch đầu dòng và dấu «{sign}» ở cuối"
        yield say("recipients", layout, "chu-viet", f"«{line.text}»", expected)
    elif last and not line.text.lstrip("- ").startswith("Lưu:"):
        yield say("recipients", layout, "chu-viet", f"«{line.text}»", "dòng cuối bắt đầu bằng «Lưu:»")


def check_annexes(parts: Parts, layout: Layout) -> Found:
    """The label and the name of each annex, on lines of their own."""
    for label, title in parts.annexes:
        yield from check_type("annex_label", parts.lines[label], layout)
        if not title:
            yield say("annex_title", layout, "thieu", "", "tên phụ lục", parts.lines[label].text)
        for index in title:
            yield from check_type("annex_title", parts.lines[index], layout)
    if len(parts.annexes) > 1:
        for label, _ in parts.annexes:
            if parts.lines[label].folded == "PHỤ LỤC":
                yield say("annex_label", layout, "danh-so", "không có số", "số La Mã khi có từ hai phụ lục")
