"""Nobody loses their organisation when the text column becomes a foreign key, and it comes back the way it was."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from pytest_django import DjangoDbBlocker

from databases import Databases, in_use, wrapper

BEFORE, AFTER = ("accounts", "0001_initial"), ("accounts", "0002_people_stand_on_the_catalogue")


def at(*targets: tuple[str, str]):
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    return MigrationExecutor(connection).loader.project_state(list(targets)).apps


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_organisations_of_people_are_kept_both_ways(
    kind: str, databases: Databases, tmp_path: Path, django_db_blocker: DjangoDbBlocker
):
    """On a database that has no tables yet, as it was when they moved."""
    bare = wrapper(databases.url(kind, tmp_path, "bare"))
    with django_db_blocker.unblock(), in_use(bare), closing(bare):
        old = at(BEFORE, ("catalogue", "0001_initial"))
        old.get_model("catalogue", "Organisation").objects.create(code="so", name="Sở Công Thương")
        people = old.get_model("accounts", "User").objects
        for name, code in (("an", "so"), ("binh", "phong-cu"), ("cuc", "")):
            people.create(username=name, organisation=code)

        new = at(AFTER)
        moved = dict(new.get_model("accounts", "User").objects.values_list("username", "organisation__name"))
        assert moved == {"an": "Sở Công Thương", "binh": "phong-cu", "cuc": None}

        back = at(BEFORE)
        kept = dict(back.get_model("accounts", "User").objects.values_list("username", "organisation"))
        assert kept == {"an": "so", "binh": "phong-cu", "cuc": ""}
