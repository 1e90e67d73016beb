"""Units: what an officer may write in the unit column, and what converts into what."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congthuong.core.quantities import (
    PERCENT,
    PERCENT_POINT,
    UNITLESS,
    IncompatibleUnits,
    Unit,
    UnknownUnit,
    convert,
    unit_of,
)
from congthuong.core.quantities.units import EXPONENTS, base_spellings, count_nouns, measures, short_spellings

ALL_UNITS = [Unit(base, exponent) for base in sorted({*measures(), *count_nouns()}) for exponent in EXPONENTS]


@pytest.mark.parametrize(
    ("written", "symbol"),
    [
        ("tỷ đồng", "tỷ đồng"),
        ("Tỷ đồng", "tỷ đồng"),
        ("tỉ  đồng", "tỷ đồng"),
        ("triệu Kwh", "triệu kWh"),
        ("KWh", "kWh"),
        ("ngàn tấn", "nghìn tấn"),
        ("1000 tấn", "nghìn tấn"),
        ("1.000 cái", "nghìn cái"),
        ("nghìn tỷ đồng", "nghìn tỷ đồng"),
        ("m³", "m3"),
        ("đ", "đồng"),
        ("Trđ", "triệu đồng"),
        ("tr. đồng", "triệu đồng"),
        ("%", "%"),
        ("điểm %", "điểm phần trăm"),
        ("Hợp tác xã", "hợp tác xã"),
        ("tọa đàm", "tọa đàm"),
        ("toạ đàm", "tọa đàm"),
        ("", ""),
        ("triệu", "triệu"),
    ],
)
def test_unit_column_takes_what_officers_write(written, symbol):
    assert unit_of(written).symbol == symbol


@pytest.mark.parametrize(
    ("written", "meant"), [("tỷ dong", "tỷ đồng"), ("tan", "tấn"), ("san pham", "sản phẩm")]
)
def test_unknown_unit_is_refused_with_the_one_probably_meant(written, meant):
    with pytest.raises(UnknownUnit) as problem:
        unit_of(written)
    assert problem.value.message == f"Không có đơn vị «{written}». Có phải «{meant}»?"


def test_unit_like_nothing_is_refused_too():
    with pytest.raises(UnknownUnit) as problem:
        unit_of("¤¤¤")
    assert "danh mục đơn vị tính" in problem.value.message


def test_symbol_of_every_unit_reads_back():
    assert [unit for unit in ALL_UNITS if unit_of(unit.symbol) != unit] == []


def test_no_spelling_stands_for_two_units():
    assert {unit_of(spelling).base for spelling in base_spellings()} == set(base_spellings().values())
    assert not set(short_spellings()) & set(base_spellings())


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        ("10.6", "tỷ kWh", "triệu kWh", "10600"),
        ("540.8", "triệu kWh", "MWh", "540800"),
        ("10601", "triệu kWh", "GWh", "10601"),
        ("294800000", "đồng", "tỷ đồng", "0.2948"),
        ("688", "MW", "kW", "688000"),
        ("467950", "kVA", "MVA", "467.95"),
        ("1806.38", "kWp", "MWp", "1.80638"),
        ("2770.61", "km", "m", "2770610"),
        ("151.27", "nghìn tấn", "kg", "151270000"),
        ("2.03", "triệu m2", "ha", "203"),
        ("17.1", "triệu m3", "lít", "17100000000"),
        ("12", "tạ", "tấn", "1.2"),
    ],
)
def test_conversion_is_exact(value, source, target, expected):
    assert convert(Decimal(value), unit_of(source), unit_of(target)) == Decimal(expected)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("%", "điểm phần trăm"),
        ("điểm phần trăm", "%"),
        ("kVA", "kW"),
        ("kWp", "kW"),
        ("kWh", "kW"),
        ("USD", "đồng"),
        ("tấn", "m3"),
        ("xã", "huyện"),
        ("hồ sơ", "%"),
        ("đồng", "tấn"),
    ],
)
def test_what_does_not_measure_the_same_is_refused(source, target):
    with pytest.raises(IncompatibleUnits):
        convert(Decimal(1), unit_of(source), unit_of(target))


AMOUNTS = st.decimals(min_value=-(10**15), max_value=10**15, places=3)


@given(AMOUNTS, st.sampled_from(ALL_UNITS), st.sampled_from(EXPONENTS))
def test_there_and_back_is_the_same_amount(value, unit, exponent):
    other = Unit(unit.base, exponent)
    assert convert(convert(value, unit, other), other, unit) == value


@given(AMOUNTS, st.sampled_from([("kWh", "GWh"), ("kg", "tấn"), ("ha", "m2"), ("lít", "m3"), ("W", "MW")]))
def test_there_and_back_over_two_bases_is_the_same_amount(value, bases):
    small, large = map(unit_of, bases)
    assert convert(convert(value, small, large), large, small) == value


def test_large_results_are_shown_without_powers_of_ten():
    assert str(convert(Decimal("5.4"), unit_of("tỷ đồng"), unit_of("đồng"))) == "5400000000"


def test_counts_are_told_from_measures():
    assert (unit_of("xã").is_count, unit_of("tấn").is_count, unit_of("nghìn bộ").is_count) == (
        True,
        False,
        False,
    )
    assert (PERCENT.symbol, PERCENT_POINT.symbol, UNITLESS.symbol) == ("%", "điểm phần trăm", "")


def test_no_unit_has_a_magnitude_without_a_word():
    with pytest.raises(ValueError, match="10\\^4"):
        Unit("đồng", 4)


def test_command_starts_without_the_slow_libraries():
    """pint takes half a second to load; only a real conversion may ask for it."""
    program = (
        "import sys; from decimal import Decimal; from congthuong.core.quantities import *; "
        "convert(Decimal(1), unit_of('tỷ đồng'), unit_of('đồng')); "
        "print([name for name in ('pint', 'babel', 'regex') if name in sys.modules])"
    )
    python = [sys.executable, "-X", "utf8", "-c", program.replace("import *", "import convert, unit_of")]
    assert subprocess.run(python, capture_output=True, text=True, check=True).stdout.strip() == "[]"
