"""A commune that meets a criterion by one register and not by another is doubted, with both rows named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from apps.registers.any_room import added, officer_of, valid_values
from congthuong.apps.accounts.models import User
from congthuong.apps.catalogue.models import Place
from congthuong.apps.registers.checking import check_row
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.queries.contradicting import contradictions
from congthuong.apps.registers.rows import RegisterRow
from congthuong.core.ledger.model import Value

pytestmark = pytest.mark.django_db
COMMUNE, STATE, MARKET = (require_kind(code) for code in ("ntm_xa", "ntm_tieu_chi", "ntm_cho"))
FAILING: dict[str, Value] = {"ten": "Chợ Long Đức", "xa": "29263", "ve_sinh": "không", "ket_luan": "chưa đạt"}


@pytest.fixture
def officer() -> User:
    return officer_of("nong_thon_moi")


def state(
    officer: User,
    said: str,
    *,
    criterion: str = "tiêu chí 7",
    year: int = 2020,
    level: str = "nông thôn mới",
    place: str = "29263",
) -> RegisterRow:
    lacks = {"con_thieu": "nhà vệ sinh"} if said == "chưa đạt" else {}
    return added(
        STATE,
        officer,
        xa=place,
        tieu_chi=criterion,
        muc=level,
        nam=Decimal(year),
        trang_thai=said,
        **lacks,
    )


def doubts(code: str, officer: User, **told: Value) -> str:
    kind = require_kind(code)
    found = check_row(kind, valid_values(kind, officer, **told), effective_from=None, effective_to=None)
    return " ".join(one.sentence for one in found)


def test_a_met_criterion_is_doubted_where_a_market_fails(officer: User) -> None:
    market = added(MARKET, officer, **FAILING)
    said = {"xa": "29263", "tieu_chi": "tiêu chí 7", "muc": "nâng cao", "trang_thai": "đạt"}
    assert f"chợ «Chợ Long Đức» của xã còn «chưa đạt» (dòng {market.key}" in doubts(
        "ntm_tieu_chi", officer, **said
    )
    assert "Chợ Long Đức" not in doubts("ntm_tieu_chi", officer, **{**said, "tieu_chi": "tiêu chí 4"})


def test_a_market_that_fails_is_doubted_in_a_commune_that_met_the_criterion(officer: User) -> None:
    row = state(officer, "đạt")
    assert f"dòng {row.key}" in doubts("ntm_cho", officer, **FAILING)
    assert doubts("ntm_cho", officer, ten="Chợ khác", ket_luan="chưa đạt", ve_sinh="không", xa="") == ""


def test_the_register_of_communes_is_held_against_the_last_year(officer: User) -> None:
    state(officer, "chưa đạt", year=2019)
    row = state(officer, "đạt", year=2020)
    assert f"dòng {row.key}" in doubts("ntm_xa", officer, xa="29263", tieu_chi_7="chưa đạt tiêu chí 7")
    assert "sổ Xã theo tiêu chí" not in doubts("ntm_xa", officer, xa="29263", tieu_chi_7="đạt tiêu chí 7")


def test_a_year_that_is_past_is_not_held_against_a_market_of_now(officer: User) -> None:
    added(MARKET, officer, **FAILING)
    state(officer, "đạt", year=2018)
    assert [one.kind.code for one in contradictions()] == ["ntm_tieu_chi"]
    state(officer, "chưa đạt", year=2020)
    assert list(contradictions()) == []
    told = {"xa": "29263", "tieu_chi": "tiêu chí 7", "muc": "nông thôn mới", "trang_thai": "đạt"}
    assert "Chợ Long Đức" not in doubts("ntm_tieu_chi", officer, **told, nam=Decimal(2019))
    assert doubts("ntm_cho", officer, **{**FAILING, "ten": "Chợ khác"}) == ""


def test_a_level_is_outlived_only_by_its_own_later_years(officer: User) -> None:
    added(MARKET, officer, **FAILING)
    row = state(officer, "đạt", year=2018, level="nâng cao")
    state(officer, "chưa đạt", year=2020)
    assert [one.key for one in contradictions()] == [row.key]


def test_a_later_year_that_has_ended_says_nothing_of_now(officer: User) -> None:
    added(MARKET, officer, **FAILING)
    row = state(officer, "đạt", year=2018)
    later = state(officer, "chưa đạt", year=2020)
    STATE.model._default_manager.filter(pk=later.pk).update(effective_to=date(2020, 9, 1))
    assert [one.key for one in contradictions()] == [row.key]


def test_the_check_asks_as_often_of_many_rows_as_of_one(
    officer: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Every commune of a province has a row for each criterion, level and year."""
    state(officer, "đạt")
    added(COMMUNE, officer, xa="29263", tieu_chi_7="đạt tiêu chí 7")
    with CaptureQueriesContext(connection) as few:
        list(contradictions({"ntm_tieu_chi"}))
    for number in range(29264, 29268):
        Place.objects.create(code=str(number), name=f"Xã {number}", kind="xã", level="commune", parent="842")
        state(officer, "đạt", place=str(number))
    with django_assert_num_queries(len(few)):
        list(contradictions({"ntm_tieu_chi"}))


def test_kept_rows_that_contradict_are_told_once_with_both_rows(officer: User) -> None:
    row = state(officer, "đạt")
    commune = added(COMMUNE, officer, xa="29263", tieu_chi_7="chưa đạt tiêu chí 7")
    market = added(MARKET, officer, **FAILING)
    assert [(one.kind.code, one.key) for one in contradictions()] == [("ntm_tieu_chi", row.key)] * 2
    told = " ".join(one.sentence for one in contradictions())
    assert market.key in told and commune.key in told
    assert list(contradictions({"ntm_cho"})) == []
