"""A stated count against the things listed after it: in its sentence, its bracket, its list below or its footnote.

A list of examples proves nothing, and neither does one that goes on: both are passed over in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import regex

from congthuong.core.audit.model import Claim, Relation, Span, Understanding, Verdict
from congthuong.core.audit.rules import lists
from congthuong.core.audit.rules.around import sentence
from congthuong.core.audit.rules.listed_after import (
    Counts,
    Found,
    announced,
    begins_with_digit,
    below,
    in_bracket,
    in_note,
    in_sentence,
    noun_of,
    parts_of,
    places_in,
)
from congthuong.core.audit.rules.lists import Items, first_words
from congthuong.core.audit.rules.movements import moved_of_all
from congthuong.core.quantities.units import fold

_MOVED: Final = regex.compile(
    r"\s*(?:sản\s+phẩm\s+|mặt\s+hàng\s+|ngành\s+)?(?P<way>tăng|giảm)(?!\p{L})", regex.I
)
_INNER: Final = regex.compile(r",\s+(?:và\s+)?|\s+và\s+", regex.I)


def counts_of_lists(understanding: Understanding) -> Iterator[Relation]:
    """Every count with the list that is its own."""
    text = Counts.of(understanding)
    for piece, claims in text.counts.items():
        for claim in claims:
            found = (
                in_sentence(text, claim)
                or in_bracket(text, claim)
                or below(text, claim)
                or in_note(text, claim)
            )
            if found is not None:
                yield from _compared(text, claim, found)
        yield from _from_notes(text, piece)


def _from_notes(text: Counts, piece: int) -> Iterator[Relation]:
    """Counts told by what their note names, wherever its mark stands: "…12, tiêu chí 4 … cho 08 xã", "12 Các xã: …"."""
    taken: set[str] = set()
    for mark in text.understanding.reading.pieces[piece].marks:
        index = text.note(mark.number, piece)
        if index is None or index == piece:
            continue
        yield from _restated(text, piece, mark.at, index)
        claim = _named_by(text, piece, mark.at, index, taken)
        found = places_in(text.text(index), claim.unit.base) if claim else None
        if claim is not None and found is not None:
            taken.add(claim.id)
            yield from _compared(text, claim, Found(found, index, found.sure))


def _named_by(text: Counts, piece: int, at: int, index: int, taken: set[str]) -> Claim | None:
    """The count of the sentence that a note of places belongs to: the last before its mark that no other note has
    taken, else the first after it."""
    first, last = sentence(text.text(piece), at, at)
    near = [one for one in text.counts.get(piece, []) if first <= one.start < last and one.id not in taken]
    alike = [one for one in near if places_in(text.text(index), one.unit.base)]
    before = [one for one in alike if one.start < at]
    return before[-1] if before else next(iter(alike), None)


def _restated(text: Counts, piece: int, at: int, index: int) -> Iterator[Relation]:
    """The counts of a sentence that its note states again: "9 sản phẩm tăng" and "Chín sản phẩm tăng: (1) …"."""
    whole = text.text(piece)
    begin = max(whole.rfind(". ", 0, at), whole.rfind("; ", 0, at), 0)
    before = [one for one in text.counts.get(piece, []) if begin <= one.start < at]
    for own in text.counts.get(index, []):
        way = _MOVED.match(text.text(index), own.end)
        if announced(text, own) is None or (way is None and own.start > 12):
            continue
        same = [
            one
            for one in before
            if one.unit == own.unit and _way(whole, one) == (way["way"].lower() if way else "")
        ]
        if len(same) != 1:
            continue
        claim = same[0]
        verdict: Verdict = "consistent" if claim.value == own.value else "contradiction"
        yield Relation(
            "count-of-list",
            verdict,
            (own.id, claim.id),
            f"{claim.text} = {own.text}" if verdict == "consistent" else f"{claim.text} ≠ {own.text}",
            f"Câu ghi «{claim.text}» nhưng chú thích của nó ghi «{own.text}». Hãy xem lại hai số.",
        )


def _way(text: str, claim: Claim) -> str:
    found = _MOVED.match(text, claim.end)
    return found["way"].lower() if found else ""


def _compared(text: Counts, claim: Claim, found: Found) -> Iterator[Relation]:
    parts = parts_of(text, claim, found)
    if parts:
        yield from _summed(claim, parts)
        return
    if _divides(text, claim, found):
        return
    whole = text.text(found.piece)
    stated, listed = int(claim.value), len(found.items)
    named = _of_the_noun(text, claim, found)
    if stated in (listed, named, listed + len(found.items.rest)):
        listed = stated
    elif found.items.style == "semicolons" and _may_be(whole, found.items, stated, noun_of(claim)):
        return
    shown = found.items.detail or str(listed)
    equals = f"{shown} = {listed}" if found.items.detail and " " in shown else str(listed)
    noun = claim.unit.base
    if stated == listed:
        yield Relation("count-of-list", "consistent", (claim.id,), f"kể ra {equals} {noun}, ghi {claim.text}")
        yield from _moved(text, claim, found)
        return
    certain = found.certain and not (found.items.style == "numbered" and not found.items.sure)
    yield Relation(
        "count-of-list",
        "contradiction" if certain else "suspicious",
        (claim.id,),
        f"kể ra {equals} {noun} ≠ {claim.text}",
        f"Ghi «{claim.text}» nhưng kể ra {listed}. Hãy đếm lại hoặc bổ sung danh sách.",
        f"{listed:02d}",
        _place(text, found),
    )


def _divides(text: Counts, claim: Claim, found: Found) -> bool:
    """Whether the items say how many of the things each is: "hàng cấm 9 vụ; hàng giả 6 vụ". Sums are `sums.py`'s."""
    if found.items.style == "bullets":
        return False
    ends = [*(place[0] for place in found.items.places[1:]), found.items.places[-1][1]]
    for place, end in zip(found.items.places, ends, strict=True):
        inside = text.between(found.piece, place[0], end)
        if any(one.unit == claim.unit and one.role in ("count", "level") for one in inside):
            return True
    return False


