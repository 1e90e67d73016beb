"""A list is read in its columns whichever sign ends a cell, and whatever signs its texts hold."""

from __future__ import annotations

import csv
import io

import pytest

from congthuong.core.intake.workbook import read_workbook
from congthuong.core.ledger.tables import read_table

HEAD = ["Tên", "Xã, phường, thị trấn, đặc khu", "Sản phẩm"]
ROWS = [
    ["Dừa", "Phường 4", "kẹo; mứt; dầu"],
    ["Mía", "Xã Long Đức", "đường, mật\nrỉ"],
    ["Muối", "Phường 1", "muối; nước ót"],
    ["Lúa", "Xã Tân An", "gạo; cám; trấu"],
]


def written(sign: str, quoting: int) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=sign, quoting=quoting).writerows([HEAD, *ROWS])  # type: ignore[arg-type]
    return out.getvalue().encode("utf-8-sig")


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
def test_a_list_comes_in_as_it_went_out(sign: str, quoting: int):
    data = written(sign, quoting)
    assert read_workbook("so.csv", data).sheets[0].rows == [HEAD, *ROWS]
    table = read_table("so.csv", data)
    assert [list(row.cells.values()) for row in table.rows] == ROWS
