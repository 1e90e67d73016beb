"""The word against the number beside it: tăng, giảm, vượt kế hoạch, gấp đôi, điểm phần trăm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Final

import regex

from congthuong.core.audit import intervals, telling
from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim, Relation, Statement, Understanding, Verdict
from congthuong.core.audit.rules.around import sentence
from congthuong.core.audit.rules.limits import impossible_falls, impossible_shares, negative_counts
from congthuong.core.quantities import PERCENT, write_quantity
from congthuong.core.quantities.units import fold

# "tốc độ tăng trưởng -5%" names a measure that may be negative.
_MEASURE: Final = regex.compile(
    r"(?i:tăng\s+trưởng|(?:tốc\s+độ|mức|tỷ\s+lệ|tỉ\s+lệ|chỉ\s+số)\s+tăng|tăng\s*[,/(+]|±|tăng,?\s+giảm)"
)
_SIGNED_FALL: Final = regex.compile(
    r"(?i:(?:tốc\s+độ|mức|tỷ\s+lệ|tỉ\s+lệ|chỉ\s+số)\s+(?:tăng[,/\s]+)?giảm)|[(\[:+±]\s*\Z"
)
"""A measure that may be negative, and a sign that stands by itself in brackets: "giảm (-5,6%)"."""
_OVER: Final = regex.compile(
    r"(?i:vượt)\s+(?:(?i:mức|so\s+với)\s+)?(?i:chỉ\s+tiêu|kế\s+hoạch|mục\s+tiêu|dự\s+toán)(?!\p{L})"
)
_UNDER: Final = regex.compile(
    r"(?i:không|chưa)\s+(?i:đạt|hoàn\s+thành)\s+(?:(?i:được)\s+)?(?i:chỉ\s+tiêu|kế\s+hoạch|mục\s+tiêu|dự\s+toán)(?!\p{L})"
)
_NOT_YET: Final = regex.compile(
    r"(?i:không|chưa|khó|phấn\s+đấu|quyết\s+tâm|để|nhằm|sẽ|có\s+thể|khả\s+năng|nếu|dự\s+kiến)\s+(?:\p{L}+\s+){0,2}\Z"
)
_OTHER_PLAN: Final = regex.compile(
    r"\s*(?:(?i:tháng|quý|tuần|vụ|kỳ|[0-9]+\s+tháng)|(?i:của\s+)?(?i:kịch\s+bản|tiến\s+độ))"
)
_PLAN_REACH: Final = 120
_RISING: Final = regex.compile(
    r"(?<!\p{L})(?i:tăng|nâng|tăng\s+dần|lên)\s+(?:(?i:dần|thêm)\s+)?(?:(?i:từ)\s*)?\Z"
)
_FALLING: Final = regex.compile(
    r"(?<!\p{L})(?i:giảm|hạ|rút\s+ngắn|xuống)\s+(?:(?i:dần|còn|mạnh)\s+)?(?:(?i:từ)\s*)?\Z"
)
_RANK: Final = regex.compile(r"(?<!\p{L})(?i:hạng|thứ|vị\s+trí|bậc|xếp|nhóm|top)(?!\p{L})")
_RATE: Final = regex.compile(
    r"\A(?i:tỷ\s+lệ|tỉ\s+lệ|tỷ\s+trọng|tỉ\s+trọng|tỷ\s+suất|độ\s+che\s+phủ|cơ\s+cấu)(?!\p{L})"
)
_SAID: Final = regex.compile(r"(?<!\p{L})(?i:tăng|giảm)(?:\s+\p{L}+){0,2}\s*\Z")
_TIMES: Final = regex.compile(
    r"(?<!\p{L})(?i:gấp)\s+(?P<times>(?i:đôi|rưỡi|ba|bốn|năm))(?:\s+(?i:lần))?(?!\p{L})"
)
_FACTORS: Final = {"rưỡi": "1.5", "đôi": "2", "ba": "3", "bốn": "4", "năm": "5"}
_SLACK: Final = (Decimal("0.8"), Decimal("1.3"))
"""How far from the factor named the numbers may lie before the word is wrong."""
_MUCH_SMALLER: Final = 4
_MOST_LEVELS: Final = 12


def sign_against_word(text: Understanding) -> Iterator[Relation]:
    """ "tăng -5,2%"; "giảm -3%" says its sign twice."""
    for claim in text.claims:
        if claim.role not in ("change", "difference") or claim.value >= 0 or not claim.direction:
            continue
        if claim.direction == "up" and not _MEASURE.search(claim.lead):
            fits = f"giảm {telling.amount(-claim.value, claim)}"
            message = f"Ghi «tăng» nhưng con số là {claim.text}. Hãy viết «{fits}» hoặc sửa dấu."
            yield Relation(
                "sign-against-word", "contradiction", (claim.id,), f"{claim.text} < 0", message, fits
            )
        elif claim.direction == "down" and not _SIGNED_FALL.search(claim.lead):
            fits = f"giảm {telling.amount(-claim.value, claim)}"
            message = (
                f"Ghi «giảm» mà con số lại mang dấu trừ ({claim.text}): dấu nói hai lần. Hãy viết «{fits}»."
            )
            yield Relation("sign-against-word", "suspicious", (claim.id,), f"{claim.text} < 0", message, fits)


def plan_against_word(text: Understanding) -> Iterator[Relation]:
    """ "đạt 92,5% kế hoạch, vượt kế hoạch đề ra"."""
    by_piece: dict[int, list[Claim]] = {}
    for claim in text.claims:
        if claim.role == "attainment":
            by_piece.setdefault(claim.piece, []).append(claim)
    for piece, claims in by_piece.items():
        whole = text.reading.pieces[piece].text
        for found in [*_OVER.finditer(whole), *_UNDER.finditer(whole)]:
            yield from _planned(whole, claims, found)


def _planned(text: str, claims: Sequence[Claim], found: regex.Match[str]) -> Iterator[Relation]:
    over = found.re is _OVER
    if over and _NOT_YET.search(text[max(0, found.start() - 40) : found.start()]):
        return
    if _OTHER_PLAN.match(text, found.end()):
        return
    first, last = sentence(text, found.start(), found.end())
    near = [one for one in claims if first <= one.start < last]
    if (
        len(near) != 1
        or abs(near[0].start - found.start()) > _PLAN_REACH
        or _OTHER_PLAN.match(near[0].tail.replace("kế hoạch", "", 1))
    ):
        return
    rate = near[0]
    if (over and rate.high < 100) or (not over and rate.low >= 100):
        words = " ".join(found[0].split())
        sign = "<" if over else "≥"
        message = f"Ghi «{words}» nhưng tỷ lệ là {rate.text}. Hãy sửa lời hoặc con số."
        yield Relation("plan-against-word", "contradiction", (rate.id,), f"{rate.text} {sign} 100%", message)


def from_to_against_word(text: Understanding) -> Iterator[Relation]:
    """ "giảm từ 10 xuống 12", "từ 12 lên 10". A rank that goes up goes to a smaller number."""
    for one, before, after in _steps(text):
        if not intervals.alike(before.unit, after.unit):
            continue
        start, end = intervals.within(before, after.unit), after.loose
        says = {way for claim in (before, after) if (way := _way(claim))}
        if len(says) == 2 and not _TURNS.search(fold(after.lead)) and not _ranked(text, before, after):
            yield _at_odds(one, before, after)
            continue
        really = "tăng" if end.low > start.high else "giảm" if end.high < start.low else ""
        if len(says) != 1 or not really or really in says or _ranked(text, before, after):
            continue
        sign = ">" if really == "tăng" else "<"
        message = (
            f"{telling.about(one.subject)}: câu nói {says.pop()} nhưng từ {before.text} đến {after.text} là {really}. "
            "Hãy sửa lời hoặc con số."
        )
        yield Relation("from-to-against-word", "contradiction", (before.id, after.id), f"{after.text} {sign} {before.text}", message)  # fmt: skip


def _steps(text: Understanding) -> Iterator[tuple[Statement, Claim, Claim]]:
    """From … to …: of one statement, or the next figure where the level itself was told already."""
    for first, second in pairwise(text.claims):
        if first.role == "before" and second.role == "after" and first.piece == second.piece:
            one, other = text.statement_of(first), text.statement_of(second)
            if one.sentence == other.sentence:
                yield one, first, second


def _at_odds(one: Statement, before: Claim, after: Claim) -> Relation:
    says = f"{_way(before)} từ {before.text} {'lên' if _way(after) == 'tăng' else 'xuống'} {after.text}"
    message = f"{telling.about(one.subject)}: câu nói «{says}», hai lời trái chiều. Hãy sửa lời hoặc con số."
    return Relation("from-to-against-word", "contradiction", (before.id, after.id), says, message)


_TURNS: Final = pattern(r"(?<!\p{L})(?:tăng|giảm|nâng|hạ|rút|rồi|sau|nhưng|kéo|đưa)(?!\p{L})")
"""Another move told on the way: "giảm từ 138 MW năm 2021 rồi tăng lên 145 MW"."""


def _way(claim: Claim) -> str:
    if _RISING.search(claim.lead):
        return "tăng"
    return "giảm" if _FALLING.search(claim.lead) else ""


def _ranked(text: Understanding, before: Claim, after: Claim) -> bool:
    whole = text.piece_of(before).text
    first, last = sentence(whole, before.start, max(before.end, after.end))
    return _RANK.search(whole, first, last) is not None


def percent_for_points(text: Understanding) -> Iterator[Relation]:
    """A rate's change in per cent where points may be meant; where the rate before stands, `change.py` tells."""
    for one in text.statements:
        level = one.first("level", "share")
        if (
            not _RATE.match(one.subject)
            or level is None
            or level.unit != PERCENT
            or one.first("before", "base")
        ):
            continue
        for change in one.of("change"):
            if change.unit != PERCENT or change.value <= 0 or change.direction not in ("up", "down"):
                continue
            if change.base not in ("same_period", "previous", "") or change.start < level.start:
                continue
            if not _SAID.search(change.lead) or one.first("difference"):
                continue
            yield _asked(one, level, change)


