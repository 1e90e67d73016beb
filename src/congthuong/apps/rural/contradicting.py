"""Where the registers of the rural programme say of one commune what cannot be true together.

Criterion 7 asks of a commune that its market passes (Decision 1214/QĐ-BCT of 2022), so that a commune which meets it has no
market that fails; and how a commune stands by a criterion is told by two registers. Each is told as a doubt with both rows
named: which of them is right only the office knows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from congthuong.apps.registers.alike import Alike, R
from congthuong.apps.registers.kinds import Check, Doubt, RowAsked
from congthuong.apps.rural.models import Commune, CriterionState, MarketEvidence
from congthuong.apps.rural.models.communes import CRITERIA, LEVELS, MET, NOT_ASKED

POWER, TRADE = CRITERIA
BASIC = LEVELS[0]
FAILS: Final = "chưa đạt"
COLUMN: Final = {POWER: "tieu_chi_4", TRADE: "tieu_chi_7"}
"""Where the register of communes tells of a criterion, at the basic level."""


class Others:
    """The rows that stand, by commune: as whoever asks of a row reads those that say the same."""

    def __init__(self, alike: Alike) -> None:
        self._alike = alike
        self._found: dict[tuple[type, str], list[Any]] = {}

    def states(self, commune: str) -> list[CriterionState]:
        return sorted(self._standing(CriterionState, commune), key=lambda one: (one.nam, one.key))

    def markets(self, commune: str) -> list[MarketEvidence]:
        return [one for one in self._standing(MarketEvidence, commune) if one.ket_luan == FAILS]

    def communes(self, commune: str) -> list[Commune]:
        return self._standing(Commune, commune)

    def latest(self, commune: str, criterion: str) -> list[CriterionState]:
        """The commune's row of its last year, of each level."""
        own = [one for one in self.states(commune) if one.tieu_chi == criterion]
        return list({one.muc: one for one in own}.values())

    def _standing(self, model: type[R], commune: str) -> list[R]:
        if (model, commune) not in self._found:
            rows = (one for one in self._alike(model, {"xa": commune}) if one.effective_to is None)
            self._found[model, commune] = sorted(rows, key=lambda one: one.key)
        return self._found[model, commune]


class Everything:
    """All rows, by commune: each register read once, and only when it is asked."""

    def __init__(self) -> None:
        self._read: dict[type, Mapping[str, list[Any]]] = {}

    def __call__(self, model: type[R], same: Mapping[str, Any], /) -> Collection[R]:
        if model not in self._read:
            found: dict[str, list[Any]] = defaultdict(list)
            for row in model._default_manager.filter(withdrawn=False, effective_to__isnull=True):
                found[str(getattr(row, "xa", ""))].append(row)
            self._read[model] = found
        return self._read[model].get(same["xa"], [])


def criterion_beside_others(asked: RowAsked) -> Iterator[Doubt]:
    """A commune meets criterion 7 with a market that fails; the register of communes says otherwise."""
    return _criterion(asked, Others(asked.alike))


def every_criterion() -> Check:
    """The same, for who asks of every row: what the others say is read once."""
    others = Others(Everything())
    return lambda asked: _criterion(asked, others)


def _criterion(asked: RowAsked, others: Others) -> Iterator[Doubt]:
    commune, criterion, state = (
        str(asked.values.get(name) or "") for name in ("xa", "tieu_chi", "trang_thai")
    )
    meets_trade = criterion == TRADE and state == MET
    beside_communes = asked.values.get("muc") == BASIC and criterion in COLUMN
    if not commune or not (meets_trade or beside_communes) or not _is_latest(asked, others):
        return
    for market in others.markets(commune) if meets_trade else ():
        yield Doubt(
            "trang_thai",
            f"ghi «{state}», mà chợ «{market.ten}» của xã còn «{FAILS}» (dòng {market.key}, sổ Chợ nông thôn theo tiêu "
            "chí 7). Hãy xem lại hai dòng.",
            hard=False,
        )
    for row in others.communes(commune) if beside_communes else ():
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
    for row in Others(asked.alike).latest(commune, TRADE):
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
    others = Others(asked.alike)
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
        for one in others.states(str(asked.values.get("xa") or ""))
    )
