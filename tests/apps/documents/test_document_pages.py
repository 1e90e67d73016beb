"""The pages of documents: found as people type, filtered by an address, shown with all that hangs on them."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from apps.documents.conftest import stated, window
from congthuong.apps.accounts.models import User
from congthuong.apps.catalogue import citations
from congthuong.apps.catalogue.models import LegalDocument
from congthuong.apps.documents.services import document_create

pytestmark = pytest.mark.django_db
TYPED = {
    "number": "05/CT-UBND",
    "kind": "Chỉ thị",
    "issuer": "Chủ tịch UBND tỉnh",
    "date": "07/5/2020",
    "abstract": "về xây dựng kế hoạch 5 năm",
    "direction": "in",
}


def numbers(answer: object) -> list[str]:
    page = html.fromstring(answer.content)  # type: ignore[attr-defined]
    return [" ".join(one.text_content().split()) for one in page.xpath("//tbody/tr/th")]


@pytest.fixture
def several(clerk: User) -> None:
    document_create(by=clerk, stated=stated())
    document_create(
        by=clerk,
        stated=stated(
            number="12/KH-SCT", kind="Kế hoạch", issuer="Sở Công Thương", direction="out", date=None
        ),
    )
    document_create(
        by=clerk, stated=stated(number="9/CT-TTg", kind="Chỉ thị", issuer="Thủ tướng Chính phủ", area="")
    )


@pytest.mark.parametrize("typed", ["chi thi", "Chỉ thị", "thu tuong", "9/CT-TTg"])
def test_a_document_is_found_however_it_is_typed(typed: str, auditor: User, several: None):
    assert numbers(window(auditor).get("/van-ban/", {"tim": typed})) == ["Chỉ thị 9/CT-TTg"]


def test_filters_are_chips_in_an_address_and_a_file_holds_what_the_page_shows(auditor: User, several: None):
    client = window(auditor)

    assert numbers(client.get("/van-ban/?huong=out")) == ["Kế hoạch 12/KH-SCT"]
    assert numbers(client.get("/van-ban/?nam=2020&linh_vuc=cong_nghiep")) == ["Quyết định 402/QĐ-UBND"]
    assert numbers(client.get("/van-ban/?co_tep=co")) == []
    assert numbers(client.get("/van-ban/?xep=so")) == [
        "Kế hoạch 12/KH-SCT",
        "Quyết định 402/QĐ-UBND",
        "Chỉ thị 9/CT-TTg",
    ]
    chips = html.fromstring(client.get("/van-ban/?huong=out").content).xpath("//ul[@class='chips']/li")
    assert "văn bản đi" in chips[0].text_content()
    sheet = load_workbook(io.BytesIO(client.get("/van-ban/?huong=out&tep=xlsx").content)).active
    assert sheet is not None
    assert [row[0].value for row in sheet.iter_rows()] == ["Số, ký hiệu", "12/KH-SCT"]
    assert client.get("/van-ban/?huong=ngang").status_code == 400


def test_a_list_asks_the_database_as_often_for_many_as_for_few(
    auditor: User, several: None, django_assert_num_queries: DjangoAssertNumQueries
):
    client = window(auditor)
    client.get("/van-ban/")
    last = LegalDocument.objects.count()
    LegalDocument.objects.bulk_create(
        LegalDocument(number=f"{n}/CV-UBND", issuer="UBND xã", kind="Công văn", order=last + n, folded=f"{n}")
        for n in range(200)
    )
    with django_assert_num_queries(7):  # session, person, roles; kinds, years; count, page
        assert client.get("/van-ban/").status_code == 200


def test_a_document_is_written_with_its_file_and_read_back(clerk: User, auditor: User):
    client = window(clerk)
    file = SimpleUploadedFile("chi-thi.pdf", b"%PDF-1.7 noi dung")
    answer = client.post("/van-ban/moi/", TYPED | {"tep": file})
    document = LegalDocument.objects.get()

    assert answer["Location"] == f"/van-ban/{document.pk}/"
    page = client.get(answer["Location"])
    assert "07/5/2020" in page.content.decode()
    kept = document.files.get()
    given = window(auditor).get(f"/van-ban/{document.pk}/tep/{kept.pk}/")
    assert given.content == b"%PDF-1.7 noi dung"
    assert given["Content-Type"] == "application/octet-stream"
    assert "sandbox" in given["Content-Security-Policy"]
    assert 'attachment; filename="chi-thi.pdf"' in given["Content-Disposition"]


def test_a_refused_form_keeps_what_was_typed_and_shows_the_document_on_record(clerk: User):
    client = window(clerk)
    client.post("/van-ban/moi/", TYPED)
    document = LegalDocument.objects.get()
    answer = client.post("/van-ban/moi/", TYPED | {"date": "08/5/2020", "abstract": "chữ vừa gõ"})
    page = html.fromstring(answer.content)

    assert answer.status_code == 400
    assert page.xpath(f"//p[@class='reason']/a[@href='/van-ban/{document.pk}/']")
    assert page.xpath("//textarea[@name='abstract']")[0].text_content().strip() == "chữ vừa gõ"
    assert page.xpath("//input[@name='date']/@value") == ["08/5/2020"]
    assert (
        client.post("/van-ban/moi/", TYPED | {"number": "1/CT-UBND", "date": "31/2/2020"}).status_code == 400
    )


def test_the_page_says_where_the_document_is_cited_to_those_who_may_see_it(
    clerk: User, auditor: User, decision: LegalDocument, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(citations, "_citing", {})

    def cited(document: LegalDocument, user: object) -> list[citations.Citation]:
        seen = document == decision and user == auditor
        return [citations.Citation("Nhiệm vụ", "Rà soát quy chế", "/nhiem-vu/7/")] if seen else []

    citations.announce("thu", cited)
    address = f"/van-ban/{decision.pk}/"

    assert b"/nhiem-vu/7/" in window(auditor).get(address).content
    assert b"/nhiem-vu/7/" not in window(clerk).get(address).content


def test_an_upload_that_is_no_document_is_refused_on_the_page(clerk: User, decision: LegalDocument):
    answer = window(clerk).post(
        f"/van-ban/{decision.pk}/tep/", {"tep": SimpleUploadedFile("a.pdf", b"<script>alert(1)</script>")}
    )

    assert answer.status_code == 400
    assert decision.files.count() == 0
