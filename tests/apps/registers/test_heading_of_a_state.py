"""How a row stands is read from the column that most files call "Tình trạng"."""

from __future__ import annotations

import pytest

from congthuong.apps.registers.importing.headings import matched
from congthuong.apps.registers.kinds import kinds, require_kind


@pytest.mark.parametrize("heading", ["Tình trạng", "TÌNH TRẠNG HOẠT ĐỘNG", "Hiện trạng"])
def test_tinh_trang_is_proposed_for_the_state(heading: str) -> None:
    (found,) = matched(require_kind("doanh_nghiep_cn"), [heading], {})
    assert (found.target, found.trust) == (require_kind("doanh_nghiep_cn").state, "similar")


def test_a_register_without_states_proposes_nothing() -> None:
    kind = next(one for one in kinds() if not one.state and one.code == "kc_nhan_hieu")
    (found,) = matched(kind, ["Tình trạng"], {})
    assert found.target == ""
