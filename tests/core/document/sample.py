"""One rich tree with every kind of node, shared by the tests of all writers.

The figures are those of Trà Vinh's half year 2020 where they have a name, made up where they fill rows.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from congthuong.core.document.model import (
    Annex,
    Block,
    Cell,
    Chart,
    Document,
    Figure,
    FootnoteMark,
    Heading,
    Inline,
    Letterhead,
    LineBreak,
    ListBlock,
    Origin,
    Paragraph,
    Signature,
    Table,
    Text,
)

HALF_YEAR = "6 tháng đầu năm 2020"


def t(text: str, *, bold: bool = False, italic: bool = False) -> Text:
    return Text(text, bold=bold, italic=italic)


def observed(
    id: str, text: str, value: str, unit: str, name: str, *, basis: str = "estimate", bold: bool = False
) -> Figure:
    origin = Origin(
        kind="observation",
        name=name,
        indicator=id.split("@")[0],
        place="84",
        place_name="tỉnh Trà Vinh",
        period="2020-H1",
        period_name=HALF_YEAR,
        basis=basis,
        source="Báo cáo nhanh của Phòng Quản lý công nghiệp",
        vintage="first",
        status="reported",
        counted_to="2020-06-08",
        recorded_on="2020-06-12",
        recorded_by="Phòng Quản lý công nghiệp",
    )
    return Figure(id=id, text=text, value=Decimal(value), unit=unit, origin=origin, bold=bold)


def compared(id: str, text: str, value: str, name: str, *inputs: Figure, formula: str, step: str) -> Figure:
    origin = Origin(
        kind="comparison",
        name=name,
        indicator=id.split("@")[0],
        period="2020-H1",
        period_name=HALF_YEAR,
        formula=formula,
        inputs=inputs,
        steps=(step,),
        source="Tính từ số liệu trong sổ",
    )
    return Figure(id=id, text=text, value=Decimal(value), unit="%", origin=origin)


GTSX = observed("gtsxcn@2020-H1", "19.125,44 tỷ đồng", "19125.44", "tỷ đồng", "Giá trị sản xuất công nghiệp")
GTSX_BASE = observed(
    "gtsxcn@2019-H1",
    "17.111,42 tỷ đồng",
    "17111.42",
    "tỷ đồng",
    "Giá trị sản xuất công nghiệp cùng kỳ",
    basis="actual",
)
GTSX_GROWTH = compared(
    "gtsxcn@2020-H1/so-cung-ky",
    "11,77%",
    "11.770034",
    "Giá trị sản xuất công nghiệp so cùng kỳ",
    GTSX,
    GTSX_BASE,
    formula="(gtsxcn@2020-H1 / gtsxcn@2019-H1 − 1) × 100",
    step="(19.125,44 / 17.111,42 − 1) × 100 = 11,77",
)
IIP = observed("iip@2020-H1/so-cung-ky", "19,94%", "19.94", "%", "Chỉ số sản xuất công nghiệp")
SEAFOOD = observed("thuy-san-dong-lanh@2020-H1", "5.268 tấn", "5268", "tấn", "Thủy sản đông lạnh")
WATER = observed("nuoc-sinh-hoat@2020-H1", "17,1 triệu m3", "17.1", "triệu m3", "Nước sinh hoạt")
RETAIL = observed("tmblhh@2020-H1", "13.911 tỷ đồng", "13911", "tỷ đồng", "Tổng mức bán lẻ hàng hóa")
MISSING = Figure(
    id="nhap-khau@2020-H1",
    text="[chưa có số liệu]",
    value=None,
    unit="triệu USD",
    origin=Origin(
        kind="missing",
        name="Kim ngạch nhập khẩu",
        indicator="nhap-khau",
        period="2020-H1",
        period_name=HALF_YEAR,
    ),
)
LONG_ID = observed(
    "ty-le-ho-su-dung-dien@2020-H1/dan-toc=khmer;khu-vuc=nong-thon;huyen=tra-cu/so-cung-ky",
    "99,02%",
    "99.02",
    "%",
    "Tỷ lệ hộ Khmer nông thôn sử dụng điện",
)
COUNT = Figure(
    id="de-an-khuyen-cong@2020-H1/dem",
    text="04",
    value=Decimal(4),
    unit="đề án",
    origin=Origin(
        kind="count",
        name="Số đề án khuyến công",
        indicator="de-an-khuyen-cong",
        period="2020-H1",
        period_name=HALF_YEAR,
        rows=("de-an-1", "de-an-2", "de-an-3", "de-an-4"),
        source="Sổ đề án khuyến công",
    ),
)

FOOTNOTE_PRODUCTS = FootnoteMark(
    (
        t("Sáu tháng 2020: (1) Thủy sản đông lạnh ước đạt "),
        SEAFOOD,
        t("; (2) Nước sinh hoạt ước đạt "),
        WATER,
        t("."),
    )
)
FOOTNOTE_IMPORT = FootnoteMark((t("Nhập khẩu: "), MISSING, t(", Cục Hải quan chưa gửi số liệu.")))
FOOTNOTE_PLAIN = FootnoteMark((t("Theo Nghị quyết số 04-NQ/TU ngày 04/10/2011 của Tỉnh ủy."),))


def chart_spec() -> dict[str, Any]:
    rows = [
        {"nam": "2016", "giatri": 11250.5},
        {"nam": "2017", "giatri": 13420.0},
        {"nam": "2018", "giatri": 15044.2},
        {"nam": "2019", "giatri": 17111.42},
        {"nam": "2020", "giatri": 19125.44},
    ]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": rows},
        "width": 480,
        "height": 240,
        "mark": {"type": "bar", "color": "#1f5f8b"},
        "encoding": {
            "x": {"field": "nam", "type": "ordinal", "title": "Sáu tháng đầu năm", "axis": {"labelAngle": 0}},
            "y": {"field": "giatri", "type": "quantitative", "title": "Tỷ đồng"},
        },
    }


CHART = Chart(
    spec=chart_spec(),
    title="Hình 1. Giá trị sản xuất công nghiệp sáu tháng đầu năm, 2016-2020",
    alt="Biểu đồ cột: giá trị sản xuất công nghiệp tăng đều từ 11.250,5 tỷ đồng năm 2016 lên "
    "19.125,44 tỷ đồng năm 2020.",
    unit="tỷ đồng",
    source="Nguồn: Sổ Công Thương, số liệu đến ngày 08/6/2020.",
    figures=(GTSX_BASE, GTSX),
)


def _head(text: str, colspan: int = 1, rowspan: int = 1) -> Cell:
    return Cell((t(text),), "center", True, colspan, rowspan)


GROUPED_HEADER: tuple[tuple[Cell, ...], ...] = (
    (
        _head("STT", rowspan=2),
        _head("Chỉ tiêu", rowspan=2),
        _head("Đơn vị tính", rowspan=2),
        _head("Thực hiện", colspan=2),
        _head("So sánh (%)", colspan=2),
    ),
    (
        _head("6 tháng 2019"),
        Cell((t("Ước"), LineBreak(), t("6 tháng 2020")), "center", True),
        _head("So cùng kỳ"),
        _head("So kế hoạch"),
    ),
)
WIDTHS = tuple(Decimal(width) for width in ("1", "5", "2", "2.4", "2.4", "2", "2"))


def _number_cell(figure: Figure) -> Cell:
    return Cell((figure,), "right")


def _bare(figure: Figure, text: str) -> Figure:
    """The same figure printed without its unit is another printing, hence another id."""
    return Figure(figure.id + "/bang", text, figure.value, figure.unit, figure.origin, figure.bold)


def main_table() -> Table:
    attainment = observed("gtsxcn@2020-H1/dat-ke-hoach", "42,13", "42.13", "%", "So kế hoạch năm")
    rows = (
        (Cell((t("I"),), "center", True), Cell((t("Sản xuất công nghiệp"),), "left", True, colspan=6)),
        (
            Cell((t("1"),), "center"),
            Cell((t("Giá trị sản xuất công nghiệp (giá so sánh năm 2010)"),)),
            Cell((t("tỷ đồng"),), "center"),
            _number_cell(_bare(GTSX_BASE, "17.111,42")),
            _number_cell(_bare(GTSX, "19.125,44")),
            _number_cell(_bare(GTSX_GROWTH, "11,77")),
            _number_cell(attainment),
        ),
        (
            Cell((t("2"),), "center", rowspan=2),
            Cell((t("Thủy sản đông lạnh"),)),
            Cell((t("tấn"),), "center"),
            Cell((t("3.371"),), "right"),
            _number_cell(_bare(SEAFOOD, "5.268")),
            Cell((t("56,27"),), "right"),
            Cell((t("50,17"),), "right"),
        ),
        (
            Cell((t("trong đó: xuất khẩu"),)),
            Cell((t("tấn"),), "center"),
            Cell((), "right"),
            _number_cell(MISSING),
            Cell((), "right"),
            Cell((), "right"),
        ),
    )
    return Table(
        caption=(t("Bảng 1. Một số chỉ tiêu chủ yếu sáu tháng đầu năm 2020"),),
        header=GROUPED_HEADER,
        rows=rows,
        widths=WIDTHS,
        unit_note="Đơn vị tính: ghi ở từng dòng",
        source_note="Nguồn: Sở Công Thương và Cục Thống kê tỉnh.",
    )


def _product_row(number: int) -> tuple[Cell, ...]:
    before, now = 1000 + 37 * number, 1100 + 39 * number
    growth = (Decimal(now) / Decimal(before) - 1) * 100

    def figure(what: str, text: str, value: Decimal, unit: str) -> Cell:
        id = f"san-pham-{number}@2020-H1/{what}"
        return _number_cell(observed(id, text, str(value), unit, f"Sản phẩm {number}"))

    def number_text(value: int) -> str:
        return f"{value:,}".replace(",", ".")

    growth_text = f"{growth:.2f}".replace(".", ",")
    return (
        Cell((t(str(number)),), "center"),
        Cell((t(f"Sản phẩm chủ yếu thứ {number}, ký hiệu SP{number:02d}"),)),
        Cell((t("tấn"),), "center"),
        figure("cung-ky", number_text(before), Decimal(before), "tấn"),
        figure("uoc", number_text(now), Decimal(now), "tấn"),
        figure("so-cung-ky", growth_text, growth, "%"),
        Cell((t("50,00"),), "right"),
    )


def annex_table() -> Table:
    return Table(
        caption=(t("Bảng 2. Sản lượng các sản phẩm công nghiệp chủ yếu"),),
        header=GROUPED_HEADER,
        rows=tuple(_product_row(number) for number in range(1, 41)),
        widths=WIDTHS,
        unit_note="Đơn vị tính: tấn",
        source_note="Nguồn: báo cáo của các doanh nghiệp; số ước đến ngày 14/6/2020.",
    )


def _paragraph(*inlines: Inline) -> Paragraph:
    return Paragraph(inlines)


def body_blocks() -> tuple[Block, ...]:
    nested = ListBlock(
        "+",
        (
            (_paragraph(t("Chỉ số sản xuất công nghiệp ước tăng "), IIP, t(" so với cùng kỳ.")),),
            (
                _paragraph(
                    t("Giá trị sản xuất công nghiệp: ước đạt "),
                    GTSX,
                    t(", tăng "),
                    GTSX_GROWTH,
                    t(" so cùng kỳ"),
                    FOOTNOTE_PRODUCTS,
                    t("."),
                ),
            ),
        ),
    )
    return (
        Paragraph(
            (t("Trong sáu tháng đầu năm, Sở Công Thương báo cáo kết quả thực hiện như sau:"),),
        ),
        Heading(1, "I", (t("Kết quả thực hiện"),)),
        Heading(2, "1", (t("Thực hiện các chỉ tiêu"),)),
        ListBlock(
            "-",
            (
                (_paragraph(t("Về sản xuất công nghiệp:", bold=True)), nested),
                (
                    _paragraph(
                        t("Về thương mại: tổng mức bán lẻ hàng hóa ước đạt "),
                        RETAIL,
                        t("; kim ngạch nhập khẩu "),
                        MISSING,
                        FOOTNOTE_IMPORT,
                        t("."),
                    ),
                ),
            ),
        ),
        Heading(2, "2", (t("Kết quả theo lĩnh vực"),)),
        Heading(3, "2.1", (t("Lĩnh vực công nghiệp"),)),
        _paragraph(
            t("Giá trị sản xuất công nghiệp ước đạt "),
            GTSX,
            t("; đã phê duyệt "),
            COUNT,
            t(" đề án khuyến công. Tỷ lệ hộ Khmer ở nông thôn sử dụng điện đạt "),
            LONG_ID,
            t(", theo chủ trương của Tỉnh ủy"),
            FOOTNOTE_PLAIN,
            t(". Các đề án gồm:"),
        ),
        ListBlock(
            "1.",
            (
                (_paragraph(t("Hỗ trợ máy móc chế biến cơm dừa")),),
                (_paragraph(t("Hỗ trợ dây chuyền đóng gói "), t("mật hoa dừa", italic=True)),),
            ),
        ),
        main_table(),
        CHART,
        Paragraph((t("Tóm lại: ", bold=True), t("sản xuất công nghiệp giữ được đà tăng.")), "summary"),
        Heading(1, "II", (t("Chương trình công tác sáu tháng cuối năm"),)),
        Paragraph(
            (t("(Số liệu ước đến ngày 14/6/2020; chi tiết tại Phụ lục I, II)"),),
            "note",
        ),
        _paragraph(t("Trên đây là báo cáo của Sở Công Thương, kính gửi quý cơ quan tổng hợp./.")),
    )


def sample_document(
    *, addressees: tuple[str, ...] = ("Ủy ban nhân dân tỉnh", "Sở Kế hoạch và Đầu tư")
) -> Document:
    return Document(
        code="bao-cao-mau-2020",
        kind="BÁO CÁO",
        title="Tình hình sản xuất công nghiệp, hoạt động thương mại\n"
        "6 tháng đầu năm và chương trình công tác 6 tháng cuối năm 2020",
        letterhead=Letterhead(
            parent_agency="UBND TỈNH TRÀ VINH",
            agency="SỞ CÔNG THƯƠNG",
            number="   /BC-SCT",
            place="Trà Vinh",
            date=date(2020, 6, 12),
            year=2020,
        ),
        addressees=addressees,
        bases=(
            Paragraph(
                (t("Căn cứ Kế hoạch số 03/KH-SCT ngày 17/01/2020 của Sở Công Thương;"),),
                "basis",
            ),
            Paragraph(
                (t("Thực hiện Công văn số 850/SKHĐT-THKTKG ngày 13/5/2020 của Sở Kế hoạch và Đầu tư."),),
                "basis",
            ),
        ),
        blocks=body_blocks(),
        recipients=("Sở Kế hoạch và Đầu tư", "Ban Giám đốc Sở", "Các phòng, đơn vị thuộc Sở", "Lưu: VT, VP"),
        signature=Signature("KT.", "GIÁM ĐỐC", "Nguyễn Văn A", deputy_position="PHÓ GIÁM ĐỐC"),
        annexes=(
            Annex("I", "Sản phẩm công nghiệp chủ yếu", (annex_table(),)),
            Annex(
                "II",
                "Ghi chú phương pháp",
                (_paragraph(t("Số liệu ước theo tiến độ đến ngày 14/6/2020, đối chiếu với "), IIP, t(".")),),
                landscape=False,
            ),
        ),
        as_of="2020-06-12",
        draft=True,
        keywords=("công nghiệp", "thương mại"),
    )
