"""The balance of trade: exports, imports, their sum and their difference."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from congthuong.core.audit import intervals, telling
from congthuong.core.audit.model import Claim, Relation, Statement, Understanding, sentences_of
from congthuong.core.audit.rules import Rule
from congthuong.core.quantities import Interval, UnknownPeriod
from congthuong.core.quantities.units import fold

_EXPORT = regex.compile(r"(?<!\p{L})xuất khẩu|(?<!\p{L})xk(?!\p{L})")
_IMPORT = regex.compile(r"(?<!\p{L})nhập khẩu|(?<!\p{L})nk(?!\p{L})")
_BALANCE = regex.compile(r"xuất siêu|nhập siêu|cán cân|thặng dư|thâm hụt")
_BOTH = regex.compile(r"xuất,?\s*(?:và\s*)?nhập khẩu|xuất khẩu và nhập khẩu|xnk|xuất - nhập khẩu")


def balances(text: Understanding) -> Iterator[Relation]:
    """Export − import = balance; export + import = turnover: of one period and one block of trade."""
    trade: dict[tuple[str, str, str], Claim] = {}
    block = ""
    for found in sentences_of(text.statements):
        block = ""
        for one in found:
            claim = one.first("level")
            if claim is None:
                continue
            words = f"{fold(one.subject)} {fold(claim.lead)}"
            period = one.period.code if one.period else ""
            if _BALANCE.search(words):
                if not _OF_BASE.search(f"{fold(claim.lead)} {fold(claim.tail)}"):
                    yield from _balance(trade, (period, block), claim, one)
                    yield from _balance_before(trade, block, one)
            elif _BOTH.search(words):
                if not _besides_trade(fold(one.subject)):
                    trade.setdefault((period, "", "both"), claim)
            elif _EXPORT.search(words):
                block = _besides_trade(fold(one.subject))
                trade[period, block, "export"] = claim
            elif _IMPORT.search(words):
                block = _besides_trade(fold(one.subject)) or block
                trade[period, block, "import"] = claim
                both = trade.pop((period, block, "both"), None)
                if both is not None:
                    yield from _turnover(trade, (period, block), both, text.statement_of(both))


_OF_BASE = regex.compile(r"so với|cùng kỳ")


_TRADE = regex.compile(
    r"(?<!\p{L})(?:tổng|kim ngạch|trị giá|giá trị|hàng hóa|xuất|nhập|khẩu|siêu|và|của|cả nước|tỉnh|ước|trên địa bàn|hoạt động|"
    r"cán cân|thương mại|về|đạt|tính chung|như vậy|toàn|đầu năm)(?!\p{L})|[,\s:-]+"
)


@lru_cache(maxsize=4096)
def _besides_trade(words: str) -> str:
    """What a subject names besides trade as a whole: a product, a market, a kind of enterprise."""
    return " ".join(_TRADE.sub(" ", words).split())


Trade = dict[tuple[str, str, str], Claim]


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


RULES: tuple[Rule, ...] = (balances,)
