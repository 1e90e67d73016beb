"""A part is at most its whole; what no sum holds is held to that."""

from __future__ import annotations

from collections.abc import Iterator

from congthuong.core.audit import intervals, telling
from congthuong.core.audit.groups import Group, in_unit
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules.operands import row_of
from congthuong.core.audit.rules.stages import stage


def bounded(text: Understanding, group: Group) -> Iterator[Relation]:
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
        if is_per_thing(whole):
            continue
        exceeds = part.low > intervals.widened(whole.loose, intervals.last_place(whole)).high
        if exceeds and _moves_a_stock(text, whole, claim):
            continue
        if exceeds and any(in_unit(claim, other).low <= other.loose.high for other in group.wholes):
            continue
        yield Relation(
            "part-within-whole",
            "contradiction" if exceeds else "consistent",
            (claim.id, whole.id),
            f"{claim.text} {'>' if exceeds else '≤'} {whole.text}",
            f"{telling.about(one.subject)}: phần {claim.text} lớn hơn toàn bộ {whole.text}. Hãy xem lại hai số này.",
        )


def _moves_a_stock(text: Understanding, whole: Claim, claim: Claim) -> bool:
    """ "Tồn đầu tháng 120 tấn, trong đó … 15 tấn; nhập 480 tấn": what came in or went out is no part of what there was."""
    row = row_of(text)
    return stage(row, whole) == "opening" and stage(row, claim) in ("in", "out")


def is_per_thing(claim: Claim) -> bool:
    """A yield, an income a head, a price: that of a part may be above that of the whole."""
    return "/" in claim.unit.base or claim.role == "average"
