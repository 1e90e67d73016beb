"""What the book knows on a day, and what follows from it. A wrong answer here is a wrong report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from congthuong.core.ledger import compare
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.folder import read_folder
from congthuong.core.ledger.model import CodeList, Dataset, Place, PlaceChange
from congthuong.core.quantities import Period, unit_of
from congthuong.core.stats.formula import FormulaCycle
from core.ledger.tiny import book, indicator, observed

H1, YEAR = Period.of("2020-H1"), Period.of("2020")
EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "tra-vinh-2020-h1"


def test_a_revision_is_not_seen_before_the_day_it_was_known() -> None:
    first = observed("a", "2019-H1", "100", recorded_on=date(2019, 7, 1))
    revised = observed("a", "2019-H1", "104", recorded_on=date(2020, 7, 1), vintage="revised")
    known = [book([indicator("a")], [revised, first], day).know("a", "84", first.period).value
             for day in (date(2019, 6, 30), date(2020, 6, 12), date(2020, 7, 1))]  # fmt: skip
    assert known == [None, Decimal(100), Decimal(104)]


def test_the_base_of_a_comparison_is_the_one_known_when_the_report_was_made() -> None:
    rows = [
        observed("a", "2020-H1", "110", "estimate"),
        observed("a", "2019-H1", "100", recorded_on=date(2019, 7, 1)),
        observed("a", "2019-H1", "104", recorded_on=date(2020, 7, 1)),
    ]
    growth = []
    for day in (date(2020, 6, 12), date(2020, 8, 1)):
        asked = book([indicator("a")], rows, day)
        known = asked.know("a", "84", H1)
        growth.append(compare.change(asked, known, compare.same_period(asked, known), "so-cung-ky").value)
    assert growth == [(Decimal(110) / Decimal(100) - 1) * 100, (Decimal(110) / Decimal(104) - 1) * 100]


def test_what_is_done_comes_before_an_estimate_and_a_plan_only_when_asked() -> None:
    rows = [
        observed("a", "2020", "3", "plan"),
        observed("a", "2020", "2", "forecast"),
        observed("a", "2020", "1", "estimate"),
    ]
    asked = book([indicator("a")], rows)
    assert asked.know("a", "84", YEAR).basis == "estimate"
    assert asked.know("a", "84", YEAR, "plan").value == Decimal(3)
    assert book([indicator("a")], rows[:1]).know("a", "84", YEAR).value is None


def test_a_formula_with_a_missing_input_is_missing_and_a_forecast_makes_it_a_forecast() -> None:
    what = [indicator("a"), indicator("b"), indicator("c", formula="a + b")]
    assert book(what, [observed("a", "2020-H1", "1")]).know("c", "84", H1).value is None
    answer = book(what, [observed("a", "2020-H1", "1"), observed("b", "2020-H1", "2", "forecast")]).know(
        "c", "84", H1
    )
    assert (answer.value, answer.basis) == (Decimal(3), "forecast")
    assert [one.ref for one in answer.inputs] == ["a.2020-H1.actual", "b.2020-H1.forecast"]


def test_a_circle_of_formulas_is_refused_when_the_book_is_opened() -> None:
    with pytest.raises(FormulaCycle):
        book([indicator("a", formula="b"), indicator("b", formula="a")], [])


def test_months_make_a_half_year_only_when_all_six_are_there() -> None:
    months = [observed("a", f"2020-{month:02}", str(month)) for month in range(1, 7)]
    assert book([indicator("a")], months).know("a", "84", H1).value == Decimal(21)
    assert book([indicator("a")], months[:-1]).know("a", "84", H1).value is None
    assert book([indicator("a", over_time="last")], months).know("a", "84", H1).value is None


def test_two_halves_make_a_year_and_it_is_a_forecast_when_one_of_them_is() -> None:
    asked = book(
        [indicator("gtsxcn")],
        [
            observed("gtsxcn", "2020-H1", "19125.44", "estimate"),
            observed("gtsxcn", "2020-H2", "26140.56", "forecast"),
        ],
    )
    year = asked.know("gtsxcn", "84", Period.of("2020"))
    assert (year.value, year.basis) == (Decimal("45266"), "forecast")


def test_a_negative_number_stands_in_brackets_within_a_calculation() -> None:
    asked = book(
        [indicator("xuat"), indicator("nhap"), indicator("can_can", formula="xuat - nhap")],
        [observed("xuat", "2020-H1", "5"), observed("nhap", "2020-H1", "-3")],
    )
    assert asked.know("can_can", "84", H1).steps == ("5 tỷ đồng − (-3 tỷ đồng) = 8 tỷ đồng",)


def test_values_in_different_units_are_compared_in_one() -> None:
    what = indicator("dien", "tỷ kWh", decimals=1)
    asked = book([what], [
        observed("dien", "2020-H1", "10601", "estimate", "triệu kWh"),
        observed("dien", "2020", "18", "plan", "tỷ kWh"),
    ])  # fmt: skip
    known = asked.know("dien", "84", H1)
    plan = compare.plan_of_year(asked, known)
    assert compare.attainment(known, plan).value == Decimal(10601) / Decimal(18000) * 100


def test_a_rate_changes_in_points_and_an_index_by_its_distance_from_100() -> None:
    what = [indicator("ty_le", "%", kind="ratio"), indicator("iip", "%", kind="index")]
    asked = book(what, [
        observed("ty_le", "2020-H1", "34", unit="%"),
        observed("ty_le", "2019-H1", "12.3", unit="%"),
        observed("iip", "2020-H1", "119.94", unit="%"),
    ])  # fmt: skip

    def change(code: str):  # type: ignore[no-untyped-def]
        known = asked.know(code, "84", H1)
        return compare.change(asked, known, compare.same_period(asked, known), "so-cung-ky")

    assert (change("ty_le").value, change("ty_le").unit.symbol) == (Decimal("21.7"), "điểm phần trăm")
    assert (change("iip").value, change("iip").unit.symbol) == (Decimal("19.94"), "%")


def test_what_remains_is_the_forecast_less_what_is_done_not_the_plan() -> None:
    asked = book([indicator("gtsxcn", decimals=2)], [
        observed("gtsxcn", "2020-H1", "19125.44", "estimate"),
        observed("gtsxcn", "2020", "45266", "forecast"),
        observed("gtsxcn", "2020", "45400", "plan"),
    ])  # fmt: skip
    left = compare.remaining(asked, asked.know("gtsxcn", "84", H1))
    assert (left.value, left.ref) == (Decimal("26140.56"), "gtsxcn.2020.con-lai")


def test_a_management_figure_answers_for_its_own_half_year() -> None:
    asked = book(
        [indicator("hs", "hồ sơ", calendar="management"), indicator("x", "hồ sơ", formula="hs * 2")],
        [observed("hs", "QL-2020-H1", "5547", unit="hồ sơ")],
    )
    assert asked.know("hs", "84", H1).value is None
    assert asked.know("x", "84", H1).value == Decimal(11094)


def test_a_total_over_items_needs_every_item() -> None:
    sectors = CodeList("khu_vuc", "Khu vực", (("a", "Một"), ("b", "Hai")))
    what = [indicator("tk", "kWh", breakdowns=("khu_vuc",)), indicator("tong_tk", "kWh", formula="tong(tk)")]
    rows = [observed("tk", "2020-H1", "2", unit="kWh", items=(("khu_vuc", "a"),)),
            observed("tk", "2020-H1", "3", unit="kWh", items=(("khu_vuc", "b"),))]  # fmt: skip
    assert book(what, rows, codelists=[sectors]).know("tong_tk", "84", H1).value == Decimal(5)
    assert book(what, rows[:1], codelists=[sectors]).know("tong_tk", "84", H1).value is None


def test_what_is_worked_out_of_a_part_bears_the_part_s_name() -> None:
    """Five sums of one indicator stand in a list; only the part tells them apart."""
    groups = CodeList("nhom", "Nhóm", (("an", "Dịch vụ ăn uống"),))
    what = [indicator("ban_le", name="Bán lẻ", breakdowns=("nhom",))]
    rows = [observed("ban_le", quarter, "1", items=(("nhom", "an"),)) for quarter in ("2020-Q1", "2020-Q2")]
    asked = book(what, rows, codelists=[groups])

    known = asked.know("ban_le", "84", H1, None, (("nhom", "an"),))

    assert (known.value, known.name) == (Decimal(2), "Bán lẻ (Dịch vụ ăn uống)")


def test_the_bounds_of_an_implied_value_go_with_it_into_another_unit() -> None:
    what = indicator("vien", "triệu viên")
    stated = observed(
        "vien", "2020", "1200", "plan", "triệu viên", low=Decimal(1199), high=Decimal(1201), status="implied"
    )
    known = book([what], [stated]).know("vien", "84", YEAR, "plan").in_unit(unit_of("tỷ viên"), 1)
    assert (known.value, known.low, known.high) == (Decimal("1.2"), Decimal("1.199"), Decimal("1.201"))


def test_an_index_to_the_same_period_says_nothing_of_the_period_before() -> None:
    rows = [observed("iip", period, "110", unit="%") for period in ("2020-Q2", "2020-Q1")]
    asked = book([indicator("iip", "%", kind="index")], rows)
    known = asked.know("iip", "84", Period.of("2020-Q2"))
    change = compare.change(asked, known, compare.previous_period(asked, known), "so-ky-truoc")
    assert change.value is None


def test_the_difference_of_two_rates_is_in_points_and_its_share_keeps_both_names() -> None:
    rows = [observed("a", "2020-H1", "34", unit="%"), observed("b", "2020-H1", "12.3", unit="%")]
    asked = book([indicator("a", "%", kind="ratio"), indicator("b", "%", kind="ratio")], rows)
    left, right = asked.know("a", "84", H1), asked.know("b", "84", H1)
    gap = compare.difference(left, right, f"tru.{right.ref}")
    assert (gap.value, gap.unit.symbol) == (Decimal("21.7"), "điểm phần trăm")
    assert compare.share(gap, right, "ty-le").ref != compare.share(left, right, "ty-le").ref


# --- places in time ---


@pytest.fixture(scope="module")
def territory() -> Dataset:
    return read_folder(EXAMPLE)


def in_places(
    territory: Dataset, values: dict[str, str], kind: str = "flow", period: str = "2024", home: str = ""
) -> Book:
    what = indicator("a", kind=kind, over_places="sum" if kind == "flow" else "none")
    rows = [
        observed("a", period, value, place=place, recorded_on=date(2025, 1, 1))
        for place, value in values.items()
    ]
    return book([what], rows, date(2026, 1, 1), places=territory.places, changes=territory.place_changes,
                report={"place": home})  # fmt: skip


def test_the_new_province_of_2025_is_compared_with_the_three_it_was_made_from(territory: Dataset) -> None:
    asked = in_places(territory, {"83": "10", "84": "20", "86": "30"})
    this_year = Period.of("2026-H1").last
    answer = asked.know("a", "86", Period.of("2024"), territory=this_year)
    assert answer.value == Decimal(60)
    assert {one.place for one in answer.inputs} == {"83", "84", "86"}


def test_the_same_code_in_its_own_time_is_the_old_province_alone(territory: Dataset) -> None:
    assert in_places(territory, {"83": "10", "84": "20", "86": "30"}).know(
        "a", "86", Period.of("2024")
    ).value == Decimal(30)


def test_one_old_piece_without_a_figure_leaves_the_whole_missing(territory: Dataset) -> None:
    asked = in_places(territory, {"84": "20", "86": "30"})
    assert asked.know("a", "86", Period.of("2024"), territory=date(2026, 1, 1)).value is None


def test_a_rate_cannot_be_added_over_old_places(territory: Dataset) -> None:
    asked = in_places(territory, {"83": "10", "84": "20", "86": "30"}, kind="ratio")
    assert asked.know("a", "86", Period.of("2024"), territory=date(2026, 1, 1)).value is None


def test_each_place_has_its_own_reference_so_that_the_sum_can_be_explained(territory: Dataset) -> None:
    """Three provinces' values under one id could not stand in one list of figures."""
    asked = in_places(territory, {"83": "10", "84": "20", "86": "30"}, home="86")
    answer = asked.know("a", "86", Period.of("2024"), territory=date(2026, 1, 1))
    assert answer.ref == "a.2024.dia-ban-cu"
    assert {one.ref for one in answer.inputs} == {
        "a.tai-83.2024.actual",
        "a.tai-84.2024.actual",
        "a.2024.actual",
    }


