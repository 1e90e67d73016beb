"""Word files: the words of the printed page, whatever the file keeps elsewhere or twice."""

from __future__ import annotations

import pytest

from congthuong.core.document.readers import read_any
from congthuong.core.document.reading import CellPlace, Reading
from core.document.readers.word import docx, p, r, tbl, tc, tr

NOTE = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
NOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    f'<w:footnote w:id="5">{p("<w:r><w:footnoteRef/></w:r>", " Không kể 3 chợ tạm.")}</w:footnote>'
    f'<w:footnote w:id="9">{p(" Gồm 12 siêu thị;")}{p("và 4 trung tâm.")}</w:footnote>'
)


def read(body: str, **parts: str) -> Reading:
    return read_any("bao-cao.docx", docx(body, **parts))


def texts(reading: Reading) -> list[str]:
    return [piece.text for piece in reading.pieces]


def test_footnotes_follow_their_piece_in_the_order_of_their_marks():
    reading = read(
        p("Có 57 chợ", NOTE.format(9), " và 16 điểm", NOTE.format(5), " bán lẻ.") + p("Hết."), footnotes=NOTES
    )
    called = reading.pieces[0]

    assert [(one.kind, one.note, one.text) for one in reading.pieces] == [
        ("paragraph", "", "Có 57 chợ và 16 điểm bán lẻ."),
        ("note", "1", "Gồm 12 siêu thị; và 4 trung tâm."),
        ("note", "2", "Không kể 3 chợ tạm."),
        ("paragraph", "", "Hết."),
    ]
    assert [(mark.at, mark.number, reading.text[mark.start : mark.end]) for mark in called.marks] == [
        (9, "1", "1"),
        (20, "2", "2"),
    ]


def test_revisions_are_read_as_accepted():
    body = p(
        "Đạt ",
        "<w:del><w:r><w:delText>40</w:delText></w:r></w:del><w:ins><w:r><w:t>45,2</w:t></w:r></w:ins>",
        " tỷ đồng",
        "<w:moveFrom><w:r><w:t> (cũ)</w:t></w:r></w:moveFrom>",
    ) + (
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Giảm </w:t></w:r></w:p>"
        "<w:p><w:r><w:t>3,1%.</w:t></w:r></w:p>"
    )

    assert texts(read(body)) == ["Đạt 45,2 tỷ đồng", "Giảm 3,1%."]


def test_fields_give_their_result_and_hidden_words_stay_hidden():
    body = p(
        "Tổng ",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> =SUM(A1:A9) </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1.250</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
        r(" nháp", properties="<w:vanish/>"),
        "<w:sdt><w:sdtContent><w:r><w:t> tấn</w:t></w:r></w:sdtContent></w:sdt>",
        "<w:r><w:softHyphen/><w:t>.</w:t></w:r>",
    )

    assert texts(read(body)) == ["Tổng 1.250 tấn."]


def test_list_numbers_are_those_that_word_prints():
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2."/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>'
        '<w:lvl w:ilvl="3"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf02d"/></w:lvl>'
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="4"/></w:lvlOverride></w:num>'
    )
    body = (
        p("CÔNG NGHIỆP", listed=(1, 0))
        + p("Điện", listed=(1, 1))
        + p("Nước", listed=(1, 1))
        + p("thay 10 công tơ;", listed=(1, 2))
        + p("lắp 2 trạm;", listed=(1, 2))
        + p("sửa 3 trạm.", listed=(1, 3))
        + p("THƯƠNG MẠI", listed=(1, 0))
        + p("Chợ", listed=(1, 1))
        + p("kiểm tra 7 chợ;", listed=(2, 2))
    )
    reading = read(body, numbering=numbering)

    assert [(one.kind, one.text, one.marker) for one in reading.pieces] == [
        ("heading", "I. CÔNG NGHIỆP", "I."),
        ("heading", "1.1. Điện", "1.1."),
        ("heading", "1.2. Nước", "1.2."),
        ("item", "a) thay 10 công tơ;", "a)"),
        ("item", "b) lắp 2 trạm;", "b)"),
        ("item", "- sửa 3 trạm.", "-"),
        ("heading", "II. THƯƠNG MẠI", "II."),
        ("heading", "2.1. Chợ", "2.1."),
        ("item", "d) kiểm tra 7 chợ;", "d)"),
    ]
    assert all(one.text[one.body :][0].isalpha() for one in reading.pieces)


