"""Parts and whole: sums, shares, fractions, contributions, balances, the bases of parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import regex

from congthuong.core.audit import intervals, slips, telling
from congthuong.core.audit.groups import Group, groups, in_unit, rows, rows_of_items
from congthuong.core.audit.model import Claim, Relation, Statement, Understanding, Verdict
from congthuong.core.audit.rules import Rule
from congthuong.core.audit.statements import sentences_of
from congthuong.core.quantities import Interval, Unit
from congthuong.core.quantities.units import fold


def parts_of_whole(text: Understanding) -> Iterator[Relation]:
    """Parts sum to the total; a part does not exceed it. An incomplete list of parts is no error."""
    for group in groups(text):
        if group.whole is None:
            continue
        if len(group.amounts) == 1:
            yield from _bounded(text, group)
            continue
        verdict = _sum_verdict(group)
        if verdict is not None:
            yield _summed(group, verdict)
        elif not group.examples:
            yield from _bounded(text, group)


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
        total = _total(group)
        if total.overlaps(group.whole.loose):
            yield _summed(group, "consistent")
        elif len(group.amounts) > 2 and not group.whole.qualifier and not group.examples:
            if group.complete:
                yield from _row_broken(group)
                continue
            slip = _one_slip(group, strict=True)
            if slip and _long(group.whole) and group.whole.piece == group.amounts[0].piece:
                yield _summed(group, "suspicious")


def _row_broken(group: Group) -> Iterator[Relation]:
    """A row said to be all ("phân theo …:", "… khác"): the whole meant is the one that a slip, or nearly, gives."""
    near = []
    for whole in group.wholes[:12]:
        one = replace(group, wholes=(whole,))
        ratio = _total(one, printed=True).low / whole.value if whole.value else Decimal(0)
        digits = len(whole.value.as_tuple().digits)
        if digits > 2 and HALF < ratio < TWICE and _one_slip(one, strict=True):
            yield _summed(one, "contradiction")
            return
        if digits > 2 and NEAR[0] < ratio < NEAR[1]:
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


def _total(group: Group, *, printed: bool = False) -> Interval:
    assert group.whole is not None
    return intervals.total(in_unit(claim, group.whole, printed=printed) for claim in group.amounts)


def _sum_verdict(group: Group) -> Verdict | None:
    """None where the text allows that parts are missing or overlap.

    Where the text says that these are all the parts, a sum that does not come out is a contradiction. After a bare
    "trong đó" it is one only if a single slip of the hand explains it and the numbers are long enough to rule out
    chance; with short numbers it stays a question.
    """
    whole, total = group.whole, _total(group)
    assert whole is not None
    verdict = intervals.verdict(total, whole.loose, intervals.last_place(whole) * len(group.amounts))
    if verdict == "rounding" and all(_counted(claim) for claim in (whole, *group.amounts)):
        verdict = "contradiction"
    if verdict in ("consistent", "rounding"):
        return verdict
    if group.examples or whole.value == 0 or whole.qualifier:
        return None
    ratio = _total(group, printed=True).low / whole.value
    named = all(intervals.alike(claim.unit, whole.unit) for claim in group.amounts)
    if group.complete and (HALF < ratio < TWICE or (named and _one_slip(group))):
        return "contradiction"
    if _telling(group) and _one_slip(group):
        return "contradiction"
    if _long(whole) and _one_slip(group, strict=not group.complete):
        return "contradiction"
    over = Decimal(1) < ratio < TWICE and not any(_counted(claim) for claim in group.amounts)
    if over and len(group.amounts) > 2 and group.statements[0].link == "of_which":
        return "suspicious"
    near = len(group.amounts) > 2 and NEAR[0] < ratio < NEAR[1]
    return "suspicious" if near and _one_slip(group, strict=True) else None


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
    value = slips.near_slip(whole, _total(group), strict=strict)
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
    printed = _total(group, printed=True).low
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


def _bounded(text: Understanding, group: Group) -> Iterator[Relation]:
    """Each part at most the whole."""
    whole = group.whole
    assert whole is not None
    for one, claim in zip(group.statements, group.amounts, strict=True):
        part = in_unit(claim, whole)
        if text.statement_of(whole).period != one.period:
            continue
        if one.link != "of_which" or (whole.role == "part" and whole.statement == claim.statement):
            continue
        if whole.unit.base != claim.unit.base or whole.qualifier:
            continue
        exceeds = part.low > intervals.widened(whole.loose, intervals.last_place(whole)).high
        if exceeds and any(in_unit(claim, other).low <= other.loose.high for other in group.wholes):
            continue
        yield Relation(
            "part-within-whole",
            "contradiction" if exceeds else "consistent",
            (claim.id, whole.id),
            f"{claim.text} {'>' if exceeds else '≤'} {whole.text}",
            f"{telling.about(one.subject)}: phần {claim.text} lớn hơn toàn bộ {whole.text}. Hãy xem lại hai số này.",
        )


def shares(text: Understanding) -> Iterator[Relation]:
    """Shares are part / total; shares of one whole sum to 100 within rounding."""
    for one in text.statements:
        for share in one.of("share"):
            yield from _share(text, one, share)
    seen: set[str] = set()
    for parent in text.statements:
        yield from _row_of_shares(text.children(parent), parent, seen)
    for found in sentences_of(text.statements):
        yield from _row_of_shares(found, found[0], seen)


def _row_of_shares(found: Sequence[Statement], parent: Statement, seen: set[str]) -> Iterator[Relation]:
    listed = [
        share
        for one in found
        for share in one.of("share")[:1]
        if share.unit.base == "%" and share.id not in seen
    ]
    if len(listed) < 2:
        return
    seen.update(share.id for share in listed)
    yield from _hundred(listed, parent)
    # "(cơ cấu tương ứng của cùng kỳ là 23,28%; 35,31%; …)": as many rates in brackets after the shares.
    rates = [
        one
        for child in found
        for one in child.of("level")
        if one.unit.base == "%" and child.link == "bracket"
    ]
    if len(rates) == len(listed) and rates[0].start > listed[-1].end:
        yield from _hundred(rates, parent)


def _share(text: Understanding, one: Statement, share: Claim) -> Iterator[Relation]:
    part = one.first("level", "count", "part", "after")
    if part is None:
        named = _named_before(text, one)
        if named is not None and (found := named.first("level", "count")):
            whole = next(
                (claim for claim, _ in _wholes(text, named, found, share) if named.parent is not None), None
            )
            verdict = _share_verdict(found, whole, share) if whole else None
            if whole is not None and verdict is not None:
                yield _shared(one, found, whole, share, verdict)
        return
    if part.unit.base in ("%", "‰"):
        return
    candidates = list(_wholes(text, one, part, share))
    verdicts = [(claim, _share_verdict(part, claim, share)) for claim, _ in candidates]
    if not any(verdict == "consistent" for _, verdict in verdicts):
        other = _of_other_things(text, one, part, share)
        if other is not None:
            yield _shared(one, part, other, share, "consistent")
            return
    for (claim, sure), (_, verdict) in zip(candidates, verdicts, strict=True):
        if verdict == "consistent" or (sure and verdict == "rounding"):
            yield _shared(one, part, claim, share, verdict)
            return
    sure_of = [claim for claim, sure in candidates if sure]
    if len(sure_of) > 1 and one.parent is None:
        largest = max(sure_of, key=lambda claim: intervals.within(claim, part.unit).high)
        candidates = [(claim, claim is largest) for claim, _ in candidates]
    for (claim, sure), (_, verdict) in zip(candidates, verdicts, strict=True):
        explicit = bool(_ANOTHER_WHOLE.search(fold(share.tail)))
        if verdict is not None and (sure or (not explicit and _borne_out(text, one, claim))):
            yield _shared(one, part, claim, share, verdict)
            return


def _of_other_things(text: Understanding, one: Statement, part: Claim, share: Claim) -> Claim | None:
    """ "Kiểm tra 1.462 công trình, phát hiện 118 trường hợp (chiếm 8,1%)": things counted under another noun."""
    if part.role != "count" or share.decimals == 0:
        return None
    for other in reversed(text.statements[max(0, one.index - 4) : one.index]):
        count = other.first("count")
        if (other.piece, other.sentence) != (one.piece, one.sentence) or count is None:
            continue
        computed = (
            intervals.percent_of(intervals.exact(part), intervals.exact(count)) if count.value else None
        )
        if computed is not None and computed.overlaps(share.interval):
            return count
    return None


def _borne_out(text: Understanding, one: Statement, whole: Claim) -> bool:
    """Whether another share of the same row is a share of this whole."""
    for other in text.statements[max(0, one.index - 6) : one.index + 7]:
        if other.index == one.index or (other.piece, other.sentence) != (one.piece, one.sentence):
            continue
        share, part = other.first("share"), other.first("level", "count", "part", "after")
        fits = share and part and share.decimals and intervals.alike(part.unit, whole.unit)
        if share and part and fits and _share_verdict(part, whole, share) == "consistent":
            return True
    return False


def _named_before(text: Understanding, one: Statement) -> Statement | None:
    """The part of a row that a later clause names again: "gồm thịt heo 39.415 tấn, …; thịt heo chiếm 60,2%"."""
    for other in reversed(text.statements[max(0, one.index - 8) : one.index]):
        if other.piece == one.piece and other.key == one.key and one.key and other.parent is not None:
            return other
    return None


def _share_verdict(part: Claim, whole: Claim, share: Claim) -> Verdict | None:
    computed = intervals.percent_of(intervals.within(part, whole.unit), whole.loose)
    return intervals.verdict(computed, share.loose, intervals.last_place(share))


def _shared(one: Statement, part: Claim, whole: Claim, share: Claim, verdict: Verdict) -> Relation:
    unit = whole.unit if intervals.alike(part.unit, whole.unit) else None
    point = intervals.percent_of(intervals.exact(part, unit), intervals.exact(whole))
    value = point.low if point else Decimal(0)
    fits = telling.amount(value, share)
    return Relation(
        "share-of-whole",
        verdict,
        (part.id, whole.id, share.id),
        f"{part.text} / {whole.text} = {telling.amount(value, share, more=2)}",
        f"{telling.about(one.subject)}: {part.text} trên {whole.text} là {fits}, báo cáo ghi {share.text}. "
        "Hãy xem lại ba số này.",
        fits,
    )


def _wholes(text: Understanding, one: Statement, part: Claim, share: Claim) -> Iterator[tuple[Claim, bool]]:
    """Claims the share may be of, the surest first; whether the text leaves no doubt."""
    for claim in one.of("whole"):
        if intervals.alike(claim.unit, part.unit):
            yield claim, True
    explicit = bool(_ANOTHER_WHOLE.search(fold(share.tail)))
    seen: set[str] = set()
    parent = text.statements[one.parent] if one.parent is not None else None
    while parent is not None:
        for claim in parent.of("level", "count", "whole", "part", "after"):
            if intervals.alike(claim.unit, part.unit) and claim.id not in seen:
                seen.add(claim.id)
                yield claim, not explicit or _names(share.tail, parent) or _told_short(share.tail, parent)
        parent = text.statements[parent.parent] if parent.parent is not None else None
    for other in reversed(text.statements[max(0, one.index - 60) : one.index]):
        stated = other.first("level", "count")
        if stated is None or stated.id in seen or not intervals.alike(stated.unit, part.unit):
            continue
        if part.unit.is_count and part.unit.base != stated.unit.base:
            continue
        if intervals.within(stated, part.unit).high >= part.loose.low:
            seen.add(stated.id)
            yield stated, explicit and _names(share.tail, other) and other.period == one.period


_ANOTHER_WHOLE = regex.compile(r"tổng|toàn bộ|của|trong|so với")
_COMMON = frozenset(
    ["tổng", "của", "trong", "số", "toàn", "bộ", "so", "với", "tỉnh", "cả", "nước", "giá", "trị"]
)


def _told_short(tail: str, parent: Statement) -> bool:
    """Whether "tổng mức", "tổng kim ngạch" after a share shortens the name of what it hangs on."""
    words = {word for word in regex.findall(r"\p{L}+", fold(tail)) if word not in _COMMON}
    return words <= set(regex.findall(r"\p{L}+", parent.key))


def _names(tail: str, other: Statement) -> bool:
    """Whether the words after a share name the subject of another statement."""
    words = {word for word in regex.findall(r"\p{L}+", fold(tail)) if word not in _COMMON}
    subject = {word for word in regex.findall(r"\p{L}+", other.key) if word not in _COMMON}
    both = words & subject
    if "và" in subject - words:
        return False
    return len(both) >= 2 and 3 * len(both) >= 2 * len(words | subject) and len(subject - words) <= 1


def _hundred(found: Sequence[Claim], parent: Statement | None) -> Iterator[Relation]:
    total = intervals.total(claim.loose for claim in found)
    printed = sum((claim.value for claim in found), Decimal(0))
    hundred = intervals.exactly(100)
    verdict = intervals.verdict(total, hundred, max(intervals.last_place(claim) for claim in found))
    if verdict == "contradiction" and not (
        Decimal(70) < printed < Decimal(130) and len(found) > 2 and _slip_of_share(found)
    ):
        return
    if verdict is None:
        return
    yield Relation(
        "shares-to-hundred",
        verdict,
        tuple(claim.id for claim in found),
        " + ".join(claim.text for claim in found) + f" = {telling.amount(printed, found[0])}",
        f"{telling.about(parent.subject if parent else '')}: các tỷ trọng cộng lại là "
        f"{telling.amount(printed, found[0])}, không phải 100%. Hãy xem lại các tỷ trọng.",
        "100%",
    )


def _slip_of_share(found: Sequence[Claim]) -> bool:
    for claim in found:
        rest = intervals.minus(
            intervals.exactly(100), intervals.total(one.loose for one in found if one is not claim)
        )
        if slips.near_slip(claim, rest) is not None:
            return True
    return False


def fractions(text: Understanding) -> Iterator[Relation]:
    """a/b = per cent; a part is not larger than its whole."""
    for one in text.statements:
        part, whole = one.first("part", "count", "level"), one.first("whole")
        if part is None or whole is None or whole.start < part.start:
            continue
        if not intervals.alike(part.unit, whole.unit):
            continue
        if part.role == "part" and part.value > whole.value and whole.start - part.end <= 3:
            yield Relation(
                "fraction-above-one",
                "contradiction",
                (part.id, whole.id),
                f"{part.text} > {whole.text}",
                f"{telling.about(one.subject)}: ghi {part.text}/{whole.text}, phần lớn hơn toàn bộ. Hãy xem lại hai số này.",
            )
            continue
        rates = [claim for claim in one.of("share", "level", "attainment") if claim.unit.base == "%"]
        near = [claim for claim in rates if claim.start > part.start]
        if near:
            yield from _fraction(one, part, whole, near[0])


def _fraction(one: Statement, part: Claim, whole: Claim, rate: Claim) -> Iterator[Relation]:
    verdict = _share_verdict(part, whole, rate)
    if verdict is not None:
        relation = _shared(one, part, whole, rate, verdict)
        yield Relation("fraction-percent", *_after_rule(relation))


def _after_rule(relation: Relation) -> tuple[Verdict, tuple[str, ...], str, str, str]:
    return relation.verdict, relation.claims, relation.arithmetic, relation.message, relation.suggestion


def bases_of_parts(text: Understanding) -> Iterator[Relation]:
    """Where parts sum to the whole, the bases that their rates imply sum to the base of the whole."""
    for group in groups(text):
        if group.whole is None or group.parent is None or len(group.amounts) < 2:
            continue
        if not _total(group).overlaps(group.whole.loose):
            continue
        above = text.statement_of(group.whole).first("change")
        rates = [one.first("change") for one in group.statements]
        if above is None or above.base not in ("same_period", "previous", ""):
            continue
        known = [rate for rate in rates if rate is not None and rate.base in (above.base, "")]
        if len(known) != len(group.amounts):
            continue
        yield from _bases_summed(group, above, known)


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
        points = [claim for one in found for claim in one.of("contribution") if claim.unit.base != "%"]
        if len(points) < 2:
            continue
        before = text.statements[max(0, found[0].index - 6) : found[0].index]
        owners = [found[0], *reversed([one for one in before if one.piece == found[0].piece])]
        owners = [one for one in owners if not one.of("contribution")]
        rates = [rate for one in owners for rate in one.of("change") if rate.end <= points[0].start]
        parent = found[0].parent
        if parent is not None:
            rates = [*text.statements[parent].of("change"), *rates]
        verdicts = [(rate, _contributed(points, rate)) for rate in rates]
        best = next((pair for pair in verdicts if pair[1] == "consistent"), None)
        if best is None and rates and len(points) > 2 and (parent is not None or len(rates) == 1):
            total = sum((-one.value if one.direction == "down" else one.value for one in points), Decimal(0))
            rate = verdicts[0][0]
            near = HALF < total / rate.value < TWICE if rate.value else False
            best = verdicts[0] if near else None
        if best is not None and best[1] is not None:
            yield _contributions_told(text, points, best[0], best[1])


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


_EXPORT = regex.compile(r"(?<!\p{L})xuất khẩu|(?<!\p{L})xk(?!\p{L})")
_IMPORT = regex.compile(r"(?<!\p{L})nhập khẩu|(?<!\p{L})nk(?!\p{L})")
_BALANCE = regex.compile(r"xuất siêu|nhập siêu|cán cân|thặng dư|thâm hụt")
_BOTH = regex.compile(r"xuất,?\s*(?:và\s*)?nhập khẩu|xuất khẩu và nhập khẩu|xnk|xuất - nhập khẩu")


def balances(text: Understanding) -> Iterator[Relation]:
    """Export − import = balance; export + import = turnover: of one period and one block of trade."""
    trade: dict[tuple[str, str, str], Claim] = {}
    block = ""
    for found in sentences_of(text.statements):
        block = ""
        for one in found:
            claim = one.first("level")
            if claim is None:
                continue
            words = f"{fold(one.subject)} {fold(claim.lead)}"
            rest = _besides_trade(fold(one.subject))
            period = one.period.code if one.period else ""
            if _BALANCE.search(words):
                if not _OF_BASE.search(f"{fold(claim.lead)} {fold(claim.tail)}"):
                    yield from _balance(trade, (period, block), claim, one)
            elif _BOTH.search(words):
                if not rest:
                    trade.setdefault((period, "", "both"), claim)
            elif _EXPORT.search(words):
                block = rest
                trade[period, block, "export"] = claim
            elif _IMPORT.search(words):
                block = rest or block
                trade[period, block, "import"] = claim
                both = trade.pop((period, block, "both"), None)
                if both is not None:
                    yield from _turnover(trade, (period, block), both, text.statement_of(both))


_OF_BASE = regex.compile(r"so với|cùng kỳ")


def _besides_trade(words: str) -> str:
    """What a subject names besides trade as a whole: a product, a market, a kind of enterprise."""
    left = regex.sub(
        r"(?<!\p{L})(?:tổng|kim ngạch|trị giá|giá trị|hàng hóa|xuất|nhập|khẩu|siêu|và|của|cả nước|tỉnh|ước|trên địa bàn|hoạt động|"
        r"cán cân|thương mại|về|đạt|tính chung|như vậy|toàn|đầu năm)(?!\p{L})|[,\s:-]+",
        " ",
        words,
    )
    return " ".join(left.split())


Trade = dict[tuple[str, str, str], Claim]


def _balance(trade: Trade, key: tuple[str, str], claim: Claim, one: Statement) -> Iterator[Relation]:
    out, into = trade.get((*key, "export")), trade.get((*key, "import"))
    if out is None or into is None or not intervals.alike(out.unit, claim.unit):
        return
    unit = claim.unit
    if not intervals.alike(into.unit, unit):
        return
    surplus = intervals.minus(intervals.within(out, unit), intervals.within(into, unit))
    point = intervals.exact(out, unit).low - intervals.exact(into, unit).low
    stated = claim.loose
    if "nhập siêu" in fold(f"{one.subject} {claim.lead}") or (
        point < 0 and "xuất siêu" not in fold(f"{one.subject} {claim.lead}")
    ):
        stated = Interval(-stated.high, -stated.low)
    verdict = intervals.verdict(surplus, stated, intervals.last_place(claim))
    if verdict is None or (verdict == "contradiction" and abs(point) > 20 * abs(claim.value)):
        return
    fits = telling.amount(abs(point), claim)
    yield Relation(
        "trade-balance",
        verdict,
        (out.id, into.id, claim.id),
        f"{out.text} − {into.text} = {telling.amount(point, claim)}",
        f"Xuất khẩu {out.text} trừ nhập khẩu {into.text} là {fits}, báo cáo ghi {claim.text}. Hãy xem lại ba số này.",
        fits,
    )


def _turnover(trade: Trade, key: tuple[str, str], claim: Claim, one: Statement) -> Iterator[Relation]:
    out, into = trade.get((*key, "export")), trade.get((*key, "import"))
    if out is None or into is None:
        return
    unit = claim.unit
    if not (intervals.alike(out.unit, unit) and intervals.alike(into.unit, unit)):
        return
    both = intervals.plus(intervals.within(out, unit), intervals.within(into, unit))
    point = intervals.exact(out, unit).low + intervals.exact(into, unit).low
    verdict = intervals.verdict(both, claim.loose, intervals.last_place(claim))
    if verdict is None or (verdict == "contradiction" and not claim.value / 2 < point < claim.value * 2):
        return
    fits = telling.amount(point, claim)
    yield Relation(
        "sum-of-parts",
        verdict,
        (out.id, into.id, claim.id),
        f"{out.text} + {into.text} = {fits}",
        f"{telling.about(one.subject)}: xuất khẩu {out.text} cộng nhập khẩu {into.text} là {fits}, báo cáo ghi "
        f"{claim.text}. Hãy xem lại ba số này.",
        fits,
    )


RULES: tuple[Rule, ...] = (
    parts_of_whole,
    several_nouns,
    rows_of_whole,
    same_in_each_item,
    counted_together,
    shares,
    fractions,
    bases_of_parts,
    base_within_whole,
    contributions,
    balances,
)
