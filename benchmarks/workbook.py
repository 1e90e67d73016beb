"""A return of 50,000 rows as a workbook: looked at before it is taken, against the bare reading of its file.

The bare side is the fastest freely licensed reader giving every cell of every sheet as a Python value. The other sides
refuse hostile files, find every cell by its code, and compare it with the return in the database, where nothing
stands yet: each of the 100,000 figures is a change, which is the most that a preview can have to tell.
"""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from benchmarks.plan import Bench, Measurement, Row
from benchmarks.timing import Side, Spread
from congthuong.core.forms.model import Column, Fillers, Form, FormRow, Section
from congthuong.core.forms.workbook.layout import Filled, FilledCell, Head
from congthuong.core.forms.workbook.reading import FileRead, read_filled
from congthuong.core.forms.workbook.writing import write_filled
from congthuong.core.quantities import unit_of

ROWS, SECTION = 50_000, 500
PREVIEW_AT_MOST = 5.0  # times the bare reading
NAME = "bieu.xlsx"


def large_form(rows: int) -> Form:
    tons, people = unit_of("tấn"), unit_of("lao động")

    def row(number: int) -> FormRow:
        unit, decimals = (tons, 2) if number % 3 else (people, 0)
        return FormRow(f"d{number}", f"Sản phẩm số {number}", unit, decimals, required=False)

    sections = tuple(
        Section(
            f"p{first}",
            f"Phần {first // SECTION + 1}",
            (
                *(row(number) for number in range(first, min(first + SECTION, rows))),
                FormRow(f"t{first}", "Cộng phần", tons, 2, total=f"tong(p{first})"),
            ),
        )
        for first in range(0, rows, SECTION)
    )
    columns = (
        Column("ky", "Trong kỳ"),
        Column("ke_hoach", "Kế hoạch", "plan"),
        Column("cung_ky", "Cùng kỳ", "same_period", "shown"),
    )
    return Form("to", "Biểu năm mươi nghìn dòng", "cong_nghiep", "month", sections, columns, Fillers(("x",)))


def head_of(ret: int = 1) -> Head:
    return Head(
        ret, 1, "2020-05", "tháng 5 năm 2020", "Công ty A", "02/6/2020", "31/5/2020", date(2020, 6, 1)
    )


def workbook(rows: int, ret: int = 1) -> bytes:
    form = large_form(rows)
    cells = {
        cell: FilledCell(Decimal(number * 7 % 100_000) / (100 if form.decimals(cell) else 1))
        for number, cell in enumerate(form.cells)
        if cell in form.typed
    }
    return write_filled(Filled(form, head_of(ret), cells, form.typed))


def bare(data: bytes) -> list[Any]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]


def read(data: bytes, form: Form, ret: int = 1) -> FileRead:
    return read_filled(form, head_of(ret), NAME, data)


def looking(bench: Bench) -> list[Row]:
    rows = ROWS if bench.effort.rounds > 1 else 500
    from congthuong.apps.collection.queries.uploads import preview_for

    ret = _open_return(large_form(rows))
    data, form = workbook(rows, ret.pk), large_form(rows)
    sides: dict[str, Side] = {
        "bare": lambda _: bare(data),
        "read": lambda _: read(data, form, ret.pk),
        "preview": lambda _: preview_for(ret, NAME, data),
    }
    got = bench.run(sides, bench.effort.slow_rounds)
    says = {"bare": "chỉ đọc tệp", "read": "xét tệp, nhận từng ô", "preview": "xem trước cả tệp"}
    said = f"{rows:,}".replace(",", ".") + " dòng"
    return [
        Row("workbook.preview", f"Xem trước tệp Excel {said} / chỉ đọc tệp", got.ratio("preview", "bare"), "lần", PREVIEW_AT_MOST),
        Row("workbook.read", "  trong đó xét tệp và nhận từng ô", got.ratio("read", "bare"), "lần"),
        *(Row(f"workbook.{side}.ms", f"  {one}, {said}", got.ms(side), "ms") for side, one in says.items()),
        *_memory(bench, data, rows, ret.pk),
    ]  # fmt: skip


def _open_return(form: Form) -> Any:
    """A return of the form, of whichever organisation comes first."""
    from congthuong.apps.catalogue.models import Organisation
    from congthuong.apps.collection import models
    from congthuong.core.forms.data import form_data

    row = models.Form.objects.create(code=form.code, name=form.name, kind=form.kind, period=form.period)
    version = models.FormVersion.objects.create(
        form=row, number=1, definition=form_data(form), sha256="x" * 64
    )
    first, last = date(2020, 5, 1), date(2020, 5, 31)
    opened = models.Round.objects.create(
        form=row, version=version, period="2020-05", period_first=first, period_last=last, opens_on=last,
        cut_off=last, due_on=last,
    )  # fmt: skip
    unit = Organisation.objects.order_by("code")[0]
    return models.Return.objects.create(round=opened, organisation=unit, place="84")


def _memory(bench: Bench, data: bytes, rows: int, ret: int) -> list[Row]:
    """The most that a new process ever held, for a tenth of the rows and for all: it grows no faster than the file."""
    if not Path("/proc/self/status").exists():
        bench.skipped["workbook.memory"] = (
            "Hệ điều hành này không cho biết bộ nhớ cao nhất của một tiến trình."
        )
        return []
    found = []
    for side, size in (("bare", rows), ("read", rows // 10), ("read", rows)):
        path = bench.home / f"{size}.xlsx"
        path.write_bytes(data if size == rows else workbook(size, ret))
        call = "bare(data)" if side == "bare" else f"read(data, workbook.large_form({size}), {ret})"
        peak = _most_memory(path, call)
        says = "chỉ đọc tệp" if side == "bare" else "xét tệp, nhận từng ô"
        found.append(
            Row(f"workbook.{side}.{size}.mb", f"  bộ nhớ nhiều nhất, {says}, {size} dòng", Spread(peak, peak, peak), "MB")
        )  # fmt: skip
    return found


def _most_memory(path: Path, call: str) -> float:
    code = (
        "from pathlib import Path; from benchmarks import workbook; "
        f"data = Path({str(path)!r}).read_bytes(); held = workbook.{call}; "
        "print(Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(answer.stdout) / 1024


MEASUREMENTS: dict[str, tuple[str, Measurement, float]] = {
    "workbook": ("Xem trước tệp Excel của một phiếu", looking, 150),
}
