"""Footnotes and cross-references: each mark has its note, each note its mark, and what is pointed to exists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import regex

from congthuong.core.audit.model import Finding, Span, Understanding
from congthuong.core.document.reading import NoteMark

_MANY: Final = 20
_FEW: Final = 3
"""What only one or two marks do is no habit of the report."""
_REFERENCE: Final = regex.compile(
    r"(?<![\p{L}])(?P<kind>(?i:phụ lục|phụ biểu|biểu|bảng|hình|biểu đồ|chú thích))\s+(?:(?i:số)\s+)?(?P<number>[0-9]{1,2}|[IVX]{1,5})"
    r"(?![0-9\p{L}]|[.,/-][0-9A-ZĐ])"
)
_DEFINES: Final = regex.compile(
    r"\s*(?P<kind>(?i:phụ lục|phụ biểu|biểu|bảng|hình|biểu đồ))\s+(?:(?i:số)\s+)?(?P<number>[0-9]{1,2}|[IVX]{1,5})\s*(?:[.:–-]|\Z|\()"
)
_SECTION: Final = regex.compile(
    r"(?i:tại|ở|theo|xem|nêu\s+tại|nói\s+tại)\s+(?i:mục|phần|điểm)\s+(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2}){1,3})(?![0-9]|\.[0-9])"
)
_ELSEWHERE: Final = regex.compile(
    r"(?i:của|ban\s+hành|kèm\s+theo|nghị\s+định|nghị\s+quyết|quyết\s+định|thông\s+tư|luật|chỉ\s+thị|kế\s+hoạch|công\s+văn|đề\s+án|"
    r"quy\s+định|văn\s+bản|quy\s+chuẩn|tiêu\s+chuẩn|điều|khoản|tờ\s+trình|kết\s+luận|hợp\s+đồng|nhóm)"
)
_CLAUSE_END: Final = regex.compile(r"[;.)]")
_DECIMAL: Final = regex.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})+")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark and the piece that it stands in; `own` inside the note of its number."""

    piece: int
    mark: NoteMark
    own: bool


def footnotes(understanding: Understanding) -> Iterator[Finding]:
    """Marks without a note, notes without a mark, marks in their own note, marks set twice."""
    reading = understanding.reading
    notes = [
        (index, piece.note)
        for index, piece in enumerate(reading.pieces)
        if piece.kind == "note" and piece.note
    ]
    numbers = [number for _, number in notes]
    if not notes or len(set(numbers)) < len(numbers):
        return  # no footnotes, or numbers that begin again on each page
    marks = [
        _Mark(index, mark, piece.kind == "note" and piece.note == mark.number)
        for index, piece in enumerate(reading.pieces)
        for mark in piece.marks
    ]
    yield from _without_note(understanding, marks, frozenset(numbers))
    yield from _without_mark(understanding, marks, notes)
    yield from _in_itself(understanding, marks)
    yield from _twice(understanding, marks)
    yield from _in_brackets(understanding, marks)


def _without_note(
    understanding: Understanding, marks: list[_Mark], numbers: frozenset[str]
) -> Iterator[Finding]:
    """Only marks that go on from their neighbours: other small digits may be no marks at all."""
    outer = [one for one in marks if not one.own and one.mark.number.isdigit()]
    for at, one in enumerate(outer):
        before = int(outer[at - 1].mark.number) if at else 0
        if one.mark.number not in numbers and int(one.mark.number) == before + 1 and len(numbers) >= 2:
            message = f"Có dấu gọi chú thích {one.mark.number} nhưng không có chú thích {one.mark.number}. Hãy bổ sung chú thích hoặc bỏ dấu."
            yield Finding("note-without-text", "drafting", message, "", (_span(understanding, one),))


def _without_mark(
    understanding: Understanding, marks: list[_Mark], notes: list[tuple[int, str]]
) -> Iterator[Finding]:
    called = {one.mark.number for one in marks if not one.own}
    uncalled = [(index, number) for index, number in notes if number not in called]
    if len(called) < 2 or len(uncalled) > len(called):
        return  # the reader did not see the marks of this file
    for index, number in uncalled[:_MANY]:
        if _printed(understanding, number):
            continue
        message = f"Chú thích {number} không được gọi ở chỗ nào trong bài. Hãy đặt dấu gọi hoặc bỏ chú thích."
        text = understanding.reading.pieces[index].text
        span = understanding.span(index, 0, min(len(text), 40))
        yield Finding("note-without-mark", "drafting", message, "", (span,))


def _printed(understanding: Understanding, number: str) -> bool:
    """Whether the number stands somewhere as a mark that the reader did not take for one: glued or in brackets."""
    shape = regex.compile(
        rf"(?:[\p{{L}})\]”\"]|(?:19|20)[0-9]{{2}}|,|\s\()\s?{regex.escape(number)}(?![0-9.,%/])"
    )
    return any(shape.search(piece.text) for piece in understanding.reading.pieces)


