"""Where the registers of the rural programme say of one commune what cannot be true together.

Criterion 7 asks of a commune that its market passes (Decision 1214/QĐ-BCT of 2022), so that a commune which meets it has no
market that fails; and how a commune stands by a criterion is told by two registers. Each is told as a doubt with both rows
named: which of them is right only the office knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from congthuong.apps.registers.kinds import Doubt, RowAsked
from congthuong.apps.rural.models import Commune, CriterionState, MarketEvidence
from congthuong.apps.rural.models.communes import CRITERIA, LEVELS, MET, NOT_ASKED

POWER, TRADE = CRITERIA
BASIC = LEVELS[0]
FAILS: Final = "chưa đạt"
COLUMN: Final = {POWER: "tieu_chi_4", TRADE: "tieu_chi_7"}
"""Where the register of communes tells of a criterion, at the basic level."""


def criterion_beside_others(asked: RowAsked) -> Iterator[Doubt]:
    """A commune meets criterion 7 with a market that fails; the register of communes says otherwise."""
    commune, criterion, state = (
        str(asked.values.get(name) or "") for name in ("xa", "tieu_chi", "trang_thai")
    )
    if not commune:
        return
    if criterion == TRADE and state == MET:
        for market in _markets_failing(commune):
            yield Doubt(
                "trang_thai",
                f"ghi «{state}», mà chợ «{market.ten}» của xã còn «{FAILS}» (dòng {market.key}, sổ Chợ nông thôn theo tiêu "
                "chí 7). Hãy xem lại hai dòng.",
                hard=False,
            )
    if (
        asked.values.get("muc") != BASIC
        or criterion not in COLUMN
        or not _is_latest(asked, commune, criterion)
    ):
        return
    for row in Commune.objects.filter(xa=commune, withdrawn=False, effective_to__isnull=True):
        if not _agree(said := str(getattr(row, COLUMN[criterion])), state):
            yield Doubt(
                "trang_thai",
                f"ghi «{state}», mà sổ Xã xây dựng nông thôn mới ghi «{said}» (dòng {row.key}). Hãy xem lại hai dòng.",
                hard=False,
            )


def market_beside_criterion(asked: RowAsked) -> Iterator[Doubt]:
    """A market fails in a commune that meets criterion 7."""
    if asked.values.get("ket_luan") != FAILS:
        return
    for row in _latest_states(str(asked.values.get("xa") or ""), TRADE):
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
    for criterion, column in COLUMN.items():
        said = str(asked.values.get(column) or "")
        for row in _latest_states(commune, criterion):
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


def _markets_failing(commune: str) -> list[MarketEvidence]:
    rows = MarketEvidence.objects.filter(
        xa=commune, ket_luan=FAILS, withdrawn=False, effective_to__isnull=True
    )
    return list(rows.order_by("key"))


def _is_latest(asked: RowAsked, commune: str, criterion: str) -> bool:
    """Of earlier years the register of communes, which tells how things stand now, says nothing."""
    year = asked.values.get("nam")
    if year is None:
        return False
    later = CriterionState.objects.filter(
        xa=commune, tieu_chi=criterion, muc=BASIC, nam__gt=year, withdrawn=False
    )
    return not later.exclude(key=asked.key).exists()


def _latest_states(commune: str, criterion: str) -> list[CriterionState]:
    """The commune's row of its last year, of each level."""
    if not commune:
        return []
    rows = CriterionState.objects.filter(
        xa=commune, tieu_chi=criterion, withdrawn=False, effective_to__isnull=True
    )
    return list({row.muc: row for row in rows.order_by("nam", "key")}.values())
