"""Rows that are written once: refused three times over to be changed or deleted.

The model and the queryset refuse in Python, where a programmer notices at once. Triggers refuse in the
database, where neither another program nor a later mistake gets past them. A table that Django rebuilds on
SQLite (an altered column) loses its triggers: a migration that alters one ends with `protect(...)` again,
and a test tries all three ways after all migrations.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NoReturn, TypeVar

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

M = TypeVar("M", bound="AppendOnlyModel")
MESSAGE = "append-only: rows of {table} are never changed or deleted"


class AppendOnlyViolation(TypeError):
    """A program tried to change history. A bug in our own code, so English and no `Problem`."""


def _refuse(what: str) -> NoReturn:
    raise AppendOnlyViolation(f"{what}: append a superseding row instead")


class AppendOnlyQuerySet(models.QuerySet[M]):
    def update(self, **kwargs: Any) -> NoReturn:
        _refuse("update")

    def delete(self) -> NoReturn:
        _refuse("delete")

    def _raw_delete(self, using: str | None) -> NoReturn:
        _refuse("delete")

    def bulk_update(
        self, objs: Iterable[M], fields: Iterable[str], batch_size: int | None = None
    ) -> NoReturn:
        _refuse("bulk_update")

    def bulk_create(
        self, objs: Iterable[M], *args: Any, update_conflicts: bool = False, **kwargs: Any
    ) -> list[M]:
        if update_conflicts:
            _refuse("bulk_create with update_conflicts")
        return super().bulk_create(objs, *args, **kwargs)


class AppendOnlyModel(models.Model):
    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding or kwargs.get("force_update") or kwargs.get("update_fields"):
            _refuse("save of a stored row")
        # Forced, because Django tries UPDATE first where a row comes with a primary key.
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        _refuse("delete")


def protect(app_label: str, model: str) -> migrations.RunPython:
    """Migration operation: put the triggers on the model's table; reversed, take them off."""
    return migrations.RunPython(_on(app_label, model, add_triggers), _on(app_label, model, drop_triggers))


def _on(
    app_label: str, model: str, act: Callable[[BaseDatabaseSchemaEditor, str], None]
) -> Callable[[Apps, BaseDatabaseSchemaEditor], None]:
    def operate(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        act(editor, apps.get_model(app_label, model)._meta.db_table)

    return operate


def add_triggers(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    drop_triggers(editor, table)
    for statement in _STATEMENTS[editor.connection.vendor][0]:
        editor.execute(statement.format(table=table, message=MESSAGE.format(table=table)))


def drop_triggers(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    for statement in _STATEMENTS[editor.connection.vendor][1]:
        editor.execute(statement.format(table=table))


# SQLite's REPLACE deletes the row in its way without calling the delete trigger, hence the third.
_SQLITE_TRIGGERS = {
    "no_update": 'BEFORE UPDATE ON "{table}"',
    "no_delete": 'BEFORE DELETE ON "{table}"',
    "no_replace": 'BEFORE INSERT ON "{table}" WHEN EXISTS (SELECT 1 FROM "{table}" WHERE id = NEW.id)',
}
# vendor -> (statements that put the triggers on, statements that take them off)
_STATEMENTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "sqlite": (
        tuple(
            f"CREATE TRIGGER \"{{table}}_{name}\" {event} BEGIN SELECT RAISE(ABORT, '{{message}}'); END"
            for name, event in _SQLITE_TRIGGERS.items()
        ),
        tuple(f'DROP TRIGGER IF EXISTS "{{table}}_{name}"' for name in _SQLITE_TRIGGERS),
    ),
    "postgresql": (
        (
            'CREATE OR REPLACE FUNCTION "{table}_append_only"() RETURNS trigger LANGUAGE plpgsql AS '
            "$body$ BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'restrict_violation'; END $body$",
            'CREATE TRIGGER "{table}_no_change" BEFORE UPDATE OR DELETE OR TRUNCATE ON "{table}" '
            'FOR EACH STATEMENT EXECUTE FUNCTION "{table}_append_only"()',
        ),
        (
            'DROP TRIGGER IF EXISTS "{table}_no_change" ON "{table}"',
            'DROP FUNCTION IF EXISTS "{table}_append_only"()',
        ),
    ),
}
