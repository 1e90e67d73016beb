"""A program keeps documents, tasks and dossiers as people do: same rights, same rules, once, never by halves."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from api.calls import Caller, caller_for
from apps.procedures.office import CHEMICALS, open_office, person_as
from congthuong.apps.accounts.models import Assignment, Role, User
from congthuong.apps.catalogue.models import LegalDocument
from congthuong.apps.procedures.models import Dossier, DossierFile
from congthuong.apps.programme.models import Task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
KEY = "mot-lan-goi-0001"
DIRECTIVE = {"symbol": "12/CT-UBND", "kind": "Chỉ thị", "issuer": "UBND tỉnh Trà Vinh", "date": "2020-07-20", "abstract": "về tháo gỡ khó khăn", "direction": "in"}  # fmt: skip
DOSSIER = {
    "procedure": CHEMICALS,
    "applicant": {"name": "Nguyễn Thị Hạnh", "identity": "084123456789", "phone": "0901234567"},
    "files": [
        {"component": "Văn bản đề nghị", "name": "don.pdf", "content": base64.b64encode(b"%PDF-1").decode()}
    ],
}


@pytest.fixture
def people(db: None, settings: Any, tmp_path: Path) -> dict[str, User]:
    settings.HOME = tmp_path
    return open_office()


def member(name: str, role: str, unit: str) -> Caller:
    user = User.objects.create_user(name, organisation_id=unit)
    Assignment.objects.create(user=user, role=role, organisation_id=unit)
    return caller_for(user)


def test_a_document_is_written_once_and_found(people: dict[str, User]):
    office = caller_for(people["office"])
    done, again = (office("POST", "/documents", DIRECTIVE, key=KEY) for _ in range(2))
    assert done.status == 200 and done.data == again.data
    assert LegalDocument.objects.count() == 1
    twice = office("POST", "/documents", {**DIRECTIVE, "date": "2020-07-21"})
    assert (twice.status, twice.codes) == (409, ["CT-961"])
    assert office("POST", "/documents", {**DIRECTIVE, "symbol": "không số"}).status == 422
    for asked in ("search=thao go", "kind=Chỉ thị", "direction=in&year=2020"):
        assert office.get(f"/documents?{asked}").data["total"] == 1, asked
    assert office.get("/documents?year=2019").data["total"] == 0
    assert office.get(f"/documents/{done.data['number']}").data["date"] == "2020-07-20"
    assert office.get("/documents/999").status == 404
    assert member("quantri", Role.ADMINISTRATOR, "sct-qlcn")("POST", "/documents", DIRECTIVE).status == 403


def test_a_task_is_given_worked_on_and_reported(people: dict[str, User]):
    office = caller_for(people["office"])
    office("POST", "/documents", DIRECTIVE)
    given = {"title": "Rà soát cụm", "owner": "sct-qlcn", "document": "12/CT-UBND", "working_days": 10, "area": "cong_nghiep", "due_reason": "giao bù"}  # fmt: skip
    assert office("POST", "/tasks", {**given, "owner": "khong"}).status == 422
    assert office("POST", "/tasks", {**given, "rule": "day:1"}).status == 422
    made = office("POST", "/tasks", given, key=KEY)
    assert made.data == office("POST", "/tasks", given, key=KEY).data and Task.objects.count() == 1
    number = made.data["number"]
    owner, other = member("phong", Role.DIVISION, "sct-qlcn"), member("khac", Role.DIVISION, "sct-qltm")

    assert owner.get("/tasks?state=open").data["items"][0]["due_on"] == "2020-08-03"
    assert other.get("/tasks").data["total"] == 0
    assert other.get(f"/tasks/{number}").status == other("POST", f"/tasks/{number}/notes", {"text": "x"}).status == 404  # fmt: skip
    assert office("POST", f"/tasks/{number}/done", {"version": 1, "outcome": "x"}).status == 403
    noted = owner("POST", f"/tasks/{number}/notes", {"text": "Đã đi kiểm tra"})
    late = owner("POST", f"/tasks/{number}/done", {"version": made.data["version"], "outcome": "Xong."})
    assert (late.status, late.codes) == (409, ["CT-973"])
    done = owner("POST", f"/tasks/{number}/done", {"version": noted.data["version"], "outcome": "Đã xong."})
    assert done.data["state"] == "done"
    assert (
        owner("POST", f"/tasks/{number}/done", {"version": done.data["version"], "outcome": "x"}).status
        == 409
    )
    full = office.get(f"/tasks/{number}").data
    assert [one["kind"] for one in full["steps"]] == ["done", "note", "assigned"]
    assert full["outcome"] == "Đã xong."


def test_a_one_stop_system_hands_in_and_moves_a_dossier(people: dict[str, User]):
    clerk, officer = caller_for(people["clerk"]), caller_for(people["industry"])
    for wrong in (
        {**DOSSIER, "procedure": "khong"},
        {**DOSSIER, "applicant": {**DOSSIER["applicant"], "phone": "1"}},  # type: ignore[dict-item]
        {**DOSSIER, "files": [{"name": "don.pdf", "content": base64.b64encode(b"MZ").decode()}]},
        {**DOSSIER, "files": [{"name": "don.pdf", "content": "không"}]},
    ):
        assert clerk("POST", "/dossiers", wrong).status in (404, 422), wrong
    assert not Dossier.objects.exists() and not DossierFile.objects.exists()
    made = clerk("POST", "/dossiers", DOSSIER, key=KEY)
    assert made.status == 200, made.data
    assert made.data == clerk("POST", "/dossiers", DOSSIER, key=KEY).data
    assert (Dossier.objects.count(), DossierFile.objects.count()) == (1, 1)
    address = f"/dossiers/{made.data['number']}"
    taken = officer("POST", f"{address}/steps", {"step": "take", "revision": made.data["revision"]})
    assert taken.data["state"] == 4
    late = clerk("POST", f"{address}/steps", {"step": "supplement", "revision": 1, "papers": ["Sơ đồ"]})
    assert (late.status, late.codes) == (409, ["CT-911"])
    asked = clerk("POST", f"{address}/steps", {"step": "supplement", "revision": 2, "papers": ["Sơ đồ kho"]})
    assert asked.data["state"] == 5
    assert clerk("POST", f"{address}/steps", {"step": "take", "revision": 3}).status == 403
    assert (
        clerk("POST", f"{address}/steps", {"step": "settle", "revision": 3, "result_number": "1"}).status
        == 409
    )
    full = clerk.get(address).data
    assert [one["action"] for one in full["steps"]] == ["receive", "take", "supplement"]
    assert full["person"]["phone"] == "0901234567" and full["papers"] == ["Văn bản đề nghị"]


def test_dossiers_are_listed_masked_and_only_to_whose_they_are(people: dict[str, User]):
    clerk = caller_for(people["clerk"])
    made = clerk("POST", "/dossiers", DOSSIER)
    assert (
        clerk.get("/dossiers?search=hanh&state=2&channel=1").data["items"][0]["applicant"] == "Nguyễn T. H."
    )
    assert clerk.get("/dossiers?state=tre").data["total"] == 0
    assert clerk.get("/dossiers?state=11").status == clerk.get("/dossiers?state=la").status == 422
    office = caller_for(people["office"])  # sees dossiers, not who applies
    told = office.get(f"/dossiers/{made.data['number']}").data
    assert told["person"] is None and told["lookup_code"] == ""
    assert "0901234567" not in str(told) and office.get("/dossiers?search=hanh").data["total"] == 0
    trade = caller_for(people["trade"])
    assert trade.get("/dossiers").data["total"] == 0
    assert trade.get(f"/dossiers/{made.data['number']}").status == 404
    assert caller_for(people["industry"])("POST", "/dossiers", DOSSIER).status == 403
    found = office.get("/procedures?search=hoa chat&on=2020-06-01").data
    assert found["items"][0]["term"] == "8 ngày làm việc" and found["total"] == 2
    assert caller_for(person_as(Role.RESPONDENT, "dn")).get("/dossiers").status == 403


def test_a_scan_larger_than_a_call_is_taken_in_as_a_form(people: dict[str, User], settings: LazySettings):
    clerk = caller_for(people["clerk"])
    address = f"/dossiers/{clerk('POST', '/dossiers', DOSSIER).data['number']}/files"
    scan = b"%PDF-1.7\n" + bytes(3 * 2**20)
    assert len(scan) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE

    def sent(
        data: bytes, component: str = "Bản kê thiết bị an toàn", name: str = "ban-ke.pdf"
    ) -> dict[str, Any]:
        return {"file": SimpleUploadedFile(name, data), "component": component}

    first = clerk.upload(address, sent(scan), key="quet-lan-1")
    assert (first.status, first.data["size"], first.data["component"]) == (
        200,
        len(scan),
        "Bản kê thiết bị an toàn",
    )
    assert clerk.upload(address, sent(scan), key="quet-lan-1").data == first.data
    assert clerk.upload(address, sent(scan), key="quet-lan-2").data["id"] == first.data["id"]
    assert clerk.upload(address, sent(b"%PDF-1.4 khac"), key="quet-lan-1").codes == ["CT-674"]
    assert DossierFile.objects.get(pk=first.data["id"]).file.size == len(scan)

    for wrong, status in (
        (sent(b"MZ" + scan), 422),
        (sent(scan, component="Giấy lạ"), 422),
        (sent(scan, name="quet.exe"), 422),
    ):
        assert clerk.upload(address, wrong).status == status
    settings.SCAN_LARGEST = 2**20
    assert clerk.upload(address, sent(scan)).codes == ["CT-711"]
    huge = clerk.upload(address, sent(bytes(21 * 2**20)))
    assert (huge.status, huge.codes) == (413, ["CT-675"])
    assert DossierFile.objects.filter(component="Bản kê thiết bị an toàn").count() == 1
    assert caller_for(people["trade"]).upload(address, sent(scan)).status == 404
