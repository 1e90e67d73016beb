"""Which numbers of a text could be the operands of an arithmetic: how near they stand, what they count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

import regex

from congthuong.core.audit import intervals, slips
from congthuong.core.audit.model import Claim, Understanding
from congthuong.core.audit.rules import around
from congthuong.core.quantities import Interval, Unit
from congthuong.core.quantities.units import count_nouns, fold

BACK: Final = 60
"""Numbers before a result among which its operands are sought."""
AHEAD: Final = 4
NEAR_PIECES: Final = 3
_WORD: Final = regex.compile(r"[\p{L}\p{M}]+")
_PERSONS: Final = frozenset(
    ["người", "em", "học", "học sinh", "học viên", "lao động", "lượt", "lượt người", "khách", "lượt khách", "bệnh nhân", "công nhân", "hộ viên", "thành viên", "nhân khẩu", "công chức", "viên chức", "cán bộ", "nhân viên", "giáo viên"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Operand:
    """A number that could be an operand: how far it stands (0 in the same sentence, 1 piece, 2 near pieces, 3
    further), how well it is named (0 by its unit or noun, 1 by the words around it, 2 not at all), and how many
    numbers lie between."""

    claim: Claim
    reach: int
    named: int
    away: int


class Row:
    """The claims of a text in reading order, with what stands around each."""

    def __init__(self, text: Understanding) -> None:
        self.text = text
        self.claims = text.claims
        self.at = {claim.id: place for place, claim in enumerate(text.claims)}
        self.sentence = {
            claim.id: (one.piece, one.sentence) for one in text.statements for claim in one.claims
        }
        self._places = [self.sentence.get(claim.id) for claim in text.claims]
        self.stages: dict[str, str] = {}
        self.gaps: dict[str, str] = {}
        self._sentences: dict[str, str] = {}
        self._begins: dict[str, int] = {}

    def around(
        self, result: Claim, *, back: int = BACK, ahead: int = AHEAD, over: int = 0
    ) -> list[tuple[Claim, int, int]]:
        """The claims around a result, the nearest first, with their reach and how many numbers lie between.

        Those after it are of its piece, or at most `over` pieces on.
        """
        here, claims, sentences = self.at[result.id], self.claims, self._places
        own, piece = sentences[here], result.piece
        found: list[tuple[int, int, int]] = []
        for place in range(max(0, here - back), min(len(claims), here + ahead + 1)):
            apart = piece - claims[place].piece
            if place == here or (place > here and -apart > over):
                continue
            if not apart:
                reach = 0 if sentences[place] == own else 1
            else:
                reach = 2 if -NEAR_PIECES <= apart <= NEAR_PIECES else 3
            found.append((reach, here - place if place < here else place - here + 2, place))
        found.sort()
        return [(claims[place], reach, away) for reach, away, place in found]

    def reach(self, claim: Claim, result: Claim) -> int:
        if self.sentence.get(claim.id) == self.sentence.get(result.id):
            return 0
        if claim.piece == result.piece:
            return 1
        return 2 if abs(result.piece - claim.piece) <= NEAR_PIECES else 3

    def apart(self, *claims: Claim) -> int:
        """How much more could have been tried: 1 for numbers of one sentence, more where they stand apart."""
        return 1 if len({self.sentence.get(claim.id) for claim in claims}) == 1 else 2

    def sentence_text(self, claim: Claim) -> str:
        if claim.id not in self._sentences:
            words = self.text.piece_of(claim).text
            first, last = around.sentence(words, claim.start, claim.end)
            self._sentences[claim.id] = words[first:last]
        return self._sentences[claim.id]

    def before(self, claim: Claim, reach: int = 160) -> str:
        """The text of the claim's sentence up to the number, from its last semicolon on."""
        words = self.text.piece_of(claim).text
        if claim.id not in self._begins:
            first, _ = around.sentence(words, claim.start, claim.end)
            self._begins[claim.id] = max(first, words.rfind(";", 0, claim.start) + 1)
        return words[max(self._begins[claim.id], claim.start - reach) : claim.start]


def row_of(text: Understanding) -> Row:
    """The row of a text's claims, laid out once for all rules."""
    return text.once(_row)[0]


def _row(text: Understanding) -> Iterator[Row]:
    yield Row(text)


