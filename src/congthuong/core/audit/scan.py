"""A piece of text as numbers with the words between them: what the roles and statements are told from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Final, Literal

import regex

from congthuong.core.audit.disguised import figures_in
from congthuong.core.audit.spelled_again import is_spelled_again
from congthuong.core.audit.thresholds import amounts_only
from congthuong.core.quantities import (
    UNITLESS,
    DateMention,
    Mention,
    NameMention,
    Period,
    PeriodMention,
    Quantity,
    QuantityMention,
    RatioMention,
    Unit,
    UnreadMention,
    convertible,
    read_mentions,
)
from congthuong.core.quantities.units import find_unit

Side = Literal["", "part", "whole"]

# "3.5%", "1,234.5 tỷ": written the English way; "1 234,5": blanks between thousands.
_POINTED: Final = regex.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})++|[0-9]++)\.[0-9]++(?![.,]?[0-9])")
_DATED: Final = regex.compile(
    r"(?i)(?<!\p{L})(?:quý|tháng|ngày|năm|ngày\s+(?:cao|thấp|nóng|đông|nhiều|ít)\s+(?:điểm|nhất))\s*\Z"
)
_UNIT_AFTER: Final = regex.compile(r"\s{0,2}(?:%|‰|(?:\p{L}[\p{L}0-9²³/]*+)(?:\s\p{L}[\p{L}0-9²³/]*+){0,3})")
_SENTENCE_END: Final = regex.compile(r"(?<=[^\s.]{2}|[%)\]\"”])[.!?…](?=\s+[\p{Lu}0-9“\"(*+-])|\n")
_SHORT_END: Final = regex.compile(r"(?<=\p{Ll}\s[0-9])\.(?=\s+\p{Lu}\p{Ll})")
_LABELLED: Final = regex.compile(
    r"(?<!\p{L})(?:(?i:phần|bảng|biểu|mục|điều|khoản|chương|số|hình|phụ lục|câu|bước)|Nhóm|Loại|Hạng|Cấp)\s[0-9]\Z"
)
_ABBREVIATION: Final = regex.compile(r"(?:TP|Tp|tp|ThS|TS|PGS|GS|Q|P|St|v\.v|Nxb|BS|KS|CN|TX|TT)\Z")


@dataclass(frozen=True, slots=True)
class Number:
    """A number that may be a claim. `side` tells the two numbers of "83/85" apart; `upper` ends a range.

    `gap` is where the words before it begin: the end of the number before, or of the sentence before. `depth`
    counts the brackets open around it; `sentence` the sentences of the piece from 0.
    """

    start: int
    end: int
    quantity: Quantity
    side: Side
    upper: Quantity | None
    sentence: int
    depth: int
    gap: int


@dataclass(frozen=True)
class Scan:
    """Everything found in one text; `stops` are the ends of its sentences."""

    text: str
    numbers: tuple[Number, ...]
    periods: tuple[PeriodMention, ...]
    days: tuple[DateMention, ...]
    list_marks: tuple[NameMention, ...]
    stops: tuple[int, ...]
    mentions: tuple[Mention, ...]

    def periods_between(self, start: int, end: int) -> Sequence[PeriodMention]:
        return self.periods[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def asides_between(self, start: int, end: int) -> Sequence[tuple[int, int]]:
        """Where the periods, days and list marks stand that begin in a stretch."""
        return self._asides[bisect_left(self._asides, (start,)) : bisect_left(self._asides, (end,))]

    @cached_property
    def _starts(self) -> list[int]:
        return [period.start for period in self.periods]

    @cached_property
    def _asides(self) -> list[tuple[int, int]]:
        return sorted((one.start, one.end) for one in (*self.periods, *self.days, *self.list_marks))


def scan(text: str, year: int | None, last_month: int | None = None) -> Scan:
    """The numbers of an NFC text in reading order. Linear in its length; never raises.

    `last_month` is the month the report ends with: in a report of May "5 tháng" is the time since January.
    """
    everything = read_mentions(text, year=year)
    mentions = [one for one in everything if one.kind != "comparison"]
    stops = tuple(_stops(text))
    spoken = _spoken_periods(text, year, last_month)
    taken = {at for one in spoken for at in range(one.start, one.end)}
    numbers = [one for one in _numbers(text, mentions) if one.start not in taken]
    amounts = _sharing_units(text, amounts_only(text, _joined(text, numbers)))
    if ":" in text:
        amounts = _in_named_unit(text, amounts, stops)
    found = _with_depths(text, amounts, stops)
    periods = sorted(
        [one for one in mentions if isinstance(one, PeriodMention)] + spoken, key=lambda one: one.start
    )
    return Scan(
        text,
        tuple(found),
        tuple(periods),
        tuple(one for one in mentions if isinstance(one, DateMention)),
        tuple(one for one in mentions if isinstance(one, NameMention) and one.role == "list_mark"),
        stops,
        everything,
    )


_SPOKEN: Final = regex.compile(
    r"(?<![\p{L}\p{M}])tháng\s+(?P<name>Mười\s+(?:Một|Hai)|Giêng|Một|Hai|Ba|Tư|Năm|Sáu|Bảy|Tám|Chín|Mười|Chạp)(?![\p{L}\p{M}])(?:(?:\s*/\s*|\s+năm\s+)(?P<year>20[0-9]{2}))?"
    r"|(?<![\p{L}\p{Nd}.,/])(?P<count>[0-9]{1,2})\s+tháng(?:\s+(?P<of>20[0-9]{2})(?![0-9.,/]))?(?!\s+(?:đầu|cuối|[0-9]+/|năm\s+[0-9]))(?![\p{L}\p{M}])"
    r"|(?<![\p{L}\p{M}])(?i:(?P<spelled>hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mười một))\s+tháng(?P<since>\s+đầu\s+năm)?(?!\s+(?:đầu|cuối|còn|nữa|tới|tiếp|sau|trước|liên|[0-9]))(?![\p{L}\p{M}])"
    r"|(?<![\p{L}\p{M}])(?i:(?P<whole>cả\s+năm))(?!\s+(?:học|(?:19|20)[0-9]{2}(?![0-9.,])))(?![\p{L}\p{M}])"
)
_MONTHS: Final = {"Giêng": 1, "Một": 1, "Hai": 2, "Ba": 3, "Tư": 4, "Năm": 5, "Sáu": 6, "Bảy": 7, "Tám": 8, "Chín": 9,
                  "Mười": 10, "Mười Một": 11, "Mười Hai": 12, "Chạp": 12}  # fmt: skip
COUNTED_OUT: Final = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
                      "mười một": 11}  # fmt: skip
_CODES: Final = {3: "Q1", 6: "H1", 9: "9M"}


def _spoken_periods(text: str, year: int | None, last_month: int | None) -> list[PeriodMention]:
    """ "tháng Ba" spelled out, and "5 tháng" for the months of the report so far."""
    if year is None or not ("tháng" in text or "ả năm" in text):
        return []
    found: list[PeriodMention] = []
    for match in _SPOKEN.finditer(text):
        if match["name"]:
            month = _MONTHS[" ".join(match["name"].split())]
            code, part = f"{match['year'] or year}-{month:02d}", f"{month:02d}"
        elif match["whole"]:
            code, part = f"{year}", ""
        else:
            count = int(match["count"] or COUNTED_OUT[" ".join(match["spelled"].lower().split())])
            if (count != last_month and not match["since"]) or not 1 < count < 12:
                continue
            part = _CODES.get(count, f"01..{count:02d}")
            own = match["of"] or year
            code = f"{own}-{part}" if count in _CODES else f"{own}-01..{own}-{count:02d}"
        found.append(PeriodMention(match.start(), match.end(), match[0], Period.of(code), "", part))
    return found


def _stops(text: str) -> Iterator[int]:
    short = [
        match.end()
        for match in _SHORT_END.finditer(text)
        if not _LABELLED.search(text, max(0, match.start() - 12), match.start())
    ]
    yield from sorted([*_long_stops(text), *short])
    yield len(text)


def _long_stops(text: str) -> Iterator[int]:
    for match in _SENTENCE_END.finditer(text):
        if not _ABBREVIATION.search(text, max(0, match.start() - 5), match.start()):
            yield match.end()


def _numbers(text: str, mentions: Sequence[Mention]) -> Iterator[Number]:
    for mention in mentions:
        if isinstance(mention, QuantityMention):
            if not any(
                says_nothing(text, mention)
                for says_nothing in (_is_day, _is_scale, _is_turn, is_spelled_again)
            ):
                yield _plain(text, mention)
        elif isinstance(mention, RatioMention) and not _DATED.search(
            text, max(0, mention.start - 20), mention.start
        ):
            yield from _two_sides(mention)
        elif isinstance(mention, UnreadMention):
            yield from _pointed(text, mention)
            yield from _overfull(text, mention)
        for start, end, quantity in figures_in(text, mention):
            yield _number(start, end, quantity)


def _is_day(text: str, mention: QuantityMention) -> bool:
    """ "(ngày 15: 152.000 đồng/kg)", "Ba ngày (27, 28 và 29)": a bare day of the month counts nothing."""
    quantity = mention.quantity
    if (
        quantity.unit != UNITLESS
        or quantity.decimals
        or not 0 < quantity.value <= _DAYS
        or mention.upper is not None
    ):
        return False
    return bool(_OF_DAYS.search(text, max(0, mention.start - 24), mention.start))


def _is_scale(text: str, mention: QuantityMention) -> bool:
    """ "94,58 điểm trên 100": what points are reckoned out of counts nothing."""
    plain = mention.quantity.unit == UNITLESS and mention.quantity.qualifier == "trên"
    return plain and text[max(0, mention.start - _POINTS) : mention.start].rstrip().endswith("điểm")


def _is_turn(text: str, mention: QuantityMention) -> bool:
    """ "kỳ 2 tháng 11", "Tuần 42 (từ ngày …)": which half of a month or week of a year it is counts nothing."""
    quantity = mention.quantity
    bare = quantity.unit == UNITLESS and not quantity.decimals and mention.upper is None
    if not bare or not 0 < quantity.value <= _WEEKS:
        return False
    found = _TURN.search(text, max(0, mention.start - 12), mention.start)
    return found is not None and bool(_OF_TIME.match(text, mention.end))


_WEEKS: Final = 53
_TURN: Final = regex.compile(r"(?i)(?<!\p{L})(?:kỳ|tuần|nửa)(?:\s+thứ)?\s+\Z")
_OF_TIME: Final = regex.compile(r"\s*(?:tháng|năm|/|\(\s*(?:từ|\p{L}+\s+đồng|ngày)|\((?:tỷ|triệu|nghìn|%))")
_POINTS: Final = 8
_DAYS: Final = 31
_OF_DAYS: Final = regex.compile(
    r"(?i)(?<!\p{L})ngày(?:(?:\s+\p{L}+){0,3}\s+\(\s*|\s+)(?:[0-9]{1,2}\s*(?:,|và|;)\s*){0,4}\Z"
    r"|(?<!\p{L})tháng\s+(?:[0-9]{1,2}\s*(?:,|và)\s*){1,5}\Z"
)


def _plain(text: str, mention: QuantityMention) -> Number:
    """The mention as a number; the "hơn" of "cao hơn 5,69 điểm" compares and does not say "more than"."""
    quantity, start = mention.quantity, mention.start
    if quantity.qualifier == "hơn" and _COMPARES.search(text, max(0, start - 8), start):
        start += len("hơn")
        while text[start : start + 1].isspace():
            start += 1
        quantity = replace(quantity, qualifier="")
    return _number(start, mention.end, quantity, upper=mention.upper)


_COMPARES: Final = regex.compile(
    r"(?i)(?<!\p{L})(?:cao|thấp|nhiều|ít|lớn|nhỏ|dài|ngắn|nhanh|chậm|sớm|muộn|đắt|rẻ|tốt|kém)\s+\Z"
)


def _number(
    start: int, end: int, quantity: Quantity, side: Side = "", upper: Quantity | None = None
) -> Number:
    return Number(start, end, quantity, side, upper, 0, 0, 0)


def _two_sides(mention: RatioMention) -> Iterator[Number]:
    slash = mention.surface.index("/")
    part = mention.surface[:slash].rstrip()
    yield _number(
        mention.start,
        mention.start + len(part),
        Quantity(mention.part, mention.unit, _decimals(mention.part)),
        "part",
    )
    rest = mention.surface[slash + 1 :]
    start = mention.start + slash + 1 + len(rest) - len(rest.lstrip())
    yield _number(
        start, mention.end, Quantity(mention.whole, mention.unit, _decimals(mention.whole)), "whole"
    )


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _pointed(text: str, mention: UnreadMention) -> Iterator[Number]:
    """A number written with a decimal point, and its unit; nothing else that could not be read."""
    surface = mention.surface.rstrip(".,:-/")
    end = mention.start + len(surface)
    if not _POINTED.fullmatch(surface) or (mention.start and text[mention.start - 1] in "./-,"):
        return
    value = Decimal(surface.replace(",", ""))
    unit, length = _unit_after(text, end)
    yield _number(mention.start, end + length, Quantity(value, unit, len(surface.rpartition(".")[2])))


_FRACTION: Final = regex.compile(r"(?P<part>[0-9]{1,6})/(?P<whole>[0-9]{1,6})")


def _overfull(text: str, mention: UnreadMention) -> Iterator[Number]:
    """ "17/14 xã": no date, and a fraction that cannot be; read so that a rule can say so."""
    found = _FRACTION.fullmatch(mention.surface)
    if found is None or found["part"][0] == "0" or int(found["whole"]) == 0:
        return
    unit, length = _unit_after(text, mention.end)
    if not unit.is_count:
        return
    middle = mention.start + found.end("part")
    yield _number(mention.start, middle, Quantity(Decimal(found["part"]), unit, 0), "part")
    yield _number(middle + 1, mention.end + length, Quantity(Decimal(found["whole"]), unit, 0), "whole")


def _unit_after(text: str, at: int) -> tuple[Unit, int]:
    """The longest unit that the words after `at` spell, and how far it reaches; `UNITLESS`, 0 for none."""
    match = _UNIT_AFTER.match(text, at)
    if match is None:
        return UNITLESS, 0
    words = match[0]
    while words.strip():
        if unit := find_unit(words.strip()):
            return unit, len(words)
        words = words.rstrip().rpartition(" ")[0] if " " in words.strip() else ""
    return UNITLESS, 0


def _joined(text: str, numbers: list[Number]) -> list[Number]:
    """ "1 tỷ 850 triệu USD" and "346 000 ha" as one number, "693 ngàn ha/750 ngàn ha" as part and whole."""
    joined: list[Number] = []
    for number in numbers:
        before = joined[-1] if joined else None
        both = (_sum_of(text, before, number) or _grouped(text, before, number)) if before else None
        if both:
            joined[-1] = both
        elif before and _slashed(text, before, number):
            joined[-1] = replace(before, side="part")
            joined.append(replace(number, side="whole"))
        elif before and _over(text, before, number):
            joined[-1] = replace(before, side="part")
            start = text.index("trên", number.start) + len("trên")
            start += len(text[start : number.end]) - len(text[start : number.end].lstrip())
            joined.append(
                replace(number, start=start, quantity=replace(number.quantity, qualifier=""), side="whole")
            )
        else:
            joined.append(number)
    return joined


def _grouped(text: str, first: Number, second: Number) -> Number | None:
    """Thousands set apart by blanks."""
    digits = text[second.start : second.start + 3]
    apart = text[first.end : second.start]
    whole = first.quantity.unit == UNITLESS and not first.quantity.decimals and not first.side
    if not whole or apart not in (" ", "\u00a0") or not (digits.isdigit() and len(digits) == 3):
        return None
    if text[second.start + 3 : second.start + 4].isdigit() or not text[first.start : first.end].isdigit():
        return None
    if len(text[first.start : first.end]) > 3 or text[first.start] == "0" or second.side or second.upper:
        return None
    value = first.quantity.value * 1000 + second.quantity.value
    return replace(
        first,
        end=second.end,
        quantity=replace(second.quantity, value=value, qualifier=first.quantity.qualifier),
    )


_OUT_OF: Final = regex.compile(r"\s*(?:/|(?i:trong\s+(?:tổng\s+)?số))\s*")


def _slashed(text: str, first: Number, second: Number) -> bool:
    """ "693 ngàn ha/750 ngàn ha", "214 trong số 2.916 doanh nghiệp"."""
    if not _OUT_OF.fullmatch(text, first.end, second.start):
        return False
    plain = not (first.side or second.side or first.upper or second.upper)
    if first.quantity.unit == second.quantity.unit == UNITLESS and first.quantity.decimals:
        return False  # "61,28 / 60,15": two levels side by side
    if "/" not in text[first.end : second.start] and first.quantity.unit == UNITLESS:
        counted = second.quantity.unit.is_count or (
            second.quantity.unit == UNITLESS and second.quantity.value > first.quantity.value
        )
        return plain and counted and not (first.quantity.decimals or second.quantity.decimals)
    return plain and comparable(first.quantity.unit, second.quantity.unit)


def _over(text: str, first: Number, second: Number) -> bool:
    """ "9.108 hồ sơ trên 9.595 hồ sơ": not "more than 9.595"."""
    plain = not (first.side or second.side or first.upper or second.upper)
    alike = first.quantity.unit == second.quantity.unit and bool(first.quantity.unit.base)
    apart = text[first.end : second.start].strip()
    written = text[second.start : second.end].startswith("trên")
    return plain and alike and not apart and written and second.quantity.qualifier == "trên"


def _sum_of(text: str, first: Number, second: Number) -> Number | None:
    large, small = first.quantity, second.quantity
    beside = 0 < second.start - first.end <= 2 and text[first.end : second.start].isspace()
    plain = not (first.side or second.side or first.upper or second.upper or large.decimals)
    if not beside or not plain or large.unit.base not in ("", small.unit.base):
        return None
    if not large.unit.exponent > small.unit.exponent or small.value >= 1000 or not small.unit.base:
        return None
    value = large.value.scaleb(large.unit.exponent - small.unit.exponent) + small.value
    return replace(
        first, end=second.end, quantity=Quantity(value, small.unit, small.decimals, large.qualifier)
    )


_BRACKETS: Final = regex.compile(r"[()\[\]]")


def _sharing_units(text: str, numbers: list[Number]) -> list[Number]:
    """ "24,18; 24,95 và 21,86 triệu kWh": figures in a row share the unit behind the last. Whole numbers without a unit
    may count anything, so only those with decimals do."""
    shared = list(numbers)
    for at in range(len(shared) - 2, -1, -1):
        number, following = shared[at], shared[at + 1]
        if _of_one_magnitude(text, number, following):
            unit = following.quantity.unit
            shared[at] = replace(number, quantity=replace(number.quantity, unit=unit))
            continue
        bare = number.quantity.unit == UNITLESS and number.quantity.decimals > 0 and not number.side
        if (
            bare
            and following.quantity.decimals > 0
            and following.upper is None
            and not following.side
            and _IN_A_ROW.fullmatch(text, number.end, following.start)
        ) or _steps_to(text, number, following):
            unit = following.quantity.unit
            shared[at] = replace(number, quantity=replace(number.quantity, unit=unit))
    return shared


def _of_one_magnitude(text: str, number: Number, following: Number) -> bool:
    """ "đường bộ 7.846 nghìn, đường sắt 213 nghìn, loại khác 95 nghìn lượt khách": thousands of what the last are of."""
    unit, last = number.quantity.unit, following.quantity.unit
    alike = not unit.base and bool(last.base) and unit.exponent == last.exponent > 0
    plain = not (number.side or following.side or number.upper or following.upper)
    return alike and plain and bool(_NAMED_IN_A_ROW.fullmatch(text, number.end, following.start))


def _steps_to(text: str, number: Number, following: Number) -> bool:
    """ "từ 4,8 lên 5,3 triệu đồng/người/tháng", "từ 29 xuống 21 hành vi": the unit of where it comes to is that of where it
    started, and "từ 9,4 triệu đồng lên 10,2 triệu đồng/người/tháng" is reckoned a head on both sides."""
    unit, last = number.quantity.unit, following.quantity.unit
    plain = not (number.side or following.side or number.upper or following.upper)
    if not plain or not last.base or not _FROM_HERE.search(text, max(0, number.start - 12), number.start):
        return False
    if unit != UNITLESS and not (tops(last, unit) and unit.exponent == last.exponent):
        return False
    return bool(_TO_THERE.fullmatch(text, number.end, following.start))


_FROM_HERE: Final = regex.compile(r"(?i)(?<!\p{L})từ(?:\s+(?:mức|khoảng))?\s+\Z")
_TO_THERE: Final = regex.compile(
    r"\s*(?:(?:tăng|giảm|nâng|hạ)\s+)?(?:lên|xuống|còn)(?:\s+(?:còn|tới|đến|thành|mức))*\s*"
)
_NAMED_IN_A_ROW: Final = regex.compile(r"\s*(?:[,;]|(?<!\p{L})và(?!\p{L}))[^,.;:()%0-9]{1,60}")


def _in_named_unit(text: str, numbers: list[Number], stops: Sequence[int]) -> list[Number]:
    """ "Diễn biến theo quý (triệu USD): quý I 468,2; quý II 531,6; …": the long figures after it, up to the sentence's end."""
    found = list(numbers)
    for told in _UNIT_NAMED.finditer(text):
        unit = find_unit((told["unit"] or told["plain"]).strip())
        if unit is None or unit.is_count or unit.base in ("%", "tháng", "năm", "quý", "ngày"):
            continue
        stop = stops[min(bisect_right(stops, told.end()), len(stops) - 1)]
        for at in range(bisect_left(numbers, told.end(), key=lambda one: one.start), len(numbers)):
            number = found[at]
            if number.start >= stop or (number.quantity.unit != UNITLESS and number.quantity.unit != unit):
                break
            if number.quantity.unit == UNITLESS and not number.side and _reads_in_unit(number):
                found[at] = replace(number, quantity=replace(number.quantity, unit=unit))
    return found


