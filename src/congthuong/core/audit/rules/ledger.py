"""A report against what is known from elsewhere: the ledger as of its day, or an earlier report.

Only names that are exactly alike are compared, in one unit, period and basis; whatever is not surely the same figure
is passed over in silence.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from congthuong.core.audit.intervals import alike, last_place, signed, verdict, within
from congthuong.core.audit.known import Kind, KnownFigure, KnownFigures
from congthuong.core.audit.model import Claim, Relation, Role, Statement, Understanding, Verdict
from congthuong.core.audit.rules import around
from congthuong.core.audit.rules.operands import digits
from congthuong.core.audit.slips import near_slip
from congthuong.core.audit.subjects import words_of
from congthuong.core.quantities import Interval, Period, convert, convertible

LEDGER: Final = "ledger-value"
PREVIOUS: Final = "previous-report"
_KINDS: Final[dict[Role, Kind]] = {
    "level": "level", "count": "level", "base": "level", "plan": "plan", "change": "change",
    "attainment": "attainment",
}  # fmt: skip
_Index = dict[tuple[str, Kind, str], list[KnownFigure]]


def against(understanding: Understanding, known: KnownFigures) -> Iterator[Relation]:
    """The claims that `known` also has: those that agree, and those that surely do not.

    A report that names no year says nothing of any period.
    """
    if understanding.year is None:
        return
    index: _Index = defaultdict(list)
    amounts: dict[str, list[KnownFigure]] = defaultdict(list)
    for figure in known.figures:
        index[figure.key, figure.kind, figure.period].append(figure)
        if figure.kind in ("level", "plan"):
            amounts[figure.key].append(figure)
    counted: dict[tuple[str, str], list[KnownFigure]] = defaultdict(list)
    for figure in known.figures:
        if figure.kind == "level" and figure.unit.is_count:
            counted[figure.period, figure.unit.base].append(figure)
    for statement in understanding.statements:
        for claim in statement.claims:
            period = _period(statement, claim)
            kind = _KINDS.get(claim.role)
            if period is not None and kind is not None:
                same = [
                    one
                    for one in index.get((statement.key, kind, period.code), ())
                    if alike(one.unit, claim.unit)
                ]
                in_table = understanding.piece_of(claim).cell is not None
                if not (in_table and _of_another_period(claim, same, amounts[statement.key])):
                    yield from _compared(statement, claim, period, same, known)
                if not same and claim.role == "count":
                    yield from _counted(
                        understanding, statement, claim, counted[period.code, claim.unit.base], known
                    )


def _of_another_period(claim: Claim, same: Sequence[KnownFigure], amounts: Sequence[KnownFigure]) -> bool:
    """Whether a cell is none of the figures it was taken for but one of another period: its column was misread."""

    def agrees(figures: Sequence[KnownFigure]) -> bool:
        return any(alike(one.unit, claim.unit) and _verdict(claim, one) == "consistent" for one in figures)

    return not agrees(same) and agrees(amounts)


def _period(statement: Statement, claim: Claim) -> Period | None:
    """The period that the claim's own value is of."""
    if statement.period is None:
        return None
    if claim.role == "plan":
        return statement.period.whole_year()
    if claim.role in ("base", "change") and claim.base != "same_period":
        return None
    return statement.period.same_period_last_year() if claim.role == "base" else statement.period


def _compared(
    statement: Statement, claim: Claim, period: Period, same: Sequence[KnownFigure], known: KnownFigures
) -> Iterator[Relation]:
    said = [(one, _verdict(claim, one)) for one in same]
    agreeing = next((one for one, told in said if told == "consistent"), None)
    rule = LEDGER if known.binding else PREVIOUS
    shown = _shown(claim)
    if agreeing is not None:
        yield Relation(rule, "consistent", (claim.id,), f"{shown} khớp với {agreeing.text} ({known.about})")
        return
    firm = [(one, told) for one, told in said if _one_basis(statement, claim, one)]
    meant = _meant(claim, firm)
    if meant is None:
        return  # several figures of that name: which is meant is not known
    figure, told = meant
    yield Relation(
        rule,
        told if known.binding or told == "rounding" else "suspicious",
        (claim.id,),
        f"{shown} ≠ {figure.text}",
        f"«{statement.subject}» {period.name}: báo cáo ghi {shown}, {known.about} ghi {figure.text}. "
        "Hãy xem lại số nào đúng.",
        figure.text,
    )


