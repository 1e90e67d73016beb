"""The index of industrial production as it came each month: every value at its place, whatever the table looked like."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.intake.proposing import Memory
from congthuong.core.intake.slips import swapped
from congthuong.core.intake.telling import ChainBroken, GrowthTurned, IndexImpossible, IndexSlip, RowUnclear
from congthuong.core.ledger.model import Observation
from core.intake.monthly import MEANINGS, NAMES, index_figures, index_look, index_workbook
from core.intake.understood import ground, judged, understand

FIGURES = index_figures()
CUMULATED = {
    1: "2026-01",
    2: "2026-01..2026-02",
    3: "2026-Q1",
    4: "2026-01..2026-04",
    5: "2026-01..2026-05",
    6: "2026-H1",
    7: "2026-01..2026-07",
    8: "2026-01..2026-08",
}
NO_CODES = Memory(rows={f"|{NAMES['D'].lower()}|1": "D"})


def wanted(month: int) -> set[tuple[str, str, str, str, str, Decimal]]:
    """indicator, industry, period, basis, vintage, value."""
    last = f"2026-{month - 1:02d}" if month > 1 else "2025-12"
    found = set()
    for code, months in FIGURES.items():
        item = "" if code == "TOTAL" else code
        row = months[month]
        found |= {
            ("iip", item, last, "actual", "revised", row["previous_on_year"]),
            ("iip_thang_truoc", item, f"2026-{month:02d}", "estimate", "first", row["on_month"]),
            ("iip", item, f"2026-{month:02d}", "estimate", "first", row["on_year"]),
            ("iip", item, CUMULATED[month], "estimate", "first", row["cumulated_on_year"]),
        }
    return found


def told_of(records: list[Observation]) -> set[tuple[str, str, str, str, str, Decimal]]:
    return {
        (
            one.indicator,
            one.items[0][1] if one.items else "",
            one.period.code,
            one.basis,
            one.vintage,
            one.value,
        )
        for one in records
    }


def records_of(month: int) -> list[Observation]:
    proposal, drawn = understand(index_workbook(month), _names_decided(month))
    assert [one.code for one in (*proposal.told, *drawn.told)] == []
    return [record for record, _ in drawn.records]


def _names_decided(month: int) -> Memory:
    """In the month without codes one name stands for two industries: somebody has said which."""
    if month != 5:
        return Memory()
    proposal, _ = understand(index_workbook(month))
    (line,) = [one for one in proposal.lines if not one.match.code]
    return Memory(rows={line.key: "D"})


@pytest.mark.parametrize("month", range(1, 9))
def test_each_month_gives_all_rows_by_code_in_four_columns_with_their_vintages(month: int) -> None:
    assert told_of(records_of(month)) == wanted(month)


def test_the_published_months_obey_the_identity_to_the_last_digit() -> None:
    known: list[Observation] = []
    for month in range(1, 9):
        proposal, drawn = understand(index_workbook(month), _names_decided(month))
        _, told = judged(proposal, drawn, known)
        assert [str(one) for one in told] == []
        known += [record for record, _ in drawn.records]
    assert len({one.key for one in known}) == 7 * (8 * 4 - 1)  # in January the month is the year so far


def test_a_name_that_two_industries_bear_is_asked_and_not_guessed() -> None:
    _, drawn = understand(index_workbook(5))

    assert [type(one) for one in drawn.told] == [RowUnclear]
    assert "D, 35" in str(drawn.told[0])


@pytest.mark.parametrize("month", [4, 6, 8])
@pytest.mark.parametrize("meaning", ["on_year", "cumulated_on_year"])  # a wrong on_month barely moves the sum
def test_two_digits_swapped_by_hand_are_found_with_their_cell(month: int, meaning: str) -> None:
    known = [record for earlier in range(1, month) for record in records_of(earlier)]
    wrong = {code: {at: dict(row) for at, row in months.items()} for code, months in FIGURES.items()}
    right = wrong["C"][month][meaning]
    wrong["C"][month][meaning] = next(iter(swapped(right)))

    proposal, drawn = understand(index_workbook(month, wrong))
    _, told = judged(proposal, drawn, known)

    assert {type(one) for one in told} <= {
        ChainBroken,
        IndexSlip,
    }  # far digits stand out without the chain too
    (broken,) = [one for one in told if isinstance(one, ChainBroken)]
    assert "Công nghiệp chế biến, chế tạo" in str(broken)
    column = proposal.column(meaning)
    assert column is not None
    assert f"Nếu ô {column.letters}{broken.row + 1} là" in str(broken)


@given(
    order=st.permutations(MEANINGS), month=st.integers(1, 8), ending=st.sampled_from(["xlsx", "xls", "csv"])
)
def test_any_order_of_the_columns_gives_the_same_observations(
    order: list[str], month: int, ending: str
) -> None:
    look = replace(index_look(month), order=tuple(order), ending=ending, codes=True)

    _, drawn = understand(index_workbook(month, look=look))

    assert told_of([record for record, _ in drawn.records]) == wanted(month)


def test_where_a_value_comes_from_can_be_read() -> None:
    _, drawn = understand(index_workbook(8))

    record, figure = drawn.records[0]
    assert figure.cell == "D7"
    assert record.source == "Cục Thống kê, tệp bieu.xlsx, trang tính IIP T, ô D7"


def test_a_heading_is_known_again_next_month_under_the_same_key() -> None:
    january, july = (understand(index_workbook(month))[0] for month in (1, 7))

    assert {one.key for one in january.columns} == {one.key for one in july.columns}


def with_cell(text: str) -> tuple[str, bytes]:
    """July's table as a list of cells, with this text where manufacturing stands against the year before."""
    lines = (
        "Tên ngành;Mã;Tháng 6/2026 so cùng kỳ;Tháng 7/2026 so tháng trước;Tháng 7/2026 so cùng kỳ;Cộng dồn 7 tháng 2026 so cùng kỳ",
        "Toàn ngành công nghiệp;;104,10;101,20;105,30;104,80",
        "Khai khoáng;B;98,20;100,40;99,10;98,90",
        f"Công nghiệp chế biến, chế tạo;C;104,90;101,50;{text};105,40",
        "Sản xuất và phân phối điện;D;103,30;100,90;104,20;103,70",
    )
    title = "CHỈ SỐ SẢN XUẤT CÔNG NGHIỆP THÁNG 7 NĂM 2026\n"
    return "iip thang 7.csv", (title + "\n".join(lines) + "\n").encode()


