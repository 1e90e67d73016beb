"""The patterns of every piece of a text that may hold or qualify a figure; `scanning.py` looks for them.

They stand in the order in which they are tried, so what is no figure (a document's number, a date, a name) is
recognised before it could be taken for one. Every repetition is bounded or possessive: a pattern never steps back
over what it has read, and the time grows with the length of the text only.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, Final

import regex

from congthuong.core.quantities.numbers import DIGIT_WORDS
from congthuong.core.quantities.units import (
    TONE_PAIRS,
    base_spellings,
    count_nouns,
    letter_spellings,
    magnitude_spellings,
    measures,
    short_spellings,
)

S: Final = r"\s{0,4}+"
"""Blanks between two parts of one wording: a line end with its blank line, at most."""
B: Final = r"\s{1,4}+"
YEAR: Final = r"(?:19|20|21)[0-9]{2}(?![0-9]{3})"
DAY: Final = r"(?:0?[1-9]|[12][0-9]|3[01])"
MONTH: Final = r"(?:1[0-2]|0?[1-9])"
DMY: Final = rf"[0-9]{{1,2}}\s?/\s?[0-9]{{1,2}}\s?/\s?{YEAR}"
NUMBER: Final = r"(?:[0-9]{1,3}(?:\.[0-9]{3})++|[0-9]++)(?:,[0-9]++)?(?![.,/]?[0-9])"
SIGN: Final = r"(?<=\A|[^\S\n]|[(:;|])[-−]"
WORD_START: Final = r"(?<![\p{L}\p{M}0-9])"
WORD_END: Final = r"(?!\p{L})"
BLANK: Final = r"[ \u00a0\u2009\u202f]"
"""One blank inside a line, as some put it between thousands."""
LINE_START: Final = r"(?<=(?:\A|\n)[ \t#>*]{0,8})"
SEGMENT: Final = r"\p{Lu}\p{L}{0,11}[0-9]{0,2}"
NUMBER_WORDS: Final = (
    *DIGIT_WORDS,
    *["mười", "mươi", "mốt", "tư", "lăm", "trăm", "nghìn", "linh", "lẻ", "triệu"],
)


@cache
def words() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "reading.toml").read_text(encoding="utf-8"))


def any_of(spellings: Iterable[str]) -> str:
    """A pattern for any of the spellings, the longest that fits, blanks in them of any kind.

    Written as a tree of common beginnings, so that few letters decide among hundreds of words.
    """
    tree: dict[str, Any] = {}
    for spelling in spellings:
        branch = tree
        for letter in spelling:
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    return _branches(tree)


def _branches(tree: dict[str, Any]) -> str:
    ends = "" in tree
    branches = [
        (B if letter == " " else regex.escape(letter)) + _branches(below)
        for letter, below in sorted(tree.items())
        if letter
    ]
    if not branches:
        return ""
    if len(branches) == 1 and not ends:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}"


@cache
def unit() -> str:
    """A unit after a number; one-letter units only as they are written ("5 m", never "5 M")."""
    spelled = _both_tones([*base_spellings(), *short_spellings()])
    long = any_of(word for word in spelled if len(word) > 1)
    letters = any_of(letter_spellings())
    magnitude = rf"(?i:{any_of(magnitude_spellings())})"
    # "Quyết định 11 ngày 15/7/2019": the day belongs to the date that follows.
    base = rf"(?:[%‰]|(?i:{long}){WORD_END}(?<!(?i:ngày|tháng|năm)(?={B}[0-9]))|{letters}(?![\p{{L}}/]))"
    return rf"(?>{magnitude}{B}{base}|{base}|{magnitude}{WORD_END})"


def _both_tones(spellings: Iterable[str]) -> set[str]:
    both = set(spellings)
    for old, new in TONE_PAIRS:
        both |= {word.replace(new, old) for word in both}
    return both


@cache
def measure() -> str:
    """Units that are no count nouns, and magnitudes."""
    symbols = [symbol.lower() for symbol in measures() if len(symbol) > 1]
    return rf"(?>[%‰]|(?i:{any_of([*symbols, *magnitude_spellings()])}){WORD_END})"


def named_digits() -> list[tuple[str, str]]:
    """What begins with a digit and holds no figure: documents' numbers, periods, dates, names, marks."""
    return [
        ("unread", spaced()),
        ("legal", _legal_number()),
        ("period", _period_from_digits()),
        ("unread", _SHORT_PERIOD),
        ("date", _bare_date()),
        ("fixed", "|".join(pattern for pattern in words()["names"]["fixed"] if pattern[0].isdigit())),
        ("voltage", rf"{_KV}(?:/{_KV}){{0,2}}\s?(?i:kV){WORD_END}"),
        ("time", r"(?<![0-9.,/])[0-9]{1,2}h(?:[0-9]{2})?(?![\p{L}0-9])"),
        ("list_mark", r"(?<=(?:\A|[\n;:])\s{0,4})[0-9]{1,2}\)"),
        ("heading", rf"{LINE_START}[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{0,3}}\.(?=\s|\Z)"),
    ]


