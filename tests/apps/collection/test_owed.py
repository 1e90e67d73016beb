"""Who owes what by when is seen, told once a day and in the calendar; what does not come can be estimated, marked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import icalendar
import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.collection.mills import MILL_FORM, MILLS, make_person
from congthuong.apps.accounts.models import User
from congthuong.apps.accounts.rights import Forbidden
from congthuong.apps.catalogue.models import Organisation
from congthuong.apps.collection.models import Estimate, Reminder, Return, Round
from congthuong.apps.collection.problems import (
    AttachmentRefused,
    NothingToEstimateFrom,
    RoundIsClosed,
    WrongState,
)
from congthuong.apps.collection.queries.calendar_feed import calendar_feed
from congthuong.apps.collection.queries.due import due_list, late_returns, waiting_for_approval
from congthuong.apps.collection.queries.overdue import late_units
from congthuong.apps.collection.queries.punctuality import by_round, by_unit
from congthuong.apps.collection.records import values_of
from congthuong.apps.collection.services.approving import return_approve
from congthuong.apps.collection.services.attachments import attachment_add
from congthuong.apps.collection.services.estimating import return_estimate, round_close
from congthuong.apps.collection.services.filling import CellInput, cells_save
from congthuong.apps.collection.services.flow import return_hand_in, return_send_back
from congthuong.apps.collection.services.forms import form_publish
from congthuong.apps.collection.services.reminding import reminders_send
from congthuong.apps.collection.services.rounds import round_open
from congthuong.apps.ledger.models import Observation
from congthuong.apps.ledger.queries import observations_as_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
DUE = date(2020, 6, 2)


def user_of(mill: str) -> User:
    name = f"chu-{mill[-1]}"
    return User.objects.filter(username=name).first() or make_person(name, "respondent", mill)


def hand_in(opened: Round, mill: str, rice: str) -> Return:
    ret = opened.returns.get(organisation=mill)
    by = user_of(mill)
    cells_save(ret=ret.pk, changes=[CellInput("gao", "ky", rice, 0, f"{mill}-{opened.period}")], by=by)
    return return_hand_in(ret=ret.pk, by=by)


def approved(officer: User, period: str, values: dict[str, str]) -> Round:
    opened = round_open(form="gao", period=period, by=officer)
    for mill, rice in values.items():
        return_approve(ret=hand_in(opened, mill, rice).pk, by=officer)
    return opened


def test_a_mill_sees_what_it_owes_itself(may_2020: Round, miller: User):
    due = due_list(miller, date(2020, 6, 1))
    assert [(one.organisation_code, one.due_on, one.days_left, one.late) for one in due] == [
        ("cty-a", DUE, 1, False)
    ]
    assert due_list(miller, DUE + timedelta(3))[0].late


def test_late_returns_are_those_owed_after_the_due_day(may_2020: Round, officer: User, miller: User):
    hand_in(may_2020, "cty-b", "5")
    assert not late_returns(officer, DUE).exists()
    assert [one.organisation_id for one in late_returns(officer, DUE + timedelta(1))] == ["cty-a", "cty-c"]
    assert [one.organisation_id for one in late_returns(miller, DUE + timedelta(1))] == ["cty-a"]
    assert [one.organisation_id for one in waiting_for_approval(officer)] == ["cty-b"]
    assert not waiting_for_approval(miller).exists()


def test_completeness_and_timeliness_are_counted_by_round_and_by_unit(may_2020: Round, officer: User):
    hand_in(may_2020, "cty-a", "5")
    Return.objects.filter(organisation="cty-a").update(first_handed_in_at="2020-06-02T10:00:00Z")
    hand_in(may_2020, "cty-b", "5")
    Return.objects.filter(organisation="cty-b").update(
        first_handed_in_at="2020-06-02T18:00:00Z"
    )  # 3 June here
    (one,) = by_round(officer, DUE + timedelta(1))
    assert (one.asked, one.come, one.on_time, one.approved, one.late) == (3, 2, 1, 0, 1)
    assert one.completeness is not None and round(one.completeness, 2) == Decimal("66.67")
    assert {
        unit.key: (unit.come, unit.on_time, unit.late) for unit in by_unit(officer, DUE + timedelta(1))
    } == {
        "cty-a": (1, 1, 0),
        "cty-b": (1, 0, 0),
        "cty-c": (0, 0, 1),
    }


def test_the_lists_take_as_many_queries_for_many_returns_as_for_few(may_2020: Round, officer: User):
    def queries() -> int:
        User.objects.get(pk=officer.pk)
        with CaptureQueriesContext(connection) as caught:
            assert due_list(officer, DUE, "returns.approve")
            assert list(late_returns(officer, DUE + timedelta(9)))
            assert by_round(officer, DUE) and by_unit(officer, DUE)
        return len(caught)

    due_list(officer, DUE)
    few = queries()
    for number in range(20):
        Organisation.objects.create(
            code=f"them-{number}", name=f"Xay xát {number}", kind="enterprise", place="842"
        )
    round_open(form="gao", period="2020-04", by=officer)
    assert queries() == few


def test_a_person_is_reminded_once_a_day_and_only_of_their_own(may_2020: Round, officer: User, miller: User):
    assert reminders_send(on=date(2020, 5, 20)) == 0  # nothing is near
    assert reminders_send(on=date(2020, 6, 1)) == 1
    assert reminders_send(on=date(2020, 6, 1)) == 0
    (letter,) = mail.outbox
    assert letter.to == [miller.email]
    assert letter.subject == "Nhắc nộp báo cáo: 1 phiếu sắp đến hạn"
    assert "Gạo xay xát, tháng 5/2020 (Công ty A), hạn 02/6/2020" in letter.body
    assert "Công ty B" not in letter.body
    assert "http" not in letter.body  # no address was set


def test_a_letter_leads_to_the_software_and_to_each_return(
    may_2020: Round, officer: User, miller: User, settings: Any
):
    settings.ADDRESS = "https://so.example.vn"
    own = f"https://so.example.vn/thu-thap/{may_2020.returns.get(organisation='cty-a').pk}/"
    assert reminders_send(on=date(2020, 6, 1)) == 1
    lines = mail.outbox[0].body.splitlines()
    assert f"    {own}" in lines
    assert "Sổ Công Thương: https://so.example.vn/" in lines
    units = {
        one.code: one.letter(date(2020, 6, 9), "Người gửi") for one in late_units(officer, date(2020, 6, 9))
    }
    assert own in units["cty-a"] and "Sổ Công Thương (https://so.example.vn/)" in units["cty-a"]


class Slow(EmailBackend):
    """A server during whose answer somebody else must be able to write."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        assert not connection.savepoint_ids, "the letter is sent within a transaction"
        return super().send_messages(messages)


