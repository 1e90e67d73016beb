"""A chart in a report must say what the figures say: same digits, same language, no invented value."""

from __future__ import annotations

import io
import json
import re
import struct
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import vl_convert
from hypothesis import given, settings
from hypothesis import strategies as st

from congthuong.core.document import charts
from congthuong.core.document.chart_specs import name_lines
from congthuong.core.document.charts import bar_chart, chart_png, chart_svg, grouped_bar_chart, time_chart
from congthuong.core.document.fonts import FAMILY
from congthuong.core.document.model import Figure, Origin
from congthuong.core.document.time_specs import Moment
from congthuong.core.document.writers.html_charts import chart_script, joined, make_ready
from core.document import sample

LONG_NAME = "Than hoạt tính từ gáo dừa và các sản phẩm khác từ trái dừa xuất khẩu"


def figure(id: str, text: str, value: str | None, unit: str = "%") -> Figure:
    kind: Any = "missing" if value is None else "observation"
    return Figure(id, text, None if value is None else Decimal(value), unit, Origin(kind))


ROSE = figure("duong", "12,35%", "12.35")
FELL = figure("than", "-18,40%", "-18.4")
GAP = figure("thuy-san", "[chưa có số liệu]", None)
VALUE_2019 = figure("gtsx-2019", "17.111,42 tỷ đồng", "17111.42", "tỷ đồng")
VALUE_2020 = figure("gtsx-2020", "19.125,44 tỷ đồng", "19125.44", "tỷ đồng")


def growth() -> Any:
    return bar_chart(
        "Tốc độ tăng một số sản phẩm",
        [("Đường các loại", ROSE), (LONG_NAME, FELL), ("Thủy sản đông lạnh", GAP)],
        "%",
        "Nguồn: Sở Công Thương.",
    )


def words(svg: str) -> list[str]:
    """The texts of a picture; the lines of one label are joined."""
    texts = re.findall(r"<text[^>]*>(.*?)</text>", svg, re.DOTALL)
    joined = [" ".join(re.findall(r"<tspan[^>]*>([^<]*)", text)) or text for text in texts]
    return [" ".join(text.split()) for text in joined]


def test_a_bar_chart_prints_names_whole_figures_as_printed_and_the_unit():
    said = words(chart_svg(growth().spec))

    assert said.count(LONG_NAME) == 1
    assert {"Đường các loại", "12,35", "-18,40", "[chưa có số liệu]", "Đơn vị tính: %"} <= set(said)


def test_a_missing_figure_has_no_bar_and_keeps_its_place():
    svg = chart_svg(growth().spec)

    bars = re.findall(r'aria-roledescription="bar"[^>]* d="M[\d.,-]+h(-?[\d.]+)', svg)
    assert [float(width) > 0 for width in bars] == [True, True]
    assert "Thủy sản đông lạnh" in words(svg)


def test_a_screen_reader_hears_each_bar_as_name_and_figure():
    heard = re.findall(
        r'<path aria-label="([^"]*)" role="graphics-symbol" aria-roledescription="bar"',
        chart_svg(growth().spec),
    )

    assert heard == ["Đường các loại: 12,35%", f"{LONG_NAME}: -18,40%"]


def test_axis_numbers_are_vietnamese():
    chart = bar_chart("Giá trị", [("Năm 2019", VALUE_2019), ("Năm 2020", VALUE_2020)], "tỷ đồng")
    small = bar_chart("Tỷ lệ", [("A", figure("a", "0,25%", "0.25"))], "%")

    assert {"5.000", "10.000", "15.000"} <= set(words(chart_svg(chart.spec)))
    assert {"0,1", "0,2"} <= set(words(chart_svg(small.spec)))


def test_alt_text_says_the_chart_in_words():
    assert growth().alt == (
        "Biểu đồ cột ngang: Tốc độ tăng một số sản phẩm. Đơn vị tính: %. "
        f"Đường các loại: 12,35%; {LONG_NAME}: -18,40%; Thủy sản đông lạnh: [chưa có số liệu]. "
        f"Cao nhất là Đường các loại, thấp nhất là {LONG_NAME}."
    )


