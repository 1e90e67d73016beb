"""What the rates of parts say of the whole: the bases they imply, their contributions in points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import regex

from congthuong.core.audit import intervals, slips, telling
from congthuong.core.audit.groups import Group, groups, total_of
from congthuong.core.audit.model import Claim, Relation, Statement, Understanding, Verdict, sentences_of
from congthuong.core.audit.rules import Rule
from congthuong.core.quantities import Interval
from congthuong.core.quantities.units import fold


def bases_of_parts(text: Understanding) -> Iterator[Relation]:
    """Where parts sum to the whole, the bases that their rates imply sum to the base of the whole."""
    for group in groups(text):
        if group.whole is None or group.parent is None or len(group.amounts) < 2:
            continue
        if not total_of(group).overlaps(group.whole.loose):
            continue
        if any(claim.role in _NOT_GROWN for claim in (*group.amounts, group.whole)):
            continue
        above = text.statement_of(group.whole).first("change")
        rates = [one.first("change") for one in group.statements]
        if above is None or above.base not in ("same_period", "previous", ""):
            continue
        known = [rate for rate in rates if rate is not None and rate.base in (above.base, "")]
        if len(known) != len(group.amounts):
            continue
        yield from _bases_summed(group, above, known)


_NOT_GROWN: Final = frozenset({"base", "before", "plan", "remaining", "difference"})
"""Amounts that no rate was the change to: in "tăng 20,2% (cùng kỳ 1.102,7 triệu USD)" the bracket is where it began."""


def base_within_whole(text: Understanding) -> Iterator[Relation]:
    """The base of a part cannot exceed the base of the whole."""
    for one in text.statements:
        if one.link != "of_which" or one.parent is None:
            continue
        part, rate = one.first("level", "count"), one.first("change")
        parent = text.statements[one.parent]
        whole, above = parent.first("level", "count"), parent.first("change")
        if part is None or rate is None or whole is None or above is None:
            continue
        if rate.base not in (above.base, "") or not intervals.alike(part.unit, whole.unit):
            continue
        base = intervals.base_of(intervals.within(part, whole.unit), intervals.signed(rate))
        total = intervals.base_of(whole.loose, intervals.signed(above))
        within = intervals.within(part, whole.unit).low <= whole.loose.high
        if base is None or total is None or base.low <= total.high or not within:
            continue
        shown = telling.amount(telling.middle(base), whole), telling.amount(telling.middle(total), whole)
        yield Relation(
            "base-within-whole",
            "contradiction",
            (part.id, rate.id, whole.id, above.id),
            f"cùng kỳ suy ra: phần {shown[0]} > toàn bộ {shown[1]}",
            f"{telling.about(one.subject)}: mức cùng kỳ suy ra là {shown[0]}, lớn hơn mức cùng kỳ suy ra của toàn bộ "
            f"({shown[1]}). Hãy xem lại các mức và tỷ lệ.",
        )


def _bases_summed(group: Group, above: Claim, rates: Sequence[Claim]) -> Iterator[Relation]:
    whole = group.whole
    assert whole is not None and group.parent is not None
    bases = [
        intervals.base_of(intervals.within(claim, whole.unit), intervals.signed(rate))
        for claim, rate in zip(group.amounts, rates, strict=True)
    ]
    base = intervals.base_of(whole.loose, intervals.signed(above))
    if base is None or any(one is None for one in bases):
        return
    total = intervals.total(one for one in bases if one is not None)
    verdict: Verdict = "consistent" if total.overlaps(base) else "contradiction"
    implied = intervals.growth(whole.loose, total)
    if verdict == "contradiction" and (implied is None or _close(implied, intervals.signed(above), above)):
        verdict = "rounding" if implied is None else "consistent"
    shown = telling.amount(telling.middle(total), whole)
    fits = telling.amount(abs(telling.middle(implied)), above) if implied else ""
    claims = [one.id for pair in zip(group.amounts, rates, strict=True) for one in pair]
    yield Relation(
        "bases-of-parts",
        verdict,
        (*claims, whole.id, above.id),
        f"cùng kỳ của các phần cộng lại khoảng {shown}; của toàn bộ khoảng {telling.amount(telling.middle(base), whole)}",
        f"{telling.about(group.parent.subject)}: mức cùng kỳ suy ra từ các phần cộng lại khoảng {shown}, "
        f"không khớp với {whole.text} và {above.text} của toàn bộ. Hãy xem lại các tỷ lệ tăng, giảm.",
        fits,
    )


def _close(implied: Interval, stated: Interval, rate: Claim) -> bool:
    return implied.overlaps(intervals.widened(stated, intervals.last_place(rate)))


def contributions(text: Understanding) -> Iterator[Relation]:
    """Contributions in percentage points add up to the rate of the whole."""
    for found in sentences_of(text.statements):
        points = _points(text, found)
        if len(points) < 2:
            continue
        if _counts_them(text, points):
            yield from _points_together(text, points)
            points = points[:-1]
        before = text.statements[max(0, found[0].index - 6) : found[0].index]
        owners = [found[0], *reversed([one for one in before if one.piece == found[0].piece])]
        owners = [one for one in owners if not one.of("contribution")]
        rates = [rate for one in owners for rate in one.of("change") if rate.end <= points[0].start]
        parent = found[0].parent
        if parent is not None:
            rates = [*text.statements[parent].of("change"), *rates]
        verdicts = [(rate, _contributed(points, rate)) for rate in rates]
        best = next((pair for pair in verdicts if pair[1] == "consistent"), None)
        if best is None and len(points) > 2:
            best = _missed(text, points, verdicts)
        if best is not None and best[1] is not None:
            yield _contributions_told(text, points, best[0], best[1])


def _missed(
    text: Understanding, points: Sequence[Claim], rates: Sequence[tuple[Claim, Verdict | None]]
) -> tuple[Claim, Verdict | None] | None:
    """The rate that points miss by a slip or not by far: the one said to be shared out, else the only one there is."""
    said = [pair for pair in rates if _shared_out(text, pair[0])]
    distinct = {(rate.value, rate.direction) for rate, _ in rates}
    hangs = text.statement_of(points[0]).parent is not None
    if not said and (not rates or (len(distinct) > 1 and not hangs)):
        # Which of several rates is shared out the words leave open; that one of them is, three points told together do not.
        slipped = next((rate for rate, _ in rates if _one_slip(points, rate)), None)
        return (slipped, "suspicious") if slipped is not None else None
    rate, verdict = (said or rates)[0]
    total = sum((-one.value if one.direction == "down" else one.value for one in points), Decimal(0))
    near = rate.value and Decimal("0.5") < total / rate.value < Decimal("1.5")
    return (rate, verdict) if near or _one_slip(points, rate) else None


def _shared_out(text: Understanding, rate: Claim) -> bool:
    """ "Trong mức tăng chung 4,18% của toàn ngành": what the points are said to be parts of."""
    words = text.piece_of(rate).text
    return bool(_IN_THE_WHOLE.search(fold(words[max(0, rate.start - 60) : rate.start])))


_IN_THE_WHOLE = regex.compile(r"(?<!\p{L})trong (?:mức|tốc độ) (?:tăng|giảm)(?: trưởng)?(?: chung)?\s*\Z")


def _one_slip(points: Sequence[Claim], rate: Claim) -> bool:
    """Whether one figure mistyped explains that the points miss the rate."""
    total = intervals.total(intervals.signed(claim) for claim in points)
    if total.low > 0 and slips.near_slip(rate, total) is not None:
        return True
    for claim in points:
        own, stated = intervals.signed(claim), intervals.signed(rate)
        rest = Interval(total.low - own.low, total.high - own.high)
        wanted = intervals.minus(stated, rest)
        if claim.direction == "down":
            wanted = Interval(-wanted.high, -wanted.low)
        if wanted.low > 0 and slips.near_slip(claim, wanted) is not None:
            return True
    return False


def _points(text: Understanding, found: Sequence[Statement]) -> list[Claim]:
    """The percentage points of a sentence that contribute, in reading order; after "đóng góp …:" none says so itself."""
    told = [
        (one, claim)
        for one in found
        for claim in one.of("contribution", "level")
        if claim.unit.base.startswith("điểm") and not _COMPARED.search(fold(claim.lead))
    ]
    aside = {
        id(claim) for one, claim in told if one.link == "bracket"
    }  # "3,05 điểm (riêng công nghiệp 2,41 điểm)"
    points = [claim for _, claim in told if id(claim) not in aside or len(aside) == len(told)]
    if not any(claim.role == "contribution" for claim in points):
        parent = found[0].parent
        first = points[0] if points else None
        words = text.piece_of(first).text[max(0, first.start - 90) : first.start] if first else ""
        if parent is None or not _CONTRIBUTE.search(fold(words)):
            return []
        return sorted(points, key=lambda claim: claim.start)
    verb = min(claim.start for claim in points if claim.role == "contribution")
    return sorted(
        # the verb may stand only once: "nông nghiệp đóng góp 1,12 điểm phần trăm, công nghiệp 3,05 điểm phần trăm"
        (claim for claim in points if claim.role == "contribution" or claim.start > verb),
        key=lambda claim: claim.start,
    )


_COMPARED = regex.compile(r"(?<!\p{L})(?:vượt|hơn|so với|chênh)(?!\p{L})")
"""Points by which one rate is above another: "vượt tốc độ của cùng kỳ 2,52 điểm phần trăm"."""
_CONTRIBUTE = regex.compile(r"(?<!\p{L})đóng góp(?!\p{L})")
_SO_MANY = regex.compile(r"(?<!\p{L})(?:như vậy|tổng cộng|cộng lại|cả|tất cả)(?!\p{L})")


def _counts_them(text: Understanding, points: Sequence[Claim]) -> bool:
    """Whether the last of the points is what the others come to: "Như vậy bốn ngành đóng góp 3,23 điểm phần trăm"."""
    last, words = points[-1], text.piece_of(points[-1]).text
    start = max(points[-2].end, last.start - 90)
    return len(points) > 2 and bool(_SO_MANY.search(fold(words[start : last.start])))


def _points_together(text: Understanding, points: Sequence[Claim]) -> Iterator[Relation]:
    verdict = _contributed(points[:-1], points[-1])
    if verdict is not None:
        yield _contributions_told(text, points[:-1], points[-1], verdict)


def _contributed(points: Sequence[Claim], rate: Claim) -> Verdict | None:
    total = intervals.total(intervals.signed(claim) for claim in points)
    return intervals.verdict(total, intervals.signed(rate), intervals.last_place(rate))


def _contributions_told(
    text: Understanding, points: Sequence[Claim], rate: Claim, verdict: Verdict
) -> Relation:
    printed = sum((-one.value if one.direction == "down" else one.value for one in points), Decimal(0))
    shown = telling.amount(printed, points[0])
    return Relation(
        "contributions",
        verdict,
        (*(claim.id for claim in points), rate.id),
        " + ".join(claim.text for claim in points) + f" = {shown}",
        f"{telling.about(text.statement_of(rate).subject)}: các phần đóng góp cộng lại là {shown}, báo cáo ghi thay đổi "
        f"{rate.text}. Hãy xem lại.",
    )


RULES: tuple[Rule, ...] = (bases_of_parts, base_within_whole, contributions)
