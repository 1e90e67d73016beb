"""The patterns of every piece of a text that may hold or qualify a figure; `scanning.py` looks for them.

They stand in the order in which they are tried, so what is no figure (a document's number, a date, a name) is
recognised before it could be taken for one. Every repetition is bounded or possessive: a pattern never steps back
over what it has read, and the time grows with the length of the text only.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

from congthuong.core.quantities import calendar_grammar
from congthuong.core.quantities.numbers import DIGIT_WORDS
from congthuong.core.quantities.pattern_parts import (
    BLANK,
    DMY,
    LARGER_DIGITS,
    LINE_START,
    MULTIPLES,
    NUMBER,
    NUMBER_WORDS,
    SEGMENT,
    SIGN,
    WORD_END,
    WORD_START,
    YEAR,
    B,
    S,
    any_of,
    both_tones,
    measure,
    unit,
    words,
)
from congthuong.core.quantities.units import (
    base_spellings,
    count_nouns,
    magnitude_spellings,
    measures,
)


def named_digits() -> list[tuple[str, str]]:
    """What begins with a digit and holds no figure: documents' numbers, periods, dates, names, marks."""
    return [
        ("unread", spaced()),
        ("legal", _legal_number()),
        ("period", calendar_grammar.period_from_digits()),
        ("unread", calendar_grammar.SHORT_PERIOD),
        ("date", calendar_grammar.bare_date()),
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
    """One amount told in two or more magnitudes: "5 triệu 300 nghìn đồng", "3 tỷ rưỡi đồng"."""
    magnitude = rf"(?i:{any_of(magnitude_spellings())}){WORD_END}"
    more = rf"(?:{BLANK}{NUMBER}{BLANK}{magnitude}(?={BLANK}[0-9]))"
    half_more = rf"{NUMBER}{BLANK}?{magnitude}{BLANK}(?i:rưỡi){WORD_END}(?:{BLANK}{unit()})?+"
    return rf"{NUMBER}{BLANK}?{magnitude}{more}*+{BLANK}{NUMBER}{BLANK}?{unit()}|{half_more}"


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
        ("period", calendar_grammar.period_from_words(), periods),
        ("date", calendar_grammar.dated(), ("từ", "đến", "kể", "ngày")),
        ("unread", calendar_grammar.half_of_a_period(), ("nửa",)),
        ("unread", calendar_grammar.no_such_period(), ("tháng", "quý")),
        ("fixed", fixed, data["names"]["fixed_openings"]),
        ("numbered", _numbered(), data["names"]["before_number"]),
        (FIGURE, rf"(?i:{any_of(data['qualifiers']['words'])}){B}(?=[0-9])", data["qualifiers"]["words"]),
        (FIGURE, _minus(), data["minus"]["words"]),
        ("spelled", _spelled(), numbers),
        ("multiple", rf"(?<=(?i:gấp){B})(?i:{any_of(MULTIPLES)}){WORD_END}", MULTIPLES),
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
    """A number in words with a count noun or a measure. "một" and "năm" alone are mostly the article and the year."""
    spelled_out = (word for word in base_spellings() if len(word) > 1 and word[0].isalpha())
    noun = any_of(both_tones({*spelled_out} - {"số"}))
    first = any_of([*DIGIT_WORDS[2:5], *DIGIT_WORDS[6:], "mười"])
    rest = rf"(?:{B}{any_of(NUMBER_WORDS)}){{0,10}}"
    alone = r"(?<=(?:\A|[.:;(\n])[\s+*-]{0,6})(?-i:Một|Năm)"
    compound = rf"{any_of(['một', 'năm'])}(?:{B}{any_of(LARGER_DIGITS)}){rest}"
    # "hai trăm năm mươi" of something unknown: the năm in it is a five and no years.
    goes_on = rf"(?!{B}{any_of([*LARGER_DIGITS, 'linh', 'lẻ'])}{WORD_END})"
    return rf"(?i:(?:{first}{rest}|{compound}|{alone}){B}{noun}){WORD_END}{goes_on}"


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