def test_a_chart_holds_the_figures_it_draws_in_order():
    assert growth().figures == (ROSE, FELL, GAP)


def test_grouped_bars_name_their_series_and_both_figures():
    chart = grouped_bar_chart(
        "Giá trị sản xuất công nghiệp",
        ["6 tháng 2019", "6 tháng 2020"],
        [("Công nghiệp", (VALUE_2019, VALUE_2020))],
        "tỷ đồng",
    )

    said = words(chart_svg(chart.spec))
    assert {"6 tháng 2019", "6 tháng 2020", "17.111,42", "19.125,44"} <= set(said)
    assert "Công nghiệp (6 tháng 2020): 19.125,44 tỷ đồng" in chart.alt


def test_grouped_bars_refuse_a_row_with_too_few_figures():
    with pytest.raises(ValueError, match="shorter"):
        grouped_bar_chart("Giá trị", ["2019", "2020"], [("Công nghiệp", (VALUE_2019,))], "tỷ đồng")


def months(count: int, missing: frozenset[int] = frozenset()) -> list[Moment]:
    return [
        Moment(
            f"Tháng {at % 12 + 1}/{2018 + at // 12}",
            f"{at % 12 + 1}/{2018 + at // 12}",
            None if at in missing else ("thực hiện", figure(f"t{at}", str(100 + at), str(100 + at), "tấn")),
        )
        for at in range(count)
    ]


def test_a_line_breaks_where_nothing_is_known_and_the_period_keeps_its_place():
    chart = time_chart("Tỷ lệ", months(6, frozenset({2})), "tấn", as_bars=False)
    svg = chart_svg(chart.spec)

    path = re.search(r'aria-roledescription="line mark"[^>]*? d="([^"]*)"', svg)
    assert path is not None
    assert path[1].count("M") == 2
    assert {"3/2018", "[chưa có số liệu]"} <= set(words(svg))
    assert 'aria-label="Tháng 3/2018: [chưa có số liệu]"' in svg
    assert "(thực hiện): 101; Tháng 3/2018: [chưa có số liệu]; Tháng 4/2018 (thực hiện): 103;" in chart.alt


@pytest.mark.parametrize(("width", "named"), [(600, ("6/", "12/")), (330, ("12/",))])
def test_of_many_periods_as_many_are_named_as_can_be_read_the_last_among_them(
    width: int, named: tuple[str, ...]
):
    svg = chart_svg(time_chart("Sản lượng", months(36), "tấn", as_bars=True, width=width).spec)

    shown = [word for word in words(svg) if re.fullmatch(r"[0-9]+/20[0-9]+", word)]
    assert shown == [f"{month}{year}" for year in (2018, 2019, 2020) for month in named]
    assert "rotate(315" not in svg
    assert svg.count('aria-roledescription="bar"') == 36


def test_bars_of_a_magnitude_begin_at_zero_and_the_plan_is_no_bar():
    plan, hope = (figure(one, text, text, "tỷ đồng") for one, text in (("kh", "45400"), ("du", "45266")))
    moments = [
        Moment("Năm 2019", "2019", ("thực hiện", figure("a", "38583", "38583", "tỷ đồng"))),
        Moment("Năm 2020", "2020", None, ("kế hoạch", plan), ("dự ước", hope)),
    ]
    chart = time_chart("Giá trị", moments, "tỷ đồng", as_bars=True)
    svg = chart_svg(chart.spec)

    assert svg.count('aria-roledescription="bar"') == 1
    assert svg.count('aria-roledescription="tick"') == 1
    assert {"0", "2019", "2020", "thực hiện", "kế hoạch", "dự ước", "Đơn vị tính: tỷ đồng"} <= set(words(svg))
    assert "Năm 2020 (kế hoạch): 45400" in chart.alt


