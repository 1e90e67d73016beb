"""Amounts that hang on nothing, in a row of a sentence or in the items of a list: their total may stand before or after."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from congthuong.core.audit import intervals
from congthuong.core.audit.completeness import all_there_is
from congthuong.core.audit.groups import ALL_OF_THEM, Group, by_unit, has_rest, in_unit, one_kind, trails_off
from congthuong.core.audit.model import Claim, Statement, Understanding, sentences_of
from congthuong.core.audit.phrases import MEAN
from congthuong.core.quantities.units import fold


def rows_of_items(text: Understanding) -> tuple[Group, ...]:
    """Amounts of one kind in the items of a list that no colon announces: their total may stand before the list."""
    return text.once(_rows_of_items)


def _rows_of_items(text: Understanding) -> Iterator[Group]:
    pieces = text.reading.pieces
    run: list[Statement] = []
    for one in (*text.statements, None):
        if one is not None and pieces[one.piece].kind == "item" and one.parent is None:
            follows = not run or one.piece - run[-1].piece <= 1
            if follows and (not run or pieces[one.piece].level == pieces[run[0].piece].level):
                run.append(one)
                continue
        if len({other.piece for other in run}) > 1:
            for parts in by_unit(run):
                if len(parts) > 1:
                    yield _row(text, parts)
        run = [one] if one is not None and pieces[one.piece].kind == "item" and one.parent is None else []


def rows(text: Understanding) -> tuple[Group, ...]:
    """Amounts in a row that hang on nothing: their total may stand in the sentences before, or right after them."""
    return text.once(_rows)


def _rows(text: Understanding) -> Iterator[Group]:
    for found in sentences_of(text.statements):
        run: list[tuple[Statement, Claim]] = []
        for one in (*found, None):
            claim = _amount_of(one, in_row=bool(run)) if one is not None else None
            if claim is not None and MEAN.search(claim.lead):
                continue  # "cả tuần 128,94 triệu kWh, bình quân ngày 18,42 triệu kWh": no amount beside the others
            if one is not None and claim is not None and one.link != "of_which":
                level = one.parent is None if not run else one.parent == run[0][0].parent
                if level and (not run or one_kind(run[0][1], claim)):
                    run.append((one, claim))
                    continue
                if run and claim.role == "count" and run[0][1].role != "count":
                    continue  # "ba thị trường này đạt 25,66 tỷ USD": a count on the way to the total
            if len(run) > 1:
                yield _row(text, run)
            run = [(one, claim)] if one is not None and claim is not None and one.parent is None else []


def _amount_of(one: Statement, *, in_row: bool) -> Claim | None:
    """The amount of a part; "các huyện còn lại 37 ca" ends a row of them."""
    rest = one.first("after", "remaining") if in_row else None
    told = f"{fold(one.subject)} {fold(rest.lead)}" if rest is not None else ""
    if rest is not None and (_THE_REST.search(told) or _JUST_THE_REST.fullmatch(fold(rest.lead))):
        return rest
    return one.first("level", "count")


_THE_REST = regex.compile(
    r"(?<!\p{L})(?:các|những|phần|số|nhóm|loại|khu vực|đơn vị)(?:\s\p{L}+){0,4}\scòn lại(?:\s+là)?\s*\Z"
)
_JUST_THE_REST = regex.compile(r"[,;\s]*(?:và\s+)?còn lại(?:\s+là)?\s*")


def _row(text: Understanding, run: list[tuple[Statement, Claim]]) -> Group:
    first, last = run[0], run[-1]
    ahead = intervals.total(in_unit(claim, first[1]) for _, claim in run[1:])
    within = len(run) > 3 and bool(_WITHIN.search(fold(_before(text, first[1], 30))))
    if len(run) > 2 and (within or ahead.overlaps(first[1].loose)):
        parts = run[1:]  # "Trong 117 thủ tục cấp tỉnh có 96 …, 13 … và 8 …"
        return Group(
            None,
            (first[1],),
            tuple(one for one, _ in parts),
            tuple(claim for _, claim in parts),
            within and all(claim.unit == first[1].unit and claim.unit.is_count for _, claim in parts),
            False,
        )
    if len(run) > 2 and ALL_OF_THEM.search(f"{fold(last[0].subject)} {fold(last[1].lead)}"):
        parts = run[-1 - _how_many(text, last[1], len(run) - 1) : -1]
        return Group(
            None, (last[1],), tuple(one for one, _ in parts), tuple(claim for _, claim in parts), True, False
        )
    before = text.statements[max(0, first[0].index - 30) : first[0].index]
    after = text.statements[last[0].index + 1 : last[0].index + 3]
    wholes = [
        claim
        for one in (*[one for one in after if _follows(last[0], one)], *reversed(before))
        for claim in one.of("level", "count", "whole", "part", "after")
        if one_kind(claim, first[1]) and first[0].piece - one.piece <= (10 if len(run) > 2 else 2)
    ]
    opening = fold(_before(text, first[1], 120))
    by_kind = bool(_BY_KIND.search(opening.rpartition(". ")[2]))
    return Group(
        None,
        tuple(wholes),
        tuple(one for one, _ in run),
        tuple(claim for _, claim in run),
        has_rest(run) or by_kind or all_there_is(text, run),
        trails_off(text, run),
    )


def _follows(last: Statement, one: Statement) -> bool:
    """Whether a total may stand there: right after its parts, or in the paragraph after a list ("Cộng 5 nhóm nêu trên …")."""
    if one.piece == last.piece:
        return one.index == last.index + 1
    told_so = any(ALL_OF_THEM.search(f"{fold(one.subject)} {fold(claim.lead)}") for claim in one.claims)
    return one.piece == last.piece + 1 and told_so


def _how_many(text: Understanding, total: Claim, most: int) -> int:
    """ "…, cộng 3 mặt hàng này 13.529 triệu USD": how many parts a total says it has."""
    at = int(total.id[1:]) - 2
    count = text.claims_by_id.get(f"c{at + 1}")
    if count is None or count.piece != total.piece or count.role != "count" or not 1 < count.value <= most:
        return most
    near = total.start - count.end < _NEAR and ALL_OF_THEM.search(fold(count.lead))
    return int(count.value) if near else most


_NEAR = 40


def _before(text: Understanding, claim: Claim, reach: int) -> str:
    return text.piece_of(claim).text[max(0, claim.start - reach) : claim.start]


_WITHIN = regex.compile(r"(?:^|[.;:]\s+)trong(?:\s+(?:tổng\s+)?số)?\s*\Z")


_BY_KIND = regex.compile(r"(?<!\p{L})(?:(?:phân|chia|tính|xét) theo|theo) [^.;]{2,60}:|(?<!\p{L})theo từng")