def test_a_slow_mail_server_holds_up_nobody_who_saves(may_2020: Round, miller: User, settings: Any):
    settings.EMAIL_BACKEND = f"{__name__}.Slow"
    assert reminders_send(on=date(2020, 6, 1)) == 1
    assert Reminder.objects.get().address == miller.email


def test_a_return_that_was_sent_back_is_in_the_digest_with_its_reason(
    may_2020: Round, officer: User, miller: User
):
    ret = hand_in(may_2020, "cty-a", "5")
    return_send_back(ret=ret.pk, reason="Thiếu kho 2", by=officer)
    reminders_send(on=date(2020, 5, 31))
    assert "lý do: Thiếu kho 2" in mail.outbox[0].body


def test_the_calendar_has_the_due_days_and_stays_the_same(may_2020: Round, miller: User):
    feed = calendar_feed(miller, "https://so.example/phieu")
    assert feed == calendar_feed(miller, "https://so.example/phieu")
    own = may_2020.returns.get(organisation="cty-a").pk
    assert f"https://so.example/phieu/{own}/\r\n".encode() in feed.replace(
        b"\r\n ", b""
    )  # a page's own address
    (event,) = icalendar.Calendar.from_ical(feed).walk("VEVENT")
    assert event.decoded("dtstart") == DUE
    assert str(event["summary"]) == "Hạn nộp: Gạo xay xát, tháng 5/2020 (Công ty A)"
    assert all(len(line) <= 75 for line in feed.split(b"\r\n"))