def code_after_letter() -> str:
    return rf"(?<=\p{{L}})[0-9]++(?![.,]?[0-9])(?!{S}{measure()})"


def measured() -> str:
    """A number (group 1) and the unit after it (group 2), if there is one."""
    return rf"({NUMBER})(?:{S}({unit()}))?+"


@cache
def spaced() -> str:
    """Digits in groups with blanks between them: "1 000 000 đồng". Whether that is one number or several cells of a
    row cannot be told, and its pieces are wrong in any case: no figure begins with a 0 before two more digits."""
    group = rf"{BLANK}[0-9]{{3}}(?![0-9])"
    rest = rf"(?:{group})*+(?![.,][0-9])"
    some_zero = rf"[1-9][0-9]{{0,2}}(?={BLANK}0|(?:{group}){{1,3}}{BLANK}0)(?:{group})++(?:,[0-9]++)?+"
    in_prose = rf"(?<=\p{{Ll}}{BLANK})[1-9][0-9]{{0,2}}{group}{rest}(?={BLANK}?{measure()})"
    millions = rf"[1-9][0-9]{{0,2}}(?:{group}){{2}}{rest}(?={BLANK}?{measure()})"
    leftover = rf"(?<=[0-9]{BLANK})0[0-9]{{2}}(?![0-9]){rest}"
    return rf"(?<![0-9]|[0-9][.,])(?:{some_zero}|{in_prose}|{millions}|{leftover})"


def summed() -> str:
    """One amount told in two or more magnitudes: "5 triệu 300 nghìn đồng"."""
    magnitude = rf"(?i:{any_of(magnitude_spellings())}){WORD_END}"
    more = rf"(?:{BLANK}{NUMBER}{BLANK}{magnitude}(?={BLANK}[0-9]))"
    return rf"{NUMBER}{BLANK}?{magnitude}{more}*+{BLANK}{NUMBER}{BLANK}?{unit()}"


DASH: Final = rf"{S}(?:[-–]|(?i:đến)){S}(?=[0-9])"
"""Between a range's first number, or its unit, and the last one, which has a unit."""
DIVIDED: Final = rf"{NUMBER.replace('[.,/]?', '[.,]?')}\s?/\s?(?=[0-9])"
"""The first number of a ratio, up to the second."""


def bare_digits() -> list[tuple[str, str]]:
    """Digits without a unit after them."""
    return [
        ("proper", r"(?<=\p{Lu}\p{Ll}{0,7}\s\p{Lu}\p{Ll}{1,7}\s)[0-9]{1,2}(?![0-9%]|[.,/][0-9])"),
        ("year", rf"(?<![0-9][.,/-]|{_announcing()}\s{{1,4}}){YEAR}(?![0-9]|[.,/-][0-9])"),
        ("number", NUMBER),
        ("unread", r"\p{Nd}++(?:[.,/:-]\p{Nd}++)*+"),
    ]


# "6T", "T6/2020", "Q2/2020" where no period came of it: tons, or months and quarters, but no bare 6 and no 2020.
_SHORT_PERIOD: Final = (
    rf"{WORD_START}[0-9]{{1,2}}T(?![\p{{L}}0-9])|(?<=(?<![\p{{L}}0-9])[TQ])[0-9]{{1,2}}\s?[/-]\s?{YEAR}"
)
_KV: Final = r"[0-9]{1,3}(?:,[0-9]{1,2})?"


