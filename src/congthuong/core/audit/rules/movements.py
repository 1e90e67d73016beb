"""Things of a stated number told by which way they went: "Trong 11 nhóm hàng, có 8 nhóm tăng, 2 nhóm giảm, 1 nhóm ổn định"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import takewhile
from typing import Final

import regex

from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules.operands import Row, row_of
from congthuong.core.quantities.units import fold

_OF_ALL: Final = pattern(r"(?:\A|[.;:,\s])trong(?:\s+(?:tổng\s+)?số)?\s*\Z")
_WAY: Final = pattern(
    r"\A[^,;.()]{0,40}?(?<!\p{L})(?:(?P<up>tăng|nhích)|(?P<down>giảm|hạ)|(?P<same>ổn\s+định|không\s+đổi|không\s+thay\s+đổi|không\s+biến\s+động|giữ\s+nguyên|đi\s+ngang|bình\s+ổn))(?!\p{L})"
)
_MOST: Final = 12


def moved_of_all(text: Understanding) -> Iterator[Relation]:
    """Those that rose, fell and stayed are all; those that rose and fell are no more than all."""
    row = row_of(text)
    for claim in text.claims:
        if claim.value < 3 or not _counts(claim) or not _OF_ALL.search(fold(row.before(claim, 40))):
            continue
        parts = list(_moved(row, claim))
        ways = {way for _, way in parts}
        total = sum((part.value for part, _ in parts), Decimal(0))
        if len(ways) < len(parts) or len(parts) < 2 or len({claim.id, *(part.id for part, _ in parts)}) < 3:
            continue
        if total != claim.value and (len(ways) == 3 or total > claim.value):
            yield _broken(claim, [part for part, _ in parts], total)


def _counts(claim: Claim) -> bool:
    return claim.role == "count" and claim.unit.is_count and not claim.qualifier and not claim.decimals


def _moved(row: Row, whole: Claim) -> Iterator[tuple[Claim, str]]:
    """The counts of the same things after it in its sentence, each with the way that its words say."""
    noun, here = fold(whole.unit.base).split(" ")[0], row.at[whole.id]
    words = row.text.piece_of(whole).text
    following = row.claims[here + 1 : here + 1 + _MOST]
    for claim in takewhile(lambda one: not row.reach(one, whole), following):
        if fold(claim.unit.base).split(" ")[0] != noun or not _counts(claim):
            continue
        if _INNER.search(fold(words[whole.end : claim.start])):
            return
        found = _WAY.match(fold(words[claim.end : claim.end + 60]))
        if found is None or found.lastgroup is None:
            return
        yield claim, found.lastgroup


_INNER: Final = regex.compile(r"(?<!\p{L})trong\s+đó(?!\p{L})|[(]")
"""What follows tells of some of those just counted."""


def _broken(whole: Claim, parts: Sequence[Claim], total: Decimal) -> Relation:
    added = " + ".join(str(int(part.value)) for part in parts)
    return Relation(
        "count-of-parts",
        "contradiction",
        (*(part.id for part in parts), whole.id),
        f"{added} = {int(total)} ≠ {int(whole.value)} {whole.unit.base}",
        f"Trong {whole.text} mà số tăng, giảm, ổn định cộng lại là {int(total)}. Hãy xem lại số chung và từng số.",
        "",
    )
