"""Reading running text: every figure, period, date, document number and comparison, with its place.

`read_mentions` never raises and leaves no digit unmentioned: what it cannot read comes back as unread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

import regex

from congthuong.core.quantities import calendar_words
from congthuong.core.quantities.comparing import Marker, comparisons
from congthuong.core.quantities.composed import Composed
from congthuong.core.quantities.dates import NotADate, read_date
from congthuong.core.quantities.mentions import (
    ComparisonMention,
    LegalMention,
    Mention,
    MentionKind,
    NameMention,
    QuantityMention,
    RatioMention,
    Role,
    UnreadMention,
)
from congthuong.core.quantities.numbers import (
    NotANumber,
    NotNumberWords,
    read_decimals,
    read_number,
    words_to_number,
)
from congthuong.core.quantities.pattern_parts import DMY, MULTIPLES
from congthuong.core.quantities.quantity import QUALIFIERS, Quantity
from congthuong.core.quantities.scanning import pieces
from congthuong.core.quantities.summed import read_summed
from congthuong.core.quantities.units import UNITLESS, Unit, count_nouns, find_unit, unit_of

_PARTS: Final = regex.compile(
    r"(?P<minus>(?i:âm)\s++)?(?P<qualifier>\p{L}++\s++)?(?P<number>[-−]?[0-9.,]++)(?P<blank>\s*+)(?P<unit>\D.*)?",
    regex.S,
)
_DASH: Final = regex.compile(r"\s{0,4}(?:[-–]|(?i:đến))\s{0,4}(?=[0-9])")
_RATIO: Final = regex.compile(
    r"(?P<part>[0-9.,]++)\s?/\s?(?P<whole>[0-9.,]++)(?P<blank>\s*+)(?P<unit>.*)", regex.S
)
_DIGITS: Final = regex.compile(r"\p{Nd}++")
_ROLES: Final[dict[str, Role]] = {
    "fixed": "fixed", "voltage": "voltage", "time": "time", "list_mark": "list_mark", "heading": "heading",
    "footnote": "footnote", "code": "code", "numbered": "numbered", "proper": "proper",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Found:
    """One match of the scanner in its text."""

    source: str
    kind: str
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.source[self.start : self.end]

    def place(self, start: int | None = None, end: int | None = None) -> tuple[int, int, str]:
        first, last = self.start if start is None else start, self.end if end is None else end
        return first, last, self.source[first:last]


def read_mentions(text: str, *, year: int | None = None) -> tuple[Mention, ...]:
    """Every mention of a text in reading order, a comparison before the figure that it covers.

    `year` completes periods and days whose year the text leaves out ("06 tháng cuối năm"). Takes time in
    proportion to the length of the text and never raises.
    """
    source = Composed.of(text)
    mentions = _mentions(source.text, year)
    return mentions if source.origins is None else tuple(_moved(mention, source) for mention in mentions)


def _mentions(text: str, year: int | None) -> tuple[Mention, ...]:
    mentions: list[Mention] = []
    markers: list[Marker] = []
    for kind, start, end in pieces(text):
        found = _Found(text, kind, start, end)
        if found.kind in _MARKERS:
            markers.append(Marker(found.kind, found.start, found.end, found.text, len(mentions)))
            mentions += calendar_words.base_mentions(found.kind, found.text, found.start)
        else:
            mentions += _read(found, year)
    compared = comparisons(text, mentions, markers)
    return tuple(sorted([*mentions, *compared], key=lambda mention: (mention.start, -mention.end)))


def _moved(mention: Mention, source: Composed) -> Mention:
    """The mention where it stands in the text as it was given, before composing."""
    start, end, surface = source.span(mention.start, mention.end)
    moved = replace(mention, start=start, end=end, surface=surface)
    if isinstance(moved, ComparisonMention):
        figure = _moved(moved.figure, source) if moved.figure else None
        base = _moved(moved.base_figure, source) if moved.base_figure else None
        moved = replace(moved, figure=figure, base_figure=base)  # type: ignore[arg-type]
    return moved


def digits_outside(
    text: str, kinds: Iterable[MentionKind] = ("legal", "date", "period", "name")
) -> tuple[tuple[int, int], ...]:
    """The places (start, end) of all digit runs of a text that lie in no mention of the given kinds."""
    allowed = frozenset(kinds)
    covered = [(m.start, m.end) for m in read_mentions(text) if m.kind in allowed and m.kind != "comparison"]
    return tuple(_uncovered(((m.start(), m.end()) for m in _DIGITS.finditer(text)), covered))


def _uncovered(runs: Iterator[tuple[int, int]], covered: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The parts of the runs outside the covered spans; both come in order and without overlaps."""
    following = 0
    for start, end in runs:
        while start < end:
            while following < len(covered) and covered[following][1] <= start:
                following += 1
            if following == len(covered) or covered[following][0] >= end:
                yield start, end
                break
            if covered[following][0] > start:
                yield start, covered[following][0]
            start = covered[following][1]


