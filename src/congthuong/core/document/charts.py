"""Pictures of figures: one Vega-Lite specification, drawn here for paper and in the browser for the page.

The specification carries the Vietnamese number format and the font itself, so every writer draws the same
picture. A chart's title is not in the picture: writers print it as text, where it can be read and found.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

import vl_convert

from congthuong.core.document.fonts import FAMILY, FONT_DIRECTORY, missing_characters
from congthuong.core.document.model import Chart, Figure
from congthuong.core.problems import Problem

VEGA_LITE = "6.4"
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"

# Vietnamese figures: 19.125,44 (CLDR vi); a hyphen as minus sign, as official prose writes it.
NUMBER_LOCALE: Mapping[str, Any] = {
    "decimal": ",",
    "thousands": ".",
    "grouping": [3],
    "currency": ["", " ₫"],
    "minus": "-",
}

# Told apart by people who cannot tell red from green, and in a black-and-white copy by their lightness.
PALETTE = ("#1F4E79", "#E69F00", "#56B4E9", "#8C3B00", "#009E73", "#999999")
FALLING = "#C55A11"
INK = "#1A1A1A"
MISSING_INK = "#B00020"

WIDTH = 600  # px of the whole picture; 160 mm of text width make one px 0.27 mm, 14 px about 10.6 pt
LABEL_SIZE = 14
_FONT_FAMILY = re.compile(r'font-family="([^"]*)"')
_LABEL_LETTERS = 32  # letters in a line of a category's name before it goes on to the next line
_LINE = 16  # px from one line of a name to the next
_LETTER = 7  # px, a generous mean width of a letter at LABEL_SIZE
_SMALLEST_PLOT = 330  # px left for bars beside the widest names


class CharacterNotDrawable(Problem):
    code = "BD-001"
    text = (
        "Chữ «{character}» ({point}) trong biểu đồ «{where}» không có trong phông chữ của văn bản. "
        "Hãy thay bằng chữ tiếng Việt thông thường."
    )


class ChartNotDrawn(Problem):
    code = "BD-002"
    text = "Không vẽ được biểu đồ «{where}»: {reason}. Hãy kiểm tra khai báo biểu đồ trong bao-cao.toml."


class ChartWithoutRows(Problem):
    code = "BD-003"
    text = "Biểu đồ «{where}» không có dòng nào. Hãy kiểm tra mục «rows» của biểu đồ trong bao-cao.toml."


@dataclass(frozen=True, slots=True)
class _Point:
    """One mark of a chart: the figure of a category (`label`) in a series."""

    position: int
    label: str
    series: str
    figure: Figure


def bar_chart(title: str, rows: Sequence[tuple[str, Figure]], unit: str, source: str = "") -> Chart:
    """Horizontal bars, one a row, in the order given; falling values in a second colour.

    rows: (name, figure in `unit`), at least one. A missing figure has no bar; its text stands in its place.
    Raises ChartWithoutRows.
    """
    points = [_Point(i, label, "", figure) for i, (label, figure) in enumerate(rows)]
    _require(points, title)
    alt = f"Biểu đồ cột ngang: {_flat(title)}. Đơn vị tính: {unit}. {_in_words(points)}"
    return _chart(_bars(points, (), unit, _flat(title)), title, alt, unit, source, points)


def grouped_bar_chart(
    title: str,
    series: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Figure]]],
    unit: str,
    source: str = "",
) -> Chart:
    """Horizontal bars side by side: each row has one figure for each of `series` (e.g. two years).

    Raises ChartWithoutRows; ValueError when a row's figures do not match `series`.
    """
    points = [
        _Point(i, label, name, figure)
        for i, (label, figures) in enumerate(rows)
        for name, figure in zip(series, figures, strict=True)
    ]
    _require(points, title)
    alt = f"Biểu đồ cột ghép ({', '.join(series)}): {_flat(title)}. Đơn vị tính: {unit}. {_in_words(points)}"
    return _chart(_bars(points, series, unit, _flat(title)), title, alt, unit, source, points)


def line_chart(
    title: str,
    series: Sequence[tuple[str, Sequence[tuple[str, Figure]]]],
    unit: str,
    source: str = "",
) -> Chart:
    """Lines over time: each series is (name, ((period, figure), ...)), periods in the order given.

    A missing figure breaks its line and is named on the time axis. Raises ChartWithoutRows.
    """
    periods = list(dict.fromkeys(period for _, values in series for period, _ in values))
    points = [
        _Point(periods.index(period), period, name, figure)
        for name, values in series
        for period, figure in values
    ]
    _require(points, title)
    names = [name for name, _ in series]
    alt = f"Biểu đồ đường: {_flat(title)}. Đơn vị tính: {unit}. {_in_words(points)}"
    return _chart(_lines(points, names, unit, _flat(title)), title, alt, unit, source, points)


def chart_svg(spec: Mapping[str, Any]) -> str:
    """The picture as SVG text, its words kept as text. Raises CharacterNotDrawable, ChartNotDrawn."""
    return _svg(spec_json(spec))


def chart_png(spec: Mapping[str, Any], scale: int = 2) -> bytes:
    """The picture as PNG, `scale` pixels for one of the SVG. Raises CharacterNotDrawable, ChartNotDrawn."""
    return _png(spec_json(spec), scale)


def spec_json(spec: Mapping[str, Any]) -> str:
    """The specification as JSON; a Decimal becomes a JSON number with the same digits."""
    return json.dumps(spec, ensure_ascii=False, default=_plain, separators=(",", ":"))


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return _json_number(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no place in a chart specification")


def _json_number(value: Decimal | None) -> int | float | None:
    """The JSON number with the decimal's digits: only the picture's geometry is computed from it."""
    number: int | float | None = None if value is None else json.loads(format(value, "f"))
    return number


def _require(points: Sequence[_Point], title: str) -> None:
    if not points:
        raise ChartWithoutRows(where=_flat(title))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _chart(
    spec: Mapping[str, Any], title: str, alt: str, unit: str, source: str, points: Sequence[_Point]
) -> Chart:
    return Chart(spec, title, alt, unit, source, tuple(point.figure for point in points))


def _in_words(points: Sequence[_Point]) -> str:
    """What the marks show, each with its printed figure, then what lies highest and lowest."""
    told = "; ".join(f"{_name(point)}: {point.figure.text}" for point in points) + "."
    known = [point for point in points if point.figure.value is not None]
    if len(known) < 2:
        return told
    highest = max(known, key=lambda point: point.figure.value or Decimal(0))
    lowest = min(known, key=lambda point: point.figure.value or Decimal(0))
    return f"{told} Cao nhất là {_name(highest)}, thấp nhất là {_name(lowest)}."


def _name(point: _Point) -> str:
    return f"{_flat(point.label)} ({point.series})" if point.series else _flat(point.label)


def _printed(figure: Figure) -> str:
    """The figure as printed, without its unit: the axis says the unit once for all."""
    text = figure.text.removesuffix(figure.unit).rstrip() if figure.unit else figure.text
    return text or figure.text


def _rows(points: Iterable[_Point]) -> list[dict[str, Any]]:
    return [
        {
            "key": f"{point.position:03d}|" + "\n".join(textwrap.wrap(point.label, _LABEL_LETTERS)),
            "label": _flat(point.label),
            "series": point.series,
            "value": _json_number(point.figure.value),
            "text": _printed(point.figure),
            "printed": point.figure.text,
            "missing": point.figure.missing,
            "figure": point.figure.id,
        }
        for point in points
    ]


def _base(points: Sequence[_Point], title: str) -> dict[str, Any]:
    return {
        "$schema": SCHEMA,
        "description": title,
        "width": WIDTH,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "data": {"values": _rows(points)},
        "config": look(),
    }


def look() -> dict[str, Any]:
    """The Vega-Lite `config` of every chart: our font, the Vietnamese number format, quiet lines.

    A specification from elsewhere gets it as its default when it is drawn here.
    """
    label = {"labelFont": FAMILY, "labelFontSize": LABEL_SIZE, "labelColor": INK, "labelLimit": 0}
    title = {"titleFont": FAMILY, "titleFontSize": LABEL_SIZE, "titleColor": INK, "titleLimit": 0}
    plain = {"titleFontWeight": "normal", "titleFontStyle": "italic"}
    lines = {"gridColor": "#DDDDDD", "domainColor": "#666666", "tickColor": "#666666"}
    return {
        "locale": {"number": dict(NUMBER_LOCALE)},
        "font": FAMILY,
        "background": "white",
        "padding": 4,
        "text": {"font": FAMILY, "fontSize": LABEL_SIZE},
        "axis": {**label, **title, **plain, **lines},
        "legend": {**label, **title, **plain},
        "view": {"stroke": None},
        "scale": {"bandPaddingInner": 0.25, "bandPaddingOuter": 0.15},
    }


def _names_axis(points: Sequence[_Point], **axis: Any) -> dict[str, Any]:
    """The axis of names: whole, in several lines where long, in the order given (the key sorts, unseen).

    The names are listed, so that a category whose only figure is missing keeps its place.
    """
    keys = list(dict.fromkeys(row["key"] for row in _rows(sorted(points, key=_position))))
    label = {"labelExpr": "split(substring(datum.value, 4), '\\n')", "ticks": False, "labelPadding": 8}
    return {
        "field": "key",
        "type": "nominal",
        "title": None,
        "scale": {"domain": keys},
        "axis": {**label, **axis},
    }


def _position(point: _Point) -> int:
    return point.position


def _centred_lines(most: int) -> dict[str, Any]:
    """Move a name of n lines up by half of its further lines: Vega centres only the first."""
    tests = [
        {"test": f"length(split(datum.value, '\\n')) == {n}", "value": -(n - 1) * _LINE / 2}
        for n in range(2, most + 1)
    ]
    return {"condition": tests, "value": 0}


def _slanted(points: Sequence[_Point]) -> dict[str, Any]:
    """Names under a time axis lie flat while they fit, else slant, so that none is cut or overlaps."""
    names = {point.label for point in points}
    if sum(len(name) + 2 for name in names) * (_LETTER - 1) <= WIDTH - 60:
        return {"labelAngle": 0}
    return {"labelAngle": -45, "labelAlign": "right"}


def _domain(points: Sequence[_Point]) -> list[int | float]:
    """Ends of the value axis: always with zero, and wide enough for the figures written at the bars' ends."""
    values = [point.figure.value for point in points if point.figure.value is not None]
    low, high = min([Decimal(0), *values]), max([Decimal(0), *values])
    span = (high - low) or Decimal(1)
    longest = max(len(_printed(point.figure)) for point in points)
    room = span * min(Decimal(longest * _LETTER + 10) / _SMALLEST_PLOT, Decimal("0.45"))
    ends = (low - room if low < 0 else Decimal(0), high + room if high > 0 or low == 0 else Decimal(0))
    return [float(round(end, 6)) for end in ends]


