"""Shares of a whole, shares to a hundred, fractions with their percentage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from congthuong.core.audit import intervals, slips, telling
from congthuong.core.audit.group_rows import rows_of_items
from congthuong.core.audit.groups import carriers
from congthuong.core.audit.model import Claim, Relation, Statement, Understanding, Verdict, sentences_of
from congthuong.core.audit.rules import Rule, wholes
from congthuong.core.audit.rules.each import is_of_each
from congthuong.core.audit.rules.nearby import like, stands_for
from congthuong.core.audit.rules.operands import Row, row_of
from congthuong.core.quantities.units import fold


def shares(text: Understanding) -> Iterator[Relation]:
    """Shares are part / total; shares of one whole sum to 100 within rounding."""
    for one in text.statements:
        for share in one.of("share", "attainment", "level"):
            told = list(_share(text, one, share)) if share.role == "share" else []
            yield from told or _by_place(text, one, share)
    seen: set[str] = set()
    for parent in text.statements:
        yield from _row_of_shares(text, text.children(parent), parent, seen)
    for items in rows_of_items(text):
        yield from _row_of_shares(text, items.statements, items.statements[0], seen)
    for found in sentences_of(text.statements):
        yield from _row_of_shares(text, found, found[0], seen)
        yield from _rates_in_turn(text, found, seen)
        yield from _to_the_rest(text, found, seen)


def _to_the_rest(text: Understanding, found: Sequence[Statement], seen: set[str]) -> Iterator[Relation]:
    """ "siêu thị chiếm 31,4% doanh số, chợ truyền thống 40,9%, tạp hóa 19,2%, còn lại 8,5%": the verb stands once; the row ends
    with what is left."""
    rates = sorted(
        (claim for one in found for claim in one.claims if claim.unit.base == "%"),
        key=lambda claim: claim.start,
    )
    first = next(
        (at for at, claim in enumerate(rates) if claim.role == "share" and claim.id not in seen), None
    )
    if first is None:
        return
    row = [rates[first]]
    for claim in rates[first + 1 :]:
        words = fold(text.piece_of(claim).text[row[-1].end : claim.start])
        if claim.id in seen or claim.direction or ";" in words or not _ONE_MORE.match(words):
            return
        row.append(claim)
        if _REST.search(words):
            break
    if len(row) > 2 and _REST.search(fold(text.piece_of(row[-1]).text[row[-2].end : row[-1].start])):
        seen.update(claim.id for claim in row)
        yield from _hundred(row, found[0], sure=True)


_ONE_MORE = regex.compile(r"[^,.;]{0,40},\s*[^,.;]{2,60}\Z|[^,.;]{0,40}\s+và\s+[^,.;]{2,60}\Z")
_REST = regex.compile(r"(?<!\p{L})(?:còn lại|khác)(?!\p{L})")


def _row_of_shares(
    text: Understanding, found: Sequence[Statement], parent: Statement, seen: set[str]
) -> Iterator[Relation]:
    listed = [
        share
        for one in found
        for share in one.of("share")[:1]
        if share.unit.base == "%" and share.id not in seen
    ]
    if len(listed) < 2:
        return
    listed += _last_of_row(found, listed)
    seen.update(share.id for share in listed)
    last = fold(f"{text.statement_of(listed[-1]).subject} {listed[-1].lead}")
    yield from _hundred(listed, parent, sure=bool(_REST.search(last)))
    # "(cơ cấu tương ứng của cùng kỳ là 23,28%; 35,31%; …)": as many rates in brackets after the shares.
    rates = [
        one
        for child in found
        for one in child.of("level")
        if one.unit.base == "%" and child.link == "bracket"
    ]
    if len(rates) == len(listed) and rates[0].start > listed[-1].end:
        yield from _hundred(rates, parent)


def _rates_in_turn(text: Understanding, found: Sequence[Statement], seen: set[str]) -> Iterator[Relation]:
    """ "tỷ lệ luồng xanh, vàng, đỏ lần lượt là 62,4%, 33,7% và 3,9%": rates side by side under one name of shares."""
    rates = sorted(
        (claim for one in found for claim in one.claims if claim.unit.base == "%"),
        key=lambda claim: claim.start,
    )
    run: list[Claim] = []
    for claim in (*rates, None):
        if claim is not None and claim.role in ("level", "share", "attainment") and claim.id not in seen:
            words = text.piece_of(claim).text
            if not run or _JOINT.fullmatch(words[run[-1].end : claim.start]):
                run.append(claim)
                continue
        if len(run) > 2 and _SHARES.search(
            fold(text.piece_of(run[0]).text[max(0, run[0].start - 90) : run[0].start])
        ):
            seen.update(one.id for one in run)
            yield from _hundred(run, None, sure=True)
        run = [claim] if claim is not None and claim.id not in seen else []


_JOINT = regex.compile(r"\s*(?:[;,]|(?:[;,]\s*)?và)\s*")
_SHARES = regex.compile(r"(?<!\p{L})(?:tỷ lệ|tỉ lệ|tỷ trọng|cơ cấu|thị phần)(?!\p{L})[^.;]*\Z")


def _last_of_row(found: Sequence[Statement], listed: Sequence[Claim]) -> list[Claim]:
    """ "khu vực I chiếm 12%, khu vực II chiếm 47% và thuế 41%": the last of a row goes without its verb, where the row is
    a hundred only with it."""
    rest = intervals.minus(intervals.exactly(100), intervals.total(claim.loose for claim in listed))
    after = [one for one in found if one.claims and one.claims[0].start > listed[-1].end]
    last = after[0].claims[0] if after else None
    if last is None or last.role != "level" or last.unit.base != "%" or not rest.overlaps(last.loose):
        return []
    return [last]


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
    if part.unit.base in ("%", "‰") or _of_what_they_bring(text, part, share):
        return
    candidates = list(_wholes(text, one, part, share))
    verdicts = [(claim, _share_verdict(part, claim, share)) for claim, _ in candidates]
    if not any(verdict == "consistent" for _, verdict in verdicts):
        other = _of_other_things(text, one, part, share)
        if other is not None:
            yield _shared(one, part, other, share, "consistent")
            return
    agreeing = any(verdict == "consistent" for _, verdict in verdicts)
    for (claim, sure), (_, verdict) in zip(candidates, verdicts, strict=True):
        if verdict == "consistent" or (sure and verdict == "rounding" and not agreeing):
            yield _shared(one, part, claim, share, verdict)
            return
    sure_of = [claim for claim, sure in candidates if sure]
    if len(sure_of) > 1 and one.parent is None:
        largest = max(sure_of, key=lambda claim: intervals.within(claim, part.unit).high)
        candidates = [(claim, claim is largest) for claim, _ in candidates]
    for (claim, sure), (_, verdict) in zip(candidates, verdicts, strict=True):
        explicit = bool(_ANOTHER_WHOLE.search(fold(share.tail)))
        if verdict != "consistent" and _ends_a_sum(text, one):
            return  # "vốn 112,9 tỷ đồng, cụ thể 52,4; 38,6 và 21,9 tỷ đồng, chiếm 39,7% tổng vốn": of what they come to
        if verdict is not None and (sure or (not explicit and _borne_out(text, one, claim))):
            yield _shared(one, part, claim, share, verdict)
            return


def _ends_a_sum(text: Understanding, one: Statement) -> bool:
    """Whether a statement is the last of parts that come to their whole, so that what follows may be told of that."""
    return len(carriers(text, one, "level", "count", "part", "after")) > 1


def _of_what_they_bring(text: Understanding, part: Claim, share: Claim) -> bool:
    """ "31 mặt hàng trên 1 tỷ USD, chiếm 92,1%": of the amounts by which the things are sorted, not of their number."""
    between = text.piece_of(part).text[part.end : share.start]
    return part.role == "count" and bool(_SORTED_BY.search(fold(between)))


_SORTED_BY = regex.compile(r"(?<!\p{L})(?:trên|dưới|từ|hơn)\s+[0-9][0-9.,]*\s\p{L}")


def _by_place(text: Understanding, one: Statement, rate: Claim) -> Iterator[Relation]:
    """A share whose whole only its place in the sentence tells: told to be wrong where a slip explains it."""
    if rate.unit.base != "%" or rate.base == "plan" or one.first("plan") is not None:
        return
    if rate.role == "level" and not _RATE.search(fold(rate.lead)):
        return
    row = row_of(text)
    part = wholes.part_of(row, one, rate)
    if part is None or _of_what_they_bring(text, part, rate):
        return
    after = wholes.named_after(row, part, rate)
    named = list(wholes.named_before(row, part, rate))
    near = wholes.beside(row, part, rate)
    above = text.statements[one.parent].first("level", "count") if one.parent is not None else None
    of_it = above is not None and above.unit.base == part.unit.base and not above.qualifier
    above = above if of_it and _RATE.search(fold(rate.lead)) else None  # a bare "đạt 45%" may be of a plan
    candidates = [
        claim for claim in (after, near, above, *named) if claim is not None and claim.id != part.id
    ]
    for whole in (*candidates, *_of_the_sentence(row, part, rate)):
        if _share_of(part, whole, rate) == "consistent":
            yield _shared(one, part, whole, rate, "consistent")
            return
    for whole in candidates[:1]:
        verdict = _share_of(part, whole, rate)
        if verdict == "contradiction" and whole is not after and not wholes.likely_slip(part, whole, rate):
            return
        if verdict is not None:
            yield _shared(one, part, whole, rate, "suspicious" if verdict == "contradiction" else verdict)


def _of_the_sentence(row: Row, part: Claim, rate: Claim) -> Iterator[Claim]:
    """ "điện nhận 768,42 triệu kWh, điện thương phẩm 745,18 triệu kWh; tổn thất 23,24 triệu kWh, tỷ lệ 3,02%": of the farther."""
    here = row.at[part.id]
    for claim in reversed(row.claims[max(0, here - 5) : here]):
        if row.reach(claim, rate) == 0 and claim.unit == part.unit and claim.unit.base != "%":
            yield claim


_RATE = regex.compile(r"(?<!\p{L})(?:tỷ lệ|tỷ trọng|tỉ lệ)(?!\p{L})")


def _share_of(part: Claim, whole: Claim, rate: Claim) -> Verdict | None:
    computed = intervals.percent_of(stands_for(part, part), stands_for(whole, part))
    return intervals.verdict(computed, rate.interval, intervals.last_place(rate))


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
    point = intervals.percent_of(intervals.exact(part, whole.unit), intervals.exact(whole))
    return intervals.verdict(computed, share.loose, intervals.last_place(share), point)


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


def _hundred(found: Sequence[Claim], parent: Statement | None, *, sure: bool = False) -> Iterator[Relation]:
    """Shares to a hundred; `sure` when the words say that these are all."""
    total = intervals.total(claim.loose for claim in found)
    printed = sum((claim.value for claim in found), Decimal(0))
    hundred = intervals.exactly(100)
    verdict = intervals.verdict(total, hundred, max(intervals.last_place(claim) for claim in found))
    far = len(found) < 3 or not (sure or Decimal(70) < printed < Decimal(130))
    if verdict == "contradiction" and (far or not _slip_of_share(found)):
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
        if not (like(part, whole) if part.role == "part" else intervals.alike(part.unit, whole.unit)):
            continue
        over = part.role == "part" and part.value > whole.value and whole.start - part.end <= 3
        if over and any(
            rate.value > 100 for rate in one.of("attainment", "share", "level") if rate.unit.base == "%"
        ):
            over = False  # "41.862/41.500 công tơ, bằng 100,87% kế hoạch"
        if over:
            yield Relation(
                "fraction-above-one",
                "contradiction",
                (part.id, whole.id),
                f"{part.text} > {whole.text}",
                f"{telling.about(one.subject)}: ghi {part.text}/{whole.text}, phần lớn hơn toàn bộ. Hãy xem lại hai số này.",
            )
            continue
        rate = _rate_of(text, one, part, whole)
        if rate is not None:
            each = is_of_each(text.piece_of(part).text, whole, rate)
            yield from (
                found
                for found in _fraction(one, part, whole, rate)
                if found.verdict == "consistent" or not each
            )


def _rate_of(text: Understanding, one: Statement, part: Claim, whole: Claim) -> Claim | None:
    """The percentage that a fraction comes to: the next in its statement or right after it, or the one whose brackets hold
    the fraction."""
    rates = [claim for claim in one.of("share", "level", "attainment") if claim.unit.base == "%"]
    near = [claim for claim in rates if claim.start > part.start and not _bounds_a_class(claim)]
    if near:
        return near[0]
    row = row_of(text)
    words = text.piece_of(part).text
    at, here = row.at[whole.id], row.at[part.id]
    following = row.claims[at + 1] if at + 1 < len(row.claims) else None
    if following is not None and _is_rate(following) and not row.reach(following, whole):
        between = words[whole.end : following.start]
        if len(between) < _NEAR and _COMES_TO.search(fold(between)) and not _APART.search(between):
            return following
    previous = row.claims[here - 1] if here else None
    if previous is None or not _is_rate(previous) or row.reach(previous, part):
        return None
    return previous if words[previous.end : part.start].strip() == "(" else None


def _bounds_a_class(rate: Claim) -> bool:
    """ "12/16 khoản thu đạt trên 75% dự toán": by what the things are told apart."""
    return rate.base == "plan" and rate.qualifier in ("trên", "dưới")


def _is_rate(claim: Claim) -> bool:
    return claim.unit.base == "%" and claim.role in ("share", "level", "attainment") and claim.base != "plan"


_NEAR = 90
_COMES_TO = regex.compile(r"(?:(?<!\p{L})(?:đạt|bằng|chiếm|tương đương|tức|tỷ lệ|là)(?!\p{L})[^,(]*|\()\s*\Z")
_APART = regex.compile(r"[;:.]|\)[^(]*,")
"""What parts a fraction from the next percentage: it may stand in the next clause, not in the one after a bracket."""


def _fraction(one: Statement, part: Claim, whole: Claim, rate: Claim) -> Iterator[Relation]:
    alike = intervals.alike(part.unit, whole.unit)
    verdict = _share_verdict(part, whole, rate) if alike else _share_of(part, whole, rate)
    if verdict is not None:
        relation = _shared(one, part, whole, rate, verdict)
        yield Relation("fraction-percent", *_after_rule(relation))


def _after_rule(relation: Relation) -> tuple[Verdict, tuple[str, ...], str, str, str]:
    return relation.verdict, relation.claims, relation.arithmetic, relation.message, relation.suggestion


RULES: tuple[Rule, ...] = (shares, fractions)
