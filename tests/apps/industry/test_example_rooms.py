"""The example's rows of every room: they keep the registers' own rules, follow one another and add up; none is empty."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from congthuong.apps.catalogue.services import catalogue_store
from congthuong.apps.registers.checking import Known, check_row
from congthuong.apps.registers.kinds import kinds
from congthuong.apps.registers.queries.identities import kept_registers, registers_checked
from congthuong.apps.registers.typed_source import TypedRegisters
from congthuong.apps.registers.values import values_of
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.folder import read_folder
from congthuong.core.ledger.model import Dataset
from congthuong.core.quantities import Period

pytestmark = pytest.mark.django_db
KINDS = {one.code: one for one in kinds()}
REPORT, HALF = date(2020, 6, 12), Period.of("2020-H1")
EVERY = 9  # beside others only every ninth row of a long register is asked


@pytest.fixture(scope="module")
def folder(example: Path) -> Dataset:
    return read_folder(example)


@pytest.fixture
def kept(folder: Dataset) -> None:
    catalogue_store(folder)
    own = tuple(one for one in folder.registers if one.code in KINDS)
    rows = [one for one in folder.rows if one.register in KINDS]
    assert TypedRegisters().store(own, rows, by=None, batch=None) == len(rows)


@pytest.mark.usefixtures("kept")
def test_the_rows_keep_the_rules_and_the_stocks_move_by_what_came_and_went() -> None:
    known = Known()
    for kind in KINDS.values():
        rows = list(kind.model._default_manager.all())
        for row in rows[:: EVERY if len(rows) > 4 * EVERY else 1]:
            check_row(
                kind,
                values_of(kind, row),
                effective_from=row.effective_from,
                effective_to=row.effective_to,
                key=row.key,
                known=known,
            )
    found = registers_checked(HALF, REPORT, [one for one in kept_registers() if one.code in KINDS])
    assert found.breaks == ()
    assert [one.register.code for one in found.identities if not one.holds] == []
    moved = {
        (one.register.code, one.of): (one.opening, one.new, one.removed, one.closing)
        for one in found.identities
    }
    assert moved["doanh_nghiep_cn", ""] == (346, 18, 4, 360)
    assert moved["luoi_dien", "cuoi_ky"] == (Decimal("7900.17"), Decimal("164.69"), 0, Decimal("8064.86"))
    assert moved["tram_bien_ap", "kva_cuoi_ky"] == (453_997, 13_953, 0, 467_950)
    assert moved["ho_su_dung_dien", "cuoi_ky"] == (272_911, 5_524, 0, 278_435)


def test_what_the_report_does_not_print_follows_from_the_rows_too(folder: Dataset) -> None:
    """Enterprises and cooperatives, establishments and households: their workers are the 55.336 together."""
    book = Book(folder, REPORT)
    figures = {
        code: book.know(code, "84", HALF)
        for code in (
            "ld_dn_cn",
            "ld_co_so_cn",
            "ld_cn",
            "ccn_lap_day",
            "ccn_da_cho_thue",
            "ccn_dat_cong_nghiep",
        )
    }
    values = {code: one.value for code, one in figures.items()}
    assert (values["ld_dn_cn"], values["ld_co_so_cn"], values["ld_cn"]) == (34_630, 20_706, 55_336)
    let, land = values["ccn_da_cho_thue"], values["ccn_dat_cong_nghiep"]
    assert (let, land) == (Decimal("48.8"), Decimal("71.2"))
    assert let is not None and land is not None
    assert values["ccn_lap_day"] == let / land * 100
    assert figures["ccn_lap_day"].steps[0].startswith("48,80 ha / 71,20 ha")
    district = [
        book.know("dn_cn", code, HALF).value
        for code in ("842", "844", "845", "846", "847", "848", "849", "850", "851")
    ]
    assert sum(one or 0 for one in district) == 352


def test_no_register_of_the_example_is_empty_and_what_is_made_up_says_so(folder: Dataset) -> None:
    """Who tries the product sees every screen with something in it, and is never shown an invented row as a fact."""
    filled = {row.register for row in folder.rows}
    assert set(KINDS) - filled == set()
    told = ("dữ liệu mẫu", "báo cáo 6 tháng đầu năm 2020")
    unmarked = {
        row.register for row in folder.rows if row.register in KINDS and not any(word in row.source.lower() for word in told)
    }  # fmt: skip
    assert unmarked == set()


def test_totals_of_the_office_and_the_inspectorate_come_from_rows(folder: Dataset) -> None:
    """A figure that is typed beside its rows is the second place where one fact stands."""
    book = Book(folder, REPORT)
    for code, period, value in (
        ("tuyen_cong_chuc", "2020", 2),
        ("tuyen_vien_chuc", "2020", 3),
        ("tthc_ra_soat", "QL-2020-H1", 4),
        ("kc_phien_gian_hang", "2020-H1", 60),
    ):
        assert not [one for one in folder.observations if one.indicator == code]
        assert book.know(code, "84", Period.of(period)).value == value, code
    people = [row.values["lop"] for row in folder.rows if row.register == "nguoi_boi_duong"]
    courses = {row.key: row.values["so_nguoi"] for row in folder.rows if row.register == "lop_boi_duong"}
    assert {key: people.count(key) for key in courses} == courses
