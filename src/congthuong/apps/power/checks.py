"""What cannot be in the registers of power beside other rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from congthuong.apps.power.models import EnergyEvent, Milestone, Saving
from congthuong.apps.power.models.projects import STEPS
from congthuong.apps.registers.kinds import Doubt, RowAsked
from congthuong.core.quantities import write_date


def step_once_in_order(asked: RowAsked) -> Iterator[Doubt]:
    """A project reaches each milestone once, and none before an earlier one that it reached."""
    values = asked.values
    step, day = values.get("moc"), values.get("ngay_dat")
    for other in asked.like(Milestone, du_an=values.get("du_an")):
        if other.moc == step:
            yield Doubt("moc", f"dự án đã có mốc này ở dòng {other.key}. Hãy sửa dòng ấy.")
        elif isinstance(day, date) and other.ngay_dat is not None and step in STEPS and other.moc in STEPS:
            before = STEPS.index(other.moc) < STEPS.index(str(step))
            if before and other.ngay_dat > day:
                yield Doubt(
                    "ngay_dat",
                    f"trước ngày đạt mốc «{other.moc}» ({write_date(other.ngay_dat)}). Hãy xem lại.",
                    hard=False,
                )


def saving_once(asked: RowAsked) -> Iterator[Doubt]:
    """A sector's saving up to one day is said once."""
    own = asked.like(Saving, khu_vuc=asked.values.get("khu_vuc"))
    twin = next((one for one in own if one.effective_from == asked.begins), None)
    if asked.begins is not None and twin is not None:
        yield Doubt("khu_vuc", f"đã có số của khu vực này, cùng ngày, ở dòng {twin.key}. Hãy sửa dòng ấy.")


def event_once(asked: RowAsked) -> Iterator[Doubt]:
    same = asked.like(EnergyEvent, ten=asked.values.get("ten"))
    twin = next((one for one in same if one.effective_from == asked.begins), None)
    if twin is not None:
        yield Doubt("ten", f"đã có ở dòng {twin.key}, cùng ngày. Hãy sửa dòng ấy.")
