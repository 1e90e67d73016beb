"""What a percentage is of, where only its place in the sentence tells: the amount before its own, or the one it names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from congthuong.core.audit import intervals, slips
from congthuong.core.audit.cues import base_named
from congthuong.core.audit.model import Claim, Role, Statement
from congthuong.core.audit.rules.nearby import like, stands_for
from congthuong.core.audit.rules.operands import Row, digits
from congthuong.core.audit.subjects import words_of
from congthuong.core.quantities import Interval
from congthuong.core.quantities.units import fold

_PARTS: Final[tuple[Role, ...]] = ("level", "count", "after", "part")
_WHOLES: Final = frozenset({"level", "count", "after", "whole", "part", "base", "average"})
_BACK: Final = 90
_NAMED_AHEAD: Final = regex.compile(r"\s*(?:trên|trong|của|so với)?[^,;.()]{0,90}\(?\s*\Z")
_OF: Final = regex.compile(r"\s*(?:trên|trong|của|so với|số|tổng|diện tích|sản lượng)(?!\p{L})")


def part_of(row: Row, one: Statement, rate: Claim) -> Claim | None:
    """The amount a percentage is said of: the last of its statement before it, else the first after it in brackets."""
    before = [claim for claim in one.of(*_PARTS) if claim.start < rate.start and _measures(claim)]
    if before:
        return before[-1]
    here = row.at[rate.id]
    previous = row.claims[here - 1] if here else None
    if (
        previous is not None
        and row.reach(previous, rate) == 0
        and previous.role in _PARTS
        and _measures(previous)
    ):
        return previous
    return None


def _measures(claim: Claim) -> bool:
    return claim.unit.base not in ("%", "‰") and not claim.unit.base.startswith("điểm")


def named_after(row: Row, part: Claim, rate: Claim) -> Claim | None:
    """ "2,6% sản lượng điện thương phẩm (41.320 nghìn kWh)", "65,4% trên diện tích đất công nghiệp 1.963 ha"."""
    here = row.at[rate.id]
    following = row.claims[here + 1] if here + 1 < len(row.claims) else None
    if following is None or row.reach(following, rate) or not like(following, part):
        return None
    between = row.text.piece_of(rate).text[rate.end : following.start]
    folded = fold(between)
    if (
        following.role not in _WHOLES
        or not _NAMED_AHEAD.fullmatch(folded)
        or base_named(folded) not in ("", "whole")
    ):
        return None
    return following if _OF.match(folded) or ("(" in between and words_of(folded)) else None


def named_before(row: Row, part: Claim, rate: Claim) -> Iterator[Claim]:
    """Amounts before that the words after the percentage name: "chiếm 45,7% số vụ kiểm tra"."""
    wanted = words_of(rate.tail)
    if not wanted or len(wanted) > 8:
        return
    here = row.at[part.id]
    of_then = []
    for claim in reversed(row.claims[max(0, here - _BACK) : here]):
        if claim.role in _WHOLES and like(claim, part):
            one = row.text.statement_of(claim)
            if wanted <= words_of(f"{one.subject} {claim.lead} {claim.unit.base} {claim.tail}"):
                if claim.role != "base":
                    yield claim
                else:
                    of_then.append(claim)
    yield from of_then  # what was reached then has the same name; what is reached now comes first


def beside(row: Row, part: Claim, rate: Claim) -> Claim | None:
    """ "phát hiện trong tuần 52 ổ, xử lý 49 ổ, đạt 94,2%": the amount of its kind just before it in the sentence."""
    if not _own_words_only(part, rate):
        return None
    here = row.at[part.id]
    for claim in reversed(row.claims[max(0, here - 6) : here]):
        if row.reach(claim, part) or claim.unit.base == "%":
            return None  # an amount with a percentage of its own stands beside the part and is not its whole
        if claim.role in _WHOLES and claim.unit.base == part.unit.base and like(claim, part):
            return claim if claim.role != "base" else None
    return None


def _own_words_only(part: Claim, rate: Claim) -> bool:
    """Whether the words after a percentage name nothing but what its part counts."""
    own = words_of(f"{part.unit.base} {part.tail} {part.lead}")
    return words_of(rate.tail) <= own


def likely_slip(part: Claim, whole: Claim, rate: Claim) -> bool:
    """Whether one slip of the hand, in any of the three, would explain a share that does not come out.

    A whole that is less than its part is rather no whole, and a rate with a name of its own may be of anything, unless both
    amounts have so many digits that the slip is no chance.
    """
    of, over = stands_for(part, part), stands_for(whole, part)
    if (over.high < of.low or rate.role == "level") and min(digits(part), digits(whole)) < 3:
        return False
    share = intervals.percent_of(of, over)
    if share is not None and _slipped(rate, share):
        return True
    product = intervals.times(over, rate.interval)
    if _slipped(part, Interval(product.low / 100, product.high / 100)):
        return True
    quotient = intervals.over(of, rate.interval) if rate.value else None
    if quotient is None:
        return False
    shift = part.unit.exponent - whole.unit.exponent
    return _slipped(whole, Interval((quotient.low * 100).scaleb(shift), (quotient.high * 100).scaleb(shift)))


def _slipped(claim: Claim, wanted: Interval) -> bool:
    return slips.near_slip(claim, intervals.widened(wanted, intervals.last_place(claim) / 2)) is not None
