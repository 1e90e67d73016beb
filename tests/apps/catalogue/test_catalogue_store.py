"""A corrected list is taken over; what other reports stand on is not thrown away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from congthuong.apps.catalogue import models, queries
from congthuong.apps.catalogue.services import (
    Change,
    catalogue_store,
    codelists_store,
    documents_store,
    indicators_store,
    places_store,
)
from congthuong.core.ledger.model import ClassItem, Dataset

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]


def test_a_corrected_name_or_formula_is_taken_over(small: Dataset):
    catalogue_store(small)
    first, second = small.indicators
    corrected = (
        replace(first, name="Giá trị SXCN", formula="tiet_kiem * 2", display={"triệu đồng": 1}),
        second,
    )

    assert indicators_store(corrected) == Change(added=0, altered=1, same=1)
    assert queries.indicators() == corrected


def test_a_unit_may_be_given_its_last_day_later(small: Dataset):
    catalogue_store(small)
    ended = replace(small.places[0], valid_to=date(2025, 7, 1))

    assert places_store([ended]) == Change(altered=1)
    assert queries.place_at("84", date(2025, 7, 1)) is None
    assert models.Place.objects.count() == 3


def test_an_item_added_to_a_code_list_keeps_the_list_in_order(small: Dataset):
    catalogue_store(small)
    (list_,) = small.codelists
    longer = replace(list_, items=(("chieu_sang", "Chiếu sáng"), *list_.items))

    assert codelists_store([longer]) == Change(added=1, altered=2, same=1)
    assert queries.codelists() == (longer,)


def test_what_a_folder_does_not_name_stays(small: Dataset):
    catalogue_store(small)

    assert documents_store([]) == Change()
    assert queries.documents() == small.documents


def test_both_versions_of_a_classification_stand_side_by_side(small: Dataset):
    old = ClassItem("2018", "3512", "35", 4, "Truyền tải và phân phối điện", "Electric power transmission")
    new = ClassItem("2025", "3512", "35", 4, "Sản xuất điện từ nguồn năng lượng tái tạo")

    catalogue_store(replace(small, classes=(old, new)))
    assert catalogue_store(replace(small, classes=(old, new))).nothing
    assert models.ClassItem.objects.filter(code="3512").count() == 2


def test_a_table_handed_in_may_refer_to_all_that_is_on_record(small: Dataset):
    catalogue_store(small)

    known = queries.catalogue_for(date(2020, 6, 12))

    assert set(known.indicators) == {"gtsxcn", "tiet_kiem"}
    assert known.codelists == {"khu_vuc": small.codelists[0]}
    assert known.place_codes == {"84", "842", "844"}
    assert known.document_numbers == {"20/2018/QĐ-UBND"}
