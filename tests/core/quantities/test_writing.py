"""Figures as officials print them, and that a printed figure is read as the figure it was."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congthuong.core.quantities import (
    QUALIFIERS,
    UNITLESS,
    Interval,
    Quantity,
    QuantityMention,
    Unit,
    read_mentions,
    round_half_up,
    unit_of,
    write,
    write_number,
    write_quantity,
)
from congthuong.core.quantities.units import EXPONENTS, count_nouns, measures


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "options", "written"),
    [
        ("19125.44", "tỷ đồng", 2, {}, "19.125,44 tỷ đồng"),
        ("99.705", "%", 2, {}, "99,71%"),
        ("0.5", "điểm phần trăm", 1, {}, "0,5 điểm phần trăm"),
        ("4", "xã", 0, {"pad": True}, "04 xã"),
        ("10", "xã", 0, {"pad": True}, "10 xã"),
        ("0", "xã", 0, {"pad": True}, "0 xã"),
        ("4.5", "km", 1, {"pad": True}, "4,5 km"),
        ("100", "%", 2, {"strip_zeros": True}, "100%"),
        ("27.5", "%", 2, {"strip_zeros": True}, "27,5%"),
        ("0.8", "%", 2, {}, "0,80%"),
        ("-2.885", "%", 2, {}, "-2,89%"),
        ("-0.001", "%", 2, {}, "0,00%"),
        ("8600", "m3", 0, {}, "8.600 m3"),
        ("13953", "kVA", 0, {}, "13.953 kVA"),
        (
            "1234567890123456789012345678901234.5",
            "đồng",
            0,
            {},
            "1.234.567.890.123.456.789.012.345.678.901.235 đồng",
        ),
        ("5", "", 0, {}, "5"),
    ],
)
def test_figures_are_written_as_officials_write_them(value, unit, decimals, options, written):
    assert write_quantity(Decimal(value), unit_of(unit), decimals, **options) == written


def test_halves_are_rounded_away_from_zero_and_once():
    """Python would print 2,5 as 2 and 0,125 as 0,12."""
    assert [write_number(Decimal(v), d) for v, d in (("2.5", 0), ("0.125", 2), ("2.4449", 2))] == [
        "3",
        "0,13",
        "2,44",
    ]
    assert round_half_up(Decimal("-2.5"), 0) == Decimal(-3)


def test_qualifier_is_written_before_the_figure():
    assert write(Quantity(Decimal(24000), unit_of("lượt"), 0, "trên")) == "trên 24.000 lượt"


@pytest.mark.parametrize(
    ("quantity", "low", "high"),
    [
        (Quantity(Decimal("0.80"), unit_of("%"), 2), "0.795", "0.805"),
        (Quantity(Decimal(5268), unit_of("tấn"), 0), "5267.5", "5268.5"),
        (Quantity(Decimal(24000), unit_of("lượt"), 0, "trên"), "23999.5", "25000"),
        (Quantity(Decimal(80), unit_of("sản phẩm"), 0, "hơn"), "79.5", "90"),
        (Quantity(Decimal(2000), unit_of("MW"), 0, "khoảng"), "1000", "3000"),
        (Quantity(Decimal(150), unit_of("hồ sơ"), 0, "gần"), "140", "150.5"),
        (Quantity(Decimal("1.5"), unit_of("tỷ đồng"), 1, "dưới"), "1.4", "1.55"),
    ],
)
def test_a_printed_figure_stands_for_an_interval(quantity, low, high):
    assert quantity.interval == Interval(Decimal(low), Decimal(high))
    assert quantity.value in quantity.interval


def test_intervals_that_share_a_value_overlap():
    a, b, c = (Interval(Decimal(x), Decimal(y)) for x, y in ((0, 2), (2, 3), (4, 5)))
    assert (a.overlaps(b), a.overlaps(c)) == (True, False)
    with pytest.raises(ValueError, match="from 2 to 1"):
        Interval(Decimal(2), Decimal(1))


UNITS = [Unit(base, exponent) for base in sorted({*measures(), *count_nouns()}) for exponent in EXPONENTS]


@st.composite
def quantities(draw):
    decimals = draw(st.integers(0, 4))
    value = round_half_up(draw(st.decimals(-(10**12), 10**12, places=4)), decimals)
    return Quantity(
        value, draw(st.sampled_from(UNITS)), decimals, draw(st.sampled_from(["", *sorted(QUALIFIERS)]))
    )


@given(quantities())
@settings(max_examples=400)
def test_a_written_quantity_reads_back_as_the_same_quantity(quantity):
    if quantity.qualifier:
        quantity = Quantity(abs(quantity.value), quantity.unit, quantity.decimals, quantity.qualifier)
    (mention,) = read_mentions(write(quantity))
    assert isinstance(mention, QuantityMention)
    assert mention.quantity == quantity
    assert str(mention.quantity.value) == str(quantity.value)


@pytest.mark.parametrize("exponent", EXPONENTS)
@pytest.mark.parametrize("value", ["1", "9", "31", "2020", "0.80"])
def test_every_unit_reads_back_inside_a_sentence(value, exponent):
    decimals = len(value.partition(".")[2])
    misread = []
    for unit in (unit for unit in UNITS if unit.exponent == exponent):
        written = write_quantity(Decimal(value), unit, decimals, pad=True)
        mentions = [
            m for m in read_mentions(f"Kết quả là {written}, đúng tiến độ.") if m.kind != "comparison"
        ]
        if [(m.surface, m.quantity) for m in mentions] != [
            (written, Quantity(Decimal(value), unit, decimals))
        ]:
            misread.append(written)
    assert misread == []


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_number_without_unit_reads_back(value):
    (mention,) = read_mentions(write_number(value, 2))
    assert mention.quantity == Quantity(value if value else abs(value), UNITLESS, 2)
