"""Whole and parts of an index table: the whole industry, its sections, their divisions, by the rows' words and order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from congthuong.core.audit.table_cells import with_tones
from congthuong.core.audit.table_reading import Table
from congthuong.core.audit.tabular.figures import Figures

_WHOLE: Final = re.compile(
    with_tones(r"(?:chỉ số )?(?:toàn ngành|chung\b|chỉ số chung|chỉ số giá tiêu dùng|iip|tổng số|toàn tỉnh)")
)
# Sections B, C, D, E of the national classification of industries.
_SECTIONS: Final = tuple(
    re.compile(with_tones(words))
    for words in (
        r"(?:công nghiệp )?(?:khai khoáng|khai thác mỏ)$",
        r"(?:công nghiệp )?chế biến,? ?(?:và )?chế tạo",
        r"(?:công nghiệp )?(?:sản xuất và )?(?:phân phối|sx và pp) điện",
        r"(?:công nghiệp )?cung cấp nước",
    )
)


@dataclass(frozen=True, slots=True)
class IndexGroup:
    """Positions of a whole and of the parts whose weighted mean it is."""

    whole: int
    parts: tuple[int, ...]


def index_groups(figures: Figures) -> Iterator[IndexGroup]:
    """The whole with its sections, then each section with its divisions."""
    table = figures.table
    whole = next((one for one in figures.positions if _WHOLE.match(table.rows[one].key)), None)
    sections = _sections(figures)
    if whole is not None and len(sections) > 1:
        yield IndexGroup(whole, tuple(sections))
    elif whole is not None and len(tops := _tops(figures, whole)) > 2:
        yield IndexGroup(whole, tops)
    bounds = [*sections, len(table.rows)]
    for first, last in zip(sections, bounds[1:], strict=False):
        divisions = tuple(one for one in figures.positions if first < one < last)
        if len(divisions) > 1:
            yield IndexGroup(first, divisions)


def same_rows(figures: Figures) -> Iterator[tuple[int, int]]:
    """A section with one division: section D and division 35, which carry the same figures under the same name."""
    rows = figures.table.rows
    for first, second in zip(figures.positions, figures.positions[1:], strict=False):
        if rows[first].key == rows[second].key and len(rows[first].key) > 10:
            yield first, second


def _sections(figures: Figures) -> list[int]:
    """The rows of sections B, C, D, E, each once, in order."""
    rows = figures.table.rows
    found: list[int] = []
    for words in _SECTIONS:
        start = found[-1] if found else -1
        named = next((one for one in figures.positions if one > start and words.match(rows[one].key)), None)
        if named is not None:
            found.append(named)
    return found


def _tops(figures: Figures, whole: int) -> tuple[int, ...]:
    rows: Table = figures.table
    below = [one for one in figures.positions if one > whole]
    if not below or not rows.rows[below[0]].marker:
        return ()
    level = min(rows.rows[one].level for one in below)
    return tuple(one for one in below if rows.rows[one].level == level and rows.rows[one].marker)
