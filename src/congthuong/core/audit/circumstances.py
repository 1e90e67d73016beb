"""When a figure holds, and whether it is reached, estimated or forecast: taken from the words before it."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Final

import regex

from congthuong.core.audit.cues import any_word, pattern, vocabulary
from congthuong.core.audit.drafts import State
from congthuong.core.audit.model import Basis
from congthuong.core.audit.phrases import without_closed
from congthuong.core.audit.scan import Scan
from congthuong.core.quantities import Period, PeriodMention, UnknownPeriod
from congthuong.core.quantities.units import fold

OWN_PERIOD: Final = ("", "from", "to")


def take_up(state: State, scan: Scan, start: int, end: int) -> bool:
    """Puts the period and basis that a stretch names into the state; whether either changed."""
    changed = False
    for mention in scan.periods_between(start, end):
        if mention.period and mention.relation in OWN_PERIOD and not _compared(scan.text, mention):
            changed |= mention.period != state.period
            state.period = mention.period
    basis = _basis(fold(without_closed(scan.text[start:end])))
    if basis and basis != state.basis:
        # "ước đạt" after "dự ước" is still the forecast.
        if not (basis == "estimate" and state.basis == "forecast" and not changed):
            changed |= state.basis == "forecast" or basis in ("forecast", "plan")
            state.basis = basis
    elif changed and not basis:
        state.basis = ""
    return changed


def turn_back(state: State, period: Period | None, text: str, start: int, end: int) -> None:
    """ "(cùng kỳ xuất khẩu 47,15 tỷ USD, nhập khẩu 56,38 tỷ USD)": what a clause that begins so names is of a year before,
    until the sentence, the clause or the bracket ends. `period` is what held before the clause."""
    if state.own_period is not None or period is None or not _YEAR_BEFORE.search(fold(text[start:end])):
        return
    try:
        state.own_period, state.period = period, period.same_period_last_year()
    except UnknownPeriod:
        return


_YEAR_BEFORE: Final = pattern(
    r"(?:^|[.;(,:])\s*(?:trong\s+khi\s+(?:đó\s+)?)?cùng\s+(?:kỳ|thời\s+gian|thời\s+điểm)(?:\s+này)?(?:\s+(?:của\s+)?năm\s+(?:trước|ngoái|20[0-9]{2}))?(?!\p{L})[^.;(]*$"
)


def come_back(state: State) -> None:
    if state.own_period is not None:
        state.period, state.own_period = state.own_period, None


def _compared(text: str, mention: PeriodMention) -> bool:
    """Whether a period stands in "so với …"."""
    return bool(_SO.search(text, max(0, mention.start - 20), mention.start))


_SO: Final = regex.compile(r"(?i)\bso(?:\s+với)?(?:\s+(?:cùng kỳ|thời điểm|cuối))?\s*\Z")


@lru_cache(maxsize=8192)
def _basis(folded: str) -> Basis:
    if _basis_words("forecast").search(folded):
        return "forecast"
    return "estimate" if _basis_words("estimate").search(folded) else ""


@cache
def _basis_words(basis: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}}){any_word(vocabulary()['basis'][basis])}(?!\p{{L}})")
