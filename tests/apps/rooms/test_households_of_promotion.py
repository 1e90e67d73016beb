"""Households that are advised, shown and listed by the promotion centre and the trading floor keep their names."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.test import Client

from apps.dashboard.reading import main_of, words
from apps.registers.any_room import added, officer_of
from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import Assignment, Role, User
from congthuong.apps.promotion.models import TrademarkAdvice
from congthuong.apps.registers.households import marked
from congthuong.apps.registers.keeping_apart import kept_apart
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.models import Entry, PersonalValue, RowImport
from congthuong.apps.registers.queries import known_rows
from congthuong.apps.registers.queries.personal import held
from congthuong.apps.registers.refilling import refilled
from congthuong.apps.registers.rows import RegisterRow
from congthuong.apps.registers.services.personal import personal_erase, personal_retain
from congthuong.apps.registers.services.writing import kind_register

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
NAME = "Nguyễn Thị Kín"
HOUSEHOLDS = [
    ("kc_nhan_hieu", {"ten": NAME}, "khuyen_cong"),
    ("trung_bay_san_pham", {"co_so": f"Hộ {NAME}"}, "khuyen_cong"),
    ("san_tmdt", {"ten": f"HKD {NAME}", "trang_thai": "hoạt động"}, "thuong_mai"),
]


def reader() -> Client:
    """Who reads every register and no personal data."""
    user = User.objects.create(username="doc")
    Assignment.objects.create(user=user, role=Role.SYNTHESIS)
    return logged_in(user)


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(("code", "told", "data_kind"), HOUSEHOLDS, ids=lambda one: str(one)[:20])
def test_the_name_of_a_household_is_read_by_nobody_without_the_right(
    code: str, told: dict[str, str], data_kind: str
) -> None:
    kind = require_kind(code)
    row = added(kind, officer_of(data_kind), **told)
    client = reader()
    for address in (f"/so/{code}/", f"/so/{code}/{row.key}/", f"/so/{code}/?tim=kin", f"/so/{code}/?tep=csv"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "Thị Kín" not in answer.content.decode(), address
    assert "Thị Kín" not in str(Entry.objects.get(register_id=code).data)
    assert kind.purpose and kind.keep_years


def test_a_firm_on_the_floor_goes_on_to_be_named() -> None:
    added(require_kind("san_tmdt"), officer_of("thuong_mai"), ten="Công ty Dừa Sáp")
    assert "Công ty Dừa Sáp" in words(main_of(reader().get("/so/san_tmdt/?tim=sap")))


@pytest.fixture
def kept_before() -> RegisterRow:
    """A row as it was written before the register hid names: it, its two states and the file they came in, all in clear."""
    kind = require_kind("kc_nhan_hieu")
    officer = officer_of("khuyen_cong")
    register = kind_register(kind)
    row = TrademarkAdvice.objects.create(
        key="NH-0001", ten=NAME, noi_dung="nhãn hiệu bánh", effective_from=date(2010, 3, 2), folded=f"nh-0001 {NAME} kin",
        recorded_on=date(2010, 3, 2),
    )  # fmt: skip
    for content in ("nhãn hiệu", "nhãn hiệu bánh"):
        Entry.objects.create(
            register=register, key=row.key, data={"ten": NAME, "ap": None, "noi_dung": content}, recorded_on=row.recorded_on,
            effective_from=row.effective_from, state_from=row.effective_from,
        )  # fmt: skip
    RowImport.objects.create(
        register=kind.code, name="tep.csv", sha256="0" * 64, data=NAME.encode(), state=RowImport.State.ACCEPTED,
        received_by=officer,
    )  # fmt: skip
    return row


def upgraded(row: RegisterRow) -> None:
    """As its migrations do it, which are handed tables of then: without what our models refuse."""
    editor, then = connection.schema_editor(), MigrationLoader(connection).project_state().apps
    marked("promotion", "trademarkadvice", "kc_nhan_hieu", ("ten", "ap"), every=True)(then, editor)
    refilled("promotion", "trademarkadvice")(then, editor)
    kept_apart("kc_nhan_hieu", ("ten", "ap"))(then, editor)
    row.refresh_from_db()


def test_households_kept_before_are_hidden_after_the_migration(kept_before: RegisterRow) -> None:
    upgraded(kept_before)
    assert (kept_before.of_household, "kin" in kept_before.folded) == (True, False)
    client = reader()
    for address in ("/so/kc_nhan_hieu/", f"/so/kc_nhan_hieu/{kept_before.key}/"):
        assert "Thị Kín" not in client.get(address).content.decode(), address


def test_a_name_kept_before_is_read_until_it_is_erased_and_then_stands_nowhere(
    kept_before: RegisterRow,
) -> None:
    kind = require_kind("kc_nhan_hieu")
    upgraded(kept_before)
    assert [one.value for one in held(kind, kept_before.key)] == [NAME]  # one thing to erase, said twice
    (known,) = known_rows(kind, date.max, personal=True)
    assert (known.values["ten"], known.values["noi_dung"]) == (NAME, "nhãn hiệu bánh")

    admin = User.objects.create(username="qt")
    Assignment.objects.create(user=admin, role=Role.ADMINISTRATOR)
    personal_erase(kind=kind, row=kept_before, by=admin, reason="đơn ngày 05/5")
    kept_before.refresh_from_db()
    stored = [kept_before.ten, *Entry.objects.values_list("data", flat=True)]
    stored += PersonalValue.objects.values_list("value", flat=True)
    stored += [bytes(one) for one in RowImport.objects.values_list("data", flat=True)]
    assert "Thị Kín" not in str(stored) and NAME.encode() not in stored


def test_an_event_of_before_shows_no_name_on_the_page_of_the_log(kept_before: RegisterRow) -> None:
    kind = require_kind("kc_nhan_hieu")
    upgraded(kept_before)
    record_event(
        "registers.correct", by=None, subject=f"{kind.name}: {NAME}", register=kind.code, key=kept_before.key,
        changed={"ten": [NAME, f"Hộ {NAME}"]},
    )  # fmt: skip
    admin = User.objects.create(username="qt")
    Assignment.objects.create(user=admin, role=Role.ADMINISTRATOR)
    page = logged_in(admin).get("/nhat-ky/").content.decode()
    assert f"{kind.name}: {kept_before.key}" in page and "Thị Kín" not in page


def test_a_name_kept_before_goes_when_its_time_is_up(kept_before: RegisterRow) -> None:
    kind = require_kind("kc_nhan_hieu")
    upgraded(kept_before)
    assert personal_retain(kind=kind, day=date(2099, 1, 1)) == [kept_before.key]
    kept_before.refresh_from_db()
    assert kept_before.ten == ""


@pytest.mark.parametrize("twice", [False, True], ids=["once", "a second time"])
def test_the_history_is_as_fixed_after_the_migration_as_before(kept_before: RegisterRow, twice: bool) -> None:
    upgraded(kept_before)
    kept = list(Entry.objects.values_list("pk", "data", "recorded_on", "state_from"))
    if twice:
        upgraded(kept_before)
    assert list(Entry.objects.values_list("pk", "data", "recorded_on", "state_from")) == kept
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE registers_entry SET source = 'khác'")
