"""What goes in, out and remains: dossiers, stocks raised to a new total, parts of a year and the year."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Final

from congthuong.core.audit import intervals, slips, subjects, telling
from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim, Relation, Statement, Understanding
from congthuong.core.audit.rules import Rule
from congthuong.core.audit.rules.base_choice import as_unit
from congthuong.core.audit.rules.operands import counts, noun_of, row_of
from congthuong.core.audit.rules.stages import stage
from congthuong.core.quantities.units import fold

_STAGES: Final = tuple(
    (name, pattern(rf"(?<!\p{{L}})(?:{words})(?!\p{{L}})"))
    for name, words in (
        ("opening", r"tồn (?:kỳ|quý|tháng|năm) trước|kỳ trước chuyển (?:sang|qua)|(?:từ )?kỳ trước|tồn đầu kỳ|chuyển (?:sang )?từ kỳ trước|tồn|(?:năm|tháng|quý) trước chuyển (?:sang|qua)"),
        ("pending", r"đang (?:được )?(?:giải quyết|xử lý|thụ lý)|còn lại|chưa (?:giải quyết|xử lý|đến hạn)|tồn cuối kỳ|chưa đến hạn|trong hạn"),
        ("early", r"trước hạn|sớm hạn|trước thời hạn"),
        ("late", r"quá hạn|trễ hạn|trễ hẹn|chậm hạn|muộn"),
        ("on_time", r"đúng hạn"),
        ("new", r"tiếp nhận mới|mới tiếp nhận|nhận mới|tiếp nhận trong kỳ|tiếp nhận trong (?:tháng|quý)|phát sinh mới|mới"),
        ("done", r"đã (?:được )?(?:giải quyết|xử lý|trả)|giải quyết|trả kết quả|xử lý xong|xử lý"),
        ("received", r"tiếp nhận|tổng số|nhận"),
    )
)  # fmt: skip
_FLOWS: Final = (
    ("received", ("new", "opening")),
    ("received", ("done", "pending")),
    ("done", ("early", "on_time", "late")),
    ("done", ("early", "on_time")),
    ("done", ("on_time", "late")),
)
_RAISED: Final = pattern(
    r"nâng tổng số|nâng lên|lũy kế|tổng số .{0,30}(?:hiện có|đến nay)|đến nay .{0,40}có|nâng số"
)


def dossiers(text: Understanding) -> Iterator[Relation]:
    """opening + received − resolved = pending; new + carried = received; early + on time + late = resolved."""
    for found in _staged(text):
        for whole, parts in _FLOWS:
            if whole in found and all(part in found for part in parts):
                longer = [flow for flow in _FLOWS if flow[0] == whole and set(flow[1]) > set(parts)]
                if any(all(part in found for part in flow[1]) for flow in longer):
                    continue
                named = [found[part] for part in parts]
                if (
                    whole == "received"
                    and "new" not in found
                    and "opening" in found
                    and parts == ("done", "pending")
                ):
                    # What was received now comes on top of what was carried over.
                    carried = intervals.plus(found["received"].loose, found["opening"].loose)
                    if intervals.total(claim.loose for claim in named).overlaps(carried):
                        continue
                yield from _flow(found[whole], named)


def _staged(text: Understanding) -> Iterator[dict[str, Claim]]:
    """The dossiers of one piece by their stage; the first of each stage."""
    current: dict[str, Claim] = {}
    key: tuple[int, str] | None = None
    for one in text.statements:
        claim = one.first("count", "part", "after")
        if claim is None or claim.unit.base not in (
            "hồ sơ",
            "đơn",
            "vụ",
            "vụ việc",
            "TTHC",
            "thủ tục",
            "kiến nghị",
        ):
            continue
        if (one.piece, claim.unit.base) != key:
            if len(current) > 2:
                yield current
            key, current = (one.piece, claim.unit.base), {}
        stage = _stage(one, claim)
        if stage:
            current.setdefault(stage, claim)
    if len(current) > 2:
        yield current


def _stage(one: Statement, claim: Claim) -> str:
    near = fold(claim.lead)
    for words in (near, fold(claim.tail), fold(one.subject)):
        for name, named in _STAGES:
            if named.search(words):
                return name
    return ""


def _flow(whole: Claim, parts: list[Claim]) -> Iterator[Relation]:
    total = intervals.total(claim.loose for claim in parts)
    verdict = intervals.verdict(total, whole.loose, intervals.last_place(whole))
    if verdict is None:
        return
    if any(claim.qualifier for claim in (whole, *parts)):
        verdict = None if verdict != "consistent" else verdict
    elif verdict == "rounding":
        verdict = "contradiction"
    if verdict is None:
        return
    point = sum(claim.value for claim in parts)
    if verdict == "contradiction" and not whole.value / 2 < point < whole.value * 2:
        return
    fits = telling.amount(point + 0 * whole.value, whole)
    yield Relation(
        "flow",
        verdict,
        (*(claim.id for claim in parts), whole.id),
        " + ".join(claim.text for claim in parts) + f" = {fits}",
        f"Các phần {', '.join(claim.text for claim in parts)} cộng lại là {fits}, báo cáo ghi {whole.text}. "
        "Hãy xem lại tổng và từng phần.",
        fits,
    )


def raised_to(text: Understanding) -> Iterator[Relation]:
    """ "nâng tổng số lên": what was added is not more than the new total; previous + new = total."""
    row = row_of(text)
    recent: list[tuple[Statement, Claim]] = []
    for one in text.statements:
        claim = one.first("count", "level", "after")
        if claim is None or claim.unit.base in ("%", ""):
            continue
        if _RAISED.search(f"{fold(one.subject)} {fold(claim.lead)}") or (
            one.link == "note" and _RAISED.search(fold(text.piece_of(one).text[:120]))
        ):
            for added, part in reversed(recent[-12:]):
                near = one.piece - added.piece <= 3
                if not near or not _of_one_noun(part, claim):
                    continue
                if stage(row, part) not in ("in", "") and row.reach(part, claim):
                    continue  # "giải quyết việc làm cho 3.420 lao động, nâng tổng số lên …" says itself what was added
                if _same_thing(added, part, one, claim) and (
                    stage(row, part) == "in" or part.value <= claim.value
                ):
                    yield _raised(one, part, claim)
                    break
        else:
            recent.append((one, claim))


def raised_from_to(text: Understanding) -> Iterator[Relation]:
    """ "phát triển mới 18 doanh nghiệp, nâng tổng số từ 338 lên 356": what was before and was added is what there is."""
    row = row_of(text)
    for one in text.statements:
        for before in one.of("before"):
            at = row.at[before.id]
            if at == 0 or at + 1 >= len(row.claims):
                continue
            added, after = row.claims[at - 1], row.claims[at + 1]
            if row.reach(added, before) or row.reach(after, before) or after.role != "after":
                continue
            words = fold(text.piece_of(before).text[added.end : before.start])
            if (
                added.role in ("count", "level")
                and _RAISES.search(words)
                and _counted_alike(added, before, after)
            ):
                yield from _flow(after, [added, before])


_RAISES: Final = pattern(r"(?<!\p{L})(?:nâng|đưa)(?!\p{L})")


def _counted_alike(added: Claim, before: Claim, after: Claim) -> bool:
    """Things counted one by one: money is paid back while it is lent, and what was added need not remain."""
    return after.unit.is_count and added.unit == after.unit and before.unit.base in ("", after.unit.base)


def _of_one_noun(part: Claim, claim: Claim) -> bool:
    """ "giải quyết việc làm cho 3.420 lao động, nâng tổng số lên 14.870 người": people are counted by several nouns."""
    counted = part.unit.is_count and claim.unit.is_count and not part.decimals
    return part.unit.base == claim.unit.base or (counted and counts(part, noun_of(claim)) < _UNNAMED)


_UNNAMED: Final = 2


def _same_thing(added: Statement, part: Claim, one: Statement, claim: Claim) -> bool:
    if part.unit.is_count:
        return True
    first, second = subjects.words_of(part.tail), subjects.words_of(claim.tail)
    return bool(first & second)


def _raised(one: Statement, part: Claim, claim: Claim) -> Relation:
    exceeds = as_unit(part, claim.unit).low > claim.loose.high
    return Relation(
        "raised-to",
        "contradiction" if exceeds else "consistent",
        (part.id, claim.id),
        f"{part.text} {'>' if exceeds else '≤'} {claim.text}",
        f"{telling.about(one.subject)}: phần tăng thêm {part.text} lớn hơn tổng số sau khi tăng {claim.text}. "
        "Hãy xem lại hai số này.",
    )


_SPLITS: Final = (
    ("H1", "H2", ""),
    ("Q1", "Q2", "H1"),
    ("H1", "Q3", "9M"),
    ("9M", "Q4", ""),
)


def parts_of_year(text: Understanding) -> Iterator[Relation]:
    """Half a year and what remains make the year; two quarters the half."""
    for by_period in _flows_by_subject(text):
        years = {code[:4] for code in by_period}
        for year, (first, second, whole) in product(sorted(years), _SPLITS):
            codes = [f"{year}-{part}" if part else year for part in (first, second, whole)]
            if all(code in by_period for code in codes):
                yield from _year_made([by_period[code] for code in codes])


def _flows_by_subject(text: Understanding) -> Iterator[dict[str, list[tuple[Statement, Claim]]]]:
    found: dict[frozenset[str], dict[str, list[tuple[Statement, Claim]]]] = {}
    for one in text.statements:
        claim = one.first("level", "count", "remaining", "difference")
        words = subjects.words_of(one.subject)
        if claim is None or one.period is None or len(words) < 2 or claim.unit.base == "":
            continue
        found.setdefault(words, {}).setdefault(one.period.code, []).append((one, claim))
    yield from found.values()


def _year_made(found: list[list[tuple[Statement, Claim]]]) -> Iterator[Relation]:
    firsts, seconds, wholes = found
    best: Relation | None = None
    for (one, first), (_, second), (_, whole) in product(firsts[:3], seconds[:3], wholes[:3]):
        if not (intervals.alike(first.unit, whole.unit) and intervals.alike(second.unit, whole.unit)):
            continue
        relation = _made(one, first, second, whole)
        if relation is not None and relation.verdict == "consistent":
            yield relation
            return
        best = best or relation
    if best is not None:
        yield best


def _made(one: Statement, first: Claim, second: Claim, whole: Claim) -> Relation | None:
    unit = whole.unit
    total = intervals.plus(intervals.within(first, unit), intervals.within(second, unit))
    verdict = intervals.verdict(total, whole.loose, intervals.last_place(whole))
    if verdict == "contradiction":
        rest = intervals.minus(whole.loose, intervals.within(first, unit))
        same_unit = second.unit == unit
        slip = same_unit and slips.near_slip(second, rest) is not None
        slip = slip or slips.near_slip(whole, total) is not None
        point = (total.low + total.high) / 2
        close = whole.value and abs(point - whole.value) < abs(whole.value) / 20
        if unit.base in ("%", "‰") or not (slip or close):
            return None
    if verdict is None:
        return None
    point = intervals.exact(first, unit).low + intervals.exact(second, unit).low
    more = max(first.decimals, second.decimals, whole.decimals)
    fits = telling.amount(point, whole, more=more - whole.decimals)
    return Relation(
        "parts-of-year",
        verdict,
        (first.id, second.id, whole.id),
        f"{first.text} + {second.text} = {fits}",
        f"{telling.about(one.subject)}: hai phần của kỳ cộng lại là {fits}, báo cáo ghi cả kỳ {whole.text}. "
        "Hãy xem lại ba số này.",
        fits,
    )


RULES: tuple[Rule, ...] = (dossiers, raised_to, raised_from_to, parts_of_year)
