"""A row is true from the day that somebody said: none is counted in the past because a file or a form was silent."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.registers.test_register_import import accept, workbook
from congthuong.apps.accounts.models import User
from congthuong.apps.industry.models import Enterprise
from congthuong.apps.registers.kinds import require_kind
from congthuong.apps.registers.models import Entry
from congthuong.apps.registers.services import row_change, row_correct
from congthuong.core.problems import Problems
from congthuong.core.quantities.dates import write_date
from congthuong.web import clock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
SO = "/so/doanh_nghiep_cn/"
PAST = f"{SO}?dung-ngay=08/6/2020"
HEAD = ["Tên DN", "Loại hình", "Trạng thái"]
ROW = ["Dừa Á Châu", "doanh nghiệp", "hoạt động"]


def handed_in(client: Client, *rows: list[object], head: list[str]) -> str:
    data = SimpleUploadedFile("tep.xlsx", workbook(*rows, head=head))
    answer = client.post(f"{SO}nhap/", {"tep": data})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def test_a_file_that_does_not_say_since_when_is_asked_and_counted_in_no_past_day(
    client: Client, settings: LazySettings
):
    settings.TODAY = date(2027, 3, 5)  # a month that is written without its nought
    address = handed_in(client, ROW, head=HEAD)
    today = write_date(clock.today())

    page = client.get(address).content.decode()

    assert f"đúng từ ngày {today}" in page and "Không rõ: coi là từ trước tới nay" in page
    refused = client.post(f"{address}cot/", {"bat-dau": "ngay", "tu-ngay": ""})
    assert refused.status_code == 400 and "không rõ: coi là từ trước tới nay" in refused.content.decode()
    assert accept(client, address) == 302
    assert Enterprise.objects.get().effective_from == clock.today()
    assert "Dừa Á Châu" not in client.get(PAST).content.decode()

    # who knows that nobody knows says so, and the preview says what that means
    second = handed_in(client, ["Than Hoạt Tính", *ROW[1:]], head=HEAD)
    client.post(f"{second}cot/", {"bat-dau": "khong-ro", "tu-ngay": ""})
    assert "số đếm của mọi ngày đã qua đều tính" in client.get(second).content.decode()
    assert accept(client, second) == 302
    assert Enterprise.objects.get(ten="Than Hoạt Tính").effective_from is None
    assert "Than Hoạt Tính" in client.get(PAST).content.decode()


def test_the_usual_headings_say_when_a_row_begins_and_ends(client: Client):
    head = [*HEAD, "Ngày thành lập", "Ngày giải thể", "Lý do của trạng thái"]
    rows = [*ROW, "05/01/2015", ""], ["Gạch Cũ", "doanh nghiệp", "giải thể", "01/3/2010", "04/5/2019", "hết vốn"]  # fmt: skip

    assert accept(client, handed_in(client, *rows, head=head)) == 302

    told = {row.ten: (row.effective_from, row.effective_to) for row in Enterprise.objects.all()}
    assert told == {
        "Dừa Á Châu": (date(2015, 1, 5), None),
        "Gạch Cũ": (date(2010, 3, 1), date(2019, 5, 4)),
    }
    # the register's own column tells of a foundation too, until a person says that it does not
    own = handed_in(client, ["Mía Xanh", *ROW[1:], "08/6/2020"], ["Mía Đỏ", *ROW[1:], ""], head=[*HEAD, "Ngày cấp"])  # fmt: skip
    page = client.get(own).content.decode()
    assert "đúng từ ngày ở cột «Ngày cấp»" in page and "1 dòng mới không ghi ngày bắt đầu" in page
    assert accept(client, own) == 302
    told = {row.ten: row.effective_from for row in Enterprise.objects.filter(ten__startswith="Mía")}
    assert told == {"Mía Xanh": date(2020, 6, 8), "Mía Đỏ": clock.today()}


def test_what_has_ended_says_when(client: Client):
    """Nothing else would end it: it would stand among those that still produce."""
    address = handed_in(client, ["Gạch Cũ", "doanh nghiệp", "giải thể"], head=HEAD)
    client.post(f"{address}cot/", {"bat-dau": "khong-ro"})

    page = client.get(f"{address}?loai=faulty").content.decode()

    assert "Hãy ghi ngày kết thúc" in page and accept(client, address) == 400


def test_a_form_asks_since_when_too(client: Client, officer: User):
    typed = {"ten": "Dừa Á Châu", "loai_hinh": "doanh nghiệp", "trang_thai": "hoạt động", "tu-ngay": ""}

    page = client.post(f"{SO}ghi-moi/", typed).content.decode()

    assert 'id="e-tu-ngay"' in page and not Enterprise.objects.exists()
    assert client.post(f"{SO}ghi-moi/", typed | {"khong-ro": "1"}).status_code == 302
    row = Enterprise.objects.get()
    assert row.effective_from is None
    corrected = typed | {"dia_chi": "Khóm 1", "phien-ban": "1"}
    assert 'name="khong-ro" value="1" checked' in client.get(f"{SO}{row.key}/sua/").content.decode()
    assert client.post(f"{SO}{row.key}/sua/", corrected | {"khong-ro": "1"}).status_code == 302


def test_a_row_does_not_begin_after_it_has_changed(client: Client, officer: User):
    """Since 2015, otherwise from March 2016: a file or a person that says "since June 2018" is told so."""
    kind, moved = require_kind("doanh_nghiep_cn"), date(2018, 6, 1)
    assert accept(client, handed_in(client, [*ROW, "01/01/2015"], head=[*HEAD, "Đúng từ ngày"])) == 302
    row = Enterprise.objects.get()
    row_change(
        kind=kind, key=row.key, values={"dia_chi": "Khóm 1"}, by=officer, version=1, since=date(2016, 3, 1), reason="dời",
    )  # fmt: skip

    address = handed_in(client, [row.key, *ROW, "01/6/2018"], head=["Mã số", *HEAD, "Ngày cấp"])
    answers = {"bat-dau": "ngay_cap", "sua-bat-dau": "1", "tu-ngay": write_date(clock.today())}
    client.post(f"{address}cot/", answers)
    told = client.get(f"{address}?loai=faulty").content.decode()
    assert "đứng sau 01/3/2016, là ngày từ đó dòng đã đổi" in told
    with pytest.raises(Problems, match="đứng sau 01/3/2016"):
        row_correct(kind=kind, key=row.key, values={}, by=officer, version=2, effective_from=moved)

    row_correct(kind=kind, key=row.key, values={}, by=officer, version=2, effective_from=date(2016, 2, 1))
    row.refresh_from_db()
    assert (row.effective_from, row.state_from) == (date(2016, 2, 1), date(2016, 3, 1))


def test_a_later_file_that_knows_better_since_when_is_heard(client: Client):
    """First without any day; then the office finds the day of the licence, with a word that has changed besides."""
    assert accept(client, handed_in(client, ROW, ["Mía Xanh", *ROW[1:]], head=HEAD)) == 302
    later = (["Dừa Á Châu", *ROW[1:], "08/6/2015"], ["Mía Xanh", ROW[1], "tạm ngừng", "01/3/2016"])
    address = handed_in(client, *later, head=[*HEAD, "Ngày cấp"])
    answers = {"nghi-trung": "cu", "bat-dau": "ngay_cap", "tu-ngay": write_date(clock.today())}
    client.post(f"{address}cot/", answers)

    page = client.get(address).content.decode()
    assert "2 dòng đã có giữ ngày bắt đầu đang ghi, dù cột «Ngày cấp»" in page
    assert "Sửa ngày bắt đầu của dòng đã có theo cột «Ngày cấp»" in page
    answers |= {"sua-bat-dau": "1", "cach": "doi", "doi-tu-ngay": write_date(clock.today())}
    client.post(f"{address}cot/", answers)
    page = client.get(f"{address}?loai=changed").content.decode()
    assert "giữ ngày bắt đầu đang ghi" not in page and "<ins>08/6/2015</ins>" in page
    assert accept(client, address) == 302

    told = {row.ten: row.effective_from for row in Enterprise.objects.all()}
    assert told == {"Dừa Á Châu": date(2015, 6, 8), "Mía Xanh": date(2016, 3, 1)}
    cane = Enterprise.objects.get(ten="Mía Xanh")
    own = Entry.objects.filter(key=cane.key).order_by("id")
    assert [(one.action, str(one.effective_from), one.data["trang_thai"]) for one in own][1:] == [
        ("correct", "2016-03-01", "hoạt động"),
        ("change", "2016-03-01", "tạm ngừng"),
    ]
    undone = client.post(f"{address}hoan-tac/", {"ly-do": "nhầm tệp"})
    assert undone.status_code == 302, undone.content.decode()
    assert {row.effective_from for row in Enterprise.objects.all()} == {clock.today()}
