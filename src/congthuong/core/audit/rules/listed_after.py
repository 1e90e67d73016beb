"""Where a count's list stands: after a colon, in the names that follow, in a bracket, below, in a footnote."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache
from typing import Final

import regex

from congthuong.core.audit.cues import pattern
from congthuong.core.audit.model import Claim, Understanding
from congthuong.core.audit.rules import lists
from congthuong.core.audit.rules.lists import Items, any_of, first_words, words
from congthuong.core.quantities.units import fold

_LARGEST: Final = 60
_REACH: Final = 150
"""Words between a count and its list: at most so many characters."""
_BEFORE_PART: Final = 24
"""Words between an item's beginning and its count: a mark and a verb, at most."""
_NEXT_STOP: Final = regex.compile(r"[.,;:()\[\]]")
_STOP: Final = regex.compile(r"[.;:()\[\]]")
_INTO_NAMES: Final = regex.compile(r"\s*(?::|(?:là|gồm|bao gồm)(?=\s))?\s*")
_ALL_OF: Final = regex.compile(r"(?:(?:các|những)|(?<![0-9])[0-9]{1,2})\s+(?P<noun>\p{L}[\p{L}\s]*)\Z")
_INTO_GROUPS: Final = regex.compile(r"(?:(?:bao\s+)?gồm|cụ\s+thể|các\s+xã\s+thuộc)\s*:?\s*", regex.I)
_INTO_BRACKET: Final = regex.compile(r"(?:(?:bao\s+)?gồm\s*(?:có\s*)?:?\s*)?", regex.I)
_OPENING: Final = regex.compile(r"\s*(?:[“\"(]\s*)?")
_CLOSED: Final = regex.compile(r"\s*(?:\Z|[.,;:)\]–-]|\p{Ll})")
_BEFORE_NAME: Final = regex.compile(r"\s(?=\p{Lu})")
HEAD: Final = regex.compile(r"(?P<head>[^:;.()]{0,90}):\s*")


@dataclass(frozen=True)
class Counts:
    """An understanding's counts by piece, its claims by piece and its footnotes by number."""

    understanding: Understanding
    counts: dict[int, list[Claim]] = field(default_factory=dict)
    claims: dict[int, list[Claim]] = field(default_factory=dict)
    notes: dict[str, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, understanding: Understanding) -> Counts:
        made = cls(understanding)
        for claim in sorted(understanding.claims, key=lambda one: (one.piece, one.start)):
            made.claims.setdefault(claim.piece, []).append(claim)
            if _is_count(claim):
                made.counts.setdefault(claim.piece, []).append(claim)
        for index, piece in enumerate(understanding.reading.pieces):
            if piece.kind == "note":
                made.notes.setdefault(piece.note, []).append(index)
        return made

    def text(self, piece: int) -> str:
        return self.understanding.reading.pieces[piece].text

    def note(self, number: str, caller: int) -> int | None:
        """The piece of a footnote; the next one after its caller where numbers begin again on each page."""
        found = self.notes.get(number, [])
        return found[0] if len(found) == 1 else next((at for at in found if at > caller), None)

    def between(self, piece: int, start: int, end: int) -> list[Claim]:
        """The claims of a piece that start there; they stand in reading order."""
        claims = self.claims.get(piece, [])
        return claims[bisect_left(claims, start, key=_start) : bisect_left(claims, end, key=_start)]


def _start(claim: Claim) -> int:
    return claim.start


def _is_count(claim: Claim) -> bool:
    if claim.role not in ("count", "level") or claim.decimals or claim.qualifier or claim.unit.exponent:
        return False
    if claim.value != int(claim.value) or not 2 <= claim.value <= _LARGEST or claim.high - claim.low > 1:
        return False
    return claim.unit.is_count and claim.unit.base not in _never()


@cache
def _never() -> frozenset[str]:
    return frozenset(words("never"))


@dataclass(frozen=True, slots=True)
class Found:
    """The items found for a count, in which piece; `certain` when a wrong count there is a contradiction."""

    items: Items
    piece: int
    certain: bool


def in_sentence(text: Counts, claim: Claim) -> Found | None:
    """ "03 tổ tham mưu: A; B; C", "05 thành viên gồm ông A, bà B", "3 huyện Cầu Kè, Trà Cú và Càng Long"."""
    words_after = text.text(claim.piece)
    if named := _named(words_after, claim):
        return Found(named, claim.piece, named.sure)
    start = announced(text, claim)
    if start is None:
        return None
    items = lists.listed(words_after, start)
    if items is not None and _tells_of_work(words_after, items) and claim.unit.base not in words("work"):
        return None
    if items is None:
        items = _announced_names(words_after, start)
        return Found(items, claim.piece, False) if items else None
    return Found(items, claim.piece, items.sure)