def test_table_cells_keep_their_columns_under_merged_heads():
    rows = tbl(
        tr(tc("Chỉ tiêu", merge="begin"), tc("Sáu tháng", span=2), tc("Năm", merge="begin")),
        tr(tc("", merge="on"), tc("2023"), tc("2024"), tc("", merge="on")),
        tr(tc("Xi măng"), tc("1.200"), tc("1.310"), tc("2.500")),
        tr(tc("Gạch"), tc("80"), tc(""), tc("165")),
    )
    (cells,) = read(p("Biểu 1. Sản lượng") + rows).tables()

    assert [(one.text, one.cell) for one in cells] == [
        ("Chỉ tiêu", CellPlace(0, 0, 0, True, 1, 2)),
        ("Sáu tháng", CellPlace(0, 0, 1, True, 2, 1)),
        ("Năm", CellPlace(0, 0, 3, True, 1, 2)),
        ("2023", CellPlace(0, 1, 1, True)),
        ("2024", CellPlace(0, 1, 2, True)),
        ("Xi măng", CellPlace(0, 2, 0)),
        ("1.200", CellPlace(0, 2, 1)),
        ("1.310", CellPlace(0, 2, 2)),
        ("2.500", CellPlace(0, 2, 3)),
        ("Gạch", CellPlace(0, 3, 0)),
        ("80", CellPlace(0, 3, 1)),
        ("165", CellPlace(0, 3, 3)),
    ]


def test_text_box_is_read_once_though_the_file_holds_it_twice():
    box = f"<w:txbxContent>{p('Ghi chú: 4 huyện chưa báo cáo.')}</w:txbxContent>"
    drawn = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )

    assert texts(read(p("Thân bài.", drawn))) == ["Thân bài.", "Ghi chú: 4 huyện chưa báo cáo."]


@pytest.mark.parametrize(
    ("font", "typed", "printed"),
    [
        (".VnTime", "Së C«ng nghiÖp, th\u00ad¬ng m¹i ®¹t 95%", "Sở Công nghiệp, thương mại đạt 95%"),
        (".VnTimeH", "tæng sè hé", "TỔNG SỐ HỘ"),
        ("VNI-Times", "Coâng nghieäp, thöông maïi, ñöôøng daây", "Công nghiệp, thương mại, đường dây"),
        ("Times New Roman", "C«ng", "C«ng"),
    ],
)
def test_letters_of_old_fonts_come_out_as_printed(font, typed, printed):
    assert texts(read(p(r(typed[:9], font), r(typed[9:], font)))) == [printed]


def test_headings_are_told_by_style_and_outline():
    styles = (
        '<w:style w:type="paragraph" w:styleId="u2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="rieng"><w:basedOn w:val="u2"/></w:style>'
    )
    reading = read(
        p("Kết quả năm 2023 đạt 5 giải", style="rieng") + p("Nhiệm vụ", outline=0) + p("Thân."), styles=styles
    )

    assert [(one.kind, one.level) for one in reading.pieces] == [
        ("heading", 2),
        ("heading", 1),
        ("paragraph", 0),
    ]


def test_list_typed_with_line_breaks_becomes_items():
    body = p("Kết quả:", "<w:r><w:br/><w:t>- Trồng 5 ha;</w:t><w:br/><w:t>- Nuôi 3 ao.</w:t></w:r>")

    assert [(one.kind, one.text) for one in read(body).pieces] == [
        ("paragraph", "Kết quả:"),
        ("item", "- Trồng 5 ha;"),
        ("item", "- Nuôi 3 ao."),
    ]
