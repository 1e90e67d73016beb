"""What the rest of the year would have to be: year minus half-year against the same half of last year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import regex

from congthuong.core.audit import intervals, subjects, telling
from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim, Relation, Statement, Understanding
from congthuong.core.audit.rules import Rule
from congthuong.core.quantities.units import fold

TURN: Final = Decimal(40)
"""Points between the growth of the part known and that of the rest from which a reader would ask why."""
STEEP: Final = Decimal(30)
_PARTS: Final = {"half", "nine", "quarter", "months"}
Known = tuple[Statement, Claim, Claim]


def rest_of_year(text: Understanding) -> Iterator[Relation]:
    """A forecast below what is done is impossible; a rest of the year that turns sharply is a question."""
    parts: dict[frozenset[str], list[Known]] = {}
    years: dict[frozenset[str], list[Known]] = {}
    for one in text.statements:
        value, rate = one.first("level", "count"), one.first("change")
        if value is None or rate is None or one.period is None or rate.base not in ("same_period", ""):
            continue
        words = subjects.words_of(one.subject)
        if not words or value.unit.base in ("%", "‰", ""):
            continue
        if one.period.kind == "year":
            years.setdefault(words, []).append((one, value, rate))
        elif one.period.kind in _PARTS and one.period.first.month == 1:
            parts.setdefault(words, []).append((one, value, rate))
    for words, found in parts.items():
        for whole in years.get(words, [])[:1]:
            if found[0][0].period and whole[0].period and found[0][0].period.year == whole[0].period.year:
                yield from _rest(found[0], whole)


def _rest(part: Known, whole: Known) -> Iterator[Relation]:
    (one, done, rate), (_, year, yearly) = part, whole
    if not intervals.alike(done.unit, year.unit):
        return
    unit = year.unit
    now, all_year = intervals.within(done, unit), year.loose
    ids = (done.id, rate.id, year.id, yearly.id)
    if all_year.high < now.low and one.basis != "plan":
        yield Relation(
            "rest-of-year", "contradiction", (done.id, year.id), f"{year.text} < {done.text}",
            f"{telling.about(one.subject)}: cả năm {year.text} nhỏ hơn phần đã thực hiện {done.text}. Hãy xem lại dự ước.",
        )  # fmt: skip
        return
    before = _base(intervals.exact(done, unit).low, rate), _base(year.value, yearly)
    if before[0] is None or before[1] is None or before[1] <= before[0]:
        return
    rest, last = year.value - intervals.exact(done, unit).low, before[1] - before[0]
    growth = 100 * (rest / last - 1)
    known = -rate.value if rate.direction == "down" else rate.value
    turns = abs(growth - known) > TURN and abs(growth) > STEEP
    word = "tăng" if growth >= 0 else "giảm"
    shown = f"{telling.amount(abs(growth), rate)}"
    yield Relation(
        "rest-of-year",
        "suspicious" if turns else "consistent",
        ids,
        f"còn lại {telling.amount(rest, year, more=2)} so với cùng kỳ (suy ra) {telling.amount(last, year, more=2)}: {word} {shown}",
        f"{telling.about(one.subject)}: để cả năm đạt {year.text}, phần còn lại của năm phải {word} {shown} so với cùng kỳ, "
        f"trong khi phần đã qua {'giảm' if rate.direction == 'down' else 'tăng'} {rate.text}. Dự ước này có căn cứ không?",
    )


def _base(value: Decimal, rate: Claim) -> Decimal | None:
    by = 100 + (-rate.value if rate.direction == "down" else rate.value)
    return 100 * value / by if by > 0 else None


_INDEX: Final = pattern(r"chỉ số sản xuất (?:toàn ngành )?công nghiệp|iip")
_VALUE: Final = pattern(r"giá trị sản xuất (?:toàn ngành )?(?:ngành )?công nghiệp|gtsxcn")


def index_against_value(text: Understanding) -> Iterator[Relation]:
    """The index slows while the value it measures speeds up: other weights may explain it, so it is a question."""
    index, value = _rates(text, _INDEX), _rates(text, _VALUE)
    if index is None or value is None:
        return
    slows = [_signed(year) - _signed(half) for half, year in (index, value)]
    if slows[0] * slows[1] < 0 and min(abs(slows[0]), abs(slows[1])) >= 3:
        ids = (index[0].id, index[1].id, value[0].id, value[1].id)
        yield Relation(
            "index-against-value", "suspicious", ids,
            f"chỉ số: {index[0].text} → {index[1].text}; giá trị: {value[0].text} → {value[1].text}",
            "Chỉ số sản xuất công nghiệp và giá trị sản xuất công nghiệp đổi ngược chiều nhau giữa phần đầu năm và cả năm. "
            "Quyền số khác nhau có thể giải thích; hãy chắc rằng dự ước của hai chỉ tiêu cùng một giả định.",
        )  # fmt: skip


def _rates(text: Understanding, named: regex.Pattern[str]) -> tuple[Claim, Claim] | None:
    half: Claim | None = None
    for one in text.statements:
        rate = one.first("change")
        if (
            rate is None
            or one.period is None
            or rate.base == "previous"
            or not named.search(fold(one.subject))
        ):
            continue
        if one.period.kind in _PARTS and half is None:
            half = rate
        elif one.period.kind == "year" and half is not None:
            return half, rate
    return None


def _signed(rate: Claim) -> Decimal:
    return -rate.value if rate.direction == "down" else rate.value


RULES: tuple[Rule, ...] = (rest_of_year, index_against_value)
