"""What a table's column means: the measure, the unit, the period and the basis that its head names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from congthuong.core.audit.model import Basis
from congthuong.core.audit.table_cells import with_tones, words
from congthuong.core.quantities import PERCENT, UNITLESS, Period, PeriodMention, Unit, read_mentions
from congthuong.core.quantities.units import find_unit, fold

ColumnKind = Literal[
    "label", "ordinal", "unit", "code", "note", "text",
    "level", "plan", "base", "difference", "average",
    "attainment", "change", "index", "share", "percent",
]  # fmt: skip
AMOUNTS: Final = frozenset({"level", "plan", "base", "difference"})
"""Kinds whose figures add up over the rows, where nothing speaks against it."""
PERCENTS: Final = frozenset({"attainment", "change", "index", "share", "percent"})
SIGNED: Final = frozenset({"difference", "change"})
"""Kinds whose figures may fall below zero, so that brackets mean minus."""


def is_figures(kind: ColumnKind) -> bool:
    """Whether columns of the kind hold figures."""
    return kind not in ("label", "ordinal", "unit", "code", "note", "text")


_PLAN_FIRST: Final = re.compile(with_tones("kế hoạch|kh"))
_SET_AGAINST: Final = re.compile(with_tones(r"\bso\b|/ ?(?:kh|ck|cùng kỳ|kế hoạch)\b"))
_BRACKETS: Final = re.compile(r"\(([^()]{1,40})\)")
_UNIT_NOTE: Final = re.compile(
    r"(?:đơn\s+vị(?:\s+tính)?|đ\.?v\.?t|đvt)\s*[:.]\s*(?P<unit>[^.;()\n]{1,40})", re.I
)
_UNIT_AT_END: Final = re.compile(r"\(\s*(?P<unit>[^().0-9]{2,24})\)\s*:?\s*\Z")
"""The caption "Bảng 1. Tổng mức bán lẻ hàng hóa (tỷ đồng)"."""
_SHORT_MONTHS: Final = re.compile(r"\b([0-9]{1,2})\s?T(?=[\s/.\-)]|$|[0-9]{4})", re.I)
_BARE_MONTHS: Final = re.compile(r"\b([0-9]{1,2}) tháng(?! đầu| cuối| đấu)", re.I)


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `head` is its path of heads joined by " - ", `leaf` the lowest of them.

    `unit` is the unit that the head names; None when it names none. `period` is the period of its figures, `months`
    what the head names without a year ("06", "H1"). `number` is its number in a row such as "(1) (2) (3)=(2)/(1)",
    `formula` what stands after "=" there.
    """

    index: int
    head: str
    leaf: str
    path: tuple[str, ...]
    kind: ColumnKind
    unit: Unit | None = None
    period: Period | None = None
    months: str = ""
    basis: Basis = ""
    cumulated: bool = False
    number: str = ""
    formula: str = ""

    @property
    def folded(self) -> str:
        return fold(self.head)


@cache
def _pattern(group: str) -> re.Pattern[str]:
    return re.compile(with_tones("|".join(words()["measures"][group])))


def says(group: str, text: str) -> bool:
    """Whether folded text holds one of the words of a group of `table_words.toml`."""
    return _pattern(group).search(text) is not None


@lru_cache(maxsize=4096)
def figureless_kind(head: str) -> ColumnKind | None:
    """The kind of a column that holds no figures, by its whole head; None for every other head."""
    bare = fold(head).strip(" .:()")
    for kind in ("ordinal", "unit", "code", "note"):
        if any(re.fullmatch(with_tones(word), bare) for word in words()["columns"][kind]):
            return kind
    return None


@lru_cache(maxsize=4096)
def measured_kind(path: tuple[str, ...], percent_cells: bool) -> ColumnKind:
    """What a column of figures measures, by its heads; `percent_cells` when its cells themselves show "%"."""
    whole, leaf = fold(" - ".join(path)), fold(path[-1]) if path else ""
    if says("share", whole):
        return "share"
    if _is_difference(whole, leaf, percent_cells):
        return "difference"
    unit = unit_in_head(path[-1]) if path else None
    if _is_percent(whole, percent_cells) and (unit is None or unit == PERCENT):
        return _percent_kind(whole, leaf)
    if says("average", whole):
        return "average"
    if says("plan", leaf) or (says("plan", whole) and not says("actual", leaf)):
        return "level" if says("actual", leaf) and not _PLAN_FIRST.match(leaf) else "plan"
    if says("same_period", whole) and not says("actual", leaf.replace("thực hiện cùng kỳ", "")):
        return "base"
    return "level"


