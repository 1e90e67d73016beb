"""Where the figures of a page come from: data for its panel, and a list that needs no script."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from congthuong.core.document import figures_words as words
from congthuong.core.document.model import Figure
from congthuong.core.document.writers.html_blocks import BlockWriter, shown

_UNSAFE_IN_SCRIPT = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


def script_json(value: Any, default: Any = None) -> Markup:
    """JSON that can stand in a script element: no sign of it can end the element or begin a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=default)
    for sign, escaped in _UNSAFE_IN_SCRIPT.items():
        text = text.replace(sign, escaped)
    return Markup(text)  # noqa: S704 (the signs that matter to HTML are escaped above)


def panel_data(writer: BlockWriter) -> dict[str, dict[str, Any]]:
    """Figure id -> what the panel tells; call it when all blocks are written."""
    return {
        id: {
            "name": words.title(figure),
            "text": shown(figure),
            "missing": figure.missing,
            "facts": words.facts(figure),
            "formula": words.formula(figure.origin),
            "inputs": [
                (letter, one.id, f"{words.about(one)}: {valued(one)}")
                for letter, one in zip(words.letters(figure.origin), figure.origin.inputs, strict=True)
            ],
            "doubts": words.doubts_beneath(figure, writer.doubts),
            "steps": figure.origin.steps,
            "rows": words.rows_told(figure.origin),
            "counted": figure.origin.counted or len(figure.origin.rows),
            "opens": figure.origin.opens,
            "at": writer.anchors.get(id, []),
        }
        for id, figure in writer.index.figures.items()
    }


def origins_list(writer: BlockWriter) -> Markup:
    """Every figure with its origin as a numbered list, inputs linked down to the observations."""
    figures = writer.index.figures
    if not figures:
        return Markup("")
    items = Markup("\n").join(_item(figure, writer) for figure in figures.values())
    return Markup(
        '<section class="origins" aria-labelledby="nguon-goc">\n<details open data-fold="always">'
        '<summary><h2 id="nguon-goc">Nguồn gốc các số liệu ({})</h2></summary>\n<ol>\n{}\n</ol>\n'
        "</details>\n</section>"
    ).format(_counted(writer), items)


def _counted(writer: BlockWriter) -> str:
    """As every other place counts a report's figures: those printed, each once; beside them those only calculated with."""
    printed = len(writer.index.printed)
    beneath = len(writer.index.figures) - printed
    return f"{printed} số liệu in trong báo cáo" + (f", {beneath} số chỉ dùng để tính" if beneath else "")


def _item(figure: Figure, writer: BlockWriter) -> Markup:
    origin = figure.origin
    parts = [Markup("<p><b>{}</b>: {}</p>").format(words.title(figure), shown(figure))]
    parts.extend(
        Markup('<p class="doubt">Xem lại: {}</p>').format(one)
        for one in words.doubts_beneath(figure, writer.doubts)
    )
    told = "; ".join(f"{label.lower()}: {text}" for label, text in words.facts(figure))
    parts.append(Markup("<p>{}</p>").format(f"{told[:1].upper()}{told[1:]}."))
    if origin.formula:
        parts.append(Markup("<p>Công thức: {}</p>").format(words.formula(origin)))
    parts.extend(Markup("<p>Phép tính: {}</p>").format(step) for step in origin.steps)
    if origin.inputs:
        links = Markup("; ").join(
            _link_to(one, letter, writer)
            for one, letter in zip(origin.inputs, words.letters(origin), strict=True)
        )
        parts.append(Markup("<p>Tính từ: {}.</p>").format(links))
    if origin.rows:
        rows = Markup("").join(Markup("<li>{}</li>").format(row) for row in words.rows_told(origin))
        parts.append(Markup("<p>Các dòng trong sổ:</p><ul>{}</ul>").format(rows))
    if origin.opens:
        parts.append(Markup("<p>Danh sách, ở phần mềm Sổ Công Thương: {}</p>").format(origin.opens))
    parts.append(_places(writer.anchors.get(figure.id, ())))
    return Markup('<li id="n{}">{}</li>').format(writer.number(figure.id), Markup("").join(parts))


def _link_to(figure: Figure, letter: str, writer: BlockWriter) -> Markup:
    return Markup('{}<a href="#n{}">{}</a> ({})').format(
        f"{letter} = " if letter else "", writer.number(figure.id), words.about(figure), valued(figure)
    )


def valued(figure: Figure) -> str:
    """The value with its unit: an input may stand in a table's cell as a bare number."""
    if figure.missing or not figure.unit or figure.unit in figure.text:
        return shown(figure)
    return words.with_unit(shown(figure), figure.unit)


def _places(anchors: Sequence[tuple[str, str]]) -> Markup:
    if not anchors:
        return Markup("<p>Không in trong báo cáo, chỉ dùng để tính.</p>")
    links = Markup("; ").join(
        Markup('<a href="#{}">{}</a>').format(anchor, place) for anchor, place in anchors
    )
    return Markup("<p>Được in ở: {}.</p>").format(links)


def missing_figures(figures: Mapping[str, Figure]) -> list[Figure]:
    return [figure for figure in figures.values() if figure.missing]