def _announcing() -> str:
    """Words after which a bare 2000 is a figure and no year."""
    directions = [word for row in words()["direction"] if row["near"] for word in row["words"]]
    return rf"(?i:{any_of([*directions, *words()['fillers']['words'], 'có'])})"


def from_words() -> list[tuple[str, str, frozenset[str]]]:
    """What begins with a word: its kind, its pattern, and every first word it can have.

    A `FIGURE` is what stands before a figure: the figure follows where the pattern ends.
    """
    data = words()
    numbers = (*DIGIT_WORDS[1:], "mười")
    documents = [
        *data["documents"]["bare"],
        *data["documents"]["other"],
        *data["documents"]["articles"],
        "số",
    ]
    periods = [*numbers, "nửa", "giai", "nhiệm", "thời", "năm", "từ", "đến", "hết", "cuối", "tháng", "quý"]
    fixed = rf"(?i:{'|'.join(pattern for pattern in data['names']['fixed'] if not pattern[0].isdigit())}){WORD_END}"
    alternatives: list[tuple[str, str, Iterable[str]]] = [
        ("legal", _legal(), documents),
        ("period", _period_from_words(), periods),
        ("date", _date(), ("từ", "đến", "kể", "ngày")),
        ("unread", _half_of_a_period(), ("nửa",)),
        ("fixed", fixed, data["names"]["fixed_openings"]),
        ("numbered", _numbered(), data["names"]["before_number"]),
        (FIGURE, rf"(?i:{any_of(data['qualifiers']['words'])}){B}(?=[0-9])", data["qualifiers"]["words"]),
        (FIGURE, _minus(), data["minus"]["words"]),
        ("spelled", _spelled(), numbers),
        *_markers(),
    ]
    return [(kind, body, frozenset(word.split()[0] for word in first)) for kind, body, first in alternatives]


FIGURE: Final = "figure"


def from_signs() -> list[tuple[str, str]]:
    return [
        ("list_mark", r"\([0-9]{1,2}\)"),
        (FIGURE, rf"{SIGN}(?=[0-9])"),
        ("stop", r"[.!?](?=\s)|\n(?=\s{0,4}(?:[-+*]|[0-9]{1,2})\s)"),
    ]


SIGNS: Final = r"[.!?](?=\s)|\n(?=\s{0,4}(?:[-+*]|[0-9]{1,2})\s)|[-−(](?=[0-9])"
"""Where `from_signs` are worth trying."""


def _legal_number() -> str:
    """The number and symbol: 20/2018/QĐ-UBND, 850/SKHĐT-THKTKG, 174-KL/TU, over a line end after a dash too."""
    dash = r"[-–](?:\s{0,3}\n\s{0,4}|\s(?=\p{Lu}{2}))?"
    symbol = (
        rf"[0-9]{{1,5}}(?:\s?/\s?[0-9]{{4}}\s?/\s?{SEGMENT}(?:{dash}{SEGMENT}){{0,3}}"
        rf"|\s?/\s?{SEGMENT}(?:{dash}{SEGMENT}){{1,3}}|/\p{{Lu}}{{2,10}}(?!\p{{L}})"
        rf"|{dash}{SEGMENT}/{SEGMENT})"
    )
    return rf"{WORD_START}{symbol}{_DATED}"


_DATED: Final = rf"(?:,?{B}(?i:ngày){B}{DMY})?"


def _legal() -> str:
    """The same after "Quyết định số"; "Chỉ thị 16" by its number alone; articles."""
    documents = words()["documents"]
    bare, every = any_of(documents["bare"]), any_of([*documents["bare"], *documents["other"]])
    end = rf"(?![\p{{L}}0-9%]|[.,/][0-9]|{S}{unit()})"
    named = rf"(?:(?i:{every}){B}(?:(?i:số):?{B})?|(?i:số):?{B})"
    called = rf"(?P<called>(?:(?i:{every}){B}(?i:số):?|(?i:{bare})){B})[0-9]{{1,5}}(?:/[0-9]{{4}})?"
    articles = rf"(?i:{any_of(documents['articles'])}){B}[0-9]{{1,3}}"
    return rf"{named}{_legal_number()}|(?:{called}|{articles}){end}(?(called){_DATED})"


