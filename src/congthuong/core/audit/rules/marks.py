"""Marks that count items stand in order, none missing and none twice: in a sentence, over a list, over headings.

Silent where a list may be another one: a list may begin again at its first mark, an inner list may interrupt an
outer one, "(1)" may name an item above or a column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import regex

from congthuong.core.audit.model import Finding, Understanding
from congthuong.core.audit.rules.numbering import Mark, gap, marks_of
from congthuong.core.document.reading import Piece

_RULE: Final = "enumeration"
_INLINE: Final = regex.compile(
    r"\([0-9]{1,2}\)|\([ivx]{1,4}\)"
    r"|(?<=(?:\A|[:;.,])\s{0,3})(?:[0-9]{1,2}\)|\(?[a-zđ]\))(?=\s?\p{L})"
)
_REFERRING: Final = regex.compile(
    r"(?i:điểm|khoản|mục|ý|công\s+thức|tại|theo|cột|dòng|nhóm|phần|bảng|biểu|mẫu|nêu|ở|từ|đến|chỉ\s+tiêu|số"
    r"|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|trừ|cộng|bằng)\s*\Z"
)
_OPERATOR_BEFORE: Final = regex.compile(r"[=+×*/:÷<>]\s*\Z(?<!:\s*)|[=+×*/]\s*\Z")
_OPERATOR_AFTER: Final = regex.compile(r"\s*[=+×*/÷]")
_ITEM_BEFORE: Final = regex.compile(r"(?:\A|[;:.,])\s*\Z")
_LONGEST_LEAP: Final = 3
_DEEPEST: Final = 12
"""Lists inside one another: what lies deeper than this is forgotten, so odd text costs no more than good text."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A mark in the text of a piece."""

    mark: Mark
    start: int
    end: int


def marks_in_sentences(understanding: Understanding) -> Iterator[Finding]:
    """ "(1) …; (2) …; (4) …" inside one piece."""
    for index, piece in enumerate(understanding.reading.pieces):
        if piece.kind in ("cell", "signature") or ")" not in piece.text:
            continue
        placed = list(_inline(piece.text))
        for style in dict.fromkeys(one.mark.style for one in placed):
            same = [one for one in placed if one.mark.style == style]
            for run in _runs(piece.text, same):
                yield from _faults(understanding, index, run)


def _inline(text: str) -> Iterator[_Placed]:
    for found in _INLINE.finditer(text):
        before = text[max(0, found.start() - 14) : found.start()]
        if _REFERRING.search(before) or _OPERATOR_BEFORE.search(before):
            continue
        if _OPERATOR_AFTER.match(text, found.end()):
            continue
        for mark in marks_of(found[0]):
            yield _Placed(mark, found.start(), found.end())
            break


def _runs(text: str, placed: Sequence[_Placed]) -> list[list[_Placed]]:
    """The marks as the lists they count: each begins at its first mark and may hold a whole inner one."""
    open_runs: list[list[_Placed]] = []
    closed: list[list[_Placed]] = []
    for at, one in enumerate(placed):
        following = placed[at + 1] if at + 1 < len(placed) else None
        continued = next((run for run in reversed(open_runs) if gap(run[-1].mark, one.mark) == 1), None)
        if continued is not None:
            while open_runs[-1] is not continued:
                closed.append(open_runs.pop())
            continued.append(one)
        elif one.mark.first:
            if not open_runs or following is None or gap(one.mark, following.mark) == 1:
                open_runs.append([one])
                closed += open_runs[:-_DEEPEST]
                del open_runs[:-_DEEPEST]
        elif open_runs and _belongs(text, open_runs[-1], one, following):
            open_runs[-1].append(one)
    return closed + open_runs


def _belongs(text: str, run: Sequence[_Placed], one: _Placed, following: _Placed | None) -> bool:
    """Whether a mark out of order is one of this list all the same, and no reference or note."""
    last = run[-1]
    leap = gap(last.mark, one.mark)
    if len(run) > 1 and gap(run[-2].mark, last.mark) != 1 and gap(run[-2].mark, one.mark) == 1:
        return True  # the one before was the stray
    if leap is None:
        return False
    if following is not None and not following.mark.first:
        back = gap(last.mark, following.mark)
        return back in (1, 2) or gap(one.mark, following.mark) == 1
    return (
        0 <= leap <= _LONGEST_LEAP
        and _ITEM_BEFORE.search(text[max(0, one.start - 4) : one.start]) is not None
    )