def test_a_unit_that_was_cut_up_is_not_re_added_whole() -> None:
    places = [
        Place("1", "Cũ", "xã", "commune", "", None, date(2025, 7, 1)),
        Place("2", "Mới", "xã", "commune", "", date(2025, 7, 1), None),
        Place("3", "Mới nữa", "xã", "commune", "", date(2025, 7, 1), None),
    ]
    halves = [PlaceChange("1", None, new, date(2025, 7, 1), date(2025, 7, 1), "merge") for new in ("2", "3")]
    whole = observed("a", "2024", "10", place="1", recorded_on=date(2025, 1, 1))
    for changes in (halves, [replace(halves[0], kind="split")]):
        asked = book([indicator("a")], [whole], date(2026, 1, 1), places=places, changes=changes)
        assert asked.know("a", "2", Period.of("2024"), territory=date(2026, 1, 1)).value is None


def test_a_merged_ward_re_adds_the_wards_it_took_over(territory: Dataset) -> None:
    """Phường Trà Vinh of July 2025 took phường 1 and phường 3; phường 3 had taken 2 and 6 in January."""
    wards = {"29239": "1", "29242": "2", "29245": "4", "29251": "8", "29263": "100"}
    answer = in_places(territory, wards, period="2020").know(
        "a", "29242", Period.of("2020"), territory=date(2026, 1, 1)
    )
    assert {one.place for one in answer.inputs} >= {"29239", "29242", "29245", "29251"}


def test_a_value_handed_in_by_the_million_is_known_in_the_billions_of_the_catalogue() -> None:
    """A report would print "19.125.440 triệu đồng" beside the "45.266 tỷ đồng" of the year."""
    said = observed("a", "2020-H1", "19125440", unit="triệu đồng")
    known = book([indicator("a", decimals=2)], [said]).know("a", "84", said.period)
    assert (known.value, known.unit, known.decimals) == (Decimal("19125.44"), unit_of("tỷ đồng"), 2)
