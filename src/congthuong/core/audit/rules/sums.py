"""Parts and their whole: sums of one group, of a row, of items counted together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import regex

from congthuong.core.audit import intervals, slips, telling
from congthuong.core.audit.group_rows import rows, rows_of_items
from congthuong.core.audit.groups import ALL_OF_THEM, Group, groups, in_unit, total_of
from congthuong.core.audit.model import Claim, Relation, Statement, Understanding, Verdict, sentences_of
from congthuong.core.audit.rules import Rule
from congthuong.core.audit.rules.operands import other_things_after, row_of
from congthuong.core.audit.rules.parts_within import bounded, is_per_thing
from congthuong.core.quantities import Interval, Unit
from congthuong.core.quantities.units import fold


def parts_of_whole(text: Understanding) -> Iterator[Relation]:
    """Parts sum to the total; a part does not exceed it. An incomplete list of parts is no error."""
    for group in groups(text):
        if group.whole is None or "/" in group.whole.unit.base:
            continue  # what one litre costs, or one hectare bears, is no part of what another does
        if len(group.amounts) == 1:
            yield from bounded(text, group)
            continue
        verdict = _sum_verdict(group)
        if verdict not in (None, "consistent", "rounding") and _of_their_times(group):
            continue  # "lũy kế 9 tháng (quý I …, quý II …)": as among rows
        if verdict is not None:
            yield _summed(group, verdict)
        else:
            yield from bounded(text, group)


def several_nouns(text: Understanding) -> Iterator[Relation]:
    """ "124 chủ đầu tư (gồm 26 sở, ngành và 98 xã, phường)": parts counted by nouns of their own."""
    for parent in text.statements:
        whole = parent.first("count")
        children = text.children(parent)
        if whole is None or len(children) < 2:
            continue
        counts = [
            claim for one in children if one.link in ("of_which", "bracket") for claim in one.of("count")[:1]
        ]
        nouns = {claim.unit.base for claim in counts}
        if len(counts) < 2 or len(nouns) < 2 or whole.unit.base in nouns:
            continue
        if sum((claim.value for claim in counts), Decimal(0)) == whole.value:
            yield _summed(Group(parent, (whole,), (), tuple(counts), True, False), "consistent")


def rows_of_whole(text: Understanding) -> Iterator[Relation]:
    """Amounts in a row whose total stands before them or right after: found by their adding up; a slip in one of
    them only where the row ends with the rest ("khác", "còn lại")."""
    for group in (*rows(text), *rows_of_items(text)):
        if group.whole is None or not _plain_row(group):
            continue
        total = total_of(group)
        if total.overlaps(group.whole.loose):
            yield _summed(group, "consistent")
        elif last := other_things_after(row_of(text), group.amounts[-1]):
            if sum(claim.value for claim in (*group.amounts, last)) == group.whole.value:
                yield _summed(replace(group, amounts=(*group.amounts, last)), "consistent")
        elif _of_their_times(group):
            continue  # months and quarters are held to their period elsewhere, which knows of revisions
        elif _together(group) and not group.whole.qualifier:
            yield _summed(group, "suspicious")
        elif (len(group.amounts) > 2 or group.complete) and not group.whole.qualifier and not group.examples:
            if group.complete:
                yield from _row_broken(group)
                continue
            slip = _one_slip(group, strict=True)
            if slip and _long(group.whole) and group.whole.piece == group.amounts[0].piece:
                yield _summed(group, "suspicious")


def _of_their_times(group: Group) -> bool:
    periods = {one.period for one in group.statements}
    return len(periods) == len(group.statements) > 1


def _together(group: Group) -> bool:
    """Whether the whole stands right after its parts and says that it is what they come to: "…; cộng 486,7 tỷ đồng"."""
    whole, last = group.whole, group.amounts[-1]
    if whole is None or whole.piece != last.piece or not 0 < whole.start - last.end < 60:
        return False
    return len(group.amounts) > 1 and bool(ALL_OF_THEM.search(fold(whole.lead)))


_TRIED = 24


def _row_broken(group: Group) -> Iterator[Relation]:
    """A row said to be all ("phân theo …:", "… khác"): the whole meant is the one that a slip, or nearly, gives."""
    near = []
    for whole in group.wholes[:_TRIED]:
        one = replace(group, wholes=(whole,))
        ratio = total_of(one, printed=True).low / whole.value if whole.value else Decimal(0)
        digits = len(whole.value.as_tuple().digits)
        if digits > 2 and HALF < ratio < TWICE and _one_slip(one, strict=True):
            yield _summed(one, "contradiction")
            return
        if len(group.amounts) > 2 and digits > 2 and NEAR[0] < ratio < NEAR[1]:
            near.append(one)
    if len(near) == 1:
        yield _summed(near[0], "suspicious")


def same_in_each_item(text: Understanding) -> Iterator[Relation]:
    """A figure that each item of a list or note gives ("tổng kinh phí … đồng") adds up to the one of the sentence that
    calls it."""
    for found in _same_named(text):
        first = found[0][0]
        caller = text.statements[first.parent] if first.parent is not None else None
        while caller is not None and caller.piece == first.piece and caller.parent is not None:
            caller = text.statements[caller.parent]
        if caller is None or caller.piece == first.piece:
            continue
        near = [one for one in text.statements[caller.index : caller.index + 6] if one.piece == caller.piece]
        wholes = [
            claim
            for one in near
            for claim in one.of("level", "count")
            if intervals.alike(claim.unit, found[0][1].unit)
        ]
        group = Group(
            caller,
            tuple(wholes),
            tuple(one for one, _ in found),
            tuple(claim for _, claim in found),
            True,
            False,
        )
        if group.whole is None:
            continue
        if group.adds_up:
            yield _summed(group, "consistent")
            continue
        broken = [
            one
            for one in (replace(group, wholes=(whole,)) for whole in wholes)
            if _one_slip(one, strict=True)
        ]
        if len(broken) == 1 and _long(group.amounts[0]):
            yield _summed(broken[0], "contradiction")


def _same_named(text: Understanding) -> Iterator[list[tuple[Statement, Claim]]]:
    by_key: dict[tuple[int, str, str], list[tuple[Statement, Claim]]] = {}
    for one in text.statements:
        claim = one.first("level", "count")
        if claim is not None and one.key and text.piece_of(one).kind in ("note", "item"):
            by_key.setdefault((one.piece, one.key, claim.unit.base), []).append((one, claim))
    yield from (found for found in by_key.values() if len(found) > 2)


def counted_together(text: Understanding) -> Iterator[Relation]:
    """ "68 công chức và 7 người lao động, tổng cộng 75 người": things of several kinds counted together."""
    for found in sentences_of(text.statements):
        counts = [claim for one in found for claim in one.of("count") if claim.role == "count"]
        for at, claim in enumerate(counts):
            if at < 2 or not _TOGETHER.search(fold(claim.lead)):
                continue
            for size in range(2, min(at, 6) + 1):
                parts = counts[at - size : at]
                if sum((one.value for one in parts), Decimal(0)) == claim.value:
                    group = Group(text.statement_of(claim), (claim,), (), tuple(parts), True, False)
                    yield _summed(group, "consistent")
                    break
            else:
                if at == 2:
                    group = Group(text.statement_of(claim), (claim,), (), tuple(counts[:2]), True, False)
                    yield _summed(group, "contradiction")


_TOGETHER = regex.compile(r"(?<!\p{L})(?:tổng cộng|cộng chung|tất cả)")


def _plain_row(group: Group) -> bool:
    """Whether a sum that comes out can hardly be chance."""
    return len(group.amounts) > 2 or sum(len(claim.value.as_tuple().digits) for claim in group.amounts) >= 5


def _sum_verdict(group: Group) -> Verdict | None:
    """None where the text allows that parts are missing or overlap.

    Where the text says that these are all the parts, a sum that does not come out is a contradiction. After a bare
    "trong đó" it is one only if a single slip of the hand explains it and the numbers are long enough to rule out
    chance; with short numbers it stays a question.
    """
    whole, total = group.whole, total_of(group)
    assert whole is not None
    verdict = intervals.verdict(total, whole.loose, intervals.last_place(whole) * len(group.amounts))
    if verdict == "rounding" and all(_counted(claim) for claim in (whole, *group.amounts)):
        verdict = "contradiction"
    if verdict in ("consistent", "rounding"):
        return verdict
    if group.examples or whole.value == 0 or whole.qualifier:
        return None
    if is_per_thing(whole) and any(in_unit(claim, whole).low > whole.loose.high for claim in group.amounts):
        return None
    ratio = total_of(group, printed=True).low / whole.value
    named = all(_of_the_whole(claim, whole) for claim in group.amounts)
    if group.complete and (HALF < ratio < TWICE or (named and _one_slip(group))):
        return "contradiction"
    if group.complete and named:
        return "suspicious"
    if _telling(group) and _one_slip(group):
        return "contradiction"
    if _long(whole) and _one_slip(group, strict=not group.complete):
        return "contradiction"
    over = Decimal(1) < ratio < TWICE and not any(_counted(claim) for claim in group.amounts)
    measured = all(claim.decimals for claim in (whole, *group.amounts))
    if over and (len(group.amounts) > 2 or measured) and group.statements[0].link == "of_which":
        return "suspicious"
    if Decimal(1) < ratio < TWICE and named and len(group.amounts) > 2 and _long(whole) and _one_slip(group):
        return "suspicious"
    near = len(group.amounts) > 2 and NEAR[0] < ratio < NEAR[1]
    return "suspicious" if near and _one_slip(group, strict=True) else None


def _of_the_whole(part: Claim, whole: Claim) -> bool:
    """Whether a part is in the whole's unit; "gồm tuyến tỉnh 94" need not name the noun again."""
    return intervals.alike(part.unit, whole.unit) or (_counted(part) and not part.unit.base)


