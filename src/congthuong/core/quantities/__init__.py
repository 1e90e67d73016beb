"""Vietnamese figures: numbers, units, periods and dates, read from text and written back."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from congthuong.core.quantities.asked_periods import read_period
from congthuong.core.quantities.dates import NotADate, read_date, write_date, write_date_long
from congthuong.core.quantities.numbers import (
    WORDS_BELOW,
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
    convertible,
    is_measured,
    unit_of,
)
from congthuong.core.quantities.writing import write, write_number, write_quantity

if TYPE_CHECKING:
    from congthuong.core.quantities.mentions import (
        ComparisonMention,
        DateMention,
        LegalMention,
        Mention,
        NameMention,
        PeriodMention,
        QuantityMention,
        RatioMention,
        UnreadMention,
    )
    from congthuong.core.quantities.reading import digits_outside, read_mentions

# Reading running text needs the regex library; who only writes figures need not wait for it.
_READING = {"digits_outside": "reading", "read_mentions": "reading"}
_MENTIONS = dict.fromkeys(("ComparisonMention", "DateMention", "LegalMention", "Mention", "NameMention", "PeriodMention", "QuantityMention", "RatioMention", "UnreadMention"), "mentions")  # fmt: skip


def __getattr__(name: str) -> Any:
    room = {**_READING, **_MENTIONS}.get(name)
    if room is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{room}"), name)


__all__ = [
    "PERCENT",
    "PERCENT_POINT",
    "QUALIFIERS",
    "UNITLESS",
    "WORDS_BELOW",
    "CommaAsThousands",
    "ComparisonMention",
    "DateAsNumber",
    "DateMention",
    "EmptyNumber",
    "IncompatibleUnits",
    "Interval",
    "LegalMention",
    "Mention",
    "NameMention",
    "NotADate",
    "NotANumber",
    "NotNumberWords",
    "NumberWithUnit",
    "Period",
    "PeriodMention",
    "PointAsDecimal",
    "Quantity",
    "QuantityMention",
    "RatioMention",
    "Unit",
    "UnknownPeriod",
    "UnknownUnit",
    "UnreadMention",
    "convert",
    "convertible",
    "digits_outside",
    "is_measured",
    "number_to_words",
    "read_date",
    "read_decimals",
    "read_mentions",
    "read_number",
    "read_period",
    "round_half_up",
    "unit_of",
    "words_to_number",
    "write",
    "write_date",
    "write_date_long",
    "write_number",
    "write_quantity",
]
