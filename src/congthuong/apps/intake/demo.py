"""A table of the statistics office that waits to be looked through, so that a tried system has one to show.

Its figures are invented and its name says so. It is received, not taken in: nothing of it is in the ledger.
"""

from __future__ import annotations

import io
from datetime import date
from typing import Final

import xlsxwriter

from congthuong.apps.accounts.models import User
from congthuong.apps.intake.models import Delivery, SourceTable
from congthuong.apps.intake.services import delivery_receive, source_table_make

SENDER, PLACE, KIND = "cuc-thong-ke-tra-vinh", "84", "iip"
NAME: Final = "Chỉ số sản xuất công nghiệp (dữ liệu mẫu)"
HEADINGS: Final = (
    "Mã ngành", "Ngành công nghiệp", "Tháng {last} năm {year} so với cùng kỳ năm trước",
    "Tháng {month} năm {year} so với tháng {last} năm {year}", "Tháng {month} năm {year} so với cùng kỳ năm trước",
    "{month} tháng năm {year} so với cùng kỳ năm trước",
)  # fmt: skip
LINES: Final = (
    ("", "Toàn ngành công nghiệp", "104,8", "101,2", "105,3", "104,1"),
    ("B", "Khai khoáng", "98,4", "97,0", "96,2", "99,5"),
    ("C", "Công nghiệp chế biến, chế tạo", "105,9", "101,6", "106,8", "105,2"),
    ("10", "Sản xuất, chế biến thực phẩm", "103,1", "102,4", "104,0", "102,7"),
    ("D", "Sản xuất và phân phối điện, khí đốt, nước nóng, hơi nước và điều hòa không khí", "103,5", "100,4", "↑ 3,9%", "103,0"),
    ("E", "Cung cấp nước; hoạt động quản lý và xử lý rác thải, nước thải", "102,2", "100,9", "102,6", "102,1"),
)  # fmt: skip


def demo_delivery(*, on: date) -> Delivery | None:
    """The table of the month before `on`, brought by whoever may of the people to try with; once. None without them."""
    by = User.objects.filter(username="tonghop", is_active=True).first()
    if by is None or SourceTable.objects.exists():
        return None
    table = source_table_make(sender=SENDER, name=NAME, kind=KIND, place=PLACE, by=by)
    month, year = (on.month - 1, on.year) if on.month > 1 else (12, on.year - 1)
    file = f"Chi so SXCN thang {month:02d}.{year} (du lieu mau).xlsx"
    return delivery_receive(table=table, name=file, data=_workbook(month, year), by=by, received_on=on)


def _workbook(month: int, year: int) -> bytes:
    target = io.BytesIO()
    words = {"month": month, "last": month - 1 or 12, "year": year}
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": date(year, month, 28)})
        sheet = book.add_worksheet("IIP")
        sheet.write(0, 0, "CỤC THỐNG KÊ TỈNH TRÀ VINH (DỮ LIỆU MẪU)")
        sheet.write(1, 0, f"CHỈ SỐ SẢN XUẤT CÔNG NGHIỆP THÁNG {month} NĂM {year}")
        sheet.write(2, len(HEADINGS) - 1, "Đơn vị tính: %")
        for column, heading in enumerate(HEADINGS):
            sheet.write(3, column, heading.format(**words))
        for row, line in enumerate(LINES, start=4):
            for column, text in enumerate(line):
                sheet.write_string(row, column, text)
    return target.getvalue()
