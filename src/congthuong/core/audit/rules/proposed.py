"""The arithmetic that the place of figures proposes: parts and their whole, a share, a change, what remains, an average."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from typing import Final

import regex

from congthuong.core.audit import group_rows, groups, intervals
from congthuong.core.audit.model import Claim
from congthuong.core.audit.phrases import MEAN
from congthuong.core.audit.rules import equations, wholes
from congthuong.core.audit.rules.averages import nearest_splits
from congthuong.core.audit.rules.equations import Equation
from congthuong.core.audit.rules.nearby import is_amount, like
from congthuong.core.audit.rules.nearby_sums import counted_rows
from congthuong.core.audit.rules.operands import Row, digits, other_things_after
from congthuong.core.audit.rules.proposed_changes import changed_apart
from congthuong.core.audit.rules.proposed_repeats import taken_up
from congthuong.core.audit.rules.proposed_runs import quarters, runs, stocks_around
from congthuong.core.audit.rules.proposed_stocks import balances, columns, raised
from congthuong.core.audit.rules.stages import stage
from congthuong.core.audit.subjects import words_of
from congthuong.core.quantities.units import fold


@dataclass(frozen=True, slots=True)
class Known:
    """What the relations say of each figure: confirmed by others, the result of some, at odds with others; `rows` are
    the operands that come to some result together."""

    confirmed: frozenset[str]
    results: frozenset[str]
    told: frozenset[str]
    rows: frozenset[frozenset[str]]


Propose = Callable[[Row, Known], Iterator[Sequence[Equation]]]
"""Gives the readings of one result together: they are tried one after the other."""


def sums(row: Row, known: Known) -> Iterator[Sequence[Equation]]:
    """Parts that the text lays out, with the amounts that they may come to, the likeliest first."""
    text = row.text
    for group in (*groups.groups(text), *group_rows.rows(text), *group_rows.rows_of_items(text)):
        parts = group.amounts
        if group.examples or any(part.qualifier or not _alike(part, parts[0]) for part in parts):
            continue
        if len({part.role == "average" or bool(MEAN.search(part.lead)) for part in parts}) > 1:
            continue  # "cả tuần 128,94 triệu kWh, bình quân ngày 18,42 triệu kWh": a mean is no part
        if (group.parent is None or not group.complete) and len(parts) == 2 and min(map(digits, parts)) < 3:
            continue  # two short figures side by side are no parts of whatever stands near
        wide = len(parts) > 2 and min(map(digits, parts)) > 2
        far = _far_before(row, parts) if wide else []
        wholes_of = [*group.wholes[: _MANY if wide else 2], *far]
        yield from _summed(
            parts,
            wholes_of,
            known,
            sure=_is_sure(group) and other_things_after(row, parts[-1]) is None,
        )
    for whole, counts in counted_rows(row):
        if not any(part.qualifier for part in counts):
            yield from _summed(counts, [whole], known, sure=not _goes_on(row, counts[-1]))


def _goes_on(row: Row, last: Claim) -> bool:
    """Whether more is named after the last of a row that no number counts: "và các chợ truyền thống"."""
    words = row.text.piece_of(last).text
    return bool(_MORE.search(_UP_TO_END.match(words, last.end)[0]))


_UP_TO_END: Final = regex.compile(r"[^;.)]{0,80}")
_MORE: Final = regex.compile(r",|(?<!\p{L})(?:và|cùng)(?!\p{L})|…")


def _is_sure(group: groups.Group) -> bool:
    """Whether the parts are said to be all of a whole that stands beside them."""
    beside = group.parent is not None or (
        bool(group.wholes) and group.wholes[0].piece == group.amounts[0].piece
    )
    return group.complete and beside


def _summed(
    parts: Sequence[Claim], wholes: Sequence[Claim], known: Known, *, sure: bool
) -> Iterator[Sequence[Equation]]:
    found = [one for one in dict.fromkeys(wholes) if not one.qualifier and one not in parts]
    if not found or len(parts) < 2 or frozenset(part.id for part in parts) in known.rows:
        return
    made = [
        equations.total(parts, whole) for whole in found if _alike(whole, parts[0]) or whole.unit.is_count
    ]
    yield [replace(one, sure=sure and len(made) == 1) for one in made]


def _far_before(row: Row, parts: Sequence[Claim]) -> list[Claim]:
    """Amounts further before a row of long numbers, told of by the words that its first part is told of by."""
    here, named = row.at[parts[0].id], words_of(row.text.statement_of(parts[0]).subject)
    return [
        one
        for one in row.claims[max(0, here - _BACK) : max(0, here - 1)]
        if is_amount(one)
        and one.unit.base == parts[0].unit.base
        and len(named & words_of(row.text.statement_of(one).subject)) > 1
    ][-_MANY:]


_MANY: Final = 8
_BACK: Final = 80


def shares(row: Row, known: Known) -> Iterator[Sequence[Equation]]:
    for rate in row.claims:
        if (
            rate.id in known.results
            or rate.unit.base != "%"
            or rate.role not in ("share", "attainment", "level")
        ):
            continue
        if rate.value in (0, 100) or rate.qualifier:
            continue
        one = row.text.statement_of(rate)
        part = wholes.part_of(row, one, rate)
        if (
            part is None
            or part.qualifier
            or row.reach(part, rate)
            or (rate.role == "level" and not _beside(part, rate))
        ):
            continue
        found = list(islice(_wholes(row, part, rate), 4))
        made = [
            each
            for whole in found
            if min(digits(part), digits(whole)) > 1
            for each in equations.ratio(part, whole, rate, "share-of-whole", scale=Decimal(100))
        ]
        if made:
            yield _certain_first(row, part, rate, made)


def _certain_first(row: Row, part: Claim, rate: Claim, made: list[Equation]) -> list[Equation]:
    """ "Nhân sự 4.216 người, nữ 2.914 người (69,1%)": the whole, its part and the share side by side leave one reading."""
    at = row.at[rate.id]
    if at < 2 or row.claims[at - 1] is not part or not rate.decimals:
        return made
    whole = row.claims[at - 2]
    words = row.text.piece_of(rate).text
    close = row.reach(whole, rate) == 0 and whole.unit == part.unit and bool(whole.unit.base)
    plain = _SHARE_BRACKET.fullmatch(words[part.end : rate.start]) and words[rate.end : rate.end + 1] == ")"
    if not close or not plain or _ASIDE.search(words[whole.end : part.start]) or whole.value <= part.value:
        return made
    first = [one for one in made if one.claims[0] is part and one.claims[1] is whole]
    return [replace(one, certain=True) for one in first] or made


_SHARE_BRACKET: Final = regex.compile(r"\s*\(\s*(?:chiếm\s+|tỷ lệ\s+)?")
_ASIDE: Final = regex.compile(r"[().:]|so với|kế hoạch|cùng kỳ")


def _beside(first: Claim, second: Claim) -> bool:
    return first.piece == second.piece and 0 <= second.start - first.end < 12


def _wholes(row: Row, part: Claim, rate: Claim) -> Iterator[Claim]:
    text = row.text
    one = text.statement_of(rate)
    seen: set[str] = {part.id}
    after, near = wholes.named_after(row, part, rate), wholes.beside(row, part, rate)
    above = text.statements[one.parent].first("level", "count") if one.parent is not None else None
    at = row.at[part.id]
    beside = [
        each
        for each in reversed(row.claims[max(0, at - 8) : at])
        if is_amount(each) and row.reach(each, part) < 2
    ]
    named = wholes.named_before(row, part, rate)
    for claim in (
        *one.of("plan", "whole"),
        after,
        near,
        above,
        *named,
        *(beside if _beside(part, rate) else ()),
    ):
        if claim is None or claim.id in seen or claim.qualifier or not like(claim, part):
            continue
        if rate.value > 100 or claim.value.scaleb(claim.unit.exponent) >= part.value.scaleb(
            part.unit.exponent
        ):
            seen.add(claim.id)
            yield claim


def changes(row: Row, known: Known) -> Iterator[Sequence[Equation]]:
    for result in row.claims:
        if result.id in known.results or result.role not in ("change", "difference") or result.qualifier:
            continue
        found = list(_changed(row, result)) or list(changed_apart(row, result))
        if found:
            yield found


def _changed(row: Row, result: Claim) -> Iterator[Equation]:
    one = row.text.statement_of(result)
    now = one.first("level", "count", "after", "part", "average")
    base = next(iter(sorted(one.of("base"), key=lambda claim: abs(claim.start - result.start))), None)
    if now is None or base is None or not _alike(now, base) or now.qualifier or base.qualifier:
        return
    if result.base and base.base and result.base != base.base:
        return  # "tăng 6,2% so với tháng 6 và 11,4% so với cùng kỳ (537,6 triệu kWh)"
    if result.role == "change" and result.unit.base == "%" and now.unit.base not in ("%", "‰"):
        for one_more in equations.growth(now, base, result, "change-of-level"):
            yield replace(one_more, sure=True)
    elif _alike(result, now) and result.direction in ("up", "down"):
        first, second = (now, base) if result.direction == "up" else (base, now)
        yield replace(equations.difference(first, second, result, "difference-of-levels"), sure=True)


def remainders(row: Row, known: Known) -> Iterator[Sequence[Equation]]:
    """ "tiếp nhận 26 phản ánh, đã trả lời 23, còn 03": the two amounts just before what remains."""
    for at, result in enumerate(row.claims):
        if result.id in known.results or result.qualifier or not is_amount(result):
            continue
        if result.role != "remaining" and stage(row, result) != "rest" and not _NET.search(fold(result.lead)):
            continue
        before = [one for one in row.claims[max(0, at - 5) : at] if _may_leave(row, one, result)][-3:]
        made = [
            equations.difference(whole, done, result, "remaining")
            for done_at in range(len(before) - 1, 0, -1)
            for whole, done in ((before[done_at - 1], before[done_at]),)
            if whole.value > done.value
            and (digits(result) > 1 or digits(whole) > 2)
            and (result.role == "remaining" or not _out_of_it(row, whole, result))
        ]
        if made:
            yield made


def _out_of_it(row: Row, whole: Claim, result: Claim) -> bool:
    """ "79 xã, trong số này có 31 xã nâng cao và 8 xã kiểu mẫu": some of them each, and nothing that remains."""
    words = row.text.piece_of(result).text
    return whole.piece == result.piece and bool(_SOME_OF_IT.search(fold(words[whole.end : result.start])))


_SOME_OF_IT: Final = regex.compile(r"(?<!\p{L})(?:trong số (?:này|đó)|trong đó)(?!\p{L})")
_NET: Final = regex.compile(r"(?<!\p{L})(?:ròng|chênh lệch)(?!\p{L})")


def _may_leave(row: Row, claim: Claim, result: Claim) -> bool:
    near = row.reach(claim, result) <= 1 and is_amount(claim) and not claim.qualifier
    return near and claim.role not in ("base", "before") and _alike(claim, result)


_LONG: Final = 6


def averages(row: Row, known: Known) -> Iterator[Sequence[Equation]]:
    for claim in row.claims:
        if claim.id in known.results or claim.qualifier:
            continue
        made = [
            each
            for total, number in nearest_splits(row, claim)
            if not (total.qualifier or number.qualifier)
            for each in equations.ratio(total, number, claim, "average", scale=Decimal(1))
        ]
        if made:
            yield made


def _alike(first: Claim, second: Claim) -> bool:
    """Of one base, so that only powers of ten lie between."""
    return first.unit.base == second.unit.base or (
        like(first, second)
        and not intervals.alike(first.unit, second.unit)
        and not (first.unit.exponent or second.unit.exponent)
    )


def stocks(row: Row, known: Known) -> Iterator[Sequence[Equation]]:
    """What was left, and figures told alike in every item."""
    for made in (*balances(row), *raised(row), *columns(row)):
        if not any(_explained(one, known) for one in made):
            yield made


def _explained(one: Equation, known: Known) -> bool:
    """Whether what it comes to is explained already; a long total may be of its parts and of the months before."""
    result = one.claims[-1]
    return result.id in known.results and one.rule != "sum-of-parts" and digits(result) < _LONG


def restated(row: Row, known: Known) -> Iterator[Sequence[Equation]]:
    """A long number in words that take up what was told."""
    yield from taken_up(row, known.results)


def rows_with_rest(row: Row, known: Known) -> Iterator[Sequence[Equation]]:
    """A total, its parts and what is left of it, with nothing else in the sentence: hardly anything but a sum."""
    yield from runs(row, known.confirmed)


def in_runs(row: Row, known: Known) -> Iterator[Sequence[Equation]]:
    """Quarters and stocks told in a run."""
    yield from quarters(row)
    yield from stocks_around(row)


PROPOSALS: Final[tuple[tuple[Propose, Decimal], ...]] = (
    (sums, Decimal("0.25")),
    (shares, Decimal("0.08")),
    (changes, Decimal("0.25")),
    (remainders, Decimal("0.25")),
    (averages, Decimal("0.25")),
    (stocks, Decimal("0.25")),
    (restated, Decimal("0.04")),
    (rows_with_rest, Decimal("0.5")),
    (in_runs, Decimal("0.15")),
)
