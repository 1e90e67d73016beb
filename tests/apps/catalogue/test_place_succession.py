"""Trà Vinh's units from 2020 to the merged province of today: what a comparison over the mergers needs."""

from __future__ import annotations

from datetime import date

import pytest

from congthuong.apps.catalogue import queries
from congthuong.apps.catalogue.services import catalogue_store
from congthuong.apps.catalogue.territory import Territory, TerritoryUnknown
from congthuong.core.ledger.model import Dataset, Place, PlaceChange

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
MID_2020 = date(2020, 6, 30)
NEW_YEAR_2025 = date(2025, 1, 1)
MERGER = date(2025, 7, 1)
TODAY = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def _stored(example_catalogue: Dataset) -> None:
    catalogue_store(example_catalogue)


def communes(province: str, day: date) -> list[Place]:
    return [unit for unit in queries.units_within(province, day) if unit.level == "commune"]


def test_106_units_of_2020_are_9_districts_85_xa_11_phuong_10_thi_tran():
    units = queries.units_within("84", MID_2020)

    kinds = [unit.kind for unit in units if unit.level == "commune"]
    assert len([unit for unit in units if unit.level == "district"]) == 9
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"xã": 85, "phường": 11, "thị trấn": 10}


def test_two_wards_fewer_after_the_new_year_of_2025():
    day_before = date(2024, 12, 31)

    assert len(communes("84", day_before)) == 106
    assert len(communes("84", NEW_YEAR_2025)) == 104
    gone = {unit.name for unit in communes("84", day_before)} - {
        unit.name for unit in communes("84", NEW_YEAR_2025)
    }
    assert gone == {"Phường 6"}  # a "Phường 2" remains: another one, in thị xã Duyên Hải
    assert queries.place_at("29245", NEW_YEAR_2025) is None
    assert queries.place_at("29251", NEW_YEAR_2025) is None


def test_no_districts_and_no_tra_vinh_after_the_merger_but_124_communes_in_the_new_province():
    assert queries.places_on(date(2025, 6, 30)).filter(level="district").count() == 9
    assert queries.places_on(MERGER).filter(level="district").count() == 0
    assert queries.place_at("84", MERGER) is None
    assert queries.units_within("84", MERGER) == []
    assert len(communes("86", MERGER)) == 124


def test_one_code_names_three_units_in_turn():
    known = {day: queries.place_at("29242", day) for day in (MID_2020, NEW_YEAR_2025, MERGER)}

    names = [(one.name, one.parent) for one in known.values() if one]
    assert names == [("Phường 3", "842"), ("Phường 3", "842"), ("Phường Trà Vinh", "86")]
    assert len(set(known.values())) == 3  # the ward of 2025 has the territory of three


def test_a_ward_is_followed_through_both_mergers():
    assert [unit.name for unit in queries.successors("29245", MID_2020, MID_2020)] == ["Phường 2"]
    assert [unit.name for unit in queries.successors("29245", MID_2020, NEW_YEAR_2025)] == ["Phường 3"]
    assert [unit.name for unit in queries.successors("29245", MID_2020)] == ["Phường Trà Vinh"]


def test_old_values_of_todays_ward_are_the_sum_of_five_old_wards():
    pieces = queries.predecessors("29242", TODAY, back_to=MID_2020)

    names = {"Phường 1", "Phường 2", "Phường 3", "Phường 6", "Phường 9"}
    assert {unit.name for unit in pieces} == names
    assert {unit.parent for unit in pieces} == {"842"}
    assert {one.code for one in queries.predecessors("29242", TODAY, back_to=date(2025, 3, 1))} == {
        "29239", "29242", "29260"
    }  # fmt: skip


def test_old_values_of_todays_province_are_those_of_three():
    pieces = queries.predecessors("86", TODAY, back_to=MID_2020)

    assert [(one.code, one.name) for one in pieces] == [
        ("83", "Tỉnh Bến Tre"),
        ("84", "Tỉnh Trà Vinh"),
        ("86", "Tỉnh Vĩnh Long"),
    ]
    assert [one.name for one in queries.predecessors("86", MID_2020, back_to=MID_2020)] == ["Tỉnh Vĩnh Long"]


def test_the_41_new_units_are_the_106_old_ones_each_exactly_once():
    known = queries.territory()
    old = communes("84", MID_2020)
    new = {one.code: one for unit in old for one in known.successors(unit, TODAY)}
    assert len(new) == 41

    pieces = [one.code for unit in new.values() for one in known.predecessors(unit, TODAY, MID_2020)]

    assert sorted(pieces) == sorted(unit.code for unit in old)


def test_a_territory_whose_past_is_not_on_record_is_not_summed():
    with pytest.raises(TerritoryUnknown, match="Phường Phú Khương"):
        queries.predecessors("28756", TODAY, back_to=MID_2020)


def test_districts_ended_without_a_successor():
    assert queries.successors("842", MID_2020) == []
    assert queries.successors("999", MID_2020) == []


def test_half_of_a_split_unit_has_no_earlier_value():
    day = date(2023, 1, 1)
    old = Place("1", "Xã Cũ", "xã", "commune", "", None, day)
    north, south = (Place(code, f"Xã {code}", "xã", "commune", "", day, None) for code in ("2", "3"))
    changes = [PlaceChange("1", None, code, day, day, "split") for code in ("2", "3")]
    known = Territory([old, north, south], changes)

    with pytest.raises(TerritoryUnknown, match="Xã 3"):
        known.predecessors(north, TODAY, MID_2020)
    assert known.successors(old, TODAY) == [north, south]


def test_one_code_is_two_industries_in_two_versions():
    names = [queries.class_item(version, "3512") for version in ("2018", "2025")]

    assert [one.name_vi for one in names if one] == [
        "Truyền tải và phân phối điện",
        "Sản xuất điện từ nguồn năng lượng tái tạo",
    ]


def test_storing_the_catalogue_again_changes_nothing(example_catalogue: Dataset):
    assert catalogue_store(example_catalogue).nothing
    assert queries.places() == example_catalogue.places
    assert queries.place_changes() == example_catalogue.place_changes
