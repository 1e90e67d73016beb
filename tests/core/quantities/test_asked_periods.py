"""Where a period is asked for, its name is as good as its code, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given

from congthuong.core.quantities import Period, UnknownPeriod, read_period
from core.quantities.test_periods import codes


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("6 tháng đầu năm 2020", "2020-H1"), ("06 tháng cuối năm 2020", "2020-H2"), ("quý II/2020", "2020-Q2"),
        ("Quý 2 năm 2020", "2020-Q2"), ("QUÝ IV/2020", "2020-Q4"), ("tháng 6/2020", "2020-06"),
        (" Tháng  06\nnăm 2020 ", "2020-06"), ("năm 2020", "2020"), ("9 tháng đầu năm 2020", "2020-9M"),
        ("giai đoạn 2021 - 2025", "2021..2025"), ("ngày 08/6/2020", "2020-06-08"),
        ("từ tháng 11/2019 đến tháng 02/2020", "2019-11..2020-02"), ("2020-h1", "2020-H1"), ("QL-2020-H1", "QL-2020-H1"),
    ],
)  # fmt: skip
def test_a_period_is_read_by_its_name_or_its_code(written: str, code: str) -> None:
    assert read_period(written) == Period.of(code)


@given(codes().map(Period.of))
def test_every_name_that_is_printed_may_be_typed(period: Period) -> None:
    assert read_period(period.name, managed=period.calendar == "management") == period


@pytest.mark.parametrize(
    "written",
    [
        "", "6 tháng đầu năm", "đến năm 2020", "cùng kỳ năm 2019", "từ tháng 4/2020", "quý V/2020", "tháng 13/2020",
        "6 tháng đầu năm 2020 của tỉnh", "ước năm 2020", "năm 2019 và năm 2020", "tháng 5/2020 và tháng 8/2020",
        "từ tháng 2/2020 đến tháng 11/2019", "01/6/2020", "2020-13", "05 xã",
    ],
)  # fmt: skip
def test_what_is_no_period_is_refused_as_it_was_typed(written: str) -> None:
    with pytest.raises(UnknownPeriod) as problem:
        read_period(written)

    assert f"«{written}»" in problem.value.message and "«6 tháng đầu năm 2020»" in problem.value.message