def _tells_of_work(text: str, items: Items) -> bool:
    """ "phối hợp 09 đơn vị: kiểm tra …; xử lý …" says what was done, not with whom."""
    return items.style == "semicolons" and any_of("other_work").match(text, items.places[0][0]) is not None


def _named(text: str, claim: Claim) -> Items | None:
    if claim.unit.base not in words("named"):
        return None
    colon = _INTO_NAMES.match(text, claim.end)
    items = lists.names(text, colon.end()) if colon else None
    if items is None or not _CLOSED.match(text, items.places[-1][1]):
        return None
    # "3 huyện Cầu Kè, Trà Cú và thị xã Duyên Hải" counts two kinds of places together or not.
    kinds = {_kind(text, place) for place in items.places} - {""}
    return items if kinds <= {claim.unit.base} else None


def _kind(text: str, place: tuple[int, int]) -> str:
    letters = text[place[0] : place[1]]
    return _BEFORE_NAME.split(letters, maxsplit=1)[0] if letters[0].islower() else ""


def announced(text: Counts, claim: Claim) -> int | None:
    """Where the list begins that the words after a count announce, None when they announce none of its own."""
    whole = text.text(claim.piece)
    reach = whole[claim.end : claim.end + _REACH]
    stop = _STOP.search(reach)
    phrase = reach[: stop.start()] if stop else reach
    told = any_of("announcing").search(phrase)
    if told is not None and not (stop and stop[0] == ":" and stop.start() - told.end() < 20):
        end = claim.end + told.end()
        phrase = phrase[: told.start()]
    elif stop is not None and stop[0] == ":":
        end = claim.end + stop.end()
    else:
        return None
    if any_of("examples").search(phrase) or any_of("turning").search(phrase):
        return None
    if text.between(claim.piece, claim.end, end) or _lists_places(phrase, claim):
        return None
    begin = _OPENING.match(whole, end)
    start = begin.end() if begin else end
    if whole[start - 1] == "(" and lists.MARK.match(whole, start - 1):
        start -= 1
    return None if any_of("examples").match(whole, start) else start


def _lists_places(phrase: str, claim: Claim) -> bool:
    """ "05 chuyến bán hàng lưu động tại các huyện: …" names the districts, not the trips: some went where another did."""
    found = _AT_PLACES.search(fold(phrase))
    return found is not None and not found["noun"].startswith(noun_of(claim))


_AT_PLACES: Final = pattern(
    r"(?<!\p{L})(?:tại|ở|trên|thuộc|đến|về|cho|của|với|từ|giữa|trong|qua|sang)\s+(?:địa\s+bàn\s+)?(?:\p{L}+\s+)?(?:các|những|một\s+số)\s+"
    r"(?P<noun>(?:huyện|thị\s+xã|thành\s+phố|tỉnh|quận|xã|phường|thị\s+trấn|địa\s+phương|địa\s+bàn|nước|quốc\s+gia|thị\s+trường|khu\s+vực|cửa\s+khẩu|chợ)(?!\p{L})[^:]{0,60})\s*\Z"
)


def _announced_names(text: str, start: int) -> Items | None:
    items = lists.names(text, start)
    return items if items and _CLOSED.match(text, items.places[-1][1]) else None


def in_bracket(text: Counts, claim: Claim) -> Found | None:
    """ "10 nước (Nhật Bản, Hàn Quốc …)": only names or items, nothing that explains."""
    whole = text.text(claim.piece)
    reach = whole[claim.end : claim.end + 80]
    stop = _NEXT_STOP.search(reach)
    if stop is None or stop[0] != "(" or text.between(claim.piece, claim.end, claim.end + stop.start()):
        return None
    start = claim.end + stop.end()
    end = whole.find(")", start, start + 600)
    if lists.MARK.match(whole, start - 1):
        items = lists.numbered(whole, start - 1)
        return Found(items, claim.piece, items.sure) if items else None
    if end < 0:
        return None
    opening = _INTO_BRACKET.match(whole, start)
    start = opening.end() if opening else start
    if any_of("examples").match(whole, start) or lists.unfinished(whole[start:end]):
        return None
    if lists.MARK.match(whole, start):
        items = lists.numbered(whole, start)
    elif ";" in whole[start:end]:
        items = lists.semicolons(whole, start, end)
    else:
        items = lists.names(whole, start)
        items = items if items and _FORMER.fullmatch(whole, items.places[-1][1], end) else None
    return Found(items, claim.piece, items.style != "names") if items else None


_FORMER: Final = regex.compile(r"\s*(?:\(?(?:cũ|trước\s+đây)\)?)?\s*")
"""What may stand behind the last of some names in brackets: places that are no more."""


