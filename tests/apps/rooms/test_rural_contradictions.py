"""A commune that meets a criterion by one register and not by another is doubted, with both rows named."""

from __future__ import annotations

from decimal import Decimal

import pytest

from apps.registers.any_room import added, officer_of, valid_values
from congthuong.apps.accounts.models import User
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


def state(officer: User, said: str, *, criterion: str = "tiêu chí 7", year: int = 2020) -> RegisterRow:
    lacks = {"con_thieu": "nhà vệ sinh"} if said == "chưa đạt" else {}
    return added(
        STATE,
        officer,
        xa="29263",
        tieu_chi=criterion,
        muc="nông thôn mới",
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


def test_kept_rows_that_contradict_are_told_once_with_both_rows(officer: User) -> None:
    row = state(officer, "đạt")
    commune = added(COMMUNE, officer, xa="29263", tieu_chi_7="chưa đạt tiêu chí 7")
    market = added(MARKET, officer, **FAILING)
    assert [(one.kind.code, one.key) for one in contradictions()] == [("ntm_tieu_chi", row.key)] * 2
    told = " ".join(one.sentence for one in contradictions())
    assert market.key in told and commune.key in told
    assert list(contradictions({"ntm_cho"})) == []
