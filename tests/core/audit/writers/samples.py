"""Audits made by hand: what the readers and the rules would give, so that the writers are tested alone."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from congthuong.core.audit.model import (
    Audit,
    Claim,
    Finding,
    Relation,
    Role,
    Statement,
    Understanding,
    span_of,
    spans_of,
)
from congthuong.core.document.reading import CellPlace, FileKind, NoteMark, Piece, Reading
from congthuong.core.quantities import PERCENT, Interval, Period, Unit, unit_of

LINES = (
    "BÁO CÁO THỬ",
    "I. CÔNG NGHIỆP",
    "- Gạch nung ước đạt 1.240 nghìn viên, đạt 62,5% kế hoạch (2.000 nghìn viên).",
    "- Có 03 xã đạt chuẩn gồm: Xã Một, Xã Hai.",
    "- Cuối kỳ còn 1.420 nghìn viên.",
)


def reading_of(lines: Sequence[str], name: str = "bao-cao.txt", kind: FileKind = "txt") -> Reading:
    """One piece a line; offsets as a text reader would give them."""
    pieces, at = [], 0
    for number, line in enumerate(lines):
        origins = tuple(range(at, at + len(line) + 1))
        marker = "- " if line.startswith("- ") else ""
        what = (
            "title" if number == 0 else "heading" if line[:2].isupper() else "item" if marker else "paragraph"
        )
        pieces.append(Piece(what, line, origins, 1, int(bool(marker)), marker.strip(), len(marker)))  # type: ignore[arg-type]
        at += len(line) + 1
    return Reading(name, kind, "\n".join(lines), tuple(pieces), 1, ("Đã đoán bảng mã UTF-8.",))


def claim_of(
    reading: Reading, number: int, piece: int, text: str, value: str, unit: Unit, role: Role, statement: int
) -> Claim:
    start = reading.pieces[piece].text.index(text)
    exact = Decimal(value)
    exponent = exact.as_tuple().exponent
    assert isinstance(exponent, int)
    half = Decimal(5).scaleb(exponent - 1)
    low, high = exact - half, exact + half
    span = span_of(reading, reading.pieces[piece], start, start + len(text))
    return Claim(
        id=f"c{number}", role=role, text=text, value=exact, low=low, high=high, loose=Interval(low, high),
        unit=unit, decimals=-exponent, direction="", base="", qualifier="", lead="", tail="", piece=piece,
        start=start, end=start + len(text), span=span, statement=statement,
    )  # fmt: skip


def understood(
    reading: Reading, claims: Sequence[Claim], subjects: Sequence[tuple[str, int]]
) -> Understanding:
    """`subjects` are (subject, piece) of the statements, in order."""
    statements = tuple(
        Statement(index, subject, subject.lower(), Period.of("2020-H1"), "estimate", "",
                  tuple(one for one in claims if one.statement == index), None, "", piece, 0)
        for index, (subject, piece) in enumerate(subjects)
    )  # fmt: skip
    return Understanding(reading, tuple(claims), statements, 2020)


def sample_audit(lines: Sequence[str] = LINES) -> Audit:
    """One finding of each severity, one confirmed relation; a finding that names three places in two pieces."""
    reading = reading_of(lines)
    bricks, communes = unit_of("nghìn viên"), unit_of("xã")
    claims = (
        claim_of(reading, 1, 2, "1.240", "1240", bricks, "level", 0),
        claim_of(reading, 2, 2, "62,5%", "62.5", PERCENT, "attainment", 0),
        claim_of(reading, 3, 2, "2.000", "2000", bricks, "plan", 0),
        claim_of(reading, 4, 3, "03", "3", communes, "count", 1),
        claim_of(reading, 5, 4, "1.420", "1420", bricks, "level", 2),
    )
    known = understood(reading, claims, [("Gạch nung", 2), ("xã đạt chuẩn", 3), ("Gạch nung", 4)])
    relations = (
        Relation("attainment", "rounding", ("c1", "c3", "c2"), "1.240 / 2.000 = 62,0%, văn bản ghi 62,5%"),
        Relation("count", "contradiction", ("c4",), "kể 2, ghi 03"),
        Relation("repeat", "consistent", ("c3", "c5"), "2.000 = 2.000"),
    )
    findings = (
        Finding("count", "contradiction", "Ghi 03 xã nhưng kể ra 02 xã.", "Xã Một; Xã Hai: 2 ≠ 3",
                spans_of(known, ["c4"]), "02", ("c4",)),
        Finding("repeat", "suspicious", "1.420 hoặc 1.240: có thể đảo chữ số.", "1.420 ≠ 1.240",
                spans_of(known, ["c1", "c5"]), "1.240", ("c1", "c5")),
        Finding("attainment", "rounding", "Tỷ lệ lệch ở chữ số cuối.", "1.240 / 2.000 × 100 = 62,0",
                spans_of(known, ["c1", "c3", "c2"]), "62,0%", ("c1", "c3", "c2")),
        Finding("marks", "drafting", "Mục «I.» không có mục «II.».", "",
                (span_of(reading, reading.pieces[1], 0, 2),)),
    )  # fmt: skip
    return Audit(known, relations, findings)


def interrupted_reading() -> Reading:
    """A paragraph that a page's end and its footnote interrupt, and a table."""
    text = "Có 12 chợ1 được\n1 Chợ Một, Chợ Hai.\nnâng cấp 34 quầy.\nTên\tSố\nA\t56\n"
    end = text.index("\n")
    second = text.index("nâng")
    origins = (*range(9), *range(10, end), end, *range(second, second + len("nâng cấp 34 quầy.") + 1))
    note = text.index("1 Chợ")
    cells = [("Tên", 0, 0), ("Số", 0, 1), ("A", 1, 0), ("56", 1, 1)]
    pieces = [
        Piece("paragraph", "Có 12 chợ được nâng cấp 34 quầy.", origins, 1, marks=(NoteMark(9, "1", 9, 10),)),
        Piece("note", "Chợ Một, Chợ Hai.", tuple(range(note + 2, note + 20)), 1, note="1"),
    ]
    for words, row, column in cells:
        at = text.index(words, second + 18)
        place = CellPlace(0, row, column, row == 0)
        pieces.append(Piece("cell", words, tuple(range(at, at + len(words) + 1)), 2, cell=place))
    return Reading("hai-trang.txt", "txt", text, tuple(pieces), 2)
