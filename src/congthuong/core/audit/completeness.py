"""Whether parts are all there are, as their names show: classes that leave nothing out, grades in a row, shares of 100%."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, Final

import regex

from congthuong.core.audit import intervals
from congthuong.core.audit.cues import any_word
from congthuong.core.audit.model import Claim, Statement, Understanding
from congthuong.core.quantities.units import fold

Part = tuple[Statement, Claim]
_LABEL: Final = 90
_GRADE: Final = regex.compile(
    r"(?:hạng|loại|nhóm|mức độ|cấp|bậc|đội số|khu vực)\s+(?P<after>[0-9]{1,2}|[ivx]{1,4}|đặc biệt)(?![\p{L}\p{Nd}])|(?P<stars>[0-9])\s+sao"
)
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}


def all_there_is(text: Understanding, parts: Sequence[Part]) -> bool:
    """Whether no further part can stand beside these."""
    labels = [_label(text, one, claim) for one, claim in parts]
    return _closed(labels) or _denied(labels) or _graded(labels) or _shares_to_hundred(parts)


def _label(text: Understanding, one: Statement, claim: Claim) -> str:
    """The words that name a part: those before its number within the clause, its noun and those after it."""
    before = claim.lead if claim.lead.strip() else one.subject
    return fold(f"{before[-_LABEL:]} {claim.unit.base} {claim.tail[:_LABEL]}")


def _closed(labels: Sequence[str]) -> bool:
    return any(_fits(rows, labels) for rows in _classes() if len(rows) == len(labels))


def _fits(rows: Sequence[regex.Pattern[str]], labels: Sequence[str]) -> bool:
    left = list(rows)
    for label in labels:
        met = [row for row in rows if row.search(label)]
        if len(met) != 1 or met[0] not in left:
            return False  # "công chức, viên chức" names both
        left.remove(met[0])
    return True


def _denied(labels: Sequence[str]) -> bool:
    """Whether the second of two names is the first denied: its words after "chưa", "phi", "ngoài"."""
    if len(labels) != 2:
        return False
    for first, second in (labels, labels[::-1]):
        found = _negation().search(second)
        if found is None or _negation().search(first):
            continue
        words = second[found.end() :].split()
        if words and f" {words[0]}" in f" {first}" and set(words[:2]) <= set(first.split()):
            return True
    return False


def _graded(labels: Sequence[str]) -> bool:
    """Whether the parts are grades in a row, up or down, three at least: hạng 1, 2, 3; 5 sao, 4 sao, 3 sao."""
    grades: list[int] = []
    for label in labels:
        found = list(_GRADE.finditer(label))
        if not found:
            break
        word = found[-1]["after"] or found[-1]["stars"]
        grades.append(_ROMAN.get(word) or (int(word) if word.isdigit() else 0))
    rest = labels[len(grades) :]
    steps = {second - first for first, second in pairwise(grades)}
    return len(grades) > 2 and steps in ({1}, {-1}) and all(_ungraded().search(label) for label in rest)


def _shares_to_hundred(parts: Sequence[Part]) -> bool:
    shares = [one.first("share") for one, _ in parts]
    given = [share for share in shares if share is not None and share.unit.base == "%"]
    if len(given) != len(parts) or len(parts) < 2:
        return False
    total = intervals.total(share.interval for share in given)
    return Decimal(100) in total and sum(share.decimals for share in given) > 0


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "closed_classes.toml").read_text(encoding="utf-8"))


@cache
def _classes() -> tuple[tuple[regex.Pattern[str], ...], ...]:
    return tuple(
        tuple(regex.compile(rf"(?<!\p{{L}}){any_word(row)}(?!\p{{L}})") for row in one["rows"])
        for one in _data()["class"]
    )


@cache
def _negation() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}}){any_word(_data()['negations']['words'])}(?!\p{{L}})\s*")


@cache
def _ungraded() -> regex.Pattern[str]:
    return regex.compile(r"(?<!\p{L})(?:chưa|không|khác|còn lại)(?!\p{L})")
