"""Estimates for returns that did not arrive, by a method that is named and can be recomputed by hand.

Three methods, those that statistics offices use for non-response of a unit: the last value carried forward, the unit's
base moved by the growth of those that responded (ratio imputation), its plan by the attainment of those that responded.
An estimate says its method, inputs and number of responders, is always marked as one, and is never made out of nothing:
an empty or zero base is a Problem. Source: EFT manual, Recommended Practices for Editing and Imputation in
Cross-Sectional Business Surveys (2007), chapter on imputation; Memobust handbook (Eurostat, 2014), Ratio Imputation.
Unrounded, `DIGITS` significant digits; rounding belongs to the writer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Final, Literal

from congthuong.core.problems import Problem
from congthuong.core.stats.robust import DIGITS, total

Method = Literal["last_value", "responding_growth", "plan_share"]
METHOD_NAMES: Final[dict[Method, str]] = {
    "last_value": "lấy số liệu gần nhất",
    "responding_growth": "theo tốc độ của các đơn vị đã báo cáo",
    "plan_share": "theo tỷ lệ đạt kế hoạch của các đơn vị đã báo cáo",
}


class NothingToCarry(Problem):
    code = "CT-171"
    text = "Chưa ước được cho {unit}: {within} kỳ trước đều chưa có số liệu. Hãy chọn cách ước khác, hoặc nhập số."


class NoResponders(Problem):
    code = "CT-172"
    text = (
        "Chưa ước được cho {unit}: chỉ có {responders} đơn vị có đủ số liệu để tính tỷ lệ chung, cần ít nhất {least}. "
        "Hãy đợi thêm báo cáo, hoặc chọn cách ước khác."
    )


class NoBase(Problem):
    code = "CT-173"
    text = "Chưa ước được cho {unit}: {what} của đơn vị {state}. Hãy chọn cách ước khác, hoặc nhập số."


class EmptyCommonBase(Problem):
    code = "CT-174"
    text = (
        "Chưa ước được cho {unit}: {what} cộng lại của các đơn vị đã báo cáo bằng 0 nên không tính được tỷ lệ. "
        "Hãy chọn cách ước khác."
    )


@dataclass(frozen=True, slots=True)
class Input:
    """One number that went into an estimate: `name` says which, as `base`, `sum_now`; `note` which period it is of."""

    name: Literal["last", "base", "plan", "sum_now", "sum_base", "sum_plan"]
    value: Decimal
    note: str = ""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value that nobody reported. `ratio`: what the base was multiplied by. `responders`: units behind that ratio."""

    unit: str
    value: Decimal
    method: Method
    ratio: Decimal
    inputs: tuple[Input, ...]
    responders: int
    is_estimate: Literal[True] = True


@dataclass(frozen=True, slots=True)
class Responder:
    """A unit that reported: its value now, and the base or plan it is compared with. None is missing."""

    unit: str
    now: Decimal | None
    base: Decimal | None


def carry_last(unit: str, history: Sequence[tuple[str, Decimal | None]]) -> Estimate:
    """The last value reported, zero too if zero was reported. `history`: (period, value), oldest first.

    Raises NothingToCarry when the history is empty or holds no value.
    """
    for period, value in reversed(history):
        if value is not None:
            return Estimate(unit, value, "last_value", Decimal(1), (Input("last", value, period),), 0)
    raise NothingToCarry(unit=unit, within=len(history))


def responding_growth(
    unit: str, base: Decimal | None, others: Sequence[Responder], least: int = 1
) -> Estimate:
    """The unit's own base × (sum now / sum of bases) over the units that have both.

    `base`: the unit's value of the period compared with, the same period of last year for seasonal figures. A unit with
    one of the two missing is left out of both sums; the unit itself is no responder. Raises NoBase, NoResponders,
    EmptyCommonBase.
    """
    return _by_ratio(unit, base, others, least, "responding_growth", "base", "số liệu kỳ so sánh")


def plan_share(unit: str, plan: Decimal | None, others: Sequence[Responder], least: int = 1) -> Estimate:
    """The unit's own plan × (sum now / sum of plans) over the units that have both; `others` bear plans as bases.

    Raises NoBase, NoResponders, EmptyCommonBase.
    """
    return _by_ratio(unit, plan, others, least, "plan_share", "plan", "kế hoạch")


_SUM_NAMES: Final[Mapping[str, Literal["sum_base", "sum_plan"]]] = {"base": "sum_base", "plan": "sum_plan"}


def _by_ratio(
    unit: str,
    base: Decimal | None,
    others: Sequence[Responder],
    least: int,
    method: Method,
    name: Literal["base", "plan"],
    what: str,
) -> Estimate:
    if base is None or base <= 0:
        state = "chưa có" if base is None else "bằng 0" if base == 0 else "là số âm"
        raise NoBase(unit=unit, what=what, state=state)
    both = [
        (one.now, one.base)
        for one in others
        if one.unit != unit and one.now is not None and one.base is not None
    ]
    if len(both) < max(least, 1):
        raise NoResponders(unit=unit, responders=len(both), least=max(least, 1))
    with localcontext(prec=DIGITS):
        now = total(pair[0] for pair in both)
        before = total(pair[1] for pair in both)
        if before <= 0:
            raise EmptyCommonBase(unit=unit, what=what)
        inputs = (Input(name, base), Input("sum_now", now), Input(_SUM_NAMES[name], before))
        return Estimate(unit, base * now / before, method, now / before, inputs, len(both))