HALF, TWICE = Decimal("0.5"), Decimal("1.5")
NEAR = Decimal("0.7"), Decimal("1.4")


def _telling(group: Group) -> bool:
    """Whether so many digits take part that even a digit left out or added hardly explains a sum by chance."""
    numbers = [*group.amounts, *([group.whole] if group.whole else [])]
    digits = [len(claim.value.as_tuple().digits) for claim in numbers]
    return max(digits) >= 4 and sum(digits) >= 4 * len(digits)


def _counted(claim: Claim) -> bool:
    """Whether a figure counts things one by one, so that no rounding excuses it."""
    return claim.loose.low == claim.loose.high


def _long(claim: Claim) -> bool:
    """Whether a number has so many digits that a sum hardly comes out by chance."""
    return len(claim.value.as_tuple().digits) >= 4


def _one_slip(group: Group, *, strict: bool = False) -> tuple[Claim, Decimal] | None:
    """The one number that a slip would explain, with the value that makes the sum right."""
    whole = group.whole
    assert whole is not None
    found: list[tuple[Claim, Decimal]] = []
    value = slips.near_slip(whole, total_of(group), strict=strict)
    if value is not None:
        found.append((whole, value))
    totals: dict[Unit, Interval] = {}
    for claim in group.amounts:
        if claim.unit not in totals:
            totals[claim.unit] = intervals.total(in_unit(one, claim) for one in group.amounts)
        everything, own = totals[claim.unit], in_unit(claim, claim)
        others = Interval(everything.low - own.low, everything.high - own.high)
        wanted = intervals.minus(in_unit(whole, claim), others)
        value = slips.near_slip(claim, wanted, strict=strict)
        if value is not None and value > 0:
            found.append((claim, value))
    return found[0] if found else None


def _summed(group: Group, verdict: Verdict) -> Relation:
    whole = group.whole
    assert whole is not None
    printed = total_of(group, printed=True).low
    total = telling.amount(printed, whole)
    slip = _one_slip(group) if verdict in ("contradiction", "suspicious") else None
    suggestion = total
    if slip is not None and slip[0] is not whole:
        suggestion = f"{telling.amount(slip[1], slip[0])} thay cho {slip[0].text}, hoặc tổng {total}"
    subject = group.parent.subject if group.parent else ""
    return Relation(
        "sum-of-parts",
        verdict,
        (*(claim.id for claim in group.amounts), whole.id),
        " + ".join(claim.text for claim in group.amounts) + f" = {total}",
        f"{telling.about(subject)}: các phần cộng lại là {total}, báo cáo ghi {whole.text}. "
        "Hãy xem lại tổng và từng phần.",
        suggestion,
    )


RULES: tuple[Rule, ...] = (parts_of_whole, several_nouns, rows_of_whole, same_in_each_item, counted_together)
