"""Counts and the things named plainly after them: "2 nhóm giảm là giao thông và bưu chính", "3 phòng (Hành chính, Nghiệp vụ)".

Names without marks can be cut in several ways, at commas and at "và": what fits in one of them is confirmed, and nothing is
told of what fits in none. Only where every name begins with the noun counted ("7 vụ …: vụ A, vụ B, …") is the cut plain, and
a list that is one too short or too long asked about.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim, Relation, Understanding
from congthuong.core.audit.rules.nearby import LaterRule
from congthuong.core.quantities.units import fold

_LARGEST: Final = 20
_REACH: Final = 110
_LONGEST: Final = 600
_LEADS_IN: Final = pattern(
    r"(?P<phrase>[^.;:()]{0,90}?)(?:(?P<bracket>\()|(?P<open>\s(?:là|gồm|bao gồm)(?:\s*:)?\s|:\s+))"
)
_END: Final = regex.compile(
    r"[;()]|\.(?=\s|\Z)|,\s*(?:còn|trong khi|riêng|trong đó|tăng|giảm|đạt|với|do|nhờ|để|nâng)(?!\p{L})",
    regex.I,
)
_DIGITS: Final = regex.compile(r"(?<!\p{L}\s?)[0-9]{2,}|[0-9]+\s*(?:%|tỷ|triệu|nghìn|đồng)")
_OPEN_LIST: Final = pattern(
    r"(?<!\p{L})(?:như|ví dụ|chẳng hạn|tiêu biểu|điển hình|chủ yếu|v\.v|vv|nhất là|khác)(?!\p{L})|…|\.\.\."
)
_AND: Final = regex.compile(r"\s+và\s+")
_NAME: Final = 90
"""No plain name is longer."""


def plainly_named(text: Understanding, explained: frozenset[str]) -> Iterator[Relation]:
    for claim in text.claims:
        if claim.id in explained or not _counts(claim):
            continue
        names = _names_after(text, claim)
        if names is None:
            continue
        least, most = len(names), sum(1 + len(_AND.findall(name)) for name in names)
        stated = int(claim.value)
        noun = fold(claim.unit.base)
        each = all(fold(name).startswith(noun + " ") for name in names)
        if least <= stated <= most:
            yield Relation(
                "count-of-list",
                "consistent",
                (claim.id,),
                f"kể ra {stated} {claim.unit.base}, ghi {claim.text}",
            )
        elif each and least > 2 and least == most and abs(least - stated) == 1:
            yield Relation(
                "count-of-list",
                "suspicious",
                (claim.id,),
                f"kể ra {least} {claim.unit.base} ≠ {claim.text}",
                f"Ghi «{claim.text}» nhưng kể ra {least}. Hãy đếm lại hoặc bổ sung danh sách.",
                f"{least:02d}",
            )


def _counts(claim: Claim) -> bool:
    plain = claim.role == "count" and not claim.decimals and not claim.qualifier and not claim.unit.exponent
    return plain and claim.unit.is_count and claim.value == int(claim.value) and 2 <= claim.value <= _LARGEST


def _names_after(text: Understanding, claim: Claim) -> list[str] | None:
    """The names, cut at commas and at the last "và" only as `plainly_named` allows; None where none are plainly named."""
    whole = text.piece_of(claim).text
    leads = _LEADS_IN.match(fold(whole), claim.end, claim.end + _REACH)
    if leads is None or _OPEN_LIST.search(leads["phrase"]) or _DIGITS.search(leads["phrase"]):
        return None
    start = leads.end()
    stop = _END.search(whole, start, start + _LONGEST)
    if stop is None or (leads["bracket"] and stop[0] != ")"):
        return None
    listed = whole[start : stop.start()]
    if _DIGITS.search(listed) or _OPEN_LIST.search(fold(listed)):
        return None
    names = [name.strip() for name in listed.split(",")]
    if not all(names) or max(map(len, names)) > _NAME or (len(names) == 1 and not _AND.search(names[0])):
        return None
    return names


LATER: tuple[LaterRule, ...] = (plainly_named,)
