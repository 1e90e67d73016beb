"""Reading a table of another agency: 50,000 rows as they are understood, against the fastest reader's bare read.

The workbook is written once, before anything is measured: a product table with six columns of figures. The bare read
gives Python values of every cell and understands nothing. The memory is the most that a new process ever held, which
has imported all that the side needs.
"""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from benchmarks.plan import Bench, Measurement, Row
from benchmarks.timing import Side, Spread
from congthuong.core.intake.matching import Candidate
from congthuong.core.intake.proposing import propose
from congthuong.core.intake.workbook import read_workbook

ROWS, FEW = 50_000, 5_000
NAME = "bieu san pham thang 8-2026.xlsx"
OVER_READER_AT_MOST = 5.0
_HEADINGS = (
    "Mã sản phẩm", "Tên sản phẩm", "Đơn vị tính", "Thực hiện tháng 7/2026", "Ước tháng 8/2026", "Cộng dồn 8 tháng",
    "Tháng 8/2026 so với tháng 8/2025 (%)", "8 tháng so với cùng kỳ (%)",
)  # fmt: skip


def workbook(rows: int) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("SP")
    sheet.write(0, 0, "SẢN PHẨM CÔNG NGHIỆP CHỦ YẾU THÁNG 8 NĂM 2026")
    sheet.write_row(2, 0, _HEADINGS)
    for number in range(rows):
        month = 100 + number % 977 + number % 10 / 10
        figures = (month, month * 1.01, month * 8.1, 101.5 + number % 90 / 10, 100.5 + number % 80 / 10)
        sheet.write_row(3 + number, 0, (f"{10_000_000 + number}", f"Sản phẩm thứ {number}", "tấn", *figures))
    book.close()
    return out.getvalue()


def candidates(rows: int) -> dict[str, list[Candidate]]:
    return {"san_pham": [Candidate(f"{10_000_000 + one}", f"Sản phẩm thứ {one}") for one in range(rows)]}


def bare(data: bytes) -> int:
    """The fastest reader alone."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return sum(len(book.get_sheet_by_index(at).to_python()) for at in range(len(book.sheet_names)))


def understood(data: bytes, rows: int) -> int:
    """Refused if hostile, read, its table found, columns by their words, every line matched."""
    (proposal,) = propose(read_workbook(NAME, data), candidates(rows))
    if len(proposal.lines) != rows or any(not line.match.code for line in proposal.lines):
        raise AssertionError("not every line was matched: the comparison would be unfair")
    return len(proposal.lines)


def drawn(data: bytes, rows: int) -> int:
    """The same with every figure taken out of its cell, as the preview shows it."""
    from datetime import date

    from congthuong.core.intake.drawing import Ground, draw
    from congthuong.core.ledger.model import Indicator
    from congthuong.core.quantities import unit_of

    (proposal,) = propose(read_workbook(NAME, data), candidates(rows))
    tonnes = unit_of("tấn")
    indicators = {line.match.code: Indicator(line.match.code, line.label, tonnes) for line in proposal.lines}
    found = draw(proposal, Ground("86", date(2026, 9, 1), "Bên gửi", NAME, indicators, {}))
    if len(found.records) != 3 * rows:
        raise AssertionError("not every figure was taken")
    return len(found.records)


def reading(bench: Bench) -> list[Row]:
    once = len(bench.effort.sizes) < 3  # a trial of the measuring itself
    rows = FEW if once else ROWS
    data = workbook(rows)
    sides: dict[str, Side] = {
        "bare": lambda _: bare(data),
        "guarded": lambda _: read_workbook(NAME, data),
        "understood": lambda _: understood(data, rows),
        "drawn": lambda _: drawn(data, rows),
    }
    got = bench.run(sides, bench.effort.slow_rounds)
    said = f"{rows // 1000} nghìn dòng"
    path = bench.home / NAME
    path.write_bytes(data)
    there = Path("/proc/self/status").exists()  # other systems do not tell
    memory = {side: _most_memory(side, path, rows) for side in ("bare", "drawn")} if there else {}
    return [
        Row("intake.read", f"Đọc và hiểu bảng {said} / chỉ đọc tệp", got.ratio("understood", "bare"), "lần", OVER_READER_AT_MOST),
        Row("intake.guarded", "  trong đó xét tệp và đọc ô", got.ratio("guarded", "bare"), "lần"),
        Row("intake.drawn", "  thêm lấy từng số ra khỏi ô", got.ratio("drawn", "bare"), "lần"),
        *(Row(f"intake.{side}.ms", f"  {says}, {said}", got.ms(side), "ms") for side, says in _SAYS.items()),
        *(Row(f"intake.{side}.mb", f"  bộ nhớ nhiều nhất, {_SAYS[side]}", one, "MB") for side, one in memory.items()),
    ]  # fmt: skip


_SAYS = {
    "bare": "chỉ đọc tệp",
    "guarded": "xét tệp và đọc ô",
    "understood": "đọc và hiểu",
    "drawn": "đọc, hiểu, lấy số",
}


def _most_memory(side: str, path: Path, rows: int) -> Spread:
    more = f", {rows}" if side != "bare" else ""
    code = (
        "from pathlib import Path; from benchmarks import intake; "
        f"intake.{side}(Path({str(path)!r}).read_bytes(){more}); "
        "print(Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    peak = float(answer.stdout) / 1024
    return Spread(peak, peak, peak)


MEASUREMENTS: dict[str, tuple[str, Measurement, float]] = {
    "intake": ("Đọc bảng của cơ quan khác", reading, 60),
}
