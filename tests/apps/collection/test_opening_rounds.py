"""A timer opens the rounds on their day: none twice, none long past, and one form in trouble stops no other."""

from __future__ import annotations

import smtplib
from datetime import date
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from apps.collection.mills import MILL_FORM, make_person
from congthuong.apps.accounts.models import User
from congthuong.apps.catalogue.models import Organisation
from congthuong.apps.collection.models import Form, Reminder, Round
from congthuong.apps.collection.problems import MailNotTaken, MailOff
from congthuong.apps.collection.services.forms import form_publish
from congthuong.apps.collection.services.opening import rounds_open_due
from congthuong.apps.collection.services.reminding import mail_is_on, reminders_send
from congthuong.apps.collection.services.rounds import round_open

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("each_database")]
JUNE_FIRST = date(2020, 6, 1)


def test_a_new_form_begins_with_what_is_due_now(mill_form: Form):
    done = rounds_open_due(on=JUNE_FIRST)

    assert [one.period for one in done.rounds] == ["2020-05"]
    assert [one.opened_by for one in done.rounds] == [None]
    assert done.rounds[0].returns.count() == 3


def test_a_closed_organisation_keeps_its_returns_and_gets_no_new_one(mill_form: Form, officer: User):
    round_open(form="gao", period="2020-05", by=officer)
    Organisation.objects.filter(code="cty-a").update(closed_on=date(2020, 6, 2))

    june = round_open(form="gao", period="2020-06", by=officer)

    assert sorted(june.returns.values_list("organisation_id", flat=True)) == ["cty-b", "cty-c"]
    assert Round.objects.get(period="2020-05").returns.filter(organisation="cty-a").exists()


def test_a_second_run_opens_nothing_more_and_the_next_month_the_next_round(mill_form: Form):
    rounds_open_due(on=JUNE_FIRST)

    assert rounds_open_due(on=JUNE_FIRST).rounds == ()
    assert [one.period for one in rounds_open_due(on=date(2020, 7, 1)).rounds] == ["2020-06"]


def test_what_is_long_past_is_told_and_not_opened(mill_form: Form, officer: User):
    round_open(form="gao", period="2020-01", by=officer)
    done = rounds_open_due(on=JUNE_FIRST)

    assert [one.period for one in done.rounds] == ["2020-05"]
    assert [(one.period.code, one.problem) for one in done.left] == [
        ("2020-02", None), ("2020-03", None), ("2020-04", None)
    ]  # fmt: skip


def test_a_form_that_nobody_fills_and_one_in_trouble_hold_up_no_other(mill_form: Form):
    form_publish(text=MILL_FORM.replace('code = "gao"\nname', 'code = "a_khong_ai"\nname').replace('"enterprise"', '"agency"'), by=None)  # fmt: skip
    Organisation.objects.filter(kind="agency").update(kind="enterprise", place="")
    Organisation.objects.create(code="xa", name="Xã", kind="commune", place="842")
    form_publish(text=MILL_FORM.replace('code = "gao"\nname', 'code = "cua_xa"\nname').replace('"enterprise"', '"commune"'), by=None)  # fmt: skip
    done = rounds_open_due(on=JUNE_FIRST)

    assert [one.form.code for one in done.rounds] == ["cua_xa"]
    assert [one.unused for one in done.left] == [True, False]
    assert [one.code for one in done.troubles] == ["CT-826"]


def test_without_a_mail_server_no_reminder_counts_as_sent(may_2020: Round, miller: User, settings: Any):
    settings.EMAIL_BACKEND = django_settings.MAIL_OFF

    with pytest.raises(MailOff):
        reminders_send(on=JUNE_FIRST)
    assert not mail_is_on()
    assert not Reminder.objects.exists()


class Picky(EmailBackend):
    """A server that refuses one address."""

    def send_messages(self, messages: Any) -> int:
        if messages[0].to == ["chu-a@example.vn"]:
            raise smtplib.SMTPRecipientsRefused({"chu-a@example.vn": (550, b"no such user")})
        return super().send_messages(messages)


def test_an_address_that_is_refused_keeps_nobody_else_from_being_reminded(
    may_2020: Round, miller: User, settings: Any
):
    make_person("chu-b", "respondent", "cty-b")
    settings.EMAIL_BACKEND = f"{__name__}.Picky"

    with pytest.raises(MailNotTaken) as told:
        reminders_send(on=JUNE_FIRST)

    assert told.value.fields["sent"] == 1
    assert [one.to for one in mail.outbox] == [["chu-b@example.vn"]]
    assert [one.address for one in Reminder.objects.all()] == ["chu-b@example.vn"]


def test_a_server_that_is_away_is_a_sentence(may_2020: Round, miller: User, settings: Any):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 2

    with pytest.raises(MailNotTaken):
        reminders_send(on=JUNE_FIRST)
    assert not Reminder.objects.exists()