def _tooltip() -> list[dict[str, str]]:
    return [
        {"field": "label", "type": "nominal", "title": "Tên"},
        {"field": "series", "type": "nominal", "title": "Chuỗi"},
        {"field": "printed", "type": "nominal", "title": "Giá trị"},
    ]


def _colour(series: Sequence[str]) -> dict[str, Any]:
    if not series:
        return {"condition": {"test": "datum.value < 0", "value": FALLING}, "value": PALETTE[0]}
    scale = {"domain": list(series), "range": [PALETTE[i % len(PALETTE)] for i in range(len(series))]}
    return {
        "field": "series",
        "type": "nominal",
        "scale": scale,
        "legend": {"title": None, "orient": "top", "columns": 3, "symbolLimit": 0},
    }


def _bars(points: Sequence[_Point], series: Sequence[str], unit: str, title: str) -> dict[str, Any]:
    lines = max(len(textwrap.wrap(point.label, _LABEL_LETTERS)) for point in points)
    encoding: dict[str, Any] = {
        "y": _names_axis(points, labelOffset=_centred_lines(lines)),
        "x": {
            "field": "value",
            "type": "quantitative",
            "scale": {"domain": _domain(points), "nice": False},
            "axis": {"title": f"Đơn vị tính: {unit}", "format": ",~f", "tickCount": 6},
        },
    }
    if series:
        encoding["yOffset"] = {"field": "series", "type": "nominal", "sort": None}
    said = {"encoding": {"text": {"field": "text"}}}
    beside = {"type": "text", "baseline": "middle", "color": INK}
    return {
        **_base(points, title),
        "height": {"step": max(_LINE * lines + 14, 22 * max(len(series), 1) + 8), "for": "position"},
        "encoding": encoding,
        "layer": [
            {"mark": {"type": "bar"}, "encoding": {"color": _colour(series), "tooltip": _tooltip()}},
            {
                "transform": [{"filter": "!datum.missing && datum.value >= 0"}],
                "mark": {**beside, "align": "left", "dx": 4},
                **said,
            },
            {
                "transform": [{"filter": "!datum.missing && datum.value < 0"}],
                "mark": {**beside, "align": "right", "dx": -4},
                **said,
            },
            {
                # Where the bar would begin: a place for the words, not a value.
                "transform": [{"filter": "datum.missing"}, {"calculate": "0", "as": "value"}],
                "mark": {**beside, "align": "left", "dx": 4, "fontStyle": "italic", "color": MISSING_INK},
                **said,
            },
        ],
    }


