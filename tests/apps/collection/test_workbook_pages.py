"""The pages of filling by Excel: what would change is seen first, problems before all, and nobody sees another's."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.collection.mills import Save, make_person
from apps.collection.test_workbooks import stands, typed_in
from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import Return, WorkbookUpload
from congthuong.core.ledger.records import FORMULA_STARTS

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def client(miller: User) -> Client:
    own = Client()
    own.force_login(miller)
    return own


def send(client: Client, ret: Return, data: bytes, name: str = "gạo.xlsx") -> Any:
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("return-workbook", args=[ret.pk]), {"tep": file}, follow=True)


def test_the_way_by_excel(client: Client, mill_return: Return):
    page = client.get(reverse("return", args=[mill_return.pk])).content.decode()
    assert reverse("return-workbook", args=[mill_return.pk]) in page
    file = client.get(reverse("return-workbook-file", args=[mill_return.pk]))
    assert file.headers["Content-Disposition"] == 'attachment; filename="gao-cty-a-2020-05.xlsx"'
    assert "_so_cong_thuong" in openpyxl.load_workbook(io.BytesIO(file.content)).sheetnames

    page = send(client, mill_return, typed_in(mill_return, gao=19125.44)).content.decode()
    assert "19.125,44" in page
    assert "gạo.xlsx" in page
    assert stands(mill_return) == {}

    done = client.post(reverse("return-workbook-accept", args=[mill_return.pk]), follow=True)
    assert "Đã nhận 1 ô từ tệp." in done.content.decode()
    assert "19.125,44" in done.content.decode()


def test_problems_stand_first_and_stop_the_file(client: Client, mill_return: Return):
    page = send(client, mill_return, typed_in(mill_return, gao="nhiều", lao_dong=5)).content.decode()
    assert page.index("CT-851") < page.index("Thay đổi</h3>")
    refused = client.post(reverse("return-workbook-accept", args=[mill_return.pk]))
    assert refused.status_code == 400
    assert "CT-862" in refused.content.decode()
    client.post(reverse("return-workbook-accept", args=[mill_return.pk]), {"de-ngoai": "1"})
    assert list(stands(mill_return)) == ["lao_dong"]


def test_a_conflict_is_decided_by_the_person(client: Client, mill_return: Return, save: Save):
    save(mill_return, "gao", "100")
    data = typed_in(mill_return, gao=150)
    other = make_person("chu-a2", "respondent", "cty-a")
    save(mill_return, "gao", "130", base=1, by=other)
    page = send(client, mill_return, data).content.decode()
    assert other.full_name in page
    assert client.get(reverse("return-workbook", args=[mill_return.pk]) + "?loc=doi").status_code == 200
    client.post(reverse("return-workbook-accept", args=[mill_return.pk]), {"xung-dot": "tep"})
    assert stands(mill_return) == {"gao": 150}


def test_what_is_no_workbook_is_refused_on_the_page(client: Client, mill_return: Return):
    answer = send(client, mill_return, b"PK\3\4" + b"x" * 100)
    assert (answer.status_code, "CT-236" in answer.content.decode()) == (400, True)
    answer = client.post(reverse("return-workbook", args=[mill_return.pk]))
    assert (answer.status_code, "CT-865" in answer.content.decode()) == (400, True)


def test_the_list_of_changes_starts_no_formula(client: Client, mill_return: Return):
    send(client, mill_return, typed_in(mill_return, gao="=1+1 nhé", lao_dong=5))
    for form in ("csv", "xlsx"):
        answer = client.get(reverse("return-workbook", args=[mill_return.pk]) + f"?tep={form}")
        if form == "csv":
            cells = [
                cell for line in answer.content.decode("utf-8-sig").splitlines() for cell in line.split(";")
            ]
            assert not [one for one in cells if one.strip('"').startswith(FORMULA_STARTS)]
        else:
            sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
            assert not [cell for row in sheet for cell in row if cell.data_type == "f"]


def test_a_file_is_seen_by_its_sender_only(client: Client, mill_return: Return, officer: User):
    send(client, mill_return, typed_in(mill_return, gao=1))
    theirs = Client()
    theirs.force_login(officer)
    page = theirs.get(reverse("return-workbook", args=[mill_return.pk])).content.decode()
    assert "gạo.xlsx" not in page
    assert theirs.post(reverse("return-workbook-accept", args=[mill_return.pk])).status_code in (400, 403)
    stranger = Client()
    stranger.force_login(make_person("chu-b", "respondent", "cty-b"))
    for name in ("return-workbook", "return-workbook-file"):
        assert stranger.get(reverse(name, args=[mill_return.pk])).status_code in (400, 404)


def test_putting_a_file_aside_leaves_the_return(client: Client, mill_return: Return):
    send(client, mill_return, typed_in(mill_return, gao=1))
    client.post(reverse("return-workbook-drop", args=[mill_return.pk]))
    assert not WorkbookUpload.objects.exists()
    assert stands(mill_return) == {}


def test_a_page_of_the_preview_asks_few_questions(client: Client, mill_return: Return):
    send(client, mill_return, typed_in(mill_return, gao=1))
    with CaptureQueriesContext(connection) as seen:
        client.get(reverse("return-workbook", args=[mill_return.pk]))
    assert len(seen) <= 10
