"""People who write rows at the same moment wait for each other in one order, and none names a row that is just leaving."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from api.calls import caller_for
from apps.registers.any_room import seen
from apps.registers.conftest import Add
from apps.registers.test_rows_beside_others import standing_still
from congthuong.apps.accounts.models import Event, User
from congthuong.apps.industry.models import Enterprise, Suspension
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.problems import RowNamed
from congthuong.apps.registers.services import row_correct, row_withdraw, rows_change, rows_merge
from congthuong.apps.registers.services.writing import register_lock
from congthuong.core.problems import Problems

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("each_database")]
KIND = require_kind("doanh_nghiep_cn")
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


def meanwhile(
    first: Callable[[], object], other: Callable[[], object], then: Callable[[], object] = list
) -> object:
    """`first` and `then` in one transaction; between them somebody else begins `other`, as far as it gets. Its outcome."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    outcome: list[object] = []

    def run() -> None:
        try:
            outcome.append(other())
        except Exception as error:
            outcome.append(error)
        finally:
            connections.close_all()

    second = threading.Thread(target=run)
    with transaction.atomic():
        first()
        second.start()
        while second.is_alive() and not somebody_waits():
            second.join(0.02)
        then()
    second.join()
    return outcome[0]


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return bool(cursor.fetchone()[0])


def halted(by: User, *rows: Enterprise) -> list[object]:
    return rows_change(
        kind=KIND, versions={one.key: 1 for one in rows}, values={"trang_thai": "tạm ngừng"}, by=by,
        since=date(2020, 3, 2), reason="thiếu đơn hàng",
    )  # type: ignore[return-value]  # fmt: skip


def test_who_changes_many_rows_and_who_corrects_one_do_not_wait_for_each_other(officer: User, add: Add):
    rows = [add("Một"), add("Hai")]

    told = meanwhile(
        lambda: register_lock(KIND),  # as a correction begins
        lambda: halted(officer, *rows),  # type: ignore[arg-type]
        lambda: row_correct(
            kind=KIND, key=rows[1].key, values={"lao_dong": Decimal(9)}, by=officer, version=1
        ),
    )

    assert isinstance(told, Problems) and "Hai" in str(told)  # it was changed meanwhile, and that is said
    assert Enterprise.objects.get(key=rows[1].key).lao_dong == 9


def test_a_row_that_is_just_being_left_out_is_named_by_nobody(officer: User, add: Add):
    firm = add("Một")

    told = meanwhile(
        lambda: row_withdraw(kind=KIND, key=firm.key, by=officer, version=1, reason="ghi nhầm"),
        lambda: standing_still(officer, firm),
    )

    assert isinstance(told, Problems) and "đã bỏ khỏi sổ" in str(told)
    assert not Suspension.objects.exists()


def test_a_row_that_is_just_being_named_is_not_left_out_and_one_that_is_merged_takes_the_name_along(
    officer: User, add: Add
):
    firm, twin = add("Một"), add("Hai")

    told = meanwhile(
        lambda: standing_still(officer, firm),
        lambda: row_withdraw(kind=KIND, key=firm.key, by=officer, version=1, reason="ghi nhầm"),
    )
    assert isinstance(told, RowNamed)

    versions = seen(KIND, firm.key, twin.key)
    meanwhile(
        lambda: row_correct(
            kind=require_kind("dn_tam_ngung"), key="TN-0001", values={"ma_doanh_nghiep": twin.key}, by=officer, version=1,
            reason="nhầm doanh nghiệp",
        ),
        lambda: rows_merge(kind=KIND, kept=firm.key, dropped=[twin.key], versions=versions, by=officer, reason="một nhà"),
    )  # fmt: skip
    assert Suspension.objects.get().ma_doanh_nghiep == firm.key


def test_the_log_comes_last_whatever_is_done_to_many_rows(officer: User, add: Add):
    """Who holds the log is waited for by everybody: nobody writes or waits for a row then."""
    rows = [add("Một"), add("Hai"), add("Ba")]
    spell = standing_still(officer, rows[2])
    call = caller_for(officer)
    new = {"ten": "Bốn", "loai_hinh": "doanh nghiệp", "trang_thai": "hoạt động"}
    versions = {rows[1].key: 2, rows[2].key: 1}
    for act, events in (
        (lambda: halted(officer, *rows[:2]), 2),  # type: ignore[arg-type]
        (lambda: rows_merge(kind=KIND, kept=rows[1].key, dropped=[rows[2].key], versions=versions, by=officer, reason="một"), 2),
        (lambda: call("POST", f"/registers/{KIND.code}/rows", {"rows": [{"values": one, "effective_from": None} for one in (new, new | {"ten": "Năm"})]}), 2),
    ):  # fmt: skip
        before = Event.objects.count()
        with CaptureQueriesContext(
            connection,
        ) as asked:
            act()
        told = [one["sql"] for one in asked]
        log = next(at for at, sql in enumerate(told) if sql.startswith("INSERT") and "accounts_event" in sql)
        assert not [sql for sql in told[log:] if "registers_entry" in sql or "industry_" in sql]
        assert Event.objects.count() == before + events
    assert Suspension.objects.get(key=spell.key).ma_doanh_nghiep == rows[1].key
