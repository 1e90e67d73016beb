"""Retail and products: months, cumulated figures, rates of growth, units; gaps are shown and nothing is corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from congthuong.core.intake.comparing import Compared
from congthuong.core.intake.headings import meaning_of
from congthuong.core.intake.matching import Candidate, Matcher
from congthuong.core.intake.proposing import Asked, Memory
from congthuong.core.intake.slips import slip_between
from congthuong.core.intake.telling import Told
from congthuong.core.ledger.model import Observation
from congthuong.core.quantities import Period, convert, unit_of
from core.intake.monthly import DATA, RETAIL_NAMES, Cell, _rows, workbook
from core.intake.understood import judged, understand

assert (DATA / "retail-series.csv").exists()
RETAIL = {(row["series"], int(row["month_number"])): row for row in _rows("retail-series.csv")}
SHEETS = ("Tổng mức", "11.TM", "TM T", "12. TM tháng")


def retail(month: int, change: dict[tuple[str, str], str] | None = None) -> tuple[str, bytes]:
    """The month's table; amounts typed as Vietnamese text every third month. change: (series, column) -> value."""
    last = "12/2025" if month == 1 else f"{month - 1}/2026"
    columns = {
        "previous": f"Thực hiện tháng {last}",
        "month": f"Ước tháng {month}/2026",
        "cumulated": f"Cộng dồn {month} tháng năm 2026",
    }
    order = list(columns) if month % 2 else list(columns)[::-1]
    lines: list[list[Cell]] = [
        [f"TỔNG MỨC BÁN LẺ HÀNG HÓA VÀ DOANH THU DỊCH VỤ TIÊU DÙNG THÁNG {month} NĂM 2026"],
        [None, None, None, "Đơn vị tính: Triệu đồng"],
        ["Chỉ tiêu", *(columns[one] for one in order)],
    ]
    for series in RETAIL_NAMES.values():
        values = [(change or {}).get((series, one), RETAIL[series, month][one]) for one in order]
        lines.append([series, *(_typed(one) if month % 3 == 0 else float(one) for one in values)])
    sheet = SHEETS[month % 4]
    return f"ban le thang {month}.xlsx", workbook(lines, [], sheet, ("xlsx", "xls")[month % 2])


def _typed(value: str) -> str:
    whole, _, rest = value.partition(".")
    return f"{int(whole):,}".replace(",", ".") + f",{rest}"


def known_until(month: int) -> list[Observation]:
    return [record for earlier in range(1, month) for record, _ in understand(retail(earlier))[1].records]


def judge(
    month: int, change: dict[tuple[str, str], str] | None = None, before: Sequence[Observation] = ()
) -> tuple[list[Compared], list[Told]]:
    proposal, drawn = understand(retail(month, change))
    assert [one.code for one in (*proposal.told, *drawn.told)] == []
    return judged(proposal, drawn, [*known_until(month), *before])


@pytest.mark.parametrize("month", range(1, 9))
def test_every_months_amounts_are_read_in_their_unit(month: int) -> None:
    _, drawn = understand(retail(month))

    got = {
        (figure.line.label, figure.column.meaning): (figure.value, str(figure.unit))
        for _, figure in drawn.records
    }
    names = {"previous": "previous", "month": "current", "cumulated": "cumulated"}
    expected = {
        (series, names[one]): (Decimal(RETAIL[series, month][one]), "triệu đồng")
        for series in RETAIL_NAMES.values() for one in names
    }  # fmt: skip
    if month == 1:  # the month is the year so far: one figure
        expected = {key: value for key, value in expected.items() if key[1] != "cumulated"}
    assert got == expected


def test_a_cumulated_figure_that_holds_silent_revisions_is_shown_with_its_gap() -> None:
    gaps = {
        month: [str(one) for one in judge(month)[1] if one.code == "CT-264" and "Tổng số" in str(one)]
        for month in range(2, 9)
    }

    # The months before are known as revised last; published sums hold revisions that no month shows.
    assert [month for month, said in gaps.items() if said] == [5, 7, 8]
    assert "chênh -200" in gaps[5][0]


def test_three_noughts_too_many_are_found() -> None:
    _, told = judge(8, {("Dịch vụ lưu trú", "month"): "70009000.00"})
    assert "CT-263" in [one.code for one in told]


