"""What the page of a delivery offers to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from congthuong.apps.intake.shown import Figure
from congthuong.apps.intake.understanding import candidates
from congthuong.core.intake.headings import IGNORED, MEANINGS, ROLES, SURE
from congthuong.core.intake.kinds import kinds
from congthuong.core.intake.matching import LEFT_OUT, TOTAL
from congthuong.core.intake.proposing import Column, Line, Proposal
from congthuong.web.folding import fold, found

MOST_LINES = 60
_FILTERS = {
    "can-xem": "Cần xem",
    "khac": "Khác số đã biết",
    "moi": "Mới",
    "nhu-cu": "Như đã biết",
}
_STATES = {"khac": "changed", "moi": "new", "nhu-cu": "same"}

# Words that templates translate out of variables: named here, so that the English catalogue has them.
TRANSLATED = (
    _("Cần xem"), _("Khác số đã biết"), _("Mới"), _("Như đã biết"), _("chắc chắn"), _("có lẽ đúng"), _("chưa rõ"),
    _("Được nhận vào sổ"), _("Chỉ để đối chiếu"), _("Cột chữ"),
    _("chờ xem"), _("đã xem cột, chờ nhận"), _("đã nhận vào sổ"), _("đã bỏ"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trust:
    """How sure it is, as a word and as a class for its colour."""

    word: str
    look: str


SURELY, LIKELY, UNSURE = Trust("chắc chắn", "sure"), Trust("có lẽ đúng", "likely"), Trust("chưa rõ", "unsure")


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    column: Column
    trust: Trust
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class LineChoice:
    line: Line
    trust: Trust
    text: str  # the match as the field shows it

    @property
    def number(self) -> int:
        return self.line.row + 1


@dataclass(frozen=True, slots=True)
class Filter:
    """`all`: code, name and number of figures of every filter."""

    code: str
    all: tuple[tuple[str, str, int], ...]


def trust_of(score: int, taken: bool) -> Trust:
    if not taken:
        return UNSURE
    return SURELY if score >= SURE else LIKELY


def column_choices(proposal: Proposal) -> list[ColumnChoice]:
    kept = {one.meaning for one in proposal.kind.columns} if proposal.kind else set()
    taken = tuple((code, name) for code, name in MEANINGS.items() if code in kept)
    other = tuple((code, name) for code, name in MEANINGS.items() if code not in kept)
    roles = tuple(ROLES.items())
    groups = (("Được nhận vào sổ", taken), ("Chỉ để đối chiếu", other), ("Cột chữ", roles))
    return [
        ColumnChoice(one, trust_of(one.guess.score, bool(one.meaning)), groups)
        for one in proposal.columns
        if one.heading or one.meaning != IGNORED
    ]


def line_choices(proposal: Proposal, kind: str) -> tuple[list[LineChoice], int]:
    """The lines that are not sure, the most unclear first; and how many more there are."""
    names = _names(kind)
    unsure = [one for one in proposal.lines if one.match.score < SURE and (one.label or one.code)]
    unsure.sort(key=lambda one: bool(one.match.code))
    shown = [
        LineChoice(one, trust_of(one.match.score, bool(one.match.code)), names.get(one.match.code, ""))
        for one in unsure[:MOST_LINES]
    ]
    return shown, len(unsure) - len(shown)


def option_text(kind: str) -> list[str]:
    """The choices of a line, as people read and type them."""
    return list(_names(kind).values())


def _names(kind: str) -> dict[str, str]:
    names = {one.code: f"{one.code} · {one.name}" for one in candidates()[kind]}
    if kinds()[kind].rows == "codelist":
        names = {TOTAL: f"{TOTAL} · Dòng tổng"} | names
    return {LEFT_OUT: f"{LEFT_OUT} · Bỏ qua dòng này"} | names


def code_of_choice(text: str) -> str:
    """ "10 · Sản xuất…" -> "10"."""
    return text.partition("·")[0].strip()


def listed(figures: Sequence[Figure], text: str, wanted: str) -> tuple[list[Figure], Filter]:
    """The figures of a filter and a search; an unknown filter is none."""
    kept = found(figures, text, lambda one: fold(f"{one.code} {one.label} {one.meaning} {one.cell}"))
    sizes = {code: sum(_in(one, code) for one in kept) for code in _FILTERS}
    code = wanted if wanted in _FILTERS else ""
    ways = tuple((one, name, sizes[one]) for one, name in _FILTERS.items())
    return [one for one in kept if not code or _in(one, code)], Filter(code, ways)


def _in(figure: Figure, code: str) -> bool:
    if code == "can-xem":
        return any(not one.settled for one in figure.notes)
    return figure.state == _STATES[code]
