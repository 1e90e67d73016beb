"""The first table of a sender, when the ledger knows nothing: a slip of a thousand would else be the first figure known."""

from __future__ import annotations

from decimal import Decimal

import pytest

from congthuong.core.intake.telling import Told
from core.intake.monthly import Cell, index_figures, index_workbook, workbook
from core.intake.understood import judged, understand

RETAIL = [
    ["Tổng số", "380,10", "395,20", "2.750,80"],
    ["Bán lẻ hàng hóa", "204,55", "220,547", "1.556,70"],
    ["Dịch vụ lưu trú", "175,55", "174,653", "1.194,10"],
]


def retail(changes: dict[str, str], ending: str = "xlsx") -> tuple[str, bytes]:
    """The table of July with single cells written otherwise, by their address."""
    lines: list[list[Cell]] = [
        ["TỔNG MỨC BÁN LẺ HÀNG HÓA VÀ DOANH THU DỊCH VỤ TIÊU DÙNG THÁNG 7 NĂM 2020"],
        [None, None, None, "Đơn vị tính: Tỷ đồng"],
        ["Chỉ tiêu", "Thực hiện tháng 6/2020", "Ước tháng 7/2020", "Cộng dồn 7 tháng năm 2020"],
        *([*line] for line in RETAIL),
    ]
    for address, value in changes.items():
        lines[int(address[1:]) - 1]["ABCD".index(address[0])] = value
    return f"ban le thang 7.{ending}", workbook(lines, [], "TM", ending)


def told_of(file: tuple[str, bytes]) -> list[tuple[str, str]]:
    """Code and cell of everything that is asked about single figures."""
    proposal, drawn = understand(file)
    return [
        (one.code, cell(one)) for one in (*drawn.told, *judged(proposal, drawn)[1]) if one.weight == "ask"
    ]


def cell(one: Told) -> str:
    return f"{'ABCDEFG'[one.column]}{one.row + 1}"


def test_a_table_that_is_right_raises_nothing() -> None:
    assert told_of(retail({})) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"C6": "174.653"}, [("CT-270", "C6")]),  # the decimal comma typed as the point of thousands
        ({"B6": "175.550"}, [("CT-270", "B6")]),
        ({"D6": "1.194.100"}, [("CT-270", "D6")]),
        ({"C5": "2.205,47"}, [("CT-271", "C5")]),  # ten times: more than all seven months
        ({"C5": "202,547"}, [("CT-273", "C5")]),  # swapped: the other columns add up, this one does not
        ({"C4": "200,20"}, [("CT-272", "C5")]),
        ({"C6": "174..653,1"}, [("CT-250", "C6"), ("CT-270", "C6")]),
        ({"C6": "#REF!"}, [("CT-248", "C6")]),
    ],
)  # fmt: skip
def test_a_slip_is_asked_about_at_its_cell(changes: dict[str, str], expected: list[tuple[str, str]]) -> None:
    assert told_of(retail(changes)) == expected


def test_a_month_above_the_months_so_far_is_asked_about_in_a_table_of_products() -> None:
    lines: list[list[Cell]] = [
        ["SẢN PHẨM CÔNG NGHIỆP CHỦ YẾU THÁNG 7 NĂM 2020"],
        ["Tên sản phẩm", "Đơn vị tính", "Thực hiện tháng 6/2020", "Ước tháng 7/2020", "7 tháng năm 2020"],
        ["Gạo xay xát", "Tấn", "5.912,3", "56.537,447", "6.200"],
        ["Điện sản xuất", "Triệu kWh", "0,4", "0,5", "3,1"],
    ]
    file = ("san pham.xlsx", workbook(lines, [], "SP", "xlsx"))
    assert told_of(file) == [("CT-271", "D3")]


@pytest.mark.parametrize(
    ("meaning", "value", "said"),
    [("on_year", "1068", "106,8"), ("on_year", "69.2", "96,2"), ("on_month", "1016", "101,6")],
)
def test_an_index_that_lost_its_comma_or_was_typed_the_wrong_way_round_is_asked_about(
    meaning: str, value: str, said: str
) -> None:
    figures = index_figures()
    figures["C"][8] |= {"on_year": Decimal("104.0"), "cumulated_on_year": Decimal("102.7"),
                        "previous_on_year": Decimal("103.1"), "on_month": Decimal("102.4")}  # fmt: skip
    figures["C"][8][meaning] = Decimal(value)
    proposal, drawn = understand(index_workbook(8, figures))
    slips = [one for one in judged(proposal, drawn)[1] if one.code == "CT-274"]
    assert [proposal.column(meaning).index] == [one.column for one in slips]  # type: ignore[union-attr]
    assert said in str(slips[0])


@pytest.mark.parametrize("ending", ["xlsx", "xls", "csv"])
def test_cells_that_show_an_error_are_named_in_every_kind_of_workbook(ending: str) -> None:
    shown = {"B5": "#REF!", "C5": "#DIV/0!", "D5": "#N/A"}

    asked = understand(retail(shown, ending))[1].told

    assert [(one.code, cell(one)) for one in asked] == [("CT-248", at) for at in shown]
    assert [text for one, text in zip(asked, shown.values(), strict=True) if text not in str(one)] == []
