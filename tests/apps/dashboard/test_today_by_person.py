"""The first page says to each person what waits for them, and asks the database as often for many returns as for few."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from apps.collection.demo_province import Lived
from apps.dashboard.reading import main_of, words
from congthuong.apps.accounts.models import User
from congthuong.apps.collection.models import Return, State
from congthuong.apps.collection.queries.sheets import sheet_for
from congthuong.apps.collection.services.approving import return_approve
from congthuong.apps.collection.services.filling import CellInput, cells_save
from congthuong.apps.collection.services.flow import return_hand_in, return_revise
from congthuong.apps.collection.services.notes import finding_explain
from congthuong.apps.dashboard.queries.work import work_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database", "lived")]
TODAY = date(2020, 8, 10)
DUE, WAITING, LATE, CHANGED = "Phiếu phải nộp", "Chờ duyệt", "Quá hạn chưa nộp", "Số liệu đổi từ hôm qua"
TARGETS, REMIND = "Chỉ tiêu", "Gửi thư nhắc"
QUERIES_OF_SYNTHESIS = 18
"""Rights, forms by kind, is there a return at all; due, waiting and late with their counts; changes; the last check."""

SEES = {
    "quantri": {LATE, TARGETS},
    "tonghop": {DUE, WAITING, LATE, CHANGED, TARGETS, REMIND},
    "phongnv": {WAITING, LATE, TARGETS},
    "phongtm": {WAITING, LATE, TARGETS},
    "khuyencong": {WAITING, LATE, TARGETS},
    "thanhtra": {WAITING, LATE, TARGETS},
    "lanhdao": {LATE, TARGETS},
    "motcua": {TARGETS},
    "giamsat": {LATE, TARGETS},
    "nguoixem": set(),
    "canglong": {DUE},
    "dienluc": {DUE},
    "myphong": {DUE},
}


def page_of(username: str) -> str:
    client = Client()
    client.force_login(User.objects.get(username=username))
    answer = client.get("/")
    assert answer.status_code == 200
    return words(main_of(answer))


@pytest.mark.parametrize("username", SEES)
def test_each_person_sees_what_is_theirs(username: str):
    page = page_of(username)
    assert {one for one in (DUE, WAITING, LATE, CHANGED, TARGETS, REMIND) if one in page} == SEES[username]


def test_a_respondent_sees_its_own_forms_by_date_and_what_was_sent_last():
    work = work_of(User.objects.get(username="myphong"), TODAY)
    assert work.due is not None and work.due.count == len(work.due.rows) == 2
    assert {one.ret.organisation_id for one in work.due.rows} == {"giay-da-my-phong"}
    # Of its output three rows are asked, of the products the one that it makes.
    assert [(one.filled.done, one.filled.of) for one in work.due.rows] == [(1, 3), (1, 1)]
    assert work.last_sent is not None and work.last_sent.state == State.RETURNED
    assert work.waiting is work.late is work.changes is None


def test_an_officer_sees_abnormal_returns_first_and_only_of_the_own_kinds():
    work = work_of(User.objects.get(username="phongtm"), TODAY)
    assert work.waiting is not None and work.late is not None
    assert {one.ret.round.form.kind for one in work.waiting.rows} == {"thuong_mai"}
    doubts = [
        (one.weight.score if one.weight else 0, one.ret.abnormal)  # type: ignore[attr-defined]
        for one in work.waiting.rows
    ]
    assert doubts == sorted(doubts, reverse=True) and doubts[0] > (0, 0)
    assert {one.code for one in work.late.units} <= {"ktht-duyen-hai", "ktht-cang-long", "ktht-tra-cu"}


def queries_of(username: str) -> int:
    user = User.objects.get(username=username)
    with CaptureQueriesContext(connection) as caught:
        assert work_of(user, TODAY).any
    return len(caught)


def test_the_number_of_queries_does_not_depend_on_how_much_waits():
    queries_of("tonghop")  # rounds are judged once after a change
    many = queries_of("tonghop")
    few = Return.objects.filter(state=State.HANDED_IN).order_by("pk")[:1]
    Return.objects.exclude(pk__in=few.values("pk")).filter(state=State.HANDED_IN).update(state=State.DRAFT)
    assert queries_of("tonghop") == many == QUERIES_OF_SYNTHESIS


def test_a_revision_of_today_stands_among_the_changes(lived: Lived):
    officer, unit = User.objects.get(username="phongnv"), User.objects.get(username="myphong")
    ret = Return.objects.get(
        round__form__code="san_pham_cong_nghiep", round__period="2020-06", organisation="giay-da-my-phong"
    )
    cell = ("giay_thanh_pham", "ky")
    return_revise(ret=ret.pk, cells=[cell], reason="Quyết toán tháng", by=officer)
    now = sheet_for(ret).cells[cell]
    assert now.value is not None
    change = CellInput(*cell, "", now.revision, "sua-1", value=now.value + 1)
    cells_save(ret=ret.pk, changes=[change], by=unit)
    for finding in sheet_for(Return.objects.get(pk=ret.pk)).unexplained:
        finding_explain(ret=ret.pk, finding=finding.print, text="Đã quyết toán", by=unit)
    return_hand_in(ret=ret.pk, by=unit)
    return_approve(ret=ret.pk, by=officer)

    page = page_of("tonghop")
    assert f"{CHANGED} (1)" in page
    assert "Giày thành phẩm, tháng 6/2020" in page
    with override_settings(TODAY=date(2020, 6, 1)):  # what was written after the working day is no news of it
        assert f"{CHANGED} (0)" in page_of("tonghop")


def test_letters_go_out_with_one_click_and_only_once():
    User.objects.filter(username="myphong").update(email="myphong@example.vn")
    client = Client()
    client.force_login(User.objects.get(username="tonghop"))
    with override_settings(EMAIL_BACKEND=settings.MAIL_OFF):
        assert client.post("/nhac-nop/").status_code == 400  # no mail server was named
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        assert "Đã gửi 1 thư nhắc." in words(main_of(client.post("/nhac-nop/", follow=True)))
        assert "không còn thư nhắc nào" in words(main_of(client.post("/nhac-nop/", follow=True)))
    assert len(mail.outbox) == 1
