"""How the milestones of power projects stand: by when each was to be reached, which are overdue, which came late."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from congthuong.apps.power.models import Milestone
from congthuong.apps.registers.kinds import Standing
from congthuong.core.quantities import write_date


def milestones_standing(today: date, keys: Collection[str] | None = None) -> Mapping[str, Standing]:
    """Key -> how it stands, of the milestones that have a day in the plan; `keys`: of these rows, reached or not, without them
    of all that have not been reached by today."""
    rows = Milestone.objects.filter(withdrawn=False, effective_to=None, ngay_ke_hoach__isnull=False)
    rows = rows.exclude(ngay_dat__lte=today) if keys is None else rows.filter(key__in=keys)
    told = rows.values_list("key", "ngay_ke_hoach", "ngay_dat")
    return {key: _standing(planned, reached, today) for key, planned, reached in told}


def _standing(planned: date, reached: date | None, today: date) -> Standing:
    if reached is None or reached > today:
        return Standing(
            planned, f"theo kế hoạch đạt ngày {write_date(planned)}", max(0, (today - planned).days)
        )
    late = (reached - planned).days
    how = f"chậm {late} ngày so với kế hoạch" if late > 0 else "đúng kế hoạch"
    return Standing(planned, f"đạt ngày {write_date(reached)}, {how}", done=reached)
