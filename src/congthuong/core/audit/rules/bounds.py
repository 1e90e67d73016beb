"""What is no more than what it is out of: things handled out of those found, some out of those of a name.

"kiểm tra 1.239 vụ, xử lý 794 vụ", "chuyển cơ quan điều tra 7 vụ; đã khởi tố 4 vụ", "trong số tồn có 3 hồ sơ quá hạn".
Such bounds hold loosely, so that they only confirm: what is handled may have been found the year before. They say little
beside an arithmetic, and things handled are told only where they have none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules.mistyped import LastRule
from congthuong.core.audit.rules.nearby import is_amount
from congthuong.core.audit.rules.operands import Row, row_of
from congthuong.core.audit.subjects import words_of
from congthuong.core.quantities.units import fold

_ROLES: Final = frozenset({"level", "count", "after"})
_HANDLED: Final = pattern(
    r"(?<!\p{L})(?:xử lý|xử phạt|khởi tố|cưỡng chế|giải ngân|xác minh|giải quyết|nghiệm thu|quyết toán|vi phạm|khắc phục|thu hồi)(?!\p{L})[^,;.()]{0,30}\Z"
)
_OUT_OF: Final = pattern(
    r"(?<!\p{L})(?:kiểm tra|thanh tra|phát hiện|chuyển|tiếp nhận|thực hiện|kế hoạch vốn|khối lượng|chưa chấp hành|giám sát|rà soát|xảy ra)(?!\p{L})[^,;.()]{0,60}\Z"
)
_SOME: Final = pattern(r"(?<!\p{L})trong\s+số\s+(?P<name>(?:\p{L}+\s+){1,4})có\s*\Z")
_NOT: Final = pattern(r"(?<!\p{L})(?:chưa|không)(?!\p{L})")
_BACK: Final = 6


def handled(text: Understanding, relations: Sequence[Relation]) -> Iterator[Relation]:
    """Of two figures of one noun in a sentence, the first told as found or planned, the next as handled."""
    row = row_of(text)
    confirmed = {claim for one in relations for claim in one.claims}
    for at, part in enumerate(text.claims):
        if (
            part.id in confirmed
            or part.role not in _ROLES
            or not is_amount(part)
            or not part.unit.base
            or part.qualifier
        ):
            continue
        words = fold(row.before(part, 90))
        some = _SOME.search(words)
        if some is None and (part.id in confirmed or not _HANDLED.search(words)):
            continue
        whole = _found_before(row, at, part, words_of(some["name"]) if some else None)
        if whole is not None:
            yield _within(part, whole)


def _found_before(row: Row, at: int, part: Claim, name: frozenset[str] | None) -> Claim | None:
    """The figure before that the part is out of: told as found or planned, or the one that is called by the `name`."""
    for claim in reversed(row.claims[max(0, at - _BACK) : at]):
        if claim.piece != part.piece or row.reach(claim, part) > 1:
            return None
        if claim.unit != part.unit or claim.role not in _ROLES | {"plan", "remaining"} or claim.qualifier:
            continue
        if name is not None:
            told_of = fold(f"{claim.lead} {claim.tail}")
            if name <= words_of(told_of) and not _NOT.search(told_of):
                return claim if claim.value >= part.value else None
            continue
        told = claim.value > part.value and _OUT_OF.search(fold(row.before(claim, 120)))
        return claim if told else None
    return None


def _within(part: Claim, whole: Claim) -> Relation:
    return Relation("part-within-whole", "consistent", (part.id, whole.id), f"{part.text} ≤ {whole.text}")


LAST: tuple[LastRule, ...] = (handled,)
