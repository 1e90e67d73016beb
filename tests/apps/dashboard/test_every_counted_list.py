"""Whoever opens a figure of the example's report sees exactly the rows that it counted, of whichever register."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.test import Client

from apps.dashboard.reading import main_of, words
from congthuong.apps.dashboard.queries.composed import composed_report, latest_report
from congthuong.apps.dashboard.queries.kept import mark

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("loaded")
def test_every_figure_opens_as_many_rows_as_it_counted(officer: Client) -> None:
    state = mark()
    told = json.loads(composed_report(state, latest_report(state)).figures_json)["figures"]
    opening = {one["list"]: one["row_count"] for one in told if one["list"]}
    registers = {address.split("/")[2] for address in opening}
    assert {"sp_cnnt", "ho_so", "doanh_nghiep_cn", "ntm_xa", "de_an_khuyen_cong"} <= registers
    of_rows = [one for one in told if one["kind"] in ("count", "sum") and one["register"]]
    assert all(one["list"] and len(one["row_keys"]) in (0, one["row_count"]) for one in of_rows)

    found = {address: _rows_of(officer, address) for address in opening}
    assert found == opening


def _rows_of(client: Client, address: str) -> int:
    answer = client.get(f"{address}&tep=csv", follow=True)
    if not answer.headers["Content-Type"].startswith("text/csv"):
        return -1
    return len(list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))) - 1


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("figure", "rows"), [("ntm_xa_xac_nhan.2020-H1.actual", 11), ("ntm_xa_nang_cao.2020-H1.actual", 2)]
)
def test_a_stated_figure_opens_the_rows_that_the_register_counts_otherwise(
    officer: Client, figure: str, rows: int
) -> None:
    code = latest_report(mark())
    page = main_of(officer.get(f"/bao-cao/{code}/so-lieu/{figure}/"))
    assert f"Sổ đếm được: {rows} xã" in words(page)
    (address,) = page.xpath(".//a[contains(@href, 'chi_tieu=')]/@href")
    assert _rows_of(officer, address) == rows
