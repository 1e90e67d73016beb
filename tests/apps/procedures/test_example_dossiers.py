"""The example's two registers in their tables: the report's figures to the last dossier, in SQL as over the rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from apps.procedures.office import person_as
from congthuong.apps.accounts.models import Role
from congthuong.apps.catalogue.services import catalogue_store
from congthuong.apps.procedures import registers
from congthuong.apps.procedures.models import Change, Dossier, ProcedureVersion, Step
from congthuong.apps.procedures.queries import figures
from congthuong.apps.procedures.queries.catalogue import decisions, in_force
from congthuong.apps.procedures.queries.dossiers import Filters, found
from congthuong.apps.procedures.queries.terms import clock_for, due_of
from congthuong.apps.procedures.services.taking_in import rows_store
from congthuong.apps.procedures.source import ProcedureRegisters
from congthuong.apps.workdays.queries import calendar_on
from congthuong.core.ledger.folder import read_folder
from congthuong.core.ledger.measures import EVERYWHERE, Question, measure_rows
from congthuong.core.ledger.model import WHENS, Dataset, RowsMeasure
from congthuong.core.problems import Problems
from congthuong.core.quantities import Period

pytestmark = [pytest.mark.django_db]
KNOWN = date(2020, 6, 12)
HALF = Period.of("QL-2020-H1")


@pytest.fixture(scope="module")
def folder(example: Path) -> Dataset:
    return read_folder(example)


@pytest.fixture(scope="module")
def loaded(folder: Dataset, each_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Dataset]:
    """The registers are taken in once for the module, and everything is undone at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        catalogue_store(folder)
        own = [one for one in folder.registers if one.code in (registers.PROCEDURES, registers.DOSSIERS)]
        rows_store(own, [row for row in folder.rows if row.register in {one.code for one in own}], by=None)
        yield folder
        transaction.set_rollback(True)


def test_the_clerk_has_papers_to_tick_for_every_procedure_of_the_example(loaded: Dataset):
    listed = {one.procedure.code: one.components for one in in_force(KNOWN)}

    assert len(listed) == 119
    assert min(len(papers) for papers in listed.values()) >= 3
    assert listed["1.000017"][:2] == [
        "Đơn đề nghị cấp giấy chứng nhận đủ điều kiện kinh doanh hóa chất",
        "Bản sao giấy chứng nhận đăng ký doanh nghiệp hoặc hộ kinh doanh",
    ]
    rows = {row.key: row.values["thanh_phan"] for row in registers.procedure_rows(KNOWN)}
    told = {row.key: row.values["thanh_phan"] for row in loaded.rows if row.register == registers.PROCEDURES}
    assert rows == told  # written out and taken in again, it is the same list


def test_the_report_is_made_of_these_rows(loaded: Dataset):
    span = figures.span_of_period(HALF, KNOWN)
    total = figures.table(Dossier.objects.all(), span, "don-vi").total

    assert (total["ton"], total["moi"], total["tong"]) == (17, 5530, 5547)
    assert (total["xong"], total["xong-som"] + total["xong-dung"], total["xong-tre"]) == (5515, 5515, 0)
    assert (total["dang"] + total["dung"], total["dang-qua"], total["dung-qua"]) == (32, 0, 0)
    assert total.online_share is not None and round(total.online_share) == 34
    assert Dossier.objects.filter(figures.condition("qua-buu-chinh", span)).count() > 2000
    there = in_force(KNOWN)
    assert (len(there), sum(one.national_portal for one in there)) == (119, 87)
    told = decisions(HALF.first, HALF.last)
    assert sum(len(one.announced) for one in told) == 132
    assert sum(len(one.abolished) for one in told) == 126
    cut = {one.name: (one.legal_term, one.term, str(one.cut_percent)[:5]) for one in there if one.cut}
    assert sorted(cut.values()) == [(13, 8, "38.46"), (13, 8, "38.46"), (15, 5, "66.66")]
    assert {one.source for one in ProcedureVersion.objects.all()} == {"Dữ liệu mẫu tổng hợp"}


def questions() -> list[Question]:
    where = [
        (),
        (("kenh", ("trực tuyến",)),),
        (("kenh", ("trực tiếp", "bưu chính công ích")),),
        (("so_voi_han", ("trước hạn", "đúng hạn")),),
        (("so_voi_han", ("quá hạn",)),),
        (("tre_hen", ("có",)),),
        (("don_vi", ("sct-qltm",)), ("tre_hen", ("không",))),
        (("thu_tuc", ("1.000000", "2.000000")),),
    ]
    periods = ("QL-2020-H1", "2020-06")
    asked = [
        Question(RowsMeasure("ho_so", when, one), EVERYWHERE, Period.of(period))
        for when in WHENS
        for one in where
        for period in periods
    ]
    distinct = RowsMeasure("ho_so", "new", distinct="thu_tuc")
    return [*asked, Question(distinct, EVERYWHERE, HALF)]


