"""The pages of tables of others: a file is dropped, its columns are read with how sure they are, it is taken in."""

from __future__ import annotations

import io
import re
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from apps.intake.conftest import person, received
from congthuong.apps.accounts.models import Role, User
from congthuong.apps.intake.demo import demo_delivery
from congthuong.apps.intake.models import Delivery, SourceTable
from congthuong.apps.intake.services import delivery_accept, delivery_decide
from congthuong.apps.intake.understanding import mapping_of, understand, understood
from congthuong.apps.ledger.models import Observation
from core.intake.monthly import index_workbook

pytestmark = pytest.mark.django_db


def drop(client: Client, table: SourceTable, file: tuple[str, bytes], **headers: str) -> HttpResponse:
    upload = SimpleUploadedFile(*file)
    return client.post("/nhap-bang/", {"bang": table.pk, "tep": upload}, headers=headers)  # type: ignore[return-value,arg-type]


def accept(client: Client, address: str, page_before: HttpResponse) -> HttpResponse:
    """As the page's own form posts it."""
    print_shown = re.search(r'name="da-xem" value="([0-9a-f]{64})"', page_before.content.decode())
    assert print_shown
    return client.post(f"{address}nhan/", {"da-xem": print_shown[1]})  # type: ignore[return-value]


def text(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


def test_from_the_dropped_file_to_the_ledger(client: Client, table: SourceTable) -> None:
    answer = drop(client, table, index_workbook(8))
    assert answer.status_code == 302
    address = answer["Location"]

    page = text(client.get(address))
    assert "chắc chắn" in page
    assert "Tháng báo cáo so tháng trước" in page
    assert "Nhận 28 số vào sổ" in page

    assert accept(client, address, page_before=client.get(address)).status_code == 302
    assert Observation.objects.count() == 28
    assert "đã nhận vào sổ" in text(client.get(address))


def test_a_script_is_told_the_address_or_the_problem(client: Client, table: SourceTable) -> None:
    good = drop(client, table, index_workbook(8), Accept="application/json")
    bad = drop(client, table, ("bieu.xlsx", b"khong phai"), Accept="application/json")

    assert good.json() == {"ok": True, "address": f"/nhap-bang/{Delivery.objects.get().pk}/"}  # type: ignore[attr-defined]
    assert bad.status_code == 400
    assert bad.json()["problems"][0]["code"] == "CT-236"  # type: ignore[attr-defined]


def test_a_column_is_given_another_meaning_by_form(client: Client, officer: User, table: SourceTable) -> None:
    delivery = received(table, 8, officer)
    page = client.get(f"/nhap-bang/{delivery.pk}/")
    columns = [one.column for one in page.context["columns"]]
    swapped = {"on_year": "ignore"}
    form = {f"cot-{one.index}": swapped.get(one.meaning, one.meaning) for one in columns}

    assert client.post(f"/nhap-bang/{delivery.pk}/nghia/", form).status_code == 302

    page = client.get(f"/nhap-bang/{delivery.pk}/")
    assert page.context["count"] == 21
    assert "như lần trước đã chọn" in text(page)  # type: ignore[arg-type]


def test_the_question_of_a_line_is_answered_by_its_code(
    client: Client, officer: User, table: SourceTable
) -> None:
    drop(client, table, index_workbook(5))
    delivery = Delivery.objects.get()
    page = client.get(f"/nhap-bang/{delivery.pk}/")
    (line,) = page.context["lines"]
    assert "tên này có ở 2 nơi: D, 35" in text(page)  # type: ignore[arg-type]

    client.post(
        f"/nhap-bang/{delivery.pk}/nghia/", {f"dong-{line.line.row}": "D · Sản xuất và phân phối điện"}
    )

    assert client.get(f"/nhap-bang/{delivery.pk}/").context["count"] == 28


def test_what_is_refused_is_said_on_the_page_and_nothing_is_lost(
    client: Client, officer: User, table: SourceTable
) -> None:
    drop(client, table, index_workbook(5))
    delivery = Delivery.objects.get()

    address = f"/nhap-bang/{delivery.pk}/"
    refused = accept(client, address, page_before=client.get(address))
    assert refused.status_code == 400
    assert "CT-476" in text(refused)  # type: ignore[arg-type]
    wrong = client.post(f"/nhap-bang/{delivery.pk}/o/", {"o": "A!B1", "so": "12.3.4"})
    assert "CT-111" in text(wrong)  # type: ignore[arg-type]


def test_figures_that_are_no_longer_those_shown_are_not_taken_in(
    client: Client, officer: User, table: SourceTable
) -> None:
    """A colleague gives a column another meaning through another month's file, after the page was opened."""
    july, august = received(table, 7, officer), received(table, 8, officer)
    address = f"/nhap-bang/{august.pk}/"
    page = client.get(address)
    proposal = understood(august).proposal
    assert proposal is not None
    key = next(one.key for one in proposal.columns if one.meaning == "on_year")
    delivery_decide(delivery=july, by=officer, columns={key: "ignore"})

    refused = accept(client, address, page_before=page)

    assert refused.status_code == 400
    assert "CT-480" in text(refused)
    assert Observation.objects.count() == 0
    assert client.post(f"{address}nhan/").status_code == 400  # a form without what was shown
    assert accept(client, address, page_before=refused).status_code == 302
    assert Observation.objects.count() == 21


@pytest.mark.parametrize("number", ["9" * 25, "9" * 5000])
def test_a_table_of_a_number_without_end_is_told_to_be_none(
    client: Client, table: SourceTable, number: str
) -> None:
    assert client.get("/nhap-bang/", {"bang": number}).status_code == 200
    upload = SimpleUploadedFile(*index_workbook(8))
    refused = client.post("/nhap-bang/", {"bang": number, "tep": upload})

    assert refused.status_code == 400
    assert b"CT-472" in refused.content
    assert not Delivery.objects.exists()


def test_the_original_file_comes_back_byte_for_byte(
    client: Client, officer: User, table: SourceTable
) -> None:
    for month, ending in ((8, "xls"), (6, "xlsx"), (5, "csv")):
        name, data = index_workbook(month)
        drop(client, table, (name, data))
        delivery = Delivery.objects.get(name=name)
        answer = client.get(f"/nhap-bang/{delivery.pk}/tep-goc/")
        assert answer.content == data
        assert answer["Content-Disposition"] == f'attachment; filename="bieu-thang-{month}.{ending}"'


def test_lists_are_searched_filtered_and_exported(client: Client, officer: User, table: SourceTable) -> None:
    for month in (6, 7, 8):
        received(table, month, officer)
    delivery_accept(delivery=Delivery.objects.get(name__contains="thang 6"), by=officer)

    assert len(client.get("/nhap-bang/?trang-thai=accepted").context["page"]) == 1
    assert len(client.get("/nhap-bang/?tim=chi so thang 7").context["page"]) == 1
    sheet = openpyxl.load_workbook(io.BytesIO(client.get("/nhap-bang/?tep=xlsx").content)).active
    assert sheet.max_row == 4
    july = Delivery.objects.get(name__contains="thang 7")
    assert client.get(f"/nhap-bang/{july.pk}/?loc=khac").context["page"].paginator.count == 7
    assert client.get(f"/nhap-bang/{july.pk}/?tim=khai khoang").context["page"].paginator.count == 4
    assert b"Khai kho\xc3\xa1ng" in client.get(f"/nhap-bang/{july.pk}/?tep=csv").content


def test_another_persons_kind_is_not_seen(client: Client, officer: User, table: SourceTable) -> None:
    delivery = received(table, 8, officer)
    trade, leader = person("thuongmai", Role.DIVISION, ["thuong_mai"]), person("lanhdao", Role.LEADER)
    for user, list_status, status in ((trade, 200, 404), (leader, 403, 404)):
        other = Client()
        other.force_login(user)
        assert other.get("/nhap-bang/").status_code == list_status
        for path in ("", "tep-goc/"):
            assert other.get(f"/nhap-bang/{delivery.pk}/{path}").status_code == status
        for path in ("nghia/", "o/", "nhan/", "bo/"):
            assert other.post(f"/nhap-bang/{delivery.pk}/{path}").status_code == status
    assert Observation.objects.count() == 0


def test_the_page_holds_ten_thousand_lines(
    client: Client, officer: User, catalogue: None, table: SourceTable
) -> None:
    """Most of them unclear: they are told, paged, and the page stays one page."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("IIP")
    sheet.append(["CHỈ SỐ SẢN XUẤT CÔNG NGHIỆP THÁNG 8 NĂM 2026"])
    sheet.append(["Ngành", "Tháng 8 năm 2026 so với cùng kỳ năm trước"])
    for number in range(10_000):
        sheet.append([f"Ngành chưa ai biết {number}", 100 + number / 100])
    out = io.BytesIO()
    book.save(out)
    answer = drop(client, table, ("lon.xlsx", out.getvalue()))

    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert len(page.context["lines"]) == 60
    assert page.context["more_lines"] == 9_940
    assert len(page.content) < 500_000


def test_the_example_brings_a_table_that_waits_and_is_read_whole(client: Client, officer: User):
    demo = demo_delivery(on=date(2020, 8, 11))
    assert demo is not None
    assert demo_delivery(on=date(2020, 8, 11)) is None

    page = client.get(f"/nhap-bang/{demo.pk}/").content.decode()
    assert "dữ liệu mẫu" in client.get("/nhap-bang/").content.decode()
    found = understand(demo, mapping_of(demo.table))
    assert found.proposal is not None
    assert [line.match.code for line in found.proposal.lines] == ["*", "B", "C", "10", "D", "E"]
    assert "104,1" in page
    assert not Observation.objects.exists()


def test_who_reads_english_gets_the_states_of_the_files_in_english_on_the_page_and_in_the_file(
    client: Client, officer: User, table: SourceTable
) -> None:
    received(table, 8, officer)
    client.post("/ngon-ngu/", {"language": "en"})

    page = client.get("/nhap-bang/").content.decode()
    lines = client.get("/nhap-bang/?tep=csv").content.decode("utf-8-sig")

    assert "to be looked at" in page and "taken into the ledger" in page
    assert "columns confirmed, to be accepted" in lines and "chờ nhận" not in lines
