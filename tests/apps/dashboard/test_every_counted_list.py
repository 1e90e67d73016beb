"""Whoever opens a figure of the example's report sees exactly the rows that it counted, of whichever register."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.test import Client

from congthuong.apps.dashboard.queries.composed import composed_report, latest_report
from congthuong.apps.dashboard.queries.kept import mark

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("loaded")
def test_every_figure_opens_as_many_rows_as_it_counted(officer: Client) -> None:
    state = mark()
    told = json.loads(composed_report(state, latest_report(state)).figures_json)["figures"]
    opening = {one["list"]: one["row_count"] for one in told if one["list"]}
    registers = {address.split("/")[2] for address in opening}
    assert {"sp_cnnt", "ho_so", "doanh_nghiep_cn"} <= registers

    found = {address: _rows_of(officer, address) for address in opening}
    assert found == opening


def _rows_of(client: Client, address: str) -> int:
    answer = client.get(f"{address}&tep=csv", follow=True)
    if not answer.headers["Content-Type"].startswith("text/csv"):
        return -1
    return len(list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))) - 1
