"""What was at the beginning, came, went and is left at the end, told in a row: nothing else leaves or comes.

"tồn đầu quý 38, lập mới 287, kết thúc 302, tồn cuối quý 23": where the words name both ends and each figure between comes
or goes, the row leaves one reading, however short its figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from congthuong.core.audit import intervals, telling
from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules import Rule
from congthuong.core.audit.rules.nearby import is_amount, stands_for
from congthuong.core.audit.rules.operands import Row, begins_alike, row_of
from congthuong.core.audit.rules.stages import stage
from congthuong.core.quantities.units import fold

_AT_END: Final = pattern(
    r"(?<!\p{L})(?:tồn|còn|số)?\s*(?:cuối\s+(?:kỳ|quý|tháng|năm|tuần)|(?:chuyển\s+)?(?:sang\s+)?(?:kỳ|quý|tháng|năm|tuần)\s+sau)\s*(?:là|còn|có)?\s*\Z"
)
_AT_START: Final = pattern(
    r"(?<!\p{L})(?:tồn|đầu|chuyển)\s(?:[^,;.()]{0,30}\s)?(?:đầu|trước|sang|kỳ|quý|tháng|năm|tuần)\s*(?:là|có)?\s*\Z|(?<!\p{L})đầu\s+(?:kỳ|quý|tháng|năm|tuần)\s*\Z"
)
_MOST: Final = 6


def turnovers(text: Understanding) -> Iterator[Relation]:
    row = row_of(text)
    for at, end in enumerate(text.claims):
        if not _counts(end) or not _AT_END.search(fold(end.lead)):
            continue
        found = _row_before(row, at)
        nouns = {one.unit.base for one in (found[0], *found[1], *found[2], end)} - {""} if found else set()
        if found is not None and (len(nouns) == 1 or (not nouns and end.role == "count")):
            yield from _balanced(text, *found, end)


def _row_before(row: Row, at: int) -> tuple[Claim, list[Claim], list[Claim]] | None:
    """What was at first, what came and what went: all figures between the two ends, or nothing."""
    end, came, went = row.claims[at], list[Claim](), list[Claim]()
    for claim in reversed(row.claims[max(0, at - _MOST) : at]):
        words = row.text.piece_of(end).text[claim.end : end.start]
        alike = begins_alike(claim.unit.base, end.unit.base) or "" in (claim.unit.base, end.unit.base)
        if (
            row.reach(claim, end)
            or not _counts(claim)
            or not alike
            or claim.unit.exponent != end.unit.exponent
            or ";" in words
            or "(" in words
        ):
            return None
        if _AT_START.search(fold(claim.lead)):
            return (claim, came, went) if came and went else None
        where = stage(row, claim)
        if where not in ("in", "out"):
            return None
        (came if where == "in" else went).append(claim)
    return None


def _counts(claim: Claim) -> bool:
    return is_amount(claim) and claim.role in _TOLD and not claim.qualifier and "/" not in claim.unit.base


_TOLD: Final = ("count", "level", "after", "before", "remaining", "base")


def _balanced(
    text: Understanding, start: Claim, came: Sequence[Claim], went: Sequence[Claim], end: Claim
) -> Iterator[Relation]:
    left = intervals.minus(
        intervals.total(stands_for(one, end) for one in (start, *came)),
        intervals.total(stands_for(one, end) for one in went),
    )
    stated, middle = stands_for(end, end), telling.middle(left)
    holds = left.overlaps(intervals.widened(stated, intervals.last_place(end) * bool(end.decimals)))
    if middle < 0 or (not holds and not end.value / 3 < middle < end.value * 3):
        return
    fits = telling.amount(middle, end)
    written = f"{start.text} + {' + '.join(one.text for one in reversed(came))} − {' − '.join(one.text for one in reversed(went))}"
    yield Relation(
        "flow",
        "consistent" if holds else "contradiction",
        (start.id, *(one.id for one in (*came, *went)), end.id),
        f"{written} = {fits}",
        f"{telling.about(text.statement_of(end).subject)}: {written} là {fits}, báo cáo ghi {end.text}. "
        "Hãy xem lại các số này.",
        fits,
    )


RULES: tuple[Rule, ...] = (turnovers,)
