"""Dates: the day of a document must be the day that was written."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.quantities import NotADate, read_date, write_date, write_date_long


@pytest.mark.parametrize(
    "written",
    [
        "08/6/2020",
        "8/6/2020",
        "08/06/2020",
        "2020-06-08",
        "ngày 08 tháng 6 năm 2020",
        "Ngày 08/6/2020",
        " 08/6/2020 ",
        "08.6.2020",
    ],
)
def test_the_day_of_the_replaced_report(written):
    assert read_date(written) == date(2020, 6, 8)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "31/13/2020",
        "29/02/2019",
        "6/2020",
        "08/6/20",
        "5268",
        "ngày tháng năm 2020",
        "8/6/2020/1",
        "31/12/9999",
        "01/01/0001",
    ],
)
def test_no_day_is_guessed(written):
    with pytest.raises(NotADate) as problem:
        read_date(written)
    assert "08/6/2020" in problem.value.message


def test_days_below_ten_and_the_first_two_months_take_a_zero():
    """Decree 30/2020/NĐ-CP, Annex I, part II."""
    assert write_date(date(2020, 1, 7)) == "07/01/2020"
    assert write_date(date(2020, 3, 7)) == "07/3/2020"
    assert write_date_long(date(2020, 2, 28)) == "ngày 28 tháng 02 năm 2020"
    assert write_date_long(date(2020, 6, 8)) == "ngày 08 tháng 6 năm 2020"


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2199, 12, 31)))
def test_written_days_read_back(day):
    assert read_date(write_date(day)) == read_date(write_date_long(day)) == read_date(day.isoformat()) == day