def test_an_estimate_is_marked_adds_up_and_gives_way_to_the_return(officer: User, mill_form: object):
    approved(officer, "2019-05", {"cty-a": "100", "cty-b": "200", "cty-c": "50"})
    opened = approved(officer, "2020-05", {"cty-a": "110", "cty-b": "220"})
    missing = opened.returns.get(organisation="cty-c")
    return_estimate(ret=missing.pk, method="responding_growth", by=officer)

    def known() -> dict[tuple[str, str], tuple[Decimal, str]]:
        return {
            (";".join(item for _, item in one.items), one.basis): (one.value, one.status)
            for one in observations_as_of()
            if one.period.code == "2020-05"
            and "cty-a" not in str(one.items)
            and "cty-b" not in str(one.items)
        }

    assert known() == {("cty-c", "estimate"): (55, "estimate"), ("", "estimate"): (385, "estimate")}
    total = Observation.objects.get(items="", period="2020-05")
    assert total.note == "Cộng 3 phiếu, trong đó 1 phiếu ước tính"

    return_approve(ret=hand_in(opened, "cty-c", "60").pk, by=officer)
    assert known()["cty-c", "actual"] == (60, "")
    assert known()["", "actual"] == (390, "")
    with pytest.raises(WrongState):
        return_estimate(ret=missing.pk, method="last_value", by=officer)


def test_closing_a_round_estimates_what_can_be_and_names_the_rest(officer: User, mill_form: object):
    approved(officer, "2020-04", {"cty-a": "100", "cty-b": "200"})
    opened = approved(officer, "2020-05", {"cty-a": "90"})
    closed = round_close(round_id=opened.pk, by=officer, method="last_value")
    assert [one.ret.organisation_id for one in closed.estimated] == ["cty-b"]
    assert [(ret.organisation_id, type(why)) for ret, why in closed.left] == [
        ("cty-c", NothingToEstimateFrom)
    ]
    assert not Observation.objects.filter(items="", period="2020-05").exists()  # one part is still missing
    assert Round.objects.get(pk=opened.pk).state == "closed"


PLAN = """
[[column]]
code = "nam"
name = "Kế hoạch năm"
kind = "plan"
[[column]]
code = "dau_nam"
name = "Từ đầu năm"
kind = "cumulated"
"""


def test_an_estimate_states_the_month_and_neither_a_plan_nor_what_was_cumulated(
    mill_form: object, officer: User
):
    form_publish(text=MILL_FORM.replace("\n[[rule]]", PLAN + "\n[[rule]]", 1), by=None)
    year = {"nam": "1200", "dau_nam": "400"}

    def all_but(period: str, mills: tuple[str, ...]) -> Round:
        opened = round_open(form="gao", period=period, by=officer)
        for mill in mills:
            ret, by = opened.returns.get(organisation=mill), user_of(mill)
            changes = [
                CellInput("gao", column, text, 0, f"{mill}{period}{column}")
                for column, text in {"ky": "100", **year}.items()
            ]
            assert cells_save(ret=ret.pk, changes=changes, by=by).all_saved
            return_hand_in(ret=ret.pk, by=by)
            return_approve(ret=ret.pk, by=officer)
        return opened

    all_but("2020-03", MILLS)
    plan = Observation.objects.get(items="", basis="plan")
    assert plan.value == 3600
    april = all_but("2020-04", MILLS[:2])
    estimate = return_estimate(
        ret=april.returns.get(organisation="cty-c").pk, method="last_value", by=officer
    )

    assert set(values_of(estimate.content)) == {("gao", "ky")}
    assert Observation.objects.get(items="", period="2020-04").value == 300
    assert list(Observation.objects.filter(items="", basis="plan")) == [plan]
    assert not Observation.objects.filter(items="", period="2020-01..2020-04").exists()


