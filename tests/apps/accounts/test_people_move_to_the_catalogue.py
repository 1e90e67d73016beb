"""Nobody loses their organisation when the text column becomes a foreign key, and it comes back the way it was."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("each_database")]
BEFORE, AFTER = ("accounts", "0001_initial"), ("accounts", "0002_people_stand_on_the_catalogue")


def at(*targets: tuple[str, str]):
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    return MigrationExecutor(connection).loader.project_state(list(targets)).apps


def test_organisations_of_people_are_kept_both_ways():
    everything = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
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
    finally:
        MigrationExecutor(connection).migrate(everything)
