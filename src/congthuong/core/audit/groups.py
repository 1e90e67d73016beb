"""Parts and their whole, as the text lays them out: what the rules on sums and shares stand on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from typing import Final

import regex

from congthuong.core.audit import intervals
from congthuong.core.audit.completeness import all_there_is
from congthuong.core.audit.cues import any_word, vocabulary
from congthuong.core.audit.model import Claim, Role, Statement, Understanding
from congthuong.core.quantities import Interval
from congthuong.core.quantities.units import fold

ALL_OF_THEM = regex.compile(
    r"(?<!\p{L})(?:tổng cộng|cộng chung|cộng|gộp lại|tất cả|này|nêu trên|kể trên)(?!\p{L})"
)
AMOUNTS: Final[tuple[Role, ...]] = ("level", "count", "part", "after")
_NEARLY = Decimal("1.2")
_MANY = 4
"""Parts that hardly come to a figure by chance, however many are asked."""
_REACH = 600
"""Letters around parts that are looked at: no good text needs more, and odd text costs no more."""


@dataclass(frozen=True)
class Group:
    """Statements that stand side by side as parts of one, with one amount each in a common unit.

    `wholes` are the claims they might add up to, the likeliest first. `complete` says that the text
    presents them as all there is ("gồm", "còn lại", "khác"); `examples` that it does not ("như", "tiêu biểu").
    """

    parent: Statement | None
    wholes: tuple[Claim, ...]
    statements: tuple[Statement, ...]
    amounts: tuple[Claim, ...]
    complete: bool
    examples: bool

    @cached_property
    def adds_up(self) -> bool:
        """Whether the parts sum to one of the wholes, as far as rounding lets one see."""
        whole = self.whole
        if whole is None or len(self.amounts) < 2:
            return False
        total = intervals.total(in_unit(part, whole) for part in self.amounts)
        return total.overlaps(intervals.widened(whole.loose, intervals.last_place(whole)))

    def _nearly_stated(self) -> Claim:
        """ "vượt mốc 600 nghìn tỷ đồng, ước đạt 648.920 tỷ đồng, trong đó …": the amount printed in full beside a round one."""
        total = intervals.total(in_unit(part, self.wholes[0]) for part in self.amounts)
        for other in self.wholes[1:4]:
            own = in_unit(other, self.wholes[0])
            if not other.qualifier and own.low < total.high * _NEARLY and total.low < own.high * _NEARLY:
                return other
        return self.wholes[0]

    @cached_property
    def whole(self) -> Claim | None:
        """The claim the parts do add up to; else the likeliest; None when there is none."""
        for claim in self.wholes[: 12 if len(self.amounts) < _MANY else 30]:
            total = intervals.total(in_unit(part, claim) for part in self.amounts)
            if len(self.amounts) > 1 and total.overlaps(claim.loose):
                return claim
        if (
            self.wholes
            and self.parent is not None
            and self.complete
            and self.wholes[0].statement == self.parent.index
        ):
            return self._nearly_stated() if self.wholes[0].qualifier else self.wholes[0]
        largest = max((part.loose.low for part in self.amounts), default=Decimal(0))
        fitting = (
            one for one in self.wholes if one.unit != self.amounts[0].unit or one.loose.high >= largest
        )
        return next(fitting, self.wholes[0] if self.wholes else None)


def carriers(text: Understanding, one: Statement, *roles: Role) -> tuple[Claim, ...]:
    """The amounts that a rate of a statement may be of: its own, and the whole's where the statement is the last part of
    a row ("gồm A 812 ha và B 234 ha, vượt 6,8% kế hoạch")."""
    own = one.first(*roles)
    found = [own] if own is not None else []
    if one.parent is not None and one.link in ("of_which", "bracket"):
        parent = text.statements[one.parent]
        row = [other for other in text.children(parent) if other.branch == one.branch]
        if parent.piece == one.piece and len(row) > 1 and row[-1] is one:
            whole = parent.first(*roles)
            if whole is not None:
                found.append(whole)
            summed = text.once(_wholes_by_last_part)[0].get(one.index)
            if summed is not None and summed not in found and own is not None and summed.role in roles:
                found.append(summed)
    return tuple(found)


def _wholes_by_last_part(text: Understanding) -> Iterator[dict[int, Claim]]:
    """ "286 sản phẩm của 158 chủ thể, gồm 3 …, 67 … và 216 …, vượt 14,4%": what the parts come to is what the last may be of."""
    yield {
        group.statements[-1].index: group.whole
        for group in groups(text)
        if group.adds_up and group.whole is not None
    }


def in_unit(claim: Claim, like: Claim, *, printed: bool = False) -> Interval:
    """A part in its whole's unit; things counted without their noun are taken as they stand."""
    take = intervals.exact if printed else intervals.within
    if intervals.alike(claim.unit, like.unit):
        return take(claim, like.unit)
    return intervals.exact(claim) if printed else claim.loose