def test_a_plan_that_was_decided_stands_beside_what_the_units_plan(mill_form: object, officer: User):
    """The report says how much of the decided plan is done; the units' own plans may come to anything."""
    form_publish(text=MILL_FORM.replace("\n[[rule]]", PLAN + "\n[[rule]]", 1), by=None)
    decided = Observation.objects.create(
        indicator_id="gao", place="84", period="2020", period_first=date(2020, 1, 1), period_last=date(2020, 12, 31),
        basis="plan", value=Decimal(4000), unit="tấn", decimals=0, recorded_on=date(2019, 12, 20), source="Nghị quyết", vintage="",
        items="", status="",
    )  # fmt: skip
    opened = round_open(form="gao", period="2020-03", by=officer)
    for mill in MILLS:
        ret, by = opened.returns.get(organisation=mill), user_of(mill)
        changes = [
            CellInput("gao", column, "1200", 0, f"{mill}{column}") for column in ("ky", "nam", "dau_nam")
        ]
        assert cells_save(ret=ret.pk, changes=changes, by=by).all_saved
        return_hand_in(ret=ret.pk, by=by)
        return_approve(ret=ret.pk, by=officer)

    assert Observation.objects.get(items="", period="2020-03").value == 3600
    assert list(Observation.objects.filter(items="", basis="plan")) == [decided]


def test_a_closed_round_is_not_closed_and_estimated_again(officer: User, mill_form: object):
    approved(officer, "2020-04", {"cty-a": "100", "cty-b": "200", "cty-c": "300"})
    opened = round_open(form="gao", period="2020-05", by=officer)
    round_close(round_id=opened.pk, by=officer, method="last_value")
    before = Observation.objects.count()
    with pytest.raises(RoundIsClosed):
        round_close(round_id=opened.pk, by=officer, method="responding_growth")
    assert (Observation.objects.count(), Estimate.objects.count()) == (before, 3)


def test_an_estimate_made_again_on_another_day_states_nothing_anew(officer: User, mill_form: object):
    approved(officer, "2020-04", {"cty-a": "100", "cty-b": "200", "cty-c": "300"})
    opened = round_open(form="gao", period="2020-05", by=officer)
    first = return_estimate(
        ret=opened.returns.get(organisation="cty-b").pk, method="last_value", by=officer, on=date(2020, 6, 10)
    )
    before = Observation.objects.count()
    closed = round_close(round_id=opened.pk, by=officer, method="last_value", on=date(2020, 6, 11))

    assert [one.ret.organisation_id for one in closed.estimated] == ["cty-a", "cty-b", "cty-c"]
    assert first in closed.estimated
    assert Observation.objects.count() == before + 3  # the two others and the province
    assert Observation.objects.get(items="", period="2020-05").value == 600


def test_a_respondent_estimates_nothing(may_2020: Round, miller: User):
    with pytest.raises(Forbidden):
        return_estimate(ret=may_2020.returns.get(organisation="cty-a").pk, method="last_value", by=miller)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("so-lieu.exe", b"MZ"),
        ("giai-trinh.pdf", b"MZ\x90\x00"),
        ("trong.pdf", b""),
        ("lon.pdf", b"%PDF-" + b"0" * (10 * 1024 * 1024)),
        ("khong-duoi", b"%PDF-1.7"),
    ],
)
def test_a_file_that_is_not_what_an_office_needs_is_refused(
    mill_return: Return, miller: User, name: str, data: bytes
):
    with pytest.raises(AttachmentRefused):
        attachment_add(ret=mill_return.pk, name=name, data=data, by=miller)
    assert not mill_return.attachments.exists()


def test_a_file_is_kept_under_a_name_of_ours_outside_the_static_files(
    mill_return: Return, miller: User, tmp_path: Path, settings: object
):
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    kept = attachment_add(ret=mill_return.pk, name="../../giải trình.pdf", data=b"%PDF-1.7 x", by=miller)
    assert (kept.name, kept.size) == ("....giải trình.pdf", 10)
    assert kept.file.name.startswith(f"{mill_return.pk}/") and "giải" not in kept.file.name
    with kept.file.open() as file:
        assert file.read() == b"%PDF-1.7 x"
    assert set(MILLS) >= {mill_return.organisation_id}