@pytest.mark.parametrize("known", [KNOWN, date(2020, 8, 10)])
def test_sql_counts_what_the_rows_say(loaded: Dataset, known: date, django_assert_num_queries):
    source = ProcedureRegisters()
    register = next(one for one in source.registers() if one.code == "ho_so")
    rows = source.rows_as_of(known, (register,))
    asked = questions()

    with django_assert_num_queries(2):  # those that a pause decides by one of their own
        told = source.measure_rows(register, asked, known)

    # "" is what a row without a judgement says; each is asked over the same rows by the core.
    wanted = [measure_rows(register, rows, one) for one in asked]
    differ = [
        (one.measure.when, one.measure.where, one.period.code, got and got.count, want and want.count)
        for one, got, want in zip(asked, told, wanted, strict=True)
        if (got and (got.value, got.count)) != (want and (want.value, want.count))
    ]
    assert differ == []
    assert sum(want is not None and want.count > 0 for want in wanted) > 30
    early = Question(RowsMeasure("ho_so", "new"), EVERYWHERE, Period.of("2019-11"))
    assert source.measure_rows(register, [early], known) == [None]


def test_the_rows_of_the_folder_come_back(loaded: Dataset):
    source = ProcedureRegisters()
    known = {one.code: one for one in source.registers()}
    for code, last in (("thu_tuc", date(2020, 8, 10)), ("ho_so", date(2020, 8, 10))):
        given = {row.key: row for row in loaded.rows if row.register == code}
        back = {row.key: row for row in source.rows_as_of(last, (known[code],))}
        assert given.keys() == back.keys()
        for key, row in given.items():
            own = back[key]
            assert (own.effective_from, own.effective_to, own.source) == (row.effective_from, row.effective_to, row.source)  # fmt: skip
            differ = {
                column: (value, own.values[column])
                for column, value in row.values.items()
                if (value or "") != (own.values[column] or "")
            }
            assert differ == {}, key


def test_a_figure_of_the_ledger_opens_exactly_its_dossiers(loaded: Dataset):
    auditor = person_as(Role.AUDITOR, "giamsat")
    counts = {"hs_tiep_nhan_moi": 5530, "hs_truc_tuyen": 1880, "hs_dung_han": 5515, "hs_dang_giai_quyet": 32, "hs_tre_hen": 0}  # fmt: skip
    for indicator, count in counts.items():
        asked = Filters(indicator=indicator, period=HALF.code, as_of="2020-06-12")
        assert found(auditor, asked).count() == count, indicator
    client = Client()
    client.force_login(auditor)
    led = client.get("/so/ho_so/?chi_tieu=hs_dang_giai_quyet&ky=QL-2020-H1&dia_ban=84&den_ngay=2020-06-12", follow=True)  # fmt: skip
    assert "32 hồ sơ" in led.content.decode()
    assert client.get("/so/ho_so/H59.SCT-200608-0001/").status_code == 302
    assert client.get("/so/ho_so/H59.SCT-209999-0001/").status_code == 404
    assert client.get("/ho-so/danh-sach/?chi_tieu=tthc_bai_bo&ky=2020").status_code == 400


def test_every_appointment_is_the_one_that_the_clock_gives(loaded: Dataset):
    """A changed rule of counting would show here: old appointments are kept, so both must agree on the sample."""
    calendar = calendar_on()
    rows = Dossier.objects.filter(supplement_at__isnull=True).order_by("pk")
    wrong = [
        one.number
        for one in rows[::7]
        if due_of(one.received_at, one.term_kind, one.term, clock_for(one.received_at, calendar))
        != one.due_at  # type: ignore[arg-type]
    ]
    assert wrong == []
    assert rows.count() > 5000


def test_taking_in_again_changes_nothing_and_loses_nothing(loaded: Dataset):
    own = [one for one in loaded.registers if one.code in (registers.PROCEDURES, registers.DOSSIERS)]
    rows = [row for row in loaded.rows if row.register in {one.code for one in own}]
    before = (Dossier.objects.count(), Step.objects.count(), ProcedureVersion.objects.count())

    assert rows_store(own, rows, by=None) == 0
    assert (Dossier.objects.count(), Step.objects.count(), ProcedureVersion.objects.count()) == before
    assert ProcedureVersion.objects.filter(change=Change.ABOLISHED).count() == 126


@pytest.mark.parametrize(
    "wrong",
    [
        {"trang_thai": "9", "xong_luc": "", "tra_luc": ""},  # would be settled and never closed
        {"trang_thai": "4", "tra_luc": ""},  # would be closed and still be worked on
        {"trang_thai": "5", "xong_luc": "", "tra_luc": ""},  # could never go on: no pause to end
        {"xong_luc": "2019-01-02 08:00"},  # would count as received and never as settled
    ],
)
def test_rows_whose_moments_contradict_each_other_are_refused(loaded: Dataset, wrong: dict[str, str]):
    row = next(
        one
        for one in loaded.rows
        if one.register == registers.DOSSIERS
        and one.values["trang_thai"] == "10"
        and not one.values["bo_sung_tu"]
    )
    with pytest.raises(Problems, match=r"không (khớp|theo thứ tự)"):
        rows_store((), [replace(row, key="H59.SCT-190101-9999", values={**row.values, **wrong})], by=None)
