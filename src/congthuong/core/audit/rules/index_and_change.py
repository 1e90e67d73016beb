"""An index and the change it is: "106,48% so với tháng trước, tức tăng 6,48%"."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final

from congthuong.core.audit import intervals, telling
from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules import Rule
from congthuong.core.audit.rules.operands import row_of
from congthuong.core.quantities.units import fold

_SAME_THING: Final = pattern(
    r"[^;.:()]{0,60}[,(]\s*(?:tức(?:\s+là)?|nghĩa\s+là|tương\s+đương|hay)\s+(?:tăng|giảm|cao\s+hơn|thấp\s+hơn)\s*(?:khoảng\s+)?\Z"
)
_LEAST, _MOST = Decimal(50), Decimal(200)


def index_and_change(text: Understanding) -> Iterator[Relation]:
    row = row_of(text)
    for index, change in pairwise(text.claims):
        percents = index.unit.base == "%" == change.unit.base
        if (
            not percents
            or index.role not in ("index", "level")
            or change.role != "change"
            or row.reach(index, change)
        ):
            continue
        between = fold(text.piece_of(index).text[index.end : change.start])
        if _LEAST < index.value < _MOST and _SAME_THING.fullmatch(between):
            yield from _compared(text, index, change)


def _compared(text: Understanding, index: Claim, change: Claim) -> Iterator[Relation]:
    computed = intervals.minus(index.loose, intervals.exactly(100))
    verdict = intervals.verdict(computed, intervals.signed(change), intervals.last_place(change))
    point = index.value - 100
    if verdict is None or (verdict == "contradiction" and abs(point) > 10 * abs(change.value)):
        return
    fits = f"{'tăng' if point >= 0 else 'giảm'} {telling.amount(abs(point), change)}"
    yield Relation(
        "change-of-level",
        verdict,
        (index.id, change.id),
        f"{index.text} − 100% = {telling.amount(point, change)}",
        f"{telling.about(text.statement_of(index).subject)}: chỉ số {index.text} là {fits}, báo cáo ghi {change.text}. "
        "Hãy xem lại hai số này.",
        fits,
    )


RULES: tuple[Rule, ...] = (index_and_change,)