def _is_difference(whole: str, leaf: str, percent_cells: bool) -> bool:
    if percent_cells or says("relative", leaf):
        return False
    return says("difference", whole) and not says("percent", whole.replace("tăng trưởng", ""))


def _is_percent(whole: str, percent_cells: bool) -> bool:
    if percent_cells or says("percent", whole) or says("index", whole):
        return True
    return says("compared", whole) and _SET_AGAINST.search(whole) is not None


def _percent_kind(whole: str, leaf: str) -> ColumnKind:
    if says("plan", leaf) or (says("plan", whole) and not says("same_period", leaf)):
        return "attainment"
    if says("index", whole) and not says("growth", leaf):
        return "index"
    if says("same_period", whole) or says("previous", whole) or len(re.findall(r"20[0-9]{2}", whole)) > 1:
        return "change"
    if says("growth", whole):
        return "change"
    return "attainment" if says("attained", whole) and "%" in whole and says("actual", whole) else "percent"


@lru_cache(maxsize=4096)
def unit_in_head(head: str) -> Unit | None:
    """The unit a head names in brackets, after "ĐVT:" or after a comma: "Trị giá (triệu USD)", "Sản lượng, tấn"."""
    for inner in (*_BRACKETS.findall(head), *_after_comma(head)):
        unit = known_unit(re.sub(r"^(?:đvt|đơn vị(?: tính)?)\s*:?\s*", "", inner.strip(), flags=re.I))
        if unit is not None:
            return unit
    return unit_in_note(head)


def _after_comma(head: str) -> tuple[str, ...]:
    _, comma, rest = head.rpartition(",")
    return (rest,) if comma else ()


@lru_cache(maxsize=4096)
def known_unit(text: str) -> Unit | None:
    """The unit written; None for what is no known unit. "%" and "+/-%" are per cent."""
    bare = text.strip(" .:;")
    if not bare or re.search(r"[0-9]", bare.replace("m2", "").replace("m3", "").replace("1000", "")):
        return None
    if re.fullmatch(r"[+\-±/,\s]*%", bare):
        return PERCENT
    unit = find_unit(bare)
    return None if unit == UNITLESS else unit


def unit_in_note(text: str) -> Unit | None:
    """The unit of "Đơn vị tính: triệu đồng", "(ĐVT: Tỷ đồng; %)": the first that is no per cent."""
    match = _UNIT_NOTE.search(text) or _UNIT_AT_END.search(text)
    if match is None:
        return None
    return next((unit for part in re.split(r"[,;]", match["unit"]) if (unit := known_unit(part))), None)


@lru_cache(maxsize=4096)
def period_in_head(head: str, year: int | None) -> tuple[Period | None, str]:
    """The period a head names and its part in the letters of period codes ("06", "H1"); (None, "") for none.

    `year` is the year taken where the head names none.
    """
    spelled = _SHORT_MONTHS.sub(r"\1 tháng ", head)
    spelled = _BARE_MONTHS.sub(r"\1 tháng đầu năm", spelled)
    spelled = re.sub(r"đầu năm\s*[/.-]?\s*(?:năm\s+)?(?=[0-9]{4})", "đầu năm ", spelled)
    years = re.findall(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", head)
    found = [
        mention
        for mention in read_mentions(spelled, year=int(years[0]) if years else year)
        if isinstance(mention, PeriodMention) and mention.relation in ("", "to")
    ]
    if not found:
        return None, ""
    chosen = next((mention for mention in found if mention.part), found[0])
    return chosen.period, chosen.part


def basis_in_head(head: str, kind: ColumnKind) -> Basis:
    folded = fold(head)
    if kind == "plan":
        return "plan"
    if says("forecast", folded):
        return "forecast"
    if says("estimate", folded):
        return "estimate"
    return "actual" if says("actual", folded) else ""


def column_numbers(texts: Sequence[str]) -> list[tuple[str, str]] | None:
    """(number, formula) of each cell of a row such as "A | B | 1 | 2 | 3=2/1"; None for any other row."""
    read: list[tuple[str, str]] = []
    for text in texts:
        match = re.fullmatch(r"\(?\s*([0-9]{1,2}|[A-Za-z])\s*\)?\s*(?:=\s*(.{1,60}))?", text.strip())
        if text.strip() and match is None:
            return None
        read.append((match[1], (match[2] or "").strip()) if match else ("", ""))
    numbers = [int(number) for number, _ in read if number.isdigit()]
    letters = [number for number, _ in read if number.isalpha()]
    rising = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False
    if not rising or numbers[0] > 3 or len(numbers) + len(letters) < 3:
        return None
    return read