def _in_itself(understanding: Understanding, marks: list[_Mark]) -> Iterator[Finding]:
    """Once for each note, with all its marks."""
    inside: dict[str, list[_Mark]] = {}
    for one in marks:
        if one.own:
            inside.setdefault(one.mark.number, []).append(one)
    for number, found in inside.items():
        message = f"Dấu gọi chú thích {number} nằm trong chính chú thích {number}. Hãy bỏ dấu ấy."
        spans = tuple(_span(understanding, one) for one in found)
        yield Finding("note-mark-in-itself", "drafting", message, "", spans)


def _twice(understanding: Understanding, marks: list[_Mark]) -> Iterator[Finding]:
    by_number: dict[str, list[_Mark]] = {}
    for one in marks:
        if not one.own:
            by_number.setdefault(one.mark.number, []).append(one)
    for number, found in by_number.items():
        if len(found) > 1:
            message = f"Dấu gọi chú thích {number} đặt ở {len(found)} chỗ. Hãy kiểm tra số của từng dấu."
            spans = tuple(_span(understanding, one) for one in found)
            yield Finding("note-mark-twice", "drafting", message, "", spans)


def _in_brackets(understanding: Understanding, marks: list[_Mark]) -> Iterator[Finding]:
    outer = [one for one in marks if not one.own]
    bracketed = [one for one in outer if "(" in _span(understanding, one).text]
    if not bracketed or len(bracketed) * _FEW > len(outer):
        return
    for one in bracketed:
        message = (
            f"Dấu gọi chú thích {one.mark.number} viết trong ngoặc, khác các dấu còn lại, dễ đọc nhầm là dấu thứ tự. "
            "Hãy viết như các dấu kia."
        )
        yield Finding("note-mark-brackets", "drafting", message, "", (_span(understanding, one),))


def _span(understanding: Understanding, one: _Mark) -> Span:
    """The mark as printed, with brackets that stand around it."""
    reading = understanding.reading
    start, end = one.mark.start, one.mark.end
    if reading.text[start - 1 : start] == "(" and reading.text[end : end + 1] == ")":
        start, end = start - 1, end + 1
    return Span(start, end, reading.line_at(start), reading.pieces[one.piece].page, reading.text[start:end])


def references(understanding: Understanding) -> Iterator[Finding]:
    """ "phụ lục 3" in a report with two, "mục 2.4" in one whose part 2 ends at 2.3."""
    pieces = understanding.reading.pieces
    defined = _defined(understanding)
    sections = {found[0] for piece in pieces if (found := _DECIMAL.match(piece.marker))}
    siblings = Counter(one.rpartition(".")[0] for one in sections)
    for index, piece in enumerate(pieces):
        for found in _REFERENCE.finditer(piece.text):
            numbers = defined.get(found["kind"].lower(), frozenset())
            if len(numbers) < 2 or found["number"] in numbers or not _same_script(found["number"], numbers):
                continue
            if not _points_elsewhere(piece.text, found.end()):
                yield _dangling(understanding, index, found)
        for found in _SECTION.finditer(piece.text):
            parent = found["number"].rpartition(".")[0]
            known = found["number"] in sections or siblings[parent] < 2
            if not known and not _points_elsewhere(piece.text, found.end()):
                yield _dangling(understanding, index, found)


def _defined(understanding: Understanding) -> dict[str, frozenset[str]]:
    """The numbers that headings, captions and short lines give to annexes, tables and figures, by their kind."""
    found: dict[str, set[str]] = {}
    for piece in understanding.reading.pieces:
        if piece.kind == "note" and piece.note:
            found.setdefault("chú thích", set()).add(piece.note)
        opening = _DEFINES.match(piece.text)
        if opening and piece.kind not in ("note", "item", "cell"):
            found.setdefault(opening["kind"].lower(), set()).add(opening["number"])
    return {kind: frozenset(numbers) for kind, numbers in found.items()}


def _same_script(number: str, numbers: frozenset[str]) -> bool:
    return all(one.isdigit() == number.isdigit() for one in numbers)


def _points_elsewhere(text: str, end: int) -> bool:
    """Whether the words after it say that another document is meant."""
    stop = _CLAUSE_END.search(text, end, end + 40)
    return _ELSEWHERE.search(text, end, stop.start() if stop else end + 40) is not None


def _dangling(understanding: Understanding, index: int, found: regex.Match[str]) -> Finding:
    words = " ".join(found[0].split())
    message = f"Dẫn «{words}» nhưng báo cáo không có chỗ ấy. Hãy kiểm tra số hoặc bổ sung phần được dẫn."
    span = understanding.span(index, found.start(), found.end())
    return Finding("cross-reference", "drafting", message, "", (span,))


RULES = (footnotes, references)
