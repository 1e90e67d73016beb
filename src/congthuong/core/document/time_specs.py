"""How a chart over time looks: one kind of period along the axis, each in its place whether it is known or not.

Pure data from figures; drawing is in charts.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from congthuong.core.document.chart_specs import (
    FALLING,
    INK,
    LETTER,
    PALETTE,
    SCHEMA,
    WIDTH,
    Point,
    look,
    mark_rows,
    printed,
    spoken,
)
from congthuong.core.document.model import Figure

Mark = tuple[str, Figure]
"""What kind of figure it is ("thực hiện", "kế hoạch"), and the figure."""

VALUES = (PALETTE[0], PALETTE[2])
PLAN, FORECAST = FALLING, PALETTE[4]
"""Colours of what was done and of what was aimed at; the aims also have a shape of their own."""

STEPS = (1, 2, 3, 4, 6, 12, 24, 60)
"""Every how many periods one is named: a reader counts quarters and years, not fives of months."""

NOT_KNOWN = "[chưa có số liệu]"
"""As every writer prints a figure that is missing."""

_BESIDE_PLOT = 70  # px for the figures of the value axis
_WIDEST_BAR = 72  # px: two periods alone are no walls
_BETWEEN = 10  # px from one name under the axis to the next


@dataclass(frozen=True, slots=True)
class Moment:
    """A period on the axis: its name in a sentence, the short one under the axis; what is known of it (None leaves the
    place empty), what was planned, what is expected."""

    name: str
    short: str
    value: Mark | None
    plan: Mark | None = None
    forecast: Mark | None = None

    @property
    def marks(self) -> tuple[Mark, ...]:
        return tuple(one for one in (self.value, self.plan, self.forecast) if one)


def over_time(
    moments: Sequence[Moment], unit: str, title: str, *, as_bars: bool, width: int = WIDTH
) -> dict[str, Any]:
    colour = _colour(moments)
    band = _plot(width) / len(moments)
    return {
        "$schema": SCHEMA,
        "description": title,
        "width": width,
        "height": 280 if width >= WIDTH else 240,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "data": {"values": _rows(moments)},
        "config": look(),
        "encoding": {"x": _axis(moments, width), "y": _values(unit, from_zero=as_bars)},
        "layer": [
            *(_bars(colour, band) if as_bars else _line(colour)),
            _plan_marks(colour, band),
            _forecast_marks(colour),
            _missing_marks(band),
            *([_written()] if as_bars and _fit(moments, band) else []),
        ],
    }


def _rows(moments: Sequence[Moment]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for position, one in enumerate(moments):
        of = {"value": one.value, "plan": one.plan, "forecast": one.forecast}
        roles = [role for role, mark in of.items() if mark]
        told = mark_rows([Point(position, one.name, *mark) for mark in one.marks])
        key = _key(position, one)
        rows += [{**row, "key": key, "role": role} for role, row in zip(roles, told, strict=True)]
        if one.value is None:  # nothing is drawn; a line ends before it and begins again behind it
            rows.append({"key": key, "role": "value", "value": None})
        if not one.marks:
            rows.append(
                {"key": key, "role": "missing", "text": NOT_KNOWN, "said": f"{one.name}: {NOT_KNOWN}"}
            )
    return rows


def _key(position: int, one: Moment) -> str:
    return f"{position:03d}|{one.short}"


def _plot(width: int) -> int:
    return width - _BESIDE_PLOT


def _axis(moments: Sequence[Moment], width: int) -> dict[str, Any]:
    """Names lie flat and every n-th is there, counted back from the last: the one that is looked for."""
    keys = [_key(position, one) for position, one in enumerate(moments)]
    widest = max(len(one.short) for one in moments) * LETTER + _BETWEEN
    fitting = max(1, _plot(width) // widest)
    step = next((one for one in STEPS if len(keys) <= fitting * one), STEPS[-1])
    label = {"labelExpr": "substring(datum.value, 4)", "labelAngle": 0, "labelOverlap": False}
    return {
        "field": "key",
        "type": "nominal",
        "title": None,
        "scale": {"domain": keys},
        "axis": {**label, "values": keys[::-1][::step][::-1], "labelPadding": 6},
    }


def _values(unit: str, *, from_zero: bool) -> dict[str, Any]:
    flat_above = {"titleAngle": 0, "titleAlign": "left", "titleAnchor": "start", "titleBaseline": "bottom"}
    return {
        "field": "value",
        "type": "quantitative",
        "scale": {"zero": from_zero, "nice": True},
        "axis": {
            "title": f"Đơn vị tính: {unit}" if unit else None,
            **flat_above,
            "titleX": 0,
            "titleY": -8,
            "format": ",~f",
            "tickCount": 5,
        },
    }


def _colour(moments: Sequence[Moment]) -> dict[str, Any]:
    known = dict.fromkeys(one.value[0] for one in moments if one.value)
    colours = {series: VALUES[at % len(VALUES)] for at, series in enumerate(known)}
    colours |= {one.plan[0]: PLAN for one in moments if one.plan}
    colours |= {one.forecast[0]: FORECAST for one in moments if one.forecast}
    sign = {"symbolType": "square", "symbolOpacity": 1, "symbolLimit": 0}
    return {
        "field": "series",
        "type": "nominal",
        "scale": {"domain": list(colours), "range": list(colours.values())},
        "legend": {"title": None, "orient": "top", "columns": 3, "offset": 30, **sign},
    }


def _role(role: str, **mark: Any) -> dict[str, Any]:
    return {"transform": [{"filter": f"datum.role == '{role}' && datum.value != null"}], "mark": mark}


def _told(colour: dict[str, Any]) -> dict[str, Any]:
    return {"encoding": {"color": colour, **spoken(colour["scale"]["domain"])}}


def _bars(colour: dict[str, Any], band: float) -> list[dict[str, Any]]:
    width = {"width": _WIDEST_BAR} if band > _WIDEST_BAR else {}
    return [{**_role("value", type="bar", **width), **_told(colour)}]


def _line(colour: dict[str, Any]) -> list[dict[str, Any]]:
    """One line through what is known, whatever kind of figure each is; its points say which."""
    through = {"type": "line", "strokeWidth": 2, "color": PALETTE[0], "invalid": "break-paths-filter-domains"}
    return [
        {"transform": [{"filter": "datum.role == 'value'"}], "mark": through},
        {**_role("value", type="point", filled=True, size=55, opacity=1), **_told(colour)},
    ]


def _plan_marks(colour: dict[str, Any], band: float) -> dict[str, Any]:
    """A stroke across the period's place: where it was to come to."""
    length = max(8, min(_WIDEST_BAR, band))
    return {
        **_role("plan", type="tick", orient="horizontal", thickness=4, size=length, opacity=1),
        **_told(colour),
    }