def noun_of(claim: Claim) -> str:
    """What the number counts, folded: its unit and the words after it."""
    return _noun(claim.unit.base, claim.tail)


@lru_cache(maxsize=8192)
def _noun(base: str, tail: str) -> str:
    return fold(f"{base} {tail}")[:60].strip(" .,;:()")


ANYTHING: Final = "đơn vị"
_EVENTS: Final = frozenset(
    ["vụ", "vụ việc", "vụ cháy", "vụ tai nạn", "vụ vi phạm", "sự cố", "ca", "đám cháy"]
)


def said_generally(first: Unit, second: Unit) -> bool:
    """Whether one of two nouns stands for the other: "47 sự cố, giảm 12 vụ", "64 doanh nghiệp, nhiều hơn Tết trước 13 đơn vị"."""
    if not (first.is_count and second.is_count) or first.exponent or second.exponent:
        return False
    return ANYTHING in (first.base, second.base) or (first.base in _EVENTS and second.base in _EVENTS)


def other_things_after(row: Row, last: Claim) -> Claim | None:
    """The count that ends a row under a noun of its own: "47 đơn vị …, 15 đơn vị khai thác đá và 12 trạm nạp khí"."""
    at = row.at[last.id] + 1
    if at >= len(row.claims) or not last.unit.is_count:
        return None
    following = row.claims[at]
    if not following.unit.is_count or following.unit == last.unit or row.reach(last, following):
        return None
    between = row.text.piece_of(last).text[last.end : following.start]
    return following if _AND_THEN.fullmatch(between) else None


_AND_THEN: Final = regex.compile(r"[^,;.:()0-9]*(?<!\p{L})và\s+(?:[^,;.:()0-9]{0,40}\s)?")


def is_measure(unit: Unit) -> bool:
    return bool(unit.base) and unit.base not in count_nouns() and "/" not in unit.base


def begins_alike(first: str, second: str) -> bool:
    """Whether one folded phrase begins with the other: cụm, cụm công nghiệp."""
    if not first or not second:
        return False
    return first == second or first.startswith(second + " ") or second.startswith(first + " ")


def counts(claim: Claim, noun: str) -> int:
    """How well a claim is named as a number of `noun`: 0, 1 or 2 as in `Operand`."""
    own = noun_of(claim)
    plain = own.removeprefix("lượt ") if own.startswith("lượt ") else own
    if begins_alike(own, noun) or begins_alike(plain, noun) or begins_alike(own, noun.removeprefix("lượt ")):
        return 0
    if noun in _PERSONS and (own in _PERSONS or own.split(" ")[0] in _PERSONS):
        return 1
    return 2


@cache
def letters(words: str) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(words)))


def named_around(claim: Claim, subject: str, noun: str) -> bool:
    """Whether the words before a number name what it counts: "Tổng số học sinh là 24.816 em"."""
    wanted = letters(noun)
    return bool(wanted) and wanted <= letters(f"{claim.lead} {subject}")


def in_unit(claim: Claim, unit: Unit, *, printed: bool = False) -> Interval:
    """The claim in a unit; things counted by another noun are taken as they are.

    Trailing zeros are taken for rounding only where that leaves the number what it says: 1.000 is not 500 to 1.500.
    """
    loose = claim.loose.high - claim.loose.low <= abs(claim.value) / 10
    if intervals.alike(claim.unit, unit):
        return intervals.exact(claim, unit) if printed else intervals.within(claim, unit, loose=loose)
    interval = intervals.exactly(claim.value) if printed else claim.loose if loose else claim.interval
    shift = claim.unit.exponent - unit.exponent
    return Interval(interval.low.scaleb(shift), interval.high.scaleb(shift))


def digits(claim: Claim) -> int:
    """How many digits of the printed number carry weight."""
    whole = str(abs(int(claim.value.scaleb(claim.decimals))))
    return len(whole if claim.decimals else whole.rstrip("0") or "0")


def plausible(computed: Decimal, stated: Decimal, wanted: Iterable[tuple[Claim, Interval | None]]) -> bool:
    """Whether a miss looks like a slip: off by less than half and half again, or one slip of some operand away."""
    if stated and Decimal("0.5") < computed / stated < Decimal("1.9"):
        return True
    return any(
        need is not None
        and slips.near_slip(claim, intervals.widened(need, intervals.last_place(claim) / 2)) is not None
        for claim, need in wanted
    )