def groups(text: Understanding) -> tuple[Group, ...]:
    """Every group of parts of a text, in reading order.

    Where a semicolon leaves open whether the parts go on, those are taken that add up; else those before it.
    """
    return text.once(_groups)


def _groups(text: Understanding) -> Iterator[Group]:
    for parent in text.statements:
        for children in _side_by_side(text.children(parent)):
            first = tuple(one for one in children if _goes_on(parent, children[0], one))
            shorter = _of_children(text, parent, first)
            if len(first) == len(children):
                yield from shorter
                continue
            longer = [group for group in _of_children(text, parent, children) if group.adds_up]
            kinds = [group.amounts[0] for group in longer]
            yield from longer
            yield from (
                group for group in shorter if not any(one_kind(kind, group.amounts[0]) for kind in kinds)
            )


def _goes_on(parent: Statement, first: Statement, one: Statement) -> bool:
    """Whether a child surely stands beside the first: no semicolon lies between, and in a paragraph no end of a sentence."""
    if one.segment != first.segment:
        return False
    return first.piece != parent.piece or (one.piece, one.sentence) == (first.piece, first.sentence)


def _of_children(text: Understanding, parent: Statement, children: tuple[Statement, ...]) -> list[Group]:
    found = []
    words = _between(text, parent, children[0])
    for given in by_unit(children):
        parts = _without_their_total(given)
        among = {id(one) for one, _ in parts}
        strangers = any(one.first(*AMOUNTS) is not None and id(one) not in among for one in children)
        if _BALANCE.search(" ".join(fold(f"{one.subject} {claim.lead}") for one, claim in parts)):
            continue
        if (
            _BRACKET_OF_BASE.search(words)
            or _of_another_time(parent, parts)
            or (parts[0][0].link == "bracket" and _explain(parent, parts))
        ):
            continue
        closed = all_there_is(text, parts)
        wholes = [
            claim for claim in _wholes(text, parent, parts[0][1]) if not claim.qualifier or len(parts) > 1
        ]
        found.append(
            Group(
                parent,
                tuple(wholes),
                tuple(one for one, _ in parts),
                tuple(claim for _, claim in parts),
                closed
                or (
                    not strangers
                    and (bool(_complete().search(words)) or has_rest(parts) or _laid_out(text, parts))
                ),
                not closed
                and (
                    bool(_examples().search(words))
                    or trails_off(text, parts)
                    or _scattered(children, parts)
                    or (strangers and parts[0][1].role == "count")
                    or _of_some(children, parts)
                ),
            )
        )
    return found


def _of_another_time(parent: Statement, parts: list[tuple[Statement, Claim]]) -> bool:
    """ "nhập khẩu 63,64 tỷ USD, tăng 12,9% (cùng kỳ xuất khẩu 47,15, nhập khẩu 56,38)": figures of the year before are no
    parts of this year's."""
    period = parent.period
    if period is None or parent.link == "note":
        return False
    earlier = [one.period for one, _ in parts if one.period is not None]
    return len(earlier) == len(parts) and all(
        one.last < period.first and one.kind == period.kind for one in earlier
    )


def _explain(parent: Statement, parts: list[tuple[Statement, Claim]]) -> bool:
    """Whether figures in brackets tell how a figure came about, or what it is measured by, and are no parts of it: "thêm
    1.757 khách hàng (gắn mới 2.146, thanh lý 389)", "1.025 dự án (cuối năm 2024 có 968 dự án, …)"."""
    whole = parent.first(*AMOUNTS)
    if whole is None or len(parts) < 2:
        return False
    amounts = [in_unit(claim, whole) for _, claim in parts]
    if intervals.total(amounts).overlaps(whole.loose):
        return False
    if all(amount.low > whole.loose.high for amount in amounts):
        return True
    leads = [fold(f"{one.subject} {claim.lead}") for one, claim in parts]
    if any(_EARLIER.search(lead) for lead in leads) and not all(_EARLIER.search(lead) for lead in leads):
        return True
    return any(map(_COMES.search, leads)) and any(map(_GOES.search, leads))


