"""What begins after today is written down, and nobody takes it for today's."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.conf import LazySettings
from django.test import Client

from api.calls import caller_for
from apps.registers.conftest import Add
from congthuong.apps.accounts.models import User
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.services import row_change
from congthuong.core.quantities.dates import write_date
from congthuong.web import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
SO = "/so/doanh_nghiep_cn/"


def test_a_change_of_next_month_is_told_with_its_day_and_is_not_so_yet(
    client: Client, add: Add, officer: User, settings: LazySettings
):
    settings.TODAY = date(2027, 3, 5)  # next month is written without its nought
    kind, day = require_kind("doanh_nghiep_cn"), clock.today() + timedelta(30)
    told = write_date(day)
    row, other = add("Công ty Dừa", lao_dong=Decimal(10)), add("Công ty Mía")
    later = add("Công ty Mới", begins=day)
    change = {"trang_thai": "giải thể", "ly_do": "hết vốn", "lao_dong": Decimal(0)}
    row_change(kind=kind, key=row.key, values=change, by=officer, version=1, since=day, reason="theo đơn")

    page = client.get(SO).content.decode()

    assert f"từ ngày {told}: giải thể" in page and page.count("từ ngày ") == 1
    assert "Công ty Mới" not in page
    assert f"đúng từ ngày {told}" in client.get(f"{SO}?loai-dong=tat-ca").content.decode()
    own = client.get(f"{SO}{row.key}/").content.decode()
    assert (
        f"<strong>Từ ngày {told}</strong>" in own and "trạng thái «giải thể»" in own and "lao động «0»" in own
    )
    now = own.split('class="now" aria-current="step"')[1].split("</li>")[0]
    assert "Hoạt động" in now and re.search(r"<dd>10\s*</dd>", own)  # the contents are today's
    assert f"Dòng này đúng từ ngày {told}" in client.get(f"{SO}{later.key}/").content.decode()
    assert "Từ ngày" not in client.get(f"{SO}{other.key}/").content.decode()
    answer = caller_for(officer).get(f"/registers/{kind.code}/rows/{row.key}").data
    assert answer["state_from"] == day.isoformat()
