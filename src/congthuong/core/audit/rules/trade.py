"""The balance of trade: exports, imports, their sum and their difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import product

import regex

from congthuong.core.audit import intervals, telling
from congthuong.core.audit.model import Claim, Relation, Statement, Understanding, sentences_of
from congthuong.core.audit.rules import Rule
from congthuong.core.quantities import Interval, UnknownPeriod
from congthuong.core.quantities.units import fold

Trade = dict[tuple[str, str, str], Claim]
_EXPORT = regex.compile(r"(?<!\p{L})xuất khẩu|(?<!\p{L})xk(?!\p{L})")
_IMPORT = regex.compile(r"(?<!\p{L})nhập khẩu|(?<!\p{L})nk(?!\p{L})")
_BALANCE = regex.compile(r"xuất siêu|nhập siêu|cán cân|thặng dư|thâm hụt")
_BOTH = regex.compile(r"xuất,?\s*(?:và\s*)?nhập khẩu|xuất khẩu và nhập khẩu|xnk|xuất - nhập khẩu")


def balances(text: Understanding) -> Iterator[Relation]:
    """Export − import = balance; export + import = turnover: of one period and one block of trade."""
    trade: dict[tuple[str, str, str], Claim] = {}
    told: set[str] = set()
    waiting: list[tuple[tuple[str, str], Claim, Statement]] = []
    block = ""
    for found in sentences_of(text.statements):
        block = ""
        for one in found:
            claim = one.first("level")
            if claim is None or _ALL_TOLD.search(fold(claim.lead)):
                continue
            words = f"{fold(one.subject)} {fold(claim.lead)}"
            period = one.period.code if one.period else ""
            if _BALANCE.search(words):
                if not _OF_BASE.search(f"{fold(claim.lead)} {fold(claim.tail)}"):
                    whose = _block_of_balance(one) or block
                    waiting.append(((period, whose), claim, one))
                    for relation in _balance(trade, (period, whose), claim, one):
                        if not _holds(relation) and _of_then(trade, (period, whose)):
                            continue
                        told.add(claim.id)
                        yield relation
                    yield from _balance_before(trade, whose, one)
                else:
                    yield from filter(_holds, _balance(trade, (period, block), claim, one))
            elif side := _side_of_parent(text, one):
                trade[period, _besides_trade(fold(one.subject)), side] = claim
            elif _BOTH.search(words):
                if not _besides_trade(fold(one.subject)):
                    trade.setdefault((period, "", "both"), claim)
            elif _EXPORT.search(words):
                block = _besides_trade(fold(one.subject))
                trade[period, block, "export"] = claim
                _remember_base(trade, one, block, "export")
            elif _IMPORT.search(words):
                block = _besides_trade(fold(one.subject)) or block
                trade[period, block, "import"] = claim
                _remember_base(trade, one, block, "import")
                both = trade.pop((period, block, "both"), None)
                if both is not None:
                    yield from _turnover(trade, (period, block), both, text.statement_of(both))
    yield from _told_apart(text, trade, [one for one in waiting if one[1].id not in told])


def _of_then(trade: Trade, key: tuple[str, str]) -> bool:
    """Whether a side is only known as what this year's is compared with, which may be of another time."""
    sides = (trade.get((*key, side)) for side in ("export", "import"))
    return any(claim is not None and claim.role == "base" for claim in sides)


def _told_apart(
    text: Understanding, trade: Trade, waiting: Sequence[tuple[tuple[str, str], Claim, Statement]]
) -> Iterator[Relation]:
    """Balances and turnovers told before the two sides, or whose sides are said to be of "11 tháng" here and of "hết tháng 11"
    there: only what comes out is taken as meant."""
    for (period, whose), claim, one in waiting:
        for sides in _sides(text, trade, period, whose):
            holding = [found for found in _balance(sides, (period, whose), claim, one) if _holds(found)]
            yield from holding[:1]
            if holding:
                break
    for (period, whose, kind), claim in trade.items():
        if kind == "both":
            for sides in _sides(text, trade, period, whose):
                holding = [
                    found
                    for found in _turnover(sides, (period, whose), claim, text.statement_of(claim))
                    if _holds(found)
                ]
                yield from holding[:1]
                if holding:
                    break


def _holds(found: Relation) -> bool:
    return found.verdict == "consistent"