def test_last_years_column_copied_into_this_year_is_found() -> None:
    copied = [
        replace(record, period=Period.of("2025-08"), basis="actual")
        for record, figure in understand(retail(8))[1].records
        if figure.column.meaning == "current"
    ]
    _, told = judge(8, before=copied)
    assert [one.code for one in told if one.code == "CT-262"] == ["CT-262"]


def test_the_transposition_seen_in_two_real_files_is_found() -> None:
    assert slip_between(Decimal("15781.084"), Decimal("15718.084")) == "hai chữ số đổi chỗ (81 và 18)"
    assert slip_between(Decimal("15781.084"), Decimal("15781.085")) == ""
    assert slip_between(Decimal("115.41"), Decimal("115.43")) == ""
    retyped = [
        replace(record, value=Decimal("20051332.81"))
        for record, figure in understand(retail(8))[1].records
        if figure.column.meaning == "current" and not record.items
    ]
    _, told = judge(8, {("Tổng số", "month"): "20015332.81"}, before=retyped)
    assert [one.code for one in told if one.code == "CT-261"] == ["CT-261"]


# --- products ---

HEADINGS = [
    "Tên sản phẩm",
    "Đơn vị tính",
    "Thực hiện tháng 7/2026",
    "Ước tháng 8/2026",
    "Tháng 8/2026 so với tháng 8/2025 (%)",
    "Tháng 8/2025",
]


def products(
    rows: list[list[Cell]], month_title: str = "THÁNG 8 NĂM 2026", headings: list[str] | None = None
) -> tuple[str, bytes]:
    lines: list[list[Cell]] = [
        [f"SẢN PHẨM CÔNG NGHIỆP CHỦ YẾU {month_title}"],
        [*(headings or HEADINGS)],
        *rows,
    ]
    return "san pham.xlsx", workbook(lines, [], "SP", "xlsx")


def test_each_product_has_its_unit_and_growth_by_a_thousand_hundredths_can_be_right() -> None:
    rows: list[list[Cell]] = [
        ["Gạo xay xát", "Tấn", 45000.0, 46000.0, 102.22, 45001.0],
        ["Điện sản xuất", "Triệu kWh", 11.0, 116.4, 1164.0, 10.0],
        ["Giày thành phẩm", "nghìn đôi", 900.0, 950.5, 1230.5, None],
    ]
    proposal, drawn = understand(products(rows))
    _, told = judged(proposal, drawn)

    assert [(record.indicator, str(record.value), str(record.unit)) for record, figure in drawn.records if figure.column.meaning == "current"] == [
        ("gao", "46000", "tấn"), ("dien", "116.4", "triệu kWh"), ("giay", "950.5", "nghìn đôi")
    ]  # fmt: skip
    assert [(one.code, one.row) for one in told if one.code in ("CT-267", "CT-268", "CT-265")] == [
        ("CT-267", 3),
        ("CT-268", 4),
    ]


def test_a_rate_that_is_not_the_quotient_is_told() -> None:
    proposal, drawn = understand(products([["Gạo xay xát", "Tấn", 45000.0, 46000.0, 120.22, 45001.0]]))
    _, told = judged(proposal, drawn)
    assert [one.code for one in told] == ["CT-265"]


def test_a_unit_that_does_not_fit_the_product_leaves_the_line_out_and_says_so() -> None:
    _, drawn = understand(
        products(
            [
                ["Gạo xay xát", "triệu đồng", 45.0, 46.0, 102.0, 45.0],
                ["Điện sản xuất", "kWh", 5.0, 6.0, None, None],
            ]
        )
    )
    assert [one.code for one in drawn.told] == ["CT-251"]
    assert {record.indicator for record, _ in drawn.records} == {"dien"}


def test_product_codes_below_the_heading_of_the_unit_are_taken_as_codes() -> None:
    headings = ["Tên sản phẩm", "Đơn vị tính", "Thực hiện tháng 5/2026", "Ước tháng 6/2026"]
    rows: list[list[Cell]] = [
        ["Gạo xay xát", 10612010, 45000.0, 46000.0],
        ["Điện sản xuất", 35111000, 11.0, 12.0],
        ["Giày thành phẩm", 15200110, 9.0, 8.0],
    ]
    proposal, _ = understand(products(rows, "THÁNG 6 NĂM 2026", headings))
    assert [one.code for one in proposal.told] == ["CT-254"]
    assert [line.code for line in proposal.lines] == ["10612010", "35111000", "15200110"]


