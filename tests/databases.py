"""Databases that are made once for the whole test session, all its processes together, and taken from there.

Making the tables takes seconds, loading the example as many, and three years of returns most of a minute; a copy takes
a moment. A *state* says what a database holds:

- `bare`: no table;
- `empty`: every table and nothing in them;
- `example`: the example province's folder;
- `lived`: the example with its demo logins and three years of returns, beside what the report said before them.

A state is made by what the product itself does (its migrations, its loading), on the kind of database that it is for,
by the first process that asks; the others wait for it. `url` gives a database of one's own for processes that a test
starts; `fill` copies the rows of a state into the database that a test already stands in; `connection` gives one that
holds the state, for a module. On both kinds nobody changes what the copies are taken from.
"""

from __future__ import annotations

import fcntl
import pickle
import shutil
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

import dj_database_url
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "tra-vinh-2020-h1"
OF_THE_FRAMEWORK: Final = {"django_migrations", "django_content_type", "auth_permission", "sqlite_sequence"}
"""Tables that are filled as soon as they are made, in every database alike."""


@contextmanager
def in_use(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """The connection as Django's default one, for this thread and for those that start meanwhile."""
    before, settings = connections["default"], connections.settings["default"]
    connections["default"], connections.settings["default"] = connection, connection.settings_dict
    ContentType.objects.clear_cache()
    try:
        yield
    finally:
        connections["default"], connections.settings["default"] = before, settings
        ContentType.objects.clear_cache()


def _make_tables() -> None:
    call_command("migrate", interactive=False, verbosity=0)


def _load_example() -> None:
    from congthuong.apps.reports.services import load_dataset
    from congthuong.core.ledger.folder import read_folder

    load_dataset(read_folder(EXAMPLE))


def _live_three_years() -> Any:
    from apps.collection.demo_province import live

    return live(EXAMPLE)


@dataclass(frozen=True)
class State:
    before: str
    make: Callable[[], Any]


STATES: Final = {
    "bare": State("", lambda: None),
    "empty": State("bare", _make_tables),
    "example": State("empty", _load_example),
    "lived": State("example", _live_three_years),
}


@dataclass
class Databases:
    """`root` is a folder that all processes of the session share; `postgres_url` gives the address of their server,
    `unblock` lets a fixture ask databases where its test may not."""

    root: Path
    postgres_url: Callable[[], str]
    unblock: Callable[[], AbstractContextManager[None]]
    _known: dict[tuple[str, str], Any] = field(default_factory=dict)

    def url(self, kind: str, folder: Path, state: str = "empty") -> str:
        """The address of a new database that holds the state; a SQLite file lies in the folder."""
        name = f"ct_{uuid.uuid4().hex[:12]}"
        if kind == "sqlite":
            shutil.copyfile(self.file(state), folder / f"{name}.sqlite3")
            return f"sqlite:///{folder / name}.sqlite3"
        return self._copied(name, state)

    def file(self, state: str = "empty") -> Path:
        """The SQLite file that holds the state; not to be written to."""
        self.told("sqlite", state)
        return self.root / f"{state}.sqlite3"

    def told(self, kind: str, state: str) -> Any:
        """What the making of the state gave back. Makes it where nobody has."""
        if (kind, state) in self._known:
            return self._known[kind, state]
        note = self.root / f"{kind}-{state}.pickle"
        with self._alone(kind):
            if not note.exists():
                told = self._make(kind, state)
                note.write_bytes(pickle.dumps(told))
        self._known[kind, state] = pickle.loads(note.read_bytes())
        return self._known[kind, state]

    def connection(self, kind: str, state: str, worker: str) -> BaseDatabaseWrapper:
        """A connection to a database of this process's own that holds the state; SQLite's lies in memory."""
        if kind == "sqlite":
            made = wrapper(f"sqlite:///file:memory_{state}?mode=memory&cache=shared")
            made.settings_dict["NAME"] = f"file:memory_{state}?mode=memory&cache=shared"
            self.restore(made, state)
            return made
        return wrapper(self._copied(f"test_{state}_{worker}", state))

    def restore(self, connection: BaseDatabaseWrapper, state: str = "empty") -> None:
        """Everything in this SQLite database is replaced by the state."""
        connection.ensure_connection()
        with closing(sqlite3.connect(self.file(state))) as source:
            source.backup(connection.connection)

    def fill(self, state: str = "example") -> None:
        """Copies the rows of the state into Django's default database, which is empty, within its transaction."""
        target = connections["default"]
        self.told(target.vendor, state)
        with transaction.atomic():  # keys are checked at its end, in whatever order the tables come
            if target.vendor == "sqlite":
                _copy_sqlite(self._rows(state), target)
                return
            with self._alone("postgresql"):
                _copy_postgres(self._address(_template(state)), target)

    def _rows(self, state: str) -> Path:
        """A SQLite file of the state's rows alone, in tables whose names, nor triggers, meet those of a database."""
        rows, whole = self.root / f"{state}-rows.sqlite3", self.file(state)
        with self._alone("sqlite"):
            if not rows.exists():
                with closing(sqlite3.connect(whole)) as source:
                    source.execute("ATTACH DATABASE ? AS made", [str(rows)])
                    for table in _tables(source):
                        source.execute(f'CREATE TABLE made."rows_{table}" AS SELECT * FROM main."{table}"')
                    source.commit()
        return rows

    @contextmanager
    def _alone(self, kind: str) -> Iterator[None]:
        """One process at a time makes or copies databases of a kind."""
        with (self.root / f"{kind}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _make(self, kind: str, state: str) -> Any:
        before = STATES[state].before
        if before and (kind, before) not in self._known:
            note = self.root / f"{kind}-{before}.pickle"
            if not note.exists():  # under the lock already
                note.write_bytes(pickle.dumps(self._make(kind, before)))
        if kind == "sqlite":
            path = self.root / f"{state}.sqlite3"
            if before:
                shutil.copyfile(self.root / f"{before}.sqlite3", path)
            else:
                path.touch()
            address = f"sqlite:///{path}"
        else:
            address = self._create(_template(state), _template(before) if before else "template0")
        connection = wrapper(address)
        with self.unblock(), in_use(connection):
            told = STATES[state].make()
        connection.close()
        return told

    def _copied(self, name: str, state: str) -> str:
        self.told("postgresql", state)
        with self._alone("postgresql"):  # PostgreSQL copies no database that somebody reads
            return self._create(name, _template(state))

    def _create(self, name: str, like: str) -> str:
        import psycopg

        with psycopg.connect(self.postgres_url(), autocommit=True) as server:
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        return self._address(name)

    def _address(self, name: str) -> str:
        return urlunsplit(urlsplit(self.postgres_url())._replace(path=f"/{name}"))


def _template(state: str) -> str:
    return f"made_{state}"


def wrapper(address: str) -> BaseDatabaseWrapper:
    """A connection of Django's to the address, with the settings of its default one."""
    like = connections.settings["default"]
    config = like | {"OPTIONS": {}, "CONN_MAX_AGE": 0} | dict(dj_database_url.parse(address))
    if urlsplit(address).scheme == "sqlite":
        from django.db.backends.sqlite3.base import DatabaseWrapper as Sqlite

        return Sqlite(config | {"OPTIONS": like["OPTIONS"] if "sqlite" in like["ENGINE"] else {}}, "default")
    from django.db.backends.postgresql.base import DatabaseWrapper as Postgres

    return Postgres(config, "default")


def _tables(source: sqlite3.Connection) -> list[str]:
    named = source.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")
    return [one for (one,) in named.fetchall() if one not in OF_THE_FRAMEWORK]


def _copy_sqlite(rows: Path, target: BaseDatabaseWrapper) -> None:
    """The file stays attached to the connection: within a transaction it cannot be let go."""
    within, name = target.connection, rows.stem
    if name not in {row[1] for row in within.execute("PRAGMA database_list")}:
        # Said to be immutable, since every transaction that writes would lock it for all other processes too.
        within.execute(f'ATTACH DATABASE ? AS "{name}"', [f"{rows.as_uri()}?immutable=1"])
    for table in _tables(within):
        within.execute(f'INSERT INTO main."{table}" SELECT * FROM "{name}"."rows_{table}"')


def _copy_postgres(source: str, target: BaseDatabaseWrapper) -> None:
    import psycopg

    of_identity = "SELECT table_name, column_name FROM information_schema.columns WHERE is_identity = 'YES'"
    with psycopg.connect(source) as read, target.cursor() as write:
        tables = [one for (one,) in read.execute("SELECT relname FROM pg_stat_user_tables")]
        filled = [
            one
            for one in tables
            if one not in OF_THE_FRAMEWORK and read.execute(f'SELECT 1 FROM "{one}" LIMIT 1').fetchone()
        ]
        for table in filled:
            names = ", ".join(
                f'"{one.name}"' for one in read.execute(f'SELECT * FROM "{table}" LIMIT 0').description or ()
            )
            with (
                read.cursor().copy(f'COPY "{table}" ({names}) TO STDOUT') as out,
                write.cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as into,
            ):
                for block in out:
                    into.write(block)
        for table, column in read.execute(of_identity).fetchall():
            if table in filled:
                write.execute(
                    f'SELECT setval(pg_get_serial_sequence(\'"{table}"\', \'{column}\'), (SELECT max("{column}") FROM "{table}"))'
                )
