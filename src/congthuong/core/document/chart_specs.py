"""How a chart looks: the Vega-Lite specification of bars, in our font and number format; over time: time_specs.py.

Pure data from figures; drawing is in charts.py.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from congthuong.core.document.fonts import FAMILY
from congthuong.core.document.model import Figure

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
_LABEL_LETTERS = 32  # letters in a line of a category's name before it goes on to the next line
_LINE = 16  # px from one line of a name to the next
LETTER = 7  # px, a generous mean width of a letter at LABEL_SIZE
_BESIDE = 24  # px around a figure at the end of a bar: it touches neither bar nor axis
_SMALLEST_PLOT = 330  # px left for bars beside the widest names


@dataclass(frozen=True, slots=True)
class Point:
    """One mark of a chart: the figure of a category (`label`) in a series."""

    position: int
    label: str
    series: str
    figure: Figure


def printed(figure: Figure) -> str:
    """The figure as printed, without its unit: the axis says the unit once for all."""
    text = figure.text.removesuffix(figure.unit).rstrip() if figure.unit else figure.text
    return text or figure.text


@lru_cache(1024)
def name_lines(name: str) -> tuple[str, ...]:
    """A long name in as few lines as hold it, and those of one length: no syllable stands alone in the last."""
    lines = textwrap.wrap(name, _LABEL_LETTERS)
    for width in range(_LABEL_LETTERS - 1, 0, -1):
        narrower = textwrap.wrap(name, width, break_long_words=False)
        if len(narrower) > len(lines) or max(map(len, narrower), default=0) > width:
            break
        lines = narrower
    return tuple(lines)


def mark_rows(points: Iterable[Point]) -> list[dict[str, Any]]:
    return [
        {
            "key": f"{point.position:03d}|" + "\n".join(name_lines(point.label)),
            "label": flat(point.label),
            "series": point.series,
            "value": json_number(point.figure.value),
            "text": printed(point.figure),
            "printed": point.figure.text,
            "said": ": ".join(filter(None, (flat(point.label), point.series, point.figure.text))),
            "missing": point.figure.missing,
            "figure": point.figure.id,
        }
        for point in points
    ]


def _base(points: Sequence[Point], title: str) -> dict[str, Any]:
    return {
        "$schema": SCHEMA,
        "description": title,
        "width": WIDTH,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "data": {"values": mark_rows(points)},
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


def _names_axis(points: Sequence[Point], **axis: Any) -> dict[str, Any]:
    """The axis of names: whole, in several lines where long, in the order given (the key sorts, unseen).

    The names are listed, so that a category whose only figure is missing keeps its place.
    """
    keys = list(dict.fromkeys(row["key"] for row in mark_rows(sorted(points, key=_position))))
    label = {"labelExpr": "split(substring(datum.value, 4), '\\n')", "ticks": False, "labelPadding": 8}
    return {
        "field": "key",
        "type": "nominal",
        "title": None,
        "scale": {"domain": keys},
        "axis": {**label, **axis},
    }


def _position(point: Point) -> int:
    return point.position


def _centred_lines(most: int) -> dict[str, Any]:
    """Move a name of n lines up by half of its further lines: Vega centres only the first."""
    tests = [
        {"test": f"length(split(datum.value, '\\n')) == {n}", "value": -(n - 1) * _LINE / 2}
        for n in range(2, most + 1)
    ]
    return {"condition": tests, "value": 0}


def _domain(points: Sequence[Point]) -> list[int | float]:
    """Ends of the value axis: always with zero, and wide enough for the figures written at the bars' ends."""
    values = [point.figure.value for point in points if point.figure.value is not None]
    low, high = min([Decimal(0), *values]), max([Decimal(0), *values])
    span = (high - low) or Decimal(1)
    longest = max(len(printed(point.figure)) for point in points)
    room = span * min(Decimal(longest * LETTER + _BESIDE) / _SMALLEST_PLOT, Decimal("0.45"))
    ends = (low - room if low < 0 else Decimal(0), high + room if high > 0 or low == 0 else Decimal(0))
    return [float(round(end, 6)) for end in ends]


def spoken(series: Sequence[str]) -> dict[str, Any]:
    """What a mark says to a pointer, and in one sentence to a screen reader."""
    told = [("label", "Tên"), ("printed", "Giá trị")]
    if series:
        told.insert(1, ("series", "Loại số liệu"))
    return {
        "tooltip": [{"field": field, "type": "nominal", "title": title} for field, title in told],
        "description": {"field": "said", "type": "nominal"},
    }


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


def bars(points: Sequence[Point], series: Sequence[str], unit: str, title: str) -> dict[str, Any]:
    lines = max(len(name_lines(point.label)) for point in points)
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
            {"mark": {"type": "bar"}, "encoding": {"color": _colour(series), **spoken(series)}},
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


def json_number(value: Decimal | None) -> int | float | None:
    """The JSON number with the decimal's digits: only the picture's geometry is computed from it."""
    number: int | float | None = None if value is None else json.loads(format(value, "f"))
    return number


def flat(text: str) -> str:
    return " ".join(text.split())