def _sides(text: Understanding, trade: Trade, period: str, whose: str) -> Iterator[Trade]:
    """Exports and imports of one block that may be meant: of the period, or of one that ends with it."""
    ends = {one.period.code: one.period.last for one in text.statements if one.period is not None}
    found: dict[str, list[Claim]] = {"export": [], "import": []}
    for (code, block, kind), claim in trade.items():
        if kind in found and block == whose and ends.get(code) == ends.get(period):
            found[kind].append(claim)
    for out, into in product(found["export"][:4], found["import"][:4]):
        yield {(period, whose, "export"): out, (period, whose, "import"): into}


_ALL_TOLD = regex.compile(r"^[,;\s]*(?:tổng(?: cộng)?|cộng(?: lại)?|cả hai)(?: là| đạt)?\s*\Z")
"""What both sides come to is no side, whatever was named before it."""
_OF_BASE = regex.compile(r"so với|cùng kỳ")
_A_BLOCK = regex.compile(r"(?<!\p{L})(?:khu vực|khối|doanh nghiệp|nhóm|thị trường|với|sang|từ)(?!\p{L})")


def _block_of_balance(one: Statement) -> str:
    """ "Khu vực trong nước nhập siêu 16,23 tỷ USD": whose balance it is, "" where the words name nobody."""
    words = _BALANCE.sub(" ", fold(one.subject))
    return _besides_trade(words) if _A_BLOCK.search(words) else ""


def _side_of_parent(text: Understanding, one: Statement) -> str:
    """ "xuất khẩu 259,67 tỷ USD, trong đó khu vực trong nước 69,59 tỷ USD": the part of a side is of that side."""
    words = fold(one.subject)
    if one.parent is None or one.link != "of_which" or not _A_BLOCK.search(words):
        return ""
    if _EXPORT.search(words) or _IMPORT.search(words):
        return ""
    above = fold(text.statements[one.parent].subject)
    if _BOTH.search(above) or _BALANCE.search(above):
        return ""
    return "export" if _EXPORT.search(above) else "import" if _IMPORT.search(above) else ""


_TRADE = regex.compile(
    r"(?<!\p{L})(?:tổng|kim ngạch|trị giá|giá trị|hàng hóa|xuất|nhập|khẩu|siêu|và|của|cả nước|tỉnh|ước|trên địa bàn|hoạt động|"
    r"cán cân|thương mại|về|đạt|tính chung|như vậy|toàn|đầu năm|việt nam|ở chiều ngược lại|chiều|hàng hoá|ước tính|thặng dư|thâm hụt)(?!\p{L})|[,\s:-]+"
)


@lru_cache(maxsize=4096)
def _besides_trade(words: str) -> str:
    """What a subject names besides trade as a whole: a product, a market, a kind of enterprise."""
    return " ".join(_TRADE.sub(" ", words).split())


def _remember_base(trade: Trade, one: Statement, block: str, side: str) -> None:
    """ "Xuất khẩu 7,46 tỷ USD, tăng 13,4% so với 6,58 tỷ USD cùng kỳ": the trade of then, unless it is told itself."""
    base = next((claim for claim in one.of("base") if claim.base in ("same_period", "other")), None)
    if base is None or one.period is None:
        return
    try:
        earlier = one.period.same_period_last_year()
    except UnknownPeriod:
        return
    trade.setdefault((earlier.code, block, side), base)


def _balance(trade: Trade, key: tuple[str, str], claim: Claim, one: Statement) -> Iterator[Relation]:
    out, into = trade.get((*key, "export")), trade.get((*key, "import"))
    if out is None or into is None or not intervals.alike(out.unit, claim.unit):
        return
    unit = claim.unit
    if not intervals.alike(into.unit, unit):
        return
    surplus = intervals.minus(intervals.within(out, unit), intervals.within(into, unit))
    point = intervals.exact(out, unit).low - intervals.exact(into, unit).low
    stated = claim.loose
    if "nhập siêu" in fold(f"{one.subject} {claim.lead}") or (
        point < 0 and "xuất siêu" not in fold(f"{one.subject} {claim.lead}")
    ):
        stated = Interval(-stated.high, -stated.low)
    verdict = intervals.verdict(surplus, stated, intervals.last_place(claim))
    if verdict is None or (verdict == "contradiction" and abs(point) > 20 * abs(claim.value)):
        return
    fits = telling.amount(abs(point), claim)
    yield Relation(
        "trade-balance",
        verdict,
        (out.id, into.id, claim.id),
        f"{out.text} − {into.text} = {telling.amount(point, claim)}",
        f"Xuất khẩu {out.text} trừ nhập khẩu {into.text} là {fits}, báo cáo ghi {claim.text}. Hãy xem lại ba số này.",
        fits,
    )