_UNIT_NAMED: Final = regex.compile(
    r"\((?:[^()0-9]{0,20}[,;:]\s*)?(?P<unit>\p{L}[^(),;:0-9]{1,20})\):|,\s(?P<plain>\p{L}[^(),;:.0-9]{1,20}):"
)


def _reads_in_unit(number: Number) -> bool:
    return bool(number.quantity.decimals) or number.quantity.value >= _COUNTED


_IN_A_ROW: Final = regex.compile(r"\s*(?:[;,→]|->|=>|(?:[;,]\s*)?(?<!\p{L})và(?!\p{L}))\s*")


def _with_depths(text: str, numbers: list[Number], stops: Sequence[int]) -> Iterator[Number]:
    depth = at = gap = 0
    for number in numbers:
        for sign in _BRACKETS.findall(text, at, number.start):
            if sign in "([":
                depth += 1
            elif depth:
                depth -= 1
        at = number.start
        sentence = bisect_right(stops, number.start)
        begin = stops[sentence - 1] if sentence else 0
        if begin >= gap and begin > 0:
            depth = max(0, text.count("(", begin, number.start) - text.count(")", begin, number.start))
        yield Number(
            number.start,
            number.end,
            number.quantity,
            number.side,
            number.upper,
            sentence,
            depth,
            max(gap, begin),
        )
        gap = number.end


def in_unit(found: Scan, unit: Unit) -> Scan:
    """The scan with its long figures that name no unit in the one announced for them; short whole ones may count."""
    return replace(
        found,
        numbers=tuple(
            replace(one, quantity=replace(one.quantity, unit=unit))
            if one.quantity.unit == UNITLESS
            and not one.side
            and (one.quantity.decimals or one.quantity.value >= _COUNTED)
            else one
            for one in found.numbers
        ),
    )


_COUNTED: Final = 1000


def tops(unit: Unit, other: Unit) -> bool:
    """Whether the other is what the unit reckons by time or head: "đồng" of "đồng/người/năm"."""
    top, _, per = unit.base.partition("/")
    return bool(per) and other.base == top


def comparable(first: Unit, second: Unit) -> bool:
    """Whether values in the two units can be set against each other."""
    return convertible(first, second)
