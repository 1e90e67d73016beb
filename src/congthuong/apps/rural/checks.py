"""What cannot be in the registers of the rural programme beside other rows."""

from __future__ import annotations

from collections.abc import Iterator

from congthuong.apps.registers.kinds import Doubt, RowAsked
from congthuong.apps.rural.models import CriterionState


def criterion_once(asked: RowAsked) -> Iterator[Doubt]:
    """A commune stands once by criterion, level and year."""
    same = {name: asked.values.get(name) for name in ("xa", "tieu_chi", "muc", "nam")}
    other = next(iter(asked.like(CriterionState, **same)), None)
    if other is not None:
        yield Doubt(
            "xa", f"xã này đã có tiêu chí, mức và năm ấy ở dòng {other.key}. Hãy đổi trạng thái của dòng ấy."
        )
