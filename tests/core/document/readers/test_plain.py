"""Plain text: what a checker would misread if lines, notes or tables were put together wrongly."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from congthuong.core.document.readers.plain import read_plain
from congthuong.core.document.reading import Piece, Reading

SEED = Path(__file__).resolve().parents[5] / "shared" / "seed" / "report-2020-h1.txt"

RULE = " " * 49
DRAWN = f"""
I. KẾT QUẢ THỰC HIỆN

1. Lĩnh vực năng lượng:

- Sản lượng điện thương phẩm của tỉnh trong quý I ước đạt 312,5 triệu

kWh, tăng 8,4% so cùng kỳ1. Công ty Điện lực đã tiếp nhận 1.204 kiến

nghị của khách hàng theo Công văn số 77/SCT-

QLNL ngày 15/3/2023, thay được 4.100 công tơ2 trên địa bàn các xã thuộc

{RULE}
1 Trong đó: công nghiệp 201,3 triệu kWh; sinh hoạt 98,2 triệu kWh; thương nghiệp, dịch vụ 13 triệu

kWh.{" "}{" "}
2 Gồm 3.000 công tơ một pha và 1.100 công tơ ba pha.
 huyện Phước Long và thị xã Giá Rai; xây dựng 12,4 km đường dây từ trạm

- Hòa Bình 2; lắp 3 máy biến áp cho trạm bơm với tổng dung tích 400 m3.

- Số hộ có điện đạt 99,6%.

