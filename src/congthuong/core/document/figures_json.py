"""The figures of a document as data, and the arithmetic of one of them in words."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from congthuong.core.document import figures_words as words
from congthuong.core.document.figures_index import FigureIndex, Occurrence
from congthuong.core.document.model import Document, Figure
from congthuong.core.problems import Problem, nearest_few


class UnknownFigure(Problem):
    code = "CT-081"
    text = "Báo cáo không có số liệu mang mã «{figure}».{hint} Mã của mọi số liệu ở tệp số liệu kèm báo cáo."


def unknown_figure(figure_id: str, known: Iterable[str]) -> UnknownFigure:
    """Several that may be meant: of one quantity there are the value, its growth, its attainment."""
    close = ", ".join(f"«{one}»" for one in nearest_few(figure_id, known))
    return UnknownFigure(figure=figure_id, hint=f" Có phải bạn muốn xem {close}?" if close else "")


def figures_json(document: Document) -> bytes:
    """Every printed figure and, recursively, every input of one: UTF-8 JSON, the same bytes every time.

    One line a figure, sorted by id; `printed` is false for inputs that the text does not show; `value`, `low` and
    `high` are unrounded decimal numbers as strings (null when missing); `places` are the spots in reading
    order. Raises ValueError when one id stands for two values (a bug of the composer).
    """
    index = FigureIndex.of(document)
    places: dict[str, dict[str, None]] = {}
    for one in index.occurrences:
        places.setdefault(one.figure.id, {})[one.place] = None
    about = {
        "code": document.code,
        "kind": document.kind,
        "title": " ".join(document.title.split()),
        "as_of": document.as_of,
    }
    lines = [
        _json(_record(index.figures[figure_id], list(places.get(figure_id, ()))))
        for figure_id in sorted(index.figures)
    ]
    figures = ",\n".join(lines)
    return f'{{"document": {_json(about)},\n"figures": [\n{figures}\n]}}\n'.encode()


_json = json.JSONEncoder(ensure_ascii=False).encode


def _record(figure: Figure, places: list[str]) -> dict[str, Any]:
    origin = figure.origin
    return {
        "id": figure.id,
        "text": figure.text,
        "value": _number(figure.value),
        "unit": figure.unit,
        "kind": origin.kind,
        "name": origin.name,
        "indicator": origin.indicator,
        "place": origin.place,
        "place_name": origin.place_name,
        "period": origin.period,
        "period_name": origin.period_name,
        "basis": origin.basis,
        "items": origin.items,
        "item_names": origin.item_names,
        "formula": origin.formula,
        "inputs": [one.id for one in origin.inputs],
        "steps": list(origin.steps),
        "source": origin.source,
        "vintage": origin.vintage,
        "status": origin.status,
        "counted_to": origin.counted_to,
        "recorded_on": origin.recorded_on,
        "recorded_by": origin.recorded_by,
        "low": _number(origin.low),
        "high": _number(origin.high),
        "rows": list(origin.rows),
        "register": origin.register,
        "row_count": origin.counted,
        "row_keys": list(origin.row_keys),
        "list": origin.opens,
        "printed": bool(places),
        "places": places,
    }


def _number(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def explain(figures: Document | Iterable[Figure], figure_id: str) -> tuple[str, ...]:
    """How a figure came about, one line a step, down to the observations and their sources.

    Lines are indented by two spaces a level; a figure met before is not told twice.
    Raises UnknownFigure, naming the nearest id.
    """
    index = (
        FigureIndex.of(figures)
        if isinstance(figures, Document)
        else FigureIndex(tuple(Occurrence(figure, "") for figure in figures))
    )
    known = index.figures
    printed = frozenset(one.figure.id for one in index.occurrences)
    if figure_id not in known:
        raise unknown_figure(figure_id, known)
    return tuple(_told(known[figure_id], _Told(known, printed), 0, ""))


@dataclass(slots=True)
class _Told:
    """The figures that may be told, those that stand on a page, and those told already."""

    known: Mapping[str, Figure]
    printed: frozenset[str]
    already: set[str] = field(default_factory=set)


def _told(figure: Figure, telling: _Told, depth: int, letter: str) -> Iterator[str]:
    lead = "  " * depth
    name = f"{letter} = " if letter else ""
    yield f"{lead}{name}{_headline(figure)}"
    if figure.id in telling.already:
        yield f"{lead}  (đã giải thích ở trên)"
        return
    telling.already.add(figure.id)
    origin = figure.origin
    for line in _own_lines(figure, printed=figure.id in telling.printed):
        yield f"{lead}  {line}"
    for part, letter in zip(origin.inputs, words.letters(origin), strict=True):
        yield from _told(telling.known.get(part.id, part), telling, depth + 1, letter)


def _headline(figure: Figure) -> str:
    """ "Giá trị sản xuất công nghiệp, tỉnh Trà Vinh, 6 tháng đầu năm 2020, ước thực hiện: 19.125,44 tỷ đồng"."""
    origin = figure.origin
    basis = words.BASIS_NAMES.get(origin.basis, origin.basis)
    about = (words.title(figure), origin.place_name, origin.period_name or origin.period, basis)
    shown = figure.text if figure.missing else words.with_unit(words.unrounded(figure.value), figure.unit)
    return f"{', '.join(part for part in about if part)}: {shown} [{figure.id}]"


def _own_lines(figure: Figure, *, printed: bool) -> Iterator[str]:
    origin = figure.origin
    if origin.formula:
        yield f"Công thức: {words.formula(origin)}"
    for step in origin.steps:
        yield f"Phép tính: {step}"
    if (
        printed
        and not figure.missing
        and figure.text != words.with_unit(words.unrounded(figure.value), figure.unit)
    ):
        yield f"In là: {figure.text}"
    if interval := words.interval(figure):
        yield f"Tình trạng: {words.status(origin) or 'suy ra'}, {interval}"
    if origin.rows:
        yield f"Các dòng: {'; '.join(words.rows_told(origin))}"
    if origin.opens:
        yield f"Danh sách: {origin.opens}"
    if source := _source(figure):
        yield f"Nguồn: {source}"


def _source(figure: Figure) -> str:
    origin = figure.origin
    parts = [
        origin.source,
        words.vintage_name(origin.vintage, origin.status),
        f"chốt đến ngày {words.day(origin.counted_to)}" if origin.counted_to else "",
        f"ghi sổ ngày {words.day(origin.recorded_on)}" if origin.recorded_on else "",
        f"người ghi: {origin.recorded_by}" if origin.recorded_by else "",
    ]
    return "; ".join(part for part in parts if part)
