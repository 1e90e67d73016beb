"""The real report's relations, laid over its text where the text is present (it stays outside the repository)."""

from __future__ import annotations

import re
from pathlib import Path

from .annotations import Annotated, Operand, Page
from .arithmetic import names_in
from .build import DATA

_REPORT = Path(__file__).parents[3] / "shared" / "seed" / "report-2020-h1.txt"


def seed_page() -> Page | None:
    """The real report as an annotated text, None where it is not at hand."""
    if not _REPORT.exists():
        return None
    text = _REPORT.read_text(encoding="utf-8")
    operands, relations = (DATA / "seed-relations.txt").read_text(encoding="utf-8").split("===\n")
    lines = [line for line in operands.splitlines() if line and not line.startswith("#")]
    found = [_operand(line, text) for line in lines]
    return Page("seed", text, {one.id: one for one in found}, tuple(map(_relation, relations.splitlines())))


def _operand(line: str, text: str) -> Operand:
    shape = re.fullmatch(r"(\S+) (.+?) (\d+)( exact| words)?", line)
    assert shape, line
    name, surface, occurrence, kind = shape.groups()
    before, number, after = surface.split("|") if "|" in surface else ("", surface, "")
    pattern = f"{re.escape(before)}({re.escape(number)}){re.escape(after)}"
    if not before and not after:
        pattern = rf"(?<![\d.,/])({re.escape(number)})(?![\d/]|[.,]\d)"
    start, end = list(re.finditer(pattern, text))[int(occurrence) - 1].span(1)
    return Operand(name, start, end, number, kind == " exact", kind == " words", english=False)


def _relation(line: str) -> Annotated:
    kind, check = line.split(maxsplit=1)
    return Annotated(kind.rstrip("!"), kind.endswith("!"), check, tuple(names_in(check)))
