"""Pictures of figures: one Vega-Lite specification, drawn here for paper and in the browser for the page.

The specification carries the Vietnamese number format and the font itself, so every writer draws the same
picture. A chart's title is not in the picture: writers print it as text, where it can be read and found.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from threading import Lock
from types import MappingProxyType
from typing import Any

import vl_convert

from congthuong.core.document.chart_specs import (
    NUMBER_LOCALE,
    VEGA_LITE,
    WIDTH,
    Point,
    bars,
    flat,
    json_number,
    look,
)
from congthuong.core.document.fonts import FAMILY, FONT_DIRECTORY, missing_characters
from congthuong.core.document.model import Chart, Figure
from congthuong.core.document.time_specs import NOT_KNOWN, Moment, over_time
from congthuong.core.problems import Problem

_FONT_FAMILY = re.compile(r'font-family="([^"]*)"')


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


def bar_chart(title: str, rows: Sequence[tuple[str, Figure]], unit: str, source: str = "") -> Chart:
    """Horizontal bars, one a row, in the order given; falling values in a second colour.

    rows: (name, figure in `unit`), at least one. A missing figure has no bar; its text stands in its place.
    Raises ChartWithoutRows.
    """
    points = [Point(i, label, "", figure) for i, (label, figure) in enumerate(rows)]
    _require(points, title)
    alt = f"Biểu đồ cột ngang: {flat(title)}. Đơn vị tính: {unit}. {_in_words(points)}"
    return _chart(bars(points, (), unit, flat(title)), title, alt, unit, source, points)


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
        Point(i, label, name, figure)
        for i, (label, figures) in enumerate(rows)
        for name, figure in zip(series, figures, strict=True)
    ]
    _require(points, title)
    alt = f"Biểu đồ cột ghép ({', '.join(series)}): {flat(title)}. Đơn vị tính: {unit}. {_in_words(points)}"
    return _chart(bars(points, series, unit, flat(title)), title, alt, unit, source, points)


def time_chart(
    title: str, moments: Sequence[Moment], unit: str, source: str = "", *, as_bars: bool, width: int = WIDTH
) -> Chart:
    """One kind of period over time, in the order given: bars from zero for magnitudes, else a line that breaks where
    nothing is known. What was aimed at has a mark of its own. `width`: of the picture, in px.

    Raises ChartWithoutRows when no moment has a figure.
    """
    points = [
        Point(position, one.name, series, figure)
        for position, one in enumerate(moments)
        for series, figure in one.marks
    ]
    _require(points, title)
    kind = "cột" if as_bars else "đường"
    told = _in_words(points, gaps={at: one.name for at, one in enumerate(moments) if not one.marks})
    alt = f"Biểu đồ {kind} theo thời gian: {flat(title)}. Đơn vị tính: {unit}. {told}"
    return _chart(
        over_time(moments, unit, flat(title), as_bars=as_bars, width=width), title, alt, unit, source, points
    )


def chart_svg(spec: Mapping[str, Any]) -> str:
    """The picture as SVG text, its words kept as text. Raises CharacterNotDrawable, ChartNotDrawn."""
    return _picture(spec_json(spec)).svg()


def chart_png(spec: Mapping[str, Any], scale: int = 2) -> bytes:
    """The picture as PNG, `scale` pixels for one of the SVG. Raises CharacterNotDrawable, ChartNotDrawn."""
    return _picture(spec_json(spec)).png(scale)


def spec_json(spec: Mapping[str, Any]) -> str:
    """The specification as JSON; a Decimal becomes a JSON number with the same digits."""
    return json.dumps(spec, ensure_ascii=False, default=_plain, separators=(",", ":"))


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return json_number(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no place in a chart specification")


def _require(points: Sequence[Point], title: str) -> None:
    if not points:
        raise ChartWithoutRows(where=flat(title))


def _chart(
    spec: Mapping[str, Any], title: str, alt: str, unit: str, source: str, points: Sequence[Point]
) -> Chart:
    return Chart(spec, title, alt, unit, source, tuple(point.figure for point in points))


def _in_words(points: Sequence[Point], gaps: Mapping[int, str] = MappingProxyType({})) -> str:
    """What the marks show, each with its printed figure, then what lies highest and lowest. `gaps`: what has no mark, by
    its position; it is told in its turn, for March left out sounds as if April followed February."""
    said = [(point.position, f"{_name(point)}: {point.figure.text}") for point in points]
    said += [(position, f"{flat(name)}: {NOT_KNOWN}") for position, name in gaps.items()]
    told = "; ".join(text for _, text in sorted(said, key=lambda one: one[0])) + "."
    known = [point for point in points if point.figure.value is not None]
    if len(known) < 2:
        return told
    highest = max(known, key=lambda point: point.figure.value or Decimal(0))
    lowest = min(known, key=lambda point: point.figure.value or Decimal(0))
    return f"{told} Cao nhất là {_name(highest)}, thấp nhất là {_name(lowest)}."


def _name(point: Point) -> str:
    return f"{flat(point.label)} ({point.series})" if point.series else flat(point.label)


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(FONT_DIRECTORY))


class _Picture:
    """A specification and what was drawn of it. Writers run side by side and ask for the same picture: one
    draws, the other waits for it; what is drawn is had without waiting."""

    def __init__(self, spec: str) -> None:
        self._spec = spec
        self._drawing = Lock()
        self._svg = ""
        self._pngs: dict[int, bytes] = {}

    def svg(self) -> str:
        if not self._svg:
            with self._drawing:
                self._svg = self._svg or _drawn(self._spec)
        return self._svg

    def png(self, scale: int) -> bytes:
        svg = self.svg()
        if scale not in self._pngs:
            with self._drawing:
                if scale not in self._pngs:
                    self._pngs[scale] = vl_convert.svg_to_png(svg, scale=scale)
        return self._pngs[scale]


@lru_cache(maxsize=64)
def _picture(spec: str) -> _Picture:
    return _Picture(spec)


def _drawn(spec: str) -> str:
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


def _refuse_undrawable(spec: str, where: str) -> None:
    """Refuse what the font cannot draw: the converter would take another font without a word."""
    for sign in missing_characters(spec):
        raise CharacterNotDrawable(character=sign, point=f"U+{ord(sign):04X}", where=where)
