"""A program hands in a table of another agency: it is kept and read, and nothing of it is in the ledger."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from api.calls import caller_for
from apps.collection.mills import make_person
from congthuong.apps.catalogue.services import catalogue_store
from congthuong.apps.intake.models import Delivery
from congthuong.apps.intake.services import source_table_make
from congthuong.apps.ledger.models import Observation
from congthuong.core.ledger.folder import read_folder
from core.intake.monthly import index_workbook

pytestmark = pytest.mark.django_db


def test_a_file_is_handed_in_once_and_read(example: Path):
    catalogue_store(read_folder(example))
    officer = make_person("tonghop", "synthesis", "sct-tra-vinh")
    table = source_table_make(sender="cuc-thong-ke-tra-vinh", name="IIP", kind="iip", place="86", by=officer)
    call = caller_for(officer)
    assert [one["name"] for one in call.get("/tables").data["items"]] == ["IIP"]

    name, data = index_workbook(2)
    body = {"name": name, "content": base64.b64encode(data).decode()}
    first = call("POST", f"/tables/{table.pk}/deliveries", body)
    again = call("POST", f"/tables/{table.pk}/deliveries", body)
    read = call.get(f"/deliveries/{first.data['number']}")

    assert (first.status, again.data["number"]) == (200, first.data["number"])
    assert read.data == first.data
    assert (first.data["state"], first.data["lines"]) == ("proposed", 7)
    assert bytes(Delivery.objects.get().data) == data
    assert not Observation.objects.exists()


def test_what_is_no_file_is_refused_in_words(example: Path):
    catalogue_store(read_folder(example))
    officer = make_person("tonghop", "synthesis", "sct-tra-vinh")
    table = source_table_make(sender="cuc-thong-ke-tra-vinh", name="IIP", kind="iip", place="86", by=officer)
    call = caller_for(officer)

    assert call("POST", f"/tables/{table.pk}/deliveries", {"name": "a.xlsx", "content": "không"}).codes == [
        "CT-684"
    ]
    assert call("POST", f"/tables/{table.pk}/deliveries", {"name": "a.xlsx", "content": "eA=="}).codes == [
        "CT-236"
    ]
    assert call("POST", "/tables/987/deliveries", {"name": "a.xlsx", "content": "eA=="}).status == 404
    assert not Delivery.objects.exists()
