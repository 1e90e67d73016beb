"""The ledger over the interface: as known on a day, appended to whole or not at all."""

from __future__ import annotations

from typing import Any

import pytest

from api.conftest import Give
from apps.collection.mills import make_person
from congthuong.apps.accounts.models import User
from congthuong.apps.ledger.models import ImportBatch, Observation
from databases import Databases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]


def stated(value: str, **other: Any) -> dict[str, Any]:
    return {
        "indicator": "gao", "place": "84", "period": "2020-05", "basis": "actual", "value": value, "unit": "tấn",
    } | other  # fmt: skip


def test_observations_are_appended_and_asked_for_as_of_a_day(officer: User, give: Give):
    office = give(officer)
    first = office(
        "POST", "/observations/import", {"observations": [stated("100.50", recorded_on="2020-06-01")]}
    )
    assert (first.status, first.data) == (200, {"rows": 1, "added": 1, "revised": 0, "unchanged": 0})
    second = office(
        "POST", "/observations/import", {"observations": [stated("120", recorded_on="2020-06-20")]}
    )
    assert second.data["revised"] == 1

    def known(day: str) -> list[str]:
        return [one["value"] for one in office.get(f"/observations?indicator=gao&as_of={day}").data["items"]]

    assert (known("2020-05-31"), known("2020-06-10"), known("2020-07-01")) == ([], ["100.50"], ["120"])
    assert office.get("/observations?place=83").data["total"] == 0


def test_one_wrong_row_stops_all_and_every_wrong_row_is_told(officer: User, give: Give):
    rows = [
        stated("1"),
        stated("2", indicator="gaoo"),
        stated("3", unit="con voi"),
        stated("4", period="2020-13"),
    ]
    refused = give(officer)("POST", "/observations/import", {"observations": rows})
    assert refused.status == 422
    assert [one["fields"]["row"] for one in refused.data["problems"]] == ["2", "3", "4"]
    assert not Observation.objects.exists()


def test_an_import_sent_again_is_not_done_again(officer: User, give: Give):
    office, body = give(officer), {"observations": [stated("100")]}
    first = office("POST", "/observations/import", body, key="nhap-lan-1")
    again = office("POST", "/observations/import", body, key="nhap-lan-1")
    assert again.data == first.data
    assert (Observation.objects.count(), ImportBatch.objects.count()) == (1, 1)


def test_who_may_not_write_the_ledger_does_not(miller: User, officer: User, give: Give):
    body = {"observations": [stated("100")]}
    for user in (miller, make_person("phong", "division", "so")):
        assert give(user)("POST", "/observations/import", body).codes == ["CT-651"]
    assert give(miller).get("/observations").status == 403
    assert not Observation.objects.exists()


def test_indicators_and_places(miller: User, give: Give):
    mill = give(miller)
    assert mill.get("/indicators?limit=1").data["total"] == 3
    assert mill.get("/indicators/gao").data["unit"] == "tấn"
    missing = mill.get("/indicators/gaoo")
    assert (missing.status, missing.codes) == (404, ["CT-683"])
    assert "gao" in missing.data["problems"][0]["message"]
    assert [one["code"] for one in mill.get("/places?on=2020-06-01").data["items"]] == [
        "83",
        "84",
        "842",
        "844",
    ]
    assert "86" in [one["code"] for one in mill.get("/places?on=2026-01-01").data["items"]]


def test_a_reports_figures(db: None, databases: Databases, give: Give):
    databases.fill("example")
    office = give(make_person("canbo", "synthesis", "sct-tra-vinh"))
    (report,) = office.get("/reports").data["items"]
    figures = office.get(f"/reports/{report['code']}/figures").data
    assert figures["as_of"] == report["as_of"]
    assert {"19.125,44", "352"} <= {one["text"].strip() for one in figures["figures"]} | {one["text"].split()[0] for one in figures["figures"] if one["text"]}  # fmt: skip
    assert office.get("/reports/khong-co/figures").codes == ["CT-454"]
