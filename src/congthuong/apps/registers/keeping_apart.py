"""What begins to tell who a person is moves out of the history, so that it can be erased like what is written from then on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from congthuong.apps.ledger.append_only import add_triggers, drop_triggers
from congthuong.apps.registers.values import POINTS_TO, pointed_at

PART = 500


def kept_apart(register: str, columns: Sequence[str]) -> Callable[[Any, Any], None]:
    """A step of a migration: what the history of a register says in clear in these columns stands in `PersonalValue` from
    now on, and the history points there. It says what it said, of the same days, by the same people.

    Nothing else lifts the triggers of the history. Whoever asks that a name be erased has a right to it (Decree 13/2023/NĐ-CP,
    art. 16) that outlasts the day on which we learnt that it is one. Files that were taken in go, as they do in every
    register that keeps something apart.
    """

    def keep_apart(apps: Any, schema_editor: Any) -> None:
        history = apps.get_model("registers", "Entry")
        states = history.objects.filter(register_id=register).order_by("pk")
        plain = [one for one in states.only("key", "data") if _in_clear(one.data, columns)]
        if plain:
            _point(apps.get_model("registers", "PersonalValue").objects, register, plain, columns)
            table = history._meta.db_table
            drop_triggers(schema_editor, table)
            for one in plain:
                states.filter(pk=one.pk).update(data=one.data)
            add_triggers(schema_editor, table)
        files = apps.get_model("registers", "RowImport").objects
        files.filter(register=register, state="accepted").update(data=b"")

    return keep_apart


def _in_clear(data: dict[str, str | None], columns: Sequence[str]) -> list[str]:
    return [name for name in columns if data.get(name) and pointed_at(data[name]) is None]


def _point(kept: Any, register: str, states: Sequence[Any], columns: Sequence[str]) -> None:
    """What a row goes on to say is kept once, so that there is one thing to erase."""
    last: dict[tuple[str, str], Any] = {}
    pointing: list[tuple[Any, str, Any]] = []
    for one in states:
        for name in _in_clear(one.data, columns):
            value = one.data[name]
            if (own := last.get((one.key, name))) is None or own.value != value:
                own = kept.model(register=register, key=one.key, column=name, value=value)
                last[one.key, name] = own
            pointing.append((one, name, own))
    wanted = {id(own): own for _, _, own in pointing}
    kept.bulk_create(wanted.values(), batch_size=PART)
    for one, name, own in pointing:
        one.data[name] = f"{POINTS_TO}{own.pk}"