def _of_the_noun(text: Counts, claim: Claim, found: Found) -> int:
    """How many of the items before the first other word begin with the noun counted."""
    whole, noun = text.text(found.piece), noun_of(claim)
    count = 0
    for place in found.items.places:
        if not first_words(whole, place, 4).startswith(noun):
            break
        count += 1
    return count


_DIGIT: Final = regex.compile(r"[0-9]")


def _may_be(text: str, items: Items, stated: int, noun: str) -> bool:
    """Whether the count fits when the list is cut otherwise: at "và" or commas before another name or the noun."""
    if any(begins_with_digit(text, place) for place in items.places):
        return True
    more = 0
    for place in items.places:
        for found in _INNER.finditer(text, *place):
            follows = text[found.end() : found.end() + 40]
            # "gạo 575.000 USD và cà phê 383.000 USD": two items with a figure each.
            figures = _DIGIT.search(text, place[0], found.start()) and _DIGIT.search(
                text, found.end(), place[1]
            )
            more += follows[:1].isupper() or fold(follows).startswith(noun) or bool(figures)
    return len(items) < stated <= len(items) + more


def _place(text: Counts, found: Found) -> tuple[Span, ...]:
    first, last = found.items.places[0][0], found.items.places[-1][1]
    return (text.understanding.span(found.piece, first, last),)


def _summed(claim: Claim, parts: Sequence[Claim]) -> Iterator[Relation]:
    total = sum((part.value for part in parts), Decimal(0))
    verdict: Verdict = "consistent" if total == claim.value else "contradiction"
    sign = "=" if verdict == "consistent" else "≠"
    added = " + ".join(str(part.value) for part in parts)
    yield Relation(
        "count-of-parts",
        verdict,
        (*(part.id for part in parts), claim.id),
        f"{added} = {total} {sign} {claim.value} {claim.unit.base}".replace(
            f"= {total} = {claim.value}", f"= {total}"
        ),
        f"Ghi «{claim.text}» nhưng các mục kể ra cộng lại là {total}. Hãy xem lại số chung và từng mục.",
        f"{total:02f}".rstrip("0").rstrip(".") if total % 1 else f"{int(total):02d}",
    )


def _moved(text: Counts, claim: Claim, found: Found) -> Iterator[Relation]:
    """Each item of "chín sản phẩm tăng: …" says that it rose."""
    way = _way(text.text(claim.piece), claim)
    if not way or found.items.style not in ("semicolons", "numbered"):
        return
    starts = [place[0] for place in found.items.places]
    last = found.items.places[-1][1]
    if found.items.style == "numbered":
        last = lists.sentence_end(text.text(found.piece), last)
    wanted = "up" if way == "tăng" else "down"
    changes: list[Claim] = []
    for start, end in zip(starts, [*starts[1:], last], strict=True):
        inside = [
            one for one in text.between(found.piece, start, end) if one.role == "change" and one.direction
        ]
        if not inside:
            return
        changes.append(inside[-1])
    wrong = [one for one in changes if one.direction not in (wanted, "same")]
    ids = tuple(one.id for one in changes)
    if not wrong:
        yield Relation("count-of-movements", "consistent", (*ids, claim.id), f"{len(changes)} mục đều {way}")
        return
    yield Relation(
        "count-of-movements",
        "contradiction",
        (*(one.id for one in wrong), claim.id),
        f"{len(changes) - len(wrong)} mục {way} ≠ {claim.text} {way}",
        f"Ghi «{claim.text} {way}» nhưng trong danh sách có mục ghi ngược lại: «{wrong[0].span.text}». "
        "Hãy xem lại mục ấy hoặc hai số đếm.",
    )


RULES = (counts_of_lists, moved_of_all)