def _balance_before(trade: Trade, block: str, one: Statement) -> Iterator[Relation]:
    """ "Nhập siêu 8,82 tỷ USD, thu hẹp 0,41 tỷ USD so với mức 9,23 tỷ USD của cùng kỳ", the trade of then told too."""
    base = one.first("base")
    if base is None or one.period is None:
        return
    try:
        earlier = one.period.same_period_last_year()
    except UnknownPeriod:
        return
    yield from _balance(trade, (earlier.code, block), base, one)


def _turnover(trade: Trade, key: tuple[str, str], claim: Claim, one: Statement) -> Iterator[Relation]:
    out, into = trade.get((*key, "export")), trade.get((*key, "import"))
    if out is None or into is None:
        return
    unit = claim.unit
    if not (intervals.alike(out.unit, unit) and intervals.alike(into.unit, unit)):
        return
    both = intervals.plus(intervals.within(out, unit), intervals.within(into, unit))
    point = intervals.exact(out, unit).low + intervals.exact(into, unit).low
    verdict = intervals.verdict(both, claim.loose, intervals.last_place(claim))
    if verdict is None or (verdict == "contradiction" and not claim.value / 2 < point < claim.value * 2):
        return
    fits = telling.amount(point, claim)
    yield Relation(
        "sum-of-parts",
        verdict,
        (out.id, into.id, claim.id),
        f"{out.text} + {into.text} = {fits}",
        f"{telling.about(one.subject)}: xuất khẩu {out.text} cộng nhập khẩu {into.text} là {fits}, báo cáo ghi "
        f"{claim.text}. Hãy xem lại ba số này.",
        fits,
    )


def balances_of_blocks(text: Understanding) -> Iterator[Relation]:
    """ "Xuất siêu 21,68 tỷ USD, trong đó khu vực trong nước nhập siêu 16,23; khu vực đầu tư nước ngoài xuất siêu 37,91": the
    surpluses less the deficits are the balance of all."""
    for parent in text.statements:
        whole = parent.first("level")
        if whole is None or not _is_balance(parent, whole) or _block_of_balance(parent):
            continue
        blocks = [(claim, _signed(one, claim)) for one, claim in _blocks_after(text, parent)]
        if len(blocks) > 1 and all(intervals.alike(claim.unit, whole.unit) for claim, _ in blocks):
            yield from _netted(parent, whole, blocks)


def _is_balance(one: Statement, claim: Claim) -> bool:
    return bool(_BALANCE.search(fold(f"{one.subject} {claim.lead}")))


def _blocks_after(text: Understanding, parent: Statement) -> Iterator[tuple[Statement, Claim]]:
    """The balances of blocks that follow, up to the next balance of all in the same period."""
    for one in text.statements[parent.index + 1 : parent.index + _NEAR]:
        claim = one.first("level")
        if one.piece != parent.piece or claim is None or one.period != parent.period:
            continue
        if not _is_balance(one, claim):
            return
        if not _block_of_balance(one):
            return
        yield one, claim


_NEAR = 7


def _signed(one: Statement, claim: Claim) -> int:
    return -1 if _DEFICIT.search(fold(f"{one.subject} {claim.lead}")) else 1


_DEFICIT = regex.compile(r"nhập siêu|thâm hụt")


def _netted(parent: Statement, whole: Claim, blocks: list[tuple[Claim, int]]) -> Iterator[Relation]:
    unit, sign = whole.unit, _signed(parent, whole)
    parts = [
        intervals.times(intervals.within(claim, unit), intervals.exactly(way * sign)) for claim, way in blocks
    ]
    net = intervals.total(parts)
    verdict = intervals.verdict(net, whole.loose, intervals.last_place(whole) * len(blocks))
    if verdict is None or (verdict == "contradiction" and len(blocks) > _SIDES):
        return
    point = sum((intervals.exact(claim, unit).low * way * sign for claim, way in blocks), Decimal(0))
    shown = " ".join(f"{'+' if way * sign > 0 else '−'} {claim.text}" for claim, way in blocks)
    fits = telling.amount(point, whole)
    yield Relation(
        "trade-balance",
        verdict,
        (*(claim.id for claim, _ in blocks), whole.id),
        f"{shown.removeprefix('+ ')} = {fits}",
        f"{telling.about(parent.subject)}: các khối cộng lại là {fits}, báo cáo ghi {whole.text}. Hãy xem lại các số này.",
        fits,
    )


_SIDES = 2
"""Blocks that are all there are: at home and from abroad. Of more some may be left out."""


RULES: tuple[Rule, ...] = (balances, balances_of_blocks)
