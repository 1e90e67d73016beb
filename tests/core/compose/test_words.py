"""What each word prints. The wording follows the data: an officer never types "tăng" or "giảm"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from congthuong.core.compose.engine import TemplateProblem
from congthuong.core.compose.report import Composition, Definition, compose_report
from congthuong.core.document.model import figures_of
from congthuong.core.document.writers.text import write_text
from congthuong.core.ledger.book import Book
from congthuong.core.ledger.model import CodeList, Field, LegalDocument, Observation, Register, Row
from congthuong.core.quantities import unit_of
from core.ledger.tiny import DAY, dataset, indicator, observed

H1 = "2020-H1"
INDICATORS = [
    indicator("gtsxcn", name="Giá trị sản xuất công nghiệp", decimals=2),
    indicator("ban_le", name="Tổng mức bán lẻ", decimals=0),
    indicator(
        "dien", "tỷ kWh", name="Điện sản xuất", decimals=1, groups=("sp",), order=1, display={"triệu kWh": 0}
    ),
    indicator("gao", "nghìn tấn", name="Gạo", decimals=2, groups=("sp",), order=2),
    indicator("giay", "triệu đôi", name="Giày", decimals=2, groups=("sp",), order=3),
    indicator("dn", "doanh nghiệp", name="Doanh nghiệp mới"),
    indicator("khach", "lượt", name="Khách"),
    indicator("ty_le", "%", name="Tỷ lệ", decimals=2, kind="ratio"),
    indicator("iip", "%", name="Chỉ số sản xuất", decimals=2, kind="index"),
    indicator("tk", "kWh", name="Điện tiết kiệm", breakdowns=("kv",)),
    indicator("chua_nop", name="Chưa ai nộp"),
]
OBSERVATIONS = [
    observed("gtsxcn", H1, "19125.44", "estimate"), observed("gtsxcn", "2019-H1", "17111.43"),
    observed("gtsxcn", "2020", "45266", "forecast"), observed("gtsxcn", "2020", "45400", "plan"),
    observed("ban_le", H1, "15997", "estimate"), observed("ban_le", "2019-H1", "16473"),
    observed("dien", H1, "10601", "estimate", "triệu kWh"), observed("dien", "2019-H1", "8068.3", unit="triệu kWh"),
    observed("gao", H1, "151.27", "estimate", "nghìn tấn"), observed("gao", "2019-H1", "151.27", unit="nghìn tấn"),
    observed("giay", H1, "3.52", "estimate", "triệu đôi"), observed("giay", "2019-H1", "9.63", unit="triệu đôi"),
    observed("dn", H1, "4", unit="doanh nghiệp"), observed("khach", H1, "24000", unit="lượt", qualifier="trên"),
    observed("ty_le", H1, "34", unit="%"), observed("ty_le", "2019-H1", "12.3", unit="%"),
    observed("iip", H1, "119.94", "estimate", "%"),
    observed("tk", H1, "60", unit="kWh", items=(("kv", "nha"),)), observed("tk", H1, "100", unit="kWh"),
]  # fmt: skip
PROJECTS = Register("de_an", "Đề án", unit_of("đề án"), (
    Field("ten", "Tên"), Field("huyen", "Huyện"), Field("tien", "Kinh phí", "number", unit_of("đồng"), 0, {"triệu đồng": 1}),
))  # fmt: skip
ROWS = [
    Row("de_an", key, {"ten": name, "huyen": where, "tien": Decimal(money)}, DAY, order=order)
    for order, (key, name, where, money) in enumerate(
        [
            ("a", "Máy ép", "Trà Cú", 294800000),
            ("b", "Lò sấy", "Cầu Kè", 39900000),
            ("c", "Máy may", "Trà Cú", 100000000),
        ]
    )
]
DOCUMENTS = [
    LegalDocument("20/2018/QĐ-UBND", "Quyết định", "UBND tỉnh", date(2018, 6, 25), "về quy chế", ("cum",)),
    LegalDocument("05/CT-UBND", "Chỉ thị", "UBND tỉnh", date(2020, 5, 7), "", ("khac",)),
]
REPORT = {
    "code": "thu", "kind": "BÁO CÁO", "title": "Thử {{ ky | ten }}", "place": "84", "period": H1, "as_of": "2020-06-12",
    "template": ["mau/a.md"],
    "letterhead": {"parent_agency": "UBND TỈNH", "agency": "SỞ", "symbol": "BC-SCT", "place": "Trà Vinh"},
    "signature": {"position": "GIÁM ĐỐC", "name": "X"},
}  # fmt: skip


def composed(template: str, **changes: object) -> Composition:
    given = {"observations": OBSERVATIONS, "rows": ROWS, **changes}
    data = dataset(
        INDICATORS, given["observations"], codelists=[CodeList("kv", "Khu vực", (("nha", "Sinh hoạt"),))],
        registers=[PROJECTS], rows=given["rows"], documents=DOCUMENTS, report=REPORT, templates={"mau/a.md": template},
    )  # fmt: skip  # type: ignore[arg-type]
    return compose_report(Book(data, DAY), Definition.of(data))


def said(template: str, **changes: object) -> str:
    """The first paragraph as a reader sees it."""
    text = write_text(composed("Câu: " + template, **changes).document)
    return next(line for line in text.splitlines() if line.startswith("Câu: ")).removeprefix("Câu: ")


@pytest.mark.parametrize(
    ("template", "reads"),
    [
        ("{{ gtsxcn | so }}", "19.125,44 tỷ đồng"),
        ("{{ gtsxcn | gia_tri }}", "19.125,44"),
        ("{{ gtsxcn | uoc_dat }}", "ước đạt 19.125,44 tỷ đồng"),
        ("{{ gtsxcn | nam | uoc_dat | hoa }}", "Dự ước đến cuối năm 2020 đạt 45.266 tỷ đồng"),
        ("{{ gtsxcn | nam | uoc_dat(ngan_gon=true) }}", "ước đạt 45.266 tỷ đồng"),
        ("{{ dn | uoc_dat }}", "đạt 04 doanh nghiệp"),
        ("{{ khach | so }}", "trên 24.000 lượt"),
        ("{{ gtsxcn | so_cung_ky }}", "tăng 11,77% so với cùng kỳ"),
        ("{{ ban_le | so_cung_ky(day_du=true) }}", "giảm 2,89% so với cùng kỳ năm 2019"),
        ("{{ ty_le | so_cung_ky }}", "tăng 21,7 điểm phần trăm so với cùng kỳ"),
        ("{{ iip | so_cung_ky }}", "tăng 19,94% so với cùng kỳ"),
        ("{{ ban_le | toc_do }}", "-2,89%"),
        ("{{ gtsxcn | dat_ke_hoach }}", "đạt 42,13% kế hoạch"),
        ("{{ gtsxcn | nam | dat_ke_hoach(ke_ca_so=true) }}", "đạt 99,7% kế hoạch (45.400 tỷ đồng)"),
        ("{{ gtsxcn | con_lai }}", "còn 26.140,56 tỷ đồng"),
        ("{{ gtsxcn | muc_con_lai }}", "26.140,56 tỷ đồng"),
        ("{% neu gtsxcn | co_tang %}tăng{% het %}{% neu ban_le | co_giam %} giảm{% het %}{% neu gao | co_giam %} gạo{% het %}", "tăng giảm"),
        ("{% neu gtsxcn | nho_hon(ban_le) %}nhỏ{% khong_thi %}lớn{% het %}{% neu dn | lon_hon(chua_nop) %} lạ{% het %}", "lớn"),
        ("{% neu de_an | co_dong %}có{% het %}{% neu de_an | loc(huyen=\"Tiểu Cần\") | co_dong %} lạ{% het %}", "có"),
        ("{{ gtsxcn | cung_ky | so }}", "17.111,43 tỷ đồng"),
        ("{{ gtsxcn | ke_hoach | so }}", "45.400 tỷ đồng"),
        ("{{ dien | don_vi_goc | so }}", "10,6 tỷ kWh"),
        ("{{ dien | don_vi_bang | so }}", "10,6 tỷ kWh"),
        ("{{ dien | so }}", "10.601 triệu kWh"),
        ("{{ tk | muc(\"nha\") | chiem }}", "chiếm 60%"),
        ("{{ tk | muc(\"nha\") | ten }}", "Sinh hoạt"),
        ("{{ dn | bang_chu | hoa }}", "Bốn"),
        ("{{ gtsxcn | loai }} {{ gtsxcn | don_vi }}", "ước tỷ đồng"),
        ("{{ sp | tang | dem }} và {{ sp | giam | dem_chu }} và {{ sp | khong_doi | dem }}", "01 và một và 01"),
        ("{% moi x trong sp %}({{ vong | thu_tu }}) {{ x | ten }}{{ vong | ngan(\"; \", \".\") }}{% het %}",
         "(1) Điện sản xuất; (2) Gạo; (3) Giày."),
        ("{{ de_an | dem | so }}: {{ de_an | tong(\"tien\") | theo(\"triệu đồng\") | so }}", "03 đề án: 434,7 triệu đồng"),
        ("{{ de_an | loc(huyen=\"Trà Cú\") | dem | tren(de_an | dem) }}", "02/03 đề án"),
        ("{{ de_an | sap_xep(\"tien\") | noi(\"ten\") }}", "Lò sấy, Máy may, Máy ép"),
        ("{% neu de_an | moi_trong_ky | co_dong %}có{% khong_thi %}chưa{% het %}", "chưa"),
        ("{{ de_an | co_ghi(\"tien\") | dem }}", "03"),
        ("{% moi h trong de_an | nhom(\"huyen\") %}{{ h.ten }}: {{ h | noi(\"ten\") }}{{ vong | ngan }}{% het %}",
         "Trà Cú: Máy ép, Máy may; Cầu Kè: Lò sấy"),
        ("{{ vb(\"20/2018/QĐ-UBND\") | trich_dan_day_du }}", "Quyết định số 20/2018/QĐ-UBND ngày 25/6/2018 của UBND tỉnh về quy chế"),
        ("{{ vb(\"05/CT-UBND\") | so_hieu }} {{ vb(\"05/CT-UBND\") | ngay_ban_hanh }}", "số 05/CT-UBND ngày 07/5/2020"),
        ("{{ van_ban | loc(chu_de=\"cum\") | dem }}", "01"),
        ("{{ ky | ten }}, {{ ky_toi | ten }}, {{ nam_truoc }}", "6 tháng đầu năm 2020, 6 tháng cuối năm 2020, 2019"),
        ("{% neu dn | bang_khong %}không{% khong_thi %}có{% het %}", "có"),
    ],
)  # fmt: skip
def test_a_word_prints_what_the_guide_promises(template: str, reads: str) -> None:
    assert said(template) == reads


@pytest.mark.parametrize(
    ("given", "template", "reads"),
    [
        ([observed("ban_le", "2020-Q1", "7000.00"), observed("ban_le", "2020-Q2", "8997.40")],
         "{{ ban_le | so }}, bảng {{ ban_le | gia_tri }}", "15.997 tỷ đồng, bảng 15.997"),
        ([observed("gtsxcn", "2020-Q1", "600.25"), observed("gtsxcn", "2020-Q2", "650.25")],
         "{{ gtsxcn | so }}, bảng {{ gtsxcn | gia_tri }}", "1.250,5 tỷ đồng, bảng 1.250,50"),
        ([observed("gtsxcn", H1, "1250.00", "estimate"), observed("gtsxcn", "2020", "2600.00", "forecast")],
         "{{ gtsxcn | so }}, {{ gtsxcn | con_lai }}, bảng {{ gtsxcn | gia_tri }}",
         "1.250 tỷ đồng, còn 1.350 tỷ đồng, bảng 1.250,00"),
        ([observed("gtsxcn", H1, "1250.50")], "{{ gtsxcn | so }}", "1.250,50 tỷ đồng"),
    ],
    ids=["months typed with two decimals", "a sum of two decimals", "stated with ,00", "stated with its zero"],
)  # fmt: skip
def test_a_sentence_has_no_idle_zeros_and_a_sum_no_more_decimals_than_its_indicator(
    given: list[Observation], template: str, reads: str
) -> None:
    assert said(template, observations=given) == reads


MILLIONS = [
    observed("gtsxcn", H1, "4", "estimate", "triệu đồng"), observed("gtsxcn", "2019-H1", "0"),
    observed("gtsxcn", "2020", "250", "plan"),
    observed("ban_le", "2020-Q1", "0.001"), observed("ban_le", "2020-Q2", "0.002"),
    observed("dien", H1, "100.000001", "estimate", "tỷ kWh"), observed("dien", "2019-H1", "100", unit="tỷ kWh"),
    observed("gao", H1, "0", "estimate", "nghìn tấn"), observed("tk", H1, "1", unit="kWh"),
    observed("tk", H1, "0.0034", unit="kWh", items=(("kv", "nha"),)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("template", "reads"),
    [
        ("{{ gtsxcn | uoc_dat }}, bảng {{ gtsxcn | gia_tri }}", "ước đạt 0,004 tỷ đồng, bảng 0,004"),
        ("{{ gtsxcn | hon_cung_ky }}, {{ gtsxcn | dat_ke_hoach }}", "tăng 0,004 tỷ đồng so với cùng kỳ, đạt 0,002% kế hoạch"),
        ("{{ ban_le | so }}, bảng {{ ban_le | gia_tri }}", "0,003 tỷ đồng, bảng 0,003"),
        ("{{ tk | muc(\"nha\") | chiem }}", "chiếm 0,34%"),
        ("{{ dien | so_cung_ky }}", "không đổi (0%) so với cùng kỳ"),
        ("{{ gao | so }}", "0 nghìn tấn"),
    ],
    ids=["another unit", "a difference and a share", "a sum", "digits enough", "a change too small to be one", "none at all"],
)  # fmt: skip
def test_what_is_there_is_never_printed_as_nothing(template: str, reads: str) -> None:
    """A unit that hands in 4 million of an indicator in billions has not handed in zero."""
    assert said(template, observations=MILLIONS) == reads


def test_the_number_handed_in_stays_to_be_seen_behind_the_one_printed() -> None:
    (figure,) = figures_of(composed("{{ gtsxcn | so }}", observations=MILLIONS).document)
    assert figure.origin.steps == ("4 triệu đồng = 0,004 tỷ đồng",)


def test_a_calculation_is_written_with_the_numbers_that_were_reckoned_with() -> None:
    """799 / 1.645 gives another rate than the 51,45% that 798,6 gave."""
    whole = replace(observed("ban_le", H1, "798.6", "estimate"), decimals=0)
    change = next(one for one in figures_of(
        composed("{{ ban_le | so_cung_ky }}", observations=[whole, observed("ban_le", "2019-H1", "1645")]).document
    ))  # fmt: skip
    assert change.origin.steps == ("(798,6 tỷ đồng / 1.645 tỷ đồng − 1) × 100 = -51,452888 ≈ -51,45%",)


def test_a_number_that_goes_on_beyond_what_is_shown_says_so_within_a_calculation() -> None:
    """33,9964 − 12,3 is not the 21,696383 that stands behind it: the reader is told that the first one is cut."""
    rate = replace(observed("ty_le", H1, "33.99638336347197"), decimals=0, unit=unit_of("%"))
    given = [rate, observed("ty_le", "2019-H1", "12.3", unit="%")]
    (change,) = figures_of(composed("{{ ty_le | so_cung_ky }}", observations=given).document)
    assert change.origin.steps == ("33,9963…% − 12,3% = 21,696383 ≈ 21,70 điểm phần trăm",)


WHOLE_AND_PART = [
    observed("gtsxcn", "2019-H1", "100"), observed("gtsxcn", H1, "110", "estimate"),
    observed("ban_le", "2019-H1", "40"), observed("ban_le", H1, "37", "estimate"),
    observed("gao", "2019-H1", "100", unit="nghìn tấn"), observed("gao", H1, "110", "estimate", "nghìn tấn"),
    observed("iip", H1, "119.94", "estimate", "%"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("template", "reads"),
    [
        ("{{ gtsxcn | dong_gop(gtsxcn) }}", "đóng góp 10 điểm phần trăm vào mức tăng chung"),
        ("{{ ban_le | dong_gop(gtsxcn) }}", "làm giảm 3 điểm phần trăm của mức tăng chung"),
        ("{{ ban_le | diem_dong_gop(gtsxcn) }}", "-3,00"),
        ("{{ gao | cung_ky | dong_gop(gao) }}", "đóng góp [chưa có số liệu] vào mức tăng chung"),
    ],
)
def test_a_part_contributes_its_points_to_the_growth_of_the_whole(template: str, reads: str) -> None:
    """(37 - 40) / 100 of the whole's base: -3 points, whatever the part's own rate (-7,5%)."""
    assert said(template, observations=WHOLE_AND_PART) == reads


def test_the_contribution_shows_its_arithmetic() -> None:
    (figure,) = figures_of(composed("{{ ban_le | dong_gop(gtsxcn) }}", observations=WHOLE_AND_PART).document)
    assert (figure.id, figure.value, figure.unit) == (
        "ban_le.2020-H1.dong-gop",
        Decimal(-3),
        "điểm phần trăm",
    )
    assert figure.origin.steps == (
        "(37 tỷ đồng − 40 tỷ đồng) / 100 tỷ đồng × 100 = -3 ≈ -3,00 điểm phần trăm",
    )


FALLING = [
    observed("gtsxcn", "2019-H1", "100"), observed("gtsxcn", H1, "90", "estimate"),
    observed("ban_le", "2019-H1", "40"), observed("ban_le", H1, "37", "estimate"),
    observed("dien", "2019-H1", "1", unit="tỷ kWh"), observed("dien", H1, "3", "estimate", "tỷ kWh"),
]  # fmt: skip


def test_a_part_of_a_falling_whole_adds_to_its_fall() -> None:
    """A smaller part of a smaller whole does not "reduce the overall growth": there is none."""
    said_of_it = said("{{ ban_le | dong_gop(gtsxcn) }}", observations=FALLING)
    assert said_of_it == "đóng góp 3 điểm phần trăm vào mức giảm chung"


@pytest.mark.parametrize(
    ("now", "forecast", "reads"),
    [
        ("46000", "45266", "đã vượt 734 tỷ đồng so với dự ước cả năm 2020"),
        ("45266", "45266", "đã đạt mức dự ước cả năm 2020 (còn 0 tỷ đồng)"),
        ("45000", "45266", "còn 266 tỷ đồng"),
    ],
)
def test_what_remains_is_worded_by_its_sign(now: str, forecast: str, reads: str) -> None:
    """ "còn -734 tỷ đồng" is no sentence that a director signs."""
    made = [observed("gtsxcn", H1, now, "estimate"), observed("gtsxcn", "2020", forecast, "forecast")]
    assert said("{{ gtsxcn | con_lai }}", observations=made) == reads


@pytest.mark.parametrize(
    ("forecast", "reads"),
    [("35", "phấn đấu tăng thêm 1 điểm phần trăm"), ("33.94", "đã vượt 0,06 điểm phần trăm so với dự ước cả năm 2020")],
)  # fmt: skip
def test_a_rate_rises_or_has_passed_its_forecast(forecast: str, reads: str) -> None:
    made = [observed("ty_le", H1, "34", unit="%"), observed("ty_le", "2020", forecast, "forecast", "%")]
    assert said("{{ ty_le | con_lai }}", observations=made) == reads


@pytest.mark.parametrize(
    ("before", "after", "reads"),
    [
        ("13", "8", "giảm 05 doanh nghiệp, tương đương 38,46%"),
        ("5", "13", "tăng 08 doanh nghiệp, tương đương 160%"),
        ("8", "8", "không đổi (0 doanh nghiệp)"),
        ("0", "8", "tăng 08 doanh nghiệp"),
    ],
)
def test_a_cut_that_is_none_is_not_called_one(before: str, after: str, reads: str) -> None:
    made = [
        observed("dn", H1, after, unit="doanh nghiệp"),
        observed("dn", "2019-H1", before, unit="doanh nghiệp"),
    ]
    assert said("{{ dn | giam_tu(dn | cung_ky) }}", observations=made) == reads


@pytest.mark.parametrize(
    ("order", "reads"), [("", "Lò sấy, Máy ép, Chưa có"), (", giam_dan=true", "Máy ép, Lò sấy, Chưa có")]
)
def test_what_is_missing_is_last_whichever_way_the_rest_is_sorted(order: str, reads: str) -> None:
    """The project without a cost stood above the dearest one."""
    nothing = Row("de_an", "z", {"ten": "Chưa có", "huyen": "Trà Cú", "tien": None}, DAY, order=-1)
    asked = '{{ de_an | sap_xep("tien"' + order + ') | noi("ten") }}'
    assert said(asked, rows=[nothing, *ROWS[:2]]) == reads


def test_rows_that_began_in_the_period_and_rows_that_say_something() -> None:
    """From the period's first day to the report's, which it does not outlast; what nobody wrote down, and what has no
    day, is left out."""
    days = (date(2020, 1, 1), date(2020, 6, 12), date(2019, 12, 31), date(2020, 6, 13), None)
    rows = [
        replace(
            ROWS[0], key=f"r{place}", values={**ROWS[0].values, "ten": f"Máy {place}"}, effective_from=day
        )
        for place, day in enumerate(days)
    ]
    nothing = replace(ROWS[0], key="khong", values={**ROWS[0].values, "ten": "Lò", "tien": None})

    assert said('{{ de_an | moi_trong_ky | noi("ten") }}', rows=rows) == "Máy 0, Máy 1"
    assert said('{{ de_an | co_ghi("tien") | noi("ten") }}', rows=[nothing, *rows[:1]]) == "Máy 0"
    with pytest.raises(TemplateProblem, match="không có trường «tin»"):
        composed('{{ de_an | co_ghi("tin") | dem }}')


def test_a_rate_contributes_nothing() -> None:
    with pytest.raises(TemplateProblem, match="cộng được"):
        composed("{{ iip | dong_gop(gtsxcn) }}", observations=WHOLE_AND_PART)


def test_a_note_over_an_empty_register_says_so() -> None:
    """Its rows are told of as none, its count is missing: a register that nobody keeps does not say zero."""
    template = "Có {{ de_an | dem }} đề án[^a].\n\n[^a]: {% moi x trong de_an %}{{ x.ten }}{% het %}"
    text = " ".join(write_text(composed(template, rows=[]).document).split())
    assert "Có [chưa có số liệu] đề án[1]." in text
    assert "Chưa ghi nhận trường hợp nào." in text


def test_no_change_is_said_so() -> None:
    assert said("{{ gao | so_cung_ky }}").startswith("không đổi")


def test_a_missing_figure_is_a_visible_gap_and_is_listed_once() -> None:
    composition = composed("{{ chua_nop | uoc_dat }}, {{ chua_nop | so }}, {{ chua_nop | so_cung_ky }}.")
    assert "[chưa có số liệu]" in write_text(composition.document)
    assert "0" not in "".join(figure.text for figure in figures_of(composition.document))
    listed = [one.id for one in composition.missing]
    assert len(listed) == len(set(listed)) > 0
    assert all(one.startswith("chua_nop.") for one in listed)


def test_one_missing_row_makes_the_sum_missing() -> None:
    rows = [*ROWS[:2], Row("de_an", "c", {"ten": "Máy may", "huyen": "Trà Cú", "tien": None}, DAY, order=2)]
    assert composed('{{ de_an | tong("tien") | so }}', rows=rows).missing


@pytest.mark.parametrize(
    ("template", "line", "says"),
    [
        ("một\n\nhai {{ gtsxcn | uoc_da }}", 3, "uoc_dat"),
        ("{{ gtsxc | so }}", 1, "gtsxcn"),
        ("{{ 5 }}", 1, "5"),
        ("{{ gtsxcn | so + 1 }}", 1, ""),
        ("{{ gtsxcn.__class__ }}", 1, ""),
        ("{{ ''.__class__.__mro__ }}", 1, ""),
        ("{{ vb.__globals__ }}", 1, ""),
        ("{{ 'a' * 1000000000 }}", 1, ""),
        ("{{ 9 ** 9 ** 9 }}", 1, ""),
        ("{% moi x trong range(10) %}{% het %}", 1, ""),
        ("{% set a = 1 %}", 1, ""),
        ("{% include 'x' %}", 1, ""),
        ("{{ vb(\"21/2018/QĐ-UBND\") | trich_dan }}", 1, "20/2018/QĐ-UBND"),
        ("{{ de_an | tong(\"te\") | so }}", 1, "ten"),
        ("{{ vong | thu_tu }}", 1, ""),
        ("{% moi x trong sp %}", 1, ""),
        ("một[^a]", 1, "a"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_template_names_its_line_and_a_way_out(template: str, line: int, says: str) -> None:
    with pytest.raises(TemplateProblem) as told:
        composed(template)
    assert told.value.fields["line"] == line
    assert told.value.fields["file"] == "mau/a.md"
    assert says in told.value.message


@pytest.mark.parametrize(
    "name",
    [
        "**đậm**",
        "# I. x",
        "[^p]",
        "{{ gtsxcn }}",
        "<script>alert(1)</script>",
        "\ue0000\ue001",
        "- a\n- b",
        "`x`",
    ],
)
def test_a_name_from_the_data_is_never_read_as_markup(name: str) -> None:
    rows = [Row("de_an", "a", {"ten": name, "huyen": "Trà Cú", "tien": Decimal(1)}, DAY)]
    text = write_text(composed("Tên «{% moi x trong de_an %}{{ x.ten }}{% het %}» hết.", rows=rows).document)
    body = " ".join(text.split())
    inside = body.partition("Tên «")[2].partition("» hết.")[0]
    visible = "".join(sign for sign in name if sign not in "\ue000\ue001")
    assert inside == " ".join(visible.split()) or inside == " ".join(name.split())


def test_endless_work_is_stopped() -> None:
    loops = "".join("{% moi a" + str(n) + " trong de_an %}" for n in range(12))
    with pytest.raises(TemplateProblem):
        composed(loops + "x" + "{% het %}" * 12)
