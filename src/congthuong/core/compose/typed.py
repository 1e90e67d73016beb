"""Figures typed in the words of a template: they would stay as they are when the data change.

Inside braces a digit is refused when a template is parsed (`checking.py`). Outside them a digit may be the number of
a heading, of a law or of a day, so what is left is only told, beside the report.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from congthuong.core.compose.report import Definition
from congthuong.core.quantities import digits_outside

_BRACES = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_MARKS = re.compile(r"^#+ (?:[IVX]+|\d+(?:\.\d+)*)\. |^\s*\d+\. |\[\^[\w-]+\]:?", re.MULTILINE)
_GRADES = re.compile(r"\b[1-5] sao\b")  # "4 sao" is the class of a product of OCOP, as "hạng A" would be
BEFORE, AFTER = 30, 20  # signs of the line shown around a figure


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """A figure typed in a template; `line` counts from 1, `around` is how the place reads."""

    file: str
    line: int
    figure: str
    around: str

    @property
    def message(self) -> str:
        return (
            f"Mẫu {self.file}, dòng {self.line}: số «{self.figure}» gõ thẳng trong lời văn («{self.around}») sẽ "
            "không đổi theo số liệu. Hãy ghi số ấy thành số liệu hoặc dòng của sổ, rồi gọi ở mẫu bằng {{ … }}."
        )


def figures_typed(definition: Definition) -> tuple[TypedFigure, ...]:
    """Those of every template that the report uses, its annexes last, in reading order."""
    declared = definition.declared
    paths = dict.fromkeys([*declared.templates, *(one.template for one in declared.annexes)])
    return tuple(one for path in paths for one in figures_typed_in(path, definition.templates.get(path, "")))


def figures_typed_in(file: str, template: str) -> tuple[TypedFigure, ...]:
    """Digits outside braces and marks that are no part of a legal reference, date, period or proper name."""
    return tuple(_typed_in(file, unicodedata.normalize("NFC", template)))


def _typed_in(file: str, template: str) -> Iterator[TypedFigure]:
    text = _GRADES.sub(_dots, _MARKS.sub(_blank, _BRACES.sub(_dots, template)))
    for start, end in _whole(text, digits_outside(text)):
        line = template.count("\n", 0, start) + 1
        yield TypedFigure(file, line, template[start:end], _around(template, start, end))


def _whole(text: str, runs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """ "1,15" and "85/85" are one figure each."""
    figures: list[tuple[int, int]] = []
    for start, end in runs:
        if figures and text[figures[-1][1] : start] in (".", ",", "/"):
            start = figures.pop()[0]
        figures.append((start, end))
    return figures


def _around(template: str, start: int, end: int) -> str:
    """The words beside a figure on its own line, cut between words."""
    first = template.rfind("\n", 0, start) + 1
    last = template.find("\n", end)
    before, after = template[first:start], template[end : last if last >= 0 else None]
    if len(before) > BEFORE:
        before = "… " + before[-BEFORE:].partition(" ")[2]
    if len(after) > AFTER:
        after = after[:AFTER].rpartition(" ")[0] + " …"
    return f"{before}{template[start:end]}{after}".strip()


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _dots(found: re.Match[str]) -> str:
    """A brace stands for a word or a figure: what follows it does not begin a line."""
    return "·" * len(found[0])