def _asked(one: Statement, level: Claim, change: Claim) -> Relation:
    sign = 1 if change.direction == "up" else -1
    as_points = level.value - sign * change.value
    shown = f"{level.text} {'−' if sign > 0 else '+'} {change.text} = {telling.amount(as_points, level, more=change.decimals)}"
    number = telling.number(change)
    message = (
        f"{telling.about(one.subject)} là tỷ lệ, thay đổi ghi {change.text}: là điểm phần trăm (kỳ trước "
        f"{telling.amount(as_points, level, more=change.decimals)}) hay là phần trăm? Nếu là hiệu hai tỷ lệ, hãy viết "
        f"«{number} điểm phần trăm»."
    )
    return Relation(
        "percent-for-points", "suspicious", (level.id, change.id), shown, message, f"{number} điểm phần trăm"
    )


def target_measure(text: Understanding) -> Iterator[Relation]:
    """ "Tỷ lệ hộ dùng điện: đạt 0,04%" where 99% − 98,96% is what is still to be gained."""
    levels: dict[str, list[Claim]] = {}
    for one in text.statements:
        if _RATE.match(one.subject):
            levels.setdefault(one.key, []).extend(
                claim
                for claim in one.of("level", "share", "attainment")
                if claim.unit == PERCENT and claim.base != "plan"
            )
    for claims in levels.values():
        yield from _targets(claims[:_MOST_LEVELS])


