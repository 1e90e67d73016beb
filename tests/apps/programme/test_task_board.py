"""The board with many tasks, and who may do what with one: as the page says it, so it is."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from lxml import html

from apps.programme.conftest import person, plan, window
from congthuong.apps.accounts.models import Role, User
from congthuong.apps.programme.models import State, Task
from congthuong.apps.programme.services.planning import task_assign
from congthuong.apps.programme.services.working import extension_ask, task_done, task_note, task_start

pytestmark = pytest.mark.django_db
TODAY = date(2020, 8, 11)


def page(client: Any, query: str = "") -> Any:
    answer = client.get(f"/nhiem-vu/{query}")
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def cards(found: Any, column: str) -> list[str]:
    return [str(one.text) for one in found.xpath(f"//section[@class='is-{column}']//li/a")]


@pytest.fixture
def many(chief: User) -> None:
    Task.objects.bulk_create(
        Task(key=f"nhieu-{n}", title=f"Việc {n:02}", owner_id="qlcn", due_on=TODAY + timedelta(10 + n), state=State.OPEN, recorded_on=TODAY)
        for n in range(44)
    )  # fmt: skip


@pytest.mark.usefixtures("many")
def test_a_full_column_shows_the_next_ones_and_says_how_many_are_left(chief: User):
    client = window(chief)
    first = page(client)
    assert cards(first, "later") == [f"Việc {n:02}" for n in range(12)]
    (more,) = first.xpath("//section[@class='is-later']//p[@class='more']/a")
    assert "còn 32" in more.text
    seen = [12]
    while more is not None:
        found = page(client, more.get("href").split("#")[0])
        seen.append(len(cards(found, "later")))
        links = found.xpath("//section[@class='is-later']//p[@class='more']/a")
        more = links[0] if links else None
    assert seen == [12, 24, 36, 44]
    for odd in ("later-99999", "later-x", "la-20", "later--5", "²-²"):
        assert len(cards(page(client, f"?xem={odd}"), "later")) == 12, odd


def test_the_board_is_narrowed_by_unit_person_and_term(chief: User, industry: User, trade: User):
    started = task_assign(by=chief, plan=plan(title="Việc đang làm", due_on=date(2020, 8, 14)))
    task_start(by=industry, task=started.pk)
    noted = task_assign(by=chief, plan=plan(title="Việc phối hợp", due_on=date(2020, 8, 28)))
    task_note(by=trade, task=noted.pk, text="Đã gửi số liệu")
    task_assign(by=chief, plan=plan(title="Việc quý này", owner="qltm", due_on=date(2020, 9, 20)))
    task_assign(by=chief, plan=plan(title="Việc không hạn", due_on=None))
    client = window(chief)

    def told(query: str) -> set[str]:
        found = page(client, query)
        return {
            one for column in ("late", "soon", "later", "blocked", "done") for one in cards(found, column)
        }

    assert told("?don_vi=qltm") == {"Việc quý này"}
    assert told("?nguoi=phongcn") == {"Việc đang làm"}
    assert told("?nguoi=phongtm") == {"Việc phối hợp"}
    assert told("?han=tuan") == {"Việc đang làm"}
    assert told("?han=thang") == {"Việc đang làm", "Việc phối hợp"}
    assert told("?han=quy") == {"Việc đang làm", "Việc phối hợp", "Việc quý này"}
    assert told("?han=khong") == {"Việc không hạn"}
    assert told("?han=quy&don_vi=qlcn&nguoi=phongcn") == {"Việc đang làm"}
    assert "Không có nhiệm vụ nào khớp" in client.get("/nhiem-vu/?han=tuan&don_vi=qltm").content.decode()
    for wrong in ("han=la", "nguoi=la", "don_vi=la"):
        assert client.get(f"/nhiem-vu/?{wrong}").status_code == 400, wrong


# who -> (sees the task, may work on it, may only note, may close and extend)
MAY: dict[str, tuple[bool, bool, bool, bool]] = {
    "owner": (True, True, True, False),
    "helper": (True, False, True, False),
    "other": (False, False, False, False),
    "chief": (True, False, True, True),
    "synthesis": (True, False, True, True),
    "auditor": (True, False, False, False),
    "admin": (True, False, False, False),
}


def people(chief: User) -> dict[str, User]:
    return {
        "owner": person("phongcn", Role.DIVISION, "qlcn"),
        "helper": person("phongtm", Role.DIVISION, "qltm"),
        "other": person("vanphong", Role.DIVISION, "vp"),
        "chief": chief,
        "synthesis": person("tonghop", Role.SYNTHESIS, "vp"),
        "auditor": person("giamsat", Role.AUDITOR, "so"),
        "admin": person("quantri", Role.ADMINISTRATOR, "so"),
    }


def test_each_does_what_the_page_says_and_no_more(chief: User, task: Task):
    everybody = people(chief)
    owner = everybody["owner"]
    told = {}
    for name, user in everybody.items():
        client = window(user)

        def does(what: str, own: Task, client: Any = client, **more: str) -> bool:
            own.refresh_from_db()
            form = {"viec": what, "phien-ban": own.version, "chu": "x", **more}
            return bool(client.post(f"/nhiem-vu/{own.pk}/viec/", form).status_code == 302)

        sees = client.get(f"/nhiem-vu/{task.pk}/").status_code == 200
        works = does("xin-gia-han", task, ngay="30/9/2020")
        notes = does("ghi", task)
        if not works:
            task.refresh_from_db()
            extension_ask(by=owner, task=task.pk, until=date(2020, 9, 30), reason="chờ")
        extends = does("khong-gia-han", task)
        done = task_assign(by=chief, plan=plan(title=f"Xong {name}"))
        assert not does("dong", done)  # nobody closes what nobody said is done
        task_done(by=owner, task=done.pk, outcome="Xong.")
        closes = does("dong", done)
        assert extends == closes, name
        told[name] = (sees, works, notes, closes)
    assert told == MAY


def test_the_page_says_in_words_who_sees_works_and_closes(task: Task, industry: User):
    text = re.sub(r"\s+", " ", page(window(industry), f"{task.pk}/").text_content())

    assert "Ai xem, ai làm được gì với nhiệm vụ này" in text
    assert "lãnh đạo Sở, cán bộ tổng hợp, quản trị, giám sát, Phòng Quản lý Công nghiệp và Năng lượng, Phòng Quản lý Thương mại" in text  # fmt: skip
    assert "lãnh đạo Sở, cán bộ tổng hợp (chỉ đóng được khi đơn vị chủ trì đã báo xong)" in text


def test_a_task_of_one_time_does_not_ask_how_it_comes_back(chief: User):
    client = window(chief)
    assert page(client, "moi/").xpath("//details[contains(@class,'repeats')]/@open") == []
    monthly = task_assign(by=chief, plan=plan(due_on=None, rule="month:20"))
    assert page(client, f"{monthly.pk}/sua/").xpath("//details[contains(@class,'repeats')]/@open") != []
