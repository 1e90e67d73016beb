"""No figure is typed in a template: what an officer types there would never follow the data."""

from __future__ import annotations

from pathlib import Path

import pytest

from congthuong.core.compose.typed import TypedFigure, figures_typed_in

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
TEMPLATES = sorted(EXAMPLES.glob("*/mau/*.md"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_no_figure_is_typed_in_the_templates_that_provinces_begin_with(path: Path) -> None:
    assert figures_typed_in(path.name, path.read_text(encoding="utf-8")) == ()


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("Phát triển mới 18 doanh nghiệp.", ["18"]),
        ("đạt 99,71% kế hoạch", ["99,71"]),
        ("có 85/85 xã đạt tiêu chí", ["85/85"]),
        ("treo 57 băng rôn, kinh phí 1.234,5 triệu đồng", ["57", "1.234,5"]),
    ],
)
def test_a_typed_figure_is_told_with_its_line(words: str, figures: list[str]) -> None:
    template = f"# I. KẾT QUẢ\n\n{{# ghi chú\n2 dòng #}}\n- Về sản xuất: {words}\n"

    told = figures_typed_in("mau/a.md", template)

    assert [(one.file, one.line, one.figure) for one in told] == [("mau/a.md", 5, one) for one in figures]


def test_what_is_no_figure_may_be_typed() -> None:
    template = (
        "## 2.1. Lĩnh vực công nghiệp\n\n1. Ước {{ ky | ten }} theo Quyết định số 152/QĐ-UBND ngày 20/01/2020, "
        "từ năm 2016 đến 6 tháng đầu năm 2020, điện 110kV, dịch Covid-19, Ban Chỉ đạo 389, tiêu chí 4.[^1]\n\n"
        "[^1]: Khu công nghiệp Duyên Hải 3; sản phẩm 4 sao.\n"
    )

    assert figures_typed_in("mau/a.md", template) == ()


def test_a_long_line_is_shown_around_its_figure() -> None:
    line = "Trong kỳ báo cáo, Sở đã phối hợp với các đơn vị tổ chức 18 phiên chợ hàng Việt ở các huyện và thị xã."

    assert figures_typed_in("mau/a.md", line) == (
        TypedFigure("mau/a.md", 1, "18", "… hợp với các đơn vị tổ chức 18 phiên chợ hàng …"),
    )