def _lines(points: Sequence[_Point], series: Sequence[str], unit: str, title: str) -> dict[str, Any]:
    colour = _colour(series)
    apart = {"field": "series", "type": "nominal", "sort": None, "legend": None}
    values = {
        "field": "value",
        "type": "quantitative",
        "scale": {"zero": False, "nice": True},
        "axis": {"title": f"Đơn vị tính: {unit}", "format": ",~f", "tickCount": 6},
    }
    return {
        **_base(points, title),
        "height": 280,
        "encoding": {"x": _names_axis(points, **_slanted(points))},
        "layer": [
            {
                "mark": {"type": "line", "strokeWidth": 2.5, "invalid": "break-paths-filter-domains"},
                "encoding": {"y": values, "color": colour, "strokeDash": apart},
            },
            {
                "transform": [{"filter": "!datum.missing"}],
                "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
                "encoding": {"y": values, "color": colour, "shape": apart, "tooltip": _tooltip()},
            },
            {
                "transform": [{"filter": "datum.missing"}],
                "mark": {"type": "text", "fontStyle": "italic", "color": MISSING_INK, "dy": -8},
                "encoding": {"y": {"value": "height"}, "text": {"field": "text"}},
            },
        ],
    }


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(FONT_DIRECTORY))


@lru_cache(maxsize=64)
def _svg(spec: str) -> str:
    where = str(json.loads(spec).get("description", ""))
    _refuse_undrawable(spec, where)
    _register_fonts()
    try:
        # No base address is allowed: a specification may not fetch anything.
        svg: str = vl_convert.vegalite_to_svg(
            spec, vl_version=VEGA_LITE, config=look(), allowed_base_urls=[], format_locale=dict(NUMBER_LOCALE)
        )
    except ValueError as error:
        raise ChartNotDrawn(where=where, reason=str(error).splitlines()[0]) from error
    strangers = set(_FONT_FAMILY.findall(svg)) - {FAMILY}
    if strangers:
        raise ChartNotDrawn(
            where=where, reason=f"dùng phông chữ ngoài văn bản: {', '.join(sorted(strangers))}"
        )
    return svg


@lru_cache(maxsize=64)
def _png(spec: str, scale: int) -> bytes:
    png: bytes = vl_convert.svg_to_png(_svg(spec), scale=scale)
    return png


def _refuse_undrawable(spec: str, where: str) -> None:
    """Refuse what the font cannot draw: the converter would take another font without a word."""
    for sign in missing_characters(spec):
        raise CharacterNotDrawable(character=sign, point=f"U+{ord(sign):04X}", where=where)
