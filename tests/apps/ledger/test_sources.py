"""A new register joins by announcing itself; neither the loading nor the reports are told about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import pytest

from congthuong.apps.accounts.models import User
from congthuong.apps.ledger import sources
from congthuong.apps.ledger.models import ImportBatch
from congthuong.apps.ledger.sources import announce
from congthuong.apps.registers.models import Entry
from congthuong.apps.reports.queries import dataset_for, definition_for
from congthuong.apps.reports.services import load_dataset
from congthuong.core.ledger.model import Dataset, Register, Row

pytestmark = pytest.mark.django_db


class Projects:
    """A register of its own kind, kept in a list: what a typed register will be."""

    name = "projects"

    def __init__(self) -> None:
        self.kept: dict[str, Register] = {}
        self.rows: dict[str, Row] = {}

    def registers(self) -> tuple[Register, ...]:
        return tuple(self.kept.values())

    def rows_as_of(self, day: date, registers: tuple[Register, ...]) -> tuple[Row, ...]:
        return tuple(row for row in self.rows.values() if row.recorded_on <= day)

    def takes(self, register: Register) -> bool:
        return register.code == "de_an"

    def store(
        self,
        registers: Iterable[Register],
        rows: Iterable[Row],
        *,
        by: User | None,
        batch: ImportBatch | None,
    ) -> int:
        self.kept |= {one.code: one for one in registers}
        news = {row.key: row for row in rows if self.rows.get(row.key) != row}
        self.rows |= news
        return len(news)


@pytest.fixture
def projects(monkeypatch: pytest.MonkeyPatch) -> Iterator[Projects]:
    """The register, announced after the generic ones were."""
    monkeypatch.setattr(sources, "_sources", {})
    own = Projects()
    announce(own)
    return own


def test_a_register_of_its_own_kind_goes_before_the_generic_ones(small: Dataset, projects: Projects):
    loaded = load_dataset(small)

    assert tuple(projects.rows.values()) == small.rows
    assert Entry.objects.count() == 0
    assert loaded.register_rows == 2
    assert load_dataset(small).nothing


def test_reports_get_its_rows(small: Dataset, projects: Projects):
    load_dataset(small)

    dataset = dataset_for(definition_for())

    assert (dataset.registers, dataset.rows) == (small.registers, small.rows)
