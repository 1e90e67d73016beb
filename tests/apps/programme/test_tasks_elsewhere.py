"""Tasks where people meet them without asking: on the first page, in the morning's letter, behind a timer's command."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner
from django.core import mail
from lxml import html

from apps.programme.conftest import person, plan, window
from congthuong.apps.accounts.models import Role, User
from congthuong.apps.catalogue.citations import citations_of
from congthuong.apps.catalogue.models import LegalDocument
from congthuong.apps.programme.models import Task, TaskReminder
from congthuong.apps.programme.problems import MailIsOff
from congthuong.apps.programme.services.planning import task_assign
from congthuong.apps.programme.services.reminding import digest_for, task_reminders_send
from congthuong.apps.programme.services.working import extension_ask, task_chase, task_done
from congthuong.apps.reports.models import ReportDefinition
from congthuong.cli import main

pytestmark = pytest.mark.django_db
ON = date(2020, 8, 11)


@pytest.fixture
def overdue(chief: User) -> Task:
    return task_assign(by=chief, plan=plan(title="Việc quá hạn", due_on=date(2020, 8, 3)))


def test_the_first_page_says_what_is_late_to_the_unit_and_by_unit_to_the_chief(
    overdue: Task, chief: User, industry: User, auditor: User, synthesis: User
):
    task_assign(by=chief, plan=plan(title="Việc của phòng khác", owner="qltm", helpers=(), due_on=ON))
    own = html.fromstring(window(industry).get("/").content.decode())
    all_ = html.fromstring(window(chief).get("/").content.decode())
    section = "//section[@aria-labelledby='nhiem-vu']"

    assert [one.text for one in own.xpath(f"{section}//ul[@class='work-list']//a")] == ["Việc quá hạn"]
    assert not own.xpath(f"{section}//ul[@class='late-units']")
    (unit,) = all_.xpath(f"{section}//ul[@class='late-units']/li/a")
    assert unit.text == "Phòng Quản lý Công nghiệp và Năng lượng"
    assert "trang_thai=tre-han" in unit.get("href")
    assert len(all_.xpath(f"{section}//ul[@class='work-list']/li")) == 2
    assert not html.fromstring(window(auditor).get("/").content.decode()).xpath(section)


def test_a_morning_has_one_letter_with_what_there_is_to_say(
    overdue: Task, chief: User, industry: User, trade: User, settings: Any
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    far = task_assign(by=chief, plan=plan(title="Việc xa", due_on=date(2020, 12, 1), helpers=()))
    task_chase(by=chief, task=far.pk, text="Báo cáo tiến độ.")
    extension_ask(by=industry, task=overdue.pk, until=date(2020, 9, 1), reason="Chờ số liệu.")

    assert digest_for(trade, ON) is None
    assert task_reminders_send(on=ON) == 2
    assert task_reminders_send(on=ON) == 0
    subjects = {letter.to[0]: letter.subject for letter in mail.outbox}
    assert subjects == {
        "phongcn@so.vn": "Nhắc nhiệm vụ: 1 nhiệm vụ quá hạn, 1 nhiệm vụ được đôn đốc",
        "lanhdao@so.vn": "Nhắc nhiệm vụ: 1 nhiệm vụ chờ trả lời",
    }
    assert "Việc quá hạn" in mail.outbox[0].body
    assert TaskReminder.objects.count() == 2
    task_done(by=industry, task=overdue.pk, outcome="x")
    told = digest_for(chief, ON)
    assert told is not None and told.waiting == (overdue,)


def test_without_a_mail_server_nothing_counts_as_sent(overdue: Task, settings: Any):
    settings.EMAIL_BACKEND = settings.MAIL_OFF
    with pytest.raises(MailIsOff):
        task_reminders_send(on=ON)
    assert TaskReminder.objects.count() == 0


def test_the_search_box_finds_tasks_of_ones_own(overdue: Task, industry: User, trade: User, synthesis: User):
    helped = task_assign(
        by=synthesis, plan=plan(title="Rà soát chợ nông thôn", owner="vp", helpers=("qltm",))
    )

    def found(user: User) -> list[str]:
        page = html.fromstring(window(user).get("/tim/?tim=ra soat").content.decode())
        return [one.get("href") for one in page.xpath("//main//a") if "/nhiem-vu/" in one.get("href")]

    assert f"/nhiem-vu/{helped.pk}/" in found(trade)
    assert found(industry) == []


def test_the_register_of_tasks_shows_what_the_room_shows(
    overdue: Task, chief: User, industry: User, trade: User, auditor: User, department: None
):
    helped = task_assign(by=chief, plan=plan(title="Rà soát chợ", owner="vp", helpers=("qltm",)))
    clerk = person("vanthu", Role.CLERK, "vp")
    alone = task_assign(by=chief, plan=plan(title="Việc của văn phòng", owner="vp", helpers=()))

    def keys(user: User) -> set[str]:
        page = window(user).get("/so/nhiem_vu/?tep=csv").content.decode()
        return {one.key for one in (overdue, helped, alone) if one.title in page}

    assert keys(chief) == keys(auditor) == {overdue.key, helped.key, alone.key}
    assert keys(industry) == {overdue.key}
    assert keys(trade) == {overdue.key, helped.key}
    assert window(industry).get(f"/so/nhiem_vu/{overdue.key}/").status_code == 200
    assert window(industry).get(f"/so/nhiem_vu/{alone.key}/").status_code == 404
    assert "Việc của văn phòng" not in window(trade).get("/tim/?tim=văn phòng").content.decode()
    assert "Việc của văn phòng" in window(chief).get("/tim/?tim=văn phòng").content.decode()
    for address in ("/so/nhiem_vu/", f"/so/nhiem_vu/{overdue.key}/"):
        assert window(clerk).get(address).status_code == 404, address


def test_a_timer_makes_the_next_ones_and_says_so(chief: User, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("congthuong.command.collection.open_database", lambda _: None)
    task_assign(by=chief, plan=plan(due_on=None, rule="month:20"))
    told = CliRunner().invoke(main, ["programme", "tick", "--on", "2020-08-20"])
    again = CliRunner().invoke(main, ["programme", "tick", "--on", "2020-08-20"])

    assert "đã lập 1 nhiệm vụ" in told.output and "20/9/2020" in told.output
    assert "đã lập 0 nhiệm vụ" in again.output


def test_a_document_says_in_which_section_of_a_report_it_stands(
    directive: LegalDocument, synthesis: User, industry: User
):
    text = '# I. KẾT QUẢ\n\n## 2. Công nghiệp {{ ky | ten }}\n\n{{ vb("12/CT-UBND") | trich_dan }}\n\n# II. KHÁC\n'
    ReportDefinition.objects.create(
        code="thu", title="Báo cáo {{ ky | ten }}", place="84", period="2020-H1", as_of=ON, settings={}, templates={"mau/1.md": text}
    )  # fmt: skip
    assert [(one.room, one.title, one.address) for one in citations_of(directive, synthesis)] == [
        ("Báo cáo", "Báo cáo …: 2. Công nghiệp …", "/bao-cao/thu/")
    ]
