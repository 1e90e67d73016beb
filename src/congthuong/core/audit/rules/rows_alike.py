"""Shares told in one manner: what one of a row is of, the next are of; what makes a hundred makes the whole.

"58,5% (702 người) mua tại siêu thị, 27% (324 người) mua tại chợ": once one pair of a sentence is seen to be a share of some
amount, the pairs beside it that are written as it is are held to the same amount. And the parts whose shares of one whole
make a hundred add up to it, in however many sentences they are told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from congthuong.core.audit import intervals, slips, telling
from congthuong.core.audit.groups import in_unit
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules import wholes
from congthuong.core.audit.rules.mistyped import LastRule
from congthuong.core.audit.rules.nearby import is_amount, like, stands_for
from congthuong.core.audit.rules.operands import Row, row_of
from congthuong.core.quantities import Interval
from congthuong.core.quantities.units import fold

_SHARE: Final = "share-of-whole"
_BESIDE: Final = 30
_REACH: Final = 12
"""How many figures on, and back, a row of shares is followed."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """An amount and its percentage side by side, in either order."""

    part: Claim
    rate: Claim

    @property
    def first(self) -> Claim:
        return min(self.part, self.rate, key=lambda claim: claim.start)

    @property
    def last(self) -> Claim:
        return max(self.part, self.rate, key=lambda claim: claim.start)


def shares_alike(text: Understanding, relations: Sequence[Relation]) -> Iterator[Relation]:
    row = row_of(text)
    explained = {claim for one in relations for claim in one.claims if one.rule == _SHARE or one.message}
    known: dict[tuple[str, tuple[int, int] | None], list[_Pair]] = {}
    for pair, whole in _known(row, relations):
        known.setdefault((whole.id, row.sentence.get(pair.rate.id)), []).append(pair)
    told: set[str] = set()
    for (whole_id, _), pairs in known.items():
        whole = text.claims_by_id[whole_id]
        for pair in _written_alike(row, pairs, whole):
            if pair.rate.id not in explained | told and pair.part.id not in explained:
                told.add(pair.rate.id)
                yield from _held(row, pair, whole, sure=len(pairs) > 1)


def _known(row: Row, relations: Sequence[Relation]) -> Iterator[tuple[_Pair, Claim]]:
    by_id = row.text.claims_by_id
    for one in relations:
        if one.rule != _SHARE or one.verdict != "consistent" or len(one.claims) != 3:
            continue
        if not row.text.tells(one.claims):
            continue
        part, whole, rate = (by_id[name] for name in one.claims)
        if abs(row.at[part.id] - row.at[rate.id]) == 1 and not row.reach(part, rate):
            yield _Pair(part, rate), whole


def _written_alike(row: Row, pairs: Sequence[_Pair], whole: Claim) -> Iterator[_Pair]:
    """The pairs of the sentence with the same words between the two figures, in the same order, around those known."""
    first, last = row.at[pairs[0].first.id], row.at[pairs[-1].last.id]
    manner = {_manner(row, pair) for pair in pairs}
    for at in range(max(0, first - _REACH), min(len(row.claims) - 1, last + _REACH)):
        one, other = row.claims[at], row.claims[at + 1]
        if (
            row.reach(one, pairs[0].rate)
            or row.reach(other, pairs[0].rate)
            or other.start - one.end > _BESIDE
        ):
            continue
        rate, part = (one, other) if one.unit.base == "%" else (other, one)
        pair = _Pair(part, rate)
        if whole in (one, other) or not _may_share(part, rate, whole) or _manner(row, pair) not in manner:
            continue
        if _side(row, part) == _side(row, pairs[0].part):
            yield pair


def _manner(row: Row, pair: _Pair) -> tuple[bool, str]:
    words = row.text.piece_of(pair.rate).text
    return pair.first is pair.part, fold(words[pair.first.end : pair.last.start]).strip()


def _side(row: Row, part: Claim) -> tuple[int | None, str, int]:
    one = row.text.statement_of(part)
    if one.link == "bracket" and one.parent is not None:  # "27% (324 người)": where the rate stands
        one = row.text.statements[one.parent]
    return one.parent, one.link, one.branch


def _may_share(part: Claim, rate: Claim, whole: Claim) -> bool:
    shares = rate.unit.base == "%" and rate.role in ("share", "level", "attainment") and rate.base != "plan"
    return shares and is_amount(part) and part.role not in ("base", "plan") and like(part, whole)


def _held(row: Row, pair: _Pair, whole: Claim, *, sure: bool) -> Iterator[Relation]:
    part, rate = pair.part, pair.rate
    computed = intervals.percent_of(stands_for(part, whole), stands_for(whole, whole))
    verdict = intervals.verdict(computed, rate.loose, intervals.last_place(rate))
    if computed is None or verdict is None:
        return
    if verdict == "contradiction":
        slipped = wholes.likely_slip(part, whole, rate) or slips.near_slip(rate, computed) is not None
        if _of_another(row, pair) or not (slipped or _near(computed, rate)):
            return
        verdict = "contradiction" if sure and slipped else "suspicious"
    point = telling.middle(computed)
    fits = telling.amount(point, rate)
    yield Relation(
        _SHARE,
        verdict,
        (part.id, whole.id, rate.id),
        f"{part.text} / {whole.text} = {telling.amount(point, rate, more=2)}",
        f"{telling.about(row.text.statement_of(part).subject)}: {part.text} trên {whole.text} là {fits}, báo cáo ghi "
        f"{rate.text}. Hãy xem lại ba số này.",
        fits,
    )


def _near(computed: Interval, rate: Claim) -> bool:
    return bool(rate.value) and Decimal("0.5") < telling.middle(computed) / rate.value < Decimal("1.9")


def _of_another(row: Row, pair: _Pair) -> bool:
    """Whether the rate is a share of some other amount around."""
    for claim, _, _ in row.around(pair.rate, back=_REACH):
        if claim in (pair.part, pair.rate) or not is_amount(claim) or not like(claim, pair.part):
            continue
        computed = intervals.percent_of(stands_for(pair.part, claim), stands_for(claim, claim))
        if computed is not None and computed.overlaps(pair.rate.loose):
            return True
    return False


def parts_to_hundred(text: Understanding, relations: Sequence[Relation]) -> Iterator[Relation]:
    """ "bán lẻ … chiếm 78,1% tổng mức. Lưu trú, ăn uống …, chiếm 11%. …": parts whose shares make a hundred are the whole."""
    row = row_of(text)
    summed = {frozenset(one.claims) for one in relations}
    of_whole: dict[str, list[tuple[Claim, Claim]]] = {}
    for one in relations:
        told = one.rule == _SHARE and one.verdict == "consistent" and len(one.claims) == 3
        if told and text.tells(one.claims):
            part, whole, rate = (text.claims_by_id[name] for name in one.claims)
            of_whole.setdefault(whole.id, []).append((part, rate))
    for whole_id, found in of_whole.items():
        whole = text.claims_by_id[whole_id]
        for pairs in _runs(row, found):
            parts, rates = [part for part, _ in pairs], [rate for _, rate in pairs]
            hundred = intervals.total(rate.loose for rate in rates).overlaps(intervals.exactly(100))
            if len(pairs) < 2 or not hundred:
                continue
            total = intervals.total(in_unit(part, whole) for part in parts)
            if frozenset((*(one.id for one in parts), whole_id)) not in summed:
                yield from _all_of_it(text, parts, whole, total)
            if frozenset(one.id for one in rates) not in summed:
                yield Relation(
                    "shares-to-hundred",
                    "consistent",
                    tuple(one.id for one in rates),
                    " + ".join(one.text for one in rates) + " = 100%",
                )


def _all_of_it(
    text: Understanding, parts: Sequence[Claim], whole: Claim, total: Interval
) -> Iterator[Relation]:
    """Parts each of which is its share of the whole, all of it together: where they miss it, one of them was mistyped by
    less than its share shows."""
    verdict = intervals.verdict(total, whole.loose, intervals.last_place(whole) * len(parts))
    if verdict in (None, "rounding") or any(part.qualifier for part in (*parts, whole)):
        return
    fits = telling.amount(telling.middle(total), whole)
    yield Relation(
        "sum-of-parts",
        "consistent" if verdict == "consistent" else "suspicious",
        (*(one.id for one in parts), whole.id),
        " + ".join(one.text for one in parts) + f" = {fits}",
        f"{telling.about(text.statement_of(whole).subject)}: các phần chiếm đủ 100% cộng lại là {fits}, báo cáo ghi "
        f"{whole.text}. Hãy xem lại tổng và từng phần.",
        fits,
    )


def _runs(row: Row, found: Sequence[tuple[Claim, Claim]]) -> Iterator[list[tuple[Claim, Claim]]]:
    """Shares of one whole in a row, each once."""
    run: list[tuple[Claim, Claim]] = []
    ordered = sorted(
        {rate.id: (part, rate) for part, rate in found}.values(), key=lambda one: row.at[one[1].id]
    )
    for part, rate in ordered:
        if run and (row.at[rate.id] - row.at[run[-1][1].id] > _REACH or part in (one for one, _ in run)):
            yield run
            run = []
        run.append((part, rate))
    yield run


LAST: tuple[LastRule, ...] = (shares_alike, parts_to_hundred)
