"""PDF files: our own report and a Word program's print of it must read as the report itself does."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pikepdf
import pytest
import typst

from congthuong.core.document.fonts import FAMILY, FONT_DIRECTORY
from congthuong.core.document.readers import read_any
from congthuong.core.document.readers.troubles import EmptyFile, Protected, Scanned
from congthuong.core.document.reading import Piece, Reading
from congthuong.core.document.writers.docx import write_docx
from congthuong.core.document.writers.pdf import write_pdf
from core.document import sample
from core.document.test_docx_office import SOFFICE, convert

PRESS = f"""
#set page(width: 21cm, height: 14cm, margin: 2cm, numbering: "1", header: [Bản tin công nghiệp, thương mại])
#set text(size: 12pt, lang: "vi", font: "{FAMILY}")
#set par(justify: true, first-line-indent: (amount: 1cm, all: true))
"""


def printed(body: str) -> bytes:
    made = typst.compile((PRESS + body).encode(), font_paths=[str(FONT_DIRECTORY)], ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def read(body: str) -> Reading:
    return read_any("ban-tin.pdf", printed(body))


def words(pieces: tuple[Piece, ...]) -> list[tuple[str, ...]]:
    """What a checker takes from pieces: kind, place in a table, marks, words. Pictures have none in Word."""
    return [
        (
            one.kind,
            str(one.cell and (one.cell.row, one.cell.column)),
            *(mark.number for mark in one.marks),
            one.text,
        )
        for one in pieces
        if one.kind in ("item", "paragraph", "note", "cell")
    ]


@pytest.fixture(scope="module")
def in_word() -> Reading:
    return read_any("report.docx", write_docx(sample.sample_document()))


def test_our_pdf_reads_as_our_word_file(in_word):
    in_pdf = read_any("report.pdf", write_pdf(sample.sample_document()))
    missing = [one for one in words(in_word.pieces) if one not in words(in_pdf.pieces)]

    assert missing == []


@pytest.mark.office
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_pdf_of_a_word_program_reads_as_the_word_file(in_word, tmp_path: Path):
    in_pdf = read_any("report.pdf", convert(write_docx(sample.sample_document()), "pdf", tmp_path))
    missing = [one for one in words(in_word.pieces) if one not in words(in_pdf.pieces)]

    assert missing == []


def test_sentence_goes_on_over_pages_and_running_words_are_left_out():
    sentence = "Năm qua toàn tỉnh có thêm nhiều cơ sở chế biến thủy sản " * 60
    reading = read(
        f"{sentence}#footnote[Không kể 12 cơ sở của hợp tác xã.] và 7 kho lạnh.\n\nĐoạn sau có 5 kho."
    )

    assert reading.pages is not None and reading.pages >= 3
    assert [(one.kind, one.text) for one in reading.pieces] == [
        ("paragraph", f"{sentence.strip()} và 7 kho lạnh."),
        ("note", "Không kể 12 cơ sở của hợp tác xã."),
        ("paragraph", "Đoạn sau có 5 kho."),
    ]


def test_mark_raised_behind_a_year_and_note_that_begins_with_a_figure():
    reading = read("Sản lượng tăng so với năm 2021#footnote[05 nhà máy báo cáo.], đạt 480 m#super[3].")
    _, piece, note = reading.pieces  # of one page, nothing tells the running words from the text

    assert (piece.text, [mark.number for mark in piece.marks]) == (
        "Sản lượng tăng so với năm 2021, đạt 480 m3.",
        ["1"],
    )
    assert (note.note, note.text) == ("1", "05 nhà máy báo cáo.")


def test_table_without_rules_is_told_by_its_columns():
    reading = read("""
#table(columns: (6cm, 3cm, 3cm), stroke: none, align: (left, right, right),
  [Sản phẩm], [Tháng 4], [Tháng 5], [Xi măng], [120,5], [131,0], [Thép cán], [98,2], [95,4], [Gạch nung], [7,0], [7,3])
Nhìn chung sản xuất ổn định.
""")
    (cells,) = reading.tables()

    assert [(one.text, one.cell.row, one.cell.column) for one in cells if one.cell] == [
        ("Sản phẩm", 0, 0),
        ("Tháng 4", 0, 1),
        ("Tháng 5", 0, 2),
        ("Xi măng", 1, 0),
        ("120,5", 1, 1),
        ("131,0", 1, 2),
        ("Thép cán", 2, 0),
        ("98,2", 2, 1),
        ("95,4", 2, 2),
        ("Gạch nung", 3, 0),
        ("7,0", 3, 1),
        ("7,3", 3, 2),
    ]


def test_ruled_table_over_two_pages_is_one_table():
    rows = ", ".join(f"[Huyện {chr(65 + i)}], [{i * 7}]" for i in range(24))
    reading = read(f"#table(columns: (6cm, 3cm), table.header([Địa bàn], [Số chợ]), {rows}, [Tổng], [1.932])")
    (cells,) = reading.tables()

    assert [one.text for one in cells if one.cell and one.cell.header] == ["Địa bàn", "Số chợ"]
    assert [(one.cell.row, one.text) for one in cells if one.cell and one.cell.column == 1][1:] == [
        *((i + 1, str(i * 7)) for i in range(24)),
        (25, "1.932"),
    ]


def test_every_letter_is_found_in_the_text_drawn():
    reading = read_any("report.pdf", write_pdf(sample.sample_document()))

    for piece in reading.pieces:
        assert len(piece.origins) == len(piece.text) + 1
        for at, letter in enumerate(piece.text):
            assert letter.isspace() or reading.text[piece.origins[at]] == letter


def test_locked_pdf_asks_for_an_unlocked_one():
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed("Đạt 5 tỷ đồng."))) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))

    with pytest.raises(Protected):
        read_any("khoa.pdf", locked.getvalue())


def picture() -> bytes:
    """A white PNG of one dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\xff")) + chunk(b"IEND", b"")


def test_scanned_pages_are_told(tmp_path: Path):
    (tmp_path / "quet.png").write_bytes(picture())
    page = '#image("quet.png", width: 100%)'

    def made(body: str) -> bytes:
        (tmp_path / "main.typ").write_text(body, encoding="utf-8")
        data = typst.compile(tmp_path / "main.typ", root=tmp_path)
        assert isinstance(data, bytes)
        return data

    with pytest.raises(Scanned) as told:
        read_any("quet.pdf", made(page))
    assert told.value.fields["pages"] == 1

    reading = read_any("quet.pdf", made(f"{page}\n#pagebreak()\nDoanh thu 5 tỷ."))
    assert [one.text for one in reading.pieces] == ["Doanh thu 5 tỷ."]
    assert reading.notices == ("1 trang chỉ có hình, không có chữ nên chưa được đọc (trang 1).",)


def test_pdf_of_empty_pages_is_empty():
    with pytest.raises(EmptyFile):
        read_any("trang.pdf", typst.compile(b"#pagebreak()", format="pdf"))
