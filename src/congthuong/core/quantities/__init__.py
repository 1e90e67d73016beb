"""Vietnamese figures: numbers, units, periods and dates, read from text and written back."""

from congthuong.core.quantities.dates import NotADate, read_date, write_date, write_date_long
from congthuong.core.quantities.numbers import (
    CommaAsThousands,
    DateAsNumber,
    EmptyNumber,
    NotANumber,
    NotNumberWords,
    NumberWithUnit,
    PointAsDecimal,
    number_to_words,
    read_decimals,
    read_number,
    words_to_number,
)
from congthuong.core.quantities.periods import Period, UnknownPeriod
from congthuong.core.quantities.quantity import QUALIFIERS, Interval, Quantity, round_half_up
from congthuong.core.quantities.units import (
    PERCENT,
    PERCENT_POINT,
    UNITLESS,
    IncompatibleUnits,
    Unit,
    UnknownUnit,
    convert,
    unit_of,
)
from congthuong.core.quantities.writing import write, write_number, write_quantity

__all__ = [
    "PERCENT",
    "PERCENT_POINT",
    "QUALIFIERS",
    "UNITLESS",
    "CommaAsThousands",
    "DateAsNumber",
    "EmptyNumber",
    "IncompatibleUnits",
    "Interval",
    "NotADate",
    "NotANumber",
    "NotNumberWords",
    "NumberWithUnit",
    "Period",
    "PointAsDecimal",
    "Quantity",
    "Unit",
    "UnknownPeriod",
    "UnknownUnit",
    "convert",
    "number_to_words",
    "read_date",
    "read_decimals",
    "read_number",
    "round_half_up",
    "unit_of",
    "words_to_number",
    "write",
    "write_date",
    "write_date_long",
    "write_number",
    "write_quantity",
]