def _faults(understanding: Understanding, index: int, run: Sequence[_Placed]) -> Iterator[Finding]:
    wrong = [at for at in range(1, len(run)) if gap(run[at - 1].mark, run[at].mark) != 1]
    if not wrong:
        return
    at = wrong[0]
    expected = run[at - 1].mark.after()
    if expected is None:
        return
    shown = ", ".join(one.mark.printed for one in run)
    spans = tuple(understanding.span(index, run[i].start, run[i].end) for i in wrong)
    message = (
        f"Thứ tự đánh số {shown} không liền nhau: sau {run[at - 1].mark.printed} phải là {expected.printed}, "
        f"không phải {run[at].mark.printed}. Hãy đánh lại số hoặc bổ sung ý còn thiếu."
    )
    yield Finding(_RULE, "drafting", message, "", spans, expected.printed)


@dataclass(slots=True)
class _List:
    """A list that is open over pieces: its last mark, where, how deep, and how many marks it has so far."""

    last: Mark
    piece: int
    kind: str
    level: int
    length: int


def marks_over_pieces(understanding: Understanding) -> Iterator[Finding]:
    """Headings and items: 2.1, 2.2, 2.4; I, II, IV; a), b), d)."""
    open_lists: list[_List] = []
    for index, piece in enumerate(understanding.reading.pieces):
        if piece.kind in ("note", "cell", "signature", "caption") or not piece.marker:
            continue
        candidates = tuple(marks_of(piece.marker))
        if not candidates:
            continue
        yield from _placed_in(understanding, open_lists, candidates, index)


def _placed_in(
    understanding: Understanding, open_lists: list[_List], candidates: Sequence[Mark], index: int
) -> Iterator[Finding]:
    piece = understanding.reading.pieces[index]
    for mark in candidates:
        continued = next((one for one in reversed(open_lists) if gap(one.last, mark) == 1), None)
        if continued is not None:
            _continue(open_lists, continued, mark, index, piece)
            return
    mark = next((one for one in candidates if one.first), candidates[0])
    if mark.first:
        open_lists.append(_List(_through(piece, mark), index, piece.kind, piece.level, 1))
        del open_lists[:-_DEEPEST]
        return
    yield from _broken(understanding, open_lists, mark, index)


def _continue(open_lists: list[_List], one: _List, mark: Mark, index: int, piece: Piece) -> None:
    while open_lists[-1] is not one:
        open_lists.pop()
    one.last, one.piece, one.length = _through(piece, mark), index, one.length + 1


def _through(piece: Piece, mark: Mark) -> Mark:
    """The last mark that the piece's own text goes on to: "(1) …; (2) …" in one item."""
    for placed in _inline(piece.text[piece.body :]):
        if gap(mark, placed.mark) == 1:
            mark = placed.mark
    return mark


def _broken(
    understanding: Understanding, open_lists: list[_List], mark: Mark, index: int
) -> Iterator[Finding]:
    """A mark that continues no open list: a finding when one list, and only one, can be meant."""
    alike = [one for one in open_lists if (one.last.style, one.last.parent) == (mark.style, mark.parent)]
    piece = understanding.reading.pieces[index]
    if len(alike) != 1 or (alike[0].kind, alike[0].level) != (piece.kind, piece.level):
        return
    one = alike[0]
    leap = gap(one.last, mark)
    expected = one.last.after()
    doubled = leap == 0 and one.length >= 2
    skipped = leap is not None and 2 <= leap <= _LONGEST_LEAP
    if expected is not None and (
        doubled or (skipped and not _printed_between(understanding, one.piece, index, expected))
    ):
        yield _told(understanding, one, mark, index, expected)
    if leap is not None and leap >= 0:
        _continue(open_lists, one, mark, index, piece)


def _printed_between(understanding: Understanding, first: int, last: int, expected: Mark) -> bool:
    """Whether the mark that seems missing stands inside the words between, where the reader did not see it."""
    label = regex.escape(f"{expected.parent}.{expected.label}" if expected.parent else expected.label)
    shape = regex.compile(rf"(?<![\p{{L}}0-9.,]){label}\s?[.)/:-]|(?<![\p{{L}}0-9.,]){label}\s+\p{{Lu}}")
    return any(shape.search(piece.text) for piece in understanding.reading.pieces[first : last + 1])


def _told(understanding: Understanding, one: _List, mark: Mark, index: int, expected: Mark) -> Finding:
    before = understanding.reading.pieces[one.piece]
    piece = understanding.reading.pieces[index]
    spans = (
        understanding.span(one.piece, 0, max(1, len(before.marker))),
        understanding.span(index, 0, max(1, len(piece.marker))),
    )
    message = (
        f"Đánh số không liền nhau: sau mục {one.last.printed} phải là {expected.printed}, không phải "
        f"{mark.printed}. Hãy đánh lại số hoặc bổ sung mục còn thiếu."
    )
    return Finding(_RULE, "drafting", message, "", spans, expected.printed)


RULES = (marks_in_sentences, marks_over_pieces)
