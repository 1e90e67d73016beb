"""Multiples of levels stated near: "gấp 1,77 lần mức bình quân …", "bằng 98,9% (cùng kỳ …)", "cứ 10 … thì có 6,7 …".

What stands in one statement with its base in brackets belongs to the changes of levels; here the two levels may stand
in the sentences before, and the numbers decide which they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations
from typing import Final

import regex

from congthuong.core.audit import intervals, telling
from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules import Rule
from congthuong.core.audit.rules.operands import Row, digits, in_unit, named_around, plausible, row_of
from congthuong.core.audit.subjects import words_of
from congthuong.core.quantities import Interval
from congthuong.core.quantities.units import fold

_LEVELS: Final = frozenset({"level", "count", "after", "part", "whole", "base", "average", "before", "plan"})
_CHANGES: Final = frozenset({"%", "‰", "lần", "điểm", "điểm phần trăm"})
_MORE: Final = pattern(r"(?:tăng|giảm|hơn|thêm)\s*(?:khoảng|gần|trên|hơn)?\s*\Z")
_COMPARED: Final = pattern(r"so với|so cùng|cùng kỳ|năm trước|tháng trước|quý trước")
_FOR_EACH: Final = regex.compile(r"(?i)(?:\bcứ|như vậy,?|mỗi|bình quân|trung bình)\s*\Z")
_ROUND: Final = frozenset(Decimal(10) ** power for power in range(6))
_SINGLE: Final = 12
"""Numbers before a multiple among which its two levels are sought."""


def multiples(text: Understanding) -> Iterator[Relation]:
    """value / base = multiple, both levels stated in the sentence or just before."""
    row = row_of(text)
    for claim in text.claims:
        if claim.unit.base == "lần" and claim.role in ("multiple", "level", "count") and claim.value > 1:
            per = row.text.piece_of(claim).text[claim.end : claim.end + 2].strip().startswith("/")
            if not per and not _MORE.search(fold(claim.lead)):
                yield from _multiple(row, claim)


def _multiple(row: Row, multiple: Claim) -> Iterator[Relation]:
    near = [one for one in row.around(multiple, back=_SINGLE, ahead=2) if _is_level(one[0]) and one[1] < 3]
    if digits(multiple) < 2:
        near = [one for one in near if one[1] == 0]
    pairs = [
        (first, second)
        for (first, *_), (second, *_) in permutations(near[:_SINGLE], 2)
        if intervals.alike(first.unit, second.unit) and first.start != second.start
    ]
    fitting = [
        pair for pair in pairs if _fits(_ratio(*pair), multiple.interval) and _meant(row, pair, multiple)
    ]
    if fitting:
        yield _stated(row, *fitting[0], multiple, miss=False)
        return
    for value, base in pairs:
        only = multiple.statement == value.statement and base.start > multiple.end and value.role == "average"
        computed = _ratio(value, base)
        if only and computed and row.reach(base, multiple) == 0 and not multiple.qualifier:
            needs = [(multiple, computed), (value, intervals.times(base.loose, multiple.interval))]
            if plausible(telling.middle(computed), multiple.value, needs):
                yield _stated(row, value, base, multiple, miss=True)
                return


def _is_level(claim: Claim) -> bool:
    return claim.role in _LEVELS and claim.unit.base not in _CHANGES


def _meant(row: Row, pair: tuple[Claim, Claim], multiple: Claim) -> bool:
    """Whether the sentence of the multiple says what it is a multiple of, or names both levels ("quý IV", "quý I")."""
    base = pair[1]
    if row.reach(base, multiple) == 0:
        words = f"{fold(base.lead)} … {fold(base.tail)}"
        named = words_of(multiple.tail)
        after = len(named) > 1 and named <= words_of(f"{row.text.statement_of(base).subject} {base.lead}")
        return base.role == "base" or base.start > multiple.end or after or bool(_COMPARED.search(words))
    sentence = fold(row.sentence_text(multiple))
    return all(len(lead := fold(one.lead)) > 3 and lead in sentence for one in pair)


def _fits(computed: Interval | None, stated: Interval) -> bool:
    return (
        computed is not None and computed.overlaps(stated) and computed.high < computed.low * Decimal("1.2")
    )


def _ratio(value: Claim, base: Claim) -> Interval | None:
    return intervals.over(in_unit(value, base.unit), in_unit(base, base.unit)) if base.loose.low > 0 else None


def _stated(row: Row, value: Claim, base: Claim, multiple: Claim, *, miss: bool) -> Relation:
    computed = _ratio(value, base)
    fits = telling.amount(telling.middle(computed) if computed else Decimal(0), multiple)
    close = computed is not None and computed.overlaps(
        intervals.widened(multiple.interval, intervals.last_place(multiple))
    )
    return Relation(
        "multiple-of-levels",
        "consistent" if not miss else "rounding" if close else "contradiction",
        (value.id, base.id, multiple.id),
        f"{value.text} / {base.text} = {fits}",
        f"{telling.about(row.text.statement_of(value).subject)}: {value.text} so với {base.text} gấp {fits}, "
        f"báo cáo ghi {multiple.text}. Hãy xem lại ba số này.",
        fits,
    )


def for_each(text: Understanding) -> Iterator[Relation]:
    """ "cứ 10 doanh nghiệp gia nhập thì có 6,7 doanh nghiệp rời đi": both totals stand before."""
    row = row_of(text)
    for unit_of, claim in zip(text.claims, text.claims[1:], strict=False):
        if unit_of.value not in _ROUND or unit_of.decimals or claim.role not in _LEVELS or digits(claim) < 2:
            continue
        words = row.text.piece_of(unit_of).text
        if row.reach(unit_of, claim) or not _FOR_EACH.search(
            words[max(0, unit_of.start - 16) : unit_of.start]
        ):
            continue
        if unit_of.unit.base and unit_of.unit.base not in ("tháng", "ngày", "năm", "quý"):
            yield from _each(row, unit_of, claim)


def _each(row: Row, one: Claim, claim: Claim) -> Iterator[Relation]:
    near = [
        found
        for found, reach, _ in row.around(one, back=_SINGLE, ahead=0)
        if reach < 3 and _is_level(found) and found.start != claim.start
    ]
    stated = intervals.over(claim.interval, intervals.exactly(one.value))
    for value, base in permutations(near, 2):
        if not _same_measure(value, claim) or not _same_measure(base, one) or base.loose.low <= 0:
            continue
        ratio = intervals.over(in_unit(value, claim.unit), in_unit(base, one.unit))
        if stated is not None and _fits(ratio, stated) and ratio is not None:
            fits = telling.amount(telling.middle(ratio) * one.value, claim)
            yield Relation(
                "multiple-of-levels",
                "consistent",
                (value.id, base.id, claim.id),
                f"{value.text} / {base.text} × {one.text} = {fits}",
            )
            return


def _same_measure(level: Claim, like: Claim) -> bool:
    return intervals.alike(level.unit, like.unit) or (not level.unit.base and named_around(level, "", like.unit.base)) or (
        not level.unit.base and like.unit.is_count
    )  # fmt: skip


def shares_of_base(text: Understanding) -> Iterator[Relation]:
    """ "511,2 nghìn ha, bằng 99,2% (cùng kỳ 515,3 nghìn ha)": per cent of the base in the bracket after it."""
    for one in text.statements:
        value, base = one.first("level", "count", "after"), one.first("base")
        if value is None or base is None or one.first("plan") or not intervals.alike(value.unit, base.unit):
            continue
        for rate in one.of("attainment"):
            if rate.base not in ("", "plan") or not value.start < rate.start < base.start:
                continue
            computed = intervals.percent_of(in_unit(value, base.unit), base.loose)
            if _fits(computed, rate.interval) and "bằng" in fold(rate.lead):
                yield Relation(
                    "change-of-level",
                    "consistent",
                    (value.id, base.id, rate.id),
                    f"{value.text} / {base.text} = {rate.text}",
                )


RULES: tuple[Rule, ...] = (multiples, for_each, shares_of_base)