Trên đây là báo cáo quý I./.
"""


def plain(text: str) -> Reading:
    return read_plain("bao-cao.txt", text)


def texts(reading: Reading, *kinds: str) -> list[str]:
    return [piece.text for piece in reading.pieces if piece.kind in kinds]


def only(reading: Reading, start: str) -> Piece:
    (piece,) = [piece for piece in reading.pieces if piece.text.startswith(start)]
    return piece


def test_sentence_goes_on_behind_the_footnotes_of_its_page():
    item = only(plain(DRAWN), "- Sản lượng")

    assert item.text == (
        "- Sản lượng điện thương phẩm của tỉnh trong quý I ước đạt 312,5 triệu kWh, tăng 8,4% so cùng kỳ. Công ty "
        "Điện lực đã tiếp nhận 1.204 kiến nghị của khách hàng theo Công văn số 77/SCT-QLNL ngày 15/3/2023, thay được "
        "4.100 công tơ trên địa bàn các xã thuộc huyện Phước Long và thị xã Giá Rai; xây dựng 12,4 km đường dây từ "
        "trạm - Hòa Bình 2; lắp 3 máy biến áp cho trạm bơm với tổng dung tích 400 m3."
    )


def test_notes_stand_behind_the_piece_that_calls_them_with_the_mark_taken_out():
    reading = plain(DRAWN)
    called = only(reading, "- Sản lượng")
    at = reading.pieces.index(called)

    assert [(mark.number, called.text[: mark.at][-7:]) for mark in called.marks] == [
        ("1", "cùng kỳ"),
        ("2", "công tơ"),
    ]
    assert [reading.text[mark.start : mark.end] for mark in called.marks] == ["1", "2"]
    assert [(piece.kind, piece.note, piece.text) for piece in reading.pieces[at + 1 : at + 3]] == [
        (
            "note",
            "1",
            "Trong đó: công nghiệp 201,3 triệu kWh; sinh hoạt 98,2 triệu kWh; thương nghiệp, dịch vụ 13 triệu kWh.",
        ),
        ("note", "2", "Gồm 3.000 công tơ một pha và 1.100 công tơ ba pha."),
    ]


def test_headings_and_items_know_mark_depth_and_where_their_words_begin():
    pieces = plain(DRAWN).pieces
    shapes = [(piece.kind, piece.level, piece.marker, piece.text[piece.body :][:12]) for piece in pieces]

    assert shapes == [
        ("heading", 1, "I.", "KẾT QUẢ THỰC"),
        ("heading", 2, "1.", "Lĩnh vực năn"),
        ("item", 1, "-", "Sản lượng đi"),
        ("note", 0, "", "Trong đó: cô"),
        ("note", 0, "", "Gồm 3.000 cô"),
        ("item", 1, "-", "Số hộ có điệ"),
        ("paragraph", 0, "", "Trên đây là "),
    ]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_character_is_found_again_in_the_file(form):
    text = unicodedata.normalize(form, DRAWN)
    reading = plain(text)

    assert reading.text == text
    assert [piece.text for piece in reading.pieces] == [piece.text for piece in plain(DRAWN).pieces]
    for piece in reading.pieces:
        assert len(piece.origins) == len(piece.text) + 1
        assert list(piece.origins) == sorted(piece.origins)
        for at, letter in enumerate(piece.text):
            if not letter.isspace():
                given = text[piece.origins[at] : piece.origins[at] + 3]
                assert unicodedata.normalize("NFC", given).startswith(letter)


def test_paragraphs_of_one_line_each_stay_as_they_are():
    text = (
        "Tháng 5, chỉ số sản xuất công nghiệp tăng 3,2% so với tháng trước\n"
        "Trong đó ngành chế biến tăng 4,1%; ngành khai khoáng giảm 2,5%.\n"
        "Tổng mức bán lẻ đạt 5.120 tỷ đồng, tăng 9,7% so với cùng kỳ\n"
    )

    assert texts(plain(text), "paragraph") == text.splitlines()


def test_figures_of_a_text_without_footnotes_are_no_marks():
    text = "Đường dây 22kV2 mạch dài 15 km; khí CO2 giảm 3%; năm 20194 chưa có số liệu; diện tích 400m2.\n"

    (piece,) = plain(text).pieces
    assert (piece.text, piece.marks) == (text.strip(), ())


def test_notes_without_a_rule_are_known_by_their_clear_marks():
    reading = plain(
        "Xuất khẩu quý I đạt 486,7 triệu USD1, tăng 11,4% so với cùng kỳ; thu hút được 7 dự án2 với tổng\n"
        "1 Trong đó thủy sản 205,6 triệu USD.\n"
        "2 Gồm 3 dự án mới.\n"
        "vốn là 18,6 triệu USD.\n"
    )

    assert [(one.note, one.text) for one in reading.pieces] == [
        (
            "",
            "Xuất khẩu quý I đạt 486,7 triệu USD, tăng 11,4% so với cùng kỳ; thu hút được 7 dự án với tổng vốn là 18,6 triệu USD.",
        ),
        ("1", "Trong đó thủy sản 205,6 triệu USD."),
        ("2", "Gồm 3 dự án mới."),
    ]


def test_mark_after_a_year_and_before_a_word():
    text = (
        "Toàn tỉnh có 17 chợ được xây mới từ năm 20191, trong đó 04 Đề án 2với vốn ngân sách. Sở đã cử 5\n"
        "công chức đi học (3) , đạt kế hoạch.\n"
        f"{RULE}\n"
        "1 Không kể chợ tạm.\n"
        "2 04 đề án gồm: đề án A; đề án B; đề án C; đề án D.\n"
        "3 02 lớp chuyên viên; 03 lớp tin học.\n"
    )
    reading = plain(text)

    assert reading.pieces[0].text == (
        "Toàn tỉnh có 17 chợ được xây mới từ năm 2019, trong đó 04 Đề án với vốn ngân sách. "
        "Sở đã cử 5 công chức đi học , đạt kế hoạch."
    )
    assert [piece.note for piece in reading.pieces] == ["", "1", "2", "3"]


def test_page_feeds_count_pages_and_their_numbers_and_running_words_go():
    places = ("Huyện Hòn Đất", "Thành phố Rạch Giá", "Thị xã Hà Tiên", "Xã Thổ Châu")
    pages = [
        f"SỞ CÔNG THƯƠNG - BÁO CÁO THÁNG\n\n{place} có {n * 10} cơ sở đang hoạt động trong nghề mộc và\n"
        f"còn {n} cơ sở đã ngừng hẳn tại {place}.\n\n{n}\n"
        for n, place in enumerate(places, 1)
    ]
    reading = plain("\f".join(pages))

    assert reading.pages == 4
    assert [(piece.page, piece.text) for piece in reading.pieces] == [
        (
            n,
            f"{place} có {n * 10} cơ sở đang hoạt động trong nghề mộc và còn {n} cơ sở đã ngừng hẳn tại {place}.",
        )
        for n, place in enumerate(places, 1)
    ]


TABLES = {
    "pipes": "| Sản phẩm | Tháng 4 | Tháng 5 |\n|---|---:|---:|\n| Xi măng | 120 | 131,5 |\n| Thép |  | 9 |\n",
    "tabs": "Sản phẩm\tTháng 4\tTháng 5\nXi măng\t120\t131,5\nThép\t\t9\n",
    "blanks": (
        "Sản phẩm         Tháng 4     Tháng 5\n"
        "Xi măng              120       131,5\n"
        "Thép                               9\n"
        "Gạo               45.000      44.100\n"
    ),
}


@pytest.mark.parametrize("parting", TABLES)
def test_typed_table_becomes_cells_under_their_columns(parting):
    reading = plain("Kết quả như sau:\n" + TABLES[parting] + "Nhìn chung sản xuất ổn định.\n")
    (cells,) = reading.tables()
    found = {(cell.cell.row, cell.cell.column): (cell.text, cell.cell.header) for cell in cells}

    assert found | {} == {
        (0, 0): ("Sản phẩm", True),
        (0, 1): ("Tháng 4", True),
        (0, 2): ("Tháng 5", True),
        (1, 0): ("Xi măng", False),
        (1, 1): ("120", False),
        (1, 2): ("131,5", False),
        (2, 0): ("Thép", False),
        (2, 2): ("9", False),
    } | (
        {(3, 0): ("Gạo", False), (3, 1): ("45.000", False), (3, 2): ("44.100", False)}
        if parting == "blanks"
        else {}
    )
    assert texts(reading, "paragraph") == ["Kết quả như sau:", "Nhìn chung sản xuất ổn định."]


def test_prose_with_wide_blanks_is_no_table():
    text = (
        "Xây mới 03 chợ;  nâng cấp 05 chợ;  di dời 02 chợ\n"
        "Kiểm tra 12 cơ sở;  xử phạt 3 cơ sở;  nhắc nhở 9 cơ sở\n"
        "1.\tCông tác thanh tra được duy trì.\n"
        "2.\tCông tác pháp chế được duy trì.\n"
    )

    assert list(plain(text).tables()) == []


def test_letterhead_and_signatures_are_told_from_the_text():
    text = (
        "UBND TỈNH BẠC LIÊU          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "SỞ CÔNG THƯƠNG              Độc lập - Tự do - Hạnh phúc\n"
        "Số: 45/BC-SCT               Bạc Liêu, ngày 18 tháng 5 năm 2023\n"
        "\n"
        "BÁO CÁO\n"
        "Tình hình công nghiệp và thương mại tháng 5\n"
        "\n"
        "Thực hiện chương trình công tác năm, Sở báo cáo như sau.\n"
        "Sản xuất ổn định.\n"
        "Nơi nhận:                   GIÁM ĐỐC\n"
        "- Như trên;\n"
        "- Lưu: VT.\n"
    )
    reading = plain(text)

    assert texts(reading, "title") == [
        "UBND TỈNH BẠC LIÊU",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "SỞ CÔNG THƯƠNG",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 45/BC-SCT",
        "Bạc Liêu, ngày 18 tháng 5 năm 2023",
        "BÁO CÁO",
        "Tình hình công nghiệp và thương mại tháng 5",
    ]
    assert texts(reading, "signature") == ["Nơi nhận:", "GIÁM ĐỐC", "- Như trên;", "- Lưu: VT."]


@pytest.mark.seed
@pytest.mark.skipif(not SEED.exists(), reason="báo cáo gốc (../shared/seed) không có trên máy này")
def test_real_report_keeps_every_footnote_at_its_mark():
    reading = plain(SEED.read_text(encoding="utf-8"))
    called = [mark.number for piece in reading.pieces if piece.kind != "note" for mark in piece.marks]
    numbers = [str(number) for number in range(1, 20)]

    assert called == numbers
    assert [piece.note for piece in reading.pieces if piece.kind == "note"] == numbers
    assert [piece.marker for piece in reading.pieces if piece.kind == "heading"] == [
        *("I.", "1.", "2.", "2.1.", "2.2.", "2.3.", "2.4.", "2.5.", "2.6.", "2.7."),
        *("II.", "1.", "2.", "3."),
    ]


def test_an_item_whose_last_line_is_full_does_not_take_in_the_next():
    """A sum over the items would miss one of them."""
    reading = plain(
        "(1) Gỗ và sản phẩm gỗ: 186,2 triệu USD, chiếm 6,9% kim ngạch.\n"
        "(2) Thủy sản đông lạnh: 742,9 triệu USD, tăng 11,1% (11 tháng 2023: 668,4 triệu USD).\n"
        "(3) Tàu biển đóng mới: 1.034,5 triệu USD với 14 chiếc, bình quân 73,9 triệu USD; năm\n"
        "trước cùng thời gian xuất 11 chiếc.\n"
    )

    assert [piece.marker for piece in reading.pieces if piece.kind == "item"] == ["(1)", "(2)", "(3)"]
