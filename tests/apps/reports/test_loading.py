"""A folder goes into the database whole, and the report's book comes out of it unchanged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congthuong.apps.accounts.models import Event, User
from congthuong.apps.accounts.rights import Forbidden
from congthuong.apps.catalogue.models import Indicator
from congthuong.apps.ledger.models import ImportBatch, Observation
from congthuong.apps.ledger.services import observations_import
from congthuong.apps.registers.kinds import kinds
from congthuong.apps.registers.models import Entry
from congthuong.apps.reports.models import ReportDefinition
from congthuong.apps.reports.queries import (
    NoReport,
    UnknownReport,
    WhichReport,
    book_for,
    dataset_for,
    definition_for,
    definition_of,
)
from congthuong.apps.reports.services import IncompleteReport, load_dataset, report_store
from congthuong.core.compose.report import Definition, compose_report
from congthuong.core.document.figures_json import figures_json
from congthuong.core.document.writers.html import write_html
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.folder import read_dataset, read_folder
from congthuong.core.ledger.model import Dataset
from congthuong.core.ledger.model import Observation as Record
from congthuong.core.problems import Problems
from congthuong.core.quantities import Period

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
HALF = Period.of("2020-H1")
# indicators, code lists and their items, observations, documents and links, places, changes, the registers of each room
QUERIES_OF_A_BOOK = 18


def rows_written() -> dict[str, int]:
    tables = (Indicator, Observation, ImportBatch, Entry, ReportDefinition)
    return {one.__name__: one.objects.count() for one in tables}


def as_reports_see(dataset: Dataset) -> Dataset:
    """What a report needs of a folder; organisations and classes are kept elsewhere."""
    return replace(dataset, organisations=(), classes=())


def test_the_dataset_comes_back_as_it_was_read(small: Dataset):
    loaded = load_dataset(small)

    assert dataset_for(definition_of(loaded.report)) == small
    assert loaded.observations.added == 4
    assert loaded.report_changed


def test_loading_twice_changes_nothing(small: Dataset):
    load_dataset(small)
    before = rows_written()

    again = load_dataset(small)

    assert again.nothing
    assert rows_written() == before


def test_a_corrected_csv_becomes_a_new_vintage(small_folder: dict[str, bytes], small: Dataset):
    load_dataset(small)
    path = "so-lieu/mot.csv"
    corrected = small_folder | {path: small_folder[path].replace(b"19.125,44", b"19.316,69")}

    loaded = load_dataset(read_dataset(corrected))

    assert (loaded.observations.added, loaded.observations.revised) == (1, 1)
    book = book_for(definition_of(loaded.report))
    assert book.know("gtsxcn", "84", HALF).value == Decimal("19316.69")
    assert Observation.objects.filter(indicator="gtsxcn", period="2020-H1").count() == 2


def test_a_report_of_an_earlier_day_does_not_know_the_revision(small: Dataset):
    (first, *_) = small.observations
    revised = replace(first, value=Decimal("19140.02"), recorded_on=date(2020, 7, 10), vintage="revised")
    report = definition_of(load_dataset(replace(small, observations=(*small.observations, revised))).report)

    known = [book_for(report, day).know("gtsxcn", "84", HALF).value for day in (None, date(2020, 7, 10))]

    assert known == [Decimal("19125.44"), Decimal("19140.02")]
    assert book_for(report, date(2020, 6, 1)).know("gtsxcn", "84", HALF).value is None


def test_nothing_is_half_loaded(small: Dataset):
    stranger: Record = replace(small.observations[0], indicator="khong_co")

    with pytest.raises(Problems):
        load_dataset(replace(small, observations=(*small.observations, stranger)))
    with pytest.raises(IncompleteReport, match="period"):
        load_dataset(replace(small, report={"code": "thu", "place": "84"}))

    assert set(rows_written().values()) == {0}


def test_a_line_that_was_deleted_from_the_folder_stays_in_the_ledger(small: Dataset):
    load_dataset(small)

    loaded = load_dataset(replace(small, observations=small.observations[1:], rows=()))

    assert loaded.nothing
    assert dataset_for(definition_of(loaded.report)).observations == small.observations


def test_a_changed_template_is_taken_over(small: Dataset):
    load_dataset(small)

    loaded = load_dataset(replace(small, templates={"mau/mot.md": "# II.\n"}))

    assert loaded.report_changed
    assert ReportDefinition.objects.get().templates == {"mau/mot.md": "# II.\n"}


def test_progress_names_each_step(small: Dataset):
    steps: list[tuple[str, int]] = []

    load_dataset(small, progress=lambda name, count: steps.append((name, count)))

    assert steps == [("Danh mục", 6), ("Số liệu", 4), ("Sổ", 2), ("Báo cáo", 1)]


def test_a_book_takes_a_handful_of_queries_however_much_there_is(small: Dataset, example: Path):
    report = definition_of(load_dataset(small).report)
    with CaptureQueriesContext(connection) as few:
        book_for(report)
    report = definition_of(load_dataset(read_folder(example)).report)
    with CaptureQueriesContext(connection) as many:
        book_for(report)

    assert len(few) <= QUERIES_OF_A_BOOK
    assert len(many) <= len(few) + 2 + len(kinds())  # one a register with a table of its own


def test_the_example_gives_the_same_book_from_folder_and_database(example: Path):
    dataset = read_folder(example)
    report = definition_of(load_dataset(dataset).report)
    assert load_dataset(dataset).nothing

    from_database, from_folder = book_for(report), Book(dataset, report.as_of)

    stored = dataset_for(report)
    for name in ("report", "templates", "indicators", "codelists", "observations", "documents", "places"):
        assert getattr(stored, name) == getattr(dataset, name)
    assert list(from_database.observations()) == list(from_folder.observations())
    written, composed = (compose_report(book, report).document for book in (from_folder, from_database))
    assert figures_json(composed) == figures_json(written)
    assert write_html(composed) == write_html(written)


def test_a_report_is_found_by_its_code_or_because_it_is_the_only_one(small: Dataset):
    with pytest.raises(NoReport, match="congthuong example load"):
        definition_for()
    load_dataset(small)
    assert definition_for() == definition_for("thu") == Definition(small.report, small.templates)

    load_dataset(replace(small, report=dict(small.report) | {"code": "thu-2"}))

    with pytest.raises(WhichReport, match="thu, thu-2"):
        definition_for()
    with pytest.raises(UnknownReport, match="Có phải «thu-2»"):
        definition_for("thu2")
    assert definition_for("thu-2").need("code") == "thu-2"


def test_a_load_is_told_in_the_sealed_log_and_a_second_one_that_changes_nothing_is_not(small: Dataset):
    load_dataset(small)
    load_dataset(small)
    told = {one.action: one.data for one in Event.objects.all()}

    assert sorted(told) == ["catalogue.changed", "ledger.imported"]
    assert Event.objects.count() == 2
    assert told["ledger.imported"]["sha256"] == ImportBatch.objects.get().sha256
    assert (told["ledger.imported"]["added"], told["ledger.imported"]["revised"]) == (4, 0)


def test_a_person_needs_the_right_and_only_the_operator_at_the_machine_does_not(small: Dataset):
    """The services asked nobody: a page that forgot its door would have let anyone write into the ledger."""
    nobody = User.objects.create_user("khach", email="k@example.vn", full_name="Khách")
    for write in (
        lambda: load_dataset(small, by=nobody),
        lambda: observations_import(small.observations, by=nobody, file_name="a.csv"),
        lambda: report_store(small.report, small.templates, by=nobody),
    ):
        with pytest.raises(Forbidden):
            write()
    assert set(rows_written().values()) == {0}

    assert load_dataset(small).observations.added == len(small.observations)