def test_a_change_that_becomes_an_index_says_so_at_its_cell():
    proposal, drawn = understand(with_cell("↑ 2,3%"), NO_CODES)
    (turned,) = [one for one in drawn.told if isinstance(one, GrowthTurned)]
    column = proposal.column("on_year")
    assert column is not None and turned.column == column.index
    assert "«↑ 2,3%»" in turned.message and "ghi thành 102,3 " in turned.message
    assert turned.weight == "note"
    assert Decimal("102.3") in {record.value for record, _ in drawn.records}


@pytest.mark.parametrize("text", ["56..537,447", "-12,5"])
def test_what_can_be_no_index_has_to_be_written_right_and_cannot_be_ticked(text: str):
    proposal, drawn = understand(with_cell(text), NO_CODES)
    (impossible,) = [one for one in drawn.told if isinstance(one, IndexImpossible)]
    column = proposal.column("on_year")
    assert column is not None and (impossible.column, impossible.weight) == (column.index, "stop")
    cell = f"{proposal.sheet.name}!{column.letters}{impossible.row + 1}"
    for answer, left in (("105,6", Decimal("105.6")), ("", None)):
        _, mended = understand(with_cell(text), NO_CODES, at=ground(answers={cell: answer}))
        assert not [one for one in mended.told if one.weight == "stop"]
        values = {r.value for r, f in mended.records if (f.line.row, f.column.index) == (impossible.row, column.index)}  # fmt: skip
        assert values == ({left} if left is not None else set())
