"""Legal documents as one report cites them: one number has one day and one issuer, and its symbol fits both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

import regex

from congthuong.core.audit.model import Finding, Severity, Understanding
from congthuong.core.audit.rules.citations import Citation, citations, national, near, symbols, vocabulary
from congthuong.core.audit.rules.reported import report_day
from congthuong.core.quantities import write_date

_MANY: Final = 20
_SMALL_NUMBER: Final = 20
"""Numbers up to it come again each January, so the same number on the same day of two years proves nothing."""
_REPLACING: Final = regex.compile(
    r"[^.;]{0,200}?(?<!bị\s)(?<!được\s)\b(?:thay\s+thế|bãi\s+bỏ|hủy\s+bỏ|sửa\s+đổi(?:,?\s+bổ\s+sung)?)"
    r"(?:\s+một\s+số\s+điều)?(?:\s+(?:của|cho))?\s+\Z",
    regex.I,
)
_NUMBER: Final = regex.compile(r"[0-9]+")


def two_dates(understanding: Understanding) -> Iterator[Finding]:
    """One number, one issuer, two days."""
    for cited in _by_key(understanding).values():
        seen: dict[tuple[date | None, str], Citation] = {}
        for one in cited:
            said = (one.day, one.issuer.words if one.issuer else "")
            if one.day is None or said in seen:
                continue
            other = next((old for old in seen.values() if old.day != one.day and _severity(old, one)), None)
            if other is not None and not any(old.day == one.day for old in seen.values()):
                yield _two_dates(understanding, other, one)
            if len(seen) < _MANY:
                seen[said] = one


def _by_key(understanding: Understanding) -> dict[str, list[Citation]]:
    groups: dict[str, list[Citation]] = {}
    for one in citations(understanding):
        groups.setdefault(one.key, []).append(one)
    return {key: group for key, group in groups.items() if len(group) > 1}


def _severity(first: Citation, second: Citation) -> Severity | None:
    """How sure it is that two citations of one number on two days mean one document; None when they need not."""
    if first.day is None or second.day is None:
        return None
    if first.issuer and second.issuer and not first.issuer.agrees(second.issuer):
        return None
    if first.day.year != second.day.year:
        same_day = (first.day.month, first.day.day) == (second.day.month, second.day.day)
        number = _NUMBER.match(first.key)
        later = number is not None and int(number[0]) > _SMALL_NUMBER
        return "suspicious" if same_day and later and first.year is None else None
    only = any(symbols().get(part.upper()) in national() for part in first.segments)
    return "contradiction" if only or (first.issuer and second.issuer) else "suspicious"


def _two_dates(understanding: Understanding, first: Citation, second: Citation) -> Finding:
    assert first.day and second.day
    message = (
        f"Văn bản số {first.number} ghi ngày {write_date(first.day)} ở một chỗ và ngày {write_date(second.day)} ở "
        "chỗ khác. Một văn bản chỉ có một ngày ban hành; hãy đối chiếu bản gốc."
    )
    spans = (first.span(understanding), second.span(understanding))
    return Finding("document-two-dates", _severity(first, second) or "suspicious", message, "", spans)


def two_issuers(understanding: Understanding) -> Iterator[Finding]:
    """One number, one day, two issuers."""
    for cited in _by_key(understanding).values():
        known = [one for one in cited if one.issuer and one.day]
        for first, second in pairwise(known):
            if first.issuer is None or second.issuer is None or first.day != second.day:
                continue
            if _loose(first.issuer.code, second.issuer.code) or first.issuer.agrees(second.issuer):
                continue
            message = (
                f"Văn bản số {first.number} ghi cơ quan ban hành là «{first.issuer.words}» ở một chỗ và "
                f"«{second.issuer.words}» ở chỗ khác. Hãy đối chiếu bản gốc."
            )
            spans = (first.span(understanding), second.span(understanding))
            yield Finding("document-two-issuers", "suspicious", message, "", spans)


def kind_and_symbol(understanding: Understanding) -> Iterator[Finding]:
    """ "Quyết định số 80/2019/NQ-HĐND": the name says one kind, the symbol another."""
    kinds: dict[str, list[str]] = vocabulary()["kinds"]
    known = {word for words in kinds.values() for word in words}
    for one in citations(understanding):
        symbol = next((part for part in one.segments if part in kinds), None)
        if symbol is None or one.kind not in known or one.kind in kinds[symbol]:
            continue
        message = (
            f"Số hiệu {one.number} là ký hiệu của {kinds[symbol][0]}, nhưng câu gọi là {one.kind}. "
            "Hãy sửa tên loại hoặc số hiệu."
        )
        yield Finding(
            "document-kind", "suspicious", message, "", (one.span(understanding),), kinds[symbol][0]
        )


def issuer_and_symbol(understanding: Understanding) -> Iterator[Finding]:
    """ "08/CT-TT … của Thủ tướng", "12/QĐ-UBND … của Bộ Công Thương"."""
    for one in citations(understanding):
        if one.issuer is None or not one.segments:
            continue
        codes = {symbols()[part.upper()] for part in one.segments if part.upper() in symbols()}
        right = _symbols_of(one.issuer.code)
        if any(code == one.issuer.code or _loose_by_sign(code, one.issuer.code) for code in codes):
            continue
        if codes:
            message = (
                f"Ký hiệu {one.number} không phải của {one.issuer.words.strip()} (ký hiệu là {right[0]}). "
                "Hãy kiểm tra số hiệu hoặc cơ quan ban hành."
            )
            yield Finding("document-symbol", "suspicious", message, "", (one.span(understanding),))
        elif slip := next((sign for sign in right if near(one.segments[-1], sign)), None):
            fits = one.number[: -len(one.segments[-1])] + slip
            message = (
                f"Ký hiệu của {one.issuer.words.strip()} là {slip}: số hiệu {one.number} có lẽ là {fits}. "
                "Hãy kiểm tra lại."
            )
            yield Finding("document-symbol", "drafting", message, "", (one.span(understanding),), fits)


def _symbols_of(code: str) -> list[str]:
    return next(list(row["symbols"]) for row in vocabulary()["issuer"] if row["code"] == code)


def _loose(first: str, second: str) -> bool:
    return sorted((first, second)) in [sorted(pair) for pair in vocabulary()["loose"]["pairs"]]


def _loose_by_sign(first: str, second: str) -> bool:
    """Whether two issuers are told apart loosely by the sign too: QĐ-TTg is no act of the Government, NĐ-CP none of its head."""
    return _loose(first, second) and sorted((first, second)) not in [
        sorted(pair) for pair in vocabulary()["loose"]["signed"]
    ]


def number_repeated(understanding: Understanding) -> Iterator[Finding]:
    """ "Nghị định số 61/2018/NĐ-CP 61/2018/NĐ-CP"."""
    for first, second in _neighbours(understanding):
        between = understanding.reading.pieces[first.piece].text[first.end : second.start]
        if first.key == second.key and not between.strip():
            message = f"Số hiệu {first.number} viết hai lần liền nhau. Hãy bỏ một lần."
            span = understanding.span(first.piece, first.start, second.start + len(second.number))
            yield Finding("document-number-repeated", "drafting", message, "", (span,), first.number)


def year_and_day(understanding: Understanding) -> Iterator[Finding]:
    """ "20/2018/QĐ-UBND ngày 25/6/2019": the number carries the year of issue."""
    for one in citations(understanding):
        if one.year is None or one.day is None or one.year == one.day.year:
            continue
        message = (
            f"Số hiệu {one.number} là văn bản của năm {one.year}, nhưng ngày ban hành ghi {write_date(one.day)}. "
            "Hãy kiểm tra năm ở một trong hai chỗ."
        )
        yield Finding("document-year", "contradiction", message, "", (one.span(understanding),))


def after_report(understanding: Understanding) -> Iterator[Finding]:
    """An act dated after the report that cites it."""
    made = report_day(understanding)
    if made is None:
        return
    for one in citations(understanding):
        if one.day is not None and one.day > made:
            message = (
                f"Báo cáo làm ngày {write_date(made)} nhưng dẫn văn bản số {one.number} ngày {write_date(one.day)}, "
                "tức là ban hành sau báo cáo. Hãy kiểm tra ngày của văn bản."
            )
            yield Finding("document-after-report", "contradiction", message, "", (one.span(understanding),))


def replaces_later(understanding: Understanding) -> Iterator[Finding]:
    """A document that is said to replace or amend one issued after it."""
    for first, second in _neighbours(understanding):
        if first.day is None or second.day is None or first.day >= second.day:
            continue
        between = understanding.reading.pieces[first.piece].text[first.after : second.start]
        if _REPLACING.fullmatch(between):
            message = (
                f"Văn bản số {first.number} ngày {write_date(first.day)} không thể thay thế, sửa đổi văn bản số "
                f"{second.number} ban hành sau nó, ngày {write_date(second.day)}. Hãy kiểm tra hai ngày."
            )
            spans = (first.span(understanding), second.span(understanding))
            yield Finding("document-replaces-later", "contradiction", message, "", spans)


def _neighbours(understanding: Understanding) -> Iterator[tuple[Citation, Citation]]:
    cited: Sequence[Citation] = tuple(citations(understanding))
    for first, second in pairwise(cited):
        if first.piece == second.piece:
            yield first, second


RULES = (
    two_dates, two_issuers, kind_and_symbol, issuer_and_symbol, number_repeated, year_and_day, after_report, replaces_later,
)  # fmt: skip
