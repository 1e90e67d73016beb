"""Files that anyone may hand in: the checker answers with a finding or a clear refusal, never a crash."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congthuong.core.document.layout_check import DocxUnreadable, check_docx_layout
from congthuong.core.document.layout_check.archive import LARGEST_PART
from congthuong.core.document.writers.docx import write_docx
from core.document.docx_parts import W, changed, small

PLAIN = write_docx(small())
DOCUMENT = "word/document.xml"


def replaced(name: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(PLAIN)) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.namelist():
            target.writestr(entry, content if entry == name else source.read(entry))
    return made.getvalue()  # fmt: skip


def refused(data: bytes) -> str:
    with pytest.raises(DocxUnreadable) as problem:
        check_docx_layout(data)
    assert problem.value.code == "VB-001"
    return problem.value.message


def test_document_of_another_program_is_read_and_judged() -> None:
    """python-docx's template: Letter paper, Calibri, no head. It must be told so, in whole sentences."""
    made = io.BytesIO()
    document = docx.Document()
    document.add_heading("I. Kết quả", level=1)
    document.add_paragraph("Giá trị sản xuất công nghiệp tăng.")
    document.save(made)

    found = {one.rule: one for one in check_docx_layout(made.getvalue())}

    assert {
        "ND30.kho-giay.kich-thuoc",
        "ND30.chu.phong-chu",
        "ND30.quoc-hieu.thieu",
        "ND30.muc.chu-hoa",
    } <= set(found)
    assert all(one.message.endswith(".") and "None" not in one.message for one in found.values())


def test_what_is_no_word_file_is_refused() -> None:
    assert "không phải là tệp .docx" in refused(b"")
    assert "không phải là tệp .docx" in refused(b"%PDF-1.7")
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    assert "không có phần văn bản" in refused(empty.getvalue())


def test_entities_are_never_expanded() -> None:
    laughs = (
        b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        b'<w:document xmlns:w="%b"><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'
    ) % W[1:-1].encode()

    assert "DOCTYPE" in refused(replaced(DOCUMENT, laughs))


def test_outside_files_are_never_read() -> None:
    outside = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///outside.txt">]><d>&x;</d>'

    assert "DOCTYPE" in refused(replaced(DOCUMENT, outside))


def test_part_that_unpacks_to_too_much_is_refused() -> None:
    assert "quá mức cho phép" in refused(replaced(DOCUMENT, b" " * (LARGEST_PART + 1)))


def test_broken_xml_is_refused() -> None:
    assert "XML" in refused(replaced(DOCUMENT, b"<w:document"))


def test_styles_based_on_each_other_end() -> None:
    def circle(root: docx.oxml.xmlchemy.BaseOxmlElement) -> None:
        for style in root.iter(W + "style"):
            based = style.find(W + "basedOn")
            if based is not None:
                based.set(W + "val", style.get(W + "styleId"))

    assert check_docx_layout(changed(PLAIN, "word/styles.xml", circle)) is not None


def test_tables_within_tables_without_end_are_read_so_far() -> None:
    deep = b"<w:tbl><w:tr><w:tc>" * 60 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 60
    content = b'<w:document xmlns:w="%b"><w:body>%b</w:body></w:document>' % (W[1:-1].encode(), deep)

    assert {one.rule for one in check_docx_layout(replaced(DOCUMENT, content))} >= {"ND30.quoc-hieu.thieu"}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_file_is_judged_or_refused(data: st.DataObject) -> None:
    broken = bytearray(PLAIN)
    for _ in range(data.draw(st.integers(1, 6))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    try:
        check_docx_layout(bytes(broken))
    except DocxUnreadable as problem:
        assert problem.message


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_strange_attribute_values_are_judged(data: st.DataObject) -> None:
    """Numbers that are words, negative, huge, or absent: files from other programs hold them."""
    strange = st.sampled_from(["", "x", "-1", "1e400", "NaN", "99999999999999999999", "12pt", "0"])
    name = data.draw(st.sampled_from([DOCUMENT, "word/styles.xml", "word/numbering.xml", "word/header1.xml"]))

    def spoil(root: docx.oxml.xmlchemy.BaseOxmlElement) -> None:
        elements = [one for one in root.iter() if one.attrib]
        for _ in range(4):
            one = data.draw(st.sampled_from(elements))
            one.set(data.draw(st.sampled_from(sorted(one.attrib))), data.draw(strange))

    try:
        check_docx_layout(changed(PLAIN, name, spoil))
    except DocxUnreadable as problem:
        assert problem.message