_BRACKET_OF_BASE = regex.compile(r"(?<!\p{L})so (?:với )?(?!tổng|toàn)[^;.()]{1,40}\([^()]{0,60}\Z")
"""What stands in the brackets after it is of another time or place: "so với quý II (kiểm tra 451 vụ, xử lý 276 vụ)"."""
_EARLIER = regex.compile(r"(?<!\p{L})(?:đầu|cuối) (?:năm|kỳ|quý|tháng|vụ|tuần)(?!\p{L})")
_COMES = regex.compile(r"(?<!\p{L})(?:mới|phát sinh|bổ sung|tuyển thêm|tuyển mới|kết nạp|nhập về)(?!\p{L})")
_GOES = regex.compile(
    r"(?<!\p{L})(?:thanh lý|giải thể|chấm dứt|thu hồi|đóng cửa|thôi việc|nghỉ hưu|xóa|ngừng|giảm|rời|bớt)(?!\p{L})"
)


def _without_their_total(parts: list[tuple[Statement, Claim]]) -> list[tuple[Statement, Claim]]:
    """ "thủy sản 205,6, may mặc 92,4, khác 70,4; cộng 368,4": the last is no part but what the others come to."""
    if len(parts) < 3 or not ALL_OF_THEM.search(fold(parts[-1][1].lead)):
        return parts
    return parts[:-1]


def _of_some(children: Sequence[Statement], parts: list[tuple[Statement, Claim]]) -> bool:
    """Whether plans or bases are told of some parts and not of others."""
    if parts[0][1].role not in ("plan", "base"):
        return False
    return len(parts) < sum(one.first(*AMOUNTS, "plan", "base") is not None for one in children)


def _scattered(children: Sequence[Statement], parts: list[tuple[Statement, Claim]]) -> bool:
    """Whether amounts come from within the items of a list and not from what each item is about."""
    first: dict[int, Statement] = {}
    for one in children:
        first.setdefault(one.piece, one)
    return len(first) > 1 and any(first[one.piece] is not one for one, _ in parts)


def _side_by_side(children: tuple[Statement, ...]) -> Iterator[tuple[Statement, ...]]:
    """Children of one branch and one sentence together, and the items of a list."""
    branches: dict[tuple[object, ...], list[Statement]] = {}
    for one in children:
        key = (
            (one.link, one.branch) if one.link == "list" else (one.link, one.branch, one.piece, one.sentence)
        )
        branches.setdefault(key, []).append(one)
    for found in branches.values():
        yield tuple(found)


_BALANCE = regex.compile(r"nhập siêu|xuất siêu|thâm hụt|thặng dư")
_ELLIPSIS = regex.compile(r"…|\.\.\.|v\.v|(?<!\p{L})(?:riêng|như trên|như đã nêu|như nêu trên)(?!\p{L})")


def trails_off(text: Understanding, found: list[tuple[Statement, Claim]]) -> bool:
    """Whether the row of parts trails off, or sets one of them apart ("riêng")."""
    first, last = found[0][1], found[-1][1]
    if first.piece != last.piece:
        return False
    words = text.piece_of(first).text
    furthest = min(len(words), last.end + _REACH)
    stop = words.find(". ", last.end, furthest)
    start = max(first.start, last.end - 4 * _REACH)
    return bool(_ELLIPSIS.search(fold(words[start : stop if stop >= 0 else furthest])))


def by_unit(children: Sequence[Statement]) -> Iterator[list[tuple[Statement, Claim]]]:
    """The children's amounts, those of one kind of unit together; of each list item the first of a kind."""
    several = len({one.piece for one in children}) > 1
    kinds_of_role: tuple[tuple[Role, ...], ...] = (AMOUNTS, ("plan",), ("base",))
    for roles in kinds_of_role:
        kinds: list[list[tuple[Statement, Claim]]] = []
        for one in children:
            claim = one.first(*roles)
            if claim is None or claim.unit.base in ("%", "‰"):
                continue
            for kind in kinds:
                if intervals.alike(kind[0][1].unit, claim.unit):
                    if not (several and any(other.piece == one.piece for other, _ in kind)):
                        kind.append((one, claim))
                    break
            else:
                kinds.append([(one, claim)])
        yield from (kind for kind in kinds if roles == AMOUNTS or len(kind) > 1)


