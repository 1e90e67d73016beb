"""History can be added to and never be rewritten, whichever way somebody tries."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from apps.some_row import some_row
from congthuong.apps.accounts.events import record_event
from congthuong.apps.accounts.models import User
from congthuong.apps.ledger.append_only import AppendOnlyModel, AppendOnlyViolation
from congthuong.apps.reports.models import FindingDecision
from congthuong.apps.reports.services import load_dataset
from congthuong.core.ledger.model import Dataset

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
TABLES = [one for one in apps.get_models() if issubclass(one, AppendOnlyModel)]


@pytest.fixture(autouse=True)
def _loaded(small: Dataset) -> None:
    load_dataset(small)
    officer = User.objects.create_user("canbo", full_name="Trần Thị Bưởi")
    FindingDecision.objects.create(
        owner=officer, decided_by=officer, print="a", dismissed=True, rule="x", message="m", file_name="t"
    )
    record_event("test.done", by=officer, subject=officer)
    for model in TABLES:
        some_row(model)


def contents(model: type[AppendOnlyModel]) -> list[dict[str, object]]:
    return list(model.objects.order_by("pk").values())


def test_what_is_history_stands_in_append_only_tables():
    assert {one.__name__ for one in TABLES} >= {
        "ImportBatch", "Observation", "Entry", "FindingDecision", "Event", "DecidedDay", "DecidedYear",
        "FormVersion", "CellChange", "ReturnStep", "Approval", "Estimate",
    }  # fmt: skip


@pytest.mark.parametrize("model", TABLES)
def test_a_stored_row_is_neither_saved_nor_deleted(model: type[AppendOnlyModel]):
    before, row = contents(model), model.objects.first()
    assert row is not None

    for attempt in (row.save, row.delete, lambda: row.save(update_fields=["id"])):
        with pytest.raises(AppendOnlyViolation):
            attempt()
    assert contents(model) == before


@pytest.mark.parametrize("model", TABLES)
def test_a_queryset_changes_nothing(model: type[AppendOnlyModel]):
    before, rows = contents(model), list(model.objects.all())
    attempts = (
        lambda: model.objects.update(id=99),
        lambda: model.objects.all().delete(),
        lambda: model.objects.bulk_update(rows, ["id"]),
        lambda: model.objects.bulk_create(
            rows, update_conflicts=True, update_fields=["id"], unique_fields=["id"]
        ),
        lambda: model._base_manager.filter(id=rows[0].pk).update(id=99),
    )

    for attempt in attempts:
        with pytest.raises(AppendOnlyViolation):
            attempt()
    assert contents(model) == before


@pytest.mark.parametrize("model", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id + 1000", "DELETE FROM {}"])
def test_the_database_refuses_what_comes_past_django(model: type[AppendOnlyModel], statement: str):
    before = contents(model)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        execute(statement, model)
    assert contents(model) == before


@pytest.mark.parametrize("model", TABLES)
def test_a_row_is_not_replaced_by_another_with_its_number(model: type[AppendOnlyModel], each_database: str):
    before = contents(model)
    columns = ", ".join(f'"{field.column}"' for field in model._meta.local_fields)
    copy = f"INTO {{}} ({columns}) SELECT {columns} FROM {{}}"
    replaces = f"INSERT {copy} ON CONFLICT (id) DO UPDATE SET id = excluded.id"

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        execute(replaces if each_database == "postgresql" else f"INSERT OR REPLACE {copy}", model)
    assert contents(model) == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", TABLES)
def test_a_whole_table_is_not_emptied(model: type[AppendOnlyModel], each_database: str):
    before = contents(model)

    with pytest.raises(DatabaseError, match="append-only"):
        execute("TRUNCATE {} CASCADE" if each_database == "postgresql" else "DELETE FROM {} WHERE 1", model)
    assert contents(model) == before


def execute(statement: str, model: type[AppendOnlyModel]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement.replace("{}", f'"{model._meta.db_table}"'))


@pytest.mark.django_db(transaction=True)
def test_the_triggers_go_and_come_back_with_their_migration():
    update = 'UPDATE "registers_entry" SET source = source'
    call_command("migrate", "registers", "0001", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(update)

    call_command("migrate", verbosity=0)  # and those of the rooms that stand on it

    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute(update)


def test_no_migration_is_outstanding():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
