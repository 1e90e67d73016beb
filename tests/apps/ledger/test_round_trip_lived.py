"""What the ledger of three lived-in years writes out comes back as nothing new, also finer than a table may bring."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from congthuong.apps.ledger.queries import observations_as_of
from congthuong.apps.ledger.services import observations_import
from congthuong.apps.reports.queries import catalogue_for_import
from congthuong.core.ledger.export import observations_csv
from congthuong.core.ledger.records import HEADER_ALIASES, TooManyDecimals, read_observations
from congthuong.core.ledger.tables import read_table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database", "lived")]


def test_the_export_of_a_lived_in_ledger_is_imported_as_nothing_new() -> None:
    known = observations_as_of()
    catalogue = catalogue_for_import()
    finer = [
        one
        for one in known
        if one.decimals > catalogue.indicators[one.indicator].decimals and one.status != "implied"
    ]
    assert finer, "returns were approved with more decimals than their indicator prints"

    records, problems = read_observations(
        read_table("ra.csv", observations_csv(known), HEADER_ALIASES), catalogue
    )
    done = observations_import(records, file_name="ra.csv")

    assert problems == []
    assert (done.added, done.unchanged) == (0, len(known))
    typed = replace(finer[0], value=finer[0].value + Decimal("0.00001"), decimals=5)
    _, refused = read_observations(read_table("ra.csv", observations_csv([typed]), HEADER_ALIASES), catalogue)
    assert [type(one) for one in refused] == [TooManyDecimals]  # what nobody stated is still a comma mistyped
