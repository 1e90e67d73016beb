"""What the page of a return reads at every look, by SQL that is made once (web/prepared.py)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.db import connection
from django.db.models import Model, OuterRef, QuerySet, Subquery

from congthuong.apps.accounts.models import Event
from congthuong.apps.catalogue.models import Organisation
from congthuong.apps.collection.models import (
    Attachment,
    CellChange,
    CellNote,
    Form,
    FormVersion,
    Return,
    ReturnCell,
    Round,
)
from congthuong.apps.collection.models.returns import Last, LedgerState
from congthuong.apps.ledger.models import Observation
from congthuong.web.prepared import Prepared

Rows = QuerySet[Any, Any]
CATALOGUE_CHANGED: Final = ("catalogue.changed", "round.opened")
"""The events after which the ledger may be read otherwise."""
# A version's definition is large, and read once a process (queries/forms.py).
STATE: Final = "SELECT (SELECT MAX(id) FROM ledger_observation), (SELECT MAX(id) FROM accounts_event WHERE action IN (%s, %s))"


def _names(model: type[Model]) -> tuple[str, ...]:
    return tuple(one.attname for one in model._meta.concrete_fields if one.attname != "definition")


CELL_NAMES, CHANGE_NAMES = _names(ReturnCell), _names(CellChange)
LOCKED_NAMES = ("id", "round_id", "organisation_id", "state", "version", "reopened", "approved_at")
MODELS: tuple[tuple[str, type[Model], tuple[str, ...]], ...] = tuple(
    (way, model, _names(model))
    for way, model in (
        ("", Return),
        ("round__", Round),
        ("round__form__", Form),
        ("round__version__", FormVersion),
        ("organisation__", Organisation),
    )
)


def return_locked_for_cells(number: int) -> Return | None:
    """As `return_read`, its row locked until the transaction ends, with no more than saving cells asks for."""
    rows = LOCKED.rows(number)
    if not rows:
        return None
    own, (form, kind, version, sha256) = rows[0][: len(LOCKED_NAMES)], rows[0][len(LOCKED_NAMES) :]
    ret = Return.from_db("default", LOCKED_NAMES, own)
    ret.round = Round.from_db("default", ("id", "form_id", "version_id"), (ret.round_id, form, version))
    ret.round.form = Form.from_db("default", ("id", "kind"), (form, kind))
    ret.round.version = FormVersion.from_db("default", ("id", "sha256"), (version, sha256))
    return ret


def cells_in_row(number: int, row: str) -> list[ReturnCell]:
    return [ReturnCell.from_db("default", CELL_NAMES, one) for one in CELLS.rows(number, row)]


def ledger_state() -> LedgerState:
    """What changes when the ledger or the catalogue does: the ledger is append-only, the catalogue's changes are told
    in the sealed log. Read before the figures: what comes in between is read again the next time."""
    with connection.cursor() as cursor:
        cursor.execute(STATE, CATALOGUE_CHANGED)
        observation, change = cursor.fetchone()
    return observation, change


def change_by_key(number: int, key: str) -> CellChange | None:
    rows = CHANGES.rows(number, key)
    return CellChange.from_db("default", CHANGE_NAMES, rows[0]) if rows else None


def return_read(number: int) -> Return | None:
    """The return with its round, form and organisation, with what came last:
    a comment, a file, an observation in the ledger."""
    rows = RETURN.rows(number)
    if not rows:
        return None
    *values, note, file, observation, change = rows[0]
    ret, opened, form, version, organisation = _objects(values)
    ret.organisation, ret.round = organisation, opened
    opened.form, opened.version = form, version
    ret.last = Last(note, file, (observation, change))
    return ret  # type: ignore[no-any-return]


def _objects(values: Sequence[Any]) -> Iterator[Any]:
    begun = 0
    for _way, model, names in MODELS:
        yield model.from_db("default", names, values[begun : begun + len(names)])
        begun += len(names)


def _return(number: int) -> Rows:
    note = CellNote.objects.filter(ret=OuterRef("pk")).order_by("-id").values("id")[:1]
    file = Attachment.objects.filter(ret=OuterRef("pk")).order_by("-id").values("id")[:1]
    observation = Observation.objects.order_by("-id").values("id")[:1]
    change = Event.objects.filter(action__in=CATALOGUE_CHANGED).order_by("-id").values("id")[:1]
    names = (f"{way}{name}" for way, _model, names in MODELS for name in names)
    last: list[Subquery[Any]] = [Subquery(one) for one in (note, file, observation, change)]
    return Return.objects.filter(pk=number).values_list(*names, *last)


def _typed(number: int) -> Rows:
    return ReturnCell.objects.filter(ret=number).values_list(
        "row", "column", "value", "text", "revision", "changed_by__full_name", "changed_at"
    )


def _notes(number: int) -> Rows:
    rows = CellNote.objects.filter(ret=number).order_by("id")
    return rows.values_list("id", "row", "column", "kind", "text", "finding", "by__full_name", "at")


def _files(number: int) -> Rows:
    rows = Attachment.objects.filter(ret=number).order_by("id")
    return rows.values_list("id", "name", "size", "at", "by__full_name")


def _locked(number: int) -> Rows:
    rows = Return.objects.select_for_update(of=("self",)).filter(pk=number)
    of_round = ("round__form_id", "round__form__kind", "round__version_id", "round__version__sha256")
    return rows.values_list(*LOCKED_NAMES, *of_round)


def _cells(number: int, row: str) -> Rows:
    return ReturnCell.objects.filter(ret=number, row=row).values_list(*CELL_NAMES)


def _changes(number: int, key: str) -> Rows:
    return CellChange.objects.filter(ret=number, key=key).values_list(*CHANGE_NAMES)


LOCKED, CELLS, CHANGES = Prepared(_locked, int), Prepared(_cells, int, str), Prepared(_changes, int, str)
RETURN, TYPED, NOTES, FILES = (Prepared(one, int) for one in (_return, _typed, _notes, _files))
