"""Files that are broken, locked, enormous or made to hurt: a sentence with a code, never a crash, never a long wait."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congthuong.core.document.readers import any as any_reader
from congthuong.core.document.readers import read_any
from congthuong.core.document.readers.troubles import (
    Damaged,
    EmptyFile,
    NeedsConverting,
    Protected,
    Suspicious,
    TooLarge,
    WrongKind,
)
from congthuong.core.document.writers.docx import write_docx
from congthuong.core.document.writers.html import write_html
from congthuong.core.document.writers.pdf import write_pdf
from congthuong.core.problems import Problem
from core.document import sample
from core.document.readers.word import docx, p

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'


def archive(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return made.getvalue()


def replaced(data: bytes, part: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, content if entry == part else old.read(entry))
    return made.getvalue()


GOOD = docx(p("Đạt 5,2 tỷ đồng."))


@pytest.mark.parametrize(
    ("data", "trouble"),
    [
        (b"", EmptyFile),
        (b" \n\n\t ", EmptyFile),
        (docx(p("")), EmptyFile),
        (b"<html><body></body></html>", EmptyFile),
        (GOOD[:-40], Damaged),
        (GOOD[:60], Damaged),
        (b"%PDF-1.7\n" + b"x" * 500, Damaged),
        (replaced(GOOD, "word/document.xml", b"<w:document"), Damaged),
        (replaced(GOOD, "word/document.xml", b"<a/>"), Damaged),
        (replaced(GOOD, "word/document.xml", ENTITIES.encode() + b"<x>&c;</x>"), Suspicious),
        (replaced(GOOD, "word/document.xml", b"<x>" * 5000 + b"</x>" * 5000), Damaged),
        (replaced(GOOD, "word/document.xml", b"<x>" + b" " * 60_000_000 + b"</x>"), Suspicious),
        (archive(xl__workbook_xml=b"<x/>"), WrongKind),
        (archive(content_xml=b"<x/>"), WrongKind),
        (archive(doc=b"x"), WrongKind),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), WrongKind),
        (b"\xff\xd8\xff\xe0" + bytes(99), WrongKind),
        (bytes(range(256)) * 20, Damaged),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Protected),
        (OLE + "WordDocument".encode("utf-16-le"), NeedsConverting),
        (OLE + "Workbook".encode("utf-16-le"), WrongKind),
        (OLE, WrongKind),
        (b"{\\rtf1\\ansi xin}", NeedsConverting),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_each_kind_of_bad_file_has_its_sentence(data, trouble):
    with pytest.raises(trouble) as told:
        read_any("báo cáo.docx", data)

    assert "«báo cáo.docx»" in told.value.message


def test_too_large_a_file_is_refused_unread(monkeypatch):
    monkeypatch.setattr(any_reader, "LARGEST_FILE", 1000)

    with pytest.raises(TooLarge):
        read_any("lon.txt", b"a" * 1001)


def test_locked_part_of_an_archive_asks_for_an_unlocked_file():
    data = bytearray(GOOD)
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/document.xml"))
    data[at + 8] |= 1  # the flag of encryption in the central directory

    with pytest.raises(Protected):
        read_any("khoa.docx", bytes(data))


def test_thousands_of_parts_are_not_opened():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for number in range(20_050):
            packed.writestr(f"{number}", b"")

    with pytest.raises(Suspicious):
        read_any("nhieu.docx", made.getvalue())


def test_a_size_that_lies_does_not_fill_the_memory():
    data = bytearray(replaced(GOOD, "word/document.xml", b"<x>" + b"a" * 30_000_000 + b"</x>"))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/document.xml"))
    data[at + 24 : at + 28] = (100).to_bytes(4, "little")  # says that it unpacks to 100 bytes

    with pytest.raises(Problem):
        read_any("noi-doi.docx", bytes(data))


WHOLE = {
    "report.docx": write_docx(sample.sample_document()),
    "report.pdf": write_pdf(sample.sample_document()),
    "report.html": write_html(sample.sample_document()).encode(),
    "report.md": "# I. Điện\n\n- Đạt 5[^1]\n\n| a | b |\n|--|--|\n| c | 1 |\n\n[^1]: Ghi chú 2.\n".encode(),
    "report.txt": "I. ĐIỆN\nĐạt 5 tỷ so cùng kỳ1 và\ngiảm 2%.\n                              \n1 Số ước.\n".encode(),
}


def survives(name: str, data: bytes) -> None:
    """Read, and if it can be read, everything of it hangs together."""
    try:
        reading = read_any(name, data)
    except Problem:
        return
    for piece in reading.pieces:
        assert len(piece.origins) == len(piece.text) + 1
        assert all(one <= two for one, two in zip(piece.origins, piece.origins[1:], strict=False))
        assert piece.origins[-1] <= len(reading.text)
        assert "\n" not in piece.text
        assert 0 <= piece.body <= len(piece.text)
        assert (piece.kind == "cell") == (piece.cell is not None)


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "a.pdf"]))
def test_any_bytes_end_in_a_reading_or_a_sentence(data, name):
    survives(name, data)


@given(st.text(max_size=300), st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_any_text_ends_in_a_reading_or_a_sentence(text, name):
    survives(name, text.encode("utf-8", "surrogatepass"))


LINES = st.sampled_from(
    [
        "1 Ghi chú.",
        "kỳ1",
        "2",
        "  3 Số liệu",
        " " * 30,
        "\f",
        "- Đạt 5,2%",
        "a\tb\t1",
        "x  2  3",
        "| a | 1 |",
        "I. ĐIỆN",
        "",
        "Covid-",
    ]
)


@given(st.lists(LINES, max_size=40), st.sampled_from(["\n", "\n\n", "\r\n", "\r"]))
def test_any_order_of_odd_lines_ends_in_a_reading(lines, end):
    survives("a.txt", end.join(lines).encode())


@settings(max_examples=60)
@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_real_files_with_a_few_bytes_changed_end_in_a_reading_or_a_sentence(name, data):
    broken = bytearray(WHOLE[name])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(broken) - 1))
        broken[at] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        del broken[data.draw(st.integers(0, len(broken))) :]
    survives(name, bytes(broken))


@settings(max_examples=40)
@given(st.data())
def test_word_parts_with_a_few_bytes_changed_end_in_a_reading_or_a_sentence(data):
    part = data.draw(
        st.sampled_from(["word/document.xml", "word/numbering.xml", "word/styles.xml", "word/footnotes.xml"])
    )
    with zipfile.ZipFile(io.BytesIO(WHOLE["report.docx"])) as whole:
        if part not in whole.namelist():
            return
        xml = bytearray(whole.read(part))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(xml) - 1))
        xml[at] = data.draw(st.sampled_from(list(b'<>/"=0123456789-a \x00')))
    survives("a.docx", replaced(WHOLE["report.docx"], part, bytes(xml)))


@pytest.mark.parametrize(
    "text",
    [
        "1 " * 200_000,
        "kỳ1 " * 100_000,
        "a1\n" * 100_000,
        "(" * 300_000,
        "-" * 300_000,
        " " * 300_000 + "x",
        "1 Ghi chú\n" * 40_000,
        "x  1\n" * 60_000,
        "|" * 200_000,
        "\t" * 200_000,
        "a" + "\u0301" * 200_000,
        "I." * 100_000,
        "[^a]" * 20_000,
        "*" * 50_000,
        "> " * 20_000,
        "<b>" * 50_000,
        "<table>" * 5_000,
        "<ul><li>" * 5_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_text_made_to_be_slow_is_read_all_the_same(text):
    for name in ("a.txt", "a.md", "a.html"):
        survives(name, text.encode())


def test_deflated_bomb_of_a_pdf_stream_is_bounded():
    stream = zlib.compress(b"(" + b"a" * 50_000_000 + b") Tj")
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    body += b"3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 99 99]>>endobj\n"
    body += (
        b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(stream) + stream + b"\nendstream endobj\n"
    )

    survives("bom.pdf", body + b"trailer<</Root 1 0 R>>")


SENTENCE = "Sản lượng đạt 5 tấn."


@pytest.mark.parametrize("depth", [300, 50_000])
def test_a_page_too_deep_to_be_read_whole_is_refused_and_never_called_clean(depth: int) -> None:
    """Its figures were not in the tree at all: the answer was "no text", or the harmless part without a finding."""
    deep = "<div>" * depth + SENTENCE + "</div>" * depth
    for page in (f"<html><body>{deep}", f"<html><body><p>Trước 3 tấn.</p>{deep}<p>Sau 4 tấn.</p>"):
        with pytest.raises(Suspicious, match="lồng nhau quá sâu"):
            read_any("sau.html", page.encode())


@pytest.mark.parametrize("depth", [23, 24, 100, 10_000])
def test_a_markdown_text_too_deep_for_its_parser_loses_no_word(depth: int) -> None:
    lists = "".join("  " * level + "- mục\n" for level in range(min(depth, 200))) + "  " * min(depth, 200)
    for text in (f"Trước.\n\n{'>' * depth} {SENTENCE}\n\nSau.\n", f"{lists}- {SENTENCE}\n"):
        assert any(SENTENCE in piece.text for piece in read_any("sau.md", text.encode()).pieces)


def test_an_items_number_of_5000_digits_is_no_number() -> None:
    page = f'<html><body><ol><li value="{"9" * 5000}">{SENTENCE}</li></ol>'
    assert any(SENTENCE in piece.text for piece in read_any("so.html", page.encode()).pieces)
