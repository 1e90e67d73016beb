"""What the rest of the year would have to be: year minus half-year against the same half of last year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product
from typing import Final

import regex

from congthuong.core.audit import intervals, subjects, telling
from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim, Relation, Span, Statement, Understanding, is_prose
from congthuong.core.audit.rules import Rule
from congthuong.core.audit.rules.around import sentence
from congthuong.core.quantities import Interval
from congthuong.core.quantities.units import fold

TURN: Final = Decimal(40)
"""Points between the growth of the part known and that of the rest from which a reader would ask why."""
STEEP: Final = Decimal(30)
_PARTS: Final = {"half", "nine", "quarter", "months"}
Known = tuple[Statement, Claim, Claim]


def rest_of_year(text: Understanding) -> Iterator[Relation]:
    """A forecast below what is done is impossible; a rest of the year that turns sharply, or worsens where the text says
    that it will do better, is a question."""
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
                yield from _rest(text, found[0], whole)


def _rest(text: Understanding, part: Known, whole: Known) -> Iterator[Relation]:
    (one, done, rate), (_, year, yearly) = part, whole
    if not intervals.alike(done.unit, year.unit):
        return
    unit = year.unit
    if year.loose.high < intervals.within(done, unit).low and one.basis != "plan":
        yield Relation(
            "rest-of-year", "contradiction", (done.id, year.id), f"{year.text} < {done.text}",
            f"{telling.about(one.subject)}: cả năm {year.text} nhỏ hơn phần đã thực hiện {done.text}. Hãy xem lại dự ước.",
        )  # fmt: skip
        return
    before = _base(intervals.exact(done, unit).low, _signed(rate)), _base(year.value, _signed(yearly))
    possible = _possible(part, whole)
    if before[0] is None or before[1] is None or possible is None:
        return
    rest, last = year.value - intervals.exact(done, unit).low, before[1] - before[0]
    growth = 100 * (rest / last - 1)
    known = intervals.signed(rate, loose=False)
    turns = possible.low - known.high > TURN or known.low - possible.high > TURN
    turns = turns and (possible.low > STEEP or possible.high < -STEEP)
    promised = _promised(text, whole[0]) if not turns and possible.high < min(Decimal(0), known.low) else None
    word = "tăng" if growth >= 0 else "giảm"
    shown = f"{word} {telling.amount(abs(growth), rate)}"
    compared = f"{telling.about(one.subject)}: để cả năm đạt {year.text}, phần còn lại của năm phải {shown} so với cùng kỳ, "
    passed = f"phần đã qua {'giảm' if rate.direction == 'down' else 'tăng'} {rate.text}"
    message = f"{compared}trong khi {passed}. Dự ước này có căn cứ không?"
    if promised is not None:
        message = f"{compared}kém hơn {passed}, trong khi lời văn nói sẽ khá lên. Dự ước và lời văn có cùng một căn cứ không?"
    yield Relation(
        "rest-of-year",
        "suspicious" if turns or promised else "consistent",
        (done.id, rate.id, year.id, yearly.id),
        f"còn lại {telling.amount(rest, year, more=2)} so với cùng kỳ (suy ra) {telling.amount(last, year, more=2)}: {shown}",
        message,
        places=(promised,) if promised else (),
    )


def _possible(part: Known, whole: Known) -> Interval | None:
    """What the growth of the rest may be, whatever the four printed figures stand for; None where the rest, or the same
    months of last year, may be nothing. It rises or falls with each figure alone, so its ends lie at their ends."""
    (_, done, rate), (_, year, yearly) = part, whole
    ends = [
        intervals.within(done, year.unit, loose=False),
        intervals.signed(rate, loose=False),
        year.interval,
        intervals.signed(yearly, loose=False),
    ]
    found = []
    for level, by, all_year, by_year in product(*((end.low, end.high) for end in ends)):
        bases = _base(level, by), _base(all_year, by_year)
        if bases[0] is None or bases[1] is None or bases[1] <= bases[0] or all_year <= level:
            return None
        found.append(100 * ((all_year - level) / (bases[1] - bases[0]) - 1))
    return Interval(min(found), max(found))


def _base(value: Decimal, rate: Decimal) -> Decimal | None:
    """What grew to the value by a rate in per cent; None when nothing was left of it."""
    return 100 * value / (100 + rate) if rate > -100 else None


_BETTER: Final = pattern(
    r"(?<!\p{L})(?:phục hồi|hồi phục|khởi sắc|sôi động|khả quan|tăng trở lại|tăng lên|tăng mạnh|khá lên|tốt hơn|sức mua[^,;.]{0,20} tăng"
    r"|đẩy mạnh tiêu thụ|lấy lại đà)(?!\p{L})"
)
_AHEAD: Final = pattern(r"(?<!\p{L})(?:sẽ|dự báo|dự kiến|kỳ vọng|cuối năm|thời gian tới)(?!\p{L})")
_DOUBTED: Final = pattern(r"(?<!\p{L})(?:chưa|không|khó|chậm|nếu)(?!\p{L})")


def _promised(text: Understanding, one: Statement) -> Span | None:
    """A sentence that promises better of what the forecast is of: in its paragraph, or where its words are named."""
    words = subjects.words_of(one.subject)
    for number, start, end, said in text.once(_promises):
        named = words & said
        if number == one.piece or len(named) >= max(3, len(words) // 2):
            return text.span(number, start, end)
    return None


def _promises(text: Understanding) -> Iterator[tuple[int, int, int, frozenset[str]]]:
    """Each place that says that something will do better, with the words of its sentence."""
    for number, piece in enumerate(text.reading.pieces):
        folded = fold(piece.text) if is_prose(piece) else ""
        if len(folded) != len(piece.text):
            continue
        for found in _BETTER.finditer(folded):
            first, last = sentence(piece.text, found.start(), found.end())
            around = folded[first:last]
            if _AHEAD.search(around) and not _DOUBTED.search(folded[first : found.start()]):
                yield number, found.start(), found.end(), subjects.words_of(piece.text[first:last])


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