_OF_YEAR: Final = rf"(?:{S}(?:/|-|(?i:năm))?{S}{YEAR})?"
_MONTHS_OF: Final = (
    rf"{B}(?i:tháng)(?:{B}(?i:đầu|cuối)(?:{B}(?i:năm))?{_OF_YEAR}|(?:{B}(?i:năm))?{S}/?{S}{YEAR}"
    rf"|(?={B}(?i:ước|thực{B}hiện|đạt|tăng|giảm|so){WORD_END}))"
)
_YEARS: Final = rf"{YEAR}{S}(?:[-–]|(?i:đến)){S}(?:(?i:năm){B})?{YEAR}"


def _period_from_digits() -> str:
    short = rf"{MONTH}T{S}(?:/|-|(?i:năm))?{S}{YEAR}"
    return rf"{WORD_START}(?:{MONTH}{_MONTHS_OF}|{short}|{_YEARS})"


def _period_from_words() -> str:
    many = rf"(?i:{any_of((*DIGIT_WORDS[1:], 'mười'))})"
    month = rf"{MONTH}(?![0-9]|[.,][0-9]|/(?!{S}{YEAR}))"
    listed = rf"{month}(?={S}(?:,|và|/|-|năm))(?!{S}{unit()})"
    more = rf"(?:(?:{S},{S}|{B}(?i:và|đến){B}|{S}[-–]{S})(?:(?i:tháng){B}{month}|{listed}))"
    months = rf"(?i:tháng){B}{month}(?!{B}(?i:tháng){B}(?i:đầu|cuối)){more}{{0,11}}{_OF_YEAR}"
    quarter = rf"(?i:quý){B}(?:IV|I{{1,3}}|[1-4])(?![\p{{L}}0-9]|[.,][0-9]){_OF_YEAR}"
    span = rf"(?i:giai{B}đoạn|nhiệm{B}kỳ|thời{B}kỳ|năm|từ{B}năm){B}{_YEARS}"
    until = rf"(?i:đến){B}(?:(?i:hết|cuối){B})?(?:(?i:năm){B})?{YEAR}"
    end_of = rf"(?:(?i:đến){B})?(?i:hết|cuối){B}(?i:năm)(?:{B}{YEAR})?"
    year = rf"(?:(?i:từ){B})?(?i:năm){B}{YEAR}"
    half = rf"(?i:nửa){B}(?i:đầu|cuối){B}(?i:năm)(?:{B}{YEAR})?+(?!{S}[-–]?{S}[0-9])"
    return rf"{half}|{many}{_MONTHS_OF}|{span}|(?:(?i:từ){B})?(?:{months}|{quarter})|{until}|{end_of}|{year}"


def _half_of_a_period() -> str:
    """Half of a month, a quarter or a term is no period that can be named; least of all the whole one."""
    side = rf"(?:{B}(?i:đầu|cuối|sau))?(?:{B}(?i:của))?"
    whole = rf"(?i:tháng|quý|năm|nhiệm{B}kỳ|giai{B}đoạn|thời{B}kỳ)"
    years = rf"(?:{_YEARS}|{YEAR}|(?:[0-9]{{1,2}}|[IVX]{{1,4}}){_OF_YEAR})"
    return rf"(?i:nửa){side}{B}{whole}{B}{years}"


def _bare_date() -> str:
    iso = rf"{YEAR}-[0-9]{{2}}-[0-9]{{2}}(?![0-9])"
    dotted = rf"(?:[0-9]{{1,2}}\.[0-9]{{1,2}}\.{YEAR}|[0-9]{{1,2}}-[0-9]{{1,2}}-{YEAR})(?![0-9])"
    return rf"(?<![0-9.,/])(?:{DMY}|{iso}|{dotted})"


def _date() -> str:
    prefix = rf"(?i:từ{B}ngày|đến{B}ngày|kể{B}từ{B}ngày|từ|đến|ngày){B}"
    long = rf"(?:(?i:từ|đến){B})?(?i:ngày){B}{DAY}{B}(?i:tháng){B}{MONTH}{B}(?i:năm){B}{YEAR}"
    open_year = rf"(?:(?i:từ|đến){B})?(?i:ngày){B}{DAY}/{MONTH}(?![0-9]|[.,/][0-9])"
    return rf"{prefix}{_bare_date()}|{long}|{open_year}"


