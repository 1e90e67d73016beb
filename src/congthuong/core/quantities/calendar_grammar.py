"""The patterns of periods and days, as running text calls them; of those, too, that there are none of.

Every repetition is bounded or possessive, see `grammar.py`.
"""

from __future__ import annotations

from typing import Final

from congthuong.core.quantities.numbers import DIGIT_WORDS
from congthuong.core.quantities.pattern_parts import (
    DAY,
    DMY,
    MONTH,
    WORD_END,
    WORD_START,
    YEAR,
    B,
    S,
    any_of,
    unit,
)

# "6T", "T6/2020", "Q2/2020" where no period came of it: tons, or months and quarters, but no bare 6 and no 2020.
SHORT_PERIOD: Final = (
    rf"{WORD_START}[0-9]{{1,2}}T(?![\p{{L}}0-9])|(?<=(?<![\p{{L}}0-9])[TQ])[0-9]{{1,2}}\s?[/-]\s?{YEAR}"
)
_OF_YEAR: Final = rf"(?:{S}(?:/|-|(?i:năm))?{S}{YEAR})?"
_MONTHS_OF: Final = (
    rf"{B}(?i:tháng)(?:{B}(?i:đầu|cuối)(?:{B}(?i:năm))?{_OF_YEAR}|(?:{B}(?i:năm))?{S}/?{S}{YEAR}"
    rf"|(?={B}(?i:ước|thực{B}hiện|đạt|tăng|giảm|so){WORD_END}))"
)
_YEARS: Final = rf"{YEAR}{S}(?:[-–]|(?i:đến)){S}(?:(?i:năm){B})?{YEAR}"


def period_from_digits() -> str:
    short = rf"{MONTH}T{S}(?:/|-|(?i:năm))?{S}{YEAR}"
    return rf"{WORD_START}(?:{MONTH}{_MONTHS_OF}|{short}|{_YEARS})"


def period_from_words() -> str:
    many = rf"(?i:{any_of((*DIGIT_WORDS[1:], 'mười'))})"
    month = rf"{MONTH}(?![0-9]|[.,][0-9]|/(?!{S}{YEAR}))"
    listed = rf"{month}(?={S}(?:,|và|/|-|năm))(?!{S}{unit()})"
    more = rf"(?:(?:{S},{S}|{B}(?i:và|đến){B}|{S}[-–]{S})(?:(?i:tháng){B}{month}|{listed}))"
    months = rf"(?i:tháng){B}{month}(?!{B}(?i:tháng){B}(?i:đầu|cuối)){more}{{0,11}}{_OF_YEAR}"
    one = r"(?:IV|I{1,3}|[1-4])(?![\p{L}0-9]|[.,][0-9])"
    another = rf"(?:{S},{S}|{B}(?i:và|đến){B}|{S}[-–]{S})(?:(?i:quý){B})?{one}(?!{S}{unit()})"
    quarter = rf"(?i:quý){B}{one}(?:{another}){{0,3}}{_OF_YEAR}"
    span = rf"(?i:giai{B}đoạn|nhiệm{B}kỳ|thời{B}kỳ|năm|từ{B}năm){B}{_YEARS}"
    until = rf"(?i:đến){B}(?:(?i:hết|cuối){B})?(?:(?i:năm){B})?{YEAR}"
    end_of = rf"(?:(?i:đến){B})?(?i:hết|cuối){B}(?i:năm)(?:{B}{YEAR})?"
    year = rf"(?:(?i:từ){B})?(?i:năm){B}{YEAR}"
    half = rf"(?i:nửa){B}(?i:đầu|cuối){B}(?i:năm)(?:{B}{YEAR})?+(?!{S}[-–]?{S}[0-9])"
    return rf"{half}|{many}{_MONTHS_OF}|{span}|(?:(?i:từ){B})?(?:{months}|{quarter})|{until}|{end_of}|{year}"


def half_of_a_period() -> str:
    """Half of a month, a quarter or a term is no period that can be named; least of all the whole one."""
    side = rf"(?:{B}(?i:đầu|cuối|sau))?(?:{B}(?i:của))?"
    whole = rf"(?i:tháng|quý|năm|nhiệm{B}kỳ|giai{B}đoạn|thời{B}kỳ)"
    years = rf"(?:{_YEARS}|{YEAR}|(?:[0-9]{{1,2}}|[IVX]{{1,4}}){_OF_YEAR})"
    return rf"(?i:nửa){side}{B}{whole}{B}{years}"


def no_such_period() -> str:
    """What is called a month or a quarter and is none: "tháng 13/2020", "quý V"; read after those that are."""
    month = rf"(?i:tháng){B}[0-9]{{1,2}}{S}(?:/|(?i:năm)){S}{YEAR}"
    # "tồn đầu quý 38": a bare number may be a figure, a Roman one is none.
    quarter = rf"(?i:quý){B}(?:[0-9]{{1,2}}{S}(?:/|(?i:năm)){S}{YEAR}|[IVXLC]{{1,6}}(?!\p{{L}}){_OF_YEAR})"
    return rf"{month}|{quarter}"


def bare_date() -> str:
    iso = rf"{YEAR}-[0-9]{{2}}-[0-9]{{2}}(?![0-9])"
    dotted = rf"(?:[0-9]{{1,2}}\.[0-9]{{1,2}}\.{YEAR}|[0-9]{{1,2}}-[0-9]{{1,2}}-{YEAR})(?![0-9])"
    return rf"(?<![0-9.,/])(?:{DMY}|{iso}|{dotted})"


def dated() -> str:
    prefix = rf"(?i:từ{B}ngày|đến{B}ngày|kể{B}từ{B}ngày|từ|đến|ngày){B}"
    long = rf"(?:(?i:từ|đến){B})?(?i:ngày){B}{DAY}{B}(?i:tháng){B}{MONTH}{B}(?i:năm){B}{YEAR}"
    open_year = rf"(?:(?i:từ|đến){B})?(?i:ngày){B}{DAY}/{MONTH}(?![0-9]|[.,/][0-9])"
    return rf"{prefix}{bare_date()}|{long}|{open_year}"