def _targets(claims: Sequence[Claim]) -> Iterator[Relation]:
    for one in claims:
        others = [other for other in claims if other.value > one.value * _MUCH_SMALLER]
        for low, high in combinations(sorted(others, key=lambda other: other.value), 2):
            if high.value - low.value != one.value or one.value == 0:
                continue
            points = f"{telling.number(one)} điểm phần trăm"
            message = (
                f"Tỷ lệ này đã là {low.text}, không thể đạt {one.text}: {one.text} là phần còn phải tăng thêm. "
                f"Hãy viết «tăng thêm {points}» hoặc «đạt {high.text}»."
            )
            yield Relation("target-measure", "contradiction", (low.id, high.id, one.id), f"{high.text} − {low.text} = {points}", message, f"tăng thêm {points}")  # fmt: skip
            break


def doubling(text: Understanding) -> Iterator[Relation]:
    """ "tăng gấp đôi, từ 10 lên 15"."""
    by_piece: dict[int, list[Statement]] = {}
    for one in text.statements:
        if one.first("before", "change"):
            by_piece.setdefault(one.piece, []).append(one)
    for piece, statements in by_piece.items():
        whole = text.reading.pieces[piece].text
        for found in _TIMES.finditer(whole):
            first, last = sentence(whole, found.start(), found.end())
            near = [one for one in statements if first <= one.claims[0].start < last]
            if len(near) == 1:
                yield from _doubled(near[0], found)


def _doubled(one: Statement, found: regex.Match[str]) -> Iterator[Relation]:
    factor = Decimal(_FACTORS[found["times"].lower()])
    before, after, changes = one.first("before"), one.first("after"), one.of("change")
    claims: tuple[Claim, ...]
    if before and after and intervals.alike(before.unit, after.unit):
        ratio, claims = (
            intervals.over(intervals.exact(after), intervals.exact(before, after.unit)),
            (before, after),
        )
    elif len(changes) == 1 and changes[0].unit == PERCENT and changes[0].direction == "up":
        grown = intervals.plus(intervals.exactly(100), intervals.exact(changes[0]))
        ratio, claims = intervals.over(grown, intervals.exactly(100)), (changes[0],)
    else:
        return
    if ratio is None:
        return
    fits = factor * _SLACK[0] <= ratio.high and ratio.low <= factor * _SLACK[1]
    times = f"{write_quantity(telling.middle(ratio), PERCENT, 2).removesuffix('%')} lần"
    verdict: Verdict = "consistent" if fits else "contradiction"
    message = (
        f"Ghi «{' '.join(found[0].split())}» nhưng con số cho thấy gấp {times}. Hãy sửa lời hoặc con số."
    )
    yield Relation("doubling", verdict, tuple(claim.id for claim in claims), f"gấp {times}", message)


RULES = (
    sign_against_word, plan_against_word, from_to_against_word, percent_for_points, target_measure, doubling,
    impossible_shares, impossible_falls, negative_counts,
)  # fmt: skip