def glued_note() -> str:
    """A mark glued to the word or year it follows: "kỳ1", "năm 20194"."""
    after = r"(?<=\p{Ll}|[/\s](?:19|20|21)[0-9]{2}|\p{L}{1,3}[23])"
    return rf"{after}[0-9]{{1,2}}(?![0-9%]|[.,/][0-9])(?!{S}{measure()})"


def note_before_word() -> str:
    """A mark glued to the word after it: "9với"."""
    return rf"(?<![0-9.,/-])[0-9]{{1,2}}(?=\p{{Ll}})(?!{unit()})(?!h[0-9]?)"


def note_opening_line() -> str:
    """The number that opens a footnote's own line."""
    exact = any_of([*count_nouns(), *measures()])
    return rf"{LINE_START}[1-9][0-9]?(?={B}(?:\p{{Lu}}|\(|[0-9]))(?!{B}(?:{exact}{WORD_END}|{measure()}))"


def _numbered() -> str:
    names = words()["names"]
    not_after = "".join(rf"(?<!{word}\s{{1,4}})" for word in names["number_of"])
    number = r"(?:[0-9]{1,4}(?:/[0-9]{1,3}|\.[0-9]{1,2}(?![0-9])){0,3}\p{L}?|[IVXLC]{1,6})"
    before = rf"(?i:{any_of(names['before_number'])}){B}(?:(?i:số){B})?"
    return rf"{not_after}{before}{number}(?![\p{{L}}0-9%]|[.,/][0-9]|{S}{unit()})"


def _minus() -> str:
    minus = words()["minus"]
    not_after = "".join(rf"(?<!(?i:{any_of([before])})\s{{1,4}})" for before in minus["not_after"])
    qualified = rf"(?:(?i:{any_of(words()['qualifiers']['words'])}){B})?"
    return rf"{not_after}(?i:{any_of(minus['words'])}){B}{qualified}(?=[0-9])"


def _spelled() -> str:
    """A number in words with a count noun. "một" and "năm" alone are mostly the article and the year."""
    noun = any_of(_both_tones(noun.lower() for noun in count_nouns() if noun != "số"))
    first = any_of([*DIGIT_WORDS[2:5], *DIGIT_WORDS[6:], "mười"])
    rest = rf"(?:{B}{any_of(NUMBER_WORDS)}){{0,10}}"
    alone = r"(?<=(?:\A|[.:;(\n])[\s+*-]{0,6})(?-i:Một|Năm)"
    compound = rf"{any_of(['một', 'năm'])}(?:{B}{any_of(['trăm', 'mươi', 'nghìn', 'triệu'])}){rest}"
    return rf"(?i:(?:{first}{rest}|{compound}|{alone}){B}{noun}){WORD_END}"


def _markers() -> list[tuple[str, str, Iterable[str]]]:
    """Words without digits that say what a figure is compared with, which way, and how it is known."""
    so = rf"(?:(?i:so){B}(?:(?i:với){B})?)"
    same = (
        rf"{so}?(?i:cùng){B}(?i:kỳ)(?:{B}(?i:năm){B}(?:{YEAR}|(?i:trước|ngoái)))?|{so}(?i:cùng)(?!{B}\p{{L}})"
    )
    directions = [word for row in words()["direction"] for word in row["words"]]
    bases = [word for row in words()["basis"] for word in row["words"]]
    bodies: list[tuple[str, str, Iterable[str]]] = [
        ("same_period", same, ("so", "cùng")),
        ("previous", rf"{so}?(?i:kỳ|tháng|quý|năm){B}(?i:trước)", ("so", "kỳ", "tháng", "quý", "năm")),
        ("same_year", rf"{so}(?i:năm){B}{YEAR}", ("so",)),
        ("plan", rf"{so}?(?i:kế){B}(?i:hoạch)", ("so", "kế")),
        ("whole", rf"{so}(?i:tổng)(?:{B}(?i:số))?", ("so",)),
        ("direction", rf"(?i:{any_of(directions)})", directions),
        ("basis", rf"(?i:{any_of(bases)})", bases),
    ]
    return [(kind, f"(?:{body}){WORD_END}", first) for kind, body, first in bodies]
