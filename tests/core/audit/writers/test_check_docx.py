"""The Word file given back: the same file, and a comment at the words of each finding."""

from __future__ import annotations

import io
import shutil
import subprocess
import unicodedata
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from congthuong.core.audit.writers.docx import write_docx
from congthuong.core.audit.writers.docx.anchors import W
from congthuong.core.audit.writers.marked import Marked, mark
from core.audit.writers.samples import LINES, sample_audit

NS = {"w": W}
SOFFICE = shutil.which("soffice")


def word_file() -> bytes:
    """The sample's text in a Word file as people make them: marks counted by Word, figures in bold, a note."""
    made = docx.Document()
    made.add_heading(LINES[0], 0)
    made.add_heading(LINES[1], 1)
    bricks = made.add_paragraph(style="List Bullet")
    for words, bold in (("Gạch nung ước đạt 1.2", False), ("40", True), (" nghìn viên, đạt 62,5% kế hoạch ", False),
                        ("(2.000 nghìn viên).", True)):  # fmt: skip
        bricks.add_run(words).bold = bold
    made.add_paragraph("- Có 03 xã đạt chuẩn gồm: Xã Một, Xã Hai.")
    made.add_paragraph("Cuối kỳ còn 1.420 nghìn viên.", style="List Bullet")
    return saved(made)


def saved(made: Document) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def as_word(marked: Marked) -> Marked:
    return replace(marked, kind="docx")


def commented(data: bytes) -> dict[str, str]:
    """Heading of each comment ("✗ MÂU THUẪN 1") -> the words it is about."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
        comments = etree.fromstring(archive.read("word/comments.xml"))
    heads = {one.get(f"{{{W}}}id"): "".join(one.itertext()).split(":")[0] for one in comments}
    found: dict[str, str] = {}
    opened: set[str] = set()
    for one in document.iter():
        number = one.get(f"{{{W}}}id", "")
        if one.tag == f"{{{W}}}commentRangeStart":
            opened.add(number)
            found[heads[number]] = ""
        elif one.tag == f"{{{W}}}commentRangeEnd":
            opened.remove(number)
        elif one.tag == f"{{{W}}}t":
            for key in opened:
                found[heads[key]] += one.text or ""
    references = [one.get(f"{{{W}}}id") for one in document.iter(f"{{{W}}}commentReference")]
    assert sorted(references) == sorted(heads), "every comment is called once"
    return found


AT_THEIR_WORDS = {
    "✗ MÂU THUẪN 1": "03",
    "? ĐÁNG NGỜ 2": "1.420",
    "≈ LỆCH LÀM TRÒN 3": "62,5%",
    "✎ SOẠN THẢO 4": "I.",
}


def test_each_comment_is_about_the_words_of_its_finding() -> None:
    found = commented(write_docx(as_word(mark(sample_audit())), word_file()))

    assert found == {**AT_THEIR_WORDS, "? ĐÁNG NGỜ 2": found["? ĐÁNG NGỜ 2"]}
    assert found["? ĐÁNG NGỜ 2"] in ("1.240", "1.420"), "the pointer and the finding bear the same heading"


def test_the_text_and_its_formatting_stay() -> None:
    before, after = (docx.Document(io.BytesIO(data)) for data in
                     (word_file(), write_docx(as_word(mark(sample_audit())), word_file())))  # fmt: skip

    def looks(made: Document) -> list[list[tuple[str, bool | None]]]:
        return [[(sign, run.bold) for run in one.runs for sign in run.text] for one in made.paragraphs]

    assert looks(after) == looks(before)
    assert [one.style.name for one in after.paragraphs] == [one.style.name for one in before.paragraphs]


def test_every_other_part_keeps_its_bytes() -> None:
    before = zipfile.ZipFile(io.BytesIO(word_file()))
    after = zipfile.ZipFile(io.BytesIO(write_docx(as_word(mark(sample_audit())), word_file())))
    changed = {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}

    assert set(after.namelist()) - set(before.namelist()) == {"word/comments.xml"}
    assert [
        name for name in before.namelist() if name not in changed and after.read(name) != before.read(name)
    ] == []


def test_comments_that_were_there_stay_and_keep_their_numbers() -> None:
    made = docx.Document(io.BytesIO(word_file()))
    made.add_comment(made.paragraphs[3].runs, text="Hỏi lại phòng.", author="Bưởi", initials="B")
    after = docx.Document(io.BytesIO(write_docx(as_word(mark(sample_audit())), saved(made))))

    comments = list(after.comments)
    assert (comments[0].author, comments[0].text) == ("Bưởi", "Hỏi lại phòng.")
    assert len({one.comment_id for one in comments}) == len(comments) == 6


def test_a_finding_whose_words_are_gone_is_not_lost() -> None:
    other = docx.Document()
    other.add_paragraph("Một văn bản khác hẳn.")
    found = docx.Document(io.BytesIO(write_docx(as_word(mark(sample_audit())), saved(other))))

    told = [one.text for one in found.comments]
    assert len(told) == 5
    assert all("đặt ở đầu văn bản" in one for one in told)


def test_equal_paragraphs_are_told_apart_by_their_order() -> None:
    """A table's cells are often alike: the comment must not stand at the first "03" of the file."""
    lines = (*LINES[:3], "03", LINES[3], LINES[4])
    made = docx.Document()
    for line in ("Mục lục 03", *lines):
        made.add_paragraph(line)
    audit = sample_audit(LINES)
    data = write_docx(as_word(mark(audit)), saved(made))
    paragraphs = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")).findall(
        ".//w:p", NS
    )
    holding = ["".join(one.itertext()) for one in paragraphs if one.findall("w:commentRangeStart", NS)]

    assert LINES[3] in holding
    assert "03" not in holding


