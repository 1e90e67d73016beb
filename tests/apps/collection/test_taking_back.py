"""A unit that sees its slip a minute after handing in corrects it itself, as long as nobody has read the return."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from apps.collection.mills import Save
from congthuong.apps.accounts.models import Event, User
from congthuong.apps.accounts.rights import Forbidden
from congthuong.apps.collection.models import Return, State
from congthuong.apps.collection.problems import LookedAtAlready, ReturnChanged, WrongState
from congthuong.apps.collection.queries.answering import asked_again
from congthuong.apps.collection.queries.sheets import form_of_return
from congthuong.apps.collection.queries.workbooks import filled_for
from congthuong.apps.collection.services.approving import return_approve
from congthuong.apps.collection.services.flow import return_hand_in, return_revise, return_send_back
from congthuong.apps.collection.services.taking_back import return_take_back
from congthuong.core.forms.workbook.writing import write_filled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]


@pytest.fixture
def handed_in(mill_return: Return, miller: User, save: Save) -> Return:
    save(mill_return, "gao", "100")
    save(mill_return, "lao_dong", "20")
    return return_hand_in(ret=mill_return.pk, by=miller)


def seat_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_it_is_a_draft_again_and_was_never_handed_in(handed_in: Return, miller: User, save: Save):
    page = seat_of(miller).get(f"/thu-thap/{handed_in.pk}/").content.decode()
    assert f"/thu-thap/{handed_in.pk}/rut-ve/" in page
    seat_of(miller).post(f"/thu-thap/{handed_in.pk}/rut-ve/", {"phien-ban": handed_in.version})

    back = Return.objects.get(pk=handed_in.pk)
    assert (back.state, back.handed_in_at, back.first_handed_in_at) == (State.DRAFT, None, None)
    assert save(back, "gao", "110", base=1).all_saved
    assert Event.objects.latest("id").action == "return.taken_back"
    history = seat_of(miller).get(f"/thu-thap/{handed_in.pk}/qua-trinh/").content.decode()
    assert "đã nộp → đang điền" in history
    assert history.count("đơn vị rút phiếu về") == 1


def test_once_the_reviewer_has_opened_it_the_unit_is_told_whom_to_call(
    handed_in: Return, miller: User, officer: User
):
    seat_of(miller).get(f"/thu-thap/{handed_in.pk}/")  # looking at one's own return is no reading of it
    seat_of(officer).get(f"/thu-thap/{handed_in.pk}/duyet/")

    mine = seat_of(miller)
    assert "rut-ve" not in mine.get(f"/thu-thap/{handed_in.pk}/").content.decode()
    refused = mine.post(f"/thu-thap/{handed_in.pk}/rut-ve/", {"phien-ban": handed_in.version})
    assert refused.status_code == 400
    assert "Người tonghop đã mở xem phiếu lúc" in refused.content.decode()
    assert Return.objects.get(pk=handed_in.pk).state == State.HANDED_IN
    with pytest.raises(LookedAtAlready):
        return_take_back(ret=handed_in.pk, by=miller)


def test_what_was_decided_or_is_not_theirs_stays(handed_in: Return, miller: User, officer: User):
    with pytest.raises(Forbidden):
        return_take_back(ret=handed_in.pk, by=officer)
    with pytest.raises(ReturnChanged):
        return_take_back(ret=handed_in.pk, by=miller, seen_version=handed_in.version - 1)
    return_approve(ret=handed_in.pk, by=officer)
    with pytest.raises(WrongState):
        return_take_back(ret=handed_in.pk, by=miller)


def test_one_that_was_sent_back_or_reopened_is_so_again(
    handed_in: Return, miller: User, officer: User, save: Save
):
    first = handed_in.first_handed_in_at
    return_send_back(ret=handed_in.pk, reason="Xem lại lao động", by=officer)
    save(handed_in, "lao_dong", "21", base=1)
    return_hand_in(ret=handed_in.pk, by=miller)
    back = return_take_back(ret=handed_in.pk, by=miller)
    assert (back.state, back.first_handed_in_at, back.handed_in_at is None) == (State.RETURNED, first, False)

    asked = asked_again(back, form_of_return(back))
    assert asked is not None
    assert (asked.reason, len(asked.changes), asked.reply) == ("Xem lại lao động", 1, "")

    again = return_hand_in(ret=handed_in.pk, by=miller)
    asked = asked_again(again, form_of_return(again))
    assert asked is not None and asked.reason == "Xem lại lao động"
    history = seat_of(miller).get(f"/thu-thap/{handed_in.pk}/qua-trinh/").content.decode()
    assert history.count("đã nộp → trả lại") == 2  # one by the office, one by the unit: told apart
    assert history.count("đơn vị rút phiếu về") == 1
    return_approve(ret=handed_in.pk, by=officer)
    return_revise(ret=handed_in.pk, cells=[("gao", "ky")], reason="Sai số", by=officer)
    save(handed_in, "gao", "120", base=1)
    return_hand_in(ret=handed_in.pk, by=miller)
    again = return_take_back(ret=handed_in.pk, by=miller)
    assert again.state == State.REVISED
    assert not save(handed_in, "lao_dong", "30", base=2).all_saved  # only what was re-opened may be changed


def test_a_workbook_that_breaks_a_hard_rule_says_so_before_it_is_accepted(mill_return: Return, miller: User):
    book = load_workbook(io.BytesIO(write_filled(filled_for(mill_return))))
    sheet = book.active
    for row in sheet.iter_rows():
        for cell in row:
            if cell.protection.locked is False and cell.value is None:
                cell.value = 10**9
    data = io.BytesIO()
    book.save(data)
    mine = seat_of(miller)
    mine.post(f"/thu-thap/{mill_return.pk}/excel/", {"tep": SimpleUploadedFile("p.xlsx", data.getvalue())})

    page = mine.get(f"/thu-thap/{mill_return.pk}/excel/").content.decode()

    assert "Nhận tệp rồi vẫn chưa nộp được" in page
    assert mill_return.cells.count() == 0
