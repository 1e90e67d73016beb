"""Periods: a figure compared with the wrong days, or counted twice, is a wrong report."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.quantities import Period, PeriodMention, UnknownPeriod, read_mentions

# Cut-off days: Decree 09/2019/NĐ-CP, Article 12, as repeated by Circular 58/2020/TT-BQP and provincial rules.
DAYS = [
    ("2020-06-08", "day", "2020-06-08", "2020-06-08", "ngày 08/6/2020"),
    ("2020-06", "month", "2020-06-01", "2020-06-30", "tháng 6/2020"),
    ("2020-02", "month", "2020-02-01", "2020-02-29", "tháng 02/2020"),
    ("2020-Q2", "quarter", "2020-04-01", "2020-06-30", "quý II/2020"),
    ("2020-H1", "half", "2020-01-01", "2020-06-30", "6 tháng đầu năm 2020"),
    ("2020-H2", "half", "2020-07-01", "2020-12-31", "6 tháng cuối năm 2020"),
    ("2020-9M", "nine", "2020-01-01", "2020-09-30", "9 tháng đầu năm 2020"),
    ("2020", "year", "2020-01-01", "2020-12-31", "năm 2020"),
    ("2021..2025", "years", "2021-01-01", "2025-12-31", "giai đoạn 2021-2025"),
    ("2020-04..2020-05", "months", "2020-04-01", "2020-05-31", "tháng 4 và tháng 5/2020"),
    ("2020-03..2020-05", "months", "2020-03-01", "2020-05-31", "từ tháng 3 đến tháng 5/2020"),
    ("2019-12..2020-01", "months", "2019-12-01", "2020-01-31", "tháng 12/2019 và tháng 01/2020"),
    ("QL-2020-06", "month", "2020-05-15", "2020-06-14", "tháng 6/2020"),
    ("QL-2020-01", "month", "2019-12-15", "2020-01-14", "tháng 01/2020"),
    ("QL-2020-Q1", "quarter", "2019-12-15", "2020-03-14", "quý I/2020"),
    ("QL-2020-Q2", "quarter", "2020-03-15", "2020-06-14", "quý II/2020"),
    ("QL-2020-H1", "half", "2019-12-15", "2020-06-14", "6 tháng đầu năm 2020"),
    ("QL-2020-H2", "half", "2020-06-15", "2020-12-14", "6 tháng cuối năm 2020"),
    ("QL-2020-9M", "nine", "2019-12-15", "2020-09-14", "9 tháng đầu năm 2020"),
    ("QL-2020", "year", "2019-12-15", "2020-12-14", "năm 2020"),
    ("QL-2021..2025", "years", "2020-12-15", "2025-12-14", "giai đoạn 2021-2025"),
]


@pytest.mark.parametrize(("code", "kind", "first", "last", "name"), DAYS)
def test_period_covers_its_days_and_has_its_name(code, kind, first, last, name):
    period = Period.of(code)
    assert (period.code, period.kind, period.name) == (code, kind, name)
    assert (period.first, period.last) == (date.fromisoformat(first), date.fromisoformat(last))
    assert period.calendar == ("management" if code.startswith("QL-") else "statistical")


def test_codes_may_be_typed_in_small_letters():
    assert Period.of(" ql-2020-h1 ") == Period.of("QL-2020-H1")


@pytest.mark.parametrize(
    "code",
    [
        "", "2020-13", "2020-00", "2020-Q5", "2020-H3", "20", "2020-6", "2019-02-29", "QL-2020-06-08", "2025..2021",
        "2021..2021", "2020-05..2020-05", "2020-04..2021", "6 tháng", "2020-H1 ước", "QL-", "٢٠٢٠", "0000",
    ],
)  # fmt: skip
def test_unknown_period_is_refused_with_examples(code):
    with pytest.raises(UnknownPeriod) as problem:
        Period.of(code)
    assert "2020-H1" in problem.value.message


@pytest.mark.parametrize(
    ("code", "last_year", "previous", "following"),
    [
        ("2020-H1", "2019-H1", "2019-H2", "2020-H2"),
        ("2020-Q1", "2019-Q1", "2019-Q4", "2020-Q2"),
        ("2020-01", "2019-01", "2019-12", "2020-02"),
        ("2020-9M", "2019-9M", "2019-9M", "2021-9M"),
        ("2020", "2019", "2019", "2021"),
        ("2021..2025", "2020..2024", "2016..2020", "2026..2030"),
        ("2020-04..2020-05", "2019-04..2019-05", "2020-02..2020-03", "2020-06..2020-07"),
        ("2020-03-01", "2019-03-01", "2020-02-29", "2020-03-02"),
        ("2020-02-29", "2019-02-28", "2020-02-28", "2020-03-01"),
        ("QL-2020-H1", "QL-2019-H1", "QL-2019-H2", "QL-2020-H2"),
    ],
)
def test_neighbours(code, last_year, previous, following):
    period = Period.of(code)
    assert (period.same_period_last_year(), period.previous(), period.next()) == tuple(
        map(Period.of, (last_year, previous, following))
    )


@st.composite
def codes(draw, management=True):
    year = draw(st.integers(1950, 2150))
    month, later = draw(st.integers(1, 11)), draw(st.integers(1, 12))
    day = date(year, 1, 1) + timedelta(draw(st.integers(0, 364)))
    code = draw(
        st.sampled_from(
            [
                str(year), f"{year}-H1", f"{year}-H2", f"{year}-9M", f"{year}-Q{month % 4 + 1}", f"{year}-{month:02d}",
                f"{year}..{year + month}", f"{year}-{month:02d}..{year + 1}-{later:02d}",
            ]
        )
    )  # fmt: skip
    if draw(st.booleans()):
        return day.isoformat() if draw(st.booleans()) else code
    return f"QL-{code}" if management else code


PERIODS = codes().map(Period.of)


@given(PERIODS)
def test_same_period_last_year_is_of_the_same_kind_and_length(period):
    earlier = period.same_period_last_year()
    assert (earlier.kind, earlier.calendar, earlier.year) == (period.kind, period.calendar, period.year - 1)
    assert abs((period.last - period.first) - (earlier.last - earlier.first)) <= timedelta(1)


def test_29_february_keeps_its_day_only_where_the_year_has_it():
    leap = Period.of("2020-02-29")
    told = [leap.years_later(years).code for years in (0, -4, -1, 4)]
    assert told == ["2020-02-29", "2016-02-29", "2019-02-28", "2024-02-29"]
    assert Period.of("QL-2020-H1").years_later(3).code == "QL-2023-H1"


@given(PERIODS)
def test_previous_and_next_undo_each_other(period):
    assert period.previous().next() == period == period.next().previous()


@given(PERIODS.filter(lambda period: period.kind != "nine"))
def test_the_next_period_begins_the_day_after(period):
    assert period.next().first == period.last + timedelta(1)


@given(PERIODS, st.sampled_from(["day", "month", "quarter", "half", "year"]))
def test_parts_make_up_the_whole_without_gap_or_overlap(period, kind):
    parts = period.parts(kind)
    if not parts:
        return
    assert (parts[0].first, parts[-1].last) == (period.first, period.last)
    assert all(b.first == a.last + timedelta(1) for a, b in pairwise(parts))
    assert all(part.kind == kind and period.contains(part) for part in parts)


@pytest.mark.parametrize(
    ("code", "kind", "parts"),
    [
        ("2020-H1", "quarter", ["2020-Q1", "2020-Q2"]),
        ("QL-2020", "half", ["QL-2020-H1", "QL-2020-H2"]),
        ("2020-9M", "quarter", ["2020-Q1", "2020-Q2", "2020-Q3"]),
        ("2021..2022", "year", ["2021", "2022"]),
        ("2020-04..2020-05", "month", ["2020-04", "2020-05"]),
        ("2020-9M", "half", []),
        ("2020-02..2020-04", "quarter", []),
        ("2020-06", "quarter", []),
        ("2020-06-08", "month", []),
        ("2020-06-08", "day", ["2020-06-08"]),
    ],
)
def test_parts(code, kind, parts):
    assert [part.code for part in Period.of(code).parts(kind)] == parts


@given(PERIODS)
def test_the_two_calendars_bear_the_same_names(period):
    assert period.as_management().as_statistical() == period.as_statistical()
    assert period.as_management().name == period.name
    assert (
        period.as_management().full_name != period.as_statistical().full_name == period.name
        or period.kind == "day"
    )
    assert period.as_statistical().calendar == "statistical"


@given(PERIODS.filter(lambda period: period.kind not in ("years", "months", "day")))
def test_a_period_lies_in_its_whole_year(period):
    assert period.whole_year().contains(period)
    assert (period.whole_year().kind, period.whole_year().calendar) == ("year", period.calendar)


def test_the_half_year_of_the_decree_is_not_that_of_statistics():
    managed, calendar = Period.of("QL-2020-H1"), Period.of("2020-H1")
    assert managed != calendar and not managed.contains(calendar)
    assert managed.contains(Period.of("2020-06-08")) and not managed.contains(Period.of("2020-06-20"))


def test_periods_are_ordered_by_their_days():
    mixed = [Period.of(code) for code in ("2020-H2", "2020", "QL-2020-H1", "2020-H1", "2020-01")]
    assert [period.code for period in sorted(mixed)] == [
        "QL-2020-H1",
        "2020-01",
        "2020-H1",
        "2020",
        "2020-H2",
    ]


@given(codes(management=False).map(Period.of))
def test_the_name_of_a_period_is_read_as_that_period(period):
    mentions = read_mentions(f"Kết quả {period.name} cho thấy")
    if period.kind == "day":
        assert [mention.day for mention in mentions] == [period.first]
    elif period.kind == "months" and period.first.year != period.last.year:
        assert {mention.kind for mention in mentions} == {"period"}
    else:
        assert [m.period for m in mentions if isinstance(m, PeriodMention)] == [period]
