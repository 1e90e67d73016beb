"""What the rows say now and what their history says last are the same, whatever was done in between."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.registers.conftest import JAN, Add
from congthuong.apps.accounts.models import User
from congthuong.apps.industry.models import Enterprise
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.models import Entry
from congthuong.apps.registers.problems import ChangeTooEarly, NothingChanged, RowWithdrawn
from congthuong.apps.registers.queries import known_rows
from congthuong.apps.registers.queries.listing import Wanted, lines
from congthuong.apps.registers.services import row_change, row_correct, row_restore, row_withdraw
from congthuong.core.problems import Problems

pytestmark = pytest.mark.django_db
STATES = ("hoạt động", "tạm ngừng", "nghỉ luân phiên", "giải thể")
ACT = st.tuples(
    st.sampled_from(("correct", "change", "withdraw", "restore")),
    st.sampled_from(STATES),
    st.integers(min_value=0, max_value=900),
    st.integers(min_value=0, max_value=500),
)


@settings(max_examples=25, suppress_health_check=list(HealthCheck), deadline=None)
@given(acts=st.lists(ACT, min_size=1, max_size=6), asked=st.integers(min_value=0, max_value=600))
def test_rows_can_be_made_again_from_their_history(
    add: Add, officer: User, acts: list[tuple[str, str, int, int]], asked: int
):
    kind = require_kind("doanh_nghiep_cn")
    row = add("Công ty Dừa")
    for what, state, workers, days in acts:
        version = Enterprise.objects.get(key=row.key).version
        try:
            if what == "withdraw":
                row_withdraw(kind=kind, key=row.key, by=officer, version=version, reason="nhầm")
            elif what == "restore":
                row_restore(kind=kind, key=row.key, by=officer, version=version)
            elif what == "correct":
                row_correct(
                    kind=kind, key=row.key, by=officer, version=version, values={"lao_dong": Decimal(workers)}, reason="x"
                )  # fmt: skip
            else:
                row_change(
                    kind=kind, key=row.key, by=officer, version=version, values={"trang_thai": state}, reason="x",
                    since=JAN + timedelta(days=days),
                )  # fmt: skip
        except (NothingChanged, RowWithdrawn, ChangeTooEarly, Problems):
            continue

    now = Enterprise.objects.get(key=row.key)
    last = Entry.objects.filter(key=row.key).latest("id")
    assert last.data["trang_thai"] == now.trang_thai and last.data["lao_dong"] == format(now.lao_dong, "f")
    assert (last.effective_to, last.state_from, last.withdrawn) == (
        now.effective_to,
        now.state_from,
        now.withdrawn,
    )
    # the list of any day, from the table, is what the history says of that day
    day = JAN + timedelta(days=asked)
    from_table = [(one.key, one.values) for one in lines(kind, Wanted(day=day))[0:50]]
    from_history = [(one.key, dict(one.values)) for one in known_rows(kind, date.max, effective=day)]
    assert sorted(from_table) == sorted(from_history)