def below(text: Counts, claim: Claim) -> Found | None:
    """The list block under a sentence that ends in a colon."""
    pieces = text.understanding.reading.pieces
    whole = text.text(claim.piece).rstrip()
    if not whole.endswith(":") or announced(text, claim) != len(whole):
        return None
    own = pieces[claim.piece]
    found: list[int] = []
    for index in range(claim.piece + 1, min(len(pieces), claim.piece + 4 * _LARGEST)):
        piece = pieces[index]
        if piece.kind == "note" or (found and piece.level > pieces[found[0]].level and piece.kind == "item"):
            continue
        same = not found or (piece.level, piece.marker[-1:]) == (
            pieces[found[0]].level,
            pieces[found[0]].marker[-1:],
        )
        if piece.kind != "item" or not same:
            break
        found.append(index)
    if len(found) < 2 or (own.kind == "item" and own.level >= pieces[found[0]].level):
        return None
    marked = pieces[found[0]].marker not in ("-", "+", "*", "•")
    if not marked and len(found) > claim.value:
        return None
    last = pieces[found[-1]]
    if lists.unfinished(last.text):
        return None
    places = ((0, max(1, len(pieces[found[0]].text.rstrip()))),) * len(found)
    return Found(Items(places, "bullets", True), found[0], marked)


def in_note(text: Counts, claim: Claim) -> Found | None:
    """The footnote whose mark stands next after the count."""
    piece = text.understanding.reading.pieces[claim.piece]
    mark = next((one for one in piece.marks if one.at >= claim.end - 1), None)
    if mark is None or mark.at - claim.end > _REACH:
        return None
    phrase = piece.text[claim.end : mark.at]
    if (
        _STOP.search(phrase)
        or any_of("turning").search(phrase)
        or text.between(claim.piece, claim.end, mark.at)
    ):
        return None
    index = text.note(mark.number, claim.piece)
    return _note_items(text, index, claim) if index is not None else None


def _note_items(text: Counts, index: int, claim: Claim) -> Found | None:
    """The items of a footnote, when they are things of the kind counted."""
    whole = text.text(index)
    head = HEAD.match(whole)
    start = head.end() if head else 0
    own = text.counts.get(index, [])
    if own and own[0].start < 12 and own[0].end <= start:
        return None  # the note states its own count; the two are compared in `_from_notes`
    if any_of("examples").search(whole, 0, start) or any_of("examples").match(whole, start):
        return None
    if numbered := lists.numbered(whole, start):
        return Found(numbered, index, numbered.sure)
    if held := places_in(whole, claim.unit.base):
        return Found(held, index, held.sure)
    items = lists.semicolons(whole, start)
    if items is None or _end_of(items) < len(whole.rstrip(" .;/")):
        return None
    if begins_with_digit(whole, items.places[0]):
        counted = Found(items, index, True)
        return counted if parts_of(text, claim, counted) else None
    begins = {first_words(whole, place) for place in items.places}
    noun = noun_of(claim)
    alike = len(begins) == 1 or all(first_words(whole, place, 3).startswith(noun) for place in items.places)
    return Found(items, index, True) if alike else None


def places_in(note: str, noun: str) -> Items | None:
    """The places of a kind that a note groups by what holds them, when its head or they themselves name the kind:
    "Các xã: A, B - huyện X; xã C, huyện Y", "Gồm huyện X: xã A, xã B; huyện Y: xã C"."""
    head = HEAD.match(note)
    named = head and _ALL_OF.search(fold(head["head"]))
    if (
        head
        and named
        and named["noun"].startswith(noun)
        and (found := lists.grouped(note, head.end(), len(note)))
    ):
        return found
    opening = _INTO_GROUPS.match(note)
    found = lists.grouped(note, opening.end() if opening else 0, len(note))
    if found is None or not all(fold(note[start:end]).startswith(f"{noun} ") for start, end in found.places):
        return None
    return found


def _end_of(items: Items) -> int:
    return items.places[-1][1]


def begins_with_digit(text: str, place: tuple[int, int]) -> bool:
    return place[0] < len(text) and text[place[0]].isdigit()


def noun_of(claim: Claim) -> str:
    return fold(claim.unit.base)


def parts_of(text: Counts, claim: Claim, found: Found) -> list[Claim]:
    """The counts that begin the items, when each item begins with one of the kind counted.

    Items that seem to tell of something else still belong to the sum as long as they begin so.
    """
    if found.items.style not in ("semicolons", "numbered"):
        return []
    places = [*found.items.places, *found.items.rest]
    ends = [*(place[0] for place in places[1:]), len(text.text(found.piece))]
    parts: list[Claim] = []
    for place, end in zip(places, ends, strict=True):
        inside = text.between(found.piece, place[0], end)
        if not inside or inside[0].start - place[0] > _BEFORE_PART or not _alike(inside[0], claim):
            break
        parts.append(inside[0])
    return parts if len(parts) >= max(2, len(found.items)) else []


def _alike(part: Claim, claim: Claim) -> bool:
    if part.role not in ("count", "level") or part.decimals or part.unit.exponent:
        return False
    mine, whole = set(part.unit.base.split(", ")), set(claim.unit.base.split(", "))
    return part.unit.base == claim.unit.base or bool(mine & whole)
