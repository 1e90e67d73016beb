"""Where the registers of the rural programme say of one commune what cannot be true together.

Criterion 7 asks of a commune that its market passes (Decision 1214/QĐ-BCT of 2022), so that a commune which meets it has no
market that fails; and how a commune stands by a criterion is told by two registers. Each is told as a doubt with both rows
named: which of them is right only the office knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Final, TypeVar

from django.db.models import QuerySet

from congthuong.apps.registers.kinds import Check, Doubt, RowAsked
from congthuong.apps.rural.models import Commune, CriterionState, MarketEvidence
from congthuong.apps.rural.models.communes import CRITERIA, LEVELS, MET, NOT_ASKED

R = TypeVar("R", CriterionState, MarketEvidence, Commune)

POWER, TRADE = CRITERIA
BASIC = LEVELS[0]
FAILS: Final = "chưa đạt"
COLUMN: Final = {POWER: "tieu_chi_4", TRADE: "tieu_chi_7"}
"""Where the register of communes tells of a criterion, at the basic level."""


class Others:
    """The rows that stand, by commune: of one, or of all, each register read once and only when it is asked."""

    def __init__(self, commune: str | None = None) -> None:
        self._only = {} if commune is None else {"xa": commune}

    @cached_property
    def states(self) -> Mapping[str, list[CriterionState]]:
        return self._standing(CriterionState.objects.order_by("nam", "key"))

    @cached_property
    def markets(self) -> Mapping[str, list[MarketEvidence]]:
        return self._standing(MarketEvidence.objects.filter(ket_luan=FAILS).order_by("key"))

    @cached_property
    def communes(self) -> Mapping[str, list[Commune]]:
        return self._standing(Commune.objects.order_by("key"))

    def latest(self, commune: str, criterion: str) -> list[CriterionState]:
        """The commune's row of its last year, of each level."""
        own = [one for one in self.states.get(commune, ()) if one.tieu_chi == criterion]
        return list({one.muc: one for one in own}.values())

    def _standing(self, rows: QuerySet[R]) -> Mapping[str, list[R]]:
        found: dict[str, list[R]] = defaultdict(list)
        for row in rows.filter(**self._only, withdrawn=False, effective_to__isnull=True):
            found[row.xa].append(row)
        return found


def criterion_beside_others(asked: RowAsked) -> Iterator[Doubt]:
    """A commune meets criterion 7 with a market that fails; the register of communes says otherwise."""
    return _criterion(asked, Others(str(asked.values.get("xa") or "")))


def every_criterion() -> Check:
    """The same, for who asks of every row: what the others say is read once."""
    others = Others()
    return lambda asked: _criterion(asked, others)


def _criterion(asked: RowAsked, others: Others) -> Iterator[Doubt]:
    commune, criterion, state = (
        str(asked.values.get(name) or "") for name in ("xa", "tieu_chi", "trang_thai")
    )
    meets_trade = criterion == TRADE and state == MET
    beside_communes = asked.values.get("muc") == BASIC and criterion in COLUMN
    if not commune or not (meets_trade or beside_communes) or not _is_latest(asked, others):
        return
    for market in others.markets.get(commune, ()) if meets_trade else ():
        yield Doubt(
            "trang_thai",
            f"ghi «{state}», mà chợ «{market.ten}» của xã còn «{FAILS}» (dòng {market.key}, sổ Chợ nông thôn theo tiêu "
            "chí 7). Hãy xem lại hai dòng.",
            hard=False,
        )
    for row in others.communes.get(commune, ()) if beside_communes else ():
        if not _agree(said := str(getattr(row, COLUMN[criterion])), state):
            yield Doubt(
                "trang_thai",
                f"ghi «{state}», mà sổ Xã xây dựng nông thôn mới ghi «{said}» (dòng {row.key}). Hãy xem lại hai dòng.",
                hard=False,
            )


def market_beside_criterion(asked: RowAsked) -> Iterator[Doubt]:
    """A market fails in a commune that meets criterion 7."""
    commune = str(asked.values.get("xa") or "")
    if asked.values.get("ket_luan") != FAILS or not commune:
        return
    for row in Others(commune).latest(commune, TRADE):
        if row.trang_thai == MET:
            yield Doubt(
                "ket_luan",
                f"ghi «{FAILS}», mà xã đã đạt tiêu chí 7, mức {row.muc}, năm {row.nam} (dòng {row.key}, sổ Xã theo tiêu chí, mức "
                "và năm). Hãy xem lại hai dòng.",
                hard=False,
            )


def commune_beside_criterion(asked: RowAsked) -> Iterator[Doubt]:
    """The register of criteria says otherwise of the commune, in its latest year."""
    commune = str(asked.values.get("xa") or "")
    if not commune:
        return
    others = Others(commune)
    for criterion, column in COLUMN.items():
        said = str(asked.values.get(column) or "")
        for row in others.latest(commune, criterion):
            if row.muc == BASIC and not _agree(said, row.trang_thai):
                yield Doubt(
                    column,
                    f"ghi «{said}», mà sổ Xã theo tiêu chí, mức và năm ghi «{row.trang_thai}» năm {row.nam} (dòng {row.key}). "
                    "Hãy xem lại hai dòng.",
                    hard=False,
                )


def _agree(said: str, state: str) -> bool:
    """Whether what the register of communes says ("đạt tiêu chí 7") goes with a state; nothing said contradicts nothing."""
    if not said or not state:
        return True
    if state == NOT_ASKED or said.startswith(NOT_ASKED):
        return state != MET and not said.startswith(MET)
    return said.startswith(MET) == (state == MET)


def _is_latest(asked: RowAsked, others: Others) -> bool:
    """Whether no later year is told of the same at the same level: of earlier years nothing is asked of how things stand
    now."""
    year, told = asked.values.get("nam"), [asked.values.get(name) for name in ("tieu_chi", "muc")]
    if not isinstance(year, Decimal):
        return False
    return not any(
        one.nam > year and [one.tieu_chi, one.muc] == told and one.key != asked.key
        for one in others.states.get(str(asked.values.get("xa") or ""), ())
    )
