"""Stocks told in words: what there was, plus what came in, less what went out, is what remains; whole less done is rest.

Which number is which is told by the words beside it (`stages.py`); where they leave several readings the numbers decide.
A miss is reported only where the text holds exactly the numbers of one reading side by side and it looks like a slip.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final

from congthuong.core.audit import intervals, telling
from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules import Rule
from congthuong.core.audit.rules.operands import Operand, Row, digits, in_unit, letters, plausible, row_of
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
_COMES_TO: Final = pattern(r"(?<!\p{L})(?:là|thành|bằng|được)\s*\Z")
_VERBS: Final = pattern(
    r"giải ngân|thực hiện|xử lý|giải quyết|nghiệm thu|hoàn thành|ký|thu|chi|trồng|gieo|cấp"
)
_BALANCE: Final = pattern(r"xuất siêu|nhập siêu|thâm hụt|thặng dư|cán cân")
_TIMES: Final = frozenset({"ngày", "tháng", "giờ", "phút", "tuổi", "quý", "năm", "tuần"})
_LEFT: Final = pattern(
    r"(?<!\p{L})(?:còn lại|còn phải .{0,20}|còn thiếu|còn nợ|còn|chưa .{0,30}|đang .{0,30})(?:\s+(?:là|còn|khoảng|của|năm|tháng|[0-9]+|cuối))*\s*\Z"
)
_OTHERS: Final = pattern(r"(?:các|những|ngành|khu vực|đơn vị|mặt hàng|nhóm|nước).{0,20}còn lại")
_SOME: Final = pattern(r"(?<!\p{L})trong (?:số|đó)(?!\p{L})")
"""Some of what was told: "trong số tồn có 3 hồ sơ quá hạn"."""
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
    row = row_of(text)
    for result in text.claims:
        if not _may_result(row, result):
            continue
        here = stage(row, result)
        if here in ("rest", "whole") or result.role == "after" or _differs(row, result):
            yield from _balanced(row, result, here)


def _differs(row: Row, result: Claim) -> bool:
    """Whether a difference is told beside a number, or it is what a number and one "cộng" to it come to."""
    if any(one.role == "difference" for one in row.text.statement_of(result).claims):
        return True
    before = row.claims[max(0, row.at[result.id] - 1)]
    return bool(_COMES_TO.search(gap(row, result)) and _ADDED.search(gap(row, before)))


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
    told = [_first(row, [one for one in tries if len(one) == size], result) for size in (3, 2)]
    yield from (one for one in told if one is not None)
    if not any(told):
        terms = _only(row, result, here, pool, by_stage)
        if terms and _slipped(terms, result):
            yield _told(row, "flow", terms, result, miss=True)


def _first(row: Row, tries: list[list[_Term]], result: Claim) -> Relation | None:
    """The nearest terms that come to the result."""
    for terms in sorted(tries, key=lambda one: (_farthest(one), sum(term.operand.away for term in one))):
        if _holds(terms, result) and _weighty(terms, result):
            return _told(row, "flow", terms, result, miss=False)
    return None


def _only(
    row: Row, result: Claim, here: Stage, pool: Sequence[Operand], by_stage: dict[str, list[Operand]]
) -> list[_Term]:
    """The terms of the one reading that the words leave; none where they leave several."""
    opens, ins, outs = (
        [
            one
            for one in by_stage.get(name, [])
            if one.reach == 0
            and one.claim.role not in ("difference", "base")
            and not _SOME.search(gap(row, one.claim))
        ]
        for name in ("opening", "in", "out")
    )
    if here == "rest" and len(opens) == len(ins) == len(outs) == 1:
        terms = [_Term(opens[0], 1), _Term(ins[0], 1), _Term(outs[0], -1)]
        return terms if _alone(row, terms, result) else []
    raised = result.role == "after" and bool(
        _RAISING.search(gap(row, result)) or (opens and opens[0].claim.role == "before")
    )
    if raised and not outs:
        ins = [one for one in ins if row.at[one.claim.id] < row.at[result.id]]
        if len(opens) == len(ins) == 1 and opens[0].claim.role == "before":
            return [_Term(opens[0], 1), _Term(ins[0], 1)]
        if not opens and len(ins) == 1:
            named = letters(gap(row, result))
            ins += [
                one
                for one in by_stage.get("in", [])
                if one.reach == 1 and len(named & letters(f"{gap(row, one.claim)} {one.claim.tail}")) > 2
            ]
        if not opens and len(ins) == 2:
            return [_Term(one, 1) for one in ins]
    return _added(row, result, pool)


def _added(row: Row, result: Claim, pool: Sequence[Operand]) -> list[_Term]:
    """ "tiếp nhận 3.418 hồ sơ, cộng 126 hồ sơ … là 3.544 hồ sơ": the two before the sum."""
    before = sorted((one for one in pool if one.reach == 0), key=lambda one: row.at[one.claim.id])
    before = [one for one in before if row.at[one.claim.id] < row.at[result.id]][-2:]
    if len(before) == 2 and _ADDED.search(gap(row, before[1].claim)) and _COMES_TO.search(gap(row, result)):
        return [_Term(one, 1) for one in before]
    return []


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
    return _noun(claim.unit.base, claim.tail)


@lru_cache(maxsize=8192)
def _noun(base: str, tail: str) -> str:
    return fold(base) or fold(tail).split(" ")[0].strip(".,;:()/")


def _moved(row: Row, claim: Claim, result: Claim) -> str:
    if claim.role == "difference":
        # What a change moved is told beside its own level, or in brackets after the net change.
        own = claim.statement == result.statement or result.role == "difference"
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
    if result.value >= 1000 and digits(result) < 2:  # round sums of money meet by chance
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


_MORE: Final = pattern(r"(?<!\p{L})(?:thêm|bớt)\s*\Z")


def net_changes(text: Understanding) -> Iterator[Relation]:
    """ "tăng 645 người (tuyển mới 3.126 người, giảm 2.481 người)": in − out is the change."""
    row = row_of(text)
    for change in text.claims:
        if change.unit.base in _RATES or not (change.role == "difference" or _MORE.search(fold(change.lead))):
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
    row = row_of(text)
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
    for whole, done in _leaving(pool, rest):
        terms = [_Term(whole, 1), _Term(done, -1)]
        if not _weighty(terms, rest):
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


def _leaving(pool: Sequence[Operand], rest: Claim) -> list[tuple[Operand, Operand]]:
    """The pairs of a whole and a part done whose difference is the rest, the nearest first."""
    left = in_unit(rest, rest.unit)
    values = [(one, in_unit(one.claim, rest.unit)) for one in pool]
    found = [
        (whole, done)
        for whole, total in values
        for done, part in values
        if total.low - part.high <= left.high and total.high - part.low >= left.low and whole is not done
    ]
    return sorted(found, key=lambda pair: (_far(pair), pair[0].away + pair[1].away))


def _far(pair: tuple[Operand, Operand]) -> int:
    return max(one.reach for one in pair)


def _missed(row: Row, rest: Claim, pool: Sequence[Operand], stages: dict[str, Stage]) -> Iterator[Relation]:
    """The rest said to be what is left of one whole after one done, the three side by side, and no sum of them."""
    words = gap(row, rest)
    if not _LEFT.search(words) or _OTHERS.search(words) or row.text.statement_of(rest).link == "of_which":
        return
    near = [
        one
        for one in pool
        if one.reach <= 1 and one.claim.role != "difference" and row.at[one.claim.id] < row.at[rest.id]
    ]
    others = [
        claim for claim in _beside(row, rest) if _LEFT.search(gap(row, claim)) and _same_thing(claim, rest)
    ]
    wholes = [one for one in near if stages[one.claim.id] == "whole"]
    dones = [one for one in near if stages[one.claim.id] == "out"]
    verbs = set(_VERBS.findall(words))
    said = [
        one for one in dones if verbs & set(_VERBS.findall(f"{gap(row, one.claim)} {fold(one.claim.tail)}"))
    ]
    dones = said if len(dones) > 1 else dones
    if len(wholes) != 1 or len(dones) != 1 or (_thing(rest) and rest.unit.base != dones[0].claim.unit.base):
        return
    terms = [_Term(wholes[0], 1), _Term(dones[0], -1)]
    if others:  # "đang thực hiện 21 cuộc, chưa triển khai 11 cuộc": what is left is told in several
        terms += [_Term(Operand(claim, 0, 0, 1), -1) for claim in others]
        if _holds(terms, rest):
            yield _told(row, "remaining", terms, rest, miss=False)
        return
    if (said or _alone(row, terms, rest)) and _slipped(terms, rest):
        yield _told(row, "remaining", terms, rest, miss=True)


def _beside(row: Row, rest: Claim) -> Iterator[Claim]:
    """The numbers of a sentence right before and after one."""
    at = row.at[rest.id]
    for claim in (*row.claims[max(0, at - 2) : at], *row.claims[at + 1 : at + 3]):
        if row.reach(claim, rest) == 0:
            yield claim


RULES: tuple[Rule, ...] = (stock_flows, net_changes, remaining)
