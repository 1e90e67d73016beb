"""The list, the row and the form of a register, as an officer uses them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.registers.conftest import Add, person, signed_in
from congthuong.apps.accounts.models import Event, Role, User
from congthuong.apps.industry.models import Enterprise
from congthuong.apps.registers.columns import Number
from congthuong.apps.registers.fields import typed_value
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.lines import Names, cell_of
from congthuong.apps.registers.models import Attachment, Entry
from congthuong.apps.registers.services import row_change

pytestmark = pytest.mark.django_db
SO = "/so/doanh_nghiep_cn/"


def shown(client: Client, query: str = "") -> str:
    answer = client.get(f"{SO}?{query}")
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def names(client: Client, query: str = "") -> list[str]:
    """Keys of the rows that the list shows, in its order."""
    page = shown(client, query)
    rows = page.split("<tbody")[1].split("</tbody>")[0] if "<tbody" in page else ""
    return [part.split('/"')[0] for part in rows.split(f'<td class="tight"><a class="code" href="{SO}')[1:]]


@pytest.fixture
def four(add: Add, officer: User) -> list[str]:
    """Founded, changed, ended; in two districts."""
    keys = [
        add("Công ty Dừa Á Châu", lao_dong=Decimal(300)).key,
        add("Hợp tác xã Chầm Lá", loai_hinh="hợp tác xã", huyen="844", xa="29269", lao_dong=None).key,
        add("Công ty Than Hoạt Tính", begins=date(2020, 2, 1)).key,
        add("Cơ sở Đúc Đồng", ends=date(2020, 1, 1)).key,
    ]
    row_change(
        kind=require_kind("doanh_nghiep_cn"), key=keys[2], values={"trang_thai": "tạm ngừng"}, by=officer, version=1,
        since=date(2020, 5, 1), reason="thiếu đơn hàng",
    )  # fmt: skip
    return keys


def test_a_list_is_found_filtered_sorted_as_of_any_day(client: Client, four: list[str]):
    coconut, leaves, coal, bronze = four

    assert names(client) == [coconut, leaves, coal]
    assert names(client, "tim=hop tac cham la") == [leaves]
    assert names(client, "tim=Chầm") == [leaves]
    assert names(client, "huyen=842&trang_thai=hoạt động") == [coconut]
    assert names(client, "loai-dong=het") == [bronze]
    assert names(client, "loai-dong=tat-ca&xep=-lao_dong") == [coconut, coal, bronze, leaves]
    assert names(client, "tu-ngay=01/01/2020") == [coal]
    assert names(client, "noi=844") == [leaves]
    assert names(client, "dung-ngay=01/6/2019") == [coconut, leaves, bronze]
    # on that day it was still working, and so the filter finds it
    assert names(client, "dung-ngay=01/4/2020&trang_thai=hoạt động") == [coconut, leaves, coal]
    assert names(client, "dung-ngay=01/6/2020&trang_thai=hoạt động") == [coconut, leaves]
    assert names(client, "biet-ngay=01/01/2000") == []
    page = shown(client, "huyen=842")
    assert "Thành phố Trà Vinh" in page and 'class="chip on"' in page


def test_a_row_that_moved_away_stands_where_it_was_then(client: Client, add: Add, officer: User):
    """A list of March by district is what the figure of March counted, whatever moved since."""
    row = add("Công ty Dời Đi")
    row_change(
        kind=require_kind("doanh_nghiep_cn"), key=row.key, values={"huyen": "844"}, by=officer, version=1,
        since=date(2020, 5, 1), reason="dời trụ sở",
    )  # fmt: skip

    assert names(client, "noi=842&dung-ngay=01/3/2020") == [row.key]
    assert names(client, "noi=844&dung-ngay=01/3/2020") == []
    assert names(client, "noi=842") == []
    assert names(client, "noi=844") == [row.key]


def test_columns_are_chosen_in_the_address_and_kept(client: Client, four: list[str]):
    page = shown(client, "cot=ten&cot=dia_chi")

    assert page.count('<th scope="col" class="sorts') == 2
    assert "CT-704" in client.get(f"{SO}?xep=khong_co").content.decode()


def test_a_file_holds_what_is_filtered_and_starts_no_formula(client: Client, add: Add):
    add("=1+1 Công ty")
    add("Công ty khác", huyen="844")

    answer = client.get(f"{SO}?huyen=842&tep=csv")
    text = answer.content.decode("utf-8-sig")

    assert "'=1+1 Công ty" in text and "Công ty khác" not in text
    assert "Thành phố Trà Vinh" in text
    assert Event.objects.filter(action="registers.export").count() == 1
    assert client.get(f"{SO}?tep=xlsx").content[:2] == b"PK"


def test_where_the_rows_are(client: Client, four: list[str]):
    page = client.get(f"{SO}dia-ban/").content.decode()

    assert "Huyện Càng Long" in page and "noi=29269" in page
    assert 'noi=844">Huyện Càng Long <span class="tile-count">1</span>' in page


def test_a_row_is_written_from_its_form(client: Client, officer: User):
    page = client.get(f"{SO}ghi-moi/").content.decode()
    assert "Thị trấn Càng Long" in page and "<optgroup" in page
    typed = {
        "ten": "Công ty Mới", "loai_hinh": "doanh nghiệp", "trang_thai": "hoạt động", "xa": "29269",
        "lao_dong": "1.250", "ngay_cap": "08/6/2020", "tu-ngay": "08/6/2020",
    }  # fmt: skip

    answer = client.post(f"{SO}ghi-moi/", typed)

    row = Enterprise.objects.get()
    assert answer.headers["Location"] == f"{SO}{row.key}/"
    assert (row.lao_dong, row.ngay_cap, row.effective_from) == (1250, date(2020, 6, 8), date(2020, 6, 8))
    assert row.huyen == "844"  # the commune says it


def test_every_fault_stands_beside_its_field_and_nothing_typed_is_lost(client: Client):
    typed = {"ten": "", "loai_hinh": "doanh nghiệp", "trang_thai": "hoạt động", "lao_dong": "1.250 người", "ma_so_thue": "12", "dia_chi": "Khóm 1", "tu-ngay": "32/01/2020"}  # fmt: skip

    answer = client.post(f"{SO}ghi-moi/", typed)
    page = answer.content.decode()

    assert answer.status_code == 400
    assert 'id="e-lao_dong"' in page and "có chữ đi kèm" in page and "32/01/2020" in page
    assert 'value="1.250 người"' in page and 'value="Khóm 1"' in page
    page = client.post(f"{SO}ghi-moi/", typed | {"lao_dong": "1.250", "tu-ngay": ""}).content.decode()
    assert 'id="e-ten"' in page and 'id="e-ma_so_thue"' in page
    assert not Enterprise.objects.exists()


def test_two_people_see_each_other_s_versions(client: Client, add: Add):
    row = add("Công ty Dừa")
    first = {"ten": "Công ty Dừa", "loai_hinh": "doanh nghiệp", "trang_thai": "hoạt động", "huyen": "842", "tu-ngay": "02/01/2019", "phien-ban": "1"}  # fmt: skip
    assert client.post(f"{SO}{row.key}/sua/", first | {"lao_dong": "20"}).status_code == 302

    answer = client.post(f"{SO}{row.key}/sua/", first | {"lao_dong": "30"})
    page = answer.content.decode()

    assert answer.status_code == 400 and "CT-903" in page
    assert 'value="30"' in page and "Người khác vừa ghi" in page and ">20</strong>" in page
    assert 'name="phien-ban" value="2"' in page
    assert client.post(f"{SO}{row.key}/sua/", first | {"lao_dong": "30", "phien-ban": "2"}).status_code == 302
    assert Enterprise.objects.get().lao_dong == 30


def test_a_row_changes_state_ends_is_left_out_and_comes_back(client: Client, add: Add):
    row = add("Công ty Dừa")
    page = client.get(f"{SO}{row.key}/").content.decode()
    assert "doi/?trang_thai=" in page
    now = {
        "ten": "Công ty Dừa",
        "loai_hinh": "doanh nghiệp",
        "huyen": "842",
        "lao_dong": "10",
        "phien-ban": "1",
    }

    early = client.post(f"{SO}{row.key}/doi/", now | {"trang_thai": "giải thể", "doi-tu-ngay": "01/01/2018", "ly-do": "x"})  # fmt: skip
    assert 'id="e-doi-tu-ngay"' in early.content.decode() and "02/01/2019" in early.content.decode()
    silent = client.post(f"{SO}{row.key}/doi/", now | {"trang_thai": "giải thể", "doi-tu-ngay": "01/3/2020"})
    assert 'id="e-ly-do"' in silent.content.decode()
    done = client.post(f"{SO}{row.key}/doi/", now | {"trang_thai": "giải thể", "doi-tu-ngay": "01/3/2020", "ly-do": "tự nguyện"})  # fmt: skip
    assert done.status_code == 302
    assert Enterprise.objects.get().effective_to == date(2020, 3, 1)
    page = client.get(f"{SO}{row.key}/").content.decode()
    assert "tự nguyện" in page and "<del>hoạt động</del>" in page and "doi/?trang_thai=" not in page

    assert client.post(f"{SO}{row.key}/bo/", {"phien-ban": "2", "ly-do": ""}).status_code == 400
    assert client.post(f"{SO}{row.key}/bo/", {"phien-ban": "2", "ly-do": "ghi nhầm"}).status_code == 302
    assert names(client, "loai-dong=bo") == [row.key]
    assert client.post(f"{SO}{row.key}/khoi-phuc/", {"phien-ban": "3"}).status_code == 302
    assert names(client, "loai-dong=het") == [row.key]


def test_files_are_told_by_their_content(client: Client, add: Add):
    row = add("Công ty Dừa")
    bad = SimpleUploadedFile("giay-phep.pdf", b"<html>", "application/pdf")
    assert "CT-711" in client.post(f"{SO}{row.key}/tep/", {"tep": bad}).content.decode()
    good = SimpleUploadedFile("giay-phep.pdf", b"%PDF-1.7 x", "application/pdf")

    assert client.post(f"{SO}{row.key}/tep/", {"tep": good, "ghi-chu": "bản sao"}).status_code == 302
    kept = Attachment.objects.get()
    handed = client.get(f"{SO}{row.key}/tep/{kept.pk}/")
    assert handed.headers["Content-Disposition"].startswith("attachment")
    assert handed.content == b"%PDF-1.7 x"
    assert client.post(f"{SO}{row.key}/tep/{kept.pk}/go/", {"ly-do": "nhầm tệp"}).status_code == 302
    assert client.get(f"{SO}{row.key}/tep/{kept.pk}/").status_code == 404


def test_many_rows_change_at_once_or_none(client: Client, add: Add):
    keys = [add(f"Công ty {number}").key for number in range(3)]
    page = client.get(f"{SO}doi-nhieu/?dong={keys[0]}&dong={keys[1]}").content.decode()
    assert "Công ty 0" in page and "Công ty 2" not in page
    asked = {
        "dong": keys[:2],
        "cot-doi": "trang_thai",
        "trang_thai": "tạm ngừng",
        "doi": "1",
        "ly-do": "dịch",
        **{f"phien-ban-{key}": "1" for key in keys[:2]},
    }
    assert f'name="phien-ban-{keys[0]}" value="1"' in page

    assert client.post(f"{SO}doi-nhieu/", asked | {"doi-tu-ngay": "01/01/2018"}).status_code == 400
    seen_before = asked | {f"phien-ban-{keys[1]}": "0", "doi-tu-ngay": "01/4/2020"}
    late = client.post(f"{SO}doi-nhieu/", seen_before)
    assert late.status_code == 400 and "CT-903" in late.content.decode()
    assert not Entry.objects.filter(action="change").exists()
    assert client.post(f"{SO}doi-nhieu/", asked | {"doi-tu-ngay": "01/4/2020"}).status_code == 302
    assert names(client, "trang_thai=tạm ngừng") == keys[:2]


def test_the_same_thing_entered_twice_is_proposed_and_merged(client: Client, add: Add):
    kept = add("Công ty TNHH MTV Dừa Á Châu", dia_chi="Khóm 1, phường 4")
    twin = add("Cty TNHH dua a chau", dia_chi=None, san_pham="chỉ xơ dừa")
    other = add("Công ty Gạch", dia_chi="khom 1 - Phuong 4")

    page = client.get(f"{SO}trung/").content.decode()
    assert f"dong={kept.key}&amp;dong={twin.key}" in page
    assert f"dong={kept.key}&amp;dong={other.key}" in page  # the same address
    asked = {"dong": [kept.key, twin.key], "giu": kept.key, "gop": "1", "ly-do": "một doanh nghiệp"}
    assert (
        "CT-903" in client.post(f"{SO}gop/", asked).content.decode()
    )  # which ones were compared it does not say
    asked |= {f"phien-ban-{kept.key}": "1", f"phien-ban-{twin.key}": "1"}
    assert client.post(f"{SO}gop/", asked).status_code == 302

    assert Enterprise.objects.get(key=kept.key).san_pham == "chỉ xơ dừa"
    page = client.get(f"{SO}{twin.key}/").content.decode()
    assert f'gộp vào <a href="{SO}{kept.key}/">' in page


def test_the_room_counts_what_is_true_today(client: Client, four: list[str]):
    page = client.get("/so/").content.decode()

    assert 'href="/so/doanh_nghiep_cn/"' in page and "?loai-dong=het" in page
    assert "Cán bộ cn" in page  # changed lately, by whom


def test_who_may_do_what(client: Client, add: Add):
    row = add("Công ty Dừa")
    reader, trader = (
        signed_in(person("lđ", Role.LEADER)),
        signed_in(person("tm", Role.DIVISION, "thuong_mai")),
    )

    assert reader.get(f"{SO}{row.key}/").status_code == 200
    for address in ("ghi-moi/", f"{row.key}/sua/", f"{row.key}/doi/", "trung/", "gop/", "doi-nhieu/"):
        assert reader.get(f"{SO}{address}").status_code == 403, address
        assert trader.get(f"{SO}{address}").status_code == 403, address
    assert trader.get(SO).status_code == 403  # registers of another kind of data are not theirs
    for address in ("bo/", "tep/", "khoi-phuc/"):
        assert reader.post(f"{SO}{row.key}/{address}").status_code == 403, address
    assert client.get(f"{SO}khong-co/").status_code == 404


def test_query_counts_do_not_grow_with_rows(client: Client, add: Add):
    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    for number in range(2):
        add(f"Công ty {number}")
    few = [asked(address) for address in (SO, f"{SO}DN-0001/", f"{SO}dia-ban/")]
    for number in range(30):
        add(f"Công ty khác {number}")

    assert [asked(address) for address in (SO, f"{SO}DN-0001/", f"{SO}dia-ban/")] == few
    assert few[0] <= 9


def test_a_year_is_written_as_a_year():
    year, count = Number("năm", grouped=False), Number("lao động")

    assert cell_of(year, Decimal(2020), Names({})).text == typed_value(year, Decimal(2020)) == "2020"
    assert cell_of(count, Decimal(2020), Names({})).text == typed_value(count, Decimal(2020)) == "2.020"