def test_decomposed_accents_and_non_breaking_spaces_are_the_same_words() -> None:
    made = docx.Document()
    for line in LINES:
        made.add_paragraph(unicodedata.normalize("NFD", line).replace(" ", "\u00a0"))

    found = commented(write_docx(as_word(mark(sample_audit())), saved(made)))
    assert {key: found[key] for key in ("✗ MÂU THUẪN 1", "≈ LỆCH LÀM TRÒN 3")} == {
        "✗ MÂU THUẪN 1": "03", "≈ LỆCH LÀM TRÒN 3": "62,5%",
    }  # fmt: skip


def test_what_was_deleted_in_a_revision_is_not_what_was_read() -> None:
    made = docx.Document()
    for line in LINES[:3]:
        made.add_paragraph(line)
    paragraph = made.add_paragraph("- Có ")
    removed = etree.SubElement(paragraph._p, f"{{{W}}}del", {f"{{{W}}}id": "900"})
    run = etree.SubElement(removed, f"{{{W}}}r")
    etree.SubElement(run, f"{{{W}}}delText").text = "05"
    paragraph.add_run("03 xã đạt chuẩn gồm: Xã Một, Xã Hai.")

    assert commented(write_docx(as_word(mark(sample_audit())), saved(made)))["✗ MÂU THUẪN 1"] == "03"


def test_a_finding_in_a_footnote_stands_at_the_note_mark() -> None:
    made = docx.Document()
    for line in LINES[:3]:
        made.add_paragraph(line)
    paragraph = made.add_paragraph("Các xã")
    mark_run = paragraph.add_run()
    etree.SubElement(mark_run._r, f"{{{W}}}footnoteReference", {f"{{{W}}}id": "7"})
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="7"><w:p><w:r><w:t>{LINES[3]}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    data = with_part(saved(made), "word/footnotes.xml", notes.encode(), "footnotes")
    marked = as_word(mark(sample_audit()))
    blocks = (*marked.blocks[:3], replace(marked.blocks[3], kind="note"), *marked.blocks[4:])
    noted = replace(marked, blocks=blocks)
    after = etree.fromstring(zipfile.ZipFile(io.BytesIO(write_docx(noted, data))).read("word/document.xml"))
    (at,) = after.xpath("//w:footnoteReference/parent::w:r", namespaces=NS)

    assert (at.getprevious().tag, at.getnext().tag) == (
        f"{{{W}}}commentRangeStart",
        f"{{{W}}}commentRangeEnd",
    )


def with_part(data: bytes, name: str, content: bytes, kind: str) -> bytes:
    out = io.BytesIO()
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            bytes_ = source.read(entry)
            if entry.filename == "word/_rels/document.xml.rels":
                relation = f'<Relationship Id="rIdN" Type="{office}/{kind}" Target="{name.split("/")[-1]}"/>'
                bytes_ = bytes_.replace(b"</Relationships>", relation.encode() + b"</Relationships>")
            target.writestr(entry, bytes_)
        target.writestr(name, content)
    return out.getvalue()


def test_another_kind_of_file_becomes_a_word_file_of_its_text() -> None:
    data = write_docx(mark(sample_audit()))

    assert [one.text for one in docx.Document(io.BytesIO(data)).paragraphs] == list(LINES)
    assert commented(data)["✗ MÂU THUẪN 1"] == "03"
    assert write_docx(mark(sample_audit())) == data


@given(st.text(max_size=40))
def test_any_text_gives_a_file_that_opens(words: str) -> None:
    lines = (*LINES[:4], LINES[4] + " ".join(words.split("\n")))
    docx.Document(io.BytesIO(write_docx(mark(sample_audit(lines)))))


@pytest.mark.office
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("original", [word_file(), None], ids=["word", "text"])
def test_libreoffice_shows_every_comment(original: bytes | None, tmp_path: Path) -> None:
    marked = mark(sample_audit())
    source = tmp_path / "bao-cao.docx"
    source.write_bytes(write_docx(as_word(marked) if original else marked, original))
    subprocess.run(
        [str(SOFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
         "fodt", "--outdir", str(tmp_path), str(source)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    tree = etree.parse(str(tmp_path / "bao-cao.fodt"))
    names = {"office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
             "dc": "http://purl.org/dc/elements/1.1/"}  # fmt: skip
    shown = tree.xpath("//office:annotation", namespaces=names)

    assert {one.findtext("dc:creator", namespaces=names) for one in shown} == {"Soát số liệu"}
    told = ["".join(one.itertext()) for one in shown]
    assert [
        finding.message for finding in marked.findings if not any(finding.message in one for one in told)
    ] == []
