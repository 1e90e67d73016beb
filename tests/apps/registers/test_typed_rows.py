"""Rows of a typed register: what is said, since when, who said otherwise; nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.registers.any_room import seen
from congthuong.apps.accounts.models import Assignment, Role, User
from congthuong.apps.accounts.rights import Forbidden
from congthuong.apps.catalogue.models import Place
from congthuong.apps.ledger.sources import rows_of
from congthuong.apps.registers.kinds import Values, require_kind
from congthuong.apps.registers.models import Entry
from congthuong.apps.registers.problems import BadRow, ReasonNeeded, RowChangedMeanwhile
from congthuong.apps.registers.queries import known_rows
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.services import (
    row_add,
    row_change,
    row_correct,
    row_restore,
    row_withdraw,
    rows_merge,
    rows_store,
)
from congthuong.apps.registers.services.writing import kind_register
from congthuong.apps.registers.typed_source import TypedRegisters
from congthuong.core.ledger.measures import EVERYWHERE, Area, Measured, Question, measure_rows
from congthuong.core.ledger.model import WHENS, Row, RowsMeasure
from congthuong.core.problems import Problems
from congthuong.core.quantities import Period

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
JAN, MAR, MAY, JUNE = date(2019, 1, 2), date(2020, 3, 1), date(2020, 5, 4), date(2020, 6, 8)
TODAY = date(2030, 1, 1)


@pytest.fixture
def officer() -> User:
    person = User.objects.create(username="cn", full_name="Cán bộ công nghiệp")
    Assignment.objects.create(user=person, role=Role.DIVISION, kinds=["cong_nghiep"], valid_from=JAN)
    Place.objects.create(code="842", name="Thành phố Trà Vinh", kind="thành phố", level="district")
    return person


def values(**other: str | Decimal | None) -> Values:
    return {
        "ten": "Công ty TNHH Than Hoạt Tính", "loai_hinh": "doanh nghiệp", "trang_thai": "hoạt động", "huyen": "842",
        "lao_dong": Decimal(120), **other,
    }  # fmt: skip


def added(officer: User, **other: str | Decimal | None) -> RegisterRow:
    return row_add(
        kind=require_kind("doanh_nghiep_cn"), values=values(**other), by=officer, effective_from=JAN
    )


def names(recorded: date, effective: date) -> list[tuple[str, object]]:
    rows = known_rows(require_kind("doanh_nghiep_cn"), recorded, effective=effective)
    return [(row.key, row.values["trang_thai"]) for row in rows]


def test_a_change_holds_from_its_day_and_an_end_ends_the_row(officer: User):
    kind = require_kind("doanh_nghiep_cn")
    row = added(officer)
    stopped = row_change(
        kind=kind, key=row.key, values={"trang_thai": "tạm ngừng"}, by=officer, version=row.version, since=MAR,
        reason="thiếu đơn hàng",
    )  # fmt: skip
    row_change(
        kind=kind, key=row.key, values={"trang_thai": "giải thể"}, by=officer, version=stopped.version, since=MAY,
        reason="theo đề nghị của doanh nghiệp",
    )  # fmt: skip

    assert names(TODAY, date(2020, 2, 1)) == [("DN-0001", "hoạt động")]
    assert names(TODAY, date(2020, 4, 1)) == [("DN-0001", "tạm ngừng")]
    assert names(TODAY, JUNE) == []
    assert names(date(2020, 6, 8), date(2020, 2, 1)) == []  # nobody knew of it then
    assert [one.action for one in Entry.objects.order_by("id")] == ["add", "change", "change"]
    with pytest.raises(Problems, match="sau nó là không trạng thái nào"):
        row_change(
            kind=kind,
            key=row.key,
            values={"trang_thai": "hoạt động"},
            by=officer,
            version=3,
            since=JUNE,
            reason="x",
        )


def test_every_fault_of_a_row_is_told_at_once(officer: User):
    with pytest.raises(Problems) as told:
        added(
            officer, ten=None, loai_hinh="công ti", ma_so_thue="2100123456", huyen="999", lao_dong=Decimal(-3)
        )

    assert sorted(one.fields["name"] for one in told.value.problems) == [
        "huyen", "lao_dong", "loai_hinh", "ma_so_thue", "ten",
    ]  # fmt: skip
    assert not Entry.objects.exists()


def test_two_people_at_once_are_told_of_each_other(officer: User):
    kind = require_kind("doanh_nghiep_cn")
    row = added(officer)
    row_correct(
        kind=kind, key=row.key, values={"lao_dong": Decimal(125)}, by=officer, version=1, effective_from=JAN
    )

    with pytest.raises(RowChangedMeanwhile, match="Cán bộ công nghiệp"):
        row_correct(
            kind=kind, key=row.key, values={"lao_dong": None}, by=officer, version=1, effective_from=JAN
        )
    assert kind.model.objects.get().lao_dong == 125  # type: ignore[attr-defined]


def test_a_row_that_was_never_true_counts_nowhere_and_comes_back(officer: User):
    kind = require_kind("doanh_nghiep_cn")
    row = added(officer)
    with pytest.raises(ReasonNeeded):
        row_withdraw(kind=kind, key=row.key, by=officer, version=1, reason=" ")
    row_withdraw(kind=kind, key=row.key, by=officer, version=1, reason="ghi nhầm")
    assert names(TODAY, JUNE) == []

    row_restore(kind=kind, key=row.key, by=officer, version=2)
    assert names(TODAY, JUNE) == [("DN-0001", "hoạt động")]


def test_two_rows_that_are_one_become_one_and_say_so(officer: User):
    kind = require_kind("doanh_nghiep_cn")
    kept, twin = added(officer, dia_chi=None), added(officer, dia_chi="Khóm 1, phường 9")
    row = rows_merge(
        kind=kind, kept=kept.key, dropped=[twin.key], versions=seen(kind, kept.key, twin.key), by=officer, reason="trùng tên"
    )  # fmt: skip

    assert names(TODAY, JUNE) == [("DN-0001", "hoạt động")]
    assert row.dia_chi == "Khóm 1, phường 9"  # type: ignore[attr-defined]
    assert Entry.objects.filter(key=twin.key).latest("id").merged_into == kept.key


def test_a_tax_number_is_asked_for_while_nobody_else_writes(officer: User):
    """Two corrections at once would each find the number free; so the register is held first, as for a new row."""
    row = added(officer)
    with CaptureQueriesContext(connection) as queries:
        row_correct(
            kind=require_kind("doanh_nghiep_cn"),
            key=row.key,
            values={"dia_chi": "Khóm 2"},
            by=officer,
            version=1,
        )
    told = [one["sql"] for one in queries]
    held = next(at for at, sql in enumerate(told) if 'FROM "registers_register"' in sql and _holds(sql))
    assert held < next(at for at, sql in enumerate(told) if 'FROM "industry_enterprise"' in sql)


def _holds(sql: str) -> bool:
    return connection.vendor == "sqlite" or "FOR UPDATE" in sql


def test_only_who_may_edit_the_kind_of_data(officer: User):
    officer.assignments.all()
    Assignment.objects.filter(user=officer).update(kinds=["thuong_mai"])

    with pytest.raises(Forbidden):
        added(officer)


def test_the_same_folder_again_adds_nothing(officer: User):
    kind = require_kind("doanh_nghiep_cn")
    rows = [
        Row("doanh_nghiep_cn", f"DN-{number}", values(), recorded_on=JUNE, effective_from=JAN, order=number)
        for number in range(1, 4)
    ]
    assert rows_store(kind, rows, by=None) == 3
    assert rows_store(kind, rows, by=None) == 0

    wrong = Row("doanh_nghiep_cn", "DN-9", values(trang_thai="ngủ"), recorded_on=JUNE)
    with pytest.raises(Problems) as told:
        rows_store(kind, [wrong], by=None)
    assert [type(one) for one in told.value.problems] == [BadRow]
    assert [row.key for row in known_rows(kind, JUNE)] == ["DN-1", "DN-2", "DN-3"]


def test_a_report_of_a_past_day_has_rows_as_they_were_then(officer: User) -> None:
    """Suspended in May: the report of March still counts it among those at work."""
    row = added(officer)
    row = row_change(
        kind=require_kind("doanh_nghiep_cn"), key=row.key, values={"trang_thai": "tạm ngừng"}, by=officer,
        version=row.version, since=MAY, reason="thiếu đơn hàng",
    )  # fmt: skip
    (known,) = rows_of(require_kind("doanh_nghiep_cn").described(), TODAY)
    said = [known.on(day)["trang_thai"] for day in (MAR, MAY, JUNE)]
    assert said == ["hoạt động", "tạm ngừng", "tạm ngừng"]
    assert known.values["trang_thai"] == "tạm ngừng"


@pytest.mark.parametrize("recorded", [TODAY, MAR])
def test_a_register_counts_itself_as_its_rows_do(officer: User, recorded: date) -> None:
    kind = require_kind("doanh_nghiep_cn")
    first, second, _ = (
        added(officer),
        added(officer, ten="Hai", lao_dong=None),
        added(officer, ten="Ba", huyen=""),
    )
    row_withdraw(kind=kind, key=second.key, by=officer, version=second.version, reason="ghi nhầm")
    register = kind.described()
    asked = [
        Question(
            RowsMeasure("doanh_nghiep_cn", when, (("trang_thai", ("hoạt động",)),), field),
            area,
            Period.of(period),
            known=known,
        )
        for when in WHENS
        for field in ("", "lao_dong")
        for area in (EVERYWHERE, Area(frozenset({"842"}), whole=False))
        for period in ("2020-H1", "2019-H1", "2020-06")
        for known in (None, date(2020, 4, 15))
    ]

    def told() -> list[Measured | None]:
        rows = rows_of(register, recorded)
        expected = [measure_rows(register, rows, one) for one in asked]
        answers = TypedRegisters().measure_rows(register, asked, recorded)
        assert [one and (one.value, one.count) for one in answers] == [
            one and (one.value, one.count) for one in expected
        ]
        return expected

    before = told()
    row_change(
        kind=kind, key=first.key, values={"trang_thai": "tạm ngừng"}, by=officer, version=first.version, since=MAY,
        reason="thiếu đơn hàng",
    )  # fmt: skip
    assert (told() == before) == (recorded == MAR)


def test_a_sum_is_exact_to_the_last_digit_on_every_database(officer: User) -> None:
    """SQLite adds decimals up in binary: many large figures would end in another đồng."""
    kind = require_kind("cum_cong_nghiep")
    figures = [Decimal(10**13 + number * 7919_37).scaleb(-2) for number in range(2000)] + [Decimal("0.01")]
    kind.model._default_manager.bulk_create(
        kind.model(
            key=f"CCN-{number}", ten=f"Cụm {number}", dien_tich=figure, effective_from=JAN, recorded_on=JAN, folded=""
        )
        for number, figure in enumerate(figures)
    )  # fmt: skip
    kind_register(kind)
    asked = Question(RowsMeasure(kind.code, "stock", (), "dien_tich"), EVERYWHERE, Period.of("2020-06"))
    (told,) = TypedRegisters().measure_rows(replace(kind.described(), since=JAN), [asked], TODAY)

    assert told == Measured(sum(figures), len(figures))
