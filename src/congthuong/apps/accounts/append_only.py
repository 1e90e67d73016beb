"""Rows that are written once: refused three times over to be changed or deleted.

The model and the queryset refuse in Python, where a programmer notices at once. Triggers refuse in the
database, where neither another program nor a later mistake gets past them. A table that Django rebuilds on
SQLite (an altered column) loses its triggers: a migration that alters one ends with `protect(...)` again,
and a test tries all three ways after all migrations.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn, TypeVar

from django.db import models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

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


class Protect(Operation):
    """Puts the triggers on a model's table; reversed, takes them off.

    No `RunPython`, which would have the framework build every model of every app anew each time.
    """

    reversible = True

    def __init__(self, app_label: str, model: str) -> None:
        self.app_label, self.model = app_label, model

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        pass  # a model does not know of its table's triggers

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        add_triggers(schema_editor, self._table(to_state))

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        drop_triggers(schema_editor, self._table(to_state))

    def describe(self) -> str:
        return f"Append-only triggers on {self.app_label}.{self.model}"

    def _table(self, state: ProjectState) -> str:
        return str(state.apps.get_model(self.app_label, self.model)._meta.db_table)


def protect(app_label: str, model: str) -> Protect:
    """Migration operation: the model's rows are written once from here on."""
    return Protect(app_label, model)


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
