"""One whole broken down again: by kind, by place, by age, each in a sentence of its own.

"36 sản phẩm, gồm nhóm thực phẩm 21 …; nhóm khác 5. Phân theo địa bàn: thành phố 9, thị xã 6, các huyện 21": once one
breakdown comes to a whole, the next one right after it is held to the same, if nothing else of the kind was told between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from congthuong.core.audit import intervals, telling
from congthuong.core.audit.cues import pattern
from congthuong.core.audit.groups import in_unit
from congthuong.core.audit.model import Claim, Relation, Statement, Understanding, sentences_of
from congthuong.core.audit.rules.mistyped import LastRule
from congthuong.core.audit.rules.nearby import depths, is_amount, like
from congthuong.core.audit.rules.operands import Row, digits, row_of
from congthuong.core.quantities.units import fold

_BY: Final = pattern(
    r"(?:^|[.;]\s+|[-+]\s+|[0-9a-zđ][.)]\s+)(?:(?:nếu\s+)?(?:phân|chia|tính|xét|xếp)\s+(?:ra\s+)?)?theo\s+(?:[^.;:]|(?<=[0-9])\.(?=[0-9])){2,60}[:,]?\s*[^.;:]{0,80}\Z"
    r"|(?:^|[.;]\s+)(?:phân\s+(?:độ|loại|luồng|nhóm)|xếp\s+loại|cơ\s+cấu)[^.;:]{0,60}:\s*[^.;:,]{0,60}\Z"
)
_NEAR: Final = 40
_MOST: Final = 14
_SUMS: Final = ("sum-of-parts", "count-of-parts")
_LONG: Final = 3
_GRADE: Final = pattern(r"(?<!\p{L})(?:độ|hạng|loại|bậc|khu vực|vùng)\s*\Z")
"""Before a number that names a part and counts nothing."""
_LEAST, _GREATEST = Decimal("0.2"), Decimal(5)


def broken_down_again(text: Understanding, relations: Sequence[Relation]) -> Iterator[Relation]:
    row = row_of(text)
    sums = _sums(relations)
    taken = {claim for one in relations if one.rule in _SUMS for claim in one.claims}
    deep = depths(row)
    apart: set[str] = set()  # the figures of every sentence that tells things apart
    for found in sentences_of(text.statements):
        first = next((claim for one in found for claim in one.of("level", "count")), None)
        if first is None or not _BY.search(fold(row.before(first))):
            continue
        apart.update(claim.id for one in found for claim in one.claims)
        parts = _parts(found, deep) if _all_read(row.before(first)) else []
        if len(parts) < 2 or any(part.id in taken for part in parts):
            continue
        whole = _printed(row, parts) or _whole(row, parts, sums, apart)
        if whole is not None:
            yield from _told(row, parts, whole)
            if _comes_to(parts, whole):
                sums.setdefault(whole.id, set()).update(part.id for part in parts)


def _sums(relations: Sequence[Relation]) -> dict[str, set[str]]:
    """The totals that parts come to, each with its parts."""
    sums: dict[str, set[str]] = {}
    for one in relations:
        if one.rule in _SUMS and one.verdict == "consistent":
            sums.setdefault(one.claims[-1], set()).update(one.claims[:-1])
    return sums


def _all_read(before: str) -> bool:
    """Whether no number stands unread before the first that counts: "theo ngạch: chuyên viên cao cấp 24, …"."""
    return not any(letter.isdigit() for letter in before.rpartition(":")[2])


def _parts(found: Sequence[Statement], deep: dict[str, int]) -> list[Claim]:
    """The first amount of each statement of a sentence, side by side."""
    amounts = [
        claim
        for one in found
        if (claim := one.first("level", "count")) is not None and not _GRADE.search(fold(claim.lead))
    ]
    if len(amounts) < 2:
        return []
    parts = [one for one in amounts if deep[one.id] == deep[amounts[0].id] and is_amount(one)]
    plain = all(like(one, parts[0]) and not one.qualifier for one in parts)
    return parts if plain and len(parts) <= _MOST else []


def _whole(row: Row, parts: Sequence[Claim], sums: dict[str, set[str]], apart: set[str]) -> Claim | None:
    """The total just before, with nothing of its kind between that is not its part or the same again."""
    here = row.at[parts[0].id]
    between: list[Claim] = []
    for claim in reversed(row.claims[max(0, here - _NEAR) : here]):
        counted = claim.unit.is_count and parts[-1].unit.is_count
        if claim.id in sums and (counted or like(claim, parts[-1])) and not claim.qualifier:
            own = sums[claim.id]
            aside = [one for one in between if one.id not in own and one.value != claim.value]
            return None if aside else claim
        if claim.id not in apart and is_amount(claim) and (like(claim, parts[-1]) or like(claim, parts[0])):
            between.append(claim)
    return None


def _printed(row: Row, parts: Sequence[Claim]) -> Claim | None:
    """The figure just before that the parts come to exactly, if it has digits enough to be no chance."""
    here = row.at[parts[0].id]
    for claim in reversed(row.claims[max(0, here - _NEAR) : here]):
        counted = claim.unit.is_count and parts[0].unit.is_count
        long = is_amount(claim) and digits(claim) >= _LONG
        if long and (counted or like(claim, parts[0])) and _comes_to(parts, claim):
            return claim
    return None


def _comes_to(parts: Sequence[Claim], whole: Claim) -> bool:
    total = intervals.total(in_unit(part, whole) for part in parts)
    return total.overlaps(
        intervals.widened(whole.interval, intervals.last_place(whole) * bool(whole.decimals))
    )


def _told(row: Row, parts: Sequence[Claim], whole: Claim) -> Iterator[Relation]:
    holds = _comes_to(parts, whole)
    printed = sum((in_unit(part, whole, printed=True).low for part in parts), Decimal(0))
    if not holds and not (whole.value and _LEAST < printed / whole.value < _GREATEST):
        return
    fits = telling.amount(printed, whole)
    yield Relation(
        "sum-of-parts",
        "consistent" if holds else "suspicious",
        (*(part.id for part in parts), whole.id),
        " + ".join(part.text for part in parts) + f" = {fits}",
        f"{telling.about(row.text.statement_of(whole).subject)}: chia theo cách này thì các phần cộng lại là {fits}, cách "
        f"kia là {whole.text}. Hãy xem lại tổng và từng phần.",
        fits,
    )


LAST: tuple[LastRule, ...] = (broken_down_again,)