def test_a_chart_without_rows_is_a_problem_and_not_an_empty_frame():
    with pytest.raises(charts.ChartWithoutRows) as problem:
        bar_chart("Tốc độ tăng", [], "%")

    assert problem.value.code == "BD-003"
    assert "Tốc độ tăng" in problem.value.message


def test_decimals_reach_the_picture_digit_for_digit():
    spec = {"a": Decimal("19125.44"), "b": [Decimal("0.10"), Decimal("5268")], "c": Decimal("1E+3")}

    assert charts.spec_json(spec) == '{"a":19125.44,"b":[0.1,5268],"c":1000}'


@settings(max_examples=100, deadline=None)
@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3))
def test_a_value_in_the_specification_reads_back_as_the_same_decimal(value):
    chart = bar_chart("Thử", [("A", figure("a", "x", str(value), ""))], "")

    (row,) = json.loads(charts.spec_json(chart.spec), parse_float=Decimal, parse_int=Decimal)["data"][
        "values"
    ]
    assert row["value"] == value


@pytest.mark.parametrize("spec", [growth().spec, sample.CHART.spec], ids=["ours", "elsewhere"])
def test_every_word_is_drawn_in_our_own_font(spec):
    svg = chart_svg(spec)
    assert set(re.findall(r'font-family="([^"]*)"', svg)) == {FAMILY}

    with pikepdf.open(io.BytesIO(vl_convert.svg_to_pdf(svg))) as pdf:
        drawn = {str(obj.BaseFont) for obj in pdf.objects if _is_font(obj)}
    assert drawn
    assert all(FAMILY in name for name in drawn), drawn


def _is_font(obj: Any) -> bool:
    return isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/Font" and "/BaseFont" in obj


def test_a_letter_the_font_lacks_is_named_and_refused():
    chart = bar_chart("Tốc độ tăng", [("Tôm 蝦", ROSE)], "%")

    with pytest.raises(charts.CharacterNotDrawable) as problem:
        chart_svg(chart.spec)
    assert problem.value.fields == {"character": "蝦", "point": "U+8766", "where": "Tốc độ tăng"}


def test_a_specification_that_asks_for_another_font_is_refused():
    spec = {**sample.chart_spec(), "title": {"text": "Sản lượng", "font": "Comic Sans MS"}}

    with pytest.raises(charts.ChartNotDrawn, match="Comic Sans MS"):
        chart_svg(spec)


def test_a_specification_may_not_fetch_anything():
    spec = {**sample.chart_spec(), "data": {"url": "https://example.org/data.json"}}

    with pytest.raises(charts.ChartNotDrawn):
        chart_svg(spec)


def test_png_is_the_same_picture_at_twice_the_pixels():
    svg, png = chart_svg(growth().spec), chart_png(growth().spec, scale=2)
    size = re.search(r'width="([\d.]+)" height="([\d.]+)"', svg)

    assert size is not None
    assert struct.unpack(">II", png[16:24]) == tuple(round(2 * float(side)) for side in size.groups())


def test_drawing_again_gives_the_same_bytes():
    first = chart_svg(growth().spec)
    charts._picture.cache_clear()
    chart_svg(sample.CHART.spec)

    assert chart_svg(growth().spec) == first


def test_the_script_kept_at_set_up_is_the_one_that_would_be_joined(tmp_path: Path):
    (tmp_path / "charts-0000000000000000.js").write_text("of another version")

    kept = make_ready(tmp_path)

    assert kept.read_text(encoding="utf-8") == joined() == str(chart_script())
    assert list(tmp_path.iterdir()) == [kept]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Bộ truyền dẫn điện dùng trong ô tô", ("Bộ truyền dẫn điện", "dùng trong ô tô")),
        ("May mặc", ("May mặc",)),
        ("a" * 40, ("a" * 32, "a" * 8)),
    ],
)
def test_a_long_name_leaves_no_syllable_alone_in_its_last_line(name: str, lines: tuple[str, ...]):
    assert name_lines(name) == lines