def _read(found: _Found, year: int | None) -> Iterable[Mention]:
    if found.kind in _ROLES:
        return (_name(found),)
    return _READERS[found.kind](found, year)


def _name(found: _Found) -> Mention:
    if found.kind != "proper":
        return NameMention(*found.place(), _ROLES[found.kind])
    # The name begins with the capitals before its number: "Duyên Hải 3".
    before = found.source[max(0, found.start - 40) : found.start]
    capitals = _CAPITALS.search(before)
    return NameMention(*found.place(found.start - len(capitals[0]) if capitals else found.start), "proper")


_CAPITALS: Final = regex.compile(r"(?<![\p{L}])(?:\p{Lu}\p{Ll}{0,7}\s){2,4}\Z")


def _legal(found: _Found, _year: int | None) -> Iterable[Mention]:
    text = found.text
    dated = _DATED.search(text)
    numbered = _NUMBERED.fullmatch(text[: dated.start()] if dated else text)
    if numbered is None:
        return (LegalMention(*found.place(), "", text),)
    number = "".join(numbered["number"].split())
    document = " ".join((numbered["document"] or "").split())
    return (LegalMention(*found.place(), number, document, _day(dated[1]) if dated else None),)


_DATED: Final = regex.compile(rf",?\s+(?i:ngày)\s+({DMY})\Z")
_NUMBERED: Final = regex.compile(
    r"(?:(?P<document>\p{L}[\p{L}\s]*?)\s+)??(?:(?i:số):?\s+)?(?P<number>[0-9].*)", regex.S
)


def _day(text: str) -> date | None:
    try:
        return read_date(text)
    except NotADate:
        return None


def _date(found: _Found, year: int | None) -> Iterable[Mention]:
    return calendar_words.date_mention(*found.place(), year) or _unread(found, year)


def _period(found: _Found, year: int | None) -> Iterable[Mention]:
    return calendar_words.period_mention(*found.place(), year) or _unread(found, year)


def _unread(found: _Found, _year: int | None) -> Iterable[Mention]:
    return (UnreadMention(*found.place()),)


def _quantity(found: _Found, year: int | None) -> Iterable[Mention]:
    parts = _PARTS.fullmatch(found.text)
    if parts is None:
        return _unread(found, year)
    unit, length = _unit(parts["unit"] or "", parts["blank"], found)
    try:
        value, decimals = read_number(parts["number"]), read_decimals(parts["number"])
    except NotANumber:
        return _unread(found, year)
    qualifier = (parts["qualifier"] or "").strip().lower()
    if parts["minus"]:
        if qualifier:
            return _unread(found, year)  # which side "âm hơn 3,5%" lies on is told either way
        value = -value if value else value
    end = found.end if length else found.start + parts.end("number")
    return (QuantityMention(*found.place(end=end), Quantity(value, unit, decimals, qualifier)),)


def _unit(surface: str, blank: str, found: _Found) -> tuple[Unit, int]:
    """The unit that follows a number, and the length it takes up: 0 when the word is no unit after all.

    Before a line end, "Kho hàng" is the next cell of a table and no unit of the 5 above it ("05" and "HTX"
    are counts all the same); the Đồng of "10 Đồng Tháp" begins a name.
    """
    if not surface:
        return UNITLESS, 0
    if _begins_something_else(surface, blank, found):
        return UNITLESS, 0
    unit = find_unit(surface)
    return (unit, len(surface)) if unit else (UNITLESS, 0)