def _shortened(first: str, second: str) -> bool:
    """ "78 cụm công nghiệp, trong đó 46 cụm đã …": the head of a noun stands for it."""
    short, long = sorted((first, second), key=len)
    return bool(short) and long.startswith(f"{short} ")


def one_kind(first: Claim, second: Claim) -> bool:
    """Whether two amounts may be parts of one: in units that convert, or counted without naming the noun again."""
    if intervals.alike(first.unit, second.unit) or _shortened(first.unit.base, second.unit.base):
        return True
    bare = "" in (first.unit.base, second.unit.base) and not (first.unit.exponent or second.unit.exponent)
    return bare and "count" in (first.role, second.role) and not (first.decimals or second.decimals)


def _wholes(text: Understanding, parent: Statement, part: Claim) -> Iterator[Claim]:
    """Amounts that the parts may belong to: the parent's own, then those before it, the nearest first."""
    near = text.statements[max(0, parent.index - 8) : parent.index]
    later = text.statements[parent.index + 1 : parent.index + 6]
    before = [one for one in near if one.piece == parent.piece]
    # Between the parent and its parts others may stand: "tháng 5 đạt …; lũy kế 5 tháng đạt …. Trong đó:".
    between = [one for one in later if one.piece == parent.piece and one.parent == parent.parent]
    seen: set[str] = set()
    bare: list[Claim] = []
    for one in [parent, *reversed(between), *reversed(before)]:
        for claim in (
            one.of("base") if part.role == "base" else one.of(*AMOUNTS, "whole", "average", *_plans(part))
        ):
            ahead = claim.piece != part.piece or claim.start < part.start
            if ahead and claim.id not in seen and one_kind(claim, part):
                seen.add(claim.id)
                if intervals.alike(claim.unit, part.unit):
                    yield claim
                else:
                    bare.append(claim)
    yield from bare


def _plans(part: Claim) -> tuple[Role, ...]:
    return ("plan",) if part.role == "plan" else ()


def _between(text: Understanding, parent: Statement, child: Statement) -> str:
    """The folded words between the last claim of the parent and the first of its children."""
    first = child.claims[0]
    earlier = [claim for claim in parent.claims if claim.piece == first.piece and claim.end <= first.start]
    if not earlier:
        return fold(text.piece_of(child).text[max(0, first.start - 200) : first.start])
    return fold(text.piece_of(child).text[max(earlier[-1].end, first.start - _REACH) : first.start])


def _laid_out(text: Understanding, found: list[tuple[Statement, Claim]]) -> bool:
    """ "61.745 tấn (biển 52.980 tấn, nội đồng 8.765 tấn)", "29.675 ha: tôm thẻ …, tôm sú …": set beside the whole."""
    one, claim = found[0]
    beside = one.link == "bracket" or (one.link == "list" and found[-1][1].piece == claim.piece and one.sentence == found[-1][0].sentence)  # fmt: skip
    if one.link == "bracket" and ")" in text.piece_of(claim).text[claim.end : found[-1][1].start][:_REACH]:
        return False  # each in brackets of its own: "gạo (1,2 tỷ USD), hạt điều (1,5 tỷ USD)"
    return len(found) > 1 and beside


def has_rest(found: list[tuple[Statement, Claim]]) -> bool:
    last, claim = found[-1]
    return len(found) > 1 and bool(
        _REST.search(f"{fold(last.subject)} {fold(claim.lead)} {fold(claim.tail)}")
    )


_REST = regex.compile(r"(?<!\p{L})(?:còn lại|khác)(?!\p{L})")


@cache
def _complete() -> regex.Pattern[str]:
    words = [
        "bao gồm",
        "gồm",
        "gồm có",
        "chia ra",
        "chia theo",
        "phân theo",
        "gồm các",
        "cụ thể",
        "cụ thể là",
        "chia thành",
    ]
    return regex.compile(rf"(?<!\p{{L}}){any_word(words)}(?!\p{{L}})")


@cache
def _examples() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}}){any_word(vocabulary()['of_which']['loose'])}(?!\p{{L}})")


def total_of(group: Group, *, printed: bool = False) -> Interval:
    """What the parts of a group sum to, in the unit of its whole; `printed` takes the figures as they stand."""
    assert group.whole is not None
    return intervals.total(in_unit(claim, group.whole, printed=printed) for claim in group.amounts)