def test_in_january_a_rate_without_a_base_is_asked_whatever_it_meant_before() -> None:
    headings = ["Tên sản phẩm", "Đơn vị tính", "Ước tháng {0}/2026", "Tháng {0} so với (%)"]
    rows: list[list[Cell]] = [["Gạo xay xát", "Tấn", 46000.0, 102.22]]

    def told(month: int) -> list[str]:
        file = products(rows, f"THÁNG {month} NĂM 2026", [one.format(month) for one in headings])
        memory = Memory(columns={"thang{0} so voi (%)": "on_year"})
        return [one.code for one in understand(file, memory)[0].told]

    assert told(8) == []
    assert told(1) == ["CT-256"]


def test_arrows_and_growth_become_what_the_column_holds() -> None:
    rows: list[list[Cell]] = [
        ["Gạo xay xát", "Tấn", 45000.0, 46000.0, "↑ 2,22%", 45001.0],
        ["Điện sản xuất", "triệu kWh", 9.0, 8.0, "↓ 20,0%", 10.0],
    ]
    proposal, drawn = understand(products(rows))
    _, told = judged(proposal, drawn)
    assert [figure.value for figure in drawn.figures if figure.column.meaning == "on_year"] == [
        Decimal("102.22"),
        Decimal("80.0"),
    ]
    assert [one.code for one in told] == []


def test_the_month_that_a_person_chose_goes_before_what_the_file_says() -> None:
    file = products([["Gạo xay xát", "Tấn", 45000.0, 46000.0, 102.22, 45001.0]])
    proposal, _ = understand(file, asked=Asked(month=(2026, 9)))
    assert proposal.month == (2026, 9)
    assert "CT-243" in [one.code for one in proposal.told]


@pytest.mark.parametrize(
    ("levels", "month", "meaning"),
    [
        (["Tháng 12/2025 so với cùng kỳ"], 1, "previous_on_year"),
        (["Tháng 01/2026 so với tháng 12/2025"], 1, "on_month"),
        (["So với cùng kỳ (%)", "Cộng dồn"], 8, "cumulated_on_year"),
        (["Tháng 8 so với (%)", "Cùng kỳ năm trước"], 8, "on_year"),
        (["6 tháng đầu năm 2026 so cùng kỳ năm 2025 (%)"], 6, "cumulated_on_year"),
        (["Thực hiện tháng 8/2025"], 8, "same_period"),
        (["Kế hoạch năm 2026"], 8, "plan"),
        (["Ước T8/2026"], 8, "current"),
        (["TH T7/2026"], 8, "previous"),
        (["So T7 (%)"], 8, "on_month"),
        (["LK 8T/2026"], 8, "cumulated"),
        (["T8 so CK (%)"], 8, "on_year"),
        (["Chỉ số"], 8, ""),
    ],
)
def test_a_heading_means_what_its_words_say(levels: list[str], month: int, meaning: str) -> None:
    assert meaning_of(levels, 2026, month).meaning == meaning


def test_the_short_words_of_senders_are_understood_with_the_names_and_units_they_use() -> None:
    headings = ["Sản phẩm", "ĐVT", "TH T7/2026", "Ước T8/2026", "So T7 (%)", "So CK (%)"]
    rows: list[list[Cell]] = [
        ["Giầy, dép da", "nghìn đôi", 900.0, 950.5, 105.61, 101.2],
        ["Gạo xay xát", "Tấn", 45000.0, 46000.0, 102.22, 103.3],
    ]
    proposal, drawn = understand(products(rows, "THÁNG 8 NĂM 2026", headings))

    assert [one.meaning for one in proposal.columns if one.meaning not in ("name", "unit")] == [
        "previous", "current", "on_month", "on_year"
    ]  # fmt: skip
    assert [line.match.code for line in proposal.lines] == ["giay", "gao"]
    assert len(drawn.records) == 4


def test_a_line_that_holds_two_of_our_items_is_neither_of_them() -> None:
    two = [Candidate("luu_tru", "Dịch vụ lưu trú"), Candidate("an_uong", "Dịch vụ ăn uống")]
    ((_, match),) = Matcher(two).all([("", "Dịch vụ lưu trú, ăn uống")])
    assert (match.code, match.rivals) == ("", ("luu_tru", "an_uong"))


def test_pieces_are_counted_alike_whichever_word_counts_them() -> None:
    assert convert(Decimal(1500), unit_of("nghìn cái"), unit_of("triệu chiếc")) == Decimal("1.5")
