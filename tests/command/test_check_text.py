"""What a person at a terminal is told: counted, grouped, quoted, with the arithmetic; the same without colours."""

from __future__ import annotations

import io

from rich.console import Console

from congthuong.command.check_text import lines_of
from congthuong.core.audit.model import Audit, Understanding
from congthuong.core.audit.writers.marked import mark
from core.audit.writers.samples import LINES, reading_of, sample_audit


def told(audit: Audit) -> list[str]:
    return [line.plain for line in lines_of(mark(audit))]


def test_the_first_line_says_what_was_understood() -> None:
    assert told(sample_audit())[0] == (
        "bao-cao.txt: 5 số liệu · 2 được đối chứng · 1 mâu thuẫn · 1 đáng ngờ · 1 lệch làm tròn · 1 soạn thảo"
    )


def test_a_finding_shows_its_line_its_figure_and_its_arithmetic() -> None:
    lines = told(sample_audit())
    at = lines.index("  1. Ghi 03 xã nhưng kể ra 02 xã.  [count]")

    assert lines[at - 2] == "✗ MÂU THUẪN (1)  các số không thể cùng đúng"
    assert lines[at + 1 : at + 4] == [
        "     trang 1, dòng 4: - Có «03» xã đạt chuẩn gồm: Xã Một, Xã Hai.",
        "     phép tính: Xã Một; Xã Hai: 2 ≠ 3",
        "     số khớp:   02",
    ]


def test_every_place_of_a_finding_is_quoted() -> None:
    text = "\n".join(told(sample_audit()))
    quoted = ("«1.240» nghìn viên, đạt 62,5%", "đạt «62,5%» kế hoạch", "kế hoạch («2.000» nghìn viên)")

    assert [words for words in quoted if words not in text] == []


def test_a_clean_report_is_told_calmly() -> None:
    clean = Audit(Understanding(reading_of(LINES), (), ()), (), ())

    assert told(clean) == [
        "bao-cao.txt: 0 số liệu · 0 được đối chứng · không có điểm nào phải xem",
        "! Đã đoán bảng mã UTF-8.",
        "Không thấy số liệu nào mâu thuẫn.",
    ]


def test_text_from_the_file_is_never_taken_for_markup() -> None:
    lines = (LINES[0], LINES[1], LINES[2] + " [bold red]x[/] [/]", LINES[3] + " [link=x]", LINES[4])
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=200, soft_wrap=True)
    for line in lines_of(mark(sample_audit(lines))):
        console.print(line)

    assert "[bold red]x[/] [/]" in out.getvalue()


def test_on_a_terminal_severities_have_colours() -> None:
    styles = {str(span.style) for line in lines_of(mark(sample_audit())) for span in line.spans}

    assert {"bold red", "bold yellow", "bold cyan", "bold blue"} <= styles