def _forecast_marks(colour: dict[str, Any]) -> dict[str, Any]:
    return {
        **_role(
            "forecast", type="point", shape="diamond", filled=False, strokeWidth=2.5, size=110, opacity=1
        ),
        **_told(colour),
    }


def _missing_marks(band: float) -> dict[str, Any]:
    """Upright in its place, so that a gap is no zero and no slip of the drawing; a screen reader hears it in its turn."""
    upright = {
        "angle": 270,
        "align": "left",
        "baseline": "middle",
        "fontSize": max(7, min(11, int(band) - 2)),
    }
    return {
        "transform": [{"filter": "datum.role == 'missing'"}],
        "mark": {"type": "text", "color": INK, "dx": 4, **upright},
        "encoding": {
            "y": {"value": "height"},
            "text": {"field": "text"},
            "description": {"field": "said", "type": "nominal"},
        },
    }


def _written() -> dict[str, Any]:
    text = _role("value", type="text", baseline="bottom", dy=-4, color=INK)
    return {**text, "encoding": {"text": {"field": "text"}}}


def _fit(moments: Sequence[Moment], band: float) -> bool:
    """Whether every figure has room above its bar."""
    longest = max((len(printed(one.value[1])) for one in moments if one.value), default=0)
    return longest * LETTER + _BETWEEN <= band
