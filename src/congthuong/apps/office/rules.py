"""What cannot be in the office's registers, seen from a row alone."""

from __future__ import annotations

from collections.abc import Iterator

from congthuong.apps.office.models.people import GIVEN
from congthuong.apps.registers.kinds import Doubt, Values
from congthuong.apps.registers.telling import number_of, told


def posts_filled(values: Values) -> Iterator[Doubt]:
    given, there = number_of(values, "giao"), number_of(values, "co_mat")
    if given is not None and there is not None and there > given:
        yield Doubt(
            "co_mat", f"{told(there)} người, nhiều hơn {told(given)} biên chế. Hãy xem lại.", hard=False
        )


def recruited(values: Values) -> Iterator[Doubt]:
    wanted, got = number_of(values, "can_tuyen"), number_of(values, "da_tuyen")
    if wanted is not None and got is not None and got > wanted:
        yield Doubt("da_tuyen", f"{told(got)} người, nhiều hơn {told(wanted)} cần tuyển. Hãy xem lại.")


def award_given(values: Values) -> Iterator[Doubt]:
    if values.get("trang_thai") == GIVEN and not values.get("quyet_dinh"):
        yield Doubt("quyet_dinh", "để trống, mà đã khen thưởng. Hãy ghi quyết định khen thưởng.", hard=False)
