"""Places against what they are said to lie in, by the table of their time. Quiet where a name may be another's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from congthuong.core.audit.model import Claim, Finding, Understanding
from congthuong.core.audit.rules import communes, territory
from congthuong.core.audit.rules.around import clause
from congthuong.core.audit.rules.place_names import (
    ALL_COMMUNES,
    COMMUNE,
    NAME,
    known_province,
    own_province,
    shortened,
    texts,
)
from congthuong.core.audit.rules.territory import District, Province, key

_DISTRICT_KIND: Final = r"(?i:huyện|thị\s+xã|thành\s+phố|quận)|TP\.?|TX\.?"
_GATE: Final = regex.compile(
    rf"(?i:cửa\s+khẩu)(?:\s+(?i:quốc\s+tế|chính|phụ|song\s+phương))?\s+(?P<gate>{NAME})"
    rf"\s*[,(–-]?\s*(?:(?i:thuộc|ở|tại|của)\s+)?(?i:tỉnh)\s+(?P<province>{NAME})"
)
_IN_PROVINCE: Final = regex.compile(
    rf"(?P<kind>{_DISTRICT_KIND})\s+(?P<district>{NAME})\s*[,(–-]?\s*(?:(?i:thuộc|của)\s+)?(?i:tỉnh)\s+(?P<province>{NAME})"
)
_IN_DISTRICT: Final = regex.compile(
    rf"(?i:xã|phường|thị\s+trấn)\s+(?P<communes>{COMMUNE}(?:\s*,\s*(?:xã\s+)?{COMMUNE}){{0,20}}(?:\s+và\s+(?:xã\s+)?{COMMUNE})?)"
    rf"\s*[-–,(]?\s*(?:(?i:thuộc|của)\s+)?(?:{_DISTRICT_KIND})\s+(?P<district>{NAME})"
)
_COMMUNES: Final = regex.compile(rf"(?:xã\s+)?(?P<name>{COMMUNE})(?=\s*,|\s+và\s|\s*\Z)")
_A_DISTRICT: Final = regex.compile(rf"(?:{_DISTRICT_KIND})\s+(?P<district>{NAME})")
_WHOLE_PROVINCE: Final = regex.compile(r"(?i:toàn\s+tỉnh|cả\s+tỉnh)")


def gates(understanding: Understanding) -> Iterator[Finding]:
    """ "Cửa khẩu Móng Cái tỉnh Bắc Ninh": it lies in Quảng Ninh."""
    for index, text in texts(understanding):
        if "hẩu" not in text and "HẨU" not in text:
            continue
        for found in _GATE.finditer(text):
            gate, province = _known_gate(found["gate"]), known_province(found["province"])
            if gate is None or province is None:
                continue
            owners = territory.gates()[key(gate)]
            if owners & territory.parts(province, understanding.year):
                continue
            right = " hoặc ".join(territory.provinces()[one].name for one in sorted(owners))
            message = f"Cửa khẩu {gate} thuộc tỉnh {right}, không thuộc tỉnh {province}. Hãy sửa tên tỉnh."
            span = understanding.span(index, found.start(), found.start("province") + len(province))
            yield Finding("place-in-province", "contradiction", message, "", (span,), f"tỉnh {right}")


def districts_in_provinces(understanding: Understanding) -> Iterator[Finding]:
    """ "huyện Càng Long, tỉnh Bến Tre", where no province of that name ever had such a district."""
    for index, text in texts(understanding):
        for found in _IN_PROVINCE.finditer(text):
            province = known_province(found["province"])
            owners = territory.districts().get(key(found["district"]), ())
            if province is None or not owners:
                continue
            # Provinces that were merged are one, whatever the year: a district is told by its present province too.
            inside = territory.parts(province, None)
            if any(key(one.province) in inside for one in owners) or len(owners) > 1:
                continue
            right = owners[0].province
            message = (
                f"{found['kind']} {found['district']} thuộc tỉnh {right}, không thuộc tỉnh {province}. "
                "Hãy kiểm tra hai địa danh."
            )
            span = understanding.span(index, found.start(), found.start("province") + len(province))
            yield Finding("place-in-province", "suspicious", message, "", (span,), f"tỉnh {right}")


def communes_in_districts(understanding: Understanding) -> Iterator[Finding]:
    """ "xã A, huyện B", where B had no xã A and another district of the same province had."""
    own = _own_province(understanding)
    for index, text in texts(understanding):
        for found in _IN_DISTRICT.finditer(text):
            district = _district(found["district"], own)
            if not district:
                continue
            province = territory.provinces()[key(district[0].province)]
            for named in _COMMUNES.finditer(found["communes"]):
                right = _elsewhere(named["name"], district, province)
                if right is None:
                    continue
                message = (
                    f"{named['name']} thuộc {right.kind} {right.name}, không thuộc {district[0].kind} "
                    f"{district[0].name}, theo danh mục hành chính tỉnh {province.name}. Hãy kiểm tra lại."
                )
                span = understanding.span(index, found.start(), found.end("district"))
                yield Finding(
                    "commune-in-district", "suspicious", message, "", (span,), f"{right.kind} {right.name}"
                )


def _elsewhere(name: str, district: tuple[District, ...], province: Province) -> District | None:
    """The one other district of the province with such a commune; None when this one has it, or it is not clear."""
    if any(key(name) in one.communes for one in district) or name.isdigit():
        return None
    others = [one for one in province.districts if key(name) in one.communes]
    names = {one.name for one in others}
    return others[0] if len(names) == 1 else None


def numbers_of_communes(understanding: Understanding) -> Iterator[Finding]:
    """ "huyện Càng Long có 12/14 xã": the whole is the number of xã of the district, or of the province."""
    year = understanding.year
    if year is None or year >= territory.MERGED:
        return
    own = _own_province(understanding)
    for claim in understanding.claims:
        if claim.role != "whole" or claim.unit.base != "xã" or claim.value != int(claim.value):
            continue
        if not ALL_COMMUNES.match(claim.tail):
            continue
        text = understanding.piece_of(claim).text
        first, last = clause(text, claim.start, claim.end)
        yield from _numbered(understanding, claim, text[first:last], own, year)


def _numbered(
    understanding: Understanding, claim: Claim, words: str, own: Province | None, year: int
) -> Iterator[Finding]:
    named = {found["district"] for found in _A_DISTRICT.finditer(words)}
    known = [district for name in named if (district := _district(name, own))]
    if len(named) == 1 and len(known) == 1:
        province = territory.provinces()[key(known[0][0].province)]
        numbers = {sum(one.xa[at] for one in known[0]) for at in (0, 1)} | {
            one.xa[at] for one in known[0] for at in (0, 1)
        }
        called = f"{known[0][0].kind} {known[0][0].name}"
    elif not named and own is not None and _WHOLE_PROVINCE.search(words):
        province, numbers, called = own, set(own.xa()), f"tỉnh {own.name}"
    else:
        return
    numbers.discard(0)
    if not numbers or year < province.sure or min(numbers) <= claim.value <= max(numbers):
        return
    shown = " hoặc ".join(str(number) for number in sorted(numbers))
    message = (
        f"Theo danh mục hành chính, {called} có {shown} xã; báo cáo ghi tổng số {claim.value} xã. "
        "Hãy kiểm tra, hoặc ghi rõ là số xã thuộc diện nào."
    )
    yield Finding("communes-of-district", "suspicious", message, "", (claim.span,), shown, (claim.id,))


def _own_province(understanding: Understanding) -> Province | None:
    """The old province that the report is of."""
    name = own_province(understanding)
    return territory.provinces().get(name) if name is not None else None


def _district(name: str, own: Province | None) -> tuple[District, ...]:
    """The districts meant by a name: those of the report's province, else the only one in the country."""
    for spelled in shortened(name):
        found = territory.districts().get(key(spelled), ())
        inside = tuple(one for one in found if own and one.province == own.name)
        if inside:
            return inside
        if found:
            return found if len({one.province for one in found}) == 1 else ()
    return ()


def _known_gate(name: str) -> str | None:
    return next((spelled for spelled in shortened(name) if key(spelled) in territory.gates()), None)


RULES = (gates, districts_in_provinces, communes_in_districts, numbers_of_communes, *communes.RULES)
