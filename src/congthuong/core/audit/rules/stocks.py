"""Stocks told in words: what there was, plus what came in, less what went out, is what remains; whole less done is rest.

Which number is which is told by the words beside it (`stages.py`); where they leave several readings the numbers decide.
A miss is reported only where the text holds exactly the numbers of one reading side by side and it looks like a slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from congthuong.core.audit import intervals, telling
from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules import Rule
from congthuong.core.audit.rules.operands import Operand, Row, digits, in_unit, plausible
from congthuong.core.audit.rules.stages import Stage, gap, stage
from congthuong.core.quantities import Interval, Unit
from congthuong.core.quantities.units import fold

_STANDING: Final = frozenset({"level", "count", "after", "whole", "remaining", "part"})
_MOVING: Final = frozenset({"level", "count", "part", "after", "before", "base", "difference", "whole"})
_RATES: Final = frozenset({"%", "‰", "lần", "điểm", "điểm phần trăm"})
_BACK: Final = 18
_FAR: Final = 44
_AHEAD: Final = 5
_MOST: Final = 5
_RAISING: Final = pattern(r"(?<!\p{L})(?:nâng|đưa)(?!\p{L})|tổng cộng")
_ADDED: Final = pattern(r"(?<!\p{L})cộng(?: với)?(?: thêm)?\s*\Z")
_BALANCE: Final = pattern(r"xuất siêu|nhập siêu|thâm hụt|thặng dư|cán cân")
_TIMES: Final = frozenset({"ngày", "tháng", "giờ", "phút", "tuổi", "quý", "năm", "tuần"})
_LEFT: Final = pattern(
    r"(?<!\p{L})(?:còn lại|còn phải .{0,20}|còn thiếu|còn nợ|còn|chưa .{0,30}|đang .{0,30})(?:\s+(?:là|còn|khoảng|của))*\s*\Z"
)
_OTHERS: Final = pattern(r"(?:các|những|ngành|khu vực|đơn vị|mặt hàng|nhóm|nước).{0,20}còn lại")
_HOME: Final = pattern(r"trong nước")
_FOREIGN: Final = pattern(r"fdi|nước ngoài")


@dataclass(frozen=True, slots=True)
class _Term:
    """A number with its sign in a balance."""

    operand: Operand
    sign: int

    @property
    def claim(self) -> Claim:
        return self.operand.claim


def stock_flows(text: Understanding) -> Iterator[Relation]:
    """opening + in − out = what remains, over one piece or the pieces around; two numbers raised to a third."""
    row = Row(text)
    for result in text.claims:
        if not _may_result(row, result):
            continue
        here = stage(row, result)
        differs = any(one.role == "difference" for one in text.statement_of(result).claims)
        if here in ("rest", "whole") or result.role == "after" or differs:
            yield from _balanced(row, result, here)


def _may_result(row: Row, claim: Claim) -> bool:
    """Whether a number may be what a balance comes to: no rate, no span of time, no b of "a/b", no balance of trade."""
    if (
        claim.role not in _STANDING
        or claim.unit.base in _RATES
        or not claim.value
        or fold(claim.unit.base) in _TIMES
    ):
        return False
    if not _thing(claim) and digits(claim) < 2:
        return False
    return not (claim.role == "whole" and claim.lead.rstrip().endswith("/")) and not _BALANCE.search(
        gap(row, claim)
    )


def _balanced(row: Row, result: Claim, here: Stage) -> Iterator[Relation]:
    pool = list(_pool(row, result))
    by_stage: dict[str, list[Operand]] = {}
    for one in pool:
        by_stage.setdefault(_moved(row, one.claim, result), []).append(one)
    opens, ins, outs = (by_stage.get(name, [])[:_MOST] for name in ("opening", "in", "out"))
    tries: list[list[_Term]] = [
        [_Term(a, 1), _Term(b, 1), _Term(c, -1)] for a, b, c in product(opens, ins, outs)
    ]
    tries += [[_Term(a, 1), _Term(b, 1)] for a, b in product(opens, ins)]
    added = [one for one in pool if one.reach == 0 and _ADDED.search(gap(row, one.claim))]
    tries += [[_Term(a, 1), _Term(b, 1)] for a, b in product(added, pool[:_MOST])]
    if _RAISING.search(gap(row, result)) or here == "whole":
        tries += [
            [_Term(a, 1), _Term(b, 1)]
            for a, b in _pairs([*ins, *by_stage.get("", []), *by_stage.get("out", [])][: 2 * _MOST])
        ]
        tries += [[_Term(a, 1), _Term(b, 1)] for a, b in product(by_stage.get("rest", [])[:2], ins)]
    for terms in sorted(tries, key=lambda one: (_farthest(one), sum(term.operand.away for term in one))):
        if _holds(terms, result) and _weighty(terms, result):
            yield _told(row, "flow", terms, result, miss=False)
            return
    if here == "rest" and len(opens) == len(ins) == len(outs) == 1:
        terms = [_Term(opens[0], 1), _Term(ins[0], 1), _Term(outs[0], -1)]
        if _alone(row, terms, result) and _slipped(terms, result):
            yield _told(row, "flow", terms, result, miss=True)
    elif result.role == "after" and len(ins) == 1 and not outs and opens and opens[0].claim.role == "before":
        terms = [_Term(opens[0], 1), _Term(ins[0], 1)]
        if _farthest(terms) == 0 and _slipped(terms, result):
            yield _told(row, "flow", terms, result, miss=True)


def _pairs(ones: Sequence[Operand]) -> Iterator[tuple[Operand, Operand]]:
    for at, first in enumerate(ones):
        for second in ones[at + 1 :]:
            yield first, second


def _pool(row: Row, result: Claim) -> Iterator[Operand]:
    """Numbers of the same thing around a result; what moved it may follow in the pieces after."""
    over = 2 if any(one.role == "base" for one in row.text.statement_of(result).claims) else 0
    for claim, reach, away in row.around(result, back=_BACK, ahead=2 * _AHEAD if over else _AHEAD, over=over):
        if claim.role in _MOVING and _same_thing(claim, result) and claim.value != result.value:
            yield Operand(claim, reach, 0, away)


def _same_thing(claim: Claim, result: Claim) -> bool:
    if claim.unit.base in _RATES or "/" in claim.unit.base:
        return False
    first, second = _thing(claim), _thing(result)
    if first == second or not first or not second:
        return bool(first or second) or claim.unit == result.unit
    return first.split(" ")[0] == second.split(" ")[0] or (
        intervals.alike(claim.unit, result.unit) and bool(claim.unit.base)
    )


def _thing(claim: Claim) -> str:
    """The noun counted: the unit, or the first word after a number without one."""
    return fold(claim.unit.base) or fold(claim.tail).split(" ")[0].strip(".,;:()/")


def _moved(row: Row, claim: Claim, result: Claim) -> str:
    if claim.role == "difference":
        # What a change moved is told beside its own level.
        own = claim.statement == result.statement
        return {"up": "in", "down": "out"}.get(claim.direction, "") if own else ""
    return (
        "opening"
        if claim.role == "base" and claim.base in ("same_period", "year_start", "")
        else stage(row, claim)
    )


def _farthest(terms: Sequence[_Term]) -> int:
    return max(term.operand.reach for term in terms)


def _sum(terms: Sequence[_Term], unit: Unit, *, printed: bool = False) -> Interval:
    total = intervals.exactly(0)
    for term in terms:
        value = in_unit(term.claim, unit, printed=printed)
        total = intervals.plus(total, value) if term.sign > 0 else intervals.minus(total, value)
    return total


def _holds(terms: Sequence[_Term], result: Claim) -> bool:
    claims = {term.claim.id for term in terms}
    return len(claims) == len(terms) and _sum(terms, result.unit).overlaps(in_unit(result, result.unit))


def _weighty(terms: Sequence[_Term], result: Claim) -> bool:
    """Whether digits enough agree that it is no chance, the further the numbers stand the more."""
    if any(term.claim.qualifier for term in terms):
        return False
    return digits(result) >= (1, 2, 3, 4)[_farthest(terms)]


def _alone(row: Row, terms: Sequence[_Term], result: Claim) -> bool:
    """Whether the numbers of a reading are all that the stretch they span says of the thing."""
    if _farthest(terms) > 1 or any(term.claim.qualifier for term in terms) or result.qualifier:
        return False
    members = {*(term.claim.id for term in terms), result.id}
    places = sorted(row.at[name] for name in members)
    between = [one for one in row.claims[places[0] : places[-1] + 1] if one.id not in members]
    return not any(
        one.role in _STANDING and _same_thing(one, result) and bool(one.unit.base or not result.unit.base)
        for one in between
    )


def _slipped(terms: Sequence[_Term], result: Claim) -> bool:
    total = _sum(terms, result.unit)
    needs: list[tuple[Claim, Interval | None]] = [(result, total)]
    for term in terms:
        unit = term.claim.unit
        others = _sum([one for one in terms if one is not term], unit)
        rest = intervals.minus(in_unit(result, unit), others)
        needs.append((term.claim, rest if term.sign > 0 else Interval(-rest.high, -rest.low)))
    return plausible(telling.middle(total), result.value, needs)


def _told(row: Row, rule: str, terms: Sequence[_Term], result: Claim, *, miss: bool) -> Relation:
    point = telling.middle(_sum(terms, result.unit, printed=True))
    fits = telling.amount(point, result)
    shown = "".join(
        (f" {'+' if term.sign > 0 else '−'} " if at or term.sign < 0 else "") + term.claim.text
        for at, term in enumerate(terms)
    ).strip()
    close = _sum(terms, result.unit).overlaps(intervals.widened(result.loose, intervals.last_place(result)))
    rounds = close and not result.unit.is_count and bool(result.decimals)
    return Relation(
        rule,
        "consistent" if not miss else "rounding" if rounds else "contradiction",
        (*(term.claim.id for term in terms), result.id),
        f"{shown} = {fits}",
        f"{telling.about(row.text.statement_of(result).subject)}: {shown} là {fits}, báo cáo ghi {result.text}. "
        "Hãy xem lại các số này.",
        fits,
    )


def net_changes(text: Understanding) -> Iterator[Relation]:
    """ "tăng 645 người (tuyển mới 3.126 người, giảm 2.481 người)": in − out is the change."""
    row = Row(text)
    for change in text.claims:
        if change.role != "difference" or change.unit.base in _RATES:
            continue
        after = [
            Operand(claim, reach, 0, away)
            for claim, reach, away in row.around(change, back=0, ahead=_AHEAD)
            if reach == 0 and claim.role in _MOVING and _same_thing(claim, change)
        ]
        ins = [one for one in after if _moved(row, one.claim, change) == "in"]
        outs = [one for one in after if _moved(row, one.claim, change) == "out"]
        for into, out in product(ins, outs):
            terms = [_Term(into, 1), _Term(out, -1)]
            if change.direction == "down":
                terms = [_Term(out, 1), _Term(into, -1)]
            if _holds(terms, change):
                yield _told(row, "flow", terms, change, miss=False)
                break


def remaining(text: Understanding) -> Iterator[Relation]:
    """whole − done = what remains: plan and paid, received and resolved, approved and finished."""
    row = Row(text)
    for rest in text.claims:
        if not _may_result(row, rest):
            continue
        home = bool(_HOME.search(fold(row.sentence_text(rest))))
        if home or stage(row, rest) == "rest" or rest.role == "remaining":
            yield from _left(row, rest, home)


def _left(row: Row, rest: Claim, home: bool) -> Iterator[Relation]:
    pool = [
        Operand(claim, reach, 0, away)
        for claim, reach, away in row.around(rest, back=_FAR, ahead=1)
        if claim.role in (*_MOVING, "plan")
        and claim.role not in ("base", "before")
        and _same_thing(claim, rest)
    ][:24]
    stages = {one.claim.id: stage(row, one.claim) for one in pool}
    for whole, done in sorted(_pairs_of(pool), key=lambda pair: (_far(pair), pair[0].away + pair[1].away)):
        terms = [_Term(whole, 1), _Term(done, -1)]
        if not _holds(terms, rest) or not _weighty(terms, rest):
            continue
        said = (
            stages[done.claim.id] == "out" or done.claim.role == "part" or stages[whole.claim.id] == "whole"
        )
        if home:
            said = digits(rest) >= 3 and bool(_FOREIGN.search(fold(row.sentence_text(done.claim))))
        if said or (_far((whole, done)) == 0 and not home and digits(rest) > 1):
            yield _told(row, "remaining", terms, rest, miss=False)
            return
    if not home:
        yield from _missed(row, rest, pool, stages)


def _pairs_of(pool: Sequence[Operand]) -> Iterator[tuple[Operand, Operand]]:
    for whole in pool:
        for done in pool:
            if (
                whole is not done
                and in_unit(whole.claim, done.claim.unit).high > in_unit(done.claim, done.claim.unit).low
            ):
                yield whole, done


def _far(pair: tuple[Operand, Operand]) -> int:
    return max(one.reach for one in pair)


def _missed(row: Row, rest: Claim, pool: Sequence[Operand], stages: dict[str, Stage]) -> Iterator[Relation]:
    """The rest said to be what is left of one whole after one done, the three side by side, and no sum of them."""
    words = gap(row, rest)
    if not _LEFT.search(words) or _OTHERS.search(words) or row.text.statement_of(rest).link == "of_which":
        return
    near = [one for one in pool if one.reach <= 1]
    wholes = [one for one in near if stages[one.claim.id] == "whole" and one.claim.role != "difference"]
    dones = [one for one in near if stages[one.claim.id] == "out" and one.claim.role != "difference"]
    if len(wholes) != 1 or len(dones) != 1 or rest.unit.base != dones[0].claim.unit.base:
        return
    terms = [_Term(wholes[0], 1), _Term(dones[0], -1)]
    order = [row.at[one] for one in (wholes[0].claim.id, dones[0].claim.id, rest.id)]
    if order == sorted(order) and _alone(row, terms, rest) and _slipped(terms, rest):
        yield _told(row, "remaining", terms, rest, miss=True)


RULES: tuple[Rule, ...] = (stock_flows, net_changes, remaining)
