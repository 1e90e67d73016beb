"""The pages of tasks: a board that holds, a list that is found and taken away, forms that lose nothing."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from icalendar import Calendar
from lxml import html
from pytest_django import DjangoAssertNumQueries

from apps.programme.conftest import plan, window
from congthuong.apps.accounts.models import User
from congthuong.apps.catalogue.models import LegalDocument
from congthuong.apps.programme.models import State, Task
from congthuong.apps.programme.services.planning import task_assign
from congthuong.apps.programme.services.working import task_done
from congthuong.apps.programme.views.feed import feed_key

pytestmark = pytest.mark.django_db
TEXT = """ỦY BAN NHÂN DÂN
TỈNH TRÀ VINH
Số: 15/KH-UBND
Trà Vinh, ngày 27 tháng 7 năm 2020
KẾ HOẠCH
Về phát triển thương mại điện tử

1. Giao Sở Công Thương chủ trì, phối hợp với Sở Tài chính hoàn chỉnh kế hoạch thương mại điện tử, trình trước ngày 30/9/2020.
2. Văn phòng Sở công khai Kế hoạch trong 10 ngày làm việc kể từ ngày ký.
"""


def page(answer: Any) -> Any:
    return html.fromstring(answer.content.decode())


def columns(answer: Any) -> dict[str, list[str]]:
    board = page(answer).xpath("//div[@class='board']/section")
    return {one.xpath("h2")[0].text_content(): [a.text for a in one.xpath(".//li/a")] for one in board}


@pytest.fixture
def several(chief: User, industry: User) -> dict[str, Task]:
    return {
        "late": task_assign(by=chief, plan=plan(title="Việc quá hạn", due_on=date(2020, 8, 3))),
        "soon": task_assign(by=chief, plan=plan(title="Việc sắp đến hạn", due_on=date(2020, 8, 14))),
        "trade": task_assign(
            by=chief,
            plan=plan(title="Theo dõi giá", owner="qltm", helpers=(), area="thuong_mai", due_on=None),
        ),
        "done": task_done(
            by=industry,
            task=task_assign(by=chief, plan=plan(title="Việc đã xong")).pk,
            outcome="Đã trình UBND tỉnh.",
        ),
    }


def test_the_board_puts_each_task_where_it_belongs(chief: User, industry: User, several: dict[str, Task]):
    assert columns(window(chief).get("/nhiem-vu/")) == {
        "Quá hạn (1)": ["Việc quá hạn"],
        "Đến hạn trong 7 ngày (1)": ["Việc sắp đến hạn"],
        "Còn lại (1)": ["Theo dõi giá"],
        "Phải chờ (0)": [],
        "Báo xong, chờ đóng (1)": ["Việc đã xong"],
    }
    assert "Theo dõi giá" not in window(industry).get("/nhiem-vu/").content.decode()
    assert window(chief).get("/nhiem-vu/?don_vi=khong-co").status_code == 400


def test_the_list_is_found_filtered_and_taken_away(chief: User, several: dict[str, Task]):
    client = window(chief)

    def titles(query: str) -> list[str]:
        return [
            one.text for one in page(client.get(f"/nhiem-vu/danh-sach/{query}")).xpath("//tbody/tr/td[1]/a")
        ]

    assert titles("?tim=theo doi gia") == ["Theo dõi giá"]
    assert titles("?trang_thai=tre-han") == ["Việc quá hạn"]
    assert titles("?don_vi=qltm&linh_vuc=thuong_mai") == ["Theo dõi giá"]
    assert titles("?tu=2020-08-14&den=14/8/2020") == ["Việc sắp đến hạn"]
    assert titles("?xep=-han")[-1] == "Theo dõi giá"  # without a term: last either way
    told = client.get("/nhiem-vu/danh-sach/?trang_thai=done&tep=csv").content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(told), delimiter=";")
    assert (row["Nội dung"], row["Kết quả"]) == ("Việc đã xong", "Đã trình UBND tỉnh.")
    for wrong in ("?trang_thai=x", "?van_ban=x", "?tu=31/2/2020", "?xep=x"):
        assert client.get(f"/nhiem-vu/danh-sach/{wrong}").status_code == 400


def test_many_tasks_ask_the_database_as_often_as_few(
    chief: User, several: dict[str, Task], django_assert_num_queries: DjangoAssertNumQueries
):
    client = window(chief)
    client.get("/nhiem-vu/")
    Task.objects.bulk_create(
        Task(
            key=f"nhieu-{n}",
            title=f"Việc {n}",
            owner_id=("qlcn", "qltm")[n % 2],
            due_on=date(2020, 8, 1 + n % 28),
            state=State.OPEN,
            recorded_on=date(2020, 8, 1),
        )
        for n in range(300)
    )
    with django_assert_num_queries(12):  # session, person, roles; owners, people, units, counts; five columns
        assert client.get("/nhiem-vu/").status_code == 200
    with django_assert_num_queries(6):  # session, person, roles; count, page, owners
        assert client.get("/nhiem-vu/danh-sach/").status_code == 200
    assert client.get("/nhiem-vu/lich/?thang=2020-08").status_code == 200


@pytest.mark.parametrize("who", ["synthesis", "chief"])
def test_a_directive_is_pasted_looked_through_and_given_out(
    who: str, synthesis: User, chief: User
):  # a chief who may assign may record what he assigns from
    client = window({"synthesis": synthesis, "chief": chief}[who])
    offered = page(client.post("/nhiem-vu/doc-van-ban/", {"noi-dung": TEXT}))
    said = {one.get("name"): one.get("value") for one in offered.xpath("//main//input[@value]")}
    assert (said["so"], said["loai"], said["co-quan"], said["ngay"]) == (
        "15/KH-UBND",
        "Kế hoạch",
        "UBND tỉnh Trà Vinh",
        "27/7/2020",
    )
    answer = client.post(
        "/nhiem-vu/doc-van-ban/",
        {name: said[name] for name in ("so", "loai", "co-quan", "ngay", "trich-yeu")} | {"noi-dung": TEXT},
    )
    document = LegalDocument.objects.get()
    first, second = Task.objects.order_by("start")
    shown = page(client.get(answer["Location"]))
    assert [one.text_content() for one in shown.xpath("//mark")] == [first.sentence, second.sentence]

    form = shown.xpath(f"//article[@id='de-xuat-{first.pk}']//form")[0]
    fields = dict(form.fields) | {"viec": "giao", "chu-tri": "", "phoi-hop": []}
    refused = client.post(answer["Location"], fields | {"noi-dung": "Chữ vừa sửa"})
    assert refused.status_code == 400 and "Chữ vừa sửa" in refused.content.decode()
    client.post(answer["Location"], fields | {"chu-tri": "qltm", "phoi-hop": ["vp"]})
    client.post(answer["Location"], {"nhiem-vu": second.pk, "phien-ban": 0, "viec": "bo"})

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.owner_id, first.due_on) == (State.OPEN, "qltm", date(2020, 9, 29))
    assert second.state == State.DROPPED
    own = window(chief).get(f"/nhiem-vu/{first.pk}/").content.decode()
    assert "Giao Sở Công Thương chủ trì" in own and f"/van-ban/{document.pk}/" in own
    assert f"/nhiem-vu/{first.pk}/" in window(chief).get(f"/van-ban/{document.pk}/").content.decode()


def test_a_file_that_cannot_be_read_is_told_and_nothing_is_proposed(
    synthesis: User, directive: LegalDocument
):
    client = window(synthesis)
    for file in (SimpleUploadedFile("a.pdf", b"MZ"), SimpleUploadedFile("a.pdf", b"%PDF-1.7 broken")):
        answer = client.post("/nhiem-vu/doc-van-ban/", {"so": directive.number, "tep": file})
        assert answer.status_code == 400
    assert client.post("/nhiem-vu/doc-van-ban/", {"so": directive.number}).status_code == 400
    assert Task.objects.count() == 0


def test_an_act_on_the_page_is_done_or_refused_with_what_was_typed(task: Task, industry: User, chief: User):
    client = window(industry)
    address = f"/nhiem-vu/{task.pk}/viec/"
    refused = client.post(
        address, {"viec": "xin-gia-han", "phien-ban": 1, "chu": "Chờ số liệu", "ngay": "1/8/2020"}
    )
    assert refused.status_code == 400 and "Chờ số liệu" in refused.content.decode()
    evidence = SimpleUploadedFile("bien-ban.pdf", b"%PDF-1.7")
    assert client.post(address, {"viec": "minh-chung", "tep": evidence}).status_code == 302
    kept = task.files.get()
    assert client.get(f"/nhiem-vu/{task.pk}/tep/{kept.pk}/").content == b"%PDF-1.7"
    assert client.post(address, {"viec": "dong", "phien-ban": 2}).status_code == 400  # 403 inside the page
    assert client.post(address, {"viec": "la"}).status_code == 400
    seen = client.post(address, {"viec": "xong", "phien-ban": 1, "chu": "x"})
    assert "CT-973" in seen.content.decode()
    assert client.post(address, {"viec": "xong", "phien-ban": 2, "chu": "Đã xong."}).status_code == 302
    assert window(chief).post(address, {"viec": "dong", "phien-ban": 3}).status_code == 302
    task.refresh_from_db()
    assert task.state == State.CLOSED


def test_what_is_not_of_the_unit_is_not_there(several: dict[str, Task], industry: User):
    client = window(industry)

    assert client.get(f"/nhiem-vu/{several['trade'].pk}/").status_code == 404
    assert (
        client.post(f"/nhiem-vu/{several['trade'].pk}/viec/", {"viec": "ghi", "chu": "x"}).status_code == 404
    )


def test_programme_and_results_are_words_for_a_report(
    several: dict[str, Task], chief: User, synthesis: User, directive: LegalDocument
):
    task_assign(by=chief, plan=plan(title="Đánh giá chương trình.", document="12/CT-UBND"))
    client = window(synthesis)
    planned = page(client.get("/nhiem-vu/chuong-trinh/?ky=2020-H2")).xpath("//textarea")[0].text_content()
    done = page(client.get("/nhiem-vu/ket-qua/?ky=2020-H2")).xpath("//textarea")[0].text_content()

    assert (
        "- Đánh giá chương trình (Phòng Quản lý Công nghiệp và Năng lượng chủ trì; hạn 20/8/2020; theo Chỉ thị số 12/CT-UBND "
        "ngày 20/7/2020 của UBND tỉnh Trà Vinh).\n"
    ) in planned
    assert "**Thương mại:**" in planned and "Việc đã xong" not in planned
    assert "- Việc đã xong: đã trình UBND tỉnh.\n" in done
    assert client.get("/nhiem-vu/ket-qua/?ky=2019-H2").status_code == 200
    assert client.get("/nhiem-vu/ket-qua/?ky=x").status_code == 400


def test_a_calendar_program_reads_the_terms_by_a_key(several: dict[str, Task], industry: User, chief: User):
    address = "/nhiem-vu/lich.ics"
    own = window(industry).get(address)
    feed = Calendar.from_ical(own.content)
    events = list(feed.walk("VEVENT"))
    assert [str(event["summary"]) for event in events] == [
        "Hạn nhiệm vụ: Việc quá hạn (Phòng Quản lý Công nghiệp và Năng lượng)",
        "Hạn nhiệm vụ: Việc sắp đến hạn (Phòng Quản lý Công nghiệp và Năng lượng)",
    ]
    from django.test import Client

    assert Client().get(f"{address}?khoa={feed_key(industry)}").content == own.content
    assert Client().get(f"{address}?khoa={feed_key(industry)[:-1]}x").status_code == 404
    assert Client().get(address).status_code == 404