def _begins_something_else(surface: str, blank: str, found: _Found) -> bool:
    if not surface[0].isupper() or surface.isupper() or found.text[0] == "0":
        return False
    in_name = surface[1:].islower() and " " not in surface and _CAPITAL_NEXT.match(found.source, found.end)
    return "\n" in blank or bool(in_name)


_CAPITAL_NEXT: Final = regex.compile(r"[ ]\p{Lu}\p{Ll}")


def _range(found: _Found, year: int | None) -> Iterable[Mention]:
    """Two ends in one unit; anything else is two figures with a dash between them."""
    dash = _DASH.search(found.text)
    if dash is None or _MINUS.match(found.text):
        return _unread(found, year)
    low, high = (
        tuple(_quantity(_Found(found.source, "quantity", start, end), year))
        for start, end in ((found.start, found.start + dash.start()), (found.start + dash.end(), found.end))
    )
    match low, high:
        case (QuantityMention(quantity=first),), (QuantityMention(quantity=last),):
            if first.unit in (UNITLESS, last.unit) and first.value < last.value:
                first = Quantity(first.value, last.unit, first.decimals, first.qualifier)
                return (QuantityMention(*found.place(), first, last),)
    return (*low, *high)


def _ratio(found: _Found, year: int | None) -> Iterable[Mention]:
    parts = _RATIO.fullmatch(found.text)
    if parts is None:
        return _unread(found, year)
    unit, length = _unit(parts["unit"], parts["blank"], found)
    try:
        part, whole = read_number(parts["part"]), read_number(parts["whole"])
    except NotANumber:
        return _unread(found, year)
    end = found.end if length else found.start + parts.end("whole")
    if unit == UNITLESS and part > whole:
        return calendar_words.date_mention(*found.place(end=end), year) or _unread(found, year)
    return (RatioMention(*found.place(end=end), part, whole, unit),)


def _summed(found: _Found, year: int | None) -> Iterable[Mention]:
    before = _BEFORE_FIGURE.match(found.text)
    qualifier = before[0].strip().lower() if before else ""
    quantity = read_summed(found.text[len(before[0]) if before else 0 :])
    if quantity is None or qualifier not in ("", *QUALIFIERS):
        return _unread(found, year)
    return (QuantityMention(*found.place(), replace(quantity, qualifier=qualifier)),)


_BEFORE_FIGURE: Final = regex.compile(r"[^0-9]++")
_MINUS: Final = regex.compile(r"(?i:âm)\s")


def _spelled(found: _Found, _year: int | None) -> Iterable[Mention]:
    """Words hold no digit, so what does not parse is no figure and is left alone."""
    words = found.text.split()
    for cut in range(len(words) - 1, 0, -1):
        unit = find_unit(" ".join(words[cut:]))
        if unit is None:
            continue
        try:
            value = words_to_number(" ".join(words[:cut]))
        except NotNumberWords:
            continue
        return (QuantityMention(*found.place(), _as_said(Decimal(value), unit, words[cut - 1])),)
    return ()


def _as_said(value: Decimal, unit: Unit, last_word: str) -> Quantity:
    """ "hai triệu đồng" is known to the million, as "2 triệu đồng" is; people and things are counted one by one."""
    magnitude = find_unit(last_word)
    if magnitude is None or magnitude.base or unit.exponent or unit.base in count_nouns():
        return Quantity(value, unit, 0)
    return Quantity(Decimal(int(value) // 10**magnitude.exponent), Unit(unit.base, magnitude.exponent), 0)


def _multiple(found: _Found, _year: int | None) -> Iterable[Mention]:
    """ "gấp đôi" is "gấp 2 lần"."""
    times = MULTIPLES[found.text.lower()]
    return (
        QuantityMention(*found.place(), Quantity(read_number(times), unit_of("lần"), read_decimals(times))),
    )


_READERS: Final[dict[str, Callable[[_Found, int | None], Iterable[Mention]]]] = {
    "legal": _legal,
    "period": _period,
    "year": _period,
    "date": _date,
    "range": _range,
    "ratio": _ratio,
    "quantity": _quantity,
    "number": _quantity,
    "summed": _summed,
    "spelled": _spelled,
    "multiple": _multiple,
    "unread": _unread,
}
_MARKERS: Final = frozenset(
    {"same_period", "previous", "same_year", "plan", "whole", "direction", "basis", "stop"}
)