def _counted(
    understanding: Understanding,
    one: Statement,
    claim: Claim,
    figures: Sequence[KnownFigure],
    known: KnownFigures,
) -> Iterator[Relation]:
    """ "Đến nay, toàn tỉnh hiện có 325 doanh nghiệp … công nghiệp": the sentence names a thing by its noun and the words around
    it. Only a slip of a figure known of that noun is asked about, and only where the sentence has the words of its name."""
    if (
        digits(claim) < _TELLING
        or one.period is None
        or any(_verdict(claim, figure) == "consistent" for figure in figures)
    ):
        return
    words = understanding.piece_of(claim).text
    first, last = around.sentence(words, claim.start, claim.end)
    said = words_of(words[first:last])
    found = [
        figure
        for figure in figures
        if _mistyped(claim, figure)
        and len(named := words_of(figure.key)) > 1
        and 5 * len(named & said) >= 3 * len(named)
    ]
    if len({figure.text for figure in found}) != 1:
        return
    yield Relation(
        LEDGER if known.binding else PREVIOUS,
        "suspicious",
        (claim.id,),
        f"{claim.text} ≠ {found[0].text}",
        f"{claim.text} có thể ghi nhầm: {known.about} ghi {found[0].text} ({found[0].key}). Hãy xem lại số nào đúng.",
        found[0].text,
    )


def _meant(claim: Claim, firm: Sequence[tuple[KnownFigure, Verdict]]) -> tuple[KnownFigure, Verdict] | None:
    """The figure of that name: the only one, or one told over again; of several the only one that a slip of the hand turns
    into what is printed, which may then be asked about."""
    if firm and all(
        one.interval.overlaps(firm[0][0].interval) and one.unit == firm[0][0].unit for one, _ in firm
    ):
        return max(firm, key=lambda found: len(found[0].text))
    slipped = [one for one, _ in firm if digits(claim) >= _TELLING and _mistyped(claim, one)]
    return (slipped[0], "suspicious") if len({one.text for one in slipped}) == 1 else None


_TELLING: Final = 3


def _mistyped(claim: Claim, figure: KnownFigure) -> bool:
    if not convertible(claim.unit, figure.unit):
        return False
    ends = [convert(end, figure.unit, claim.unit) for end in (figure.interval.low, figure.interval.high)]
    return near_slip(claim, Interval(*ends), strict=True) is not None


def _shown(claim: Claim) -> str:
    word = {"up": "tăng ", "down": "giảm "}.get(claim.direction, "") if claim.role == "change" else ""
    return word + claim.text


def _one_basis(statement: Statement, claim: Claim, figure: KnownFigure) -> bool:
    """Whether both are estimates, or both done, and so on; rates and plans are compared whatever they rest on."""
    if claim.role in ("plan", "base"):
        return True
    return statement.basis == figure.basis or {statement.basis, figure.basis} == {"", "actual"}


def _verdict(claim: Claim, figure: KnownFigure) -> Verdict:
    stated = _signed(claim)
    place = last_place(claim)
    if claim.unit == figure.unit:
        other = figure.interval
    else:
        other = Interval(
            convert(figure.interval.low, figure.unit, claim.unit),
            convert(figure.interval.high, figure.unit, claim.unit),
        )
    return verdict(other, stated, place) or "consistent"


def _signed(claim: Claim) -> Interval:
    return signed(claim) if claim.role == "change" else within(claim, claim.unit)
