"""What the ledger knew on a day, and how values come into it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from congthuong.apps.accounts.models import User
from congthuong.apps.catalogue.services import catalogue_store
from congthuong.apps.ledger import queries
from congthuong.apps.ledger.models import ImportBatch, Observation
from congthuong.apps.ledger.services import import_observations
from congthuong.core.ledger.known_rows import latest_as_of
from congthuong.core.ledger.model import Dataset
from congthuong.core.ledger.model import Observation as Record
from congthuong.core.problems import Problems
from congthuong.core.quantities import Period

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
Write = Callable[..., Record]
FILE = "gtsxcn.csv"
JUNE, JULY, AUGUST = date(2020, 6, 12), date(2020, 7, 10), date(2020, 8, 10)


@pytest.fixture(autouse=True)
def _catalogue(small: Dataset) -> None:
    catalogue_store(small)


def values_on(day: date) -> list[Decimal]:
    return [one.value for one in queries.observations_as_of(day)]


def test_a_revision_supersedes_and_the_past_still_knows_the_first_estimate(write: Write):
    first, revised = write("19125.44", JUNE, vintage="first"), write("19140.02", JULY, vintage="revised")
    import_observations([first], file_name=FILE)

    imported = import_observations([revised], file_name=FILE)

    assert (imported.added, imported.revised) == (1, 1)
    assert queries.observations_as_of(JUNE - timedelta(1)) == ()
    assert queries.observations_as_of(JUNE) == queries.observations_as_of(JULY - timedelta(1)) == (first,)
    assert queries.observations_as_of(JULY) == (revised,)
    old, new = queries.history(Observation.objects.get(vintage="first"))
    assert (old.supersedes, new.supersedes) == (None, old)


def test_what_is_known_already_is_no_news(write: Write):
    both = [write("19125.44", JUNE), write("19140.02", JULY)]
    import_observations(both, file_name=FILE)

    again = import_observations(both, file_name=FILE)

    assert (again.rows, again.added, again.unchanged, again.batch) == (2, 0, 2, None)
    assert Observation.objects.count() == 2
    assert ImportBatch.objects.count() == 1


def test_a_corrected_file_of_the_same_day_counts_at_once(write: Write):
    import_observations([write("19125.44")], file_name=FILE)
    import_observations([write("19215.44")], file_name=FILE)
    assert values_on(JUNE) == [Decimal("19215.44")]

    import_observations([write("19125.44")], file_name=FILE)  # and a correction may be taken back

    assert values_on(JUNE) == [Decimal("19125.44")]
    assert Observation.objects.count() == 3


def test_knowledge_found_late_takes_its_place_in_the_past(write: Write):
    import_observations([write("3", AUGUST)], file_name=FILE)
    import_observations([write("1", JUNE)], file_name=FILE)
    import_observations([write("2", JULY)], file_name=FILE)

    assert [values_on(day) for day in (JUNE, JULY, AUGUST)] == [[Decimal(1)], [Decimal(2)], [Decimal(3)]]
    assert Observation.objects.get(recorded_on=JULY).supersedes == Observation.objects.get(recorded_on=JUNE)


def test_a_report_can_leave_out_what_the_database_received_later(write: Write):
    import_observations([write("1")], file_name=FILE)
    moment = timezone.now()
    import_observations([write("2")], file_name=FILE)

    received = queries.rows_as_of(JUNE, received_until=moment)

    assert [row.value for row in received] == [Decimal(1)]


def test_a_value_confirmed_later_outlives_a_different_one_found_for_a_day_between(write: Write):
    import_observations([write("2", JUNE), write("2", AUGUST)], file_name=FILE)
    import_observations([write("0", JULY)], file_name=FILE)

    assert [values_on(day) for day in (JUNE, JULY, AUGUST)] == [[Decimal(2)], [Decimal(0)], [Decimal(2)]]


@pytest.mark.parametrize(
    "stated", ["27.50", "0.80", "5268", "-3.140", "123456789012345678901234.56", "0.000001"]
)
def test_a_value_comes_back_with_every_digit_that_was_stated(write: Write, stated: str):
    import_observations(
        [write(stated, status="implied", low=Decimal(stated), high=Decimal(stated))], file_name=FILE
    )

    (known,) = queries.observations_as_of(JUNE)

    assert [str(one) for one in (known.value, known.low, known.high)] == [stated] * 3


def test_who_when_and_from_which_file(write: Write):
    user = User.objects.create_user("an", full_name="Nguyễn Văn An")

    import_observations([write("1")], by=user, file_name=FILE, data=b"bytes")

    row = Observation.objects.get()
    assert row.batch is not None
    assert (row.recorded_by, row.user, row.batch.name, row.batch.sha256, row.batch.rows, row.batch.by) == (
        "Nguyễn Văn An", user, FILE, hashlib.sha256(b"bytes").hexdigest(), 1, user
    )  # fmt: skip


def test_keys_differ_by_place_period_basis_and_breakdown(write: Write):
    others = [
        write("1"),
        write("2", place="842"),
        write("3", period=Period.of("2020-Q2")),
        write("4", basis="plan"),
        write("5", indicator="tiet_kiem", items=(("khu_vuc", "sinh_hoat"),)),
        write("6", indicator="tiet_kiem", items=(("khu_vuc", "cong_so"),)),
        write("7", period=Period.of("QL-2020-H1")),
    ]

    import_observations(others, file_name=FILE)

    assert list(queries.observations_as_of(JUNE)) == others
    assert {row.value for row in queries.rows_as_of(JUNE, indicators=["tiet_kiem"])} == {5, 6}
    assert {row.value for row in queries.rows_as_of(JUNE, places=["842"])} == {2}


def test_every_problem_of_a_file_is_said_and_nothing_is_half_loaded(write: Write):
    wrong = [
        write("1"),
        write("2", indicator="gtsxnc"),
        write("3", place="85", basis="plan"),
        write("4", period=Period.of("2020")),
        write("5", period=Period.of("2020")),
    ]

    with pytest.raises(Problems) as refused:
        import_observations(wrong, file_name=FILE)

    assert [one.code for one in refused.value.problems] == ["CT-431", "CT-432", "CT-433"]
    assert "«gtsxcn»" in refused.value.problems[0].message
    assert (Observation.objects.count(), ImportBatch.objects.count()) == (0, 0)


def test_a_place_has_figures_only_for_the_time_it_stood(write: Write, example_catalogue: Dataset):
    catalogue_store(example_catalogue)
    good = [write("1", period=Period.of("2025"), place=code) for code in ("84", "842", "86")]
    gone = write("1", period=Period.of("2026-H1"))
    not_yet = write("1", period=Period.of("2024"), place="28756")

    with pytest.raises(Problems) as refused:
        import_observations([*good, gone, not_yet], file_name=FILE)

    assert [one.code for one in refused.value.problems] == ["CT-434", "CT-434"]
    assert "Tỉnh Trà Vinh có đến trước 01/7/2025" in refused.value.problems[0].message
    assert import_observations(good, file_name=FILE).added == 3


def test_the_as_of_question_goes_through_its_index(write: Write, each_database: str):
    import_observations([write("1")], file_name=FILE)
    sql, parameters = queries.rows_as_of(JUNE, indicators=["gtsxcn"]).query.sql_with_params()

    with connection.cursor() as cursor:
        if each_database == "postgresql":  # which would rather read a table of one row whole
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(
            ("EXPLAIN " if each_database == "postgresql" else "EXPLAIN QUERY PLAN ") + sql, parameters
        )
        plan = "\n".join(str(line) for line in cursor.fetchall())

    assert "observation_as_of" in plan


def test_the_as_of_question_is_one_query(write: Write):
    import_observations([write(str(number), JUNE + timedelta(number)) for number in range(9)], file_name=FILE)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = list(queries.rows_as_of(JUNE + timedelta(4)))

    assert [row.value for row in found] == [Decimal(4)]
    assert len(asked) == 1


days = st.integers(0, 4).map(lambda days: JUNE + timedelta(days))
histories = st.lists(
    st.tuples(st.sampled_from(["84", "842"]), st.sampled_from(["plan", "actual"]), days, st.integers(0, 3)),
    max_size=12,
    unique_by=lambda row: row[:3],
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories, parts=st.integers(1, 3), asked=days)
def test_the_database_answers_as_the_core_does(
    write: Write, history: list[tuple[str, str, date, int]], parts: int, asked: date
):
    records = [write(str(value), day, place=place, basis=basis) for place, basis, day, value in history]

    with transaction.atomic():
        for part in range(parts):
            import_observations(records[part::parts], file_name=FILE)
        found = {one.key: one.value for one in queries.observations_as_of(asked)}
        transaction.set_rollback(True)

    assert found == {key: one.value for key, one in latest_as_of(records, asked).items()}
